//! Money: integer minor units, one currency per amount, checked arithmetic.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use thiserror::Error;

/// ISO 4217 code, three upper-case letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Yuan; minor unit 分.
    pub const CNY: Currency = Currency(*b"CNY");

    /// Reads a three-letter code.
    ///
    /// # Errors
    /// [`BadMoney::Currency`].
    pub fn parse(code: &str) -> Result<Self, BadMoney> {
        match code.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|x| x.is_ascii_uppercase()) => {
                Ok(Currency([*a, *b, *c]))
            }
            _ => Err(BadMoney::Currency),
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(d)?;
        Currency::parse(&code).map_err(de::Error::custom)
    }
}

/// `LEVY-D02`: text or numbers that are not an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadMoney {
    /// Not three upper-case letters.
    #[error("LEVY-D02 a currency is three upper-case letters, such as CNY")]
    Currency,
    /// Not digits with at most two decimals.
    #[error("LEVY-D02 an amount is digits with at most two decimals, such as 1234.50")]
    Form,
    /// Below zero.
    #[error("LEVY-D02 an amount is not negative")]
    Negative,
    /// Does not fit.
    #[error("LEVY-D02 the amount is too large")]
    Overflow,
}

/// An amount that is never negative. Adding two currencies gives `None`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// In minor units (分).
    pub minor: u64,
    /// Its currency.
    pub currency: Currency,
}

/// The largest amount accepted from outside, in minor units: about 92
/// quadrillion yuan, so that sums of many stay inside 63 bits.
pub const MAX_MINOR: u64 = i64::MAX as u64 / 1_000;

impl Money {
    /// `minor` units of `currency`.
    pub const fn new(minor: u64, currency: Currency) -> Self {
        Money { minor, currency }
    }

    /// `minor` fen.
    pub const fn cny(minor: u64) -> Self {
        Money::new(minor, Currency::CNY)
    }

    /// Nothing, in this currency.
    pub const fn zero(currency: Currency) -> Self {
        Money::new(0, currency)
    }

    /// True when nothing is there.
    pub fn is_zero(&self) -> bool {
        self.minor == 0
    }

    /// Sum; `None` on another currency or overflow.
    #[must_use]
    pub fn checked_add(self, other: Money) -> Option<Money> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Money { minor, ..self })
    }

    /// Difference; `None` on another currency or when it would be negative.
    #[must_use]
    pub fn checked_sub(self, other: Money) -> Option<Money> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_sub(other.minor))
            .flatten()
            .map(|minor| Money { minor, ..self })
    }

    /// Reads digits with at most two decimals, such as `1234.5`.
    ///
    /// # Errors
    /// [`BadMoney`]; amounts above [`MAX_MINOR`] overflow.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, BadMoney> {
        let text = text.trim();
        if text.starts_with('-') || text.starts_with('\u{2212}') {
            return Err(BadMoney::Negative);
        }
        let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || cents.len() > 2
            || !digits(whole)
            || !digits(cents)
            || text.ends_with('.')
        {
            return Err(BadMoney::Form);
        }
        let whole: u64 = whole.parse().map_err(|_| BadMoney::Overflow)?;
        let cents: u64 = match cents.len() {
            0 => 0,
            1 => cents.parse::<u64>().map_err(|_| BadMoney::Form)? * 10,
            _ => cents.parse().map_err(|_| BadMoney::Form)?,
        };
        whole
            .checked_mul(100)
            .and_then(|minor| minor.checked_add(cents))
            .filter(|minor| *minor <= MAX_MINOR)
            .map(|minor| Money { minor, currency })
            .ok_or(BadMoney::Overflow)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `1234.50 CNY`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}.{:02} {}",
            self.minor / 100,
            self.minor % 100,
            self.currency
        )
    }
}

/// Sum of minor units; `None` on overflow or a foreign currency.
pub fn total(currency: Currency, amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
    amounts
        .into_iter()
        .try_fold(Money::zero(currency), Money::checked_add)
}
