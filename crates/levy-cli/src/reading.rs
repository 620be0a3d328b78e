//! Reading a data directory beside whatever else runs on it.

use crate::{failure::Failure, lang::Key};
use levy::{
    Audit, Levy,
    domain::{
        decider::{Decider, Misfit},
        matter,
        time::Timestamp,
    },
    engine::QUARANTINE,
    journal::{AnyEvent, Entry, Journal},
    store::{Position, StreamName, sqlite::SqliteStore},
    views::{CaseView, Views},
};
use std::{collections::BTreeSet, fs::File, path::Path};

/// True when `dir` holds a log.
pub(crate) fn has_log(dir: &Path) -> bool {
    dir.join("log.db").is_file()
}

/// A log and its views.
pub(crate) struct Reading {
    journal: Journal,
    pub(crate) views: Views,
}

/// The log alone.
///
/// # Errors
/// [`Failure`]: there is none, or it is of a newer format.
pub(crate) async fn audit(dir: &Path) -> Result<Audit, Failure> {
    if !has_log(dir) {
        let (what, todo) = (Key("fault-no-log"), Key("do-check-dir"));
        return Err(Failure::refused("LEVY-T01", what, todo, dir.display()));
    }
    Ok(Audit::open(dir).await?)
}

/// A fact of the store.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn fact(dir: &Path, key: &str) -> Result<Option<String>, Failure> {
    Ok(SqliteStore::open_read_only(dir)?.meta_get(key).await?)
}

impl Reading {
    /// Opens the views and brings them up to the log's end. Where another
    /// process owns the directory, it brings them forward itself, and they
    /// are read as they stand.
    ///
    /// # Errors
    /// [`Failure`]: there is no log, or it cannot be read.
    pub(crate) async fn open(dir: &Path) -> Result<Self, Failure> {
        let audit = audit(dir).await?;
        let store_id = fact(dir, "store_id").await?.unwrap_or_default();
        let owned = own(dir);
        let views = Views::open(dir, &store_id)?;
        if owned.is_some() {
            views.catch_up(audit.journal()).await?;
        }
        Ok(Reading {
            journal: audit.journal().clone(),
            views,
        })
    }

    /// The log and the views of an instance that runs here.
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) async fn of(levy: &Levy) -> Result<Self, Failure> {
        levy.refresh_views().await?;
        let journal = levy.engine().journal().clone();
        Ok(Reading {
            journal,
            views: Views::clone(levy.views()),
        })
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// A case by number or id.
    ///
    /// # Errors
    /// [`Failure::Refused`] when it is not known.
    pub(crate) async fn case(&self, number_or_id: &str) -> Result<CaseView, Failure> {
        let asked = number_or_id.to_owned();
        let found = self
            .views
            .read(move |snapshot| snapshot.case(&asked))
            .await?;
        if let Some(found) = found {
            return Ok(found);
        }
        // A matter whose first events do not fit has no number and no row.
        let unfit = self.views.read(|snapshot| snapshot.unfit_events()).await?;
        let streams: BTreeSet<String> = unfit.into_iter().map(|event| event.stream).collect();
        if streams.is_empty() {
            let (what, todo) = (Key("fault-no-case"), Key("do-list-cases"));
            return Err(Failure::refused("LEVY-T07", what, todo, ""));
        }
        let streams: Vec<String> = streams.into_iter().collect();
        let (what, todo) = (Key("fault-no-case-quarantine"), Key("do-verify"));
        Err(Failure::refused(QUARANTINE, what, todo, streams.join(", ")))
    }

    /// When the last event was recorded: the log's own "now".
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) async fn now(&self) -> Result<Timestamp, Failure> {
        let Some(head) = self.journal().head().await? else {
            return Ok(Timestamp(0));
        };
        let last = self.journal().at(head).await?;
        Ok(last.map_or(Timestamp(0), |entry| entry.recorded_at))
    }
}

/// The directory's lock, unless another process holds it or the directory
/// cannot be written.
fn own(dir: &Path) -> Option<File> {
    let lock = File::options()
        .write(true)
        .open(dir.join("levy.lock"))
        .ok()?;
    lock.try_lock().is_ok().then_some(lock)
}

/// The last position recorded at or before `at`; recorded time never runs
/// backwards in an embedded log.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn position_at(
    journal: &Journal,
    at: Timestamp,
) -> Result<Option<Position>, Failure> {
    let Some(Position(head)) = journal.head().await? else {
        return Ok(None);
    };
    // Everything up to `low` is at or before the moment, `high` is after it.
    let (mut low, mut high) = (0, head + 1);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let page = journal.page(middle.checked_sub(1).map(Position), 1).await?;
        match page.first() {
            Some(entry) if entry.recorded_at <= at => low = entry.position.0.max(middle),
            _ => high = middle,
        }
    }
    Ok((low > 0).then_some(Position(low)))
}

/// A matter's stream up to a position, with its chain checked.
///
/// # Errors
/// [`Failure`]: the chain is broken.
pub(crate) async fn matter_upto(
    journal: &Journal,
    stream: &str,
    upto: Option<Position>,
) -> Result<Vec<Entry>, Failure> {
    let Ok(stream) = StreamName::new(stream) else {
        return Ok(Vec::new());
    };
    let mut entries = journal.load(&stream, None).await?;
    entries.retain(|entry| upto.is_none_or(|upto| entry.position <= upto));
    Ok(entries)
}

/// Folds a matter's entries up to the first that does not fit, which is given
/// with the state before it: what does not fit changes nothing.
pub(crate) fn fold_while_fitting(entries: &[Entry]) -> (matter::State, Option<Misfit>) {
    let mut state = matter::State::default();
    for entry in entries {
        let Some(event) = of_matter(entry) else {
            continue;
        };
        if let Err(misfit) = matter::Matter::evolve(&mut state, event, entry.header.decided_at) {
            return (state, Some(misfit));
        }
    }
    (state, None)
}

/// Folds a matter's entries; what this program does not know is passed over
/// and counted.
///
/// # Errors
/// [`Failure`]: an event does not fit.
pub(crate) fn fold(entries: &[Entry]) -> Result<(matter::State, u64), Failure> {
    let (state, misfit) = fold_while_fitting(entries);
    if let Some(misfit) = misfit {
        return Err(misfit.into());
    }
    let unknown = entries.iter().filter(|entry| of_matter(entry).is_none());
    Ok((state, unknown.count() as u64))
}

fn of_matter(entry: &Entry) -> Option<&matter::Event> {
    entry.event.known().and_then(AnyEvent::matter)
}
