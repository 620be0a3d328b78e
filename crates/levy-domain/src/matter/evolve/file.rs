//! Folding the file: case numbers, claims, parties, documents, sweeps.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    asset::AssetFound,
    claim::{Claim, Component},
    id::{AssetId, ClaimId, HoldId, OrderId, PersonId, SweepId},
    matter::{
        requery::RequeryState,
        state::{ClaimState, Registration, State, SweepState},
    },
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn opened(state: &mut State, event: &Event, e: &MatterOpened) -> Fold {
    if state.matter.is_some() {
        return Err(misfit(event, "the matter is open already"));
    }
    state.matter = Some(e.matter);
    state.court.clone_from(&e.court);
    state.currency = Some(e.currency);
    Ok(())
}

pub(super) fn registered(state: &mut State, event: &Event, e: &CaseRegistered) -> Fold {
    if state.registrations.contains_key(&e.registration) {
        return Err(misfit(event, "the registration exists"));
    }
    let registration = Registration {
        number: e.number.clone(),
        type_code: e.type_code.clone(),
        kind: e.kind.clone(),
        filed_on: e.filed_on,
        carried_in: e.carried_in,
        closed: None,
    };
    state.registrations.insert(e.registration, registration);
    Ok(())
}

pub(super) fn closed(state: &mut State, event: &Event, e: &CaseNumberClosed) -> Fold {
    let registration = state
        .registrations
        .get_mut(&e.registration)
        .filter(|registration| registration.closed.is_none());
    known(registration, event, "no such open registration")?.closed = Some((e.kind.clone(), e.on));
    for hold in &e.holds_left {
        state.with_hold(hold, |hold| hold.owner = e.owner.or(hold.owner));
    }
    if let Some(first) = &e.requery {
        let rounds = RequeryState::until(first);
        state
            .requeries
            .put(&mut state.duties, e.registration, rounds);
    }
    Ok(())
}

fn owed(claim: &Claim) -> u64 {
    claim
        .components
        .iter()
        .fold(0, |sum, part| sum.saturating_add(part.amount.minor))
}

pub(super) fn claim_stated(state: &mut State, event: &Event, e: &ClaimStated) -> Fold {
    if state.claims.contains_key(&e.claim.claim) {
        return Err(misfit(event, "the claim is stated already"));
    }
    let claim = ClaimState {
        owed: owed(&e.claim),
        claim: e.claim.clone(),
        home: e.home,
        allocated: BTreeMap::new(),
        collected: 0,
    };
    state.claims.insert(e.claim.claim, claim);
    state.books.touch(e.claim.claim);
    Ok(())
}

pub(super) fn claim_adjusted(state: &mut State, event: &Event, e: &ClaimAdjusted) -> Fold {
    put_component(state, event, e.claim, &e.component)?;
    state.interest.rests_no_more(&e.claim);
    Ok(())
}

/// A component as it now stands; others stay.
pub(super) fn put_component(
    state: &mut State,
    event: &Event,
    claim: ClaimId,
    component: &Component,
) -> Fold {
    let stated = known(state.claims.get_mut(&claim), event, "no such claim")?;
    let parts = &mut stated.claim.components;
    match parts.iter_mut().find(|part| part.kind == component.kind) {
        Some(part) => part.clone_from(component),
        None => parts.push(component.clone()),
    }
    stated.owed = owed(&stated.claim);
    state.books.touch(claim);
    Ok(())
}

pub(super) fn party_added(state: &mut State, e: &PartyAdded) {
    let (person, roles) = state
        .persons
        .entry(e.person.person)
        .or_insert_with(|| (e.person.clone(), Default::default()));
    person.clone_from(&e.person);
    roles.insert(e.role.clone());
}

pub(super) fn liability_stated(state: &mut State, event: &Event, e: &LiabilityStated) -> Fold {
    let id = e.liability.liability;
    known(state.claims.get(&e.liability.claim), event, "no such claim")?;
    if state.liabilities.contains_key(&id) {
        return Err(misfit(event, "the liability is stated already"));
    }
    state.liabilities.insert(id, e.liability.clone());
    state
        .by_claim
        .entry(e.liability.claim)
        .or_default()
        .push(id);
    Ok(())
}

pub(super) fn identity_corrected(state: &mut State, event: &Event, e: &IdentityCorrected) -> Fold {
    let id = e.person.person;
    known(state.persons.get(&id), event, "no such person")?;
    let rested = (
        e.orders.as_slice(),
        e.holds.as_slice(),
        e.assets.as_slice(),
        e.sweeps.as_slice(),
    );
    undo_identity(state, event, id, rested)?;
    if let Some((person, _)) = state.persons.get_mut(&id) {
        person.clone_from(&e.person);
    }
    for order in &e.orders {
        state.with_order(order, |order| order.disputed = true);
    }
    Ok(())
}

type Rested<'a> = (&'a [OrderId], &'a [HoldId], &'a [AssetId], &'a [SweepId]);

