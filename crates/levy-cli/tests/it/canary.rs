//! Invented names, identity numbers and accounts of a whole demo are looked
//! for in everything that Levy writes: log, views, wake index, write-ahead
//! logs, evidence, tables, JSON, and every trace on standard error. They may
//! lie in sealed boxes only. The units' own books are not Levy's.

use crate::bench::Bench;
use levy_sim::year::{Table1, YearPlan};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::Stdio,
};

const CASES: u32 = 20;
const SEED: u64 = 11;
const YEAR: i32 = 2022;

/// What must not be found, by its bytes, and what it is.
type Canaries = BTreeMap<Vec<u8>, &'static str>;

fn people() -> Canaries {
    let table = Table1::printed().expect("the paper's table");
    let plan = YearPlan::make(SEED, YEAR, CASES, &table).expect("a plan");
    let mut canaries = Canaries::new();
    for case in &plan.registrations {
        for person in case.debtors.iter().chain([&case.creditor]) {
            canaries.insert(person.name.clone().into_bytes(), "a name");
            canaries.insert(person.number.clone().into_bytes(), "an identity number");
        }
    }
    canaries
}

/// Accounts as the units keep them.
fn accounts(books: &Path) -> Canaries {
    let conn = rusqlite::Connection::open(books).expect("the units' books");
    let mut rows = conn
        .prepare("SELECT number FROM account")
        .expect("a statement");
    let rows = rows.query_map([], |row| row.get::<_, String>(0));
    rows.expect("accounts")
        .map(|number| (number.expect("a number").into_bytes(), "an account"))
        .collect()
}

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a directory").flatten() {
        let path = entry.path();
        match path.is_dir() {
            // The units' books are another process's.
            true if path.ends_with("units") => {}
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

/// Every place in `text` where a canary stands, in UTF-8 and as hexadecimal
/// and JSON escapes; the first signs of all canaries are looked up at once.
fn hits(text: &[u8], canaries: &Canaries) -> Vec<&'static str> {
    let mut by_head: BTreeMap<&[u8], Vec<(&[u8], &'static str)>> = BTreeMap::new();
    for (canary, what) in canaries {
        let head = canary.get(..HEAD).expect("canaries are longer");
        by_head.entry(head).or_default().push((canary, what));
    }
    let heads: std::collections::HashMap<&[u8], _> = by_head.into_iter().collect();
    text.windows(HEAD)
        .enumerate()
        .filter_map(|(at, window)| heads.get(window).map(|group| (at, group)))
        .flat_map(|(at, group)| {
            let rest = &text[at..];
            group
                .iter()
                .filter(move |(canary, _)| rest.starts_with(canary))
                .map(|(_, what)| *what)
        })
        .collect()
}

const HEAD: usize = 4;

/// The same canaries as other writings of a byte string.
fn in_other_writings(canaries: &Canaries) -> Canaries {
    let mut all = canaries.clone();
    for (canary, what) in canaries {
        let lower: String = canary.iter().map(|byte| format!("{byte:02x}")).collect();
        all.insert(lower.to_uppercase().into_bytes(), what);
        all.insert(lower.into_bytes(), what);
        let text = std::str::from_utf8(canary).expect("text");
        if !text.is_ascii() {
            let escaped: String = text
                .encode_utf16()
                .map(|unit| format!("\\u{unit:04x}"))
                .collect();
            all.insert(escaped.into_bytes(), what);
            let (gb, _, _) = encoding_rs::GB18030.encode(text);
            all.insert(gb.into_owned(), what);
        }
    }
    // Shorter ones stand in forty megabytes by chance.
    all.retain(|canary, _| canary.len() >= 6);
    all
}

#[track_caller]
fn assert_clean(dir: &Path, canaries: &Canaries) -> usize {
    let mut found = Vec::new();
    files(dir, &mut found);
    for file in &found {
        let Ok(bytes) = fs::read(file) else { continue };
        assert_eq!(hits(&bytes, canaries), [""; 0], "in {}", file.display());
    }
    found.len()
}

/// Starts a demo and kills it once its log has grown: the write-ahead logs of
/// log and views are then still there. What it traced until then.
fn killed_demo(bench: &Bench) -> Vec<u8> {
    let log = bench.dir().join("log.db-wal");
    let mut demo = bench
        .command(&DEMO)
        .env("LEVY_LOG", "trace")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut told = demo.stderr.take().expect("a pipe");
    let (mut traces, mut chunk) = (Vec::new(), vec![0; 1 << 16]);
    while fs::metadata(&log).map_or(0, |log| log.len()) < 2_000_000 {
        let read = told.read(&mut chunk).expect("traces");
        assert_ne!(read, 0, "the demo ended before it had written much");
        traces.extend_from_slice(&chunk[..read]);
    }
    demo.kill().expect("killed");
    told.read_to_end(&mut traces).expect("the rest");
    demo.wait().expect("over");
    traces
}

const DEMO: [&str; 6] = ["demo", "--json", "--cases", "20", "--seed", "11"];

#[test]
fn nobody_is_named_outside_sealed_boxes() {
    let bench = Bench::new();
    let traces = killed_demo(&bench);
    let mut canaries = people();
    let books = bench.dir().join("units").join("books.db");
    canaries.extend(accounts(&books));
    let all = in_other_writings(&canaries);
    assert_eq!(
        hits(&traces, &all),
        [""; 0],
        "in the traces before the kill"
    );
    assert!(!traces.is_empty(), "traces are written at this level");
    assert_clean(&bench.dir(), &all);

    let ended = bench
        .command(&DEMO)
        .env("LEVY_LOG", "trace")
        .output()
        .expect("it runs");
    assert!(ended.status.success());
    canaries.extend(accounts(&books));
    let kinds: BTreeSet<_> = canaries.values().collect();
    assert_eq!(kinds.len(), 3, "names, numbers and accounts are looked for");
    let all = in_other_writings(&canaries);
    // The search finds what is there.
    assert!(!hits(&fs::read(&books).expect("books"), &all).is_empty());
    assert_eq!(hits(&ended.stdout, &all), [""; 0], "in the report");
    assert_eq!(hits(&ended.stderr, &all), [""; 0], "in the traces");
    let files = assert_clean(&bench.dir(), &all);
    assert!(files >= 4, "log, views, wake index, key table");

    for told in [
        &["case", "list"][..],
        &["case", "list", "--json"],
        &["unit", "list", "--json"],
        &["log", "tail", "-n", "100000", "--json"],
        &["replay", "--json"],
        &["verify", "--json"],
    ] {
        let ended = bench.command(told).output().expect("it runs");
        assert!(ended.status.success(), "{told:?}");
        assert!(!ended.stdout.is_empty(), "{told:?}");
        assert_eq!(hits(&ended.stdout, &all), [""; 0], "{told:?}");
        assert_eq!(hits(&ended.stderr, &all), [""; 0], "{told:?}");
    }
}

/// What may stand in a file that is refused: in any of its cells, in the place
/// of headings, in a configuration.
const IN_FILES: [(&str, &str); 4] = [
    ("张某乙丙丁", "a name"),
    ("990000198001010012", "an identity number"),
    ("6200000000000001", "an account"),
    ("欠款系张某之子所借", "a free text"),
];

#[track_caller]
fn assert_not_quoted(bench: &Bench, args: &[&str]) {
    let canaries: Canaries = IN_FILES
        .iter()
        .map(|(text, what)| (text.as_bytes().to_vec(), *what))
        .collect();
    for more in [&["--lang", "zh"][..], &["--lang", "en"], &["--json"]] {
        let ended = bench.levy(&[args, more].concat());
        assert_ne!(ended.status, 0, "{args:?} was taken");
        assert_eq!(
            hits(ended.out.as_bytes(), &canaries),
            [""; 0],
            "{}",
            ended.out
        );
        assert_eq!(
            hits(ended.err.as_bytes(), &canaries),
            [""; 0],
            "{}",
            ended.err
        );
    }
}

/// A file that is refused names rows and columns, not what stands there.
#[test]
fn a_bad_file_is_not_quoted() {
    let bench = Bench::with_cases();
    let holds: Vec<&str> = crate::data::HOLDS.lines().collect();
    let hold_headings: Vec<&str> = holds[0].split(',').collect();
    for (canary, _) in IN_FILES {
        for heading in crate::data::HEADINGS.split(',') {
            let csv = crate::data::row(&[("本金", "-5"), (heading, canary)]);
            let file = bench.file("bad.csv", csv);
            assert_not_quoted(&bench, &["case", "import", file.to_str().expect("a path")]);
        }
        // The headings are missing, doubled, or a person stands among them.
        let bare = crate::data::row(&[("被执行人", canary)]);
        let bare = bare.lines().nth(1).expect("a row").to_owned();
        for text in [
            format!("{bare}\n{bare}\n"),
            format!("{canary}\n{bare}\n"),
            format!("{canary},{canary}\n{}\n{bare}\n", crate::data::HEADINGS),
            format!("{},{canary}\n{bare},{canary}\n", crate::data::HEADINGS),
            format!("{}\n{bare}\n{canary}\n", crate::data::HEADINGS),
            format!("{}\n{bare},{canary}\n\"{canary}", crate::data::HEADINGS),
        ] {
            let file = bench.file("bad.csv", text);
            assert_not_quoted(&bench, &["case", "import", file.to_str().expect("a path")]);
        }
        for place in 0..hold_headings.len() {
            let mut cells: Vec<&str> = holds[1].split(',').collect();
            cells[6] = "-5";
            cells[place] = canary;
            let text = format!("{}\n{}\n", holds[0], cells.join(","));
            let file = bench.file("bad.csv", text);
            assert_not_quoted(&bench, &["hold", "import", file.to_str().expect("a path")]);
        }
        for text in [
            format!("code = \"川33\"\nslug = \"sc33\"\n[account]\nholder = [\"{canary}\"]\n"),
            format!("code = \"{canary}\"\nslug = \"sc33\"\n"),
            format!("code = \"川33\"\nslug = {canary}\n"),
        ] {
            fs::write(bench.dir().join("court.toml"), text).expect("written");
            assert_not_quoted(&bench, &["case", "import", "bad.csv"]);
        }
        fs::write(
            bench.dir().join("court.toml"),
            "code = \"川33\"\nslug = \"sc33\"\n",
        )
        .expect("written");
        let units = bench.file(
            "bad-units.toml",
            format!("[[unit]]\ncode = \"b\"\nhonours_ids = \"{canary}\"\n"),
        );
        let units = units.to_str().expect("a path");
        assert_not_quoted(&bench, &["init", "--court", "川33", "--units", units]);
    }
}
