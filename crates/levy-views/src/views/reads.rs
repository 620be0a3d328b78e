//! The reads of [`Snapshot`], each on its own, off the async threads.

use crate::{
    AgendaItem, CaseFilter, CaseRow, CaseView, OrderFilter, OrderRow, OrderSums, OrderView,
    ResponseBy, ResponseRow, Totals, UnknownEvent, ViewError, Views, YearCounts,
};
use levy_domain::{
    id::OrderId,
    time::{Timestamp, Zone},
};

/// Each fails with [`ViewError::File`] or [`ViewError::CutOff`] only. Ask
/// several things at once with [`Views::read`], so that they agree.
impl Views {
    /// See [`crate::Snapshot::case`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn case(&self, number_or_id: &str) -> Result<Option<CaseView>, ViewError> {
        let text = number_or_id.to_owned();
        self.read(move |snapshot| snapshot.case(&text)).await
    }

    /// See [`crate::Snapshot::cases`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn cases(&self, filter: CaseFilter) -> Result<Vec<CaseRow>, ViewError> {
        self.read(move |snapshot| snapshot.cases(&filter)).await
    }

    /// See [`crate::Snapshot::order`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn order(&self, order: OrderId) -> Result<Option<OrderView>, ViewError> {
        self.read(move |snapshot| snapshot.order(order)).await
    }

    /// See [`crate::Snapshot::orders`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn orders(&self, filter: OrderFilter) -> Result<Vec<OrderRow>, ViewError> {
        self.read(move |snapshot| snapshot.orders(&filter)).await
    }

    /// See [`crate::Snapshot::response`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn response(
        &self,
        by: ResponseBy,
        as_of: Timestamp,
    ) -> Result<Vec<ResponseRow>, ViewError> {
        self.read(move |snapshot| snapshot.response(by, as_of))
            .await
    }

    /// See [`crate::Snapshot::agenda`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn agenda(&self, until: Timestamp, zone: Zone) -> Result<Vec<AgendaItem>, ViewError> {
        self.read(move |snapshot| snapshot.agenda(until, zone))
            .await
    }

    /// See [`crate::Snapshot::year_counts`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn year_counts(&self, year: i32) -> Result<YearCounts, ViewError> {
        self.read(move |snapshot| snapshot.year_counts(year)).await
    }

    /// See [`crate::Snapshot::years`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn years(&self) -> Result<Vec<YearCounts>, ViewError> {
        self.read(|snapshot| snapshot.years()).await
    }

    /// See [`crate::Snapshot::totals`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn totals(&self) -> Result<Totals, ViewError> {
        self.read(|snapshot| snapshot.totals()).await
    }

    /// See [`crate::Snapshot::order_sums`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn order_sums(&self) -> Result<Vec<OrderSums>, ViewError> {
        self.read(|snapshot| snapshot.order_sums()).await
    }

    /// See [`crate::Snapshot::unknown_events`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn unknown_events(&self) -> Result<Vec<UnknownEvent>, ViewError> {
        self.read(|snapshot| snapshot.unknown_events()).await
    }
}
