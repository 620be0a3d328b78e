//! The table of peers.

use crate::samples::*;
use crate::test_unit::unit_id;
use levy_connect::{BaseUrl, Peer, PeerBook, PeerError, Peers};
use levy_domain::id::UnitId;
use levy_proof::{ED25519_SHA256, KeyId, TrustedKeys};
use uuid::Uuid;

fn trusted() -> TrustedKeys {
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

fn key() -> KeyId {
    unit_signer().key_id().clone()
}

fn peer(number: u128, code: &str) -> Peer {
    Peer {
        unit: UnitId(Uuid::from_u128(number)),
        code: code.into(),
        base: None,
        keys: vec![key()],
    }
}

#[test]
fn addresses_are_plain() {
    for good in [
        "http://127.0.0.1:8080",
        "http://unit.example/levy/",
        "http://[::1]:80/a/b",
    ] {
        let base = BaseUrl::parse(good).unwrap();
        assert!(!base.as_str().ends_with('/'));
    }
    let bad = [
        "",
        "unit",
        "https://unit",
        "http://",
        "http:///x",
        "http://:80",
        "http://u:p@h",
        "http://h?x=1",
        "http://h#x",
        "http://h h",
    ];
    for bad in bad {
        assert_eq!(BaseUrl::parse(bad), Err(PeerError::Address), "{bad}");
    }
}

#[test]
fn a_table_is_refused_as_a_whole() {
    let refused = |peers: Vec<Peer>| Peers::new(trusted(), peers).err();
    assert_eq!(refused(vec![peer(1, "a"), peer(2, "b")]), None);
    assert!(matches!(
        refused(vec![peer(1, "a"), peer(1, "b")]),
        Some(PeerError::Twice(_))
    ));
    assert!(matches!(
        refused(vec![peer(1, "a"), peer(2, "a")]),
        Some(PeerError::Twice(_))
    ));
    assert!(matches!(
        refused(vec![Peer {
            keys: vec![],
            ..peer(1, "a")
        }]),
        Some(PeerError::NoKey(_))
    ));
    let unlisted = vec!["other".parse().unwrap()];
    let unlisted = refused(vec![Peer {
        keys: unlisted,
        ..peer(1, "a")
    }]);
    assert!(matches!(unlisted, Some(PeerError::UnknownKey { .. })));
}

#[test]
fn a_gateways_key_speaks_for_its_units_only() {
    let table = Peers::new(trusted(), [peer(1, "a"), peer(2, "b")]).unwrap();
    assert_eq!(table.speaker(&key(), "b"), Some(UnitId(Uuid::from_u128(2))));
    assert_eq!(table.speaker(&key(), "c"), None);
    assert_eq!(table.speaker(&"other".parse().unwrap(), "a"), None);
    assert_eq!(table.owner(&key()), Some(UnitId(Uuid::from_u128(1))));
}

#[test]
fn a_table_is_replaced_as_a_whole() {
    let book = PeerBook::default();
    let before = book.now();
    book.replace(
        Peers::new(
            trusted(),
            [Peer {
                unit: unit_id(),
                ..peer(0, "a")
            }],
        )
        .unwrap(),
    );
    assert!(before.peer(&unit_id()).is_none());
    assert!(book.now().peer(&unit_id()).is_some());
}
