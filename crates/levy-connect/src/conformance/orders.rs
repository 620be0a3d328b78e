//! Orders that a unit must not carry out.

use super::subject::{Breach, Held, Subject, parcel, submit_in_vain};
use crate::connector::Parcel;
use crate::wire::to_canonical;
use levy_domain::time::{DAY, HOUR};

/// After its end an order is answered "no".
pub async fn an_expired_order_has_no_effect(subject: &dyn Subject) -> Held {
    let mut order = subject.fresh_order();
    order.not_before = None;
    order.expires_at = order.issued_at.plus(-DAY);
    order.issued_at = order.expires_at.plus(-HOUR);
    submit_in_vain(subject, &parcel(subject, &order)?).await
}

/// Before its beginning an order is answered "no".
pub async fn an_order_before_its_time_has_no_effect(subject: &dyn Subject) -> Held {
    let mut order = subject.fresh_order();
    order.not_before = Some(order.expires_at.plus(3_650 * DAY));
    order.expires_at = order.expires_at.plus(3_651 * DAY);
    submit_in_vain(subject, &parcel(subject, &order)?).await
}

/// An order that names another unit.
pub async fn an_order_for_another_unit_is_turned_away(subject: &dyn Subject) -> Held {
    let mut order = subject.fresh_order();
    order.unit.push_str("-other");
    submit_in_vain(subject, &parcel(subject, &order)?).await
}

/// An order that names a court whose key did not sign it.
pub async fn an_order_of_another_court_is_turned_away(subject: &dyn Subject) -> Held {
    let mut order = subject.fresh_order();
    order.court.push('9');
    submit_in_vain(subject, &parcel(subject, &order)?).await
}

/// An order that says more than the unit can understand.
pub async fn an_order_with_an_unknown_field_is_turned_away(subject: &dyn Subject) -> Held {
    let order = subject.fresh_order();
    let unknown = || Breach("the subject's order is no JSON object".to_owned());
    let mut value = serde_json::to_value(&order).map_err(|_| unknown())?;
    let fields = value.as_object_mut().ok_or_else(unknown)?;
    fields.insert("on_condition".to_owned(), true.into());
    let bytes = to_canonical(&value)?;
    submit_in_vain(subject, &Parcel::new(order.order, subject.unit(), bytes)).await
}
