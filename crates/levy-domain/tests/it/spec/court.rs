//! The court's officers, rules and epoch.

use crate::world::*;
use levy_domain::{
    bytes::Digest,
    court::{Command, Court, Event, State, event::*},
    decider::Decider,
    stamp::{Actor, Role},
};

pub(super) fn decide_by(
    state: &State,
    actor: &Actor,
    command: &Command,
) -> Result<Vec<Event>, String> {
    let stamp = stamp(NOW, actor.clone());
    Court::decide(state, command, rules(), &stamp).map_err(|refusal| refusal.code())
}

/// By the president where he is filed; else by the set-up of the court.
fn decide(state: &State, command: &Command) -> Result<Vec<Event>, String> {
    let officer = match command {
        Command::FileOfficer(_) | Command::RemoveOfficer { .. } | Command::FileDeputy(_) => {
            state.officers.contains_key(&PRESIDENT)
        }
        _ => false,
    };
    let actor = if officer {
        Actor::officer(PRESIDENT, Role::President)
    } else {
        Actor::system()
    };
    decide_by(state, &actor, command)
}

fn fold(state: &mut State, events: &[Event]) {
    for event in events {
        Court::evolve(state, event, NOW).unwrap();
    }
}

/// Exactly these events; deciding again yields none.
fn does(mut state: State, command: Command, kinds: &[&str]) -> State {
    let events = decide(&state, &command).unwrap();
    assert_eq!(events.iter().map(Event::kind).collect::<Vec<_>>(), kinds);
    fold(&mut state, &events);
    assert_eq!(decide(&state, &command), Ok(vec![]), "deciding again");
    state
}

fn officer() -> OfficerFiled {
    OfficerFiled {
        officer: JUDGE,
        name: sealed(1),
        role: Role::Judge,
        work_card: None,
        enforcement_card: None,
        from: day(2024, 3, 1),
    }
}

/// The president, filed by the set-up of the court.
fn begun() -> State {
    let president = OfficerFiled {
        officer: PRESIDENT,
        role: Role::President,
        ..officer()
    };
    does(
        State::default(),
        Command::FileOfficer(president),
        &["officer-filed"],
    )
}

/// And a judge, filed by him.
fn filed() -> State {
    does(begun(), Command::FileOfficer(officer()), &["officer-filed"])
}

fn remove() -> Command {
    Command::RemoveOfficer {
        officer: JUDGE,
        from: day(2024, 4, 1),
        ground: "retired".into(),
    }
}

#[test]
fn an_officer_may_act_from_his_first_day_in_his_role_alone() {
    let state = filed();
    assert!(state.may_act(&JUDGE, &Role::Judge, day(2024, 3, 1)));
    assert!(!state.may_act(&JUDGE, &Role::Judge, day(2024, 2, 29)));
    assert!(!state.may_act(&JUDGE, &Role::President, day(2024, 3, 1)));
    assert!(!state.may_act(&HEAD, &Role::Judge, day(2024, 3, 1)));
}

#[test]
fn an_officer_who_is_removed_may_act_until_the_day_before() {
    let state = does(filed(), remove(), &["officer-removed"]);
    assert!(state.may_act(&JUDGE, &Role::Judge, day(2024, 3, 31)));
    assert!(!state.may_act(&JUDGE, &Role::Judge, day(2024, 4, 1)));
}

#[test]
fn a_change_of_cards_is_filed_at_once() {
    let carded = OfficerFiled {
        work_card: Some(sealed(7)),
        ..officer()
    };
    let state = does(filed(), Command::FileOfficer(carded), &["officer-filed"]);
    assert!(state.officers[&JUDGE].0.work_card.is_some());
}

#[test]
fn one_id_is_one_officer_in_one_role() {
    let head = OfficerFiled {
        role: Role::BureauHead,
        ..officer()
    };
    assert_eq!(
        decide(&filed(), &Command::FileOfficer(head)),
        Err("LEVY-R02".into())
    );
}

#[test]
fn an_officer_who_was_removed_may_be_filed_again_in_another_role() {
    let head = OfficerFiled {
        role: Role::BureauHead,
        from: day(2024, 4, 1),
        ..officer()
    };
    let state = does(filed(), remove(), &["officer-removed"]);
    let state = does(state, Command::FileOfficer(head), &["officer-filed"]);
    assert!(state.may_act(&JUDGE, &Role::BureauHead, day(2024, 4, 1)));
}

#[test]
fn an_officer_who_was_never_filed_cannot_be_removed() {
    assert_eq!(decide(&State::default(), &remove()), Err("LEVY-R03".into()));
}

