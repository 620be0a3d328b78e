//! Literals of the text against those that the program knows: a slip of the
//! pen must not become a rule about nothing.

use super::{bad::RuleFault, effect::Effect, text::RawCodes};
use crate::{
    asset::{AccountClass, AssetClass, HolderMatch},
    claim::ComponentKind,
    document::DocumentKind,
    matter::event::{
        BarKind, BreachKind, CaseKind, ClosingKind, EscalationStep, Event, Fined, NoticeCause,
        NoticeTo,
    },
    order::{Measure, Route},
    party::IdentityStrength,
    stamp::Role,
};
use std::fmt::Display;

/// Every literal of `says` is known to the program or declared by the text.
pub(super) fn check(says: &Effect, codes: &RawCodes) -> Result<(), RuleFault> {
    let measures = |of: &[Measure]| known("measure", of, Measure::LITERALS, &codes.measures);
    match says {
        Effect::Term(term) => known(
            "asset class",
            &term.classes,
            AssetClass::LITERALS,
            &codes.asset_classes,
        ),
        Effect::Account(account) => known(
            "account class",
            &account.classes,
            AccountClass::LITERALS,
            &codes.account_classes,
        ),
        Effect::Documents(set) => {
            measures(&set.measures)?;
            known("route", &set.routes, Route::LITERALS, &[])?;
            known(
                "document kind",
                &set.kinds,
                DocumentKind::LITERALS,
                &codes.document_kinds,
            )
        }
        Effect::Approval(approval) => {
            measures(&approval.measures)?;
            approval
                .roles()
                .try_for_each(|roles| known("role", roles, Role::LITERALS, &[]))
        }
        Effect::Deadline(deadline) => {
            measures(&deadline.measures)?;
            known("route", &deadline.routes, Route::LITERALS, &[])
        }
        Effect::Escalation(rungs) => {
            let steps: Vec<_> = rungs.iter().map(|rung| rung.step.clone()).collect();
            known("step", &steps, EscalationStep::LITERALS, &[])
        }
        Effect::Expiry(expiry) => measures(&expiry.measures),
        Effect::Allocation(order) => known("component", order, ComponentKind::LITERALS, &[]),
        Effect::Closing(ways) => {
            let kinds: Vec<_> = ways.iter().map(|way| way.kind.clone()).collect();
            known("closing kind", &kinds, ClosingKind::LITERALS, &[])
        }
        Effect::Breach(breach) => known("breach", &breach.kinds, BreachKind::LITERALS, &[]),
        Effect::Fine(fine) => known(
            "fined",
            std::slice::from_ref(&fine.on),
            Fined::LITERALS,
            &[],
        ),
        Effect::FineProcedure(procedure) => known("role", &procedure.decides, Role::LITERALS, &[]),
        Effect::Bar(bar) => {
            measures(&bar.blocks)?;
            known("bar", &bar.kinds, BarKind::LITERALS, &[])
        }
        Effect::ReleaseGrounds(set) => known("case kind", &set.under, CaseKind::LITERALS, &[]),
        Effect::Urgent(urgent) => {
            measures(&urgent.measures)?;
            known("role", &urgent.roles, Role::LITERALS, &[])
        }
        Effect::Secrecy(secrecy) => {
            measures(&secrecy.measures)?;
            known("event", &secrecy.events, Event::KINDS, &[])?;
            known(
                "event",
                std::slice::from_ref(&secrecy.until),
                Event::KINDS,
                &[],
            )
        }
        Effect::Identity(identity) => {
            known("strength", &identity.weak, IdentityStrength::LITERALS, &[])?;
            known(
                "holder match",
                &identity.weak_holders,
                HolderMatch::LITERALS,
                &[],
            )?;
            known("holder match", &identity.never, HolderMatch::LITERALS, &[])?;
            identity
                .needs
                .iter()
                .try_for_each(|roles| known("role", roles, Role::LITERALS, &[]))
        }
        Effect::Notice(notice) => {
            known("recipient", &notice.to, NoticeTo::LITERALS, &[])?;
            known("cause", &notice.after, NoticeCause::LITERALS, &[])?;
            known("case kind", &notice.under, CaseKind::LITERALS, &[])
        }
        Effect::Filing(entries) => entries.iter().try_for_each(|entry| {
            known("role", &entry.files, Role::LITERALS, &[])?;
            known("role", &entry.by, Role::LITERALS, &[])
        }),
        Effect::Signing(entries) => entries.iter().try_for_each(|entry| {
            known("document kind", &entry.kinds, DocumentKind::LITERALS, &[])?;
            known("role", &entry.by, Role::LITERALS, &[])
        }),
        Effect::Rate(_)
        | Effect::RenewalStart(_)
        | Effect::AlarmLadder(_)
        | Effect::AskAhead(_)
        | Effect::Requery(_)
        | Effect::Delegation(_)
        | Effect::LivingMinimum(_)
        | Effect::ExemptGoods(_)
        | Effect::RenewalAhead(_)
        | Effect::Takeover(_)
        | Effect::ParallelFreeze(_)
        | Effect::Lowering(_)
        | Effect::Cards(_)
        | Effect::Principle(_) => Ok(()),
    }
}

fn known<T: Display>(
    what: &'static str,
    of: &[T],
    known: &[&str],
    declared: &[String],
) -> Result<(), RuleFault> {
    let is_known =
        |literal: &str| known.contains(&literal) || declared.iter().any(|own| own == literal);
    match of
        .iter()
        .map(T::to_string)
        .find(|literal| !is_known(literal))
    {
        Some(literal) => Err(RuleFault::Literal { what, literal }),
        None => Ok(()),
    }
}
