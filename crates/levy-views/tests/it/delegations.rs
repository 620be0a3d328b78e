//! Cases that go to another court, as they stand on the agenda.

use crate::{
    agenda::{agenda, log},
    made, scribe,
    scribe::Scribe,
};
use levy_domain::{
    bytes::Digest,
    id::{DelegationId, DocumentId},
    matter::{
        self,
        event::{
            DelegationAccepted, DelegationOverdue, DelegationPapersAsked, DelegationProposed,
            DelegationSent,
        },
    },
    order::Deadline,
    time::{Timestamp, Zone},
};
use levy_views::AgendaKind;

#[tokio::test]
async fn a_case_that_another_court_has_not_opened_is_due_there_until_it_has() {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(1));
    let id = DelegationId(uuid::Uuid::from_u128(0xd1));
    let clock = |kind: &str, day| Deadline {
        kind: kind.to_owned().into(),
        ..made::deadline(Timestamp::end_of(made::day(day), Zone::CHINA).0)
    };
    let due = async |log: &Scribe, until| {
        let items = agenda(log, until).await;
        let mut of = items.into_iter();
        let found = of.find(|item| item.kind == AgendaKind::DelegationDue);
        found.map(|item| (item.unit, item.what, item.count, item.owner))
    };
    let stands = |what: &str, late| {
        let (court, owner) = (Some(made::unit(2)), Some(made::officer(1)));
        Some((court, what.to_owned(), late, owner))
    };
    let proposed = DelegationProposed {
        delegation: id,
        registration: made::registration(1),
        to: made::unit(2),
        ground: "assets-elsewhere".into(),
        document: DocumentId(uuid::Uuid::from_u128(7)),
        owner: made::officer(9),
        approvals_needed: vec![],
        approval_rule: made::basis(),
        proposed_by: Some(made::officer(1)),
    };
    let sent = DelegationSent {
        delegation: id,
        on: made::day("2024-05-01"),
        holds: vec![made::hold(1)],
        renewals: vec![],
        rule: made::basis(),
        deadline: Some(clock("delegation-opened", "2024-05-08")),
    };
    log.write(&stream, matter::Event::from(proposed));
    assert_eq!(due(&log, "2024-05-08").await, None);
    log.write(&stream, matter::Event::from(sent));
    assert_eq!(due(&log, "2024-05-07").await, None);
    let opened = "delegation-opened";
    assert_eq!(due(&log, "2024-05-08").await, stands(opened, 0));
    let late = DelegationOverdue {
        delegation: id,
        to: made::unit(2),
        deadline: clock(opened, "2024-05-08"),
    };
    log.write(&stream, matter::Event::from(late));
    assert_eq!(due(&log, "2024-05-09").await, stands(opened, 1));
    let asked = DelegationPapersAsked {
        delegation: id,
        on: made::day("2024-05-09"),
        missing: vec![],
        deadline: Some(clock("delegation-papers", "2024-06-10")),
        evidence: Digest::of(b"letter"),
    };
    log.write(&stream, matter::Event::from(asked));
    assert_eq!(due(&log, "2024-06-09").await, None);
    let papers = stands("delegation-papers", 0);
    assert_eq!(due(&log, "2024-06-10").await, papers);
    let accepted = DelegationAccepted {
        delegation: id,
        number: "（2024）川01执5号".into(),
        on: made::day("2024-05-10"),
        evidence: Digest::of(b"notice"),
    };
    log.write(&stream, matter::Event::from(accepted));
    assert_eq!(due(&log, "2024-12-31").await, None);
}
