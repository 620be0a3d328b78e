//! Interest of a claim: its terms, the sum as of a day, and what payments do
//! to it (C-09, D-10, M-01).

use super::{
    funds::{attributed, booked},
    paying::paid,
};
use crate::{story::*, world::*};
use levy_domain::{
    claim::{Claim, ComponentKind, ExcludedPeriod},
    fraction::Fraction,
    interest::{DatedRate, Rate, Rates, Terms},
    matter::{
        Command, Event,
        event::{ClosingKind, InterestWorkedOut},
        funds, interest,
    },
    money::Money,
    time::{DAY, Date},
};

/// 10,000 yuan due on 1 January 2024, costs of 100.
const PRINCIPAL: Money = cny(1_000_000);

pub(super) fn doubled() -> Terms {
    Terms {
        component: ComponentKind::DoubledInterest,
        bears: vec![ComponentKind::Principal],
        opening: cny(0),
        from: day(2024, 1, 2),
        to: None,
        rates: Rates::Series("doubled-late-interest".into()),
        excluded: vec![],
    }
}

/// 3.65 % a year of 365 days from 1 July 2023.
fn general() -> Terms {
    Terms {
        component: ComponentKind::GeneralInterest,
        from: day(2023, 7, 1),
        rates: Rates::Stated(vec![DatedRate {
            from: day(2023, 7, 1),
            to: None,
            rate: Rate {
                parts_per_million: 36_500,
                per_days: 365,
            },
            basis: None,
        }]),
        ..doubled()
    }
}

pub(super) fn state_terms(terms: Terms) -> Command {
    Command::Interest(interest::Command::StateTerms {
        claim: CLAIM,
        terms,
        document: None,
    })
}

pub(super) fn work_out(as_of: Date) -> Command {
    Command::Interest(interest::Command::WorkOut {
        claim: CLAIM,
        as_of,
    })
}

pub(super) fn owed() -> Story {
    let order = [
        ComponentKind::Costs,
        ComponentKind::GeneralInterest,
        ComponentKind::Principal,
        ComponentKind::DoubledInterest,
    ];
    let stated = Claim {
        components: vec![
            component(ComponentKind::Principal, PRINCIPAL),
            component(ComponentKind::Costs, cny(10_000)),
        ],
        allocation_order: order.to_vec(),
        ..claim(PRINCIPAL)
    };
    Story::opened()
        .does(Command::StateClaim {
            claim: stated,
            home: MATTER,
        })
        .liable(joint(LIABILITY, DEBTOR))
}

fn worked(events: &[Event]) -> Vec<&InterestWorkedOut> {
    events
        .iter()
        .filter_map(|event| match event {
            Event::InterestWorkedOut(worked) => Some(worked),
            _ => None,
        })
        .collect()
}

pub(super) fn amount(story: &Story, kind: ComponentKind) -> u64 {
    let parts = &story.state.claims[&CLAIM].claim.components;
    let part = parts.iter().find(|part| part.kind == kind);
    part.map_or(0, |part| part.amount.minor)
}

#[test]
fn what_is_owed_grows_by_rule_with_a_worksheet() {
    given(owed().does(state_terms(doubled())))
        .when(work_out(day(2024, 3, 1)))
        .then_kinds(["interest-worked-out"])
        .saying(|events| {
            let sheet = &worked(events)[0].worksheet;
            // 60 days from 2 January to 1 March, 1.75 yuan each.
            assert_eq!(sheet.rows.len(), 1);
            assert_eq!(sheet.rows[0].days, 60);
            assert_eq!(sheet.rows[0].basis.as_ref().unwrap().rule, "C-09");
            assert_eq!(sheet.exact, Fraction::whole(10_500));
        })
        .seeing(|story| {
            assert_eq!(story.state.claims[&CLAIM].owed, 1_020_500);
            assert_eq!(story.room(LIABILITY), 1_020_500);
        });
}

