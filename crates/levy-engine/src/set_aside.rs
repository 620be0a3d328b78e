//! Replies on a unit's desk are offered again to the streams of their orders:
//! what stood in the way may be gone.

use crate::{
    StreamKey,
    aggregate::{Body, Command},
    cause::{Ask, Because, Cause, Incoming, Input, What},
    shard::Shard,
    shared::Shared,
};
use levy_connect::{
    BodyKind, SignedBody, Verified,
    wire::{ReplyBody, decode},
};
use levy_domain::{
    bytes::Digest,
    court::access,
    id::{CommandId, OrderId, UnitId},
    unit,
};
use std::sync::Arc;
use tokio::sync::oneshot;

impl Shard {
    /// Called when a unit's stream was read, so once in this process and after
    /// every failure.
    pub(crate) fn offer_set_aside(&self, key: StreamKey) {
        let StreamKey::Unit(unit) = key else { return };
        let Some(Body::Unit(state)) = self.residents.get(&key).map(|resident| &resident.body)
        else {
            return;
        };
        let kept: Vec<(Digest, OrderId)> = state
            .set_aside
            .iter()
            .filter_map(|(evidence, order)| Some((*evidence, (*order)?)))
            .collect();
        if kept.is_empty() {
            return;
        }
        let (shared, hold) = (Arc::clone(&self.shared), self.activity.hold());
        tokio::spawn(async move {
            for (evidence, order) in kept {
                if !fold_again(&shared, unit, order, &evidence, &hold)
                    .await
                    .unwrap_or(false)
                {
                    continue;
                }
                let command = unit::Command::Settle {
                    evidence,
                    how: "folded".into(),
                };
                let id = CommandId::derive(unit.0, &[b"settle", &evidence.0]);
                let ask = Ask::own(Command::Unit(command), id, Because::Owed, &shared.seat.code);
                let what = What::Ask(Box::new(ask));
                let hold = hold.again();
                give(&shared, Cause { key, what, hold }).await;
            }
        });
    }
}

async fn give(shared: &Shared, cause: Cause) {
    let shards = shared.shards();
    if let Some(shard) = shards.get(cause.key.shard(shards.len())) {
        // A closed shard means that the engine is stopping; it stays kept.
        let _ = shard.send(Input::Cause(cause)).await;
    }
}

/// True when it found its place; `None` when it cannot be tried now.
async fn fold_again(
    shared: &Shared,
    unit: UnitId,
    order: OrderId,
    evidence: &Digest,
    hold: &crate::activity::Hold,
) -> Option<bool> {
    let key = shared.routes.find(order).await.ok()??;
    let sealed = shared.journal.evidence(evidence).await.ok()??;
    let opened = access::PersonalDataOpened {
        matter: match key {
            StreamKey::Matter(matter) => Some(matter),
            _ => None,
        },
        officer: None,
        purpose: "offer-again".into(),
        fields: vec!["stray.raw".into()],
        count: 1,
        about: Some(order.to_string()),
    };
    let opening = Cause {
        key: StreamKey::Access,
        what: shared.opened(opened),
        hold: hold.again(),
    };
    give(shared, opening).await;
    let kept = shared.desk.open_stray(unit, &sealed).ok()?;
    let (taken, answered) = oneshot::channel();
    let incoming = Incoming {
        unit,
        order,
        reply: read(&kept)?,
        sent_at: None,
        word: None,
        taken: Some(taken),
    };
    let what = What::Incoming(Box::new(incoming));
    let hold = hold.again();
    give(shared, Cause { key, what, hold }).await;
    Some(matches!(answered.await, Ok(Ok(_))))
}

/// As it was kept: with its signature, which was checked when it came in, or
/// bare from a unit inside this process.
fn read(kept: &[u8]) -> Option<Verified<ReplyBody>> {
    let (bytes, signature) = match SignedBody::from_evidence(kept) {
        Ok(signed) if signed.kind == BodyKind::Reply => (signed.bytes, Some(signed.signature)),
        Ok(_) => return None,
        Err(_) => (kept.into(), None),
    };
    Some(Verified {
        body: decode(&bytes).ok()?,
        hash: Digest::of(&bytes),
        raw: bytes,
        signature,
    })
}
