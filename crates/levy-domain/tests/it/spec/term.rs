//! The term of a hold: what is told before it ends, what its end leaves open,
//! how a lapse is shown.

use super::{preserving::register_as, queue::ahead_until};
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    id::{HoldId, RegistrationId},
    matter::{
        Command, Duty, Event,
        event::{CaseKind, Ends, HoldEndNear},
        queue,
        term::{self, TermState},
    },
    order::{Measure, Term},
    reply::{Outcome, Reply, Way},
    rules::{Profile, Rules},
    time::{Date, Timestamp, Zone},
};
use std::sync::OnceLock;

const LAST: (i32, u32, u32) = (2025, 2, 28);

fn last_day() -> Date {
    day(LAST.0, LAST.1, LAST.2)
}

/// Midnight in China at the start of a day.
pub(super) fn start(year: i32, month: u32, of: u32) -> Timestamp {
    Timestamp::start_of(day(year, month, of), Zone::CHINA)
}

/// The first instant after the end.
pub(super) fn over() -> Timestamp {
    start(2025, 3, 1)
}

/// 300 held of 600 asked for, until 2025-02-28.
fn held_under(rules: &'static Rules) -> Story {
    let mut first = line(ACCOUNT, cny(600));
    first.term = Some(Term {
        from: day(2024, 3, 1),
        to: last_day(),
    });
    Story::owed(cny(1_000))
        .under(rules)
        .drafts(PLAN, draft(order(1), Measure::Freeze, first))
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Partial, Some(cny(300)))])
}

pub(super) fn held() -> Story {
    held_under(rules())
}

/// The same with a renewal until 2026-02-28 issued in its last week.
fn renewal_sent() -> Story {
    let story = held().at(start(2025, 2, 25));
    let mut renewal = story.on_hold(2, Measure::Renew, 1, Some(cny(600)));
    renewal.lines[0].term = Some(Term {
        from: day(2025, 3, 1),
        to: day(2026, 2, 28),
    });
    story.drafts(PLAN_2, renewal).issued(PLAN_2)
}

fn note_end(story: &Story) -> Command {
    let hold = story.hold_of(1);
    Command::Term(term::Command::NoteEnd { hold })
}

/// The engine did what was due.
pub(super) fn told(story: Story) -> Story {
    let command = note_end(&story);
    story.does(command)
}

fn ended() -> Story {
    told(held().at(over()))
}

fn near(event: &Event) -> &HoldEndNear {
    let Event::HoldEndNear(near) = event else {
        panic!("{event:?}")
    };
    near
}

fn renewed(served: Timestamp, answered: Timestamp) -> Command {
    let done = said(1, Outcome::Done, None);
    let way = Way {
        served_at: Some(served),
        answered_at: Some(answered),
        ..Way::default()
    };
    let reply = Reply {
        way,
        received_at: answered,
        ..reply(&order(2), 1, vec![done])
    };
    fold(order(2), reply)
}

fn declare(hold: HoldId) -> Command {
    Command::Term(term::Command::DeclareLapsed {
        hold,
        ground: "statement".into(),
        evidence: Digest::of(b"statement"),
    })
}

fn state_of(story: &Story) -> TermState {
    story.state.term_of(&story.hold_of(1)).unwrap()
}

#[test]
fn the_applicant_of_a_preservation_is_told_by_when_to_ask_for_renewal() {
    let asks_by = |story: Story| {
        let command = note_end(&story);
        let events = story.decide(&command).unwrap();
        near(&events[0]).applicant.clone()
    };
    let preserved = held().at(start(2024, 6, 1)).does(register_as(
        RegistrationId(PLAN_3.0),
        "执保",
        CaseKind::Preservation,
        day(2024, 6, 1),
    ));
    let asks = asks_by(preserved.at(start(2025, 2, 1))).unwrap();
    assert_eq!(
        (asks.at, asks.basis.rule.as_str()),
        (start(2025, 2, 22).plus(-1), "T-08")
    );
    assert_eq!(asks_by(held().at(start(2025, 2, 1))), None);
}

