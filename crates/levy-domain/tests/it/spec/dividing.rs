//! A distribution plan: drawn, served, objected to, carried out (D-09, Q-11,
//! Q-12, M-02).

use super::{
    funds::{attributed, booked},
    paying::paid,
};
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    distribution::Class,
    id::{ClaimId, DistributionId, MatterId},
    matter::{
        Command, Event,
        distribution::{self, Participant},
        event::Portion,
        funds,
    },
    money::Money,
    party::{PartyRole, PersonKind},
    stamp::Actor,
    time::{DAY, Timestamp},
};
use uuid::Uuid;

const PLAN_OF: DistributionId = DistributionId(Uuid::from_u128(0xd0));
const OTHER_CLAIM: ClaimId = ClaimId(Uuid::from_u128(0x4));
const OTHER_MATTER: MatterId = MatterId(Uuid::from_u128(0x5));

fn own(open: Money) -> Participant {
    Participant {
        claim: CLAIM,
        matter: MATTER,
        class: Class::Ordinary,
        rank: 0,
        registered_on: day(2024, 1, 8),
        open,
        document: None,
    }
}

fn other(open: Money) -> Participant {
    Participant {
        claim: OTHER_CLAIM,
        matter: OTHER_MATTER,
        registered_on: day(2024, 2, 1),
        document: Some(JUDGMENT),
        ..own(open)
    }
}

fn draft_of(fund: Money, participants: Vec<Participant>) -> Command {
    Command::Distribution(distribution::Command::Draft {
        distribution: PLAN_OF,
        receipt: RECEIPT,
        debtor: DEBTOR,
        fund,
        participants,
    })
}

fn served() -> Command {
    served_on(1, 1)
}

fn served_on(on: u32, shown: u8) -> Command {
    Command::Distribution(distribution::Command::NoteServed {
        distribution: PLAN_OF,
        on: day(2024, 3, on),
        evidence: Digest::of(&[shown]),
    })
}

fn object() -> Command {
    object_of(1)
}

fn object_of(received_on: u32) -> Command {
    Command::Distribution(distribution::Command::Object {
        distribution: PLAN_OF,
        by: STRANGER,
        received_on: day(2024, 3, received_on),
        document: None,
    })
}

fn end_objection() -> Command {
    Command::Distribution(distribution::Command::EndObjection {
        distribution: PLAN_OF,
        by: STRANGER,
        how: "dismissed".into(),
        document: RULING,
    })
}

fn withdraw() -> Command {
    Command::Distribution(distribution::Command::Withdraw {
        distribution: PLAN_OF,
        ground: "objection".into(),
    })
}

fn settle() -> Command {
    Command::Distribution(distribution::Command::Settle {
        distribution: PLAN_OF,
    })
}

/// 600 in the account; 1,000 is owed here, 500 to another creditor elsewhere.
fn sold() -> Story {
    Story::owed(cny(1_000))
        .does(add(person(STRANGER), PartyRole::Creditor))
        .does(booked(RECEIPT, cny(600)))
        .by(judge())
}

fn drafted() -> Story {
    sold().does(draft_of(cny(600), vec![own(cny(0)), other(cny(500))]))
}

/// Served on 1 March 2024: the fifteenth day is Saturday the 16th, so the
/// last one is Monday the 18th.
const OVER: Timestamp = Timestamp(NOW.0 + 18 * DAY);

