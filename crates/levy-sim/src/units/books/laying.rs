//! Replies are signed when the order is taken, each with its own due time, so
//! that a restart sends the same bytes.

use super::{Books, Path, outbox::Laid, reception::bad};
use crate::units::{
    error::UnitsError,
    pace::{Delay, due},
    plan::{Plan, Said},
    roster::Unit,
};
use levy_connect::{
    SignedBody, Verified,
    wire::{Exact, OrderBody, WireError},
};
use levy_domain::time::Timestamp;

impl Books {
    /// Signs every reply to come and gives the answer to this reception.
    pub(super) fn lay_replies(
        &self,
        unit: &Unit,
        order: &Verified<OrderBody>,
        run: u32,
        at: Timestamp,
        plan: Plan,
        delay: Delay,
    ) -> Result<(u16, SignedBody), UnitsError> {
        let mut answer = None;
        let replies = if delay == Delay::Never {
            Vec::new()
        } else {
            plan.replies
        };
        let first = match delay {
            Delay::After(wait) => due(at, wait),
            Delay::AtOnce | Delay::Never => at,
        };
        let mut last_due = first;
        for (said, sequence) in replies.into_iter().zip(1..) {
            let at_once = sequence == 1 && delay == Delay::AtOnce && said.later == 0;
            let (path, when) = match (at_once, said.later) {
                (true, _) => (Path::Answer, at),
                (false, 0) => (Path::Reply, last_due),
                (false, later) => (Path::Reply, due(last_due, later)),
            };
            last_due = when;
            let last = said.last;
            let signed = sign(unit, order, said, run, sequence, (at, when)).map_err(bad)?;
            self.lay_out(&Laid {
                unit: unit.code(),
                court: &order.body.court,
                order: Some(order.body.order),
                run,
                sequence: Some(sequence),
                notice: None,
                path,
                due: when,
                last,
                signed: &signed,
            })?;
            if at_once {
                self.given(self.conn.last_insert_rowid(), 1)?;
                answer = Some(signed);
            }
        }
        match answer {
            Some(signed) => Ok((200, signed)),
            None => {
                let mut receipt = unit.side.receipt_for(order, at);
                receipt.served_at = Some(at);
                receipt.receipt_number = Some(number(order, run));
                Ok((202, unit.side.receipt(&receipt).map_err(bad)?))
            }
        }
    }
}

fn sign(
    unit: &Unit,
    order: &Verified<OrderBody>,
    said: Said,
    run: u32,
    sequence: u32,
    (taken, when): (Timestamp, Timestamp),
) -> Result<SignedBody, WireError> {
    let mut reply = unit.side.reply_for(order, taken);
    reply.sequence = sequence;
    reply.last = said.last;
    reply.corrects = said.corrects;
    reply.served_at = Some(taken);
    reply.answered_at = when;
    reply.receipt_number = Some(number(order, run));
    reply.lines = said.lines;
    reply.found = said.found;
    reply.refused = said.refused;
    reply.fault = said.fault;
    for line in &mut reply.lines {
        line.available_at = line.available_minor.map(|_: Exact| when);
    }
    for found in &mut reply.found {
        found.available_at = found.available_minor.map(|_| when);
    }
    unit.side.reply(&reply)
}

/// Receipt number: the same for every part of one run, another for the next.
fn number(order: &Verified<OrderBody>, run: u32) -> String {
    let id = order.body.order.0.simple().to_string();
    format!("HZ-{}-{run}", id.get(..12).unwrap_or_default())
}
