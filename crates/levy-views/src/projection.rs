//! The shape of a projection: pure, versioned.

use crate::{
    orders::{Queries, Standing},
    place::Place,
};

pub use crate::touched::Touched;

use levy_domain::matter;
use levy_journal::{AnyEvent, Entry};
use rusqlite::Connection;

/// An entry with what its matter was and is. The domain's own state is used,
/// so that there is one arithmetic of what is held and in flight.
#[derive(Debug, Clone)]
pub struct Seen<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// The matter's state with this entry folded, for entries of matters.
    pub matter: Option<&'a matter::State>,
    /// What the state before it says of what the entry changes.
    pub was: Was,
}

/// What is needed of the state before an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Was {
    /// Held by the hold that the event names.
    pub held: u64,
    /// The reply ends the order, or would if it were not over.
    pub closes: bool,
    /// What it changes.
    pub touched: Touched,
}

impl Was {
    /// Looks before the event is folded.
    pub fn before(state: &matter::State, event: &matter::Event) -> Self {
        let held = |hold| state.holds.get(hold).map_or(0, |hold| hold.held);
        let mut was = Was {
            held: 0,
            closes: false,
            touched: Touched::by(event, state),
        };
        match event {
            matter::Event::OrderAnswered(e) => {
                let order = state.orders.get(&e.order);
                was.closes = order.is_some_and(|order| order.closes_with(&e.reply));
            }
            matter::Event::HoldReduced(e) => was.held = held(&e.hold),
            matter::Event::TransferSettled(e) => was.held = held(&e.hold),
            // Nothing else is told by a difference.
            _ => {}
        }
        was
    }
}

impl<'a> Seen<'a> {
    /// The event, where it is known.
    pub fn event(&self) -> Option<&'a AnyEvent> {
        self.entry.event.known()
    }

    /// The event and the state of a matter.
    pub fn of_matter(&self) -> Option<(&'a matter::Event, &'a matter::State)> {
        self.event().and_then(AnyEvent::matter).zip(self.matter)
    }
}

/// Turns entries into changes of rows. Pure: no clock, no I/O, nothing but
/// what is seen.
pub trait Projection {
    /// Its name in the views' file.
    const NAME: &'static str;
    /// Raised with every change of what it makes; the views are then built
    /// again from the start.
    const VERSION: u32;
    /// One change.
    type Change;
    /// What an entry changes, in order.
    fn project(seen: &Seen<'_>) -> Vec<Self::Change>;
}

/// Whether a change found the row that it is about. A change that does not
/// fit is written down and shown, never passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It did.
    Fits,
    /// The log speaks of something that it never introduced.
    Misfits,
}

impl Fit {
    /// From the number of rows that an update met.
    pub(crate) fn of(rows: usize) -> Self {
        if rows == 0 { Fit::Misfits } else { Fit::Fits }
    }
}

/// What a batch is carried out in.
pub(crate) struct Batch<'a> {
    /// The file, within a transaction.
    pub(crate) conn: &'a Connection,
    /// What waits for its end.
    pub(crate) queries: &'a mut Queries,
    /// Orders that wait for it too.
    pub(crate) standing: &'a mut Standing,
}

/// A projection that is kept in tables.
pub(crate) trait Tabled: Projection {
    /// Creates its tables, with what folding itself looks up by.
    const SCHEMA: &'static str;
    /// Creates what only readers look up by: where nobody reads before the
    /// end, as in a build, it is made once, in order, when all rows are there.
    const INDEXES: &'static str = "";
    /// Its tables with a query of all their rows in key order, for the
    /// digest: names instead of numbers of this file, no positions.
    const ROWS: &'static [(&'static str, &'static str)];
    /// Carries a change out.
    fn apply(batch: &mut Batch<'_>, place: &Place, change: Self::Change) -> rusqlite::Result<Fit>;
}
