//! Words that cross: a unit reports unasked what a hold holds while an order
//! of ours changes that very sum. A report says the whole, an order's reply
//! says what came off, and either may come first. Whether a report counts an
//! order, their own times tell; where they do not, the larger sum counts
//! against new orders, the smaller one as cover, and a person looks.

use super::{
    event::{Event, HoldChanged},
    hold_state::HoldState,
    order_state::OrderState,
    state::State,
};
use crate::{
    id::{HoldId, OrderId},
    money::{Currency, Money},
    reply::{Reply, Truth},
    time::Timestamp,
};

/// Why a person looks at an order: a report may or may not count it.
pub(super) const CROSSED: &str = "crossed-by-a-report";

/// Whether a unit's report counts what the unit did by an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    No,
    Yes,
    /// It was made while the unit was about it.
    Perhaps,
}

/// `at` against the span in which the unit acted.
fn counted(at: Timestamp, from: Option<Timestamp>, to: Option<Timestamp>) -> Counted {
    match (from, to) {
        (Some(from), _) if at < from => Counted::No,
        (_, Some(to)) if at > to => Counted::Yes,
        _ => Counted::Perhaps,
    }
}

/// Whether the last report on an open `hold` counts what the unit did by `order`: the
/// unit says so in `reply`, or the court's account shows it without a word.
pub(super) fn in_report(hold: &HoldState, order: &OrderState, reply: Option<&Reply>) -> Counted {
    let Some(reported) = hold.reported.filter(|_| hold.is_open()) else {
        return Counted::No;
    };
    // What was issued after the report was read is not in it, whatever the
    // clocks say.
    let later = order.fence().map(|fence| fence.revision);
    if later.is_some_and(|issued| issued > reported.revision) {
        return Counted::No;
    }
    let said = reply.and_then(|reply| reply.way.delivered_at);
    let from = said.or(order.way.delivered_at).or(order.way.sent_at);
    let to = reply.map(|reply| reply.way.answered_at.unwrap_or(reply.received_at));
    counted(reported.at, from, to)
}

/// What a hold holds and covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) held: u64,
    pub(super) covers: u64,
}

impl Left {
    /// As it stood before `order` was folded, where the report counts that
    /// already; both sums on their safe side, where it may.
    pub(super) fn or_as_reported(self, hold: &HoldState, counted: Counted) -> Left {
        match counted {
            Counted::No => self,
            Counted::Yes => Left {
                held: hold.held,
                covers: hold.covers,
            },
            Counted::Perhaps => Left {
                held: self.held.max(hold.held),
                covers: self.covers.min(hold.covers),
            },
        }
    }
}

/// An event took what `after` says off `hold`; the report stands against it.
pub(super) fn stands(
    (id, hold): (HoldId, &HoldState),
    after: Left,
    counted: Counted,
    truth: &Truth,
    currency: Currency,
) -> Option<Event> {
    let stands = after.or_as_reported(hold, counted);
    if stands == after {
        return None;
    }
    let money = |minor| Some(Money::new(minor, currency));
    let changed = HoldChanged {
        hold: id,
        order: None,
        held: money(stands.held),
        covers: money(stands.covers),
        beyond_balance: money(hold.beyond_balance),
        waiting: money(hold.waiting),
        rank: hold.rank,
        from: None,
        ends: hold.ends.clone(),
        truth: truth.clone(),
        cause: "counted-already".into(),
        as_of: hold.reported.map(|reported| reported.at),
        counted_to: None,
        evidence: None,
    };
    Some(changed.into())
}

/// What is known to have come off a hold and is not in a report of an earlier
/// moment.
#[derive(Debug, Default)]
pub(super) struct Since {
    /// Certainly.
    pub(super) taken: u64,
    /// Perhaps, and by which orders.
    pub(super) doubtful: u64,
    pub(super) open: Vec<OrderId>,
}

/// What orders took off `hold` that a report of the moment `at` does not
/// count.
pub(super) fn since(state: &State, hold: &HoldId, at: Timestamp) -> Since {
    let mut since = Since::default();
    for order in state.orders.values() {
        // Of an order without times nobody can say that it was later.
        let Some(from) = order.way.delivered_at else {
            continue;
        };
        let lines = order.draft.lines.iter().zip(&order.lines);
        let taken = lines
            .filter(|(line, _)| line.hold == Some(*hold))
            .map(|(_, known)| known.taken())
            .fold(0, u64::saturating_add);
        if taken == 0 {
            continue;
        }
        match counted(at, Some(from), order.way.answered_at) {
            Counted::No => since.taken = since.taken.saturating_add(taken),
            Counted::Yes => {}
            Counted::Perhaps => {
                since.doubtful = since.doubtful.saturating_add(taken);
                since.open.push(order.draft.order);
            }
        }
    }
    since
}
