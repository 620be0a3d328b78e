//! Law as data: the immutable set of values that a decision is made under.
//!
//! [`Rules`] = profile ([`profile`]) + working-day calendar + a version of
//! the unit directory ([`directory`]), named by one digest that every event
//! carries. Deciders ask the questions below and never hold a number of law.

pub mod directory;
pub mod profile;
mod unread;

pub use directory::UnitDirectory;
pub use profile::{AccountPolicy, BadProfile, Profile, Verdict};
pub use unread::Unread;

use crate::{bytes::Digest, calendar::Calendar};
use std::sync::Arc;

/// Everything a decision is made under. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Rules {
    profile: Arc<Profile>,
    calendar: Arc<Calendar>,
    units: Arc<UnitDirectory>,
    digest: Digest,
}

impl Rules {
    /// Binds the three parts together under one digest.
    pub fn new(profile: Arc<Profile>, calendar: Arc<Calendar>, units: Arc<UnitDirectory>) -> Self {
        let mut parts = Vec::with_capacity(96);
        parts.extend_from_slice(&profile.digest().0);
        parts.extend_from_slice(&calendar.digest().0);
        parts.extend_from_slice(&units.digest().0);
        Rules {
            digest: Digest::of(&parts),
            profile,
            calendar,
            units,
        }
    }

    /// Named by every event that was decided under these rules.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Terms, documents, approvals, protections.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Working days.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Units and their abilities.
    pub fn units(&self) -> &UnitDirectory {
        &self.units
    }
}
