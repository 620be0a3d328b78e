//! The child's end: configuration in, one line out, until the parent is gone.

use super::{config::UnitsConfig, error::UnitsError, process::LISTENING, server};
use std::io::{BufRead, Read, Write};
use tokio::sync::oneshot;

/// What the hidden subcommand `units` runs: reads one line of JSON
/// ([`UnitsConfig`]) from standard input, says `listening 127.0.0.1:PORT` on
/// standard output, and serves until standard input closes.
///
/// # Errors
/// [`UnitsError`]; nothing is left running.
pub async fn run_child() -> Result<(), UnitsError> {
    let mut first = String::new();
    let read = std::io::stdin().lock().read_line(&mut first);
    read.map_err(|error| UnitsError::Config(error.to_string()))?;
    let config: UnitsConfig =
        serde_json::from_str(&first).map_err(|error| UnitsError::Config(error.to_string()))?;
    let running = server::serve(config).await?;
    let mut out = std::io::stdout().lock();
    let said = writeln!(out, "{LISTENING}{}", running.address()).and_then(|()| out.flush());
    drop(out);
    said.map_err(|error| UnitsError::Process(error.to_string()))?;
    parent_gone().await;
    running.stop().await
}

/// Comes back when standard input closes. The thread blocks in a read and
/// ends with the process.
async fn parent_gone() {
    let (gone, told) = oneshot::channel();
    let waiting = std::thread::Builder::new()
        .name("units-parent".into())
        .spawn(move || {
            let mut sink = [0_u8; 64];
            let mut stdin = std::io::stdin().lock();
            while stdin.read(&mut sink).is_ok_and(|read| read > 0) {}
            // Nobody waits any more when this fails.
            let _heard = gone.send(());
        });
    if waiting.is_ok() {
        // An error means that the thread ended without a word: gone as well.
        drop(told.await);
    }
}
