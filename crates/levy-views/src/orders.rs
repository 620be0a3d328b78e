//! Projection `orders`: one row per order, queries of sweeps too. Phases and
//! line sums of a matter's orders are copied from the domain's state; the
//! times of their life come from the events. Queries have no sums: their rows
//! follow the events of their sweep.

use crate::{
    place::Place,
    projection::{Batch, Fit, Projection, Seen, Tabled},
    row::Blob,
};
use levy_journal::AnyEvent;

mod answer;
mod change;
mod draft;
mod project;
mod query;
mod schema;
mod stand;

pub(crate) use change::Change;
pub(crate) use query::Queries;
pub(crate) use stand::Standing;

/// The projection.
pub(crate) struct Orders;

impl Projection for Orders {
    const NAME: &'static str = "orders";
    const VERSION: u32 = 3;
    type Change = Change;

    fn project(seen: &Seen<'_>) -> Vec<Change> {
        match (seen.event(), seen.matter) {
            (Some(AnyEvent::Matter(event)), Some(state)) => {
                project::of_matter(event, state, &seen.was)
            }
            (Some(AnyEvent::Sweep(event)), _) => project::of_sweep(event),
            (Some(_), _) | (None, _) => Vec::new(),
        }
    }
}

impl Tabled for Orders {
    const SCHEMA: &'static str = schema::SCHEMA;
    const INDEXES: &'static str = schema::INDEXES;
    const ROWS: &'static [(&'static str, &'static str)] = schema::ROWS;

    fn apply(batch: &mut Batch<'_>, place: &Place, change: Change) -> rusqlite::Result<Fit> {
        let conn = batch.conn;
        let Some(matter) = place.about.matter else {
            return Ok(Fit::Misfits);
        };
        match change {
            Change::Drafted(draft) => draft::draft(batch, place, matter, &draft),
            Change::Stands(order) => batch.standing.stand(conn, order),
            Change::Time(order, time) => stand::time(conn, place, order, time),
            Change::Late(order, late) => stand::late(conn, place, order, &late),
            Change::Answered(answer) => answer::of_order(batch, &answer),
            Change::Held { order, hold, held } => stand::held(batch, order, hold, held),
            Change::Planned(query) => batch.queries.plan(conn, place, matter, query),
            Change::Sealed { count, deadline_at } => {
                batch.queries.seal(conn, place, count, deadline_at)
            }
            Change::QueryAnswered(answer) => batch.queries.answer(conn, place, &answer),
            Change::Silent(order) => batch.queries.silent(conn, place, order),
            Change::Told(order) => batch.queries.told(conn, place, order),
        }
    }
}

/// An order's id as it is stored.
fn blob(order: levy_domain::id::OrderId) -> Blob {
    order.0.into_bytes()
}
