//! Officers who go to a unit's counter, and their cards (双人双证), N-04 and
//! N-05.

use super::{Effect, Profile};
use crate::{
    calendar::add_days,
    order::{Basis, Deadline},
    time::{Date, Timestamp},
};
use serde::Deserialize;
use std::fmt;

/// Who goes to a counter, and how early the end of a card is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardsEffect {
    /// So many different officers go.
    pub officers: u32,
    /// Days before the last day of a card.
    pub alarm_days_before: u32,
}

impl fmt::Display for CardsEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CardsEffect {
            officers,
            alarm_days_before,
        } = self;
        write!(
            f,
            "{officers} officers at the counter; the end of a card is told {alarm_days_before} days before"
        )
    }
}

impl Profile {
    /// Who goes to a counter, and the rule; `None` where no rule says so.
    pub fn cards(&self, on: Date) -> Option<(&CardsEffect, &Basis)> {
        let rule = self.rule(self.index.cards.as_deref()?)?;
        let value = rule.on(on)?;
        match &value.says {
            Effect::Cards(cards) => Some((cards, &value.cited)),
            _ => None,
        }
    }

    /// When it is told that a card whose last day is `until` ends.
    pub fn card_alarm(&self, until: Date, on: Date) -> Option<Deadline> {
        let (cards, basis) = self.cards(on)?;
        let days = i32::try_from(cards.alarm_days_before).ok()?;
        let at = Timestamp::start_of(add_days(until, -days), self.zone);
        Some(Deadline::new("card-alarm", at, basis))
    }
}
