//! A matter whose events do not fit together answers as one in quarantine.

use crate::daemon::{Place, act, clerk};
use levy::{
    domain::{
        bytes::Digest,
        id::{CommandId, MatterId, SweepId},
        matter::{Event, event::SweepClosed},
        stamp::{Actor, Stamp},
    },
    engine::StreamKey,
    journal::{Clock, Draft, Journal, JournalConfig, MachineClock, Write},
    store::{
        EventStore, EvidenceStore, Expect,
        sqlite::{ClockKind, OpenMode, SqliteStore},
    },
};
use levyd::api;
use std::{path::Path, sync::Arc};
use tonic::Code;

/// Writes past the engine, into each, that a round ended which was never
/// ordered; where the log then ends.
async fn write_misfits(dir: &Path, matters: [MatterId; 2]) -> Option<u64> {
    let clock = ClockKind::Real;
    let store = Arc::new(SqliteStore::open(dir, OpenMode { clock }).unwrap());
    let events: Arc<dyn EventStore> = store.clone();
    let evidence: Arc<dyn EvidenceStore> = store.clone();
    let journal = Journal::start(JournalConfig {
        store: events,
        evidence,
        court: "川3322".into(),
        producer: "test".into(),
        clock: Arc::new(MachineClock),
    })
    .await
    .unwrap();
    for matter in matters {
        let stream = StreamKey::Matter(matter).name("sc3322").unwrap();
        let entries = journal.load(&stream, None).await.unwrap();
        let last = entries.last();
        let closed: Event = SweepClosed {
            sweep: SweepId::derive(matter.0, &[b"never ordered"]),
            asked: 1,
            answered: 1,
            silent: vec![],
        }
        .into();
        let command = CommandId::derive(matter.0, &[b"misfit"]);
        let now = MachineClock.now();
        let stamp = Arc::new(Stamp::new(now, Actor::system(), command, Digest::of(b"r")));
        let frames = journal.frame(&stream, &Draft::list(vec![closed], &stamp));
        let write = Write {
            expect: last.map_or(Expect::Absent, |last| Expect::At(last.revision)),
            previous: last.map_or([0; 32], |last| last.hash),
            stream,
            events: frames.unwrap(),
            evidence: vec![],
        };
        journal.write(write).await.unwrap();
    }
    let head = journal.head().await.unwrap();
    // The daemon starts on it next.
    journal.close().await;
    drop(journal);
    let store = Arc::into_inner(store).expect("nobody else has it");
    store.close().unwrap();
    head.map(|head| head.0)
}

#[tokio::test]
async fn a_matter_in_quarantine_is_shown_as_such_and_takes_nothing() {
    let place = Place::new();
    let daemon = place.start().await;
    daemon.file_clerk().await;
    let open = api::OpenMatterRequest {
        act: Some(act("open")),
        ..Default::default()
    };
    let opened = daemon.matters().open_matter(open).await.unwrap();
    let id = opened.into_inner().id;
    assert_eq!(daemon.signal("-TERM").await, Some(0));
    let never_opened: MatterId = format!("mat_{}", "b".repeat(32)).parse().unwrap();
    let at_least = write_misfits(&place.data(), [id.parse().unwrap(), never_opened]).await;

    let daemon = place.start().await;
    let get = |matter: &str| api::GetMatterRequest {
        caller: Some(clerk()),
        matter: matter.into(),
        at_least,
    };
    let shown = daemon
        .matters()
        .get_matter(get(&id))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(shown.quarantine.as_deref(), Some("LEVY-E01"));
    assert_eq!(shown.unfit_events, 1);
    let refused = daemon
        .matters()
        .get_matter(get(&never_opened.to_string()))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::DataLoss, "{refused:?}");
    let code = refused.metadata().get("levy-code").unwrap();
    assert_eq!(code, "LEVY-E01");
    let absent = format!("mat_{}", "0".repeat(32));
    let refused = daemon.matters().get_matter(get(&absent)).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound, "{refused:?}");
    assert_eq!(daemon.signal("-TERM").await, Some(0));
}
