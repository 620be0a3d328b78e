//! Interest, money in the court's account, distribution plans.

use super::super::{Arg, Part::Money, Teller, code, codes, count, id, ids, words as w};
use levy_domain::{matter::event as e, money};

pub(super) fn terms(event: &e::InterestTermsStated, tell: &mut Teller<'_, '_>) {
    tell.say(Money, w::INTEREST_TERMS, [id(event.claim)])
        .about([event.claim.0]);
}

pub(super) fn interest(event: &e::InterestWorkedOut, tell: &mut Teller<'_, '_>) {
    let (sheet, component) = (&event.worksheet, &event.component);
    let args = [
        id(event.claim),
        code(&component.kind),
        component.as_of.into(),
        sheet.total.into(),
        sheet.opening.into(),
        count(sheet.rows.len()),
    ];
    tell.say(Money, w::INTEREST, args).about([event.claim.0]);
}

pub(super) fn attributed(event: &e::ReceiptAttributed, tell: &mut Teller<'_, '_>) {
    let args = [id(event.receipt), id(event.liability), code(&event.source)];
    tell.say(Money, w::ATTRIBUTED, args);
    if let Some(on) = event.taken_on {
        let args = [id(event.receipt), on.into()];
        tell.say(Money, w::ATTRIBUTED_AS_OF, args);
    }
}

pub(super) fn reversed(event: &e::AllocationReversed, tell: &mut Teller<'_, '_>) {
    for part in &event.parts {
        let args = [
            id(event.receipt),
            part.amount.into(),
            code(&part.component),
            code(&event.ground),
        ];
        tell.say(Money, w::UNALLOCATED, args);
    }
}

/// What one officer wants and others must want as well.
pub(super) fn assented(event: &e::AssentGiven, tell: &mut Teller<'_, '_>) {
    let needs = event.approvals_needed.iter().map(|roles| {
        let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
        roles.join("/")
    });
    let args = [
        id(event.officer),
        code(&event.role),
        code(event.act.kind()),
        about(&event.act),
        event.amount.into(),
        codes(needs),
    ];
    tell.say(Money, w::ASSENTED, args)
        .by(&event.approval_rule)
        .about([event.act.about()]);
}

fn about(act: &e::Act) -> Arg {
    match act {
        e::Act::PayOut { payment, .. } | e::Act::Refund { payment, .. } => id(payment),
        e::Act::Divide { distribution } => id(distribution),
        e::Act::WithholdIncome { income, .. } => id(income),
        e::Act::Seize { hold, .. }
        | e::Act::RedeemEarly { hold, .. }
        | e::Act::AskHandover { hold, .. } => id(hold),
        e::Act::FreezeDebt { debt, .. }
        | e::Act::RenewDebt { debt, .. }
        | e::Act::LiftDebt { debt, .. }
        | e::Act::EnforceDebt { debt, .. } => id(debt),
        e::Act::NotTaken { order, .. } => id(order),
    }
}

pub(super) fn paid_out(event: &e::PaidOut, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.receipt),
        event.amount.into(),
        id(event.creditor),
        ids(&event.officers),
    ];
    tell.say(Money, w::PAID_OUT, args).by(&event.approval_rule);
}

pub(super) fn refunded(event: &e::Refunded, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.receipt),
        event.amount.into(),
        event.to.map_or(Arg::None, id),
        code(&event.ground),
        ids(&event.officers),
    ];
    tell.say(Money, w::REFUNDED, args).by(&event.approval_rule);
}

pub(super) fn ordered_back(event: &e::ReversalOrdered, tell: &mut Teller<'_, '_>) {
    let args = [id(event.payment), event.amount.into(), event.fruits.into()];
    tell.say(Money, w::ORDERED_BACK, args).by(&event.basis);
}

pub(super) fn returned(event: &e::ReversalReturned, tell: &mut Teller<'_, '_>) {
    let args = [id(event.receipt), event.amount.into(), event.fruits.into()];
    tell.say(Money, w::RETURNED, args);
}

pub(super) fn drafted(event: &e::DistributionDrafted, tell: &mut Teller<'_, '_>) {
    let (currency, portions) = (event.fund.currency, &event.portions);
    let args = [
        id(event.distribution),
        event.fund.into(),
        id(event.receipt),
        count(portions.len()),
    ];
    tell.say(Money, w::DISTRIBUTION, args).by(&event.basis);
    let sum = |minor| Arg::Money(money::Money { minor, currency });
    for portion in portions {
        let args = [
            id(event.distribution),
            id(portion.claim),
            sum(portion.gets),
            sum(portion.entry.open),
            code(&portion.entry.class),
        ];
        tell.say(Money, w::PORTION, args).about([portion.claim.0]);
    }
}

pub(super) fn served(event: &e::DistributionServed, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.distribution),
        event.on.into(),
        event.deadline.at.into(),
    ];
    tell.say(Money, w::DISTRIBUTION_SERVED, args)
        .by(&event.deadline.basis);
}

pub(super) fn objected(event: &e::DistributionObjected, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.distribution),
        id(event.by),
        event.received_on.into(),
    ];
    tell.say(Money, w::DISTRIBUTION_OBJECTED, args);
}

pub(super) fn objection_ended(event: &e::DistributionObjectionEnded, tell: &mut Teller<'_, '_>) {
    let args = [id(event.distribution), id(event.by), code(&event.how)];
    tell.say(Money, w::DISTRIBUTION_OBJECTION_ENDED, args);
}

pub(super) fn withdrawn(event: &e::DistributionWithdrawn, tell: &mut Teller<'_, '_>) {
    let args = [id(event.distribution), code(&event.ground)];
    tell.say(Money, w::DISTRIBUTION_WITHDRAWN, args);
}

pub(super) fn settled(event: &e::DistributionSettled, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.distribution),
        event.elsewhere.into(),
        ids(&event.officers),
    ];
    tell.say(Money, w::DISTRIBUTION_SETTLED, args)
        .by(&event.approval_rule);
}
