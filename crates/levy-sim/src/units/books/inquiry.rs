//! Where an order stands: the machine's word, and the counter's.

use super::Books;
use crate::units::{control::Statement, error::UnitsError, roster::Unit};
use levy_connect::{
    SignedBody, Verified,
    limits::STANDING_REPLIES_MAX,
    wire::{InquiryBody, ReplyBody, StandingKind, decode},
};
use levy_domain::{
    bytes::{Bytes, Digest},
    id::OrderId,
    time::Timestamp,
};
use rusqlite::{OptionalExtension, params};

impl Books {
    /// The machine's signed word. One that forgets ids never finds anything.
    pub(in crate::units) fn standing(
        &mut self,
        unit: &Unit,
        inquiry: &Verified<InquiryBody>,
    ) -> Result<SignedBody, UnitsError> {
        let order = inquiry.body.order;
        let bad = |error: &dyn std::fmt::Display| UnitsError::Books(error.to_string());
        let told = self.statement(unit.code(), order)?;
        let mut standing = unit.side.standing_for(inquiry, told.as_of);
        let mut fate = "not-found";
        if let (true, Some(hash)) = (unit.profile.honours_ids, told.order_hash) {
            standing.order_hash = Some(hash);
            for reply in told.signed_replies().map_err(|error| bad(&error))? {
                let reply = decode::<ReplyBody>(&reply.bytes).map_err(|error| bad(&error))?;
                standing.replies.push(reply);
            }
            standing.replies.truncate(STANDING_REPLIES_MAX);
            let silent = standing.replies.is_empty();
            standing.standing = if silent {
                StandingKind::Pending
            } else {
                StandingKind::Answered
            };
            fate = if silent { "pending" } else { "answered" };
        }
        self.note(unit.code(), "inquiry", Some(order), None, fate)?;
        unit.side.standing(&standing).map_err(|error| bad(&error))
    }

    /// The truth of the books, given so far.
    pub(in crate::units) fn statement(
        &self,
        unit: &str,
        order: OrderId,
    ) -> Result<Statement, UnitsError> {
        let id = order.to_string();
        let select = "SELECT hash, taken_at, effects FROM orders WHERE unit = ?1 AND ord = ?2";
        let row = self
            .conn
            .prepare_cached(select)?
            .query_row(params![unit, id], |row| {
                let (hash, at): (Option<String>, Option<i64>) = (row.get(0)?, row.get(1)?);
                Ok((hash, at, row.get::<_, u32>(2)?))
            })
            .optional()?;
        let (hash, taken_at, effects) = row.unwrap_or_default();
        let as_of = taken_at.map_or(self.now, |at| self.now.max(Timestamp(at)));
        let select = "SELECT evidence FROM outbox WHERE unit = ?1 AND ord = ?2 AND
                      (path = 'answer' OR due <= ?3) ORDER BY run, sequence";
        let mut select = self.conn.prepare_cached(select)?;
        let replies = select
            .query_map(params![unit, id, as_of.0], |row| Ok(Bytes(row.get(0)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        let select = "SELECT MIN(due) FROM outbox WHERE unit = ?1 AND ord = ?2 AND
                      path <> 'answer' AND due > ?3";
        let mut select = self.conn.prepare_cached(select)?;
        let answer_due: Option<i64> =
            select.query_row(params![unit, id, as_of.0], |row| row.get(0))?;
        Ok(Statement {
            unit: unit.to_owned(),
            order,
            taken: hash.is_some(),
            taken_at: taken_at.map(Timestamp),
            order_hash: hash.and_then(|hash| Digest::from_hex(&hash)),
            effects,
            replies,
            answer_due: answer_due.map(Timestamp),
            as_of,
        })
    }
}
