//! The process itself: books, roster, one listener.

use super::{
    books::Books,
    call::Caller,
    config::UnitsConfig,
    desk, door,
    error::UnitsError,
    listener::{Cut, Loopback},
    roster::{Roster, roster},
    writer::{Writer, WriterThread},
};
use axum::Router;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    sync::{Mutex, oneshot},
    task::JoinHandle,
};

/// Machine time for calls under way when the process is asked to end.
const DRAIN: Duration = Duration::from_secs(3);

/// What every handler needs.
pub(super) struct Hall {
    pub(super) roster: Arc<Roster>,
    pub(super) writer: Writer,
    pub(super) caller: Caller,
    /// Where the court takes replies.
    pub(super) court: std::sync::RwLock<Option<String>>,
    /// One advance at a time.
    pub(super) advancing: Mutex<()>,
    pub(super) late: Duration,
}

/// The units while they are served.
pub struct Running {
    address: SocketAddr,
    hall: Arc<Hall>,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
    thread: WriterThread,
}

/// Opens the books and serves all units on a free port of 127.0.0.1.
///
/// # Errors
/// [`UnitsError::Config`], [`UnitsError::Books`].
pub async fn serve(config: UnitsConfig) -> Result<Running, UnitsError> {
    let units = roster(&config)?;
    let books = Books::open(&config.books, config.seed, config.faults)?;
    if let Some(url) = &config.court_url {
        books.set_fact("court", url)?;
    }
    let court = std::sync::RwLock::new(books.fact("court")?);
    let (writer, thread) = Writer::start(books)?;
    let hall = Arc::new(Hall {
        roster: Arc::new(units),
        writer,
        caller: Caller::new(),
        court,
        advancing: Mutex::new(()),
        late: Duration::from_millis(config.late_millis),
    });
    let listening = |error: std::io::Error| UnitsError::Process(error.to_string());
    let listener = Loopback::bind().await.map_err(listening)?;
    let address = listener.address().map_err(listening)?;
    let router: Router = door::routes(Arc::clone(&hall)).merge(desk::routes(Arc::clone(&hall)));
    let service = router.into_make_service_with_connect_info::<Cut>();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async {
        // Dropping the sender is asking as well.
        drop(stopped.await);
    });
    let serving = tokio::spawn(serving.into_future());
    Ok(Running {
        address,
        hall,
        stop,
        serving,
        thread,
    })
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends: no more calls, what was taken is written, the books are closed.
    ///
    /// # Errors
    /// [`UnitsError::Books`].
    pub async fn stop(self) -> Result<(), UnitsError> {
        let Running {
            hall,
            stop,
            mut serving,
            thread,
            ..
        } = self;
        // It has ended already when this fails.
        let _heard = stop.send(());
        if tokio::time::timeout(DRAIN, &mut serving).await.is_err() {
            serving.abort();
        }
        hall.writer.end().await;
        let joined = tokio::task::spawn_blocking(|| thread.join()).await;
        joined.map_err(|error| UnitsError::Books(error.to_string()))?
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
