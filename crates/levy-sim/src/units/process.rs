//! The parent's end: the units as a process of their own.

use super::{call::Caller, config::UnitsConfig, error::UnitsError};
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
/// What the child says when it is ready, before its address.
pub(super) const LISTENING: &str = "listening ";

/// A running process that hosts all units. Dropping it ends it; its books
/// stay, and another process carries on with them.
pub struct UnitsProcess {
    child: Child,
    /// Held open: the child ends when it closes.
    stdin: Option<ChildStdin>,
    _stdout: BufReader<ChildStdout>,
    pub(super) address: SocketAddr,
    pub(super) caller: Caller,
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
