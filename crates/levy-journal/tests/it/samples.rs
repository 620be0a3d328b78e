//! One fully populated and one minimal sample of every event type.

mod court;
mod matter;
mod matter_bars;
mod matter_breach;
mod matter_claims;
mod matter_delegation;
mod matter_funds;
mod matter_holds;
mod matter_notices;
mod matter_orders;
mod matter_queue;
mod matter_relay;
mod matter_term;
mod matter_third_party;
pub(crate) mod parts;
mod sweep;
mod unit;

use levy_journal::AnyEvent;

pub(crate) use parts::{stamp, stamp_full, uuid};

/// Which of the two samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Every optional field is set, every list has a member.
    Full,
    /// No optional field is set, every list is empty.
    Minimal,
}

impl Fill {
    /// An optional field.
    pub(crate) fn some<T>(self, value: T) -> Option<T> {
        (self == Fill::Full).then_some(value)
    }

    /// A list.
    pub(crate) fn list<T>(self, values: impl IntoIterator<Item = T>) -> Vec<T> {
        if self == Fill::Full {
            values.into_iter().collect()
        } else {
            Vec::new()
        }
    }
}

/// Every event type once.
pub(crate) fn all(fill: Fill) -> Vec<AnyEvent> {
    let matter = matter::all(fill)
        .into_iter()
        .chain(matter_funds::all(fill))
        .chain(matter_orders::all(fill))
        .chain(matter_holds::all(fill))
        .chain(matter_delegation::all(fill))
        .chain(matter_queue::all(fill))
        .chain(matter_relay::all(fill))
        .chain(matter_term::all(fill))
        .chain(matter_breach::all(fill))
        .chain(matter_bars::all(fill))
        .chain(matter_claims::all(fill))
        .chain(matter_notices::all(fill))
        .chain(matter_third_party::all(fill))
        .chain(matter_bars::wrong_person(fill))
        .chain(matter_bars::urgent(fill))
        .chain(matter_bars::handing(fill))
        .map(AnyEvent::from);
    matter
        .chain(sweep::all(fill).into_iter().map(AnyEvent::from))
        .chain(unit::all(fill).into_iter().map(AnyEvent::from))
        .chain(court::all(fill).into_iter().map(AnyEvent::from))
        .chain(court::access(fill).into_iter().map(AnyEvent::from))
        .chain(court::numbers().into_iter().map(AnyEvent::from))
        .collect()
}
