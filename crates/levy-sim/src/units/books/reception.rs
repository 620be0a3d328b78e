//! An order comes in: noted, perhaps lost, perhaps a repeat, refused or
//! carried out; all of it in one transaction, answered once it is durable.

use super::Books;
use crate::units::{
    error::UnitsError,
    fault::Fault,
    freeze::freeze,
    pace::Delay,
    plan::Plan,
    query::query,
    release::{recall, release},
    roster::Unit,
    transfer::transfer,
};
use levy_connect::{SignedBody, Verified, wire::OrderBody};
use levy_domain::{bytes::Digest, order::Measure, time::Timestamp};
use rusqlite::params;

/// What the door answers.
pub(in crate::units) enum Reception {
    /// Nothing: the connection ends.
    Cut,
    /// 503.
    OutOfService,
    /// 409: the id stands for other bytes here.
    OtherBytes,
    /// 200 with a reply or 202 with a receipt.
    Answer {
        status: u16,
        signed: SignedBody,
        /// When nobody waits for it any more.
        late: bool,
    },
}

/// What the books know of an order id.
struct Known {
    id: i64,
    received: u32,
    hash: Option<Digest>,
    runs: u32,
    status: u16,
    answer: Vec<u8>,
}

impl Books {
    /// Takes an authentic order in.
    pub(in crate::units) fn receive(
        &mut self,
        unit: &Unit,
        order: &Verified<OrderBody>,
    ) -> Result<Reception, UnitsError> {
        let known = self.count(unit.code(), order)?;
        let fault = self
            .faults
            .then(|| Fault::of(self.seed, order.body.order, known.received));
        let fault = fault.flatten();
        let (fate, reception) = match fault {
            Some(Fault::LostBefore) => ("", Reception::Cut),
            Some(Fault::Outage) => ("", Reception::OutOfService),
            Some(Fault::LostAfter | Fault::Late) | None => self.take(unit, order, &known)?,
        };
        let fate = fault.map_or(fate, Fault::as_str);
        self.note(
            unit.code(),
            "order",
            Some(order.body.order),
            Some(order.hash),
            fate,
        )?;
        Ok(match (fault, reception) {
            (Some(Fault::LostAfter), _) => Reception::Cut,
            (Some(Fault::Late), Reception::Answer { status, signed, .. }) => Reception::Answer {
                status,
                signed,
                late: true,
            },
            (_, reception) => reception,
        })
    }

    /// One more reception of this id.
    fn count(&self, unit: &str, order: &Verified<OrderBody>) -> Result<Known, UnitsError> {
        let id = order.body.order.to_string();
        let put = "INSERT INTO orders(unit, ord, court, received) VALUES (?1, ?2, ?3, 1)
                   ON CONFLICT(unit, ord) DO UPDATE SET received = received + 1";
        self.conn
            .prepare_cached(put)?
            .execute(params![unit, id, order.body.court])?;
        let select = "SELECT id, received, hash, runs, status, answer FROM orders
                      WHERE unit = ?1 AND ord = ?2";
        let mut select = self.conn.prepare_cached(select)?;
        let known = select.query_row(params![unit, id], |row| {
            let hash: Option<String> = row.get(2)?;
            Ok(Known {
                id: row.get(0)?,
                received: row.get(1)?,
                hash: hash.and_then(|hash| Digest::from_hex(&hash)),
                runs: row.get(3)?,
                status: row.get::<_, Option<u16>>(4)?.unwrap_or_default(),
                answer: row.get::<_, Option<Vec<u8>>>(5)?.unwrap_or_default(),
            })
        })?;
        Ok(known)
    }

    fn take(
        &mut self,
        unit: &Unit,
        order: &Verified<OrderBody>,
        known: &Known,
    ) -> Result<(&'static str, Reception), UnitsError> {
        if let (true, Some(hash)) = (unit.profile.honours_ids, known.hash) {
            if hash != order.hash {
                return Ok(("other-bytes", Reception::OtherBytes));
            }
            let signed = SignedBody::from_evidence(&known.answer).map_err(bad)?;
            return Ok((
                "repeat",
                Reception::Answer {
                    status: known.status,
                    signed,
                    late: false,
                },
            ));
        }
        let run = known.runs + 1;
        let at = self.now_or(order.body.issued_at);
        let (plan, delay) = match self.refusal(unit, order, at)? {
            Some(code) => {
                let lines = order.body.lines.iter().map(|line| line.line);
                (Plan::no(lines, code, None), Delay::AtOnce)
            }
            None => {
                let (original, measure) = (order.body.original, &order.body.measure);
                let delay = unit.pace.delay(self.seed, unit.code(), original, measure);
                (self.carry_out(unit, order, run, at)?, delay)
            }
        };
        let effects = u32::from(plan.effects > 0);
        let (status, signed) = self.lay_replies(unit, order, run, at, plan, delay)?;
        let set = "UPDATE orders SET original = ?2, measure = ?3, hash = COALESCE(hash, ?4),
                   taken_at = COALESCE(taken_at, ?5), runs = ?6, effects = effects + ?7,
                   status = ?8, answer = ?9 WHERE id = ?1";
        self.conn.prepare_cached(set)?.execute(params![
            known.id,
            order.body.original.to_string(),
            order.body.measure.as_str(),
            order.hash.to_hex(),
            at.0,
            run,
            effects,
            status,
            signed.to_evidence()
        ])?;
        let fate = if run > 1 { "acted-again" } else { "taken" };
        Ok((
            fate,
            Reception::Answer {
                status,
                signed,
                late: false,
            },
        ))
    }

    fn carry_out(
        &self,
        unit: &Unit,
        order: &Verified<OrderBody>,
        run: u32,
        at: Timestamp,
    ) -> Result<Plan, UnitsError> {
        match order.body.measure {
            Measure::Query => query(self, unit, order, run, at),
            Measure::Freeze | Measure::WaitingFreeze => freeze(self, unit, order, run, at),
            Measure::Transfer => transfer(self, unit, order, run, at),
            Measure::Recall => recall(self, unit, order),
            _ => release(self, unit, order),
        }
    }
}

pub(super) fn bad(error: impl std::fmt::Display) -> UnitsError {
    UnitsError::Books(error.to_string())
}
