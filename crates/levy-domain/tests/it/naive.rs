//! A second, slower opinion: everything that a matter keeps running is worked
//! out again from its orders, holds, plans, claims and receipts.

mod duties;

use duties::duties;
use levy_domain::{
    claim::LiabilityMode,
    id::{ClaimId, LiabilityId, ReceiptId},
    matter::{
        State, distribution,
        event::Collected,
        order_state::{OrderState, Phase},
        state::{ReceiptState, Sums},
    },
    order::Measure,
    reply::Outcome,
};
use std::collections::BTreeMap;

/// Compares all of it.
pub(crate) fn check(state: &State) {
    for liability in state.liabilities.keys() {
        let ours = sums(state, |id| id == liability, true);
        assert_eq!(state.liability_sums(liability), ours, "sums of {liability}");
    }
    for claim in state.claims.keys() {
        let ours = sums(state, |id| state.liabilities[id].claim == *claim, false);
        let collected = state
            .liabilities_of(claim)
            .map(|l| credited(state, &l.liability))
            .sum();
        let ours = Sums { collected, ..ours };
        assert_eq!(state.claim_sums(claim), ours, "sums of {claim}");
        assert_eq!(
            state.excess(claim),
            excess(state, claim),
            "excess of {claim}"
        );
        let clock = state.excesses.get(claim);
        assert!(
            clock.is_none() || state.excess_held(claim) > 0,
            "clock of {claim}"
        );
        let above = excess(state, claim) > 0;
        assert_eq!(
            state.reducing_since(claim).is_some(),
            above,
            "duty of {claim}"
        );
    }
    for (id, hold) in &state.holds {
        let lines = state
            .orders
            .values()
            .flat_map(|order| order.draft.lines.iter().zip(&order.lines));
        let reserved: u64 = lines
            .filter(|(line, _)| line.hold == Some(*id))
            .filter_map(|(_, known)| known.reserved)
            .map(|amount| amount.minor)
            .sum();
        assert_eq!(hold.reserved, reserved, "set aside in {id}");
        assert_eq!(hold.released, hold.gone.is_some(), "gone with a cause");
    }
    funds(state);
    for asset in state.assets.keys() {
        let day = levy_domain::time::Date::MAX;
        let standing: Vec<_> = state.exemptions.standing(asset, day).collect();
        let ours = state.exemptions.iter().map(|(_, known)| known);
        let ours = ours.filter(|known| known.asset == *asset && known.lifted.is_none());
        let ours: Vec<_> = ours.filter(|known| known.until.is_none()).collect();
        assert_eq!(standing, ours, "what is freed of {asset}");
    }
    let open: Vec<_> = state
        .orders
        .values()
        .map(|order| &**order)
        .filter(|order| order.phase.is_open())
        .collect();
    assert_eq!(state.open_orders().collect::<Vec<_>>(), open);
    let mut duties = duties(state);
    duties.sort();
    let kept: Vec<_> = state.duties().entries().copied().collect();
    assert_eq!(kept, duties, "the duty index");
}

/// What receipts were counted for is what claims have got, and what left each
/// receipt is what the payments say.
fn funds(state: &State) {
    for (claim, known) in &state.claims {
        let parts = &known.claim.components;
        let owed: u64 = parts.iter().map(|part| part.amount.minor).sum();
        assert_eq!(known.owed, owed, "owed on {claim}");
        let mut by_kind: BTreeMap<_, u64> = BTreeMap::new();
        for receipt in state.receipts.values() {
            let own = receipt
                .allocations
                .iter()
                .filter(|((of, _), _)| of == claim);
            own.for_each(|((_, kind), minor)| {
                *by_kind.entry(kind.clone()).or_default() += minor;
            });
        }
        for part in told(state, claim).filter(|_| Some(known.home) == state.matter) {
            *by_kind.entry(part.component.clone()).or_default() += part.amount.minor;
        }
        assert_eq!(known.collected, by_kind.values().sum::<u64>());
        let mut allocated = known.allocated.clone();
        allocated.retain(|_, minor| *minor > 0);
        assert_eq!(allocated, by_kind, "allocated to {claim}");
    }
    for (id, receipt) in &state.receipts {
        let payments = || state.funds.payments.values().filter(|p| p.receipt == *id);
        for (claim, paid) in &receipt.paid_out {
            let own = payments().filter(|payment| payment.claim == Some(*claim));
            let net: u64 = own.map(|p| p.amount.minor - p.returned).sum();
            assert_eq!(*paid, net, "paid out of {id}");
            assert!(*paid <= receipt.allocated_to(claim), "{id} paid out twice");
        }
        let gone: u64 = payments()
            .map(|payment| match payment.claim {
                Some(_) => payment.returned,
                None => payment.amount.minor,
            })
            .sum();
        let (pledged, elsewhere) = divided(state, id);
        assert_eq!(receipt.gone, gone + elsewhere, "gone from {id}");
        assert_eq!(receipt.pledged, pledged, "set aside of {id}");
        let allocated: u64 = receipt.allocations.values().sum();
        let taken = allocated + receipt.gone + pledged;
        assert!(taken <= receipt.amount.minor, "more than {id} was");
        assert_eq!(receipt.allocated, allocated > 0 || empty(receipt));
        assert_eq!(receipt.credited.values().sum::<u64>(), allocated, "{id}");
    }
    for (id, reversal) in &state.funds.reversals {
        let own = state.receipts.values().filter(|r| r.returned == Some(*id));
        let came: u64 = own.map(|receipt| receipt.amount.minor).sum();
        let counted = reversal.returned + reversal.fruits_returned;
        assert!(counted <= came, "more returned than came for {id}");
    }
}

