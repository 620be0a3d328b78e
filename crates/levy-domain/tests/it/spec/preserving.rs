//! Preservation before a suit, its way into enforcement, and the swap of
//! security.

use crate::{story::*, world::*};
use levy_domain::{
    asset::AssetClass,
    bytes::Digest,
    id::{BarId, DocumentId, PlanId, RegistrationId},
    matter::{
        Command, Duty, Event,
        event::{BarKind, BarScope, CaseKind, ClosingKind},
        preservation::{Command as Ask, Stage},
        term,
    },
    order::{Measure, OrderDraft, Reason, Term},
    reply::Outcome,
    time::{DAY, Timestamp, Zone},
};
use uuid::Uuid;

pub(super) const PRESERVED: RegistrationId = RegistrationId(Uuid::from_u128(0x2c));
const LETTER: DocumentId = DocumentId(Uuid::from_u128(0x79));
const ENFORCED: RegistrationId = RegistrationId(Uuid::from_u128(0x2d));

pub(super) fn register_as(
    registration: RegistrationId,
    type_code: &str,
    kind: CaseKind,
    filed_on: levy_domain::time::Date,
) -> Command {
    Command::RegisterCase {
        registration,
        number: format!("（2024）川3322{type_code}7号"),
        type_code: type_code.into(),
        kind,
        court: "川3322".into(),
        filed_on,
        carried_in: false,
    }
}

fn begin() -> Command {
    Ask::BeginBeforeSuit {
        registration: PRESERVED,
        document: RULING,
    }
    .into()
}

pub(super) fn set() -> Command {
    Ask::SetDeadline {
        registration: PRESERVED,
    }
    .into()
}

pub(super) fn sued(on: levy_domain::time::Date) -> Command {
    Ask::NoteSuit {
        registration: PRESERVED,
        filed_on: on,
        evidence: Digest::of(b"notice of acceptance"),
    }
    .into()
}

pub(super) fn missed() -> Command {
    Ask::NoteMissed {
        registration: PRESERVED,
    }
    .into()
}

/// Preserved under a number of its own before there is a suit.
fn begun() -> Story {
    Story::owed(cny(1_000))
        .does(register_as(
            PRESERVED,
            "执保",
            CaseKind::Preservation,
            day(2024, 2, 28),
        ))
        .does(begin())
}

pub(super) fn freeze(n: u128, asset: levy_domain::id::AssetId, fen: u64, from: u32) -> OrderDraft {
    let mut freeze = draft(order(n), Measure::Freeze, line(asset, cny(fen)));
    freeze.lines[0].term = Some(Term {
        from: day(2024, 3, from),
        to: day(2025, 2, 28),
    });
    freeze
}

/// The first hold stands from the first of March, a second from the fifth.
pub(super) fn measured() -> Story {
    begun()
        .drafts(PLAN, freeze(1, ACCOUNT, 300, 1))
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(300)))])
}

/// 30 days after 2024-03-01 is Sunday, 2024-03-31.
pub(super) fn last() -> Timestamp {
    Timestamp::end_of(day(2024, 4, 1), Zone::CHINA)
}

#[test]
fn a_freeze_of_money_without_its_exact_sum_is_refused() {
    let mut freeze = freeze(1, ACCOUNT, 300, 1);
    freeze.lines[0].amount = None;
    given(begun())
        .when(Command::DraftPlan {
            plan: PLAN,
            orders: vec![freeze],
            overrides: vec![],
        })
        .then_refused_saying("LEVY-R05", "P-08");
}

#[test]
fn only_a_number_of_a_preservation_is_preserved_before_a_suit() {
    let ask = |registration, document| {
        Ask::BeginBeforeSuit {
            registration,
            document,
        }
        .into()
    };
    given(begun())
        .when(ask(CASE, RULING))
        .then_refused("LEVY-R05");
    let registered = Story::owed(cny(1_000)).does(register_as(
        PRESERVED,
        "执保",
        CaseKind::Preservation,
        day(2024, 2, 28),
    ));
    given(registered.clone())
        .when(ask(PRESERVED, NOTICE))
        .then_refused("LEVY-R16");
    given(registered)
        .when(ask(PRESERVED, RULING))
        .then_kinds(["preserved-before-suit"])
        .owing([]);
}

