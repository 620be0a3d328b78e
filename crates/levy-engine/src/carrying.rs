//! Orders on their way: carrying, settling, and what comes back from units.

use crate::{
    StreamKey,
    activity::Hold,
    aggregate::Body,
    carrier::{Carried, Errand},
    cause::{Incoming, What},
    desk::Job,
    intake,
    limits::PUT_OFF,
    resident::{Resident, Stage},
    shard::Shard,
};
use levy_connect::{NotSentReason, Parcel, Stray};
use levy_domain::{
    bytes::Digest,
    court::access,
    id::{OrderId, UnitId},
    matter::{self, order_state::Phase, sending},
    time::Timestamp,
};
use levy_journal::{EvidenceBody, JournalError};
use std::sync::Arc;

const TOO_MANY: u16 = 429;

/// Whether an order may go to its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leave {
    Now,
    At(Timestamp),
    Never(&'static str),
}

impl Shard {
    /// Brings an issued order to its unit, or says that its outcome is unknown.
    pub(crate) fn carry(&mut self, key: StreamKey, order: OrderId, now: Timestamp) {
        let leave = self.leave(key, order, now);
        let Some(Resident {
            body: Body::Matter(state),
            volatile,
            ..
        }) = self.residents.get_mut(&key)
        else {
            return;
        };
        let Some(known) = state.orders.get(&order) else {
            return;
        };
        let about = order.0.as_bytes();
        let issued = matches!(known.phase, Phase::Issued { .. });
        let announces = issued && known.is_announced();
        // Only this process knows that no byte of the attempt has left.
        let begun = volatile.begun.contains(&order);
        let fresh = begun || announces || volatile.fresh.contains(&order);
        match leave {
            _ if !fresh => {
                let reason = "restarted".into();
                let command = matter::Command::NoteUnknown { order, reason };
                self.own(key, "unknown", about, command);
            }
            Leave::At(at) => self.put_off(key, order, at),
            // Where nothing has left, the domain takes back what may not.
            Leave::Now | Leave::Never(_) if announces => {
                volatile.begun.insert(order);
                let command = matter::Command::BeginDispatch { order };
                self.own(key, "begin", about, command);
            }
            Leave::Now => self.submit(key, order),
            Leave::Never(why) => {
                let ground = why.into();
                let command = matter::Command::RequestRecall { order, ground };
                self.own(key, "take-back", about, command);
                self.not_sent(key, order, why);
                self.back_off(key, order);
            }
        }
    }

    /// May the first byte of an order leave now? Asked when it is put on the
    /// desk, and again by the worker that is about to send it.
    pub(crate) fn leave(&self, key: StreamKey, order: OrderId, now: Timestamp) -> Leave {
        let Some(resident) = self.residents.get(&key) else {
            return Leave::Never("gone");
        };
        let Body::Matter(state) = &resident.body else {
            return Leave::Never("gone");
        };
        let known = state.orders.get(&order);
        let Some(known) = known.filter(|_| matches!(resident.stage, Stage::Ready)) else {
            return Leave::Never("gone");
        };
        if !matches!(known.phase, Phase::Issued { .. } | Phase::Begun { .. }) {
            return Leave::Never("over");
        }
        let rules = &self.shared.rules;
        if let Err(refusal) = state.may_be_sent(&order, now, rules) {
            return Leave::Never(sending::ground(known, &refusal));
        }
        let (unit, measure) = (&known.draft.unit, &known.draft.measure);
        let closed = self.shared.closed_until(unit, measure, now);
        closed.map_or(Leave::Now, Leave::At)
    }

    pub(crate) fn put_off(&mut self, key: StreamKey, order: OrderId, at: Timestamp) {
        if let Some(resident) = self.residents.get_mut(&key) {
            resident.volatile.retry.insert(order, at);
        }
    }

    pub(crate) fn submit(&mut self, key: StreamKey, order: OrderId) {
        let Some(Resident {
            body: Body::Matter(state),
            volatile,
            ..
        }) = self.residents.get_mut(&key)
        else {
            return;
        };
        let Some(known) = state.orders.get(&order) else {
            return;
        };
        let Some(issuance) = &known.issuance else {
            return;
        };
        let Some(body) = volatile.bodies.get(&order).cloned() else {
            return self.fetch_body(key, order);
        };
        let (unit, measure) = (known.draft.unit, known.draft.measure.clone());
        let parcel = Parcel {
            order,
            unit,
            body,
            hash: issuance.body_hash,
        };
        volatile.offered.insert(order);
        let errand = Errand::Submit {
            parcel,
            harmless: false,
        };
        let hold = self.activity.hold();
        self.desk.put(Job {
            key,
            order,
            unit,
            measure,
            errand,
            attempt: 0,
            hold,
        });
    }

