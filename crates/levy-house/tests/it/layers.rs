//! Arrows between crates point down, and ARCHITECTURE.md tells the truth.

use crate::tree::{none, read, root, rust};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

/// What a crate must not see, directly or through another crate, and why.
const FORBIDDEN: [(&str, &[&str], &str); 3] = [
    (
        "levy-domain",
        &[
            "tokio",
            "futures",
            "async-trait",
            "rusqlite",
            "getrandom",
            "rand",
            "hyper",
            "axum",
            "tracing",
            "dashmap",
        ],
        "decisions are pure: no I/O, no async, no randomness",
    ),
    (
        "levy-proof",
        &["tokio", "futures", "rusqlite", "hyper", "axum", "tracing"],
        "an auditor links it alone",
    ),
    (
        "levy-store",
        &["hyper", "axum", "serde_json", "levy-proof", "chrono"],
        "it knows bytes, names and numbers",
    ),
];

/// Features that would let a clock or chance into levy-domain.
const NO_CLOCK: [(&str, &[&str]); 2] = [
    ("chrono", &["clock", "now", "iana-time-zone", "wasmbind"]),
    (
        "uuid",
        &[
            "v1",
            "v4",
            "v6",
            "v7",
            "rng",
            "rng-getrandom",
            "rng-rand",
            "fast-rng",
        ],
    ),
];

/// Words that stand for a clock, chance, I/O or an unordered walk.
const NOT_IN_DOMAIN: [&str; 13] = [
    "SystemTime",
    "Instant::",
    "Utc::now",
    "Local::now",
    "now_v7",
    "new_v4",
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "HashMap",
    "HashSet",
    "async fn",
];

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

struct Crate {
    /// Levy crates it imports, optional ones too.
    imports: BTreeSet<String>,
    /// The same for its tests and benches.
    for_tests: BTreeSet<String>,
}

fn crates() -> BTreeMap<String, Crate> {
    let metadata = cargo(&[
        "metadata",
        "--offline",
        "--no-deps",
        "--format-version",
        "1",
    ]);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let names: BTreeSet<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let parse = |package: &Value| {
        let (mut imports, mut for_tests) = (BTreeSet::new(), BTreeSet::new());
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = dependency["name"].as_str().unwrap();
            if names.contains(name) {
                let dev = dependency["kind"].as_str() == Some("dev");
                let list = if dev { &mut for_tests } else { &mut imports };
                list.insert(name.to_owned());
            }
        }
        (
            package["name"].as_str().unwrap().to_owned(),
            Crate { imports, for_tests },
        )
    };
    packages.iter().map(parse).collect()
}

/// Rows of the table under "Code map": crate, and what it may import.
fn table() -> Vec<(String, BTreeSet<String>)> {
    let text = read("ARCHITECTURE.md");
    let map = text
        .split("\n## ")
        .find(|part| part.starts_with("Code map"));
    let rows = map.expect("ARCHITECTURE.md has a code map").lines();
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let name = cells.get(1)?.strip_prefix('`')?.strip_suffix('`')?;
        let imports = cells
            .get(3)?
            .split(',')
            .map(|cell| cell.trim().trim_matches('`'));
        let imports = imports.filter(|cell| !cell.is_empty() && *cell != "none");
        Some((name.to_owned(), imports.map(str::to_owned).collect()))
    })
    .collect()
}

#[test]
fn the_code_map_is_what_the_manifests_say() {
    let (crates, mut findings) = (crates(), Vec::new());
    let rows = table();
    let named: BTreeSet<&String> = rows.iter().map(|(name, _)| name).collect();
    for name in crates.keys().filter(|name| !named.contains(name)) {
        findings.push(format!("{name} has no row"));
    }
    for (name, imports) in &rows {
        match crates.get(name) {
            None => findings.push(format!("{name} has a row but is no crate")),
            Some(real) if real.imports != *imports => findings.push(format!(
                "{name} imports {:?}, its row says {imports:?}",
                real.imports
            )),
            Some(_) => {}
        }
    }
    none(
        "the table under \"Code map\" in ARCHITECTURE.md differs from the manifests",
        &findings,
    );
}

#[test]
fn arrows_point_up_the_table_only() {
    let (crates, mut above, mut findings) = (crates(), BTreeSet::new(), Vec::new());
    for (name, _) in table() {
        let Some(real) = crates.get(&name) else {
            continue;
        };
        for import in real.imports.iter().chain(&real.for_tests) {
            if !above.contains(import) {
                findings.push(format!(
                    "{name} imports {import}, which does not stand above it"
                ));
            }
        }
        above.insert(name);
    }
    none(
        "a crate may import only crates that stand above it in the code map",
        &findings,
    );
}

#[test]
fn a_low_crate_sees_nothing_it_must_not_see() {
    let mut findings = Vec::new();
    for (name, forbidden, why) in FORBIDDEN {
        let tree = cargo(&[
            "tree",
            "--offline",
            "-p",
            name,
            "-e",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ]);
        for line in tree.lines() {
            let package = line.split(' ').next().unwrap_or_default();
            if forbidden.contains(&package) {
                findings.push(format!("{name} pulls {package}: {why}"));
            }
        }
    }
    none("these dependencies are forbidden", &findings);
}

/// Features unite across a workspace build, so the crate is looked at alone.
#[test]
fn no_clock_and_no_chance_compile_in_the_domain() {
    let tree = cargo(&[
        "tree",
        "--offline",
        "-p",
        "levy-domain",
        "-e",
        "normal,features",
        "--prefix",
        "none",
    ]);
    let mut findings = BTreeSet::new();
    for (package, features) in NO_CLOCK {
        assert!(
            tree.contains(&format!("{package} feature \"")),
            "{package} is not in the tree"
        );
        for feature in features {
            if tree.contains(&format!("{package} feature \"{feature}\"")) {
                findings.insert(format!("{package} has the feature {feature}"));
            }
        }
    }
    let findings: Vec<String> = findings.into_iter().collect();
    none(
        "levy-domain, built alone, can read a clock or draw by chance",
        &findings,
    );
}

#[test]
fn the_domain_names_no_clock_no_file_and_no_unordered_map() {
    let mut findings = Vec::new();
    for file in rust().filter(|file| file.path.starts_with("crates/levy-domain/src/")) {
        for (number, line) in file.lines().filter(|(_, line)| !is_comment(line)) {
            for word in NOT_IN_DOMAIN.iter().filter(|word| line.contains(**word)) {
                findings.push(format!("{}:{number}: {word}", file.path));
            }
        }
    }
    none(
        "levy-domain is pure: time, ids and order come in as arguments",
        &findings,
    );
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}
