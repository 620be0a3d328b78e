//! Personal data of requests is nowhere: not in a log line, not in a file,
//! whether the request was good or not.

use crate::daemon::{JUDGE, PRESIDENT, Place, act, act_of, caller};
use levyd::api;
use std::{fs, path::Path};

const NAME: &str = "虚构金丝雀";
const OFFICER: &str = "虚构执行员";
const CARD: &str = "CANARY-CARD-7";
const IDENTITY: &str = "990000198001010012";
const WRONG_IDENTITY: &str = "990000198001010072";
const PASSPORT: &str = "CANARY-PASSPORT-7";
const TEXT: &str = "canary text of a ruling about 虚构金丝雀";

fn canaries() -> [&'static str; 7] {
    [
        NAME,
        OFFICER,
        CARD,
        IDENTITY,
        WRONG_IDENTITY,
        PASSPORT,
        TEXT,
    ]
}

fn search(dir: &Path, files: &mut usize) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path, files);
            continue;
        }
        *files += 1;
        let bytes = fs::read(&path).unwrap();
        for canary in canaries() {
            let found = bytes
                .windows(canary.len())
                .any(|window| window == canary.as_bytes());
            assert!(!found, "{canary} stands in {}", path.display());
        }
    }
}

#[tokio::test]
async fn what_is_personal_is_neither_logged_nor_stored_in_the_clear() {
    let place = Place::new();
    place.configure("", |text| {
        text.replace("format = \"text\"", "format = \"json\"")
    });
    let daemon = place.start().await;
    daemon.file_clerk().await;
    daemon.file(JUDGE, "judge", "虚构审判员").await;
    let filing = api::FileOfficerRequest {
        act: Some(act_of(caller(PRESIDENT, "president"), "file")),
        officer: "off_00000000000000000000000000000008".into(),
        name: OFFICER.into(),
        role: "clerk".into(),
        work_card: Some(CARD.into()),
        enforcement_card: Some(CARD.into()),
        from: "2020-01-01".into(),
    };
    daemon.courts().file_officer(filing).await.unwrap();
    let mut matters = daemon.matters();
    let asked = api::OpenMatterRequest {
        act: Some(act("open")),
        ..Default::default()
    };
    let matter = matters.open_matter(asked).await.unwrap().into_inner().id;
    let party = |tag: &str, kind: &str, identity: &str| api::AddPartyRequest {
        act: Some(act(tag)),
        matter: matter.clone(),
        role: "debtor".into(),
        kind: "natural".into(),
        name: NAME.into(),
        identity_kind: kind.into(),
        identity: identity.into(),
        ..Default::default()
    };
    let person = matters
        .add_party(party("party", "resident-id", IDENTITY))
        .await
        .unwrap()
        .into_inner()
        .id;
    matters
        .add_party(party("other", "other-document", PASSPORT))
        .await
        .unwrap();
    let status = matters
        .add_party(party("bad", "resident-id", WRONG_IDENTITY))
        .await
        .unwrap_err();
    assert!(
        canaries()
            .iter()
            .all(|canary| !status.message().contains(canary)),
        "{status}"
    );
    let number = api::RegisterCaseRequest {
        act: Some(act("number")),
        matter: matter.clone(),
        number: "（2024）川3322执1号".into(),
        filed_on: "2024-01-02".into(),
        ..Default::default()
    };
    let registration = matters.register_case(number).await.unwrap().into_inner().id;
    let document = |tag: &str, kind: &str| api::IssueDocumentRequest {
        act: Some(act(tag)),
        matter: matter.clone(),
        kind: kind.into(),
        number: "（2024）川3322执1号之一".into(),
        registration: registration.clone(),
        about: person.clone(),
        signers: vec![JUDGE.into()],
        body: TEXT.into(),
        ..Default::default()
    };
    matters
        .issue_document(document("document", "ruling"))
        .await
        .unwrap();
    let status = matters
        .issue_document(document("bad document", NAME))
        .await
        .unwrap_err();
    assert!(!status.message().contains(NAME), "{status}");

    // The daemon runs: its write-ahead log is searched as well.
    search(&place.data(), &mut 0);
    assert_eq!(daemon.signal("-TERM").await, Some(0));
    let mut files = 0;
    search(&place.data(), &mut files);
    assert!(files >= 3, "log, views, keys: {files}");
    let log = place.log();
    assert!(
        log.contains("carried out") && log.lines().all(|line| line.starts_with('{')),
        "{log}"
    );
    canaries()
        .iter()
        .for_each(|canary| assert!(!log.contains(canary), "{canary} is logged"));
    place.verified();
}
