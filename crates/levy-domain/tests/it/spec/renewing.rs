//! Renewals and the ends of holds.

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    matter::{Command, Event, command::Override, event::Ends},
    order::{Measure, Route, Term},
    reply::{LineReply, Outcome},
    time::{HOUR, Timestamp, Zone},
};

fn term(from: levy_domain::time::Date, to: levy_domain::time::Date) -> Option<Term> {
    Some(Term { from, to })
}

/// Held 600 until 2025-02-28; a renewal until 2026-02-28 is issued.
fn sent() -> Story {
    let mut first = line(ACCOUNT, cny(600));
    first.term = term(day(2024, 3, 1), day(2025, 2, 28));
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, draft(order(1), Measure::Freeze, first))
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(600)))]);
    let mut renewal = story.on_hold(2, Measure::Renew, 1, Some(cny(600)));
    renewal.lines[0].term = term(day(2025, 3, 1), day(2026, 2, 28));
    story.drafts(PLAN_2, renewal).issued(PLAN_2)
}

fn says(sequence: u32, line: LineReply) -> Command {
    fold(order(2), reply(&order(2), sequence, vec![line]))
}

fn ends(story: &Story) -> &Ends {
    &story.state.holds[&story.hold_of(1)].ends
}

fn last_day(story: &Story) -> Option<levy_domain::time::Date> {
    ends(story).earliest(Zone::CHINA)
}

#[test]
fn a_renewal_that_is_done_moves_the_ends_on() {
    let mut done = said(1, Outcome::Done, None);
    done.term = term(day(2025, 3, 1), day(2026, 1, 31));
    given(sent())
        .when(says(1, done))
        .then_kinds(["order-answered", "hold-renewed"])
        .saying(|events| {
            let Event::HoldRenewed(renewed) = &events[1] else {
                panic!()
            };
            // D-05: the renewed term starts after the old end.
            assert_eq!(renewed.from, Some(day(2025, 3, 1)));
        })
        .seeing(|story| {
            assert_eq!(ends(story).as_ordered, Some(day(2026, 2, 28)));
            assert_eq!(ends(story).as_unit_states, Some(day(2026, 1, 31)));
            assert_eq!(ends(story).as_law_computes, Some(day(2026, 2, 28)));
            assert_eq!(last_day(story), Some(day(2026, 1, 31)));
        });
}

#[test]
fn a_renewal_that_is_not_done_leaves_the_ends() {
    for outcome in [Outcome::Refused, Outcome::Nothing, Outcome::Returned] {
        given(sent())
            .when(says(1, said(1, outcome, None)))
            .then_kinds(["order-answered"])
            .seeing(|story| assert_eq!(last_day(story), Some(day(2025, 2, 28))));
    }
}

#[test]
fn a_renewal_that_is_taken_back_brings_the_old_ends_back() {
    let renewed = sent().does(says(1, said(1, Outcome::Done, None)));
    assert_eq!(last_day(&renewed), Some(day(2026, 2, 28)));
    given(renewed.clone())
        .when(says(2, said(1, Outcome::Refused, None)))
        .then_kinds(["order-answered", "hold-renewed"])
        .seeing(|story| assert_eq!(last_day(story), Some(day(2025, 2, 28))));
    let mut less = said(1, Outcome::Done, None);
    less.term = term(day(2025, 3, 1), day(2025, 8, 31));
    given(renewed)
        .when(says(2, less))
        .then_kinds(["order-answered", "hold-renewed"])
        .seeing(|story| {
            assert_eq!(last_day(story), Some(day(2025, 8, 31)));
            assert_eq!(ends(story).as_law_computes, Some(day(2026, 2, 28)));
        });
}

#[test]
fn a_renewal_without_a_term_is_for_a_person() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    let renewal = story.on_hold(2, Measure::Renew, 1, Some(cny(600)));
    let story = story.drafts(PLAN_2, renewal).issued(PLAN_2);
    given(story)
        .when(says(1, said(1, Outcome::Done, None)))
        .then_kinds(["order-answered", "order-disputed"]);
}

#[test]
fn what_nobody_folds_is_not_drafted() {
    for measure in [Measure::Query, Measure::Recall] {
        given(Story::owed(cny(1_000)))
            .when(Command::DraftPlan {
                plan: PLAN,
                orders: vec![draft(order(1), measure, line(ACCOUNT, cny(1)))],
                overrides: vec![],
            })
            .then_refused("LEVY-R05");
    }
}

/// A place in the queue, asked for a year from 2024-03-01.
fn waiting() -> Story {
    let mut first = line(ACCOUNT, cny(600));
    first.term = term(day(2024, 3, 1), day(2025, 2, 28));
    Story::owed(cny(1_000))
        .drafts(PLAN, draft(order(1), Measure::WaitingFreeze, first))
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, None)])
}

