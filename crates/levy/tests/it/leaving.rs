//! Cases that owe nothing for months leave memory and come back in time.

use crate::{
    case::Case,
    rig::{Rig, bank, within},
};
use levy::engine::EngineLimits;
use levy_domain::time::{DAY, Zone};

#[tokio::test]
async fn a_case_whose_hold_ends_in_a_year_leaves_memory_and_is_back_for_its_alarm() {
    within(async {
        let limits = EngineLimits {
            shards: 1,
            residents: 1,
            ..EngineLimits::default()
        };
        let rig = Rig::raise_with(vec![bank(1)], limits).await;
        let case = Case::open(&rig, "1").await;
        case.ask().await;
        case.frozen().await;
        let end = case
            .look(|state| {
                let mut holds = state.open_holds();
                let (_, hold) = holds.next().expect("a hold");
                hold.ends.earliest(Zone::CHINA).expect("an end")
            })
            .await;
        for label in ["2", "3", "4"] {
            Case::open(&rig, label).await;
        }
        let engine = rig.levy.engine();
        engine.idle().await;
        // The court's own stream, the access stream, and what was last used.
        assert!(
            engine.residents().await <= 4,
            "{}",
            engine.residents().await
        );
        let days = (end - rig.now().date_in(Zone::CHINA)).num_days();
        rig.pass((days - 20) * DAY).await;
        engine.idle().await;
        let entries = engine.journal().page(None, 1_000).await.expect("the log");
        let told = entries
            .iter()
            .filter(|entry| entry.event.kind() == "hold-end-near");
        assert_eq!(told.count(), 1);
        engine.stop().await;
    })
    .await;
}
