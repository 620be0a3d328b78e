//! Signing, checking, headers.

use crate::samples::*;
use levy_connect::{
    BodyKind, DetachedSignature, HeaderError, KEY_HEADER, NotOpened, SIGNATURE_HEADER,
    SUITE_HEADER, SignedBody, StrayReason, wire::*,
};
use levy_proof::{ED25519_SHA256, TrustedKeys, VerifyError};

fn keys() -> TrustedKeys {
    let signer = unit_signer();
    let mut keys = TrustedKeys::new();
    keys.trust(
        signer.key_id().clone(),
        &ED25519_SHA256,
        &signer.public_key(),
    )
    .unwrap();
    keys
}

#[test]
fn a_signed_body_opens() {
    let signed = SignedBody::of(&full_reply(), &unit_signer()).unwrap();
    let reply = signed.clone().open::<ReplyBody>(&keys()).unwrap();
    assert_eq!(reply.body, full_reply());
    assert_eq!(reply.signed(), Some(signed));
    assert!(reply.is_canonical());
}

#[test]
fn a_signature_of_one_kind_is_worth_nothing_for_another() {
    for kind in BodyKind::ALL {
        let mut signed = SignedBody::sign(kind, &b"{}"[..], &unit_signer());
        for other in BodyKind::ALL {
            signed.kind = other;
            assert_eq!(signed.verify(&keys()).is_ok(), other == kind);
        }
    }
}

#[test]
fn every_bit_counts() {
    let good = SignedBody::of(&full_receipt(), &unit_signer()).unwrap();
    for at in 0..good.bytes.len() {
        let mut bytes = good.bytes.to_vec();
        bytes[at] ^= 1;
        let bad = SignedBody {
            bytes: bytes.into(),
            ..good.clone()
        };
        assert!(matches!(
            bad.open::<ReceiptBody>(&keys()),
            Err(NotOpened::Forged(_))
        ));
    }
}

#[test]
fn a_strangers_key_is_unknown_and_a_claimed_suite_is_not_followed() {
    let stranger = SignedBody::of(&full_reply(), &court_signer()).unwrap();
    assert!(matches!(
        stranger.verify(&keys()),
        Err(VerifyError::UnknownKey(_))
    ));
    let mut claimed = SignedBody::of(&full_reply(), &unit_signer()).unwrap();
    claimed.signature.suite = "none".into();
    assert!(matches!(
        claimed.verify(&keys()),
        Err(VerifyError::UnknownSuite { .. })
    ));
}

#[test]
fn signed_but_unreadable_is_kept_as_a_stray() {
    let signed = SignedBody::sign(BodyKind::Reply, &b"{\"v\":1}"[..], &unit_signer());
    let Err(NotOpened::Stray(stray)) = signed.clone().open::<ReplyBody>(&keys()) else {
        panic!("it is signed")
    };
    assert!(matches!(
        stray.reason,
        StrayReason::Unreadable(WireError::Unreadable { .. })
    ));
    assert_eq!(stray.signed, signed);
}

#[test]
fn a_reply_need_not_be_canonical() {
    let text = serde_json::to_vec_pretty(&full_reply()).unwrap();
    let signed = SignedBody::sign(BodyKind::Reply, text, &unit_signer());
    let reply = signed.open::<ReplyBody>(&keys()).unwrap();
    assert_eq!(reply.body, full_reply());
    assert!(!reply.is_canonical());
}

#[test]
fn headers_come_back() {
    let signature = SignedBody::sign(BodyKind::Ack, &b"x"[..], &unit_signer()).signature;
    let headers = signature.headers();
    let get = |name| {
        headers
            .iter()
            .find(|header| header.0 == name)
            .map(|header| header.1.as_str())
    };
    assert_eq!(DetachedSignature::from_headers(get), Ok(signature));
}

#[test]
fn missing_and_malformed_headers_are_told_apart() {
    let signature = SignedBody::sign(BodyKind::Ack, &b"x"[..], &unit_signer()).signature;
    let headers = signature.headers();
    for name in [SUITE_HEADER, KEY_HEADER, SIGNATURE_HEADER] {
        let with = |other: &'static str| {
            let get = |asked: &'static str| {
                if asked == name {
                    return (other != "-").then_some(other);
                }
                headers
                    .iter()
                    .find(|header| header.0 == asked)
                    .map(|header| header.1.as_str())
            };
            DetachedSignature::from_headers(get)
        };
        assert_eq!(with("-"), Err(HeaderError::Missing(name)));
        for bad in ["", "a b", "\u{7f}*", "é"] {
            assert_eq!(
                with(bad),
                Err(HeaderError::Malformed(name)),
                "{name}: {bad}"
            );
        }
    }
}
