//! From a directory to a running store.

use super::{
    OpenMode, SqliteStore, Writing,
    bodies::Bodies,
    failed, files,
    health::Health,
    high_water::Mark,
    io,
    lock::DirLock,
    reader::{Reader, Readers},
    schema, sql,
    tail::Durable,
    upkeep::Upkeep,
    writer,
};
use crate::{StoreError, private};
use rusqlite::{Connection, OpenFlags};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread::{self, JoinHandle},
};
use tokio::sync::{mpsc, watch};

impl SqliteStore {
    /// Opens the log in `dir`, creating both when they are not there.
    ///
    /// What a crash left in the WAL is rewritten and synced before this
    /// returns: after a failed sync the pages in memory prove nothing.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::TooNew`], [`StoreError::Refused`]
    /// (other clock, old SQLite), [`StoreError::Corrupt`] (also when the log
    /// ends below its high-water mark), [`StoreError::Failed`].
    pub fn open(dir: &Path, mode: OpenMode) -> Result<Self, StoreError> {
        schema::assert_version()?;
        files::create_dir(dir)?;
        let lock = DirLock::take(dir)?;
        let path = dir.join("log.db");
        let mut conn = open_to_write(&path)?;
        if schema::is_blank(&conn)? {
            schema::use_wal(&conn)?;
            schema::create(&mut conn, mode.clock)?;
            files::sync_dir(dir)?;
        }
        let meta = schema::load(&conn)?;
        if meta.clock != mode.clock {
            return Err(StoreError::Refused(format!(
                "the log holds {} time, a {} clock may not write it",
                meta.clock.literal(),
                mode.clock.literal()
            )));
        }
        schema::use_wal(&conn)?;
        recover(&conn)?;
        Mark::check(dir, &conn)?;
        let bodies = Bodies::new(dir);
        bodies.clean()?;
        let last = Reader::open(&path)?.last_position()?;
        let (writing, durable) = start(dir, conn, open_to_write(&path)?, lock, last)?;
        Ok(Self {
            meta,
            readers: Readers::new(path),
            durable: Durable::Told(durable),
            bodies: Arc::new(bodies),
            writing: Some(writing),
        })
    }

    /// Opens a log to look at it, also while another process writes it and
    /// whatever its clock. Every write is [`StoreError::Refused`]; followers
    /// ask four times a second.
    ///
    /// # Errors
    /// As for [`SqliteStore::open`], without lock, clock and high-water mark.
    pub fn open_read_only(dir: &Path) -> Result<Self, StoreError> {
        schema::assert_version()?;
        let path = dir.join("log.db");
        let meta = schema::load(Reader::open(&path)?.connection())?;
        Ok(Self {
            meta,
            readers: Readers::new(path),
            durable: Durable::Asked,
            bodies: Arc::new(Bodies::new(dir)),
            writing: None,
        })
    }
}

fn open_to_write(path: &Path) -> Result<Connection, StoreError> {
    private::make_file(path).map_err(|error| io(path, &error))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(sql)?;
    conn.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA wal_autocheckpoint = 0;
         PRAGMA journal_size_limit = -1;
         PRAGMA cache_size = -65536;
         PRAGMA temp_store = MEMORY;",
    )
    .map_err(sql)?;
    Ok(conn)
}

/// Copies the whole WAL into the database and syncs it, so that serving does
/// not rest on pages whose sync may have failed before.
fn recover(conn: &Connection) -> Result<(), StoreError> {
    let (busy, wal, copied): (i32, i32, i32) = conn
        .query_row("PRAGMA wal_checkpoint(RESTART)", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .map_err(sql)?;
    if copied < wal {
        return Err(failed(
            "a reader holds back the recovery of the log; end it first",
        ));
    }
    if busy != 0 {
        tracing::warn!("a reader keeps the WAL from being started afresh");
    }
    Ok(())
}

fn start(
    dir: &Path,
    conn: Connection,
    beside: Connection,
    lock: DirLock,
    last: u64,
) -> Result<(Writing, watch::Receiver<u64>), StoreError> {
    let (jobs, queue) = mpsc::channel(writer::QUEUE);
    let (durable, told) = watch::channel(last);
    let (nudge, nudges) = std::sync::mpsc::sync_channel(1);
    let health = Arc::new(Health::default());
    let upkeep = Upkeep {
        dir: PathBuf::from(dir),
        conn: beside,
        health: Arc::clone(&health),
        nudges,
    };
    let writer = writer::Writer {
        conn,
        jobs: queue,
        durable,
        health: Arc::clone(&health),
        nudge,
    };
    let upkeep = spawn("levy-store-upkeep", move || upkeep.run())?;
    let writer = spawn("levy-store-writer", move || writer.run())?;
    let (writer, upkeep) = (Some(writer), Some(upkeep));
    Ok((
        Writing {
            jobs: Some(jobs),
            health,
            writer,
            upkeep,
            _lock: lock,
        },
        told,
    ))
}

fn spawn<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>, StoreError> {
    let spawned = thread::Builder::new().name(name.into()).spawn(work);
    spawned.map_err(|error| failed(format!("cannot start {name}: {error}")))
}
