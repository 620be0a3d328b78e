//! A unit's report and an order of ours cross on their way.

use crate::{planted, story::*, world::*};
use levy_domain::{
    matter::{Command, Event},
    money::Money,
    order::Measure,
    reply::{Outcome, Reply, Way},
    stamp::{Happened, Precision, Source},
    time::{HOUR, Timestamp},
};

/// The unit has the order from hour 2 on and answers at hour 4.
const TAKEN: i64 = 2;
const ANSWERED: i64 = 4;

fn hour(hours: i64) -> Timestamp {
    NOW.plus(hours * HOUR)
}

fn transferring() -> Story {
    Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .transferring(2, 1, cny(400))
        .at(hour(10))
}

fn lowering() -> Story {
    Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .releasing(2, Measure::PartialRelease, 1, cny(400))
        .at(hour(10))
}

/// What the unit says of order 2, with the times of its way.
fn done(held: Money) -> Reply {
    Reply {
        way: Way {
            delivered_at: Some(hour(TAKEN)),
            answered_at: Some(hour(ANSWERED)),
            ..Way::default()
        },
        ..reply(&order(2), 1, vec![said(1, Outcome::Done, Some(held))])
    }
}

fn answered(story: Story) -> Story {
    story.does(fold(order(2), done(cny(400))))
}

/// The unit reports what the hold holds at `at`; what follows from it.
fn events_of_report(story: &Story, held: Money, at: Timestamp) -> Vec<Event> {
    let command = Command::ObserveHold {
        hold: story.hold_of(1),
        held,
        cause: "inflow".into(),
        rank: None,
        evidence: None,
    };
    let mut stamp = stamp(story.now, story.actor.clone());
    stamp.happened = Some(Happened {
        at,
        source: Source::Unit,
        precision: Precision::Minute,
    });
    planted::decide(&story.state, &command, story.rules, &stamp).unwrap()
}

fn reported(mut story: Story, held: Money, at: Timestamp) -> Story {
    let events = events_of_report(&story, held, at);
    story.fold(events);
    assert_eq!(events_of_report(&story, held, at), [], "reported again");
    story
}

/// Held, covered and set aside.
fn sums(story: &Story) -> (u64, u64, u64) {
    let hold = &story.state.holds[&story.hold_of(1)];
    (hold.held, hold.covers, hold.reserved)
}

#[test]
fn a_report_made_after_a_transfer_was_carried_out_counts_it() {
    // 600 less 400, and 100 came in.
    given(reported(transferring(), cny(300), hour(5)))
        .when(fold(order(2), done(cny(400))))
        .then_kinds(["order-answered", "transfer-settled", "hold-changed"])
        .seeing(|story| assert_eq!(sums(story), (300, 300, 0)));
}

#[test]
fn a_report_made_before_a_transfer_arrived_does_not_count_it() {
    given(reported(transferring(), cny(700), hour(1)))
        .when(fold(order(2), done(cny(400))))
        .then_kinds(["order-answered", "transfer-settled"])
        .seeing(|story| assert_eq!(sums(story), (300, 300, 0)));
}

#[test]
fn a_report_and_a_transfer_come_to_the_same_sum_in_either_order() {
    for (held, at) in [(cny(300), 5), (cny(700), 1)] {
        let one = answered(reported(transferring(), held, hour(at)));
        let other = reported(answered(transferring()), held, hour(at));
        assert_eq!((sums(&one), sums(&other)), ((300, 300, 0), (300, 300, 0)));
    }
}

#[test]
fn a_report_made_while_a_transfer_was_carried_out_is_for_a_person() {
    // Either 700 are held and the report came first, or 300.
    given(reported(transferring(), cny(700), hour(3)))
        .when(fold(order(2), done(cny(400))))
        .then_kinds([
            "order-answered",
            "transfer-settled",
            "order-disputed",
            "hold-changed",
        ])
        .seeing(|story| assert_eq!(sums(story), (700, 300, 0)));
    let late = reported(answered(transferring()), cny(700), hour(3));
    assert_eq!(sums(&late), (700, 300, 0));
    assert!(late.state.orders[&order(2)].disputed);
}

#[test]
fn a_report_of_the_sum_that_is_known_counts_what_crosses_it() {
    // 400 went and 400 came.
    given(reported(transferring(), cny(600), hour(5)))
        .when(fold(order(2), done(cny(400))))
        .then_kinds(["order-answered", "transfer-settled", "hold-changed"])
        .seeing(|story| assert_eq!(sums(story), (600, 600, 0)));
}

