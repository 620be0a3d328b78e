//! What an event changes about orders.

use super::Blob;
use levy_domain::{
    id::{HoldId, OrderId},
    matter::order_state::OrderState,
    order::OrderDraft,
    reply::Way,
    sweep::event::QueryPlanned,
};

/// One change.
pub(crate) enum Change {
    /// An order is drafted in a plan.
    Drafted(Box<Drafted>),
    /// An order of a matter as it stands now.
    Stands(Box<OrderState>),
    /// A time of its life.
    Time(OrderId, Time),
    /// A court that carries it was late with a leg.
    Late(OrderId, LateLeg),
    /// What a reply says of the whole order.
    Answered(Box<Answered>),
    /// A reply of the order says what the hold that it made holds.
    Held {
        order: OrderId,
        hold: HoldId,
        held: i64,
    },
    /// A query is planned in a sweep.
    Planned(Box<QueryPlanned>),
    /// All queries of the sweep are issued.
    Sealed {
        count: u32,
        deadline_at: Option<i64>,
    },
    /// A query is answered.
    QueryAnswered(Box<Answered>),
    /// A query is not answered in time.
    Silent(OrderId),
    /// Its late answer was told to the matter.
    Told(OrderId),
}

/// An order as drafted.
pub(crate) struct Drafted {
    pub(crate) plan: Blob,
    pub(crate) officer: Option<Blob>,
    pub(crate) draft: OrderDraft,
}

/// Times that only events tell.
#[derive(Clone, Copy)]
pub(crate) enum Time {
    Issued {
        expires_at: i64,
        deadline_at: Option<i64>,
    },
    Unknown,
    NotTaken,
    Recalled,
}

/// A leg that a court owed.
pub(crate) struct LateLeg {
    pub(crate) carrier: Blob,
    pub(crate) leg: String,
}

/// A reply, as far as the view keeps it.
pub(crate) struct Answered {
    pub(crate) order: OrderId,
    /// The order is over with it.
    pub(crate) closes: bool,
    pub(crate) way: Way,
    pub(crate) received_at: i64,
    pub(crate) refused: bool,
    pub(crate) fault: Option<String>,
    pub(crate) found: bool,
    pub(crate) lines: Vec<SaidLine>,
}

/// Whose fault it says a line's return is.
pub(crate) struct SaidLine {
    pub(crate) line: u32,
    pub(crate) fault: Option<String>,
}
