//! Vehicle identification number, GB 16735 (I-09).
//!
//! The form refuses, the check digit only informs: the rule is unverified and
//! cars built for other markets carry none. See [`Vin::check_digit_holds`].

use super::form;
use thiserror::Error;

/// Seventeen characters of a vehicle.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vin(String);

/// `LEVY-D15`: which rule a vehicle identification number breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadVin {
    /// Not 17 characters.
    #[error(
        "LEVY-D15 a vehicle identification number has 17 characters, not {0}; compare it with the registration"
    )]
    Length(usize),
    /// A sign outside the alphabet; I, O and Q are not used.
    #[error("LEVY-D15 a vehicle identification number has digits and letters without I, O, Q")]
    Sign,
}

const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

fn value(sign: char) -> Option<u32> {
    match sign {
        '0'..='9' => sign.to_digit(10),
        'A'..='H' => Some(u32::from(sign) - u32::from('A') + 1),
        'J'..='N' => Some(u32::from(sign) - u32::from('J') + 1),
        'P' => Some(7),
        'R' => Some(9),
        'S'..='Z' => Some(u32::from(sign) - u32::from('S') + 2),
        _ => None,
    }
}

impl Vin {
    /// Reads 17 characters.
    ///
    /// # Errors
    /// [`BadVin`], the first rule that fails.
    pub fn parse(input: &str) -> Result<Self, BadVin> {
        let text = form::plain(input);
        let count = text.chars().count();
        if count != 17 {
            return Err(BadVin::Length(count));
        }
        if text.chars().all(|sign| value(sign).is_some()) {
            Ok(Self(text))
        } else {
            Err(BadVin::Sign)
        }
    }

    /// The 17 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the ninth character follows from the others. False is a reason
    /// to look again, not to refuse.
    pub fn check_digit_holds(&self) -> bool {
        let Some(sum) = form::weighted(&self.0, &WEIGHTS, value) else {
            return false;
        };
        let check = if sum % 11 == 10 {
            Some('X')
        } else {
            char::from_digit(sum % 11, 10)
        };
        self.0.chars().nth(8) == check
    }
}

text_identifier!(Vin, BadVin, as_str);
plain_identifier!(Vin);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_number_holds() {
        assert!(Vin::parse("1m8gdm9axkp042788").unwrap().check_digit_holds());
        assert!(Vin::parse("11111111111111111").unwrap().check_digit_holds());
        assert!(!Vin::parse("1M8GDM9A1KP042788").unwrap().check_digit_holds());
    }

    #[test]
    fn each_rule_refuses_by_its_name() {
        assert_eq!(Vin::parse("1M8GDM9AXKP04278"), Err(BadVin::Length(16)));
        for bad in [
            "IM8GDM9AXKP042788",
            "OM8GDM9AXKP042788",
            "QM8GDM9AXKP042788",
            "车M8GDM9AXKP042788",
        ] {
            assert_eq!(Vin::parse(bad), Err(BadVin::Sign), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_changed_digit_is_noticed(at in 0usize..17, put in 0u8..10) {
            let mut changed = b"1M8GDM9AXKP042788".to_vec();
            prop_assume!(changed[at].is_ascii_digit() && changed[at] != b'0' + put);
            changed[at] = b'0' + put;
            prop_assert!(!Vin::parse(std::str::from_utf8(&changed).unwrap()).unwrap().check_digit_holds());
        }

        #[test]
        fn no_input_panics(input in ".{0,20}") {
            let _ = Vin::parse(&input).map(|vin| vin.check_digit_holds());
        }
    }
}
