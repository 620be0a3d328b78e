//! `levy verify`: every chain and every body of evidence, by code that shares
//! nothing with the store.

use crate::{
    failure::Failure,
    lang::Key,
    reading::has_log,
    screen::Screen,
    table::{Side, Table, grouped, or_dash},
};
use levy::{
    Audit,
    store::{StoreError, sqlite::SqliteStore},
};
use serde_json::json;
use std::path::Path;

/// # Errors
/// [`Failure::Refused`] when there is no log, [`Failure::Found`] when something does not hold.
pub(crate) fn run(dir: &Path, screen: &mut Screen) -> Result<(), Failure> {
    if !has_log(dir) {
        let (what, todo) = (Key("fault-no-log"), Key("do-check-dir"));
        return Err(Failure::refused("LEVY-J40", what, todo, dir.display()));
    }
    // What a newer program wrote says nothing to this one.
    if let Err(error @ StoreError::TooNew { .. }) = SqliteStore::open_read_only(dir) {
        return Err(error.into());
    }
    let report = Audit::verify(dir)?;
    if screen.json {
        let findings: Vec<_> = report
            .findings
            .iter()
            .map(|one| json!({"stream": one.stream, "revision": one.revision, "what": one.what}))
            .collect();
        screen.json(&json!({
            "streams": report.streams, "events": report.events, "bodies": report.bodies,
            "holds": report.holds(), "found": report.found, "findings": findings,
        }))?;
    } else {
        let counts = [report.streams, report.events, report.bodies].map(grouped);
        let [streams, events, bodies] = &counts;
        let with = [
            ("streams", &**streams),
            ("events", events),
            ("bodies", bodies),
        ];
        screen.say(Key("verify-counts"), &with)?;
        if report.holds() {
            screen.say(Key("verify-holds"), &[])?;
        } else {
            let mut table = Table::new(&[
                (Key("column-stream"), Side::Left),
                (Key("column-revision"), Side::Right),
                (Key("column-finding"), Side::Left),
            ]);
            for one in &report.findings {
                table.row([one.stream.clone(), or_dash(one.revision), one.what.clone()]);
            }
            screen.table(&table)?;
            screen.say(Key("verify-found"), &[("count", &grouped(report.found))])?;
        }
    }
    screen.flush()?;
    if report.holds() {
        Ok(())
    } else {
        Err(Failure::Found)
    }
}