#[test]
fn the_end_of_a_hold_is_told_rung_by_rung() {
    let mut story = held();
    assert_eq!(state_of(&story), TermState::Safe);
    let rungs = [
        (start(2024, 11, 30), 90, start(2025, 1, 29)),
        (start(2025, 1, 29), 30, start(2025, 2, 13)),
        (start(2025, 2, 13), 15, start(2025, 2, 21)),
        (start(2025, 2, 21), 7, start(2025, 2, 25)),
        (start(2025, 2, 25), 3, start(2025, 2, 27)),
        (start(2025, 2, 27), 1, over()),
    ];
    for (level, (at, days_left, next)) in (1..).zip(rungs) {
        story = given(story.at(at))
            .when_of(note_end)
            .then_kinds(["hold-end-near"])
            .saying(|events| {
                let near = near(&events[0]);
                assert_eq!((near.level, near.days_left), (level, days_left));
                assert_eq!((near.last_day, near.held), (last_day(), cny(300)));
                assert_eq!((near.asset, near.owner), (ACCOUNT, Some(JUDGE)));
                assert_eq!(near.rule.rule, "O-40");
                assert_eq!(near.next.as_ref().map(|next| next.at), Some(next));
            })
            .seeing(|story| assert_eq!(state_of(story), TermState::Near(level)))
            .story;
    }
}

#[test]
fn the_alarm_names_who_waits_behind_us() {
    let story = held();
    let waits = ahead_until(Some(day(2026, 8, 31)));
    let story = story
        .clone()
        .does(Command::Queue(queue::Command::NoteQueue {
            hold: story.hold_of(1),
            ahead: vec![],
            behind: vec![waits.clone()],
            evidence: Digest::of(b"queue"),
        }));
    given(story.at(start(2024, 11, 30)))
        .when_of(note_end)
        .then_kinds(["hold-end-near"])
        .saying(|events| assert_eq!(near(&events[0]).behind, [waits]));
}

#[test]
fn an_alarm_is_owed_from_the_first_instant_of_its_rung() {
    let hold = held().hold_of(1);
    let owed = |at: Timestamp| {
        let story = held().at(at);
        let due: Vec<Duty> = story.state.duties().due(at).collect();
        due.contains(&Duty::Alarm(hold))
    };
    assert!(!owed(start(2024, 11, 30).plus(-1)));
    assert!(owed(start(2024, 11, 30)));
    given(held().at(start(2024, 11, 30).plus(-1)))
        .when_of(note_end)
        .then_nothing();
}

#[test]
fn of_the_rungs_that_passed_unseen_only_the_latest_is_told() {
    given(held().at(start(2025, 2, 20)))
        .when_of(note_end)
        .then_kinds(["hold-end-near"])
        .saying(|events| {
            let near = near(&events[0]);
            assert_eq!((near.level, near.days_left), (3, 8));
            let next = near.next.as_ref().map(|next| next.at);
            assert_eq!(next, Some(start(2025, 2, 21)));
        });
}

#[test]
fn a_hold_that_is_entered_late_is_told_of_at_once() {
    let adopt = |rank| Command::AdoptHold {
        hold: OLD_HOLD,
        asset: THIRD,
        class: levy_domain::asset::AssetClass::Deposit,
        number: sealed(5),
        unit: bank(),
        liability: LIABILITY,
        measure: if rank > 0 {
            Measure::WaitingFreeze
        } else {
            Measure::Freeze
        },
        limit: None,
        held: Some(cny(50)),
        rank,
        from: None,
        ends: Ends {
            as_unit_states: Some(day(2024, 3, 3)),
            ..Ends::default()
        },
        source: None,
    };
    given(Story::owed(cny(1_000)))
        .when(adopt(0))
        .then_kinds(["hold-adopted"])
        .owing([Duty::Alarm(OLD_HOLD)]);
    // No term runs while it waits.
    given(Story::owed(cny(1_000)))
        .when(adopt(1))
        .then_kinds(["hold-adopted"])
        .owing([])
        .seeing(|story| assert_eq!(story.state.term_of(&OLD_HOLD), Some(TermState::Waits)));
}

