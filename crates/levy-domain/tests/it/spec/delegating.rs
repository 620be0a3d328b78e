//! A whole case is given to another court.

use super::queue::waiting;
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::{DelegationId, DocumentId, OfficerId},
    matter::{
        Command, Duty, Event, State,
        delegation::Command as Ask,
        event::{ClosingKind, DelegationOverdue, DelegationSent},
    },
    order::{Measure, OrderDraft, Term},
    reply::Outcome,
    stamp::{Actor, Role},
    time::{Date, Timestamp, Zone},
};
use uuid::Uuid;

const DELEGATION: DelegationId = DelegationId(Uuid::from_u128(0xd1));
const LETTER: DocumentId = DocumentId(Uuid::from_u128(0xd3));

fn letter() -> Command {
    issue(LETTER, DocumentKind::from("delegation-letter"))
}

fn propose() -> Command {
    Ask::Propose {
        delegation: DELEGATION,
        registration: CASE,
        to: upper_court(),
        ground: "assets-elsewhere".into(),
        document: LETTER,
        owner: JUDGE,
    }
    .into()
}

fn approve(officer: OfficerId, role: Role) -> Command {
    Ask::Approve {
        delegation: DELEGATION,
        officer,
        role,
    }
    .into()
}

fn send() -> Command {
    Ask::Send {
        delegation: DELEGATION,
    }
    .into()
}

fn missing(on: Date) -> Command {
    Ask::NotePapersMissing {
        delegation: DELEGATION,
        on,
        missing: vec![DocumentKind::JudgmentCopy],
        evidence: Digest::of(b"letter"),
    }
    .into()
}

fn complete() -> Command {
    Ask::CompletePapers {
        delegation: DELEGATION,
        documents: vec![JUDGMENT],
    }
    .into()
}

fn accepted(on: Date) -> Command {
    Ask::NoteAccepted {
        delegation: DELEGATION,
        number: "（2024）川01执5号".into(),
        on,
        evidence: Digest::of(b"notice"),
    }
    .into()
}

fn returned() -> Command {
    Ask::NoteReturned {
        delegation: DELEGATION,
        ground: "papers-missing".into(),
        evidence: Digest::of(b"letter"),
    }
    .into()
}

fn overdue() -> Command {
    Ask::NoteOverdue {
        delegation: DELEGATION,
    }
    .into()
}

fn head() -> Actor {
    Actor::officer(HEAD, Role::BureauHead)
}

/// Approved, and the clerk acts again.
fn approved(story: Story) -> Story {
    story
        .does(letter())
        .by(judge())
        .does(propose())
        .by(head())
        .does(approve(HEAD, Role::BureauHead))
        .by(clerk())
}

fn held() -> Story {
    held_until(day(2025, 2, 28))
}

/// Held until that day.
fn held_until(last: Date) -> Story {
    let mut first = line(ACCOUNT, cny(600));
    first.term = Some(Term {
        from: day(2024, 3, 1),
        to: last,
    });
    Story::owed(cny(1_000))
        .drafts(PLAN, draft(order(1), Measure::Freeze, first))
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(600)))])
        .does(letter())
}

fn renewal(story: &Story, last: Date) -> OrderDraft {
    let mut renewal = story.on_hold(2, Measure::Renew, 1, Some(cny(600)));
    renewal.lines[0].term = Some(Term {
        from: last.succ_opt().unwrap(),
        to: day(2025, 3, 1),
    });
    renewal
}

fn sent() -> Story {
    approved(held()).does(send())
}

fn gone() -> Story {
    sent().does(accepted(day(2024, 3, 1)))
}

fn end(month: u32, of: u32) -> Timestamp {
    Timestamp::end_of(day(2024, month, of), Zone::CHINA)
}

fn only(events: &[Event]) -> &DelegationSent {
    let [Event::DelegationSent(sent)] = events else {
        panic!("{events:?}")
    };
    sent
}

fn late(events: &[Event]) -> &DelegationOverdue {
    let [Event::DelegationOverdue(late)] = events else {
        panic!("{events:?}")
    };
    late
}

fn holds(state: &State) -> Vec<(u64, u32)> {
    let holds = state.holds.values();
    holds.map(|hold| (hold.held, hold.rank)).collect()
}

#[test]
fn a_judge_proposes_it_with_its_ground_to_another_court() {
    given(held().by(judge()))
        .when(propose())
        .then_kinds(["delegation-proposed"])
        .saying(|events| {
            let Event::DelegationProposed(proposed) = &events[0] else {
                panic!()
            };
            assert_eq!(proposed.approval_rule.rule, "O-89");
        });
    given(held()).when(propose()).then_refused("LEVY-R20");
    let to_a_bank = Ask::Propose {
        delegation: DELEGATION,
        registration: CASE,
        to: bank(),
        ground: "assets-elsewhere".into(),
        document: LETTER,
        owner: JUDGE,
    };
    given(held().by(judge()))
        .when(to_a_bank.into())
        .then_refused_saying("LEVY-R05", "court");
}

