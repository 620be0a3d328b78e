//! What `Debug` and errors show: never a key, never a plain value.

use std::fmt::Debug;
use std::fs;
use std::sync::Arc;

use levy_proof::{
    Aad, DataKey, DataKeys, DerivedKeys, ED25519_SHA256, FileKeyTable, KeyRing, MemoryKeyTable,
    NonceSource, Sealer, TrustedKeys, WrappedKeys,
};

const CANARY: &str = "canary-11010119900307123X";
const PLACE: Aad<'static> = Aad {
    court: "court1",
    matter: "mat_01",
    subject: "per_01",
    field: "name",
};

/// The secrets of a ring in every form `Debug` could give them.
fn secrets(ring: &KeyRing) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    ring.save(&path).unwrap();
    let file: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let mut forms = vec![CANARY.to_owned(), format!("{:?}", CANARY.as_bytes())];
    for field in ["wrapping_key", "token_key", "signing_seed"] {
        let text = file[field].as_str().unwrap();
        let bytes = hex::decode(text).unwrap();
        forms.push(text[..16].to_owned());
        forms.push(text[..16].to_uppercase());
        forms.push(
            format!("{:?}", &bytes[..8])
                .trim_matches(['[', ']'])
                .to_owned(),
        );
    }
    forms
}

fn assert_silent(value: &dyn Debug, secrets: &[String]) {
    for shown in [
        format!("{value:?}"),
        format!("{value:#?}").replace(['\n', ' '], ""),
    ] {
        for secret in secrets {
            assert!(!shown.contains(secret.as_str()), "{shown} shows {secret}");
            assert!(
                !shown.contains(&secret.replace(' ', "")),
                "{shown} shows {secret}"
            );
        }
    }
}

#[test]
fn debug_shows_ids_only() {
    let ring = KeyRing::generate().unwrap();
    let secrets = secrets(&ring);
    assert_eq!(format!("{ring:?}"), format!("KeyRing({})", ring.ring_id()));
    let signer = ring.signer();
    assert_eq!(
        format!("{signer:?}"),
        format!("Signer({})", signer.key_id())
    );
    let mut trusted = TrustedKeys::new();
    trusted
        .trust(
            signer.key_id().clone(),
            &ED25519_SHA256,
            &signer.public_key(),
        )
        .unwrap();
    assert_eq!(
        format!("{trusted:?}"),
        format!("{{KeyId({})}}", signer.key_id())
    );

    let derived = DerivedKeys::new(&ring);
    let key = derived.data_key(&PLACE.scope()).unwrap();
    assert_eq!(format!("{key:?}"), "DataKey(****)");
    assert_eq!(format!("{:?}", DataKey::new([7; 32])), "DataKey(****)");
    let wrapped = Arc::new(WrappedKeys::new(&ring, MemoryKeyTable::default()));
    let sealer = Sealer::new(&ring, wrapped.clone(), NonceSource::Random);
    let parts = sealer.seal(&PLACE, CANARY).unwrap();
    let plain = sealer.open(&PLACE, &parts.sealed).unwrap();
    assert_eq!(format!("{plain:?}"), "Plain(****)");
    let bytes = sealer.open_bytes(&PLACE, &parts.sealed).unwrap();
    assert_eq!(format!("{bytes:?}"), "PlainBytes(****)");
    let folder = tempfile::tempdir().unwrap();
    let table = FileKeyTable::open(folder.path().join("keys"), &ring, None).unwrap();
    let all: [&dyn Debug; 8] = [
        &ring,
        &signer,
        &derived,
        &*wrapped,
        wrapped.table(),
        &sealer,
        &parts,
        &table,
    ];
    for value in all {
        assert_silent(value, &secrets);
    }
}

#[test]
fn errors_show_neither_value_nor_key() {
    let ring = KeyRing::generate().unwrap();
    let secrets = secrets(&ring);
    let keys = Arc::new(WrappedKeys::new(&ring, MemoryKeyTable::default()));
    let sealer = Sealer::new(&ring, keys.clone(), NonceSource::Random);
    let sealed = sealer.seal(&PLACE, CANARY).unwrap().sealed;
    let moved = sealer
        .open(
            &Aad {
                field: "other",
                ..PLACE
            },
            &sealed,
        )
        .unwrap_err();
    let cut = sealer.open(&PLACE, &sealed[..9]).unwrap_err();
    keys.shred(&PLACE.scope()).unwrap();
    let shredded = sealer.open(&PLACE, &sealed).unwrap_err();
    let refused = sealer.seal(&PLACE, CANARY).unwrap_err();
    for error in [&moved as &dyn std::error::Error, &cut, &shredded, &refused] {
        assert_silent(&error, &secrets);
        assert!(error.to_string().starts_with("LEVY-P2"), "{error}");
    }
}
