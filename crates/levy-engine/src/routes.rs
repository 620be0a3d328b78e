//! Which stream an order belongs to. A cache: streams in memory fill it, and
//! for the rest a directory (the views) is asked.

use crate::StreamKey;
use async_trait::async_trait;
use dashmap::DashMap;
use levy_domain::id::OrderId;
use std::sync::Arc;

/// Finds the stream of an order that is no longer in memory.
#[async_trait]
pub trait OrderDirectory: Send + Sync + 'static {
    /// The stream, if the order is ours.
    async fn stream_of(&self, order: OrderId) -> Option<StreamKey>;
}

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

    pub(crate) async fn find(&self, order: OrderId) -> Option<StreamKey> {
        if let Some(key) = self.here.get(&order) {
            return Some(*key);
        }
        match &self.directory {
            Some(directory) => directory.stream_of(order).await,
            None => None,
        }
    }
}
