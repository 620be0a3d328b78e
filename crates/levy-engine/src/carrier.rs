//! One order at one unit: the attempts of one job. Machine time only.

use crate::limits::{ATTEMPTS, PAUSE_MS};
use levy_connect::{
    Connector, InquireError, Parcel, Standing, Stray, SubmitError, Submitted, Verified,
    wire::{ReceiptBody, ReplyBody},
};
use levy_domain::{
    id::{OrderId, UnitId},
    time::Timestamp,
};
use levy_journal::Clock;
use std::time::Duration;

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
    /// No byte reached the unit.
    NotSent,
    /// Perhaps it did.
    Uncertain {
        reason: String,
        stray: Option<Box<Stray>>,
    },
    /// The unit's machine will not take it.
    Refused { status: u16 },
    /// The unit knows where it stands.
    Standing(Box<Standing>),
    /// It could not be asked.
    Unanswered { stray: Option<Box<Stray>> },
}

/// Runs one errand to an end within bounded attempts.
pub(crate) async fn run(
    connector: &dyn Connector,
    clock: &dyn Clock,
    unit: &UnitId,
    order: OrderId,
    errand: &Errand,
) -> Carried {
    let mut attempt = 0;
    loop {
        let (carried, again) = once(connector, clock, unit, order, errand).await;
        attempt += 1;
        if !again || attempt >= ATTEMPTS {
            return carried;
        }
        tokio::time::sleep(Duration::from_millis(PAUSE_MS << attempt)).await;
    }
}

async fn once(
    connector: &dyn Connector,
    clock: &dyn Clock,
    unit: &UnitId,
    order: OrderId,
    errand: &Errand,
) -> (Carried, bool) {
    match errand {
        Errand::Submit { parcel, harmless } => {
            let sent_at = clock.now();
            match connector.submit(parcel).await {
                Ok(Submitted::Answered(reply)) => (Carried::Answered { reply, sent_at }, false),
                Ok(Submitted::Accepted(receipt)) => (Carried::Accepted { receipt, sent_at }, false),
                Err(SubmitError::NotSent { .. }) => (Carried::NotSent, true),
                Err(SubmitError::Uncertain { reason, stray }) => {
                    let again = *harmless && stray.is_none();
                    (
                        Carried::Uncertain {
                            reason: reason.to_string(),
                            stray,
                        },
                        again,
                    )
                }
                Err(SubmitError::Refused { status }) => (Carried::Refused { status }, false),
            }
        }
        Errand::Inquire => match connector.inquire(unit, order).await {
            Ok(standing) => (Carried::Standing(Box::new(standing)), false),
            Err(InquireError::Unanswered { stray, .. }) => {
                let again = stray.is_none();
                (Carried::Unanswered { stray }, again)
            }
            Err(InquireError::NotSent { .. }) => (Carried::Unanswered { stray: None }, true),
            Err(InquireError::Refused { .. }) => (Carried::Unanswered { stray: None }, false),
        },
    }
}
