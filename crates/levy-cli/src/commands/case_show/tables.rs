//! The tables of a case, shared by what shows one.

use crate::{
    failure::Failure,
    lang::{Key, Lang},
    screen::Screen,
    table::{Side, Table, amount, amount_or_dash, or_dash},
    words::{word, yes},
};
use levy::{
    domain::time::{Date, Zone},
    views::{CaseView, HoldRow},
};

/// One case number: filed, open or closed.
pub(crate) fn number_line(
    number: &str,
    filed_on: Date,
    closed: Option<(&str, Option<Date>)>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let filed = filed_on.to_string();
    match closed {
        None => screen.say(
            Key("case-number-open"),
            &[("number", number), ("filed", &filed)],
        )?,
        Some((how, on)) => {
            let (how, on) = (word(screen.lang, how), or_dash(on));
            let with = [
                ("number", number),
                ("filed", &filed),
                ("on", &*on),
                ("how", &how),
            ];
            screen.say(Key("case-number-closed"), &with)?;
        }
    }
    Ok(())
}

/// Sums by name.
pub(crate) fn sums_table(lang: Lang, sums: &[(Key, u64)]) -> Table {
    let mut table = Table::new(&[
        (Key("column-what"), Side::Left),
        (Key("column-amount"), Side::Right),
    ]);
    for (key, minor) in sums {
        table.row([lang.say(*key), amount(*minor)]);
    }
    table
}

/// The control state: numbers, sums, counts.
pub(crate) fn control(case: &CaseView, screen: &mut Screen) -> Result<(), Failure> {
    let (matter, court) = (case.matter.to_string(), case.court.clone());
    screen.say(Key("case-head"), &[("matter", &matter), ("court", &court)])?;
    for known in &case.registrations {
        let closed = known
            .closed_kind
            .as_deref()
            .map(|kind| (kind, known.closed_on));
        number_line(&known.number, known.filed_on, closed, screen)?;
    }
    let sums = &case.control;
    screen.heading(Key("heading-control"))?;
    let table = sums_table(
        screen.lang,
        &[
            (Key("sum-owed"), sums.owed_minor),
            (Key("sum-collected"), sums.collected_minor),
            (Key("sum-held"), sums.held_minor),
            (Key("sum-covering"), sums.covering_minor),
            (Key("sum-in-flight"), sums.in_flight_minor),
            (Key("sum-in-transit"), sums.in_transit_minor),
            (Key("sum-releasing"), sums.releasing_minor),
            (Key("sum-waiting"), sums.waiting_minor),
            (Key("sum-beyond-balance"), sums.beyond_balance_minor),
            (Key("sum-excess"), sums.excess_minor),
        ],
    );
    screen.table(&table)?;
    let counts = [
        sums.open_orders,
        sums.unknown_orders,
        sums.overdue_orders,
        sums.disputed_orders,
    ]
    .map(|count| count.to_string());
    let [open, unknown, overdue, disputed] = &counts;
    let with = [
        ("open", &**open),
        ("unknown", unknown),
        ("overdue", overdue),
        ("disputed", disputed),
    ];
    Ok(screen.say(Key("case-counts"), &with)?)
}

/// Everything behind the sums.
pub(super) fn lists(case: &CaseView, screen: &mut Screen) -> Result<(), Failure> {
    holds(&case.holds, screen)?;
    orders(case, screen)?;
    queries(case, screen)?;
    receipts(case, screen)?;
    screen.heading(Key("heading-not-askable"))?;
    for class in &case.not_askable {
        screen.line(format!("- {}", word(screen.lang, class)))?;
    }
    if case.not_askable.is_empty() {
        screen.say(Key("not-askable-none"), &[])?;
    }
    Ok(())
}

/// The columns of a list of holds.
pub(crate) fn hold_table() -> Table {
    Table::new(&[
        (Key("column-unit"), Side::Left),
        (Key("column-class"), Side::Left),
        (Key("column-measure"), Side::Left),
        (Key("column-limit"), Side::Right),
        (Key("column-held"), Side::Right),
        (Key("column-rank"), Side::Right),
        (Key("column-end-ordered"), Side::Left),
        (Key("column-end-stated"), Side::Left),
        (Key("column-end-law"), Side::Left),
        (Key("column-truth"), Side::Left),
        (Key("column-released"), Side::Left),
    ])
}

fn holds(holds: &[HoldRow], screen: &mut Screen) -> Result<(), Failure> {
    screen.heading(Key("heading-holds"))?;
    let lang = screen.lang;
    let mut table = hold_table();
    for hold in holds {
        table.row([
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
    Ok(screen.table(&table)?)
}

fn orders(case: &CaseView, screen: &mut Screen) -> Result<(), Failure> {
    screen.heading(Key("heading-orders"))?;
    let lang = screen.lang;
    let mut table = Table::new(&[
        (Key("column-order"), Side::Left),
        (Key("column-unit"), Side::Left),
        (Key("column-measure"), Side::Left),
        (Key("column-phase"), Side::Left),
        (Key("column-outcome"), Side::Left),
        (Key("column-asked"), Side::Right),
        (Key("column-held"), Side::Right),
        (Key("column-issued"), Side::Left),
    ]);
    for order in case.orders.iter().map(|order| &order.row) {
        table.row([
            order.order.to_string(),
            order
                .unit_code
                .clone()
                .unwrap_or_else(|| order.unit.to_string()),
            word(lang, &order.measure),
            word(lang, &order.phase),
            or_dash(order.outcome.as_deref().map(|outcome| word(lang, outcome))),
            amount(order.requested_minor),
            amount(order.held_minor),
            or_dash(order.issued_at.map(|at| at.local_text(Zone::CHINA))),
        ]);
    }
    Ok(screen.table(&table)?)
}

fn queries(case: &CaseView, screen: &mut Screen) -> Result<(), Failure> {
    screen.heading(Key("heading-sweeps"))?;
    let mut table = Table::new(&[
        (Key("column-sealed"), Side::Left),
        (Key("column-asked-units"), Side::Right),
        (Key("column-answered"), Side::Right),
        (Key("column-silent"), Side::Right),
        (Key("column-assets"), Side::Right),
    ]);
    for sweep in &case.sweeps {
        table.row([
            or_dash(sweep.sealed_at.map(|at| at.local_text(Zone::CHINA))),
            sweep.planned.to_string(),
            sweep.answered.to_string(),
            sweep.silent.to_string(),
            sweep.assets.to_string(),
        ]);
    }
    Ok(screen.table(&table)?)
}

fn receipts(case: &CaseView, screen: &mut Screen) -> Result<(), Failure> {
    screen.heading(Key("heading-receipts"))?;
    let mut table = Table::new(&[
        (Key("column-booked"), Side::Left),
        (Key("column-amount"), Side::Right),
        (Key("column-voluntary"), Side::Left),
        (Key("column-matched"), Side::Left),
    ]);
    for receipt in &case.receipts {
        table.row([
            receipt.booked_on.to_string(),
            amount(receipt.amount_minor),
            yes(screen.lang, receipt.voluntary),
            yes(screen.lang, receipt.matched),
        ]);
    }
    Ok(screen.table(&table)?)
}
