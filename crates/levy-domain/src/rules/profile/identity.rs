//! How surely a person must be known before his assets are touched (身份核验).

use super::{Effect, Profile, effect::listed};
use crate::{asset::HolderMatch, order::Basis, party::IdentityStrength, stamp::Role, time::Date};
use serde::Deserialize;
use std::fmt;

/// Which matches are weak, who must look at them, and which are none.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityEffect {
    /// Identities of parties that are weak.
    pub weak: Vec<IdentityStrength>,
    /// Matches between a party and the holder that a unit has on record that
    /// are weak. A literal that nobody knows is weak too.
    pub weak_holders: Vec<HolderMatch>,
    /// Matches that are none: somebody else holds it.
    pub never: Vec<HolderMatch>,
    /// Approvals that a plan resting on a weak match needs, one entry each.
    pub needs: Vec<Vec<Role>>,
}

impl IdentityEffect {
    /// The unit has somebody else on record.
    pub fn is_other(&self, holder: &HolderMatch) -> bool {
        self.never.contains(holder)
    }

    /// It may be somebody else.
    pub fn is_weak(&self, holder: &HolderMatch) -> bool {
        matches!(holder, HolderMatch::Other(_)) || self.weak_holders.contains(holder)
    }
}

impl fmt::Display for IdentityEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "weak: {}, {}; none: {}; needs",
            listed(&self.weak),
            listed(&self.weak_holders),
            listed(&self.never)
        )?;
        self.needs
            .iter()
            .try_for_each(|roles| write!(f, " {}", listed(roles).replace(", ", "/")))
    }
}

impl Profile {
    /// What makes a match weak on `on`, if a rule says so.
    pub fn identity(&self, on: Date) -> Option<(&IdentityEffect, &Basis)> {
        let value = self.rule(self.index.identity.as_deref()?)?.on(on)?;
        match &value.says {
            Effect::Identity(identity) => Some((identity, &value.cited)),
            _ => None,
        }
    }
}
