//! Reading a stream into memory: folding its events, and reading again what
//! could not be read.

use crate::{
    StreamKey,
    resident::{Resident, Stage},
    shard::{Done, Shard},
    shared::Shared,
};
use futures::StreamExt;
use levy_journal::{AnyEvent, Decoded, Entry, JournalError};
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// First pause before a stream is read again; doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
/// Doublings of it: the longest pause is about five seconds.
const DOUBLINGS: u32 = 9;

impl Shard {
    /// Reads the stream; after failures in a row, only after a pause.
    pub(crate) fn load(&mut self, key: StreamKey) {
        let failures = self
            .residents
            .get(&key)
            .map_or(0, |resident| resident.failures);
        let pause = match failures.checked_sub(1) {
            Some(doublings) => FIRST_PAUSE * 2u32.pow(doublings.min(DOUBLINGS)),
            None => Duration::ZERO,
        };
        let shared = Arc::clone(&self.shared);
        self.under_way.push(Box::pin(async move {
            if !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
            let loaded = match key.name(&shared.seat.slug) {
                // Of a stream without a state only the end is kept.
                Ok(name) if key == StreamKey::Access => {
                    let mut entries = shared.journal.read(&name, None);
                    let mut last = Ok(Vec::new());
                    while let Some(entry) = entries.next().await {
                        last = entry.map(|entry| vec![entry]);
                    }
                    last
                }
                Ok(name) => shared.journal.load(&name, None).await,
                Err(_) => Ok(Vec::new()),
            };
            Done::Loaded(key, loaded)
        }));
    }

    pub(crate) fn loaded(&mut self, key: StreamKey, loaded: Result<Vec<Entry>, JournalError>) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        let stage = match loaded {
            Ok(entries) => match fold(resident, key, &entries, &self.shared) {
                Ok(()) => Stage::Ready,
                Err(why) => Stage::Quarantined(why),
            },
            // The store says nothing about the stream: it is asked again.
            Err(JournalError::Store(error)) => {
                resident.failures += 1;
                let failures = resident.failures;
                tracing::warn!(stream = ?key, %error, failures, "a stream could not be read; it is read again");
                return self.load(key);
            }
            Err(error) => Stage::Quarantined(error.to_string()),
        };
        resident.stage = stage;
        if let Stage::Quarantined(why) = &resident.stage {
            tracing::error!(stream = ?key, %why, "stream in quarantine");
        }
        if key == StreamKey::Court {
            self.publish_court();
        }
        self.after(key);
        self.offer_set_aside(key);
    }
}

fn fold(
    resident: &mut Resident,
    key: StreamKey,
    entries: &[Entry],
    shared: &Shared,
) -> Result<(), String> {
    for entry in entries {
        let event = match &entry.event {
            Decoded::Known(event) => event,
            Decoded::Unknown { kind, why, .. } => {
                return Err(format!(
                    "event type {kind} at revision {}: {why}",
                    entry.revision.0
                ));
            }
        };
        resident
            .body
            .evolve(event, entry.header.decided_at)
            .map_err(|misfit| format!("revision {}: {misfit}", entry.revision.0))?;
        resident
            .commands
            .insert(entry.header.command, entry.header.asked);
        resident.last = Some(entry.revision);
        resident.position = Some(entry.position);
        resident.hash = entry.hash;
        resident.last_event = Some(entry.id);
        learn(resident, key, (event, entry.id), shared);
    }
    Ok(())
}

/// What the caches learn from an event.
pub(crate) fn learn(
    resident: &mut Resident,
    key: StreamKey,
    (event, id): (&AnyEvent, Uuid),
    shared: &Shared,
) {
    use levy_domain::{matter, sweep, unit};
    match event {
        AnyEvent::Matter(matter::Event::PlanDrafted(plan)) => {
            plan.orders
                .iter()
                .for_each(|order| shared.routes.learn(order.order, key));
        }
        AnyEvent::Matter(matter::Event::SweepOrdered(ordered)) => {
            resident.ordered.push((ordered.clone(), id))
        }
        AnyEvent::Matter(matter::Event::SweepClosed(closed)) => {
            resident
                .ordered
                .retain(|(ordered, _)| ordered.sweep != closed.sweep);
        }
        AnyEvent::Sweep(sweep::Event::QueryPlanned(query)) => shared.routes.learn(query.order, key),
        AnyEvent::Unit(unit::Event::UnitPaused(paused)) => shared.pause(paused.unit, true),
        AnyEvent::Unit(unit::Event::UnitResumed(resumed)) => shared.pause(resumed.unit, false),
        AnyEvent::Matter(_)
        | AnyEvent::Sweep(_)
        | AnyEvent::Unit(_)
        | AnyEvent::Court(_)
        | AnyEvent::Number(_)
        | AnyEvent::Access(_) => {}
    }
}
