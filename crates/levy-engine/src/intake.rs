//! From what a unit sent to what is folded: personal fields sealed, raw bytes
//! kept as evidence unless their canonical form rebuilds them.

use crate::{aggregate::Body, personal::Personal, resident::Resident};
use levy_connect::{
    Verified,
    wire::{FoundBody, ReceiptBody, ReplyBody, ReplyLine, V1, body_hash},
};
use levy_domain::{
    bytes::{Bytes, Digest},
    id::{AssetId, CommandId, MatterId, OrderId, PersonId, UnitId},
    reply::{RawSignature, Reply, Truth, Way},
    sealed::Sealed,
    stamp::{Happened, Precision, Source},
    time::Timestamp,
};
use levy_journal::{EvidenceBody, EvidenceError};
use levy_proof::SealError;
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error)]
pub(crate) enum IntakeError {
    #[error(transparent)]
    Seal(#[from] SealError),
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
}

pub(crate) struct Taken {
    pub reply: Reply,
    pub evidence: Vec<EvidenceBody>,
    pub command: CommandId,
    pub happened: Happened,
}

/// The asset that a number names at a unit: the same number is the same asset
/// in every matter of this court.
pub(crate) fn asset_id(desk: &Personal, unit: &UnitId, number: &str) -> AssetId {
    AssetId::derive(unit.0, &[&desk.token("number", number).0.0])
}

/// A reply that says no more than "nothing found", as the unit wrote it, from
/// what is stored of it; `None` where it said more. Encoded canonically, these
/// are the bytes that `raw_hash` and `raw_signature` are over. The unit's
/// receipt number lies sealed in the reply and is given here opened.
pub fn plain_reply(
    order: OrderId,
    unit: &str,
    reply: &Reply,
    receipt_number: Option<&str>,
) -> Option<ReplyBody> {
    let plain = reply.lines.is_empty() && reply.found.is_empty() && reply.refused.is_none();
    Some(ReplyBody {
        v: V1,
        order,
        order_hash: reply.order_hash,
        unit: unit.to_owned(),
        sequence: reply.sequence,
        last: reply.last,
        corrects: reply.corrects,
        delivered_at: reply.way.delivered_at?,
        served_at: reply.way.served_at,
        answered_at: reply.way.answered_at?,
        receipt_number: receipt_number.map(str::to_owned),
        lines: Vec::new(),
        found: Vec::new(),
        refused: None,
        fault: reply.fault.clone(),
    })
    .filter(|_| plain)
}

/// The signed bytes that a reply came in, and their hash, where it came inside
/// another body.
type Word = (Arc<[u8]>, Digest);

/// `whom`: the matter and the person that the order is about.
pub(crate) fn take(
    desk: &Personal,
    unit: UnitId,
    (matter, person): (MatterId, PersonId),
    (said, word): (&Verified<ReplyBody>, Option<&Word>),
    sent_at: Option<Timestamp>,
    received_at: Timestamp,
) -> Result<Taken, IntakeError> {
    let body = &said.body;
    let mut fields = desk.fields(matter, person);
    let lines = body
        .lines
        .iter()
        .map(|line: &ReplyLine| line.to_domain(&mut fields))
        .collect::<Result<Vec<_>, SealError>>()?;
    let found = body
        .found
        .iter()
        .map(|found: &FoundBody| {
            let asset = asset_id(desk, &unit, found.number.expose());
            found.to_domain(asset, person, unit, &mut fields)
        })
        .collect::<Result<Vec<_>, SealError>>()?;
    let all = body.of_all(&mut fields)?;
    let identity = said.identity();
    let mut reply = Reply {
        sequence: body.sequence,
        last: body.last,
        corrects: body.corrects,
        way: Way {
            sent_at,
            delivered_at: Some(body.delivered_at),
            served_at: body.served_at,
            answered_at: Some(body.answered_at),
        },
        received_at,
        truth: Truth::Claimed,
        raw_hash: identity,
        raw_evidence: None,
        raw_signature: said.signature.as_ref().map(|given| RawSignature {
            suite: given.suite.clone(),
            key: given.key_id.to_string(),
            signature: Bytes(given.signature.as_bytes().to_vec()),
        }),
        order_hash: body.order_hash,
        lines,
        found,
        receipt_number: all.receipt_number,
        refused: all.refused,
        refused_text: all.refused_text,
        fault: body.fault.clone(),
    };
    // A plain "nothing found" carries no more than what is stored: its bytes
    // are rebuilt when asked for, beside their hash and their signature. That
    // it can be is tried here, not assumed.
    let plain = word.is_none()
        && plain_reply(
            body.order,
            &body.unit,
            &reply,
            body.receipt_number.as_deref(),
        )
        .and_then(|rebuilt| body_hash(&rebuilt).ok())
        .is_some_and(|(bytes, _)| bytes[..] == said.raw[..]);
    let mut evidence = Vec::new();
    if !plain {
        let kept = word.map_or_else(|| said.kept(), |(bytes, _)| Arc::clone(bytes));
        let sealed = desk.seal_evidence(matter, person, "reply.raw", &kept)?;
        reply.raw_signature = None;
        reply.raw_evidence = Some(sealed.digest());
        evidence.push(sealed);
    }
    let parts: [&[u8]; 2] = [&body.sequence.to_be_bytes(), &identity.0];
    Ok(Taken {
        reply,
        evidence,
        command: CommandId::derive(body.order.0, &parts),
        happened: Happened {
            at: body.answered_at,
            source: Source::Unit,
            precision: Precision::Minute,
        },
    })
}

/// The unit's receipt number is its own words: sealed, or not kept.
pub(crate) fn receipt_number(
    desk: &Personal,
    resident: &Resident,
    order: OrderId,
    receipt: &ReceiptBody,
) -> Option<Sealed> {
    let Body::Matter(state) = &resident.body else {
        return None;
    };
    let subject = state.orders.get(&order)?.draft.subject;
    let mut fields = desk.fields(state.matter?, subject);
    receipt.number(&mut fields).unwrap_or_else(|error| {
        tracing::error!(%order, %error, "a receipt number cannot be sealed and is not kept");
        None
    })
}
