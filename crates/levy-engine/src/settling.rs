//! Unknown outcomes: asking the unit, and what its word settles.

use crate::{
    StreamKey,
    activity::Hold,
    aggregate::Body,
    carrier::Errand,
    cause::Incoming,
    desk::Job,
    limits::{BACK_OFF, BACK_OFF_DOUBLINGS},
    resident::Resident,
    shard::Shard,
};
use levy_connect::{Standing, Verified, wire::WireBody};
use levy_domain::{
    bytes::Digest,
    id::{OrderId, UnitId},
    matter::{
        self,
        order_state::{OrderState, Phase},
    },
    order::Measure,
    time::Timestamp,
};
use levy_journal::EvidenceBody;

impl Shard {
    /// An order of a matter.
    pub(crate) fn order_of(&self, key: StreamKey, order: &OrderId) -> Option<&OrderState> {
        match &self.residents.get(&key)?.body {
            Body::Matter(state) => state.order(order),
            _ => None,
        }
    }

    /// Not before twice as long as the last time, in the court's own time: no
    /// unit's clock makes the engine ask or send faster.
    pub(crate) fn back_off(&mut self, key: StreamKey, order: OrderId) -> Timestamp {
        let now = self.shared.clock.now();
        let Some(resident) = self.residents.get_mut(&key) else {
            return now;
        };
        let tries = resident.volatile.tries.entry(order).or_default();
        let at = now.plus(BACK_OFF << (*tries).min(BACK_OFF_DOUBLINGS));
        *tries = tries.saturating_add(1);
        resident.volatile.retry.insert(order, at);
        at
    }

    /// Finds out what became of an order whose outcome is unknown. A unit that
    /// does not honour ids cannot say; a person settles it.
    pub(crate) fn settle(&mut self, key: StreamKey, order: OrderId, now: Timestamp) {
        let Some(known) = self.order_of(key, &order) else {
            return;
        };
        let (unit, measure) = (known.draft.unit, known.draft.measure.clone());
        let may_resend = may_resend(known, now);
        if known.recall {
            self.not_sent(key, order, "recalled");
        }
        let phase = self.order_of(key, &order).map(|known| known.phase);
        if !matches!(phase, Some(Phase::Unknown { .. })) {
            return;
        }
        if !self.shared.honours_ids(&unit) {
            return self.put_off(key, order, Timestamp(i64::MAX));
        }
        let closed = self.shared.closed_until(&unit, &measure, now);
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        if resident.volatile.resend.contains(&order) && may_resend {
            if let Some(at) = closed {
                return self.put_off(key, order, at);
            }
            resident.volatile.resend.remove(&order);
            resident.volatile.begun.insert(order);
            let command = matter::Command::BeginDispatch { order };
            return self.own(key, "begin", order.0.as_bytes(), command);
        }
        resident.volatile.resend.remove(&order);
        resident.volatile.offered.insert(order);
        let hold = self.activity.hold();
        self.desk.put(Job {
            key,
            order,
            unit,
            measure,
            errand: Errand::Inquire,
            attempt: 0,
            hold,
        });
    }

    /// The unit's signed word about an order, sealed, to be named by the event
    /// that rests on it.
    pub(crate) fn word_of<T: WireBody>(
        &self,
        key: StreamKey,
        order: &OrderId,
        word: &Verified<T>,
    ) -> Option<EvidenceBody> {
        let person = self.order_of(key, order)?.draft.subject;
        let Body::Matter(state) = &self.residents.get(&key)?.body else {
            return None;
        };
        let sealed =
            self.shared
                .desk
                .seal_evidence(state.matter?, person, "unit.word", &word.kept());
        sealed
            .inspect_err(|error| tracing::error!(%order, %error, "a unit's word cannot be sealed"))
            .ok()
    }

    /// Something contradicts the log: it is shown to a person, once.
    pub(crate) fn dispute(
        &mut self,
        key: StreamKey,
        order: OrderId,
        reason: &str,
        word: Option<EvidenceBody>,
    ) {
        tracing::warn!(%order, reason, "an order needs a person");
        let command = matter::Command::Dispute {
            order,
            reason: reason.into(),
            evidence: word.as_ref().map(EvidenceBody::digest),
        };
        self.own_with(key, "dispute", order.0.as_bytes(), command, word);
    }

