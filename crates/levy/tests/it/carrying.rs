//! Orders on their way: what leaves, what does not, and how often.

use crate::{
    case::Case,
    rig::{Rig, bank, within},
    units::cut_off,
};
use levy::connect::{NotSentReason, SubmitError};
use levy::engine::{Caller, Command as EngineCommand, EngineLimits, StreamKey};
use levy_domain::{
    id::{CommandId, OrderId},
    matter::{
        Command,
        order_state::{Ending, Phase},
    },
    time::{HOUR, MINUTE},
    unit::{self, UnitProfile},
};

fn recall(order: OrderId) -> Command {
    Command::RequestRecall {
        order,
        ground: "paid".into(),
    }
}

/// One order at a time at a unit, so that a second one waits on the desk.
const ONE_AT_A_UNIT: EngineLimits = EngineLimits {
    shards: 2,
    per_unit: 1,
    in_flight: 8,
    residents: 64,
};

#[tokio::test]
async fn a_case_is_asked_frozen_and_answered() {
    within(async {
        let rig = Rig::raise(vec![bank(1), bank(2)]).await;
        let case = Case::open(&rig, "rig").await;
        case.ask().await;
        let orders = case.freeze().await;
        assert_eq!(orders.len(), 2);
        rig.levy.engine().idle().await;
        let held = case.look(|state| state.holds.len()).await;
        assert_eq!(held, 2);
        assert_eq!(rig.units.submits(&orders[0]), 1);
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn an_order_on_the_desk_does_not_leave_after_its_recall() {
    within(async {
        let rig = Rig::raise_with(vec![bank(1)], ONE_AT_A_UNIT).await;
        let (first, second) = (Case::open(&rig, "a").await, Case::open(&rig, "b").await);
        first.ask().await;
        second.ask().await;
        rig.units.hang(true);
        let ahead = first.freeze().await;
        let came = async || rig.units.submits(&ahead[0]) == 1;
        rig.until("the first order is at the unit", came).await;
        let order = second.freeze().await[0];
        second.act(recall(order)).await.expect("asked back");
        rig.units.hang(false);
        rig.levy.engine().idle().await;
        assert_eq!(rig.units.submits(&order), 0);
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn an_order_on_the_desk_does_not_leave_to_a_unit_that_is_paused() {
    within(async {
        let rig = Rig::raise_with(vec![bank(1)], ONE_AT_A_UNIT).await;
        let (first, second) = (Case::open(&rig, "a").await, Case::open(&rig, "b").await);
        first.ask().await;
        second.ask().await;
        rig.units.hang(true);
        let ahead = first.freeze().await;
        let came = async || rig.units.submits(&ahead[0]) == 1;
        rig.until("the first order is at the unit", came).await;
        let order = second.freeze().await[0];
        let unit = rig.profiles[0].unit;
        let act = |command, name: &[u8]| {
            let id = CommandId::derive(unit.0, &[name]);
            let caller = Caller::system(crate::rig::COURT);
            let command = EngineCommand::Unit(command);
            let engine = rig.levy.engine();
            engine.command(StreamKey::Unit(unit), command, id, caller)
        };
        let ground = "out-of-order".into();
        let paused = act(unit::Command::Pause { ground }, b"pause").await;
        paused.expect("paused");
        rig.units.hang(false);
        rig.levy.engine().idle().await;
        assert_eq!(rig.units.submits(&order), 0);
        act(unit::Command::Resume, b"resume")
            .await
            .expect("resumed");
        rig.pass(HOUR).await;
        rig.levy.engine().idle().await;
        assert_eq!(rig.units.submits(&order), 1);
        rig.levy.engine().stop().await;
    })
    .await;
}

/// A bank that does not honour ids: each attempt is announced.
fn plain(number: u32) -> UnitProfile {
    UnitProfile {
        honours_ids: false,
        ..bank(number)
    }
}

#[tokio::test]
async fn an_announced_order_of_which_no_byte_left_is_back_when_it_is_asked_back() {
    within(async {
        let rig = Rig::raise(vec![plain(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        rig.units.on_submit(|_, _, _| {
            let reason = NotSentReason::NoConnection;
            Err(SubmitError::NotSent { reason })
        });
        let order = case.freeze().await[0];
        rig.levy.engine().idle().await;
        let tried = rig.units.submits(&order);
        assert!(tried > 0);
        case.act(recall(order)).await.expect("asked back");
        rig.levy.engine().idle().await;
        let phase = case.look(move |state| state.orders[&order].phase).await;
        assert_eq!(phase, Phase::Closed(Ending::Recalled));
        rig.pass(HOUR).await;
        rig.levy.engine().idle().await;
        assert_eq!(rig.units.submits(&order), tried);
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn an_order_that_expired_on_the_way_does_not_leave() {
    within(async {
        let rig = Rig::raise(vec![plain(1), bank(2)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        rig.units.on_submit(|_, _, _| {
            let reason = NotSentReason::NoConnection;
            Err(SubmitError::NotSent { reason })
        });
        let orders = case.freeze().await;
        rig.levy.engine().idle().await;
        let tried: Vec<_> = orders
            .iter()
            .map(|order| rig.units.submits(order))
            .collect();
        rig.pass(400 * 24 * HOUR).await;
        rig.levy.engine().idle().await;
        let now: Vec<_> = orders
            .iter()
            .map(|order| rig.units.submits(order))
            .collect();
        assert_eq!(now, tried);
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_machine_that_refuses_is_shown_to_a_person_and_gets_nothing_again() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        rig.units
            .on_submit(|_, _, _| Err(SubmitError::Refused { status: 422 }));
        // Its clock runs a year ahead.
        rig.units.on_inquire(|units, inquiry| {
            let as_of = units.now().plus(365 * 24 * HOUR);
            units.standing(inquiry, (None, vec![]), as_of)
        });
        let order = case.freeze().await[0];
        for _ in 0..24 {
            rig.pass(10 * MINUTE).await;
            rig.levy.engine().idle().await;
        }
        assert_eq!(rig.units.submits(&order), 1);
        let asked = rig.units.inquiries(&order);
        assert!((1..=12).contains(&asked), "{asked} inquiries in four hours");
        assert!(case.look(move |state| state.orders[&order].disputed).await);
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_unit_that_knows_nothing_gets_the_same_bytes_again_only_after_each_window() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        rig.units.on_submit(|_, _, _| Err(cut_off()));
        rig.units.on_inquire(|units, inquiry| {
            let as_of = units.now().plus(365 * 24 * HOUR);
            units.standing(inquiry, (None, vec![]), as_of)
        });
        let order = case.freeze().await[0];
        for _ in 0..18 {
            rig.pass(10 * MINUTE).await;
            rig.levy.engine().idle().await;
        }
        // A window of one hour: three hours, at most two more attempts.
        let sent = rig.units.submits(&order);
        assert!((2..=3).contains(&sent), "{sent} attempts in three hours");
        let attempts = case.look(move |state| state.orders[&order].attempts).await;
        assert_eq!(attempts as usize, sent, "each is an attempt of its own");
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_not_found_from_before_the_question_proves_nothing() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        rig.units.on_submit(|_, _, _| Err(cut_off()));
        rig.units.on_inquire(|units, inquiry| {
            let as_of = units.now().plus(-1);
            units.standing(inquiry, (None, vec![]), as_of)
        });
        let order = case.freeze().await[0];
        for _ in 0..12 {
            rig.pass(30 * MINUTE).await;
            rig.levy.engine().idle().await;
        }
        assert_eq!(rig.units.submits(&order), 1);
        assert!(rig.units.inquiries(&order) > 1);
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_freeze_does_not_wait_behind_queries_that_hang() {
    within(async {
        let limits = EngineLimits {
            in_flight: 4,
            ..ONE_AT_A_UNIT
        };
        let rig = Rig::raise_with((1..=6).map(bank).collect(), limits).await;
        let (first, second) = (Case::open(&rig, "a").await, Case::open(&rig, "b").await);
        first.ask().await;
        let before = rig.units.calls().len();
        rig.units.hang(true);
        second.order_sweep().await;
        let asked = async || rig.units.calls().len() >= before + 2;
        rig.until("queries are at their units", asked).await;
        let orders = first.freeze().await;
        let came = async || orders.iter().any(|order| rig.units.submits(order) == 1);
        rig.until("a freeze is at its unit", came).await;
        rig.units.hang(false);
        rig.levy.engine().idle().await;
        rig.levy.engine().stop().await;
    })
    .await;
}
