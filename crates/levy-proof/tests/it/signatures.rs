//! Signatures, and keys that prove nothing.

use levy_proof::{
    BadPublicKey, BadSignature, ED25519_SHA256, KeyId, Signature, SignatureSuite, Signer,
    TrustError, TrustedKeys, VerifyError,
};
use proptest::prelude::*;

/// RFC 8032, section 7.1, tests 1 to 3: seed, public key, message, signature.
const RFC_8032: [[&str; 4]; 3] = [
    [
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
];

fn signer(seed: u8) -> Signer {
    Signer::new(&ED25519_SHA256, &[seed; 32])
}

fn trusting(signer: &Signer) -> TrustedKeys {
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
fn ed25519_signs_as_rfc_8032_does() {
    for [seed, public, message, signature] in RFC_8032 {
        let message = hex::decode(message).unwrap();
        let signer = Signer::new(
            &ED25519_SHA256,
            &hex::decode(seed).unwrap().try_into().unwrap(),
        );
        assert_eq!(hex::encode(signer.public_key()), public);
        assert_eq!(signer.sign(&message).to_string(), signature);
        let key = ED25519_SHA256
            .verifying_key(&hex::decode(public).unwrap())
            .unwrap();
        key.verify(&message, &signer.sign(&message)).unwrap();
    }
}

#[test]
fn a_signature_with_an_unreduced_scalar_is_refused() {
    // S + L: the same point equation, another encoding.
    let order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let order = hex::decode(order).unwrap();
    let mut bytes = signer(1).sign(b"order").as_bytes().to_vec();
    let mut carry = 0;
    for (byte, add) in bytes[32..].iter_mut().zip(order) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = (sum & 0xff) as u8;
        carry = sum >> 8;
    }
    let key = ED25519_SHA256
        .verifying_key(&signer(1).public_key())
        .unwrap();
    assert_eq!(
        key.verify(b"order", &Signature::from_bytes(bytes)),
        Err(BadSignature)
    );
}

#[test]
fn keys_that_prove_nothing_are_refused() {
    let mut neutral = [0; 32];
    neutral[0] = 1;
    for public in [&neutral[..], &[0; 32], &[7; 31], &[]] {
        let refused = ED25519_SHA256.verifying_key(public).err();
        assert_eq!(
            refused,
            Some(BadPublicKey {
                suite: "ed25519-sha256"
            })
        );
    }
}

#[test]
fn unknown_key_unknown_suite_and_wrong_signature_are_told_apart() {
    let (court, other) = (signer(1), signer(2));
    let keys = trusting(&court);
    let (id, suite) = (court.key_id(), court.suite_id());
    let signature = court.sign(b"order");
    assert_eq!(keys.verify(id, suite, b"order", &signature), Ok(()));
    assert_eq!(
        keys.verify(other.key_id(), suite, b"order", &other.sign(b"order")),
        Err(VerifyError::UnknownKey(other.key_id().clone()))
    );
    for claimed in ["sm2-sm3", "none", ""] {
        let refused = VerifyError::UnknownSuite {
            key: id.clone(),
            listed: "ed25519-sha256",
        };
        assert_eq!(keys.verify(id, claimed, b"order", &signature), Err(refused));
    }
    let bad = Err(VerifyError::BadSignature(BadSignature));
    assert_eq!(keys.verify(id, suite, b"other", &signature), bad);
    assert_eq!(keys.verify(id, suite, b"order", &other.sign(b"order")), bad);
    assert_eq!(
        keys.verify(id, suite, b"order", &Signature::from_bytes([])),
        bad
    );
}

#[test]
fn an_id_never_changes_its_key_in_silence() {
    let name: KeyId = "court-1".parse().unwrap();
    let (first, second) = (signer(1).named(name.clone()), signer(2));
    let mut keys = trusting(&first);
    assert_eq!(
        keys.trust(name.clone(), &ED25519_SHA256, &first.public_key()),
        Ok(())
    );
    assert_eq!(
        keys.trust(name.clone(), &ED25519_SHA256, &second.public_key()),
        Err(TrustError::Taken(name.clone()))
    );
    assert!(keys.distrust(&name));
    assert!(!keys.distrust(&name));
    assert_eq!(
        keys.verify(&name, first.suite_id(), b"order", &first.sign(b"order")),
        Err(VerifyError::UnknownKey(name))
    );
}

#[test]
fn a_key_id_is_a_fingerprint_or_a_short_name() {
    let [_, public, ..] = RFC_8032[0];
    let id = KeyId::of(&hex::decode(public).unwrap());
    assert_eq!(id.as_str(), "21fe31dfa154a261");
    assert_eq!(id.as_str().parse(), Ok(id));
    for text in ["", "a b", "键", "a\n", &"a".repeat(65)] {
        assert!(text.parse::<KeyId>().is_err(), "{text}");
        assert!(
            serde_json::from_value::<KeyId>(text.into()).is_err(),
            "{text}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_was_signed_verifies_and_nothing_else_does(
        seed: [u8; 32], message: Vec<u8>, bit in 0_usize..512,
    ) {
        let signer = Signer::new(&ED25519_SHA256, &seed);
        let keys = trusting(&signer);
        let signature = signer.sign(&message);
        let verify = |message: &[u8], signature: &Signature| {
            keys.verify(signer.key_id(), signer.suite_id(), message, signature)
        };
        prop_assert!(verify(&message, &signature).is_ok());
        let mut flipped = signature.as_bytes().to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(verify(&message, &Signature::from_bytes(flipped)).is_err());
        prop_assert!(verify(&[&message[..], b"x"].concat(), &signature).is_err());
    }
}
