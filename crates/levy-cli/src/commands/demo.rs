//! `levy demo`: an invented court year in virtual time, and what came of it.

use super::{
    case_show::control,
    import::bar,
    unit_list::{hours, percent},
};
use crate::{
    failure::Failure,
    lang::{Key, Lang},
    screen::Screen,
    table::{Side, Table, amount, grouped},
    words::yes,
};
use levy::domain::time::Zone;
use levy_sim::demo::{self, DemoConfig, DemoReport, Progress, Reconciliation};
use std::path::Path;

/// What it may be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Registrations.
    #[arg(long, value_name = "N", default_value_t = 300, hide_default_value = true,
        value_parser = clap::value_parser!(u32).range(1..=100_000))]
    cases: u32,
    /// Year of the paper's table.
    #[arg(
        long,
        value_name = "YEAR",
        default_value_t = 2022,
        hide_default_value = true
    )]
    year: i32,
    /// Seed of everything invented.
    #[arg(
        long,
        value_name = "SEED",
        default_value_t = 1,
        hide_default_value = true
    )]
    seed: u64,
    /// Without faults on the way to units.
    #[arg(long)]
    calm: bool,
}

/// # Errors
/// [`Failure::Found`] when a promise is not kept.
pub(crate) async fn run(
    dir: Option<&Path>,
    args: &Args,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let config = DemoConfig {
        cases: args.cases,
        year: args.year,
        seed: args.seed,
        dir: dir.map(Path::to_owned),
        faults: !args.calm,
    };
    let bar = bar(1_000, screen);
    let lang = screen.lang;
    let mut progress = |at: Progress| {
        bar.set_position(at.permille.into());
        let (now, filed) = (at.now.local_text(Zone::CHINA), at.filed.to_string());
        let of = at.of.to_string();
        bar.set_message(lang.tell(
            Key("demo-progress"),
            &[("now", &now), ("filed", &filed), ("of", &of)],
        ));
    };
    let report = demo::run(&config, &mut progress)
        .await
        .map_err(|error| Failure::of(&error));
    bar.finish_and_clear();
    let report = report?;
    if screen.json {
        screen.json(&report)?;
    } else {
        show(&report, screen)?;
    }
    screen.flush()?;
    if report.keeps_its_promises() {
        Ok(())
    } else {
        Err(Failure::Found)
    }
}

fn show(report: &DemoReport, screen: &mut Screen) -> Result<(), Failure> {
    let (cases, year, seed) = (
        grouped(report.cases),
        report.year.to_string(),
        report.seed.to_string(),
    );
    screen.say(
        Key("demo-head"),
        &[("cases", &cases), ("year", &year), ("seed", &seed)],
    )?;
    screen.heading(Key("heading-sample-case"))?;
    if let Some(case) = &report.sample_case {
        control(case, screen)?;
    }
    units(report, screen)?;
    table1(report, screen)?;
    totals(report, screen)?;
    reconciliation(&report.reconciliation, screen)?;
    let lang = screen.lang;
    screen.heading(Key("heading-promises"))?;
    let mut table = Table::new(&[
        (Key("column-what"), Side::Left),
        (Key("column-count"), Side::Right),
    ]);
    for (key, count) in [
        (Key("promise-lost"), report.lost),
        (Key("promise-duplicate"), report.duplicate_effects),
        (Key("promise-unissued"), report.reconciliation.unissued()),
        (Key("promise-over"), report.ordered_over),
        (Key("promise-inflow"), report.inflow_excess_open),
    ] {
        table.row([lang.say(key), grouped(count)]);
    }
    table.row([
        lang.say(Key("promise-replay")),
        yes(lang, report.replay_matches),
    ]);
    table.row([lang.say(Key("promise-chains")), yes(lang, report.chains_ok)]);
    screen.table(&table)?;
    let kept = report.keeps_its_promises();
    let wall = format!("{:.1}", report.wall_s);
    let key = if kept {
        Key("demo-kept")
    } else {
        Key("demo-broken")
    };
    Ok(screen.say(key, &[("seconds", &wall)])?)
}

