//! Rules of the source files.

use crate::tree::{files, none, read, root, rust};

/// Lines of the longest source file; a longer one is cut by subject.
const LONG: usize = 500;

/// Places in tests where a sleep is right, each with its reason.
const SLEEPS: &[(&str, &str)] = &[];

/// Joined here so that this file does not break its own rules.
fn banned() -> Vec<(String, &'static str)> {
    let join = |parts: [&str; 2]| parts.concat();
    vec![
        (join(["#[", "allow("]), "use #[expect(.., reason)]"),
        (join(["#![", "allow("]), "use #![expect(.., reason)]"),
        (join(["todo", "!("]), "finish it or leave it out"),
        (join(["unimplemented", "!("]), "finish it or leave it out"),
        (join(["FIX", "ME"]), "fix it or write an issue"),
        (join(["XX", "X"]), "fix it or write an issue"),
        (
            join(["#[", "ignore"]),
            "a test runs, or prints `skipped: ` and its reason",
        ),
        (
            join(["Expect::", "Any"]),
            "every append names the revision it expects",
        ),
        (join(["unbounded_", "channel("]), "every queue has a bound"),
    ]
}

/// Starts of absolute paths that exist on one machine only.
fn machine_paths() -> Vec<String> {
    ["work", "root", "tmp", "home", "Users", "var/folders"]
        .map(|first| format!("/{first}"))
        .to_vec()
}

#[test]
fn every_crate_forbids_unsafe_code_and_says_what_it_is() {
    let (mut findings, mut heads) = (Vec::new(), 0);
    for file in rust() {
        let Some((_, below)) = file.path["crates/".len()..].split_once('/') else {
            continue;
        };
        if below != "src/lib.rs" && below != "src/main.rs" {
            continue;
        }
        if !file.text.contains("#![forbid(unsafe_code)]") {
            findings.push(format!("{}: no #![forbid(unsafe_code)]", file.path));
        }
        let library = file.path.replace("main.rs", "lib.rs");
        if library != file.path && root().join(library).exists() {
            continue;
        }
        heads += 1;
        let head: String = file
            .text
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        for (words, what) in [
            (["is not", "what it is not"], "what it is not"),
            (["where to start", "start with"], "where to start reading"),
        ] {
            if !words.iter().any(|word| head.contains(word)) {
                findings.push(format!("{}: its head does not say {what}", file.path));
            }
        }
    }
    assert!(heads >= 11);
    none(
        "the head of a crate says what it is, what it is not, where to start",
        &findings,
    );
}

#[test]
fn every_source_file_says_at_its_head_what_it_is_for() {
    let findings: Vec<String> = rust()
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| file.path)
        .collect();
    none("a source file begins with //!", &findings);
}

#[test]
fn every_manifest_takes_lints_and_licence_from_the_workspace() {
    let mut findings = Vec::new();
    let manifests = files()
        .into_iter()
        .filter(|file| file.path.starts_with("crates/") && file.path.ends_with("/Cargo.toml"));
    for file in manifests {
        for line in [
            "[lints]\nworkspace = true",
            "license.workspace = true",
            "publish.workspace = true",
        ] {
            if !file.text.contains(line) {
                findings.push(format!("{}: no {line:?}", file.path));
            }
        }
    }
    none("manifests", &findings);
}

#[test]
fn nothing_banned_is_written() {
    let (banned, mut findings) = (banned(), Vec::new());
    for file in rust() {
        for (number, line) in file.lines() {
            for (word, instead) in banned
                .iter()
                .filter(|(word, _)| line.contains(word.as_str()))
            {
                findings.push(format!("{}:{number}: {word} ({instead})", file.path));
            }
        }
    }
    none("banned", &findings);
}

#[test]
fn no_test_sleeps() {
    let mut findings = Vec::new();
    let tests =
        rust().filter(|file| file.path.contains("/tests/") || file.path.ends_with("/tests.rs"));
    for file in tests.filter(|file| !file.path.starts_with("crates/levy-house/")) {
        let excused = SLEEPS.iter().any(|(path, _)| *path == file.path);
        for (number, _) in file
            .lines()
            .filter(|(_, line)| line.contains("sleep(") && !excused)
        {
            findings.push(format!("{}:{number}", file.path));
        }
    }
    none(
        "a test advances its clock or waits for what it waits for; it does not sleep",
        &findings,
    );
}

#[test]
fn no_source_file_is_long() {
    let findings: Vec<String> = rust()
        .map(|file| (file.text.lines().count(), file.path))
        .filter(|(lines, _)| *lines > LONG)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    none(&format!("at most {LONG} lines a file"), &findings);
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    let (paths, mut findings) = (machine_paths(), Vec::new());
    for file in files() {
        for (number, line) in file.lines() {
            for path in &paths {
                let written = line.match_indices(path.as_str()).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    let after = line[at + path.len()..].chars().next();
                    let begins =
                        before.is_none_or(|c| !c.is_alphanumeric() && !"/._-}>:~*)".contains(c));
                    let ends = after.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
                    begins && ends
                });
                if written {
                    findings.push(format!("{}:{number}: {path}", file.path));
                }
            }
        }
    }
    none(
        "use a temporary directory, a relative path or an argument",
        &findings,
    );
}

/// Packages come from the registries that everybody has.
#[test]
fn no_private_registry_is_needed() {
    let lock = read("Cargo.lock");
    let mut findings: Vec<String> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("source = "))
        .filter(|source| *source != "\"registry+https://github.com/rust-lang/crates.io-index\"")
        .map(|source| format!("Cargo.lock: {source}"))
        .collect();
    let words = [
        "replace-with",
        "index-url",
        "[source.",
        "[registries",
        "--registry",
    ];
    for file in files()
        .into_iter()
        .filter(|file| !file.path.starts_with("crates/levy-house/"))
    {
        for (number, line) in file.lines() {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                findings.push(format!("{}:{number}: {word}", file.path));
            }
        }
    }
    none(
        "a fresh machine has no other registry than crates.io",
        &findings,
    );
}
