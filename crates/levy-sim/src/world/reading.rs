//! Reading the log past the engine, for the auditor.

use super::{Units, Violation, World, WorldError, seat};
use futures::FutureExt;
use levy::{
    engine::StreamKey,
    journal::{AnyEvent, Decoded, Entry},
    proof::GENESIS,
    store::EventStore,
};
use levy_domain::{matter, sweep};
use std::sync::Arc;

/// Log entries read at a time.
const PAGE: usize = 1_000;

impl<U: Units> World<U> {
    /// Reads what the log has become, past the engine.
    pub(super) fn follow(&mut self) -> Result<(), WorldError> {
        loop {
            let page = self.store.page(self.read, PAGE).now_or_never();
            let page = page.unwrap_or(Ok(Vec::new())).map_err(WorldError::data)?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            self.read = Some(last.position);
            for recorded in page {
                let head = self.heads.get(&recorded.stream);
                let previous = head.map_or(GENESIS, |(_, hash)| *hash);
                let next = head.map_or(0, |(revision, _)| revision.0 + 1);
                let (stream, revision) = (recorded.stream.clone(), recorded.revision);
                let entry = Entry::decode_after(&self.codec, recorded, &previous);
                let entry = entry.ok().filter(|entry| entry.revision.0 == next);
                let Some(entry) = entry else {
                    let broken = Violation::new("the chain of a stream holds", "it is broken");
                    return Err(self.violated(broken.at(&stream, revision)));
                };
                self.heads.insert(stream, (revision, entry.hash));
                if let Decoded::Known(event) = &entry.event {
                    *self.kinds.entry(event.kind()).or_default() += 1;
                }
                self.learn(&entry);
                let audited = self.auditor.event(&entry, &mut self.sometimes);
                audited.map_err(|violation| self.violated(violation))?;
            }
        }
    }

    pub(super) fn learn(&mut self, entry: &Entry) {
        let Some(key) = StreamKey::parse(&entry.stream, &seat().slug) else {
            return;
        };
        if let StreamKey::Matter(matter) = key {
            self.touched.insert(matter);
        }
        match &entry.event {
            Decoded::Known(AnyEvent::Matter(matter::Event::PlanDrafted(plan))) => {
                let orders = plan.orders.iter().map(|order| order.order);
                self.instance.orders.learn(orders, key);
            }
            Decoded::Known(AnyEvent::Sweep(sweep::Event::QueryPlanned(query))) => {
                self.instance.orders.learn([query.order].into_iter(), key);
            }
            _ => {}
        }
    }

    /// The world is at rest for good: a full recompute, log against state
    /// against the units' books.
    ///
    /// # Errors
    /// [`WorldError::Violation`].
    pub fn audit(&mut self) -> Result<(), WorldError> {
        self.run_until_idle()?;
        let now = self.now();
        for matter in self.auditor.matters() {
            let state = self.look(matter, |state| state.clone())?;
            let checked = state.map(|state| self.auditor.compare(matter, &state, now));
            if let Some(Err(violation)) = checked {
                return Err(self.violated(violation));
            }
        }
        let quarantined = self.engine()?.clone();
        let quarantined = self.on(|_| async move { quarantined.quarantined().await })?;
        if let Some(key) = quarantined.first() {
            let what = format!("{key:?} is in quarantine");
            return Err(self.violated(Violation::new("no stream is in quarantine", &what)));
        }
        let street = Arc::clone(&self.instance.street);
        let places = street.lock();
        let (units, post) = &*places;
        let checked = match units.books() {
            Some(books) => self.auditor.against(books, post),
            None => Ok(()),
        };
        drop(places);
        checked.map_err(|violation| self.violated(violation))
    }

    /// A violation in this world, with what the log says of the first id that
    /// it names.
    pub(super) fn violated(&self, violation: Violation) -> WorldError {
        let id = violation
            .what
            .split_whitespace()
            .find(|word| word.len() > 32);
        let story = id.map(|id| self.story(id)).unwrap_or_default();
        let placed = violation.in_world(self.seed, self.now()).told(story);
        WorldError::Violation(Box::new(placed))
    }

    fn story(&self, id: &str) -> Vec<String> {
        let all = self.store.page(None, usize::MAX).now_or_never();
        let all = all.and_then(Result::ok).unwrap_or_default();
        let mut story = Vec::new();
        for recorded in all {
            let Ok(entry) = Entry::decode(&self.codec, recorded) else {
                continue;
            };
            let Decoded::Known(event) = &entry.event else {
                continue;
            };
            let text = match event {
                AnyEvent::Matter(event) => format!("{event:?}"),
                AnyEvent::Sweep(event) => format!("{event:?}"),
                AnyEvent::Unit(event) => format!("{event:?}"),
                AnyEvent::Court(_) | AnyEvent::Access(_) | AnyEvent::Number(_) => continue,
            };
            if text.contains(id) {
                let at = entry.header.decided_at.to_rfc3339();
                let (stream, revision) = (entry.stream.as_str(), entry.revision.0);
                story.push(format!("{at} {stream} {revision} {}", event.kind()));
            }
        }
        story
    }
}
