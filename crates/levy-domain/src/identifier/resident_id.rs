//! Resident identity number, GB 11643-1999 (I-01), and its 15-digit ancestor
//! (I-02).
//!
//! The region is not looked up: regions are renamed and abolished, and people
//! keep the number they were given.

use super::form;
use chrono::{Datelike, NaiveDate};
use std::fmt;
use thiserror::Error;

/// A resident identity number of 18 characters with a true check digit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidentId {
    text: String,
    birth: NaiveDate,
}

/// Sex as the order number says it (odd: male).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

/// `LEVY-D10`: which rule a resident identity number breaks. Ask the person
/// who typed it to compare it with the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadResidentId {
    /// Neither 18 nor 15 characters.
    #[error(
        "LEVY-D10 a resident identity number has 18 or 15 characters, not {0}; compare it with the card"
    )]
    Length(usize),
    /// A sign that may not stand where it stands.
    #[error(
        "LEVY-D10 a resident identity number has digits and at most a final X; compare it with the card"
    )]
    Sign,
    /// Digits 7 to 14 are no day between 1800 and 2099.
    #[error(
        "LEVY-D10 the birth date in the identity number does not exist; compare it with the card"
    )]
    Birth,
    /// The last character does not follow from the others.
    #[error("LEVY-D10 the check digit of the identity number is wrong; compare it with the card")]
    CheckDigit,
    /// [`ResidentId::compose`]: a region is six digits.
    #[error("LEVY-D10 a region code has six digits")]
    Region,
    /// [`ResidentId::compose`]: an order number is 0 to 999.
    #[error("LEVY-D10 an order number has at most three digits")]
    Order,
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &str = "10X98765432";

impl ResidentId {
    /// Region for invented people. GB/T 2260 gives provinces the first two
    /// digits 11 to 82, and the numbers of foreign permanent residents are a
    /// 9 before such a province; none begins with 99, so no living person has
    /// this region. Examples, simulators and tests use nothing else.
    pub const INVENTED_REGION: &'static str = "990000";

    /// Reads 18 characters, or 15 digits which become 18 (I-02).
    ///
    /// # Errors
    /// [`BadResidentId`], the first rule that fails.
    pub fn parse(input: &str) -> Result<Self, BadResidentId> {
        let text = form::plain(input);
        match text.chars().count() {
            18 => {
                let body = text
                    .get(..17)
                    .filter(|body| form::all_digits(body))
                    .ok_or(BadResidentId::Sign)?;
                if !text.ends_with(|last: char| last.is_ascii_digit() || last == 'X') {
                    return Err(BadResidentId::Sign);
                }
                let id = Self::from_body(body)?;
                if id.text == text {
                    Ok(id)
                } else {
                    Err(BadResidentId::CheckDigit)
                }
            }
            15 if !form::all_digits(&text) => Err(BadResidentId::Sign),
            15 => {
                let (region, rest) = text.split_at_checked(6).ok_or(BadResidentId::Sign)?;
                Self::from_body(&format!("{region}19{rest}"))
            }
            other => Err(BadResidentId::Length(other)),
        }
    }

    /// Puts a number together and computes its check digit. For invented
    /// people with [`ResidentId::INVENTED_REGION`]; a real region may yield a
    /// real person's number.
    ///
    /// # Errors
    /// [`BadResidentId`], for the part that does not fit.
    pub fn compose(region: &str, birth: NaiveDate, order: u16) -> Result<Self, BadResidentId> {
        if region.len() != 6 || !form::all_digits(region) {
            return Err(BadResidentId::Region);
        }
        if order > 999 {
            return Err(BadResidentId::Order);
        }
        if !(1800..2100).contains(&birth.year()) {
            return Err(BadResidentId::Birth);
        }
        Self::from_body(&format!("{region}{}{order:03}", birth.format("%Y%m%d")))
    }

    fn from_body(body: &str) -> Result<Self, BadResidentId> {
        let part = |range| form::number(body.get(range)).ok_or(BadResidentId::Sign);
        let (year, month, day) = (part(6..10)?, part(10..12)?, part(12..14)?);
        let birth = i32::try_from(year)
            .ok()
            .filter(|year| (1800..2100).contains(year))
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
            .ok_or(BadResidentId::Birth)?;
        let sum =
            form::weighted(body, &WEIGHTS, |sign| sign.to_digit(10)).ok_or(BadResidentId::Sign)?;
        let check = CHECKS
            .chars()
            .nth((sum % 11) as usize)
            .ok_or(BadResidentId::CheckDigit)?;
        Ok(Self {
            text: format!("{body}{check}"),
            birth,
        })
    }

