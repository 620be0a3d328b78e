//! Freezes that are drafted again and again against what is left (F13, F15).

use crate::{story::*, world::*};
use levy_domain::{
    claim::LiabilityMode,
    decider::Process,
    id::{DocumentId, ExemptionId, PlanId, StandingId},
    matter::{
        Command, Duty, Event, Matter,
        event::{ClosingKind, StandingRepeated},
        exemption,
        standing::Command as Ask,
    },
    money::Money,
    reply::Outcome,
    stamp::Actor,
    time::{DAY, Timestamp, Zone},
};
use uuid::Uuid;

const STANDING: StandingId = StandingId(Uuid::from_u128(0xd1));
const OTHER: StandingId = StandingId(Uuid::from_u128(0xd2));

fn ordered_as(standing: StandingId, until: levy_domain::time::Date) -> Command {
    Ask::Order {
        standing,
        liability: LIABILITY,
        months: None,
        documents: vec![RULING, NOTICE],
        until,
    }
    .into()
}

/// Until the end of May.
fn standing() -> Command {
    ordered_as(STANDING, day(2024, 5, 31))
}

fn round(n: u128) -> Command {
    Ask::Repeat {
        standing: STANDING,
        plan: PlanId(Uuid::from_u128(0xd00 + n)),
    }
    .into()
}

fn stop() -> Command {
    Ask::Stop {
        standing: STANDING,
        ground: "settled".into(),
    }
    .into()
}

/// 1,000 are owed; a standing freeze is ordered.
fn begun() -> Story {
    let story = Story::owed(cny(1_000)).by(judge()).does(standing());
    story.by(Actor::system())
}

/// When the next round is due.
fn next(story: &Story) -> Option<Timestamp> {
    let known = story.state.standings.get(&STANDING)?;
    known.next.as_ref().map(|next| next.at)
}

fn at_next(story: Story) -> Story {
    let at = next(&story).unwrap();
    story.at(at)
}

fn said_round(events: &[Event]) -> &StandingRepeated {
    let Event::StandingRepeated(said) = &events[0] else {
        panic!("{events:?}")
    };
    said
}

fn planned(events: &[Event]) -> Vec<u64> {
    let plans = events.iter().filter_map(|event| match event {
        Event::PlanDrafted(plan) => Some(plan),
        _ => None,
    });
    let lines = plans
        .flat_map(|plan| &plan.orders)
        .flat_map(|order| &order.lines);
    lines.map(|line| line.amount.unwrap().minor).collect()
}

fn free(amount: Option<Money>) -> Command {
    exemption::Command::Exempt {
        exemption: ExemptionId(Uuid::from_u128(0xc1)),
        asset: ACCOUNT,
        amount,
        ground: "wages".into(),
        document: RULING,
        release: None,
        until: None,
    }
    .into()
}

#[test]
fn a_judge_orders_it_and_the_first_round_is_due_at_once() {
    given(Story::owed(cny(1_000)).by(judge()))
        .when(standing())
        .then_kinds(["standing-ordered"])
        .owing([Duty::Standing(STANDING)]);
    given(Story::owed(cny(1_000)))
        .when(standing())
        .then_refused("LEVY-R20");
}

#[test]
fn a_round_drafts_a_freeze_of_what_is_left_by_rule() {
    let story = begun().with_account(ACCOUNT, cny(400));
    given(story)
        .when(round(1))
        .then_kinds(["standing-repeated", "plan-drafted"])
        .saying(|events| {
            assert_eq!(planned(events), [400]);
            let Event::PlanDrafted(plan) = &events[1] else {
                panic!()
            };
            assert_eq!(plan.by_rule.as_ref().unwrap().rule, "O-23");
            assert_eq!(plan.approvals_needed.len(), 2, "officers approve it");
            assert_eq!(said_round(events).plan, Some(plan.plan));
        });
}

#[test]
fn the_rest_of_a_freeze_that_found_too_little_is_taken_in_a_later_round() {
    // 400 were frozen; then a second account is found.
    let plan = PlanId(Uuid::from_u128(0xd01));
    let first = begun().with_account(ACCOUNT, cny(400)).does(round(1));
    let order = first.state.plans[&plan].drafted.orders[0].order;
    let story = first.issued(plan);
    let done = reply(&order, 1, vec![said(1, Outcome::Done, Some(cny(400)))]);
    let story = at_next(story.does(fold(order, done)).with_account(SECOND, cny(900)));
    given(story)
        .when(round(2))
        .then_kinds(["standing-repeated", "plan-drafted"])
        .saying(|events| {
            assert_eq!(planned(events), [600]);
            assert_eq!(said_round(events).round, 2);
        });
}

