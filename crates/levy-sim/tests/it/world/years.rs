//! Small court-years, audited.

use levy_sim::world::{
    Violation,
    year::{Scale, YearReport, play, seed_of},
};

fn small(seed: u64) -> YearReport {
    match play(seed, Scale::small(12)) {
        Ok(report) => report,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_same_seed_gives_the_same_log_and_another_seed_another() {
    let (first, second, other) = (small(7), small(7), small(8));
    assert_eq!(first, second);
    assert_ne!(first.log_hash, other.log_hash);
    assert_eq!(first.log_hash.len(), 64);
}

#[test]
fn small_years_with_deaths_and_lies_break_no_rule() {
    for year in 0..4 {
        let report = small(seed_of(2_024, year));
        assert!(report.crashes > 0, "{report:?}");
        assert!(report.orders > 100 && report.events > 400, "{report:?}");
    }
}

/// A year that once broke a rule, whole.
#[test]
fn a_whole_year_that_once_broke_a_rule_breaks_none() {
    let report = play(3_300_978_434_134_168_566, Scale::year());
    if let Err(error) = report {
        panic!("{error}");
    }
}

#[test]
fn a_violation_prints_the_line_that_shows_it_again() {
    let at = levy_domain::time::Timestamp(0);
    let said = Violation::new("no rule is broken", "one is").in_world(42, at);
    let text = said.to_string();
    assert!(text.contains("no rule is broken"), "{text}");
    assert!(text.ends_with("just sim --years 1 --seed 42"), "{text}");
}
