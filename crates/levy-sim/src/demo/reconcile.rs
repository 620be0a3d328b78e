//! Three-way reconciliation: the log, the units' own books, the views.

use super::{
    DemoConfig, DemoError, DemoReport, Reconciliation, TableRow, UnitLine, auditor, office::Office,
    setup::Stage,
};
use crate::year::{Table1, TableYear, YearPlan, paper::Comparison};
use levy::{
    Audit,
    views::{CaseFilter, OrderSums, ResponseBy, Views},
};
use levy_domain::{id::OrderId, order::Measure};
use std::{
    collections::{HashMap, HashSet},
    time::Instant,
};

/// Rows asked for at a time.
const PAGE: u32 = 5_000;

pub(super) async fn report(
    stage: &Stage,
    office: &Office,
    config: &DemoConfig,
    plan: &YearPlan,
    table: &Table1,
    started: Instant,
) -> Result<DemoReport, DemoError> {
    let levy = &stage.levy;
    levy.refresh_views().await?;
    let views = levy.views();
    let totals = views.totals().await?;
    let slug = &levy.engine().seat().slug;
    let found = auditor::audit(levy.engine().journal(), slug)
        .await
        .map_err(DemoError::Verify)?;
    let reconciliation = reconcile(stage, office, views, &found).await?;
    let books = stage.units.books().await?;
    let now = levy.engine().clock().now();
    let lines = views.response(ResponseBy::Unit, now).await?;
    let counts = views.year_counts(config.year).await?;
    let narrow = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let counted = TableYear {
        year: config.year,
        total: narrow(counts.total),
        closed: narrow(counts.closed),
        new: narrow(counts.new),
        carried_in: narrow(counts.carried_in),
    };
    let paper = table
        .year(config.year)
        .ok_or_else(|| DemoError::Data("the table has no such year".into()))?;
    let table1 = Comparison::new(paper, &plan.totals, &counted)
        .rows
        .iter()
        .map(|row| TableRow {
            zh: row.zh.to_owned(),
            en: row.en.to_owned(),
            paper: u64::from(row.paper),
            planned: u64::from(row.planned),
            counted: u64::from(row.counted),
        })
        .collect();
    let live = views.digest().await?;
    let rebuilt = levy.dir().join("replay");
    std::fs::create_dir_all(&rebuilt).map_err(|error| DemoError::Io(error.kind().to_string()))?;
    let replayed = Views::rebuild_digest(levy.engine().journal(), &rebuilt).await?;
    let _ = std::fs::remove_dir_all(&rebuilt);
    let dir = levy.dir().to_owned();
    let verified = tokio::task::spawn_blocking(move || Audit::verify(&dir))
        .await
        .map_err(|error| DemoError::Verify(error.to_string()))?
        .map_err(|error| DemoError::Verify(error.to_string()))?;
    let sample_case = sample(views).await?;
    let units: Vec<UnitLine> = lines
        .into_iter()
        .map(UnitLine::of)
        .filter(|line| line.orders > 0)
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "a mean for people")]
    let orders_per_case = totals.orders as f64 / totals.cases.max(1) as f64;
    Ok(DemoReport {
        cases: totals.cases,
        orders: totals.orders,
        replaced: totals.replaced,
        replies: totals.replies,
        events: found.events,
        holds: totals.holds,
        frozen_minor: totals.frozen_minor,
        transferred_minor: totals.transferred_minor,
        unknown_open: totals.unknown_open,
        set_aside: totals.set_aside,
        lost: reconciliation.commands_lost + reconciliation.replies_lost,
        duplicate_effects: books.duplicate_effects,
        ordered_over: found.ordered_over,
        inflow_excess_open: totals.inflow_excess_open,
        replay_matches: live == replayed,
        chains_ok: verified.holds(),
        wall_s: started.elapsed().as_secs_f64(),
        units,
        year: config.year,
        seed: config.seed,
        orders_per_case,
        table1,
        not_closed: not_closed(views, plan).await?,
        reconciliation,
        sample_case,
        totals,
    })
}

