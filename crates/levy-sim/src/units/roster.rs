//! The units of this process, with their keys and characters.

use super::{config::UnitsConfig, error::UnitsError, keys::unit_signer, pace::Pace};
use crate::year::network;
use levy_connect::unit_side::{CourtKeys, UnitSide};
use levy_domain::{asset::AssetClass, order::Measure, rules::UnitDirectory, unit::UnitProfile};
use levy_proof::ED25519_SHA256;
use std::{collections::BTreeMap, sync::Arc};

/// One unit.
pub(super) struct Unit {
    pub(super) profile: UnitProfile,
    pub(super) pace: Pace,
    /// Generated for the big case's network.
    pub(super) network: bool,
    pub(super) side: UnitSide,
}

impl Unit {
    pub(super) fn code(&self) -> &str {
        &self.profile.code
    }

    /// It can do this through its interface.
    pub(super) fn can(&self, measure: &Measure, class: Option<&AssetClass>) -> bool {
        self.profile
            .ability(measure, class)
            .is_some_and(|ability| ability.route.is_carried())
    }
}

/// Units by code.
pub(super) type Roster = BTreeMap<String, Arc<Unit>>;

/// Reads the directory and adds the network; a unit of the directory stands
/// before one of the network with the same code.
pub(super) fn roster(config: &UnitsConfig) -> Result<Roster, UnitsError> {
    let bad = |why: &dyn std::fmt::Display| UnitsError::Config(why.to_string());
    let text = std::fs::read_to_string(&config.directory).map_err(|error| bad(&error))?;
    let listed = UnitDirectory::from_toml(&text).map_err(|error| bad(&error))?;
    let network = network::units(config.network).map(|profile| (profile, true));
    let listed = listed.iter().cloned().map(|profile| (profile, false));
    network
        .chain(listed)
        .map(|(profile, network)| {
            let mut courts = CourtKeys::new();
            for court in &config.courts {
                let key = court.key_id.clone();
                let trusted = courts.trust(&court.court, key, &ED25519_SHA256, &court.public_key.0);
                trusted.map_err(|error| bad(&error))?;
            }
            let signer = unit_signer(config.seed, &profile.code);
            let unit = Unit {
                pace: Pace::of(config.seed, &profile.code, &profile.kind),
                side: UnitSide::new(&profile.code, courts, signer),
                network,
                profile,
            };
            Ok((unit.code().to_owned(), Arc::new(unit)))
        })
        .collect()
}
