//! Unified social credit code, GB 32100-2015 (I-03).

use super::{OrganisationCode, form};
use thiserror::Error;

/// A unified social credit code with a true check character.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode(String);

/// `LEVY-D11`: which rule a credit code breaks. Compare it with the licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadCreditCode {
    /// Not 18 characters.
    #[error(
        "LEVY-D11 a unified social credit code has 18 characters, not {0}; compare it with the licence"
    )]
    Length(usize),
    /// A sign outside the alphabet; I, O, S, V and Z are not used.
    #[error(
        "LEVY-D11 a credit code has digits and letters without I, O, S, V, Z; compare it with the licence"
    )]
    Sign,
    /// The last character does not follow from the others.
    #[error(
        "LEVY-D11 the check character of the credit code is wrong; compare it with the licence"
    )]
    CheckDigit,
}

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [u32; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];

fn value(sign: char) -> Option<u32> {
    ALPHABET
        .chars()
        .zip(0..)
        .find_map(|(letter, value)| (letter == sign).then_some(value))
}

impl CreditCode {
    /// Reads 18 characters.
    ///
    /// # Errors
    /// [`BadCreditCode`], the first rule that fails.
    pub fn parse(input: &str) -> Result<Self, BadCreditCode> {
        let text = form::plain(input);
        let count = text.chars().count();
        if count != 18 {
            return Err(BadCreditCode::Length(count));
        }
        let sum = form::weighted(&text, &WEIGHTS, value).ok_or(BadCreditCode::Sign)?;
        let check = text
            .chars()
            .last()
            .and_then(value)
            .ok_or(BadCreditCode::Sign)?;
        if check == (31 - sum % 31) % 31 {
            Ok(Self(text))
        } else {
            Err(BadCreditCode::CheckDigit)
        }
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Characters 9 to 17, the body's organisation code; `None` when they do
    /// not hold by that code's own rule.
    pub fn organisation_code(&self) -> Option<OrganisationCode> {
        self.0
            .get(8..17)
            .and_then(|part| OrganisationCode::parse(part).ok())
    }
}

text_identifier!(CreditCode, BadCreditCode, as_str);
plain_identifier!(CreditCode);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_code_is_read() {
        let code = CreditCode::parse("91350100m000100y43").unwrap();
        assert_eq!(code.to_string(), "91350100M000100Y43");
        assert_eq!(code.organisation_code().unwrap().to_string(), "M000100Y-4");
    }

    #[test]
    fn each_rule_refuses_by_its_name() {
        for (bad, why) in [
            ("91350100M000100Y4", BadCreditCode::Length(17)),
            ("91350100I000100Y43", BadCreditCode::Sign),
            ("91350100M000100Y4Z", BadCreditCode::Sign),
            ("91350100M000100Y4甲", BadCreditCode::Sign),
            ("91350100M000100Y44", BadCreditCode::CheckDigit),
        ] {
            assert_eq!(CreditCode::parse(bad), Err(why), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_code_round_trips_and_no_sign_may_change(
            body in "[0-9ABCDEFGHJKLMNPQRTUWXY]{17}", at in 0usize..18, put in 0usize..31,
        ) {
            let sum = form::weighted(&body, &WEIGHTS, value).unwrap();
            let check = char::from(ALPHABET.as_bytes()[((31 - sum % 31) % 31) as usize]);
            let code = CreditCode::parse(&format!("{body}{check}")).unwrap();
            prop_assert_eq!(&CreditCode::parse(&code.to_string()).unwrap(), &code);
            let mut changed = code.as_str().as_bytes().to_vec();
            let other = ALPHABET.as_bytes()[put];
            prop_assume!(changed[at] != other);
            changed[at] = other;
            let changed = String::from_utf8(changed).unwrap();
            prop_assert_eq!(CreditCode::parse(&changed), Err(BadCreditCode::CheckDigit));
        }

        #[test]
        fn no_input_panics(input in ".{0,24}") {
            let _ = CreditCode::parse(&input);
        }
    }
}
