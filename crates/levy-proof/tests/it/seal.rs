//! Boxes and tokens: what opens where.

use std::sync::Arc;

use levy_proof::{
    Aad, KeyRing, MemoryKeyTable, NonceSource, OpenError, SealedParts, Sealer, WrappedKeys,
};
use proptest::prelude::*;

const ID: &str = "11010119900307123X";
const PLACE: Aad<'static> = Aad {
    court: "court1",
    matter: "mat_01",
    subject: "per_01",
    field: "debtor.id-number",
};

fn sealer(seed: u64) -> Sealer {
    let ring = KeyRing::from_seed(seed, "court");
    let keys = WrappedKeys::new(&ring, MemoryKeyTable::default());
    Sealer::new(&ring, Arc::new(keys), NonceSource::Random)
}

fn sealed(sealer: &Sealer) -> SealedParts {
    sealer.seal(&PLACE, ID).unwrap()
}

#[test]
fn a_box_opens_in_its_own_place_only() {
    let sealer = Sealer::simulated(&KeyRing::from_seed(7, "court"));
    let parts = sealed(&sealer);
    assert_eq!(sealer.open(&PLACE, &parts.sealed).unwrap().expose(), ID);
    for place in [
        Aad {
            court: "court2",
            ..PLACE
        },
        Aad {
            matter: "mat_02",
            ..PLACE
        },
        Aad {
            subject: "per_02",
            ..PLACE
        },
        Aad {
            field: "creditor.id-number",
            ..PLACE
        },
        Aad {
            matter: "mat_01p",
            subject: "er_01",
            ..PLACE
        },
    ] {
        let refused = sealer.open(&place, &parts.sealed).unwrap_err();
        assert!(
            matches!(refused, OpenError::Mismatch),
            "{place:?}: {refused}"
        );
    }
}

#[test]
fn another_ring_does_not_open_it() {
    let parts = sealed(&Sealer::simulated(&KeyRing::from_seed(7, "court")));
    let other = Sealer::simulated(&KeyRing::from_seed(8, "court"));
    let refused = other.open(&PLACE, &parts.sealed).unwrap_err();
    assert!(matches!(refused, OpenError::Mismatch), "{refused}");
}

#[test]
fn every_flipped_bit_and_every_cut_is_found() {
    let sealer = sealer(7);
    let whole = sealed(&sealer).sealed;
    for bit in 0..whole.len() * 8 {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let refused = sealer.open(&PLACE, &flipped).unwrap_err();
        let version = matches!(refused, OpenError::Version(_));
        assert_eq!(version, bit < 8, "bit {bit}: {refused}");
        assert!(
            version || matches!(refused, OpenError::Mismatch),
            "bit {bit}: {refused}"
        );
    }
    for length in 0..whole.len() {
        let refused = sealer.open(&PLACE, &whole[..length]).unwrap_err();
        let short = matches!(refused, OpenError::Truncated);
        assert_eq!(short, length < 41, "length {length}: {refused}");
        assert!(
            short || matches!(refused, OpenError::Mismatch),
            "length {length}: {refused}"
        );
    }
}

#[test]
fn tokens_agree_for_one_value_of_one_kind_in_one_court() {
    let sealer = sealer(7);
    let token = sealed(&sealer).token;
    for place in [
        Aad {
            matter: "mat_02",
            subject: "per_09",
            ..PLACE
        },
        Aad {
            field: "creditor.id-number",
            ..PLACE
        },
        Aad {
            field: "id-number",
            ..PLACE
        },
    ] {
        assert_eq!(
            sealer.seal(&place, " 110101 19900307 123x").unwrap().token,
            token
        );
    }
    assert_eq!(sealer.token("court1", "id-number", ID), token);
    assert_ne!(sealer.token("court2", "id-number", ID), token);
    assert_ne!(sealer.token("court1", "account", ID), token);
    assert_ne!(
        sealer.token("court1", "id-number", "110101199003071230"),
        token
    );
    assert_ne!(self::sealer(8).token("court1", "id-number", ID), token);
}

#[test]
fn random_nonces_hide_that_values_are_equal_and_derived_ones_repeat() {
    let random = sealer(7);
    assert_ne!(sealed(&random).sealed, sealed(&random).sealed);
    let ring = KeyRing::from_seed(7, "court");
    let (one, two) = (Sealer::simulated(&ring), Sealer::simulated(&ring));
    assert_eq!(sealed(&one), sealed(&two));
    let other = one.seal(&PLACE, "110101199003071230").unwrap();
    assert_ne!(other.sealed[1..25], sealed(&one).sealed[1..25]);
}

#[test]
fn bytes_that_are_not_text_open_as_bytes_only() {
    let sealer = sealer(7);
    let body = sealer.seal_bytes(&PLACE, &[0xff, 0x00, 0xfe]).unwrap();
    assert_eq!(
        sealer.open_bytes(&PLACE, &body).unwrap().expose(),
        [0xff, 0x00, 0xfe]
    );
    assert!(matches!(
        sealer.open(&PLACE, &body),
        Err(OpenError::NotText)
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_sealed_opens(
        plain: String, body: Vec<u8>,
        court: String, matter: String, subject: String, field: String,
    ) {
        let sealer = sealer(7);
        let place = Aad { court: &court, matter: &matter, subject: &subject, field: &field };
        let parts = sealer.seal(&place, &plain).unwrap();
        let opened = sealer.open(&place, &parts.sealed).unwrap();
        prop_assert_eq!(opened.expose(), &plain);
        let sealed = sealer.seal_bytes(&place, &body).unwrap();
        prop_assert_eq!(sealed.len(), body.len() + 41);
        let opened = sealer.open_bytes(&place, &sealed).unwrap();
        prop_assert_eq!(opened.expose(), &body[..]);
    }

    #[test]
    fn no_bytes_make_opening_fall_over(junk: Vec<u8>) {
        prop_assert!(sealer(7).open(&PLACE, &junk).is_err());
    }
}
