//! Projection `docket`: what a matter is about. Case numbers, claims,
//! liabilities, money that came in, rounds of queries.

use crate::{
    place::Place,
    projection::{Batch, Fit, Projection, Seen, Tabled},
    row::{Blob, date, int, minor_or_zero},
};
use levy_domain::{
    claim::Liability,
    id::{DelegationId, NoticeId},
    matter::{self, delegation::DelegationState, event as m, notice::NoticeState},
    sweep,
};
use levy_journal::AnyEvent;
use rusqlite::{Connection, named_params};

mod project;
mod schema;

/// The projection.
pub(crate) struct Docket;

/// What it changes.
pub(crate) enum Change {
    Opened(m::MatterOpened),
    Registered(m::CaseRegistered),
    Closed(m::CaseNumberClosed),
    Claimed {
        claim: Blob,
        owed: i64,
        collected: i64,
    },
    Liable(Liability),
    SweepOrdered {
        sweep: Blob,
        units: i64,
        not_askable: Vec<String>,
    },
    AssetsFound(Blob, i64),
    SweepClosed(Blob),
    SweepOpened {
        sweep: Blob,
        planned: i64,
    },
    SweepCompleted,
    Received {
        receipt: Blob,
        voluntary: bool,
        amount: i64,
        on: Option<String>,
        unit: Option<Blob>,
    },
    Matched {
        receipt: Blob,
        order: Blob,
        line: u32,
    },
    Allocated {
        receipt: Blob,
        collected: i64,
        /// As it now stands; `None` leaves it.
        surplus: Option<i64>,
    },
    /// A notice as it stands now.
    Notice(NoticeId, Box<NoticeState>),
    /// A case that goes to another court, as it stands now.
    Delegation(DelegationId, Box<DelegationState>),
}

impl Projection for Docket {
    const NAME: &'static str = "docket";
    const VERSION: u32 = 3;
    type Change = Change;

    fn project(seen: &Seen<'_>) -> Vec<Change> {
        match seen.event() {
            Some(AnyEvent::Matter(event)) => seen
                .matter
                .map_or_else(Vec::new, |state| project::of_matter(event, state)),
            Some(AnyEvent::Sweep(event)) => project::of_sweep(event).into_iter().collect(),
            Some(
                AnyEvent::Unit(_) | AnyEvent::Court(_) | AnyEvent::Access(_) | AnyEvent::Number(_),
            )
            | None => Vec::new(),
        }
    }
}

impl Tabled for Docket {
    const SCHEMA: &'static str = schema::SCHEMA;
    const INDEXES: &'static str = schema::INDEXES;
    const ROWS: &'static [(&'static str, &'static str)] = schema::ROWS;

    fn apply(batch: &mut Batch<'_>, place: &Place, change: Change) -> rusqlite::Result<Fit> {
        let conn = batch.conn;
        let Some(matter) = place.about.matter else {
            return Ok(Fit::Misfits);
        };
        match change {
            Change::Opened(_)
            | Change::Registered(_)
            | Change::Closed(_)
            | Change::Claimed { .. }
            | Change::Liable(_) => apply_file(conn, place, matter, change),
            Change::SweepOrdered { .. }
            | Change::AssetsFound(..)
            | Change::SweepClosed(_)
            | Change::SweepOpened { .. }
            | Change::SweepCompleted => apply_sweep(conn, place, matter, change),
            Change::Received { .. } | Change::Matched { .. } | Change::Allocated { .. } => {
                apply_money(conn, matter, change)
            }
            Change::Notice(id, notice) => apply_notice(conn, matter, id, &notice),
            Change::Delegation(id, known) => apply_delegation(conn, matter, id, &known),
        }
        .map(Fit::of)
    }
}

