//! The envelope (控制额度): what may still be controlled, per claim and per
//! liability. Held plus in flight never exceeds it by an act of ours,
//! neither when a plan is drafted nor when it is issued.

use super::{event::Worksheet, state::State, sums::Sums};
use crate::{
    claim::LiabilityMode,
    id::{ClaimId, LiabilityId},
    money::Money,
    order::{Measure, OrderDraft},
    refusal::Refusal,
    time::Timestamp,
};
use std::collections::BTreeMap;

/// How much a liability is good for at most, minor units: the whole claim, a
/// share of it, or a cap.
///
/// # Errors
/// [`Refusal::Unknown`] for a liability or claim that is not stated.
pub fn liability_limit(state: &State, liability: &LiabilityId) -> Result<u64, Refusal> {
    let known = state
        .liabilities
        .get(liability)
        .ok_or(Refusal::Unknown { what: "liability" })?;
    let claim = state
        .claims
        .get(&known.claim)
        .ok_or(Refusal::Unknown { what: "claim" })?;
    let whole = Money::new(claim.owed, claim.claim.currency);
    Ok(match (&known.mode, known.share, known.cap) {
        (LiabilityMode::Share, Some(share), _) => share.of(whole).minor,
        (LiabilityMode::Capped, _, Some(cap)) => cap.minor.min(claim.owed),
        _ => claim.owed,
    })
}

/// Works the room out, with every number it rests on.
///
/// `parallel`: freezing everywhere at once is allowed (a switch of the
/// profile); then what is in flight to accounts of unknown balance reserves
/// nothing.
///
/// # Errors
/// [`Refusal::Unknown`] for a liability or claim that is not stated.
pub fn worksheet(
    state: &State,
    liability: &LiabilityId,
    parallel: bool,
    as_of: Timestamp,
) -> Result<Worksheet, Refusal> {
    let none = Sums::default();
    let used = |sums: Sums| sums.used(parallel);
    let room = room(state, liability, &used, (none, none), Some(as_of))?;
    let known = state
        .liabilities
        .get(liability)
        .ok_or(Refusal::Unknown { what: "liability" })?;
    let claim = state
        .claims
        .get(&known.claim)
        .ok_or(Refusal::Unknown { what: "claim" })?;
    let sums = state.claim_sums(&known.claim);
    let money = |minor| Money::new(minor, claim.claim.currency);
    Ok(Worksheet {
        claim: known.claim,
        owed: money(claim.owed),
        collected: money(claim.collected),
        held: money(sums.bound.saturating_add(sums.in_transit)),
        // What nobody knows is counted with what is not answered yet.
        in_flight: money(sums.open(parallel).saturating_add(sums.doubtful)),
        room: money(room.of_claim.min(room.of_liability)),
        as_of,
    })
}

/// What is left of a claim and of one debtor's part of it.
struct Room {
    of_claim: u64,
    of_liability: u64,
}

/// `own`, of the claim and of the liability, is left out of what is used: the
/// parts of the very orders that are judged. `at` is the moment of a new act:
/// what another matter granted may be over by then.
fn room(
    state: &State,
    liability: &LiabilityId,
    used: &dyn Fn(Sums) -> u64,
    (own, own_of_liability): (Sums, Sums),
    at: Option<Timestamp>,
) -> Result<Room, Refusal> {
    let known = state
        .liabilities
        .get(liability)
        .ok_or(Refusal::Unknown { what: "liability" })?;
    if !state.claims.contains_key(&known.claim) {
        return Err(Refusal::Unknown { what: "claim" });
    }
    let of_claim = state.claim_sums(&known.claim).minus(own);
    let of_liability = state.liability_sums(liability).minus(own_of_liability);
    Ok(Room {
        of_claim: state
            .left_of(&known.claim, at)
            .saturating_sub(used(of_claim)),
        of_liability: liability_limit(state, liability)?
            .saturating_sub(of_liability.collected)
            .saturating_sub(used(of_liability)),
    })
}

/// Sums asked for by a list of orders, by liability.
type Asked = BTreeMap<LiabilityId, u64>;

