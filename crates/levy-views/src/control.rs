//! What each matter controls, as one row: the sums of the domain's state,
//! written for every matter that a batch touched. A function of the state
//! alone, so it never depends on where a batch ends; what is counted over its
//! orders and holds runs along with it.

use crate::{
    row::{Blob, date, int},
    touched::Touched,
};
use levy_domain::{
    matter::{
        State,
        order_state::Phase,
        state::{HoldState, Sums},
    },
    time::{Date, Zone},
};
use rusqlite::{Connection, Result, named_params};
use std::collections::BTreeMap;

pub(crate) const SCHEMA: &str = "
    CREATE TABLE control(
        matter BLOB PRIMARY KEY, owed INTEGER NOT NULL, collected INTEGER NOT NULL,
        held INTEGER NOT NULL, covering INTEGER NOT NULL, in_flight INTEGER NOT NULL,
        in_transit INTEGER NOT NULL, releasing INTEGER NOT NULL, drawing INTEGER NOT NULL,
        waiting INTEGER NOT NULL, beyond_balance INTEGER NOT NULL, excess INTEGER NOT NULL,
        excess_claims INTEGER NOT NULL, excess_since INTEGER, drafted_orders INTEGER NOT NULL,
        open_orders INTEGER NOT NULL, unknown_orders INTEGER NOT NULL,
        overdue_orders INTEGER NOT NULL, disputed_orders INTEGER NOT NULL,
        open_holds INTEGER NOT NULL, next_end TEXT, above INTEGER NOT NULL, above_by INTEGER,
        above_late INTEGER NOT NULL) WITHOUT ROWID;";

pub(crate) const INDEXES: &str = "
    CREATE INDEX control_excess ON control(matter) WHERE excess > 0;
    CREATE INDEX control_above ON control(above_by) WHERE above_by IS NOT NULL;";

pub(crate) const ROWS: (&str, &str) = ("control", "SELECT * FROM control ORDER BY matter");

#[derive(Default)]
struct Claims {
    sums: Sums,
    owed: u64,
    collected: u64,
    excess: u64,
    in_excess: i64,
    since: Option<i64>,
    /// Above what is owed until units have let it go, by when that must be,
    /// and for how many claims the day has passed.
    above: u64,
    above_by: Option<i64>,
    above_late: i64,
}

/// Running counts of a matter's orders and holds. An event takes what it
/// changes out and brings it in again as it is then, so that a row costs the
/// same whether the matter has one hold or thousands.
#[derive(Debug, Default)]
pub(crate) struct Running {
    drafted: i64,
    open: i64,
    unknown: i64,
    overdue: i64,
    disputed: i64,
    holds: i64,
    waiting: u128,
    beyond: u128,
    /// Ends of the holds in force.
    ends: BTreeMap<Date, u64>,
}

impl Running {
    /// Takes out what an event is about to change.
    pub(crate) fn leave(&mut self, state: &State, touched: &Touched) {
        self.orders(state, touched, -1);
        for hold in open_holds(state, touched) {
            self.holds -= 1;
            self.waiting = self.waiting.saturating_sub(u128::from(hold.waiting));
            self.beyond = self.beyond.saturating_sub(u128::from(hold.beyond_balance));
            if let Some(end) = end_of(hold)
                && let Some(holds) = self.ends.get_mut(&end)
            {
                *holds = holds.saturating_sub(1);
                if *holds == 0 {
                    self.ends.remove(&end);
                }
            }
        }
    }

    /// Brings in what an event has changed.
    pub(crate) fn enter(&mut self, state: &State, touched: &Touched) {
        self.orders(state, touched, 1);
        for hold in open_holds(state, touched) {
            self.holds += 1;
            self.waiting = self.waiting.saturating_add(u128::from(hold.waiting));
            self.beyond = self.beyond.saturating_add(u128::from(hold.beyond_balance));
            if let Some(end) = end_of(hold) {
                *self.ends.entry(end).or_default() += 1;
            }
        }
    }

    fn orders(&mut self, state: &State, touched: &Touched, by: i64) {
        let known = |order| state.orders.get(order);
        for order in touched.orders.iter().filter_map(known) {
            let in_world = order.phase.is_in_world();
            let count = |counts: bool| if counts { by } else { 0 };
            self.drafted += count(order.phase.is_drafted());
            self.open += count(in_world);
            self.unknown += count(matches!(order.phase, Phase::Unknown { .. }));
            self.overdue += count(in_world && order.overdue > 0);
            self.disputed += count(order.disputed);
        }
    }
}

fn open_holds<'a>(state: &'a State, touched: &'a Touched) -> impl Iterator<Item = &'a HoldState> {
    let known = touched.holds.iter().filter_map(|hold| state.hold(hold));
    known.filter(|hold| hold.is_open())
}

/// What waits in a queue has no end that runs.
fn end_of(hold: &HoldState) -> Option<Date> {
    hold.running()?.earliest(Zone::CHINA)
}

/// A sum as SQLite keeps it.
fn sum(minor: u128) -> i64 {
    int(u64::try_from(minor).unwrap_or(u64::MAX))
}

/// Writes the row of a matter anew.
pub(crate) fn restate(
    conn: &Connection,
    matter: Blob,
    state: &State,
    running: &Running,
) -> Result<()> {
    let claims = claims(state);
    conn.prepare_cached(
        "INSERT OR REPLACE INTO control VALUES (:matter, :owed, :collected, :held, :covering,
         :in_flight, :in_transit, :releasing, :drawing, :waiting, :beyond, :excess, :in_excess,
         :since, :drafted, :open, :unknown, :overdue, :disputed, :holds, :next_end,
         :above, :above_by, :above_late)",
    )?
    .execute(named_params! {
        ":matter": matter, ":owed": int(claims.owed), ":collected": int(claims.collected),
        ":held": int(claims.sums.bound), ":covering": int(claims.sums.covers),
        ":in_flight": int(claims.sums.in_flight), ":in_transit": int(claims.sums.in_transit),
        ":releasing": int(claims.sums.releasing), ":drawing": int(claims.sums.drawing),
        ":waiting": sum(running.waiting), ":beyond": sum(running.beyond),
        ":excess": int(claims.excess), ":in_excess": claims.in_excess, ":since": claims.since,
        ":drafted": running.drafted, ":open": running.open, ":unknown": running.unknown,
        ":overdue": running.overdue, ":disputed": running.disputed,
        ":holds": running.holds,
        ":next_end": date(running.ends.keys().next().copied()),
        ":above": int(claims.above), ":above_by": claims.above_by, ":above_late": claims.above_late,
    })?;
    Ok(())
}

fn claims(state: &State) -> Claims {
    state
        .claims
        .iter()
        .fold(Claims::default(), |all, (id, claim)| {
            let excess = state.excess(id);
            let since = state.reducing_since(id).map(|since| since.0);
            let clock = state.excesses.get(id);
            let above = clock.map_or(0, |_| state.excess_held(id));
            let above_by = clock.map(|clock| clock.deadline.at.0);
            Claims {
                sums: all.sums.plus(state.claim_sums(id)),
                owed: all.owed.saturating_add(claim.owed),
                collected: all.collected.saturating_add(claim.collected),
                excess: all.excess.saturating_add(excess),
                in_excess: all.in_excess + i64::from(excess > 0),
                since: [all.since, since].into_iter().flatten().min(),
                above: all.above.saturating_add(above),
                above_by: [all.above_by, above_by].into_iter().flatten().min(),
                above_late: all.above_late + i64::from(clock.is_some_and(|clock| clock.overdue)),
            }
        })
}
