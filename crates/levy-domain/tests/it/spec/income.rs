//! Wages, rent, dividends: one order, and what came of each pay day.

use crate::{story::*, world::*};
use levy_domain::{
    id::{DocumentId, IncomeId, LiabilityId, PersonId, ReceiptId},
    matter::{
        Command, Duty, Event,
        event::{IncomeKind, IncomeOrdered},
        income::Command as Ask,
    },
    money::Money,
    party::{PartyRole, Person, PersonKind},
    stamp::Actor,
    time::{Date, Timestamp, Zone},
};
use uuid::Uuid;

pub(super) const WAGES: IncomeId = IncomeId(Uuid::from_u128(0xe1));
pub(super) const RENT: IncomeId = IncomeId(Uuid::from_u128(0xe2));
const EMPLOYER: PersonId = STRANGER;

pub(super) struct Wanted {
    pub(super) income: IncomeId,
    pub(super) liability: LiabilityId,
    pub(super) keeps: Option<Money>,
    pub(super) documents: Vec<DocumentId>,
    pub(super) until: Option<Date>,
    pub(super) every_months: u16,
}

pub(super) fn wages() -> Wanted {
    Wanted {
        income: WAGES,
        liability: LIABILITY,
        keeps: None,
        documents: vec![RULING, NOTICE],
        until: None,
        every_months: 1,
    }
}

/// From 10 March 2024 on, every month.
pub(super) fn ordered(wanted: Wanted) -> Command {
    Ask::Order {
        income: wanted.income,
        liability: wanted.liability,
        kind: IncomeKind::Wages,
        payer: EMPLOYER,
        first: day(2024, 3, 10),
        every_months: wanted.every_months,
        until: wanted.until,
        keeps: wanted.keeps,
        documents: wanted.documents,
    }
    .into()
}

fn remit(on: Date, receipt: ReceiptId) -> Command {
    Ask::Remit {
        income: WAGES,
        on,
        receipt,
    }
    .into()
}

pub(super) fn missed() -> Command {
    Ask::NoteMissed { income: WAGES }.into()
}

/// 5,000 yuan are owed; the employer is known.
pub(super) fn owed() -> Story {
    Story::owed(cny(500_000))
        .does(add(person(EMPLOYER), PartyRole::ThirdParty))
        .by(judge())
}

fn begun() -> Story {
    owed().agreed(ordered(wages())).by(Actor::system())
}

/// Money of the employer in the account, counted for the debt.
fn came(story: Story, receipt: ReceiptId, amount: Money) -> Story {
    story
        .does(super::funds::booked(receipt, amount))
        .does(super::funds::attributed(receipt))
}

fn said(events: &[Event]) -> &IncomeOrdered {
    let Event::IncomeOrdered(ordered) = &events[0] else {
        panic!("{events:?}")
    };
    ordered
}

pub(super) fn end_of(on: Date) -> Timestamp {
    Timestamp::end_of(on, Zone::CHINA)
}

fn awaited(story: &Story) -> Option<Date> {
    let known = story.state.incomes.get(&WAGES)?;
    known.next.as_ref().map(|next| next.on)
}

#[test]
fn income_is_ordered_by_a_judge_and_another_officer_for_an_open_debt() {
    given(owed())
        .when_agreed(ordered(wages()))
        .then_kinds(["income-ordered"])
        .saying(|events| {
            let first = &said(events).first;
            assert_eq!(first.on, day(2024, 3, 10));
            // Five working days after Sunday the 10th.
            assert_eq!(first.deadline.at, end_of(day(2024, 3, 15)));
            assert_eq!(first.deadline.basis.rule, "O-25");
            assert_eq!(said(events).officers, [JUDGE, HEAD]);
        });
    given(owed().by(clerk()))
        .when(ordered(wages()))
        .then_refused("LEVY-R20");
    given(owed())
        .when(ordered(wages()))
        .then_kinds(["assent-given"]);
    let bare = Wanted {
        documents: vec![],
        ..wages()
    };
    given(owed()).when(ordered(bare)).then_refused("LEVY-R16");
}

#[test]
fn a_natural_person_keeps_the_living_minimum() {
    given(owed())
        .when_agreed(ordered(wages()))
        .then_kinds(["income-ordered"])
        .saying(|events| {
            assert_eq!(said(events).keeps, cny(80_000));
            assert_eq!(said(events).minimum.as_ref().unwrap().rule, "O-24");
            assert!(!said(events).below_minimum);
        });
}

#[test]
fn the_living_minimum_is_kept_once_over_all_his_income() {
    let rent = Wanted {
        income: RENT,
        ..wages()
    };
    given(owed().agreed(ordered(wages())))
        .when_agreed(ordered(rent))
        .then_kinds(["income-ordered"])
        .saying(|events| assert_eq!(said(events).keeps, cny(0)));
}

#[test]
fn a_judge_who_leaves_less_than_the_minimum_is_told() {
    let less = Wanted {
        keeps: Some(cny(79_999)),
        ..wages()
    };
    given(owed())
        .when_agreed(ordered(less))
        .then_kinds(["income-ordered"])
        .saying(|events| assert!(said(events).below_minimum));
}

