//! A road to the units that does not do as a connector must.

use super::Plant;
use crate::world::{
    Units,
    keys::Keys,
    units::{Road, Street},
};
use async_trait::async_trait;
use levy_connect::{
    AnswerFault, Connector, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError,
    Submitted,
    wire::{OrderBody, StandingKind},
};
use levy_domain::order::Measure;
use std::sync::Arc;

/// The road of a life, with a bug planted on it.
pub(in crate::world) struct WrongRoad<U> {
    road: Road<U>,
    keys: Arc<Keys>,
    plant: Plant,
}

impl<U: Units> WrongRoad<U> {
    pub(in crate::world) fn new(street: Arc<Street<U>>, keys: Arc<Keys>, plant: Plant) -> Self {
        WrongRoad {
            road: Road(street),
            keys,
            plant,
        }
    }

    /// The unit's own words, with another standing in them.
    fn not_found(&self, inquiry: &Inquiry, told: &Standing) -> Result<Standing, InquireError> {
        let mut body = told.word().body.clone();
        body.standing = StandingKind::NotFound;
        body.order_hash = None;
        body.replies.clear();
        Standing::given(inquiry, body, self.keys.of(&inquiry.unit()))
    }
}

#[async_trait]
impl<U: Units> Connector for WrongRoad<U> {
    async fn submit(&self, parcel: &Parcel) -> Result<Submitted, SubmitError> {
        let said = self.road.submit(parcel).await;
        let transfer = serde_json::from_slice::<OrderBody>(&parcel.body)
            .is_ok_and(|body| body.measure == Measure::Transfer);
        match self.plant {
            Plant::TransferTwice if transfer => self.road.submit(parcel).await,
            Plant::TimeoutNotSent => match said {
                Err(SubmitError::Uncertain {
                    reason: AnswerFault::Timeout,
                    ..
                }) => Err(SubmitError::NotSent {
                    reason: NotSentReason::NoConnection,
                }),
                said => said,
            },
            _ => said,
        }
    }

    async fn inquire(&self, inquiry: &Inquiry) -> Result<Standing, InquireError> {
        let told = self.road.inquire(inquiry).await?;
        if self.plant == Plant::NothingFound {
            return self.not_found(inquiry, &told);
        }
        Ok(told)
    }
}
