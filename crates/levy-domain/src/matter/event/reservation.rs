//! One claim in two matters: its home grants room, the other acts on it.
//!
//! The same kinds stand in both streams, under one id: what the home gave and
//! what the other took are one reservation seen from both sides.

use crate::{
    claim::ComponentKind,
    id::{ClaimId, MatterId, ReservationId},
    money::Money,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

/// The other matter asks for part of the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservationAsked {
    /// Its id, in both matters.
    pub reservation: ReservationId,
    /// Of which claim.
    pub claim: ClaimId,
    /// The home matter, which is asked.
    pub home: MatterId,
    /// How much.
    pub amount: Money,
    /// Wanted until.
    pub until: Date,
}

/// Part of the room is the other matter's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservationGranted {
    /// Its id, in both matters.
    pub reservation: ReservationId,
    /// Of which claim.
    pub claim: ClaimId,
    /// Who grants.
    pub home: MatterId,
    /// Who may act on it.
    pub to: MatterId,
    /// How much.
    pub amount: Money,
    /// After this instant nothing new is done on it; what was done stands
    /// until it is returned.
    pub until: Timestamp,
}

/// What was collected elsewhere, by day and component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// The day of the money.
    pub on: Date,
    /// Which component got it.
    pub component: ComponentKind,
    /// How much.
    pub amount: Money,
}

/// The room goes back to the home, with what was collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservationReturned {
    /// Its id, in both matters.
    pub reservation: ReservationId,
    /// Collected and not reported before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub collected: Vec<Collected>,
}
