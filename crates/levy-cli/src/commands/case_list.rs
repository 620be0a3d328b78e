//! `levy case list`.

use crate::{
    failure::Failure,
    lang::Key,
    reading::Reading,
    screen::Screen,
    table::{Side, Table, amount, grouped, or_dash},
    words::word,
};
use levy::views::CaseFilter;
use serde_json::json;
use std::path::Path;

/// What it may be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Open ones only.
    #[arg(long, conflicts_with = "closed")]
    open: bool,
    /// Closed ones only.
    #[arg(long)]
    closed: bool,
    /// Those whose number holds this text.
    #[arg(long, value_name = "TEXT")]
    number: Option<String>,
    /// Those of this court.
    #[arg(long, value_name = "CODE")]
    of_court: Option<String>,
    /// Pass over so many.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    offset: u64,
    /// At most so many.
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<u64>,
}

/// # Errors
/// [`Failure`].
pub(crate) async fn run(dir: &Path, args: Args, screen: &mut Screen) -> Result<(), Failure> {
    let reading = Reading::open(dir).await?;
    let cases = reading
        .views
        .cases(CaseFilter {
            court: args.of_court,
            open: (args.open || args.closed).then_some(args.open),
            number_contains: args.number,
            offset: args.offset,
            limit: args.limit,
        })
        .await?;
    let position = reading.views.position().map(|position| position.0);
    if screen.json {
        return Ok(screen.json(&json!({"position": position, "cases": cases}))?);
    }
    let mut table = Table::new(&[
        (Key("column-number"), Side::Left),
        (Key("column-filed"), Side::Left),
        (Key("column-closed"), Side::Left),
        (Key("column-owed"), Side::Right),
        (Key("column-collected"), Side::Right),
        (Key("column-held"), Side::Right),
        (Key("column-open-orders"), Side::Right),
        (Key("column-next-end"), Side::Left),
    ]);
    for case in &cases {
        let closed = case
            .closed_kind
            .as_deref()
            .map(|kind| word(screen.lang, kind));
        table.row([
            case.number.clone(),
            case.filed_on.to_string(),
            or_dash(closed),
            amount(case.control.owed_minor),
            amount(case.control.collected_minor),
            amount(case.control.held_minor),
            case.control.open_orders.to_string(),
            or_dash(case.control.next_hold_end),
        ]);
    }
    screen.table(&table)?;
    let count = u64::try_from(cases.len()).unwrap_or(u64::MAX);
    let with = [
        ("count", &*grouped(count)),
        ("position", &or_dash(position)),
    ];
    Ok(screen.say(Key("case-list-end"), &with)?)
}
