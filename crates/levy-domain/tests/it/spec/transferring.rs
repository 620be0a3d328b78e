//! Transfers: set aside against one hold, settled on the unit's word, matched
//! with the receipt.

use crate::{story::*, world::*};
use levy_domain::{
    matter::{Command, event::*},
    money::Money,
    order::Measure,
    reply::{LineReply, Outcome, Truth},
};

fn held() -> Story {
    Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600))
}

fn sent() -> Story {
    held().transferring(2, 1, cny(400))
}

fn draw(story: Story, amount: Money, code: &str) {
    let draft = story.on_hold(9, Measure::Transfer, 1, Some(amount));
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN_3,
            orders: vec![draft],
            overrides: vec![],
        })
        .then_refused(code);
}

fn says(sequence: u32, line: LineReply) -> Command {
    fold(order(2), reply(&order(2), sequence, vec![line]))
}

fn aside(story: &Story) -> (u64, u64, u64) {
    let hold = &story.state.holds[&story.hold_of(1)];
    (
        hold.held,
        hold.reserved,
        story.state.claim_sums(&CLAIM).in_transit,
    )
}

#[test]
fn the_issue_of_a_transfer_sets_its_sum_aside() {
    let story = held();
    let draft = story.on_hold(2, Measure::Transfer, 1, Some(cny(400)));
    let hold = story.hold_of(1);
    given(story.drafts(PLAN, draft).approved(PLAN))
        .when_of(|story| story.issue(PLAN))
        .then_kinds(["orders-issued", "transfer-reserved"])
        .saying(|events| {
            let reserved = TransferReserved {
                order: order(2),
                line: 1,
                hold,
                amount: cny(400),
            };
            assert_eq!(events[1], reserved.into());
        })
        .seeing(|story| assert_eq!(aside(story), (600, 400, 0)));
}

#[test]
fn a_transfer_that_is_done_is_in_transit_until_it_arrives() {
    let hold = sent().hold_of(1);
    let answer = reply(&order(2), 1, vec![said(1, Outcome::Done, Some(cny(400)))]);
    given(sent())
        .when(fold(order(2), answer.clone()))
        .then([
            OrderAnswered {
                order: order(2),
                reply: answer,
            }
            .into(),
            TransferSettled {
                order: order(2),
                line: 1,
                hold,
                amount: cny(400),
                truth: Truth::Claimed,
            }
            .into(),
        ])
        .seeing(|story| {
            assert_eq!(aside(story), (200, 0, 400));
            assert_eq!(story.room(LIABILITY), 400);
        });
}

#[test]
fn a_transfer_of_the_whole_ends_the_hold() {
    given(held().transferring(2, 1, cny(600)))
        .when(says(1, said(1, Outcome::Done, None)))
        .then_kinds(["order-answered", "transfer-settled", "hold-released"])
        .seeing(|story| assert_eq!(story.state.open_holds().count(), 0));
}

#[test]
fn a_transfer_in_part_frees_the_rest() {
    given(sent())
        .when(says(1, said(1, Outcome::Partial, Some(cny(150)))))
        .then_kinds(["order-answered", "transfer-settled", "transfer-freed"])
        .seeing(|story| assert_eq!(aside(story), (450, 0, 150)));
}

#[test]
fn a_transfer_in_part_keeps_the_rest_aside_while_more_may_follow() {
    let first = part(
        &order(2),
        1,
        vec![said(1, Outcome::Partial, Some(cny(150)))],
    );
    given(sent())
        .when(fold(order(2), first))
        .then_kinds(["order-answered", "transfer-settled"])
        .seeing(|story| assert_eq!(aside(story), (450, 250, 150)));
}

#[test]
fn the_second_part_of_a_transfer_says_the_whole_sum() {
    let first = part(
        &order(2),
        1,
        vec![said(1, Outcome::Partial, Some(cny(150)))],
    );
    given(sent().does(fold(order(2), first)))
        .when(says(2, said(1, Outcome::Done, Some(cny(400)))))
        .then_kinds(["order-answered", "transfer-settled"])
        .seeing(|story| assert_eq!(aside(story), (200, 0, 400)));
}

#[test]
fn a_transfer_that_is_refused_frees_all_of_it() {
    for outcome in [Outcome::Refused, Outcome::Nothing, Outcome::Returned] {
        given(sent())
            .when(says(1, said(1, outcome, None)))
            .then_kinds(["order-answered", "transfer-freed"])
            .seeing(|story| assert_eq!(aside(story), (600, 0, 0)));
    }
}