    /// After a restart the body comes from the evidence store.
    pub(crate) fn fetch_body(&mut self, key: StreamKey, order: OrderId) {
        let Some(Resident {
            body: Body::Matter(state),
            volatile,
            ..
        }) = self.residents.get_mut(&key)
        else {
            return;
        };
        let found = state.orders.get(&order).and_then(|known| {
            let issuance = known.issuance.as_ref()?;
            Some((
                (state.matter?, known.draft.subject, known.draft.unit),
                issuance.body_evidence?,
                issuance.body_hash,
            ))
        });
        let Some(((matter, person, unit), digest, hash)) = found else {
            return;
        };
        volatile.offered.insert(order);
        let shared = Arc::clone(&self.shared);
        let hold = self.activity.hold();
        let opened = access::PersonalDataOpened {
            matter: Some(matter),
            officer: None,
            purpose: "resend".into(),
            fields: vec!["order.body".into()],
            count: 1,
            about: Some(order.to_string()),
        };
        self.record_access(opened, &hold);
        tokio::spawn(async move {
            let damaged = |why: &dyn std::fmt::Display| Carried::BodyLost(why.to_string());
            let result = match shared.journal.evidence(&digest).await {
                Ok(Some(sealed)) => {
                    let desk = &shared.desk;
                    match desk.open_evidence(matter, person, "order.body", &sealed) {
                        Ok(bytes) if Digest::of(&bytes) == hash => Carried::Body(bytes.into()),
                        Ok(_) => damaged(&"its bytes are not the ones that were issued"),
                        Err(error) => damaged(&error),
                    }
                }
                Ok(None) => damaged(&"no evidence of this digest is stored"),
                Err(error @ JournalError::Evidence { .. }) => damaged(&error),
                Err(error) => Carried::BodyUnread(error.to_string()),
            };
            let shards = shared.shards();
            if let Some(shard) = shards.get(key.shard(shards.len())) {
                let what = What::Carried {
                    unit,
                    order,
                    result: Box::new(result),
                };
                let _ = shard
                    .send(crate::cause::Input::Cause(crate::cause::Cause {
                        key,
                        what,
                        hold,
                    }))
                    .await;
            }
        });
    }

    /// An attempt ended.
    pub(crate) fn carried(
        &mut self,
        key: StreamKey,
        (unit, order): (UnitId, OrderId),
        result: Carried,
        hold: Hold,
    ) {
        let now = self.shared.clock.now();
        let sweep = matches!(key, StreamKey::Sweep(_));
        let phase = self.order_of(key, &order).map(|known| known.phase);
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        let volatile = &mut resident.volatile;
        volatile.offered.remove(&order);
        let fresh = volatile.fresh.remove(&order);
        match result {
            Carried::Answered { reply, sent_at } => {
                volatile.begun.remove(&order);
                let incoming = Incoming {
                    unit,
                    order,
                    reply,
                    sent_at: Some(sent_at),
                    word: None,
                    taken: None,
                };
                self.incoming(key, incoming, hold);
            }
            Carried::Accepted { .. } if sweep => {
                volatile.delivered.insert(order);
            }
            Carried::Kept
            | Carried::NotSent(_)
            | Carried::Uncertain { .. }
            | Carried::Refused { .. }
                if sweep =>
            {
                volatile.retry.insert(order, now.plus(PUT_OFF));
                match result {
                    Carried::Uncertain { stray, .. } => {
                        self.take_stray(key, (unit, order), stray, &hold);
                    }
                    Carried::Refused { status } => {
                        tracing::warn!(%order, status, "the unit's machine takes no query");
                    }
                    Carried::NotSent(reason) => tracing::info!(%order, %reason, "not sent"),
                    _ => {}
                }
            }
            Carried::Body(body) => {
                volatile.bodies.insert(order, body);
                if matches!(phase, Some(Phase::Begun { .. } | Phase::Issued { .. })) {
                    if fresh {
                        volatile.fresh.insert(order);
                    }
                    self.submit(key, order);
                }
            }
            Carried::BodyLost(why) => {
                tracing::error!(%order, %why, "the issued body cannot be sent");
                self.dispute(key, order, "body-lost", None);
                self.not_sent(key, order, "body-lost");
            }
            Carried::BodyUnread(why) => {
                tracing::warn!(%order, %why, "the issued body cannot be read now");
                if fresh {
                    volatile.fresh.insert(order);
                }
                self.back_off(key, order);
                self.not_sent(key, order, "body-unread");
            }
            Carried::Kept => {
                if fresh {
                    volatile.fresh.insert(order);
                }
                volatile.retry.remove(&order);
                if matches!(phase, Some(Phase::Unknown { .. })) {
                    self.not_sent(key, order, "recalled");
                }
            }
            Carried::NotSent(reason) => {
                tracing::warn!(%order, %reason, "an order was not sent");
                if fresh {
                    volatile.fresh.insert(order);
                }
                self.put_off(key, order, now.plus(PUT_OFF));
                match reason {
                    NotSentReason::ChangedBytes => self.dispute(key, order, "body-changed", None),
                    NotSentReason::TooLarge => self.dispute(key, order, "body-too-large", None),
                    _ => {}
                }
                self.not_sent(key, order, "not-sent");
            }
            Carried::Accepted { receipt, sent_at } => {
                volatile.begun.remove(&order);
                // After this it is asked about, not sent; evidence has it.
                volatile.bodies.remove(&order);
                let receipt_number =
                    intake::receipt_number(&self.shared.desk, resident, order, &receipt.body);
                let word = self.word_of(key, &order, &receipt);
                if self.is_other_body(key, &order, &receipt.body.order_hash) {
                    self.unknown(key, order, "other-body");
                    return self.dispute(key, order, "other-body", word);
                }
                let command = matter::Command::NoteDelivered {
                    order,
                    sent_at,
                    delivered_at: receipt.body.delivered_at,
                    served_at: receipt.body.served_at,
                    receipt_number,
                    evidence: word.as_ref().map(EvidenceBody::digest),
                };
                self.own_with(key, "delivered", order.0.as_bytes(), command, word);
            }
            Carried::Uncertain { reason, stray } => {
                let in_time = reason.contains("in time");
                self.take_stray(key, (unit, order), stray, &hold);
                let code = if in_time { "no-answer" } else { "cut-off" };
                self.unknown(key, order, code);
            }
            Carried::Refused { status } => {
                let reason = format!("channel-refused-{status}");
                self.unknown(key, order, &reason);
                // Too many at once passes; all else a person corrects, and
                // the same bytes would be refused again.
                if status != TOO_MANY {
                    self.dispute(key, order, &reason, None);
                }
            }
            Carried::Standing { standing, asked_at } => {
                self.standing(key, (unit, order), *standing, asked_at, &hold);
            }
            Carried::Unanswered { stray } => {
                self.back_off(key, order);
                self.take_stray(key, (unit, order), stray, &hold);
            }
        }
    }

