//! Levy for court case systems: one door to the engine.
//!
//! **What it is**: a builder that binds store, journal, keys, rules, engine
//! and views together over one data directory ([`Levy`]), a read-only door for
//! auditors ([`Audit`]), and re-exports of the parts.
//!
//! **What it is not**: there is no HTTP server and no command line here, and
//! no rule: those live in `levyd`, `levy-cli` and `levy-domain`.
//!
//! **Where to start**: [`Levy::builder`] and the example `embed`.
#![forbid(unsafe_code)]

mod audit;
mod beginning;
mod builder;
mod directory;
mod error;
mod instance;
mod key_record;

pub use audit::Audit;
pub use builder::{Builder, Keys};
pub use error::Error;
pub use instance::Levy;

pub use levy_connect as connect;
pub use levy_domain as domain;
pub use levy_engine as engine;
pub use levy_journal as journal;
pub use levy_proof as proof;
pub use levy_store as store;
pub use levy_views as views;