#[test]
fn thirty_days_to_sue_run_from_the_first_measure_and_end_on_a_working_day() {
    let story = measured();
    assert_eq!(story.due(), [Duty::SuitDeadline(PRESERVED)]);
    given(story)
        .when(set())
        .then_kinds(["suit-deadline-set"])
        .saying(|events| {
            let Event::SuitDeadlineSet(e) = &events[0] else {
                panic!()
            };
            assert_eq!((e.from, e.deadline.at), (day(2024, 3, 1), last()));
            assert_eq!(e.deadline.basis.article, "民事诉讼法 (2023) 104(3)");
        });
    // A later measure changes nothing (D-08).
    let later = measured()
        .does(set())
        .drafts(PLAN_3, freeze(2, SECOND, 300, 5))
        .issued(PLAN_3)
        .replies(2, 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    let Some(Stage::Running(deadline)) = later.state.preservations.get(&PRESERVED) else {
        panic!()
    };
    assert_eq!(deadline.at, last());
}

#[test]
fn a_suit_in_time_leaves_the_holds_as_they_are() {
    let story = measured().does(set()).at(NOW.plus(10 * DAY));
    let before = story.state.holds.clone();
    given(story)
        .when(sued(day(2024, 3, 11)))
        .then_kinds(["suit-filed"])
        .owing([])
        .saying(|events| {
            let Event::SuitFiled(filed) = &events[0] else {
                panic!()
            };
            assert_eq!(filed.rule.as_ref().unwrap().rule, "P-06");
        })
        .seeing(|story| {
            assert_eq!(story.state.holds, before);
            let mut owed = story.state.duties().entries();
            assert!(owed.all(|(_, duty)| *duty != Duty::SuitMissed(PRESERVED)));
        });
}

#[test]
fn a_suit_that_is_yet_to_be_filed_stops_no_days() {
    given(measured().does(set()))
        .when(sued(day(2024, 3, 11)))
        .then_refused("LEVY-R05");
}

#[test]
fn a_preservation_goes_on_in_enforcement_with_its_holds_and_their_terms() {
    let story = measured().does(set()).does(sued(day(2024, 3, 1)));
    let before = story.state.holds.clone();
    let story = story
        .judged(Command::CloseCase {
            registration: PRESERVED,
            kind: ClosingKind::Preserved,
            ground: "in-place".into(),
            document: None,
            owner: Some(JUDGE),
        })
        .at(Timestamp::start_of(day(2024, 9, 2), Zone::CHINA))
        .does(register_as(
            ENFORCED,
            "执恢",
            CaseKind::Resumed,
            day(2024, 9, 2),
        ));
    assert_eq!(story.state.holds.len(), before.len());
    for (id, hold) in &before {
        let now = &story.state.holds[id];
        assert_eq!((&now.ends, now.from), (&hold.ends, hold.from));
        assert_eq!((now.held, now.limit), (hold.held, hold.limit));
    }
    let ends = &before.values().next().unwrap().ends;
    assert_eq!(ends.earliest(Zone::CHINA), Some(day(2025, 2, 28)));
}

/// 600 are held in one account; `new` in another, perhaps not yet answered.
fn swap(new: u64, answered: bool) -> (Story, Command) {
    let mut story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .freezing(2, SECOND, cny(new));
    if answered {
        story = story.replies(2, 1, vec![said(1, Outcome::Done, Some(cny(new)))]);
    }
    let mut release = story.on_hold(3, Measure::Release, 1, Some(cny(600)));
    release.purpose = "swap-security".into();
    let command = Command::DraftPlan {
        plan: PlanId(order(3).0),
        orders: vec![release],
        overrides: vec![],
    };
    (story, command)
}

#[test]
fn the_old_security_goes_only_when_the_new_hold_is_confirmed() {
    let (waiting, command) = swap(400, false);
    given(waiting).when(command).then_refused("LEVY-R69");
    let (less, command) = swap(400, true);
    given(less)
        .when(command)
        .then_refused_saying("LEVY-R69", "4.00");
    // Both must fit into the room for a while.
    let story = Story::owed(cny(1_200)).holding(1, ACCOUNT, cny(600));
    let story = story.holding(2, SECOND, cny(600));
    let mut release = story.on_hold(3, Measure::Release, 1, Some(cny(600)));
    release.purpose = "swap-security".into();
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN_3,
            orders: vec![release],
            overrides: vec![],
        })
        .then_kinds(["plan-drafted"]);
}

