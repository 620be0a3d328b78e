//! Item delegation: an order that goes through another court (D-01).

use crate::{story::*, world::*};
use levy_domain::{
    asset::AssetClass,
    matter::{
        Command, Event,
        event::{Leg, RelayLegDone},
        order_state::OrderState,
        relay::Command as Ask,
    },
    order::{Line, Measure, OrderDraft, Route, Term},
    reply::{Fault, Outcome, Reply, Way},
    time::{DAY, HOUR, Timestamp, Zone},
};

/// The seal of a car, issued on Friday, the first of March 2024.
fn issued() -> Story {
    let car = Line {
        class: AssetClass::Vehicle,
        amount: None,
        term: Some(Term {
            from: day(2024, 3, 1),
            to: day(2026, 2, 28),
        }),
        ..line(CAR, cny(1))
    };
    let seal = OrderDraft {
        unit: vehicle_office(),
        route: Route::Relay,
        ..draft(order(1), Measure::Freeze, car)
    };
    Story::owed(cny(1_000)).drafts(PLAN, seal).issued(PLAN)
}

fn send() -> Command {
    Ask::Send {
        order: order(1),
        carrier: upper_court(),
        at: NOW,
        by: Some(sealed(9)),
    }
    .into()
}

fn leg(leg: Leg, at: Timestamp) -> Command {
    Ask::NoteLeg {
        order: order(1),
        leg,
        at,
        by: None,
        evidence: None,
    }
    .into()
}

fn returned(at: Timestamp, fault: Fault) -> Command {
    Ask::NoteReturned {
        order: order(1),
        at,
        fault,
        reason: "papers-missing".into(),
        evidence: None,
    }
    .into()
}

fn overdue() -> Command {
    Ask::NoteOverdue { order: order(1) }.into()
}

fn sent() -> Story {
    issued().does(send())
}

/// Served at the office on Monday at noon, entered an hour later.
fn served() -> Story {
    sent()
        .at(monday(13))
        .does(leg(Leg::TakenOn, NOW.plus(HOUR)))
        .does(leg(Leg::Served, monday(12)))
}

fn end(of: u32) -> Timestamp {
    Timestamp::end_of(day(2024, 3, of), Zone::CHINA)
}

fn monday(hour: i64) -> Timestamp {
    Timestamp::start_of(day(2024, 3, 4), Zone::CHINA).plus(hour * HOUR)
}

fn legs(events: &[Event]) -> Vec<&RelayLegDone> {
    let mut legs = Vec::new();
    for event in events {
        if let Event::RelayLegDone(done) = event {
            legs.push(done);
        }
    }
    legs
}

fn the_order(story: &Story) -> &OrderState {
    &story.state.orders[&order(1)]
}

#[test]
fn an_order_is_given_to_another_court_and_waits_to_be_taken_on() {
    given(issued())
        .when(send())
        .then_kinds(["relay-leg-done"])
        .saying(|events| {
            let next = legs(events)[0].next.as_ref().unwrap();
            let said = (next.kind.as_str(), next.at, next.basis.rule.as_str());
            assert_eq!(said, ("relay-taken-on", end(4), "O-86"));
        })
        .seeing(|story| {
            assert_eq!(story.phase(1), "issued");
            assert_eq!(the_order(story).relay.as_ref().unwrap().attempt, 1);
        });
}

#[test]
fn only_a_court_carries_an_order_and_only_one_of_route_relay() {
    let to_a_bank = Ask::Send {
        order: order(1),
        carrier: bank(),
        at: NOW,
        by: None,
    };
    given(issued())
        .when(to_a_bank.into())
        .then_refused("LEVY-R05");
    let by_api = Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600));
    given(by_api)
        .when(send())
        .then_refused_saying("LEVY-R05", "route");
}

#[test]
fn what_may_not_leave_is_given_to_no_other_court() {
    let back = Command::RequestRecall {
        order: order(1),
        ground: "paid".into(),
    };
    given(issued().does(back))
        .when(send())
        .then_refused_saying("LEVY-R21", "asked back");
    given(issued().at(NOW.plus(TEN_DAYS)))
        .when(send())
        .then_refused_saying("LEVY-R21", "expired");
}

#[test]
fn every_leg_keeps_its_time_as_said_and_as_entered() {
    given(sent().at(NOW.plus(DAY)))
        .when(leg(Leg::TakenOn, NOW.plus(HOUR)))
        .then_kinds(["relay-leg-done"])
        .seeing(|story| {
            let relay = the_order(story).relay.as_ref().unwrap();
            let time = &relay.legs[&Leg::TakenOn];
            assert_eq!(
                (time.said_at, time.entered_at),
                (NOW.plus(HOUR), NOW.plus(DAY))
            );
            assert_eq!(relay.legs[&Leg::Sent].by, Some(sealed(9)));
            let next = relay.next.as_ref().unwrap();
            assert_eq!((next.kind.as_str(), next.at), ("relay-served", end(5)));
        });
}

#[test]
fn passing_it_on_lets_the_clock_of_the_service_run_on() {
    let taken = sent().at(monday(9)).does(leg(Leg::TakenOn, NOW.plus(HOUR)));
    let before = the_order(&taken).relay.as_ref().unwrap().next.clone();
    given(taken)
        .when(leg(Leg::PassedOn, monday(8)))
        .then_kinds(["relay-leg-done"])
        .saying(|events| assert_eq!(legs(events)[0].next, before));
}

