//! The transport loses, repeats and is out of service; what units do is the
//! same all the same.

use super::rig::*;
use futures::{StreamExt, stream};
use levy_connect::{AnswerFault, SubmitError, wire::ReplyBody};
use levy_domain::{order::Measure, time::HOUR};

/// What 150 debtors' queries and freezes came to.
async fn played(faults: bool) -> (Vec<Vec<ReplyBody>>, levy_sim::units::BooksReport) {
    let dir = tempfile::tempdir().unwrap();
    let mut rig = Rig::over(dir.path(), faults).await;
    let mut all = Vec::new();
    for person in 0..150 {
        if person == 75 && faults {
            // Half-way the process is killed; time is another as well.
            rig.units.kill().await.unwrap();
            rig = Rig::over_at(dir.path(), faults, None).await;
        }
        let queries = rig.replies(&query(HONEST, person)).await;
        let found: Vec<_> = queries
            .iter()
            .flat_map(|reply| reply.found.clone())
            .collect();
        all.push(queries);
        for found in found {
            let freeze = measure(Measure::Freeze, &found, HONEST, person, 5_000_000);
            all.push(rig.replies(&freeze).await);
        }
        if faults {
            let now = rig.units.books().await.unwrap().now;
            rig.units.advance(now.plus(HOUR)).await.unwrap();
        }
    }
    let books = rig.units.books().await.unwrap();
    rig.units.shutdown().await.unwrap();
    (all, books)
}

/// Without times, and without what was lost on the way for good.
fn outcomes(replies: &[Vec<ReplyBody>]) -> Vec<String> {
    let timeless = |reply: &ReplyBody| {
        let mut reply = reply.clone();
        (reply.delivered_at, reply.answered_at, reply.served_at) = (START, START, None);
        for line in &mut reply.lines {
            (line.available_at, line.ends_at) = (None, None);
        }
        for found in &mut reply.found {
            found.available_at = None;
        }
        String::from_utf8(levy_connect::wire::to_canonical(&reply).unwrap()).unwrap()
    };
    replies.iter().flatten().map(timeless).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn outcomes_do_not_depend_on_faults_attempts_restarts_or_court_time() {
    let ((calm, quiet), (rough, noisy)) = tokio::join!(played(false), played(true));
    assert_eq!(outcomes(&calm), outcomes(&rough));
    assert_eq!(
        (quiet.held_minor, quiet.duplicate_effects),
        (noisy.held_minor, 0)
    );
    assert_eq!(noisy.duplicate_effects, 0);
    assert!(
        quiet.faults.values().all(|count| *count == 0),
        "{:?}",
        quiet.faults
    );
    for fault in ["lost-before", "lost-after", "outage"] {
        assert!(
            noisy.faults.get(fault).is_some_and(|count| *count > 0),
            "{:?}",
            noisy.faults
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn late_answers_are_not_waited_for_and_callbacks_that_come_twice_are_acknowledged_twice() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), true).await;
    let orders: Vec<_> = (0..1_500).map(|person| query("land-k", person)).collect();
    let sent = stream::iter(&orders)
        .map(|order| rig.send(order))
        .buffer_unordered(32);
    let errors: Vec<_> = sent.filter_map(|sent| async { sent.err() }).collect().await;
    let slow = |error: &&SubmitError| matches!(error, SubmitError::Uncertain { reason, .. } if *reason == AnswerFault::Timeout);
    let broken = |error: &&SubmitError| matches!(error, SubmitError::Uncertain { reason, .. } if *reason == AnswerFault::Broken);
    let now = START.plus(40 * 24 * HOUR);
    let advanced = rig.units.advance(now).await.unwrap();
    assert_eq!(advanced.undelivered, 0);
    let books = rig.units.books().await.unwrap();
    let count = |fault: &str| books.faults.get(fault).copied().unwrap_or_default();
    assert!(
        count("late") > 0 && count("twice") > 0,
        "{:?}",
        books.faults
    );
    // A busy machine may be slow on its own account as well.
    assert!(errors.iter().filter(slow).count() as u64 >= count("late"));
    let lost = count("lost-before") + count("lost-after");
    assert_eq!(errors.iter().filter(broken).count() as u64, lost);
    let arrived = rig.desk.replies.lock().unwrap().len() as u64;
    assert_eq!(arrived, advanced.delivered + count("twice"));
    assert_eq!(books.replies_acked, advanced.delivered);
}
