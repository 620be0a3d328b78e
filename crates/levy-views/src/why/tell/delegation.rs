//! A case that goes to another court.

use super::super::{Arg, Part::File, Teller, code, codes, count, id, ids, words as w};
use levy_domain::{id::DelegationId, matter::event as e, order::Deadline};

/// The court that it goes to.
fn court(delegation: &DelegationId, tell: &Teller<'_, '_>) -> Arg {
    let known = tell.state().delegations.get(delegation);
    known.map_or_else(|| id(delegation), |known| known.proposed.to.into())
}

pub(super) fn proposed(event: &e::DelegationProposed, tell: &mut Teller<'_, '_>) {
    let known = tell.state().registrations.get(&event.registration);
    let number = known.map(|known| Arg::Text(known.number.clone())).into();
    let args = [
        number,
        event.to.into(),
        code(&event.ground),
        id(event.owner),
    ];
    tell.say(File, w::DELEGATION, args);
    let needs = event.approvals_needed.iter().map(|roles| {
        let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
        roles.join("/")
    });
    tell.say(File, w::DELEGATION_NEEDS, [codes(needs)])
        .by(&event.approval_rule);
}

pub(super) fn approved(event: &e::DelegationApproved, tell: &mut Teller<'_, '_>) {
    let court = court(&event.delegation, tell);
    let word = if event.complete {
        w::DELEGATION_APPROVED_FULLY
    } else {
        w::DELEGATION_APPROVED
    };
    tell.say(File, word, [court, id(event.officer), code(&event.role)]);
}

pub(super) fn sent(event: &e::DelegationSent, tell: &mut Teller<'_, '_>) {
    let to = court(&event.delegation, tell);
    let holds: Vec<_> = event.holds.iter().map(|hold| hold.0).collect();
    let args = [to, event.on.into(), count(holds.len())];
    tell.say(File, w::DELEGATION_SENT, args)
        .by(&event.rule)
        .about(holds);
    if !event.renewals.is_empty() {
        tell.say(File, w::DELEGATION_RENEWED_FIRST, [ids(&event.renewals)])
            .by(&event.rule);
    }
    opened_by(&event.delegation, event.deadline.as_ref(), tell);
}

/// By when the other court opens a case.
fn opened_by(delegation: &DelegationId, by: Option<&Deadline>, tell: &mut Teller<'_, '_>) {
    if let Some(by) = by {
        let court = court(delegation, tell);
        tell.say(File, w::DELEGATION_BY, [court, by.at.into()])
            .by(&by.basis);
    }
}

pub(super) fn papers_asked(event: &e::DelegationPapersAsked, tell: &mut Teller<'_, '_>) {
    let by = event.deadline.as_ref();
    let args = [
        court(&event.delegation, tell),
        event.on.into(),
        codes(&event.missing),
        by.map(|by| by.at).into(),
    ];
    let said = tell.say(File, w::DELEGATION_PAPERS, args);
    if let Some(by) = by {
        said.by(&by.basis);
    }
}

pub(super) fn papers_completed(event: &e::DelegationPapersCompleted, tell: &mut Teller<'_, '_>) {
    let args = [court(&event.delegation, tell), count(event.documents.len())];
    tell.say(File, w::DELEGATION_COMPLETED, args);
    opened_by(&event.delegation, event.deadline.as_ref(), tell);
}

pub(super) fn accepted(event: &e::DelegationAccepted, tell: &mut Teller<'_, '_>) {
    let number = Arg::Text(event.number.clone());
    let args = [court(&event.delegation, tell), number, event.on.into()];
    tell.say(File, w::DELEGATION_ACCEPTED, args);
}

pub(super) fn overdue(event: &e::DelegationOverdue, tell: &mut Teller<'_, '_>) {
    let args = [
        event.to.into(),
        code(&event.deadline.kind),
        event.deadline.at.into(),
    ];
    tell.say(File, w::DELEGATION_OVERDUE, args)
        .by(&event.deadline.basis);
}

pub(super) fn ended(event: &e::DelegationEnded, tell: &mut Teller<'_, '_>) {
    let args = [
        court(&event.delegation, tell),
        code(&event.how),
        code(&event.ground),
    ];
    tell.say(File, w::DELEGATION_ENDED, args);
}
