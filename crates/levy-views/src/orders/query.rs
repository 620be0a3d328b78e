//! Queries of sweeps: planned, sealed, answered, silent. They are most of a
//! log, and one is often planned, sealed and answered within a batch: its row
//! is kept until the batch ends and written once.

use super::{Blob, answer, blob, change::Answered, schema};
use crate::{place::Place, projection::Fit, row::time};
use levy_domain::{id::OrderId, matter::order_state::Phase, sweep::event::QueryPlanned};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use std::{
    borrow::Cow,
    collections::{HashMap, hash_map::Entry},
};

/// What a batch changes about queries and has not written yet.
#[derive(Default)]
pub(crate) struct Queries {
    /// In the order of their arrival, which is that of their rows.
    rows: Vec<Query>,
    places: HashMap<Blob, usize>,
    sweeps: HashMap<Blob, Sweep>,
}

/// A query as its row will be.
struct Query {
    id: Blob,
    sweep: Option<Blob>,
    /// What a new row is made of; `None` when it is in the file.
    planned: Option<Planned>,
    phase: Cow<'static, str>,
    in_world: bool,
    issued_at: Option<i64>,
    deadline_at: Option<i64>,
    sent_at: Option<i64>,
    delivered_at: Option<i64>,
    served_at: Option<i64>,
    answered_at: Option<i64>,
    first_final_at: Option<i64>,
    replies: i64,
    outcome: Option<Cow<'static, str>>,
    court_fault: bool,
    overdue: bool,
}

struct Planned {
    query: Box<QueryPlanned>,
    matter: Blob,
    at: i64,
}

/// A sweep whose row is there.
struct Sweep {
    sealed: bool,
    /// Since the batch began.
    answered: i64,
    silent: i64,
}

impl Query {
    fn new(planned: Planned, sweep: Option<Blob>) -> Self {
        Query {
            id: blob(planned.query.order),
            sweep,
            planned: Some(planned),
            phase: Phase::Drafted.name().into(),
            in_world: false,
            issued_at: None,
            deadline_at: None,
            sent_at: None,
            delivered_at: None,
            served_at: None,
            answered_at: None,
            first_final_at: None,
            replies: 0,
            outcome: None,
            court_fault: false,
            overdue: false,
        }
    }

    /// Reads what [`schema::QUERY`] selects.
    fn read(id: Blob, row: &Row<'_>) -> Result<Self> {
        Ok(Query {
            id,
            sweep: row.get(0)?,
            planned: None,
            phase: row.get::<_, String>(1)?.into(),
            in_world: row.get(2)?,
            issued_at: row.get(3)?,
            deadline_at: row.get(4)?,
            sent_at: row.get(5)?,
            delivered_at: row.get(6)?,
            served_at: row.get(7)?,
            answered_at: row.get(8)?,
            first_final_at: row.get(9)?,
            replies: row.get(10)?,
            outcome: row.get::<_, Option<String>>(11)?.map(Cow::from),
            court_fault: row.get(12)?,
            overdue: row.get(13)?,
        })
    }

    fn seal(&mut self, at: i64, deadline_at: Option<i64>) {
        self.issued_at = Some(at);
        self.deadline_at = deadline_at;
        if self.phase == Phase::Drafted.name() {
            self.phase = "issued".into();
            self.in_world = true;
        }
    }

    fn answer(&mut self, answer: &Answered) {
        let over = answer.closes || self.first_final_at.is_some();
        let (outcome, court_fault) = match answer::whole(answer) {
            Some((word, court_fault)) => (Some(word), court_fault),
            None if answer.found => (Some("found"), false),
            None if answer.closes => (Some("nothing"), false),
            None => (None, false),
        };
        self.replies += 1;
        self.in_world = !over;
        self.phase = if over { "answered" } else { "delivered" }.into();
        self.first_final_at = self.first_final_at.or(answer::final_at(answer));
        self.outcome = outcome.map(Cow::from).or(self.outcome.take());
        self.court_fault = court_fault;
        self.sent_at = self.sent_at.or(time(answer.way.sent_at));
        self.delivered_at = self.delivered_at.or(time(answer.way.delivered_at));
        self.served_at = self.served_at.or(time(answer.way.served_at));
        self.answered_at = time(answer.way.answered_at).or(self.answered_at);
    }

    fn write(&self, conn: &Connection) -> Result<()> {
        let Some(Planned { query, matter, at }) = &self.planned else {
            conn.prepare_cached(schema::UPDATE_QUERY)?.execute(params![
                self.id,
                self.phase,
                self.in_world,
                self.issued_at,
                self.deadline_at,
                self.sent_at,
                self.delivered_at,
                self.served_at,
                self.answered_at,
                self.first_final_at,
                self.replies,
                self.outcome,
                self.court_fault,
                self.overdue,
            ])?;
            return Ok(());
        };
        conn.prepare_cached(schema::INSERT_QUERY)?.execute(params![
            self.id,
            self.phase,
            self.in_world,
            self.issued_at,
            self.deadline_at,
            self.sent_at,
            self.delivered_at,
            self.served_at,
            self.answered_at,
            self.first_final_at,
            self.replies,
            self.outcome,
            self.court_fault,
            self.overdue,
            matter,
            self.sweep,
            query.unit.0.into_bytes(),
            query.person.0.into_bytes(),
            query.route.as_str(),
            at,
        ])?;
        Ok(())
    }
}

impl Queries {
    /// An order of this id waits for the end of the batch.
    pub(super) fn has(&self, order: &Blob) -> bool {
        self.places.contains_key(order)
    }