#[test]
fn what_has_no_sum_is_not_swapped_by_the_engine() {
    let mut seal = draft(order(1), Measure::Freeze, line(CAR, cny(1)));
    seal.unit = vehicle_office();
    seal.route = levy_domain::order::Route::Counter;
    seal.lines[0].class = AssetClass::Vehicle;
    seal.lines[0].amount = None;
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, seal)
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, None)])
        .holding(2, ACCOUNT, cny(1_000));
    let mut release = story.on_hold(3, Measure::Release, 1, None);
    release.purpose = "swap-security".into();
    release.route = levy_domain::order::Route::Counter;
    release.lines[0].class = AssetClass::Vehicle;
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN_3,
            orders: vec![release],
            overrides: vec![],
        })
        .then_refused("LEVY-R69");
}

/// 600 are held of 1,200 in a preservation, and 600 in another account up to
/// the end of June.
fn two_securities() -> Story {
    let mut short = freeze(2, SECOND, 600, 1);
    short.lines[0].term = Some(Term {
        from: day(2024, 3, 1),
        to: day(2024, 6, 30),
    });
    Story::owed(cny(1_200))
        .does(register_as(
            PRESERVED,
            "执保",
            CaseKind::Preservation,
            day(2024, 2, 28),
        ))
        .drafts(PLAN, freeze(1, ACCOUNT, 600, 1))
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(600)))])
        .drafts(PLAN_2, short)
        .issued(PLAN_2)
        .replies(2, 1, vec![said(1, Outcome::Done, Some(cny(600)))])
}

/// The end of the second passed, and nobody knows what became of it.
fn one_of_them_ended() -> Story {
    let story = two_securities().at(Timestamp::start_of(day(2024, 7, 1), Zone::CHINA));
    let hold = story.hold_of(2);
    story.does(term::Command::NoteEnd { hold }.into())
}

/// The first is to go: as a swap, or because other security is given.
fn lets_first_go(story: &Story, purpose: &str, ground: &str, more: Option<DocumentId>) -> Command {
    let mut release = story.on_hold(3, Measure::Release, 1, Some(cny(600)));
    release.purpose = purpose.into();
    release.lines[0].reason = Reason::new(ground);
    release.documents.extend(more);
    Command::DraftPlan {
        plan: PLAN_3,
        orders: vec![release],
        overrides: vec![],
    }
}

#[test]
fn a_hold_whose_end_passed_is_no_security() {
    let swap = |story: &Story| lets_first_go(story, "swap-security", "other-ground", None);
    given(two_securities())
        .when_of(swap)
        .then_kinds(["plan-drafted"]);
    given(one_of_them_ended())
        .when_of(swap)
        .then_refused_saying("LEVY-R69", "0.00");
}

#[test]
fn a_hold_that_is_being_let_go_is_no_security() {
    let going = two_securities().releasing(4, Measure::Release, 2, cny(600));
    given(going)
        .when_of(|story| lets_first_go(story, "swap-security", "other-ground", None))
        .then_refused("LEVY-R69");
}

#[test]
fn adequate_security_is_a_ground_only_with_another_hold_or_a_guarantee() {
    let other = |story: &Story| lets_first_go(story, "release", "adequate-security", None);
    given(two_securities())
        .when_of(other)
        .then_kinds(["plan-drafted"]);
    given(one_of_them_ended())
        .when_of(other)
        .then_refused("LEVY-R69");
    let given_word = one_of_them_ended().does(issue(LETTER, "guarantee".into()));
    given(given_word)
        .when_of(|story| lets_first_go(story, "release", "adequate-security", Some(LETTER)))
        .then_kinds(["plan-drafted"]);
}

/// P-13, with the bar of B-06.
#[test]
fn an_asset_in_dispute_is_let_go_for_security_only_with_the_applicant_s_consent() {
    let disputed = two_securities().does(super::barring::raise(
        BarId(Uuid::from_u128(0xba7)),
        BarKind::AssetInDispute,
        BarScope {
            persons: vec![],
            assets: vec![ACCOUNT],
        },
    ));
    let other = |story: &Story| lets_first_go(story, "release", "adequate-security", None);
    given(disputed.clone())
        .when_of(other)
        .then_refused_saying("LEVY-R16", "applicant-consent");
    let consents =
        |story: &Story| lets_first_go(story, "release", "adequate-security", Some(LETTER));
    given(disputed.does(issue(LETTER, "applicant-consent".into())))
        .when_of(consents)
        .then_kinds(["plan-drafted"]);
}
