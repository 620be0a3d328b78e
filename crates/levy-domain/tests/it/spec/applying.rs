//! An applicant who is not on file when people are to be told (V-02).

use crate::{story::*, world::*};
use levy_domain::{
    id::{HoldId, PersonId},
    matter::{Command, event::NoticeTo, notice},
    order::Measure,
    party::PartyRole,
    reply::Outcome,
};
use uuid::Uuid;

const CREDITOR: PersonId = PersonId(Uuid::from_u128(0x13));

fn creditor() -> Command {
    add(person(CREDITOR), PartyRole::Creditor)
}

/// One account is held and everybody who must be told is named.
fn told_in(story: Story) -> Story {
    let freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300)));
    let owe = notice::Command::Owe { plan: PLAN };
    story
        .drafts(PLAN, freeze)
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(300)))])
        .does(owe.into())
}

fn untold(story: &Story) -> Vec<(String, Vec<HoldId>)> {
    let notices = &story.state.notices;
    let found = notices.without_applicant(story.rules.profile(), day(2024, 3, 1));
    let named = |(rule, holds): (levy_domain::order::Basis, Vec<HoldId>)| (rule.rule, holds);
    found.into_iter().map(named).collect()
}

#[test]
fn an_applicant_who_is_not_on_file_is_not_passed_over_in_silence() {
    let story = told_in(Story::owed(cny(1_000)));
    let of_applicant = |story: &Story| {
        let mut notices = story.state.notices.iter();
        notices.any(|(_, known)| known.owed.to == NoticeTo::Applicant)
    };
    assert!(!of_applicant(&story));
    let expected = [("V-02".to_owned(), vec![story.hold_of(1)])];
    assert_eq!(untold(&story), expected);
    // Nor when he is entered later: nothing owes him those notices.
    assert_eq!(untold(&story.does(creditor())), expected);
}

#[test]
fn an_applicant_on_file_is_told_like_the_others() {
    let story = told_in(Story::owed(cny(1_000)).does(creditor()));
    assert_eq!(untold(&story), []);
}