#[test]
fn a_round_passes_over_what_a_judge_has_freed_since() {
    let story = begun().with_account(ACCOUNT, cny(800)).by(judge());
    given(story.clone().does(free(None)))
        .when(round(1))
        .then_kinds(["standing-repeated"])
        .saying(|events| {
            let said = said_round(events);
            assert_eq!(said.kept_back.as_ref().unwrap().as_str(), "nothing-to-take");
            assert_eq!(said.plan, None);
        });
    given(story.does(free(Some(cny(300)))))
        .when(round(1))
        .then_kinds(["standing-repeated", "plan-drafted"])
        .saying(|events| assert_eq!(planned(events), [500]));
}

#[test]
fn a_round_that_drafts_nothing_owes_the_next_one_all_the_same() {
    given(begun())
        .when(round(1))
        .then_kinds(["standing-repeated"])
        .owing([])
        .seeing(|story| {
            // Five working days after Friday, 1 March.
            let friday = Timestamp::end_of(day(2024, 3, 8), Zone::CHINA);
            assert_eq!(next(story), Some(friday));
            let due: Vec<Duty> = Matter::due(&story.state, friday).collect();
            assert_eq!(due, [Duty::Standing(STANDING)]);
        });
}

#[test]
fn no_round_comes_before_its_time() {
    let story = begun().does(round(1));
    given(story).when(round(2)).then_nothing();
}

#[test]
fn it_ends_when_enough_is_held() {
    let story = begun()
        .does(round(1))
        .by(clerk())
        .holding(1, ACCOUNT, cny(1_000));
    given(at_next(story))
        .when(round(2))
        .then_kinds(["standing-ended"])
        .saying(|events| {
            let Event::StandingEnded(ended) = &events[0] else {
                panic!()
            };
            assert_eq!(ended.ground.as_str(), "full");
        })
        .owing([]);
}

#[test]
fn what_is_only_asked_for_is_not_enough() {
    let story = begun()
        .does(round(1))
        .by(clerk())
        .freezing(1, ACCOUNT, cny(1_000));
    given(at_next(story))
        .when(round(2))
        .then_kinds(["standing-repeated"])
        .saying(|events| assert_eq!(planned(events), [0u64; 0]));
}

#[test]
fn it_ends_after_its_last_day() {
    let short = Story::owed(cny(1_000))
        .by(judge())
        .does(ordered_as(STANDING, day(2024, 3, 4)))
        .does(round(1));
    let over = Timestamp::end_of(day(2024, 3, 4), Zone::CHINA).plus(1);
    assert_eq!(next(&short), Some(over));
    given(short.at(over))
        .when(round(2))
        .then_kinds(["standing-ended"]);
}

#[test]
fn it_ends_with_the_last_case_number() {
    let closed = begun()
        .does(round(1))
        .by(clerk())
        .judged(Command::CloseCase {
            registration: CASE,
            kind: ClosingKind::RoundEnded,
            ground: "no-more-assets".into(),
            document: None,
            owner: None,
        });
    given(at_next(closed))
        .when(round(2))
        .then_kinds(["standing-ended"]);
}

#[test]
fn a_judge_stops_it_and_what_was_drafted_stands() {
    let story = begun().with_account(ACCOUNT, cny(400)).does(round(1));
    given(story.clone().by(judge()))
        .when(stop())
        .then_kinds(["standing-ended"])
        .seeing(|story| assert_eq!(story.state.plans.len(), 1));
    given(story.clone().by(clerk()))
        .when(stop())
        .then_refused("LEVY-R20");
    let stopped = story.by(judge()).does(stop());
    given(stopped.at(NOW.plus(30 * DAY)))
        .when(round(2))
        .then_nothing();
}

#[test]
fn one_runs_at_a_time_for_a_debt_and_rests_on_documents_and_a_day_to_come() {
    given(begun().by(judge()))
        .when(ordered_as(OTHER, day(2024, 5, 31)))
        .then_refused("LEVY-R67");
    let owed = || Story::owed(cny(1_000)).by(judge());
    given(owed())
        .when(ordered_as(STANDING, day(2024, 2, 29)))
        .then_refused("LEVY-R05");
    for (documents, code) in [
        (vec![], "LEVY-R33"),
        (vec![DocumentId(Uuid::from_u128(0xdead))], "LEVY-R29"),
    ] {
        let bare = Ask::Order {
            standing: STANDING,
            liability: LIABILITY,
            months: None,
            documents,
            until: day(2024, 5, 31),
        };
        given(owed()).when(bare.into()).then_refused(code);
    }
    let held = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(1_000));
    given(held.by(judge()))
        .when(standing())
        .then_refused("LEVY-R31");
}

#[test]
fn none_is_ordered_against_a_supplementary_debtor_before_his_turn() {
    let second = levy_domain::claim::Liability {
        mode: LiabilityMode::Supplementary,
        ..joint(GUARANTEE, GUARANTOR)
    };
    let ask = Ask::Order {
        standing: STANDING,
        liability: GUARANTEE,
        months: None,
        documents: vec![RULING, NOTICE],
        until: day(2024, 5, 31),
    };
    given(Story::owed(cny(1_000)).liable(second).by(judge()))
        .when(ask.into())
        .then_refused("LEVY-R52");
}
