//! What a shard does about what its streams owe, and how it folds what comes
//! back. Everything here may be repeated: the deciders make it harmless.

mod court;
mod notes;

use crate::{
    StreamKey,
    activity::Hold,
    aggregate::{Body, Command},
    brief::Signatory,
    cause::{Ask, Because, What},
    limits::PASS,
    rendering::{RenderError, Setting},
    resident::{Resident, Stage},
    shard::Shard,
};
use levy_domain::{
    court::access,
    decider::Process,
    id::{CommandId, OrderId, PlanId},
    matter::{self, Duty, Matter, order_state::Phase},
    order::{Fence, Issuance},
    sweep::{self},
    time::Timestamp,
};
use levy_journal::EvidenceBody;
use notes::Note;
use std::sync::Arc;

impl Shard {
    /// Does what the stream owes now and has not been begun.
    pub(crate) fn offer(&mut self, key: StreamKey, now: Timestamp) {
        let Some(resident) = self.residents.get(&key) else {
            return;
        };
        if !matches!(resident.stage, Stage::Ready) || resident.writing.is_some() {
            return;
        }
        let stopping = self.shared.is_stopping();
        match key {
            StreamKey::Sweep(_) if stopping => {}
            StreamKey::Matter(_) => self.offer_matter(key, now),
            StreamKey::Sweep(_) => self.offer_sweep(key, now),
            StreamKey::Court => self.offer_court(key, now),
            StreamKey::Unit(_) | StreamKey::Number(_) | StreamKey::Access => {}
        }
    }

    pub(crate) fn offer_matter(&mut self, key: StreamKey, now: Timestamp) {
        self.tell_sweeps(key);
        let Some(Resident {
            body: Body::Matter(state),
            volatile,
            pending,
            ..
        }) = self.residents.get_mut(&key)
        else {
            return;
        };
        volatile.retry.take_due(now);
        // Orders leave only when what allows them is durable.
        if !pending.is_empty() {
            return;
        }
        // What was announced is sent; nothing else is begun any more.
        if self.shared.is_stopping() {
            let begun = |order: &&OrderId| {
                let known = state.orders.get(order);
                !volatile.offered.contains(order)
                    && !volatile.retry.holds_back(order, now)
                    && known.is_some_and(|known| matches!(known.phase, Phase::Begun { .. }))
            };
            let announced: Vec<OrderId> = volatile.begun.iter().filter(begun).copied().collect();
            return announced
                .into_iter()
                .for_each(|order| self.carry(key, order, now));
        }
        let recalled = |order: &OrderId| {
            let known = state.orders.get(order);
            known.is_some_and(|known| known.recall && volatile.begun.contains(order))
        };
        let open = |order: &OrderId| {
            !volatile.offered.contains(order)
                && (!volatile.retry.holds_back(order, now) || recalled(order))
        };
        let due: Vec<Duty> = Matter::due(state, now)
            .filter(|duty| match duty {
                Duty::Carry(order) | Duty::Settle(order) => open(order),
                _ => true,
            })
            .take(PASS)
            .collect();
        for duty in due {
            let known = self.residents.get(&key);
            if known.is_none_or(|resident| !resident.takes_more()) {
                return;
            }
            self.attend(key, duty, now);
        }
    }

    fn attend(&mut self, key: StreamKey, duty: Duty, now: Timestamp) {
        match duty {
            Duty::Issue(plan) => self.issue(key, plan, now),
            Duty::Carry(order) => self.carry(key, order, now),
            Duty::Settle(order) => self.settle(key, order, now),
            Duty::Reduce(claim) => self.propose(key, "reduce", claim.0, |plan| {
                matter::Command::PlanReduction {
                    plan,
                    claim,
                    documents: vec![],
                }
            }),
            Duty::Release(hold) => self.propose(key, "release", hold.0, |plan| {
                matter::Command::Release(matter::release::Command::Plan {
                    plan,
                    hold,
                    documents: vec![],
                })
            }),
            other => self.note(key, other),
        }
    }

