//! From what a unit sent to what is folded: personal fields sealed, raw bytes
//! kept as evidence unless their canonical form rebuilds them.

use crate::personal::Personal;
use levy_connect::{
    Verified,
    wire::{FoundBody, ReplyBody, ReplyLine},
};
use levy_domain::{
    id::{AssetId, CommandId, MatterId, PersonId, UnitId},
    reply::{Reply, Truth, Way},
    stamp::{Happened, Precision, Source},
    time::Timestamp,
};
use levy_journal::{EvidenceBody, EvidenceError};
use levy_proof::SealError;
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

/// `whom`: the matter and the person that the order is about.
pub(crate) fn take(
    desk: &Personal,
    unit: UnitId,
    (matter, person): (MatterId, PersonId),
    said: &Verified<ReplyBody>,
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
    // A plain "nothing found" carries no more than what is stored; its bytes
    // are rebuilt when asked for, and their hash is kept.
    let plain =
        lines.is_empty() && found.is_empty() && body.refused.is_none() && said.is_canonical();
    let evidence = if plain {
        Vec::new()
    } else {
        let kept = said
            .signed()
            .map_or_else(|| said.raw.to_vec(), |signed| signed.to_evidence());
        let sealed = desk.seal_evidence(matter, person, "reply.raw", &kept)?;
        vec![sealed]
    };
    let identity = said.identity();
    let reply = Reply {
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
        raw_evidence: evidence.first().map(EvidenceBody::digest),
        order_hash: body.order_hash,
        lines,
        found,
        refused: body
            .refused
            .as_ref()
            .map(|reason| reason.expose().to_owned()),
        fault: body.fault.clone(),
    };
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
