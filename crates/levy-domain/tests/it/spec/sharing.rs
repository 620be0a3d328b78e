//! Several debtors of one claim: whatever one of them pays lowers what is left
//! for each, as far as his own part goes; who is liable after others waits
//! for his turn.

use crate::{story::*, world::*};
use levy_domain::{
    asset::AssetClass,
    claim::{Liability, LiabilityMode},
    id::{DocumentId, LiabilityId, PersonId, PlanId},
    matter::{Command, Event, event::Ends, liability::Command as Turn},
    money::Money,
    order::Measure,
};

fn supplementary(id: LiabilityId, person: PersonId) -> Liability {
    Liability {
        mode: LiabilityMode::Supplementary,
        ..joint(id, person)
    }
}

fn paid_by(person: PersonId, n: u128, amount: Money) -> Command {
    Command::RecordPayment {
        receipt: levy_domain::id::ReceiptId(order(n).0),
        person,
        amount,
        paid_on: day(2024, 3, 1),
        evidence: None,
    }
}

fn rooms(story: &Story) -> (u64, u64) {
    (story.room(LIABILITY), story.room(GUARANTEE))
}

fn two(first: Liability, second: Liability) -> Story {
    Story::opened()
        .does(Command::StateClaim {
            claim: claim(cny(1_000)),
            home: MATTER,
        })
        .liable(first)
        .liable(second)
}

#[test]
fn what_one_joint_debtor_pays_lowers_the_room_of_both() {
    let story = two(joint(LIABILITY, DEBTOR), joint(GUARANTEE, GUARANTOR));
    let story = story.does(paid_by(DEBTOR, 1, cny(400)));
    assert_eq!(rooms(&story), (600, 600));
    let story = story.does(paid_by(GUARANTOR, 2, cny(100)));
    assert_eq!(rooms(&story), (500, 500));
}

#[test]
fn what_a_debtor_by_share_pays_lowers_his_own_share_first() {
    let halves = || {
        two(
            by_share(LIABILITY, DEBTOR, 1, 2),
            by_share(GUARANTEE, GUARANTOR, 1, 2),
        )
    };
    assert_eq!(rooms(&halves()), (500, 500));
    let one_paid = halves().does(paid_by(DEBTOR, 1, cny(300)));
    assert_eq!(rooms(&one_paid), (200, 500));
    // Above his share, what he paid is missing from the whole.
    let more = halves().does(paid_by(DEBTOR, 1, cny(700)));
    assert_eq!(rooms(&more), (0, 300));
}

#[test]
fn what_is_paid_lowers_a_capped_guarantor_only_below_his_cap() {
    let story = || {
        two(
            joint(LIABILITY, DEBTOR),
            capped(GUARANTEE, GUARANTOR, cny(600)),
        )
    };
    let some = story().does(paid_by(DEBTOR, 1, cny(300)));
    assert_eq!(rooms(&some), (700, 600));
    let much = story().does(paid_by(DEBTOR, 1, cny(700)));
    assert_eq!(rooms(&much), (300, 300));
    let his = story().does(paid_by(GUARANTOR, 1, cny(250)));
    assert_eq!(rooms(&his), (750, 350));
}

#[test]
fn money_that_is_taken_back_is_owed_again_by_whoever_had_paid_it() {
    let story = two(
        by_share(LIABILITY, DEBTOR, 1, 2),
        by_share(GUARANTEE, GUARANTOR, 1, 2),
    )
    .does(super::funds::booked(RECEIPT, cny(300)))
    .does(super::funds::attributed(RECEIPT));
    assert_eq!(rooms(&story), (200, 500));
    let back = Command::Funds(levy_domain::matter::funds::Command::ReverseAllocation {
        receipt: RECEIPT,
        claim: CLAIM,
        ground: "mistaken-deposit".into(),
        document: None,
    });
    assert_eq!(rooms(&story.does(back)), (500, 500));
}

