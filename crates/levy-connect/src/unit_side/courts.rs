//! Which key speaks for which court.

use levy_proof::{KeyId, SignatureSuite, TrustError, TrustedKeys};
use std::collections::{BTreeMap, BTreeSet};

/// The keys of the courts a unit serves. A court's key signs for that court
/// only.
#[derive(Debug, Default)]
pub struct CourtKeys {
    trusted: TrustedKeys,
    courts: BTreeMap<KeyId, BTreeSet<String>>,
}

impl CourtKeys {
    /// No court yet.
    #[must_use]
    pub fn new() -> Self {
        CourtKeys::default()
    }

    /// Lists a key of a court.
    ///
    /// # Errors
    /// [`TrustError`].
    pub fn trust(
        &mut self,
        court: &str,
        key_id: KeyId,
        suite: &dyn SignatureSuite,
        public_key: &[u8],
    ) -> Result<(), TrustError> {
        self.trusted.trust(key_id.clone(), suite, public_key)?;
        self.courts
            .entry(key_id)
            .or_default()
            .insert(court.to_owned());
        Ok(())
    }

    /// The keys alone.
    #[must_use]
    pub const fn trusted(&self) -> &TrustedKeys {
        &self.trusted
    }

    /// True when `key` speaks for `court`.
    #[must_use]
    pub fn speaks_for(&self, key: &KeyId, court: &str) -> bool {
        self.courts
            .get(key)
            .is_some_and(|courts| courts.contains(court))
    }
}
