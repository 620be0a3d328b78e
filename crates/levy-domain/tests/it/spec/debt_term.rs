//! The term of a freeze of what a third party owes: as long as the law allows,
//! told before its end, renewed by a ruling that reaches him in time, let go
//! like other holds (T-04, T-05, T-06, T-10).

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::{BreachId, DebtId, DocumentId},
    matter::{
        Command, Event,
        event::ServiceWay,
        third_party::{Command as Ask, DebtState},
    },
    order::Term,
    party::PartyRole,
    time::{DAY, Date, Timestamp, Zone},
};
use uuid::Uuid;

const DEBT: DebtId = DebtId(Uuid::from_u128(0xd1));
const AGAIN: DocumentId = DocumentId(Uuid::from_u128(0xd7));
const PAY: DocumentId = DocumentId(Uuid::from_u128(0xd8));

fn freeze_until(until: Option<Date>) -> Command {
    Ask::Freeze {
        debt: DEBT,
        liability: LIABILITY,
        third_party: STRANGER,
        amount: cny(800),
        matures_on: None,
        until,
        ruling: RULING,
    }
    .into()
}

fn renew_until(until: Option<Date>, ruling: DocumentId) -> Command {
    Ask::Renew {
        debt: DEBT,
        until,
        ruling,
    }
    .into()
}

fn renew() -> Command {
    renew_until(None, AGAIN)
}

fn serve(document: DocumentId, served_at: Timestamp) -> Command {
    Ask::NoteServed {
        debt: DEBT,
        document,
        served_at,
        way: ServiceWay::Direct,
        evidence: Digest::of(b"proof of service"),
    }
    .into()
}

fn due() -> Command {
    Ask::NoteDue { debt: DEBT }.into()
}

fn lift(ground: &'static str) -> Ask {
    Ask::Lift {
        debt: DEBT,
        ground: ground.into(),
        document: AGAIN,
    }
}

/// 1,000 are owed to the creditor; a judge acts.
fn owed() -> Story {
    Story::owed(cny(1_000))
        .does(add(person(STRANGER), PartyRole::ThirdParty))
        .does(issue(AGAIN, DocumentKind::Ruling))
        .does(issue(PAY, DocumentKind::from("performance-notice")))
        .by(judge())
}

/// Frozen on 1 March 2024 until the end of May, and served.
fn frozen() -> Story {
    owed()
        .agreed(freeze_until(Some(day(2024, 5, 31))))
        .does(serve(RULING, NOW))
}

fn at_start(month: u32, of: u32) -> Timestamp {
    Timestamp::start_of(day(2024, month, of), Zone::CHINA)
}

/// Every rung of the ladder is told up to that moment.
fn told_up_to(story: Story, moment: Timestamp) -> Story {
    story.at(moment).does(due())
}

fn over() -> Timestamp {
    at_start(6, 1)
}

fn ended() -> Story {
    told_up_to(frozen(), over())
}

fn known(story: &Story) -> &DebtState {
    story.state.third_party_debts.get(&DEBT).unwrap()
}

#[test]
fn a_freeze_lasts_as_long_as_the_law_allows_where_nobody_says_less() {
    given(owed())
        .when_agreed(freeze_until(None))
        .then_kinds(["third-party-debt-frozen"])
        .saying(|events| {
            let Event::ThirdPartyDebtFrozen(e) = &events[0] else {
                panic!("{events:?}")
            };
            let whole = Term {
                from: day(2024, 3, 1),
                to: day(2027, 2, 28),
            };
            assert_eq!((e.term, e.ends.as_ordered), (whole, Some(whole.to)));
            assert_eq!(e.ends.rule.as_ref().unwrap().rule, "T-04");
            assert!(e.ends.alarm.is_some());
        });
    given(owed())
        .when_agreed(freeze_until(Some(day(2027, 3, 1))))
        .then_refused_saying("LEVY-R26", "T-04");
    given(owed())
        .when_agreed(freeze_until(Some(day(2024, 2, 29))))
        .then_refused("LEVY-R05");
}

#[test]
fn its_end_is_told_rung_by_rung() {
    let story = frozen();
    let alarm = known(&story).ends.alarm.clone().unwrap();
    // Ninety days before the end of May is 2 March.
    assert_eq!(alarm.at, at_start(3, 2));
    given(story.at(alarm.at))
        .when(due())
        .then_kinds(["third-party-end-near"])
        .saying(|events| {
            let Event::ThirdPartyEndNear(e) = &events[0] else {
                panic!("{events:?}")
            };
            assert_eq!((e.level, e.days_left), (1, 90));
            assert_eq!((e.owner, e.renewal), (Some(JUDGE), None));
            assert_eq!(e.next.as_ref().unwrap().at, at_start(5, 1));
        })
        .owing([]);
    given(frozen().at(at_start(5, 1)))
        .when(due())
        .then_kinds(["third-party-end-near"])
        .seeing(|story| assert_eq!(known(story).level, 2));
}

#[test]
fn it_ends_with_its_last_day_and_frees_the_room() {
    given(frozen().at(over()))
        .when(due())
        .then_kinds(["third-party-freeze-ended"])
        .owing([])
        .seeing(|story| {
            assert_eq!(known(story).ended, Some(over()));
            assert!(!known(story).stands());
            assert_eq!(story.room(LIABILITY), 1_000);
        });
    given(frozen().at(over().plus(-1)))
        .when(due())
        .then_kinds(["third-party-end-near"])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 200));
}

