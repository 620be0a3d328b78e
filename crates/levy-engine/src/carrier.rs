//! One attempt for one order at one unit. Machine time only.

use crate::{desk::Job, shared::Shared};
use levy_connect::{
    Connector, InquireError, Inquiry, NotSentReason, Parcel, Standing, Stray, StrayReason,
    SubmitError, Submitted, Verified,
    wire::{InquiryBody, Nonce, ReceiptBody, ReplyBody, V1},
};
use levy_domain::time::Timestamp;

/// What is to be done at the unit.
pub(crate) enum Errand {
    /// Bring it. `harmless`: asking twice does nothing, so an uncertain
    /// outcome is simply tried again.
    Submit { parcel: Parcel, harmless: bool },
    /// Ask what became of it.
    Inquire,
}

/// How it went.
pub(crate) enum Carried {
    Answered {
        reply: Verified<ReplyBody>,
        sent_at: Timestamp,
    },
    Accepted {
        receipt: Verified<ReceiptBody>,
        sent_at: Timestamp,
    },
    /// Its bytes were fetched from evidence; they can be sent now.
    Body(std::sync::Arc<[u8]>),
    /// They are missing, or not what was issued.
    BodyLost(String),
    /// They cannot be read now.
    BodyUnread(String),
    /// It was not to leave any more, or not now.
    Kept,
    /// No byte reached the unit.
    NotSent(NotSentReason),
    /// Perhaps it did.
    Uncertain {
        reason: String,
        stray: Option<Box<Stray>>,
    },
    /// The unit's machine will not take it.
    Refused { status: u16 },
    /// The unit knows where it stands, asked at that time.
    Standing {
        standing: Box<Standing>,
        asked_at: Timestamp,
    },
    /// It could not be asked.
    Unanswered { stray: Option<Box<Stray>> },
}

/// Runs one attempt; says whether another one may follow at once.
pub(crate) async fn once(connector: &dyn Connector, shared: &Shared, job: &Job) -> (Carried, bool) {
    let at = shared.clock.now();
    match &job.errand {
        Errand::Submit { parcel, harmless } => match connector.submit(parcel).await {
            Ok(Submitted::Answered(reply)) => (Carried::Answered { reply, sent_at: at }, false),
            Ok(Submitted::Accepted(receipt)) => (
                Carried::Accepted {
                    receipt,
                    sent_at: at,
                },
                false,
            ),
            Err(SubmitError::NotSent { reason }) => {
                let passes = matches!(reason, NotSentReason::NoConnection | NotSentReason::Closed);
                (Carried::NotSent(reason), passes)
            }
            Err(SubmitError::Uncertain { reason, stray }) => {
                let again = *harmless && stray.is_none();
                let reason = reason.to_string();
                (Carried::Uncertain { reason, stray }, again)
            }
            Err(SubmitError::Refused { status }) => (Carried::Refused { status }, false),
        },
        Errand::Inquire => match inquiry(shared, job, at) {
            Some(inquiry) => ask(connector, &inquiry, at).await,
            None => (Carried::Unanswered { stray: None }, false),
        },
    }
}

/// A question that was never asked before.
fn inquiry(shared: &Shared, job: &Job, asked_at: Timestamp) -> Option<Inquiry> {
    let parts = [
        job.order.0.as_bytes().as_slice(),
        &asked_at.0.to_be_bytes(),
        &job.attempt.to_be_bytes(),
    ];
    let nonce = shared
        .desk
        .fresh(&parts)
        .inspect_err(|error| tracing::error!(%error, "a unit cannot be asked"))
        .ok()?;
    let body = InquiryBody {
        asked_at,
        court: shared.seat.code.clone(),
        nonce: Nonce(u128::from_be_bytes(nonce)),
        order: job.order,
        unit: shared.rules.units().get(&job.unit)?.code.clone(),
        v: V1,
    };
    Inquiry::new(job.unit, body)
        .inspect_err(|error| tracing::error!(order = %job.order, %error, "a unit cannot be asked"))
        .ok()
}

/// Whatever the connector does, only an answer to this very question counts.
async fn ask(connector: &dyn Connector, inquiry: &Inquiry, asked_at: Timestamp) -> (Carried, bool) {
    match connector.inquire(inquiry).await {
        Ok(standing) if standing.word().body.inquiry_hash != inquiry.hash() => {
            let stray = standing.signed().map(|signed| {
                Box::new(Stray {
                    reason: StrayReason::OtherInquiry,
                    signed,
                    reply: None,
                })
            });
            (Carried::Unanswered { stray }, false)
        }
        Ok(standing) => (
            Carried::Standing {
                standing: Box::new(standing),
                asked_at,
            },
            false,
        ),
        Err(InquireError::Unanswered { reason, stray }) => {
            tracing::warn!(order = %inquiry.order(), %reason, "an inquiry was not answered");
            let again = stray.is_none();
            (Carried::Unanswered { stray }, again)
        }
        Err(InquireError::NotSent { .. }) => (Carried::Unanswered { stray: None }, true),
        Err(InquireError::Refused { status }) => {
            tracing::warn!(order = %inquiry.order(), status, "the unit's machine takes no inquiry");
            (Carried::Unanswered { stray: None }, false)
        }
    }
}
