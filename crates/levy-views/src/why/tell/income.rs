//! Continuing orders on income.

use super::super::{Arg, Part::Money, Teller, code, id, words as w};
use levy_domain::{code::Code, id::IncomeId, matter::event as e};

/// Which income it is, and who pays it.
fn of(income: &IncomeId, tell: &Teller<'_, '_>) -> (Arg, Arg) {
    let known = tell.state().incomes.get(income);
    known.map_or_else(
        || (code(Code::from("income")), id(income)),
        |known| (code(&known.ordered.kind), id(known.ordered.payer)),
    )
}

pub(super) fn ordered(event: &e::IncomeOrdered, tell: &mut Teller<'_, '_>) {
    let things = [event.income.0, event.liability.0];
    let (kind, payer) = (code(&event.kind), id(event.payer));
    let first = event.first.on.into();
    tell.say(Money, w::INCOME, [kind.clone(), payer, first])
        .about(things)
        .by(&event.approval_rule);
    let words = if event.below_minimum {
        w::INCOME_KEEPS_LESS
    } else {
        w::INCOME_KEEPS
    };
    let said = tell
        .say(Money, words, [kind.clone(), event.keeps.into()])
        .about(things);
    if let Some(minimum) = &event.minimum {
        said.by(minimum);
    }
    if event.leaves != event.keeps {
        let args = [kind, id(event.payer), event.leaves.into()];
        tell.say(Money, w::INCOME_LEAVES, args).about(things);
    }
}

pub(super) fn received(event: &e::RemittanceReceived, tell: &mut Teller<'_, '_>) {
    let (kind, payer) = of(&event.income, tell);
    let words = if event.late {
        w::REMITTED_LATE
    } else {
        w::REMITTED
    };
    let args = [
        kind,
        payer,
        event.on.into(),
        event.amount.into(),
        id(event.receipt),
    ];
    tell.say(Money, words, args)
        .about([event.income.0, event.receipt.0]);
}

pub(super) fn missed(event: &e::RemittanceMissed, tell: &mut Teller<'_, '_>) {
    let (kind, payer) = of(&event.income, tell);
    let args = [
        kind,
        payer,
        event.due.on.into(),
        event.due.deadline.at.into(),
    ];
    tell.say(Money, w::REMITTANCE_MISSED, args)
        .about([event.income.0])
        .by(&event.due.deadline.basis);
}

pub(super) fn ended(event: &e::IncomeEnded, tell: &mut Teller<'_, '_>) {
    let (kind, payer) = of(&event.income, tell);
    tell.say(Money, w::INCOME_ENDED, [kind, payer, code(&event.ground)])
        .about([event.income.0]);
}

pub(super) fn keeps_restated(event: &e::IncomeKeepsRestated, tell: &mut Teller<'_, '_>) {
    let (kind, payer) = of(&event.income, tell);
    let (_, ended) = of(&event.ended, tell);
    let things = [event.income.0, event.ended.0];
    let args = [kind.clone(), payer, event.leaves.into(), ended];
    tell.say(Money, w::INCOME_KEEPS_RESTATED, args)
        .about(things);
    let words = if event.below_minimum {
        w::INCOME_KEEPS_LESS
    } else {
        w::INCOME_KEEPS
    };
    tell.say(Money, words, [kind, event.keeps.into()])
        .about(things)
        .by(&event.minimum);
}