    /// Drafts a plan of the engine's own; once at each revision.
    fn propose(
        &mut self,
        key: StreamKey,
        what: &str,
        about: uuid::Uuid,
        command: impl FnOnce(PlanId) -> matter::Command,
    ) {
        let tag = format!("{what} {about}");
        if self.stalled(key, &tag) {
            return;
        }
        let plan = PlanId(
            self.own_id(key, &format!("{what}-plan"), about.as_bytes())
                .0,
        );
        self.own(key, what, about.as_bytes(), command(plan));
        self.stall(key, tag);
    }

    /// Says that a date has come.
    fn note(&mut self, key: StreamKey, duty: Duty) {
        let noted = match self.residents.get(&key).map(|one| &one.body) {
            Some(Body::Matter(state)) => notes::of(state, duty),
            _ => None,
        };
        let Some(Note {
            tag,
            about,
            command,
        }) = noted
        else {
            return;
        };
        self.say(key, tag, about, Command::Matter(command));
    }

    /// One command of ours; where a rule says no, not again before something
    /// happens.
    fn say(&mut self, key: StreamKey, tag: &str, about: uuid::Uuid, command: Command) {
        let tried = format!("{tag} {about}");
        if self.stalled(key, &tried) {
            return;
        }
        let at = |shard: &Self| shard.residents.get(&key).map(|one| revision(&one.body));
        let before = at(self);
        self.ask_owed(key, tag, about.as_bytes(), command, None);
        if at(self) == before {
            self.stall(key, tried);
        }
    }

    /// True when this duty was tried at this revision and a rule said no.
    pub(crate) fn stalled(&self, key: StreamKey, tag: &str) -> bool {
        let Some(resident) = self.residents.get(&key) else {
            return true;
        };
        resident.volatile.stalled.get(tag) == Some(&revision(&resident.body))
    }

    pub(crate) fn stall(&mut self, key: StreamKey, tag: String) {
        if let Some(resident) = self.residents.get_mut(&key) {
            let at = revision(&resident.body);
            resident.volatile.stalled.insert(tag, at);
        }
    }

    pub(crate) fn own(
        &mut self,
        key: StreamKey,
        tag: &str,
        about: &[u8],
        command: matter::Command,
    ) {
        self.own_with(key, tag, about, command, None);
    }

    /// The same, with the unit's word that it rests on.
    pub(crate) fn own_with(
        &mut self,
        key: StreamKey,
        tag: &str,
        about: &[u8],
        command: matter::Command,
        word: Option<EvidenceBody>,
    ) {
        self.ask_owed(key, tag, about, Command::Matter(command), word);
    }

    fn ask_owed(
        &mut self,
        key: StreamKey,
        tag: &str,
        about: &[u8],
        command: Command,
        word: Option<EvidenceBody>,
    ) {
        let id = self.own_id(key, tag, about);
        let mut ask = Ask::own(command, id, Because::Owed, &self.shared.seat.code);
        ask.circumstances.evidence.extend(word);
        let hold = self.activity.hold();
        self.ask(key, ask, hold);
    }

