//! `levy case as-of`: a case as the log had it at a moment. Folds the
//! matter's own events, chain checked, and never a view.

use super::{
    case_show::{hold_table, number_line, sums_table},
    unit_list::directory,
};
use crate::{
    failure::{Failure, Fault},
    lang::Key,
    matter_state::MatterState,
    reading::{Reading, fold, matter_upto, position_at},
    screen::Screen,
    table::{Side, Table, amount, amount_or_dash, or_dash},
    when,
    words::{word, yes},
};
use levy::domain::time::Zone;
use std::path::Path;

/// What it may be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The moment.
    #[arg(long, value_name = "TIME")]
    at: String,
    /// Case number in any bracket form, or an id.
    #[arg(value_name = "CASE")]
    case: String,
}

/// # Errors
/// [`Failure`]: the case is not known, or was not known yet.
pub(crate) async fn run(dir: &Path, args: &Args, screen: &mut Screen) -> Result<(), Failure> {
    let at = when::moment(&args.at).ok_or_else(|| {
        let (what, todo) = (Key("fault-moment"), Key("do-moment"));
        Failure::Usage(Fault::own("LEVY-T08", what, todo, &args.at))
    })?;
    let reading = Reading::open(dir).await?;
    let case = reading.case(&args.case).await?;
    let position = position_at(reading.journal(), at).await?;
    let mut entries = matter_upto(reading.journal(), &case.stream, position).await?;
    if position.is_none() {
        entries.clear();
    }
    if entries.is_empty() {
        let (what, todo) = (Key("fault-not-yet"), Key("do-later-moment"));
        let opened = case.opened_at.local_text(Zone::CHINA);
        return Err(Failure::refused("LEVY-T13", what, todo, opened));
    }
    let (state, unknown) = fold(&entries)?;
    let units = directory(reading.journal()).await?;
    let resolved = (at, position.map(|position| position.0));
    let then = MatterState::of(case.matter, &state, &units, resolved, unknown);
    if screen.json {
        return Ok(screen.json(&then)?);
    }
    show(&then, screen)
}

fn show(then: &MatterState, screen: &mut Screen) -> Result<(), Failure> {
    let lang = screen.lang;
    let (at, position) = (then.at.local_text(Zone::CHINA), or_dash(then.position));
    let revision = or_dash(then.revision);
    screen.say(
        Key("as-of-head"),
        &[
            ("at", &at),
            ("position", &position),
            ("revision", &revision),
        ],
    )?;
    for known in &then.numbers {
        let closed = known
            .closed_kind
            .as_deref()
            .map(|kind| (kind, known.closed_on));
        number_line(&known.number, known.filed_on, closed, screen)?;
    }
    screen.heading(Key("heading-control"))?;
    let sums = &then.sums;
    let table = sums_table(
        lang,
        &[
            (Key("sum-owed"), sums.owed_minor),
            (Key("sum-collected"), sums.collected_minor),
            (Key("sum-held"), sums.held_minor),
            (Key("sum-covering"), sums.covering_minor),
            (Key("sum-in-flight"), sums.in_flight_minor),
            (Key("sum-in-transit"), sums.in_transit_minor),
            (Key("sum-releasing"), sums.releasing_minor),
            (Key("sum-excess"), sums.excess_minor),
        ],
    );
    screen.table(&table)?;
    lists(then, screen)
}

fn lists(then: &MatterState, screen: &mut Screen) -> Result<(), Failure> {
    let lang = screen.lang;
    screen.heading(Key("heading-holds"))?;
    let mut holds = hold_table();
    for hold in &then.holds {
        holds.row([
            hold.unit_code
                .clone()
                .unwrap_or_else(|| hold.unit.to_string()),
            word(lang, &hold.class),
            word(lang, &hold.measure),
            amount_or_dash(hold.limit_minor),
            amount(hold.held_minor),
            hold.rank.to_string(),
            or_dash(hold.end_as_ordered),
            or_dash(hold.end_as_unit_states),
            or_dash(hold.end_as_law_computes),
            word(lang, &hold.truth),
            yes(lang, hold.released),
        ]);
    }
    screen.table(&holds)?;
    screen.heading(Key("heading-orders"))?;
    let mut orders = Table::new(&[
        (Key("column-order"), Side::Left),
        (Key("column-unit"), Side::Left),
        (Key("column-measure"), Side::Left),
        (Key("column-phase"), Side::Left),
        (Key("column-asked"), Side::Right),
    ]);
    for order in &then.orders {
        orders.row([
            order.order.to_string(),
            order
                .unit_code
                .clone()
                .unwrap_or_else(|| order.unit.to_string()),
            word(lang, &order.measure),
            word(lang, &order.phase),
            amount(order.requested_minor),
        ]);
    }
    Ok(screen.table(&orders)?)
}
