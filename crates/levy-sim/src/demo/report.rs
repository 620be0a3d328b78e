//! What the demo says at its end.

use levy::views::{CaseView, ResponseRow, Totals};
use serde::{Deserialize, Serialize};

/// One unit's line.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UnitLine {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Orders, returns by the court's fault left out.
    pub orders: u64,
    /// With a first final answer.
    pub answered: u64,
    /// Without one.
    pub open: u64,
    /// On time of those judged, `null` where none is.
    pub on_time_rate: Option<f64>,
    /// Service to first final answer in clock hours, half of the orders;
    /// `null` where not reached.
    pub median_hours: Option<f64>,
    /// The same for 95 of 100.
    pub p95_hours: Option<f64>,
}

impl UnitLine {
    /// From the response view.
    pub fn of(row: ResponseRow) -> Self {
        UnitLine {
            code: row.unit_code.unwrap_or_default(),
            name: row.unit_name.unwrap_or_default(),
            orders: row.orders,
            answered: row.answered,
            open: row.open,
            on_time_rate: row.on_time_rate,
            median_hours: row.median_hours,
            p95_hours: row.p95_hours,
        }
    }
}

/// One row of Table 1: the paper, the plan, the log.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TableRow {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
    /// As the paper prints it.
    pub paper: u64,
    /// As planned for this number of registrations.
    pub planned: u64,
    /// As the log counts it.
    pub counted: u64,
}

/// Log, units' books and views held against each other.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Reconciliation {
    /// Commands acknowledged to the staff in this run.
    pub commands_acknowledged: u64,
    /// Of them missing in the log.
    pub commands_lost: u64,
    /// Replies and notices for which a unit holds our signed receipt.
    pub receipts_held_by_units: u64,
    /// Of them missing in the log.
    pub replies_lost: u64,
    /// Messages that the units' books note.
    pub messages_in_books: u64,
    /// Orders in the books that the log does not know.
    pub orders_unknown_to_log: u64,
    /// Orders that a unit took before the log had them, or in other bytes:
    /// nothing is sent before what allows it is durable.
    #[serde(default)]
    pub taken_before_issue: u64,
    /// Orders other than queries in the books that the views do not know.
    pub orders_unknown_to_views: u64,
    /// Orders in the views that should be in the books and are not.
    pub orders_unknown_to_books: u64,
    /// Orders whose moved sum differs between books, log and views.
    pub moved_differs: u64,
    /// Orders taken to a counter and entered by hand; not in units' books.
    pub orders_at_counters: u64,
    /// Freezes whose sum held now differs between books and views.
    pub held_differs: u64,
    /// Moved, as the books have it.
    pub books_moved_minor: u64,
    /// Moved, as the log has it.
    pub log_moved_minor: u64,
    /// Moved, as the views have it.
    pub views_moved_minor: u64,
}

impl Reconciliation {
    /// Orders that a unit's books have and that the log had not issued before.
    pub fn unissued(&self) -> u64 {
        self.orders_unknown_to_log + self.taken_before_issue
    }
}

/// The whole report. Field names are a contract for scripts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoReport {
    /// Registrations.
    pub cases: u64,
    /// Orders issued, replacements not counted.
    pub orders: u64,
    /// Orders issued in place of one whose outcome stayed unknown.
    pub replaced: u64,
    /// Replies folded.
    pub replies: u64,
    /// Events in the log.
    pub events: u64,
    /// Holds ever established.
    pub holds: u64,
    /// Sum of what was ever frozen.
    pub frozen_minor: u64,
    /// Sum of what units moved to the court's account.
    pub transferred_minor: u64,
    /// Orders whose outcome is unknown at the end.
    pub unknown_open: u64,
    /// Replies on units' desks.
    pub set_aside: u64,
    /// Acknowledged commands and receipted replies that the log lacks.
    pub lost: u64,
    /// Effects that a unit's books have twice.
    pub duplicate_effects: u64,
    /// Acts of ours above the room.
    pub ordered_over: u64,
    /// Holds above the room through inflow without a release proposed.
    pub inflow_excess_open: u64,
    /// Live views and replayed views agree by digest.
    pub replay_matches: bool,
    /// Every chain and every body of evidence holds.
    pub chains_ok: bool,
    /// Machine seconds of this run.
    pub wall_s: f64,
    /// Units that were asked.
    pub units: Vec<UnitLine>,
    /// Year of the demo.
    pub year: i32,
    /// Seed.
    pub seed: u64,
    /// Orders per registration.
    pub orders_per_case: f64,
    /// Registrations beside the paper's Table 1.
    pub table1: Vec<TableRow>,
    /// Numbers of the cases that were to close within the year and did not.
    pub not_closed: Vec<String>,
    /// Three-way reconciliation.
    pub reconciliation: Reconciliation,
    /// One case's control state.
    pub sample_case: Option<CaseView>,
    /// Every total of the views.
    pub totals: Totals,
}

impl DemoReport {
    /// The promises that a demo must keep.
    pub fn keeps_its_promises(&self) -> bool {
        self.lost == 0
            && self.duplicate_effects == 0
            && self.ordered_over == 0
            && self.inflow_excess_open == 0
            && self.reconciliation.unissued() == 0
            && self.replay_matches
            && self.chains_ok
    }
}
