//! The seam for data keys: one key for each matter and subject of a court.

use std::fmt;

use crate::aad::KeyScope;
use crate::key_table::TableError;
use crate::keys::KeyRing;
use crate::mac::{Mac, subkey};
use crate::secret::{NoRandomness, Secret32};

/// Hands out data keys. A hardware module or a key service implements it.
pub trait DataKeys: Send + Sync {
    /// The key to seal with, made on first use. It must be durable before it
    /// is returned: a box whose key was lost is lost.
    fn data_key(&self, scope: &KeyScope<'_>) -> Result<DataKey, KeyError>;

    /// The key to open with. It must never make one.
    fn existing_key(&self, scope: &KeyScope<'_>) -> Result<DataKey, KeyError>;
}

/// A data key: wiped when dropped, never shown.
#[derive(Clone)]
pub struct DataKey(Secret32);

/// Why a data key could not be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// `LEVY-P23`: the key was shredded. Stop asking: what was sealed under it
    /// cannot be read again, and nothing new may be sealed for this subject.
    #[error("LEVY-P23 the key of this matter and subject was shredded; it cannot be read again")]
    Shredded,
    /// `LEVY-P24`: no key was ever made here; the table may be an old copy.
    #[error("LEVY-P24 there is no key for this matter and subject; restore the table of keys")]
    Absent,
    /// `LEVY-P27`: the wrapped key does not open under this ring.
    #[error("LEVY-P27 a wrapped key does not open; check the key ring, then restore the table")]
    Unwrap,
    /// `LEVY-P06`: no randomness; stop.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// The table of wrapped keys failed; its own code tells what to do.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl DataKey {
    /// A key as a key service handed it out.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Secret32::new(bytes))
    }

    pub(crate) const fn from_secret(secret: Secret32) -> Self {
        Self(secret)
    }

    pub(crate) const fn secret(&self) -> &Secret32 {
        &self.0
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(****)")
    }
}

/// Data keys computed from the ring: nothing to store, and the same in every
/// run of a seed. For the simulator and for benches. They **cannot be
/// shredded**: whoever has the ring has them for ever.
pub struct DerivedKeys {
    root: Secret32,
}

impl DerivedKeys {
    /// The keys of this ring.
    #[must_use]
    pub fn new(ring: &KeyRing) -> Self {
        Self {
            root: subkey(&ring.wrapping, "levy derived data keys 1"),
        }
    }
}

impl DataKeys for DerivedKeys {
    fn data_key(&self, scope: &KeyScope<'_>) -> Result<DataKey, KeyError> {
        Ok(DataKey::new(
            Mac::new(&self.root).raw(&scope.canonical()).finish(),
        ))
    }

    fn existing_key(&self, scope: &KeyScope<'_>) -> Result<DataKey, KeyError> {
        self.data_key(scope)
    }
}

impl fmt::Debug for DerivedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DerivedKeys(****)")
    }
}
