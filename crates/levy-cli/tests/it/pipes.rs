//! Output that goes into a pipe.

use crate::bench::{Bench, run};
use std::{
    io::{BufRead, BufReader, Read},
    process::Stdio,
};

/// Reads one line, closes the pipe, and waits for the end.
#[track_caller]
fn reads_one_line(mut command: std::process::Command) {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut line = String::new();
    let mut out = BufReader::with_capacity(64, child.stdout.take().expect("a pipe"));
    out.read_line(&mut line).expect("a line");
    drop(out);
    let mut err = String::new();
    child
        .stderr
        .take()
        .expect("a pipe")
        .read_to_string(&mut err)
        .expect("text");
    let status = child.wait().expect("an end");
    assert!(status.success(), "{status}: {err}");
    assert!(err.is_empty() && !line.is_empty(), "{err}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let bench = Bench::court();
    // More than a pipe holds.
    let mut csv = format!("{}\n", crate::data::HEADINGS);
    for serial in 1..=60 {
        let number = format!("（2022）川33执{serial}号");
        csv.push_str(
            crate::data::row(&[("案号", &number)])
                .lines()
                .nth(1)
                .unwrap(),
        );
        csv.push('\n');
    }
    bench.import(&csv).with(0);
    reads_one_line(bench.command(&["log", "tail", "-n", "100000", "--json"]));
    reads_one_line(bench.command(&["log", "tail", "-n", "100000"]));
    reads_one_line(bench.command(&["case", "list", "--json"]));
    reads_one_line(crate::bench::bare(&["--help"]));
}

#[test]
fn a_follower_sees_what_comes_and_ends_with_its_reader() {
    let bench = Bench::court();
    bench.import(crate::data::ENGLISH).with(0);
    let mut child = bench
        .command(&["log", "tail", "-n", "1", "--follow"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let first = lines.next().expect("a line").expect("text");
    assert!(first.contains("liability-stated"), "{first}");
    bench.import(crate::data::CASES).with(0);
    let next = lines.next().expect("a line").expect("text");
    assert!(
        next.contains("matter-opened") || next.contains("party-added"),
        "{next}"
    );
    drop(lines);
    // The next event meets the closed pipe.
    bench.import(crate::data::row(&[])).with(0);
    assert!(child.wait().expect("an end").success());
}

#[test]
fn no_progress_bar_is_drawn_into_a_pipe() {
    let bench = Bench::court();
    let ended = bench.import(crate::data::CASES).with(0);
    assert!(ended.err.is_empty(), "{}", ended.err);
    assert!(!ended.out.contains('\u{1b}'));
    assert!(run(&["--version"]).with(0).out.starts_with("levy "));
}
