//! The wrong person: what was done to him is taken back unit by unit, and
//! the days are counted (F3, F4).

use crate::{story::*, world::*};
use levy_domain::{
    id::{HoldId, UnitId, WrongPersonId},
    matter::{
        Command, Duty,
        event::{Event, WrongPersonCleared},
        wrong_person::{Command as Wrong, days_held},
    },
    order::Measure,
    party::Person,
    reply::Outcome,
    stamp::Actor,
    time::DAY,
};

pub(super) const REPORT: WrongPersonId = WrongPersonId(PLAN_3.0);

pub(super) fn report() -> Command {
    Command::WrongPerson(Wrong::Report {
        report: REPORT,
        person: DEBTOR,
        evidence: None,
    })
}

pub(super) fn confirm(units: Vec<UnitId>) -> Command {
    Command::WrongPerson(Wrong::Confirm {
        report: REPORT,
        units,
        evidence: None,
    })
}

pub(super) fn clear() -> Command {
    Command::WrongPerson(Wrong::Clear { report: REPORT })
}

/// Both banks were asked; one of them holds something.
pub(super) fn held() -> Story {
    Story::owed(cny(1_000))
        .with_account(ACCOUNT, cny(600))
        .holding(1, ACCOUNT, cny(600))
}

fn the_hold(story: &Story) -> HoldId {
    story.hold_of(1)
}

pub(super) fn corrected() -> Command {
    let person = Person {
        identity: Some(sealed(9)),
        ..person(DEBTOR)
    };
    Command::CorrectIdentity {
        person,
        document: None,
    }
}

pub(super) fn released(story: Story) -> Story {
    let release = story.on_hold(2, Measure::Release, 1, Some(cny(600)));
    story.drafts(PLAN, release).issued(PLAN).replies(
        2,
        1,
        vec![said(1, Outcome::Done, Some(cny(600)))],
    )
}

#[test]
fn a_report_owes_the_release_of_each_hold_and_names_every_unit_that_was_asked() {
    let story = held();
    let hold = the_hold(&story);
    given(story)
        .when(report())
        .then_kinds(["wrong-person-reported", "release-owed"])
        .owing([Duty::Release(hold)])
        .saying(|events| {
            let Event::WrongPersonReported(e) = &events[0] else {
                unreachable!()
            };
            // The release at the bank is its confirmation.
            assert_eq!(e.units, [slow_bank()]);
            assert_eq!(
                (e.holds.as_slice(), e.orders.as_slice()),
                (&[hold][..], &[order(1)][..])
            );
            assert!(e.deadline.is_some());
            let Event::ReleaseOwed(owed) = &events[1] else {
                unreachable!()
            };
            assert_eq!(owed.cause, "wrong-person");
            assert!(owed.deadline.is_some());
        })
        .seeing(|story| assert_eq!(story.state.liability_sums(&LIABILITY).covers, 0));
}

#[test]
fn nothing_new_is_done_against_a_wrong_person() {
    let story = held().does(report());
    given(story.clone())
        .when(Command::OrderSweep {
            sweep: levy_domain::id::SweepId(PLAN_2.0),
            subjects: vec![DEBTOR],
            purpose: "enforcement".into(),
            rule: "N-06".into(),
            documents: vec![QUERY_NOTICE],
            units: vec![bank()],
            not_askable: vec![],
        })
        .then_refused("LEVY-R56");
    let freeze = draft(order(3), Measure::Freeze, line(SECOND, cny(100)));
    given(story.clone())
        .when(Command::DraftPlan {
            plan: PLAN_2,
            orders: vec![freeze],
            overrides: vec![],
        })
        .then_refused("LEVY-R56");
    given(story)
        .when(plan_freeze(PLAN_2, LIABILITY))
        .then_refused("LEVY-R56");
}

#[test]
fn the_party_may_be_touched_again_under_his_own_number_and_not_under_the_wrong_one() {
    let story = held().does(report()).does(corrected());
    let order = draft(order(3), Measure::Freeze, line(SECOND, cny(100)));
    let command = Command::DraftPlan {
        plan: PLAN_2,
        orders: vec![order],
        overrides: vec![],
    };
    given(story.clone())
        .when(command.clone())
        .then_kinds(["plan-drafted"]);
    let back = Command::CorrectIdentity {
        person: person(DEBTOR),
        document: None,
    };
    given(story.does(back))
        .when(command)
        .then_refused("LEVY-R56");
}

