//! What sending an order brings.

use super::subject::{Held, Subject, breach, hold, inquire, no_effect, one_effect, parcel, submit};
use crate::connector::{NotSentReason, Standing, SubmitError, Submitted};
use levy_domain::{bytes::Digest, id::UnitId};

/// A good order is taken in or answered, in words that bind its bytes.
pub async fn an_order_is_taken_in_or_answered(subject: &dyn Subject) -> Held {
    let parcel = parcel(subject, &subject.fresh_order())?;
    let (order, hash) = match submit(subject, &parcel).await? {
        Submitted::Accepted(receipt) => (receipt.body.order, receipt.body.order_hash),
        Submitted::Answered(reply) => (reply.body.order, reply.body.order_hash),
    };
    hold(order == parcel.order, "the answer names another order")?;
    hold(hash == parcel.hash, "the answer binds other bytes")
}

/// What the unit signed survives being kept as evidence.
pub async fn what_the_unit_signed_can_be_checked_again(subject: &dyn Subject) -> Held {
    let parcel = parcel(subject, &subject.fresh_order())?;
    let (raw, hash, signed) = match submit(subject, &parcel).await? {
        Submitted::Accepted(receipt) => (receipt.raw.clone(), receipt.hash, receipt.signed()),
        Submitted::Answered(reply) => (reply.raw.clone(), reply.hash, reply.signed()),
    };
    hold(
        Digest::of(&raw) == hash,
        "the hash is not that of the bytes",
    )?;
    let Some(signed) = signed else {
        return breach("the answer bears no signature");
    };
    let kept = crate::SignedBody::from_evidence(&signed.to_evidence());
    hold(
        kept == Ok(signed),
        "the signed answer does not survive being kept",
    )
}

/// A unit that is not in the table is never written to.
pub async fn an_unknown_unit_is_not_sent_to(subject: &dyn Subject) -> Held {
    let mut parcel = parcel(subject, &subject.fresh_order())?;
    parcel.unit = UnitId::derive(parcel.order.0, &[b"nobody"]);
    let sent = subject.connector().submit(&parcel).await;
    let refused = Err(SubmitError::NotSent {
        reason: NotSentReason::NoRoute,
    });
    hold(
        sent == refused,
        "an order for an unknown unit was not held back",
    )
}

/// Bytes that are not the ones issued never leave.
pub async fn changed_bytes_are_not_sent(subject: &dyn Subject) -> Held {
    let mut changed = parcel(subject, &subject.fresh_order())?;
    changed.hash = Digest::of(b"what was issued");
    let sent = subject.connector().submit(&changed).await;
    let refused = Err(SubmitError::NotSent {
        reason: NotSentReason::ChangedBytes,
    });
    hold(sent == refused, "changed bytes were not held back")?;
    let standing = inquire(subject, changed.order).await?;
    hold(
        matches!(standing, Standing::NotFound { .. }),
        "changed bytes reached the unit",
    )?;
    no_effect(subject, changed.order).await?;
    // The same order still goes out under its own hash.
    changed.hash = Digest::of(&changed.body);
    submit(subject, &changed).await?;
    one_effect(subject, changed.order).await
}
