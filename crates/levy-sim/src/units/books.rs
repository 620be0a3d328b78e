//! The units' own books: one SQLite file, readable with the stock `sqlite3`,
//! written by one thread (`writer.rs`). They note every message received.
//! Account numbers in it belong to invented people; names are hashed.
//!
//! `reception.rs` takes orders (`refusing.rs`, `laying.rs`), `shelf.rs` keeps
//! accounts, `holds.rs` what is held on them, `ledger.rs` what took effect, `outbox.rs` what is on its
//! way to the court, `ripening.rs` what court time brings, `inquiry.rs` and
//! `report.rs` tell.

mod holds;
mod inquiry;
mod laying;
mod ledger;
mod outbox;
mod reception;
mod refusing;
mod report;
mod ripening;
mod schema;
mod shelf;

pub(super) use holds::Hold;
pub(super) use outbox::{Parcel, Path};
pub(super) use reception::Reception;
pub(super) use shelf::Kept;

use super::error::UnitsError;
use crate::draw::Draw;
use levy_domain::{bytes::Digest, id::OrderId, time::Timestamp};
use rusqlite::{Connection, OptionalExtension, params};
use std::{fs::File, path::Path as FilePath};

/// The open books. Whoever holds them is the writing thread.
pub(super) struct Books {
    conn: Connection,
    /// Held as long as anything may be written.
    _alone: File,
    pub(super) seed: u64,
    faults: bool,
    now: Timestamp,
}

impl Books {
    /// Opens the books in `dir`, or begins them, as soon as nobody else has them:
    /// units whose court was killed end what they have begun, and what they
    /// still write must not come after an answer out of the same books.
    pub(super) fn open(dir: &FilePath, seed: u64, faults: bool) -> Result<Self, UnitsError> {
        let unusable = |error: std::io::Error| UnitsError::Books(error.to_string());
        std::fs::create_dir_all(dir).map_err(unusable)?;
        let alone = File::create(dir.join("books.lock")).map_err(unusable)?;
        alone.lock().map_err(unusable)?;
        let conn = Connection::open(dir.join("books.db"))?;
        schema::prepare(&conn)?;
        let mut books = Books {
            conn,
            _alone: alone,
            seed,
            faults,
            now: Timestamp::default(),
        };
        match books.fact("seed")? {
            None => books.set_fact("seed", &seed.to_string())?,
            Some(kept) if kept == seed.to_string() => {}
            Some(kept) => {
                return Err(UnitsError::Config(format!(
                    "the books were begun under seed {kept}"
                )));
            }
        }
        if let Some(now) = books.fact("now")?.and_then(|now| now.parse().ok()) {
            books.now = Timestamp(now);
        }
        Ok(books)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.conn
    }

    /// Court time for something that came with the court's own `stamp`: the
    /// driver may have told the court first.
    pub(super) fn now_or(&self, stamp: Timestamp) -> Timestamp {
        self.now.max(stamp)
    }

    /// Moves court time; never backwards.
    pub(super) fn advance(&mut self, to: Timestamp) -> Result<(), UnitsError> {
        if to < self.now {
            return Err(UnitsError::Backwards { now: self.now });
        }
        // A look at an instant that stands in the books already costs no write.
        if to > self.now {
            self.set_fact("now", &to.0.to_string())?;
            self.now = to;
        }
        Ok(())
    }

    /// Takes court time from the file again, after a group that failed.
    pub(super) fn reread(&mut self) {
        let kept = self
            .fact("now")
            .ok()
            .flatten()
            .and_then(|now| now.parse().ok());
        self.now = Timestamp(kept.unwrap_or_default());
    }

    pub(super) fn fact(&self, key: &str) -> Result<Option<String>, UnitsError> {
        let mut select = self
            .conn
            .prepare_cached("SELECT value FROM fact WHERE key = ?1")?;
        Ok(select.query_row([key], |row| row.get(0)).optional()?)
    }

    pub(super) fn set_fact(&self, key: &str, value: &str) -> Result<(), UnitsError> {
        let put = "INSERT INTO fact(key, value) VALUES (?1, ?2)
                   ON CONFLICT(key) DO UPDATE SET value = excluded.value";
        self.conn
            .prepare_cached(put)?
            .execute(params![key, value])?;
        Ok(())
    }

    /// Notes a message, whatever becomes of it.
    pub(super) fn note(
        &self,
        unit: &str,
        kind: &str,
        order: Option<OrderId>,
        hash: Option<Digest>,
        fate: &str,
    ) -> Result<(), UnitsError> {
        let put = "INSERT INTO message(court_time, unit, kind, ord, hash, fate)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.conn.prepare_cached(put)?.execute(params![
            self.now.0,
            unit,
            kind,
            order.map(|order| order.to_string()),
            hash.map(|hash| hash.to_hex()),
            fate
        ])?;
        Ok(())
    }

    /// Chance of a business outcome: hash(seed, unit, original order).
    pub(super) fn draw(&self, purpose: &str, unit: &str, original: OrderId) -> Draw {
        Draw::keyed(
            self.seed,
            purpose,
            &[unit.as_bytes(), original.0.as_bytes()],
        )
    }
}

/// A sum as SQLite keeps it.
pub(super) fn stored(minor: u64) -> i64 {
    i64::try_from(minor).unwrap_or(i64::MAX)
}

/// A sum or count as SQLite gave it; none is negative.
pub(super) fn read(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Books;
    use std::{sync::mpsc, thread, time::Duration};

    #[test]
    fn books_are_opened_when_those_who_had_them_are_gone() {
        let dir = tempfile::tempdir().unwrap();
        let first = Books::open(dir.path(), 1, false).unwrap();
        let (opened, told) = mpsc::channel();
        let place = dir.path().to_owned();
        let second = thread::spawn(move || {
            let books = Books::open(&place, 1, false).map(drop);
            opened.send(()).unwrap();
            books
        });
        let early = told.recv_timeout(Duration::from_millis(100));
        assert!(early.is_err(), "both had them");
        drop(first);
        told.recv().unwrap();
        second.join().unwrap().unwrap();
    }
}