#[test]
fn a_slow_route_is_told_of_earlier() {
    static RULES: OnceLock<Rules> = OnceLock::new();
    let slow = RULES.get_or_init(|| {
        let mut units = units();
        for ability in &mut units[0].abilities {
            ability.p95_days = Some(10);
        }
        rules_with(units)
    });
    let story = held_under(slow).at(start(2024, 11, 20));
    given(story)
        .when_of(note_end)
        .then_kinds(["hold-end-near"])
        .saying(|events| {
            assert_eq!(
                (near(&events[0]).level, near(&events[0]).days_left),
                (1, 100)
            )
        });
}

#[test]
fn without_a_ladder_the_end_itself_is_told() {
    static RULES: OnceLock<Rules> = OnceLock::new();
    let bare = RULES.get_or_init(|| {
        let text = Profile::china().unwrap().text().to_owned();
        let ladder = "says.alarm_ladder = { days_before = [90, 30, 15, 7, 3, 1] }";
        let says = "says.principle = { zh = \"无\", en = \"none\" }";
        assert!(text.contains(ladder));
        rules_of(&text.replace(ladder, says))
    });
    given(held_under(bare).at(over().plus(-1)))
        .when_of(note_end)
        .then_nothing();
    given(held_under(bare).at(over()))
        .when_of(note_end)
        .then_kinds(["hold-ended-unsettled"]);
}

#[test]
fn a_renewal_under_way_silences_nothing() {
    given(renewal_sent())
        .when_of(note_end)
        .then_kinds(["hold-end-near"])
        .saying(|events| assert_eq!(near(&events[0]).renewal, Some(order(2))))
        .seeing(|story| assert_eq!(state_of(story), TermState::Unconfirmed(order(2))));
}

#[test]
fn a_confirmed_renewal_begins_another_ladder() {
    let story = told(renewal_sent());
    given(story)
        .when(renewed(start(2025, 2, 25), start(2025, 2, 26)))
        .then_kinds(["order-answered", "hold-renewed"])
        .seeing(|story| {
            assert_eq!(state_of(story), TermState::Safe);
            let alarm = story.state.holds[&story.hold_of(1)].alarm().unwrap();
            assert_eq!(alarm.at, start(2025, 11, 30));
        });
}

#[test]
fn a_hold_whose_end_passed_counts_at_its_limit_and_covers_nothing() {
    let before = held().at(over());
    assert_eq!(before.room(LIABILITY), 700);
    assert_eq!(before.state.claim_sums(&CLAIM).covers, 300);
    given(before)
        .when_of(note_end)
        .then_kinds(["hold-ended-unsettled"])
        .owing([])
        .seeing(|story| {
            assert_eq!(state_of(story), TermState::Ended(over()));
            assert_eq!(story.room(LIABILITY), 400);
            let sums = story.state.claim_sums(&CLAIM);
            assert_eq!((sums.bound, sums.doubtful, sums.covers), (300, 300, 0));
            assert_eq!(story.state.excess(&CLAIM), 0);
        });
    let freeze = |amount| Command::DraftPlan {
        plan: PLAN_3,
        orders: vec![draft(order(3), Measure::Freeze, line(SECOND, cny(amount)))],
        overrides: vec![],
    };
    given(ended())
        .when(freeze(400))
        .then_kinds(["plan-drafted"]);
    given(ended()).when(freeze(401)).then_refused("LEVY-R12");
    given(ended())
        .when_of(|story| Command::DraftPlan {
            plan: PLAN_3,
            orders: vec![story.on_hold(3, Measure::Transfer, 1, Some(cny(1)))],
            overrides: vec![],
        })
        .then_refused("LEVY-R24");
}

