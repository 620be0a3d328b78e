//! The event store seam.
//!
//! **What it is**: one trait ([`EventStore`]) that appends bytes to named
//! streams and reads them back, an [`EvidenceStore`] for bodies addressed by
//! their digest, a memory backend, an SQLite backend (feature `sqlite`), the
//! conformance suite every backend must pass, and a wrapper that injects
//! faults.
//!
//! **What it is not**: it knows bytes, names, revisions and opaque positions.
//! It knows nothing of courts, of headers, of hashing or of keys; it never
//! deletes, and there is no "any revision" expectation.
//!
//! **Where to start**: [`EventStore`] in `event_store.rs`, then `memory.rs`,
//! which is the shortest complete backend.
#![forbid(unsafe_code)]

mod append;
mod check;
mod error;
mod event_store;
mod evidence_store;
mod limits;
mod memory;
mod name;
pub mod private;
mod recorded;

#[cfg(feature = "conformance")]
pub mod conformance;
#[cfg(feature = "conformance")]
pub mod fault;
#[cfg(feature = "sqlite")]
pub mod sqlite;

pub use append::{Append, Appended, Expect, NewEvent};
pub use error::{AppendError, StoreError};
pub use event_store::{EventStore, Tail};
pub use evidence_store::{Digest, Evidence, EvidenceStore};
pub use limits::Limits;
pub use memory::MemoryStore;
pub use name::{BadName, StreamName};
pub use recorded::{Position, Recorded, Revision};