    /// The 18 characters in the clear; call it only to hand them to a unit, a
    /// document or the sealing.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// The six digits of the region that gave the number.
    pub fn region(&self) -> &str {
        self.text.get(..6).unwrap_or_default()
    }

    /// The birth date.
    pub fn birth(&self) -> NaiveDate {
        self.birth
    }

    /// The sex by the order number.
    pub fn sex(&self) -> Sex {
        match form::number(self.text.get(16..17)) {
            Some(order) if order % 2 == 1 => Sex::Male,
            _ => Sex::Female,
        }
    }

    /// Whether the number belongs to an invented person: it begins with 99.
    pub fn is_invented(&self) -> bool {
        self.text.starts_with("99")
    }
}

text_identifier!(ResidentId, BadResidentId, reveal);

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResidentId({})", form::masked(&self.text, 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn published_numbers_are_read() {
        let id = ResidentId::parse("11010519491231002X").unwrap();
        assert_eq!(
            (id.region(), id.birth(), id.sex()),
            ("110105", day(1949, 12, 31), Sex::Female)
        );
        let id = ResidentId::parse("440524188001010014").unwrap();
        assert_eq!((id.birth(), id.sex()), (day(1880, 1, 1), Sex::Male));
        assert!(!id.is_invented());
    }

    #[test]
    fn full_width_lower_case_and_spaces_are_one_spelling() {
        let one = ResidentId::parse("11010519491231002X").unwrap();
        for other in [
            "11010519491231002x",
            " 110105 19491231 002X\n",
            "１１０１０５１９４９１２３１００２Ｘ",
        ] {
            assert_eq!(ResidentId::parse(other).unwrap(), one);
        }
    }

    #[test]
    fn fifteen_digits_become_eighteen() {
        assert_eq!(
            ResidentId::parse("110105491231002").unwrap().reveal(),
            "11010519491231002X"
        );
        assert_eq!(
            ResidentId::parse("11010549123100X"),
            Err(BadResidentId::Sign)
        );
    }

    #[test]
    fn each_rule_refuses_by_its_name() {
        for (bad, why) in [
            ("", BadResidentId::Length(0)),
            ("1101051949123100", BadResidentId::Length(16)),
            ("1101051949123100XX", BadResidentId::Sign),
            ("11010519491231002A", BadResidentId::Sign),
            ("甲10105194912310020", BadResidentId::Sign),
            ("110105194902300027", BadResidentId::Birth),
            ("110105190002290021", BadResidentId::Birth),
            ("110105000001010021", BadResidentId::Birth),
            ("110105194912310021", BadResidentId::CheckDigit),
        ] {
            assert_eq!(ResidentId::parse(bad), Err(why), "{bad}");
        }
        let birth = day(1990, 1, 1);
        assert_eq!(
            ResidentId::compose("99000", birth, 1),
            Err(BadResidentId::Region)
        );
        assert_eq!(
            ResidentId::compose("990000", birth, 1000),
            Err(BadResidentId::Order)
        );
        assert_eq!(
            ResidentId::compose("990000", NaiveDate::MAX, 1),
            Err(BadResidentId::Birth)
        );
    }

    #[test]
    fn debug_and_errors_keep_the_number_to_themselves() {
        let id = ResidentId::parse("11010519491231002X").unwrap();
        assert_eq!(format!("{id:?}"), "ResidentId(****************2X)");
        assert!(!BadResidentId::CheckDigit.to_string().contains("1101"));
    }

    proptest! {
        #[test]
        fn an_invented_person_round_trips_and_no_digit_may_change(
            days in 0i64..80_000, order in 0u16..1000, at in 0usize..18, put in 0u8..10,
        ) {
            let birth = day(1880, 1, 1) + chrono::Duration::days(days);
            let id = ResidentId::compose(ResidentId::INVENTED_REGION, birth, order).unwrap();
            prop_assert!(id.is_invented());
            prop_assert_eq!(id.birth(), birth);
            prop_assert_eq!(&ResidentId::parse(id.reveal()).unwrap(), &id);
            let mut changed = id.reveal().as_bytes().to_vec();
            prop_assume!(changed[at] != b'0' + put);
            changed[at] = b'0' + put;
            prop_assert!(ResidentId::parse(std::str::from_utf8(&changed).unwrap()).is_err());
        }

        #[test]
        fn no_input_panics(input in ".{0,24}") {
            let _ = ResidentId::parse(&input);
        }
    }
}