#[test]
fn a_renewal_served_in_time_stands_however_late_the_answer() {
    let story = told(renewal_sent().at(over()));
    assert_eq!(state_of(&story), TermState::Ended(over()));
    given(story.at(start(2025, 3, 3)))
        .when(renewed(start(2025, 2, 26), start(2025, 3, 2)))
        .then_kinds(["order-answered", "hold-renewed"])
        .seeing(|story| {
            assert_eq!(state_of(story), TermState::Safe);
            let sums = story.state.claim_sums(&CLAIM);
            assert_eq!((sums.doubtful, sums.covers), (0, 300));
            let known = &story.state.holds[&story.hold_of(1)];
            assert_eq!(known.ends.earliest(Zone::CHINA), Some(day(2026, 2, 28)));
        });
}

#[test]
fn a_renewal_served_after_the_end_is_for_a_person() {
    let story = told(renewal_sent().at(over()));
    given(story.at(start(2025, 3, 3)))
        .when(renewed(over(), start(2025, 3, 2)))
        .then_kinds(["order-answered", "order-disputed"])
        .seeing(|story| assert_eq!(state_of(story), TermState::Ended(over())));
}

#[test]
fn what_has_ended_is_not_renewed() {
    let renew = |story: &Story| Command::DraftPlan {
        plan: PLAN_2,
        orders: vec![story.on_hold(2, Measure::Renew, 1, Some(cny(600)))],
        overrides: vec![],
    };
    given(held().at(over().plus(-1)))
        .when_of(renew)
        .then_kinds(["plan-drafted"]);
    given(held().at(over()))
        .when_of(renew)
        .then_refused("LEVY-R40");
}

#[test]
fn a_renewal_drafted_in_time_is_not_issued_after_the_end() {
    let story = held().at(over().plus(-1));
    let renewal = story.on_hold(2, Measure::Renew, 1, Some(cny(600)));
    let story = story.drafts(PLAN_2, renewal).approved(PLAN_2);
    given(story.at(over()))
        .when_of(|story| story.issue(PLAN_2))
        .then_refused("LEVY-R40");
}

#[test]
fn a_lapse_is_declared_on_evidence_and_never_before_the_end() {
    let hold = held().hold_of(1);
    given(held().at(over().plus(-1)))
        .when(declare(hold))
        .then_refused("LEVY-R41");
    given(ended())
        .when(declare(hold))
        .then_kinds(["hold-lapsed"])
        .owing([])
        .seeing(|story| {
            assert_eq!(state_of(story), TermState::Lapsed);
            assert_eq!(story.room(LIABILITY), 1_000);
            assert!(!story.state.holds[&hold].is_open());
        });
    given(ended())
        .when(declare(OLD_HOLD))
        .then_refused("LEVY-R03");
}

#[test]
fn the_word_of_the_unit_that_a_hold_lapsed_is_taken() {
    let word = |evidence| {
        move |story: &Story| Command::ObserveHold {
            hold: story.hold_of(1),
            held: cny(0),
            cause: "lapsed".into(),
            rank: None,
            evidence,
        }
    };
    given(ended())
        .when_of(word(Some(Digest::of(b"word"))))
        .then_kinds(["hold-lapsed"])
        .seeing(|story| assert_eq!(state_of(story), TermState::Lapsed));
    given(ended()).when_of(word(None)).then_refused("LEVY-R05");
}

#[test]
fn a_hold_that_is_released_tells_nothing_more() {
    let story = held().releasing(2, Measure::Release, 1, cny(300));
    given(story)
        .when(fold(
            order(2),
            reply(&order(2), 1, vec![said(1, Outcome::Done, None)]),
        ))
        .then_kinds(["order-answered", "hold-released"])
        .seeing(|story| {
            assert!(story.owes_nothing());
            assert_eq!(state_of(story), TermState::Gone);
        });
}
