//! Who was taken for whom, who signed for whom, what left before all had
//! signed, who looks after what.

use super::super::{
    Arg,
    Part::{File, Hold, Plan},
    Teller, code, count, id, ids, words as w,
};
use levy_domain::{
    id::{OfficerId, PlanId, ReceiptId, WrongPersonId},
    matter::event::{self as e, WeakMatch},
};

/// A match that the approvers of a plan must look at.
pub(super) fn weak(plan: PlanId, weak: &WeakMatch, tell: &mut Teller<'_, '_>) {
    let strength = code(&weak.strength);
    match weak.asset {
        Some(asset) => tell
            .say(Plan, w::WEAK_HOLDER, [id(asset), strength])
            .about([asset.0]),
        None => tell.say(Plan, w::WEAK, [id(weak.person), strength]),
    }
    .by(&weak.rule)
    .about([plan.0]);
}

/// Whom a deputy stood for when he signed.
pub(super) fn deputy(
    plan: PlanId,
    officer: OfficerId,
    principal: Option<OfficerId>,
    tell: &mut Teller<'_, '_>,
) {
    if let Some(principal) = principal {
        tell.say(Plan, w::AS_DEPUTY, [id(officer), id(principal)])
            .about([plan.0]);
    }
}

pub(super) fn at_once(event: &e::PlanApprovedUrgently, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.plan),
        id(event.officer),
        code(&event.role),
        code(&event.ground),
        event.countersign.at.into(),
    ];
    tell.say(Plan, w::APPROVED_AT_ONCE, args)
        .by(&event.countersign.basis)
        .about([event.plan.0]);
    deputy(event.plan, event.officer, event.on_behalf_of, tell);
}

pub(super) fn countersigned(event: &e::PlanCountersigned, tell: &mut Teller<'_, '_>) {
    let args = [id(event.plan), id(event.officer), code(&event.role)];
    let said = if event.complete {
        tell.say(Plan, w::COUNTERSIGNED_FULLY, args)
    } else {
        tell.say(Plan, w::COUNTERSIGNED, args)
    };
    said.about([event.plan.0]);
    deputy(event.plan, event.officer, event.on_behalf_of, tell);
}

pub(super) fn countersign_missed(event: &e::CountersignMissed, tell: &mut Teller<'_, '_>) {
    let holds = event.holds.iter().map(|hold| hold.0);
    let args = [id(event.plan), event.deadline.at.into(), ids(&event.holds)];
    tell.say(Plan, w::COUNTERSIGN_MISSED, args)
        .by(&event.deadline.basis)
        .about(holds.chain([event.plan.0]));
}

pub(super) fn wrong(event: &e::WrongPersonReported, tell: &mut Teller<'_, '_>) {
    let orders = event.orders.iter().map(|order| order.0);
    let things = orders.chain(event.holds.iter().map(|hold| hold.0));
    let deadline = event.deadline.as_ref().map(|deadline| deadline.at);
    let args = [
        id(event.person),
        ids(&event.holds),
        ids(&event.orders),
        count(event.units.len()),
        deadline.into(),
    ];
    tell.say(File, w::WRONG_PERSON, args)
        .by(&event.rule)
        .about(things.chain([event.report.0, event.person.0]));
    money(event.report, id(event.person), &event.receipts, tell);
}

/// What was taken and must go back, where anything was.
fn money(report: WrongPersonId, party: Arg, receipts: &[ReceiptId], tell: &mut Teller<'_, '_>) {
    if !receipts.is_empty() {
        let things = receipts.iter().map(|receipt| receipt.0);
        tell.say(File, w::WRONG_PERSON_MONEY, [party, ids(receipts)])
            .about(things.chain([report.0]));
    }
}

/// The party that he was taken for.
fn taken_for(report: &WrongPersonId, tell: &Teller<'_, '_>) -> Arg {
    let known = tell.state().wrong_persons.all().get(report);
    known.map_or(Arg::None, |known| id(known.person))
}

pub(super) fn confirmed(event: &e::WrongPersonConfirmed, tell: &mut Teller<'_, '_>) {
    for unit in &event.units {
        let args = [(*unit).into(), taken_for(&event.report, tell)];
        tell.say(File, w::WRONG_PERSON_CONFIRMED, args)
            .about([event.report.0]);
    }
}

pub(super) fn overdue(event: &e::WrongPersonOverdue, tell: &mut Teller<'_, '_>) {
    let holds = event.holds.iter().map(|hold| hold.0);
    let args = [
        taken_for(&event.report, tell),
        event.deadline.at.into(),
        count(event.units.len()),
        ids(&event.holds),
    ];
    tell.say(File, w::WRONG_PERSON_OVERDUE, args)
        .by(&event.deadline.basis)
        .about(holds.chain([event.report.0]));
    let party = taken_for(&event.report, tell);
    money(event.report, party, &event.receipts, tell);
}

pub(super) fn cleared(event: &e::WrongPersonCleared, tell: &mut Teller<'_, '_>) {
    let party = taken_for(&event.report, tell);
    tell.say(File, w::WRONG_PERSON_CLEARED, [party])
        .about([event.report.0]);
    for held in &event.held {
        let args = [
            id(held.hold),
            held.unit.into(),
            held.from.into(),
            held.to.into(),
            Arg::Count(held.days.into()),
        ];
        tell.say(Hold, w::WRONGLY_HELD, args)
            .about([held.hold.0, event.report.0]);
    }
}

pub(super) fn offered(event: &e::HoldsOffered, tell: &mut Teller<'_, '_>) {
    let args = [id(event.to), ids(&event.holds), code(&event.ground)];
    tell.say(Hold, w::HOLDS_OFFERED, args)
        .about(event.holds.iter().map(|hold| hold.0));
}

pub(super) fn accepted(event: &e::HoldsAccepted, tell: &mut Teller<'_, '_>) {
    let args = [id(event.officer), ids(&event.holds)];
    tell.say(Hold, w::HOLDS_ACCEPTED, args)
        .about(event.holds.iter().map(|hold| hold.0));
}
