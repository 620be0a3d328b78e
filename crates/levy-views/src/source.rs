//! Where entries come from: the journal, or a list in tests.

use crate::ViewError;
use futures::TryStreamExt;
use levy_journal::{Entry, Journal};
use levy_store::{Position, Revision, StreamName};
use std::{future::Future, sync::Arc};

/// A log that can be read in order.
pub trait Source: Send + Sync {
    /// Up to `limit` entries above `after`, in order. An empty answer means
    /// that nothing later was durable at the call.
    fn page(
        &self,
        after: Option<Position>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Entry>, ViewError>> + Send;

    /// The entries of one stream below `before`, from its start.
    fn stream(
        &self,
        stream: &StreamName,
        before: Revision,
    ) -> impl Future<Output = Result<Vec<Entry>, ViewError>> + Send;

    /// Ready when there is an entry above `after`. May be ready too early,
    /// must not be late for ever.
    fn wait(&self, after: Option<Position>) -> impl Future<Output = Result<(), ViewError>> + Send;
}

impl Source for Journal {
    async fn page(&self, after: Option<Position>, limit: usize) -> Result<Vec<Entry>, ViewError> {
        Ok(Journal::page(self, after, limit).await?)
    }

    async fn stream(&self, stream: &StreamName, before: Revision) -> Result<Vec<Entry>, ViewError> {
        let below = self.read(stream, None).try_take_while(|entry| {
            let below = entry.revision < before;
            async move { Ok(below) }
        });
        Ok(below.try_collect().await?)
    }

    async fn wait(&self, after: Option<Position>) -> Result<(), ViewError> {
        Ok(self.grown(after).await?)
    }
}

impl Source for Vec<Entry> {
    async fn page(&self, after: Option<Position>, limit: usize) -> Result<Vec<Entry>, ViewError> {
        let from = self.partition_point(|entry| Some(entry.position) <= after);
        Ok(self.iter().skip(from).take(limit).cloned().collect())
    }

    async fn stream(&self, stream: &StreamName, before: Revision) -> Result<Vec<Entry>, ViewError> {
        let own = self
            .iter()
            .filter(|entry| entry.stream == *stream && entry.revision < before);
        Ok(own.cloned().collect())
    }

    async fn wait(&self, after: Option<Position>) -> Result<(), ViewError> {
        if self.last().is_none_or(|last| Some(last.position) <= after) {
            std::future::pending::<()>().await;
        }
        Ok(())
    }
}

impl<S: Source> Source for Arc<S> {
    async fn page(&self, after: Option<Position>, limit: usize) -> Result<Vec<Entry>, ViewError> {
        S::page(self, after, limit).await
    }

    async fn stream(&self, stream: &StreamName, before: Revision) -> Result<Vec<Entry>, ViewError> {
        S::stream(self, stream, before).await
    }

    async fn wait(&self, after: Option<Position>) -> Result<(), ViewError> {
        S::wait(self, after).await
    }
}
