//! What each matter controls, as one row: the sums of the domain's state,
//! written for every matter that a batch touched. A function of the state
//! alone, so it never depends on where a batch ends.

use crate::row::{Blob, date, int};
use levy_domain::{
    matter::{State, order_state::Phase, state::Sums},
    time::{Date, Zone},
};
use rusqlite::{Connection, Result, named_params};

pub(crate) const SCHEMA: &str = "
    CREATE TABLE control(
        matter BLOB PRIMARY KEY, owed INTEGER NOT NULL, collected INTEGER NOT NULL,
        held INTEGER NOT NULL, covering INTEGER NOT NULL, in_flight INTEGER NOT NULL,
        in_transit INTEGER NOT NULL, releasing INTEGER NOT NULL, drawing INTEGER NOT NULL,
        waiting INTEGER NOT NULL, beyond_balance INTEGER NOT NULL, excess INTEGER NOT NULL,
        excess_claims INTEGER NOT NULL, excess_since INTEGER, drafted_orders INTEGER NOT NULL,
        open_orders INTEGER NOT NULL, unknown_orders INTEGER NOT NULL,
        overdue_orders INTEGER NOT NULL, disputed_orders INTEGER NOT NULL,
        open_holds INTEGER NOT NULL, next_end TEXT) WITHOUT ROWID;
    CREATE INDEX control_excess ON control(matter) WHERE excess > 0;";

pub(crate) const ROWS: (&str, &str) = ("control", "SELECT * FROM control ORDER BY matter");

#[derive(Default)]
struct Claims {
    sums: Sums,
    owed: u64,
    collected: u64,
    excess: u64,
    in_excess: i64,
    since: Option<i64>,
}

#[derive(Default)]
struct Orders {
    drafted: i64,
    open: i64,
    unknown: i64,
    overdue: i64,
    disputed: i64,
}

/// Writes the row of a matter anew.
pub(crate) fn restate(conn: &Connection, matter: Blob, state: &State) -> Result<()> {
    let claims = claims(state);
    let orders = orders(state);
    let open = || state.open_holds().map(|(_, hold)| hold);
    let sum = |part: fn(&levy_domain::matter::state::HoldState) -> u64| {
        int(open().map(part).fold(0, u64::saturating_add))
    };
    conn.prepare_cached(
        "INSERT OR REPLACE INTO control VALUES (:matter, :owed, :collected, :held, :covering,
         :in_flight, :in_transit, :releasing, :drawing, :waiting, :beyond, :excess, :in_excess,
         :since, :drafted, :open, :unknown, :overdue, :disputed, :holds, :next_end)",
    )?
    .execute(named_params! {
        ":matter": matter, ":owed": int(claims.owed), ":collected": int(claims.collected),
        ":held": int(claims.sums.bound), ":covering": int(claims.sums.covers),
        ":in_flight": int(claims.sums.in_flight), ":in_transit": int(claims.sums.in_transit),
        ":releasing": int(claims.sums.releasing), ":drawing": int(claims.sums.drawing),
        ":waiting": sum(|hold| hold.waiting), ":beyond": sum(|hold| hold.beyond_balance),
        ":excess": int(claims.excess), ":in_excess": claims.in_excess, ":since": claims.since,
        ":drafted": orders.drafted, ":open": orders.open, ":unknown": orders.unknown,
        ":overdue": orders.overdue, ":disputed": orders.disputed,
        ":holds": i64::try_from(open().count()).unwrap_or(i64::MAX),
        ":next_end": date(next_end(state)),
    })?;
    Ok(())
}

/// What waits in a queue has no end that runs.
fn next_end(state: &State) -> Option<Date> {
    state
        .open_holds()
        .filter(|(_, hold)| hold.in_force())
        .filter_map(|(_, hold)| hold.ends.earliest(Zone::CHINA))
        .min()
}

fn claims(state: &State) -> Claims {
    state
        .claims
        .iter()
        .fold(Claims::default(), |all, (id, claim)| {
            let excess = state.excess(id);
            let since = state.reducing_since(id).map(|since| since.0);
            Claims {
                sums: all.sums.plus(state.claim_sums(id)),
                owed: all.owed.saturating_add(claim.owed),
                collected: all.collected.saturating_add(claim.collected),
                excess: all.excess.saturating_add(excess),
                in_excess: all.in_excess + i64::from(excess > 0),
                since: [all.since, since].into_iter().flatten().min(),
            }
        })
}

fn orders(state: &State) -> Orders {
    let mut counts = Orders::default();
    for order in state.orders.values() {
        let in_world = order.phase.is_in_world();
        counts.drafted += i64::from(matches!(order.phase, Phase::Drafted | Phase::Approved));
        counts.open += i64::from(in_world);
        counts.unknown += i64::from(matches!(order.phase, Phase::Unknown { .. }));
        counts.overdue += i64::from(in_world && order.overdue > 0);
        counts.disputed += i64::from(order.disputed);
    }
    counts
}
