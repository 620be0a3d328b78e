//! Tables of the orders. Ids are spread at random, so rows lie in the order of
//! their arrival and ids stand in an index of their own: the queries of one
//! sweep share pages, and a batch writes few of them.

pub(super) const SCHEMA: &str = "
    CREATE TABLE orders(
        id BLOB PRIMARY KEY, matter BLOB NOT NULL, sweep BLOB, plan BLOB, unit BLOB NOT NULL,
        subject BLOB NOT NULL, measure TEXT NOT NULL, route TEXT NOT NULL, purpose TEXT,
        original BLOB NOT NULL, replaces BLOB, replaced_by BLOB,
        phase TEXT NOT NULL, in_world INTEGER NOT NULL DEFAULT 0,
        drafted_at INTEGER NOT NULL, issued_at INTEGER, not_before INTEGER, expires_at INTEGER,
        deadline_at INTEGER, attempts INTEGER NOT NULL DEFAULT 0,
        sent_at INTEGER, delivered_at INTEGER, served_at INTEGER, answered_at INTEGER,
        first_final_at INTEGER, unknown_since INTEGER, recalled_at INTEGER, not_taken_at INTEGER,
        replies INTEGER NOT NULL DEFAULT 0, outcome TEXT, court_fault INTEGER NOT NULL DEFAULT 0,
        requested INTEGER NOT NULL, overdue INTEGER NOT NULL DEFAULT 0,
        disputed INTEGER NOT NULL DEFAULT 0, recall INTEGER NOT NULL DEFAULT 0,
        officer BLOB);
    CREATE INDEX order_of_matter ON orders(matter) WHERE sweep IS NULL;
    CREATE INDEX order_of_sweep ON orders(sweep) WHERE sweep IS NOT NULL;
    CREATE INDEX order_of_plan ON orders(plan) WHERE plan IS NOT NULL;
    CREATE INDEX order_in_world ON orders(deadline_at) WHERE in_world = 1;
    CREATE TABLE line(
        orders BLOB NOT NULL, line INTEGER NOT NULL, liability BLOB NOT NULL,
        asset BLOB NOT NULL, amount INTEGER, known INTEGER, draws BLOB, made BLOB,
        outcome TEXT, fault TEXT, held INTEGER, reserved INTEGER, settled INTEGER,
        matched INTEGER, PRIMARY KEY(orders, line));";

pub(super) const ROWS: &[(&str, &str)] = &[
    ("orders", "SELECT * FROM orders ORDER BY id"),
    ("line", "SELECT * FROM line ORDER BY orders, line"),
];

pub(super) const INSERT: &str = "
    INSERT OR IGNORE INTO orders(
        id, matter, sweep, plan, unit, subject, measure, route, purpose, original, replaces,
        phase, drafted_at, not_before, requested, officer)
    VALUES (:id, :matter, :sweep, :plan, :unit, :subject, :measure, :route, :purpose, :original,
        :replaces, 'drafted', :at, :not_before, :requested, :officer)";