#[test]
fn it_goes_when_the_matrix_is_satisfied_and_not_before() {
    let proposed = held().by(judge()).does(propose());
    given(proposed.clone())
        .when(send())
        .then_refused_saying("LEVY-R05", "not approved");
    // Whoever proposed it does not approve it, and a judge does not.
    let president = Actor::officer(JUDGE, Role::President);
    given(proposed.clone().by(president))
        .when(approve(JUDGE, Role::President))
        .then_refused("LEVY-R19");
    given(proposed.clone().by(Actor::officer(JUDGE_2, Role::Judge)))
        .when(approve(JUDGE_2, Role::Judge))
        .then_refused("LEVY-R20");
    given(proposed.by(head()))
        .when(approve(HEAD, Role::BureauHead))
        .then_kinds(["delegation-approved"]);
}

#[test]
fn the_case_goes_with_its_holds_and_the_other_court_has_seven_days() {
    let story = approved(held());
    let before = holds(&story.state);
    given(story)
        .when(send())
        .then_kinds(["delegation-sent"])
        .saying(|events| {
            let sent = only(events);
            let by = sent.deadline.as_ref().unwrap();
            assert_eq!((by.at, by.basis.rule.as_str()), (end(3, 8), "Q-15"));
            assert_eq!((sent.holds.len(), sent.renewals.len()), (1, 0));
            assert_eq!(sent.rule.rule, "Q-14");
        })
        .owing([])
        .seeing(|story| assert_eq!(holds(&story.state), before));
}

#[test]
fn a_hold_with_less_than_a_month_left_is_renewed_before_the_case_goes() {
    let last = day(2024, 3, 31);
    given(approved(held_until(last)))
        .when(send())
        .then_refused_saying("LEVY-R94", "Q-14");
    let story = held_until(last);
    let renewal = renewal(&story, last);
    let drafted = story.drafts(PLAN_2, renewal);
    given(approved(drafted.clone()))
        .when(send())
        .then_refused("LEVY-R94");
    given(approved(drafted.clone().issued(PLAN_2)))
        .when(send())
        .then_kinds(["delegation-sent"])
        .saying(|events| assert_eq!(only(events).renewals, [order(2)]));
    // A unit that refuses to renew leaves the hold as short as it was.
    let refused = drafted
        .issued(PLAN_2)
        .replies(2, 1, vec![said(1, Outcome::Refused, None)]);
    given(approved(refused))
        .when(send())
        .then_refused("LEVY-R94");
}

#[test]
fn a_hold_with_a_month_left_goes_as_it_is() {
    given(approved(held_until(day(2024, 4, 1))))
        .when(send())
        .then_kinds(["delegation-sent"])
        .saying(|events| assert!(only(events).renewals.is_empty()));
}

#[test]
fn a_place_in_a_queue_is_kept_and_needs_no_renewal() {
    let story = approved(waiting());
    let hold = story.hold_of(1);
    let place = story.state.holds[&hold].place.clone();
    given(story.does(send()))
        .when(accepted(day(2024, 3, 1)))
        .then_kinds(["delegation-accepted", "case-number-closed"])
        .seeing(|story| {
            let known = &story.state.holds[&hold];
            assert_eq!((known.is_open(), known.rank), (true, 1));
            assert_eq!(known.place, place);
        });
}

#[test]
fn a_transfer_that_is_under_way_keeps_the_case_here() {
    let story = held().transferring(2, 1, cny(100));
    given(approved(story)).when(send()).then_refused("LEVY-R30");
}

#[test]
fn nobody_opening_the_case_in_time_is_said_once() {
    given(sent().at(end(3, 8).plus(-1)))
        .when(overdue())
        .then_nothing();
    given(sent().at(end(3, 8)))
        .when(overdue())
        .then_kinds(["delegation-overdue"])
        .saying(|events| {
            let late = late(events);
            assert_eq!(late.to, upper_court());
            assert_eq!(late.deadline.kind.as_str(), "delegation-opened");
        })
        .owing([]);
}

#[test]
fn missing_papers_give_this_court_thirty_days_and_the_other_seven_anew() {
    let asked = sent().at(end(3, 5)).does(missing(day(2024, 3, 4)));
    given(sent().at(end(3, 5)))
        .when(missing(day(2024, 3, 4)))
        .then_kinds(["delegation-papers-asked"])
        .seeing(|story| {
            let clock = story.state.delegations.get(&DELEGATION).unwrap();
            let clock = clock.clock.as_ref().unwrap();
            assert_eq!((clock.at, clock.basis.rule.as_str()), (end(4, 3), "Q-16"));
        });
    given(asked.clone().at(end(4, 3)))
        .when(overdue())
        .then_kinds(["delegation-overdue"])
        .saying(|events| assert_eq!(late(events).deadline.kind.as_str(), "delegation-papers"));
    given(asked)
        .when(complete())
        .then_kinds(["delegation-papers-completed"])
        .seeing(|story| {
            let known = story.state.delegations.get(&DELEGATION).unwrap();
            assert_eq!(known.missing, None);
            assert_eq!(known.clock.as_ref().unwrap().basis.rule, "Q-15");
        });
    given(sent())
        .when(complete())
        .then_refused_saying("LEVY-R05", "misses no papers");
}

