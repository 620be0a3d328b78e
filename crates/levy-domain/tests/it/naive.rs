//! A second, slower opinion: everything that a matter keeps running is worked
//! out again from its orders, holds, plans, claims and receipts.

use levy_domain::{
    claim::LiabilityMode,
    id::{ClaimId, LiabilityId},
    matter::{
        Duty, State,
        order_state::{OrderState, Phase},
        state::{PlanPhase, Sums},
    },
    order::Measure,
    reply::Outcome,
    time::Timestamp,
};

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
    let open: Vec<_> = state
        .orders
        .values()
        .filter(|order| order.phase.is_open())
        .collect();
    assert_eq!(state.open_orders().collect::<Vec<_>>(), open);
    let mut duties = duties(state);
    duties.sort();
    let kept: Vec<_> = state.duties().entries().copied().collect();
    assert_eq!(kept, duties, "the duty index");
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
            sums.in_transit += minor(known.settled).saturating_sub(minor(known.matched));
        }
        _ => {}
    }
}

fn above(sums: &Sums, left: u64) -> u64 {
    (sums.bound - sums.releasing + sums.in_transit).saturating_sub(left)
}

fn excess(state: &State, claim: &ClaimId) -> u64 {
    let known = &state.claims[claim];
    let whole = sums(state, |id| state.liabilities[id].claim == *claim, false);
    let whole = above(&whole, known.owed.saturating_sub(known.collected));
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

fn duties(state: &State) -> Vec<(Timestamp, Duty)> {
    let mut duties = Vec::new();
    for (id, plan) in &state.plans {
        if let PlanPhase::Approved(since) = plan.phase {
            duties.push((since, Duty::Issue(*id)));
        }
    }
    for (id, order) in &state.orders {
        let carried = order.draft.route.is_carried();
        match order.phase {
            Phase::Issued { at } | Phase::Begun { at } if carried => {
                let from = order.draft.not_before.unwrap_or(at).max(at);
                duties.push((from, Duty::Carry(*id)));
            }
            Phase::Unknown { since } if carried => duties.push((since, Duty::Settle(*id))),
            _ => {}
        }
        let waiting = !matches!(
            order.phase,
            Phase::Drafted | Phase::Approved | Phase::Closed(_)
        );
        if let (true, Some(deadline)) = (waiting, order.deadline()) {
            duties.push((deadline.at, Duty::Overdue(*id)));
        }
    }
    for (id, hold) in &state.holds {
        let runs = !hold.released && hold.rank == 0;
        if let (true, Some(alarm)) = (runs, &hold.ends.alarm) {
            duties.push((alarm.at, Duty::Alarm(*id)));
        }
    }
    for claim in state.claims.keys() {
        if let Some(since) = state.reducing_since(claim) {
            duties.push((since, Duty::Reduce(*claim)));
        }
    }
    duties
}
