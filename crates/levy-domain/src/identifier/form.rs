//! How identifiers are written: one spelling out of the many that people type.

/// `input` in half-width upper-case signs, without any white space.
pub fn plain(input: &str) -> String {
    input
        .chars()
        .map(half)
        .filter(|sign| !sign.is_whitespace())
        .map(|sign| sign.to_ascii_uppercase())
        .collect()
}

/// `input` in half-width signs.
pub fn half_width(input: &str) -> String {
    input.chars().map(half).collect()
}

fn half(sign: char) -> char {
    match sign {
        '\u{FF01}'..='\u{FF5E}' => u32::from(sign)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(sign),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Whether `text` is ASCII digits and nothing else; false when empty.
pub fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number that a slice of digits says; `None` for no slice or no number.
pub(super) fn number(digits: Option<&str>) -> Option<u32> {
    digits.filter(|text| all_digits(text))?.parse().ok()
}

/// Sum of value times weight over `text`; `None` when a sign has no value.
pub(super) fn weighted(
    text: &str,
    weights: &[u32],
    value: impl Fn(char) -> Option<u32>,
) -> Option<u32> {
    text.chars()
        .zip(weights)
        .try_fold(0, |sum, (sign, weight)| Some(sum + value(sign)? * weight))
}

/// `text` with all but its last `shown` signs replaced by asterisks.
pub(super) fn masked(text: &str, shown: usize) -> String {
    let hidden = text.chars().count().saturating_sub(shown);
    text.chars()
        .enumerate()
        .map(|(at, sign)| if at < hidden { '*' } else { sign })
        .collect()
}

/// Text in, text out: `FromStr` and serde through the type's own `parse` and
/// the named method that gives the text.
macro_rules! text_identifier {
    ($name:ident, $bad:ident, $text:ident) => {
        impl std::str::FromStr for $name {
            type Err = $bad;
            fn from_str(text: &str) -> Result<Self, $bad> {
                $name::parse(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.$text().as_ref())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                $name::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// `Display` and `Debug` of an identifier that names no person: its text.
macro_rules! plain_identifier {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.as_str())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::super::{AccountNumber, CaseNumber, OrganisationCode, Plate, ResidentId};
    use toml::Value;

    #[test]
    fn identifiers_are_stored_as_text_and_checked_when_read() {
        let id = ResidentId::parse("11010519491231002x").unwrap();
        let stored = Value::try_from(&id).unwrap();
        assert_eq!(stored.as_str(), Some("11010519491231002X"));
        assert_eq!(stored.try_into::<ResidentId>().unwrap(), id);
        let error = Value::from("110105194912310021")
            .try_into::<ResidentId>()
            .unwrap_err();
        assert!(error.to_string().contains("LEVY-D10") && !error.to_string().contains("1949"));

        let case = CaseNumber::parse("(2022)川3322执12号").unwrap();
        assert_eq!(
            Value::try_from(&case).unwrap().as_str(),
            Some("（2022）川3322执12号")
        );
        let code = OrganisationCode::parse("D2143569X").unwrap();
        assert_eq!(Value::try_from(&code).unwrap().as_str(), Some("D2143569-X"));
    }

    #[test]
    fn an_identifier_is_parsed_as_any_text_is() {
        assert_eq!("川v·12345".parse::<Plate>().unwrap().as_str(), "川V12345");
        assert!("".parse::<AccountNumber>().is_err());
    }
}
