//! Which stream an order belongs to. A cache: streams in memory fill it, and
//! for the rest a directory (the views) is asked.

use crate::StreamKey;
use async_trait::async_trait;
use dashmap::DashMap;
use levy_domain::id::OrderId;
use std::sync::Arc;
use thiserror::Error;

/// Finds the stream of an order that is no longer in memory.
#[async_trait]
pub trait OrderDirectory: Send + Sync + 'static {
    /// The stream, if the order is ours; `None` only when it is known not to
    /// be.
    ///
    /// # Errors
    /// [`DirectoryError`]: what is asked about is to be asked again.
    async fn stream_of(&self, order: OrderId) -> Result<Option<StreamKey>, DirectoryError>;
}

/// `LEVY-E08`: the directory is behind the log or cannot be read, so whether
/// an order is ours cannot be said now.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("LEVY-E08 whether the order is ours cannot be said now ({0}); ask again")]
pub struct DirectoryError(pub String);

#[derive(Clone)]
pub(crate) struct Routes {
    here: Arc<DashMap<OrderId, StreamKey>>,
    directory: Option<Arc<dyn OrderDirectory>>,
}

impl Routes {
    pub(crate) fn new(directory: Option<Arc<dyn OrderDirectory>>) -> Self {
        Routes {
            here: Arc::default(),
            directory,
        }
    }

    pub(crate) fn learn(&self, order: OrderId, key: StreamKey) {
        self.here.insert(order, key);
    }

    pub(crate) fn forget(&self, order: &OrderId) {
        self.here.remove(order);
    }

    pub(crate) async fn find(&self, order: OrderId) -> Result<Option<StreamKey>, DirectoryError> {
        if let Some(key) = self.here.get(&order) {
            return Ok(Some(*key));
        }
        match &self.directory {
            Some(directory) => directory.stream_of(order).await,
            None => Ok(None),
        }
    }
}