#[test]
fn a_transfer_of_more_than_was_asked_is_disputed_and_counted() {
    given(sent())
        .when(says(1, said(1, Outcome::Done, Some(cny(500)))))
        .then_kinds(["order-answered", "order-disputed", "transfer-settled"])
        .seeing(|story| assert_eq!(aside(story), (100, 0, 500)));
}

#[test]
fn a_transfer_corrected_to_less_is_for_a_person() {
    let story = sent().replies(2, 1, vec![said(1, Outcome::Done, Some(cny(400)))]);
    given(story)
        .when(says(2, said(1, Outcome::Done, Some(cny(300)))))
        .then_kinds(["order-answered", "order-disputed"])
        .seeing(|story| assert_eq!(aside(story), (200, 0, 400)));
}

#[test]
fn a_transfer_without_a_sum_in_part_is_disputed() {
    given(sent())
        .when(says(1, said(1, Outcome::Partial, None)))
        .then_kinds(["order-answered", "order-disputed"])
        .seeing(nothing_is_free_again);
}

/// What was set aside stays so, and nothing else is asked of the account.
fn nothing_is_free_again(story: &Story) {
    assert_eq!((aside(story), story.phase(2)), ((600, 400, 0), "delivered"));
    assert_eq!(story.state.holds[&story.hold_of(1)].drawable(), 200);
    draw(story.clone(), cny(1), "LEVY-R25");
}

#[test]
fn a_last_reply_that_is_silent_on_a_transfer_frees_nothing() {
    given(sent())
        .when(fold(order(2), reply(&order(2), 1, vec![])))
        .then_kinds(["order-answered", "order-disputed"])
        .seeing(nothing_is_free_again);
}

#[test]
fn a_transfer_in_part_of_another_currency_frees_nothing() {
    let line = said(1, Outcome::Partial, Some(usd(150)));
    given(sent())
        .when(says(1, line))
        .then_kinds(["order-answered", "order-disputed", "order-disputed"])
        .seeing(nothing_is_free_again);
}

#[test]
fn a_last_reply_to_one_of_two_transfers_frees_nothing_of_the_other() {
    let story = held().holding(3, SECOND, cny(400));
    let mut both = story.on_hold(2, Measure::Transfer, 1, Some(cny(400)));
    let second = story.on_hold(2, Measure::Transfer, 3, Some(cny(300)));
    both.lines.push(levy_domain::order::Line {
        line: 2,
        ..second.lines[0].clone()
    });
    let story = story.drafts(PLAN, both).issued(PLAN);
    given(story)
        .when(says(1, said(1, Outcome::Done, Some(cny(400)))))
        .then_kinds(["order-answered", "transfer-settled", "order-disputed"])
        .seeing(|story| {
            let hold = &story.state.holds[&story.hold_of(3)];
            assert_eq!((hold.reserved, hold.drawable()), (300, 100));
        });
}

#[test]
fn a_reply_that_a_person_enters_ends_a_transfer_that_the_unit_left_open() {
    let silent = reply(&order(2), 1, vec![]);
    given(sent().does(fold(order(2), silent)))
        .when(says(2, said(1, Outcome::Partial, Some(cny(150)))))
        .then_kinds(["order-answered", "transfer-settled", "transfer-freed"])
        .seeing(|story| assert_eq!((aside(story), story.phase(2)), ((450, 0, 150), "answered")));
}

#[test]
fn a_judge_settles_a_transfer_of_which_no_line_was_ever_answered() {
    let silent = reply(&order(2), 1, vec![]);
    let story = sent()
        .does(fold(order(2), silent))
        .by(judge())
        .at(NOW.plus(TEN_DAYS + WINDOW));
    given(story)
        .when_agreed(super::settling::settle_with(2, "statement", Some(WINDOW)))
        .then_kinds(["order-not-taken", "transfer-freed"])
        .seeing(|story| assert_eq!(aside(story), (600, 0, 0)));
}

#[test]
fn a_transfer_that_is_refused_as_a_whole_frees_all_of_it() {
    let refused = levy_domain::reply::Reply {
        refused: Some("E99".into()),
        ..reply(&order(2), 1, vec![])
    };
    given(sent())
        .when(fold(order(2), refused))
        .then_kinds(["order-answered", "assistance-refused", "transfer-freed"])
        .seeing(|story| assert_eq!((aside(story), story.phase(2)), ((600, 0, 0), "answered")));
}

