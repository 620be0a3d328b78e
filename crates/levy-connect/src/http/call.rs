//! One HTTP exchange, bounded in time and size, and what its failure means.

use super::client::HttpClient;
use crate::connector::{AnswerFault, InquireError, NotSentReason, SubmitError};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{HeaderMap, Request, StatusCode, body::Incoming};
use std::time::Duration;

/// A whole answer.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// Why there is none.
pub(super) enum CallError {
    NotSent(NotSentReason),
    Fault(AnswerFault),
    Refused(u16),
}

/// Sends a request once and reads its answer: status 200 or 202, at most
/// `limit` bytes.
pub(super) async fn call(
    client: &HttpClient,
    request: Request<Full<Bytes>>,
    patience: Duration,
    limit: usize,
) -> Result<Answer, CallError> {
    let exchange = async {
        let response = client.request(request).await.map_err(|error| {
            // The only phase in which certainly nothing was written.
            if error.is_connect() {
                CallError::NotSent(NotSentReason::NoConnection)
            } else {
                CallError::Fault(AnswerFault::Broken)
            }
        })?;
        let (head, body) = response.into_parts();
        judge(head.status)?;
        let body = read(body, limit).await.map_err(CallError::Fault)?;
        Ok(Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body,
        })
    };
    // Slow connecting ends by its own, shorter bound; what ends here may
    // have been written.
    tokio::time::timeout(patience, exchange)
        .await
        .unwrap_or(Err(CallError::Fault(AnswerFault::Timeout)))
}

fn judge(status: StatusCode) -> Result<(), CallError> {
    match status.as_u16() {
        200 | 202 => Ok(()),
        code @ (400..=407 | 409..=499) => Err(CallError::Refused(code)),
        code => Err(CallError::Fault(AnswerFault::Status { status: code })),
    }
}

async fn read(body: Incoming, limit: usize) -> Result<Bytes, AnswerFault> {
    match Limited::new(body, limit).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(AnswerFault::Oversize { limit }),
        Err(_) => Err(AnswerFault::Broken),
    }
}

impl From<CallError> for SubmitError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::NotSent(reason) => SubmitError::NotSent { reason },
            CallError::Fault(reason) => SubmitError::uncertain(reason),
            CallError::Refused(status) => SubmitError::Refused { status },
        }
    }
}

impl From<CallError> for InquireError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::NotSent(reason) => InquireError::NotSent { reason },
            CallError::Fault(reason) => InquireError::unanswered(reason),
            CallError::Refused(status) => InquireError::Refused { status },
        }
    }
}
