//! A unit lets go what an order bound: recovery by a date, then liability and
//! a fine in the range of the law.

use crate::{story::*, world::*};
use levy_domain::{
    asset::AssetClass,
    bytes::Digest,
    document::DocumentKind,
    id::{BreachId, DocumentId, FineId},
    matter::{
        Command, Duty, Event,
        breach::Command as Ask,
        event::{BreachKind, Fined},
    },
    money::Money,
    order::{Measure, Route, Term},
    reply::Outcome,
    stamp::{Actor, Role},
    time::{DAY, HOUR, Timestamp, Zone},
};
use uuid::Uuid;

pub(super) const BREACH: BreachId = BreachId(Uuid::from_u128(0xa0));
pub(super) const FINE: FineId = FineId(Uuid::from_u128(0xa1));
const RECOVERY: DocumentId = DocumentId(Uuid::from_u128(0x75));
const DECISION: DocumentId = DocumentId(Uuid::from_u128(0x76));

pub(super) fn president() -> Actor {
    Actor::officer(PRESIDENT, Role::President)
}

fn delivered(at: Timestamp) -> Command {
    Command::NoteDelivered {
        order: order(1),
        sent_at: at,
        delivered_at: at,
        served_at: Some(at),
        receipt_number: None,
        evidence: None,
    }
}

/// The bank was served with a freeze of 600 and holds it.
fn served() -> Story {
    let mut freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(600)));
    freeze.lines[0].term = Some(Term {
        from: day(2024, 3, 1),
        to: day(2025, 2, 28),
    });
    let mut told = reply(&order(1), 1, vec![said(1, Outcome::Done, Some(cny(600)))]);
    told.way.answered_at = Some(NOW.plus(HOUR));
    Story::owed(cny(1_000))
        .does(issue(RECOVERY, DocumentKind::RecoveryOrder))
        .does(issue(DECISION, DocumentKind::FineDecision))
        .drafts(PLAN, freeze)
        .issued(PLAN)
        .does(delivered(NOW))
        .at(NOW.plus(HOUR))
        .does(fold(order(1), told))
        .at(NOW.plus(2 * DAY))
        .by(judge())
}

fn report(moved: Money, moved_at: Timestamp) -> Command {
    Ask::Report {
        breach: BREACH,
        order: order(1),
        line: 1,
        kind: BreachKind::DepositMoved,
        moved,
        moved_at,
        evidence: Digest::of(b"statement"),
    }
    .into()
}

fn reported() -> Story {
    served().does(report(cny(400), NOW.plus(DAY)))
}

fn order_recovery() -> Command {
    Ask::OrderRecovery {
        breach: BREACH,
        by: day(2024, 3, 18),
        document: RECOVERY,
    }
    .into()
}

fn back(amount: Money, on: (u32, u32), shown: &[u8]) -> Command {
    Ask::NoteRecovered {
        breach: BREACH,
        amount,
        recovered_on: day(2024, on.0, on.1),
        receipt: None,
        evidence: Digest::of(shown),
    }
    .into()
}

fn note_missed() -> Command {
    Ask::NoteMissed { breach: BREACH }.into()
}

/// A morning in March 2024.
fn morning(of: u32) -> Timestamp {
    Timestamp::start_of(day(2024, 3, of), Zone::CHINA)
}

/// The last millisecond of 2024-03-18 in China.
fn last_day() -> Timestamp {
    Timestamp::end_of(day(2024, 3, 18), Zone::CHINA)
}

pub(super) fn missed() -> Story {
    reported()
        .does(order_recovery())
        .at(last_day())
        .does(note_missed())
}

fn rule(amount: Money) -> Command {
    Ask::RuleLiability {
        breach: BREACH,
        amount,
        document: RULING,
    }
    .into()
}

pub(super) fn fine(yuan: u64) -> Command {
    fine_on(FINE, Fined::Unit, None, yuan)
}

pub(super) fn fine_on(fine: FineId, on: Fined, person: Option<u8>, yuan: u64) -> Command {
    Ask::DecideFine {
        fine,
        breach: BREACH,
        on,
        person: person.map(sealed),
        amount: cny(yuan * 100),
        document: DECISION,
    }
    .into()
}

