//! Views: what the log says, in tables that can be asked.
//!
//! **What it is**: pure projections of entries into changes ([`projection`]),
//! one SQLite file that takes changes and position in the same transaction
//! ([`Views`]), and typed reads of it ([`Snapshot`]): cases, orders, the
//! response of units, agenda, yearly counts, totals. Beside them, why a matter
//! is as it is, from its events alone ([`why`]).
//!
//! **What it is not**: nothing is decided and nothing is sent from a view. The
//! file is a cache: it may be deleted at any time and is built again from the
//! log. It holds ids, sums, codes and times, and nothing sealed or personal.
//!
//! **Where to start**: [`Views::open`], then `snapshot.rs` (what can be asked)
//! and `orders.rs` (how an event becomes rows).
#![forbid(unsafe_code)]

mod error;
mod row;
mod source;
mod touched;

mod control;
mod docket;
mod holds;
mod ledger;
mod log;
mod orders;
mod place;
pub mod projection;
mod trace;
mod trail;
mod units;

mod digest;
mod follower;
mod view_store;
mod views;

mod agenda;
mod case_row;
mod case_view;
mod event_ref;
mod odd_events;
mod order_row;
mod order_sums;
mod order_view;
mod response;
mod snapshot;
pub mod survival;
mod totals;
pub mod why;
mod years;

pub use agenda::{AgendaItem, AgendaKind};
pub use case_row::{CaseFilter, CaseRow, ControlSums};
pub use case_view::{
    CaseOrder, CaseView, ClaimRow, HoldRow, LiabilityRow, ReceiptRow, RegistrationRow, SweepRow,
};
pub use error::ViewError;
pub use event_ref::EventRef;
pub use follower::Follower;
pub use odd_events::{UnfitEvent, UnknownEvent};
pub use order_row::{OrderFilter, OrderRow};
pub use order_sums::OrderSums;
pub use order_view::{LineRow, OrderView};
pub use response::{ResponseBy, ResponseRow};
pub use snapshot::Snapshot;
pub use source::Source;
pub use totals::Totals;
pub use views::{ReplayCheck, Views};
pub use years::YearCounts;
