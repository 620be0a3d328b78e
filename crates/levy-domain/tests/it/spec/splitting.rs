//! A seal is split, and nothing is lost or doubled (E-06).

use crate::{story::*, world::*};
use levy_domain::{
    asset::{AssetClass, AssetFound, OtherRight},
    bytes::Digest,
    claim::Share,
    id::{AssetId, DocumentId, HoldId, PlanId},
    matter::{
        Command, Event, State,
        event::{NoticeOwed, NoticeTo, SealSplit},
        seal::{Command as Ask, Piece},
        state::HoldState,
    },
    order::{Line, Measure, OrderDraft, Reason, Route, Term},
    reply::{LineReply, Outcome},
};

const HOUSE: AssetId = SECOND;
const FLAT: AssetId = THIRD;
const SHOP: AssetId = CAR;

fn house() -> AssetFound {
    let mut found = account(HOUSE, cny(0));
    found.class = AssetClass::RealEstate;
    found.unit = vehicle_office();
    (found.available, found.balance) = (None, None);
    found.rights = vec![OtherRight {
        kind: "co-owner".into(),
        holder: None,
        share: Some(Share {
            numerator: 1,
            denominator: 3,
        }),
        amount: None,
    }];
    found
}

/// A house is sealed at 1,000 for three years; two thirds of it are his.
fn sealed_by(measure: Measure, said: LineReply) -> Story {
    let line = Line {
        class: AssetClass::RealEstate,
        amount: Some(cny(1_000)),
        term: Some(Term {
            from: day(2024, 3, 1),
            to: day(2027, 2, 28),
        }),
        known_available: None,
        reason: Reason::new("by-hand"),
        ..line(HOUSE, cny(1_000))
    };
    let seal = OrderDraft {
        unit: vehicle_office(),
        route: Route::Counter,
        ..draft(order(1), measure, line)
    };
    let plan = PlanId(order(1).0);
    Story::owed(cny(1_000))
        .finds(vec![house()])
        .drafts(plan, seal)
        .issued(plan)
        .replies(1, 1, vec![said])
}

fn held() -> Story {
    sealed_by(Measure::Freeze, said(1, Outcome::Done, None))
}

fn piece(asset: AssetId, amount: u64) -> Piece {
    Piece {
        asset,
        number: sealed(u8::try_from(amount % 200).unwrap()),
        amount: cny(amount),
    }
}

fn split_as(story: &Story, parts: Vec<Piece>, ruling: Option<DocumentId>) -> Command {
    Ask::Split {
        hold: story.hold_of(1),
        parts,
        ruling,
        evidence: Digest::of(b"extract of the register"),
    }
    .into()
}

fn thirds() -> Vec<Piece> {
    vec![piece(FLAT, 333), piece(SHOP, 667)]
}

fn split(story: &Story) -> Command {
    split_as(story, thirds(), None)
}

fn parts(state: &State) -> Vec<(HoldId, HoldState)> {
    let open = state.open_holds();
    open.map(|(id, hold)| (*id, hold.clone())).collect()
}

fn said_so(events: &[Event]) -> &SealSplit {
    let Event::SealSplit(split) = &events[0] else {
        panic!("{events:?}")
    };
    split
}

#[test]
fn the_parts_of_a_seal_hold_what_the_whole_held_to_the_fen() {
    let before = held();
    let whole = before.state.holds[&before.hold_of(1)].clone();
    let sums = before.state.claim_sums(&CLAIM);
    assert_eq!((whole.held, whole.covers), (1_000, 667));
    given(before)
        .when_of(split)
        .then_kinds(["seal-split"])
        .saying(|events| {
            let split = said_so(events);
            let covers: Vec<u64> = split.parts.iter().map(|part| part.covers.minor).collect();
            // Of each part no more covers than is held, and nothing is rounded away.
            assert_eq!(covers, [222, 445]);
            assert_eq!((split.rule.rule.as_str(), split.ruling), ("E-06", None));
        })
        .seeing(|story| {
            let parts = parts(&story.state);
            let held: u64 = parts.iter().map(|(_, part)| part.held).sum();
            assert_eq!((parts.len(), held), (2, 1_000));
            assert_eq!(story.state.claim_sums(&CLAIM), sums);
            assert_eq!(story.room(LIABILITY), 0);
        });
}

#[test]
fn days_ends_and_alarms_of_a_seal_stay_with_its_parts() {
    let before = held();
    let whole = before.state.holds[&before.hold_of(1)].clone();
    assert!(whole.ends.alarm.is_some());
    given(before)
        .when_of(split)
        .then_kinds(["seal-split"])
        .seeing(|story| {
            for (_, part) in parts(&story.state) {
                assert_eq!((part.from, &part.ends), (whole.from, &whole.ends));
                assert_eq!((part.order, part.rank), (whole.order, 0));
            }
        });
}

#[test]
fn a_place_in_a_queue_is_split_into_places_of_the_same_rank() {
    let waits = LineReply {
        rank: Some(2),
        ..said(1, Outcome::Waiting, None)
    };
    given(sealed_by(Measure::WaitingFreeze, waits))
        .when_of(split)
        .then_kinds(["seal-split"])
        .seeing(|story| {
            let parts = parts(&story.state);
            assert!(parts.iter().all(|(_, part)| part.rank == 2));
            let limits: Vec<_> = parts.iter().filter_map(|(_, part)| part.limit).collect();
            assert_eq!(limits.iter().map(|limit| limit.minor).sum::<u64>(), 1_000);
            assert_eq!(story.room(LIABILITY), 1_000);
        });
}

