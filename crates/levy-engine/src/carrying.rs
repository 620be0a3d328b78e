//! Orders on their way: carrying, settling, and what comes back from units.

use crate::{
    StreamKey,
    activity::Hold,
    aggregate::Body,
    carrier::{Carried, Errand},
    cause::{Incoming, What},
    desk::Job,
    limits::PUT_OFF,
    opening_hours::next_opening,
    resident::Resident,
    shard::Shard,
};
use levy_connect::{Parcel, Standing, Stray};
use levy_domain::{
    court::access,
    id::{OrderId, UnitId},
    matter::{self, order_state::Phase},
    order::Measure,
    time::{MINUTE, Timestamp},
};
use std::sync::Arc;

impl Shard {
    /// Brings an issued order to its unit, or says that its outcome is unknown.
    pub(crate) fn carry(&mut self, key: StreamKey, order: OrderId, now: Timestamp) {
        let Some(Resident {
            body: Body::Matter(state),
            volatile,
            ..
        }) = self.residents.get(&key)
        else {
            return;
        };
        let Some(known) = state.orders.get(&order) else {
            return;
        };
        let announces = known.is_announced();
        let unknown = |reason: &str| matter::Command::NoteUnknown {
            order,
            reason: reason.into(),
        };
        match known.phase {
            Phase::Issued { .. } if known.recall => {}
            Phase::Issued { .. } if announces => {
                if let Some(at) = self.closed_until(&known.draft.unit, &known.draft.measure, now) {
                    return self.put_off(key, order, at);
                }
                if let Some(resident) = self.residents.get_mut(&key) {
                    resident.volatile.begun.insert(order);
                }
                let about = order.0.as_bytes();
                self.own(
                    key,
                    "begin",
                    about,
                    matter::Command::BeginDispatch { order },
                );
            }
            Phase::Issued { .. } if volatile.fresh.contains(&order) => {
                if let Some(at) = self.closed_until(&known.draft.unit, &known.draft.measure, now) {
                    return self.put_off(key, order, at);
                }
                self.submit(key, order);
            }
            Phase::Begun { .. } if volatile.begun.contains(&order) => self.submit(key, order),
            Phase::Issued { .. } | Phase::Begun { .. } => {
                self.own(key, "unknown", order.0.as_bytes(), unknown("restarted"));
            }
            _ => {}
        }
    }

