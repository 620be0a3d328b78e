//! Rounds of queries: planning, asking, and telling the matter what was found.

use crate::{
    StreamKey,
    activity::Hold,
    aggregate::{Body, Command},
    brief::{Brief, Findings},
    carrier::Errand,
    cause::{Ask, Because, What},
    desk::Job,
    limits::{FINDINGS, FINDINGS_BYTES, OFFERED, PASS, PLAN_CHUNK},
    rendering::Setting,
    resident::Resident,
    shard::Shard,
};
use levy_connect::Parcel;
use levy_domain::{
    asset::AssetFound,
    court::access,
    decider::Process,
    id::{OrderId, SweepId, UnitId},
    matter::{self},
    order::{Fence, Measure, Route},
    sweep::{self, Sweep, event::QueryPlanned},
    time::Timestamp,
};
use std::sync::Arc;

impl Shard {
    pub(crate) fn offer_sweep(&mut self, key: StreamKey, now: Timestamp) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        if !resident.pending.is_empty() {
            return;
        }
        let Body::Sweep(state) = &resident.body else {
            return;
        };
        if state.completed {
            self.report(key);
            return self.tell_late(key, now);
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
                sweep::Duty::Carry(_) | sweep::Duty::Tell(_) => break,
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

    pub(crate) fn own_sweep(
        &mut self,
        key: StreamKey,
        tag: &str,
        about: &[u8],
        command: sweep::Command,
    ) {
        let id = self.own_id(key, tag, about);
        let ask = Ask::own(
            Command::Sweep(command),
            id,
            Because::Owed,
            &self.shared.seat.code,
        );
        let hold = self.activity.hold();
        self.ask(key, ask, hold);
    }

    pub(crate) fn plan_queries(&mut self, key: StreamKey, _now: Timestamp) {
        let Some(Resident {
            body: Body::Sweep(state),
            volatile,
            ..
        }) = self.residents.get(&key)
        else {
            return;
        };
        let (Some(brief), Some(expires_at)) = (volatile.brief.clone(), state.expires_at) else {
            return;
        };
        let first = state.order.len();
        if brief.count() != state.planned {
            tracing::error!(stream = ?key, "the brief differs from the announced plan");
            return;
        }
        let mut queries = Vec::with_capacity(PLAN_CHUNK);
        for (at, (order, unit, subject)) in
            brief.questions().enumerate().skip(first).take(PLAN_CHUNK)
        {
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
            self.own_sweep(
                key,
                "plan",
                &first.to_be_bytes(),
                sweep::Command::Plan { first, queries },
            );
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

    pub(crate) fn query_setting(
        &self,
        state: &sweep::State,
        expires_at: Timestamp,
        fence: Fence,
    ) -> Setting<'_> {
        Setting {
            seat: &self.shared.seat,
            rules: &self.shared.rules,
            issued_at: state.opened_at(),
            expires_at,
            fence,
        }
    }

    pub(crate) fn query_route(&self, unit: &UnitId) -> Route {
        let ability = self
            .shared
            .rules
            .units()
            .get(unit)
            .and_then(|u| u.ability(&Measure::Query, None));
        ability.map_or(Route::Recorded, |ability| ability.route.clone())
    }

    pub(crate) fn offer_queries(&mut self, key: StreamKey, now: Timestamp) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        let Body::Sweep(state) = &resident.body else {
            return;
        };
        let volatile = &mut resident.volatile;
        if !std::mem::replace(&mut volatile.todo_ready, true) {
            let waiting = state.order.iter().filter(|order| {
                state
                    .queries
                    .get(order)
                    .is_some_and(|query| !query.answered && !query.silent)
            });
            let waiting = waiting.filter(|order| !volatile.retry.holds_back(order, now));
            volatile.todo = waiting.copied().collect();
        }
        // What was put off stands in no queue until its time.
        volatile.todo.extend(volatile.retry.take_due(now));
        if volatile.offered.len() > OFFERED / 2 {
            return;
        }
        let mut orders = Vec::new();
        while volatile.offered.len() + orders.len() < OFFERED {
            let Some(order) = volatile.todo.pop_front() else {
                break;
            };
            if !volatile.offered.contains(&order) && !volatile.delivered.contains(&order) {
                orders.push(order);
            }
        }
        for order in orders {
            self.submit_query(key, order, now);
        }
    }

    pub(crate) fn submit_query(&mut self, key: StreamKey, order: OrderId, now: Timestamp) {
        let Some(Resident {
            body: Body::Sweep(state),
            volatile,
            ..
        }) = self.residents.get(&key)
        else {
            return;
        };
        let (Some(brief), Some(query), Some(expires_at)) = (
            volatile.brief.clone(),
            state.queries.get(&order),
            state.expires_at,
        ) else {
            return;
        };
        if query.answered || query.silent || volatile.delivered.contains(&order) {
            return;
        }
        let planned = &query.planned;
        if !planned.route.is_carried() {
            return;
        }
        if let Some(at) = self
            .shared
            .closed_until(&planned.unit, &Measure::Query, now)
        {
            if let Some(resident) = self.residents.get_mut(&key) {
                resident.volatile.retry.insert(order, at);
            }
            return;
        }
        let Some(subject) = brief
            .subjects
            .iter()
            .find(|subject| subject.person == planned.person)
        else {
            return;
        };
        let setting = self.query_setting(state, expires_at, planned.fence);
        let rendered = setting.query(&brief, order, &planned.unit, subject);
        let (unit, hash) = (planned.unit, planned.body_hash);
        match rendered {
            Ok(rendered) if rendered.hash == hash => {
                let parcel = Parcel {
                    order,
                    unit,
                    body: rendered.bytes.into(),
                    hash,
                };
                let errand = Errand::Submit {
                    parcel,
                    harmless: true,
                };
                let hold = self.activity.hold();
                if let Some(resident) = self.residents.get_mut(&key) {
                    resident.volatile.offered.insert(order);
                }
                self.desk.put(Job {
                    key,
                    order,
                    unit,
                    measure: Measure::Query,
                    errand,
                    attempt: 0,
                    hold,
                });
            }
            // What was planned cannot be rebuilt: nothing is sent.
            Ok(_) => tracing::error!(%order, "the rebuilt body differs from the one planned"),
            Err(error) => tracing::error!(%order, %error, "a query cannot be rendered"),
        }
    }

    /// A matter says whom a sweep asks about.
    pub(crate) fn want_brief(&mut self, key: StreamKey, sweep: SweepId, hold: &Hold) {
        let Some(resident) = self.residents.get(&key) else {
            return;
        };
        let Body::Matter(state) = &resident.body else {
            return;
        };
        let Some(ordered) = resident
            .ordered
            .iter()
            .map(|(ordered, _)| ordered)
            .find(|ordered| ordered.sweep == sweep)
        else {
            return;
        };
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
            Ok(Some(brief)) => {
                let opened = access::PersonalDataOpened {
                    matter: Some(brief.matter),
                    officer: None,
                    purpose: "sweep-brief".into(),
                    fields: vec![
                        "person.name".into(),
                        "person.identity".into(),
                        "officer.name".into(),
                        "officer.card".into(),
                    ],
                    count: u32::try_from(brief.subjects.len() + brief.officers.len())
                        .unwrap_or(u32::MAX),
                    about: Some(brief.sweep.to_string()),
                };
                self.record_access(opened, hold);
                self.send(StreamKey::Sweep(sweep), What::Brief(Arc::new(brief)), hold);
            }
            Ok(None) => {}
            Err(error) => {
                let why = crate::brief::quarantine(&error);
                tracing::error!(stream = ?key, %why, "a sweep's subjects cannot be opened");
            }
        }
    }