/// What rests on an identity of `person` covers nothing and is not used any
/// more.
pub(super) fn undo_identity(
    state: &mut State,
    event: &Event,
    person: PersonId,
    (orders, holds, assets, sweeps): Rested<'_>,
) -> Fold {
    let known = orders.iter().all(|id| state.orders.contains_key(id))
        && holds.iter().all(|id| state.holds.contains_key(id))
        && assets.iter().all(|id| state.assets.contains_key(id))
        && sweeps.iter().all(|id| state.sweeps.contains_key(id));
    if !known {
        return Err(misfit(event, "it names what is not there"));
    }
    for order in orders {
        state.with_order(order, |order| order.void = true);
    }
    for hold in holds {
        state.with_hold(hold, |hold| hold.void = true);
    }
    state.stale.extend(assets);
    for sweep in sweeps {
        if let Some(sweep) = state.sweeps.get_mut(sweep) {
            sweep.outdated.insert(person);
        }
    }
    Ok(())
}

pub(super) fn document_issued(state: &mut State, event: &Event, e: &DocumentIssued) -> Fold {
    let id = e.document.document;
    if state.documents.contains_key(&id) {
        return Err(misfit(event, "the document exists"));
    }
    if let Some(plan) = e.document.plan {
        state.documents_by_plan.entry(plan).or_default().push(id);
    }
    if let Some(earlier) = e.document.supersedes {
        state.superseded.insert(earlier, id);
    }
    state.documents.insert(id, e.document.clone());
    Ok(())
}

pub(super) fn sweep_ordered(state: &mut State, event: &Event, e: &SweepOrdered) -> Fold {
    if state.sweeps.contains_key(&e.sweep) {
        return Err(misfit(event, "the sweep exists"));
    }
    let sweep = SweepState {
        subjects: e.subjects.clone(),
        units: u32::try_from(e.units.len()).unwrap_or(u32::MAX),
        asked: e.units.as_slice().into(),
        batches: 0,
        late: Default::default(),
        late_assets: Default::default(),
        closed: false,
        not_askable: e.not_askable.clone(),
        silent: 0,
        outdated: Default::default(),
    };
    state.sweeps.insert(e.sweep, sweep);
    if e.purpose.as_str() == "re-query" {
        state
            .requeries
            .change_all(&mut state.duties, |rounds| rounds.owed = false);
    }
    Ok(())
}

pub(super) fn assets_found(state: &mut State, event: &Event, e: &AssetsFound) -> Fold {
    let rights = state.rights_held(e.assets.iter().map(|asset| asset.asset));
    let sweep = known(state.sweeps.get_mut(&e.sweep), event, "no such sweep")?;
    if sweep.batches != e.batch {
        return Err(misfit(event, "batches come in order"));
    }
    sweep.batches += 1;
    let (stale, assets) = (&mut state.stale, &mut state.assets);
    for asset in &e.assets {
        // What a unit named late may be entered before the round's own batches.
        if !sweep.late_assets.contains(&asset.asset) {
            enter(sweep, stale, assets, asset);
        }
    }
    state.tell_new_rights(rights);
    Ok(())
}

pub(super) fn late_assets_found(state: &mut State, event: &Event, e: &LateAssetsFound) -> Fold {
    let rights = state.rights_held(e.assets.iter().map(|asset| asset.asset));
    let sweep = known(state.sweeps.get_mut(&e.sweep), event, "no such sweep")?;
    if !sweep.late.insert((e.raw_hash, e.batch)) {
        return Err(misfit(event, "the batch is entered already"));
    }
    let (stale, assets) = (&mut state.stale, &mut state.assets);
    for asset in &e.assets {
        sweep.late_assets.insert(asset.asset);
        // A newer round may have found it since.
        let known = assets
            .get(&asset.asset)
            .and_then(|known| known.available_at);
        if known.is_none() || known <= asset.available_at || stale.contains(&asset.asset) {
            enter(sweep, stale, assets, asset);
        }
    }
    state.tell_new_rights(rights);
    Ok(())
}

fn enter(
    sweep: &SweepState,
    stale: &mut BTreeSet<AssetId>,
    assets: &mut BTreeMap<AssetId, AssetFound>,
    asset: &AssetFound,
) {
    if !sweep.outdated.contains(&asset.person) {
        stale.remove(&asset.asset);
    } else if !assets.contains_key(&asset.asset) {
        stale.insert(asset.asset);
    } else {
        // Found under the number as it stands now, or stale already.
        return;
    }
    assets.insert(asset.asset, asset.clone());
}

pub(super) fn sweep_closed(state: &mut State, event: &Event, e: &SweepClosed) -> Fold {
    let sweep = known(state.sweeps.get_mut(&e.sweep), event, "no such sweep")?;
    if sweep.closed {
        return Err(misfit(event, "the sweep is over already"));
    }
    sweep.closed = true;
    sweep.silent = u32::try_from(e.silent.len()).unwrap_or(u32::MAX);
    Ok(())
}