fn asked(orders: &[OrderDraft], measure: &Measure) -> Result<Asked, Refusal> {
    let mut asked = Asked::new();
    let lines = orders
        .iter()
        .filter(|order| order.measure == *measure)
        .flat_map(|order| &order.lines);
    for line in lines {
        let minor = line.amount.map_or(0, |amount| amount.minor);
        let sum = asked.entry(line.liability).or_default();
        *sum = sum.checked_add(minor).ok_or(Refusal::TooLarge)?;
    }
    Ok(asked)
}

/// Held plus in flight plus these freezes stays inside the room, per claim
/// and per liability; transfers stay inside what is still owed and not being
/// drawn. `drafted` orders are in the sums already and are not counted twice.
pub(super) fn check(
    state: &State,
    orders: &[OrderDraft],
    drafted: bool,
    parallel: bool,
    at: Timestamp,
) -> Result<(), Refusal> {
    let freezes = asked(orders, &Measure::Freeze)?;
    let draws = asked(orders, &Measure::Transfer)?;
    let (claims, liabilities) = if drafted {
        own_parts(state, orders)
    } else {
        Default::default()
    };
    let own = (&claims, &liabilities);
    let used = |sums: Sums| sums.used(parallel);
    check_asked(state, &freezes, own, &used, Some(at))?;
    // What a grant allowed to be held may be drawn after its end.
    let drawn = |sums: Sums| sums.in_transit.saturating_add(sums.drawing);
    check_asked(state, &draws, own, &drawn, None)
}

/// What is left of a claim for this matter to use or to grant, minor units.
pub(super) fn claim_room(state: &State, claim: &ClaimId, parallel: bool) -> u64 {
    let used = state.claim_sums(claim).used(parallel);
    state.left_of(claim, None).saturating_sub(used)
}

type OwnParts = (BTreeMap<ClaimId, Sums>, BTreeMap<LiabilityId, Sums>);

fn own_parts(state: &State, orders: &[OrderDraft]) -> OwnParts {
    let mut parts = OwnParts::default();
    let known = orders
        .iter()
        .filter_map(|order| state.orders.get(&order.order));
    for (line, known) in known.flat_map(|order| order.draft.lines.iter().zip(&order.lines)) {
        let Some(claim) = state.claim_of(&line.liability) else {
            continue;
        };
        let of_claim = parts.0.entry(claim).or_default();
        *of_claim = of_claim.plus(known.booked);
        let of_liability = parts.1.entry(line.liability).or_default();
        *of_liability = of_liability.plus(known.booked);
    }
    parts
}

fn check_asked(
    state: &State,
    asked: &Asked,
    (claims, liabilities): (&BTreeMap<ClaimId, Sums>, &BTreeMap<LiabilityId, Sums>),
    used: &dyn Fn(Sums) -> u64,
    at: Option<Timestamp>,
) -> Result<(), Refusal> {
    let mut of_claim: BTreeMap<ClaimId, u64> = BTreeMap::new();
    for (liability, asked) in asked {
        let claim = state
            .claim_of(liability)
            .ok_or(Refusal::Unknown { what: "liability" })?;
        let own = claims.get(&claim).copied().unwrap_or_default();
        let own_of_liability = liabilities.get(liability).copied().unwrap_or_default();
        let room = room(state, liability, used, (own, own_of_liability), at)?;
        let sum = of_claim.entry(claim).or_default();
        *sum = sum.checked_add(*asked).ok_or(Refusal::TooLarge)?;
        let currency = state.currency.ok_or(Refusal::NotOpen)?;
        let exceeds = |asked, room| {
            Err(Refusal::ExceedsEnvelope {
                asked: Money::new(asked, currency),
                room: Money::new(room, currency),
            })
        };
        if *asked > room.of_liability {
            return exceeds(*asked, room.of_liability);
        }
        if *sum > room.of_claim && !state.is_home_of(&claim) {
            return Err(Refusal::BeyondGrant {
                claim,
                left: Money::new(room.of_claim, currency),
            });
        }
        if *sum > room.of_claim {
            return exceeds(*sum, room.of_claim);
        }
    }
    Ok(())
}
