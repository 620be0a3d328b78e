//! A data directory of its own for each test, and calls of the binary.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// One directory with everything in it.
pub struct Bench {
    pub tmp: TempDir,
}

/// How a call ended.
pub struct Ended {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        Ended {
            status: output.status.code().expect("it was not killed"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    #[track_caller]
    pub fn with(self, status: i32) -> Self {
        assert_eq!(
            self.status, status,
            "out:\n{}\nerr:\n{}",
            self.out, self.err
        );
        self
    }

    /// The last line of standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        let last = self.out.lines().last().expect("a line");
        serde_json::from_str(last).expect("one object")
    }
}

impl Bench {
    pub fn new() -> Self {
        Bench {
            tmp: TempDir::new().expect("a directory"),
        }
    }

    /// A directory that `levy init` made, with two invented units.
    pub fn court() -> Self {
        let bench = Bench::new();
        let units = bench.file("given-units.toml", crate::data::UNITS);
        let units = units.to_str().expect("a path");
        bench
            .levy(&["init", "--court", "川33", "--units", units])
            .with(0);
        bench
    }

    /// The same with two cases and a hold.
    pub fn with_cases() -> Self {
        let bench = Bench::court();
        bench.import(crate::data::CASES).with(0);
        let holds = bench.file("holds.csv", crate::data::HOLDS);
        bench
            .levy(&["hold", "import", holds.to_str().expect("a path")])
            .with(0);
        bench
    }

    pub fn dir(&self) -> PathBuf {
        self.tmp.path().join("data")
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.tmp.path().join(name);
        fs::write(&path, bytes).expect("written");
        path
    }

    pub fn import(&self, csv: impl AsRef<[u8]>) -> Ended {
        let file = self.file("cases.csv", csv);
        self.levy(&["case", "import", file.to_str().expect("a path")])
    }

    /// The binary on this directory, in Chinese.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = bare(args);
        command.arg("--dir").arg(self.dir());
        command
    }

    pub fn levy(&self, args: &[&str]) -> Ended {
        Ended::of(self.command(args).output().expect("it runs"))
    }

    pub fn english(&self, args: &[&str]) -> Ended {
        let mut command = self.command(args);
        command.arg("--lang").arg("en");
        Ended::of(command.output().expect("it runs"))
    }

    /// Everything under the log that an event would change.
    pub fn events(&self) -> i64 {
        let log = self.dir().join("log.db");
        if !log.exists() {
            return 0;
        }
        let conn = rusqlite::Connection::open(log).expect("opens");
        conn.query_row("SELECT COUNT(*) FROM event_log", [], |row| row.get(0))
            .expect("counted")
    }
}

/// The binary without a directory.
pub fn bare(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_levy"));
    command.args(args).stdin(Stdio::null());
    for name in ["LEVY_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LEVY_LOG"] {
        command.env_remove(name);
    }
    command
}

pub fn run(args: &[&str]) -> Ended {
    Ended::of(bare(args).output().expect("it runs"))
}

/// Width on a terminal: what is East Asian wide counts two.
pub fn width(line: &str) -> usize {
    line.chars()
        .map(|sign| if sign as u32 >= 0x2E80 { 2 } else { 1 })
        .sum()
}

/// Every run of table lines is equally wide.
#[track_caller]
pub fn assert_aligned(text: &str) {
    let mut last: Option<usize> = None;
    let mut tables = 0;
    for line in text.lines() {
        if !line.starts_with('|') {
            last = None;
            continue;
        }
        let width = width(line);
        match last {
            None => tables += 1,
            Some(last) => assert_eq!(width, last, "not aligned: {line}\n{text}"),
        }
        last = Some(width);
    }
    assert!(tables > 0, "no table in:\n{text}");
}

pub fn path_text(path: &Path) -> &str {
    path.to_str().expect("a path")
}
