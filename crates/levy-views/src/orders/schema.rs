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
        officer BLOB, trail BLOB, leg TEXT, leg_by INTEGER, leg_owner BLOB);
    CREATE TABLE late_leg(
        orders BLOB NOT NULL, carrier BLOB NOT NULL, leg TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY(orders, leg, at));
    CREATE INDEX order_of_sweep ON orders(sweep) WHERE sweep IS NOT NULL;
    CREATE TABLE line(
        orders BLOB NOT NULL, line INTEGER NOT NULL, liability BLOB NOT NULL,
        asset BLOB NOT NULL, amount INTEGER, known INTEGER, draws BLOB, made BLOB,
        outcome TEXT, fault TEXT, held INTEGER, reserved INTEGER, settled INTEGER,
        matched INTEGER, PRIMARY KEY(orders, line));";

pub(super) const INDEXES: &str = "
    CREATE INDEX order_of_matter ON orders(matter) WHERE sweep IS NULL;
    CREATE INDEX order_of_plan ON orders(plan) WHERE plan IS NOT NULL;
    CREATE INDEX order_of_leg ON orders(leg_by) WHERE leg_by IS NOT NULL;
    CREATE INDEX order_in_world ON orders(deadline_at) WHERE in_world = 1;";

pub(super) const ROWS: &[(&str, &str)] = &[
    ("orders", "SELECT * FROM orders ORDER BY id"),
    ("line", "SELECT * FROM line ORDER BY orders, line"),
    (
        "late_leg",
        "SELECT * FROM late_leg ORDER BY orders, leg, at",
    ),
];

pub(super) const INSERT: &str = "
    INSERT OR IGNORE INTO orders(
        id, matter, sweep, plan, unit, subject, measure, route, purpose, original, replaces,
        phase, drafted_at, not_before, requested, officer)
    VALUES (:id, :matter, :sweep, :plan, :unit, :subject, :measure, :route, :purpose, :original,
        :replaces, 'drafted', :at, :not_before, :requested, :officer)";

/// The row of a query, as far as it changes.
pub(super) const QUERY: &str = "
    SELECT sweep, phase, in_world, issued_at, deadline_at, sent_at, delivered_at, served_at,
        answered_at, first_final_at, replies, outcome, court_fault, overdue, trail
    FROM orders WHERE id = ?1";

pub(super) const UPDATE_QUERY: &str = "
    UPDATE orders SET phase = ?2, in_world = ?3, issued_at = ?4, deadline_at = ?5, sent_at = ?6,
        delivered_at = ?7, served_at = ?8, answered_at = ?9, first_final_at = ?10, replies = ?11,
        outcome = ?12, court_fault = ?13, overdue = ?14, trail = ?15
    WHERE id = ?1";

pub(super) const INSERT_QUERY: &str = "
    INSERT INTO orders(
        id, phase, in_world, issued_at, deadline_at, sent_at, delivered_at, served_at,
        answered_at, first_final_at, replies, outcome, court_fault, overdue, trail, matter, sweep,
        unit, subject, route, drafted_at, measure, original, requested)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
        ?20, ?21, 'query', ?1, 0)";
