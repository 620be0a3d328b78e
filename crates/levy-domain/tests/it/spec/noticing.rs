//! Who is told that an asset is under control, when, and what came of it
//! (V-01 to V-05).

use super::preserving::register_as;
use crate::{story::*, world::*};
use levy_domain::{
    asset::{AssetFound, OtherRight},
    bytes::Digest,
    claim::Share,
    id::{NoticeId, PersonId, RegistrationId},
    matter::{
        Command, Duty, Event,
        event::{CaseKind, NoticeOwed, NoticeTo, ServiceWay},
        notice::{Command as Ask, Told},
    },
    order::{Measure, OrderDraft, Term},
    party::PartyRole,
    reply::Outcome,
    rules::{Profile, Rules},
    stamp::Actor,
    time::{DAY, Date, Timestamp, Zone},
};
use std::sync::OnceLock;
use uuid::Uuid;

const CREDITOR: PersonId = PersonId(Uuid::from_u128(0x13));
const PRESERVED: RegistrationId = RegistrationId(Uuid::from_u128(0x2e));

fn freeze(n: u128, asset: levy_domain::id::AssetId) -> OrderDraft {
    let mut freeze = draft(order(n), Measure::Freeze, line(asset, cny(300)));
    freeze.lines[0].term = Some(Term {
        from: day(2024, 3, 1),
        to: day(2025, 2, 28),
    });
    freeze
}

fn owe() -> Command {
    Ask::Owe { plan: PLAN }.into()
}

/// 1,000 yuan are owed to a creditor who is on the file.
fn owed() -> Story {
    Story::owed(cny(1_000)).does(add(person(CREDITOR), PartyRole::Creditor))
}

fn planned(story: Story, orders: Vec<OrderDraft>) -> Story {
    let story = story.does(Command::DraftPlan {
        plan: PLAN,
        orders,
        overrides: vec![],
    });
    story.issued(PLAN)
}

fn done(story: Story, n: u128) -> Story {
    story.replies(n, 1, vec![said(1, Outcome::Done, Some(cny(300)))])
}

/// One account is held; people may be told.
fn held() -> Story {
    done(planned(owed(), vec![freeze(1, ACCOUNT)]), 1).by(clerk())
}

/// Everybody who must be told is named.
fn begun() -> Story {
    held().does(owe())
}

fn with_right(kind: &'static str) -> AssetFound {
    let mut asset = account(ACCOUNT, cny(900));
    asset.rights.push(OtherRight {
        kind: kind.into(),
        holder: Some(sealed(7)),
        share: (kind == "co-owner").then_some(Share {
            numerator: 1,
            denominator: 2,
        }),
        amount: None,
    });
    asset
}

/// The same with somebody's right in the account.
fn held_beside(kind: &'static str) -> Story {
    let story = owed().finds(vec![with_right(kind)]);
    done(planned(story, vec![freeze(1, ACCOUNT)]), 1).by(clerk())
}

fn said_of(events: &[Event]) -> &[NoticeOwed] {
    let Event::NoticesOwed(owed) = &events[0] else {
        panic!("{events:?}")
    };
    &owed.notices
}

fn notice_to(story: &Story, to: &NoticeTo) -> NoticeId {
    let mut open = story.state.notices.open();
    let found = open.find(|(_, notice)| notice.owed.to == *to);
    *found.unwrap().0
}

fn serve(notice: NoticeId, on: Date) -> Command {
    Ask::Serve {
        notice,
        mode: ServiceWay::Post,
        served_on: on,
        evidence: Digest::of(b"advice of delivery"),
    }
    .into()
}

fn fail(notice: NoticeId, on: Date, next_on: Date) -> Command {
    Ask::Fail {
        notice,
        mode: ServiceWay::Direct,
        tried_on: on,
        reason: "not-at-home".into(),
        evidence: None,
        next_on,
    }
    .into()
}

fn overdue(notice: NoticeId) -> Command {
    Ask::NoteOverdue { notice }.into()
}

fn end_of(on: Date) -> Timestamp {
    Timestamp::end_of(on, Zone::CHINA)
}

fn due(story: &Story) -> Vec<Duty> {
    let told = |duty: &Duty| matches!(duty, Duty::Notice(_) | Duty::NoticeOverdue(_));
    story.state.duties().due(story.now).filter(told).collect()
}