#[test]
fn both_kinds_of_interest_run_beside_each_other() {
    given(
        owed()
            .does(state_terms(general()))
            .does(state_terms(doubled())),
    )
    .when(work_out(day(2024, 3, 1)))
    .then_kinds(["interest-worked-out", "interest-worked-out"])
    .seeing(|story| {
        // 245 days at one yuan a day; the doubled part not on it.
        assert_eq!(amount(story, ComponentKind::GeneralInterest), 24_500);
        assert_eq!(amount(story, ComponentKind::DoubledInterest), 10_500);
    });
}

#[test]
fn the_next_day_is_worked_out_from_the_terms_and_not_from_the_last_sum() {
    let thirds = Terms {
        rates: Rates::Stated(vec![DatedRate {
            from: day(2023, 7, 1),
            to: None,
            rate: Rate {
                parts_per_million: 1,
                per_days: 30,
            },
            basis: None,
        }]),
        ..general()
    };
    let mut story = owed().does(state_terms(thirds));
    for d in 1..=20 {
        story = story.does(work_out(day(2024, 2, d)));
    }
    // 235 days at a thirtieth of a fen: rounded once, not twenty times.
    assert_eq!(amount(&story, ComponentKind::GeneralInterest), 8);
}

#[test]
fn a_day_before_the_last_and_a_day_to_come_are_refused() {
    let story = owed().does(state_terms(doubled()));
    given(story.clone())
        .when(work_out(day(2024, 3, 2)))
        .then_refused("LEVY-R05");
    given(story.does(work_out(day(2024, 3, 1))))
        .when(work_out(day(2024, 2, 29)))
        .then_refused("LEVY-R05");
}

#[test]
fn the_doubled_part_is_paid_last_and_worked_out_to_the_day_of_the_money() {
    let story = owed()
        .does(state_terms(general()))
        .does(state_terms(doubled()));
    given(story)
        .when(paid(RECEIPT, cny(1_040_000)))
        .then_kinds([
            "voluntary-payment-recorded",
            "interest-worked-out",
            "interest-worked-out",
            "allocated",
        ])
        .saying(|events| {
            let Some(Event::Allocated(allocated)) = events.last() else {
                panic!()
            };
            let parts: Vec<_> = allocated
                .parts
                .iter()
                .map(|part| (part.component.as_str(), part.amount.minor))
                .collect();
            assert_eq!(
                parts,
                [
                    ("costs", 10_000),
                    ("general-interest", 24_500),
                    ("principal", 1_000_000),
                    ("doubled-interest", 5_500)
                ]
            );
        });
}

#[test]
fn what_is_paid_bears_no_more_from_the_next_day_on() {
    let story = owed()
        .does(state_terms(doubled()))
        .does(paid(RECEIPT, cny(410_000)))
        .at(NOW.plus(10 * DAY));
    given(story)
        .when(work_out(day(2024, 3, 11)))
        .then_kinds(["interest-worked-out"])
        .saying(|events| {
            let rows = &worked(events)[0].worksheet.rows;
            let seen: Vec<_> = rows.iter().map(|row| (row.days, row.base.minor)).collect();
            assert_eq!(seen, [(60, 1_000_000), (10, 600_000)]);
        });
}

#[test]
fn a_payment_entered_late_lowers_the_days_after_it() {
    let mut late = booked(RECEIPT, cny(410_000));
    if let Command::BookReceipt { booked_on, .. } = &mut late {
        *booked_on = day(2024, 2, 1);
    }
    let story = owed()
        .does(state_terms(doubled()))
        .does(work_out(day(2024, 3, 1)))
        .does(late);
    given(story)
        .when(attributed(RECEIPT))
        .then_kinds(["receipt-attributed", "interest-worked-out", "allocated"])
        .seeing(|story| {
            // 31 days on 10,000 yuan, 29 on 6,000.
            let expected = 31 * 175 + 29 * 105;
            assert_eq!(amount(story, ComponentKind::DoubledInterest), expected);
            given(story.clone())
                .when(work_out(day(2024, 3, 1)))
                .then_nothing();
        });
}

