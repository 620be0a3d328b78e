//! Finds the stream of an order through the views.

use async_trait::async_trait;
use levy_domain::id::OrderId;
use levy_engine::{DirectoryError, OrderDirectory, StreamKey};
use levy_journal::Journal;
use levy_views::Views;
use std::{sync::Arc, time::Duration};

/// Bringing the views up to the log may take this long before the unit is
/// asked to come again.
const CATCH_UP_WITHIN: Duration = Duration::from_secs(5);

pub(crate) struct OrdersInViews {
    pub(crate) views: Arc<Views>,
    pub(crate) journal: Journal,
}

impl OrdersInViews {
    async fn look(&self, order: OrderId) -> Result<Option<StreamKey>, DirectoryError> {
        let view = self.views.order(order).await.map_err(failed)?;
        Ok(view.map(|view| {
            let matter = StreamKey::Matter(view.row.matter);
            view.row.sweep.map_or(matter, StreamKey::Sweep)
        }))
    }
}

fn failed(error: impl ToString) -> DirectoryError {
    DirectoryError(error.to_string())
}

#[async_trait]
impl OrderDirectory for OrdersInViews {
    async fn stream_of(&self, order: OrderId) -> Result<Option<StreamKey>, DirectoryError> {
        // In this order: an order that was sent is durable below this head.
        let head = self.journal.head().await.map_err(failed)?;
        let position = self.views.position();
        if let Some(key) = self.look(order).await? {
            return Ok(Some(key));
        }
        if position >= head {
            return Ok(None);
        }
        let caught_up = self.views.catch_up(&self.journal);
        tokio::time::timeout(CATCH_UP_WITHIN, caught_up)
            .await
            .map_err(|_| failed("the views are behind the log"))?
            .map_err(failed)?;
        self.look(order).await
    }
}
