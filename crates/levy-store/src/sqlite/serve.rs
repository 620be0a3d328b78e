//! The seam's traits: each call becomes a job for the writer or a page of a
//! reader.

use super::{
    SqliteStore,
    bodies::{Bodies, INLINE_BYTES},
    failed,
    reader::Body,
    tail,
    writer::{BodyRow, Job},
};
use crate::{
    Append, AppendError, Appended, Digest, EventStore, Evidence, EvidenceStore, Limits, Position,
    Recorded, Revision, StoreError, StreamName, Tail,
};
use async_trait::async_trait;
use futures::stream::BoxStream;
use std::sync::Arc;
use tokio::sync::oneshot;

#[async_trait]
impl EventStore for SqliteStore {
    async fn append(&self, group: Vec<Append>) -> Vec<Result<Appended, AppendError>> {
        let size = group.len();
        let (answer, answered) = oneshot::channel();
        if let Err(error) = self.send(Job::Append { group, answer }).await {
            let again = || match &error {
                StoreError::Refused(why) => StoreError::Refused(why.clone()),
                other => failed(other.to_string()),
            };
            return (0..size).map(|_| Err(again().into())).collect();
        }
        answered.await.unwrap_or_else(|_ended| {
            (0..size)
                .map(|_| Err(AppendError::Uncertain("the writer ended".into())))
                .collect()
        })
    }

    fn read(
        &self,
        stream: &StreamName,
        after: Option<Revision>,
    ) -> BoxStream<'static, Result<Recorded, StoreError>> {
        tail::read(
            Arc::clone(&self.readers),
            &self.durable,
            stream.clone(),
            after,
        )
    }

    fn follow(&self, after: Option<Position>) -> BoxStream<'static, Result<Tail, StoreError>> {
        tail::follow(Arc::clone(&self.readers), self.durable.clone(), after)
    }

    async fn grown(&self, after: Option<Position>) -> Result<(), StoreError> {
        tail::grown(Arc::clone(&self.readers), self.durable.clone(), after).await
    }

    async fn head(&self) -> Result<Option<Position>, StoreError> {
        let last = match self.durable.known() {
            Some(last) => last,
            None => self.readers.with(|reader| reader.last_position()).await?,
        };
        Ok((last > 0).then_some(Position(last)))
    }

    async fn page(
        &self,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        let after = after.map_or(0, |Position(seen)| seen);
        let upto = self.durable.known().unwrap_or(u64::MAX);
        if after >= upto || limit == 0 {
            return Ok(Vec::new());
        }
        let read = self
            .readers
            .with(move |reader| reader.by_position(after, upto, limit));
        read.await.map(|page| page.events)
    }
}

#[async_trait]
impl EvidenceStore for SqliteStore {
    async fn put(&self, group: Vec<Evidence>) -> Result<(), StoreError> {
        Limits::check_evidence(&group)?;
        if self.writing.is_none() {
            return Err(StoreError::Refused("opened to read only".into()));
        }
        let files = Arc::clone(&self.bodies);
        let bodies = if group.iter().any(|body| body.bytes.len() > INLINE_BYTES) {
            let written = tokio::task::spawn_blocking(move || rows(group, &files)).await;
            written.map_err(|error| failed(format!("writing evidence ended early: {error}")))??
        } else {
            rows(group, &files)?
        };
        let (answer, answered) = oneshot::channel();
        self.send(Job::Put { bodies, answer }).await?;
        answered
            .await
            .map_err(|_ended| failed("the writer ended"))?
    }

    async fn get(&self, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let (digest, files) = (*digest, Arc::clone(&self.bodies));
        let read = self
            .readers
            .with(move |reader| match reader.body(&digest)? {
                None => Ok(None),
                Some(Body::Inline(bytes)) => Ok(Some(bytes)),
                Some(Body::InFile { size }) => files.read(&digest, size).map(Some),
            });
        read.await
    }
}

/// Files are durable before the row that names them.
fn rows(group: Vec<Evidence>, files: &Bodies) -> Result<Vec<BodyRow>, StoreError> {
    let row = |Evidence { digest, bytes }: Evidence| {
        let size = bytes.len();
        if size <= INLINE_BYTES {
            return Ok(BodyRow {
                digest,
                size,
                bytes: Some(bytes),
            });
        }
        files.write(&digest, &bytes)?;
        Ok(BodyRow {
            digest,
            size,
            bytes: None,
        })
    };
    group.into_iter().map(row).collect()
}
