//! Nothing sealed or personal gets into the file.

use crate::{made, scribe, wander};
use levy_views::Views;

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[tokio::test]
async fn no_box_and_no_token_stands_in_the_file() {
    let mut log = wander::log(11, 500);
    // Every payload that carries sealed values is in the log, adopted holds
    // and assets found too.
    let stream = scribe::matter_stream(made::matter(1));
    let found = serde_json::json!({
        "asset": made::asset(1), "person": made::person(1), "unit": made::unit(1),
        "class": "deposit", "number": made::sealed(), "account_class": "ordinary",
        "status": "normal", "currency": "CNY", "sub_accounts": [made::sealed()],
    });
    let assets = vec![serde_json::from_value(found).unwrap()];
    let event = levy_domain::matter::event::AssetsFound {
        sweep: made::sweep(1),
        batch: 0,
        assets,
    };
    log.write(&stream, levy_domain::matter::Event::from(event));
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&log.entries).await.unwrap();
    let canaries = [
        made::SECRET.as_bytes().to_vec(),
        hex(made::SECRET.as_bytes()),
    ];
    let mut files = 0;
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        files += 1;
        assert!(canaries.iter().all(|canary| !holds(&bytes, canary)));
    }
    assert!(files >= 1);
    // The search itself finds what is there.
    let bytes = std::fs::read(dir.path().join("views.db-wal")).unwrap();
    assert!(holds(&bytes, b"bank-1"));
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .flat_map(|byte| format!("{byte:02x}").into_bytes())
        .collect()
}

#[tokio::test]
async fn every_column_is_a_known_one() {
    let dir = tempfile::tempdir().unwrap();
    let _views = Views::open(dir.path(), "log").unwrap();
    let conn = rusqlite::Connection::open(dir.path().join("views.db")).unwrap();
    let sql = "SELECT t.name || '.' || c.name FROM pragma_table_list t
               JOIN pragma_table_info(t.name) c
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
               AND c.type = 'TEXT' ORDER BY 1";
    let columns: Vec<String> = conn
        .prepare(sql)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    // A new text column is a decision: it must not hold what names a person.
    let expected = [
        "cards.due",
        "control.next_end",
        "delegation.clock",
        "event_kind.kind",
        "event_kind.stream_kind",
        "follow.store",
        "hold.class",
        "hold.end_earliest",
        "hold.end_law",
        "hold.end_ordered",
        "hold.end_stated",
        "hold.from_on",
        "hold.measure",
        "hold.not_redeemable_before",
        "hold.released_cause",
        "hold.truth",
        "late_leg.leg",
        "liability.mode",
        "line.fault",
        "line.outcome",
        "matter.court",
        "matter.currency",
        "not_askable.class",
        "notice.recipient",
        "orders.leg",
        "orders.measure",
        "orders.outcome",
        "orders.phase",
        "orders.purpose",
        "orders.route",
        "projection.name",
        "receipt.booked_on",
        "registration.closed_ground",
        "registration.closed_kind",
        "registration.closed_on",
        "registration.court",
        "registration.filed_on",
        "registration.kind",
        "registration.number",
        "registration.type_code",
        "set_aside.reason",
        "set_aside.settled_how",
        "stream.name",
        "unfit_event.why",
        "unit.code",
        "unit.kind",
        "unit.name",
        "unit.name_en",
        "unit.paused_ground",
        "unknown_event.kind",
        "unknown_event.why",
    ];
    assert_eq!(columns, expected);
}
