//! What a court is now.

use crate::{
    bytes::Digest,
    court::{
        cards::Cards,
        event::{LogBegun, OfficerFiled},
    },
    id::OfficerId,
    refusal::Refusal,
    stamp::{Actor, Role},
    time::Date,
};
use std::collections::BTreeMap;

/// What a court is now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// What the log began with.
    pub begun: Option<LogBegun>,
    /// Officers filed, with the day from which one is removed.
    pub officers: BTreeMap<OfficerId, (OfficerFiled, Option<Date>)>,
    /// Who may act for whom, and when: first and last day.
    pub deputies: BTreeMap<(OfficerId, OfficerId), Vec<(Date, Date)>>,
    /// Cards filed with units.
    pub cards: Cards,
    /// Digest of the rules in force.
    pub rules: Option<Digest>,
    /// Epoch of the store.
    pub epoch: u64,
    /// Events folded.
    pub revision: u64,
}

impl State {
    /// As what `officer` is filed on `on`.
    pub fn role_of(&self, officer: &OfficerId, on: Date) -> Option<&Role> {
        let (filed, removed) = self.officers.get(officer)?;
        let filed_now = filed.from <= on && removed.is_none_or(|from| on < from);
        filed_now.then_some(&filed.role)
    }

    /// True when `officer` is filed for `role` on `on`.
    pub fn may_act(&self, officer: &OfficerId, role: &Role, on: Date) -> bool {
        self.role_of(officer, on) == Some(role)
    }

    /// True when somebody is filed for `role` and not removed by `on`.
    pub fn stands(&self, role: &Role, on: Date) -> bool {
        let mut filed = self.officers.values();
        filed.any(|(filed, removed)| filed.role == *role && removed.is_none_or(|from| on < from))
    }

    /// True when whoever acts is filed in his role on `on`, himself or as the
    /// deputy of the one he names; never for an actor who is no officer.
    pub fn lets_act(&self, actor: &Actor, on: Date) -> bool {
        let Some(officer) = &actor.officer else {
            return false;
        };
        match &actor.on_behalf_of {
            Some(principal) => self.may_act_for(officer, principal, &actor.role, on),
            None => self.may_act(officer, &actor.role, on),
        }
    }

    /// The officer who acts, where the court lets him on `on`.
    ///
    /// # Errors
    /// [`Refusal::NotFiled`]; [`Refusal::WrongRole`] for an actor who is no
    /// officer.
    pub(crate) fn acting(&self, actor: &Actor, on: Date) -> Result<OfficerId, Refusal> {
        let role = &actor.role;
        let officer = actor.officer.ok_or_else(|| Refusal::WrongRole {
            role: role.clone(),
            needed: "an officer".into(),
        })?;
        if self.lets_act(actor, on) {
            return Ok(officer);
        }
        let role = role.to_string();
        Err(Refusal::NotFiled { officer, role })
    }

    /// True when `deputy`, filed in any role, is filed to act for `principal`
    /// on `on`, who is filed for `role` then.
    pub fn may_act_for(
        &self,
        deputy: &OfficerId,
        principal: &OfficerId,
        role: &Role,
        on: Date,
    ) -> bool {
        let filed = self.officers.get(deputy).map(|(filed, _)| &filed.role);
        let days = self.deputies.get(&(*deputy, *principal));
        filed.is_some_and(|own| self.may_act(deputy, own, on))
            && self.may_act(principal, role, on)
            && days.is_some_and(|days| days.iter().any(|(from, to)| *from <= on && on <= *to))
    }
}
