//! The ladder of alarms before the end of a hold, as instants.

use super::super::{event::Ends, hold_state::HoldState};
use crate::{
    asset::AssetClass,
    calendar::add_days,
    id::UnitId,
    order::{Basis, Deadline, Measure},
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// What the alarm of a hold depends on beside its ends.
pub(in crate::matter) struct Watch<'a> {
    pub(in crate::matter) unit: UnitId,
    pub(in crate::matter) class: &'a AssetClass,
    /// 0 where its term runs, or may.
    pub(in crate::matter) rank: u32,
}

impl<'a> Watch<'a> {
    pub(in crate::matter) fn of(hold: &'a HoldState) -> Self {
        Watch {
            unit: hold.unit,
            class: &hold.class,
            rank: hold.running().map_or(hold.rank, |_| 0),
        }
    }

    pub(super) fn pace(&self, rules: &Rules) -> u32 {
        pace(self.unit, self.class, rules)
    }
}

/// One rung: its number and the first instant at which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::matter) struct Rung {
    pub(in crate::matter) level: u32,
    at: Timestamp,
}

/// Days that 95 of 100 renewals take there, as the directory says; 0 where it
/// does not.
pub(in crate::matter) fn pace(unit: UnitId, class: &AssetClass, rules: &Rules) -> u32 {
    rules
        .units()
        .get(&unit)
        .and_then(|unit| unit.ability(&Measure::Renew, Some(class))?.p95_days)
        .unwrap_or(0)
}

/// The rungs before one end, the end itself last.
pub(in crate::matter) struct Rungs {
    rungs: Vec<Rung>,
    pub(in crate::matter) basis: Basis,
}

impl Rungs {
    /// The ladder of the day `on`, each rung earlier by the days that a
    /// renewal is known to take.
    pub(in crate::matter) fn of(ends: &Ends, pace: u32, rules: &Rules, on: Date) -> Self {
        let profile = rules.profile();
        let zone = profile.zone();
        let ladder = profile.alarm_ladder(on);
        let days = ladder.map_or(&[][..], |(days, _)| days);
        let basis = ladder.map_or_else(|| super::effect_ends(rules, on), |(_, own)| own.clone());
        let mut rungs = Vec::with_capacity(days.len() + 1);
        if let (Some(last), Some(over)) = (ends.earliest(zone), ends.over_at(zone)) {
            for (level, before) in (1..).zip(days) {
                let before = i32::try_from(before.saturating_add(pace)).unwrap_or(i32::MAX);
                let day = add_days(last, before.saturating_neg());
                let at = Timestamp::start_of(day, zone);
                rungs.push(Rung { level, at });
            }
            let level = u32::try_from(days.len()).unwrap_or(u32::MAX);
            rungs.push(Rung {
                level: level.saturating_add(1),
                at: over,
            });
        }
        Rungs { rungs, basis }
    }

    /// The last rung that has passed at `now`.
    pub(in crate::matter) fn passed(&self, now: Timestamp) -> Option<Rung> {
        let mut passed = self.rungs.iter().rev();
        passed.find(|rung| rung.at <= now).copied()
    }

    /// When the next rung after `now` is told.
    pub(in crate::matter) fn after(&self, now: Timestamp) -> Option<Deadline> {
        let next = self.rungs.iter().find(|rung| rung.at > now)?;
        Some(self.deadline(*next))
    }

    fn deadline(&self, rung: Rung) -> Deadline {
        Deadline::new("hold-end", rung.at, &self.basis)
    }
}

/// `ends` with the instant from which they must be told. Where `before` has
/// the same ends in the same place, its ladder goes on as it stands.
pub(in crate::matter) fn watched(
    mut ends: Ends,
    watch: &Watch<'_>,
    before: Option<&HoldState>,
    rules: &Rules,
    stamp: &Stamp,
) -> Ends {
    let goes_on =
        before.filter(|hold| hold.in_force() && watch.rank == 0 && hold.ends.are_those_of(&ends));
    ends.alarm = match goes_on {
        Some(hold) => hold.ends.alarm.clone(),
        None if watch.rank > 0 => None,
        None => first_told(&ends, watch.pace(rules), rules, stamp),
    };
    ends
}

/// When new ends are told first: of the rungs that have passed already only
/// the latest is told, at once.
pub(in crate::matter) fn first_told(
    ends: &Ends,
    pace: u32,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<Deadline> {
    let on = stamp.at.date_in(rules.profile().zone());
    let rungs = Rungs::of(ends, pace, rules, on);
    let passed = rungs.passed(stamp.at).map(|rung| rungs.deadline(rung));
    passed.or_else(|| rungs.after(stamp.at))
}
