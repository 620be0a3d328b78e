//! Tables of the docket.

pub(super) const SCHEMA: &str = "
    CREATE TABLE matter(
        id BLOB PRIMARY KEY, stream INTEGER NOT NULL, court TEXT NOT NULL,
        currency TEXT NOT NULL, opened_at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE registration(
        id BLOB PRIMARY KEY, matter BLOB NOT NULL, number TEXT NOT NULL,
        type_code TEXT NOT NULL, kind TEXT NOT NULL, court TEXT NOT NULL,
        filed_on TEXT NOT NULL, carried_in INTEGER NOT NULL,
        closed_kind TEXT, closed_on TEXT, closed_ground TEXT, owner BLOB) WITHOUT ROWID;
    CREATE TABLE claim(
        matter BLOB NOT NULL, id BLOB NOT NULL,
        owed INTEGER NOT NULL, collected INTEGER NOT NULL,
        PRIMARY KEY(matter, id)) WITHOUT ROWID;
    CREATE TABLE liability(
        matter BLOB NOT NULL, id BLOB NOT NULL, claim BLOB NOT NULL, person BLOB NOT NULL,
        mode TEXT NOT NULL, cap INTEGER,
        PRIMARY KEY(matter, id)) WITHOUT ROWID;
    CREATE TABLE sweep(
        id BLOB PRIMARY KEY, matter BLOB NOT NULL,
        units INTEGER NOT NULL DEFAULT 0, assets INTEGER NOT NULL DEFAULT 0,
        planned INTEGER NOT NULL DEFAULT 0, answered INTEGER NOT NULL DEFAULT 0,
        silent INTEGER NOT NULL DEFAULT 0,
        ordered_at INTEGER, sealed_at INTEGER, completed_at INTEGER, closed_at INTEGER)
        WITHOUT ROWID;
    CREATE TABLE not_askable(
        matter BLOB NOT NULL, class TEXT NOT NULL, sweep BLOB NOT NULL,
        PRIMARY KEY(matter, class, sweep)) WITHOUT ROWID;
    CREATE TABLE receipt(
        id BLOB PRIMARY KEY, matter BLOB NOT NULL, voluntary INTEGER NOT NULL,
        amount INTEGER NOT NULL, booked_on TEXT NOT NULL, unit BLOB,
        matched INTEGER NOT NULL, orders BLOB, line INTEGER,
        allocated INTEGER NOT NULL DEFAULT 0, surplus INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE TABLE notice(
        id BLOB PRIMARY KEY, matter BLOB NOT NULL, hold BLOB, recipient TEXT NOT NULL,
        due_at INTEGER NOT NULL, tries INTEGER NOT NULL, overdue INTEGER NOT NULL,
        told INTEGER NOT NULL, owner BLOB) WITHOUT ROWID;
    CREATE TABLE delegation(
        id BLOB PRIMARY KEY, matter BLOB NOT NULL, court BLOB NOT NULL, clock TEXT NOT NULL,
        due_at INTEGER NOT NULL, overdue INTEGER NOT NULL, owner BLOB) WITHOUT ROWID;";

pub(super) const INDEXES: &str = "
    CREATE INDEX registration_of_matter ON registration(matter);
    CREATE INDEX registration_number ON registration(number);
    CREATE INDEX sweep_of_matter ON sweep(matter);
    CREATE INDEX receipt_of_matter ON receipt(matter);
    CREATE INDEX notice_due ON notice(due_at) WHERE told = 0;";

pub(super) const ROWS: &[(&str, &str)] = &[
    (
        "matter",
        "SELECT m.id, s.name, m.court, m.currency, m.opened_at FROM matter m
         JOIN stream s ON s.no = m.stream ORDER BY m.id",
    ),
    ("registration", "SELECT * FROM registration ORDER BY id"),
    ("claim", "SELECT * FROM claim ORDER BY matter, id"),
    ("liability", "SELECT * FROM liability ORDER BY matter, id"),
    ("sweep", "SELECT * FROM sweep ORDER BY id"),
    (
        "not_askable",
        "SELECT * FROM not_askable ORDER BY matter, class, sweep",
    ),
    ("receipt", "SELECT * FROM receipt ORDER BY id"),
    ("notice", "SELECT * FROM notice ORDER BY id"),
    ("delegation", "SELECT * FROM delegation ORDER BY id"),
];
