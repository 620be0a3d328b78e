//! One claim in two matters: the home grants room, the other acts on a grant
//! only, and together they never take more than is owed.

use super::paying::paid;
use crate::{story::*, world::*};
use levy_domain::{
    claim::ComponentKind,
    decider::Decider,
    id::{MatterId, ReservationId},
    matter::{
        Command, Event, Matter, State,
        event::{Collected, ReservationGranted},
        reservation,
    },
    money::Money,
    stamp::Actor,
    time::{DAY, Timestamp},
};
use uuid::Uuid;

const HOME: MatterId = MatterId(Uuid::from_u128(0x9));
const RESERVATION: ReservationId = ReservationId(Uuid::from_u128(0xe0));
const RESERVATION_2: ReservationId = ReservationId(Uuid::from_u128(0xe1));
/// The end of 31 March 2024 in China.
const END: Timestamp = Timestamp(1_711_900_800_000 - 1);

fn reserve(command: reservation::Command) -> Command {
    Command::Reservation(command)
}

fn ask(id: ReservationId, amount: Money) -> Command {
    reserve(reservation::Command::Ask {
        reservation: id,
        claim: CLAIM,
        amount,
        until: day(2024, 3, 31),
    })
}

fn grant(amount: Money) -> Command {
    reserve(reservation::Command::Grant {
        reservation: RESERVATION,
        claim: CLAIM,
        to: HOME,
        amount,
        until: day(2024, 3, 31),
    })
}

fn enter(id: ReservationId, amount: Money) -> Command {
    reserve(reservation::Command::EnterGrant {
        reservation: id,
        amount,
        until: END,
    })
}

fn give_back(id: ReservationId) -> Command {
    reserve(reservation::Command::Return { reservation: id })
}

fn came_back(collected: Vec<Collected>) -> Command {
    reserve(reservation::Command::EnterReturn {
        reservation: RESERVATION,
        collected,
    })
}

fn principal(fen: u64) -> Collected {
    Collected {
        on: day(2024, 3, 1),
        component: ComponentKind::Principal,
        amount: cny(fen),
    }
}

/// A claim of 1,000 whose home is another matter.
fn elsewhere() -> Story {
    Story::opened()
        .does(Command::StateClaim {
            claim: claim(cny(1_000)),
            home: HOME,
        })
        .liable(joint(LIABILITY, DEBTOR))
        .with_account(ACCOUNT, cny(5_000))
}

fn granted(amount: Money) -> Story {
    elsewhere()
        .does(ask(RESERVATION, cny(900)))
        .does(enter(RESERVATION, amount))
}

fn planned(state: &State) -> u64 {
    let plan = &state.plans[&PLAN].drafted;
    plan.orders[0].lines[0].amount.unwrap().minor
}

#[test]
fn the_other_matter_does_nothing_before_it_is_granted_room() {
    given(elsewhere())
        .when(plan_freeze(PLAN, LIABILITY))
        .then_refused("LEVY-R53");
    given(elsewhere().does(ask(RESERVATION, cny(300))))
        .when(plan_freeze(PLAN, LIABILITY))
        .then_refused("LEVY-R53");
}

#[test]
fn the_other_matter_acts_inside_what_it_was_granted() {
    given(granted(cny(300)))
        .when(plan_freeze(PLAN, LIABILITY))
        .then_kinds(["plan-drafted"])
        .seeing(|story| assert_eq!(planned(&story.state), 300));
    let more = draft(
        order(1),
        levy_domain::order::Measure::Freeze,
        line(ACCOUNT, cny(301)),
    );
    given(granted(cny(300)))
        .when(Command::DraftPlan {
            plan: PLAN,
            orders: vec![more],
            overrides: vec![],
        })
        .then_refused("LEVY-R53");
}

#[test]
fn nothing_new_is_done_on_a_grant_that_is_over() {
    given(granted(cny(300)).at(NOW.plus(31 * DAY)))
        .when(plan_freeze(PLAN, LIABILITY))
        .then_refused("LEVY-R53");
}

#[test]
fn a_grant_is_not_above_what_was_asked() {
    given(elsewhere().does(ask(RESERVATION, cny(300))))
        .when(enter(RESERVATION, cny(301)))
        .then_refused("LEVY-R05");
    given(granted(cny(300)))
        .when(enter(RESERVATION, cny(200)))
        .then_refused("LEVY-R02");
    given(elsewhere())
        .when(enter(RESERVATION, cny(1)))
        .then_refused("LEVY-R03");
}

