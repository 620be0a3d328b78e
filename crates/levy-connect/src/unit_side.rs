//! What a unit needs to conform, without any HTTP stack: checking what the
//! court sends, signing what goes back.
//!
//! A conforming unit also keeps one table, which no helper can keep for it:
//! order id to (hash of the bytes, receipt, replies), written in the same
//! transaction as the effect and never pruned. The same id and hash give the
//! stored answer; the same id with another hash is answered 409; a fence
//! lower than one seen in its scope on the same target is refused.

mod courts;
mod refusal;
mod unit;

pub use courts::CourtKeys;
pub use refusal::{CallRefusal, OrderCheck};
pub use unit::UnitSide;
