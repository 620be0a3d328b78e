//! The connector seam and the signed wire between a court and its units.
//!
//! **What it is**: the bodies that travel ([`wire`]), their detached
//! signatures ([`SignedBody`]), the seam the engine sends through
//! ([`Connector`]), one route over HTTP ([`http`]), one inside the process
//! ([`InProcess`]), what a unit needs on its side ([`unit_side`]), and the
//! clauses that every connector and unit must pass ([`conformance`]).
//!
//! **What it is not**: it decides nothing, stores nothing and never sends
//! twice by itself. It has no clock: machine time bounds a call, and `now`
//! is an argument where a court's time matters. Bodies hold opened personal
//! data, so nothing here shows one: `Debug`, errors and URLs carry ids,
//! hashes and codes only.
//!
//! **Where to start**: [`Connector`] and [`SubmitError`], which say what each
//! outcome lets the caller conclude; then `docs/openapi/unit-wire.yaml`.
//!
//! Errors begin with a code: `LEVY-C0x` bodies and signatures, `LEVY-C1x`
//! sending and asking, `LEVY-C2x` the table of peers, `LEVY-C3x` taking what
//! units send, `LEVY-C4x` the unit's side.
#![forbid(unsafe_code)]

pub mod limits;

pub mod wire;

mod signed;
pub use signed::{
    BodyKind, DetachedSignature, HeaderError, KEY_HEADER, NotEvidence, NotOpened, SIGNATURE_HEADER,
    SUITE_HEADER, SignedBody,
};
mod verified;
pub use verified::{Stray, StrayReason, Verified};

mod peers;
pub use peers::{BaseUrl, Peer, PeerBook, PeerError, Peers};

mod connector;
pub use connector::{
    AnswerFault, Connector, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError,
    Submitted,
};
mod in_process;
pub use in_process::InProcess;

mod sink;
pub use sink::{ReplySink, TakeError};

#[cfg(feature = "http")]
pub mod http;

pub mod unit_side;

#[cfg(feature = "conformance")]
pub mod conformance;