#[test]
fn a_part_is_let_go_and_the_rest_stays_under_its_old_number() {
    let mut judged = held().by(judge());
    judged = {
        let parts = vec![piece(HOUSE, 600), piece(SHOP, 400)];
        let command = split_as(&judged, parts, Some(RULING));
        judged.does(command)
    };
    let (shop, known) = parts(&judged.state)
        .into_iter()
        .find(|(_, part)| part.asset == SHOP)
        .unwrap();
    let release = Line {
        class: AssetClass::RealEstate,
        amount: None,
        hold: Some(shop),
        number: known.number.clone().unwrap(),
        term: None,
        known_available: None,
        reason: Reason::new("other-ground"),
        ..line(SHOP, cny(400))
    };
    let order_2 = OrderDraft {
        unit: vehicle_office(),
        route: Route::Counter,
        ..draft(order(2), Measure::Release, release)
    };
    let plan = PlanId(order(2).0);
    let released = judged
        .by(clerk())
        .drafts(plan, order_2)
        .issued(plan)
        .replies(2, 1, vec![said(1, Outcome::Done, None)]);
    let left = parts(&released.state);
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].1.asset, left[0].1.held), (HOUSE, 600));
    assert!(released.state.assets.contains_key(&HOUSE));
    assert_eq!(released.room(LIABILITY), 400);
}

#[test]
fn the_parts_come_to_the_whole_and_to_nothing_more() {
    for amounts in [[333, 666], [333, 668], [1, 998]] {
        let parts = vec![piece(FLAT, amounts[0]), piece(SHOP, amounts[1])];
        given(held())
            .when_of(|story| split_as(story, parts, None))
            .then_refused_saying("LEVY-R05", "sum of the seal");
    }
    for parts in [
        vec![piece(FLAT, 1_000)],
        vec![piece(FLAT, 500), piece(FLAT, 500)],
    ] {
        given(held())
            .when_of(|story| split_as(story, parts, None))
            .then_refused_saying("LEVY-R05", "two or more");
    }
    let taken = held().finds(vec![account(ACCOUNT, cny(600))]);
    let parts = vec![piece(FLAT, 500), piece(ACCOUNT, 500)];
    given(taken)
        .when_of(|story| split_as(story, parts, None))
        .then_refused("LEVY-R02");
}

#[test]
fn nothing_is_split_while_an_order_means_the_whole() {
    let renewal = |story: &Story| {
        let mut renewal = story.on_hold(2, Measure::Renew, 1, None);
        renewal.route = Route::Counter;
        renewal.lines[0].class = AssetClass::RealEstate;
        renewal.lines[0].term = Some(Term {
            from: day(2027, 3, 1),
            to: day(2030, 2, 28),
        });
        renewal
    };
    let story = held();
    let renewal = renewal(&story);
    let plan = PlanId(order(2).0);
    given(story.drafts(plan, renewal).issued(plan))
        .when_of(split)
        .then_refused("LEVY-R25");
    let deposit = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(1_000));
    given(deposit)
        .when_of(split)
        .then_refused_saying("LEVY-R05", "land or buildings");
}

#[test]
fn the_court_itself_splits_a_seal_by_a_ruling_of_a_judge() {
    given(held())
        .when_of(|story| split_as(story, thirds(), Some(RULING)))
        .then_refused("LEVY-R20");
    given(held().by(judge()))
        .when_of(|story| split_as(story, thirds(), Some(NOTICE)))
        .then_refused("LEVY-R16");
    given(held().by(judge()))
        .when_of(|story| split_as(story, thirds(), Some(RULING)))
        .then_kinds(["seal-split"]);
}

#[test]
fn what_was_divided_is_not_sealed_again_and_is_split_once() {
    let story = held();
    let command = split(&story);
    let story = story.does(command);
    assert!(!story.state.assets.contains_key(&HOUSE));
    assert!(story.state.assets.contains_key(&FLAT));
    let others = vec![piece(FLAT, 500), piece(SHOP, 500)];
    given(story)
        .when_of(|story| split_as(story, others, None))
        .then_refused("LEVY-R67");
}

#[test]
fn a_word_that_corrects_the_old_seal_brings_it_back_to_nobody() {
    let story = held();
    let command = split(&story);
    let story = story.does(command);
    let corrected = fold(
        order(1),
        reply(&order(1), 2, vec![said(1, Outcome::Done, Some(cny(900)))]),
    );
    given(story)
        .when(corrected)
        .then_kinds(["order-answered", "order-disputed"])
        .seeing(|story| assert_eq!(parts(&story.state).len(), 2));
}

#[test]
fn people_who_were_not_told_of_the_whole_are_told_of_its_parts() {
    let story = held();
    let whole = story.hold_of(1);
    let command = split(&story);
    let story = story.does(command);
    let owe = levy_domain::matter::notice::Command::Owe {
        plan: PlanId(order(1).0),
    };
    given(story)
        .when(owe.into())
        .then_kinds(["notices-owed"])
        .saying(|events| {
            let Event::NoticesOwed(owed) = &events[0] else {
                panic!("{events:?}")
            };
            let debtor = owed.notices.iter().find(|one| one.to == NoticeTo::Debtor);
            assert_eq!(debtor.unwrap().holds.len(), 2);
            let told = |one: &NoticeOwed| !one.holds.contains(&whole);
            assert!(owed.notices.iter().all(told));
        });
}
