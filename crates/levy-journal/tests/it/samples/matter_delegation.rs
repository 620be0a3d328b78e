//! Samples of a matter's events: a case that goes to another court.

use super::{
    Fill,
    parts::{basis, date, deadline, digest, order, uuid},
};
use levy_domain::{
    document::DocumentKind,
    id::{DelegationId, DocumentId, HoldId, OfficerId, RegistrationId, UnitId},
    matter::event::{
        DelegationAccepted, DelegationApproved, DelegationEnd, DelegationEnded, DelegationOverdue,
        DelegationPapersAsked, DelegationPapersCompleted, DelegationProposed, DelegationSent,
        Event,
    },
    stamp::Role,
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let (delegation, to) = (DelegationId(uuid(95)), UnitId(uuid(31)));
    vec![
        DelegationProposed {
            delegation,
            registration: RegistrationId(uuid(20)),
            to,
            ground: "assets-elsewhere".into(),
            document: DocumentId(uuid(25)),
            owner: OfficerId(uuid(1)),
            approvals_needed: vec![vec![Role::BureauHead, Role::President]],
            approval_rule: basis(),
            proposed_by: fill.some(OfficerId(uuid(1))),
        }
        .into(),
        DelegationApproved {
            delegation,
            officer: OfficerId(uuid(2)),
            role: Role::BureauHead,
            on_behalf_of: fill.some(OfficerId(uuid(3))),
            complete: true,
        }
        .into(),
        DelegationSent {
            delegation,
            on: date(20),
            holds: fill.list([HoldId(uuid(52))]),
            renewals: fill.list([order(4)]),
            rule: basis(),
            deadline: fill.some(deadline()),
        }
        .into(),
        DelegationPapersAsked {
            delegation,
            on: date(21),
            missing: vec![DocumentKind::JudgmentCopy],
            deadline: fill.some(deadline()),
            evidence: digest(35),
        }
        .into(),
        DelegationPapersCompleted {
            delegation,
            documents: vec![DocumentId(uuid(26))],
            deadline: fill.some(deadline()),
        }
        .into(),
        DelegationAccepted {
            delegation,
            number: "（2024）川0107执5号".into(),
            on: date(22),
            evidence: digest(36),
        }
        .into(),
        DelegationOverdue {
            delegation,
            to,
            deadline: deadline(),
        }
        .into(),
        DelegationEnded {
            delegation,
            how: DelegationEnd::Returned,
            ground: "papers-missing".into(),
            evidence: fill.some(digest(37)),
        }
        .into(),
    ]
}
