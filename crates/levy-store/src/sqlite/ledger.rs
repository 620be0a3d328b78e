//! What one open transaction writes, and how conflicts are decided.

use super::{cache::Cache, high_water::Mark};
use crate::{Append, AppendError, Appended, Expect, NewEvent, Position, Revision, StreamName};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, Statement, params};

/// Streams whose last revision is remembered (twice).
const HEADS: usize = 32_768;
/// Type literals that are remembered (twice).
const TYPES: usize = 1_024;

/// One answer; an outer `rusqlite::Error` fails the whole group instead.
pub(super) type Answer = Result<Appended, AppendError>;

/// The writer's statements and what it remembers of the log. After a failed
/// transaction the memory is wrong and the ledger must not be used again.
pub(super) struct Ledger<'c> {
    add_event: Statement<'c>,
    drop_from: Statement<'c>,
    id_known: Statement<'c>,
    at_place: Statement<'c>,
    stream_id: Statement<'c>,
    add_stream: Statement<'c>,
    last_revision: Statement<'c>,
    type_id: Statement<'c>,
    add_type: Statement<'c>,
    add_body: Statement<'c>,
    set_fact: Statement<'c>,
    heads: Cache<StreamName, Head>,
    types: Cache<String, i64>,
    last: Option<Mark>,
}

#[derive(Debug, Clone, Copy)]
struct Head {
    /// `None` until the first event is about to be written.
    stream_id: Option<i64>,
    /// The revision that the next event gets.
    next: i64,
}

