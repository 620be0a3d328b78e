//! Stopping, starting again, and what was in between.

use crate::{
    case::Case,
    rig::{COURT, Rig, bank, within},
    units::Call,
};
use levy::{
    connect::{ReplySink, Verified, wire::ReplyBody},
    engine::{Caller, Command, StreamKey},
    journal::{AnyEvent, Decoded},
};
use levy_domain::{
    court::access,
    id::{CommandId, OrderId, UnitId},
    matter::order_state::Phase,
    order::Measure,
    unit,
};
use std::sync::Arc;

async fn to_unit(rig: &Rig, unit: UnitId, label: &str, command: unit::Command) {
    let id = CommandId::derive(unit.0, &[label.as_bytes()]);
    let key = StreamKey::Unit(unit);
    let caller = Caller::system(COURT);
    let done = rig
        .levy
        .engine()
        .command(key, Command::Unit(command), id, caller);
    done.await.expect("a unit's stream takes it");
}

/// The query that reached a unit.
fn query(rig: &Rig) -> (UnitId, OrderId) {
    let queried = rig.units.calls().into_iter().find_map(|call| match call {
        Call::Submit {
            unit,
            order,
            measure: Measure::Query,
            ..
        } => Some((unit, order)),
        Call::Submit { .. } | Call::Inquire { .. } => None,
    });
    queried.expect("a query")
}

/// A second answer to a query, as the unit would send it by itself.
fn second_answer(rig: &Rig, order: OrderId) -> Verified<ReplyBody> {
    let (body, hash) = rig.units.body(&order).expect("it came");
    let mut reply = rig.units.done(&body, hash);
    reply.sequence = 2;
    Verified::in_process(reply).expect("a reply")
}

#[tokio::test]
async fn a_stop_waits_for_the_answer_of_an_order_at_its_unit() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "stop").await;
        case.ask().await;
        rig.units.hang(true);
        let orders = case.freeze().await;
        rig.until("the order is at the unit", async || {
            rig.units.submits(&orders[0]) == 1
        })
        .await;
        let engine = rig.levy.engine().clone();
        let stopping = tokio::spawn(async move { engine.stop().await });
        tokio::task::yield_now().await;
        rig.units.hang(false);
        stopping.await.expect("stopped");
        let matter = case.matter;
        let rig = rig.restart().await;
        let engine = rig.levy.engine();
        engine.idle().await;
        let unknown = engine.look_at_matter(matter, |state| {
            let unknown = |phase| matches!(phase, Phase::Unknown { .. });
            (
                state.orders.values().any(|order| unknown(order.phase)),
                state.holds.len(),
            )
        });
        assert_eq!(unknown.await, Some((false, 1)));
        assert_eq!(rig.units.inquiries(&orders[0]), 0);
        engine.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_paused_unit_stays_paused_over_a_restart() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let unit = rig.profiles[0].unit;
        let ground = "maintenance".into();
        to_unit(&rig, unit, "pause", unit::Command::Pause { ground }).await;
        let case = Case::open(&rig, "pause").await;
        let _sweep = case.order_sweep().await;
        rig.levy.engine().idle().await;
        let rig = rig.restart().await;
        rig.levy.engine().idle().await;
        assert!(rig.units.calls().is_empty());
        to_unit(&rig, unit, "resume", unit::Command::Resume).await;
        rig.pass(16 * 60_000).await;
        rig.until("it is asked", async || !rig.units.calls().is_empty())
            .await;
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_a_round_that_left_memory_finds_it_though_the_views_are_behind() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "late").await;
        let before = rig.levy.engine().residents().await;
        case.ask().await;
        let engine = rig.levy.engine();
        engine.idle().await;
        // The openings of personal data came; the round is gone.
        assert!(engine.residents().await <= before + 1);
        let (unit, order) = query(&rig);
        let taken = engine.take(unit, second_answer(&rig, order)).await;
        taken.expect("taken");
        let set_aside = engine.look_at_unit(unit, |unit| unit.set_aside.len());
        assert_eq!(set_aside.await, Some(0));
        engine.stop().await;
    })
    .await;
}

/// A reply to a query of ours on the desk of its unit; started again after
/// that, the desk is empty.
async fn offered_again() -> (Arc<Rig>, OrderId) {
    let rig = Rig::raise(vec![bank(1)]).await;
    let case = Case::open(&rig, "again").await;
    case.ask().await;
    let (unit, order) = query(&rig);
    let reply = second_answer(&rig, order);
    let engine = rig.levy.engine();
    let body = engine.personal().seal_stray(unit, &reply.raw);
    let body = body.expect("sealed");
    let evidence = body.digest();
    let put = engine.journal().put_evidence(vec![body]).await;
    put.expect("kept");
    let command = unit::Command::SetAside {
        order: Some(order),
        reason: "unknown-order".into(),
        evidence,
        raw_hash: Some(reply.hash),
        received_at: rig.now(),
    };
    to_unit(&rig, unit, "aside", command).await;
    let rig = Arc::new(rig.restart().await);
    let engine = rig.levy.engine();
    rig.until("the desk is empty", async || {
        let set_aside = engine.look_at_unit(unit, |unit| unit.set_aside.len());
        set_aside.await == Some(0)
    })
    .await;
    (rig, order)
}

#[tokio::test]
async fn a_reply_that_was_set_aside_is_offered_again_at_the_next_start() {
    within(async {
        let (rig, _) = offered_again().await;
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn who_opens_a_reply_of_the_desk_again_is_recorded() {
    within(async {
        let (rig, order) = offered_again().await;
        let engine = rig.levy.engine();
        engine.idle().await;
        let entries = engine.journal().page(None, 1_000).await;
        let opened = entries.expect("the log").into_iter();
        let opened = opened.filter_map(|entry| match entry.event {
            Decoded::Known(AnyEvent::Access(access::Event::PersonalDataOpened(opened))) => {
                Some(opened)
            }
            _ => None,
        });
        let again: Vec<_> = opened
            .filter(|opened| opened.purpose.as_str() == "offer-again")
            .map(|opened| (opened.about, opened.count))
            .collect();
        assert_eq!(again, [(Some(order.to_string()), 1)]);
        engine.stop().await;
    })
    .await;
}
