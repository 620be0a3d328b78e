//! What a third party owes the debtor.

use super::super::{Arg, Part::Money, Teller, code, id, words as w};
use levy_domain::{code::Code, id::DebtId, matter::event as e};

/// Who owes it.
pub(super) fn who(debt: &DebtId, tell: &Teller<'_, '_>) -> Arg {
    let known = tell.state().third_party_debts.get(debt);
    known.map_or_else(
        || code(Code::from("third-party")),
        |known| id(known.frozen.third_party),
    )
}

pub(super) fn frozen(event: &e::ThirdPartyDebtFrozen, tell: &mut Teller<'_, '_>) {
    let things = [event.debt.0, event.liability.0];
    let args = [id(event.third_party), event.amount.into()];
    tell.say(Money, w::DEBT_FROZEN, args)
        .about(things)
        .by(&event.rule);
    if let Some(matures) = &event.matures {
        let args = [id(event.third_party), matures.at.into()];
        tell.say(Money, w::DEBT_FALLS_DUE, args).about(things);
    }
}

pub(super) fn served(event: &e::ThirdPartyServed, tell: &mut Teller<'_, '_>) {
    let who = who(&event.debt, tell);
    match &event.answer_by {
        Some(answer_by) => {
            let args = [who, event.served_at.into(), answer_by.at.into()];
            tell.say(Money, w::DEBT_CALLED_IN, args)
                .about([event.debt.0])
                .by(&answer_by.basis);
        }
        None => {
            let args = [who, code(&event.way), event.served_at.into()];
            tell.say(Money, w::DEBT_SERVED, args).about([event.debt.0]);
        }
    }
}

pub(super) fn matured(event: &e::ThirdPartyDebtMatured, tell: &mut Teller<'_, '_>) {
    let args = [who(&event.debt, tell), event.matured.at.into()];
    tell.say(Money, w::DEBT_FALLS_DUE, args)
        .about([event.debt.0])
        .by(&event.matured.basis);
}

pub(super) fn objected(event: &e::ThirdPartyObjected, tell: &mut Teller<'_, '_>) {
    let words = if event.late {
        w::DEBT_CONTESTED_LATE
    } else {
        w::DEBT_CONTESTED
    };
    let args = [
        who(&event.debt, tell),
        event.received_on.into(),
        event.contested.into(),
        code(&event.ground),
    ];
    tell.say(Money, words, args).about([event.debt.0]);
}

pub(super) fn silent(event: &e::ThirdPartySilent, tell: &mut Teller<'_, '_>) {
    let args = [
        who(&event.debt, tell),
        event.deadline.at.into(),
        event.left.into(),
    ];
    tell.say(Money, w::DEBT_SILENT, args)
        .about([event.debt.0])
        .by(&event.deadline.basis);
}

pub(super) fn paid(event: &e::ThirdPartyPaid, tell: &mut Teller<'_, '_>) {
    let args = [
        who(&event.debt, tell),
        event.amount.into(),
        id(event.receipt),
    ];
    tell.say(Money, w::DEBT_PAID, args)
        .about([event.debt.0, event.receipt.0]);
}

pub(super) fn enforced(event: &e::ThirdPartyEnforced, tell: &mut Teller<'_, '_>) {
    let args = [who(&event.debt, tell), event.amount.into()];
    tell.say(Money, w::DEBT_ENFORCED, args)
        .about([event.debt.0, event.liability.0])
        .by(&event.rule);
}

pub(super) fn lifted(event: &e::ThirdPartyDebtLifted, tell: &mut Teller<'_, '_>) {
    let args = [who(&event.debt, tell), code(&event.ground)];
    tell.say(Money, w::DEBT_LIFTED, args).about([event.debt.0]);
}