    /// A completed sweep tells its matter, once in this process and again
    /// whenever the matter asks.
    pub(crate) fn report(&mut self, key: StreamKey) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        if std::mem::replace(&mut resident.volatile.reported, true) {
            return;
        }
        if let Some((matter, findings)) = resident.findings() {
            let hold = self.activity.hold();
            self.send(
                StreamKey::Matter(matter),
                What::Findings(Box::new(findings)),
                &hold,
            );
        }
    }

    /// A matter enters what its sweep found.
    pub(crate) fn findings(&mut self, key: StreamKey, findings: Findings, hold: Hold) {
        let Findings {
            sweep,
            mut assets,
            asked,
            answered,
            silent,
            because,
        } = findings;
        let because = Because::Told(because);
        // Of two answers about one asset the later one counts.
        assets.reverse();
        assets.sort_by_key(|asset| asset.asset);
        assets.dedup_by_key(|asset| asset.asset);
        let code = self.shared.seat.code.clone();
        let id = |tag: &[u8], batch: u32| {
            levy_domain::id::CommandId::derive(sweep.0, &[tag, &batch.to_be_bytes()])
        };
        for (batch, assets) in (0u32..).zip(batches(assets)) {
            let command = matter::Command::RecordAssets {
                sweep,
                batch,
                assets,
            };
            self.ask(
                key,
                Ask::own(
                    Command::Matter(command),
                    id(b"assets", batch),
                    because,
                    &code,
                ),
                hold.again(),
            );
        }
        let command = matter::Command::CloseSweep {
            sweep,
            asked,
            answered,
            silent,
        };
        self.ask(
            key,
            Ask::own(Command::Matter(command), id(b"closed", 0), because, &code),
            hold,
        );
    }
}

/// The same findings are always cut in the same places: a batch is known by
/// its number.
pub(crate) fn batches(assets: Vec<AssetFound>) -> Vec<Vec<AssetFound>> {
    let mut batches: Vec<Vec<AssetFound>> = Vec::new();
    let mut bytes = 0;
    for asset in assets {
        let size = serde_json::to_vec(&asset).map_or(FINDINGS_BYTES, |text| text.len());
        match batches.last_mut() {
            Some(batch) if batch.len() < FINDINGS && bytes + size <= FINDINGS_BYTES => {
                batch.push(asset);
                bytes += size;
            }
            _ => {
                batches.push(vec![asset]);
                bytes = size;
            }
        }
    }
    batches
}