#[test]
fn the_home_counts_what_it_granted_as_used() {
    given(
        Story::owed(cny(1_000))
            .holding(1, ACCOUNT, cny(600))
            .by(judge()),
    )
    .when(grant(cny(400)))
    .then_kinds(["reservation-granted"])
    .saying(|events| {
        let Event::ReservationGranted(ReservationGranted { until, .. }) = &events[0] else {
            panic!()
        };
        assert_eq!(*until, END);
    })
    .seeing(|story| assert_eq!(story.room(LIABILITY), 0));
    given(
        Story::owed(cny(1_000))
            .holding(1, ACCOUNT, cny(600))
            .by(judge()),
    )
    .when(grant(cny(401)))
    .then_refused("LEVY-R12");
}

#[test]
fn a_judge_of_the_home_grants_and_the_office_does_not() {
    let story = || Story::owed(cny(1_000));
    for actor in [clerk(), Actor::system()] {
        given(story().by(actor))
            .when(grant(cny(400)))
            .then_refused("LEVY-R20");
    }
    let mut nobody = stamp(NOW, judge());
    nobody.court = Default::default();
    let refused = Matter::decide(&story().state, &grant(cny(400)), rules(), &nobody);
    assert_eq!(refused.unwrap_err().code(), "LEVY-R80");
    // Whoever carries the word may carry it twice.
    given(story().judged(grant(cny(400))))
        .when(grant(cny(400)))
        .then_nothing();
}

#[test]
fn money_that_comes_to_the_home_shows_what_is_held_above_the_rest() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .judged(grant(cny(400)))
        .does(paid(RECEIPT, cny(100)));
    assert_eq!(story.state.excess(&CLAIM), 100);
}

#[test]
fn a_grant_goes_back_with_what_was_collected() {
    let story = granted(cny(300)).does(paid(RECEIPT, cny(200)));
    assert_eq!(story.room(LIABILITY), 100);
    given(story)
        .when(give_back(RESERVATION))
        .then_kinds(["reservation-returned"])
        .saying(|events| {
            let Event::ReservationReturned(returned) = &events[0] else {
                panic!()
            };
            assert_eq!(returned.collected, [principal(200)]);
        })
        .seeing(|story| assert_eq!(story.room(LIABILITY), 0));
}

#[test]
fn what_was_told_once_is_not_told_again() {
    let story = granted(cny(300))
        .does(paid(RECEIPT, cny(200)))
        .does(give_back(RESERVATION))
        .does(ask(RESERVATION_2, cny(300)))
        .does(enter(RESERVATION_2, cny(300)));
    assert_eq!(story.room(LIABILITY), 300);
    given(story.does(paid(RECEIPT_2, cny(50))))
        .when(give_back(RESERVATION_2))
        .then_kinds(["reservation-returned"])
        .saying(|events| {
            let Event::ReservationReturned(returned) = &events[0] else {
                panic!()
            };
            assert_eq!(returned.collected, [principal(50)]);
        });
}

#[test]
fn a_grant_on_which_something_is_held_stays() {
    given(granted(cny(300)).holding(1, ACCOUNT, cny(300)))
        .when(give_back(RESERVATION))
        .then_refused("LEVY-R30");
}

#[test]
fn what_came_back_is_collected_at_home_and_the_rest_is_free() {
    let story = Story::owed(cny(1_000)).judged(grant(cny(400)));
    assert_eq!(story.room(LIABILITY), 600);
    given(story)
        .when(came_back(vec![principal(150)]))
        .then_kinds(["reservation-returned"])
        .seeing(|story| {
            assert_eq!(story.state.claims[&CLAIM].collected, 150);
            assert_eq!(story.room(LIABILITY), 850);
        });
    let twice = Story::owed(cny(1_000))
        .judged(grant(cny(400)))
        .does(came_back(vec![principal(150)]));
    given(twice)
        .when(came_back(vec![principal(151)]))
        .then_refused("LEVY-R02");
}

#[test]
fn each_side_does_its_own_part() {
    given(elsewhere())
        .when(grant(cny(1)))
        .then_refused("LEVY-R05");
    given(Story::owed(cny(1_000)))
        .when(ask(RESERVATION, cny(1)))
        .then_refused("LEVY-R05");
    let itself = reserve(reservation::Command::Grant {
        reservation: RESERVATION,
        claim: CLAIM,
        to: MATTER,
        amount: cny(1),
        until: day(2024, 3, 31),
    });
    given(Story::owed(cny(1_000)).by(judge()))
        .when(itself)
        .then_refused("LEVY-R05");
}
