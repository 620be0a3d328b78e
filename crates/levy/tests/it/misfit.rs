//! A stream whose events contradict each other, beside one that is whole.

use crate::{
    bare::{SLUG, ask, engine},
    rig::{COURT, START, within},
};
use levy::{
    engine::{Command, CommandError, Engine, StreamKey},
    journal::{Draft, Write},
    store::{Expect, MemoryStore},
};
use levy_domain::{
    bytes::Digest,
    id::{CommandId, MatterId, RegistrationId, SweepId},
    matter::{
        self, Event,
        event::{CaseKind, MatterOpened, SweepClosed},
    },
    money::Currency,
    stamp::{Actor, Stamp},
    time::Zone,
};
use std::{collections::BTreeSet, sync::Arc};
use uuid::Uuid;

fn key(label: &str) -> (MatterId, StreamKey) {
    let matter = MatterId::derive(Uuid::nil(), &[label.as_bytes()]);
    (matter, StreamKey::Matter(matter))
}

fn open(matter: MatterId) -> Command {
    Command::Matter(matter::Command::Open {
        matter,
        court: COURT.into(),
        currency: Currency::CNY,
    })
}

fn register(matter: MatterId) -> Command {
    Command::Matter(matter::Command::RegisterCase {
        registration: RegistrationId::derive(matter.0, &[b"case"]),
        number: format!("（2026）川33执{}号", matter.0.as_u128() % 9_000 + 1),
        type_code: "执".into(),
        kind: CaseKind::First,
        court: COURT.into(),
        filed_on: START.date_in(Zone::CHINA),
        carried_in: false,
    })
}

/// A log in which a round ends that was never ordered: no decision makes such
/// an event, so it is written past the engine.
async fn write_a_misfit(engine: &Engine, (matter, key): (MatterId, StreamKey)) {
    let stream = key.name(SLUG).expect("a name");
    let events: Vec<Event> = vec![
        MatterOpened {
            matter,
            court: COURT.into(),
            currency: Currency::CNY,
        }
        .into(),
        SweepClosed {
            sweep: SweepId::derive(matter.0, &[b"never ordered"]),
            asked: 1,
            answered: 1,
            silent: vec![],
        }
        .into(),
    ];
    let command = CommandId::derive(matter.0, &[b"misfit"]);
    let stamp = Stamp::new(START, Actor::system(), command, Digest::of(b"rules"));
    let journal = engine.journal();
    let frames = journal.frame(&stream, &Draft::list(events, &Arc::new(stamp)));
    let write = Write {
        stream,
        expect: Expect::Absent,
        previous: [0; 32],
        events: frames.expect("framed"),
        evidence: vec![],
    };
    journal.write(write).await.expect("written");
}

async fn is_in_quarantine_alone(engine: &Engine, broken: (MatterId, StreamKey)) {
    let (matter, key) = broken;
    let refused = ask(engine, key, "register", register(matter)).await;
    assert!(
        matches!(&refused, Err(CommandError::Quarantined(why)) if why.contains("revision 1")),
        "{refused:?}"
    );
    assert_eq!(engine.quarantined().await, BTreeSet::from([key]));
}

#[tokio::test]
async fn a_stream_that_does_not_fold_is_in_quarantine_and_the_others_go_on() {
    within(async {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let store = Arc::new(MemoryStore::new());
        let first = engine(dir.path(), Arc::<MemoryStore>::clone(&store), &[]).await;
        let (broken, whole) = (key("broken"), key("whole"));
        ask(&first, whole.1, "open", open(whole.0))
            .await
            .expect("opened");
        write_a_misfit(&first, broken).await;
        is_in_quarantine_alone(&first, broken).await;
        let before = first.head().await.expect("a log");
        ask(&first, whole.1, "register", register(whole.0))
            .await
            .expect("the other goes on");
        assert!(first.head().await.expect("a log") > before);
        first.stop().await;
        // The next start finds the same, and nothing was written to it.
        let next = engine(dir.path(), store, &[]).await;
        is_in_quarantine_alone(&next, broken).await;
        let numbers = next.look_at_matter(whole.0, |state| state.registrations.len());
        assert_eq!(numbers.await, Some(1));
        let name = broken.1.name(SLUG).expect("a name");
        let kept = next.journal().load(&name, None).await.expect("read");
        assert_eq!(kept.len(), 2);
        next.stop().await;
    })
    .await;
}