fn open(liability: LiabilityId, document: DocumentId) -> Command {
    Turn::OpenSupplementary {
        liability,
        document,
    }
    .into()
}

/// The guarantor is liable after the debtor; an account of his is known.
fn with_second() -> Story {
    let mut his = account(ACCOUNT, cny(900));
    his.person = GUARANTOR;
    two(
        joint(LIABILITY, DEBTOR),
        supplementary(GUARANTEE, GUARANTOR),
    )
    .finds(vec![his])
    .by(judge())
}

fn by_hand() -> Command {
    let mut freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(500)));
    freeze.subject = GUARANTOR;
    freeze.lines[0].liability = GUARANTEE;
    freeze.lines[0].known_available = Some(cny(900));
    Command::DraftPlan {
        plan: PlanId(order(1).0),
        orders: vec![freeze],
        overrides: vec![],
    }
}

#[test]
fn nothing_is_planned_against_a_supplementary_debtor_before_his_turn() {
    given(with_second())
        .when(plan_freeze(PLAN, GUARANTEE))
        .then_refused("LEVY-R52");
    given(with_second())
        .when(by_hand())
        .then_refused("LEVY-R52");
}

#[test]
fn a_finding_that_those_before_him_have_nothing_left_makes_it_his_turn() {
    let story = with_second().does(paid_by(DEBTOR, 1, cny(400)));
    given(story)
        .when(open(GUARANTEE, RULING))
        .then_kinds(["supplementary-opened"])
        .saying(|events| {
            let Event::SupplementaryOpened(opened) = &events[0] else {
                panic!()
            };
            assert_eq!(opened.open, cny(600), "what the debtor left open");
        })
        .seeing(|story| {
            given(story.clone().by(clerk()))
                .when(plan_freeze(PLAN, GUARANTEE))
                .then_kinds(["plan-drafted"]);
            given(story.clone().by(clerk()))
                .when(by_hand())
                .then_kinds(["plan-drafted"]);
        });
}

#[test]
fn what_is_held_of_him_before_his_turn_is_renewed_and_released_but_not_drawn() {
    let adopted = Command::AdoptHold {
        hold: OLD_HOLD,
        asset: ACCOUNT,
        class: AssetClass::Deposit,
        number: sealed(ACCOUNT.0.as_bytes()[15]),
        unit: bank(),
        liability: GUARANTEE,
        measure: Measure::Freeze,
        limit: None,
        held: Some(cny(500)),
        rank: 0,
        from: None,
        ends: Ends::default(),
        source: Some("（2023）川3322执保9号".into()),
    };
    let story = with_second().does(adopted);
    let on_it = |measure| {
        let mut his = line(ACCOUNT, cny(500));
        his.liability = GUARANTEE;
        his.hold = Some(OLD_HOLD);
        let mut order = draft(order(2), measure, his);
        order.subject = GUARANTOR;
        Command::DraftPlan {
            plan: PLAN,
            orders: vec![order],
            overrides: vec![],
        }
    };
    for measure in [Measure::Renew, Measure::Release] {
        given(story.clone())
            .when(on_it(measure))
            .then_kinds(["plan-drafted"]);
    }
    given(story)
        .when(on_it(Measure::Transfer))
        .then_refused("LEVY-R52");
}

#[test]
fn only_a_judge_finds_it_and_only_of_a_supplementary_debtor_and_on_a_document() {
    given(with_second().by(clerk()))
        .when(open(GUARANTEE, RULING))
        .then_refused("LEVY-R20");
    given(with_second())
        .when(open(LIABILITY, RULING))
        .then_refused("LEVY-R05");
    let paperless = DocumentId(uuid::Uuid::from_u128(0xdead));
    given(with_second())
        .when(open(GUARANTEE, paperless))
        .then_refused("LEVY-R29");
    let paid = with_second().does(paid_by(DEBTOR, 1, cny(1_000)));
    given(paid)
        .when(open(GUARANTEE, RULING))
        .then_refused("LEVY-R13");
}
