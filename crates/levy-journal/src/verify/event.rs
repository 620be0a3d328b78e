//! Every event against the one before it in its stream.

use super::{
    VerifyError, VerifyReport, begun,
    layout::Facts,
    rows::{Log, bytes},
};
use crate::{AnyEvent, Codec, Header};
use levy_domain::time::Timestamp;
use levy_proof::{FrameParts, GENESIS, frame_hash};
use rusqlite::{OptionalExtension, Row, Statement};
use std::collections::HashMap;

const PAGE_ROWS: i64 = 10_000;
/// By position, so that no index is trusted.
const PAGE: &str = "
SELECT position, stream_id, revision, event_id, type_id, recorded_at, header, payload, hash
FROM events WHERE position > ?1 ORDER BY position LIMIT ?2";
const OTHER_TIME: &str = "the header names another recorded time than the row";

/// What a stream has come to.
struct Chain {
    name: String,
    next: i64,
    previous: [u8; 32],
}

struct Checker<'l> {
    log: &'l Log,
    facts: &'l Facts,
    /// Of all events so far.
    newest: i64,
    streams: HashMap<i64, Chain>,
    types: HashMap<i64, String>,
    has_body: Statement<'l>,
    codec: Codec,
}

pub(super) fn check_all(
    log: &Log,
    facts: &Facts,
    report: &mut VerifyReport,
) -> Result<(), VerifyError> {
    let last: Option<i64> = log
        .conn
        .query_row("SELECT max(position) FROM events", [], |row| row.get(0))?;
    let last = last.unwrap_or(i64::MIN);
    let mut checker = Checker {
        log,
        facts,
        newest: i64::MIN,
        streams: HashMap::new(),
        types: HashMap::new(),
        has_body: log
            .conn
            .prepare("SELECT 1 FROM evidence WHERE digest = ?1")?,
        codec: Codec::default(),
    };
    let mut page = log.conn.prepare(PAGE)?;
    let mut after = i64::MIN;
    // Events that come while this runs are for the next run.
    while after < last {
        let mut rows = page.query([after, PAGE_ROWS])?;
        let seen = after;
        while let Some(row) = rows.next()? {
            after = row.get(0)?;
            report.events += 1;
            if u64::try_from(after) != Ok(report.events) {
                let what = format!(
                    "position {after} is not number {} of all events",
                    report.events
                );
                report.find("log", None, what);
            }
            checker.check(row, report)?;
        }
        if after == seen {
            break;
        }
    }
    report.streams = checker.streams.len() as u64;
    Ok(())
}

