//! Table of the holds.

pub(super) const SCHEMA: &str = "
    CREATE TABLE hold(
        id BLOB PRIMARY KEY, matter BLOB NOT NULL, asset BLOB NOT NULL, class TEXT NOT NULL,
        unit BLOB NOT NULL, liability BLOB NOT NULL, measure TEXT NOT NULL,
        orders BLOB, line INTEGER, limit_minor INTEGER,
        held INTEGER NOT NULL, covers INTEGER NOT NULL, reserved INTEGER NOT NULL,
        beyond_balance INTEGER NOT NULL, waiting INTEGER NOT NULL, rank INTEGER NOT NULL,
        from_on TEXT, end_ordered TEXT, end_stated TEXT, end_stated_at INTEGER, end_law TEXT,
        end_earliest TEXT, truth TEXT NOT NULL, void INTEGER NOT NULL,
        not_redeemable_before TEXT, released INTEGER NOT NULL,
        released_cause TEXT, released_at INTEGER,
        drawn INTEGER NOT NULL DEFAULT 0, lowered INTEGER NOT NULL DEFAULT 0,
        over_order INTEGER NOT NULL DEFAULT 0, over_room INTEGER NOT NULL DEFAULT 0,
        excess_at INTEGER, owner BLOB, established_at INTEGER NOT NULL,
        alarm_level INTEGER NOT NULL, ended_at INTEGER, presumed_at INTEGER,
        handover_by INTEGER) WITHOUT ROWID;";

pub(super) const INDEXES: &str = "
    CREATE INDEX hold_of_matter ON hold(matter);
    CREATE INDEX hold_of_order ON hold(orders) WHERE orders IS NOT NULL;
    CREATE INDEX hold_end ON hold(end_earliest) WHERE released = 0;";

pub(super) const ROWS: &[(&str, &str)] = &[("hold", "SELECT * FROM hold ORDER BY id")];

pub(super) const STAND: &str = "
    INSERT INTO hold(
        id, matter, asset, class, unit, liability, measure, orders, line, limit_minor, held,
        covers, reserved, beyond_balance, waiting, rank, from_on, end_ordered, end_stated,
        end_stated_at, end_law, end_earliest, truth, void, not_redeemable_before, released,
        released_cause, established_at, alarm_level, ended_at, presumed_at, handover_by)
    VALUES (:id, :matter, :asset, :class, :unit, :liability, :measure, :orders, :line, :limit,
        :held, :covers, :reserved, :beyond, :waiting, :rank, :from, :ordered, :stated,
        :stated_at, :law, :earliest, :truth, :void, :not_before, :released, :cause, :at,
        :level, :ended, :presumed, :handover)
    ON CONFLICT(id) DO UPDATE SET
        limit_minor = :limit, held = :held, covers = :covers, reserved = :reserved,
        beyond_balance = :beyond, waiting = :waiting, rank = :rank, from_on = :from,
        end_ordered = :ordered, end_stated = :stated, end_stated_at = :stated_at,
        end_law = :law, end_earliest = :earliest, truth = :truth, void = :void,
        not_redeemable_before = :not_before, released = :released, released_cause = :cause,
        alarm_level = :level, ended_at = :ended, presumed_at = :presumed,
        handover_by = :handover,
        released_at = CASE :released WHEN 0 THEN NULL ELSE released_at END";
