//! Projection `holds`: what is under control. Amounts, rank and ends are
//! copied from the domain's state; what only events tell (drawn, given up,
//! revealed, owned) is added to them.

use crate::{
    place::Place,
    projection::{Batch, Fit, Projection, Seen, Tabled, Was},
    row::{Blob, date, int, minor, time},
};
use levy_domain::{
    id::{HoldId, OfficerId},
    matter::{self, state::HoldState},
    time::{Timestamp, Zone},
};
use rusqlite::{Connection, named_params};

mod schema;

/// The projection.
pub(crate) struct Holds;

/// What it changes.
pub(crate) enum Change {
    /// A hold as it stands now, made if it is not there.
    Stands(HoldId, Box<HoldState>),
    /// Gone since now.
    Released(HoldId),
    /// Last revealed excess.
    Excess {
        hold: HoldId,
        over_order: i64,
        over_room: i64,
    },
    /// Who owns it.
    Owned(HoldId, Option<OfficerId>),
    /// Drawn by a transfer.
    Drawn(HoldId, i64),
    /// Given up by a reduction; below zero when the unit corrects itself.
    Lowered(HoldId, i64),
}

impl Projection for Holds {
    const NAME: &'static str = "holds";
    const VERSION: u32 = 3;
    type Change = Change;

    fn project(seen: &Seen<'_>) -> Vec<Change> {
        let Some((event, state)) = seen.of_matter() else {
            return Vec::new();
        };
        let stands = |hold: &HoldId| {
            let known = state.holds.get(hold)?;
            Some(Change::Stands(*hold, known.clone()))
        };
        let held = &seen.was.touched.holds;
        let mut changes: Vec<Change> = held.iter().filter_map(stands).collect();
        changes.extend(told(event, &seen.was));
        changes
    }
}

/// What only the event tells.
fn told(event: &matter::Event, was: &Was) -> Vec<Change> {
    use matter::Event::{
        CaseNumberClosed, ExcessRevealed, HoldLapsed, HoldNeverEffective, HoldReduced,
        HoldReleased, TransferSettled,
    };
    match event {
        CaseNumberClosed(e) => e
            .holds_left
            .iter()
            .map(|hold| Change::Owned(*hold, e.owner))
            .collect(),
        ExcessRevealed(e) => vec![Change::Excess {
            hold: e.hold,
            over_order: int(e.over_order.minor),
            over_room: int(e.over_room.minor),
        }],
        HoldReleased(e) => vec![Change::Released(e.hold)],
        HoldLapsed(e) => vec![Change::Released(e.hold)],
        HoldNeverEffective(e) => vec![Change::Released(e.hold)],
        HoldReduced(e) => {
            vec![Change::Lowered(e.hold, int(was.held) - int(e.held.minor))]
        }
        TransferSettled(e) => {
            vec![Change::Drawn(e.hold, int(was.held.min(e.amount.minor)))]
        }
        _ => Vec::new(),
    }
}

impl Tabled for Holds {
    const SCHEMA: &'static str = schema::SCHEMA;
    const INDEXES: &'static str = schema::INDEXES;
    const ROWS: &'static [(&'static str, &'static str)] = schema::ROWS;

    fn apply(batch: &mut Batch<'_>, place: &Place, change: Change) -> rusqlite::Result<Fit> {
        let conn = batch.conn;
        let Some(matter) = place.about.matter else {
            return Ok(Fit::Misfits);
        };
        let id = |hold: HoldId| hold.0.into_bytes();
        let rows = match change {
            Change::Stands(hold, stands) => stand(conn, place, matter, hold, &stands)?,
            Change::Released(hold) => conn
                .prepare_cached("UPDATE hold SET released_at = ?2 WHERE id = ?1")?
                .execute((id(hold), place.at))?,
            Change::Excess {
                hold,
                over_order,
                over_room,
            } => conn
                .prepare_cached(
                    "UPDATE hold SET over_order = ?2, over_room = ?3, excess_at = ?4
                     WHERE id = ?1",
                )?
                .execute((id(hold), over_order, over_room, place.at))?,
            Change::Owned(hold, owner) => conn
                .prepare_cached("UPDATE hold SET owner = ?2 WHERE id = ?1")?
                .execute((id(hold), owner.map(|owner| owner.0.into_bytes())))?,
            Change::Drawn(hold, amount) => conn
                .prepare_cached("UPDATE hold SET drawn = drawn + ?2 WHERE id = ?1")?
                .execute((id(hold), amount))?,
            Change::Lowered(hold, amount) => conn
                .prepare_cached("UPDATE hold SET lowered = lowered + ?2 WHERE id = ?1")?
                .execute((id(hold), amount))?,
        };
        Ok(Fit::of(rows))
    }
}

fn stand(
    conn: &Connection,
    place: &Place,
    matter: Blob,
    id: HoldId,
    hold: &HoldState,
) -> rusqlite::Result<usize> {
    let queue = &hold.place;
    let ends = hold.running().unwrap_or(&hold.ends);
    let presumed = queue
        .presumed
        .as_ref()
        .map(|presumed| Timestamp::start_of(presumed.since, Zone::CHINA));
    conn.prepare_cached(schema::STAND)?.execute(named_params! {
        ":id": id.0.into_bytes(), ":matter": matter, ":asset": hold.asset.0.into_bytes(),
        ":class": hold.class.as_str(), ":unit": hold.unit.0.into_bytes(),
        ":liability": hold.liability.0.into_bytes(), ":measure": hold.measure.as_str(),
        ":orders": hold.order.map(|(order, _)| order.0.into_bytes()),
        ":line": hold.order.map(|(_, line)| line), ":limit": minor(hold.limit),
        ":held": int(hold.held), ":covers": int(hold.covers), ":reserved": int(hold.reserved),
        ":beyond": int(hold.beyond_balance), ":waiting": int(hold.waiting), ":rank": hold.rank,
        ":from": date(hold.from), ":ordered": date(ends.as_ordered),
        ":stated": date(ends.as_unit_states), ":stated_at": time(ends.as_unit_states_at),
        ":law": date(ends.as_law_computes), ":earliest": date(ends.earliest(Zone::CHINA)),
        ":truth": hold.truth.as_str(), ":void": hold.void,
        ":not_before": date(hold.not_redeemable_before), ":released": hold.released,
        ":cause": hold.gone.as_ref().map(|(_, cause)| cause.as_str()), ":at": place.at,
        ":level": hold.level, ":ended": time(hold.ended),
        ":presumed": time(presumed), ":handover": time(queue.handover_by()),
    })
}
