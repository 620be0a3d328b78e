//! The file of wrapped data keys, over restarts and crashes.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use levy_proof::{
    Aad, FileKeyTable, KeyError, KeyName, KeyRing, KeyRow, KeyTable, NonceSource, OpenError,
    Sealer, TableError, TableHead, WrappedKey, WrappedKeys,
};

const PLACE: Aad<'static> = Aad {
    court: "court1",
    matter: "mat_01",
    subject: "per_01",
    field: "name",
};
const OTHER: Aad<'static> = Aad {
    subject: "per_02",
    ..PLACE
};

fn ring() -> KeyRing {
    KeyRing::from_seed(7, "court")
}

fn open(path: &Path) -> Arc<WrappedKeys<FileKeyTable>> {
    Arc::new(WrappedKeys::new(
        &ring(),
        FileKeyTable::open(path, &ring(), None).unwrap(),
    ))
}

fn sealer(keys: &Arc<WrappedKeys<FileKeyTable>>) -> Sealer {
    Sealer::new(&ring(), keys.clone(), NonceSource::Random)
}

fn seal(path: &Path, place: &Aad<'_>) -> Vec<u8> {
    sealer(&open(path)).seal(place, "张三").unwrap().sealed
}

#[test]
fn keys_outlive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let first = seal(&path, &PLACE);
    let second = seal(&path, &OTHER);
    let sealer = sealer(&open(&path));
    assert_eq!(sealer.open(&PLACE, &first).unwrap().expose(), "张三");
    assert_eq!(sealer.open(&OTHER, &second).unwrap().expose(), "张三");
}

#[test]
fn a_shredded_key_leaves_the_file_and_stays_shredded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let (gone, kept) = (seal(&path, &PLACE), seal(&path, &OTHER));
    let keys = open(&path);
    let row = keys.table().get(&KeyName::of(&PLACE.scope())).unwrap();
    let KeyRow::Wrapped(wrapped) = row else {
        panic!("{row:?}")
    };
    let wrapped = hex::encode(wrapped.as_bytes());
    assert!(fs::read_to_string(&path).unwrap().contains(&wrapped));
    keys.shred(&PLACE.scope()).unwrap();
    assert!(!fs::read_to_string(&path).unwrap().contains(&wrapped));
    // It goes on writing to the new file.
    let later = Aad {
        subject: "per_03",
        ..PLACE
    };
    let after = sealer(&keys).seal(&later, "王五").unwrap().sealed;
    drop(keys);
    let sealer = sealer(&open(&path));
    let refused = sealer.open(&PLACE, &gone).unwrap_err();
    assert!(
        matches!(refused, OpenError::Key(KeyError::Shredded)),
        "{refused}"
    );
    assert_eq!(sealer.open(&OTHER, &kept).unwrap().expose(), "张三");
    assert_eq!(sealer.open(&later, &after).unwrap().expose(), "王五");
}

#[test]
fn a_line_cut_by_a_crash_is_left_out_and_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let kept = seal(&path, &PLACE);
    let whole = fs::read(&path).unwrap();
    seal(&path, &OTHER);
    let longer = fs::read(&path).unwrap();
    for cut in [
        &longer[whole.len()..longer.len() - 1],
        &longer[whole.len()..whole.len() + 1],
        &[0; 99],
    ] {
        fs::write(&path, [&whole, cut].concat()).unwrap();
        let again = seal(&path, &OTHER);
        let sealer = sealer(&open(&path));
        assert_eq!(sealer.open(&PLACE, &kept).unwrap().expose(), "张三");
        assert_eq!(sealer.open(&OTHER, &again).unwrap().expose(), "张三");
    }
}

#[test]
fn a_crash_at_the_very_start_or_while_shredding_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let header = format!("levy-key-table 1 {}\n", ring().check_value());
    drop(open(&path));
    for length in [0, 5, header.len() - 1, header.len()] {
        fs::write(&path, &header[..length]).unwrap();
        drop(open(&path));
        assert_eq!(fs::read_to_string(&path).unwrap(), header);
    }
    fs::write(folder.path().join("keys.new"), "half a fi").unwrap();
    let sealed = seal(&path, &PLACE);
    assert!(!folder.path().join("keys.new").exists());
    assert_eq!(
        sealer(&open(&path)).open(&PLACE, &sealed).unwrap().expose(),
        "张三"
    );
}

#[test]
fn damage_and_foreign_files_stop_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    seal(&path, &PLACE);
    let whole = fs::read_to_string(&path).unwrap();
    let row = whole.lines().nth(1).unwrap().to_owned();
    for (text, line) in [
        (whole.replacen("key e", "key f", 1), 2),
        (whole.replace("\nkey ", "\nkey  "), 2),
        (format!("{whole}{row}\n"), 3),
        (format!("{whole}\n"), 3),
        ("something else\n".to_owned(), 1),
    ] {
        assert_ne!(text, whole);
        fs::write(&path, &text).unwrap();
        match FileKeyTable::open(&path, &ring(), None) {
            Err(TableError::Damaged { line: found, .. }) => assert_eq!(found, line, "{text}"),
            other => panic!("{other:?}: {text}"),
        }
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            text,
            "left as it was found"
        );
    }
    fs::write(&path, &whole).unwrap();
    let refused = FileKeyTable::open(&path, &KeyRing::from_seed(8, "court"), None).unwrap_err();
    assert!(matches!(refused, TableError::OtherRing(_)), "{refused}");
}

