//! Interest stops when the debtor loses the money, not when it is booked (M-01).

use super::{
    funds::booked,
    interest::{amount, doubled, owed, state_terms, work_out},
};
use crate::{story::*, world::*};
use levy_domain::{
    claim::ComponentKind,
    matter::{Command, funds},
    reply::Outcome,
    time::{DAY, Date, HOUR, Timestamp},
};

/// 4,100 yuan are drawn by order 2 and answered at `answered`; it is booked on
/// 5 March.
fn drawn(answered: Option<Timestamp>) -> Given {
    let mut done = reply(
        &order(2),
        1,
        vec![said(1, Outcome::Done, Some(cny(410_000)))],
    );
    done.way.answered_at = answered;
    let story = owed()
        .does(state_terms(doubled()))
        .holding(1, ACCOUNT, cny(410_000))
        .transferring(2, 1, cny(410_000))
        .does(fold(order(2), done));
    given(story.at(NOW.plus(4 * DAY)))
}

fn came_on_the_fifth() -> Command {
    let mut came = booked(RECEIPT, cny(410_000));
    if let Command::BookReceipt {
        booked_on,
        order: of,
        ..
    } = &mut came
    {
        *booked_on = day(2024, 3, 5);
        *of = Some((order(2), 1));
    }
    came
}

fn bears_until(story: &Story, on: Date) {
    assert_eq!(story.state.receipts[&RECEIPT].on, on);
    let story = story.clone().does(work_out(day(2024, 3, 5)));
    // 60 days to 1 March and those until then at 1.75 yuan, the others on 6,000.
    let whole = 60 + u64::try_from((on - day(2024, 3, 1)).num_days()).unwrap();
    let expected = whole * 175 + (64 - whole) * 105;
    assert_eq!(amount(&story, ComponentKind::DoubledInterest), expected);
}

#[test]
fn interest_stops_on_the_day_on_which_the_unit_drew_the_money() {
    drawn(Some(NOW.plus(HOUR)))
        .when(came_on_the_fifth())
        .then_kinds([
            "receipt-booked",
            "receipt-matched",
            "interest-worked-out",
            "allocated",
        ])
        .seeing(|story| bears_until(story, day(2024, 3, 1)));
}

#[test]
fn no_day_after_the_booking_and_none_before_the_order_stops_it() {
    let kinds = [
        "receipt-booked",
        "receipt-matched",
        "interest-worked-out",
        "allocated",
    ];
    drawn(Some(NOW.plus(9 * DAY)))
        .when(came_on_the_fifth())
        .then_kinds(kinds)
        .seeing(|story| bears_until(story, day(2024, 3, 5)));
    drawn(Some(NOW.plus(-90 * DAY)))
        .when(came_on_the_fifth())
        .then_kinds(kinds)
        .seeing(|story| bears_until(story, day(2024, 3, 1)));
    drawn(None)
        .when(came_on_the_fifth())
        .then_kinds(kinds)
        .seeing(|story| bears_until(story, day(2024, 3, 5)));
}

#[test]
fn income_bears_no_more_from_the_day_on_which_it_was_withheld() {
    let mut came = booked(RECEIPT, cny(410_000));
    if let Command::BookReceipt { booked_on, .. } = &mut came {
        *booked_on = day(2024, 3, 5);
    }
    let counted = |on: Date| {
        Command::Funds(funds::Command::Attribute {
            receipt: RECEIPT,
            liability: LIABILITY,
            source: "income".into(),
            taken_on: Some(on),
        })
    };
    let story = owed()
        .does(state_terms(doubled()))
        .at(NOW.plus(4 * DAY))
        .does(came);
    given(story.clone())
        .when(counted(day(2024, 3, 1)))
        .then_kinds(["receipt-attributed", "interest-worked-out", "allocated"])
        .seeing(|story| bears_until(story, day(2024, 3, 1)));
    given(story.clone())
        .when(counted(day(2024, 3, 6)))
        .then_refused("LEVY-R05");
    given(story.at(NOW.plus(9 * DAY)))
        .when(counted(day(2024, 3, 6)))
        .then_refused_saying("LEVY-R05", "booked");
}
