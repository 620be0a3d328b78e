//! The control plane, from the parent's side.

use super::{
    control::{Acked, Advance, Advanced, BookOrder, BooksReport, CourtUrl, Credit, Statement},
    error::UnitsError,
    process::UnitsProcess,
};
use hyper::Method;
use levy_domain::{id::OrderId, time::Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;

/// Machine time for a question to the books.
const ASK: Duration = Duration::from_secs(120);
/// Machine time for an advance, which waits for the court's acknowledgements.
const ADVANCE: Duration = Duration::from_secs(1_800);

impl UnitsProcess {
    /// Moves court time at the units; comes back once the court has
    /// acknowledged everything due by then, or will not.
    ///
    /// # Errors
    /// [`UnitsError::Status`] when time would run backwards.
    pub async fn advance(&self, to: Timestamp) -> Result<Advanced, UnitsError> {
        self.post("advance", &Advance { to }, ADVANCE).await
    }

    /// Moves court time at the units without sending anything: for a driver
    /// that tells the units before the court, so that no word of theirs bears
    /// an older time than the question. Advance to the same time afterwards.
    ///
    /// # Errors
    /// [`UnitsError::Status`] when time would run backwards.
    pub async fn set_time(&self, to: Timestamp) -> Result<(), UnitsError> {
        self.post::<_, Advance>("time", &Advance { to }, ASK)
            .await
            .map(drop)
    }

    /// Tells the units where the court takes replies from now on.
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn set_court(&self, url: &str) -> Result<(), UnitsError> {
        let at = CourtUrl {
            url: url.to_owned(),
        };
        self.post::<_, CourtUrl>("court", &at, ASK).await.map(drop)
    }

    /// What a person is told at the counter.
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn statement(&self, unit: &str, order: OrderId) -> Result<Statement, UnitsError> {
        self.get(&format!("statement/{unit}/{order}")).await
    }

    /// Credits booked by now, after place `after` (0 for all).
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn credits(&self, after: u64) -> Result<Vec<Credit>, UnitsError> {
        self.get(&format!("credits?after={after}")).await
    }

    /// Totals of the books.
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn books(&self) -> Result<BooksReport, UnitsError> {
        self.get("books").await
    }

    /// Orders as the books have them, after place `after`.
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn book_orders(&self, after: u64, limit: u32) -> Result<Vec<BookOrder>, UnitsError> {
        self.get(&format!("books/orders?after={after}&limit={limit}"))
            .await
    }

    /// What the court acknowledged, after place `after`.
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn acks(&self, after: u64, limit: u32) -> Result<Vec<Acked>, UnitsError> {
        self.get(&format!("books/acks?after={after}&limit={limit}"))
            .await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, UnitsError> {
        let url = self.url(path);
        self.caller.json(Method::GET, &url, None::<&()>, ASK).await
    }

    async fn post<B: Serialize + Sync, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
        patience: Duration,
    ) -> Result<T, UnitsError> {
        self.caller
            .json(Method::POST, &self.url(path), Some(body), patience)
            .await
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}/sim/{path}", self.address)
    }
}
