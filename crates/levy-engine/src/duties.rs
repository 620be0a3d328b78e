//! What a shard does about what its streams owe, and how it folds what comes
//! back. Everything here may be repeated: the deciders make it harmless.

use crate::{
    StreamKey,
    activity::Hold,
    aggregate::{Body, Command},
    brief::{Brief, Findings, Signatory},
    carrier::{Carried, Errand},
    cause::{Ask, Incoming, SetAside, What},
    desk::Job,
    intake,
    limits::{FINDINGS, OFFERED, PASS, PLAN_CHUNK, PUT_OFF, WRITE_EVENTS},
    opening_hours::next_opening,
    rendering::{RenderError, Setting},
    resident::{Resident, Stage, Waiter},
    shard::Shard,
};
use levy_connect::{Parcel, Standing, Stray, Verified, wire::{NoticeBody, NoticeKind}};
use levy_domain::{
    court::access,
    decider::Process,
    id::{OrderId, PlanId, SweepId, UnitId},
    matter::{self, Duty, Matter, order_state::Phase},
    order::{Fence, Issuance, Measure, Route},
    sweep::{self, Sweep, event::QueryPlanned},
    time::{MINUTE, Timestamp},
};
use std::sync::Arc;
use tokio::sync::oneshot;

enum Next {
    Issue(PlanId),
    Carry(OrderId),
    Settle(OrderId),
    Overdue(OrderId),
    Reduce(levy_domain::id::ClaimId),
}

impl Shard {
    /// Does what the stream owes now and has not been begun.
    pub(crate) fn offer(&mut self, key: StreamKey) {
        let Some(resident) = self.residents.get(&key) else { return };
        if !matches!(resident.stage, Stage::Ready) || resident.writing.is_some() {
            return;
        }
        match key {
            StreamKey::Matter(_) => self.offer_matter(key),
            StreamKey::Sweep(_) => self.offer_sweep(key),
            StreamKey::Unit(_) | StreamKey::Court | StreamKey::Access => {}
        }
    }

    fn offer_matter(&mut self, key: StreamKey) {
        let now = self.shared.clock.now();
        self.tell_sweeps(key);
        let Some(Resident { body: Body::Matter(state), volatile, pending, .. }) = self.residents.get(&key)
        else {
            return;
        };
        // Orders leave only when what allows them is durable.
        if !pending.is_empty() {
            return;
        }
        let open = |order: &OrderId| {
            !volatile.offered.contains(order)
                && volatile.retry.get(order).is_none_or(|at| *at <= now)
        };
        let next: Vec<Next> = Matter::due(state, now)
            .filter_map(|duty| match duty {
                Duty::Issue(plan) => Some(Next::Issue(plan)),
                Duty::Carry(order) => open(&order).then_some(Next::Carry(order)),
                Duty::Settle(order) => open(&order).then_some(Next::Settle(order)),
                Duty::Overdue(order) => Some(Next::Overdue(order)),
                Duty::Reduce(claim) => Some(Next::Reduce(claim)),
            })
            .take(PASS)
            .collect();
        for duty in next {
            if self.residents.get(&key).is_none_or(|r| r.pending.drafts.len() >= WRITE_EVENTS) {
                return;
            }
            match duty {
                Next::Issue(plan) => self.issue(key, plan, now),
                Next::Carry(order) => self.carry(key, order, now),
                Next::Settle(order) => self.settle(key, order, now),
                Next::Overdue(order) => {
                    self.own(key, "overdue", order.0.as_bytes(), matter::Command::NoteOverdue { order });
                }
                Next::Reduce(claim) => {
                    let tag = format!("reduce {claim}");
                    if !self.stalled(key, &tag) {
                        let plan = PlanId(self.own_id(key, "reduce-plan", claim.0.as_bytes()).0);
                        let command = matter::Command::PlanReduction { plan, claim, documents: vec![] };
                        self.own(key, "reduce", claim.0.as_bytes(), command);
                        self.stall(key, tag);
                    }
                }
            }
        }
    }

    /// True when this duty was tried at this revision and a rule said no.
    fn stalled(&self, key: StreamKey, tag: &str) -> bool {
        let Some(resident) = self.residents.get(&key) else { return true };
        resident.volatile.stalled.get(tag) == Some(&revision(&resident.body))
    }

