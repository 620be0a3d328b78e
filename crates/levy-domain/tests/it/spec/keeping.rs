//! The living minimum once per person and month, whichever order leaves it
//!

use super::income::{RENT, WAGES, Wanted, end_of, missed, ordered, owed, wages};
use crate::{story::*, world::*};
use levy_domain::{
    id::IncomeId,
    matter::{Command, Event, income::Command as Ask},
    money::Money,
};

fn rent() -> Wanted {
    Wanted {
        income: RENT,
        ..wages()
    }
}

/// Wages leave him the minimum, so rent leaves him nothing.
fn both() -> Story {
    owed().agreed(ordered(wages())).agreed(ordered(rent()))
}

fn end(income: IncomeId) -> Command {
    let ground = "left-his-work".into();
    Ask::End {
        income,
        ground,
        documents: vec![RULING],
    }
    .into()
}

fn keeps(story: &Story, income: IncomeId) -> Money {
    story.state.incomes.get(&income).unwrap().keeps
}

#[test]
fn the_order_that_is_left_leaves_him_the_minimum() {
    given(both())
        .when(end(WAGES))
        .then_kinds(["income-ended", "income-keeps-restated"])
        .saying(|events| {
            let Event::IncomeKeepsRestated(restated) = &events[1] else {
                panic!("{events:?}")
            };
            assert_eq!((restated.income, restated.ended), (RENT, WAGES));
            assert_eq!(restated.keeps, cny(80_000));
            assert_eq!(restated.minimum.rule, "O-24");
            assert!(!restated.below_minimum);
        })
        .seeing(|story| assert_eq!(keeps(story, RENT), cny(80_000)));
}

#[test]
fn the_end_of_one_that_left_him_nothing_changes_nothing() {
    given(both())
        .when(end(RENT))
        .then_kinds(["income-ended"])
        .seeing(|story| assert_eq!(keeps(story, WAGES), cny(80_000)));
    // What is left is restated once more when a third one comes and goes.
    let third = Wanted {
        income: IncomeId(PLAN_3.0),
        ..wages()
    };
    let story = both().does(end(WAGES)).agreed(ordered(third));
    assert_eq!(keeps(&story, IncomeId(PLAN_3.0)), cny(0));
}

#[test]
fn the_last_pay_day_of_one_is_its_end_for_the_others() {
    let short = Wanted {
        until: Some(day(2024, 4, 9)),
        ..wages()
    };
    let story = owed().agreed(ordered(short)).agreed(ordered(rent()));
    given(story.at(end_of(day(2024, 3, 15))))
        .when(missed())
        .then_kinds(["remittance-missed", "income-keeps-restated"])
        .seeing(|story| assert_eq!(keeps(story, RENT), cny(80_000)));
}

#[test]
fn what_a_judge_stated_stands_and_he_is_told_that_it_is_too_little() {
    let stated = Wanted {
        keeps: Some(cny(10_000)),
        ..rent()
    };
    let story = owed().agreed(ordered(wages())).agreed(ordered(stated));
    given(story)
        .when(end(WAGES))
        .then_kinds(["income-ended", "income-keeps-restated"])
        .saying(|events| {
            let Event::IncomeKeepsRestated(restated) = &events[1] else {
                panic!("{events:?}")
            };
            assert_eq!(restated.keeps, cny(10_000));
            assert!(restated.below_minimum);
        });
}

#[test]
fn who_pays_every_three_months_leaves_him_three_months_at_once() {
    let quarterly = Wanted {
        every_months: 3,
        ..rent()
    };
    given(owed())
        .when_agreed(ordered(quarterly))
        .then_kinds(["income-ordered"])
        .saying(|events| {
            let Event::IncomeOrdered(ordered) = &events[0] else {
                panic!("{events:?}")
            };
            assert_eq!((ordered.keeps, ordered.leaves), (cny(80_000), cny(240_000)));
        });
}
