//! Stored formats, held against an independent program: every value here comes
//! from `tests/golden/vectors.py`. A change here means old data is lost.

use std::fs;
use std::sync::Arc;

use levy_proof::{
    Aad, FileKeyTable, KeyName, KeyRing, KeyRow, KeyTable, MemoryKeyTable, NonceSource, Sealer,
    WrappedKey, WrappedKeys,
};

const PLACE: Aad<'static> = Aad {
    court: "court1",
    matter: "mat_01",
    subject: "per_01",
    field: "debtor.id-number",
};
const PLAIN: &str = "11010119900307123X";

const CHECK: &str = "e3bb55449c6eb0e5afc3fccbccc2213a";
const TOKEN: &str = "f22affe374da49ede8d30542e205077b";
const DERIVED: &str = "01fd5a652e9f497b8c3b4dc4d09e8e6f4824022cb0782e1abf7cd63db52753653afd1c909e69557649ce438910323cb8a5a2f63e62afd4bca81b67";
const NAME: &str = "ec9084d81d699d641b27ceda3dc8e764b56d52217a1c63c53b54e36367a90ac2";
const ROW: &str = "01111111111111111111111111111111111111111111111111ab1fddc9619635b27da23d65a15364330c39ca6a355f8d149fae80acfe3774b9fbc295238d55f5064cf23cb27e7d2c5a";
const BOX: &str = "01222222222222222222222222222222222222222222222222d880b4cad75bb7a1f296928cd1afd6a945072210f1f11d415e36a9b03e5f952a04a7";
const CHECKSUMS: [&str; 2] = ["0ffe84a65b092835", "be4848cc3fd5bafa"];

fn ring() -> KeyRing {
    KeyRing::from_seed(7, "court")
}

#[test]
fn check_value_token_and_derived_box() {
    assert_eq!(ring().check_value(), CHECK);
    let parts = Sealer::simulated(&ring()).seal(&PLACE, PLAIN).unwrap();
    assert_eq!(hex::encode(parts.token), TOKEN);
    assert_eq!(hex::encode(parts.sealed), DERIVED);
}

#[test]
fn a_box_under_a_wrapped_key_opens() {
    let table = MemoryKeyTable::default();
    let name = KeyName::of(&PLACE.scope());
    assert_eq!(hex::encode(name.as_bytes()), NAME);
    let wrapped = WrappedKey::from_bytes(&hex::decode(ROW).unwrap()).unwrap();
    table.put(&[(name, wrapped)]).unwrap();
    let keys = Arc::new(WrappedKeys::new(&ring(), table));
    let sealer = Sealer::new(&ring(), keys, NonceSource::Random);
    let opened = sealer.open(&PLACE, &hex::decode(BOX).unwrap()).unwrap();
    assert_eq!(opened.expose(), PLAIN);
}

#[test]
fn a_key_table_file_reads_and_writes_the_same_lines() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let gone = "aa".repeat(32);
    let [first, second] = CHECKSUMS;
    let header = format!("levy-key-table 1 {CHECK}\n");
    let key_line = format!("key {NAME} {ROW} {first}\n");
    let gone_line = format!("shredded {gone} {second}\n");
    let text = format!("{header}{key_line}{gone_line}");
    drop(FileKeyTable::open(&path, &ring(), None).unwrap());
    fs::write(&path, &text).unwrap();
    let table = FileKeyTable::open(&path, &ring(), None).unwrap();
    let row = table.get(&KeyName::of(&PLACE.scope())).unwrap();
    let wrapped = WrappedKey::from_bytes(&hex::decode(ROW).unwrap()).unwrap();
    assert_eq!(row, KeyRow::Wrapped(wrapped));
    assert_eq!(
        table.get(&KeyName::from_bytes([0xaa; 32])).unwrap(),
        KeyRow::Shredded
    );
    drop(table);
    // Written by the table itself, it is the same text.
    let again = folder.path().join("again");
    let table = FileKeyTable::open(&again, &ring(), None).unwrap();
    table.delete(&KeyName::from_bytes([0xaa; 32])).unwrap();
    table
        .put(&[(KeyName::of(&PLACE.scope()), wrapped)])
        .unwrap();
    drop(table);
    assert_eq!(
        fs::read_to_string(&again).unwrap(),
        format!("{header}{gone_line}{key_line}")
    );
}
