//! What a unit checks and signs.

use crate::samples::*;
use crate::test_unit::{unit_side, unit_side_signing};
use levy_connect::{
    BodyKind, HeaderError, SignedBody, Verified,
    unit_side::{CallRefusal, CourtKeys, OrderCheck, UnitSide},
    wire::*,
};
use levy_domain::bytes::Digest;
use levy_proof::{ED25519_SHA256, Signer};

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

fn asked(inquiry: &InquiryBody) -> Result<Verified<InquiryBody>, CallRefusal> {
    let signed = SignedBody::of(inquiry, &court_signer()).unwrap();
    unit_side().inquiry(signed.signature, signed.bytes)
}

#[test]
fn an_inquiry_is_for_one_court_one_unit_and_one_order() {
    let good = asked(&full_inquiry()).unwrap();
    assert_eq!((good.body, good.hash), (full_inquiry(), inquiry().hash()));
    let other_court = InquiryBody {
        court: "川3323".into(),
        ..full_inquiry()
    };
    assert_eq!(asked(&other_court), Err(CallRefusal::OtherCourt));
    let other_unit = InquiryBody {
        unit: "icbc".into(),
        ..full_inquiry()
    };
    assert_eq!(asked(&other_unit), Err(CallRefusal::OtherUnit));
    // The signature covers every field.
    let signed = SignedBody::of(&full_inquiry(), &court_signer()).unwrap();
    let others = [
        InquiryBody {
            order: order_id(2),
            ..full_inquiry()
        },
        InquiryBody {
            asked_at: NOW,
            ..full_inquiry()
        },
        InquiryBody {
            nonce: Nonce(2),
            ..full_inquiry()
        },
    ];
    for other in others {
        let taken = unit_side().inquiry(signed.signature.clone(), to_canonical(&other).unwrap());
        assert!(matches!(taken, Err(CallRefusal::Forged(_))), "{other:?}");
    }
}

#[test]
fn an_inquiry_is_read_strictly() {
    let given = |text: &str| {
        let signed = SignedBody::sign(BodyKind::Inquiry, text.as_bytes(), &court_signer());
        let taken = unit_side().inquiry(signed.signature, signed.bytes);
        taken.err().map(|refusal| refusal.status())
    };
    let good = String::from_utf8(to_canonical(&full_inquiry()).unwrap()).unwrap();
    assert_eq!(given(&good), None);
    assert_eq!(given(&order_id(1).to_string()), Some(422), "an id alone");
    assert_eq!(given(&good.replacen("{", "{\"also\":1,", 1)), Some(422));
    assert_eq!(given(&good.replace("89abcdef", "89ABCDEF")), Some(422));
    assert_eq!(given(&good.replace("0123456789", "+123456789")), Some(422));
    assert_eq!(given(&" ".repeat(20_000)), Some(413));
}

#[test]
fn a_standing_begins_as_not_found_and_binds_its_inquiry() {
    let side = unit_side();
    let asked = asked(&full_inquiry()).unwrap();
    let standing = side.standing_for(&asked, NOW);
    assert_eq!(standing, not_found());
    assert!(side.standing(&standing).is_ok());
}

#[test]
fn an_acknowledgement_is_of_the_court_and_for_what_was_sent() {
    let other_court = Signer::new(&ED25519_SHA256, &[8; 32]);
    let mut courts = CourtKeys::new();
    for (court, signer) in [(COURT, &court_signer()), ("川3323", &other_court)] {
        courts
            .trust(
                court,
                signer.key_id().clone(),
                &ED25519_SHA256,
                &signer.public_key(),
            )
            .unwrap();
    }
    let side = UnitSide::new(UNIT, courts, unit_signer());
    let taken = |signer: &Signer, sent: &[u8]| {
        let ack = SignedBody::of(&full_ack(), signer).unwrap();
        let sent = (COURT, Digest::of(sent));
        side.acknowledged(ack.signature, ack.bytes, sent).err()
    };
    assert_eq!(taken(&court_signer(), b"reply"), None);
    assert_eq!(
        taken(&court_signer(), b"another"),
        Some(CallRefusal::OtherReply)
    );
    assert_eq!(
        taken(&other_court, b"reply"),
        Some(CallRefusal::OtherCourt),
        "the key is known, and yet the reply was not sent to that court"
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
