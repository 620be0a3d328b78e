//! A repeat gets the first answer.
//!
//! A store knows a repeat by its bytes; here the second time carries another
//! recorded time and with it another header and hash. What must be equal is
//! all that the caller meant.

use crate::{
    Header, Write, WriteError, Written,
    frame::{Framed, hash_of},
    journal::before,
};
use futures::StreamExt;
use levy_domain::time::Timestamp;
use levy_store::{EventStore, Recorded};

/// The first answer, when every event stands where this write would have put
/// it and says the same; else [`WriteError::IdReused`].
pub(crate) async fn first_answer(
    store: &dyn EventStore,
    write: &Write,
) -> Result<Written, WriteError> {
    let events = &write.events;
    let mut stored = store
        .read(&write.stream, before(write.expect.next()))
        .take(events.len());
    let mut hash = write.previous;
    let mut answer = None;
    for (event, revision) in events.iter().zip(write.expect.next().0..) {
        let recorded = stored.next().await.transpose()?;
        let recorded = recorded.filter(|recorded| {
            recorded.revision.0 == revision
                && recorded.hash == hash_of(&hash, recorded)
                && says_the_same(recorded, event)
        });
        let Some(recorded) = recorded else {
            return Err(WriteError::IdReused);
        };
        hash = recorded.hash;
        answer = Some(recorded);
    }
    let last = answer.ok_or(WriteError::IdReused)?;
    Ok(Written {
        last: last.revision,
        position: last.position,
        hash,
        recorded_at: Timestamp(last.recorded_at),
        ids: events.iter().map(Framed::id).collect(),
        repeated: true,
    })
}

/// All but the recorded time and the program that wrote it.
fn says_the_same(recorded: &Recorded, event: &Framed) -> bool {
    let same_header = |stored: Header, mut meant: Header| {
        meant.recorded_at = stored.recorded_at;
        meant.producer.clone_from(&stored.producer);
        stored == meant
    };
    recorded.id == event.id()
        && recorded.kind == event.kind()
        && recorded.payload == event.payload()
        && match (
            Header::from_json(&recorded.header),
            event.header(Timestamp(0)),
        ) {
            (Ok(stored), Ok(meant)) => same_header(stored, meant),
            (Ok(_) | Err(_), _) => false,
        }
}
