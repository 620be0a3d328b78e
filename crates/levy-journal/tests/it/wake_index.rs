//! The wake index answers what is due, and is thrown away when it does not fit.

use crate::house::name;
use levy_domain::time::Timestamp;
use levy_journal::{Wake, WakeIndex};
use levy_store::{Position, Revision};
use std::fs;

fn wake(n: u128, next_wake: Option<i64>, owes: bool, last: u64) -> Wake {
    let next_wake = next_wake.map(Timestamp);
    Wake {
        stream: name("matter", n),
        next_wake,
        owes,
        last: Revision(last),
    }
}

fn filled(dir: &std::path::Path) -> WakeIndex {
    let index = WakeIndex::open(dir, "log-a", None).unwrap();
    let batch = [
        wake(1, Some(300), false, 5),
        wake(2, Some(100), true, 6),
        wake(3, None, true, 7),
        wake(4, None, false, 8),
    ];
    index.set(&batch, Position(9)).unwrap();
    index
}

#[test]
fn what_is_due_comes_earliest_first() {
    let dir = tempfile::tempdir().unwrap();
    let index = filled(dir.path());
    assert_eq!(index.due(Timestamp(99), 10).unwrap(), []);
    assert_eq!(
        index.due(Timestamp(100), 10).unwrap(),
        [wake(2, Some(100), true, 6)]
    );
    let both = [wake(2, Some(100), true, 6), wake(1, Some(300), false, 5)];
    assert_eq!(index.due(Timestamp(300), 10).unwrap(), both);
    assert_eq!(index.due(Timestamp(300), 1).unwrap(), both[..1]);
    assert_eq!(index.next_wake().unwrap(), Some(Timestamp(100)));
}

#[test]
fn what_is_owed_is_read_in_pages() {
    let dir = tempfile::tempdir().unwrap();
    let index = filled(dir.path());
    let first = index.owing(None, 1).unwrap();
    assert_eq!(first, [wake(2, Some(100), true, 6)]);
    let second = index.owing(Some(&first[0].stream), 10).unwrap();
    assert_eq!(second, [wake(3, None, true, 7)]);
}

#[test]
fn a_row_is_replaced_by_what_knows_more_and_never_by_what_knows_less() {
    let dir = tempfile::tempdir().unwrap();
    let index = filled(dir.path());
    index
        .set(
            &[wake(1, None, true, 4), wake(2, None, false, 7)],
            Position(10),
        )
        .unwrap();
    assert_eq!(
        index.get(&name("matter", 1)).unwrap(),
        Some(wake(1, Some(300), false, 5))
    );
    assert_eq!(
        index.get(&name("matter", 2)).unwrap(),
        Some(wake(2, None, false, 7))
    );
    assert_eq!(index.get(&name("matter", 99)).unwrap(), None);
    assert_eq!(index.checkpoint().unwrap(), Some(Position(10)));
}

#[test]
fn an_index_that_fits_its_log_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path()));
    let index = WakeIndex::open(dir.path(), "log-a", Some(Position(9))).unwrap();
    assert_eq!(index.checkpoint().unwrap(), Some(Position(9)));
    assert_eq!(index.owing(None, 10).unwrap().len(), 2);
}

#[test]
fn an_index_that_does_not_fit_is_built_anew() {
    let of_other_log = |dir: &std::path::Path| WakeIndex::open(dir, "log-b", Some(Position(9)));
    let ahead_of_log = |dir: &std::path::Path| WakeIndex::open(dir, "log-a", Some(Position(8)));
    let unreadable = |dir: &std::path::Path| {
        fs::write(dir.join("wake.db"), vec![0x5a; 8_192]).unwrap();
        WakeIndex::open(dir, "log-a", Some(Position(9)))
    };
    let damaged = |dir: &std::path::Path| {
        let path = dir.join("wake.db");
        let mut bytes = fs::read(&path).unwrap();
        let rest = bytes.len() / 2;
        bytes[4_096..rest].fill(0xff);
        fs::write(&path, bytes).unwrap();
        WakeIndex::open(dir, "log-a", Some(Position(9)))
    };
    type Open = fn(&std::path::Path) -> Result<WakeIndex, levy_journal::WakeError>;
    let cases: [Open; 4] = [of_other_log, ahead_of_log, unreadable, damaged];
    for (case, open) in cases.into_iter().enumerate() {
        let dir = tempfile::tempdir().unwrap();
        drop(filled(dir.path()));
        let index = open(dir.path()).unwrap();
        assert_eq!(index.checkpoint().unwrap(), None, "case {case}");
        assert_eq!(index.owing(None, 10).unwrap(), [], "case {case}");
        index
            .set(&[wake(1, Some(1), true, 1)], Position(1))
            .unwrap();
    }
}

#[test]
fn a_cleared_index_still_belongs_to_its_log() {
    let dir = tempfile::tempdir().unwrap();
    let index = filled(dir.path());
    index.clear().unwrap();
    assert_eq!(
        (index.checkpoint().unwrap(), index.next_wake().unwrap()),
        (None, None)
    );
    index
        .set(&[wake(1, Some(1), false, 1)], Position(1))
        .unwrap();
    drop(index);
    let index = WakeIndex::open(dir.path(), "log-a", Some(Position(1))).unwrap();
    assert_eq!(index.checkpoint().unwrap(), Some(Position(1)));
}
