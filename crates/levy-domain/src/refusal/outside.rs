//! What stands in the way outside this court: a unit's counter, another court,
//! a third party, a day that has not come.

use crate::{
    id::{DebtId, HoldId, OfficerId, UnitId},
    time::Date,
};
use thiserror::Error;

/// One of the [refusals](super::Refusal).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Outside {
    /// Whoever is named does not go to a unit's counter.
    #[error("LEVY-R86 {officer} does not go to this counter: {why} (rule {rule})")]
    NotToCounter {
        /// Who.
        officer: OfficerId,
        /// Why not.
        why: &'static str,
        /// Rule id.
        rule: String,
    },
    /// A hold has too little time left for its case to leave.
    #[error(
        "LEVY-R94 hold {hold} ends too soon, or nobody knows when, for the case to go to another court (rule {rule}); order its renewal first"
    )]
    RenewFirst {
        /// Which hold.
        hold: HoldId,
        /// Rule id.
        rule: String,
    },
    /// Another court has the case.
    #[error("LEVY-R95 {court} has this case now; ask there, or enter that the case came back")]
    Delegated {
        /// Which court.
        court: UnitId,
    },
    /// What a third party owes cannot be taken from him now.
    #[error("LEVY-R92 {debt} cannot be taken from the third party: {why} (rule D-04)")]
    OutOfReach {
        /// Which debt.
        debt: DebtId,
        /// What stands in the way.
        why: &'static str,
    },
    /// A term product pays later.
    #[error("LEVY-R93 {hold} pays from {from} on; wait, or decide to redeem it early (rule O-36)")]
    NotMatured {
        /// Which hold.
        hold: HoldId,
        /// From when on.
        from: Date,
    },
}
