//! Numbers that survive JSON.

use super::error::WireError;
use crate::limits::EXACT_MAX;
use levy_domain::money::{Currency, Money};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A whole number of at most 2^53 - 1, so that no JSON reader rounds it.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Exact(u64);

impl Exact {
    /// The number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// As money of `currency`, in minor units.
    #[must_use]
    pub const fn of(self, currency: Currency) -> Money {
        Money::new(self.0, currency)
    }
}

impl TryFrom<u64> for Exact {
    type Error = WireError;

    fn try_from(number: u64) -> Result<Self, WireError> {
        if number <= EXACT_MAX {
            Ok(Exact(number))
        } else {
            Err(WireError::NotExact)
        }
    }
}

impl From<u32> for Exact {
    fn from(number: u32) -> Self {
        Exact(u64::from(number))
    }
}

/// The minor units of an amount.
impl TryFrom<Money> for Exact {
    type Error = WireError;

    fn try_from(amount: Money) -> Result<Self, WireError> {
        Exact::try_from(amount.minor)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Exact::try_from(u64::deserialize(d)?).map_err(|_| de::Error::custom("above 2^53 - 1"))
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The version of every body there is today: the number 1, and no other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct V1;

impl Serialize for V1 {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_u32(1)
    }
}

impl<'de> Deserialize<'de> for V1 {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match u64::deserialize(d)? {
            1 => Ok(V1),
            _ => Err(de::Error::custom("not version 1")),
        }
    }
}
