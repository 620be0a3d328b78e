//! One claim that stands in two matters (F5): its home matter grants parts of
//! the room, the other acts on a granted part only.
//!
//! The other matter asks, the home grants and counts the grant as used, the
//! other enters the grant and acts inside it; when nothing of its own is open
//! any more it returns the grant with what it collected, and the home enters
//! that. Each step is an event of the stream that takes it, under one id, so
//! that whoever carries the word may carry it twice.

use super::{command, decide::Decision, envelope, event::*, state::State};
use crate::{
    claim::ComponentKind,
    id::{ClaimId, MatterId, ReservationId},
    money::Money,
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};
use std::collections::BTreeMap;

/// What may be asked about reservations.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// In the other matter: ask the home for room.
    Ask {
        /// Its id, in both matters.
        reservation: ReservationId,
        /// Of which claim.
        claim: ClaimId,
        /// How much.
        amount: Money,
        /// Until which day.
        until: Date,
    },
    /// In the home: a judge grants room.
    Grant {
        /// The id under which it was asked.
        reservation: ReservationId,
        /// Of which claim.
        claim: ClaimId,
        /// Who asked.
        to: MatterId,
        /// How much.
        amount: Money,
        /// Until the end of which day.
        until: Date,
    },
    /// In the other matter: enter what the home granted.
    EnterGrant {
        /// Which reservation.
        reservation: ReservationId,
        /// How much.
        amount: Money,
        /// Until when.
        until: Timestamp,
    },
    /// In the other matter: give the room back.
    Return {
        /// Which reservation.
        reservation: ReservationId,
    },
    /// In the home: enter what came back.
    EnterReturn {
        /// Which reservation.
        reservation: ReservationId,
        /// What the other matter collected.
        collected: Vec<Collected>,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Reservation(command)
    }
}

/// A reservation as one of its two matters sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// Of which claim.
    pub claim: ClaimId,
    /// Asked for, minor units; zero in the home, which is asked elsewhere.
    pub asked: u64,
    /// Granted.
    pub granted: Option<ReservationGranted>,
    /// Returned, with what was collected.
    pub returned: Option<Vec<Collected>>,
}

impl Reservation {
    /// Granted and not returned, minor units; with a moment, only while new
    /// acts are allowed on it.
    fn standing(&self, at: Option<Timestamp>) -> u64 {
        match (&self.granted, &self.returned) {
            (Some(granted), None) if at.is_none_or(|at| at <= granted.until) => {
                granted.amount.minor
            }
            _ => 0,
        }
    }

    fn collected(&self) -> u64 {
        let parts = self.returned.iter().flatten();
        parts.fold(0, |sum, part| sum.saturating_add(part.amount.minor))
    }
}

impl State {
    /// True when this matter grants the room of `claim`.
    pub fn is_home_of(&self, claim: &ClaimId) -> bool {
        let home = self.claims.get(claim).map(|known| known.home);
        home.is_none() || home == self.matter
    }

    fn reservations_of(&self, claim: &ClaimId) -> impl Iterator<Item = &Reservation> {
        let claim = *claim;
        let all = self.reservations.values();
        all.filter(move |reservation| reservation.claim == claim)
    }

    /// What of a claim is left for this matter, before what it holds itself,
    /// minor units. The home: owed less collected less granted to others. The
    /// other: what it was granted, less collected. With a moment, what is left
    /// for new acts then.
    pub fn left_of(&self, claim: &ClaimId, at: Option<Timestamp>) -> u64 {
        let Some(known) = self.claims.get(claim) else {
            return 0;
        };
        let own = self.reservations_of(claim);
        let limit = if self.is_home_of(claim) {
            let given = own.map(|one| one.standing(None));
            known
                .owed
                .saturating_sub(given.fold(0, u64::saturating_add))
        } else {
            // What was collected under an earlier grant was granted too.
            let taken = own.map(|one| one.standing(at).saturating_add(one.collected()));
            known.owed.min(taken.fold(0, u64::saturating_add))
        };
        limit.saturating_sub(known.collected)
    }