#[test]
fn the_unit_of_the_paper_that_paid_out_and_could_not_recover_is_fined_300_000_yuan() {
    // A unit in another county is served at the counter with ruling and
    // notice, pays the money to a third party all the same, is ordered to
    // recover it, says that it cannot, and is fined by the president.
    let mut freeze = draft(order(1), Measure::Freeze, line(CAR, cny(80_000_000)));
    freeze.unit = vehicle_office();
    freeze.route = Route::Counter;
    freeze.lines[0].class = AssetClass::OtherRight;
    let paid_out = Ask::Report {
        breach: BREACH,
        order: order(1),
        line: 1,
        kind: BreachKind::IncomePaid,
        moved: cny(80_000_000),
        moved_at: NOW.plus(DAY),
        evidence: Digest::of(b"payment voucher"),
    };
    let story = Story::owed(cny(90_000_000))
        .does(issue(RECOVERY, DocumentKind::RecoveryOrder))
        .does(issue(DECISION, DocumentKind::FineDecision))
        .drafts(PLAN, freeze)
        .issued(PLAN)
        .does(delivered(NOW))
        .at(NOW.plus(2 * DAY))
        .by(judge())
        .does(paid_out.into())
        .does(order_recovery())
        .at(last_day())
        .does(note_missed())
        .by(president());
    given(story)
        .when(fine(300_000))
        .then_kinds(["fine-decided"])
        .saying(|events| {
            let Event::FineDecided(e) = &events[0] else {
                panic!()
            };
            assert_eq!(e.amount.to_string(), "300000.00 CNY");
            assert_eq!((e.rule.rule.as_str(), e.officer), ("S-04", PRESIDENT));
            assert_eq!(e.rule.article, "民事诉讼法 (2023) 118");
            assert_eq!(e.decided_under.article, "民事诉讼法 (2023) 119");
        })
        .seeing(|story| {
            let breach = story.state.breaches.get(&BREACH).unwrap();
            assert_eq!(breach.missing(), 80_000_000);
            assert_eq!(breach.liable, None, "the paper shows the fine alone");
            let fine = story.state.breaches.fine(&FINE).unwrap();
            assert_eq!(fine.open(), 30_000_000, "nothing is collected yet");
        });
}

#[test]
fn what_left_a_hold_is_held_no_longer_and_may_be_frozen_elsewhere() {
    given(served())
        .when(report(cny(400), NOW.plus(DAY)))
        .then_kinds(["breach-reported", "hold-changed"])
        .saying(|events| {
            let Event::BreachReported(e) = &events[0] else {
                panic!()
            };
            assert_eq!(e.rule.article, "执行工作规定 (2020) 26");
            assert_eq!(e.served_at, NOW);
        })
        .seeing(|story| {
            assert_eq!(story.state.holds[&story.hold_of(1)].held, 200);
            assert_eq!(story.room(LIABILITY), 800);
        });
}

#[test]
fn a_later_word_of_the_unit_already_knows_what_left() {
    given(served())
        .when(report(cny(400), NOW.plus(HOUR - 1)))
        .then_kinds(["breach-reported"])
        .seeing(|story| assert_eq!(story.state.holds[&story.hold_of(1)].held, 600));
}

#[test]
fn before_the_service_nothing_is_breached() {
    given(served())
        .when(report(cny(400), NOW.plus(-1)))
        .then_refused("LEVY-R63");
    let unserved = Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600));
    given(unserved.at(NOW.plus(DAY)))
        .when(report(cny(400), NOW))
        .then_refused("LEVY-R63");
}

#[test]
fn after_the_end_of_the_hold_nothing_is_breached() {
    let end = served().state.holds.values().next().unwrap().ends.clone();
    let last = end.earliest(Zone::CHINA).unwrap();
    let after = Timestamp::end_of(last, Zone::CHINA).plus(1);
    given(served().at(after.plus(DAY)))
        .when(report(cny(400), after))
        .then_refused("LEVY-R63");
    given(served().at(after.plus(DAY)))
        .when(report(cny(400), after.plus(-1)))
        .then_kinds(["breach-reported", "hold-changed"]);
}

#[test]
fn a_breach_is_no_larger_than_what_the_order_bound() {
    given(served())
        .when(report(cny(601), NOW.plus(DAY)))
        .then_refused("LEVY-R64");
    let again = Ask::Report {
        breach: BreachId(Uuid::from_u128(0xa9)),
        order: order(1),
        line: 1,
        kind: BreachKind::DepositMoved,
        moved: cny(201),
        moved_at: NOW.plus(DAY),
        evidence: Digest::of(b"other"),
    };
    given(reported())
        .when(again.into())
        .then_refused("LEVY-R64");
}

#[test]
fn the_court_sets_a_date_and_owes_a_word_when_it_passes() {
    given(reported())
        .when(order_recovery())
        .then_kinds(["recovery-ordered"])
        .owing([])
        .seeing(|story| {
            let set = story.state.breaches.get(&BREACH).unwrap();
            let set = set.recovery.as_ref().unwrap();
            assert_eq!(set.deadline.at, last_day());
            assert_eq!(set.deadline.basis.rule, "S-13");
        });
    given(reported().does(order_recovery()).at(last_day().plus(-1)))
        .when(note_missed())
        .then_nothing()
        .owing([]);
    let due = reported().does(order_recovery()).at(last_day());
    assert_eq!(due.due(), [Duty::Recovery(BREACH)]);
    given(due)
        .when(note_missed())
        .then_kinds(["recovery-missed"])
        .owing([]);
}