/// Every single byte, every single line: either the key is there afterwards, or
/// the table is refused and left as it was found.
#[test]
fn no_changed_byte_and_no_missing_line_takes_a_key_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let places = [&PLACE, &OTHER];
    let sealed = places.map(|place| seal(&path, place));
    let keys = open(&path);
    keys.shred(
        &Aad {
            subject: "per_03",
            ..PLACE
        }
        .scope(),
    )
    .unwrap();
    let known = keys.table().head();
    drop(keys);
    let whole = fs::read(&path).unwrap();
    let mut damages: Vec<Vec<u8>> = (0..whole.len())
        .map(|at| {
            let mut text = whole.clone();
            text[at] ^= 1 << (at % 8);
            text
        })
        .collect();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    damages.extend((0..lines.len()).map(|gone| {
        let kept = lines.iter().enumerate().filter(|(at, _)| *at != gone);
        kept.flat_map(|(_, line)| line.iter().copied()).collect()
    }));
    damages.push(Vec::new());
    damages.push([lines[0], lines[2], lines[1], lines[3]].concat());
    damages.push(whole[..whole.len() - 3].to_vec());
    for text in damages {
        fs::write(&path, &text).unwrap();
        FileKeyTable::open(&path, &ring(), Some(&known)).unwrap_err();
        assert_eq!(fs::read(&path).unwrap(), text, "left as it was found");
    }
    fs::remove_file(&path).unwrap();
    let lost = FileKeyTable::open(&path, &ring(), Some(&known)).unwrap_err();
    assert!(
        matches!(
            lost,
            TableError::Lost {
                known: 3,
                found: 0,
                ..
            }
        ),
        "{lost}"
    );
    assert!(!path.exists());
    // Only the end of the last line is missing: nothing is.
    drop(open(&path));
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    drop(FileKeyTable::open(&path, &ring(), Some(&known)).unwrap());
    assert_eq!(fs::read(&path).unwrap(), whole);
    let sealer = sealer(&open(&path));
    for (place, sealed) in places.iter().zip(&sealed) {
        assert_eq!(sealer.open(place, sealed).unwrap().expose(), "张三");
    }
}

#[test]
fn a_table_may_be_longer_than_its_log_knows_and_shredded_further() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    seal(&path, &PLACE);
    let keys = open(&path);
    let known: TableHead = keys.table().head().to_string().parse().unwrap();
    assert_eq!(known, keys.table().head());
    keys.prepare(&[OTHER.scope()]).unwrap();
    let before_shredding = fs::read(&path).unwrap();
    keys.shred(&PLACE.scope()).unwrap();
    let shredded = keys.table().head();
    drop(keys);
    drop(FileKeyTable::open(&path, &ring(), Some(&known)).unwrap());
    // An old copy brings a shredded key back.
    fs::write(&path, before_shredding).unwrap();
    let lost = FileKeyTable::open(&path, &ring(), Some(&shredded)).unwrap_err();
    assert!(matches!(lost, TableError::Lost { .. }), "{lost}");
    for text in ["", "1 0", "1 0 zz", "x 0 00", "1 0 00 1"] {
        text.parse::<TableHead>().unwrap_err();
    }
}

#[cfg(unix)]
#[test]
fn a_table_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    drop(open(&path));
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let refused = FileKeyTable::open(&path, &ring(), None).unwrap_err();
    assert!(matches!(refused, TableError::OpenToOthers(_)), "{refused}");
}

#[test]
fn one_process_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let first = open(&path);
    first.shred(&PLACE.scope()).unwrap();
    let refused = FileKeyTable::open(&path, &ring(), None).unwrap_err();
    assert!(matches!(refused, TableError::Busy(_)), "{refused}");
    drop(first);
    open(&path);
}

#[test]
fn rows_are_added_all_or_none_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let table = FileKeyTable::open(&path, &ring(), None).unwrap();
    let key = WrappedKey::from_bytes(&[7; WrappedKey::BYTES]).unwrap();
    let [one, two, three] = [1, 2, 3].map(|byte| KeyName::from_bytes([byte; 32]));
    table.put(&[(one, key)]).unwrap();
    table.delete(&two).unwrap();
    let before = fs::read(&path).unwrap();
    for taken in [
        [(three, key), (one, key)],
        [(three, key), (two, key)],
        [(three, key), (three, key)],
    ] {
        assert!(matches!(table.put(&taken), Err(TableError::Taken)));
    }
    table.put(&[]).unwrap();
    table.delete(&two).unwrap();
    assert_eq!(table.get(&three).unwrap(), KeyRow::Absent);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn after_a_failed_write_it_stops_and_still_reads() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let path = inner.join("keys");
    let keys = open(&path);
    let sealed = sealer(&keys).seal(&PLACE, "张三").unwrap().sealed;
    // A folder in the way of the new file makes shredding fail before the
    // table is touched; it can be tried again.
    fs::create_dir(inner.join("keys.new")).unwrap();
    let failed = keys.shred(&PLACE.scope()).unwrap_err();
    assert!(
        matches!(failed, KeyError::Table(TableError::Io { .. })),
        "{failed}"
    );
    assert_eq!(
        sealer(&keys).open(&PLACE, &sealed).unwrap().expose(),
        "张三"
    );
    fs::remove_dir(inner.join("keys.new")).unwrap();
    // A folder in the place of the table fails the replacing itself.
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let failed = keys.shred(&PLACE.scope()).unwrap_err();
    assert!(
        matches!(failed, KeyError::Table(TableError::Io { .. })),
        "{failed}"
    );
    let stopped = keys.prepare(&[OTHER.scope()]).unwrap_err();
    assert!(
        matches!(stopped, KeyError::Table(TableError::Stopped(_))),
        "{stopped}"
    );
    assert_eq!(
        sealer(&keys).open(&PLACE, &sealed).unwrap().expose(),
        "张三"
    );
}