    fn stall(&mut self, key: StreamKey, tag: String) {
        if let Some(resident) = self.residents.get_mut(&key) {
            let at = revision(&resident.body);
            resident.volatile.stalled.insert(tag, at);
        }
    }

    fn own(&mut self, key: StreamKey, tag: &str, about: &[u8], command: matter::Command) {
        let id = self.own_id(key, tag, about);
        let ask = Ask::own(Command::Matter(command), id, &self.shared.seat.code);
        let hold = self.activity.hold();
        self.ask(key, ask, hold);
    }

    /// An open sweep of this matter exists as a stream of its own.
    fn tell_sweeps(&mut self, key: StreamKey) {
        let Some(resident) = self.residents.get_mut(&key) else { return };
        if !resident.pending.is_empty() {
            return;
        }
        let Body::Matter(state) = &resident.body else { return };
        let Some(matter) = state.matter else { return };
        let told = &mut resident.volatile.told;
        let fresh: Vec<_> = resident
            .ordered
            .iter()
            .filter(|ordered| told.insert(ordered.sweep))
            .cloned()
            .collect();
        for ordered in fresh {
            let planned = u32::try_from(ordered.units.len() * ordered.subjects.len());
            let command = sweep::Command::Open {
                sweep: ordered.sweep,
                matter,
                purpose: ordered.purpose,
                basis: ordered.basis,
                documents: ordered.documents,
                planned: planned.unwrap_or(u32::MAX),
            };
            let id = levy_domain::id::CommandId::derive(ordered.sweep.0, &[b"open"]);
            let ask = Ask::own(Command::Sweep(command), id, &self.shared.seat.code);
            let hold = self.activity.hold();
            self.send(StreamKey::Sweep(ordered.sweep), What::Ask(Box::new(ask)), &hold);
        }
    }

    fn signatories(&self, officers: impl Iterator<Item = levy_domain::id::OfficerId>) -> Vec<Signatory> {
        let court = self.shared.court();
        officers
            .filter_map(|officer| {
                let (filed, _) = court.officers.get(&officer)?;
                let desk = &self.shared.desk;
                let name = desk.open_officer(officer, "officer.name", &filed.name).ok()?;
                let card = filed.work_card.as_ref();
                let card =
                    card.and_then(|card| desk.open_officer(officer, "officer.card", card).ok());
                Some(Signatory { name, role: filed.role.clone(), card })
            })
            .collect()
    }

    fn issue(&mut self, key: StreamKey, plan: PlanId, now: Timestamp) {
        let tag = format!("issue {plan}");
        if self.stalled(key, &tag) {
            return;
        }
        let Some(Resident { body: Body::Matter(state), .. }) = self.residents.get(&key) else { return };
        let Some(known) = state.plans.get(&plan) else { return };
        let signatories = self.signatories(known.approvals.iter().map(|(officer, _)| *officer));
        let fence = Fence { epoch: self.shared.epoch, revision: state.revision };
        let mut issued = Vec::with_capacity(known.drafted.orders.len());
        let mut bodies = Vec::with_capacity(known.drafted.orders.len());
        let mut evidence = Vec::with_capacity(known.drafted.orders.len());
        for draft in &known.drafted.orders {
            let expires_at = self.shared.rules.profile().expires_at(&draft.measure, now);
            let setting = Setting {
                seat: &self.shared.seat,
                rules: &self.shared.rules,
                issued_at: now,
                expires_at,
                fence,
            };
            let rendered = setting.order(state, &plan, draft, &signatories, &self.shared.desk);
            let sealed = rendered.and_then(|rendered| {
                let matter = state.matter.ok_or(RenderError::Unknown("matter"))?;
                let body = self.shared.desk.seal_evidence(
                    matter,
                    draft.subject,
                    "order.body",
                    &rendered.bytes,
                );
                Ok((rendered, body))
            });
            let (rendered, body) = match sealed {
                Ok((rendered, Ok(body))) => (rendered, body),
                Ok((_, Err(error))) => return self.cannot(key, tag, &error),
                Err(error) => return self.cannot(key, tag, &error),
            };
            issued.push(Issuance {
                order: draft.order,
                fence,
                body_hash: rendered.hash,
                body_evidence: Some(body.digest()),
                expires_at,
            });
            bodies.push((draft.order, Arc::<[u8]>::from(rendered.bytes)));
            evidence.push(body);
        }
        let opened = access::PersonalDataOpened {
            matter: state.matter,
            officer: None,
            purpose: "issue".into(),
            fields: vec!["person.name".into(), "person.identity".into(), "asset.number".into()],
            count: u32::try_from(issued.len() * 3).unwrap_or(u32::MAX),
            about: Some(plan.to_string()),
        };
        let before = revision(&self.residents[&key].body);
        let id = self.own_id(key, "issue", plan.0.as_bytes());
        let mut ask = Ask::own(
            Command::Matter(matter::Command::IssuePlan { plan, issued }),
            id,
            &self.shared.seat.code,
        );
        ask.evidence = evidence;
        let hold = self.activity.hold();
        self.record_access(opened, &hold);
        self.ask(key, ask, hold);
        let Some(resident) = self.residents.get_mut(&key) else { return };
        if revision(&resident.body) == before {
            self.stall(key, tag);
            return;
        }
        for (order, body) in bodies {
            resident.volatile.fresh.insert(order);
            resident.volatile.bodies.insert(order, body);
        }
    }

