//! Pages as endless or bounded streams.

use super::{
    failed,
    reader::{PAGE_ROWS, Page, Readers},
};
use crate::{Position, Recorded, Revision, StoreError, StreamName, Tail};
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// How often a follower asks when the writer is another process.
const POLL: Duration = Duration::from_millis(250);

/// How a reader learns what is durable.
#[derive(Debug, Clone)]
pub(super) enum Durable {
    /// The writer of this process says so: position of the last event, or 0.
    Told(watch::Receiver<u64>),
    /// The log has to be asked.
    Asked,
}

impl Durable {
    /// A bound known at the call, or `None` when the log has to be asked.
    pub(super) fn known(&self) -> Option<u64> {
        match self {
            Durable::Told(receiver) => Some(*receiver.borrow()),
            Durable::Asked => None,
        }
    }

    /// Waits until something above `seen` may be there; gives the new bound.
    async fn above(&mut self, seen: u64) -> Result<u64, StoreError> {
        match self {
            Durable::Told(receiver) => {
                let durable = receiver.wait_for(|&durable| durable > seen).await;
                durable
                    .map(|durable| *durable)
                    .map_err(|_closed| failed("the store was closed"))
            }
            Durable::Asked => {
                tokio::time::sleep(POLL).await;
                Ok(u64::MAX)
            }
        }
    }
}

/// Events of one stream, up to those durable at the call.
pub(super) fn read(
    readers: Arc<Readers>,
    durable: &Durable,
    stream: StreamName,
    after: Option<Revision>,
) -> BoxStream<'static, Result<Recorded, StoreError>> {
    let first = after.map_or(0, |Revision(seen)| seen.saturating_add(1));
    let begin = Some(Place {
        first,
        stream_id: None,
        upto: durable.known(),
    });
    stream::try_unfold(begin, move |place| {
        let (readers, stream) = (Arc::clone(&readers), stream.clone());
        async move {
            let Some(place) = place else { return Ok(None) };
            let step = readers
                .with(move |reader| place.step(reader, &stream))
                .await?;
            Ok::<_, StoreError>(Some((stream::iter(step.0.events).map(Ok), step.1)))
        }
    })
    .try_flatten()
    .boxed()
}

/// Where a reading of one stream stands.
struct Place {
    first: u64,
    stream_id: Option<i64>,
    upto: Option<u64>,
}

impl Place {
    fn step(
        self,
        reader: &mut super::reader::Reader,
        stream: &StreamName,
    ) -> Result<(Page, Option<Place>), StoreError> {
        let upto = self.upto.map_or_else(|| reader.last_position(), Ok)?;
        let known = self
            .stream_id
            .map_or_else(|| reader.stream_id(stream), |id| Ok(Some(id)))?;
        let Some(stream_id) = known else {
            return Ok((Page::default(), None));
        };
        let page = reader.by_stream(stream_id, self.first, upto)?;
        let next = page.events.last().filter(|_| page.more).map(|last| Place {
            first: last.revision.0.saturating_add(1),
            stream_id: Some(stream_id),
            upto: Some(upto),
        });
        Ok((page, next))
    }
}

/// Events of the whole store, then those that come.
pub(super) fn follow(
    readers: Arc<Readers>,
    durable: Durable,
    after: Option<Position>,
) -> BoxStream<'static, Result<Tail, StoreError>> {
    let seen = after.map_or(0, |Position(seen)| seen);
    let old = durable.known();
    let follower = Follower {
        readers,
        durable,
        seen,
        phase: Phase::Old(old),
    };
    stream::try_unfold(follower, |mut follower| async move {
        let tails = follower.next().await?;
        Ok::<_, StoreError>(Some((stream::iter(tails).map(Ok), follower)))
    })
    .try_flatten()
    .boxed()
}

/// Ready when something above `after` is durable.
pub(super) async fn grown(
    readers: Arc<Readers>,
    mut durable: Durable,
    after: Option<Position>,
) -> Result<(), StoreError> {
    let seen = after.map_or(0, |Position(seen)| seen);
    if durable.known().is_some() {
        return durable.above(seen).await.map(drop);
    }
    while readers.with(|reader| reader.last_position()).await? <= seen {
        durable.above(seen).await?;
    }
    Ok(())
}

struct Follower {
    readers: Arc<Readers>,
    durable: Durable,
    seen: u64,
    phase: Phase,
}

enum Phase {
    /// Reading what was durable at the call, up to this position once known.
    Old(Option<u64>),
    /// Reading on, up to this position.
    New(u64),
}

impl Follower {
    async fn next(&mut self) -> Result<Vec<Tail>, StoreError> {
        if let Phase::Old(bound) = self.phase {
            let upto = match bound {
                Some(upto) => upto,
                None => self.readers.with(|reader| reader.last_position()).await?,
            };
            self.phase = Phase::Old(Some(upto));
            let tails = self.page(upto).await?;
            if !tails.is_empty() {
                return Ok(tails);
            }
            self.phase = Phase::New(upto);
            return Ok(vec![Tail::CaughtUp]);
        }
        loop {
            if let Phase::New(upto) = self.phase {
                let tails = self.page(upto).await?;
                if !tails.is_empty() {
                    return Ok(tails);
                }
            }
            self.phase = Phase::New(self.durable.above(self.seen).await?);
        }
    }

    async fn page(&mut self, upto: u64) -> Result<Vec<Tail>, StoreError> {
        let seen = self.seen;
        if seen >= upto {
            return Ok(Vec::new());
        }
        let read = self
            .readers
            .with(move |reader| reader.by_position(seen, upto, PAGE_ROWS));
        let events = read.await?.events;
        if let Some(last) = events.last() {
            self.seen = last.position.0;
        }
        Ok(events.into_iter().map(Tail::Event).collect())
    }
}
