//! Replay for audit: verify a log without keys, replay it into fresh views,
//! and list what happened. Works beside a running daemon and changes nothing.
//! `cargo run -p levy --example replay DIR`

use levy::{
    Audit,
    journal::{Decoded, Entry},
};
use std::{collections::BTreeMap, error::Error, io::Write, path::PathBuf};

/// Entries read at a time.
const PAGE: usize = 1_000;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let dir: PathBuf = std::env::args()
        .nth(1)
        .ok_or("give the data directory")?
        .into();
    let mut out = std::io::stdout().lock();

    // From plain columns alone: every chain, every body of evidence.
    let report = Audit::verify(&dir)?;
    writeln!(
        out,
        "{} streams, {} events, {} bodies",
        report.streams, report.events, report.bodies
    )?;
    report
        .findings
        .iter()
        .try_for_each(|finding| writeln!(out, "does not hold: {finding}"))?;

    // What happened, by type; sealed boxes stay sealed.
    let audit = Audit::open(&dir).await?;
    let (mut after, mut kinds) = (None, BTreeMap::<String, u64>::new());
    loop {
        let page = audit.journal().page(after, PAGE).await?;
        let Some(Entry { position, .. }) = page.last() else {
            break;
        };
        after = Some(*position);
        for entry in &page {
            if let Decoded::Unknown { kind, why, .. } = &entry.event {
                writeln!(out, "unknown at {}: {kind}: {why}", entry.position.0)?;
            }
            *kinds.entry(entry.event.kind().to_owned()).or_default() += 1;
        }
    }
    kinds
        .iter()
        .try_for_each(|(kind, count)| writeln!(out, "{count:>8} {kind}"))?;

    // The same log gives the same views, on any machine.
    let scratch = tempfile::tempdir()?;
    let digest = audit.replay(scratch.path()).await?;
    let digest = levy::domain::bytes::Digest(digest);
    writeln!(out, "replayed views: {}", digest.to_hex())?;
    if report.holds() {
        Ok(())
    } else {
        Err("the log does not hold; restore it from a backup".into())
    }
}
