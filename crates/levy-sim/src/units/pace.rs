//! How fast a unit answers, in court time: hash(seed, unit) for its character,
//! hash(seed, unit, original order) for one answer. Court time and attempt
//! change nothing.

use crate::draw::Draw;
use levy_domain::{
    id::OrderId,
    order::Measure,
    time::{DAY, HOUR, MINUTE, Timestamp},
    unit::ability::UnitKind,
};

/// Units send out on the hour what has become ready.
const ROUND: i64 = HOUR;

/// A unit's character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pace {
    /// Answers at once, as a rule.
    Prompt,
    /// Answers at once or within the day.
    Steady,
    /// Answers within the day, sometimes later.
    Slow,
}

/// When the first reply comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delay {
    /// In the answer to the order.
    AtOnce,
    /// By callback, this long after the order was taken.
    After(i64),
    /// Not at all.
    Never,
}

impl Pace {
    /// The character of a unit.
    pub(super) fn of(seed: u64, code: &str, kind: &UnitKind) -> Self {
        let at = Draw::keyed(seed, "pace", &[code.as_bytes()]).below(1_000);
        let office = !matches!(kind, UnitKind::Bank | UnitKind::Payment);
        match (kind, at) {
            (UnitKind::Payment, _) => Pace::Prompt,
            (_, 0..550) if !office => Pace::Prompt,
            (_, 0..250) => Pace::Prompt,
            (_, 0..700) => Pace::Steady,
            (_, 0..850) if !office => Pace::Steady,
            _ => Pace::Slow,
        }
    }

    /// When it answers `original`.
    pub(super) fn delay(
        self,
        seed: u64,
        code: &str,
        original: OrderId,
        measure: &Measure,
    ) -> Delay {
        let parts: [&[u8]; 2] = [code.as_bytes(), original.0.as_bytes()];
        let mut draw = Draw::keyed(seed, "delay", &parts);
        if draw.chance(10) && *measure == Measure::Query {
            return Delay::Never;
        }
        // Permille at once, within hours, within the day; the rest is late.
        let (at_once, hours, day) = match self {
            Pace::Prompt => (850, 980, 998),
            Pace::Steady => (400, 850, 985),
            Pace::Slow => (100, 550, 900),
        };
        let at = draw.below(1_000);
        let (low, high) = if at < at_once {
            return Delay::AtOnce;
        } else if at < hours {
            (MINUTE, 8 * HOUR)
        } else if at < day {
            (8 * HOUR, 23 * HOUR)
        } else {
            (25 * HOUR, 7 * DAY)
        };
        Delay::After(between(&mut draw, low, high))
    }
}

/// A span of court time, in milliseconds.
pub(super) fn between(draw: &mut Draw, low: i64, high: i64) -> i64 {
    let span = u64::try_from(high.saturating_sub(low)).unwrap_or_default();
    low.saturating_add(i64::try_from(draw.below(span.saturating_add(1))).unwrap_or_default())
}

/// The first full hour after `from` moved by `wait`.
pub(super) fn due(from: Timestamp, wait: i64) -> Timestamp {
    let at = from.0.saturating_add(wait.max(0));
    Timestamp(at.div_euclid(ROUND).saturating_add(1).saturating_mul(ROUND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_times_stand_on_the_full_hour_and_after_their_cause() {
        let from = Timestamp(1_000_000_000_123);
        for wait in [0, 1, MINUTE, ROUND, 3 * DAY] {
            let at = due(from, wait);
            assert_eq!(at.0 % ROUND, 0);
            assert!(at > from.plus(wait) && at <= from.plus(wait + ROUND));
        }
    }

    #[test]
    fn prompt_units_answer_at_once_slow_ones_later_and_one_query_in_a_hundred_never() {
        let order = |n: u64| OrderId::derive(uuid::Uuid::NAMESPACE_OID, &[&n.to_be_bytes()]);
        let share = |pace: Pace, measure: Measure, wanted: fn(&Delay) -> bool| {
            (0..4_000)
                .map(|n| pace.delay(1, "x", order(n), &measure))
                .filter(wanted)
                .count()
        };
        assert!(
            share(Pace::Prompt, Measure::Query, |delay| *delay
                == Delay::AtOnce)
                > 3_200
        );
        assert!(share(Pace::Slow, Measure::Query, |delay| *delay == Delay::AtOnce) < 500);
        let never = share(Pace::Steady, Measure::Query, |delay| *delay == Delay::Never);
        assert!((20..70).contains(&never), "{never}");
        assert_eq!(
            share(Pace::Steady, Measure::Freeze, |delay| *delay
                == Delay::Never),
            0
        );
    }
}