    fn cannot(&mut self, key: StreamKey, tag: String, error: &dyn std::fmt::Display) {
        tracing::warn!(stream = ?key, %error, "a duty cannot be done now");
        self.stall(key, tag);
    }

    fn record_access(&self, opened: access::PersonalDataOpened, hold: &Hold) {
        let about = opened.about.clone().unwrap_or_default();
        let at = self.shared.clock.now().0.to_be_bytes();
        let space = opened.matter.map_or(uuid::Uuid::nil(), |matter| matter.0);
        let id = levy_domain::id::CommandId::derive(space, &[b"opened", about.as_bytes(), &at]);
        let ask = Ask::own(Command::Access(opened.into()), id, &self.shared.seat.code);
        self.send(StreamKey::Access, What::Ask(Box::new(ask)), hold);
    }

    /// Brings an issued order to its unit, or says that its outcome is unknown.
    fn carry(&mut self, key: StreamKey, order: OrderId, now: Timestamp) {
        let Some(Resident { body: Body::Matter(state), volatile, .. }) = self.residents.get(&key) else {
            return;
        };
        let Some(known) = state.orders.get(&order) else { return };
        let honours = self.shared.honours_ids(&known.draft.unit);
        let announces = !honours || known.draft.measure == Measure::Transfer;
        let unknown = |reason: &str| matter::Command::NoteUnknown { order, reason: reason.into() };
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
                self.own(key, "begin", about, matter::Command::BeginDispatch { order });
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

    fn closed_until(&self, unit: &UnitId, measure: &Measure, now: Timestamp) -> Option<Timestamp> {
        if self.shared.is_paused(unit) {
            return Some(now.plus(PUT_OFF));
        }
        let rules = &self.shared.rules;
        let ability = rules.units().get(unit)?.ability(measure, None).or_else(|| {
            rules.units().get(unit)?.abilities.iter().find(|ability| ability.measure == *measure)
        })?;
        next_opening(ability, rules.calendar(), rules.profile().zone(), now)
    }

    fn put_off(&mut self, key: StreamKey, order: OrderId, at: Timestamp) {
        if let Some(resident) = self.residents.get_mut(&key) {
            resident.volatile.retry.insert(order, at);
        }
    }

    fn submit(&mut self, key: StreamKey, order: OrderId) {
        let Some(Resident { body: Body::Matter(state), volatile, .. }) = self.residents.get_mut(&key)
        else {
            return;
        };
        let Some(known) = state.orders.get(&order) else { return };
        let Some(issuance) = &known.issuance else { return };
        let Some(body) = volatile.bodies.get(&order).cloned() else {
            return self.fetch_body(key, order);
        };
        let (unit, measure) = (known.draft.unit, known.draft.measure.clone());
        let parcel = Parcel { order, unit, body, hash: issuance.body_hash };
        volatile.offered.insert(order);
        let errand = Errand::Submit { parcel, harmless: false };
        let hold = self.activity.hold();
        self.desk.put(Job { key, order, unit, measure, errand, hold });
    }

    /// After a restart the body comes from the evidence store.
    fn fetch_body(&mut self, key: StreamKey, order: OrderId) {
        let Some(Resident { body: Body::Matter(state), volatile, .. }) = self.residents.get_mut(&key)
        else {
            return;
        };
        let found = state.orders.get(&order).and_then(|known| {
            let issuance = known.issuance.as_ref()?;
            Some((state.matter?, known.draft.subject, issuance.body_evidence?, issuance.body_hash))
        });
        let Some((matter, person, digest, hash)) = found else { return };
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
                Ok(Some(sealed)) => shared.desk.open_evidence(matter, person, "order.body", &sealed).ok(),
                Ok(None) | Err(_) => None,
            };
            let body = body.filter(|bytes| levy_domain::bytes::Digest::of(bytes) == hash);
            let result = match body {
                Some(bytes) => Carried::Body(bytes.into()),
                None => Carried::NotSent,
            };
            let shards = shared.shards();
            if let Some(shard) = shards.get(key.shard(shards.len())) {
                let what = What::Carried { order, result: Box::new(result) };
                let _ = shard.send(crate::cause::Input::Cause(crate::cause::Cause { key, what, hold })).await;
            }
        });
    }

    /// Finds out what became of an order whose outcome is unknown. A unit that
    /// does not honour ids cannot say; a person settles it.
    fn settle(&mut self, key: StreamKey, order: OrderId, _now: Timestamp) {
        let Some(Resident { body: Body::Matter(state), volatile, .. }) = self.residents.get_mut(&key)
        else {
            return;
        };
        let Some(known) = state.orders.get(&order) else { return };
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
        self.desk.put(Job { key, order, unit, measure, errand: Errand::Inquire, hold });
    }

    /// An attempt ended.
    pub(crate) fn carried(&mut self, key: StreamKey, order: OrderId, result: Carried, hold: Hold) {
        let Some(resident) = self.residents.get_mut(&key) else { return };
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
                if matches!(phase, Some(Phase::Unknown { .. } | Phase::Begun { .. } | Phase::Issued { .. })) {
                    self.submit(key, order);
                }
            }
            Carried::Answered { reply, sent_at } => {
                resident.volatile.begun.remove(&order);
                let unit = self.unit_of(key, &order);
                let Some(unit) = unit else { return };
                let incoming =
                    Incoming { unit, order, reply, sent_at: Some(sent_at), taken: None };
                self.incoming(key, incoming, hold);
            }
            Carried::Accepted { sent_at, .. } if sweep => {
                let _ = sent_at;
                resident.volatile.delivered.insert(order);
            }
            Carried::Accepted { receipt, sent_at } => {
                resident.volatile.begun.remove(&order);
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
                if sweep {
                    resident.volatile.todo.push_back(order);
                } else if !matches!(&resident.body, Body::Matter(state)
                    if state.orders.get(&order).is_some_and(|known| matches!(known.phase, Phase::Begun { .. })))
                {
                    resident.volatile.fresh.insert(order);
                }
            }
            Carried::Uncertain { reason, stray } => {
                self.take_stray(key, order, stray, &hold);
                let Some(resident) = self.residents.get_mut(&key) else { return };
                if sweep {
                    resident.volatile.retry.insert(order, put_off);
                    resident.volatile.todo.push_back(order);
                } else {
                    resident.volatile.begun.remove(&order);
                    let code = if reason.contains("in time") { "no-answer" } else { "cut-off" };
                    self.own(key, "unknown", order.0.as_bytes(), unknown(code.into()));
                }
            }
            Carried::Refused { status } => {
                tracing::warn!(%order, status, "the unit's machine does not take an order");
                if sweep {
                    resident.volatile.retry.insert(order, put_off);
                    resident.volatile.todo.push_back(order);
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
    fn take_stray(&mut self, key: StreamKey, order: OrderId, stray: Option<Box<Stray>>, hold: &Hold) {
        let Some(stray) = stray else { return };
        let Some(unit) = self.unit_of(key, &order) else { return };
        let (bytes, hash) = (stray.signed.to_evidence(), stray.hash());
        match stray.reply {
            Some(reply) if reply.body.order == order => {
                let incoming = Incoming { unit, order, reply: *reply, sent_at: None, taken: None };
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
        let Some(ask) = self.shared.set_aside(unit, order, reason, kept, None) else { return };
        self.send(StreamKey::Unit(unit), What::Ask(Box::new(ask)), hold);
    }

    fn standing(&mut self, key: StreamKey, order: OrderId, standing: Standing, hold: &Hold) {
        let Some(unit) = self.unit_of(key, &order) else { return };
        let window = self.shared.window(&unit);
        match standing {
            Standing::NotFound { as_of, .. } => {
                let command = matter::Command::NoteNotFound { order, as_of, window };
                self.own(key, "not-found", order.0.as_bytes(), command);
                let Some(Resident { body: Body::Matter(state), volatile, .. }) =
                    self.residents.get_mut(&key)
                else {
                    return;
                };
                let Some(known) = state.orders.get(&order) else { return };
                let Phase::Unknown { since } = known.phase else { return };
                let transfer = known.draft.measure == Measure::Transfer;
                let expires = known.issuance.as_ref().map_or(since, |issuance| issuance.expires_at);
                let again = match window {
                    Some(window) if transfer => expires.plus(window),
                    Some(window) => since.plus(window),
                    None => Timestamp(i64::MAX),
                };
                let may_resend = !transfer && !known.recall && as_of < expires;
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
                    let incoming = Incoming { unit, order, reply, sent_at: None, taken: None };
                    self.incoming(key, incoming, hold.again());
                }
            }
        }
    }

    fn unit_of(&self, key: StreamKey, order: &OrderId) -> Option<UnitId> {
        match &self.residents.get(&key)?.body {
            Body::Matter(state) => state.orders.get(order).map(|known| known.draft.unit),
            Body::Sweep(state) => state.queries.get(order).map(|query| query.planned.unit),
            Body::Unit(_) | Body::Court(_) | Body::Access => None,
        }
    }

    /// Folds a reply of a unit. What cannot be folded goes to the unit's desk.
    pub(crate) fn incoming(&mut self, key: StreamKey, incoming: Incoming, hold: Hold) {
        let Incoming { unit, order, reply, sent_at, taken } = incoming;
        let received_at = self.shared.clock.now();
        let refuse = |taken: Option<oneshot::Sender<Result<Timestamp, SetAside>>>, why| match taken {
            Some(taken) => drop(taken.send(Err(SetAside(why)))),
            None => tracing::warn!(%order, why, "a reply could not be folded"),
        };
        let Some(resident) = self.residents.get_mut(&key) else { return refuse(taken, "unknown-order") };
        if !matches!(resident.stage, Stage::Ready) {
            return refuse(taken, "quarantined");
        }
        let whom = match &resident.body {
            Body::Matter(state) => state.orders.get(&order).and_then(|known| {
                Some((state.matter?, known.draft.subject, known.draft.unit, sent_at.or(known.way.sent_at)))
            }),
            Body::Sweep(state) => state.queries.get(&order).and_then(|query| {
                Some((state.matter?, query.planned.person, query.planned.unit, sent_at))
            }),
            Body::Unit(_) | Body::Court(_) | Body::Access => None,
        };
        let Some((matter, person, asked, sent_at)) = whom else { return refuse(taken, "unknown-order") };
        if asked != unit {
            return refuse(taken, "other-unit");
        }
        let intake =
            intake::take(&self.shared.desk, unit, (matter, person), &reply, sent_at, received_at);
        let intake = match intake {
            Ok(intake) => intake,
            Err(error) => {
                tracing::error!(%order, %error, "a reply cannot be sealed");
                return refuse(taken, "not-sealed");
            }
        };
        let command = match key {
            StreamKey::Sweep(_) => {
                Command::Sweep(sweep::Command::FoldReply { order, reply: intake.reply })
            }
            _ => Command::Matter(matter::Command::FoldReply { order, reply: intake.reply }),
        };
        let before = resident.pending.drafts.len();
        let mut ask = Ask::own(command, intake.command, &self.shared.seat.code);
        ask.happened = Some(intake.happened);
        ask.evidence = intake.evidence;
        let (answer, mut answered) = oneshot::channel();
        ask.reply = Some(answer);
        self.ask(key, ask, hold.again());
        let Some(resident) = self.residents.get_mut(&key) else { return };
        if let Ok(Err(error)) = answered.try_recv() {
            tracing::warn!(%order, %error, "a reply was not folded");
            return refuse(taken, "not-folded");
        }
        resident.volatile.begun.remove(&order);
        resident.volatile.bodies.remove(&order);
        if let Some(taken) = taken {
            if resident.pending.drafts.len() > before || !resident.pending.is_empty() {
                resident.pending.waiters.push(Waiter::Taken { reply: taken, at: received_at });
                resident.pending.holds.push(hold);
            } else {
                let _ = taken.send(Ok(received_at));
            }
        }
    }

    /// A unit reports unasked what a hold of ours holds now.
    pub(crate) fn notice(
        &mut self,
        key: StreamKey,
        notice: &Verified<NoticeBody>,
        taken: oneshot::Sender<Result<Timestamp, SetAside>>,
        hold: Hold,
    ) {
        let received_at = self.shared.clock.now();
        let body = &notice.body;
        let found = match self.residents.get(&key).map(|resident| &resident.body) {
            Some(Body::Matter(state)) => body.hold_order.zip(body.hold_line).and_then(|(order, line)| {
                let (_, known) = state.orders.get(&order)?.line(line)?;
                let held = body.held_minor?.of(body.currency?);
                Some((known.hold?, held))
            }),
            _ => None,
        };
        let Some((hold_id, held)) = found else {
            let _ = taken.send(Err(SetAside("no-such-hold")));
            return;
        };
        let cause = match &body.what {
            NoticeKind::Promotion => "promoted",
            NoticeKind::Inflow => "inflow",
            _ => "reported",
        };
        let command = matter::Command::ObserveHold {
            hold: hold_id,
            held,
            cause: cause.into(),
            rank: body.rank,
        };
        let id = levy_domain::id::CommandId::derive(hold_id.0, &[b"notice", &notice.hash.0]);
        let mut ask = Ask::own(Command::Matter(command), id, &self.shared.seat.code);
        let (answer, mut answered) = oneshot::channel();
        ask.reply = Some(answer);
        self.ask(key, ask, hold.again());
        if let Ok(Err(_)) = answered.try_recv() {
            let _ = taken.send(Err(SetAside("hold-is-gone")));
            return;
        }
        let Some(resident) = self.residents.get_mut(&key) else { return };
        if resident.pending.is_empty() {
            let _ = taken.send(Ok(received_at));
        } else {
            resident.pending.waiters.push(Waiter::Taken { reply: taken, at: received_at });
            resident.pending.holds.push(hold);
        }
    }

    // ---- sweeps ----

    fn offer_sweep(&mut self, key: StreamKey) {
        let now = self.shared.clock.now();
        let Some(resident) = self.residents.get_mut(&key) else { return };
        if !resident.pending.is_empty() {
            return;
        }
        let Body::Sweep(state) = &resident.body else { return };
        if state.completed {
            return self.report(key);
        }
        let Some(matter) = state.matter else { return };
        if resident.volatile.brief.is_none() {
            if !std::mem::replace(&mut resident.volatile.brief_wanted, true)
                && let Some(sweep) = state.sweep
            {
                let hold = self.activity.hold();
                self.send(StreamKey::Matter(matter), What::WantBrief { sweep }, &hold);
            }
            return;
        }
        if state.sealed.is_none() {
            return self.plan_queries(key, now);
        }
        let mut silent = Vec::new();
        let mut complete = false;
        for duty in Sweep::due(state, now).take(PASS) {
            match duty {
                sweep::Duty::Silent(order) => silent.push(order),
                sweep::Duty::Complete => complete = true,
                sweep::Duty::Plan => {}
                sweep::Duty::Carry(_) => break,
            }
        }
        if complete {
            return self.own_sweep(key, "complete", &[], sweep::Command::Complete);
        }
        if !silent.is_empty() {
            for order in silent {
                let command = sweep::Command::NoteSilent { order };
                self.own_sweep(key, "silent", order.0.as_bytes(), command);
            }
            return;
        }
        self.offer_queries(key, now);
    }

    fn own_sweep(&mut self, key: StreamKey, tag: &str, about: &[u8], command: sweep::Command) {
        let id = self.own_id(key, tag, about);
        let ask = Ask::own(Command::Sweep(command), id, &self.shared.seat.code);
        let hold = self.activity.hold();
        self.ask(key, ask, hold);
    }

    fn plan_queries(&mut self, key: StreamKey, _now: Timestamp) {
        let Some(Resident { body: Body::Sweep(state), volatile, .. }) = self.residents.get(&key) else {
            return;
        };
        let (Some(brief), Some(expires_at)) = (volatile.brief.clone(), state.expires_at) else { return };
        let first = state.order.len();
        if brief.count() != state.planned {
            tracing::error!(stream = ?key, "the brief differs from the announced plan");
            return;
        }
        let mut queries = Vec::with_capacity(PLAN_CHUNK);
        for (at, (order, unit, subject)) in brief.questions().enumerate().skip(first).take(PLAN_CHUNK) {
            let fence = Fence {
                epoch: self.shared.epoch,
                revision: state.revision + (at - first) as u64,
            };
            let setting = self.query_setting(state, expires_at, fence);
            match setting.query(&brief, order, &unit, subject) {
                Ok(rendered) => queries.push(QueryPlanned {
                    order,
                    unit,
                    route: self.query_route(&unit),
                    person: subject.person,
                    identity: subject.strength.clone(),
                    fence,
                    body_hash: rendered.hash,
                }),
                Err(error) => {
                    tracing::error!(stream = ?key, %error, "a query cannot be rendered");
                    return;
                }
            }
        }
        let done = first + queries.len() == state.planned as usize;
        if !queries.is_empty() {
            let first = u32::try_from(first).unwrap_or(u32::MAX);
            self.own_sweep(key, "plan", &first.to_be_bytes(), sweep::Command::Plan { first, queries });
        }
        if done {
            let opened = access::PersonalDataOpened {
                matter: Some(brief.matter),
                officer: None,
                purpose: "sweep".into(),
                fields: vec!["person.name".into(), "person.identity".into()],
                count: brief.count(),
                about: Some(brief.sweep.to_string()),
            };
            let hold = self.activity.hold();
            self.record_access(opened, &hold);
            self.own_sweep(key, "seal", &[], sweep::Command::Seal);
        }
    }

    fn query_setting(&self, state: &sweep::State, expires_at: Timestamp, fence: Fence) -> Setting<'_> {
        Setting {
            seat: &self.shared.seat,
            rules: &self.shared.rules,
            issued_at: state.opened_at(),
            expires_at,
            fence,
        }
    }

    fn query_route(&self, unit: &UnitId) -> Route {
        let ability = self.shared.rules.units().get(unit).and_then(|u| u.ability(&Measure::Query, None));
        ability.map_or(Route::Recorded, |ability| ability.route.clone())
    }

    fn offer_queries(&mut self, key: StreamKey, now: Timestamp) {
        let Some(resident) = self.residents.get_mut(&key) else { return };
        let Body::Sweep(state) = &resident.body else { return };
        let volatile = &mut resident.volatile;
        if !std::mem::replace(&mut volatile.todo_ready, true) {
            let waiting = state.order.iter().filter(|order| {
                state.queries.get(order).is_some_and(|query| !query.answered && !query.silent)
            });
            volatile.todo = waiting.copied().collect();
        }
        if volatile.offered.len() > OFFERED / 2 {
            return;
        }
        let mut orders = Vec::new();
        let mut later = Vec::new();
        while volatile.offered.len() + orders.len() < OFFERED {
            let Some(order) = volatile.todo.pop_front() else { break };
            if volatile.retry.get(&order).is_some_and(|at| *at > now) {
                later.push(order);
                continue;
            }
            volatile.retry.remove(&order);
            orders.push(order);
        }
        volatile.todo.extend(later);
        for order in orders {
            self.submit_query(key, order, now);
        }
    }

    fn submit_query(&mut self, key: StreamKey, order: OrderId, now: Timestamp) {
        let Some(Resident { body: Body::Sweep(state), volatile, .. }) = self.residents.get(&key) else {
            return;
        };
        let (Some(brief), Some(query), Some(expires_at)) =
            (volatile.brief.clone(), state.queries.get(&order), state.expires_at)
        else {
            return;
        };
        if query.answered || query.silent || volatile.delivered.contains(&order) {
            return;
        }
        let planned = &query.planned;
        if !planned.route.is_carried() {
            return;
        }
        if let Some(at) = self.closed_until(&planned.unit, &Measure::Query, now) {
            if let Some(resident) = self.residents.get_mut(&key) {
                resident.volatile.retry.insert(order, at);
                resident.volatile.todo.push_back(order);
            }
            return;
        }
        let Some(subject) = brief.subjects.iter().find(|subject| subject.person == planned.person) else {
            return;
        };
        let setting = self.query_setting(state, expires_at, planned.fence);
        let rendered = setting.query(&brief, order, &planned.unit, subject);
        let (unit, hash) = (planned.unit, planned.body_hash);
        match rendered {
            Ok(rendered) if rendered.hash == hash => {
                let parcel = Parcel { order, unit, body: rendered.bytes.into(), hash };
                let errand = Errand::Submit { parcel, harmless: true };
                let hold = self.activity.hold();
                if let Some(resident) = self.residents.get_mut(&key) {
                    resident.volatile.offered.insert(order);
                }
                self.desk.put(Job { key, order, unit, measure: Measure::Query, errand, hold });
            }
            // What was planned cannot be rebuilt: nothing is sent.
            Ok(_) => tracing::error!(%order, "the rebuilt body differs from the one planned"),
            Err(error) => tracing::error!(%order, %error, "a query cannot be rendered"),
        }
    }

    /// A matter says whom a sweep asks about.
    pub(crate) fn want_brief(&mut self, key: StreamKey, sweep: SweepId, hold: &Hold) {
        let Some(resident) = self.residents.get(&key) else { return };
        let Body::Matter(state) = &resident.body else { return };
        let Some(ordered) = resident.ordered.iter().find(|ordered| ordered.sweep == sweep) else { return };
        let court = self.shared.court();
        let signers = ordered
            .documents
            .iter()
            .filter_map(|document| state.documents.get(document))
            .flat_map(|document| document.signers.iter().copied())
            .filter(|officer| court.officers.contains_key(officer));
        let mut officers: Vec<_> = signers.collect();
        officers.sort_unstable();
        officers.dedup();
        let signatories = self.signatories(officers.into_iter());
        match Brief::of(state, ordered, &self.shared.desk, signatories) {
            Ok(Some(brief)) => self.send(StreamKey::Sweep(sweep), What::Brief(Arc::new(brief)), hold),
            Ok(None) => {}
            Err(error) => {
                let why = crate::brief::quarantine(&error);
                tracing::error!(stream = ?key, %why, "a sweep's subjects cannot be opened");
            }
        }
    }

    /// A completed sweep tells its matter, once in this process and again
    /// whenever the matter asks.
    fn report(&mut self, key: StreamKey) {
        let Some(resident) = self.residents.get_mut(&key) else { return };
        if std::mem::replace(&mut resident.volatile.reported, true) {
            return;
        }
        if let Some((matter, findings)) = resident.findings() {
            let hold = self.activity.hold();
            self.send(StreamKey::Matter(matter), What::Findings(Box::new(findings)), &hold);
        }
    }

    /// A matter enters what its sweep found.
    pub(crate) fn findings(&mut self, key: StreamKey, findings: Findings, hold: Hold) {
        let Findings { sweep, mut assets, asked, answered, silent } = findings;
        assets.sort_by_key(|asset| asset.asset);
        assets.dedup_by_key(|asset| asset.asset);
        let code = self.shared.seat.code.clone();
        let id = |tag: &[u8], batch: u32| {
            levy_domain::id::CommandId::derive(sweep.0, &[tag, &batch.to_be_bytes()])
        };
        for (batch, assets) in (0u32..).zip(assets.chunks(FINDINGS)) {
            let command = matter::Command::RecordAssets { sweep, batch, assets: assets.to_vec() };
            self.ask(key, Ask::own(Command::Matter(command), id(b"assets", batch), &code), hold.again());
        }
        let command = matter::Command::CloseSweep { sweep, asked, answered, silent };
        self.ask(key, Ask::own(Command::Matter(command), id(b"closed", 0), &code), hold);
    }
}

fn revision(body: &Body) -> u64 {
    match body {
        Body::Matter(state) => state.revision,
        Body::Sweep(state) => state.revision,
        Body::Unit(state) => state.revision,
        Body::Court(state) => state.revision,
        Body::Access => 0,
    }
}