#[test]
fn a_transfer_never_exceeds_the_hold() {
    draw(held(), cny(601), "LEVY-R24");
}

#[test]
fn a_transfer_never_exceeds_what_is_owed() {
    draw(
        held().does(super::paying::paid(RECEIPT, cny(900))),
        cny(101),
        "LEVY-R12",
    );
}

#[test]
fn two_transfers_together_never_exceed_what_is_owed() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(500))
        .holding(3, SECOND, cny(500));
    let story = story
        .does(super::paying::paid(RECEIPT, cny(300)))
        .transferring(2, 3, cny(500));
    draw(story, cny(201), "LEVY-R12");
}

#[test]
fn a_transfer_takes_only_the_debtors_share_of_a_joint_account() {
    let story = Story::owed(cny(1_000))
        .finds(vec![half_of_another(account(ACCOUNT, cny(601)))])
        .holding(1, ACCOUNT, cny(601));
    draw(story.clone(), cny(302), "LEVY-R24");
    let draft = story.on_hold(9, Measure::Transfer, 1, Some(cny(301)));
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN_3,
            orders: vec![draft],
            overrides: vec![],
        })
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_place_in_the_queue_cannot_be_drawn_on() {
    let story = Story::owed(cny(1_000))
        .freezing(1, ACCOUNT, cny(600))
        .replies(1, 1, vec![said(1, Outcome::Waiting, None)]);
    draw(story, cny(1), "LEVY-R24");
}

#[test]
fn a_transfer_names_its_sum_and_needs_an_open_case() {
    let story = held();
    let draft = story.on_hold(9, Measure::Transfer, 1, None);
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN_3,
            orders: vec![draft],
            overrides: vec![],
        })
        .then_refused("LEVY-R05");
    draw(
        held().judged(super::closing::close("round-ended", Some(HEAD))),
        cny(1),
        "LEVY-R04",
    );
}

#[test]
fn a_transfer_needs_the_head_of_the_bureau() {
    let story = held();
    let draft = story.on_hold(9, Measure::Transfer, 1, Some(cny(1)));
    let story = story.drafts(PLAN_3, draft).by(judge());
    let hash = story.state.plans[&PLAN_3].drafted.list_hash;
    let approve = |officer| Command::ApprovePlan {
        plan: PLAN_3,
        list_hash: hash,
        officer,
        role: levy_domain::stamp::Role::Judge,
    };
    let story = story
        .does(approve(JUDGE))
        .by(levy_domain::stamp::Actor::officer(
            JUDGE_2,
            levy_domain::stamp::Role::Judge,
        ));
    given(story).when(approve(JUDGE_2)).then_refused("LEVY-R20");
}

#[test]
fn a_drawn_hold_that_the_unit_reports_again_is_for_a_person() {
    let story =
        held()
            .transferring(2, 1, cny(600))
            .replies(2, 1, vec![said(1, Outcome::Done, None)]);
    given(story)
        .when(fold(
            order(1),
            reply(&order(1), 2, vec![said(1, Outcome::Done, Some(cny(600)))]),
        ))
        .then_kinds(["order-answered", "order-disputed"]);
}

#[test]
fn a_hold_whose_limit_reaches_beyond_the_balance_outlives_what_it_held() {
    let mut answer = said(1, Outcome::Partial, Some(cny(400)));
    answer.beyond_balance = Some(cny(600));
    let story = Story::owed(cny(1_000))
        .freezing(1, ACCOUNT, cny(1_000))
        .replies(1, 1, vec![answer])
        .transferring(2, 1, cny(400));
    given(story.clone())
        .when(says(1, said(1, Outcome::Done, Some(cny(400)))))
        .then_kinds(["order-answered", "transfer-settled"])
        .seeing(|story| {
            let hold = &story.state.holds[&story.hold_of(1)];
            assert_eq!(
                (hold.held, hold.limit, hold.beyond_balance),
                (0, Some(cny(600)), 600)
            );
            assert!(hold.is_open());
        });
    let mut all = said(1, Outcome::Done, Some(cny(400)));
    all.beyond_balance = Some(cny(0));
    given(story).when(says(1, all)).then_kinds([
        "order-answered",
        "transfer-settled",
        "hold-released",
    ]);
}
