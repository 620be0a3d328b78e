//! One writer: stamped, grouped, answered once.

use crate::house::{self, Hand, NOW, body, epoch, journal, name, opened, sqlite, write};
use crate::samples;
use levy_domain::{bytes::Digest, time::Timestamp};
use levy_journal::{AnyEvent, Draft, Remedy, WriteError, Written};
use levy_store::{EventStore, Expect, Limits, MemoryStore, Revision};
use std::sync::Arc;

#[tokio::test]
async fn the_chain_goes_on_across_restarts() {
    let dir = tempfile::tempdir().unwrap();
    let stream = name("matter", 1);
    let mut last = None;
    for command in 0..4 {
        let store = sqlite(dir.path());
        let journal = journal(&store, &Hand::at(NOW)).await;
        let seen = journal.load(&stream, None).await.unwrap();
        assert_eq!(seen.len() as u128, command * 2);
        assert_eq!(
            seen.last().map(|entry| entry.hash),
            last.as_ref().map(|w: &Written| w.hash)
        );
        let next = write(&stream, last.as_ref(), command, vec![opened(1), opened(2)]);
        last = Some(journal.write(next).await.unwrap());
        journal.close().await;
    }
}

#[tokio::test]
async fn an_answer_says_where_everything_went() {
    let store = Arc::new(MemoryStore::new());
    let journal = journal(&store, &Hand::at(NOW)).await;
    let stream = name("matter", 1);
    let first = journal
        .write(write(&stream, None, 1, vec![opened(1), opened(2)]))
        .await
        .unwrap();
    assert_eq!(
        (first.last, first.recorded_at, first.repeated),
        (Revision(1), Timestamp(NOW), false)
    );
    let entries = journal.load(&stream, None).await.unwrap();
    assert_eq!(
        entries.iter().map(|entry| entry.id).collect::<Vec<_>>(),
        first.ids
    );
    assert_eq!(
        (entries[1].hash, entries[1].position),
        (first.hash, first.position)
    );
    assert_eq!(
        (&*entries[0].header.court, &*entries[0].header.producer),
        ("川3322", "levy/0.1.0")
    );
}

#[tokio::test]
async fn recorded_time_never_runs_backwards() {
    let (store, clock) = (Arc::new(MemoryStore::new()), Hand::at(NOW));
    let stream = name("matter", 1);
    let mut last = None;
    let mut times = Vec::new();
    for (command, now) in [NOW, NOW - 5_000, NOW + 10, NOW - 1, NOW + 20]
        .into_iter()
        .enumerate()
    {
        // A new journal each time: a restart forgets nothing.
        clock.set(now);
        let journal = journal(&store, &clock).await;
        let next = write(&stream, last.as_ref(), command as u128, vec![opened(1)]);
        let written = journal.write(next).await.unwrap();
        times.push(written.recorded_at.0 - NOW);
        last = Some(written);
    }
    assert_eq!(times, [0, 0, 10, 10, 20]);
    let recorded = store.page(None, 100).await.unwrap();
    assert!(
        recorded
            .windows(2)
            .all(|pair| pair[0].recorded_at <= pair[1].recorded_at)
    );
}

#[tokio::test]
async fn a_repeated_write_gets_the_first_answer() {
    let (store, clock) = (Arc::new(MemoryStore::new()), Hand::at(NOW));
    let stream = name("matter", 1);
    let first = journal(&store, &clock).await;
    let one = first
        .write(write(&stream, None, 1, vec![opened(1), opened(2)]))
        .await
        .unwrap();
    let two = first
        .write(write(&stream, Some(&one), 2, vec![opened(3)]))
        .await
        .unwrap();
    first.close().await;
    clock.set(NOW + 60_000);
    let again = journal(&store, &clock).await;
    for (previous, command, events, meant) in [
        (None, 1, vec![opened(1), opened(2)], &one),
        (Some(&one), 2, vec![opened(3)], &two),
    ] {
        let repeat = again
            .write(write(&stream, previous, command, events))
            .await
            .unwrap();
        assert_eq!(
            repeat,
            Written {
                repeated: true,
                ..meant.clone()
            }
        );
    }
    assert_eq!(again.load(&stream, None).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_command_id_with_another_content_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(&sqlite(dir.path()), &Hand::at(NOW)).await;
    let stream = name("matter", 1);
    let first = journal
        .write(write(&stream, None, 1, vec![opened(1), opened(2)]))
        .await
        .unwrap();
    let other_events = write(&stream, None, 1, vec![opened(1), opened(3)]);
    let more_events = write(&stream, None, 1, vec![opened(1), opened(2), opened(3)]);
    let other_place = write(&stream, Some(&first), 1, vec![opened(1), opened(2)]);
    let mut other_stamp = write(&stream, None, 1, vec![opened(1), opened(2)]);
    let mut stamp = samples::stamp(1);
    stamp.at = Timestamp(1);
    let drafts = Draft::list(vec![opened(1), opened(2)], &Arc::new(stamp));
    other_stamp.events[1] = house::frames(&stream, &drafts).remove(1);
    for other in [other_events, more_events, other_place, other_stamp] {
        let error = journal.write(other).await.unwrap_err();
        assert!(matches!(error, WriteError::IdReused), "{error}");
        assert_eq!(error.remedy(), Remedy::Report);
    }
}

#[tokio::test]
async fn who_writes_second_is_told_where_the_stream_is() {
    let journal = journal(&Arc::new(MemoryStore::new()), &Hand::at(NOW)).await;
    let stream = name("matter", 1);
    let first = journal
        .write(write(&stream, None, 1, vec![opened(1)]))
        .await
        .unwrap();
    journal
        .write(write(&stream, Some(&first), 2, vec![opened(2)]))
        .await
        .unwrap();
    let error = journal
        .write(write(&stream, Some(&first), 3, vec![opened(3)]))
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            WriteError::Conflict {
                actual: Some(Revision(1))
            }
        ),
        "{error}"
    );
    assert_eq!(error.remedy(), Remedy::DecideAgain);
}

