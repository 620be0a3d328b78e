//! `levy case list`.

use crate::{
    court_file::CourtFile,
    failure::Failure,
    lang::Key,
    reading::Reading,
    screen::Screen,
    table::{Side, Table, amount, grouped, or_dash},
    words::word,
};
use levy::{
    engine::QUARANTINE,
    views::{CaseFilter, CaseRow, Snapshot, ViewError},
};
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

/// A part of the cases that match, and how many match in all.
struct Page {
    cases: Vec<CaseRow>,
    total: u64,
    position: Option<u64>,
}

impl Page {
    /// Rows, total and position are of one state of the views.
    fn read(snapshot: &Snapshot<'_>, asked: CaseFilter) -> Result<Self, ViewError> {
        let cases = snapshot.cases(&asked)?;
        let shown = whole(cases.len());
        // A page that is not full ends where the list ends.
        let is_last = shown > 0 && asked.limit.is_none_or(|limit| shown < limit);
        let total = if asked.offset == 0 && asked.limit.is_none() || is_last {
            asked.offset.saturating_add(shown)
        } else {
            let all = CaseFilter {
                offset: 0,
                limit: None,
                ..asked
            };
            whole(snapshot.cases(&all)?.len())
        };
        let position = snapshot.position()?.map(|position| position.0);
        Ok(Page {
            cases,
            total,
            position,
        })
    }

    /// What stands below the rows: how many match, and which of them these are.
    fn end(&self, offset: u64, screen: &mut Screen) -> Result<(), Failure> {
        let shown = whole(self.cases.len());
        let (first, last) = (
            grouped(offset.saturating_add(1)),
            grouped(offset.saturating_add(shown)),
        );
        let (count, position) = (grouped(self.total), or_dash(self.position));
        let mut with = vec![("count", &*count), ("position", &*position)];
        let key = match shown {
            _ if shown == self.total => Key("case-list-end"),
            0 => Key("case-list-end-none"),
            1 => {
                with.push(("first", &first));
                Key("case-list-end-one")
            }
            _ => {
                with.extend([("first", &*first), ("last", &*last)]);
                Key("case-list-end-part")
            }
        };
        Ok(screen.say(key, &with)?)
    }
}

fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// # Errors
/// [`Failure`]; [`Failure::Refused`] when what is asked for is no court code.
pub(crate) async fn run(dir: &Path, args: Args, screen: &mut Screen) -> Result<(), Failure> {
    let court = args.of_court.as_deref().map(CourtFile::of).transpose()?;
    let reading = Reading::open(dir).await?;
    let filter = CaseFilter {
        court: court.map(|court| court.code),
        open: (args.open || args.closed).then_some(args.open),
        number_contains: args.number,
        offset: args.offset,
        limit: args.limit,
    };
    let page = reading
        .views
        .read(move |snapshot| Page::read(snapshot, filter))
        .await?;
    if screen.json {
        return Ok(screen.json(&json!({
            "position": page.position, "total": page.total, "cases": page.cases,
        }))?);
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
    let mut quarantined = false;
    for case in &page.cases {
        let closed = case
            .closed_kind
            .as_deref()
            .map(|kind| word(screen.lang, kind));
        let number = match case.unfit_events {
            0 => case.number.clone(),
            _ => screen
                .lang
                .tell(Key("quarantined-number"), &[("number", &case.number)]),
        };
        quarantined |= case.unfit_events > 0;
        table.row([
            number,
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
    if quarantined {
        screen.say(Key("quarantined-list"), &[("code", QUARANTINE)])?;
    }
    page.end(args.offset, screen)
}
