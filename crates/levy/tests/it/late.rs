//! What units say of assets when a round of queries is over.

use crate::{
    case::Case,
    rig::{Rig, bank, within},
    units::Call,
};
use levy::{
    connect::{ReplySink, Verified, wire::ReplyBody},
    journal::{AnyEvent, Decoded},
};
use levy_domain::{matter, sweep, time::HOUR};

/// The account that the one bank of a round names when it is asked, in an
/// answer that is no answer yet.
async fn unanswered_round(rig: &Rig, case: &Case<'_>) -> ReplyBody {
    rig.units
        .on_submit(|units, order, hash| units.accepted(order, hash));
    let sweep = case.order_sweep().await;
    let submitted = async || rig.units.calls().len() == 1;
    rig.until("the bank has the query", submitted).await;
    rig.pass(25 * HOUR).await;
    case.until("the round is over", move |state| {
        state.sweeps.get(&sweep).is_some_and(|sweep| sweep.closed)
    })
    .await;
    assert_eq!(case.look(|state| state.assets.len()).await, 0);
    let Some(Call::Submit { order: query, .. }) = rig.units.calls().first().cloned() else {
        panic!("the query went out");
    };
    let (order, hash) = rig.units.body(&query).expect("it came");
    rig.units.done(&order, hash)
}

/// How often the matter entered late assets, and the sweep noted that.
async fn entered(rig: &Rig) -> (usize, usize) {
    let journal = rig.levy.engine().journal();
    let entries = journal.page(None, 1_000).await.expect("the log");
    let count = |so: fn(&AnyEvent) -> bool| {
        let known = |event: &Decoded| matches!(event, Decoded::Known(event) if so(event));
        entries.iter().filter(|entry| known(&entry.event)).count()
    };
    (
        count(|event| matches!(event, AnyEvent::Matter(matter::Event::LateAssetsFound(_)))),
        count(|event| matches!(event, AnyEvent::Sweep(sweep::Event::LateAnswerTold(_)))),
    )
}

#[tokio::test]
async fn an_account_named_after_the_round_reaches_the_case_once() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        let late = unanswered_round(&rig, &case).await;
        let unit = rig.profiles[0].unit;
        for _ in 0..2 {
            let reply = Verified::in_process(late.clone()).expect("a body");
            let engine = rig.levy.engine();
            engine.take(unit, reply).await.expect("it is kept");
        }
        case.until("the case knows the account", |state| {
            state.assets.len() == 1
        })
        .await;
        rig.until("the round has noted it", async || {
            entered(&rig).await == (1, 1)
        })
        .await;
        // And it is frozen like any other.
        assert_eq!(case.freeze().await.len(), 1);
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_balance_corrected_after_the_round_is_what_the_case_knows() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        let first = unanswered_round(&rig, &case).await;
        let mut second = first.clone();
        (second.sequence, second.corrects) = (2, Some(1));
        second.found[0].available_minor = Some(7.into());
        let unit = rig.profiles[0].unit;
        let engine = rig.levy.engine();
        let [first, second] = [first, second].map(|reply| {
            let reply = Verified::in_process(reply).expect("a body");
            engine.take(unit, reply)
        });
        let (first, second) = tokio::join!(first, second);
        first.and(second).expect("both are kept");
        case.until("the case knows the later figure", |state| {
            let mut sums = state.assets.values().map(|asset| asset.available);
            sums.all(|sum| sum.is_some_and(|sum| sum.minor == 7)) && state.assets.len() == 1
        })
        .await;
        // Whichever of the two was taken first.
        rig.until("the round has noted what was entered", async || {
            let (entered, noted) = entered(&rig).await;
            entered == noted && entered > 0
        })
        .await;
        rig.levy.engine().stop().await;
    })
    .await;
}
