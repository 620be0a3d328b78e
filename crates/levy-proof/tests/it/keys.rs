//! Rings of keys: from a seed, generated, told apart.

use levy_proof::{KeyRing, WrongRing};

#[test]
fn a_seed_gives_the_same_ring_and_another_seed_another() {
    let ring = KeyRing::from_seed(7, "court");
    assert_eq!(ring.ring_id(), "simulated-court-7");
    assert_eq!(
        ring.check_value(),
        KeyRing::from_seed(7, "court").check_value()
    );
    for other in [
        KeyRing::from_seed(8, "court"),
        KeyRing::from_seed(7, "bank"),
    ] {
        assert_ne!(ring.check_value(), other.check_value());
        assert_ne!(ring.signer().key_id(), other.signer().key_id());
    }
}

#[test]
fn generated_rings_differ() {
    let (one, two) = (KeyRing::generate().unwrap(), KeyRing::generate().unwrap());
    assert_ne!(one.ring_id(), two.ring_id());
    assert_ne!(one.check_value(), two.check_value());
    assert_ne!(one.signer().public_key(), two.signer().public_key());
}

#[test]
fn a_wrong_ring_is_found_before_anything_is_sealed() {
    let (court, other) = (
        KeyRing::from_seed(7, "court"),
        KeyRing::from_seed(8, "court"),
    );
    let stored = court.check_value();
    assert_eq!(court.confirm(&stored), Ok(()));
    let refused = other.confirm(&stored).unwrap_err();
    assert_eq!(
        refused,
        WrongRing {
            ring_id: other.ring_id().to_owned()
        }
    );
    assert!(refused.to_string().starts_with("LEVY-P05 "));
}
