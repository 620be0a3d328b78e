//! One case number, one matter (ADR 0017).

use crate::{story::*, world::*};
use levy_domain::{
    decider::Decider,
    id::{MatterId, RegistrationId},
    matter::Command as Matter,
    number::{Command, Event, Number, NumberClaimed, State, spelling},
};
use uuid::Uuid;

const OTHER: MatterId = MatterId(Uuid::from_u128(0x9));

fn claims(state: &State, matter: MatterId) -> Result<Vec<Event>, String> {
    let command = Command::Claim { matter };
    let decided = Number::decide(state, &command, rules(), &stamp(NOW, clerk()));
    decided.map_err(|refusal| refusal.to_string())
}

fn claimed() -> State {
    let mut state = State::default();
    for event in claims(&state, MATTER).unwrap() {
        Number::evolve(&mut state, &event, NOW).unwrap();
    }
    state
}

#[test]
fn a_number_is_claimed_for_one_matter_which_may_claim_it_again() {
    let first = NumberClaimed { matter: MATTER };
    assert_eq!(claims(&State::default(), MATTER), Ok(vec![first.into()]));
    assert_eq!(claims(&claimed(), MATTER), Ok(vec![]));
}

#[test]
fn another_matter_is_told_where_the_number_stands() {
    let refused = claims(&claimed(), OTHER).unwrap_err();
    assert!(refused.starts_with("LEVY-R83"), "{refused}");
    assert!(refused.contains(&MATTER.to_string()), "{refused}");
}

#[test]
fn a_log_in_which_a_number_is_claimed_twice_does_not_fold() {
    let again = NumberClaimed { matter: OTHER };
    assert!(Number::evolve(&mut claimed(), &again.into(), NOW).is_err());
}

#[test]
fn every_spelling_of_a_number_and_its_documents_is_that_number() {
    let one = spelling("（2024）川3322执12号");
    for other in [
        "(2024)川3322执12号",
        "〔2024〕川3322执12号",
        "（２０２４）川3322执12号",
        " （2024）川3322执12号之一",
    ] {
        assert_eq!(spelling(other), one, "{other}");
    }
    let old = spelling("〔2012〕康法执字第 12 号之二");
    assert_eq!(old, spelling("（2012）康法执字第12号"));
    assert_ne!(old, spelling("（2012）康法执字第13号"));
    assert_ne!(spelling("（2024）川3322执13号"), one);
    assert_ne!(spelling("（2024）川3322执恢12号"), one);
    assert_eq!(spelling("no number 12"), spelling("nonumber12 "));
}

#[test]
fn one_matter_does_not_register_a_number_twice_in_two_spellings() {
    let mut again = register();
    if let Matter::RegisterCase {
        registration,
        number,
        ..
    } = &mut again
    {
        *registration = RegistrationId(Uuid::from_u128(0x8));
        *number = "(2024)川3322执12号".into();
    }
    given(Story::opened()).when(again).then_refused("LEVY-R05");
}