    pub(super) fn plan(
        &mut self,
        conn: &Connection,
        place: &Place,
        matter: Blob,
        query: Box<QueryPlanned>,
    ) -> Result<Fit> {
        let order = blob(query.order);
        if !self.is_planning(conn, place)? || self.has(&order) {
            return Ok(Fit::Misfits);
        }
        let mut known = conn.prepare_cached("SELECT 1 FROM orders WHERE id = ?1")?;
        if known.exists([order])? {
            return Ok(Fit::Misfits);
        }
        let at = place.at;
        let planned = Planned { query, matter, at };
        self.add(Query::new(planned, place.about.sweep));
        Ok(Fit::Fits)
    }

    /// Queries are issued by the seal, all at once. A seal that counts others
    /// than are there, or comes twice, seals nothing.
    pub(super) fn seal(
        &mut self,
        conn: &Connection,
        place: &Place,
        count: u32,
        deadline_at: Option<i64>,
    ) -> Result<Fit> {
        let sweep = place.about.sweep;
        let written: i64 = conn
            .prepare_cached("SELECT COUNT(*) FROM orders WHERE sweep = ?1")?
            .query_row([sweep], |row| row.get(0))?;
        let own = self.rows.iter().filter(|query| query.sweep == sweep);
        let new = own.filter(|query| query.planned.is_some()).count();
        let planned = i64::try_from(new).map_or(i64::MAX, |new| written.saturating_add(new));
        if planned != i64::from(count) || !self.is_planning(conn, place)? {
            return Ok(Fit::Misfits);
        }
        conn.prepare_cached("UPDATE sweep SET sealed_at = ?2 WHERE id = ?1")?
            .execute((sweep, place.at))?;
        if let Some(sweep) = self.sweep(conn, place)? {
            sweep.sealed = true;
        }
        for query in self.rows.iter_mut().filter(|query| query.sweep == sweep) {
            query.seal(place.at, deadline_at);
        }
        if written > 0 {
            conn.prepare_cached(
                "UPDATE orders SET issued_at = ?2, deadline_at = ?3,
                 in_world = (phase = 'drafted' OR in_world),
                 phase = CASE phase WHEN 'drafted' THEN 'issued' ELSE phase END WHERE sweep = ?1",
            )?
            .execute((sweep, place.at, deadline_at))?;
        }
        Ok(Fit::Fits)
    }

    pub(super) fn answer(
        &mut self,
        conn: &Connection,
        place: &Place,
        answer: &Answered,
    ) -> Result<Fit> {
        let Some(query) = self.query(conn, answer.order)? else {
            return Ok(Fit::Misfits);
        };
        let (first, silent) = (query.first_final_at.is_none(), query.overdue);
        query.answer(answer);
        if answer.closes
            && first
            && let Some(sweep) = self.sweep(conn, place)?
        {
            sweep.answered += 1;
            sweep.silent -= i64::from(silent);
        }
        Ok(Fit::Fits)
    }

    /// Silence counts once, and not after an answer.
    pub(super) fn silent(
        &mut self,
        conn: &Connection,
        place: &Place,
        order: OrderId,
    ) -> Result<Fit> {
        let query = self.query(conn, order)?;
        let Some(query) = query.filter(|query| !query.overdue && query.first_final_at.is_none())
        else {
            return Ok(Fit::Misfits);
        };
        query.overdue = true;
        if let Some(sweep) = self.sweep(conn, place)? {
            sweep.silent += 1;
        }
        Ok(Fit::Fits)
    }

    /// Ends the batch.
    pub(crate) fn write(self, conn: &Connection) -> Result<()> {
        for query in &self.rows {
            query.write(conn)?;
        }
        let mut count = conn.prepare_cached(
            "UPDATE sweep SET answered = answered + ?2, silent = silent + ?3 WHERE id = ?1",
        )?;
        let changed = |sweep: &Sweep| (sweep.answered, sweep.silent) != (0, 0);
        for (id, sweep) in self.sweeps.iter().filter(|(_, sweep)| changed(sweep)) {
            count.execute((id, sweep.answered, sweep.silent))?;
        }
        Ok(())
    }

    fn add(&mut self, query: Query) {
        self.places.insert(query.id, self.rows.len());
        self.rows.push(query);
    }

    fn query(&mut self, conn: &Connection, order: OrderId) -> Result<Option<&mut Query>> {
        let order = blob(order);
        if !self.has(&order) {
            let written = conn
                .prepare_cached(schema::QUERY)?
                .query_row([order], |row| Query::read(order, row))
                .optional()?;
            let Some(written) = written else {
                return Ok(None);
            };
            self.add(written);
        }
        let place = self.places.get(&order).copied();
        Ok(place.and_then(|place| self.rows.get_mut(place)))
    }

    fn is_planning(&mut self, conn: &Connection, place: &Place) -> Result<bool> {
        let sweep = self.sweep(conn, place)?;
        Ok(sweep.is_some_and(|sweep| !sweep.sealed))
    }

    fn sweep(&mut self, conn: &Connection, place: &Place) -> Result<Option<&mut Sweep>> {
        let Some(id) = place.about.sweep else {
            return Ok(None);
        };
        if let Entry::Vacant(entry) = self.sweeps.entry(id) {
            let sealed = conn
                .prepare_cached("SELECT sealed_at IS NOT NULL FROM sweep WHERE id = ?1")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            let Some(sealed) = sealed else {
                return Ok(None);
            };
            entry.insert(Sweep {
                sealed,
                answered: 0,
                silent: 0,
            });
        }
        Ok(self.sweeps.get_mut(&id))
    }
}
