//! Which streams a start opens, and which it only wakes when their time comes.

use crate::{EngineError, StreamKey};
use levy_domain::time::Timestamp;
use levy_journal::{Journal, WakeIndex};
use std::collections::BTreeSet;

/// Rows and entries read at a time.
const PAGE: usize = 1_000;

/// Streams that owe nothing before their time comes.
pub(crate) fn streams_to_wake(
    wakes: &WakeIndex,
    slug: &str,
) -> Result<Vec<(Timestamp, StreamKey)>, EngineError> {
    let mut waiting = Vec::new();
    let mut after = None;
    loop {
        let rows = wakes.waiting(after.as_ref(), PAGE)?;
        let Some(last) = rows.last() else { break };
        after = Some(last.stream.clone());
        waiting.extend(rows.iter().filter_map(|row| {
            let key = StreamKey::parse(&row.stream, slug)?;
            Some((row.next_wake?, key))
        }));
    }
    Ok(waiting)
}

/// Streams that owed something when the index was last written, and those
/// that changed since.
pub(crate) async fn streams_to_open(
    journal: &Journal,
    wakes: &WakeIndex,
    slug: &str,
) -> Result<BTreeSet<StreamKey>, EngineError> {
    let mut open = BTreeSet::new();
    let mut after = None;
    loop {
        let rows = wakes.owing(after.as_ref(), PAGE)?;
        let Some(last) = rows.last() else { break };
        after = Some(last.stream.clone());
        open.extend(
            rows.iter()
                .filter_map(|row| StreamKey::parse(&row.stream, slug)),
        );
    }
    let mut position = wakes.checkpoint()?;
    loop {
        let page = journal.page(position, PAGE).await?;
        let Some(last) = page.last() else { break };
        position = Some(last.position);
        open.extend(
            page.iter()
                .filter_map(|entry| StreamKey::parse(&entry.stream, slug)),
        );
    }
    // Neither owes anything.
    open.retain(|key| !matches!(key, StreamKey::Access | StreamKey::Number(_)));
    Ok(open)
}
