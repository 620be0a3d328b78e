//! Keys that follow from a seed, under the suite for simulations.

use super::WorldError;
use levy_connect::{SignedBody, Verified, wire::WireBody};
use levy_domain::id::UnitId;
use levy_proof::{KEYED_HASH, Signer, TrustedKeys, sha256};
use std::collections::BTreeMap;

/// What units sign with and the court checks by.
#[derive(Debug)]
pub struct Keys {
    signers: BTreeMap<UnitId, Signer>,
    trusted: TrustedKeys,
}

impl Keys {
    /// A key for each of `units`.
    ///
    /// # Errors
    /// [`WorldError::Data`] when two units have one key.
    pub fn new(seed: u64, units: impl Iterator<Item = UnitId>) -> Result<Self, WorldError> {
        let (mut signers, mut trusted) = (BTreeMap::new(), TrustedKeys::new());
        for unit in units {
            let root = sha256(format!("levy simulated unit key 1/{seed}/{unit}").as_bytes());
            let signer = Signer::new(&KEYED_HASH, &root);
            trusted
                .trust(signer.key_id().clone(), &KEYED_HASH, &signer.public_key())
                .map_err(WorldError::data)?;
            signers.insert(unit, signer);
        }
        Ok(Keys { signers, trusted })
    }

    /// The signer of `unit` and the list that its words are checked by, as
    /// [`levy_connect::Submitted::answered`] takes them.
    #[must_use]
    pub fn of(&self, unit: &UnitId) -> Option<(&Signer, &TrustedKeys)> {
        Some((self.signers.get(unit)?, &self.trusted))
    }

    /// `body` as the court has it once it checked the signature of `unit`.
    ///
    /// # Errors
    /// [`WorldError::Data`] for a unit without a key, or a body that no wire
    /// carries.
    pub fn word<T: WireBody>(&self, unit: &UnitId, body: &T) -> Result<Verified<T>, WorldError> {
        let (signer, trusted) = self
            .of(unit)
            .ok_or_else(|| WorldError::Data(format!("{unit} has no key")))?;
        let signed = SignedBody::of(body, signer).map_err(WorldError::data)?;
        signed.open(trusted).map_err(WorldError::data)
    }
}