    /// Perhaps carried out: asked about after a while.
    fn unknown(&mut self, key: StreamKey, order: OrderId, reason: &str) {
        if let Some(resident) = self.residents.get_mut(&key) {
            resident.volatile.begun.remove(&order);
        }
        self.back_off(key, order);
        let reason = reason.into();
        let command = matter::Command::NoteUnknown { order, reason };
        self.own(key, "unknown", order.0.as_bytes(), command);
    }

    /// No byte of an announced attempt left. Where the order was asked back
    /// meanwhile, or an earlier attempt is in doubt, the domain says what that
    /// makes of it.
    pub(crate) fn not_sent(&mut self, key: StreamKey, order: OrderId, reason: &str) {
        let begun = self
            .residents
            .get(&key)
            .is_some_and(|resident| resident.volatile.begun.contains(&order));
        if !begun {
            return;
        }
        let reason = reason.into();
        let command = matter::Command::NoteNotSent { order, reason };
        self.own(key, "not-sent", order.0.as_bytes(), command);
        let phase = self.order_of(key, &order).map(|known| known.phase);
        if let Some(resident) = self.residents.get_mut(&key)
            && !matches!(phase, Some(Phase::Begun { .. }))
        {
            resident.volatile.begun.remove(&order);
        }
    }

    /// A signed answer that does not fit what was asked: folded where it names
    /// an order of this stream (it will be disputed), else kept on the desk.
    pub(crate) fn take_stray(
        &mut self,
        key: StreamKey,
        (unit, order): (UnitId, OrderId),
        stray: Option<Box<Stray>>,
        hold: &Hold,
    ) {
        let Some(stray) = stray else { return };
        let (bytes, hash) = (stray.signed.to_evidence(), stray.hash());
        match stray.reply {
            Some(reply) if reply.body.order == order => {
                let incoming = Incoming {
                    unit,
                    order,
                    reply: *reply,
                    sent_at: None,
                    word: None,
                    taken: None,
                };
                self.incoming(key, incoming, hold.again());
            }
            reply => {
                let named = reply.map(|reply| reply.body.order);
                self.set_aside(unit, named, "not-ours", (&bytes, hash), hold);
            }
        }
    }

    /// Puts a reply on the unit's desk.
    pub(crate) fn set_aside(
        &self,
        unit: UnitId,
        order: Option<OrderId>,
        reason: &str,
        kept: (&[u8], Digest),
        hold: &Hold,
    ) {
        let Some(ask) = self.shared.set_aside(unit, order, reason, kept, None) else {
            return;
        };
        self.send(StreamKey::Unit(unit), What::Ask(Box::new(ask)), hold);
    }

    pub(crate) fn unit_of(&self, key: StreamKey, order: &OrderId) -> Option<UnitId> {
        match &self.residents.get(&key)?.body {
            Body::Matter(state) => state.orders.get(order).map(|known| known.draft.unit),
            Body::Sweep(state) => state.queries.get(order).map(|query| query.planned.unit),
            Body::Unit(_) | Body::Court(_) | Body::Number(_) | Body::Access => None,
        }
    }
}