    /// True when the unit read other bytes than were issued.
    pub(crate) fn is_other_body(&self, key: StreamKey, order: &OrderId, hash: &Digest) -> bool {
        self.order_of(key, order)
            .and_then(|known| known.issuance.as_ref())
            .is_some_and(|issuance| issuance.body_hash != *hash)
    }

    /// The unit says where an order stands; it was asked at `asked_at`.
    pub(crate) fn standing(
        &mut self,
        key: StreamKey,
        (unit, order): (UnitId, OrderId),
        standing: Standing,
        asked_at: Timestamp,
        hold: &Hold,
    ) {
        // Whatever it says, it is not asked again at the network's speed.
        let not_before = self.back_off(key, order);
        match standing {
            Standing::NotFound { as_of, word, .. } => {
                if as_of < asked_at {
                    tracing::warn!(%order, "a unit's word is older than the question");
                    return;
                }
                self.not_found(key, order, (as_of, not_before), &word);
            }
            Standing::Pending {
                order_hash,
                as_of,
                word,
                ..
            } => {
                let sealed = self.word_of(key, &order, &word);
                if self.is_other_body(key, &order, &order_hash) {
                    return self.dispute(key, order, "other-body", sealed);
                }
                let since = match self.order_of(key, &order).map(|known| known.phase) {
                    Some(Phase::Unknown { since }) => since,
                    _ => asked_at,
                };
                let at = as_of.min(self.shared.clock.now()).max(since);
                let command = matter::Command::NoteDelivered {
                    order,
                    sent_at: at,
                    delivered_at: at,
                    served_at: None,
                    receipt_number: None,
                    evidence: sealed.as_ref().map(EvidenceBody::digest),
                };
                self.own_with(key, "delivered", order.0.as_bytes(), command, sealed);
            }
            Standing::Answered {
                order_hash,
                replies,
                word,
                ..
            } => {
                if self.is_other_body(key, &order, &order_hash) {
                    let sealed = self.word_of(key, &order, &word);
                    self.dispute(key, order, "other-body", sealed);
                }
                for reply in replies {
                    let incoming = Incoming {
                        unit,
                        order,
                        reply,
                        sent_at: None,
                        word: Some((word.kept(), word.hash)),
                        taken: None,
                    };
                    self.incoming(key, incoming, hold.again());
                }
            }
        }
    }

    fn not_found<T: WireBody>(
        &mut self,
        key: StreamKey,
        order: OrderId,
        (as_of, not_before): (Timestamp, Timestamp),
        word: &Verified<T>,
    ) {
        let Some(unit) = self.unit_of(key, &order) else {
            return;
        };
        let window = self.shared.window(&unit);
        let sealed = self.word_of(key, &order, word);
        let command = matter::Command::NoteNotFound {
            order,
            as_of,
            window,
            evidence: sealed.as_ref().map(EvidenceBody::digest),
        };
        self.own_with(key, "not-found", order.0.as_bytes(), command, sealed);
        let now = self.shared.clock.now();
        let Some(known) = self.order_of(key, &order) else {
            return;
        };
        let Phase::Unknown { since } = known.phase else {
            return;
        };
        let expires = known
            .issuance
            .as_ref()
            .map_or(since, |issuance| issuance.expires_at);
        let may_resend = may_resend(known, now);
        let again = match window {
            Some(window) if known.draft.measure == Measure::Transfer => expires.plus(window),
            Some(window) => since.plus(window),
            None => Timestamp(i64::MAX),
        };
        let Some(Resident { volatile, .. }) = self.residents.get_mut(&key) else {
            return;
        };
        if as_of.min(now) >= again && may_resend {
            volatile.retry.remove(&order);
            volatile.resend.insert(order);
        } else {
            volatile.retry.insert(order, again.max(not_before));
        }
    }
}

/// The same bytes may go out again: never a transfer, never what a person
/// must look at, and not what the unit would refuse as expired.
fn may_resend(known: &OrderState, now: Timestamp) -> bool {
    !known.is_announced()
        && !known.recall
        && !known.disputed
        && known
            .issuance
            .as_ref()
            .is_some_and(|issuance| now < issuance.expires_at)
}