#[test]
fn a_hold_that_filled_up_behind_a_transfer_of_all_it_had_is_not_drawn_out() {
    let mut short = said(1, Outcome::Partial, Some(cny(400)));
    short.beyond_balance = Some(cny(200));
    let story = Story::owed(cny(1_000))
        .freezing(1, ACCOUNT, cny(600))
        .replies(1, 1, vec![short])
        .transferring(2, 1, cny(400))
        .at(hour(10));
    let mut all = done(cny(400));
    all.lines[0].beyond_balance = Some(cny(0));
    given(reported(story, cny(150), hour(5)))
        .when(fold(order(2), all))
        .then_kinds(["order-answered", "transfer-settled", "hold-changed"])
        .seeing(|story| assert_eq!(sums(story), (150, 150, 0)));
}

#[test]
fn a_report_made_after_a_reduction_counts_it() {
    given(reported(lowering(), cny(250), hour(5)))
        .when(fold(order(2), done(cny(400))))
        .then_kinds(["order-answered", "hold-reduced", "hold-changed"])
        .seeing(|story| {
            assert_eq!(sums(story), (250, 250, 0));
            let lowered = &story.state.orders[&order(2)].lines[0];
            assert_eq!(lowered.freed, 400);
        });
    let late = reported(answered(lowering()), cny(250), hour(5));
    assert_eq!(sums(&late), (250, 250, 0));
}

#[test]
fn a_report_made_before_a_reduction_arrived_is_lowered_by_it() {
    let one = answered(reported(lowering(), cny(700), hour(1)));
    let other = reported(answered(lowering()), cny(700), hour(1));
    assert_eq!((sums(&one), sums(&other)), ((300, 300, 0), (300, 300, 0)));
}

#[test]
fn what_is_issued_after_a_report_is_not_in_it_whatever_the_clocks_say() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    let ahead = reported(story, cny(700), hour(100)).transferring(2, 1, cny(400));
    given(ahead)
        .when(fold(order(2), done(cny(400))))
        .then_kinds(["order-answered", "transfer-settled"])
        .seeing(|story| assert_eq!(sums(story), (300, 300, 0)));
}

/// A freeze that said 600 and corrects itself at hour 4.
fn corrected(held: Money) -> Command {
    let correction = Reply {
        corrects: Some(1),
        ..done(held)
    };
    let lines = correction.lines.clone();
    fold(
        order(1),
        Reply {
            way: correction.way,
            corrects: Some(1),
            ..reply(&order(1), 2, lines)
        },
    )
}

#[test]
fn a_correction_that_is_older_than_a_report_leaves_its_sum() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    given(reported(story.at(hour(10)), cny(550), hour(5)))
        .when(corrected(cny(500)))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!(sums(story), (550, 550, 0)));
}

#[test]
fn a_correction_that_may_count_what_a_report_told_is_for_a_person() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    given(reported(story.at(hour(10)), cny(550), hour(3)))
        .when(corrected(cny(500)))
        .then_kinds(["order-answered", "order-disputed", "hold-changed"])
        .seeing(|story| assert_eq!(sums(story), (550, 500, 0)));
}

/// 600 are held of 1,500; 100 come in before each of three reports, at hours
/// 1, 3 and 5; the unit takes 400 off at `taken` and says so at once. Its word
/// on that comes in before the report of this place.
fn after_all_words(measure: Measure, taken: i64, place: usize) -> Story {
    let partial = said(1, Outcome::Partial, Some(cny(600)));
    let story = Story::owed(cny(2_000))
        .freezing(1, ACCOUNT, cny(1_500))
        .replies(1, 1, vec![partial]);
    let mut story = match measure {
        Measure::Transfer => story.transferring(2, 1, cny(400)),
        measure => story.releasing(2, measure, 1, cny(400)),
    };
    let word = Reply {
        way: Way {
            delivered_at: Some(hour(taken)),
            answered_at: Some(hour(taken)),
            ..Way::default()
        },
        ..done(cny(400))
    };
    for (at, came) in [(1, 700), (3, 800), (5, 900)].into_iter().enumerate() {
        if at == place {
            story = story.does(fold(order(2), word.clone()));
        }
        let (reported_at, filled) = came;
        let off = if taken < reported_at { 400 } else { 0 };
        story = reported(story, cny(filled - off), hour(reported_at));
    }
    if place == 3 {
        story = story.does(fold(order(2), word));
    }
    story
}

#[test]
fn in_whatever_order_words_come_a_hold_is_what_the_unit_holds() {
    for measure in [Measure::Transfer, Measure::PartialRelease] {
        for taken in [0, 2, 4, 6] {
            for place in 0..=3 {
                let story = after_all_words(measure.clone(), taken, place);
                let told = format!("{measure} at {taken}, told in place {place}");
                assert_eq!(sums(&story), (500, 500, 0), "{told}");
                assert!(!story.state.orders[&order(2)].disputed, "{told}");
            }
        }
    }
}