    /// An open sweep of this matter exists as a stream of its own.
    pub(crate) fn tell_sweeps(&mut self, key: StreamKey) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        if !resident.pending.is_empty() {
            return;
        }
        let Body::Matter(state) = &resident.body else {
            return;
        };
        let Some(matter) = state.matter else { return };
        let told = &mut resident.volatile.told;
        let fresh: Vec<_> = resident
            .ordered
            .iter()
            .filter(|(ordered, _)| told.insert(ordered.sweep))
            .cloned()
            .collect();
        for (ordered, caused_by) in fresh {
            let planned = u32::try_from(ordered.units.len() * ordered.subjects.len());
            let command = sweep::Command::Open {
                sweep: ordered.sweep,
                matter,
                purpose: ordered.purpose,
                basis: ordered.basis,
                documents: ordered.documents,
                planned: planned.unwrap_or(u32::MAX),
            };
            let id = CommandId::derive(ordered.sweep.0, &[b"open"]);
            let because = Because::Told(Some(caused_by));
            let ask = Ask::own(Command::Sweep(command), id, because, &self.shared.seat.code);
            let hold = self.activity.hold();
            self.send(
                StreamKey::Sweep(ordered.sweep),
                What::Ask(Box::new(ask)),
                &hold,
            );
        }
    }

    pub(crate) fn signatories(
        &self,
        officers: impl Iterator<Item = levy_domain::id::OfficerId>,
    ) -> Vec<Signatory> {
        let court = self.shared.court();
        officers
            .filter_map(|officer| {
                let (filed, _) = court.officers.get(&officer)?;
                let desk = &self.shared.desk;
                let name = desk
                    .open_officer(officer, "officer.name", &filed.name)
                    .ok()?;
                let card = filed.work_card.as_ref();
                let card =
                    card.and_then(|card| desk.open_officer(officer, "officer.card", card).ok());
                Some(Signatory {
                    name,
                    role: filed.role.clone(),
                    card,
                })
            })
            .collect()
    }

    pub(crate) fn issue(&mut self, key: StreamKey, plan: PlanId, now: Timestamp) {
        let tag = format!("issue {plan}");
        if self.stalled(key, &tag) {
            return;
        }
        let Some(Resident {
            body: Body::Matter(state),
            ..
        }) = self.residents.get(&key)
        else {
            return;
        };
        let Some(known) = state.plans.get(&plan) else {
            return;
        };
        if let Err(refusal) = state.may_be_issued(&plan, now, &self.shared.rules) {
            return self.cannot(key, tag, &refusal);
        }
        let signatories =
            self.signatories(known.signatures.given.iter().map(|(officer, _)| *officer));
        let fence = Fence {
            epoch: self.shared.epoch,
            revision: state.revision,
        };
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
                announced: false,
                deadlines: Vec::new(),
            });
            bodies.push((draft.order, Arc::<[u8]>::from(rendered.bytes)));
            evidence.push(body);
        }
        let opened = access::PersonalDataOpened {
            matter: state.matter,
            officer: None,
            purpose: "issue".into(),
            fields: vec![
                "person.name".into(),
                "person.identity".into(),
                "asset.number".into(),
                "officer.name".into(),
                "officer.card".into(),
            ],
            count: u32::try_from(issued.len() * 3).unwrap_or(u32::MAX),
            about: Some(plan.to_string()),
        };
        let before = revision(&self.residents[&key].body);
        let id = self.own_id(key, "issue", plan.0.as_bytes());
        let mut ask = Ask::own(
            Command::Matter(matter::Command::IssuePlan { plan, issued }),
            id,
            Because::Owed,
            &self.shared.seat.code,
        );
        ask.circumstances.evidence = evidence;
        let hold = self.activity.hold();
        self.record_access(opened, &hold);
        self.ask(key, ask, hold);
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        if revision(&resident.body) == before {
            self.stall(key, tag);
            return;
        }
        for (order, body) in bodies {
            resident.volatile.fresh.insert(order);
            resident.volatile.bodies.insert(order, body);
        }
    }

    pub(crate) fn cannot(&mut self, key: StreamKey, tag: String, error: &dyn std::fmt::Display) {
        tracing::warn!(stream = ?key, %error, "a duty cannot be done now");
        self.stall(key, tag);
    }

    pub(crate) fn record_access(&self, opened: access::PersonalDataOpened, hold: &Hold) {
        self.send(StreamKey::Access, self.shared.opened(opened), hold);
    }
}

pub(crate) fn revision(body: &Body) -> u64 {
    match body {
        Body::Matter(state) => state.revision,
        Body::Sweep(state) => state.revision,
        Body::Unit(state) => state.revision,
        Body::Court(state) => state.revision,
        Body::Number(state) => state.revision,
        Body::Access => 0,
    }
}