impl Checker<'_> {
    fn check(&mut self, row: &Row<'_>, report: &mut VerifyReport) -> Result<(), VerifyError> {
        let stream_id: i64 = row.get(1)?;
        let revision: i64 = row.get(2)?;
        if !self.streams.contains_key(&stream_id) {
            let name = self.look_up("SELECT name FROM streams WHERE id = ?1", stream_id)?;
            if name.is_none() {
                report.find(
                    format!("stream {stream_id}"),
                    Some(revision),
                    "the stream has no name",
                );
            }
            let name = name.unwrap_or_default();
            self.streams.insert(
                stream_id,
                Chain {
                    name,
                    next: 0,
                    previous: GENESIS,
                },
            );
        }
        let kind = self.kind(row.get(4)?)?;
        let Some(chain) = self.streams.get_mut(&stream_id) else {
            return Ok(());
        };
        if revision != chain.next {
            let what = format!("revision {} is missing or out of order", chain.next);
            report.find(&chain.name, Some(revision), what);
        }
        let header = bytes(row, 6)?;
        let payload = bytes(row, 7)?;
        let stored: Option<[u8; 32]> = bytes(row, 8)?.try_into().ok();
        match <[u8; 16]>::try_from(bytes(row, 3)?) {
            Ok(event_id) => {
                let frame = FrameParts {
                    stream: &chain.name,
                    revision: revision.cast_unsigned(),
                    event_id,
                    kind: &kind,
                    header,
                    payload,
                };
                if stored != Some(frame_hash(&chain.previous, &frame)) {
                    report.find(&chain.name, Some(revision), "the hash does not hold");
                }
            }
            Err(_) => report.find(&chain.name, Some(revision), "the event id is not 16 bytes"),
        }
        chain.next = revision.saturating_add(1);
        chain.previous = stored.unwrap_or_default();
        let recorded_at: i64 = row.get(5)?;
        if recorded_at < self.newest {
            let what = "it was recorded before the event in front of it";
            report.find(&chain.name, Some(revision), what);
        }
        self.newest = self.newest.max(recorded_at);
        let begins = revision == 0 && chain.name.starts_with("court-");
        let schema = match check_header(header, recorded_at) {
            Ok(schema) => schema,
            Err(what) => {
                report.find(&chain.name, Some(revision), what);
                return Ok(());
            }
        };
        if begins {
            let event = self.codec.decode("court", &kind, schema, payload.to_vec());
            let court = court_of(header);
            for what in begun::faults(self.facts, event.known(), court.as_deref()) {
                report.find(&chain.name, Some(revision), what);
            }
        }
        if AnyEvent::NAMING_EVIDENCE.contains(&&*kind) {
            self.check_named(stream_id, (revision, schema), &kind, payload, report)?;
        }
        Ok(())
    }

    /// Evidence that the event names must be there; whether it is what it
    /// says is checked body by body.
    fn check_named(
        &mut self,
        stream_id: i64,
        (revision, schema): (i64, u32),
        kind: &str,
        payload: &[u8],
        report: &mut VerifyReport,
    ) -> Result<(), VerifyError> {
        let Some(chain) = self.streams.get(&stream_id) else {
            return Ok(());
        };
        let stream_kind = chain
            .name
            .split_once('-')
            .map_or("", |(stream_kind, _)| stream_kind);
        let decoded = self
            .codec
            .decode(stream_kind, kind, schema, payload.to_vec());
        let Some(event) = decoded.known() else {
            return Ok(());
        };
        for digest in event.named_evidence() {
            if !self.has_body.exists([&digest.0[..]])? {
                let what = format!("it names evidence {digest}, which is missing");
                report.find(&chain.name, Some(revision), what);
            }
        }
        Ok(())
    }

    fn kind(&mut self, type_id: i64) -> Result<String, VerifyError> {
        if let Some(kind) = self.types.get(&type_id) {
            return Ok(kind.clone());
        }
        // A type without literal hashes to something else and is found there.
        let kind = self.look_up("SELECT literal FROM types WHERE id = ?1", type_id)?;
        let kind = kind.unwrap_or_default();
        self.types.insert(type_id, kind.clone());
        Ok(kind)
    }

    fn look_up(&self, query: &str, id: i64) -> Result<Option<String>, VerifyError> {
        let text = |row: &Row<'_>| Ok(String::from_utf8_lossy(bytes(row, 0)?).into_owned());
        Ok(self
            .log
            .conn
            .prepare_cached(query)?
            .query_row([id], text)
            .optional()?)
    }
}

/// The court that a header names.
fn court_of(header: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(header).ok()?;
    value.get("court")?.as_str().map(str::to_owned)
}

/// The header is canonical JSON and names the row's own time. Answers its
/// schema version.
fn check_header(header: &[u8], recorded_at: i64) -> Result<u32, &'static str> {
    let text = std::str::from_utf8(header).map_err(|_| "the header is not UTF-8")?;
    // The quick way: what this program would have written itself.
    if let Ok(known) = Header::from_json(text)
        && known.to_json().is_ok_and(|ours| ours == text)
    {
        let fits = known.recorded_at.0 == recorded_at;
        return fits.then_some(known.schema).ok_or(OTHER_TIME);
    }
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|_| "the header is not JSON")?;
    if !serde_json_canonicalizer::to_string(&value).is_ok_and(|canonical| canonical == text) {
        return Err("the header is not canonical JSON");
    }
    let time = value.get("recorded_at").and_then(serde_json::Value::as_str);
    if time != Some(&*Timestamp(recorded_at).to_rfc3339()) {
        return Err(OTHER_TIME);
    }
    let schema = value.get("schema").and_then(serde_json::Value::as_u64);
    let schema = schema.and_then(|schema| u32::try_from(schema).ok());
    schema.ok_or("the header names no schema version")
}
