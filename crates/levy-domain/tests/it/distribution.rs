//! Dividing money among creditors: examples by hand, and what must hold of
//! any division (D-09).

use levy_domain::{
    distribution::{Class, Entry, divide},
    time::Date,
};
use proptest::prelude::*;

fn entry(class: Class, rank: u32, day: u32, open: u64) -> Entry {
    Entry {
        class,
        rank,
        registered_on: Date::from_ymd_opt(2024, 1, day).unwrap(),
        open,
    }
}

fn ordinary(day: u32, open: u64) -> Entry {
    entry(Class::Ordinary, 0, day, open)
}

#[test]
fn ordinary_creditors_share_in_proportion_to_what_is_open() {
    let entries = [ordinary(1, 600), ordinary(2, 300), ordinary(3, 100)];
    assert_eq!(divide(500, &entries), [300, 150, 50]);
    assert_eq!(divide(1_000, &entries), [600, 300, 100]);
    assert_eq!(divide(1_700, &entries), [600, 300, 100]);
    assert_eq!(divide(0, &entries), [0, 0, 0]);
}

#[test]
fn the_odd_fen_goes_to_the_largest_remainder() {
    // 100 x 500 / 900 = 55.55, 100 x 300 / 900 = 33.33, 100 x 100 / 900 = 11.11.
    let entries = [ordinary(1, 100), ordinary(2, 300), ordinary(3, 500)];
    assert_eq!(divide(100, &entries), [11, 33, 56]);
}

#[test]
fn equal_remainders_go_to_the_earlier_registration() {
    let entries = [ordinary(9, 100), ordinary(2, 100), ordinary(5, 100)];
    assert_eq!(divide(100, &entries), [33, 34, 33]);
    assert_eq!(divide(101, &entries), [33, 34, 34]);
    let same_day = [ordinary(2, 100), ordinary(2, 100)];
    assert_eq!(divide(101, &same_day), [51, 50]);
}

#[test]
fn costs_come_first_then_preferred_claims_by_rank_then_the_others() {
    let entries = [
        ordinary(1, 1_000),
        entry(Class::Preferred, 2, 1, 400),
        entry(Class::Costs, 0, 9, 50),
        entry(Class::Preferred, 1, 5, 300),
    ];
    assert_eq!(divide(40, &entries), [0, 0, 40, 0]);
    assert_eq!(divide(350, &entries), [0, 0, 50, 300]);
    assert_eq!(divide(360, &entries), [0, 10, 50, 300]);
    assert_eq!(divide(800, &entries), [50, 400, 50, 300]);
}

#[test]
fn creditors_of_a_company_are_paid_in_the_order_of_their_measures() {
    let entries = [
        entry(Class::Ordinary, 2, 1, 500),
        entry(Class::Ordinary, 1, 2, 500),
    ];
    assert_eq!(divide(700, &entries), [200, 500]);
}

#[test]
fn the_largest_sums_are_divided_without_overflow() {
    let huge = u64::MAX;
    let entries = [ordinary(1, huge), ordinary(2, huge), ordinary(3, 1)];
    let shares = divide(huge, &entries);
    assert_eq!(
        shares.iter().map(|share| u128::from(*share)).sum::<u128>(),
        u128::from(huge)
    );
}

fn classes() -> impl Strategy<Value = Class> {
    prop_oneof![
        Just(Class::Costs),
        Just(Class::Preferred),
        Just(Class::Ordinary)
    ]
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let any = (classes(), 0u32..3, 1u32..29, 0u64..5_000)
        .prop_map(|(class, rank, day, open)| entry(class, rank, day, open));
    prop::collection::vec(any, 0..12)
}

fn owed(entries: &[Entry]) -> u64 {
    entries.iter().map(|entry| entry.open).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_sum_to_the_fund_and_nobody_gets_more_than_he_is_owed(fund in 0u64..40_000, entries in entries()) {
        let shares = divide(fund, &entries);
        prop_assert_eq!(shares.iter().sum::<u64>(), fund.min(owed(&entries)));
        for (share, entry) in shares.iter().zip(&entries) {
            prop_assert!(*share <= entry.open);
        }
    }

    #[test]
    fn nobody_gets_anything_before_those_above_him_have_all(fund in 0u64..40_000, entries in entries()) {
        let shares = divide(fund, &entries);
        let tier = |entry: &Entry| (entry.class.clone(), entry.rank);
        let place = |entry: &Entry| {
            let order = [Class::Costs, Class::Preferred, Class::Ordinary];
            (order.iter().position(|class| *class == entry.class), entry.rank)
        };
        for (a, share) in entries.iter().zip(&shares) {
            for (b, other) in entries.iter().zip(&shares) {
                if place(a) < place(b) && *other > 0 {
                    prop_assert_eq!(*share, a.open);
                }
                if tier(a) == tier(b) && a.open >= b.open {
                    let earlier = a.open > b.open || a.registered_on < b.registered_on;
                    prop_assert!(*share >= *other || !earlier);
                    prop_assert!(*share + 1 >= *other);
                }
            }
        }
    }

    #[test]
    fn a_larger_fund_takes_at_most_a_fen_from_anybody(fund in 0u64..40_000, more in 0u64..500, entries in entries()) {
        let before = divide(fund, &entries);
        let after = divide(fund + more, &entries);
        for (before, after) in before.iter().zip(&after) {
            prop_assert!(after + 1 >= *before);
        }
    }

    #[test]
    fn a_share_is_within_a_fen_of_its_exact_part(fund in 0u64..40_000, opens in prop::collection::vec(0u64..5_000, 1..10)) {
        let entries: Vec<Entry> = opens.iter().map(|open| ordinary(1, *open)).collect();
        let whole = owed(&entries);
        let give = fund.min(whole);
        for (share, open) in divide(fund, &entries).iter().zip(&opens) {
            // |share - give x open / whole| < 1, without fractions.
            prop_assert!((share * whole).abs_diff(give * open) < whole.max(1));
        }
    }
}
