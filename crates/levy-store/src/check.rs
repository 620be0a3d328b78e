//! The checks that every backend makes before it looks at the stream.

use crate::{Append, AppendError, Evidence, Limits, NewEvent, Recorded, StoreError};

impl Append {
    /// Refuses what no backend may store, so that all of them refuse alike.
    ///
    /// # Errors
    /// [`AppendError::Malformed`] and [`AppendError::TooLarge`]; neither wrote.
    pub fn check(&self) -> Result<(), AppendError> {
        if self.events.is_empty() {
            return Err(AppendError::Malformed("a batch holds at least one event"));
        }
        within("events in one batch", self.events.len(), Limits::EVENTS)?;
        let mut batch_bytes = 0;
        for event in &self.events {
            check_kind(&event.kind)?;
            let event_bytes = event.header.len() + event.payload.len();
            within("bytes of one event", event_bytes, Limits::EVENT_BYTES)?;
            batch_bytes += event_bytes;
        }
        within("bytes of one batch", batch_bytes, Limits::BATCH_BYTES)
    }
}

fn check_kind(kind: &str) -> Result<(), AppendError> {
    within("bytes of a type literal", kind.len(), Limits::KIND_BYTES)?;
    if kind.is_empty() || !kind.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(AppendError::Malformed(
            "a type literal is printable ASCII without spaces",
        ));
    }
    Ok(())
}

fn within(what: &'static str, size: usize, limit: usize) -> Result<(), AppendError> {
    if size > limit {
        Err(AppendError::TooLarge { what, size, limit })
    } else {
        Ok(())
    }
}

impl Limits {
    /// Refuses a group of bodies of which one is too large; none is written.
    ///
    /// # Errors
    /// [`StoreError::Refused`].
    pub fn check_evidence(bodies: &[Evidence]) -> Result<(), StoreError> {
        match bodies.iter().map(|body| body.bytes.len()).max() {
            Some(size) if size > Limits::EVIDENCE_BYTES => Err(StoreError::Refused(format!(
                "a body of evidence has {size} bytes, the limit is {}",
                Limits::EVIDENCE_BYTES
            ))),
            Some(_) | None => Ok(()),
        }
    }
}

impl Recorded {
    /// True when the stored event holds exactly what `event` asks to write.
    pub fn is_of(&self, event: &NewEvent) -> bool {
        self.id == event.id
            && self.kind == event.kind
            && self.recorded_at == event.recorded_at
            && self.hash == event.hash
            && self.header == event.header
            && self.payload == event.payload
    }
}
