//! Bugs that are planted on purpose, to see that the specifications catch
//! them. A plant wraps a decider from outside, at its own door: the deciders
//! have no switches. Which one is planted is chosen when the tests run, by
//! name, in the variable [`CHOSEN`]; without it the doors are as they are.
//!
//! Each row names the one specification that must fail under it. The table is
//! docs/planted-bugs.md, written by `LEVY_GOLDEN=write`.

mod approvals;
mod cards;
mod claims;
mod envelope;
mod funds;
mod holds;
mod money;
mod notices;
mod people;
mod refusals;
mod replies;
mod rounds;
mod term;
mod third_party;
mod unknown;

use crate::world;
use levy_domain::{
    decider::{Decider, Misfit},
    matter::{Command, Event, Matter, State},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    sweep::{self, Sweep},
    time::Timestamp,
};
use std::{collections::BTreeSet, env, fmt::Write, fs, path::Path, process, sync::OnceLock};

/// Names the bug to plant.
const CHOSEN: &str = "LEVY_PLANTED";

/// What a matter decides.
pub(crate) type Decided = Result<Vec<Event>, Refusal>;

/// What a round of queries decides.
pub(crate) type DecidedRound = Result<Vec<sweep::Event>, Refusal>;

/// Where a bug sits.
enum Plant {
    /// Between a command to a matter and its decision.
    Decide(fn(&State, &Command, &Rules, &Stamp) -> Decided),
    /// Between an event of a matter and its fold.
    Evolve(fn(&mut State, &Event, Timestamp) -> Result<(), Misfit>),
    /// Between a command to a round of queries and its decision.
    Round(fn(&sweep::State, &sweep::Command, &Rules, &Stamp) -> DecidedRound),
    /// Between the clock and whoever reads it.
    Clock(fn(Timestamp) -> Timestamp),
}

/// One planted bug.
struct Bug {
    name: &'static str,
    /// The failure of the world's systems that it brings back, or "-".
    failure: &'static str,
    /// What goes wrong, as a reader of the table sees it.
    says: &'static str,
    /// The specification that must fail.
    caught_by: &'static str,
    plant: Plant,
}

fn bugs() -> impl Iterator<Item = &'static Bug> {
    [
        envelope::BUGS,
        approvals::BUGS,
        people::BUGS,
        replies::BUGS,
        refusals::BUGS,
        holds::BUGS,
        money::BUGS,
        funds::BUGS,
        unknown::BUGS,
        rounds::BUGS,
        term::BUGS,
        claims::BUGS,
        notices::BUGS,
        cards::BUGS,
        third_party::BUGS,
    ]
    .into_iter()
    .flatten()
}

fn planted() -> Option<&'static Plant> {
    static PLANTED: OnceLock<Option<&'static Plant>> = OnceLock::new();
    *PLANTED.get_or_init(|| {
        let name = env::var(CHOSEN).ok()?;
        let bug = bugs().find(|bug| bug.name == name);
        Some(
            &bug.unwrap_or_else(|| panic!("no bug is called {name}"))
                .plant,
        )
    })
}

/// The door of [`Matter::decide`].
pub(crate) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decided {
    match planted() {
        Some(Plant::Decide(wrong)) => wrong(state, command, rules, stamp),
        Some(Plant::Clock(wrong)) => {
            let mut stamp = stamp.clone();
            stamp.at = wrong(stamp.at);
            Matter::decide(state, command, rules, &stamp)
        }
        _ => Matter::decide(state, command, rules, stamp),
    }
}

/// The door of [`Matter::evolve`].
pub(crate) fn evolve(state: &mut State, event: &Event, at: Timestamp) -> Result<(), Misfit> {
    match planted() {
        Some(Plant::Evolve(wrong)) => wrong(state, event, at),
        _ => Matter::evolve(state, event, at),
    }
}

/// The door of [`Sweep::decide`].
pub(crate) fn decide_round(
    state: &sweep::State,
    command: &sweep::Command,
    rules: &Rules,
    stamp: &Stamp,
) -> DecidedRound {
    match planted() {
        Some(Plant::Round(wrong)) => wrong(state, command, rules, stamp),
        _ => Sweep::decide(state, command, rules, stamp),
    }
}

/// The right decision, with its events changed one by one; `None` drops one.
fn changed(decided: Decided, change: impl Fn(Event) -> Option<Event>) -> Decided {
    decided.map(|events| events.into_iter().filter_map(change).collect())
}

/// The rules of the world with lines of the profile rewritten.
fn rules_where(rewrite: impl Fn(&str) -> String) -> &'static Rules {
    let lines: Vec<String> = world::rules()
        .profile()
        .text()
        .lines()
        .map(rewrite)
        .collect();
    Box::leak(Box::new(world::rules_of(&lines.join("\n"))))
}

/// Runs one specification of this very program with `bug` planted, and says
/// whether it ran and failed.
fn is_caught(bug: &Bug) -> bool {
    let program = env::current_exe().unwrap();
    let output = process::Command::new(program)
        .args(["--exact", bug.caught_by])
        .env(CHOSEN, bug.name)
        .env("RUST_BACKTRACE", "0")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    !output.status.success() && said.contains("0 passed; 1 failed")
}

#[test]
fn every_planted_bug_is_caught_by_the_specification_that_its_row_names() {
    let missed: Vec<&str> = bugs()
        .filter(|bug| !is_caught(bug))
        .map(|bug| bug.name)
        .collect();
    assert!(missed.is_empty(), "not caught: {missed:?}");
}

#[test]
fn planted_bugs_have_names_of_their_own() {
    let names: BTreeSet<&str> = bugs().map(|bug| bug.name).collect();
    assert_eq!(names.len(), bugs().count());
    assert!(names.len() >= 40, "{} bugs", names.len());
}

#[test]
fn the_table_of_planted_bugs_is_as_written() {
    let mut page = String::from(HEAD);
    for bug in bugs() {
        let seam = match bug.plant {
            Plant::Decide(_) => "decide",
            Plant::Evolve(_) => "evolve",
            Plant::Round(_) => "decide (round)",
            Plant::Clock(_) => "clock",
        };
        let test = bug.caught_by.rsplit("::").next().unwrap();
        let Bug {
            name,
            failure,
            says,
            ..
        } = bug;
        writeln!(page, "| {name} | {failure} | {seam} | {says} | `{test}` |").unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/planted-bugs.md");
    // What stands below belongs to the simulator and is written by its tests.
    let kept = fs::read_to_string(&path).unwrap();
    let (own, others) = kept.split_at(kept.find(SEAMS).unwrap_or(kept.len()));
    if env::var_os("LEVY_GOLDEN").is_some() {
        fs::write(&path, format!("{page}{others}")).unwrap();
        return;
    }
    assert_eq!(own, page);
}

/// Begins the simulator's part of the page.
const SEAMS: &str = "\n## ";

const HEAD: &str = "# Planted bugs

A suite that never fails proves nothing. Each row is a bug that is planted on
purpose, by a wrapper at the door of a decider, and chosen when the tests run;
the deciders themselves have no switches. Under it the specification that the
row names must fail, and a test sees to that:
`every_planted_bug_is_caught_by_the_specification_that_its_row_names`.
The failures F1 to F27 are those of docs/failure-modes.md.

This page is written by the tests of levy-domain (`LEVY_GOLDEN=write`).

| bug | failure | seam | what goes wrong | caught by |
| --- | --- | --- | --- | --- |
";