/// Planned to close within the year, and still open at its end.
async fn not_closed(views: &Views, plan: &YearPlan) -> Result<Vec<String>, DemoError> {
    let open = CaseFilter {
        open: Some(true),
        ..CaseFilter::default()
    };
    let to_close: HashSet<String> = plan
        .registrations
        .iter()
        .filter(|case| case.closes.is_some())
        .map(|case| case.number.to_string())
        .collect();
    let rows = views.cases(open).await?.into_iter();
    Ok(rows
        .map(|row| row.number)
        .filter(|number| to_close.contains(number))
        .collect())
}

/// A case that shows most: money held, moved and still in question.
async fn sample(views: &Views) -> Result<Option<levy::views::CaseView>, DemoError> {
    let rows = views.cases(CaseFilter::default()).await?;
    let best = rows.iter().max_by_key(|row| {
        (
            row.control.open_holds.min(3),
            row.control.collected_minor > 0,
            row.control.held_minor,
        )
    });
    match best {
        Some(row) => Ok(views.case(&row.number).await?),
        None => Ok(None),
    }
}

async fn reconcile(
    stage: &Stage,
    office: &Office,
    views: &Views,
    found: &auditor::Findings,
) -> Result<Reconciliation, DemoError> {
    let mut out = Reconciliation::default();
    let (acknowledged, commands) = office.acknowledged();
    out.commands_acknowledged = commands;
    out.commands_lost = acknowledged
        .iter()
        .filter(|(key, revision)| found.heads.get(key).is_none_or(|head| head < revision))
        .count() as u64;
    let mut after = 0;
    loop {
        let acks = stage.units.acks(after, PAGE).await?;
        let Some(last) = acks.last() else { break };
        after = last.seq;
        for ack in &acks {
            out.receipts_held_by_units += 1;
            // A notice that says what a hold holds already makes no event.
            let notice = ack.notice.is_some();
            out.replies_lost += u64::from(!notice && !found.replies.contains(&ack.hash));
        }
    }
    let sums: HashMap<OrderId, OrderSums> = views
        .order_sums()
        .await?
        .into_iter()
        .map(|row| (row.order, row))
        .collect();
    let mut in_books: HashMap<OrderId, ()> = HashMap::new();
    let mut after = 0;
    loop {
        let rows = stage.units.book_orders(after, PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = last.seq;
        for row in &rows {
            in_books.insert(row.order, ());
            match found.orders.get(&row.order) {
                None => out.orders_unknown_to_log += 1,
                Some((body, since)) => {
                    let early = row.taken_at.is_some_and(|at| at < *since);
                    let other = row.body_hash.is_some_and(|hash| hash != *body);
                    out.taken_before_issue += u64::from(early || other);
                }
            }
            let query = row.measure.as_deref() == Some(Measure::Query.as_str());
            let Some(known) = sums.get(&row.order) else {
                out.orders_unknown_to_views += u64::from(!query);
                continue;
            };
            let moved = found.moved.get(&row.order).copied().unwrap_or(0);
            out.books_moved_minor += row.moved_minor;
            out.log_moved_minor += moved;
            out.views_moved_minor += known.moved_minor;
            out.moved_differs += u64::from(row.moved_minor != moved || moved != known.moved_minor);
            let freeze = row.measure.as_deref() == Some(Measure::Freeze.as_str());
            out.held_differs +=
                u64::from(freeze && row.answered && row.held_minor != known.holding_minor);
        }
    }
    let missing = sums.values().filter(|row| {
        !in_books.contains_key(&row.order)
            && !found.by_hand.contains(&row.order)
            && (row.moved_minor > 0 || row.held_minor > 0)
    });
    out.orders_unknown_to_books = missing.count() as u64;
    out.orders_at_counters = found.by_hand.len() as u64;
    out.messages_in_books = stage.units.books().await?.messages.values().sum();
    Ok(out)
}
