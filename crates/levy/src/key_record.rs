//! What the log keeps of the table of data keys, which is a file of its own:
//! how far it had come. A table that is shorter than that, or gone, is refused.

use crate::Error;
use levy_proof::{FileKeyTable, KeyRing, TableHead};
use levy_store::{StoreError, sqlite::SqliteStore};
use std::{path::Path, sync::Arc, time::Duration};
use tokio::task::JoinHandle;

const FACT: &str = "data_keys";
/// What is added in between is not missed after a crash; as often as the
/// store's own high-water mark.
const EVERY: Duration = Duration::from_secs(1);

/// Writes the table's head down as it moves.
pub(crate) struct KeyRecord {
    table: Arc<FileKeyTable>,
    task: JoinHandle<()>,
}

impl KeyRecord {
    /// Opens the table beside the log; makes one for a log that has no event.
    pub(crate) async fn open(
        dir: &Path,
        ring: &KeyRing,
        store: &Arc<SqliteStore>,
        empty: bool,
    ) -> Result<Self, Error> {
        let known: Option<TableHead> = match store.meta_get(FACT).await? {
            Some(text) => Some(text.parse()?),
            None if empty => None,
            None => return Err(Error::Meta(FACT)),
        };
        let table = FileKeyTable::open(dir.join("data-keys"), ring, known.as_ref())?;
        let table = Arc::new(table);
        let mut written = table.head();
        store.meta_set(FACT, &written.to_string()).await?;
        let (shared, weak) = (Arc::clone(&table), Arc::downgrade(store));
        let task = tokio::spawn(async move {
            loop {
                tokio::time::sleep(EVERY).await;
                // Whoever drops the store without stopping must not wait.
                let Some(store) = weak.upgrade() else {
                    return;
                };
                let head = shared.head();
                if head != written && write(&store, &head).await.is_ok() {
                    written = head;
                }
            }
        });
        Ok(KeyRecord { table, task })
    }

    pub(crate) fn table(&self) -> &Arc<FileKeyTable> {
        &self.table
    }

    /// The last word, once nothing is sealed any more.
    pub(crate) async fn close(&self, store: &SqliteStore) {
        self.task.abort();
        let _logged = write(store, &self.table.head()).await;
    }
}

impl Drop for KeyRecord {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn write(store: &SqliteStore, head: &TableHead) -> Result<(), StoreError> {
    let written = store.meta_set(FACT, &head.to_string()).await;
    written.inspect_err(|error| {
        tracing::error!(%error, "how far the table of data keys has come is not written down");
    })
}
