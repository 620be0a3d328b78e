//! The handle: writing through the one writer, reading from the store.

use crate::{
    Clock, Codec, Draft, EvidenceBody, JournalError, Write, WriteError, Written,
    frame::{FrameError, Framed, Framing},
    onward::Onward,
    repeat, writer,
    writer::Job,
};
use levy_domain::{bytes::Digest, time::Timestamp};
use levy_store::{EventStore, Evidence, EvidenceStore, Limits, Position, Revision, StreamName};
use std::{
    fmt, ptr,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

/// Writes that may wait; a caller above that waits itself.
const QUEUE: usize = 4_096;
/// A body up to this may be queued together with the event that names it, on
/// the same store. Larger ones are durable before the write is queued, since
/// a backend may take another way for them.
const TOGETHER_BYTES: usize = 64 * 1024;

/// What a journal is made of.
pub struct JournalConfig {
    /// Where events go.
    pub store: Arc<dyn EventStore>,
    /// Where bodies go. When it is the very object that `store` is, small
    /// bodies share the sync of their events.
    pub evidence: Arc<dyn EvidenceStore>,
    /// Code of the court, for headers.
    pub court: String,
    /// Program and version, for headers.
    pub producer: String,
    /// Stamps what is recorded.
    pub clock: Arc<dyn Clock>,
}

/// The log of a court. Clones share one writer, which ends when all of them
/// are gone, or with [`Journal::close`].
#[derive(Clone)]
pub struct Journal {
    pub(crate) store: Arc<dyn EventStore>,
    pub(crate) codec: Arc<Codec>,
    evidence: Arc<dyn EvidenceStore>,
    clock: Arc<dyn Clock>,
    names: Arc<(String, String)>,
    together: bool,
    jobs: mpsc::Sender<Job>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Journal {
    /// Starts the writer. Reads when the last event was recorded, so that
    /// recorded time never runs backwards.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn start(config: JournalConfig) -> Result<Self, JournalError> {
        let JournalConfig {
            store,
            evidence,
            court,
            producer,
            clock,
        } = config;
        let last = last_recorded(store.as_ref()).await?;
        let together = ptr::addr_eq(Arc::as_ptr(&store), Arc::as_ptr(&evidence));
        let (jobs, queue) = mpsc::channel(QUEUE);
        let clock = Arc::new(Onward::new(clock, last));
        let writer = writer::Writer::new(
            Arc::clone(&store),
            Arc::clone(&evidence),
            Arc::clone(&clock),
            queue,
        );
        let task = tokio::spawn(writer.run());
        Ok(Journal {
            store,
            codec: Arc::new(Codec::default()),
            evidence,
            clock,
            names: Arc::new((court, producer)),
            together,
            jobs,
            task: Arc::new(Mutex::new(Some(task))),
        })
    }

    /// The clock to decide by: the one of the configuration, but never before
    /// what is recorded.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Writes a batch; durable when it answers `Ok`. The same write made
    /// twice is one write: the second gets the first one's answer.
    ///
    /// # Errors
    /// [`WriteError`]; [`WriteError::remedy`] says what to do.
    pub async fn write(&self, mut write: Write) -> Result<Written, WriteError> {
        if write.events.is_empty() {
            return Err(WriteError::Malformed("a write holds at least one event"));
        }
        if write
            .events
            .iter()
            .any(|event| *event.stream() != write.stream)
        {
            return Err(WriteError::Malformed(
                "an event was framed for another stream",
            ));
        }
        check(&write.events)?;
        let bodies = self
            .bodies_for_writer(std::mem::take(&mut write.evidence))
            .await?;
        let (answer, answered) = oneshot::channel();
        let job = Job::Write {
            stream: write.stream.clone(),
            expect: write.expect,
            previous: write.previous,
            events: write.events.clone(),
            bodies,
            answer,
        };
        self.jobs.send(job).await.map_err(|_| WriteError::Closed)?;
        let answered = answered.await;
        match answered.unwrap_or_else(|_| Err(WriteError::Uncertain("the writer ended".into()))) {
            Err(WriteError::IdReused) => repeat::first_answer(self.store.as_ref(), &write).await,
            answer => answer,
        }
    }

    /// Stores bodies that no event of a write names yet; durable when it
    /// answers.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn put_evidence(&self, bodies: Vec<EvidenceBody>) -> Result<(), JournalError> {
        let bodies = bodies.into_iter().map(Evidence::from).collect();
        Ok(self.evidence.put(bodies).await?)
    }

    /// A body, checked against its digest.
    ///
    /// # Errors
    /// [`JournalError::Evidence`] when its bytes are not what was stored.
    pub async fn evidence(&self, digest: &Digest) -> Result<Option<Vec<u8>>, JournalError> {
        let bytes = self.evidence.get(&digest.0).await?;
        match bytes {
            Some(bytes) if levy_proof::sha256(&bytes) != digest.0 => {
                Err(JournalError::Evidence { digest: *digest })
            }
            checked => Ok(checked),
        }
    }

    /// Writes what waits, then ends the writer. Later writes are refused on
    /// every clone; reading goes on.
    pub async fn close(&self) {
        // A closed queue means that it has ended or is about to.
        let _ended = self.jobs.send(Job::Close).await;
        let task = self
            .task
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(task) = task
            && task.await.is_err()
        {
            tracing::error!("the journal's writer panicked");
        }
    }

    /// The frames of one command's events, which wait for their place in
    /// `stream`. Together they fit one write.
    ///
    /// # Errors
    /// [`WriteError::TooLarge`] when they do not, [`WriteError::Malformed`]
    /// when an event does not belong into this kind of stream.
    pub fn frame(&self, stream: &StreamName, drafts: &[Draft]) -> Result<Vec<Framed>, WriteError> {
        let kind = stream.kind();
        if drafts.iter().any(|draft| draft.event.stream_kind() != kind) {
            return Err(WriteError::Malformed(
                "an event does not belong into this kind of stream",
            ));
        }
        let (court, producer) = &*self.names;
        let mut framing = Framing::new(&self.codec, stream, (court, producer));
        let framed: Vec<Framed> = drafts
            .iter()
            .map(|draft| framing.frame(draft))
            .collect::<Result<_, FrameError>>()?;
        check(&framed)?;
        Ok(framed)
    }

    /// The bodies that may be queued with their events; all others are
    /// durable when this returns.
    async fn bodies_for_writer(
        &self,
        bodies: Vec<EvidenceBody>,
    ) -> Result<Vec<Evidence>, WriteError> {
        let small = bodies
            .iter()
            .all(|body| body.bytes().len() <= TOGETHER_BYTES);
        let bodies: Vec<Evidence> = bodies.into_iter().map(Evidence::from).collect();
        if bodies.is_empty() || (self.together && small) {
            return Ok(bodies);
        }
        self.evidence.put(bodies).await?;
        Ok(Vec::new())
    }
}

