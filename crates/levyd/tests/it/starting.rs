//! What keeps the daemon from starting, and what it says then.

use crate::daemon::{Place, act, clerk};
use levyd::api;

async fn refused(place: &Place, exit: i32, says: &[&str]) {
    let config = place.config().display().to_string();
    let output = place.run(&["--config", &config]).await;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(exit), "{text}");
    says.iter()
        .for_each(|part| assert!(text.contains(part), "{part} in {text}"));
}

#[tokio::test]
async fn a_fault_of_the_configuration_is_told_with_line_and_column() {
    let place = Place::new();
    place.configure("", |text| {
        text.replace("[keys]\n", "[keys]\nfiel = \"x\"\n")
    });
    let text = std::fs::read_to_string(place.config()).unwrap();
    let line = text
        .lines()
        .position(|line| line.starts_with("fiel"))
        .unwrap()
        + 1;
    let here = format!("line {line}, column 1");
    refused(&place, 3, &["LEVY-G02", &here, "unknown field `fiel`"]).await;
    let config = place.config().display().to_string();
    let output = place.run(&["check-config", &config]).await;
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&here));
    assert!(!place.data().exists(), "nothing is made");

    place.configure("", |text| text.replacen("127.0.0.1:0", "0.0.0.0:7411", 1));
    refused(&place, 3, &["LEVY-G02", "line ", "column ", "TLS"]).await;
    refused_without_file(&place).await;
}

async fn refused_without_file(place: &Place) {
    let output = place.run(&["check-config", "/nowhere/levyd.toml"]).await;
    assert!(String::from_utf8_lossy(&output.stderr).contains("LEVY-G01"));
}

#[tokio::test]
async fn the_default_configuration_is_a_good_one() {
    let place = Place::new();
    let output = place.run(&["default-config"]).await;
    std::fs::write(place.config(), &output.stdout).unwrap();
    let config = place.config().display().to_string();
    let checked = place.run(&["check-config", &config]).await;
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stderr)
    );
    assert!(String::from_utf8_lossy(&checked.stdout).contains("2 units"));
    assert_eq!(place.run(&["--colour"]).await.status.code(), Some(2));
}

#[tokio::test]
async fn the_courts_key_is_printed_for_units() {
    let place = Place::new();
    let config = place.config().display().to_string();
    let output = place.run(&["court-key", &config]).await;
    assert!(output.status.success());
    let told = String::from_utf8(output.stdout).unwrap();
    let of = |name: &str| {
        let line = told.lines().find_map(|line| line.strip_prefix(name));
        line.expect("a line").trim().to_owned()
    };
    let ring = levy::proof::KeyRing::load(place.path("court.json")).unwrap();
    let public = ring.signer().public_key();
    assert_eq!(of("public"), hex::encode(&public));
    let whole = hex::encode(levy::proof::sha256(&public));
    assert_eq!(of("fingerprint"), whole[..16]);
    assert_eq!(of("suite"), "ed25519-sha256");
    let daemon = place.start().await;
    daemon.file_clerk().await;
    let asked = api::GetCourtRequest {
        caller: Some(clerk()),
    };
    let court = daemon.courts().get_court(asked).await.unwrap().into_inner();
    assert_eq!(
        (court.suite, court.key_id, court.public_key),
        (of("suite"), of("fingerprint"), of("public"))
    );
}

#[tokio::test]
async fn a_log_under_another_slug_is_another_courts() {
    let place = Place::new();
    assert_eq!(place.start().await.signal("-TERM").await, Some(0));
    place.configure("", |text| text.replace("\"sc3322\"", "\"chuan3322\""));
    refused(&place, 4, &["LEVY-L02", "sc3322"]).await;
    // Without a slug it follows from the code, as the command line makes it.
    place.configure("", |text| text.replace("slug = \"sc3322\"\n", ""));
    assert_eq!(place.start().await.signal("-TERM").await, Some(0));
}

#[tokio::test]
async fn a_directory_has_one_daemon() {
    let place = Place::new();
    let daemon = place.start().await;
    daemon.file_clerk().await;
    refused(&place, 4, &["LEVY-S03", "in use"]).await;
    let asked = api::OpenMatterRequest {
        act: Some(act("still")),
        ..Default::default()
    };
    daemon.matters().open_matter(asked).await.unwrap();
    assert_eq!(daemon.signal("-TERM").await, Some(0));
}

#[tokio::test]
async fn other_keys_open_nothing() {
    let place = Place::new();
    let daemon = place.start().await;
    daemon.file_clerk().await;
    assert_eq!(daemon.signal("-TERM").await, Some(0));
    let events = place.verified();
    let keys = place.path("court.json");
    let own = place.path("own.json");
    std::fs::rename(&keys, &own).unwrap();
    refused(&place, 4, &["LEVY-P02", "court.json"]).await;
    // Making keys for data that has keys would hide the loss.
    place.configure("", |text| text.replace("create = false", "create = true"));
    refused(&place, 4, &["LEVY-G10", "do not create"]).await;
    levy::proof::KeyRing::generate()
        .unwrap()
        .save(&keys)
        .unwrap();
    refused(&place, 4, &["LEVY-", "key"]).await;
    assert_eq!(place.verified(), events, "no event was left");
    std::fs::rename(&own, &keys).unwrap();
    assert_eq!(place.start().await.signal("-TERM").await, Some(0));
}

#[tokio::test]
async fn keys_are_made_when_that_is_asked_for() {
    let place = Place::new();
    std::fs::remove_file(place.path("court.json")).unwrap();
    place.configure("", |text| text.replace("create = false", "create = true"));
    assert_eq!(place.start().await.signal("-TERM").await, Some(0));
    assert!(place.path("court.json").exists());
}

#[tokio::test]
async fn a_log_of_a_newer_frame_is_left_alone() {
    let place = Place::new();
    assert_eq!(place.start().await.signal("-TERM").await, Some(0));
    let log = rusqlite::Connection::open(place.data().join("log.db")).unwrap();
    log.execute("UPDATE meta SET value = '99' WHERE key = 'min_reader'", [])
        .unwrap();
    drop(log);
    refused(&place, 4, &["LEVY-S04", "99"]).await;
}

#[tokio::test]
async fn another_courts_log_is_not_written() {
    let place = Place::new();
    assert_eq!(place.start().await.signal("-TERM").await, Some(0));
    place.configure("", |text| text.replace("川3322", "川3301"));
    refused(&place, 4, &["LEVY-L02", "川3322"]).await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let place = Place::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    place.configure("", |text| text.replacen("127.0.0.1:0", &address, 1));
    refused(&place, 4, &["LEVY-G11", &address]).await;
    assert!(!place.data().exists(), "nothing is made");
}