fn apply_file(
    conn: &Connection,
    place: &Place,
    matter: Blob,
    change: Change,
) -> rusqlite::Result<usize> {
    match change {
        Change::Opened(e) => conn
            .prepare_cached("INSERT OR IGNORE INTO matter VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute((matter, place.stream, e.court, e.currency.as_str(), place.at)),
        Change::Registered(e) => conn
            .prepare_cached(
                "INSERT OR IGNORE INTO registration
                 (id, matter, number, type_code, kind, court, filed_on, carried_in)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute((
                e.registration.0.into_bytes(),
                matter,
                e.number,
                e.type_code,
                e.kind.as_str(),
                e.court,
                e.filed_on.to_string(),
                e.carried_in,
            )),
        Change::Closed(e) => conn
            .prepare_cached(
                "UPDATE registration SET closed_kind = ?2, closed_on = ?3, closed_ground = ?4,
                 owner = ?5 WHERE id = ?1 AND closed_on IS NULL",
            )?
            .execute((
                e.registration.0.into_bytes(),
                e.kind.as_str(),
                e.on.to_string(),
                e.ground.as_str(),
                e.owner.map(|owner| owner.0.into_bytes()),
            )),
        Change::Claimed {
            claim,
            owed,
            collected,
        } => conn
            .prepare_cached(
                "INSERT INTO claim VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET owed = ?3, collected = ?4",
            )?
            .execute((matter, claim, owed, collected)),
        Change::Liable(e) => conn
            .prepare_cached("INSERT OR REPLACE INTO liability VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute((
                matter,
                e.liability.0.into_bytes(),
                e.claim.0.into_bytes(),
                e.person.0.into_bytes(),
                e.mode.as_str(),
                e.cap.map(|cap| int(cap.minor)),
            )),
        _ => Ok(0),
    }
}

fn apply_sweep(
    conn: &Connection,
    place: &Place,
    matter: Blob,
    change: Change,
) -> rusqlite::Result<usize> {
    let own = place.about.sweep;
    let known = |sweep: Blob| {
        conn.prepare_cached("INSERT OR IGNORE INTO sweep(id, matter) VALUES (?1, ?2)")?
            .execute((sweep, matter))
    };
    match change {
        Change::SweepOrdered {
            sweep,
            units,
            not_askable,
        } => {
            known(sweep)?;
            for class in not_askable {
                conn.prepare_cached("INSERT OR IGNORE INTO not_askable VALUES (?1, ?2, ?3)")?
                    .execute((matter, class, sweep))?;
            }
            conn.prepare_cached("UPDATE sweep SET units = ?2, ordered_at = ?3 WHERE id = ?1")?
                .execute((sweep, units, place.at))
        }
        Change::AssetsFound(sweep, assets) => conn
            .prepare_cached("UPDATE sweep SET assets = assets + ?2 WHERE id = ?1")?
            .execute((sweep, assets)),
        Change::SweepClosed(sweep) => conn
            .prepare_cached("UPDATE sweep SET closed_at = ?2 WHERE id = ?1")?
            .execute((sweep, place.at)),
        Change::SweepOpened { sweep, planned } => {
            known(sweep)?;
            conn.prepare_cached("UPDATE sweep SET planned = ?2 WHERE id = ?1")?
                .execute((sweep, planned))
        }
        Change::SweepCompleted => conn
            .prepare_cached(
                "UPDATE sweep SET completed_at = ?2 WHERE id = ?1 AND completed_at IS NULL",
            )?
            .execute((own, place.at)),
        _ => Ok(0),
    }
}

fn apply_money(conn: &Connection, matter: Blob, change: Change) -> rusqlite::Result<usize> {
    match change {
        Change::Received {
            receipt,
            voluntary,
            amount,
            on,
            unit,
        } => conn
            .prepare_cached(
                "INSERT OR IGNORE INTO receipt(id, matter, voluntary, amount, booked_on, unit, matched)
                 VALUES (:id, :matter, :voluntary, :amount, :on, :unit, :voluntary)",
            )?
            .execute(named_params! {
                ":id": receipt, ":matter": matter, ":voluntary": voluntary,
                ":amount": amount, ":on": on, ":unit": unit,
            }),
        Change::Matched {
            receipt,
            order,
            line,
        } => conn
            .prepare_cached(
                "UPDATE receipt SET matched = 1, orders = ?2, line = ?3 WHERE id = ?1",
            )?
            .execute((receipt, order, line)),
        Change::Allocated {
            receipt,
            collected,
            surplus,
        } => conn
            .prepare_cached(
                "UPDATE receipt SET allocated = allocated + ?2, surplus = coalesce(?3, surplus)
                 WHERE id = ?1",
            )?
            .execute((receipt, collected, surplus)),
        _ => Ok(0),
    }
}

/// A notice without a clock is due since it is owed.
fn apply_notice(
    conn: &Connection,
    matter: Blob,
    id: NoticeId,
    notice: &NoticeState,
) -> rusqlite::Result<usize> {
    let owed = &notice.owed;
    let recipient = owed.right.as_ref().map_or(owed.to.as_str(), |right| right);
    let due = notice.deadline().map_or(notice.since, |clock| clock.at);
    conn.prepare_cached(
        "INSERT OR REPLACE INTO notice VALUES
         (:id, :matter, :hold, :recipient, :due, :tries, :overdue, :told, :owner)",
    )?
    .execute(named_params! {
        ":id": id.0.into_bytes(), ":matter": matter,
        ":hold": owed.holds.first().map(|hold| hold.0.into_bytes()),
        ":recipient": recipient, ":due": due.0,
        ":tries": notice.tried.as_ref().map_or(0, |tried| tried.times),
        ":overdue": notice.overdue, ":told": notice.told.is_some(),
        ":owner": notice.owner.map(|owner| owner.0.into_bytes()),
    })
}

/// It stands here while a clock runs: of the other court, or of this one while
/// papers are missing.
fn apply_delegation(
    conn: &Connection,
    matter: Blob,
    id: DelegationId,
    known: &DelegationState,
) -> rusqlite::Result<usize> {
    let Some(clock) = &known.clock else {
        conn.prepare_cached("DELETE FROM delegation WHERE id = ?1")?
            .execute([id.0.into_bytes()])?;
        return Ok(1);
    };
    let owner = known.proposed.proposed_by.unwrap_or(known.proposed.owner);
    conn.prepare_cached("INSERT OR REPLACE INTO delegation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute((
            id.0.into_bytes(),
            matter,
            known.proposed.to.0.into_bytes(),
            clock.kind.as_str(),
            clock.at.0,
            known.told,
            owner.0.into_bytes(),
        ))
}
