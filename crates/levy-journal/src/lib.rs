//! The journal: the log of a court as typed events.
//!
//! **What it is**: the frame of an event ([`frame`]: id, header, payload,
//! chain hash), the codec between domain events and MessagePack with its
//! upcasters, the one writer that stamps and groups appends
//! ([`Journal::write`]), verified reads ([`Journal::load`]), evidence, the
//! wake index (a cache) and an independent check of a stored log
//! ([`verify_dir`]).
//!
//! **What it is not**: no rule is decided here, no state is folded, nothing
//! is sent. It opens no sealed box and knows no backend by name; only
//! [`verify_dir`] and the wake index know SQLite files, and neither is needed
//! to write.
//!
//! **Where to start**: [`Journal`], then `writer.rs` (one group, one sync)
//! and `frame.rs` (what is hashed).
#![forbid(unsafe_code)]

mod clock;
mod onward;
pub use clock::{Clock, MachineClock};

mod event;
pub use event::AnyEvent;
mod named_evidence;

mod header;
pub use header::{Header, HeaderError, HeaderTemplate};
mod value;
pub use value::Value;
mod upcast;
pub use upcast::{BadUpcasters, Upcaster, Upcasters};
mod codec;
pub use codec::{Codec, Decoded, EncodeError, Encoded, WhyUnknown};
mod entry;
pub mod frame;
pub use entry::Entry;
mod evidence;
pub use evidence::{EvidenceBody, EvidenceError};

mod error;
pub use error::{JournalError, Remedy, WriteError};
mod write;
pub use write::{Draft, Write, Written};
mod journal;
pub use journal::{Journal, JournalConfig};
mod writer;

mod heads;
mod repeat;

mod reader;
pub use reader::Tail;

mod wake_index;
pub use wake_index::{Wake, WakeError, WakeIndex};

mod verify;
pub use verify::{Finding, VerifyError, VerifyReport, verify_dir};
