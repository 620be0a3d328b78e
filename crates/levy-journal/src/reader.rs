//! Reading: one stream with its chain checked, the whole log in order.

use crate::{Entry, Journal, JournalError, journal::before};
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use levy_store::{Position, Revision, StreamName};
use std::sync::Arc;

/// What a follower of the whole log sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tail<T> {
    /// The next one.
    Event(T),
    /// All that was durable when the follower looked has been seen.
    CaughtUp,
}

impl Journal {
    /// The entries of a stream above `after`, up to those durable at the
    /// call, each checked against the one before it. The event at `after` is
    /// trusted; the first of a stream follows 32 zero bytes.
    ///
    /// # Errors
    /// [`JournalError::Broken`] names the first event that does not follow,
    /// or `after` itself when the stream does not reach it.
    pub async fn load(
        &self,
        stream: &StreamName,
        after: Option<Revision>,
    ) -> Result<Vec<Entry>, JournalError> {
        self.read(stream, after).try_collect().await
    }

    /// As [`Journal::load`], one entry at a time. After an error nothing
    /// follows.
    pub fn read(
        &self,
        stream: &StreamName,
        after: Option<Revision>,
    ) -> BoxStream<'static, Result<Entry, JournalError>> {
        let events = self.store.read(stream, after.and_then(before));
        let (codec, stream) = (Arc::clone(&self.codec), stream.clone());
        let begin = (events, 0, levy_proof::GENESIS);
        let trusted = after.map(|Revision(trusted)| trusted);
        let checked = stream::try_unfold(begin, move |(mut events, next, previous)| {
            let (codec, stream) = (Arc::clone(&codec), stream.clone());
            async move {
                let broken = |revision| JournalError::Broken {
                    stream,
                    revision: Revision(revision),
                };
                // Only the first event read can be the trusted one.
                let (next, previous) = match trusted {
                    Some(trusted) if next == 0 => match events.try_next().await? {
                        Some(base) if base.revision.0 == trusted => (trusted + 1, base.hash),
                        Some(_) | None => return Err(broken(trusted)),
                    },
                    Some(_) | None => (next, previous),
                };
                let Some(recorded) = events.try_next().await? else {
                    return Ok(None);
                };
                if recorded.revision.0 != next {
                    return Err(broken(next));
                }
                let entry = Entry::decode_after(&codec, recorded, &previous)?;
                let hash = entry.hash;
                Ok(Some((entry, (events, next + 1, hash))))
            }
        });
        checked.boxed()
    }

    /// Entries of the whole log above `after`, in order, then those that
    /// come. Chains are not checked here: streams are interleaved.
    pub fn follow(
        &self,
        after: Option<Position>,
    ) -> BoxStream<'static, Result<Tail<Entry>, JournalError>> {
        let codec = Arc::clone(&self.codec);
        let decoded = self.store.follow(after).map(move |tail| match tail? {
            levy_store::Tail::Event(recorded) => Entry::decode(&codec, recorded).map(Tail::Event),
            levy_store::Tail::CaughtUp => Ok(Tail::CaughtUp),
        });
        decoded.boxed()
    }

    /// Ready when an event above `after` is durable; nothing is read.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn grown(&self, after: Option<Position>) -> Result<(), JournalError> {
        Ok(self.store.grown(after).await?)
    }

    /// Up to `limit` entries of the whole log above `after`. A page may be
    /// shorter than `limit`; an empty one means that nothing later was
    /// durable at the call.
    ///
    /// # Errors
    /// When the store failed or a header does not fit.
    pub async fn page(
        &self,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Vec<Entry>, JournalError> {
        let page = self.store.page(after, limit).await?;
        page.into_iter()
            .map(|recorded| Entry::decode(&self.codec, recorded))
            .collect()
    }

    /// The entry at this revision of a stream, checked against the one before
    /// it.
    ///
    /// # Errors
    /// As for [`Journal::load`].
    pub async fn entry(
        &self,
        stream: &StreamName,
        revision: Revision,
    ) -> Result<Option<Entry>, JournalError> {
        if self
            .store
            .read(stream, before(revision))
            .try_next()
            .await?
            .is_none()
        {
            return Ok(None);
        }
        self.read(stream, before(revision)).try_next().await
    }

    /// The entry at this position of the log. Its chain is not checked.
    ///
    /// # Errors
    /// When the store failed or the header does not fit.
    pub async fn at(&self, position: Position) -> Result<Option<Entry>, JournalError> {
        let after = position.0.checked_sub(1).map(Position);
        let page = self.page(after, 1).await?;
        Ok(page
            .into_iter()
            .next()
            .filter(|entry| entry.position == position))
    }

    /// Position of the last durable event.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn head(&self) -> Result<Option<Position>, JournalError> {
        Ok(self.store.head().await?)
    }
}
