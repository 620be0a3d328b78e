//! Cooperating units and the desk of replies that matched nothing.

use crate::world::*;
use levy_domain::{
    bytes::Digest,
    decider::{Decider, Misfit},
    rules::directory::unit_id,
    unit::{Command, Event, State, Unit, UnitProfile, event::UnitResumed},
};

fn decide(state: &State, command: &Command) -> Result<Vec<Event>, String> {
    Unit::decide(state, command, rules(), &stamp(NOW, clerk())).map_err(|refusal| refusal.code())
}

/// Exactly these events; deciding again yields none.
fn does(mut state: State, command: Command, kinds: &[&str]) -> State {
    let events = decide(&state, &command).unwrap();
    assert_eq!(events.iter().map(Event::kind).collect::<Vec<_>>(), kinds);
    for event in &events {
        Unit::evolve(&mut state, event, NOW).unwrap();
    }
    assert_eq!(decide(&state, &command), Ok(vec![]), "deciding again");
    state
}

fn registered() -> State {
    does(
        State::default(),
        Command::Register {
            profile: bank_profile(),
        },
        &["unit-registered"],
    )
}

fn set_aside(text: &str) -> Command {
    Command::SetAside {
        order: Some(order(1)),
        reason: "unknown-order".into(),
        evidence: Digest::of(text.as_bytes()),
        raw_hash: None,
        received_at: NOW,
    }
}

fn settle(text: &str) -> Command {
    Command::Settle {
        evidence: Digest::of(text.as_bytes()),
        how: "folded".into(),
    }
}

#[test]
fn a_unit_is_registered_under_its_code() {
    registered();
    let nameless = UnitProfile {
        code: String::new(),
        ..bank_profile()
    };
    assert_eq!(
        decide(&State::default(), &Command::Register { profile: nameless }),
        Err("LEVY-R05".into())
    );
}

#[test]
fn another_unit_is_not_registered_in_the_same_stream() {
    let other = UnitProfile {
        unit: unit_id("other"),
        code: "other".into(),
        ..bank_profile()
    };
    assert_eq!(
        decide(&registered(), &Command::Register { profile: other }),
        Err("LEVY-R02".into())
    );
}

#[test]
fn nothing_is_asked_of_a_unit_that_is_not_registered() {
    assert_eq!(
        decide(&State::default(), &Command::Resume),
        Err("LEVY-R01".into())
    );
    let resumed = UnitResumed { unit: bank() };
    let misfit = Unit::evolve(&mut State::default(), &resumed.into(), NOW);
    assert_eq!(
        misfit,
        Err(Misfit {
            event: "unit-resumed",
            why: "the unit is not registered"
        })
    );
}

#[test]
fn what_a_unit_can_do_is_restated_as_a_whole() {
    let less = Command::DeclareAbilities {
        abilities: vec![],
        honours_ids: false,
        honours_fences: false,
        source: "letter".into(),
    };
    let state = does(registered(), less, &["abilities-declared"]);
    let profile = state.profile.unwrap();
    assert!(profile.abilities.is_empty() && !profile.honours_ids && !profile.honours_fences);
}

#[test]
fn a_unit_is_paused_and_resumed() {
    let paused = does(
        registered(),
        Command::Pause {
            ground: "fire".into(),
        },
        &["unit-paused"],
    );
    assert_eq!(paused.paused.as_deref(), Some("fire"));
    assert_eq!(
        does(paused, Command::Resume, &["unit-resumed"]).paused,
        None
    );
}

#[test]
fn a_reply_that_matched_nothing_lies_on_the_desk_until_it_is_settled() {
    let state = does(registered(), set_aside("a"), &["reply-set-aside"]);
    let state = does(state, set_aside("b"), &["reply-set-aside"]);
    assert_eq!(state.set_aside.len(), 2);
    assert_eq!(
        does(state, settle("a"), &["reply-settled"]).set_aside.len(),
        1
    );
}

#[test]
fn what_does_not_lie_on_the_desk_is_settled_already() {
    does(registered(), settle("a"), &[]);
}
