//! Every error code has its entry in docs/errors, and every entry its code.

use crate::tree::{files, none};
use std::collections::{BTreeMap, BTreeSet};

/// Codes in a text: a letter and two digits after the prefix. Families such
/// as `P0x` are no codes.
fn codes(text: &str) -> BTreeSet<String> {
    let prefix = ["LEVY", "-"].concat();
    text.match_indices(&prefix)
        .filter_map(|(at, _)| {
            let rest = text.get(at + prefix.len()..at + prefix.len() + 3)?;
            let [letter, digits @ ..] = rest.as_bytes() else {
                return None;
            };
            let code = letter.is_ascii_uppercase() && digits.iter().all(u8::is_ascii_digit);
            code.then(|| format!("{prefix}{rest}"))
        })
        .collect()
}

#[test]
fn every_code_has_an_entry_and_every_entry_a_code() {
    let (mut raised, mut explained) = (BTreeMap::new(), BTreeMap::new());
    for file in files() {
        if file.path.starts_with("crates/") && file.path.contains("/src/") {
            for code in codes(&file.text) {
                raised.entry(code).or_insert(file.path.clone());
            }
        }
        if file.path.starts_with("docs/errors/") {
            for line in file.text.lines().filter(|line| line.starts_with("## ")) {
                for code in codes(line) {
                    explained.entry(code).or_insert(file.path.clone());
                }
            }
        }
    }
    let mut findings: Vec<String> = raised
        .iter()
        .filter(|(code, _)| !explained.contains_key(*code))
        .map(|(code, path)| format!("{code} ({path}) has no entry in docs/errors"))
        .collect();
    findings.extend(
        explained
            .iter()
            .filter(|(code, _)| !raised.contains_key(*code))
            .map(|(code, path)| format!("{code} ({path}) occurs in no source")),
    );
    none("error codes and docs/errors", &findings);
}

#[test]
fn an_entry_stands_on_the_page_of_its_family_and_says_what_to_do() {
    let mut findings = Vec::new();
    for file in files() {
        let Some(name) = file.path.strip_prefix("docs/errors/") else {
            continue;
        };
        if name == "README.md" {
            continue;
        }
        let mut seen = BTreeSet::new();
        for entry in file.text.split("\n## ").skip(1) {
            let title = entry.lines().next().unwrap_or_default();
            for code in codes(title) {
                let family = &code[5..6];
                if name != format!("{family}.md") {
                    findings.push(format!("{code} stands in {name}"));
                }
                if !seen.insert(code.clone()) {
                    findings.push(format!("{code} has two entries"));
                }
            }
            if codes(title).is_empty() || !entry.contains("**Do**:") {
                findings.push(format!("{name}: \"{title}\" has no code or no **Do**:"));
            }
        }
    }
    none(
        "docs/errors/<letter>.md: one entry per code, with **Do**:",
        &findings,
    );
}
