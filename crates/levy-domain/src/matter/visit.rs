//! Who goes to a unit's counter with an order (N-01 to N-04): officers of the
//! court whose cards the unit has confirmed and that are valid on the day
//! (N-05). Named before they go; what a unit did at its counter is a fact and
//! is entered whoever went.

use super::{command, decide::Decision, event::VisitNamed, issuing::find, state::State};
use crate::{
    id::{FilingId, OfficerId, OrderId, UnitId},
    order::Route,
    refusal::{Outside, Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};
use std::collections::BTreeSet;

/// The rule that has cards filed.
const FILED: &str = "N-05";

/// What may be asked about visits.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Say who goes; the last word counts.
    Name {
        /// With which order.
        order: OrderId,
        /// Who.
        officers: Vec<OfficerId>,
        /// On which day.
        on: Date,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Visit(command)
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::Name {
        order,
        officers,
        on,
    } = command;
    let known = find(state, order)?;
    let same = |visit: &&VisitNamed| (&visit.officers, visit.on) == (officers, *on);
    if state.visits.get(order).filter(same).is_some() {
        return Ok(vec![]);
    }
    let today = stamp.at.date_in(rules.profile().zone());
    stamp.by_a_filed_officer(today)?;
    if known.draft.route != Route::Counter {
        return malformed("order", "does not go over a counter");
    }
    if *on < today {
        return malformed("on", "has passed");
    }
    // As before the first byte of any other order, and still so on the day.
    let then = Timestamp::start_of(*on, rules.profile().zone()).max(stamp.at);
    state.may_be_sent(order, then, rules)?;
    let no_rule = || Refusal::NoRule {
        rule: "(officers at a counter)".into(),
        on: *on,
    };
    let (cards, rule) = rules.profile().cards(*on).ok_or_else(no_rule)?;
    let Some(officer) = officers.first().copied() else {
        return malformed("officers", "names nobody");
    };
    let different: BTreeSet<&OfficerId> = officers.iter().collect();
    if different.len() != officers.len() || different.len() < usize_of(cards.officers) {
        return Err(Outside::NotToCounter {
            officer,
            why: "others go with him, all of them different",
            rule: rule.rule.clone(),
        }
        .into());
    }
    let unit = known.unit();
    let shown = |_, officer: &OfficerId| shown(unit, *officer, *on, stamp).map(Some);
    let filing = officers.iter().try_fold(None, shown)?;
    let filing = filing.ok_or_else(no_rule)?;
    let named = VisitNamed {
        order: *order,
        unit,
        officers: officers.clone(),
        on: *on,
        filing,
        rule: rule.clone(),
        cards_rule: rules.profile().basis(FILED, *on)?.clone(),
    };
    Ok(vec![named.into()])
}

/// The filing that shows the unit a valid card of `officer`.
fn shown(unit: UnitId, officer: OfficerId, on: Date, stamp: &Stamp) -> Result<FilingId, Refusal> {
    let court = &stamp.court;
    let stands = court.role_of(&officer, on).is_some();
    let filed = court.cards.showing(&unit, &officer, on);
    let filed = filed
        .filter(|_| stands)
        .ok_or_else(|| Outside::NotToCounter {
            officer,
            why: "the unit has confirmed no card of his that is valid on that day",
            rule: FILED.into(),
        })?;
    Ok(filed.filing)
}

fn usize_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
