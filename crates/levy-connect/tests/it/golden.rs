//! Vectors that a unit in any language can check itself against. The files
//! never change: a new version of the wire brings new ones. With
//! `LEVY_GOLDEN=write` they are written where they are missing.

use crate::samples::*;
use levy_connect::{SignedBody, wire::*};
use levy_domain::bytes::Digest;
use levy_proof::{ED25519_SHA256, KeyId, Signer, TrustedKeys};

fn folder() -> String {
    format!("{}/tests/golden", env!("CARGO_MANIFEST_DIR"))
}

/// The file's bytes; written first when that is asked for.
fn golden(name: &str, made: &[u8]) -> Vec<u8> {
    let path = format!("{}/{name}", folder());
    let missing = !std::path::Path::new(&path).exists();
    if missing && std::env::var("LEVY_GOLDEN").is_ok_and(|value| value == "write") {
        std::fs::write(&path, made).unwrap();
    }
    std::fs::read(&path).unwrap_or_else(|_| panic!("{name} is missing"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn check<T: WireBody + PartialEq + std::fmt::Debug>(
    name: &str,
    seed: &str,
    body: &T,
    signer: &Signer,
) {
    let signed = SignedBody::of(body, signer).unwrap();
    let lines: Vec<String> = [
        format!("seed: {seed}"),
        format!("public-key: {}", hex(&signer.public_key())),
        format!("sha256: {}", signed.hash()),
    ]
    .into_iter()
    .chain(
        signed
            .signature
            .headers()
            .map(|(name, value)| format!("{name}: {value}")),
    )
    .collect();
    let facts = lines.join("\n") + "\n";

    let bytes = golden(&format!("{name}-v1.json"), &signed.bytes);
    assert_eq!(bytes, signed.bytes[..], "canonical bytes of {name}");
    assert_eq!(
        String::from_utf8(golden(&format!("{name}-v1.txt"), facts.as_bytes())).unwrap(),
        facts
    );

    // And the way back, from the files alone.
    assert_eq!(&decode::<T>(&bytes).unwrap(), body);
    assert_eq!(Digest::of(&bytes), signed.hash());
    let mut keys = TrustedKeys::new();
    keys.trust(
        KeyId::of(&signer.public_key()),
        &ED25519_SHA256,
        &signer.public_key(),
    )
    .unwrap();
    assert_eq!(signed.verify(&keys), Ok(()));
}

#[test]
fn an_order_has_these_bytes_this_hash_and_this_signature() {
    check("order", &"07".repeat(32), &full_order(), &court_signer());
}

#[test]
fn a_reply_has_these_bytes_this_hash_and_this_signature() {
    let order_hash = body_hash(&full_order()).unwrap().1;
    let full = ReplyBody {
        order_hash,
        ..full_reply()
    };
    // The older vector knows no holder on record.
    let mut reply = full.clone();
    reply.found.iter_mut().for_each(|found| found.holder = None);
    let seed = "09".repeat(32);
    check("reply", &seed, &reply, &unit_signer());
    check("reply-with-holder", &seed, &full, &unit_signer());
}

/// What a unit must read, and what it must bind.
#[test]
fn an_inquiry_has_these_bytes_this_hash_and_this_signature() {
    let signer = court_signer();
    check("inquiry", &"07".repeat(32), &full_inquiry(), &signer);
}

#[test]
fn a_standing_has_these_bytes_this_hash_and_this_signature() {
    let signer = unit_signer();
    check("standing", &"09".repeat(32), &not_found(), &signer);
}

#[test]
fn no_vector_is_forgotten() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "inquiry-v1.json",
            "inquiry-v1.txt",
            "order-v1.json",
            "order-v1.txt",
            "reply-v1.json",
            "reply-v1.txt",
            "reply-with-holder-v1.json",
            "reply-with-holder-v1.txt",
            "standing-v1.json",
            "standing-v1.txt"
        ]
    );
}
