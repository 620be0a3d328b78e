//! Bank cards carry a Luhn digit (I-05); account numbers of businesses carry
//! none and are never checked by it (I-06).

use super::form;
use std::fmt;
use thiserror::Error;

/// A bank card number: 13 to 19 digits, Luhn holds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BankCard(String);

/// An account number: letters, digits and hyphens, nothing to check.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountNumber(String);

/// `LEVY-D13`: which rule a card or account number breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadAccount {
    /// A card of another length.
    #[error(
        "LEVY-D13 a bank card number has 13 to 19 digits, not {0}; an account of a business is no card"
    )]
    CardLength(usize),
    /// A sign that is no digit.
    #[error("LEVY-D13 a bank card number has digits only; compare it with the card")]
    CardSign,
    /// Luhn's sum does not hold.
    #[error(
        "LEVY-D13 the check digit of the card number is wrong; an account of a business is no card"
    )]
    CheckDigit,
    /// An account number of another length.
    #[error("LEVY-D13 an account number has 1 to {limit} characters, not {found}", limit = AccountNumber::MAX_LENGTH)]
    AccountLength {
        /// How many there were.
        found: usize,
    },
    /// A sign that no account number has.
    #[error("LEVY-D13 an account number has letters, digits and hyphens only")]
    AccountSign,
}

impl BankCard {
    /// Reads 13 to 19 digits, however grouped.
    ///
    /// # Errors
    /// [`BadAccount`], the first rule that fails.
    pub fn parse(input: &str) -> Result<Self, BadAccount> {
        let text: String = form::plain(input)
            .chars()
            .filter(|sign| *sign != '-')
            .collect();
        let count = text.chars().count();
        if !(13..=19).contains(&count) {
            return Err(BadAccount::CardLength(count));
        }
        if !form::all_digits(&text) {
            return Err(BadAccount::CardSign);
        }
        let sum: u32 = text
            .chars()
            .rev()
            .filter_map(|sign| sign.to_digit(10))
            .enumerate()
            .map(|(at, digit)| {
                if at % 2 == 0 {
                    digit
                } else {
                    digit * 2 / 10 + digit * 2 % 10
                }
            })
            .sum();
        if sum.is_multiple_of(10) {
            Ok(Self(text))
        } else {
            Err(BadAccount::CheckDigit)
        }
    }

    /// The digits in the clear; call it only to hand them to a unit, a
    /// document or the sealing.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl AccountNumber {
    /// Longest number taken; the longest read in a bank's format has 32.
    pub const MAX_LENGTH: usize = 40;

    /// Reads an account number as the bank writes it.
    ///
    /// # Errors
    /// [`BadAccount::AccountLength`], [`BadAccount::AccountSign`].
    pub fn parse(input: &str) -> Result<Self, BadAccount> {
        let text = form::plain(input);
        let found = text.chars().count();
        if !(1..=Self::MAX_LENGTH).contains(&found) {
            return Err(BadAccount::AccountLength { found });
        }
        if !text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            return Err(BadAccount::AccountSign);
        }
        Ok(Self(text))
    }

    /// The number in the clear; call it only to hand it to a unit, a document
    /// or the sealing.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<BankCard> for AccountNumber {
    fn from(card: BankCard) -> Self {
        Self(card.0)
    }
}

text_identifier!(BankCard, BadAccount, reveal);
text_identifier!(AccountNumber, BadAccount, reveal);

impl fmt::Debug for BankCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BankCard({})", form::masked(&self.0, 4))
    }
}

impl fmt::Debug for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if self.0.len() >= 8 { 4 } else { 0 };
        write!(f, "AccountNumber({})", form::masked(&self.0, shown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_card_is_read_and_masked() {
        let card = BankCard::parse("4111 1111-1111 1111").unwrap();
        assert_eq!(card.reveal(), "4111111111111111");
        assert_eq!(format!("{card:?}"), "BankCard(************1111)");
    }

    #[test]
    fn each_rule_refuses_by_its_name() {
        assert_eq!(
            BankCard::parse("411111111111"),
            Err(BadAccount::CardLength(12))
        );
        assert_eq!(
            BankCard::parse("41111111111111111111"),
            Err(BadAccount::CardLength(20))
        );
        assert_eq!(
            BankCard::parse("411111111111111A"),
            Err(BadAccount::CardSign)
        );
        assert_eq!(
            BankCard::parse("4111111111111112"),
            Err(BadAccount::CheckDigit)
        );
        assert_eq!(
            AccountNumber::parse("  "),
            Err(BadAccount::AccountLength { found: 0 })
        );
        assert_eq!(
            AccountNumber::parse(&"1".repeat(41)),
            Err(BadAccount::AccountLength { found: 41 })
        );
        assert_eq!(AccountNumber::parse("账户"), Err(BadAccount::AccountSign));
    }

    #[test]
    fn a_business_account_is_never_checked_by_luhn() {
        let account = AccountNumber::parse("4111111111111112").unwrap();
        assert_eq!(format!("{account:?}"), "AccountNumber(************1112)");
        assert_eq!(
            format!("{:?}", AccountNumber::parse("123").unwrap()),
            "AccountNumber(***)"
        );
    }

    proptest! {
        #[test]
        fn no_digit_of_a_card_may_change(body in "[0-9]{12,18}", at in 0usize..19, put in 0u8..10) {
            let card = (0..10).find_map(|check| BankCard::parse(&format!("{body}{check}")).ok()).unwrap();
            prop_assert_eq!(&BankCard::parse(card.reveal()).unwrap(), &card);
            let mut changed = card.reveal().as_bytes().to_vec();
            let at = at % changed.len();
            prop_assume!(changed[at] != b'0' + put);
            changed[at] = b'0' + put;
            let changed = String::from_utf8(changed).unwrap();
            prop_assert_eq!(BankCard::parse(&changed), Err(BadAccount::CheckDigit));
        }

        #[test]
        fn no_input_panics(input in ".{0,45}") {
            let _ = BankCard::parse(&input);
            let _ = AccountNumber::parse(&input);
        }
    }
}
