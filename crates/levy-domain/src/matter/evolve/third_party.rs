//! Folding what third parties owe.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    id::DebtId,
    matter::{
        state::State,
        third_party::{DebtState, Debts},
    },
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn frozen(state: &mut State, event: &Event, e: &ThirdPartyDebtFrozen) -> Fold {
    let liability = state.liabilities.get(&e.liability);
    let liability = known(liability, event, "no such liability")?;
    if state.third_party_debts.get(&e.debt).is_some() {
        return Err(misfit(event, "the debt is frozen already"));
    }
    let debt = DebtState {
        frozen: e.clone(),
        ends: e.ends.clone(),
        renewals: BTreeMap::new(),
        level: 0,
        ended: None,
        matured: false,
        served: BTreeMap::new(),
        answer_by: None,
        objections: BTreeMap::new(),
        paid: 0,
        receipts: BTreeSet::new(),
        silent: false,
        enforced: None,
        lifted: None,
    };
    let part = debt.sums();
    state.books.change(liability, Default::default(), part);
    let debts = &mut state.third_party_debts;
    debts.put(&mut state.duties, e.debt, debt);
    state.assents.done("freeze-debt", e.debt.0);
    Ok(())
}

/// Changes one that is known, and its part in the sums.
fn change(
    state: &mut State,
    event: &Event,
    id: &DebtId,
    change: impl FnOnce(&mut DebtState),
) -> Fold {
    let part = |debts: &Debts| debts.get(id).map(DebtState::sums);
    let before = known(part(&state.third_party_debts), event, "no such debt")?;
    let debts = &mut state.third_party_debts;
    debts.change(&mut state.duties, id, change);
    let after = part(debts).unwrap_or_default();
    let debt = state.third_party_debts.get(id);
    let liability = debt.and_then(|debt| state.liabilities.get(&debt.frozen.liability));
    if let Some(liability) = liability {
        state.books.change(liability, before, after);
    }
    Ok(())
}

pub(super) fn served(state: &mut State, event: &Event, e: &ThirdPartyServed) -> Fold {
    change(state, event, &e.debt, |debt| {
        debt.served.insert(e.document, e.served_at);
        if e.answer_by.is_some() {
            debt.answer_by.clone_from(&e.answer_by);
        }
        if let Some(ends) = &e.renews {
            debt.ends.clone_from(ends);
            (debt.level, debt.ended) = (0, None);
        }
    })
}

pub(super) fn renewal_ordered(
    state: &mut State,
    event: &Event,
    e: &ThirdPartyRenewalOrdered,
) -> Fold {
    state.assents.done("renew-debt", e.debt.0);
    change(state, event, &e.debt, |debt| {
        debt.renewals.insert(e.ruling, e.term);
    })
}

pub(super) fn end_near(state: &mut State, event: &Event, e: &ThirdPartyEndNear) -> Fold {
    change(state, event, &e.debt, |debt| {
        debt.level = e.level;
        debt.ends.alarm.clone_from(&e.next);
    })
}

pub(super) fn ended(state: &mut State, event: &Event, e: &ThirdPartyFreezeEnded) -> Fold {
    change(state, event, &e.debt, |debt| {
        debt.ended = Some(e.ended_at);
        debt.ends.alarm = None;
    })
}

pub(super) fn matured(state: &mut State, event: &Event, e: &ThirdPartyDebtMatured) -> Fold {
    change(state, event, &e.debt, |debt| debt.matured = true)
}

pub(super) fn objected(state: &mut State, event: &Event, e: &ThirdPartyObjected) -> Fold {
    change(state, event, &e.debt, |debt| {
        debt.objections.insert(e.evidence, e.clone());
    })
}

pub(super) fn silent(state: &mut State, event: &Event, e: &ThirdPartySilent) -> Fold {
    change(state, event, &e.debt, |debt| debt.silent = true)
}

pub(super) fn paid(state: &mut State, event: &Event, e: &ThirdPartyPaid) -> Fold {
    known(state.receipts.get(&e.receipt), event, "no such receipt")?;
    change(state, event, &e.debt, |debt| {
        debt.paid = debt.paid.saturating_add(e.amount.minor);
        debt.receipts.insert(e.receipt);
    })
}

pub(super) fn enforced(state: &mut State, event: &Event, e: &ThirdPartyEnforced) -> Fold {
    known(
        state.liabilities.get(&e.liability),
        event,
        "no such liability",
    )?;
    change(state, event, &e.debt, |debt| {
        debt.enforced = Some(e.liability);
    })?;
    state.assents.done("enforce-debt", e.debt.0);
    Ok(())
}

pub(super) fn lifted(
    state: &mut State,
    event: &Event,
    e: &ThirdPartyDebtLifted,
    at: Timestamp,
) -> Fold {
    state.assents.done("release-debt", e.debt.0);
    change(state, event, &e.debt, |debt| {
        debt.lifted = Some((e.document, at));
    })
}
