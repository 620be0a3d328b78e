//! Personal data stays out of `Debug`, errors and addresses.

use crate::samples::*;
use levy_connect::{SignedBody, Stray, StrayReason, Verified, wire::*};
use std::fmt::Debug;

fn masked(shown: &impl Debug) {
    for text in [format!("{shown:?}"), format!("{shown:#?}")] {
        assert!(!text.contains("canary"), "{text}");
    }
}

#[test]
fn debug_of_every_body_is_masked() {
    masked(&full_order());
    masked(&full_reply());
    masked(&full_receipt());
    masked(&full_inquiry());
    masked(&full_standing());
    masked(&full_ack());
    masked(&full_notice());
}

#[test]
fn debug_of_what_carries_bodies_is_masked() {
    let (bytes, _) = body_hash(&full_order()).unwrap();
    masked(&levy_connect::Parcel::new(
        order_id(1),
        crate::test_unit::unit_id(),
        bytes,
    ));
    let signed = SignedBody::of(&full_reply(), &unit_signer()).unwrap();
    masked(&signed);
    let verified = Verified::in_process(full_reply()).unwrap();
    masked(&verified);
    masked(&Stray {
        reason: StrayReason::OtherUnit,
        signed,
        reply: Some(Box::new(verified)),
    });
}

#[test]
fn an_unreadable_body_is_not_quoted() {
    let (bytes, _) = body_hash(&full_order()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let broken = [
        text.replace("\"resident-id\"", "{\"canary\":1}"),
        text.replace("12345678", "\"canary\""),
        text.replacen("\"lines\"", "\"canary-field\"", 1),
        text.replacen("\"v\":1", "\"v\":\"canary\"", 1),
    ];
    for text in broken {
        let error = decode::<OrderBody>(text.as_bytes()).unwrap_err();
        assert!(!error.to_string().contains("canary"), "{error}");
        masked(&error);
    }
}

/// Every text of the samples that a person can be known by holds the canary;
/// this holds the samples to it.
#[test]
fn the_samples_do_hold_canaries() {
    let (bytes, _) = body_hash(&full_order()).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap().matches("canary").count(),
        9
    );
    let (bytes, _) = body_hash(&full_reply()).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap().matches("canary").count(),
        10
    );
}
