//! One consistent state of the views.

use crate::{ViewError, row, view_store};
use levy_store::Position;
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// What was there when it was taken; everything asked of it agrees. Keep it
/// short: it holds the file's log back.
pub struct Snapshot<'c> {
    pub(crate) tx: Transaction<'c>,
}

impl<'c> Snapshot<'c> {
    pub(crate) fn of(conn: &'c mut Connection) -> Result<Self, ViewError> {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Deferred)?;
        Ok(Snapshot { tx })
    }

    /// Where it stands in the log; shown with every answer.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn position(&self) -> Result<Option<Position>, ViewError> {
        let at: Option<i64> = self
            .tx
            .query_row("SELECT position FROM follow", [], |row| row.get(0))?;
        Ok(at.map(|at| Position(row::unsigned(at))))
    }

    /// SHA-256 over all rows; see [`crate::Views::digest`].
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn digest(&self) -> Result<[u8; 32], ViewError> {
        Ok(view_store::digest(&self.tx)?)
    }
}

impl std::fmt::Debug for Snapshot<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot")
            .field("position", &self.position().ok().flatten())
            .finish()
    }
}
