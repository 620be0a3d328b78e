//! Orders on their way.

use crate::{
    case::Case,
    rig::{Rig, bank, within},
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
