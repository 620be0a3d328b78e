//! Who has approved what takes more than one officer.

use crate::{
    id::OfficerId,
    refusal::Refusal,
    stamp::{Role, Stamp},
};
use std::collections::BTreeSet;

/// Approvals of one thing, each by another officer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signatures {
    /// Who approved as what.
    pub given: Vec<(OfficerId, Role)>,
    /// Everybody who approved it or for whom a deputy did.
    pub signed_for: BTreeSet<OfficerId>,
}

impl Signatures {
    /// What this officer has signed already.
    pub(super) fn of(&self, officer: OfficerId) -> Option<&Role> {
        let mut given = self.given.iter();
        let own = given.find(|(by, _)| *by == officer);
        own.map(|(_, role)| role)
    }

    /// An officer signs, a deputy for another.
    pub(super) fn sign(&mut self, officer: OfficerId, role: &Role, of: Option<OfficerId>) {
        self.given.push((officer, role.clone()));
        self.signed_for
            .extend([Some(officer), of].into_iter().flatten());
    }

    /// Nobody signs twice, and nobody what he proposed; a deputy's signature is
    /// that of the officer he stands for as well.
    pub(super) fn check_fresh(
        &self,
        officer: OfficerId,
        proposed_by: Option<OfficerId>,
        stamp: &Stamp,
    ) -> Result<(), Refusal> {
        let signers = [Some(officer), stamp.actor.on_behalf_of];
        let mut signers = signers.into_iter().flatten();
        if signers.any(|one| self.signed_for.contains(&one) || proposed_by == Some(one)) {
            return Err(Refusal::SameOfficer);
        }
        Ok(())
    }
}