#[test]
fn a_company_keeps_nothing_to_live_on() {
    let company = Person {
        kind: PersonKind::Legal,
        ..person(GUARANTOR)
    };
    let story = Story::owed(cny(500_000))
        .does(add(company, PartyRole::Debtor))
        .liable(joint(GUARANTEE, GUARANTOR))
        .does(add(person(EMPLOYER), PartyRole::ThirdParty))
        .by(judge());
    let dividends = Wanted {
        liability: GUARANTEE,
        ..wages()
    };
    given(story)
        .when_agreed(ordered(dividends))
        .then_kinds(["income-ordered"])
        .saying(|events| assert_eq!(said(events).keeps, cny(0)));
}

#[test]
fn what_comes_for_a_pay_day_moves_on_to_the_next() {
    let story = came(begun(), RECEIPT, cny(120_000));
    given(story)
        .when(remit(day(2024, 3, 10), RECEIPT))
        .then_kinds(["remittance-received"])
        .seeing(|story| {
            assert_eq!(awaited(story), Some(day(2024, 4, 10)));
            assert_eq!(story.room(LIABILITY), 380_000);
        });
}

#[test]
fn a_receipt_comes_for_one_pay_day_only() {
    let story = came(begun(), RECEIPT, cny(120_000)).does(remit(day(2024, 3, 10), RECEIPT));
    given(story.clone())
        .when(remit(day(2024, 4, 10), RECEIPT))
        .then_refused("LEVY-R49");
    given(came(story, RECEIPT_2, cny(100)))
        .when(remit(day(2024, 5, 10), RECEIPT_2))
        .then_refused("LEVY-R05");
    given(begun().does(super::funds::booked(RECEIPT, cny(100))))
        .when(remit(day(2024, 3, 10), RECEIPT))
        .then_refused("LEVY-R05");
}

#[test]
fn a_pay_day_for_which_nothing_came_is_missed_and_the_next_is_awaited() {
    let last = end_of(day(2024, 3, 15));
    given(begun().at(last.plus(-1)))
        .when(missed())
        .then_nothing();
    given(begun().at(last))
        .when(missed())
        .then_kinds(["remittance-missed"])
        .owing([])
        .seeing(|story| assert_eq!(awaited(story), Some(day(2024, 4, 10))));
    let due: Vec<Duty> = begun().state.duties().due(last).collect();
    assert_eq!(due, [Duty::Remittance(WAGES)]);
}

#[test]
fn every_pay_day_that_passed_unseen_is_missed_and_none_twice() {
    let late = end_of(day(2024, 5, 20));
    let story = begun().at(late);
    given(story)
        .when(missed())
        .then_kinds(["remittance-missed"; 3])
        .seeing(|story| assert_eq!(awaited(story), Some(day(2024, 6, 10))));
    given(begun().at(late).does(missed()))
        .when(missed())
        .then_nothing();
}

#[test]
fn what_comes_late_makes_good_for_its_own_pay_day() {
    let story = begun().at(end_of(day(2024, 3, 15))).does(missed());
    let story = came(story, RECEIPT, cny(120_000));
    given(story)
        .when(remit(day(2024, 3, 10), RECEIPT))
        .then_kinds(["remittance-received"])
        .seeing(|story| {
            let known = story.state.incomes.get(&WAGES).unwrap();
            assert!(known.missed.is_empty());
            assert_eq!(awaited(story), Some(day(2024, 4, 10)));
        });
}

#[test]
fn it_ends_when_nothing_is_owed_any_more() {
    let paid = came(begun(), RECEIPT, cny(500_000));
    given(paid)
        .when(remit(day(2024, 3, 10), RECEIPT))
        .then_kinds(["remittance-received", "income-ended"])
        .owing([]);
    let elsewhere = begun().does(super::paying::paid(RECEIPT_2, cny(500_000)));
    given(elsewhere.at(end_of(day(2024, 3, 15))))
        .when(missed())
        .then_kinds(["income-ended"]);
}

#[test]
fn it_ends_with_its_last_day_or_by_a_judge() {
    let short = Wanted {
        until: Some(day(2024, 4, 9)),
        ..wages()
    };
    let story = owed().agreed(ordered(short));
    given(story.at(end_of(day(2024, 3, 15))))
        .when(missed())
        .then_kinds(["remittance-missed"])
        .seeing(|story| assert_eq!(awaited(story), None));
    let end = Ask::End {
        income: WAGES,
        ground: "left-his-work".into(),
        documents: vec![RULING],
    };
    given(begun().by(judge()))
        .when(end.clone().into())
        .then_kinds(["income-ended"])
        .owing([]);
    given(begun().by(clerk()))
        .when(end.into())
        .then_refused("LEVY-R20");
}

#[test]
fn a_pay_day_at_the_end_of_a_month_stays_there() {
    let ask = Ask::Order {
        income: WAGES,
        liability: LIABILITY,
        kind: IncomeKind::Rent,
        payer: EMPLOYER,
        first: day(2024, 1, 31),
        every_months: 1,
        until: None,
        keeps: Some(cny(0)),
        documents: vec![RULING, NOTICE],
    };
    let mut story = owed().agreed(ask.into());
    let mut days = vec![];
    for _ in 0..3 {
        let known = story.state.incomes.get(&WAGES).unwrap();
        let next = known.next.clone().unwrap();
        days.push(next.on);
        story = story.at(next.deadline.at).does(missed());
    }
    assert_eq!(days, [day(2024, 1, 31), day(2024, 2, 29), day(2024, 3, 31)]);
}
