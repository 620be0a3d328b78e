//! The background task that keeps the views near the head of the log.

use crate::{Source, ViewError, Views};
use std::time::Duration;
use tokio::{sync::watch, task::JoinHandle, time::sleep};

/// First pause after a failure; doubled up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// Longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A running follower. Dropping it ends the task.
#[derive(Debug)]
pub struct Follower {
    stop: watch::Sender<bool>,
    task: Option<JoinHandle<()>>,
}

impl Follower {
    pub(crate) fn start<S: Source + 'static>(views: Views, source: S) -> Self {
        let (stop, stopped) = watch::channel(false);
        views.progress().send_modify(|progress| {
            progress.following = true;
            progress.trouble = None;
        });
        let task = tokio::spawn(follow(views, source, stopped));
        Follower {
            stop,
            task: Some(task),
        }
    }

    /// Ends the task after the batch at hand.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if let Some(task) = self.task.take()
            && task.await.is_err()
        {
            tracing::error!("the follower of the views panicked");
        }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

async fn follow<S: Source>(views: Views, source: S, mut stopped: watch::Receiver<bool>) {
    let mut pause = FIRST_PAUSE;
    while !*stopped.borrow() {
        let round = async {
            views.catch_up(&source).await?;
            views
                .progress()
                .send_modify(|progress| progress.trouble = None);
            source.wait(views.position()).await
        };
        let result: Result<(), ViewError> = tokio::select! {
            biased;
            _ = stopped.changed() => break,
            result = round => result,
        };
        match result {
            Ok(()) => pause = FIRST_PAUSE,
            Err(error) => {
                tracing::warn!(%error, "the views do not follow; the next try comes soon");
                views
                    .progress()
                    .send_modify(|progress| progress.trouble = Some(error.to_string()));
                tokio::select! {
                    biased;
                    _ = stopped.changed() => break,
                    () = sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                }
            }
        }
    }
    views
        .progress()
        .send_modify(|progress| progress.following = false);
}
