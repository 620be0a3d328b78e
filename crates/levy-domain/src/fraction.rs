//! Exact fractions for interest: money is rounded once, at settlement, and
//! never on the way there.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A fraction that is never negative, in lowest terms. Stored and shown as
/// `numerator/denominator`, which any calculator reads.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: u128,
    denominator: u128,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Fraction = Fraction {
        numerator: 0,
        denominator: 1,
    };

    /// `numerator / denominator`; `None` when the denominator is zero.
    pub fn new(numerator: u128, denominator: u128) -> Option<Self> {
        let shared = divisor(numerator, denominator);
        (denominator > 0).then(|| Fraction {
            numerator: numerator / shared,
            denominator: denominator / shared,
        })
    }

    /// A whole number.
    pub fn whole(number: u64) -> Self {
        Fraction {
            numerator: u128::from(number),
            denominator: 1,
        }
    }

    /// The exact sum; `None` when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Fraction) -> Option<Fraction> {
        let shared = divisor(self.denominator, other.denominator);
        let (ours, theirs) = (other.denominator / shared, self.denominator / shared);
        let numerator = self
            .numerator
            .checked_mul(ours)?
            .checked_add(other.numerator.checked_mul(theirs)?)?;
        Fraction::new(numerator, self.denominator.checked_mul(ours)?)
    }

    /// The nearest whole number, half upwards (D-10); `None` when it does not
    /// fit.
    pub fn half_up(self) -> Option<u64> {
        let (whole, rest) = (
            self.numerator / self.denominator,
            self.numerator % self.denominator,
        );
        // Compared so that nothing is doubled: a half or more is at least as
        // much as what is missing.
        let up = rest > 0 && rest >= self.denominator - rest;
        u64::try_from(whole).ok()?.checked_add(u64::from(up))
    }

    fn parse(text: &str) -> Option<Self> {
        let (numerator, denominator) = text.split_once('/')?;
        let digits = |part: &str| part.bytes().all(|sign| sign.is_ascii_digit());
        (digits(numerator) && digits(denominator))
            .then(|| Fraction::new(numerator.parse().ok()?, denominator.parse().ok()?))
            .flatten()
    }
}

/// The greatest common divisor; the other number when one is zero.
fn divisor(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        Fraction::parse(&text).ok_or_else(|| de::Error::custom("no fraction such as 7/2"))
    }
}
