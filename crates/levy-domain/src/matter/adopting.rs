//! What a hold that is taken over may not say: a row of an old list that
//! contradicts itself is a mistake of the list, and nothing rests on it. More
//! held than the limit is none: a unit can really hold too much, and that is
//! shown as excess.

use super::command::Command;
use crate::{
    order::Measure,
    refusal::Refusal,
    time::{Date, sensible},
    unit::UnitProfile,
};

/// How a hold contradicts itself or the unit that is said to keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Contradiction {
    /// It begins after today: there is nothing to take over yet.
    BeginsLater,
    /// It begins on a day before any court that could have ordered it.
    BeginsTooEarly,
    /// The end as ordered lies before the beginning, or in no sensible year.
    EndAsOrdered,
    /// The same of the end that the unit states.
    EndAsUnitStates,
    /// It has a place in a queue and is no waiting measure.
    PlaceWithoutWaiting,
    /// It waits and has no place.
    WaitingWithoutPlace,
    /// A unit of this kind keeps no assets of this class.
    ClassNotKept,
}

impl Contradiction {
    /// The field that has to be corrected.
    pub fn field(self) -> &'static str {
        match self {
            Contradiction::BeginsLater | Contradiction::BeginsTooEarly => "from",
            Contradiction::EndAsOrdered => "end_as_ordered",
            Contradiction::EndAsUnitStates => "end_as_unit_states",
            Contradiction::PlaceWithoutWaiting | Contradiction::WaitingWithoutPlace => "rank",
            Contradiction::ClassNotKept => "class",
        }
    }

    fn why(self) -> &'static str {
        match self {
            Contradiction::BeginsLater => "lies in the future",
            Contradiction::BeginsTooEarly => "lies before any court that could order it",
            Contradiction::EndAsOrdered | Contradiction::EndAsUnitStates => {
                "lies before the first day, or in no sensible year"
            }
            Contradiction::PlaceWithoutWaiting => {
                "is a place in a queue, and the measure waits in none"
            }
            Contradiction::WaitingWithoutPlace => "is needed for a measure that waits",
            Contradiction::ClassNotKept => "is none that this kind of unit keeps",
        }
    }
}

impl From<Contradiction> for Refusal {
    fn from(contradiction: Contradiction) -> Self {
        Refusal::Malformed {
            what: contradiction.field(),
            why: contradiction.why(),
        }
    }
}

/// Every contradiction of a hold that is to be taken over on `today`, in the
/// order of its fields; none of another command.
pub fn contradictions(command: &Command, unit: &UnitProfile, today: Date) -> Vec<Contradiction> {
    let Command::AdoptHold {
        class,
        measure,
        rank,
        from,
        ends,
        ..
    } = command
    else {
        return Vec::new();
    };
    let bad_end = |end: Option<Date>| {
        end.is_some_and(|end| !sensible(end, today) || from.is_some_and(|from| end < from))
    };
    let waits = *measure == Measure::WaitingFreeze;
    let found = [
        (
            from.is_some_and(|from| from > today),
            Contradiction::BeginsLater,
        ),
        (
            from.is_some_and(|from| from <= today && !sensible(from, today)),
            Contradiction::BeginsTooEarly,
        ),
        (bad_end(ends.as_ordered), Contradiction::EndAsOrdered),
        (bad_end(ends.as_unit_states), Contradiction::EndAsUnitStates),
        (*rank > 0 && !waits, Contradiction::PlaceWithoutWaiting),
        (*rank == 0 && waits, Contradiction::WaitingWithoutPlace),
        (!unit.may_keep(class), Contradiction::ClassNotKept),
    ];
    let found = found.into_iter().filter(|(is, _)| *is);
    found.map(|(_, contradiction)| contradiction).collect()
}
