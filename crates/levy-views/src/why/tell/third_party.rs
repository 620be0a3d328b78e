//! What a third party owes the debtor.

use super::super::{Arg, Part::Money, Teller, code, id, words as w};
use levy_domain::{
    code::Code,
    id::{DebtId, DocumentId},
    matter::event as e,
};

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
    let args = [id(event.third_party), event.term.to.into()];
    let until = tell.say(Money, w::DEBT_FROZEN_UNTIL, args).about(things);
    if let Some(rule) = &event.ends.rule {
        until.by(rule);
    }
    if let Some(matures) = &event.matures {
        let args = [id(event.third_party), matures.at.into()];
        tell.say(Money, w::DEBT_FALLS_DUE, args).about(things);
    }
}

pub(super) fn served(event: &e::ThirdPartyServed, tell: &mut Teller<'_, '_>) {
    let known = tell.state().third_party_debts.get(&event.debt);
    let renewal = known.is_some_and(|debt| debt.renewals.contains_key(&event.document));
    let who = who(&event.debt, tell);
    let at = event.served_at.into();
    let last = event.renews.as_ref().and_then(|ends| ends.as_ordered);
    if let Some(answer_by) = &event.answer_by {
        let args = [who, at, answer_by.at.into()];
        tell.say(Money, w::DEBT_CALLED_IN, args)
            .about([event.debt.0])
            .by(&answer_by.basis);
    } else if let Some(last) = last {
        tell.say(Money, w::DEBT_RENEWED, [who, at, last.into()])
            .about([event.debt.0]);
    } else if renewal {
        tell.say(Money, w::DEBT_RENEWED_LATE, [who, at])
            .about([event.debt.0]);
    } else {
        tell.say(Money, w::DEBT_SERVED, [who, code(&event.way), at])
            .about([event.debt.0]);
    }
}

pub(super) fn renewal_ordered(event: &e::ThirdPartyRenewalOrdered, tell: &mut Teller<'_, '_>) {
    let args = [
        who(&event.debt, tell),
        event.term.to.into(),
        id(event.ruling),
    ];
    tell.say(Money, w::DEBT_RENEWAL_ORDERED, args)
        .about([event.debt.0])
        .by(&event.rule);
}

pub(super) fn end_near(event: &e::ThirdPartyEndNear, tell: &mut Teller<'_, '_>) {
    let args = [
        who(&event.debt, tell),
        event.last_day.into(),
        Arg::Count(event.days_left.into()),
        Arg::Count(event.level.into()),
        event.left.into(),
        event.owner.map_or(Arg::None, id),
    ];
    tell.say(Money, w::DEBT_END_NEAR, args)
        .about([event.debt.0])
        .by(&event.rule);
    unserved(event.debt, event.renewal, tell);
    if let Some(asks) = &event.applicant {
        let args = [who(&event.debt, tell), asks.at.into()];
        tell.say(Money, w::DEBT_END_APPLICANT, args)
            .about([event.debt.0])
            .by(&asks.basis);
    }
}

/// A renewal that is not known to have reached him.
fn unserved(debt: DebtId, ruling: Option<DocumentId>, tell: &mut Teller<'_, '_>) {
    if let Some(ruling) = ruling {
        let args = [who(&debt, tell), id(ruling)];
        tell.say(Money, w::DEBT_RENEWAL_UNSERVED, args)
            .about([debt.0]);
    }
}

pub(super) fn ended(event: &e::ThirdPartyFreezeEnded, tell: &mut Teller<'_, '_>) {
    let args = [
        who(&event.debt, tell),
        event.last_day.into(),
        event.left.into(),
    ];
    tell.say(Money, w::DEBT_FREEZE_ENDED, args)
        .about([event.debt.0])
        .by(&event.rule);
    unserved(event.debt, event.renewal, tell);
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
