//! Folding a court's stream. No rules here.

use super::{event::Event, state::State};
use crate::decider::Misfit;

pub(super) fn evolve(state: &mut State, event: &Event) -> Result<(), Misfit> {
    let misfit = |why| Misfit {
        event: event.kind(),
        why,
    };
    match event {
        Event::LogBegun(e) => {
            if state.revision > 0 {
                return Err(misfit("a log begins once"));
            }
            state.begun = Some(e.clone());
        }
        Event::OfficerFiled(e) => {
            state.officers.insert(e.officer, (e.clone(), None));
        }
        Event::OfficerRemoved(e) => {
            let (_, removed) = state
                .officers
                .get_mut(&e.officer)
                .ok_or_else(|| misfit("no such officer"))?;
            *removed = Some(e.from);
        }
        Event::DeputyFiled(e) => {
            let days = state.deputies.entry((e.deputy, e.principal)).or_default();
            days.push((e.from, e.to));
        }
        Event::CardsFiled(e) => state.cards.file(e),
        Event::CardsConfirmed(e) => {
            let done = state.cards.change(&e.unit, &e.filing, |cards| {
                cards.confirmed = Some(e.confirmed_on);
                cards.before = None;
            });
            done.ok_or_else(|| misfit("no such filing"))?;
        }
        Event::CardEndNear(e) => {
            let done = state
                .cards
                .change(&e.unit, &e.filing, |cards| cards.near = true);
            done.ok_or_else(|| misfit("no such filing"))?;
        }
        Event::FilingStale(e) => {
            let done = state.cards.change(&e.unit, &e.filing, |cards| {
                cards.stale = Some(e.clone());
            });
            done.ok_or_else(|| misfit("no such filing"))?;
        }
        Event::FilingOverdue(e) => {
            let done = state
                .cards
                .change(&e.unit, &e.filing, |cards| cards.overdue = true);
            done.ok_or_else(|| misfit("no such filing"))?;
        }
        Event::FilingUnconfirmed(e) => {
            let done = state
                .cards
                .change(&e.unit, &e.filing, |cards| cards.unconfirmed = true);
            done.ok_or_else(|| misfit("no such filing"))?;
        }
        Event::RulesActivated(e) => state.rules = Some(e.rules),
        Event::EpochRaised(e) => {
            if e.epoch <= state.epoch {
                return Err(misfit("an epoch only rises"));
            }
            state.epoch = e.epoch;
        }
    }
    state.revision += 1;
    Ok(())
}
