//! The parent's end: the units as a process of their own.

use super::{
    call::Caller,
    config::UnitsConfig,
    control::{Acked, Advance, Advanced, BookOrder, BooksReport, CourtUrl, Credit, Statement},
    error::UnitsError,
};
use hyper::Method;
use levy_domain::{id::OrderId, time::Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use std::{net::SocketAddr, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

/// Machine time for the books to be opened and the line to come.
const START: Duration = Duration::from_secs(60);
/// Machine time for the last group to be written.
const STOP: Duration = Duration::from_secs(20);
/// Machine time for a question to the books.
const ASK: Duration = Duration::from_secs(120);
/// Machine time for an advance, which waits for the court's acknowledgements.
const ADVANCE: Duration = Duration::from_secs(1_800);
/// What the child says when it is ready, before its address.
pub(super) const LISTENING: &str = "listening ";

/// A running process that hosts all units. Dropping it ends it; its books
/// stay, and another process carries on with them.
pub struct UnitsProcess {
    child: Child,
    /// Held open: the child ends when it closes.
    stdin: Option<ChildStdin>,
    _stdout: BufReader<ChildStdout>,
    address: SocketAddr,
    caller: Caller,
}

impl UnitsProcess {
    /// Starts this program again with the hidden subcommand `units` and waits
    /// until it listens.
    ///
    /// # Errors
    /// [`UnitsError::Process`]; the child says why on standard error.
    pub async fn spawn(config: &UnitsConfig) -> Result<Self, UnitsError> {
        let program = std::env::current_exe().map_err(|error| gone(&error))?;
        let mut command = Command::new(program);
        command.arg("units");
        Self::spawn_with(command, config).await
    }

    /// Starts `command`, which must call [`run_child`](super::run_child).
    ///
    /// # Errors
    /// [`UnitsError::Process`].
    pub async fn spawn_with(
        mut command: Command,
        config: &UnitsConfig,
    ) -> Result<Self, UnitsError> {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command.spawn().map_err(|error| gone(&error))?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else {
            return Err(UnitsError::Process("it has no pipes".into()));
        };
        let mut told = serde_json::to_vec(config).map_err(|error| gone(&error))?;
        told.push(b'\n');
        stdin.write_all(&told).await.map_err(|error| gone(&error))?;
        stdin.flush().await.map_err(|error| gone(&error))?;
        let mut stdout = BufReader::new(stdout);
        let address = timeout(START, listening(&mut stdout))
            .await
            .unwrap_or_else(|_| Err(UnitsError::Process("it did not listen in time".into())))?;
        let stdin = Some(stdin);
        Ok(UnitsProcess {
            child,
            stdin,
            _stdout: stdout,
            address,
            caller: Caller::new(),
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Process id; `None` once it has ended.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Base address of a unit, for the table of peers.
    #[must_use]
    pub fn base_url(&self, code: &str) -> String {
        format!("http://{}/u/{code}", self.address)
    }

    /// Moves court time at the units; comes back once the court has
    /// acknowledged everything due by then, or will not.
    ///
    /// # Errors
    /// [`UnitsError::Status`] when time would run backwards.
    pub async fn advance(&self, to: Timestamp) -> Result<Advanced, UnitsError> {
        self.post("advance", &Advance { to }, ADVANCE).await
    }

    /// Moves court time at the units without sending anything: for a driver
    /// that tells the units before the court, so that no word of theirs bears
    /// an older time than the question. Advance to the same time afterwards.
    ///
    /// # Errors
    /// [`UnitsError::Status`] when time would run backwards.
    pub async fn set_time(&self, to: Timestamp) -> Result<(), UnitsError> {
        self.post::<_, Advance>("time", &Advance { to }, ASK)
            .await
            .map(drop)
    }

    /// Tells the units where the court takes replies from now on.
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn set_court(&self, url: &str) -> Result<(), UnitsError> {
        let at = CourtUrl {
            url: url.to_owned(),
        };
        self.post::<_, CourtUrl>("court", &at, ASK).await.map(drop)
    }

    /// What a person is told at the counter.
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn statement(&self, unit: &str, order: OrderId) -> Result<Statement, UnitsError> {
        self.get(&format!("statement/{unit}/{order}")).await
    }

    /// Credits booked by now, after place `after` (0 for all).
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn credits(&self, after: u64) -> Result<Vec<Credit>, UnitsError> {
        self.get(&format!("credits?after={after}")).await
    }

    /// Totals of the books.
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn books(&self) -> Result<BooksReport, UnitsError> {
        self.get("books").await
    }

    /// Orders as the books have them, after place `after`.
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn book_orders(&self, after: u64, limit: u32) -> Result<Vec<BookOrder>, UnitsError> {
        self.get(&format!("books/orders?after={after}&limit={limit}"))
            .await
    }

    /// What the court acknowledged, after place `after`.
    ///
    /// # Errors
    /// [`UnitsError`].
    pub async fn acks(&self, after: u64, limit: u32) -> Result<Vec<Acked>, UnitsError> {
        self.get(&format!("books/acks?after={after}&limit={limit}"))
            .await
    }

    /// Ends the process in order and waits for it.
    ///
    /// # Errors
    /// [`UnitsError::Process`] when it did not end well.
    pub async fn shutdown(mut self) -> Result<(), UnitsError> {
        drop(self.stdin.take());
        match timeout(STOP, self.child.wait()).await {
            Ok(Ok(status)) if status.success() => Ok(()),
            Ok(Ok(status)) => Err(gone(&status)),
            Ok(Err(error)) => Err(gone(&error)),
            Err(_) => self.kill().await,
        }
    }

    /// Ends the process at once, as a power cut would.
    ///
    /// # Errors
    /// [`UnitsError::Process`].
    pub async fn kill(mut self) -> Result<(), UnitsError> {
        self.child.kill().await.map_err(|error| gone(&error))
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, UnitsError> {
        let url = self.url(path);
        self.caller.json(Method::GET, &url, None::<&()>, ASK).await
    }

    async fn post<B: Serialize + Sync, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
        patience: Duration,
    ) -> Result<T, UnitsError> {
        self.caller
            .json(Method::POST, &self.url(path), Some(body), patience)
            .await
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}/sim/{path}", self.address)
    }
}

/// Reads lines until the one that names the address.
async fn listening(stdout: &mut BufReader<ChildStdout>) -> Result<SocketAddr, UnitsError> {
    let mut line = String::new();
    loop {
        line.clear();
        let read = stdout
            .read_line(&mut line)
            .await
            .map_err(|error| gone(&error))?;
        if read == 0 {
            return Err(UnitsError::Process("it ended before it listened".into()));
        }
        if let Some((_, address)) = line.split_once(LISTENING) {
            return address.trim().parse().map_err(|error| gone(&error));
        }
    }
}

fn gone(why: &dyn std::fmt::Display) -> UnitsError {
    UnitsError::Process(why.to_string())
}
