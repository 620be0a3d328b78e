//! Where what units send by themselves goes.

use crate::verified::{Stray, Verified};
use crate::wire::{NoticeBody, ReplyBody};
use async_trait::async_trait;
use levy_domain::{id::UnitId, time::Timestamp};
use thiserror::Error;

/// `LEVY-C30`: it cannot be taken now; the unit sends it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("LEVY-C30 it cannot be taken now; send it again in {after_seconds} seconds")]
pub struct TakeError {
    /// When to try again.
    pub after_seconds: u32,
}

/// Takes what an authenticated unit sends. Each method returns only once the
/// body is durable, with the moment these bytes came; a repeat of the same
/// bytes changes nothing and returns the moment of the repeat, so a receipt
/// says when it was asked for and not when the court first knew. It MUST NOT
/// refuse for what a body says: what matches nothing is set aside.
#[async_trait]
pub trait ReplySink: Send + Sync + 'static {
    /// A reply, matched to its order or set aside.
    async fn take(&self, unit: UnitId, reply: Verified<ReplyBody>) -> Result<Timestamp, TakeError>;

    /// A notice.
    async fn notice(
        &self,
        unit: UnitId,
        notice: Verified<NoticeBody>,
    ) -> Result<Timestamp, TakeError>;

    /// What was signed by `unit` but cannot be read, or speaks for another.
    async fn set_aside(&self, unit: UnitId, stray: Stray) -> Result<Timestamp, TakeError>;
}