#[test]
fn an_allocation_taken_back_bears_again() {
    let back = Command::Funds(funds::Command::ReverseAllocation {
        receipt: RECEIPT,
        claim: CLAIM,
        ground: "mistaken-deposit".into(),
        document: None,
    });
    let story = owed()
        .does(state_terms(doubled()))
        .does(booked(RECEIPT, cny(410_000)))
        .does(attributed(RECEIPT))
        .does(back)
        .at(NOW.plus(10 * DAY));
    given(story)
        .when(work_out(day(2024, 3, 11)))
        .then_kinds(["interest-worked-out"])
        .seeing(|story| assert_eq!(amount(story, ComponentKind::DoubledInterest), 70 * 175));
}

#[test]
fn days_of_a_review_bear_nothing_once_they_are_stated() {
    let story = owed()
        .does(state_terms(doubled()))
        .does(work_out(day(2024, 3, 1)));
    let review = Terms {
        excluded: vec![ExcludedPeriod {
            from: day(2024, 2, 1),
            to: day(2024, 2, 10),
            ground: "review".into(),
        }],
        ..doubled()
    };
    given(story)
        .when(state_terms(review.clone()))
        .then_kinds(["interest-terms-stated"])
        .seeing(|story| {
            let again = story.clone().does(work_out(day(2024, 3, 1)));
            assert_eq!(amount(&again, ComponentKind::DoubledInterest), 50 * 175);
        });
}

#[test]
fn terms_that_no_rule_allows_are_refused() {
    let refused = |terms: Terms, code: &str| {
        given(owed()).when(state_terms(terms)).then_refused(code);
    };
    let on_interest = vec![ComponentKind::Principal, ComponentKind::GeneralInterest];
    refused(
        Terms {
            bears: on_interest,
            ..doubled()
        },
        "LEVY-R05",
    );
    refused(
        Terms {
            bears: vec![],
            ..doubled()
        },
        "LEVY-R05",
    );
    refused(
        Terms {
            component: ComponentKind::Principal,
            ..doubled()
        },
        "LEVY-R05",
    );
    // The law fixes the rate of the doubled part; a title does not.
    refused(
        Terms {
            rates: general().rates,
            ..doubled()
        },
        "LEVY-R05",
    );
    refused(
        Terms {
            rates: Rates::Series("no-such-series".into()),
            ..doubled()
        },
        "LEVY-R32",
    );
    refused(
        Terms {
            to: Some(day(2023, 6, 30)),
            ..general()
        },
        "LEVY-R05",
    );
    refused(
        Terms {
            opening: usd(1),
            ..general()
        },
        "LEVY-R06",
    );
    let Rates::Stated(rates) = general().rates else {
        panic!()
    };
    refused(
        Terms {
            rates: Rates::Stated([rates.clone(), rates].concat()),
            ..general()
        },
        "LEVY-R05",
    );
}

#[test]
fn a_component_that_grows_is_not_restated_by_hand() {
    let by_hand = Command::AdjustClaim {
        claim: CLAIM,
        component: component(ComponentKind::DoubledInterest, cny(1)),
        ground: "judgment".into(),
        document: None,
    };
    given(owed().does(state_terms(doubled())))
        .when(by_hand)
        .then_refused("LEVY-R05");
}

#[test]
fn a_case_is_paid_in_full_only_with_the_interest_of_that_day() {
    let close = Command::CloseCase {
        registration: CASE,
        kind: ClosingKind::Performed,
        ground: "paid".into(),
        document: None,
        owner: None,
    };
    let all = cny(1_010_000 + 10_500);
    let paid_up = owed().does(state_terms(doubled())).does(paid(RECEIPT, all));
    given(paid_up.clone().by(judge()))
        .when(close.clone())
        .then_kinds(["case-number-closed"]);
    let later = paid_up.at(NOW.plus(DAY));
    given(later.clone())
        .when(close.clone())
        .then_refused_saying("LEVY-R30", "interest");
    given(later.does(work_out(day(2024, 3, 2))).by(judge()))
        .when(close)
        .then_kinds(["case-number-closed"]);
}
