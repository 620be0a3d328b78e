//! The one thread that reads and writes the books. What waits while a group is
//! synced becomes the next group: one sync for all of it, answered afterwards.

use super::{books::Books, error::UnitsError};
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot};

/// Jobs that may wait; a sender above that waits itself.
const QUEUE: usize = 1_024;
/// Jobs of one group at most.
const GROUP: usize = 256;

type Settle = Box<dyn FnOnce(Result<(), UnitsError>) + Send>;
type Job = Box<dyn FnOnce(&mut Books) -> Settle + Send>;
/// `None` ends the thread once what waits is written.
type Waiting = Option<Job>;

/// Hands work to the thread.
#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Waiting>,
}

/// The thread itself; join it after [`Writer::end`].
pub(super) struct WriterThread(JoinHandle<()>);

impl WriterThread {
    /// Waits until what was handed over is written.
    pub(super) fn join(self) -> Result<(), UnitsError> {
        self.0
            .join()
            .map_err(|_panic| UnitsError::Books("their writer panicked".into()))
    }
}

impl Writer {
    /// Starts the thread over open books.
    pub(super) fn start(books: Books) -> Result<(Self, WriterThread), UnitsError> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new().name("units-books".into());
        let running = thread.spawn(move || run(books, queue));
        let running = running.map_err(|error| UnitsError::Books(error.to_string()))?;
        Ok((Writer { jobs }, WriterThread(running)))
    }

    /// Does `work` in the books; answers once it is durable. Work that fails
    /// leaves no trace.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Books) -> Result<T, UnitsError> + Send + 'static,
    ) -> Result<T, UnitsError> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |books| {
            let done = in_savepoint(books, work);
            Box::new(move |committed| {
                // A caller that went away still has its work done.
                drop(answer.send(committed.and(done)));
            })
        });
        let ended = || UnitsError::Books("their writer ended".into());
        self.jobs.send(Some(job)).await.map_err(|_| ended())?;
        answered.await.map_err(|_| ended())?
    }

    /// Takes no more work; what waits is still written.
    pub(super) async fn end(&self) {
        // An error means that it has ended already.
        drop(self.jobs.send(None).await);
    }
}

fn in_savepoint<T>(
    books: &mut Books,
    work: impl FnOnce(&mut Books) -> Result<T, UnitsError>,
) -> Result<T, UnitsError> {
    books.connection().execute_batch("SAVEPOINT job")?;
    let done = work(books);
    let end = if done.is_ok() {
        "RELEASE job"
    } else {
        "ROLLBACK TO job; RELEASE job"
    };
    books.connection().execute_batch(end)?;
    if done.is_err() {
        books.reread();
    }
    done
}

fn run(mut books: Books, mut queue: mpsc::Receiver<Waiting>) {
    let mut group: Vec<Job> = Vec::new();
    while let Some(first) = queue.blocking_recv() {
        let mut next = Ok(first);
        while let Ok(waiting) = next {
            match waiting {
                Some(job) => group.push(job),
                None => queue.close(),
            }
            next = if group.len() < GROUP {
                queue.try_recv()
            } else {
                break;
            };
        }
        write(&mut books, &mut group);
    }
    if let Err(error) = books
        .connection()
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
    {
        tracing::warn!(%error, "the books were not checkpointed");
    }
}

fn write(books: &mut Books, group: &mut Vec<Job>) {
    if group.is_empty() {
        return;
    }
    let begun = books.connection().execute_batch("BEGIN IMMEDIATE");
    let settles: Vec<Settle> = group.drain(..).map(|job| job(books)).collect();
    let committed = begun.and_then(|()| books.connection().execute_batch("COMMIT"));
    if let Err(error) = &committed {
        tracing::error!(%error, "the books were not written");
        if !books.connection().is_autocommit() {
            drop(books.connection().execute_batch("ROLLBACK"));
        }
        books.reread();
    }
    for settle in settles {
        let outcome = committed.as_ref().map(drop);
        settle(outcome.map_err(|error| UnitsError::Books(error.to_string())));
    }
}
