//! What is on its way to the court: replies and notices.

use super::Books;
use crate::units::{error::UnitsError, fault::sent_twice};
use levy_connect::{NotEvidence, SignedBody, Verified, wire::AckBody};
use levy_domain::{id::OrderId, time::Timestamp};
use rusqlite::params;

/// How something reaches the court.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::units) enum Path {
    /// In the answer to the order.
    Answer,
    /// By callback.
    Reply,
    /// Unasked.
    Notice,
}

impl Path {
    pub(in crate::units) fn as_str(self) -> &'static str {
        match self {
            Path::Answer => "answer",
            Path::Reply => "reply",
            Path::Notice => "notice",
        }
    }
}

/// Something due.
pub(in crate::units) struct Parcel {
    pub(in crate::units) id: i64,
    pub(in crate::units) unit: String,
    /// The court that it is for.
    pub(in crate::units) court: String,
    /// What it answers, unless it was not asked for.
    pub(in crate::units) order: Option<OrderId>,
    pub(in crate::units) path: Path,
    pub(in crate::units) signed: SignedBody,
    pub(in crate::units) twice: bool,
    /// It tells of no more than what is there, so it may go beside others.
    pub(in crate::units) alone: bool,
}

/// A row of the outbox to be.
pub(in crate::units) struct Laid<'a> {
    pub(in crate::units) unit: &'a str,
    pub(in crate::units) court: &'a str,
    pub(in crate::units) order: Option<OrderId>,
    pub(in crate::units) run: u32,
    pub(in crate::units) sequence: Option<u32>,
    pub(in crate::units) notice: Option<&'a str>,
    pub(in crate::units) path: Path,
    pub(in crate::units) due: Timestamp,
    pub(in crate::units) last: bool,
    pub(in crate::units) signed: &'a SignedBody,
}

impl Books {
    pub(in crate::units) fn lay_out(&self, laid: &Laid<'_>) -> Result<(), UnitsError> {
        let put =
            "INSERT INTO outbox(unit, ord, run, sequence, notice, path, due, last, hash, evidence,
                   court) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.conn.prepare_cached(put)?.execute(params![
            laid.unit,
            laid.order.map(|order| order.to_string()),
            laid.run,
            laid.sequence,
            laid.notice,
            laid.path.as_str(),
            laid.due.0,
            laid.last,
            laid.signed.hash().to_hex(),
            laid.signed.to_evidence(),
            laid.court
        ])?;
        Ok(())
    }

    /// The court that gave an order.
    pub(super) fn court_of(&self, unit: &str, order: OrderId) -> Result<String, UnitsError> {
        let select = "SELECT court FROM orders WHERE unit = ?1 AND ord = ?2";
        let mut select = self.conn.prepare_cached(select)?;
        Ok(select.query_row(params![unit, order.to_string()], |row| row.get(0))?)
    }

    /// What is due by now and not acknowledged, in order.
    pub(in crate::units) fn due_parcels(&self) -> Result<Vec<Parcel>, UnitsError> {
        // In an order that no machine chooses: rows of one order are laid out one
        // after the other, those of two orders as they happened to come in.
        let select = "SELECT outbox.id, unit, ord, path, evidence, sequence, outbox.court,
                        COALESCE(measure, '') = 'query'
                      FROM outbox LEFT JOIN orders USING (unit, ord)
                      WHERE due <= ?1 AND acked IS NULL AND path <> 'answer'
                      ORDER BY due, ord, notice, outbox.id";
        let mut select = self.conn.prepare_cached(select)?;
        let rows = select.query_map([self.now.0], |row| {
            let (order, evidence): (Option<String>, Vec<u8>) = (row.get(2)?, row.get(4)?);
            let (path, sequence): (String, Option<u32>) = (row.get(3)?, row.get(5)?);
            let order = order.and_then(|order| order.parse().ok());
            let path = if path == "notice" {
                Path::Notice
            } else {
                Path::Reply
            };
            let twice = self.faults
                && order
                    .zip(sequence)
                    .is_some_and(|(order, sequence)| sent_twice(self.seed, order, sequence));
            let signed = SignedBody::from_evidence(&evidence);
            let (id, unit, court) = (row.get(0)?, row.get(1)?, row.get(6)?);
            let alone = row.get(7)?;
            Ok((signed, (id, unit, court, order, path, twice, alone)))
        })?;
        let read = |row: rusqlite::Result<(Result<SignedBody, NotEvidence>, _)>| {
            let (signed, (id, unit, court, order, path, twice, alone)) = row?;
            let signed = signed.map_err(|error| UnitsError::Books(error.to_string()))?;
            Ok(Parcel {
                id,
                unit,
                court,
                order,
                path,
                signed,
                twice,
                alone,
            })
        };
        rows.map(read).collect()
    }

    /// Notes that something was handed over `times`.
    pub(in crate::units) fn given(&self, parcel: i64, times: u32) -> Result<(), UnitsError> {
        let set = "UPDATE outbox SET given = given + ?2 WHERE id = ?1";
        self.conn
            .prepare_cached(set)?
            .execute(params![parcel, times])?;
        Ok(())
    }

    /// Keeps a verified acknowledgement.
    pub(in crate::units) fn acknowledged(
        &self,
        parcel: i64,
        ack: &Verified<AckBody>,
    ) -> Result<(), UnitsError> {
        let at = ack.body.received_at.0;
        let evidence = ack
            .signed()
            .map(|signed| signed.to_evidence())
            .unwrap_or_default();
        let put = "INSERT INTO ack(parcel, received_at, evidence) VALUES (?1, ?2, ?3)";
        self.conn
            .prepare_cached(put)?
            .execute(params![parcel, at, evidence])?;
        let set = "UPDATE outbox SET acked = COALESCE(acked, ?2) WHERE id = ?1";
        self.conn
            .prepare_cached(set)?
            .execute(params![parcel, at])?;
        Ok(())
    }

    /// Takes back the replies of an order of which none was given.
    pub(in crate::units) fn withdraw_unanswered(
        &self,
        unit: &str,
        order: OrderId,
    ) -> Result<bool, UnitsError> {
        let order = order.to_string();
        let count = "SELECT COUNT(*), COALESCE(SUM(path = 'answer' OR due <= ?3), 0)
                     FROM outbox WHERE unit = ?1 AND ord = ?2";
        let mut select = self.conn.prepare_cached(count)?;
        let (all, gone): (i64, i64) = select
            .query_row(params![unit, order, self.now.0], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        if all == 0 || gone > 0 {
            return Ok(false);
        }
        let take = "DELETE FROM outbox WHERE unit = ?1 AND ord = ?2";
        self.conn
            .prepare_cached(take)?
            .execute(params![unit, order])?;
        Ok(true)
    }
}
