//! The file as a whole: whether it is a log that this program reads, whether
//! it is laid out as the store lays it out, whether its parts agree.

use super::{
    VerifyError, VerifyReport,
    rows::{Log, bytes},
};
use levy_domain::bytes::Digest;
use std::collections::BTreeMap;

/// "Levy".
const APPLICATION_ID: i64 = 0x4c65_7679;
const FORMAT: &str = "1";
const READS: u32 = 1;
/// SHA-256 over the rows that [`SCHEMA_ROWS`] gives, a zero byte after each
/// column.
const SCHEMA: &str = "a9ddf010b52a8b9d387743ac3b905ccf346845e7e455e684fc1b3ee7e0413c1a";
const SCHEMA_ROWS: &str = "
SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";

/// What the store's meta table says.
pub(super) type Facts = BTreeMap<String, String>;

/// The facts, or `None` when the rest cannot be judged: no log of ours, or of
/// a newer program.
pub(super) fn check(log: &Log, report: &mut VerifyReport) -> Result<Option<Facts>, VerifyError> {
    let facts: Facts = log
        .conn
        .prepare("SELECT key, value FROM meta")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut find = |what: &str| report.find("log", None, what);
    let application: i64 = log
        .conn
        .query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if application != APPLICATION_ID {
        find("its application id is not Levy's");
        return Ok(None);
    }
    let needs = facts.get("min_reader").and_then(|needs| needs.parse().ok());
    if facts.get("format").is_none_or(|format| format != FORMAT)
        || needs.is_none_or(|needs: u32| needs > READS)
    {
        find("its format or min_reader is missing, or needs a newer verifier");
        return Ok(None);
    }
    if !matches!(
        facts.get("clock").map(String::as_str),
        Some("real" | "simulated")
    ) {
        find("meta does not say which clock wrote it");
    }
    if Digest::of(&schema(log)?).to_hex() != SCHEMA {
        find("tables, indexes, views or triggers are not as Levy makes them");
    }
    // SQLite compares tables and indexes; so what is UNIQUE there is unique.
    let mut integrity = log.conn.prepare("PRAGMA integrity_check(100)")?;
    let mut rows = integrity.query([])?;
    while let Some(row) = rows.next()? {
        let fault: String = row.get(0)?;
        if fault != "ok" {
            find(&format!("SQLite: {fault}"));
        }
    }
    Ok(Some(facts))
}

fn schema(log: &Log) -> Result<Vec<u8>, VerifyError> {
    let mut all = Vec::new();
    let mut statement = log.conn.prepare(SCHEMA_ROWS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            all.extend_from_slice(bytes(row, column)?);
            all.push(0);
        }
    }
    Ok(all)
}
