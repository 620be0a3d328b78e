//! One attempt for one order at one unit. Machine time only.

use levy_connect::{
    Connector, InquireError, NotSentReason, Parcel, Standing, Stray, SubmitError, Submitted,
    Verified,
    wire::{ReceiptBody, ReplyBody},
};
use levy_domain::{
    id::{OrderId, UnitId},
    time::Timestamp,
};
use levy_journal::Clock;

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
pub(crate) async fn once(
    connector: &dyn Connector,
    clock: &dyn Clock,
    unit: &UnitId,
    order: OrderId,
    errand: &Errand,
) -> (Carried, bool) {
    let at = clock.now();
    match errand {
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
        Errand::Inquire => match connector.inquire(unit, order).await {
            Ok(standing) => (
                Carried::Standing {
                    standing: Box::new(standing),
                    asked_at: at,
                },
                false,
            ),
            Err(InquireError::Unanswered { stray, .. }) => {
                let again = stray.is_none();
                (Carried::Unanswered { stray }, again)
            }
            Err(InquireError::NotSent { .. }) => (Carried::Unanswered { stray: None }, true),
            Err(InquireError::Refused { .. }) => (Carried::Unanswered { stray: None }, false),
        },
    }
}
