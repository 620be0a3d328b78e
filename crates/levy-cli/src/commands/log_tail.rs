//! `levy log tail`: the last events, and those that come.

use crate::{failure::Failure, reading, screen::Screen, table::or_dash};
use futures::StreamExt;
use levy::{
    domain::time::Zone,
    journal::{Decoded, Entry, Tail},
    store::Position,
};
use serde_json::json;
use std::path::Path;

/// Entries read at once.
const PAGE: usize = 500;

/// What it may be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many.
    #[arg(
        long,
        short = 'n',
        value_name = "N",
        default_value_t = 20,
        hide_default_value = true
    )]
    number: u64,
    /// Go on with those that come.
    #[arg(long, short = 'f')]
    follow: bool,
}

/// # Errors
/// [`Failure`].
pub(crate) async fn run(dir: &Path, args: &Args, screen: &mut Screen) -> Result<(), Failure> {
    let audit = reading::audit(dir).await?;
    let head = audit.journal().head().await?;
    let before = head.map_or(0, |head| head.0).saturating_sub(args.number);
    let mut after = (before > 0).then_some(Position(before));
    while after < head {
        let page = audit.journal().page(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.position);
        for entry in &page {
            show(entry, screen)?;
        }
    }
    if !args.follow {
        return Ok(());
    }
    screen.flush()?;
    let mut tail = audit.journal().follow(after);
    while let Some(next) = tail.next().await {
        match next? {
            Tail::Event(entry) => show(&entry, screen)?,
            Tail::CaughtUp => {}
        }
        screen.flush()?;
    }
    Ok(())
}

/// Sealed values stay sealed; everything else of an event may be read.
fn show(entry: &Entry, screen: &mut Screen) -> Result<(), Failure> {
    let header = &entry.header;
    if screen.json {
        let event = match &entry.event {
            Decoded::Known(event) => json!(event),
            Decoded::Unknown { why, .. } => json!({"unknown": why.to_string()}),
        };
        return Ok(screen.json(&json!({
            "position": entry.position.0,
            "stream": entry.stream.as_str(),
            "revision": entry.revision.0,
            "id": entry.id,
            "kind": entry.event.kind(),
            "recorded_at": entry.recorded_at,
            "hash": hex::encode(entry.hash),
            "header": header,
            "event": event,
        }))?);
    }
    let who = match &header.actor.officer {
        Some(officer) => format!("{} {officer}", header.actor.role),
        None => header.actor.role.to_string(),
    };
    let via = or_dash(header.actor.via.clone());
    Ok(screen.line(format!(
        "{:>8}  {}  {:<28}  {} #{}  {who} ({via})",
        entry.position.0,
        entry.recorded_at.local_text(Zone::CHINA),
        entry.event.kind(),
        entry.stream.as_str(),
        entry.revision.0,
    ))?)
}
