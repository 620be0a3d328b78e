//! What a world has at the other end: units behind a seam, so that a script
//! may say word for word what they answer and the lying ones draw it.

use super::{auditor::books::Books, clock::SimClock, post::Post};
use async_trait::async_trait;
use levy_connect::{Connector, InquireError, Inquiry, Parcel, Standing, SubmitError, Submitted};
use levy_domain::time::Timestamp;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// All the units of a world. Every call comes with the true time and a queue
/// for what follows later: replies by callback, notices, orders that arrive
/// late.
pub trait Units: Send + 'static {
    /// The court sends an order.
    ///
    /// # Errors
    /// As over a socket.
    fn submit(
        &mut self,
        parcel: &Parcel,
        now: Timestamp,
        post: &mut Post,
    ) -> Result<Submitted, SubmitError>;

    /// The court asks where an order stands.
    ///
    /// # Errors
    /// As over a socket.
    fn inquire(
        &mut self,
        inquiry: &Inquiry,
        now: Timestamp,
        post: &mut Post,
    ) -> Result<Standing, InquireError>;

    /// What was posted as [`Mail::Unit`](super::Mail::Unit) happens now.
    fn happen(&mut self, what: u64, now: Timestamp, post: &mut Post) {
        let _ = (what, now, post);
    }

    /// The truth that the auditor holds the log against, where the units keep
    /// books.
    fn books(&self) -> Option<&Books> {
        None
    }
}

/// The units and the queue, shared between the world and the engine's workers.
pub(super) struct Street<U> {
    pub(super) clock: Arc<SimClock>,
    pub(super) places: Mutex<(U, Post)>,
}

impl<U: Units> Street<U> {
    pub(super) fn new(clock: Arc<SimClock>, units: U) -> Self {
        Street {
            clock,
            places: Mutex::new((units, Post::default())),
        }
    }

    /// One thread runs a world; a panic of a test cannot matter here.
    pub(super) fn lock(&self) -> MutexGuard<'_, (U, Post)> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The way there, as the engine knows it.
pub(super) struct Road<U>(pub(super) Arc<Street<U>>);

#[async_trait]
impl<U: Units> Connector for Road<U> {
    async fn submit(&self, parcel: &Parcel) -> Result<Submitted, SubmitError> {
        let now = self.0.clock.truth();
        let mut places = self.0.lock();
        let (units, post) = &mut *places;
        units.submit(parcel, now, post)
    }

    async fn inquire(&self, inquiry: &Inquiry) -> Result<Standing, InquireError> {
        let now = self.0.clock.truth();
        let mut places = self.0.lock();
        let (units, post) = &mut *places;
        units.inquire(inquiry, now, post)
    }
}