#[test]
fn only_a_judge_orders_recovery_and_only_in_writing() {
    given(reported().by(clerk()))
        .when(order_recovery())
        .then_refused("LEVY-R20");
    let with = |document| {
        Ask::OrderRecovery {
            breach: BREACH,
            by: day(2024, 3, 18),
            document,
        }
        .into()
    };
    given(reported())
        .when(with(RULING))
        .then_refused("LEVY-R16");
    given(reported())
        .when(with(DocumentId(Uuid::nil())))
        .then_refused("LEVY-R29");
}

#[test]
fn what_is_back_by_the_date_ends_it() {
    let story =
        reported()
            .does(order_recovery())
            .at(morning(12))
            .does(back(cny(150), (3, 10), b"first"));
    given(story)
        .when(back(cny(250), (3, 12), b"second"))
        .then_kinds(["breach-recovered"])
        .seeing(|story| {
            assert_eq!(story.state.breaches.get(&BREACH).unwrap().missing(), 0);
            let mut owed = story.state.duties().entries();
            assert!(owed.all(|(_, duty)| *duty != Duty::Recovery(BREACH)));
        });
}

#[test]
fn no_more_comes_back_than_left_and_one_proof_counts_once() {
    let story = || {
        reported()
            .does(order_recovery())
            .at(morning(12))
            .does(back(cny(150), (3, 10), b"first"))
    };
    given(story())
        .when(back(cny(251), (3, 12), b"second"))
        .then_refused("LEVY-R64");
    given(story())
        .when(back(cny(150), (3, 10), b"first"))
        .then_nothing();
    given(story())
        .when(back(cny(100), (3, 10), b"first"))
        .then_refused("LEVY-R02");
}

#[test]
fn nothing_is_back_on_a_day_that_has_not_come() {
    given(reported().does(order_recovery()).at(morning(10)))
        .when(back(cny(150), (3, 11), b"tomorrow"))
        .then_refused_saying("LEVY-R05", "recovered_on");
}

#[test]
fn liability_and_fine_wait_for_the_date() {
    given(reported())
        .when(rule(cny(400)))
        .then_refused("LEVY-R65");
    given(reported().does(order_recovery()))
        .when(rule(cny(400)))
        .then_refused("LEVY-R65");
    given(reported().does(order_recovery()).by(president()))
        .when(fine(300_000))
        .then_refused("LEVY-R65");
}

#[test]
fn what_came_back_in_time_counts_however_late_it_is_told() {
    let story = missed().does(back(cny(400), (3, 18), b"told late"));
    given(story.by(president()))
        .when(fine(300_000))
        .then_refused("LEVY-R65");
    let late = missed().at(morning(19));
    let late = late.does(back(cny(400), (3, 19), b"a day late"));
    given(late.by(president()))
        .when(fine(300_000))
        .then_kinds(["fine-decided"]);
}

#[test]
fn the_unit_answers_for_what_left_and_is_not_back_and_once() {
    let story = || {
        let later = missed().at(morning(20));
        later.does(back(cny(150), (3, 20), b"late"))
    };
    given(story()).when(rule(cny(251))).then_refused("LEVY-R64");
    given(story())
        .when(rule(cny(250)))
        .then_kinds(["unit-liability-ruled"]);
    given(story().does(rule(cny(250))))
        .when(rule(cny(100)))
        .then_refused("LEVY-R67");
}

#[test]
fn each_breach_cites_the_rule_that_says_what_follows() {
    for (kind, rule) in [
        (BreachKind::DepositMoved, "S-07"),
        (BreachKind::IncomePaid, "S-08"),
        (BreachKind::AssetDisposed, "S-09"),
        (BreachKind::DividendPaid, "S-10"),
    ] {
        let ask = Ask::Report {
            breach: BREACH,
            order: order(1),
            line: 1,
            kind,
            moved: cny(400),
            moved_at: NOW.plus(DAY),
            evidence: Digest::of(b"statement"),
        };
        given(served())
            .when(ask.into())
            .then_kinds(["breach-reported", "hold-changed"])
            .saying(|events| {
                let Event::BreachReported(e) = &events[0] else {
                    panic!()
                };
                assert_eq!(e.rule.rule, rule);
            });
    }
}

#[test]
fn a_company_that_paid_a_dividend_answers_at_once() {
    let dividend = Ask::Report {
        breach: BREACH,
        order: order(1),
        line: 1,
        kind: BreachKind::DividendPaid,
        moved: cny(400),
        moved_at: NOW.plus(DAY),
        evidence: Digest::of(b"resolution"),
    };
    given(served().does(dividend.into()))
        .when(rule(cny(400)))
        .then_kinds(["unit-liability-ruled"])
        .saying(|events| {
            let Event::UnitLiabilityRuled(e) = &events[0] else {
                panic!()
            };
            assert_eq!(e.rule.article, "执行工作规定 (2020) 40");
        });
}
