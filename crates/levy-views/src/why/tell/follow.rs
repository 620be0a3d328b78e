//! What follows an order or a case: steps towards a silent unit, objections of
//! units, money that a judge freed, days to sue, asking again.

use super::super::{
    Arg,
    Part::{File, Order, Search},
    Said, Teller, code, count, id, words as w,
};
use levy_domain::{
    id::{HoldId, OrderId, RegistrationId, UnitObjectionId},
    matter::event as e,
    order::Basis,
};

pub(super) fn escalated(event: &e::Escalated, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.order),
        event.unit.into(),
        code(&event.step),
        code(&event.missed.kind),
        event.missed.at.into(),
    ];
    tell.say(Order, w::ESCALATED, args)
        .by(&event.rule)
        .about([event.order.0]);
}

pub(super) fn carried_out(event: &e::EscalationCarriedOut, tell: &mut Teller<'_, '_>) {
    let level = Arg::Count(event.level.into());
    let args = [id(event.order), level, event.on.into()];
    tell.say(Order, w::ESCALATION_DONE, args)
        .about([event.order.0]);
}

pub(super) fn unit_objected(event: &e::UnitObjected, tell: &mut Teller<'_, '_>) {
    let answer_by = event.deadline.as_ref();
    let args = [
        event.unit.into(),
        id(event.order),
        event.received_on.into(),
        answer_by.map(|deadline| deadline.at).into(),
    ];
    let said = tell
        .say(Order, w::UNIT_OBJECTED, args)
        .about([event.order.0]);
    if let Some(deadline) = answer_by {
        said.by(&deadline.basis);
    }
}

pub(super) fn refused(event: &e::AssistanceRefused, tell: &mut Teller<'_, '_>) {
    let answer_by = event.deadline.as_ref();
    let args = [
        event.unit.into(),
        id(event.order),
        code(&event.reason),
        answer_by.map(|deadline| deadline.at).into(),
        event.owner.map_or(Arg::None, id),
    ];
    tell.say(Order, w::ASSISTANCE_REFUSED, args)
        .by(&event.rule)
        .about([event.order.0]);
}

/// The order that a unit objected to.
fn objected(objection: &UnitObjectionId, tell: &Teller<'_, '_>) -> Option<OrderId> {
    let known = tell.state().objections.get(objection);
    known.map(|known| known.order)
}

pub(super) fn unit_answered(event: &e::UnitObjectionAnswered, tell: &mut Teller<'_, '_>) {
    let order = objected(&event.objection, tell);
    let args = [order.map_or(Arg::None, id), code(&event.outcome)];
    tell.say(Order, w::UNIT_OBJECTION_ANSWERED, args)
        .about(order.map(|order| order.0));
}

pub(super) fn unit_unanswered(event: &e::UnitObjectionOverdue, tell: &mut Teller<'_, '_>) {
    let order = objected(&event.objection, tell);
    let args = [order.map_or(Arg::None, id), event.deadline.at.into()];
    tell.say(Order, w::UNIT_OBJECTION_OVERDUE, args)
        .by(&event.deadline.basis)
        .about(order.map(|order| order.0));
}

pub(super) fn exempted(event: &e::Exempted, tell: &mut Teller<'_, '_>) {
    let holds = event.holds.iter().map(|hold| hold.0);
    let about = holds.chain([event.asset.0]);
    match event.amount {
        Some(amount) => {
            let args = [id(event.asset), amount.into(), code(&event.ground)];
            tell.say(Search, w::EXEMPTED_SUM, args).about(about);
        }
        None => {
            let args = [id(event.asset), code(&event.ground)];
            tell.say(Search, w::EXEMPTED, args).about(about);
        }
    }
    if let Some(until) = event.until {
        let args = [id(event.asset), until.into()];
        tell.say(Search, w::EXEMPTED_UNTIL, args)
            .about([event.asset.0]);
    }
}