/// Set aside for plans that are open, and gone elsewhere by those that are
/// carried out.
fn divided(state: &State, receipt: &ReceiptId) -> (u64, u64) {
    let own = state.distributions.values();
    let own = own.filter(|plan| plan.drafted.receipt == *receipt);
    let mut sums = (0, 0);
    for plan in own {
        let elsewhere = plan.drafted.portions.iter();
        let elsewhere = elsewhere.filter(|portion| !state.claims.contains_key(&portion.claim));
        match plan.phase {
            distribution::Phase::Open => sums.0 += plan.drafted.fund.minor,
            distribution::Phase::Settled => {
                sums.1 += elsewhere.map(|portion| portion.gets).sum::<u64>()
            }
            distribution::Phase::Withdrawn => {}
        }
    }
    sums
}

/// Allocated, with nothing to allocate to: all of it was surplus.
fn empty(receipt: &ReceiptState) -> bool {
    receipt.allocated && receipt.allocations.is_empty()
}

fn credited(state: &State, liability: &LiabilityId) -> u64 {
    state
        .receipts
        .values()
        .filter_map(|receipt| receipt.credited.get(liability))
        .sum()
}

fn sums(state: &State, ours: impl Fn(&LiabilityId) -> bool, collected: bool) -> Sums {
    let mut sums = Sums::default();
    for hold in state.holds.values().filter(|hold| ours(&hold.liability)) {
        if !hold.released && hold.rank == 0 {
            sums.bound += hold.held;
            let ended = hold.ended.is_some();
            sums.covers += if hold.void || ended { 0 } else { hold.covers };
            let limit = hold.limit.map_or(hold.held, |limit| limit.minor);
            sums.doubtful += if ended {
                limit.saturating_sub(hold.held)
            } else {
                0
            };
        }
    }
    for hold in state.holds.values().filter(|hold| ours(&hold.liability)) {
        let ours = hold.place.presumed.is_some() || (hold.disposes && !hold.void);
        if !hold.released && hold.rank > 0 && ours {
            sums.doubtful += hold
                .limit
                .map_or(hold.held, |limit| limit.minor.max(hold.held));
        }
    }
    let debts = state.third_party_debts.iter().map(|(_, debt)| debt);
    for debt in debts.filter(|debt| ours(&debt.frozen.liability)) {
        let counting = debt.objections.values().filter(|one| !one.late);
        let contested: u64 = counting.map(|one| one.contested.minor).sum();
        let left = debt.frozen.amount.minor - debt.paid.min(debt.frozen.amount.minor);
        let left = left.saturating_sub(contested);
        let ran_out = debt.ended.is_some() && debt.answer_by.is_none();
        match (debt.lifted, debt.enforced) {
            _ if ran_out => {}
            (None, None) if debt.silent || contested > 0 => sums.doubtful += left,
            (None, None) => {
                sums.in_flight += left;
                sums.blind += left;
                sums.limits += left;
            }
            _ => {}
        }
    }
    for order in state.orders.values() {
        for at in 0..order.draft.lines.len() {
            if ours(&order.draft.lines[at].liability) {
                add(state, order, at, &mut sums);
            }
        }
    }
    if collected {
        sums.collected = state
            .liabilities
            .keys()
            .filter(|id| ours(id))
            .map(|id| credited(state, id))
            .sum();
    }
    sums
}