#[tokio::test]
async fn a_chain_that_the_caller_folded_wrongly_is_not_written() {
    let journal = journal(&Arc::new(MemoryStore::new()), &Hand::at(NOW)).await;
    let stream = name("matter", 1);
    let mut wrong = write(&stream, None, 1, vec![opened(1)]);
    wrong.previous = [1; 32];
    assert!(matches!(
        journal.write(wrong).await,
        Err(WriteError::WrongPrevious)
    ));
    let first = journal
        .write(write(&stream, None, 1, vec![opened(1)]))
        .await
        .unwrap();
    let mut wrong = write(&stream, Some(&first), 2, vec![opened(2)]);
    wrong.previous = [1; 32];
    assert!(matches!(
        journal.write(wrong).await,
        Err(WriteError::WrongPrevious)
    ));
    journal
        .write(write(&stream, Some(&first), 2, vec![opened(2)]))
        .await
        .unwrap();
    assert_eq!(journal.load(&stream, None).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_breaks_a_limit_is_told_to_be_split() {
    let journal = journal(&Arc::new(MemoryStore::new()), &Hand::at(NOW)).await;
    let stream = name("court", 1);
    let large = |bytes: usize| {
        let event = levy_domain::court::event::RulesActivated {
            rules: Digest::of(b""),
            profile: Digest::of(b""),
            profile_version: "g".repeat(bytes),
            calendar: Digest::of(b""),
            directory: Digest::of(b""),
        };
        AnyEvent::Court(event.into())
    };
    let many = vec![epoch(1); Limits::EVENTS + 1];
    let heavy = vec![large(400_000), large(400_000), large(400_000)];
    for events in [many, vec![large(Limits::EVENT_BYTES)], heavy] {
        let error = journal
            .write(write(&stream, None, 1, events))
            .await
            .unwrap_err();
        assert!(matches!(error, WriteError::TooLarge { .. }), "{error}");
        assert_eq!(error.remedy(), Remedy::Split);
    }
    journal
        .write(write(&stream, None, 1, vec![epoch(1); Limits::EVENTS]))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_event_is_not_written_into_a_stream_of_another_kind() {
    let journal = journal(&Arc::new(MemoryStore::new()), &Hand::at(NOW)).await;
    let stamp = Arc::new(samples::stamp(1));
    let drafts = Draft::list(vec![opened(1)], &stamp);
    let error = journal.frame(&name("sweep", 1), &drafts).unwrap_err();
    assert!(matches!(error, WriteError::Malformed(_)), "{error}");
    let mut of_another = write(&name("matter", 1), None, 1, vec![opened(1)]);
    of_another.stream = name("matter", 2);
    for write in [of_another, write(&name("matter", 1), None, 1, vec![])] {
        assert!(matches!(
            journal.write(write).await,
            Err(WriteError::Malformed(_))
        ));
    }
}

#[tokio::test]
async fn many_callers_share_groups_and_each_gets_his_own_answer() {
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(&sqlite(dir.path()), &Hand::at(NOW)).await;
    let mut callers = tokio::task::JoinSet::new();
    for n in 0..50 {
        let journal = journal.clone();
        callers.spawn(async move {
            let stream = name("matter", n);
            let mut last = None;
            for command in 0..10 {
                let mut next = write(
                    &stream,
                    last.as_ref(),
                    n * 100 + command,
                    vec![opened(command)],
                );
                next.evidence.push(body(n as u8, 64));
                last = Some(journal.write(next).await.unwrap());
            }
            assert_eq!(last.unwrap().last, Revision(9));
        });
    }
    while let Some(ended) = callers.join_next().await {
        ended.unwrap();
    }
    for n in 0..50 {
        let entries = journal.load(&name("matter", n), None).await.unwrap();
        assert_eq!(entries.len(), 10);
        assert!(
            journal
                .evidence(&body(n as u8, 64).digest())
                .await
                .unwrap()
                .is_some()
        );
    }
}

#[tokio::test]
async fn after_close_nothing_is_written_and_reading_goes_on() {
    let journal = journal(&Arc::new(MemoryStore::new()), &Hand::at(NOW)).await;
    let stream = name("matter", 1);
    let first = journal
        .write(write(&stream, None, 1, vec![opened(1)]))
        .await
        .unwrap();
    journal.close().await;
    journal.close().await;
    let error = journal
        .write(write(&stream, Some(&first), 2, vec![opened(2)]))
        .await
        .unwrap_err();
    assert!(matches!(error, WriteError::Closed), "{error}");
    assert_eq!(journal.load(&stream, None).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_expected_place_is_the_callers_word() {
    let journal = journal(&Arc::new(MemoryStore::new()), &Hand::at(NOW)).await;
    let mut ahead = write(&name("matter", 1), None, 1, vec![opened(1)]);
    ahead.expect = Expect::At(Revision(4));
    let error = journal.write(ahead).await.unwrap_err();
    assert!(
        matches!(error, WriteError::Conflict { actual: None }),
        "{error}"
    );
}
