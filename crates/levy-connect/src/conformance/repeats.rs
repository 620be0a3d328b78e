//! One order id, one effect.

use super::subject::{Held, Subject, breach, held_hash, hold, inquire, one_effect, parcel, submit};
use crate::connector::{SubmitError, Submitted};
use crate::wire::Exact;

fn same(first: &Submitted, again: &Submitted) -> Held {
    let (first, again) = match (first, again) {
        (Submitted::Accepted(first), Submitted::Accepted(again)) => (first.hash, again.hash),
        (Submitted::Answered(first), Submitted::Answered(again)) => (first.hash, again.hash),
        // Answered in between.
        (Submitted::Accepted(_), Submitted::Answered(_)) => return Ok(()),
        (Submitted::Answered(_), Submitted::Accepted(_)) => {
            return breach("an answered order was taken in anew");
        }
    };
    hold(
        first == again,
        "a repeat brought another answer than the stored one",
    )
}

/// The same id and bytes bring the stored answer and no second effect.
pub async fn a_repeat_takes_effect_once(subject: &dyn Subject) -> Held {
    let parcel = parcel(subject, &subject.fresh_order())?;
    let first = submit(subject, &parcel).await?;
    for _ in 0..3 {
        same(&first, &submit(subject, &parcel).await?)?;
    }
    one_effect(subject, parcel.order).await
}

/// Repeats that race have one effect and one answer.
pub async fn racing_repeats_take_effect_once(subject: &dyn Subject) -> Held {
    let parcel = parcel(subject, &subject.fresh_order())?;
    let one = || submit(subject, &parcel);
    let (a, b, c, d) = tokio::join!(one(), one(), one(), one());
    let settled = submit(subject, &parcel).await?;
    for each in [a?, b?, c?, d?] {
        same(&each, &settled)?;
    }
    one_effect(subject, parcel.order).await
}

/// The same id with other bytes is a conflict, and the first bytes stand.
pub async fn other_bytes_under_a_known_id_conflict(subject: &dyn Subject) -> Held {
    let mut order = subject.fresh_order();
    let first = parcel(subject, &order)?;
    submit(subject, &first).await?;
    order.fence.revision = Exact::try_from(order.fence.revision.get() + 1)?;
    let other = parcel(subject, &order)?;
    let sent = subject.connector().submit(&other).await;
    let conflict = Err(SubmitError::Refused { status: 409 });
    hold(
        sent == conflict,
        "other bytes under a known id were not answered 409",
    )?;
    let held = held_hash(&inquire(subject, first.order).await?);
    hold(held == Some(first.hash), "the first bytes no longer stand")?;
    one_effect(subject, first.order).await
}
