//! Kaplan-Meier against values worked out by hand.

use levy_views::survival::{Curve, Watched};
use proptest::prelude::*;

fn watched(answers: &[i64], cuts: &[i64]) -> Vec<Watched> {
    let one = |answered| {
        move |span: &i64| Watched {
            span: *span,
            answered,
        }
    };
    answers
        .iter()
        .map(one(true))
        .chain(cuts.iter().map(one(false)))
        .collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

/// Freireich's leukaemia data, 6-MP arm, as in every textbook: answers at 6 6
/// 6 7 10 13 16 22 23, cuts at 6 9 10 11 17 19 20 25 32 32 34 35.
#[test]
fn a_textbook_table_comes_out() {
    let curve = Curve::of(watched(
        &[6, 6, 6, 7, 10, 13, 16, 22, 23],
        &[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
    ));
    // 18/21; x 16/17; x 14/15; x 11/12; x 10/11; x 6/7; x 5/6
    let table = [
        (5, 1.0),
        (6, 18.0 / 21.0),
        (7, 18.0 / 21.0 * 16.0 / 17.0),
        (10, 18.0 / 21.0 * 16.0 / 17.0 * 14.0 / 15.0),
        (13, 0.690_196_078_431_372_6),
        (16, 0.627_450_980_392_156_9),
        (22, 0.537_815_126_050_420_2),
        (23, 0.448_179_271_708_683_5),
        (40, 0.448_179_271_708_683_5),
    ];
    for (at, left) in table {
        assert!(
            near(curve.left_after(at), left),
            "{at}: {}",
            curve.left_after(at)
        );
    }
    assert_eq!(curve.reached(50), Some(23));
    assert_eq!(curve.reached(95), None);
}

#[test]
fn at_a_tie_answers_come_before_cuts() {
    // Two at risk at 5: one answers, one is cut. If the cut came first the
    // share left would be 0.
    let curve = Curve::of(watched(&[5], &[5]));
    assert!(near(curve.left_after(5), 0.5));
    assert_eq!(curve.reached(50), Some(5));
    assert_eq!(curve.reached(51), None);
}

#[test]
fn a_unit_that_never_answers_has_no_median() {
    assert_eq!(Curve::of(watched(&[], &[1, 2, 3])).reached(50), None);
    // One quick answer among silence makes nobody fast.
    assert_eq!(Curve::of(watched(&[1], &[100, 100, 100])).reached(50), None);
    assert_eq!(Curve::of(watched(&[], &[])).reached(50), None);
}

#[test]
fn half_of_four_is_reached_in_spite_of_rounding() {
    let curve = Curve::of(watched(&[1, 2, 3, 4], &[]));
    assert_eq!(curve.reached(50), Some(2));
    let hundred: Vec<i64> = (1..=100).collect();
    let curve = Curve::of(watched(&hundred, &[]));
    assert_eq!(curve.reached(50), Some(50));
    assert_eq!(curve.reached(95), Some(95));
    assert_eq!(curve.reached(100), Some(100));
}

#[test]
fn a_recall_between_two_answers_lowers_who_is_at_risk() {
    // 3 at risk: 2/3 left after 2; the recall at 3 goes; 1 at risk at 4.
    let curve = Curve::of(watched(&[2, 4], &[3]));
    assert!(near(curve.left_after(2), 2.0 / 3.0));
    assert!(near(curve.left_after(4), 0.0));
    assert_eq!(curve.reached(50), Some(4));
}

proptest! {
    #[test]
    fn without_cuts_it_is_the_plain_quantile(
        mut spans in prop::collection::vec(0i64..1_000, 1..400),
        percent in 1u32..=100,
    ) {
        let curve = Curve::of(watched(&spans, &[]));
        spans.sort_unstable();
        let place = (spans.len() * percent as usize).div_ceil(100);
        prop_assert_eq!(curve.reached(percent), Some(spans[place - 1]));
    }

    #[test]
    fn cutting_an_answer_off_never_makes_it_faster(
        spans in prop::collection::vec((0i64..50, any::<bool>()), 1..100),
        cut in any::<prop::sample::Index>(),
    ) {
        let all: Vec<Watched> =
            spans.iter().map(|(span, answered)| Watched { span: *span, answered: *answered }).collect();
        let mut fewer = all.clone();
        fewer[cut.index(all.len())].answered = false;
        let (before, after) = (Curve::of(all).reached(50), Curve::of(fewer).reached(50));
        prop_assert!(after.is_none() || after >= before);
    }
}
