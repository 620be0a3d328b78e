//! What is larger than one write holds.

use crate::{
    case::Case,
    rig::{Rig, bank, within},
};
use levy::connect::wire::{FoundBody, Private};
use levy_domain::order::Measure;

#[tokio::test]
async fn a_reply_too_large_to_fold_is_set_aside_and_nothing_else_suffers() {
    within(async {
        let rig = Rig::raise(vec![bank(1), bank(2)]).await;
        let case = Case::open(&rig, "large").await;
        rig.units.on_submit(|units, order, hash| {
            let mut reply = units.done(order, hash);
            if order.unit == "bank-0001" {
                for found in &mut reply.found {
                    let number = |number: u32| Private::new(format!("{number:04}"));
                    found.sub_accounts = (0..30_000).map(number).collect();
                }
            }
            units.answered(reply)
        });
        let _sweep = case.order_sweep().await;
        let engine = rig.levy.engine();
        let unit = rig.profiles[0].unit;
        rig.until("the reply is on the desk", async || {
            let set_aside = engine.look_at_unit(unit, |unit| unit.set_aside.len());
            set_aside.await == Some(1)
        })
        .await;
        engine.idle().await;
        assert!(engine.quarantined().await.is_empty());
        // The case goes on where it can.
        let _second = Case::open(&rig, "second").await;
        engine.stop().await;
    })
    .await;
}

#[tokio::test]
async fn findings_of_many_assets_are_cut_into_writes() {
    within(async {
        let rig = Rig::raise((1..=4).map(bank).collect()).await;
        let case = Case::open(&rig, "many").await;
        rig.units.on_submit(|units, order, hash| {
            let mut reply = units.done(order, hash);
            if order.measure == Measure::Query {
                let first = reply.found.remove(0);
                let one = |at: u32| FoundBody {
                    number: Private::new(format!("{}-{at}", first.number.expose())),
                    ..first.clone()
                };
                reply.found = (0..700).map(one).collect();
            }
            units.answered(reply)
        });
        case.ask().await;
        let assets = case.look(|state| state.assets.len()).await;
        assert_eq!(assets, 2_800);
        rig.levy.engine().stop().await;
    })
    .await;
}