#[test]
fn rules_are_put_in_force_once() {
    let digest = Digest::of(b"rules");
    let rules = RulesActivated {
        rules: digest,
        profile: digest,
        profile_version: "1".into(),
        calendar: digest,
        directory: digest,
    };
    let state = does(
        State::default(),
        Command::ActivateRules(rules),
        &["rules-activated"],
    );
    assert_eq!(state.rules, Some(digest));
}

#[test]
fn an_epoch_only_rises_and_each_arming_is_one() {
    let raise = Command::RaiseEpoch {
        ground: "restored".into(),
    };
    let mut state = State::default();
    for epoch in 1..=2 {
        let events = decide(&state, &raise).unwrap();
        assert_eq!(
            events,
            [EpochRaised {
                epoch,
                ground: "restored".into()
            }
            .into()]
        );
        fold(&mut state, &events);
    }
    let back = EpochRaised {
        epoch: 2,
        ground: "again".into(),
    };
    assert!(Court::evolve(&mut state, &back.into(), NOW).is_err());
}

#[test]
fn a_log_begins_once_and_before_anything_else() {
    let begun = LogBegun {
        clock: "real".into(),
        keys: "00".into(),
        log: "log-1".into(),
    };
    let begin = |begun: &LogBegun| Command::Begin(begun.clone());
    let state = does(State::default(), begin(&begun), &["log-begun"]);
    let other = LogBegun {
        clock: "simulated".into(),
        ..begun.clone()
    };
    assert!(decide(&state, &begin(&other)).is_err());
    assert!(decide(&filed(), &begin(&begun)).is_err());
    assert!(Court::evolve(&mut filed(), &begun.into(), NOW).is_err());
}

fn deputy(from: u32, to: u32) -> DeputyFiled {
    DeputyFiled {
        deputy: HEAD,
        principal: JUDGE,
        from: day(2024, 3, from),
        to: day(2024, 3, to),
    }
}

/// A judge and a bureau head.
fn both() -> State {
    let head = OfficerFiled {
        officer: HEAD,
        role: Role::BureauHead,
        ..officer()
    };
    does(filed(), Command::FileOfficer(head), &["officer-filed"])
}

#[test]
fn a_deputy_acts_for_another_in_his_role_on_the_days_filed_alone() {
    let state = does(both(), Command::FileDeputy(deputy(5, 9)), &["deputy-filed"]);
    let may = |on, role| state.may_act_for(&HEAD, &JUDGE, &role, day(2024, 3, on));
    assert!(may(5, Role::Judge) && may(9, Role::Judge));
    assert!(!may(4, Role::Judge) && !may(10, Role::Judge));
    assert!(!may(5, Role::BureauHead));
    assert!(!state.may_act_for(&JUDGE, &HEAD, &Role::BureauHead, day(2024, 3, 5)));
    let gone = does(state.clone(), remove(), &["officer-removed"]);
    assert!(gone.may_act_for(&HEAD, &JUDGE, &Role::Judge, day(2024, 3, 9)));
    let retired = Command::RemoveOfficer {
        officer: HEAD,
        from: day(2024, 3, 8),
        ground: "retired".into(),
    };
    let gone = does(state, retired, &["officer-removed"]);
    assert!(!gone.may_act_for(&HEAD, &JUDGE, &Role::Judge, day(2024, 3, 8)));
}

#[test]
fn nobody_is_his_own_deputy_and_both_are_filed() {
    let own = DeputyFiled {
        deputy: JUDGE,
        ..deputy(5, 9)
    };
    let refused = |state: &State, filed| decide(state, &Command::FileDeputy(filed)).unwrap_err();
    assert_eq!(refused(&both(), own), "LEVY-R19");
    assert_eq!(refused(&both(), deputy(9, 5)), "LEVY-R05");
    assert_eq!(refused(&filed(), deputy(5, 9)), "LEVY-R03");
}

#[test]
fn a_deputy_is_filed_for_days_that_somebody_can_mean() {
    let refused = |from, to| {
        let filed = DeputyFiled {
            from,
            to,
            ..deputy(5, 9)
        };
        decide(&both(), &Command::FileDeputy(filed)).unwrap_err()
    };
    let first = day(2024, 3, 5);
    assert_eq!(refused(first, day(2999, 12, 31)), "LEVY-R05");
    assert_eq!(refused(day(1024, 3, 5), first), "LEVY-R05");
    assert_eq!(refused(first, day(2024, 3, 4)), "LEVY-R05");
}