#[test]
fn when_an_asset_is_under_control_the_ruling_is_owed_to_debtor_and_applicant() {
    let story = held();
    assert_eq!(due(&story), [Duty::Notice(PLAN)]);
    let hold = story.hold_of(1);
    given(story)
        .when(owe())
        .then_kinds(["notices-owed"])
        .saying(|events| {
            let told = said_of(events);
            let to: Vec<_> = told
                .iter()
                .map(|owed| (owed.to.clone(), owed.person))
                .collect();
            assert_eq!(
                to,
                [
                    (NoticeTo::Applicant, Some(CREDITOR)),
                    (NoticeTo::Debtor, Some(DEBTOR)),
                ]
            );
            for owed in told {
                assert_eq!(
                    (owed.rule.rule.as_str(), &owed.holds[..]),
                    ("V-02", &[hold][..])
                );
                let deadline = owed.deadline.as_ref().unwrap();
                assert_eq!(deadline.basis.rule, "O-71");
                // Five working days after Friday the 1st.
                assert_eq!(deadline.at, end_of(day(2024, 3, 8)));
            }
            let Event::NoticesOwed(owed) = &events[0] else {
                unreachable!()
            };
            assert_eq!(owed.owner, Some(JUDGE));
        })
        .seeing(|story| assert_eq!(due(story), []));
}

#[test]
fn nobody_is_told_while_an_order_of_the_same_plan_is_secret() {
    let both = planned(owed(), vec![freeze(1, ACCOUNT), freeze(2, SECOND)]);
    let half = done(both, 1).by(Actor::system());
    assert_eq!(due(&half), []);
    given(half.clone()).when(owe()).then_nothing();
    // The second answers, with or without a hold: it is over.
    let refused = half
        .clone()
        .replies(2, 1, vec![said(1, Outcome::Refused, None)]);
    assert_eq!(due(&refused), [Duty::Notice(PLAN)]);
    let whole = done(half, 2);
    given(whole)
        .when(owe())
        .then_kinds(["notices-owed"])
        .saying(|events| {
            let told = said_of(events);
            // One notice to each, of both accounts.
            assert_eq!(told.len(), 2);
            assert!(told.iter().all(|owed| owed.holds.len() == 2));
        });
}

#[test]
fn a_day_before_all_was_under_control_is_no_day_of_service() {
    let story = begun();
    let notice = notice_to(&story, &NoticeTo::Debtor);
    given(story)
        .when(serve(notice, day(2024, 2, 29)))
        .then_refused_saying("LEVY-R05", "V-05");
}

#[test]
fn the_preserved_person_is_told_at_once() {
    let story = owed().does(register_as(
        PRESERVED,
        "执保",
        CaseKind::Preservation,
        day(2024, 2, 28),
    ));
    let story = done(planned(story, vec![freeze(1, ACCOUNT)]), 1).by(Actor::system());
    given(story)
        .when(owe())
        .then_kinds(["notices-owed"])
        .saying(|events| {
            let first = &said_of(events)[0];
            assert_eq!(
                (first.rule.rule.as_str(), first.person),
                ("V-01", Some(DEBTOR))
            );
            let deadline = first.deadline.as_ref().unwrap();
            // The law has no number: the court's own next working day.
            assert_eq!(deadline.basis.rule, "O-70");
            assert_eq!(deadline.at, end_of(day(2024, 3, 4)));
        });
}

fn slow_rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let text = Profile::china().unwrap().text().to_owned();
        rules_of(&text.replace(
            "chosen = \"five-working-days\"",
            "chosen = \"ten-working-days\"",
        ))
    })
}

#[test]
fn the_lead_is_a_switch_of_the_court() {
    given(held().under(slow_rules()))
        .when(owe())
        .then_kinds(["notices-owed"])
        .saying(|events| {
            let deadline = said_of(events)[0].deadline.as_ref().unwrap();
            assert_eq!(deadline.at, end_of(day(2024, 3, 15)));
        });
}

#[test]
fn a_co_owner_is_told_by_the_name_that_the_unit_has() {
    given(held_beside("co-owner"))
        .when(owe())
        .then_kinds(["notices-owed"])
        .saying(|events| {
            let told = said_of(events).last().unwrap();
            assert_eq!(told.rule.rule, "V-03");
            assert_eq!((told.person, told.asset), (None, Some(ACCOUNT)));
            assert_eq!(told.right.as_ref().unwrap().as_str(), "co-owner");
            assert_eq!(told.holder, Some(sealed(7)));
            assert!(!told.fixes_claim);
        });
}

