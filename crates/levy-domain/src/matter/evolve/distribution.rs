//! Folding distributions: drafted, served, contested, settled, given up.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    id::DistributionId,
    matter::{
        distribution::{Distribution, Phase},
        state::State,
    },
};

pub(super) fn drafted(state: &mut State, event: &Event, e: &DistributionDrafted) -> Fold {
    if state.distributions.contains_key(&e.distribution) {
        return Err(misfit(event, "the distribution exists"));
    }
    let found = state.receipts.get_mut(&e.receipt);
    let receipt = known(found, event, "no such receipt")?;
    if receipt.left_over() < e.fund.minor {
        return Err(misfit(event, "more is divided than is left"));
    }
    receipt.pledged = receipt.pledged.saturating_add(e.fund.minor);
    let distribution = Distribution {
        drafted: e.clone(),
        served: Default::default(),
        deadline: None,
        objections: Default::default(),
        phase: Phase::Open,
    };
    state.distributions.insert(e.distribution, distribution);
    Ok(())
}

fn open<'a>(
    state: &'a mut State,
    event: &Event,
    id: &DistributionId,
) -> Result<&'a mut Distribution, crate::decider::Misfit> {
    let found = state.distributions.get_mut(id);
    let open = found.filter(|distribution| distribution.phase == Phase::Open);
    known(open, event, "no such open distribution")
}

pub(super) fn served(state: &mut State, event: &Event, e: &DistributionServed) -> Fold {
    let known = open(state, event, &e.distribution)?;
    known.served.insert((e.on, e.evidence));
    known.deadline = Some(e.deadline.clone());
    Ok(())
}

pub(super) fn objected(state: &mut State, event: &Event, e: &DistributionObjected) -> Fold {
    open(state, event, &e.distribution)?.objections.insert(e.by);
    Ok(())
}

pub(super) fn objection_ended(
    state: &mut State,
    event: &Event,
    e: &DistributionObjectionEnded,
) -> Fold {
    open(state, event, &e.distribution)?
        .objections
        .remove(&e.by);
    Ok(())
}

/// The fund is set aside no more; `gone` of it leaves the receipt.
fn end(state: &mut State, event: &Event, id: &DistributionId, phase: Phase, gone: u64) -> Fold {
    let ended = open(state, event, id)?;
    ended.phase = phase;
    let (receipt, fund) = (ended.drafted.receipt, ended.drafted.fund.minor);
    if let Some(receipt) = state.receipts.get_mut(&receipt) {
        receipt.pledged = receipt.pledged.saturating_sub(fund);
        receipt.gone = receipt.gone.saturating_add(gone);
    }
    Ok(())
}

pub(super) fn withdrawn(state: &mut State, event: &Event, e: &DistributionWithdrawn) -> Fold {
    end(state, event, &e.distribution, Phase::Withdrawn, 0)
}

pub(super) fn settled(state: &mut State, event: &Event, e: &DistributionSettled) -> Fold {
    let elsewhere = e.elsewhere.minor;
    end(state, event, &e.distribution, Phase::Settled, elsewhere)?;
    state.assents.done("divide", e.distribution.0);
    Ok(())
}
