//! Operator scripts: short texts in `tests/scripts`, one per situation, played
//! on virtual time; what happened, in words, stands beside each as `.out`.
//!
//! A script talks to the decider alone, the same one that the engine asks:
//! time moves when the script says so, what is due on the way is done, and the
//! script itself says what units answer. `LEVY_GOLDEN=write` writes the
//! transcripts anew. The language: `script/parse.rs`.

mod cards;
mod claims;
mod commands;
mod court;
mod courts;
mod follow;
mod look;
mod making;
mod notices;
mod parse;
mod people;
mod play;
mod queue;
mod rounds;
mod third_party;
mod transcript;
mod words;

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts")
}

/// All scripts by name.
fn scripts() -> BTreeMap<String, String> {
    let files = fs::read_dir(dir()).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|ext| ext == "levy"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

fn transcript(text: &str) -> Result<String, String> {
    play::play(&parse::steps(text)?)
}

#[test]
fn every_script_gives_its_transcript() {
    let write = env::var("LEVY_GOLDEN").is_ok_and(|value| value == "write");
    let mut wrong = Vec::new();
    for (name, text) in scripts() {
        let file = dir().join(format!("{name}.out"));
        match transcript(&text) {
            Err(why) => wrong.push(format!("{name}.levy: {why}")),
            Ok(got) if write => fs::write(&file, got).unwrap(),
            Ok(got) => {
                let kept = fs::read_to_string(&file).unwrap_or_default();
                let differs = got.lines().zip(kept.lines()).position(|(a, b)| a != b);
                if got != kept {
                    let at = differs.map_or_else(|| "at its end".into(), |at| (at + 1).to_string());
                    wrong.push(format!("{name}.out differs, line {at}:\n{got}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first line says which way of going wrong, or which rule, it shows.
#[test]
fn every_script_names_its_failure_or_its_rule_first() {
    let profile = levy_domain::rules::Profile::china().unwrap();
    for (name, text) in scripts() {
        let first = text.lines().next().unwrap_or_default();
        let named = first.strip_prefix("# ").unwrap_or_default();
        let named = named.split(':').next().unwrap_or_default();
        let known = |word: &str| {
            let failure = word.strip_prefix('F').and_then(|n| n.parse::<u32>().ok());
            failure.is_some_and(|n| (1..=27).contains(&n)) || profile.rule(word).is_some()
        };
        assert!(
            !named.is_empty() && named.split(' ').all(known),
            "{name}.levy begins with: {first}"
        );
    }
}

#[test]
fn no_transcript_is_without_its_script() {
    let scripts = scripts();
    for file in fs::read_dir(dir()).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|ext| ext == "out") {
            assert!(scripts.contains_key(name), "{}", path.display());
        }
    }
}

#[test]
fn a_script_is_read_strictly_and_errors_name_their_line() {
    for (text, why) in [
        ("opne matter", "line 1: unknown step `opne`"),
        (
            "# F1\n\nat 2024-02-30 09:00",
            "line 3: `2024-02-30` is no day",
        ),
        (
            "case of 10.001 against zhang",
            "line 1: `10.001` is no sum in yuan",
        ),
        (
            "approve plan-1 by judge twice",
            "line 1: `twice` is too much",
        ),
        ("approve plan-1 by", "line 1: role is missing"),
        (
            "expect refused R12",
            "line 1: `R12` is no code of a refusal",
        ),
        (
            "case of 10.00 against zhang",
            "line 1: time is not set: begin with `at`",
        ),
        (
            "at 2024-03-01 09:00\nrecall order-1 error",
            "line 2: no order-1 yet",
        ),
        (
            "at 2024-03-01 09:00\nat 2024-02-01 09:00",
            "line 2: time runs forward",
        ),
    ] {
        assert_eq!(transcript(text).unwrap_err(), why, "{text}");
    }
}

#[test]
fn what_is_expected_and_does_not_happen_stops_the_script() {
    let begin = "at 2024-03-01 09:00\ncase of 1000.00 against zhang\n";
    for (text, why) in [
        (
            "expect refused LEVY-R12\nfound bank a-1 ordinary 500.00",
            "line 4: it was accepted",
        ),
        ("plan freeze against zhang", "line 3: refused with LEVY-R31"),
        (
            "expect room zhang 900.00",
            "line 3: expected 900.00, it is 1000.00",
        ),
        ("expect refused LEVY-R12", "line 3: nothing follows"),
    ] {
        let told = transcript(&format!("{begin}{text}")).unwrap_err();
        assert!(told.starts_with(why), "{told}");
    }
}
