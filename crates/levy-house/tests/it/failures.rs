//! The page of failures and that of planted bugs say the same, both ways.

use crate::tree::{files, none, read};
use std::collections::{BTreeMap, BTreeSet};

/// Failures that no planted bug brings back, and why.
const NOT_PLANTED: &[(&str, &str)] = &[];

/// Cells of the rows of a page's tables.
fn rows(page: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| {
        let inner = line.trim_matches('|').split('|');
        inner.map(|cell| cell.trim().to_owned()).collect()
    };
    read(page)
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(cells)
        .collect()
}

fn is_failure(cell: &str) -> bool {
    let number = cell.strip_prefix('F').and_then(|n| n.parse::<u32>().ok());
    number.is_some_and(|number| (1..=27).contains(&number))
}

/// Names of scripts in a text.
fn scripts_in(text: &str) -> BTreeSet<String> {
    let links = text.split("tests/scripts/").skip(1);
    links
        .filter_map(|rest| Some(rest.split_once(".levy")?.0.to_owned()))
        .collect()
}

/// The failures that each script names first.
fn heads() -> BTreeMap<String, BTreeSet<String>> {
    let scripts = files().into_iter().filter(|file| file.is("levy"));
    scripts
        .filter_map(|file| {
            let name = file.path.split_once("tests/scripts/")?.1;
            let name = name.strip_suffix(".levy")?.to_owned();
            let head = file.text.lines().next()?.trim_start_matches("# ");
            let words = head.split(':').next()?.split(' ');
            let named = words.filter(|word| is_failure(word)).map(str::to_owned);
            Some((name, named.collect()))
        })
        .collect()
}

#[test]
fn every_failure_has_a_guard_tests_scripts_and_planted_bugs() {
    let mut findings = Vec::new();
    let bugs: BTreeMap<String, String> = rows("docs/planted-bugs.md")
        .into_iter()
        .filter_map(|row| Some((row.first()?.clone(), row.get(1)?.clone())))
        .collect();
    let heads = heads();
    let mut seen = Vec::new();
    for row in rows("docs/failure-modes.md") {
        let [number, _, guard, tests, scripts, planted] = row.as_slice() else {
            continue;
        };
        if !is_failure(number) {
            continue;
        }
        seen.push(number.clone());
        if guard.is_empty() || !tests.contains('`') {
            findings.push(format!("{number}: no guard, or no test"));
        }
        let shown = scripts_in(scripts);
        let told = |(_, failures): &(&String, &BTreeSet<String>)| failures.contains(number);
        let told: BTreeSet<String> = heads
            .iter()
            .filter(told)
            .map(|(name, _)| name.clone())
            .collect();
        if shown.is_empty() || shown != told {
            findings.push(format!(
                "{number}: scripts {shown:?}, by their heads {told:?}"
            ));
        }
        let named: BTreeSet<&str> = planted.split(", ").collect();
        let labelled: BTreeSet<&str> = bugs
            .iter()
            .filter(|(_, failure)| *failure == number)
            .map(|(bug, _)| bug.as_str())
            .collect();
        let exception = NOT_PLANTED.iter().find(|(failure, _)| failure == number);
        let agrees = match exception {
            Some((_, why)) => labelled.is_empty() && planted == why,
            None => !labelled.is_empty() && named == labelled,
        };
        if !agrees {
            findings.push(format!(
                "{number}: planted {named:?}, labelled {labelled:?}"
            ));
        }
    }
    let all: Vec<String> = (1..=27).map(|number| format!("F{number}")).collect();
    assert_eq!(seen, all, "one row for each failure, in order");
    none("docs/failure-modes.md and docs/planted-bugs.md", &findings);
}

#[test]
fn every_script_is_shown_on_the_page_of_failures() {
    let shown = scripts_in(&read("docs/failure-modes.md"));
    let missing: Vec<String> = heads()
        .into_keys()
        .filter(|name| !shown.contains(name))
        .collect();
    none("scripts that docs/failure-modes.md does not name", &missing);
}
