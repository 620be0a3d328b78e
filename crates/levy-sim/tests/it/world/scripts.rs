//! How a script uses a world: units that say word for word what it wants.

use levy_connect::{
    AnswerFault, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError, Submitted,
};
use levy_domain::{
    id::{MatterId, RegistrationId},
    matter::{Command, event::CaseKind},
    money::Currency,
    rules::UnitDirectory,
    stamp::Role,
    time::{DAY, Date, HOUR, Timestamp, Zone},
};
use levy_sim::world::{
    Bench, Faults, Mail, Post, Setup, Units, World, WorldError, lying::roster, seat,
};
use uuid::Uuid;

/// Nobody answers.
struct Silent;

impl Units for Silent {
    fn submit(&mut self, _: &Parcel, _: Timestamp, _: &mut Post) -> Result<Submitted, SubmitError> {
        Err(SubmitError::NotSent {
            reason: NotSentReason::NoConnection,
        })
    }

    fn inquire(
        &mut self,
        _: &Inquiry,
        _: Timestamp,
        _: &mut Post,
    ) -> Result<Standing, InquireError> {
        Err(InquireError::Unanswered {
            reason: AnswerFault::Timeout,
            stray: None,
        })
    }
}

fn start() -> Timestamp {
    Timestamp::start_of(Date::from_ymd_opt(2024, 3, 1).unwrap(), Zone::CHINA)
}

fn world() -> World<Silent> {
    let setup = Setup {
        seed: 1,
        start: start(),
        directory: UnitDirectory::new(roster()),
        faults: Faults::none(),
    };
    World::new(setup, |_| Silent).unwrap()
}

fn open(world: &mut World<Silent>, matter: MatterId) -> Result<usize, WorldError> {
    let bench = Bench::new();
    let command = Command::Open {
        matter,
        court: seat().code,
        currency: Currency::CNY,
    };
    let answer = world.act(matter, command, (bench.clerk(0), Role::Clerk))?;
    Ok(answer.map_or(0, |answer| answer.events.len()))
}

#[test]
fn a_script_acts_waits_and_looks() {
    let mut world = world();
    let matter = MatterId::derive(Uuid::nil(), &[b"script"]);
    assert_eq!(open(&mut world, matter).unwrap(), 1);
    world.at(start().plus(3 * DAY)).unwrap();
    assert_eq!(world.now(), start().plus(3 * DAY));
    let court = world.look(matter, |state| state.court.clone()).unwrap();
    assert_eq!(court, Some(seat().code));
    world.audit().unwrap();
}

#[test]
fn what_was_acknowledged_is_there_after_a_death_of_the_process() {
    let mut world = world();
    let matter = MatterId::derive(Uuid::nil(), &[b"death"]);
    open(&mut world, matter).unwrap();
    let before = world.log_hash();
    world.crash().unwrap();
    assert_eq!(world.crashes(), 1);
    assert_eq!(world.log_hash(), before);
    assert_eq!(world.look(matter, |state| state.revision).unwrap(), Some(1));
}

#[test]
fn a_clock_that_was_set_back_decides_nothing_before_what_is_recorded() {
    let mut world = world();
    let matter = |tag: &[u8]| MatterId::derive(Uuid::nil(), &[tag]);
    world.at(start().plus(DAY)).unwrap();
    open(&mut world, matter(b"before")).unwrap();
    world.clock().jump(-2 * HOUR);
    // The auditor reads every event: recorded time must not run backwards.
    open(&mut world, matter(b"after")).unwrap();
    world.audit().unwrap();
}

#[test]
fn calls_of_a_driver_come_at_their_time_and_in_their_order() {
    let mut world = world();
    world.call_at(start().plus(2 * HOUR), 2);
    world.call_at(start().plus(HOUR), 1);
    world.with_units(|_, now, post| post.put(now.plus(2 * HOUR), Mail::Call(3)));
    let mut called = Vec::new();
    while let Some(call) = world.step(start().plus(DAY)).unwrap() {
        called.push((call, world.now().since(start()) / HOUR));
    }
    assert_eq!(called, [(1, 1), (2, 2), (3, 2)]);
}

#[test]
fn a_case_number_stays_with_its_matter_over_a_death_of_the_process() {
    let mut world = world();
    let bench = Bench::new();
    let [one, two] = [b"one", b"two"].map(|tag| MatterId::derive(Uuid::nil(), &[tag]));
    let registration = |matter: MatterId| Command::RegisterCase {
        registration: RegistrationId::derive(matter.0, &[b"case"]),
        number: "（2024）川3399执1号".into(),
        type_code: "执".into(),
        kind: CaseKind::First,
        court: seat().code,
        filed_on: start().date_in(Zone::CHINA),
        carried_in: false,
    };
    for matter in [one, two] {
        open(&mut world, matter).unwrap();
    }
    let clerk = || (bench.clerk(0), Role::Clerk);
    let first = world.act(one, registration(one), clerk()).unwrap();
    assert_eq!(first.unwrap().events, ["case-registered"]);
    world.crash().unwrap();
    let refused = world.act(two, registration(two), clerk()).unwrap();
    let refused = refused.unwrap_err().to_string();
    assert!(refused.starts_with("LEVY-R83"), "{refused}");
    assert!(refused.contains(&one.to_string()), "{refused}");
    world.audit().unwrap();
}