#[test]
fn the_units_clock_begins_with_the_service_and_not_with_the_other_court() {
    let taken = sent()
        .at(monday(13))
        .does(leg(Leg::TakenOn, NOW.plus(HOUR)));
    assert_eq!(the_order(&taken).way.delivered_at, None);
    given(taken)
        .when(leg(Leg::Served, monday(12)))
        .then_kinds(["relay-leg-done", "order-delivered"])
        .seeing(|story| {
            let order = the_order(story);
            assert_eq!(order.way.sent_at, Some(NOW));
            assert_eq!(order.way.delivered_at, Some(monday(12)));
            assert_eq!(order.way.served_at, Some(monday(12)));
            let answer = order.deadline().unwrap();
            assert_eq!(
                (answer.kind.as_str(), answer.at),
                ("answer", monday(12 + 24))
            );
        });
}

#[test]
fn an_order_that_another_court_has_is_delivered_by_its_legs_alone() {
    let delivered = Command::NoteDelivered {
        order: order(1),
        sent_at: NOW,
        delivered_at: NOW,
        served_at: None,
        receipt_number: None,
        evidence: None,
    };
    given(sent())
        .when(delivered)
        .then_refused_saying("LEVY-R05", "served");
}

#[test]
fn a_late_leg_is_said_once_and_counts_against_the_court_that_owes_it() {
    given(sent().at(end(4).plus(-1)))
        .when(overdue())
        .then_nothing();
    given(sent().at(end(4)))
        .when(overdue())
        .then_kinds(["relay-leg-overdue"])
        .saying(|events| {
            let Event::RelayLegOverdue(late) = &events[0] else {
                panic!()
            };
            assert_eq!(
                (late.carrier, &late.leg),
                (Some(upper_court()), &Leg::TakenOn)
            );
        })
        .owing([])
        .seeing(|story| {
            let order = the_order(story);
            assert_eq!((order.overdue, order.lateness.missed.as_ref()), (0, None));
            assert_eq!(order.relay.as_ref().unwrap().late, [Leg::TakenOn]);
        });
}

#[test]
fn no_step_is_taken_against_a_unit_whose_answer_another_court_carries_back() {
    let late = served().at(monday(12 + 24));
    given(late)
        .when(Command::NoteOverdue { order: order(1) })
        .then_kinds(["order-overdue"])
        .owing([])
        .seeing(|story| assert_eq!(the_order(story).escalates(), None));
    given(served().at(end(6)))
        .when(overdue())
        .then_kinds(["relay-leg-overdue"])
        .saying(|events| {
            let Event::RelayLegOverdue(late) = &events[0] else {
                panic!()
            };
            assert_eq!(late.leg, Leg::CarriedBack);
        });
}

#[test]
fn what_comes_back_for_missing_papers_goes_out_again_and_says_when() {
    let back = sent().at(NOW.plus(HOUR));
    given(back.clone())
        .when(returned(NOW.plus(HOUR), Fault::Court))
        .then_kinds(["relay-returned"])
        .seeing(|story| {
            let relay = the_order(story).relay.as_ref().unwrap();
            assert_eq!(relay.awaits(), Some(Leg::Sent));
            assert_eq!(relay.next.as_ref().unwrap().at, end(4));
        });
    let back = back.does(returned(NOW.plus(HOUR), Fault::Court));
    given(back.clone().at(end(4)))
        .when(overdue())
        .then_kinds(["relay-leg-overdue"])
        .saying(|events| {
            let Event::RelayLegOverdue(late) = &events[0] else {
                panic!()
            };
            assert_eq!((late.carrier, &late.leg), (None, &Leg::Sent));
        });
    given(back)
        .when(send())
        .then_kinds(["relay-leg-done"])
        .seeing(|story| {
            let relay = the_order(story).relay.as_ref().unwrap();
            assert_eq!((relay.attempt, &relay.returned), (2, &None));
        });
}

#[test]
fn the_carrying_court_returns_nothing_that_was_served_and_blames_no_unit() {
    given(served())
        .when(returned(monday(13), Fault::Court))
        .then_refused("LEVY-R21");
    given(sent())
        .when(returned(NOW, Fault::Unit))
        .then_refused_saying("LEVY-R05", "fault");
}

#[test]
fn times_along_the_way_do_not_contradict_each_other() {
    given(sent())
        .when(leg(Leg::TakenOn, NOW.plus(HOUR)))
        .then_refused_saying("LEVY-R05", "lies ahead");
    given(sent())
        .when(leg(Leg::TakenOn, NOW.plus(-HOUR)))
        .then_refused_saying("LEVY-R05", "contradicts");
    given(served())
        .when(leg(Leg::Served, monday(11)))
        .then_refused("LEVY-R67");
    // What is told late fits between the others, and starts no clock anew.
    given(sent().at(monday(13)).does(leg(Leg::Served, monday(12))))
        .when(leg(Leg::TakenOn, NOW.plus(HOUR)))
        .then_kinds(["relay-leg-done"])
        .seeing(|story| {
            let relay = the_order(story).relay.as_ref().unwrap();
            assert_eq!(relay.awaits(), Some(Leg::CarriedBack));
            assert_eq!(relay.next.as_ref().unwrap().at, end(6));
        });
}

#[test]
fn the_reply_comes_per_line_and_the_hold_is_ours() {
    let answer = Reply {
        way: Way {
            answered_at: Some(monday(15)),
            ..Way::default()
        },
        ..reply(&order(1), 1, vec![said(1, Outcome::Done, None)])
    };
    given(served().at(monday(18)))
        .when(fold(order(1), answer))
        .then_kinds(["order-answered", "hold-established"])
        .owing([])
        .seeing(|story| {
            let hold = &story.state.holds[&story.hold_of(1)];
            assert_eq!(hold.unit, vehicle_office());
            assert_eq!(story.state.owner_of(hold), Some(JUDGE));
            assert!(hold.alarm().is_some());
        });
}
