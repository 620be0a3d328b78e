//! The keys of one court.

use std::fmt;

use crate::digest::sha256;
use crate::ed25519::ED25519_SHA256;
use crate::mac::{Mac, subkey};
use crate::secret::{NoRandomness, Secret32, random};
use crate::signer::Signer;

/// The court's keys: one that wraps data keys, one that makes tokens, one that
/// signs. Wiped when dropped; `Debug` shows the ring's id only.
///
/// The ring is kept in a file of its own, never in the data directory. The
/// directory keeps [`check_value`](Self::check_value) and confirms it at start.
pub struct KeyRing {
    pub(crate) id: String,
    pub(crate) wrapping: Secret32,
    pub(crate) token: Secret32,
    pub(crate) signing: Secret32,
}

/// `LEVY-P05`: the ring is not the one this data was sealed under.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "LEVY-P05 key ring {ring_id} is not the one this data was sealed under; \
     point to the court's own key file, do not create a new one"
)]
pub struct WrongRing {
    /// The ring that was offered.
    pub ring_id: String,
}

impl KeyRing {
    /// A new ring from the operating system's randomness. For development; a
    /// court's ring is generated once, saved, and backed up apart from the data.
    pub fn generate() -> Result<Self, NoRandomness> {
        Ok(Self {
            id: format!("ring-{}", hex::encode(random::<8>()?)),
            wrapping: Secret32::random()?,
            token: Secret32::random()?,
            signing: Secret32::random()?,
        })
    }

    /// A ring that anybody who knows the seed can rebuild, so that a simulated
    /// run repeats byte for byte. **Never for real data: it protects nothing.**
    #[must_use]
    pub fn from_seed(seed: u64, label: &str) -> Self {
        let root = sha256(format!("levy simulated ring 1/{seed}/{label}").as_bytes());
        let root = Secret32::new(root);
        Self {
            id: format!("simulated-{label}-{seed}"),
            wrapping: subkey(&root, "wrapping"),
            token: subkey(&root, "token"),
            signing: subkey(&root, "signing"),
        }
    }

    /// The ring's name; no secret.
    #[must_use]
    pub fn ring_id(&self) -> &str {
        &self.id
    }

    /// 32 hex digits that depend on every key of the ring and reveal none. The
    /// data directory stores it when it is made.
    #[must_use]
    pub fn check_value(&self) -> String {
        let of = |key| Mac::new(key).raw(b"levy ring check 1").finish();
        let check = Mac::new(&self.wrapping)
            .raw(b"levy ring check 1")
            .field(self.id.as_bytes())
            .field(&of(&self.token))
            .field(&of(&self.signing))
            .finish();
        hex::encode(&check[..16])
    }

    /// Holds the ring against the check value a data directory stored.
    pub fn confirm(&self, stored_check: &str) -> Result<(), WrongRing> {
        if self.check_value() == stored_check {
            Ok(())
        } else {
            Err(WrongRing {
                ring_id: self.id.clone(),
            })
        }
    }

    /// The court's signer, under `ed25519-sha256`.
    #[must_use]
    pub fn signer(&self) -> Signer {
        Signer::new(&ED25519_SHA256, self.signing.expose())
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyRing({})", self.id)
    }
}