pub(super) fn no_longer_exempt(event: &e::ExemptionLifted, tell: &mut Teller<'_, '_>) {
    let known = tell.state().exemptions.get(&event.exemption);
    let asset = known.map(|known| known.asset);
    let args = [asset.map_or(Arg::None, id), code(&event.ground)];
    tell.say(Search, w::EXEMPTION_LIFTED, args)
        .about(asset.map(|asset| asset.0));
}

/// The number of a case, as it is printed.
fn number(registration: &RegistrationId, tell: &Teller<'_, '_>) -> Arg {
    let known = tell.state().registrations.get(registration);
    known.map(|known| Arg::Text(known.number.clone())).into()
}

pub(super) fn ask_again(event: &e::RequeryDue, tell: &mut Teller<'_, '_>) {
    let next = event.next.as_ref();
    let args = [
        number(&event.registration, tell),
        Arg::Count(event.round.into()),
        event.due.at.into(),
        next.map(|next| next.at).into(),
    ];
    tell.say(File, w::REQUERY, args).by(&event.due.basis);
}

pub(super) fn ask_no_more(event: &e::RequeryEnded, tell: &mut Teller<'_, '_>) {
    let args = [number(&event.registration, tell), code(&event.ground)];
    tell.say(File, w::REQUERY_ENDED, args);
}

pub(super) fn before_suit(event: &e::PreservedBeforeSuit, tell: &mut Teller<'_, '_>) {
    tell.say(File, w::BEFORE_SUIT, [number(&event.registration, tell)]);
}

pub(super) fn days_to_sue(event: &e::SuitDeadlineSet, tell: &mut Teller<'_, '_>) {
    let args = [
        number(&event.registration, tell),
        event.from.into(),
        event.deadline.at.into(),
    ];
    tell.say(File, w::DAYS_TO_SUE, args)
        .by(&event.deadline.basis)
        .about([event.hold.0]);
}

pub(super) fn sued(event: &e::SuitFiled, tell: &mut Teller<'_, '_>) {
    let args = [number(&event.registration, tell), event.filed_on.into()];
    goes_on(tell.say(File, w::SUED, args), event.rule.as_ref());
    spared(&event.registration, &event.spared, tell);
}

pub(super) fn after_judgment(event: &e::PreservedAfterJudgment, tell: &mut Teller<'_, '_>) {
    let args = [
        number(&event.registration, tell),
        event.performance_ends.into(),
        event.deadline.at.into(),
    ];
    tell.say(File, w::AFTER_JUDGMENT, args)
        .by(&event.deadline.basis);
}

pub(super) fn asked(event: &e::EnforcementAsked, tell: &mut Teller<'_, '_>) {
    let args = [number(&event.registration, tell), event.asked_on.into()];
    goes_on(
        tell.say(File, w::ENFORCEMENT_ASKED, args),
        event.rule.as_ref(),
    );
    spared(&event.registration, &event.spared, tell);
}

pub(super) fn not_asked(event: &e::EnforcementNotAsked, tell: &mut Teller<'_, '_>) {
    let args = [
        number(&event.registration, tell),
        event.deadline.at.into(),
        count(event.holds.len()),
    ];
    tell.say(File, w::NOT_ASKED, args)
        .by(&event.deadline.basis)
        .about(event.holds.iter().map(|hold| hold.0));
}

/// The rule by which holds go on.
fn goes_on(said: Said<'_>, rule: Option<&Basis>) {
    if let Some(rule) = rule {
        said.by(rule);
    }
}

/// Holds that need not go any more.
fn spared(registration: &RegistrationId, holds: &[HoldId], tell: &mut Teller<'_, '_>) {
    if !holds.is_empty() {
        let args = [number(registration, tell), count(holds.len())];
        tell.say(File, w::SPARED, args)
            .about(holds.iter().map(|hold| hold.0));
    }
}

pub(super) fn not_sued(event: &e::SuitMissed, tell: &mut Teller<'_, '_>) {
    let args = [
        number(&event.registration, tell),
        event.deadline.at.into(),
        count(event.holds.len()),
    ];
    tell.say(File, w::NOT_SUED, args)
        .by(&event.deadline.basis)
        .about(event.holds.iter().map(|hold| hold.0));
}
