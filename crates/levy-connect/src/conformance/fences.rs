//! Acts on one target keep their order, for units that claim so.

use super::subject::{Held, Subject, one_effect, parcel, submit, submit_in_vain};
use crate::wire::{Exact, OrderBody};

/// An order on the target of `first`, under another revision of its scope.
fn beside(
    subject: &dyn Subject,
    first: &OrderBody,
    revision: u64,
) -> Result<OrderBody, super::Breach> {
    let mut order = subject.fresh_order();
    order.lines.clone_from(&first.lines);
    order.fence = first.fence.clone();
    order.fence.revision = Exact::try_from(revision)?;
    Ok(order)
}

/// What was issued before the last act on a target no longer takes effect.
pub async fn a_lower_fence_has_no_effect(subject: &dyn Subject) -> Held {
    if !subject.honours_fences() {
        return Ok(());
    }
    let mut first = subject.fresh_order();
    first.fence.revision = Exact::from(7_u32);
    submit(subject, &parcel(subject, &first)?).await?;
    for lower in [6, 0] {
        let late = beside(subject, &first, lower)?;
        submit_in_vain(subject, &parcel(subject, &late)?).await?;
    }
    let next = beside(subject, &first, 8)?;
    submit(subject, &parcel(subject, &next)?).await?;
    one_effect(subject, next.order).await
}

/// A low revision of another scope is not held against an order.
pub async fn fences_of_two_scopes_do_not_compare(subject: &dyn Subject) -> Held {
    if !subject.honours_fences() {
        return Ok(());
    }
    let mut first = subject.fresh_order();
    first.fence.revision = Exact::from(7_u32);
    submit(subject, &parcel(subject, &first)?).await?;
    let mut other = beside(subject, &first, 1)?;
    other.fence.scope = subject.fresh_order().fence.scope;
    submit(subject, &parcel(subject, &other)?).await?;
    one_effect(subject, other.order).await
}
