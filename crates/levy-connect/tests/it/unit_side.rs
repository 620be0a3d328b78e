//! What a unit checks and signs.

use crate::samples::*;
use crate::test_unit::{unit_side, unit_side_signing};
use levy_connect::{
    BodyKind, HeaderError, SignedBody, Verified,
    unit_side::{CallRefusal, OrderCheck, UnitSide},
    wire::*,
};
use levy_domain::bytes::Digest;

fn given(order: &OrderBody) -> Result<Verified<OrderBody>, CallRefusal> {
    let signed = SignedBody::sign(
        BodyKind::Order,
        to_canonical(order).unwrap(),
        &court_signer(),
    );
    unit_side().order(signed.signature, signed.bytes)
}

#[test]
fn a_good_order_is_taken() {
    let order = given(&full_order()).unwrap();
    assert_eq!(order.body, full_order());
    assert_eq!(order.hash, body_hash(&full_order()).unwrap().1);
}

#[test]
fn each_refusal_has_its_status() {
    let status = |order: &OrderBody| given(order).err().map(|refusal| refusal.status());
    assert_eq!(
        status(&OrderBody {
            court: "川3323".into(),
            ..full_order()
        }),
        Some(403)
    );
    assert_eq!(
        status(&OrderBody {
            unit: "icbc".into(),
            ..full_order()
        }),
        Some(421)
    );
    assert_eq!(
        status(&OrderBody {
            lines: Vec::new(),
            ..full_order()
        }),
        None
    );
    let twisted = OrderBody {
        expires_at: full_order().issued_at,
        ..full_order()
    };
    assert_eq!(status(&twisted), Some(422));
    let large = OrderBody {
        purpose: "x".repeat(600_000),
        ..full_order()
    };
    assert_eq!(status(&large), Some(413));
    assert_eq!(
        CallRefusal::from(HeaderError::Missing("levy-key")).status(),
        401
    );
    let own = SignedBody::of(&full_order(), &unit_signer()).unwrap();
    assert_eq!(
        unit_side()
            .order(own.signature, own.bytes)
            .unwrap_err()
            .status(),
        401
    );
}

#[test]
fn times_are_inclusive() {
    let order = full_order();
    let (first, last) = (order.not_before.unwrap(), order.expires_at);
    let at = |now| UnitSide::check_times(&order, now);
    assert_eq!(at(first.plus(-1)), OrderCheck::TooEarly);
    assert_eq!(at(first), OrderCheck::Current);
    assert_eq!(at(last), OrderCheck::Current);
    assert_eq!(at(last.plus(1)), OrderCheck::Expired);
}

#[test]
fn an_inquiry_is_signed_over_the_id() {
    let id = order_id(1).to_string();
    let signature = |text: &str| {
        SignedBody::sign(BodyKind::Inquiry, text.as_bytes(), &court_signer()).signature
    };
    assert_eq!(unit_side().inquiry(signature(&id), &id), Ok(order_id(1)));
    let other = order_id(2).to_string();
    assert!(matches!(
        unit_side().inquiry(signature(&other), &id),
        Err(CallRefusal::Forged(_))
    ));
    assert_eq!(
        unit_side().inquiry(signature("x"), "x"),
        Err(CallRefusal::BadId)
    );
}

#[test]
fn an_acknowledgement_is_for_what_was_sent() {
    let ack = SignedBody::of(&full_ack(), &court_signer()).unwrap();
    let side = unit_side();
    let taken = |sent| side.acknowledged(ack.signature.clone(), ack.bytes.clone(), sent);
    assert!(taken(Digest::of(b"reply")).is_ok());
    assert_eq!(
        taken(Digest::of(b"another")).err(),
        Some(CallRefusal::OtherReply)
    );
}

#[test]
fn a_unit_signs_in_its_own_name_only() {
    let side = unit_side_signing(unit_signer());
    assert!(side.reply(&full_reply()).is_ok());
    assert!(side.notice(&full_notice()).is_ok());
    let other = ReplyBody {
        unit: "icbc".into(),
        ..full_reply()
    };
    assert!(matches!(
        side.reply(&other),
        Err(WireError::Contradiction(_))
    ));
}

#[test]
fn a_refusal_is_a_reply() {
    let order = given(&full_order()).unwrap();
    let side = unit_side();
    let no = side.refusal_for(&order, NOW, "expired", None);
    assert_eq!(
        (no.order, no.order_hash, no.last),
        (order.body.order, order.hash, true)
    );
    assert_eq!(no.refused, Some(Private::new("expired")));
    assert!(side.reply(&no).is_ok());
    assert!(side.receipt(&side.receipt_for(&order, NOW)).is_ok());
}
