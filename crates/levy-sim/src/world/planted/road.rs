//! A road to the units that does not do as a connector must.

use super::Plant;
use crate::world::{
    Units,
    units::{Road, Street},
};
use async_trait::async_trait;
use levy_connect::{
    AnswerFault, Connector, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError,
    Submitted, wire::OrderBody,
};
use levy_domain::order::Measure;
use std::sync::Arc;

/// The road of a life, with a bug planted on it.
pub(in crate::world) struct WrongRoad<U> {
    road: Road<U>,
    plant: Plant,
}

impl<U: Units> WrongRoad<U> {
    pub(in crate::world) fn new(street: Arc<Street<U>>, plant: Plant) -> Self {
        WrongRoad {
            road: Road(street),
            plant,
        }
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
        self.road.inquire(inquiry).await
    }
}
