//! Who decides about the court's own officers (O-60, ADR 0016). What a role
//! may do is worth as much as who may give it.

use super::{event::Event, state::State};
use crate::{
    id::OfficerId,
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::{Role, Stamp},
    time::{Date, foreseen, happened},
};

/// Who acts, before whom.
pub(super) struct Authority<'a> {
    state: &'a State,
    rules: &'a Rules,
    stamp: &'a Stamp,
    on: Date,
}

impl<'a> Authority<'a> {
    pub(super) fn of(state: &'a State, rules: &'a Rules, stamp: &'a Stamp) -> Self {
        let on = stamp.at.date_in(rules.profile().zone());
        Authority {
            state,
            rules,
            stamp,
            on,
        }
    }

    /// What a log begins with, rules and epoch are no act of an officer.
    pub(super) fn of_the_engine(&self, event: impl Into<Event>) -> Result<Vec<Event>, Refusal> {
        if !self.is_set_up() {
            return Err(self.wrong_role(&[Role::System]));
        }
        Ok(vec![event.into()])
    }

    /// `officer` is filed, or filed anew, as `role`, or as the deputy of one
    /// who is: nobody lends his own office to another.
    pub(super) fn files(&self, officer: &OfficerId, role: &Role) -> Result<(), Refusal> {
        let by = self.named(officer, role)?;
        // The set-up begins a court that has nobody; then the court goes on.
        if self.is_set_up() && self.state.stands(role, self.on) {
            return Err(self.wrong_role(by.iter().filter(|by| **by != Role::System)));
        }
        Ok(())
    }

    /// `officer`, who is filed as `role`, is removed.
    pub(super) fn removes(&self, officer: &OfficerId, role: &Role) -> Result<(), Refusal> {
        self.named(officer, role).map(drop)
    }

    /// Whom the set-up files acts at once: he could not correct his own first
    /// day, and nobody else could file another.
    pub(super) fn begins(&self, from: Date) -> Result<(), Refusal> {
        if self.is_set_up() {
            happened("from", from, self.on)
        } else {
            foreseen("from", from, self.on)
        }
    }

    /// The days on which somebody stands in for another.
    pub(super) fn stands_in(&self, from: Date, to: Date) -> Result<(), Refusal> {
        foreseen("from", from, self.on)?;
        foreseen("to", to, self.on)?;
        if to < from {
            return malformed("to", "lies before the first day");
        }
        Ok(())
    }

    /// A day from which somebody is removed.
    pub(super) fn ends(&self, from: Date) -> Result<(), Refusal> {
        foreseen("from", from, self.on)
    }

    /// Whoever acts stands in a role that files `role`, and is not `officer`.
    fn named(&self, officer: &OfficerId, role: &Role) -> Result<&'a [Role], Refusal> {
        if self.stamp.actor.stands_for(officer) {
            return Err(Refusal::OwnFiling);
        }
        let by = self.rules.profile().filed_by(role, self.on)?;
        if !by.contains(&self.stamp.actor.role) {
            return Err(self.wrong_role(by));
        }
        self.acts().map(|()| by)
    }

    /// The set-up has no officer; everybody else is filed.
    fn acts(&self) -> Result<(), Refusal> {
        let actor = &self.stamp.actor;
        match actor.officer {
            None if self.is_set_up() => Ok(()),
            None => Err(self.wrong_role(&[Role::System])),
            Some(_) => self.state.acting(actor, self.on).map(drop),
        }
    }

    fn is_set_up(&self) -> bool {
        self.stamp.actor.officer.is_none() && self.stamp.actor.role == Role::System
    }

    fn wrong_role<'r>(&self, needed: impl IntoIterator<Item = &'r Role>) -> Refusal {
        Refusal::WrongRole {
            role: self.stamp.actor.role.clone(),
            needed: Role::listed(needed),
        }
    }
}
