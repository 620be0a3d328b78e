//! The papers agree with each other and with the sources.

use crate::tree::{File, files, none, read, root, rust};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
};

/// Lines of the first code block below a heading.
fn block<'a>(text: &'a str, heading: &str) -> Vec<&'a str> {
    let (_, below) = text
        .split_once(&format!("\n## {heading}\n"))
        .unwrap_or_else(|| panic!("no heading {heading:?}"));
    let below = below.split("\n## ").next().unwrap_or_default();
    let block = below.split("```").nth(1).expect("a code block");
    block
        .lines()
        .skip(1)
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn two_commands_do_everything() {
    let english = read("README.md");
    let commands = block(&english, "Two commands");
    assert_eq!(commands.len(), 2, "{commands:?}");
    assert_eq!(commands, block(&read("README.zh-CN.md"), "两条命令"));
    assert_eq!(commands[0], "cargo run --release -- demo");
    let (program, script) = commands[1].split_once(' ').expect("bash and a script");
    assert_eq!(program, "bash");
    assert!(root().join(script).is_file(), "{script} is missing");
    for caller in [".ci/run", "justfile"] {
        assert!(
            read(caller).contains(commands[1]),
            "{caller} does not call {}",
            commands[1]
        );
    }
}

/// What the README shows is compiled: it is an example, but for line breaks.
#[test]
fn the_embedding_in_the_readme_is_an_example_that_compiles() {
    let bare = |text: String| text.replace([' ', '\n', ','], "");
    let shown = bare(block(&read("README.md"), "Embedding it").concat());
    let example = read("crates/levy/examples/embed.rs");
    let code = example.lines().filter(|line| !line.starts_with("//!"));
    assert!(
        shown == bare(code.collect()),
        "copy crates/levy/examples/embed.rs into README.md"
    );
}

#[test]
fn the_map_stays_short() {
    let lines = read("ARCHITECTURE.md").lines().count();
    assert!(lines < 400, "ARCHITECTURE.md has {lines} lines");
}

#[test]
fn decisions_are_numbered_short_and_name_their_alternatives() {
    let mut findings = Vec::new();
    let is_page =
        |file: &File| file.path.starts_with("docs/adr/") && !file.path.ends_with("README.md");
    let pages: Vec<File> = files().into_iter().filter(is_page).collect();
    for (number, page) in (1..).zip(&pages) {
        if !page.path.starts_with(&format!("docs/adr/{number:04}-")) {
            findings.push(format!(
                "{}: number {number:04} is expected here",
                page.path
            ));
        }
        for part in [
            "\n## Decision\n",
            "\n## Alternatives\n",
            "\n## Consequences\n",
        ] {
            if !page.text.contains(part) {
                findings.push(format!("{}: no {part:?}", page.path));
            }
        }
        if page.text.lines().count() > 70 {
            findings.push(format!("{}: longer than a page", page.path));
        }
    }
    for file in rust() {
        for (at, _) in file.text.match_indices("ADR 0") {
            let number = file.text.get(at + 4..at + 8).unwrap_or_default();
            let is_number = number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit());
            if is_number
                && !pages
                    .iter()
                    .any(|page| page.path.starts_with(&format!("docs/adr/{number}-")))
            {
                findings.push(format!("{}: there is no ADR {number}", file.path));
            }
        }
    }
    assert!(pages.len() >= 11);
    none("docs/adr", &findings);
}

#[test]
fn links_between_papers_lead_somewhere() {
    let mut findings = Vec::new();
    for file in files().into_iter().filter(|file| file.is("md")) {
        let here = root().join(&file.path);
        for (at, _) in file.text.match_indices("](") {
            let target = file.text[at + 2..]
                .split([')', '\n'])
                .next()
                .unwrap_or_default();
            let path = target.split('#').next().unwrap_or_default();
            let outside = path.is_empty() || path.contains("://") || path.starts_with("mailto:");
            if !outside && !here.parent().is_some_and(|dir| dir.join(path).exists()) {
                findings.push(format!("{}: {target}", file.path));
            }
        }
    }
    none("dead links", &findings);
}