    /// What other matters collected on a claim of this home.
    pub fn collected_elsewhere(&self, claim: &ClaimId) -> impl Iterator<Item = &Collected> {
        let home = self.is_home_of(claim);
        let own = self.reservations_of(claim).filter(move |_| home);
        own.flat_map(|one| one.returned.iter().flatten())
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let known = |id: &ReservationId| {
        let what = "reservation";
        state.reservations.get(id).ok_or(Refusal::Unknown { what })
    };
    match command {
        Command::Ask {
            reservation,
            claim,
            amount,
            until,
        } => {
            let home = side(state, claim, false)?;
            let asked = ReservationAsked {
                reservation: *reservation,
                claim: *claim,
                home,
                amount: *amount,
                until: *until,
            };
            if let Some(known) = state.reservations.get(reservation) {
                return same(known.claim == *claim && known.asked == amount.minor);
            }
            sum(state, *amount)?;
            Ok(vec![asked.into()])
        }
        Command::Grant {
            reservation,
            claim,
            to,
            amount,
            until,
        } => {
            let home = side(state, claim, true)?;
            let granted = ReservationGranted {
                reservation: *reservation,
                claim: *claim,
                home,
                to: *to,
                amount: *amount,
                until: Timestamp::end_of(*until, rules.profile().zone()),
            };
            if let Some(known) = state.reservations.get(reservation) {
                return same(known.granted.as_ref() == Some(&granted));
            }
            let on = stamp.at.date_in(rules.profile().zone());
            stamp.by_a_filed_judge(on)?;
            if *to == home {
                return malformed("to", "is the home itself");
            }
            sum(state, *amount)?;
            let room = envelope::claim_room(state, claim, rules.profile().parallel_freeze(on));
            if amount.minor > room {
                return Err(Refusal::ExceedsEnvelope {
                    asked: *amount,
                    room: Money {
                        minor: room,
                        ..*amount
                    },
                });
            }
            Ok(vec![granted.into()])
        }
        Command::EnterGrant {
            reservation,
            amount,
            until,
        } => {
            let asked = known(reservation)?;
            let home = side(state, &asked.claim, false)?;
            let granted = ReservationGranted {
                reservation: *reservation,
                claim: asked.claim,
                home,
                to: state.matter.ok_or(Refusal::NotOpen)?,
                amount: *amount,
                until: *until,
            };
            if asked.granted.is_some() {
                return same(asked.granted.as_ref() == Some(&granted));
            }
            sum(state, *amount)?;
            if amount.minor > asked.asked {
                return malformed("amount", "is more than was asked");
            }
            Ok(vec![granted.into()])
        }
        Command::Return { reservation } => {
            let held = known(reservation)?;
            side(state, &held.claim, false)?;
            if held.returned.is_some() {
                return Ok(vec![]);
            }
            give_back(state, reservation, held)
        }
        Command::EnterReturn {
            reservation,
            collected,
        } => {
            let given = known(reservation)?;
            side(state, &given.claim, true)?;
            if given.returned.is_some() {
                return same(given.returned.as_ref() == Some(collected));
            }
            let claim = state.claims.get(&given.claim);
            let order = claim.map_or(&[][..], |claim| &claim.claim.allocation_order);
            for part in collected {
                sum(state, part.amount)?;
                if !order.contains(&part.component) {
                    return malformed("collected", "names a component that the claim has not");
                }
            }
            let returned = ReservationReturned {
                reservation: *reservation,
                collected: collected.clone(),
            };
            Ok(vec![returned.into()])
        }
    }
}

fn same(same: bool) -> Decision {
    if same {
        Ok(vec![])
    } else {
        Err(Refusal::IdInUse)
    }
}

fn sum(state: &State, amount: Money) -> Result<(), Refusal> {
    super::money::check_amount(state, amount)
}

/// The claim's home, when this matter stands on the side that is asked for.
fn side(state: &State, claim: &ClaimId, home: bool) -> Result<MatterId, Refusal> {
    let known = state.claims.get(claim);
    let known = known.ok_or(Refusal::Unknown { what: "claim" })?;
    if state.is_home_of(claim) == home {
        return Ok(known.home);
    }
    let why = if home {
        "has its home in another matter"
    } else {
        "has its home here"
    };
    malformed("claim", why)
}

/// Nothing of this matter may rest on the grant any more.
fn give_back(state: &State, id: &ReservationId, held: &Reservation) -> Decision {
    let mut by_day: BTreeMap<(Date, ComponentKind), u64> = BTreeMap::new();
    for receipt in state.receipts.values() {
        for ((claim, kind), minor) in &receipt.allocations {
            if *claim == held.claim {
                let sum = by_day.entry((receipt.on, kind.clone())).or_default();
                *sum = sum.saturating_add(*minor);
            }
        }
    }
    for part in state.reservations_of(&held.claim) {
        for told in part.returned.iter().flatten() {
            let key = (told.on, told.component.clone());
            if let Some(sum) = by_day.get_mut(&key) {
                *sum = sum.saturating_sub(told.amount.minor);
            }
        }
    }
    let currency = state.currency.ok_or(Refusal::NotOpen)?;
    let collected: Vec<Collected> = by_day
        .into_iter()
        .filter(|(_, minor)| *minor > 0)
        .map(|((on, component), minor)| Collected {
            on,
            component,
            amount: Money::new(minor, currency),
        })
        .collect();
    // What is held and under way must fit into what stays granted.
    let left = state.left_of(&held.claim, None);
    let told = collected.iter();
    let told = told.fold(0u64, |sum, part| sum.saturating_add(part.amount.minor));
    let stays = left
        .saturating_add(told)
        .saturating_sub(held.standing(None));
    let sums = state.claim_sums(&held.claim);
    let used = sums.used(false).saturating_add(sums.drawing);
    if used > stays && used > 0 {
        return Err(Refusal::StillOpen {
            what: "a hold or an order under the grant is",
            todo: "release it, or wait for its end",
        });
    }
    let returned = ReservationReturned {
        reservation: *id,
        collected,
    };
    Ok(vec![returned.into()])
}