#[test]
fn what_a_maximum_amount_mortgage_secures_stops_growing_on_the_day_of_the_notice() {
    let story = held_beside("maximum-mortgagee").does(owe());
    let notice = notice_to(&story, &NoticeTo::RightHolder);
    assert_eq!(
        story.state.notices.get(&notice).unwrap().owed.rule.rule,
        "V-04"
    );
    assert_eq!(story.state.notices.claim_fixed_on(&ACCOUNT), None);
    given(story.at(NOW.plus(5 * DAY)))
        .when(serve(notice, day(2024, 3, 5)))
        .then_kinds(["notice-served"])
        .seeing(|story| {
            let fixed = story.state.notices.claim_fixed_on(&ACCOUNT);
            assert_eq!(fixed, Some(day(2024, 3, 5)));
        });
}

/// A plain mortgage is none of a maximum amount, and the asset stays the
/// debtor's under both.
#[test]
fn a_plain_mortgagee_is_not_told_that_his_claim_is_fixed() {
    given(held_beside("mortgagee"))
        .when(owe())
        .then_kinds(["notices-owed"])
        .saying(|events| assert_eq!(said_of(events).len(), 2));
    let story = held_beside("maximum-mortgagee");
    let hold = &story.state.holds[&story.hold_of(1)];
    assert_eq!(hold.covers, 300);
}

#[test]
fn a_notice_is_served_once_with_what_shows_it() {
    let story = begun();
    let notice = notice_to(&story, &NoticeTo::Debtor);
    let story = story.at(NOW.plus(3 * DAY));
    given(story.clone())
        .when(serve(notice, day(2024, 3, 4)))
        .then_kinds(["notice-served"])
        .seeing(|story| {
            let told = &story.state.notices.get(&notice).unwrap().told;
            assert!(matches!(told, Some(Told::Served(served)) if !served.late));
            let left: Vec<_> = story.state.notices.open().collect();
            assert_eq!(left.len(), 1);
        });
    let story = story.does(serve(notice, day(2024, 3, 4)));
    given(story.clone())
        .when(serve(notice, day(2024, 3, 3)))
        .then_refused("LEVY-R67");
    given(story.clone())
        .when(fail(notice, day(2024, 3, 4), day(2024, 3, 5)))
        .then_refused("LEVY-R67");
    given(story)
        .when(serve(NoticeId(Uuid::nil()), day(2024, 3, 4)))
        .then_refused("LEVY-R03");
}

#[test]
fn the_engine_serves_nobody() {
    let story = begun().by(Actor::system());
    let notice = notice_to(&story, &NoticeTo::Debtor);
    given(story)
        .when(serve(notice, day(2024, 3, 1)))
        .then_refused("LEVY-R20");
}

#[test]
fn who_was_not_told_in_time_is_said_once() {
    let story = begun();
    let notice = notice_to(&story, &NoticeTo::Debtor);
    given(story.clone()).when(overdue(notice)).then_nothing();
    let story = story.by(Actor::system()).at(end_of(day(2024, 3, 8)));
    assert_eq!(due(&story).len(), 2);
    given(story)
        .when(overdue(notice))
        .then_kinds(["notice-overdue"])
        .saying(|events| {
            let Event::NoticeOverdue(said) = &events[0] else {
                panic!("{events:?}")
            };
            assert_eq!(
                (said.owner, said.deadline.at),
                (Some(JUDGE), end_of(day(2024, 3, 8)))
            );
        })
        .seeing(|story| {
            assert!(!due(story).contains(&Duty::NoticeOverdue(notice)));
            let late = story.clone().at(NOW.plus(10 * DAY)).by(clerk());
            // What counts is the day of service, not that of the entry.
            for (on, after) in [(day(2024, 3, 11), true), (day(2024, 3, 8), false)] {
                let told = late.clone().does(serve(notice, on));
                let told = &told.state.notices.get(&notice).unwrap().told;
                assert!(matches!(told, Some(Told::Served(served)) if served.late == after));
            }
        });
}

