//! The clauses over real sockets, with a unit that answers at once and one
//! that answers later; and broken units, which the clauses must find out.

use crate::test_unit::{Flaw, OverHttp};
use levy_connect::conformance::{self, CLAUSES, certify};

conformance::suite!(answers_at_once, OverHttp::new(true));
conformance::suite!(answers_later, OverHttp::new(false));

#[tokio::test]
async fn a_unit_may_be_certified_as_a_whole() {
    let findings = certify(&OverHttp::new(true).await).await;
    assert_eq!(findings.len(), CLAUSES.len());
    let broken: Vec<_> = findings
        .iter()
        .filter(|finding| finding.held.is_err())
        .collect();
    assert!(broken.is_empty(), "{broken:?}");
}

/// Each flaw is found by the clause that is about it.
#[tokio::test]
async fn a_flawed_unit_is_found_out() {
    let flaws = [
        (Flaw::ForgetsIds, "a_repeat_takes_effect_once"),
        (Flaw::ForgetsIds, "racing_repeats_take_effect_once"),
        (Flaw::ForgetsIds, "other_bytes_under_a_known_id_conflict"),
        (
            Flaw::TakesOtherBytes,
            "other_bytes_under_a_known_id_conflict",
        ),
        (Flaw::FindsNothing, "a_known_order_is_found_under_its_hash"),
        (Flaw::FindsNothing, "a_standing_repeats_the_answer"),
        (
            Flaw::RepeatsStandings,
            "each_standing_answers_its_own_inquiry",
        ),
        (Flaw::IgnoresTimes, "an_expired_order_has_no_effect"),
        (Flaw::IgnoresTimes, "an_order_before_its_time_has_no_effect"),
        (Flaw::IgnoresFences, "a_lower_fence_has_no_effect"),
        (Flaw::ActsThenRefuses, "an_expired_order_has_no_effect"),
    ];
    for (flaw, clause) in flaws {
        let findings = certify(&OverHttp::flawed(flaw).await).await;
        let finding = findings
            .iter()
            .find(|finding| finding.clause == clause)
            .unwrap();
        assert!(finding.held.is_err(), "{flaw:?} passes {clause}");
        assert!(findings[0].held.is_ok(), "{flaw:?} is more than flawed");
    }
}
