//! What every shard and every worker of an engine shares.

use crate::{
    EngineLimits, StreamKey,
    aggregate::Command,
    cause::{Ask, Because, Input, What},
    keeper::Keeper,
    limits::PUT_OFF,
    opening_hours::next_opening,
    parts::CourtSeat,
    personal::Personal,
    routes::Routes,
};
use dashmap::DashSet;
use levy_domain::{
    bytes::Digest,
    court::{self, access},
    id::{CommandId, MatterId, OrderId, UnitId},
    order::Measure,
    rules::Rules,
    time::{MINUTE, Timestamp},
    unit,
};
use levy_journal::{Clock, Draft, Journal, WriteError, frame::Framed};
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, OnceLock, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use tokio::sync::mpsc;

/// One for an engine.
pub(crate) struct Shared {
    pub(crate) seat: CourtSeat,
    pub(crate) journal: Journal,
    pub(crate) rules: Rules,
    pub(crate) desk: Personal,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) keeper: Keeper,
    pub(crate) routes: Routes,
    pub(crate) epoch: u64,
    pub(crate) limits: EngineLimits,
    pub(crate) live: Live,
}

/// What changes while it runs.
#[derive(Default)]
pub(crate) struct Live {
    shards: OnceLock<Vec<mpsc::Sender<Input>>>,
    court: RwLock<Arc<court::State>>,
    paused: DashSet<UnitId>,
    touched: Mutex<BTreeSet<MatterId>>,
    failed: AtomicBool,
    stopping: AtomicBool,
    openings: AtomicU64,
}

impl Shared {
    /// Once, at the start.
    pub(crate) fn set_shards(&self, shards: Vec<mpsc::Sender<Input>>) {
        let _ = self.live.shards.set(shards);
    }

    pub(crate) fn shards(&self) -> Vec<mpsc::Sender<Input>> {
        self.live.shards.get().cloned().unwrap_or_default()
    }

    pub(crate) fn court(&self) -> Arc<court::State> {
        Arc::clone(
            &self
                .live
                .court
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    pub(crate) fn set_court(&self, state: court::State) {
        *self
            .live
            .court
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
    }

    pub(crate) fn pause(&self, unit: UnitId, paused: bool) {
        if paused {
            self.live.paused.insert(unit);
        } else {
            self.live.paused.remove(&unit);
        }
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.live.stopping.load(Ordering::Acquire)
    }

    /// For the access stream: personal data is opened. Two openings of the
    /// same thing at the same moment are two.
    pub(crate) fn opened(&self, opened: access::PersonalDataOpened) -> What {
        let number = self.live.openings.fetch_add(1, Ordering::Relaxed);
        let at = self.clock.now().0.to_be_bytes();
        let space = opened.matter.map_or(uuid::Uuid::nil(), |matter| matter.0);
        let id = CommandId::derive(space, &[b"opened", &number.to_be_bytes(), &at]);
        let because = Because::Told(None);
        let command = Command::Access(opened.into());
        What::Ask(Box::new(Ask::own(command, id, because, &self.seat.code)))
    }

    pub(crate) fn is_paused(&self, unit: &UnitId) -> bool {
        self.live.paused.contains(unit)
    }

    pub(crate) fn honours_ids(&self, unit: &UnitId) -> bool {
        self.rules
            .units()
            .get(unit)
            .is_some_and(|unit| unit.honours_ids)
    }

    /// Until when `unit` takes no order of this kind; `None` when it does now.
    pub(crate) fn closed_until(
        &self,
        unit: &UnitId,
        measure: &Measure,
        now: Timestamp,
    ) -> Option<Timestamp> {
        if self.is_paused(unit) {
            return Some(now.plus(PUT_OFF));
        }
        let profile = self.rules.units().get(unit)?;
        let ability = profile.ability(measure, None).or_else(|| {
            let mut own = profile.abilities.iter();
            own.find(|ability| ability.measure == *measure)
        })?;
        let zone = self.rules.profile().zone();
        next_opening(ability, self.rules.calendar(), zone, now)
    }

    /// The longest intake window that the unit states for anything it does.
    pub(crate) fn window(&self, unit: &UnitId) -> Option<i64> {
        let profile = self.rules.units().get(unit)?;
        let stated = profile
            .abilities
            .iter()
            .filter_map(|ability| ability.intake_window_minutes);
        stated.max().map(|minutes| i64::from(minutes) * MINUTE)
    }

    /// The frames of one command's events, which together fit one write.
    pub(crate) fn frame(
        &self,
        key: &StreamKey,
        drafts: &[Draft],
    ) -> Result<Vec<Framed>, WriteError> {
        let stream = key
            .name(&self.seat.slug)
            .map_err(|_| WriteError::Malformed("the stream has no usable name"))?;
        self.journal.frame(&stream, drafts)
    }

    pub(crate) fn touched(&self, key: StreamKey) {
        if let StreamKey::Matter(id) = key {
            self.live
                .touched
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(id);
        }
    }

    pub(crate) fn take_touched(&self) -> BTreeSet<MatterId> {
        let mut touched = self
            .live
            .touched
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut touched)
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.live.failed.load(Ordering::Acquire)
    }

    /// Nothing new is begun from here on.
    pub(crate) fn begin_stopping(&self) {
        self.live.stopping.store(true, Ordering::Release);
    }

    pub(crate) fn failing(&self, error: &WriteError) {
        if matches!(error.remedy(), levy_journal::Remedy::Stop) {
            self.live.failed.store(true, Ordering::Release);
        }
    }

    /// The command that keeps a reply on its unit's desk.
    pub(crate) fn set_aside(
        &self,
        unit: UnitId,
        order: Option<OrderId>,
        reason: &str,
        (bytes, raw): (&[u8], Digest),
        reply: Option<crate::cause::Reply>,
    ) -> Option<Ask> {
        let body = match self.desk.seal_stray(unit, bytes) {
            Ok(body) => body,
            Err(error) => {
                tracing::error!(%unit, %error, "a stray reply cannot be sealed");
                return None;
            }
        };
        let received_at = self.clock.now();
        let command = unit::Command::SetAside {
            order,
            reason: reason.into(),
            evidence: body.digest(),
            raw_hash: Some(raw),
            received_at,
        };
        let id = CommandId::derive(unit.0, &[b"set-aside", &raw.0]);
        let because = Because::Outside;
        let mut ask = Ask::own(Command::Unit(command), id, because, &self.seat.code);
        ask.circumstances.evidence = vec![body];
        ask.reply = reply;
        Some(ask)
    }
}