#[test]
fn plans_against_him_are_withdrawn_and_orders_under_way_asked_back() {
    let story = held().freezing(3, SECOND, cny(100)).drafts(
        PLAN_2,
        draft(order(4), Measure::Freeze, line(THIRD, cny(100))),
    );
    given(story)
        .when(report())
        .then_kinds([
            "wrong-person-reported",
            "plan-withdrawn",
            "recall-requested",
            "outcome-unknown",
            "release-owed",
        ])
        .seeing(|story| assert!(story.state.orders[&order(3)].recall));
}

#[test]
fn a_release_plan_is_not_withdrawn() {
    let story = held();
    let release = story.on_hold(2, Measure::Release, 1, Some(cny(600)));
    given(story.drafts(PLAN, release))
        .when(report())
        .then_kinds(["wrong-person-reported", "release-owed"])
        .owing([]);
}

#[test]
fn a_unit_confirms_once_and_not_while_it_holds_something() {
    let story = held().does(report());
    given(story.clone())
        .when(confirm(vec![bank()]))
        .then_refused("LEVY-R30");
    given(story)
        .when(confirm(vec![slow_bank()]))
        .then_kinds(["wrong-person-confirmed"]);
}

#[test]
fn the_chain_ends_when_every_unit_has_confirmed_and_every_hold_is_gone() {
    let story = held().does(report());
    given(story.clone()).when(clear()).then_refused("LEVY-R30");
    let story = story.does(confirm(vec![slow_bank()]));
    given(story.clone()).when(clear()).then_refused("LEVY-R30");
    let story = released(story.at(NOW.plus(DAY)));
    assert_eq!(story.due(), [Duty::ClearWrongPerson(REPORT)]);
    given(story.at(NOW.plus(3 * DAY)))
        .when(clear())
        .then_kinds(["wrong-person-cleared"])
        .owing([])
        .saying(|events| {
            let Event::WrongPersonCleared(WrongPersonCleared { held, .. }) = &events[0] else {
                unreachable!()
            };
            assert_eq!(held.len(), 1);
            assert_eq!((held[0].unit, held[0].days), (bank(), 2));
            assert_eq!(held[0].to, day(2024, 3, 2));
        });
}

#[test]
fn days_are_counted_with_the_first_and_the_last() {
    let first = day(2022, 1, 10);
    assert_eq!(days_held(first, first), 1);
    assert_eq!(days_held(first, day(2022, 12, 10)), 335);
    assert_eq!(days_held(day(2022, 1, 11), first), 1);
}

#[test]
fn a_hold_that_a_late_answer_makes_joins_the_chain() {
    let story = Story::owed(cny(1_000))
        .with_account(ACCOUNT, cny(600))
        .freezing(1, ACCOUNT, cny(600))
        .does(report())
        .does(corrected())
        .does(confirm(vec![bank(), slow_bank()]));
    // The order that was asked back may still make a hold.
    assert!(story.state.wrong_persons.clearable_since(&REPORT).is_none());
    let done = reply(&order(1), 1, vec![said(1, Outcome::Done, Some(cny(600)))]);
    given(story)
        .when(fold(order(1), done))
        .then_kinds([
            "order-answered",
            "recall-too-late",
            "hold-established",
            "release-owed",
        ])
        .seeing(|story| {
            assert!(story.state.wrong_persons.clearable_since(&REPORT).is_none());
        });
}

#[test]
fn a_deadline_that_passes_names_who_has_not_confirmed_once() {
    let late = Command::WrongPerson(Wrong::NoteOverdue { report: REPORT });
    let story = held().does(report());
    let hold = the_hold(&story);
    given(story.clone()).when(late.clone()).then_nothing();
    given(story.at(NOW.plus(30 * DAY)))
        .when(late)
        .then_kinds(["wrong-person-overdue"])
        .saying(|events| {
            let Event::WrongPersonOverdue(e) = &events[0] else {
                unreachable!()
            };
            assert_eq!(
                (e.units.as_slice(), e.holds.as_slice()),
                (&[slow_bank()][..], &[hold][..])
            );
        });
}

#[test]
fn a_report_is_an_officers_and_about_a_party() {
    given(held().by(Actor::system()))
        .when(report())
        .then_refused("LEVY-R20");
    let stranger = Command::WrongPerson(Wrong::Report {
        report: REPORT,
        person: STRANGER,
        evidence: None,
    });
    given(held()).when(stranger).then_refused("LEVY-R03");
    given(held()).when(clear()).then_refused("LEVY-R03");
}