    pub(crate) fn closed_until(
        &self,
        unit: &UnitId,
        measure: &Measure,
        now: Timestamp,
    ) -> Option<Timestamp> {
        if self.shared.is_paused(unit) {
            return Some(now.plus(PUT_OFF));
        }
        let rules = &self.shared.rules;
        let ability = rules
            .units()
            .get(unit)?
            .ability(measure, None)
            .or_else(|| {
                rules
                    .units()
                    .get(unit)?
                    .abilities
                    .iter()
                    .find(|ability| ability.measure == *measure)
            })?;
        next_opening(ability, rules.calendar(), rules.profile().zone(), now)
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
                state.matter?,
                known.draft.subject,
                issuance.body_evidence?,
                issuance.body_hash,
            ))
        });
        let Some((matter, person, digest, hash)) = found else {
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
            let body = match shared.journal.evidence(&digest).await {
                Ok(Some(sealed)) => shared
                    .desk
                    .open_evidence(matter, person, "order.body", &sealed)
                    .ok(),
                Ok(None) | Err(_) => None,
            };
            let body = body.filter(|bytes| levy_domain::bytes::Digest::of(bytes) == hash);
            let result = match body {
                Some(bytes) => Carried::Body(bytes.into()),
                None => Carried::NotSent,
            };
            let shards = shared.shards();
            if let Some(shard) = shards.get(key.shard(shards.len())) {
                let what = What::Carried {
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

    /// Finds out what became of an order whose outcome is unknown. A unit that
    /// does not honour ids cannot say; a person settles it.
    pub(crate) fn settle(&mut self, key: StreamKey, order: OrderId, _now: Timestamp) {
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
        let (unit, measure) = (known.draft.unit, known.draft.measure.clone());
        if !self.shared.honours_ids(&unit) {
            volatile.retry.insert(order, Timestamp(i64::MAX));
            return;
        }
        if volatile.resend.remove(&order) {
            return self.submit(key, order);
        }
        volatile.offered.insert(order);
        let hold = self.activity.hold();
        self.desk.put(Job {
            key,
            order,
            unit,
            measure,
            errand: Errand::Inquire,
            hold,
        });
    }

    /// An attempt ended.
    pub(crate) fn carried(&mut self, key: StreamKey, order: OrderId, result: Carried, hold: Hold) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        resident.volatile.offered.remove(&order);
        resident.volatile.fresh.remove(&order);
        let sweep = matches!(key, StreamKey::Sweep(_));
        let put_off = self.shared.clock.now().plus(PUT_OFF);
        let unknown = |reason: String| matter::Command::NoteUnknown { order, reason };
        match result {
            Carried::Body(body) => {
                resident.volatile.bodies.insert(order, body);
                let phase = match &resident.body {
                    Body::Matter(state) => state.orders.get(&order).map(|known| known.phase),
                    _ => None,
                };
                if matches!(
                    phase,
                    Some(Phase::Unknown { .. } | Phase::Begun { .. } | Phase::Issued { .. })
                ) {
                    self.submit(key, order);
                }
            }
            Carried::Answered { reply, sent_at } => {
                resident.volatile.begun.remove(&order);
                let unit = self.unit_of(key, &order);
                let Some(unit) = unit else { return };
                let incoming = Incoming {
                    unit,
                    order,
                    reply,
                    sent_at: Some(sent_at),
                    taken: None,
                };
                self.incoming(key, incoming, hold);
            }
            Carried::Accepted { sent_at, .. } if sweep => {
                let _ = sent_at;
                resident.volatile.delivered.insert(order);
            }
            Carried::Accepted { receipt, sent_at } => {
                resident.volatile.begun.remove(&order);
                // After this it is asked about, not sent; evidence has it.
                resident.volatile.bodies.remove(&order);
                let command = matter::Command::NoteDelivered {
                    order,
                    sent_at,
                    delivered_at: receipt.body.delivered_at,
                    served_at: receipt.body.served_at,
                    receipt_number: receipt.body.receipt_number.clone(),
                };
                self.own(key, "delivered", order.0.as_bytes(), command);
            }
            Carried::NotSent => {
                resident.volatile.retry.insert(order, put_off);
                if !sweep
                    && !matches!(&resident.body, Body::Matter(state)
                    if state.orders.get(&order).is_some_and(|known| matches!(known.phase, Phase::Begun { .. })))
                {
                    resident.volatile.fresh.insert(order);
                }
            }
            Carried::Uncertain { reason, stray } => {
                self.take_stray(key, order, stray, &hold);
                let Some(resident) = self.residents.get_mut(&key) else {
                    return;
                };
                if sweep {
                    resident.volatile.retry.insert(order, put_off);
                } else {
                    resident.volatile.begun.remove(&order);
                    let code = if reason.contains("in time") {
                        "no-answer"
                    } else {
                        "cut-off"
                    };
                    self.own(key, "unknown", order.0.as_bytes(), unknown(code.into()));
                }
            }
            Carried::Refused { status } => {
                tracing::warn!(%order, status, "the unit's machine does not take an order");
                if sweep {
                    resident.volatile.retry.insert(order, put_off);
                } else {
                    resident.volatile.begun.remove(&order);
                    let reason = format!("channel-refused-{status}");
                    self.own(key, "unknown", order.0.as_bytes(), unknown(reason));
                }
            }
            Carried::Standing(standing) => self.standing(key, order, *standing, &hold),
            Carried::Unanswered { stray } => {
                resident.volatile.retry.insert(order, put_off);
                self.take_stray(key, order, stray, &hold);
            }
        }
    }

    /// A signed answer that does not fit what was asked: folded where it names
    /// an order of this stream (it will be disputed), else kept on the desk.
    pub(crate) fn take_stray(
        &mut self,
        key: StreamKey,
        order: OrderId,
        stray: Option<Box<Stray>>,
        hold: &Hold,
    ) {
        let Some(stray) = stray else { return };
        let Some(unit) = self.unit_of(key, &order) else {
            return;
        };
        let (bytes, hash) = (stray.signed.to_evidence(), stray.hash());
        match stray.reply {
            Some(reply) if reply.body.order == order => {
                let incoming = Incoming {
                    unit,
                    order,
                    reply: *reply,
                    sent_at: None,
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
        kept: (&[u8], levy_domain::bytes::Digest),
        hold: &Hold,
    ) {
        let Some(ask) = self.shared.set_aside(unit, order, reason, kept, None) else {
            return;
        };
        self.send(StreamKey::Unit(unit), What::Ask(Box::new(ask)), hold);
    }

    pub(crate) fn standing(
        &mut self,
        key: StreamKey,
        order: OrderId,
        standing: Standing,
        hold: &Hold,
    ) {
        let Some(unit) = self.unit_of(key, &order) else {
            return;
        };
        let window = self.shared.window(&unit);
        match standing {
            Standing::NotFound { as_of, .. } => {
                let command = matter::Command::NoteNotFound {
                    order,
                    as_of,
                    window,
                };
                self.own(key, "not-found", order.0.as_bytes(), command);
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
                let Phase::Unknown { since } = known.phase else {
                    return;
                };
                let transfer = known.draft.measure == Measure::Transfer;
                let expires = known
                    .issuance
                    .as_ref()
                    .map_or(since, |issuance| issuance.expires_at);
                let again = match window {
                    Some(window) if transfer => expires.plus(window),
                    Some(window) => since.plus(window),
                    None => Timestamp(i64::MAX),
                };
                let may_resend = !known.is_announced() && !known.recall && as_of < expires;
                if as_of >= again && may_resend {
                    volatile.resend.insert(order);
                } else {
                    volatile.retry.insert(order, again.max(as_of.plus(MINUTE)));
                }
            }
            Standing::Pending { as_of, .. } => {
                let command = matter::Command::NoteDelivered {
                    order,
                    sent_at: as_of,
                    delivered_at: as_of,
                    served_at: None,
                    receipt_number: None,
                };
                self.own(key, "delivered", order.0.as_bytes(), command);
            }
            Standing::Answered { replies, .. } => {
                for reply in replies {
                    let incoming = Incoming {
                        unit,
                        order,
                        reply,
                        sent_at: None,
                        taken: None,
                    };
                    self.incoming(key, incoming, hold.again());
                }
            }
        }
    }

    pub(crate) fn unit_of(&self, key: StreamKey, order: &OrderId) -> Option<UnitId> {
        match &self.residents.get(&key)?.body {
            Body::Matter(state) => state.orders.get(order).map(|known| known.draft.unit),
            Body::Sweep(state) => state.queries.get(order).map(|query| query.planned.unit),
            Body::Unit(_) | Body::Court(_) | Body::Access => None,
        }
    }
}
