//! Organisation code, GB 11714 (I-04).

use super::form;
use std::{borrow::Cow, fmt};
use thiserror::Error;

/// An organisation code: eight characters and a check character, shown with a
/// hyphen between.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationCode(String);

/// `LEVY-D12`: which rule an organisation code breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadOrganisationCode {
    /// Not nine characters, the hyphen left out.
    #[error(
        "LEVY-D12 an organisation code has nine characters, not {0}; compare it with the certificate"
    )]
    Length(usize),
    /// A sign that is neither digit nor letter.
    #[error(
        "LEVY-D12 an organisation code has digits and letters; compare it with the certificate"
    )]
    Sign,
    /// The last character does not follow from the others.
    #[error(
        "LEVY-D12 the check character of the organisation code is wrong; compare it with the certificate"
    )]
    CheckDigit,
}

const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

impl OrganisationCode {
    /// Reads nine characters with or without the hyphen.
    ///
    /// # Errors
    /// [`BadOrganisationCode`], the first rule that fails.
    pub fn parse(input: &str) -> Result<Self, BadOrganisationCode> {
        let text: String = form::plain(input)
            .chars()
            .filter(|sign| *sign != '-')
            .collect();
        let count = text.chars().count();
        if count != 9 {
            return Err(BadOrganisationCode::Length(count));
        }
        let sum = form::weighted(&text, &WEIGHTS, |sign| sign.to_digit(36))
            .ok_or(BadOrganisationCode::Sign)?;
        let check = match 11 - sum % 11 {
            10 => 'X',
            11 => '0',
            value => char::from_digit(value, 10).ok_or(BadOrganisationCode::CheckDigit)?,
        };
        match text.chars().last() {
            Some(last) if last == check => Ok(Self(text)),
            Some(last) if last.is_ascii_alphanumeric() => Err(BadOrganisationCode::CheckDigit),
            _ => Err(BadOrganisationCode::Sign),
        }
    }

    /// The code with its hyphen.
    fn text(&self) -> Cow<'_, str> {
        self.0
            .split_at_checked(8)
            .map_or(Cow::Borrowed(&self.0), |(body, check)| {
                format!("{body}-{check}").into()
            })
    }

    /// The nine characters without the hyphen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_identifier!(OrganisationCode, BadOrganisationCode, text);

impl fmt::Display for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OrganisationCode({})", self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_code_is_read_with_and_without_its_hyphen() {
        let code = OrganisationCode::parse("D2143569-X").unwrap();
        assert_eq!(code, OrganisationCode::parse("d2143569x").unwrap());
        assert_eq!(
            (code.as_str(), code.to_string().as_str()),
            ("D2143569X", "D2143569-X")
        );
    }

    #[test]
    fn each_rule_refuses_by_its_name() {
        for (bad, why) in [
            ("D2143569", BadOrganisationCode::Length(8)),
            ("D214356*-X", BadOrganisationCode::Sign),
            ("D2143569-*", BadOrganisationCode::Sign),
            ("D2143569-1", BadOrganisationCode::CheckDigit),
            ("D2143568-X", BadOrganisationCode::CheckDigit),
        ] {
            assert_eq!(OrganisationCode::parse(bad), Err(why), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_digit_may_not_change(body in "[0-9]{8}", at in 0usize..8, put in 0u8..10) {
            let code = "0123456789X".chars().find_map(|c| OrganisationCode::parse(&format!("{body}{c}")).ok()).unwrap();
            prop_assert_eq!(&OrganisationCode::parse(&code.to_string()).unwrap(), &code);
            let mut changed = code.as_str().as_bytes().to_vec();
            prop_assume!(changed[at] != b'0' + put);
            changed[at] = b'0' + put;
            prop_assert!(OrganisationCode::parse(std::str::from_utf8(&changed).unwrap()).is_err());
        }

        #[test]
        fn no_input_panics(input in ".{0,12}") {
            let _ = OrganisationCode::parse(&input);
        }
    }
}
