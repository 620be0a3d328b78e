//! Nothing is forgotten: no test file, no clause.

use std::{collections::BTreeSet, fs, path::Path};

fn stems(dir: &str) -> BTreeSet<String> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
    let files = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

#[test]
fn every_test_file_is_part_of_this_binary() {
    let main = text("tests/it/main.rs");
    let named: BTreeSet<String> = main
        .lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .chain(["main"])
        .map(str::to_owned)
        .collect();
    assert_eq!(named, stems("tests/it"));
}

#[test]
fn every_clause_is_in_the_list_of_its_chapter() {
    let suite = text("src/conformance.rs");
    let mut listed = BTreeSet::new();
    let mut chapter = "";
    for line in suite.lines().map(str::trim) {
        if let Some(name) = line.strip_suffix(" {").filter(|name| !name.contains(' ')) {
            chapter = name;
        } else if !line.is_empty() && line.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            listed.insert(format!("{chapter}::{line}"));
        }
    }
    let mut written = BTreeSet::new();
    for chapter in stems("src/conformance")
        .into_iter()
        .filter(|stem| stem != "rig")
    {
        for line in text(&format!("src/conformance/{chapter}.rs")).lines() {
            if let Some((name, _)) = line
                .strip_prefix("pub async fn ")
                .and_then(|l| l.split_once('<'))
            {
                written.insert(format!("{chapter}::{name}"));
            }
        }
    }
    assert_eq!(listed, written);
    assert!(written.len() >= 22);
}