fn add(state: &State, order: &OrderState, at: usize, sums: &mut Sums) {
    let (line, known) = (&order.draft.lines[at], &order.lines[at]);
    let minor = |money: Option<levy_domain::money::Money>| money.map_or(0, |money| money.minor);
    let over = matches!(order.phase, Phase::Closed(_));
    match order.draft.measure {
        Measure::Freeze if !over || known.unclear => {
            let whole = minor(line.amount);
            let limit = whole.min(line.known_available.map_or(u64::MAX, |a| a.minor));
            let held = known.hold.map_or(0, |hold| state.holds[&hold].held);
            let open = match &known.outcome {
                _ if known.unclear => limit.saturating_sub(held),
                None | Some(Outcome::Other(_)) => limit,
                Some(Outcome::Partial) => limit.saturating_sub(held),
                Some(_) => 0,
            };
            sums.in_flight += open;
            sums.limits += match &known.outcome {
                _ if known.unclear => whole.saturating_sub(held),
                None | Some(Outcome::Other(_)) => whole,
                Some(Outcome::Partial) => whole.saturating_sub(held),
                Some(_) => 0,
            };
            sums.blind += if line.known_available.is_none() {
                open
            } else {
                0
            };
        }
        Measure::Release | Measure::PartialRelease if !over && known.outcome.is_none() => {
            let hold = &state.holds[&line.hold.unwrap()];
            let bound = if hold.rank == 0 && !hold.released {
                hold.held
            } else {
                0
            };
            let whole = order.draft.measure == Measure::Release;
            sums.releasing += if whole {
                bound
            } else {
                bound.min(minor(line.amount))
            };
        }
        Measure::Transfer => {
            let drafted = matches!(order.phase, Phase::Drafted | Phase::Approved);
            sums.drawing += minor(if drafted { line.amount } else { known.reserved });
            let hold = &state.holds[&line.hold.unwrap()];
            let bound = if hold.rank == 0 && !hold.released {
                hold.held
            } else {
                0
            };
            let ahead = minor(known.matched).saturating_sub(minor(known.settled));
            let ahead = ahead.min(minor(known.reserved)).min(bound);
            sums.releasing += if over { 0 } else { ahead };
            sums.arrived += if over { 0 } else { ahead };
            sums.in_transit += minor(known.settled).saturating_sub(minor(known.matched));
        }
        _ => {}
    }
}

fn above(sums: &Sums, left: u64) -> u64 {
    (sums.bound - sums.releasing + sums.in_transit).saturating_sub(left)
}

/// What other matters, or this one, told of what they collected.
fn told<'a>(state: &'a State, claim: &ClaimId) -> impl Iterator<Item = &'a Collected> {
    let claim = *claim;
    let own = state.reservations.values();
    own.filter(move |one| one.claim == claim)
        .flat_map(|one| one.returned.iter().flatten())
}

/// What is left of a claim for this matter: the home gives away, the other
/// has what it was given.
fn left(state: &State, claim: &ClaimId) -> u64 {
    let known = &state.claims[claim];
    let standing: u64 = state
        .reservations
        .values()
        .filter(|one| one.claim == *claim && one.returned.is_none())
        .filter_map(|one| one.granted.as_ref())
        .map(|granted| granted.amount.minor)
        .sum();
    let told: u64 = told(state, claim).map(|part| part.amount.minor).sum();
    let limit = if Some(known.home) == state.matter {
        known.owed.saturating_sub(standing)
    } else {
        known.owed.min(standing + told)
    };
    limit.saturating_sub(known.collected)
}

fn excess(state: &State, claim: &ClaimId) -> u64 {
    let known = &state.claims[claim];
    let whole = sums(state, |id| state.liabilities[id].claim == *claim, false);
    let whole = above(&whole, left(state, claim));
    let own = state
        .liabilities
        .values()
        .filter(|liability| liability.claim == *claim);
    let parts: u64 = own
        .map(|liability| {
            let limit = match liability.mode {
                LiabilityMode::Share => {
                    let share = liability.share.unwrap();
                    known.owed * u64::from(share.numerator) / u64::from(share.denominator)
                }
                LiabilityMode::Capped => liability.cap.unwrap().minor.min(known.owed),
                _ => known.owed,
            };
            let own = sums(state, |id| *id == liability.liability, true);
            above(&own, limit.saturating_sub(own.collected))
        })
        .sum();
    whole.max(parts)
}