#[test]
fn a_try_in_vain_has_its_next_day_and_that_day_is_watched() {
    let story = begun().at(NOW.plus(3 * DAY));
    let notice = notice_to(&story, &NoticeTo::Debtor);
    given(story.clone())
        .when(fail(notice, day(2024, 3, 4), day(2024, 3, 7)))
        .then_kinds(["notice-failed"])
        .seeing(|story| {
            let story = story.clone().at(end_of(day(2024, 3, 7)));
            assert_eq!(due(&story), [Duty::NoticeOverdue(notice)]);
            given(story.by(clerk()))
                .when(fail(notice, day(2024, 3, 7), day(2024, 3, 14)))
                .then_kinds(["notice-failed"])
                .saying(|events| {
                    let Event::NoticeFailed(said) = &events[0] else {
                        panic!("{events:?}")
                    };
                    assert_eq!(said.times, 2);
                });
        });
    // Five working days after Monday the 4th.
    given(story.clone())
        .when(fail(notice, day(2024, 3, 4), day(2024, 3, 12)))
        .then_refused("LEVY-R05");
    given(story)
        .when(fail(notice, day(2024, 3, 4), day(2024, 3, 3)))
        .then_refused("LEVY-R05");
}

#[test]
fn only_a_judge_drops_a_notice() {
    let story = begun();
    let notice = notice_to(&story, &NoticeTo::Debtor);
    let drop = || -> Command {
        Ask::Drop {
            notice,
            ground: "dead".into(),
        }
        .into()
    };
    given(story.clone()).when(drop()).then_refused("LEVY-R20");
    given(story.by(judge()))
        .when(drop())
        .then_kinds(["notice-dropped"])
        .seeing(|story| assert_eq!(story.state.notices.open().count(), 1));
}

#[test]
fn a_place_in_a_queue_is_served_and_tells_co_owners_when_its_turn_comes() {
    let story = owed().finds(vec![with_right("co-owner")]);
    let story = planned(story, vec![freeze(1, ACCOUNT)]);
    let mut waits = said(1, Outcome::Waiting, Some(cny(0)));
    waits.rank = Some(1);
    let story = story.replies(1, 1, vec![waits]).by(Actor::system());
    let hold = story.hold_of(1);
    let story = story.does(owe());
    let to: Vec<_> = story
        .state
        .notices
        .iter()
        .map(|(_, told)| told.owed.rule.rule.clone())
        .collect();
    assert_eq!(to, ["V-02", "V-02"]);
    let story = story.does(Command::ObserveHold {
        hold,
        held: cny(300),
        cause: "promoted".into(),
        rank: Some(0),
        evidence: None,
    });
    given(story)
        .when(owe())
        .then_kinds(["notices-owed"])
        .saying(|events| {
            let told = said_of(events);
            assert_eq!(told.len(), 1);
            assert_eq!(told[0].rule.rule, "V-03");
        });
}

#[test]
fn a_renewal_is_served_like_the_first_ruling() {
    let story = begun();
    let mut renewal = story.on_hold(2, Measure::Renew, 1, None);
    renewal.lines[0].term = Some(Term {
        from: day(2025, 3, 1),
        to: day(2026, 2, 28),
    });
    let story = story
        .drafts(PLAN_2, renewal)
        .issued(PLAN_2)
        .replies(2, 1, vec![said(1, Outcome::Done, None)])
        .by(Actor::system());
    assert_eq!(due(&story), [Duty::Notice(PLAN_2)]);
    given(story)
        .when(Ask::Owe { plan: PLAN_2 }.into())
        .then_kinds(["notices-owed"])
        .saying(|events| {
            assert!(said_of(events).iter().all(|owed| owed.rule.rule == "V-02"));
            assert_eq!(said_of(events).len(), 2);
        });
}

#[test]
fn a_co_owner_who_becomes_known_later_is_told_once() {
    let story = begun()
        .finds(vec![with_right("co-owner")])
        .by(Actor::system());
    assert_eq!(due(&story), [Duty::Notice(PLAN)]);
    given(story)
        .when(owe())
        .then_kinds(["notices-owed"])
        .saying(|events| {
            let told = said_of(events);
            assert_eq!(told.len(), 1);
            assert_eq!(
                (told[0].rule.rule.as_str(), told[0].asset),
                ("V-03", Some(ACCOUNT))
            );
        })
        .seeing(|story| {
            let again = story
                .clone()
                .by(clerk())
                .finds(vec![with_right("co-owner")]);
            assert_eq!(due(&again), []);
        });
}
