//! Finds the stream of an order through the views.

use async_trait::async_trait;
use levy_domain::id::OrderId;
use levy_engine::{OrderDirectory, StreamKey};
use levy_views::Views;
use std::sync::Arc;

pub(crate) struct OrdersInViews(pub(crate) Arc<Views>);

#[async_trait]
impl OrderDirectory for OrdersInViews {
    async fn stream_of(&self, order: OrderId) -> Option<StreamKey> {
        let row = self.0.order(order).await.ok()??.row;
        Some(
            row.sweep
                .map_or(StreamKey::Matter(row.matter), StreamKey::Sweep),
        )
    }
}