/// What every store takes.
fn check(events: &[Framed]) -> Result<(), WriteError> {
    within("events in one batch", events.len(), Limits::EVENTS)?;
    let mut bytes = 0;
    for one in events {
        within("bytes of one event", one.size(), Limits::EVENT_BYTES)?;
        bytes += one.size();
    }
    within("bytes of one batch", bytes, Limits::BATCH_BYTES)
}

fn within(what: &'static str, size: usize, limit: usize) -> Result<(), WriteError> {
    if size > limit {
        Err(WriteError::TooLarge { what, size, limit })
    } else {
        Ok(())
    }
}

async fn last_recorded(store: &dyn EventStore) -> Result<Timestamp, JournalError> {
    let Some(Position(head)) = store.head().await? else {
        return Ok(Timestamp(i64::MIN));
    };
    let page = store.page(head.checked_sub(1).map(Position), 1).await?;
    Ok(page
        .last()
        .map_or(Timestamp(i64::MIN), |last| Timestamp(last.recorded_at)))
}

/// The event before `revision`, as a read's `after`.
pub(crate) fn before(Revision(revision): Revision) -> Option<Revision> {
    revision.checked_sub(1).map(Revision)
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("court", &self.names.0)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for JournalConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JournalConfig")
            .field("court", &self.court)
            .finish_non_exhaustive()
    }
}