#[test]
fn what_he_pays_the_debtor_after_its_end_is_no_breach() {
    let paid_away = |moved_at| {
        Command::from(Ask::ReportPaidAway {
            debt: DEBT,
            breach: BreachId(Uuid::from_u128(0xd9)),
            moved: cny(100),
            moved_at,
            evidence: Digest::of(b"bank slip"),
        })
    };
    given(ended())
        .when(paid_away(over().plus(-1)))
        .then_kinds(["breach-reported"]);
    given(ended().at(over().plus(2 * DAY)))
        .when(paid_away(over().plus(DAY)))
        .then_refused_saying("LEVY-R92", "nothing bound him");
}

#[test]
fn a_notice_to_pay_binds_him_beyond_the_end_of_the_freeze() {
    let called_in = frozen().does(serve(PAY, NOW)).at(over());
    given(called_in)
        .when(due())
        .then_kinds(["third-party-silent", "third-party-freeze-ended"])
        .owing([])
        .seeing(|story| {
            assert!(known(story).stands());
            assert_eq!(story.room(LIABILITY), 200);
        });
}

#[test]
fn a_renewal_goes_on_where_the_freeze_ends_once_it_has_reached_him() {
    given(frozen())
        .when_agreed(renew())
        .then_kinds(["third-party-renewal-ordered"])
        .saying(|events| {
            let Event::ThirdPartyRenewalOrdered(e) = &events[0] else {
                panic!("{events:?}")
            };
            assert_eq!(
                (e.term.from, e.term.to),
                (day(2024, 6, 1), day(2027, 5, 31))
            );
            assert_eq!(
                (e.rule.rule.as_str(), &e.officers),
                ("T-05", &vec![JUDGE, HEAD])
            );
        })
        .seeing(|story| {
            // Until then the alarm goes on.
            let ends = &known(story).ends;
            assert_eq!(ends.as_ordered, Some(day(2024, 5, 31)));
            assert_eq!(known(story).renewal(), Some(AGAIN));
        });
    given(frozen().agreed(renew()).at(at_start(5, 31)))
        .when(serve(AGAIN, at_start(5, 31)))
        .then_kinds(["third-party-served"])
        .seeing(|story| {
            assert_eq!(known(story).ends.as_ordered, Some(day(2027, 5, 31)));
            assert_eq!((known(story).level, known(story).renewal()), (0, None));
        })
        .owing([]);
}

#[test]
fn a_renewal_that_reaches_him_too_late_renews_nothing() {
    let late = told_up_to(frozen().agreed(renew()), over());
    given(late.at(over().plus(DAY)))
        .when(serve(AGAIN, over()))
        .then_refused_saying("LEVY-R92", "frozen no longer");
    // Before anybody has said that the freeze has ended, it is recorded.
    given(frozen().agreed(renew()).at(over().plus(DAY)))
        .when(serve(AGAIN, over()))
        .then_kinds(["third-party-served"])
        .seeing(|story| assert_eq!(known(story).ends.as_ordered, Some(day(2024, 5, 31))));
}

#[test]
fn a_renewal_that_reached_him_in_time_may_be_shown_after_the_old_end() {
    let late = told_up_to(frozen().agreed(renew()), over());
    assert_eq!(late.room(LIABILITY), 1_000);
    given(late.at(over().plus(DAY)))
        .when(serve(AGAIN, over().plus(-1)))
        .then_kinds(["third-party-served"])
        .seeing(|story| {
            assert_eq!(known(story).ended, None);
            assert_eq!(story.room(LIABILITY), 200);
        });
}

#[test]
fn what_has_ended_is_frozen_anew_and_not_renewed() {
    given(ended())
        .when_agreed(renew())
        .then_refused_saying("LEVY-R92", "no longer");
    given(frozen().at(over()))
        .when_agreed(renew())
        .then_refused_saying("LEVY-R92", "anew");
}

#[test]
fn a_renewal_takes_another_ruling_and_another_officer() {
    given(frozen())
        .when_agreed(renew_until(None, RULING))
        .then_refused_saying("LEVY-R05", "another ruling");
    given(frozen())
        .when_agreed(renew_until(None, NOTICE))
        .then_refused("LEVY-R16");
    given(frozen())
        .when_agreed(renew_until(Some(day(2027, 6, 1)), AGAIN))
        .then_refused("LEVY-R26");
    given(frozen().by(clerk()))
        .when_agreed(renew())
        .then_refused("LEVY-R20");
    given(frozen()).when(renew()).then_kinds(["assent-given"]);
}

#[test]
fn it_is_let_go_on_a_ground_of_the_law_and_by_two_officers() {
    given(frozen())
        .when_agreed(lift("because").into())
        .then_refused_saying("LEVY-R73", "other-ground");
    given(frozen())
        .when_agreed(lift("paid-in-full").into())
        .then_refused_saying("LEVY-R05", "it is not");
    given(frozen())
        .when(lift("other-ground").into())
        .then_kinds(["assent-given"]);
    given(frozen())
        .when_agreed(lift("other-ground").into())
        .then_kinds(["third-party-debt-lifted"])
        .owing([])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 1_000));
}
