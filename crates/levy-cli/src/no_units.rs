//! Nothing is sent from the command line: every unit is out of reach.

use async_trait::async_trait;
use levy::connect::{
    Connector, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError, Submitted,
};

/// Answers every call with "not sent".
pub(crate) struct NoUnits;

#[async_trait]
impl Connector for NoUnits {
    async fn submit(&self, _parcel: &Parcel) -> Result<Submitted, SubmitError> {
        Err(SubmitError::NotSent {
            reason: NotSentReason::Closed,
        })
    }

    async fn inquire(&self, _inquiry: &Inquiry) -> Result<Standing, InquireError> {
        Err(InquireError::NotSent {
            reason: NotSentReason::Closed,
        })
    }
}