fn portions(events: &[Event]) -> Vec<Portion> {
    match events.first() {
        Some(Event::DistributionDrafted(drafted)) => drafted.portions.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_days_to_object_that_were_counted_without_a_calendar_say_so() {
    given(drafted().under(no_calendar()))
        .when(served())
        .then_kinds(["distribution-served"])
        .saying(|events| assert_eq!(unknown_years(events), [2024]));
}

#[test]
fn a_plan_divides_a_receipt_by_what_is_open_and_sets_it_aside() {
    given(sold())
        .when(draft_of(cny(600), vec![own(cny(0)), other(cny(500))]))
        .then_kinds(["distribution-drafted"])
        .saying(|events| {
            let seen: Vec<_> = portions(events)
                .iter()
                .map(|portion| (portion.entry.open, portion.gets))
                .collect();
            // What is open here the matter knows itself.
            assert_eq!(seen, [(1_000, 400), (500, 200)]);
        })
        .seeing(|story| {
            assert_eq!(story.state.receipts[&RECEIPT].left_over(), 0);
            given(story.clone())
                .when(attributed(RECEIPT))
                .then_refused("LEVY-R49");
        });
}

#[test]
fn a_plan_is_carried_out_when_the_time_to_object_is_over() {
    let waiting = drafted().does(served());
    given(waiting.clone())
        .when(settle())
        .then_refused_saying("LEVY-R51", "still runs");
    // The fifteenth day is off: it lasts until Monday.
    given(waiting.clone().at(NOW.plus(16 * DAY)))
        .when(settle())
        .then_refused_saying("LEVY-R51", "still runs");
    given(waiting.at(OVER))
        .when_agreed(settle())
        .then_kinds(["distribution-settled", "receipt-attributed", "allocated"])
        .saying(|events| {
            let Event::DistributionSettled(settled) = &events[0] else {
                panic!()
            };
            assert_eq!(settled.elsewhere, cny(200));
        })
        .seeing(|story| {
            assert_eq!(story.state.claims[&CLAIM].collected, 400);
            assert_eq!(story.room(LIABILITY), 600);
            let receipt = &story.state.receipts[&RECEIPT];
            assert_eq!((receipt.left_over(), receipt.gone), (0, 200));
        });
}

#[test]
fn a_plan_that_nobody_was_served_with_is_not_carried_out() {
    given(drafted().at(OVER))
        .when(settle())
        .then_refused_saying("LEVY-R51", "not served");
}

#[test]
fn a_plan_is_carried_out_on_the_word_of_two_officers() {
    given(drafted().does(served()).at(OVER))
        .when(settle())
        .then_kinds(["assent-given"])
        .seeing(|story| assert_eq!(story.state.claims[&CLAIM].collected, 0));
}

#[test]
fn an_objection_stands_in_the_way_until_it_ends() {
    let contested = drafted().does(served()).does(object());
    given(contested.clone().at(OVER))
        .when(settle())
        .then_refused_saying("LEVY-R51", "objection");
    given(contested.does(end_objection()).at(OVER))
        .when_agreed(settle())
        .then_kinds(["distribution-settled", "receipt-attributed", "allocated"]);
}

#[test]
fn an_objection_that_comes_too_late_is_refused() {
    given(drafted().does(served()).at(OVER))
        .when(object_of(19))
        .then_refused_saying("LEVY-R51", "over");
}

#[test]
fn an_objection_that_came_in_time_counts_when_it_is_entered_later() {
    given(drafted().does(served()).at(OVER))
        .when(object_of(18))
        .then_kinds(["distribution-objected"])
        .seeing(|story| {
            given(story.clone())
                .when(settle())
                .then_refused_saying("LEVY-R51", "objection");
        });
    given(drafted().does(served()))
        .when(object_of(2))
        .then_refused_saying("LEVY-R05", "future");
}

#[test]
fn a_plan_is_served_by_an_officer_with_evidence_on_a_day_that_it_had() {
    let drawn = || drafted().at(NOW.plus(10 * DAY));
    given(drawn().by(Actor::system()))
        .when(served_on(5, 1))
        .then_refused("LEVY-R20");
    given(drawn())
        .when(served_on(12, 1))
        .then_refused_saying("LEVY-R05", "future");
    let late = sold().at(NOW.plus(10 * DAY));
    let late = late.does(draft_of(cny(600), vec![own(cny(0)), other(cny(500))]));
    given(late.clone())
        .when(served_on(10, 1))
        .then_refused_saying("LEVY-R05", "before the day");
    given(late)
        .when(served_on(11, 1))
        .then_kinds(["distribution-served"])
        .saying(|events| {
            let Event::DistributionServed(served) = &events[0] else {
                panic!("{events:?}")
            };
            assert_eq!(served.evidence, Digest::of(&[1]));
        });
}

#[test]
fn a_service_that_is_entered_late_shortens_nobodys_time() {
    let later = drafted()
        .at(NOW.plus(10 * DAY))
        .does(served_on(11, 1))
        .does(served_on(1, 2));
    given(later.at(OVER))
        .when(settle())
        .then_refused_saying("LEVY-R51", "still runs");
}

#[test]
fn a_plan_given_up_frees_its_money_for_another() {
    given(drafted().does(object()))
        .when(withdraw())
        .then_kinds(["distribution-withdrawn"])
        .seeing(|story| assert_eq!(story.state.receipts[&RECEIPT].left_over(), 600));
    let settled = drafted().does(served()).at(OVER).agreed(settle());
    given(settled).when(withdraw()).then_refused("LEVY-R51");
}

#[test]
fn a_later_service_gives_the_last_one_his_time() {
    let last = drafted().does(served()).at(NOW.plus(10 * DAY));
    given(last.does(served_on(11, 2)).at(OVER))
        .when(settle())
        .then_refused_saying("LEVY-R51", "still runs");
}

#[test]
fn money_that_is_counted_for_one_claim_is_divided_only_after_that_is_undone() {
    let all = || draft_of(cny(600), vec![own(cny(0)), other(cny(500))]);
    let counted = sold().does(attributed(RECEIPT));
    given(counted.clone()).when(all()).then_refused("LEVY-R47");
    let back = Command::Funds(funds::Command::ReverseAllocation {
        receipt: RECEIPT,
        claim: CLAIM,
        ground: "distribution".into(),
        document: None,
    });
    given(counted.does(back))
        .when(all())
        .then_kinds(["distribution-drafted"]);
}

#[test]
fn what_was_paid_meanwhile_is_left_over_and_not_allocated_twice() {
    let story = drafted()
        .does(served())
        .does(paid(RECEIPT_2, cny(900)))
        .at(OVER);
    given(story)
        .when_agreed(settle())
        .then_kinds(["distribution-settled", "receipt-attributed", "allocated"])
        .seeing(|story| {
            assert_eq!(story.state.claims[&CLAIM].collected, 1_000);
            assert_eq!(story.state.receipts[&RECEIPT].left_over(), 300);
        });
}

#[test]
fn ordinary_creditors_of_a_natural_person_come_none_before_another() {
    let first = Participant {
        rank: 1,
        ..other(cny(500))
    };
    given(sold())
        .when(draft_of(cny(600), vec![own(cny(0)), first]))
        .then_refused("LEVY-R05");
}

#[test]
fn creditors_of_a_company_come_in_the_order_of_their_measures() {
    let mut company = person(DEBTOR);
    company.kind = PersonKind::Legal;
    let first = Participant {
        rank: 0,
        ..other(cny(500))
    };
    let second = Participant {
        rank: 1,
        ..own(cny(0))
    };
    let story = Story::nothing()
        .does(open())
        .does(register())
        .does(add(company, PartyRole::Debtor))
        .does(issue(
            JUDGMENT,
            levy_domain::document::DocumentKind::JudgmentCopy,
        ))
        .does(Command::StateClaim {
            claim: claim(cny(1_000)),
            home: MATTER,
        })
        .does(Command::StateLiability {
            liability: joint(LIABILITY, DEBTOR),
        })
        .does(booked(RECEIPT, cny(600)));
    given(story)
        .when(draft_of(cny(600), vec![second, first]))
        .then_kinds(["distribution-drafted"])
        .saying(|events| {
            let gets: Vec<u64> = portions(events)
                .iter()
                .map(|portion| portion.gets)
                .collect();
            assert_eq!(gets, [100, 500]);
        });
}

#[test]
fn a_plan_names_each_claim_once_and_a_debtor_who_is_liable() {
    given(sold())
        .when(draft_of(cny(600), vec![own(cny(0)), own(cny(0))]))
        .then_refused("LEVY-R05");
    let of_stranger = Command::Distribution(distribution::Command::Draft {
        distribution: PLAN_OF,
        receipt: RECEIPT,
        debtor: STRANGER,
        fund: cny(600),
        participants: vec![other(cny(500))],
    });
    given(sold()).when(of_stranger).then_refused("LEVY-R10");
    let unknown = Participant {
        class: "friends".into(),
        ..other(cny(500))
    };
    given(sold())
        .when(draft_of(cny(600), vec![unknown]))
        .then_refused("LEVY-R05");
}
