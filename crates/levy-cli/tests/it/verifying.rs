//! `levy verify` and `levy replay` over honest and altered files.

use crate::bench::Bench;
use rusqlite::Connection;

/// Changes one bit of the payload of the last event.
fn flip(bench: &Bench) {
    let conn = Connection::open(bench.dir().join("log.db")).expect("opens");
    let last = "SELECT position, payload FROM events ORDER BY position DESC LIMIT 1";
    let (position, mut payload): (i64, Vec<u8>) = conn
        .query_row(last, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("an event");
    payload[20] ^= 1;
    conn.execute(
        "UPDATE events SET payload = ?1 WHERE position = ?2",
        (payload, position),
    )
    .expect("changed");
}

#[test]
fn an_honest_log_holds() {
    let bench = Bench::with_cases();
    let ended = bench.levy(&["verify"]).with(0);
    assert!(ended.out.contains("全部成立"), "{}", ended.out);
    let report = bench.levy(&["verify", "--json"]).with(0).json();
    assert_eq!(report["events"].as_i64(), Some(bench.events()));
    assert_eq!(report["holds"], true);
    let ended = bench.levy(&["replay"]).with(0);
    assert!(
        ended.out.contains("一致") && !bench.dir().join("replay").exists(),
        "{}",
        ended.out
    );
    assert_eq!(
        bench.levy(&["replay", "--json"]).with(0).json()["agrees"],
        true
    );
}

#[test]
fn a_changed_byte_is_found_and_named() {
    let bench = Bench::with_cases();
    flip(&bench);
    let ended = bench.levy(&["verify"]).with(1);
    assert!(
        ended.out.contains("matter-sc33.") && ended.out.contains("不成立"),
        "{}",
        ended.out
    );
    let report = bench.levy(&["verify", "--json"]).with(1).json();
    assert_eq!(report["holds"], false);
    assert!(
        report["findings"][0]["stream"]
            .as_str()
            .unwrap()
            .starts_with("matter-sc33.")
    );
}

#[test]
fn a_file_that_is_no_database_any_more_ends_with_status_1() {
    let bench = Bench::with_cases();
    let path = bench.dir().join("log.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.iter_mut().take(4096).for_each(|byte| *byte ^= 0xA5);
    std::fs::write(&path, bytes).unwrap();
    let ended = bench.levy(&["verify"]).with(1);
    assert!(ended.err.contains("LEVY-J41"), "{}", ended.err);
}

/// As on a full disk, where what SQLite keeps beside a log cannot be made: a
/// reader that went past it would miss the last events and call them lost.
#[test]
fn a_file_that_cannot_be_read_now_is_not_called_damaged() {
    let bench = Bench::with_cases();
    let conn = Connection::open(bench.dir().join("log.db")).unwrap();
    conn.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))
        .unwrap();
    conn.execute("UPDATE meta SET value = value", []).unwrap();
    let ended = bench.levy(&["verify"]).with(1);
    assert!(ended.err.contains("LEVY-J42"), "{}", ended.err);
}

#[test]
fn views_that_were_changed_do_not_agree_with_a_replay() {
    let bench = Bench::with_cases();
    bench.levy(&["case", "list"]).with(0);
    let conn = Connection::open(bench.dir().join("views.db")).unwrap();
    conn.execute("UPDATE hold SET held = held + 1", []).unwrap();
    drop(conn);
    let ended = bench.levy(&["replay"]).with(1);
    assert!(ended.out.contains("views.db"), "{}", ended.out);
}

#[test]
fn a_directory_without_a_log_is_named_as_other_readers_name_it() {
    let bench = Bench::new();
    let dir = bench.dir().display().to_string();
    for english in [false, true] {
        let told = |args: &[&str], code: &str| {
            let ended = if english {
                bench.english(args)
            } else {
                bench.levy(args)
            };
            let text = ended.with(3).err;
            assert!(text.contains(code) && text.contains(&dir), "{text}");
            assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
            text.replace(code, "")
        };
        let verify = told(&["verify"], "LEVY-J40");
        assert_eq!(verify, told(&["replay"], "LEVY-T01"));
        assert_eq!(verify, told(&["log", "tail"], "LEVY-T01"));
    }
    assert!(!bench.dir().exists(), "verify makes nothing");
}
