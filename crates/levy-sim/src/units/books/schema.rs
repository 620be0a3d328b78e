//! Tables of the books.

use crate::units::error::UnitsError;
use rusqlite::Connection;

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS fact(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every message received. kind: order, inquiry, unsigned, misdirected,
-- oversize, unreadable. fate: what became of it, a transport fault included.
CREATE TABLE IF NOT EXISTS message(
  id INTEGER PRIMARY KEY, court_time INTEGER NOT NULL, unit TEXT NOT NULL,
  kind TEXT NOT NULL, ord TEXT, hash TEXT, fate TEXT NOT NULL);

-- One row per order id at a unit. hash is NULL until it is taken; runs counts
-- how often the unit acted on it, effects how often something came of that.
CREATE TABLE IF NOT EXISTS orders(
  id INTEGER PRIMARY KEY, unit TEXT NOT NULL, ord TEXT NOT NULL,
  received INTEGER NOT NULL DEFAULT 0, court TEXT NOT NULL, original TEXT, measure TEXT, hash TEXT,
  taken_at INTEGER, runs INTEGER NOT NULL DEFAULT 0, effects INTEGER NOT NULL DEFAULT 0,
  status INTEGER, answer BLOB, UNIQUE(unit, ord));
CREATE INDEX IF NOT EXISTS orders_by_original ON orders(unit, original);

CREATE TABLE IF NOT EXISTS known(unit TEXT, person TEXT, PRIMARY KEY(unit, person)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS account(
  id INTEGER PRIMARY KEY, unit TEXT NOT NULL, number TEXT NOT NULL, person TEXT NOT NULL,
  class TEXT NOT NULL, currency TEXT NOT NULL, balance INTEGER, facts TEXT NOT NULL,
  UNIQUE(unit, number));
CREATE INDEX IF NOT EXISTS account_by_person ON account(unit, person);

-- state: active, released, drawn.
CREATE TABLE IF NOT EXISTS hold(
  id INTEGER PRIMARY KEY, unit TEXT NOT NULL, ord TEXT NOT NULL, original TEXT NOT NULL,
  line INTEGER NOT NULL, run INTEGER NOT NULL, account INTEGER NOT NULL,
  asked INTEGER, held INTEGER NOT NULL, waiting INTEGER NOT NULL, rank INTEGER NOT NULL,
  state TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS hold_by_account ON hold(account);
CREATE INDEX IF NOT EXISTS hold_by_order ON hold(unit, ord);
CREATE INDEX IF NOT EXISTS hold_by_original ON hold(unit, original);

-- A line of a freeze or a transfer took effect.
CREATE TABLE IF NOT EXISTS effect(
  id INTEGER PRIMARY KEY, unit TEXT NOT NULL, ord TEXT NOT NULL, original TEXT NOT NULL,
  line INTEGER NOT NULL, run INTEGER NOT NULL, kind TEXT NOT NULL, amount INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS effect_by_original ON effect(unit, original, line);

-- What goes to the court. path: answer, reply, notice. given: times handed
-- over; acked: the court's time in its first acknowledgement.
CREATE TABLE IF NOT EXISTS outbox(
  id INTEGER PRIMARY KEY, unit TEXT NOT NULL, ord TEXT, run INTEGER NOT NULL,
  sequence INTEGER, notice TEXT, path TEXT NOT NULL, due INTEGER NOT NULL,
  last INTEGER NOT NULL, hash TEXT NOT NULL, evidence BLOB NOT NULL, court TEXT NOT NULL,
  given INTEGER NOT NULL DEFAULT 0, acked INTEGER);
CREATE INDEX IF NOT EXISTS outbox_pending ON outbox(due) WHERE acked IS NULL AND path <> 'answer';
CREATE INDEX IF NOT EXISTS outbox_by_order ON outbox(unit, ord);
CREATE TABLE IF NOT EXISTS ack(
  id INTEGER PRIMARY KEY, parcel INTEGER NOT NULL, received_at INTEGER NOT NULL,
  evidence BLOB NOT NULL);

-- An account that will fill up to what was asked.
CREATE TABLE IF NOT EXISTS inflow(
  id INTEGER PRIMARY KEY, hold INTEGER NOT NULL, due INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS inflow_due ON inflow(due) WHERE done = 0;

-- The court's enforcement account. seq is given when it is booked.
CREATE TABLE IF NOT EXISTS credit(
  id INTEGER PRIMARY KEY, seq INTEGER UNIQUE, unit TEXT NOT NULL, ord TEXT NOT NULL,
  original TEXT NOT NULL, line INTEGER NOT NULL, amount INTEGER NOT NULL,
  currency TEXT NOT NULL, booked INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS credit_open ON credit(booked) WHERE seq IS NULL;

CREATE TABLE IF NOT EXISTS fence(
  unit TEXT, scope TEXT, target TEXT, epoch INTEGER NOT NULL, revision INTEGER NOT NULL,
  PRIMARY KEY(unit, scope, target)) WITHOUT ROWID;
";

/// Makes the tables where they are not there.
pub(super) fn prepare(conn: &Connection) -> Result<(), UnitsError> {
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;",
    )?;
    conn.execute_batch(TABLES)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}
