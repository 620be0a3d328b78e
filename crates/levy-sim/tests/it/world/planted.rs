//! Bugs planted at the seams, each caught by the seed that its row names.

use levy_sim::world::{
    WorldError,
    planted::{BUGS, Bug},
    year::{Scale, play, play_with},
};
use std::{collections::BTreeSet, env, fmt::Write, fs, path::Path};

/// The rule that breaks in the bug's world; none when the year passes.
fn broken(bug: &Bug) -> Option<&'static str> {
    match play_with(bug.seed, Scale::small(bug.cases), Some(bug.plant)) {
        Ok(_) => None,
        Err(WorldError::Violation(violation)) => Some(violation.rule),
        Err(other) => panic!("{}: {other}", bug.name),
    }
}

#[test]
fn every_bug_at_a_seam_breaks_the_rule_that_its_row_names() {
    let missed: Vec<_> = BUGS
        .iter()
        .map(|bug| (bug.name, broken(bug), bug.rule))
        .filter(|(_, broken, rule)| *broken != Some(*rule))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn without_its_bug_the_world_of_each_row_breaks_no_rule() {
    let worlds: BTreeSet<(u64, usize)> = BUGS.iter().map(|bug| (bug.seed, bug.cases)).collect();
    for (seed, cases) in worlds {
        if let Err(error) = play(seed, Scale::small(cases)) {
            panic!("{error}");
        }
    }
}

#[test]
fn the_table_of_bugs_at_the_seams_is_as_written() {
    let mut table = String::from(HEAD);
    for bug in BUGS {
        let Bug {
            name,
            failure,
            seam,
            says,
            rule,
            seed,
            cases,
            ..
        } = bug;
        writeln!(
            table,
            "| {name} | {failure} | {seam} | {says} | {rule} | `--cases {cases} --seed {seed}` |"
        )
        .unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/planted-bugs.md");
    let page = fs::read_to_string(&path).unwrap();
    let (others, written) = page.split_at(page.find("\n## ").map_or(page.len(), |at| at + 1));
    if env::var_os("LEVY_GOLDEN").is_some() {
        fs::write(
            &path,
            format!("{}\n{table}", others.trim_end().to_owned() + "\n"),
        )
        .unwrap();
        return;
    }
    assert_eq!(written, table);
}

const HEAD: &str = "## At the seams of a simulated world

These are planted by wrappers round the store, the connector, the court's door, the wake index and the units of the simulator
([simulator.md](simulator.md)), and caught by its auditor: the rule that each row names breaks in the world of its seed, and breaks
there only with the bug (`every_bug_at_a_seam_breaks_the_rule_that_its_row_names`,
`without_its_bug_the_world_of_each_row_breaks_no_rule`). To see one: `just sim --plant ids-forgotten --cases 12 --seed 12`.
This part is written by the tests of levy-sim.

| bug | failure | seam | what goes wrong | rule that breaks | world |
| --- | --- | --- | --- | --- | --- |
";
