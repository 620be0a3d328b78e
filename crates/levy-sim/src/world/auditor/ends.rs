//! Ends of holds: told by the ladder of the profile before they pass, and
//! told when they pass. What the profile says is read here once more, with
//! nothing of what the deciders make of it.

use super::{Violation, model::Matter};
use crate::world::sometimes::Sometimes;
use levy_domain::{
    asset::AssetClass,
    id::{HoldId, UnitId},
    matter::{Event, event::Ends},
    order::Measure,
    rules::Rules,
    time::{DAY, Date, Timestamp},
};

/// The term of a hold, as the three ends give it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    last: Date,
    over: Timestamp,
    /// A place behind others: its end binds once it has moved up.
    waits: bool,
    /// It is only presumed to have moved up, and has this rank until a unit
    /// says so.
    presumed: Option<u32>,
    /// Since when the log has these ends of such a place.
    known: Timestamp,
    /// When its end was told last.
    told: Option<Timestamp>,
    /// That it passed was told.
    ended: bool,
}

/// The earliest of the three ends: the last day, and the first instant after.
fn earliest(ends: &Ends, rules: &Rules) -> Option<(Date, Timestamp)> {
    let zone = rules.profile().zone();
    let mut days = vec![ends.as_ordered, ends.as_unit_states, ends.as_law_computes];
    let midnight = days.iter().flatten().min();
    let mut over: Vec<Timestamp> = ends.as_unit_states_at.into_iter().collect();
    over.extend(midnight.map(|last| Timestamp::end_of(*last, zone).plus(1)));
    days.extend(
        ends.as_unit_states_at
            .map(|at| Some(at.plus(-1).date_in(zone))),
    );
    Some((days.into_iter().flatten().min()?, over.into_iter().min()?))
}

/// What the ladder of a hold depends on.
pub(super) type Kind = (UnitId, AssetClass);

/// When the end is to be told: the rungs, and the end itself.
fn clocks(last: Date, over: Timestamp, (unit, class): &Kind, rules: &Rules) -> Vec<Timestamp> {
    let zone = rules.profile().zone();
    let unit = rules.units().get(unit);
    let pace = unit.and_then(|unit| unit.ability(&Measure::Renew, Some(class))?.p95_days);
    let days = rules.profile().alarm_ladder(last);
    let rung = |before: &u32| {
        let before = i64::from(*before) + i64::from(pace.unwrap_or(0));
        Timestamp::start_of(last, zone).plus(-before * DAY)
    };
    let rungs = days.map_or(&[][..], |(days, _)| days);
    rungs.iter().map(rung).chain([over]).collect()
}

impl Matter {
    /// Notes what an event says of the end of a hold; answers whose end is to
    /// be told when.
    pub(super) fn ends(
        &mut self,
        event: &Event,
        at: Timestamp,
        rules: &Rules,
        sometimes: &mut Sometimes,
    ) -> Result<Vec<(Timestamp, HoldId)>, Violation> {
        let (hold, ends) = match event {
            Event::HoldEstablished(made) => {
                self.kinds
                    .insert(made.hold, (made.unit, made.class.clone()));
                (made.hold, &made.ends)
            }
            Event::HoldAdopted(made) => {
                self.kinds
                    .insert(made.hold, (made.unit, made.class.clone()));
                (made.hold, &made.ends)
            }
            Event::HoldChanged(changed) => (changed.hold, &changed.ends),
            Event::HoldRenewed(renewed) => (renewed.hold, &renewed.ends),
            Event::PromotionPresumed(moved) => (moved.hold, &moved.ends),
            Event::QueueTold(told) => {
                // The unit says more: what was presumed is over.
                let presumed = |term: &Term| term.presumed.is_some();
                if self.terms.get(&told.hold).is_some_and(presumed) {
                    self.terms.remove(&told.hold);
                }
                return Ok(Vec::new());
            }
            Event::HoldEndNear(near) => {
                sometimes.saw("hold-end-near");
                if let Some(term) = self.terms.get_mut(&near.hold) {
                    if near.last_day != term.last {
                        let what = format!("{} ends on {}", near.hold, term.last);
                        return Err(Violation::new(
                            "the end that is told is the earliest",
                            &what,
                        ));
                    }
                    term.told = Some(at);
                }
                return Ok(Vec::new());
            }
            Event::HoldEndedUnsettled(passed) => {
                sometimes.saw("hold-ended-unsettled");
                if let Some(term) = self.terms.get_mut(&passed.hold) {
                    term.ended = true;
                }
                self.was_told(&passed.hold, at)?;
                return Ok(Vec::new());
            }
            Event::HoldLapsed(lapsed) => {
                sometimes.saw("hold-lapsed");
                self.was_told(&lapsed.hold, at)?;
                return Ok(Vec::new());
            }
            _ => return Ok(Vec::new()),
        };
        let Some((last, over)) = earliest(ends, rules) else {
            self.terms.remove(&hold);
            return Ok(Vec::new());
        };
        let known = self.terms.get(&hold);
        let rank = self.holds.get(&hold).map_or(0, |hold| hold.rank);
        let held_place = known.is_some_and(|term| term.presumed == Some(rank));
        if held_place && matches!(event, Event::HoldChanged(_)) {
            return Ok(Vec::new());
        }
        let moves_up = matches!(event, Event::PromotionPresumed(_));
        let presumed = (moves_up || held_place).then_some(rank);
        let waits = rank > 0 && presumed.is_none();
        let same = |term: &Term| {
            (term.last, term.over, term.waits, term.presumed) == (last, over, waits, presumed)
        };
        if known.is_some_and(same) {
            return Ok(Vec::new());
        }
        let term = Term {
            last,
            over,
            waits,
            presumed,
            known: at,
            told: None,
            ended: false,
        };
        self.terms.insert(hold, term);
        let Some(kind) = self.kinds.get(&hold) else {
            return Ok(Vec::new());
        };
        let clocks = clocks(last, over, kind, rules);
        Ok(clocks.into_iter().map(|clock| (clock, hold)).collect())
    }

    /// A hold whose end has passed was told of before, if the log had its end
    /// before it passed.
    fn was_told(&self, hold: &HoldId, at: Timestamp) -> Result<(), Violation> {
        let Some(term) = self.terms.get(hold) else {
            return Ok(());
        };
        let before = term.told.is_some_and(|told| told < term.over);
        if term.over > at || term.known >= term.over || before {
            return Ok(());
        }
        let what = format!("the end of {hold} was never told");
        Err(Violation::new("no lapse without an alarm before it", &what))
    }

    /// A clock of a hold passed: its end was told since, or it is no matter.
    pub(super) fn end_passed(
        &self,
        at: Timestamp,
        hold: &HoldId,
        rules: &Rules,
    ) -> Result<(), Violation> {
        let (Some(term), Some(known), Some(kind)) = (
            self.terms.get(hold),
            self.holds.get(hold),
            self.kinds.get(hold),
        ) else {
            return Ok(());
        };
        // The clocks of an end that is another one by now are no matter.
        let own = clocks(term.last, term.over, kind, rules).contains(&at);
        if known.gone || term.waits || !own {
            return Ok(());
        }
        let since = at.max(term.known);
        let told = term.ended || (at != term.over && term.told.is_some_and(|told| told >= since));
        if told {
            return Ok(());
        }
        let what = format!("{hold} ends on {} and nobody was told", term.last);
        Err(Violation::new("no end comes near unseen", &what))
    }
}