impl<'c> Ledger<'c> {
    pub(super) fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        let mut at_end =
            conn.prepare("SELECT position, hash FROM events ORDER BY position DESC LIMIT 1")?;
        let mark = |row: &Row<'_>| {
            Ok(Mark {
                position: row.get::<_, i64>(0)?.unsigned_abs(),
                hash: row.get(1)?,
            })
        };
        Ok(Self {
            add_event: conn.prepare(
                "INSERT INTO events(position, stream_id, revision, event_id, type_id, recorded_at,
                 header, payload, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?,
            drop_from: conn.prepare("DELETE FROM events WHERE position >= ?1")?,
            id_known: conn.prepare("SELECT 1 FROM events WHERE event_id = ?1")?,
            at_place: conn.prepare(
                "SELECT e.position, e.event_id, t.literal, e.recorded_at, e.header, e.payload,
                 e.hash FROM events e JOIN types t ON t.id = e.type_id
                 WHERE e.stream_id = ?1 AND e.revision = ?2",
            )?,
            stream_id: conn.prepare("SELECT id FROM streams WHERE name = ?1")?,
            add_stream: conn.prepare("INSERT INTO streams(name) VALUES (?1)")?,
            last_revision: conn.prepare("SELECT max(revision) FROM events WHERE stream_id = ?1")?,
            type_id: conn.prepare("SELECT id FROM types WHERE literal = ?1")?,
            add_type: conn.prepare("INSERT INTO types(literal) VALUES (?1)")?,
            add_body: conn.prepare(
                "INSERT INTO evidence(digest, size, bytes) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO NOTHING",
            )?,
            set_fact: conn.prepare(
                "INSERT INTO meta(key, value) VALUES (?1, ?2)
                 ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            )?,
            heads: Cache::new(HEADS),
            types: Cache::new(TYPES),
            last: at_end.query_row([], mark).optional()?,
        })
    }

    /// The last event written, durable or not yet.
    pub(super) fn last(&self) -> Option<Mark> {
        self.last
    }

    pub(super) fn put(
        &mut self,
        digest: &[u8; 32],
        size: usize,
        bytes: Option<&[u8]>,
    ) -> rusqlite::Result<()> {
        self.add_body
            .execute(params![&digest[..], size as i64, bytes])
            .map(drop)
    }

    pub(super) fn set_fact(&mut self, key: &str, value: &str) -> rusqlite::Result<()> {
        self.set_fact.execute([key, value]).map(drop)
    }

    pub(super) fn append(&mut self, append: &Append) -> rusqlite::Result<Answer> {
        if let Err(refused) = append.check() {
            return Ok(Err(refused));
        }
        let head = self.head(&append.stream)?;
        let fits = match append.expect {
            Expect::Absent => head.next == 0,
            Expect::At(Revision(last)) => {
                i64::try_from(last).is_ok_and(|at| at.checked_add(1) == Some(head.next))
            }
        };
        if fits {
            self.write(append, head)
        } else {
            self.explain(append, head)
        }
    }

    fn head(&mut self, stream: &StreamName) -> rusqlite::Result<Head> {
        if let Some(head) = self.heads.get(stream) {
            return Ok(*head);
        }
        let stream_id = self
            .stream_id
            .query_row([stream.as_str()], |row| row.get(0))
            .optional()?;
        let next = match stream_id {
            Some(id) => {
                let last: Option<i64> = self
                    .last_revision
                    .query_row::<_, [i64; 1], _>([id], |row| row.get(0))?;
                last.map_or(0, |last| last + 1)
            }
            None => 0,
        };
        let head = Head { stream_id, next };
        self.heads.insert(stream.clone(), head);
        Ok(head)
    }

    fn write(&mut self, append: &Append, head: Head) -> rusqlite::Result<Answer> {
        let stream_id = match head.stream_id {
            Some(id) => id,
            None => self.add_stream.insert([append.stream.as_str()])?,
        };
        let first = self.last.map_or(0, |mark| mark.position as i64) + 1;
        let (mut position, mut next) = (first, head.next);
        for event in &append.events {
            let type_id = self.type_of(&event.kind)?;
            let written = self.add_event.execute(params![
                position,
                stream_id,
                next,
                &event.id.as_bytes()[..],
                type_id,
                event.recorded_at,
                event.header,
                event.payload,
                &event.hash[..],
            ]);
            match written {
                Ok(_) => {}
                // The index is the look-up: asking before each insert would
                // cost every good event what only a bad one needs.
                Err(error) if is_constraint(&error) && self.knows(event)? => {
                    self.drop_from.execute([first])?;
                    self.remember(
                        &append.stream,
                        Head {
                            stream_id: Some(stream_id),
                            ..head
                        },
                    );
                    return Ok(Err(AppendError::IdReused));
                }
                Err(error) => return Err(error),
            }
            position += 1;
            next += 1;
        }
        self.remember(
            &append.stream,
            Head {
                stream_id: Some(stream_id),
                next,
            },
        );
        let last = Position((position - 1).unsigned_abs());
        self.last = append.events.last().map(|event| Mark {
            position: last.0,
            hash: event.hash,
        });
        let last_revision = Revision((next - 1).unsigned_abs());
        Ok(Ok(Appended {
            last: last_revision,
            position: last,
            repeated: false,
        }))
    }

    fn remember(&mut self, stream: &StreamName, head: Head) {
        match self.heads.get(stream) {
            Some(known) => *known = head,
            None => self.heads.insert(stream.clone(), head),
        }
    }

    fn type_of(&mut self, kind: &str) -> rusqlite::Result<i64> {
        if let Some(id) = self.types.get(kind) {
            return Ok(*id);
        }
        let known = self
            .type_id
            .query_row([kind], |row| row.get(0))
            .optional()?;
        let id = known.map_or_else(|| self.add_type.insert([kind]), Ok)?;
        self.types.insert(kind.to_owned(), id);
        Ok(id)
    }

    fn knows(&mut self, event: &NewEvent) -> rusqlite::Result<bool> {
        self.id_known.exists([&event.id.as_bytes()[..]])
    }

    /// The expectation does not hold: a repeat, a reused id, or a conflict.
    fn explain(&mut self, append: &Append, head: Head) -> rusqlite::Result<Answer> {
        if let Some(answer) = self.first_answer(append, head)? {
            return Ok(Ok(answer));
        }
        for event in &append.events {
            if self.knows(event)? {
                return Ok(Err(AppendError::IdReused));
            }
        }
        let actual = (head.next > 0).then(|| Revision((head.next - 1).unsigned_abs()));
        Ok(Err(AppendError::Conflict { actual }))
    }

    /// The first answer, when every event stands where this batch would have
    /// put it, with the same bytes.
    fn first_answer(&mut self, append: &Append, head: Head) -> rusqlite::Result<Option<Appended>> {
        let (Some(stream_id), Ok(first)) = (head.stream_id, i64::try_from(append.expect.next().0))
        else {
            return Ok(None);
        };
        if first.saturating_add(append.events.len() as i64) > head.next {
            return Ok(None);
        }
        let mut answer = None;
        for (revision, event) in (first..).zip(&append.events) {
            let found = self
                .at_place
                .query_row([stream_id, revision], |row| {
                    Ok((row.get::<_, i64>(0)?, same(row, event)?))
                })
                .optional()?;
            let Some((position, true)) = found else {
                return Ok(None);
            };
            answer = Some(Appended {
                last: Revision(revision.unsigned_abs()),
                position: Position(position.unsigned_abs()),
                repeated: true,
            });
        }
        Ok(answer)
    }
}

fn same(row: &Row<'_>, event: &NewEvent) -> rusqlite::Result<bool> {
    Ok(row.get_ref(1)?.as_blob()? == event.id.as_bytes()
        && row.get_ref(2)?.as_bytes()? == event.kind.as_bytes()
        && row.get::<_, i64>(3)? == event.recorded_at
        && row.get_ref(4)?.as_bytes()? == event.header.as_bytes()
        && row.get_ref(5)?.as_blob()? == event.payload
        && row.get_ref(6)?.as_blob()? == event.hash)
}

fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
}
