//! When a unit takes orders.

use levy_domain::{
    calendar::{Calendar, DayKind},
    time::{DAY, MINUTE, Timestamp, Zone},
    unit::Ability,
};

/// `None` when the unit takes orders at `now`, else the next instant it does.
/// A day of a year without a calendar counts as open: sending to a closed
/// door is harmless, waiting for ever is not.
pub(crate) fn next_opening(
    ability: &Ability,
    calendar: &Calendar,
    zone: Zone,
    now: Timestamp,
) -> Option<Timestamp> {
    if ability.hours.is_empty() && !ability.working_days_only {
        return None;
    }
    const LOOK_AHEAD_DAYS: i64 = 31;
    for ahead in 0..LOOK_AHEAD_DAYS {
        let date = now.plus(ahead * DAY).date_in(zone);
        if ability.working_days_only && calendar.day(date) == DayKind::Off {
            continue;
        }
        let midnight = Timestamp::start_of(date, zone);
        if ability.hours.is_empty() {
            return (ahead > 0).then_some(midnight);
        }
        for hours in &ability.hours {
            let from = midnight.plus(i64::from(hours.from) * MINUTE);
            let to = midnight.plus(i64::from(hours.to) * MINUTE);
            if now < to {
                return (now < from).then_some(from);
            }
        }
    }
    None
}