/// Words in backticks in the last column of the glossary's tables.
fn code_words(row: &str, column: usize) -> Vec<&str> {
    let cell = row.split('|').nth(column).unwrap_or_default();
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_glossary_names_what_exists() {
    let sources: String = rust().map(|file| file.text).collect();
    let (mut findings, mut rows) = (Vec::new(), 0);
    for row in read("docs/glossary.md")
        .lines()
        .filter(|line| line.starts_with("| "))
    {
        rows += 1;
        for word in code_words(row, 4) {
            let kebab = word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            let last = word.rsplit("::").next().unwrap_or(word);
            let sought = if kebab {
                format!("\"{word}\"")
            } else {
                last.to_owned()
            };
            if !sources.contains(&sought) {
                findings.push(format!("{word} is not in the sources"));
            }
        }
    }
    assert!(rows > 40);
    none("docs/glossary.md, last column", &findings);
}

/// A test that a paper cites exists: three underscores or more in backticks,
/// unless it is a heading or field, which stands in quotes in the code.
#[test]
fn tests_that_papers_cite_exist() {
    let functions: BTreeSet<String> = rust()
        .flat_map(|file| {
            let names = file.text.match_indices("fn ").map(|(at, _)| {
                let rest = &file.text[at + 3..];
                let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_');
                name.into_iter().next().unwrap_or_default().to_owned()
            });
            names.collect::<Vec<_>>()
        })
        .collect();
    let mut findings = Vec::new();
    for file in files().into_iter().filter(|file| file.is("md")) {
        for word in file.text.split('`').skip(1).step_by(2) {
            let name = word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit());
            let cited = name && word.matches('_').count() >= 3 && !functions.contains(word);
            let quoted = format!("\"{word}\"");
            if cited && !rust().any(|file| file.text.contains(&quoted)) {
                findings.push(format!("{}: {word}", file.path));
            }
        }
    }
    none("tests named in papers that do not exist", &findings);
}

/// Ids of rules, such as `T-08`, that stand in a text as words.
fn rule_ids(text: &str) -> BTreeSet<String> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_id = |word: &&str| {
        let digits = |rest: &str| rest.len() == 2 && rest.bytes().all(|b| b.is_ascii_digit());
        word.split_once('-').is_some_and(|(kind, rest)| {
            kind.len() == 1 && kind.bytes().all(|b| b.is_ascii_uppercase()) && digits(rest)
        })
    };
    text.split(|c| !word(c))
        .filter(is_id)
        .map(str::to_owned)
        .collect()
}

/// A line without the comment that begins with `sign` outside of quotes.
fn uncommented<'a>(line: &'a str, sign: &str) -> &'a str {
    let quoted = |before: &str| before.replace("\\\"", "").matches('"').count() % 2 == 1;
    let mut begins = line.match_indices(sign).map(|(at, _)| at);
    let comment = begins.find(|at| !quoted(&line[..*at]));
    &line[..comment.unwrap_or(line.len())]
}

/// Rules that a test of this file asks for: what it says in a comment it does
/// not check. The transcript of a script is compared, the script's own head
/// line is not.
fn rules_checked(file: &File) -> BTreeSet<String> {
    let test = file.path.contains("/tests/") || file.path.ends_with("/tests.rs");
    let sign = match file.path.rsplit('.').next() {
        Some("rs") if test && !file.path.starts_with("crates/levy-house/") => "//",
        Some("levy") => "#",
        Some("out") if file.path.contains("/tests/scripts/") => "\n",
        _ => return BTreeSet::new(),
    };
    let lines = file.lines();
    lines
        .flat_map(|(_, line)| rule_ids(uncommented(line, sign)))
        .collect()
}

#[test]
fn a_rule_in_a_comment_is_not_checked() {
    assert_eq!(uncommented("a(\"T-01\"); // T-02", "//"), "a(\"T-01\"); ");
    assert_eq!(uncommented("a(\"x // T-01\");", "//"), "a(\"x // T-01\");");
    assert_eq!(uncommented("# F6 S-08: said", "#"), "");
}

#[test]
fn every_rule_of_the_profile_is_named_by_a_test_or_listed() {
    let profile = read("profiles/cn.toml");
    let rules: BTreeSet<String> = profile
        .lines()
        .filter_map(|line| line.strip_prefix("id = "))
        .flat_map(rule_ids)
        .collect();
    assert!(rules.len() > 100, "{} rules", rules.len());
    let named: BTreeSet<String> = files().iter().flat_map(rules_checked).collect();
    let not_yet: BTreeSet<String> = rules.difference(&named).cloned().collect();
    let mut lines: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for id in &not_yet {
        let kind = id.chars().next().unwrap_or_default();
        lines.entry(kind).or_default().push(id);
    }
    let list: String = lines
        .values()
        .map(|ids| format!("- {}\n", ids.join(", ")))
        .collect();
    let page = read("docs/profile.md");
    let (before, below) = page
        .split_once("\n## Rules that no test names yet\n")
        .expect("the list in docs/profile.md");
    let (section, after) = below.split_once("\n## ").expect("a heading after it");
    let words: String = section
        .lines()
        .take_while(|line| !line.starts_with("- "))
        .map(|line| format!("{line}\n"))
        .collect();
    let exact = format!("{before}\n## Rules that no test names yet\n{words}{list}\n## {after}");
    if env::var_os("LEVY_GOLDEN").is_some() {
        fs::write(root().join("docs/profile.md"), &exact).unwrap();
    }
    assert!(
        read("docs/profile.md") == exact,
        "rules that no test names, in docs/profile.md (LEVY_GOLDEN=write writes them):\n{list}"
    );
}
