//! Units out of a file.

use super::*;

const TEXT: &str = r#"
[[unit]]
code = "land-kangding"
name = "康定市不动产登记中心"
kind = "land-registry"

[[unit.abilities]]
measure = "query"
route = "counter"

[[unit]]
code = "abc-kangding"
name = "农业银行康定支行"
name_en = "ABC Kangding"
kind = "bank"
head = "abc"
valid_from = 2024-01-01
honours_ids = true
key_id = "abc-2024"

[[unit.abilities]]
measure = "query"
route = "api"
per_minute = 60
intake_window_minutes = 30

[[unit.abilities]]
measure = "freeze"
class = "deposit"
route = "api"
working_days_only = true
hours = [{ from = 510, to = 1020 }]
"#;

fn directory() -> UnitDirectory {
    UnitDirectory::from_toml(TEXT).unwrap()
}

fn spoilt(from: &str, to: &str) -> String {
    assert!(TEXT.contains(from), "{from}");
    UnitDirectory::from_toml(&TEXT.replacen(from, to, 1))
        .unwrap_err()
        .to_string()
}

#[test]
fn units_come_in_the_order_of_their_codes() {
    let directory = directory();
    let codes: Vec<_> = directory.iter().map(|unit| unit.code.as_str()).collect();
    assert_eq!(codes, ["abc-kangding", "land-kangding"]);
    let bank = directory.by_code("abc-kangding").unwrap();
    assert_eq!(bank.unit, unit_id("abc-kangding"));
    assert_eq!(directory.get(&bank.unit), Some(bank));
    assert_eq!(directory.get(&unit_id("nobody")), None);
    assert_eq!(bank.abilities.len(), 2);
}

#[test]
fn the_canonical_text_reads_back_as_the_same_directory() {
    let first = directory();
    let second = UnitDirectory::from_toml(first.to_toml()).unwrap();
    assert_eq!(
        first.iter().collect::<Vec<_>>(),
        second.iter().collect::<Vec<_>>()
    );
    assert_eq!(first.digest(), second.digest());
    assert_eq!(first.to_toml(), second.to_toml());
    let mut units: Vec<_> = first.iter().cloned().collect();
    units.reverse();
    let reversed = UnitDirectory::new(units);
    assert_eq!(first.digest(), reversed.digest());
    let empty = UnitDirectory::from_toml("").unwrap();
    assert!(empty.is_empty() && empty.digest() == UnitDirectory::new(Vec::new()).digest());
}

#[test]
fn an_id_that_does_not_follow_from_the_code_is_kept() {
    let mut unit = directory().by_code("abc-kangding").unwrap().clone();
    unit.unit = unit_id("older-code");
    let kept = UnitDirectory::new(vec![unit.clone()]);
    let read = UnitDirectory::from_toml(kept.to_toml()).unwrap();
    assert_eq!(read.get(&unit.unit), Some(&unit));
}

#[test]
fn the_later_profile_of_a_unit_stands() {
    let bank = directory().by_code("abc-kangding").unwrap().clone();
    let silent = UnitProfile {
        abilities: Vec::new(),
        ..bank.clone()
    };
    let renamed = UnitProfile {
        code: "abc-2".to_owned(),
        ..bank.clone()
    };
    let directory = UnitDirectory::new(vec![bank.clone(), silent, renamed.clone()]);
    assert_eq!(directory.iter().collect::<Vec<_>>(), [&renamed]);
    assert_eq!(directory.get(&bank.unit), Some(&renamed));
    let moved = UnitProfile {
        unit: unit_id("x"),
        ..bank.clone()
    };
    let directory = UnitDirectory::new(vec![bank.clone(), moved.clone()]);
    assert_eq!(
        (directory.get(&bank.unit), directory.get(&moved.unit)),
        (None, Some(&moved))
    );
}

#[test]
fn an_unknown_key_is_shown_with_line_and_column() {
    let bad = spoilt("per_minute = 60", "per_hour = 60");
    assert!(
        bad.contains("line 24, column 1") && bad.contains("per_hour"),
        "{bad}"
    );
    let bad = spoilt("honours_ids = true", "honors_ids = true");
    assert!(bad.contains("honors_ids"), "{bad}");
}

#[test]
fn a_unit_that_makes_no_sense_is_shown_with_its_line() {
    let bad = spoilt("code = \"abc-kangding\"", "code = \"land-kangding\"");
    assert_eq!(
        bad,
        "LEVY-D45 unit land-kangding (line 12): this code is used twice"
    );
    let bad = spoilt("to = 1020", "to = 1441");
    assert!(
        bad.contains("LEVY-D45 unit abc-kangding") && bad.contains("1440"),
        "{bad}"
    );
    let bad = spoilt("name = \"康定市不动产登记中心\"", "name = \" \"");
    assert!(bad.contains("name is empty"), "{bad}");
}

#[test]
fn what_nobody_can_be_asked_about_is_named() {
    let directory = directory();
    let askable: Vec<_> = directory.askable().map(|unit| unit.code.as_str()).collect();
    assert_eq!(askable, ["abc-kangding"]);
    let wanted = [
        AssetClass::Deposit,
        AssetClass::RealEstate,
        AssetClass::Wallet,
    ];
    assert_eq!(
        directory.classes_not_askable(&wanted),
        [AssetClass::RealEstate, AssetClass::Wallet]
    );
}
