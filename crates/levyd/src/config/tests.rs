//! Each fault is told with its place.

use super::{Config, DEFAULT};
use std::path::PathBuf;

fn read(text: &str) -> Result<Config, String> {
    let dir = tempfile::tempdir().unwrap();
    let unit = "[[unit]]\ncode = \"bank-1\"\nname = \"虚构银行\"\nkind = \"bank\"\n";
    std::fs::write(dir.path().join("units.toml"), unit).unwrap();
    let path = dir.path().join("levyd.toml");
    std::fs::write(&path, text).unwrap();
    Config::read(&path).map_err(|error| {
        let text = error.to_string();
        text.replace(&dir.path().display().to_string(), "DIR")
    })
}

fn fault(text: &str) -> String {
    read(text).err().unwrap_or_else(|| "no fault".to_owned())
}

fn with(old: &str, new: &str) -> String {
    assert!(DEFAULT.contains(old), "the default has {old}");
    DEFAULT.replacen(old, new, 1)
}

/// Line and column of `what` in `text`, counted apart from the code under
/// test.
fn place(text: &str, what: &str) -> String {
    let (at, line) = text
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains(what))
        .unwrap();
    let column = line.chars().collect::<Vec<_>>();
    let what: Vec<char> = what.chars().collect();
    let column = column
        .windows(what.len())
        .position(|window| window == what)
        .unwrap();
    format!("line {}, column {}:", at + 1, column + 1)
}

#[test]
fn the_default_reads() {
    let config = read(DEFAULT).map_err(PathBuf::from).unwrap();
    assert_eq!(config.seat.code, "川3322");
    assert!(config.grpc.ip().is_loopback() && !config.create_keys);
    assert!(config.data.ends_with("data"));
}

#[test]
fn a_court_is_known_by_one_spelling_of_its_code() {
    let config = read(&with("\"川3322\"", "\"川３３２２\"")).unwrap();
    assert_eq!(config.seat.code, "川3322");
}

#[test]
fn an_unknown_key_is_told_with_line_and_column() {
    let text = with("slug = ", "colour = \"red\"\nslug = ");
    let fault = fault(&text);
    assert!(fault.starts_with("LEVY-G02 DIR/levyd.toml, "), "{fault}");
    assert!(fault.contains(&place(&text, "colour")), "{fault}");
    assert!(
        fault.contains("unknown field `colour`") && fault.contains("default-config"),
        "{fault}"
    );
}

#[test]
fn a_remote_address_is_refused_and_the_reason_told() {
    let text = with("127.0.0.1:7411", "0.0.0.0:7411");
    let fault = fault(&text);
    assert!(fault.contains(&place(&text, "\"0.0.0.0:7411\"")), "{fault}");
    assert!(fault.contains("the full daemon adds TLS"), "{fault}");
}

#[test]
fn a_slug_with_chinese_is_refused_at_its_place() {
    let text = with("\"sc3322\"", "\"川3322\"").replacen("code = \"川3322\"", "code = \"川33\"", 1);
    assert!(
        fault(&text).contains(&place(&text, "\"川3322\"")),
        "{}",
        fault(&text)
    );
}

#[test]
fn columns_count_characters_not_bytes() {
    let text = with("code = \"川3322\"", "code = \"川3322\" 多");
    assert!(
        fault(&text).contains(&place(&text, "多")),
        "{}",
        fault(&text)
    );
}

#[test]
fn other_values_are_refused_at_their_places() {
    let cases = [
        ("\"川3322\"", "\"nowhere\""),
        ("\"127.0.0.1:7412\"", "\"localhost\""),
        ("connect_seconds = 5", "connect_seconds = 0"),
        ("shards = 2 ", "shards = 0 "),
        ("\"units.toml\"", "\"missing.toml\""),
        ("\"info\"", "\"loud\""),
        ("create = false", "create = \"no\""),
    ];
    for (old, new) in cases {
        let text = with(old, new);
        let value = new.rsplit(" = ").next().unwrap().trim();
        let fault = fault(&text);
        let line = place(&text, new).split(',').next().unwrap().to_owned();
        assert!(fault.contains(&line), "{value}: {fault}");
    }
}

#[test]
fn a_missing_section_is_named() {
    let start = DEFAULT.find("[grpc]").unwrap();
    let end = DEFAULT.find("# Where units bring").unwrap();
    let text = format!("{}{}", &DEFAULT[..start], &DEFAULT[end..]);
    assert!(
        fault(&text).contains("missing field `grpc`"),
        "{}",
        fault(&text)
    );
}

#[test]
fn peers_are_checked_against_the_directory() {
    let key = "11".repeat(32);
    let peer = |unit: &str, base: &str, key: &str| {
        let table = format!(
            "[[peer]]\nunit = \"{unit}\"\nbase = \"{base}\"\nkeys = [{{ public = \"{key}\" }}]\n"
        );
        format!("{DEFAULT}\n{table}")
    };
    let near = "http://127.0.0.1:9001";
    assert!(
        read(&peer(
            "bank-1",
            near,
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        ))
        .is_ok()
    );
    assert!(fault(&peer("bank-2", near, &key)).contains("no unit of the directory"));
    assert!(fault(&peer("bank-1", "http://10.0.0.1:9001", &key)).contains("TLS"));
    assert!(fault(&peer("bank-1", "https://127.0.0.1", &key)).contains("LEVY-C20"));
    assert!(fault(&peer("bank-1", near, "xyz")).contains("64 hexadecimal digits"));
}