#[test]
fn the_other_court_says_nothing_before_it_has_the_case() {
    given(approved(held()))
        .when(accepted(day(2024, 3, 1)))
        .then_refused_saying("LEVY-R05", "not been sent");
    given(sent())
        .when(accepted(day(2024, 2, 29)))
        .then_refused_saying("LEVY-R05", "before the day");
    given(sent())
        .when(accepted(day(2024, 3, 2)))
        .then_refused_saying("LEVY-R05", "future");
}

#[test]
fn a_case_that_was_opened_there_is_closed_here_as_moved_with_an_owner() {
    given(sent())
        .when(accepted(day(2024, 3, 1)))
        .then_kinds(["delegation-accepted", "case-number-closed"])
        .saying(|events| {
            let Event::CaseNumberClosed(closed) = &events[1] else {
                panic!()
            };
            assert_eq!(closed.kind, ClosingKind::Moved);
            assert_eq!((closed.holds_left.len(), closed.owner), (1, Some(JUDGE)));
            assert_eq!(closed.document, Some(LETTER));
        })
        .owing([])
        .seeing(|story| {
            let hold = &story.state.holds[&story.hold_of(1)];
            assert_eq!((hold.held, story.state.owner_of(hold)), (600, Some(JUDGE)));
            assert!(hold.alarm().is_some());
        });
}

#[test]
fn nothing_is_bound_or_taken_here_while_another_court_has_the_case() {
    let freeze = draft(order(3), Measure::Freeze, line(SECOND, cny(100)));
    let plan = |order| Command::DraftPlan {
        plan: PLAN_3,
        orders: vec![order],
        overrides: vec![],
    };
    given(gone())
        .when(plan(freeze.clone()))
        .then_refused("LEVY-R95");
    given(gone())
        .when(sweep("enforcement"))
        .then_refused("LEVY-R95");
    let transfer = gone().on_hold(3, Measure::Transfer, 1, Some(cny(100)));
    given(gone()).when(plan(transfer)).then_refused("LEVY-R95");
    // What lives on is renewed and let go all the same.
    let renewal = renewal(&gone(), day(2025, 2, 28));
    let longer = OrderDraft {
        lines: vec![levy_domain::order::Line {
            term: Some(Term {
                from: day(2025, 3, 1),
                to: day(2026, 2, 28),
            }),
            ..renewal.lines[0].clone()
        }],
        ..renewal
    };
    given(gone())
        .when(plan(longer))
        .then_kinds(["plan-drafted"]);
    let release = gone().on_hold(3, Measure::Release, 1, Some(cny(600)));
    given(gone().by(judge()))
        .when(plan(release))
        .then_kinds(["plan-drafted"]);
    // Back here, the closed number says what to do next.
    given(gone().does(returned()))
        .when(plan(freeze))
        .then_refused("LEVY-R04");
}

#[test]
fn a_case_comes_back_and_may_go_again() {
    given(sent())
        .when(returned())
        .then_kinds(["delegation-ended"])
        .owing([])
        .seeing(|story| assert!(!story.state.is_closed()));
    let again = Ask::Propose {
        delegation: DelegationId(Uuid::from_u128(0xd2)),
        registration: CASE,
        to: upper_court(),
        ground: "assets-elsewhere".into(),
        document: LETTER,
        owner: JUDGE,
    };
    given(sent().by(judge()))
        .when(again.clone().into())
        .then_refused("LEVY-R67");
    given(sent().does(returned()).by(judge()))
        .when(again.into())
        .then_kinds(["delegation-proposed"]);
}

#[test]
fn a_judge_takes_it_back_until_a_case_is_open_there() {
    let withdraw = || -> Command {
        Ask::Withdraw {
            delegation: DELEGATION,
            ground: "paid".into(),
        }
        .into()
    };
    given(sent()).when(withdraw()).then_refused("LEVY-R20");
    given(sent().by(judge()))
        .when(withdraw())
        .then_kinds(["delegation-ended"])
        .owing([]);
    given(gone().by(judge()))
        .when(withdraw())
        .then_refused_saying("LEVY-R05", "gives it back");
}

#[test]
fn no_duty_is_left_when_the_case_is_there() {
    let owes = |story: &Story| {
        let mut duties = story.state.duties().entries();
        duties.any(|(_, duty)| matches!(duty, Duty::Delegation(_)))
    };
    assert!(owes(&sent()));
    assert!(!owes(&gone()));
}
