//! Behind a real journal: catching up, following, waiting.

use crate::made;
use levy_domain::{
    bytes::Digest,
    id::CommandId,
    stamp::{Actor, Stamp},
    time::Timestamp,
};
use levy_journal::{Clock, Draft, Journal, JournalConfig, Write, Written};
use levy_store::{Expect, MemoryStore, Position, StreamName};
use levy_views::{ViewError, Views};
use std::{sync::Arc, time::Duration};

#[derive(Debug)]
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp(crate::scribe::START)
    }
    fn sleep_until(&self, _: Timestamp) -> futures::future::BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

async fn journal() -> Journal {
    let store = Arc::new(MemoryStore::new());
    let config = JournalConfig {
        store: store.clone(),
        evidence: store,
        court: "c1".into(),
        producer: "test".into(),
        clock: Arc::new(Still),
    };
    Journal::start(config).await.unwrap()
}

struct Author {
    journal: Journal,
    stream: StreamName,
    last: Option<Written>,
    commands: u128,
}

impl Author {
    async fn new(journal: &Journal, matter: u128) -> Self {
        let stream = crate::scribe::matter_stream(made::matter(matter));
        let mut author = Author {
            journal: journal.clone(),
            stream,
            last: None,
            commands: matter << 64,
        };
        author
            .write(vec![
                made::matter_opened(made::matter(matter)),
                made::claim_stated(made::claim(matter), made::matter(matter), 100_000),
            ])
            .await;
        author
    }

    async fn write(&mut self, events: Vec<levy_domain::matter::Event>) -> Position {
        self.commands += 1;
        let command = CommandId(uuid::Uuid::from_u128(self.commands));
        let at = Timestamp(crate::scribe::START);
        let stamp = Arc::new(Stamp::new(at, Actor::system(), command, Digest::default()));
        let drafts = Draft::list(events, &stamp);
        let write = Write {
            stream: self.stream.clone(),
            expect: self
                .last
                .as_ref()
                .map_or(Expect::Absent, |last| Expect::At(last.last)),
            previous: self.last.as_ref().map_or([0; 32], |last| last.hash),
            events: self.journal.frame(&self.stream, &drafts).unwrap(),
            evidence: vec![],
        };
        let written = self.journal.write(write).await.unwrap();
        let position = written.position;
        self.last = Some(written);
        position
    }

    async fn register(&mut self, number: u128) -> Position {
        let text = format!("（2024）川3322执{number}号");
        let event = made::registered(made::registration(number), &text, "2024-01-02", false);
        self.write(vec![event]).await
    }
}

const SOON: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_brings_what_is_written_and_waits_for_more() {
    let journal = journal().await;
    let mut author = Author::new(&journal, 1).await;
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    let follower = views.run(journal.clone());
    for number in 1..=20 {
        let position = author.register(number).await;
        tokio::time::timeout(SOON, views.at_least(position))
            .await
            .unwrap()
            .unwrap();
        let totals = views.totals().await.unwrap();
        assert!(totals.cases >= number as u64);
        assert!(totals.position >= Some(position.0));
    }
    follower.stop().await;
    let later = author.register(21).await;
    let error = views.at_least(later).await.unwrap_err();
    assert!(
        matches!(error, ViewError::Behind { asked, .. } if asked == later),
        "{error}"
    );
    assert_eq!(views.catch_up(&journal).await.unwrap(), Some(later));
    views.at_least(later).await.unwrap();
    let tmp = tempfile::tempdir().unwrap();
    assert!(
        views
            .check_replay(&journal, tmp.path())
            .await
            .unwrap()
            .agrees()
    );
    assert_eq!(
        Views::rebuild_digest(&journal, tmp.path()).await.unwrap(),
        views.digest().await.unwrap()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_matter_that_left_memory_is_folded_again_from_its_stream() {
    let journal = journal().await;
    let mut author = Author::new(&journal, 1).await;
    author.register(1).await;
    let dir = tempfile::tempdir().unwrap();
    Views::open(dir.path(), "log")
        .unwrap()
        .catch_up(&journal)
        .await
        .unwrap();
    // A new process knows no state; the next event needs all before it.
    author
        .write(vec![made::liable(
            made::liability(1),
            made::claim(1),
            made::person(1),
        )])
        .await;
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&journal).await.unwrap();
    let case = views.case("（2024）川3322执1号").await.unwrap().unwrap();
    assert_eq!(case.control.owed_minor, 101_000);
    assert_eq!(case.liabilities.len(), 1);
    assert_eq!(views.totals().await.unwrap().unfit_events, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_bring_the_views_forward_take_turns() {
    let journal = journal().await;
    let mut author = Author::new(&journal, 1).await;
    let mut last = Position(0);
    for number in 1..=200 {
        last = author.register(number).await;
    }
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    let follower = views.run(journal.clone());
    let (one, two) = tokio::join!(views.catch_up(&journal), views.catch_up(&journal));
    assert_eq!((one.unwrap(), two.unwrap()), (Some(last), Some(last)));
    follower.stop().await;
    assert_eq!(views.totals().await.unwrap().cases, 200);
}
