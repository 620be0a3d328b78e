//! Officers' cards filed with units (证件备案), N-05: the court files with
//! each unit the officers whose cards it may see, and every change at once.
//!
//! They stand in the court's stream and not in the unit's. A matter decides
//! with the court's officers in its hand ([`Stamp::court`](crate::stamp::Stamp))
//! and sees no unit's stream; and who leaves the court leaves every filing by
//! the same decision.

mod deciding;

use super::{command, event::*};
use crate::{
    bytes::Digest,
    id::{FilingId, OfficerId, UnitId},
    time::{Date, Timestamp},
};
use std::collections::BTreeMap;

pub(super) use deciding::{changed, decide, left};

/// What may be asked about cards.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// File whose cards a unit may see.
    File {
        /// Its id.
        filing: FilingId,
        /// With which unit.
        unit: UnitId,
        /// Whose cards.
        officers: Vec<OfficerCards>,
    },
    /// The unit has it.
    Confirm {
        /// With which unit.
        unit: UnitId,
        /// What was filed.
        filing: FilingId,
        /// When it was confirmed.
        confirmed_on: Date,
        /// What shows it.
        evidence: Digest,
    },
    /// A card ends soon.
    NoteEndNear {
        /// With which unit.
        unit: UnitId,
    },
    /// A card has ended.
    NoteEnded {
        /// With which unit.
        unit: UnitId,
    },
    /// A change was not filed in time.
    NoteOverdue {
        /// With which unit.
        unit: UnitId,
    },
    /// The unit has not confirmed in time.
    NoteUnconfirmed {
        /// Which unit.
        unit: UnitId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Cards(command)
    }
}

/// What the court owes about cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Say that a card ends soon.
    EndNear(UnitId),
    /// Say that one has ended.
    Ended(UnitId),
    /// Say that a change was not filed in time.
    Overdue(UnitId),
    /// Say that the unit has not confirmed in time.
    Unconfirmed(UnitId),
}

/// What is filed with one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCards {
    /// As filed last.
    pub filed: CardsFiled,
    /// When the unit confirmed that.
    pub confirmed: Option<Date>,
    /// What it confirmed before, and knows until it confirms the last.
    pub before: Option<CardsFiled>,
    /// That a card ends soon was said.
    pub near: bool,
    /// It is no longer so.
    pub stale: Option<FilingStale>,
    /// That the change was not filed in time was said.
    pub overdue: bool,
    /// That it was not confirmed in time was said.
    pub unconfirmed: bool,
}

impl UnitCards {
    /// What the unit has confirmed.
    fn in_force(&self) -> Option<&CardsFiled> {
        match self.confirmed {
            Some(_) => Some(&self.filed),
            None => self.before.as_ref(),
        }
    }

    /// What is owed about it, each with the instant from which it is.
    fn duties(&self) -> impl Iterator<Item = (Timestamp, Duty)> {
        self.unit_is_silent().into_iter().chain(self.card_ends())
    }

    /// What is no longer so is filed anew, and nobody waits for its
    /// confirmation.
    fn unit_is_silent(&self) -> Option<(Timestamp, Duty)> {
        let waits = self.confirmed.is_none() && self.stale.is_none() && !self.unconfirmed;
        let by = self.filed.confirm_by.as_ref().filter(|_| waits)?;
        Some((by.at, Duty::Unconfirmed(self.filed.unit)))
    }

    fn card_ends(&self) -> Option<(Timestamp, Duty)> {
        let unit = self.filed.unit;
        if let Some(stale) = &self.stale {
            let deadline = stale.deadline.as_ref().filter(|_| !self.overdue)?;
            return Some((deadline.at, Duty::Overdue(unit)));
        }
        match self.filed.alarm.as_ref().filter(|_| !self.near) {
            Some(alarm) => Some((alarm.at, Duty::EndNear(unit))),
            None => Some((self.filed.ends.at, Duty::Ended(unit))),
        }
    }
}

/// Cards by unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cards(BTreeMap<UnitId, UnitCards>);

impl Cards {
    /// What is filed with a unit.
    pub fn get(&self, unit: &UnitId) -> Option<&UnitCards> {
        self.0.get(unit)
    }

    /// All of it, by unit.
    pub fn iter(&self) -> impl Iterator<Item = (&UnitId, &UnitCards)> {
        self.0.iter()
    }

    /// What the unit has confirmed that shows the cards of `officer` on `on`.
    pub fn showing(&self, unit: &UnitId, officer: &OfficerId, on: Date) -> Option<&CardsFiled> {
        let filed = self.0.get(unit)?.in_force()?;
        let shows = |cards: &OfficerCards| {
            cards.officer == *officer && cards.from <= on && on <= cards.until
        };
        Some(filed).filter(|filed| filed.officers.iter().any(shows))
    }

    /// What is owed, each with the instant from which it is.
    pub(super) fn duties(&self) -> impl Iterator<Item = (Timestamp, Duty)> + '_ {
        self.0.values().flat_map(UnitCards::duties)
    }

    pub(super) fn file(&mut self, filed: &CardsFiled) {
        let earlier = self.0.remove(&filed.unit);
        let before = earlier.and_then(|cards| match cards.confirmed {
            Some(_) => Some(cards.filed),
            None => cards.before,
        });
        let cards = UnitCards {
            filed: filed.clone(),
            confirmed: None,
            before,
            near: false,
            stale: None,
            overdue: false,
            unconfirmed: false,
        };
        self.0.insert(filed.unit, cards);
    }

    /// Changes what is filed last; nothing where another filing is.
    pub(super) fn change(
        &mut self,
        unit: &UnitId,
        filing: &FilingId,
        change: impl FnOnce(&mut UnitCards),
    ) -> Option<()> {
        let known = self.0.get_mut(unit)?;
        (known.filed.filing == *filing).then(|| change(known))
    }
}