#[test]
fn what_waits_has_no_end_that_is_computed_until_it_comes_to_the_front() {
    assert_eq!(ends(&waiting()).as_law_computes, None);
    let hold = waiting().hold_of(1);
    let later = waiting().at(NOW.plus(HOUR * 24 * 184));
    given(later)
        .when(Command::ObserveHold {
            evidence: None,
            hold,
            held: cny(600),
            cause: "promoted".into(),
            rank: Some(0),
        })
        .then_kinds(["hold-changed"])
        .seeing(|story| {
            let known = &story.state.holds[&hold];
            assert_eq!(known.from, Some(day(2024, 9, 1)));
            assert_eq!(known.ends.as_law_computes, Some(day(2025, 8, 31)));
            assert_eq!(last_day(story), Some(day(2025, 8, 31)));
        });
}

#[test]
fn a_reply_that_brings_a_place_to_the_front_starts_its_term() {
    let mut front = said(1, Outcome::Done, Some(cny(600)));
    front.rank = Some(0);
    let mut answer = reply(&order(1), 2, vec![front]);
    answer.received_at = NOW.plus(HOUR * 24 * 184);
    answer.raw_hash = Digest::of(b"front");
    given(waiting())
        .when(fold(order(1), answer))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| {
            let known = &story.state.holds[&story.hold_of(1)];
            assert_eq!((known.rank, known.from), (0, Some(day(2024, 9, 1))));
            assert_eq!(known.ends.as_law_computes, Some(day(2025, 8, 31)));
        });
}

#[test]
fn an_end_to_the_minute_is_one_of_the_ends() {
    let mut line = said(1, Outcome::Done, Some(cny(600)));
    // 2024-12-24, midnight in China: the last day is the one before.
    line.ends_at = Some(Timestamp::start_of(day(2024, 12, 24), Zone::CHINA));
    let story = Story::owed(cny(1_000))
        .freezing(1, ACCOUNT, cny(600))
        .replies(1, 1, vec![line]);
    assert_eq!(last_day(&story), Some(day(2024, 12, 23)));
}

/// A renewal, on 2025-02-01, of what was held until 2025-02-28 of `class`.
fn renewal_of(class: &str, to: levy_domain::time::Date) -> (Story, Command) {
    let mut first = line(ACCOUNT, cny(600));
    first.class = class.into();
    first.term = term(day(2024, 3, 1), day(2025, 2, 28));
    let mut order_of = draft(order(1), Measure::Freeze, first);
    order_of.route = Route::Counter;
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, order_of)
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(600)))])
        .at(Timestamp::start_of(day(2025, 2, 1), Zone::CHINA));
    let mut renewal = story.on_hold(2, Measure::Renew, 1, Some(cny(600)));
    renewal.route = Route::Counter;
    renewal.lines[0].class = class.into();
    renewal.lines[0].term = term(day(2025, 3, 1), to);
    let command = Command::DraftPlan {
        plan: PLAN_2,
        orders: vec![renewal],
        overrides: vec![],
    };
    (story, command)
}

#[test]
fn a_renewal_of_legal_person_shares_is_half_a_year_at_most() {
    let (story, fits) = renewal_of("legal-person-shares", day(2025, 8, 31));
    given(story.clone())
        .when(fits.clone())
        .then_kinds(["plan-drafted"]);
    let (longer_story, longer) = renewal_of("legal-person-shares", day(2025, 9, 1));
    given(longer_story)
        .when(longer)
        .then_refused_saying("LEVY-R26", "T-12");
    let done = reply(&order(2), 1, vec![said(1, Outcome::Done, None)]);
    given(story.does(fits).issued(PLAN_2))
        .when(fold(order(2), done))
        .then_kinds(["order-answered", "hold-renewed"])
        .saying(|events| {
            let Event::HoldRenewed(renewed) = &events[1] else {
                panic!()
            };
            assert_eq!(renewed.ends.rule.as_ref().unwrap().rule, "T-12");
            assert_eq!(renewed.ends.as_law_computes, Some(day(2025, 8, 31)));
        });
}

#[test]
fn a_pre_seal_is_renewed_once() {
    let (story, first) = renewal_of("pre-seal", day(2026, 2, 28));
    let story = story
        .does(first)
        .issued(PLAN_2)
        .replies(2, 1, vec![said(1, Outcome::Done, None)])
        .at(Timestamp::start_of(day(2026, 2, 1), Zone::CHINA));
    let mut again = story.on_hold(3, Measure::Renew, 1, Some(cny(600)));
    again.route = Route::Counter;
    again.lines[0].class = "pre-seal".into();
    again.lines[0].term = term(day(2026, 3, 1), day(2027, 2, 28));
    let second = |overrides| Command::DraftPlan {
        plan: PLAN_3,
        orders: vec![again.clone()],
        overrides,
    };
    given(story.clone())
        .when(second(vec![]))
        .then_refused_saying("LEVY-R42", "T-14");
    let aside = Override {
        rule: "T-14".into(),
        officers: [JUDGE, HEAD],
        ground: "high-court-approval".into(),
    };
    given(story)
        .when(second(vec![aside]))
        .then_kinds(["plan-drafted"]);
}
