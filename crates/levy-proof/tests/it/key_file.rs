//! The file of a court's keys.

use std::fs;
use std::path::Path;

use levy_proof::{KeyFileError, KeyRing};

fn saved(path: &Path) -> KeyRing {
    let ring = KeyRing::generate().unwrap();
    ring.save(path).unwrap();
    ring
}

#[test]
fn a_saved_ring_loads_as_the_same_ring() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("court.keys");
    let ring = saved(&path);
    let loaded = KeyRing::load(&path).unwrap();
    assert_eq!(loaded.ring_id(), ring.ring_id());
    assert_eq!(loaded.check_value(), ring.check_value());
    assert_eq!(loaded.signer().public_key(), ring.signer().public_key());
}

#[test]
fn a_key_file_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("court.keys");
    saved(&path);
    let before = fs::read(&path).unwrap();
    let refused = KeyRing::generate().unwrap().save(&path).unwrap_err();
    assert!(matches!(refused, KeyFileError::Exists(_)), "{refused}");
    assert!(refused.to_string().contains("court.keys"));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_missing_file_or_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none").join("court.keys");
    for refused in [
        KeyRing::load(&path).err(),
        KeyRing::generate().unwrap().save(&path).err(),
    ] {
        let text = refused.unwrap().to_string();
        assert!(
            text.starts_with("LEVY-P02 ") && text.contains("court.keys"),
            "{text}"
        );
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_a_key_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("court.keys");
    saved(&path);
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let refused = KeyRing::load(&path).unwrap_err();
    assert!(
        matches!(refused, KeyFileError::OpenToOthers(_)),
        "{refused}"
    );
}

#[test]
fn a_damaged_file_is_refused_without_showing_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("court.keys");
    saved(&path);
    let whole = fs::read_to_string(&path).unwrap();
    let fields: serde_json::Value = serde_json::from_str(&whole).unwrap();
    let key = fields["wrapping_key"].as_str().unwrap();
    let digit = if key.starts_with('0') { "1" } else { "0" };
    let damaged = [
        String::new(),
        whole[..whole.len() / 2].to_owned(),
        whole.replace(key, &format!("{digit}{}", &key[1..])),
        whole.replace(key, &key[1..]),
        whole.replace("levy-key-ring/1", "levy-key-ring/2"),
        whole.replace("\"ring_id\"", "\"name\""),
        whole.replace(&format!("\"{key}\""), "17"),
        format!("{}{whole}", " ".repeat(5000)),
    ];
    for text in damaged {
        assert_ne!(text, whole);
        fs::write(&path, &text).unwrap();
        let refused = KeyRing::load(&path).unwrap_err();
        assert!(matches!(refused, KeyFileError::Damaged(_)), "{refused}");
        assert!(!format!("{refused} {refused:?}").contains(&key[1..9]));
    }
}