fn units(report: &DemoReport, screen: &mut Screen) -> Result<(), Failure> {
    screen.heading(Key("heading-response"))?;
    let mut table = Table::new(&[
        (Key("column-unit"), Side::Left),
        (Key("column-name"), Side::Left),
        (Key("column-orders"), Side::Right),
        (Key("column-answered"), Side::Right),
        (Key("column-open"), Side::Right),
        (Key("column-on-time"), Side::Right),
        (Key("column-median"), Side::Right),
        (Key("column-p95"), Side::Right),
    ]);
    // The network of thousands would fill the screen: the busiest are shown,
    // the whole list is in the JSON and in `levy unit list`.
    let mut busiest: Vec<_> = report.units.iter().collect();
    busiest.sort_by(|a, b| (b.orders, &a.code).cmp(&(a.orders, &b.code)));
    for unit in busiest.iter().take(SHOWN_UNITS) {
        table.row([
            unit.code.clone(),
            unit.name.clone(),
            grouped(unit.orders),
            grouped(unit.answered),
            grouped(unit.open),
            percent(unit.on_time_rate),
            hours(unit.median_hours),
            hours(unit.p95_hours),
        ]);
    }
    screen.table(&table)?;
    let (shown, of) = (
        busiest.len().min(SHOWN_UNITS).to_string(),
        busiest.len().to_string(),
    );
    Ok(screen.say(Key("demo-units-shown"), &[("shown", &shown), ("of", &of)])?)
}

/// Units in the table.
const SHOWN_UNITS: usize = 30;

fn table1(report: &DemoReport, screen: &mut Screen) -> Result<(), Failure> {
    screen.heading(Key("heading-table1"))?;
    let mut table = Table::new(&[
        (Key("column-what"), Side::Left),
        (Key("column-paper"), Side::Right),
        (Key("column-planned"), Side::Right),
        (Key("column-counted"), Side::Right),
    ]);
    for row in &report.table1 {
        let name = if screen.lang == Lang::En {
            &row.en
        } else {
            &row.zh
        };
        table.row([
            name.clone(),
            grouped(row.paper),
            grouped(row.planned),
            grouped(row.counted),
        ]);
    }
    Ok(screen.table(&table)?)
}

fn totals(report: &DemoReport, screen: &mut Screen) -> Result<(), Failure> {
    screen.heading(Key("heading-totals"))?;
    let lang = screen.lang;
    let mut table = Table::new(&[
        (Key("column-what"), Side::Left),
        (Key("column-count"), Side::Right),
    ]);
    for (key, text) in [
        (Key("total-orders"), grouped(report.orders)),
        (Key("total-replaced"), grouped(report.replaced)),
        (Key("total-replies"), grouped(report.replies)),
        (Key("total-events"), grouped(report.events)),
        (Key("total-holds"), grouped(report.holds)),
        (Key("total-frozen"), amount(report.frozen_minor)),
        (Key("total-transferred"), amount(report.transferred_minor)),
        (Key("total-unknown"), grouped(report.unknown_open)),
        (Key("total-set-aside"), grouped(report.set_aside)),
    ] {
        table.row([lang.say(key), text]);
    }
    Ok(screen.table(&table)?)
}

fn reconciliation(held: &Reconciliation, screen: &mut Screen) -> Result<(), Failure> {
    screen.heading(Key("heading-reconciliation"))?;
    let lang = screen.lang;
    let mut table = Table::new(&[
        (Key("column-what"), Side::Left),
        (Key("column-count"), Side::Right),
    ]);
    for (key, text) in [
        (Key("rec-commands"), grouped(held.commands_acknowledged)),
        (Key("rec-commands-lost"), grouped(held.commands_lost)),
        (Key("rec-receipts"), grouped(held.receipts_held_by_units)),
        (Key("rec-replies-lost"), grouped(held.replies_lost)),
        (Key("rec-messages"), grouped(held.messages_in_books)),
        (
            Key("rec-unknown-to-views"),
            grouped(held.orders_unknown_to_views),
        ),
        (
            Key("rec-unknown-to-books"),
            grouped(held.orders_unknown_to_books),
        ),
        (Key("rec-moved-differs"), grouped(held.moved_differs)),
        (Key("rec-held-differs"), grouped(held.held_differs)),
        (Key("rec-moved-books"), amount(held.books_moved_minor)),
        (Key("rec-moved-log"), amount(held.log_moved_minor)),
        (Key("rec-moved-views"), amount(held.views_moved_minor)),
    ] {
        table.row([lang.say(key), text]);
    }
    Ok(screen.table(&table)?)
}
