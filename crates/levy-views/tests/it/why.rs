//! Why a case is as it is, from its events.

use crate::{made, scribe, scribe::Scribe};
use levy_domain::{
    id::NoticeId,
    matter::{
        self,
        event::{NoticeOwed, NoticeTo, NoticesOwed},
    },
    order::{Basis, Measure},
    rules::Profile,
};
use levy_views::why::{About, Line, explain};

fn owed(number: u128, to: NoticeTo) -> NoticeOwed {
    NoticeOwed {
        notice: NoticeId(uuid::Uuid::from_u128(number)),
        to,
        person: Some(made::person(number)),
        asset: None,
        right: None,
        holder: None,
        holds: vec![made::hold(1)],
        fixes_claim: false,
        rule: Basis {
            rule: "V-02".into(),
            ..made::basis()
        },
        deadline: None,
    }
}

/// What is said of applicants who were not on file.
fn missing(notices: Vec<NoticeOwed>) -> Vec<Line> {
    let mut log = Scribe::new();
    let stream = scribe::matter_stream(made::matter(1));
    let line = made::line(1, made::asset(1), made::liability(1), 5_000);
    let draft = made::draft(made::order(1), Measure::Freeze, made::unit(1), vec![line]);
    let hold = made::held(
        made::hold(1),
        (made::order(1), 1),
        (made::asset(1), made::unit(1)),
        5_000,
    );
    let owed = NoticesOwed {
        plan: made::plan(1),
        owner: Some(made::officer(1)),
        notices,
    };
    let due = scribe::START + 24 * 3_600_000;
    let events: [matter::Event; 7] = [
        made::matter_opened(made::matter(1)),
        made::claim_stated(made::claim(1), made::matter(1), 10_000),
        made::liable(made::liability(1), made::claim(1), made::person(1)),
        made::plan_drafted(made::plan(1), vec![draft]),
        made::issued(made::plan(1), &[made::order(1)], due),
        hold.into(),
        owed.into(),
    ];
    for event in events {
        log.write(&stream, event);
    }
    let profile = Profile::china().unwrap();
    let lines = explain(&log.entries, About::Matter, &profile).unwrap();
    let of = lines.into_iter();
    of.filter(|line| line.words == "now-no-applicant").collect()
}

#[test]
fn an_applicant_who_was_not_on_file_is_said_to_be_told_of_nothing() {
    let lines = missing(vec![owed(1, NoticeTo::Debtor)]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    let rule = lines[0].rule.as_ref().map(|rule| rule.rule.as_str());
    assert_eq!(rule, Some("V-02"));
    assert!(!lines[0].events.is_empty());
    let both = vec![owed(1, NoticeTo::Debtor), owed(2, NoticeTo::Applicant)];
    assert!(missing(both).is_empty());
}
