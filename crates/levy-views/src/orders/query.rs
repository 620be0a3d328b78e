//! Queries of sweeps: planned, sealed, answered, silent. They are most of a
//! log, and one is often planned, sealed and answered within a batch: its row
//! is kept until the batch ends and written once.

use super::{Blob, answer, blob, change::Answered, schema};
use crate::{
    place::Place,
    projection::Fit,
    row::time,
    trail::{Step, Trail},
};
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
    of_sweeps: HashMap<Blob, Vec<usize>>,
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
    trail: Trail,
}

struct Planned {
    query: Box<QueryPlanned>,
    matter: Blob,
    at: i64,
}

/// What an id stands for.
enum Known {
    /// A query, at this place among those that wait.
    Query(usize),
    /// An order of a matter.
    OfMatter,
    Not,
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
            trail: Trail::default(),
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
            trail: row.get::<_, Option<_>>(14)?.unwrap_or_default(),
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
                self.trail,
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
            self.trail,
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
        match self.known(conn, blob(query.order))? {
            Known::Query(row) => {
                self.note(row, place, Step::Planned);
                return Ok(Fit::Misfits);
            }
            Known::OfMatter => return Ok(Fit::Misfits),
            Known::Not if self.is_planning(conn, place)? => {}
            Known::Not => return Ok(Fit::Misfits),
        }
        let at = place.at;
        let planned = Planned { query, matter, at };
        let mut query = Query::new(planned, place.about.sweep);
        query.trail.add(Step::Planned, place);
        self.add(query);
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
        let own = sweep.and_then(|sweep| self.of_sweeps.get(&sweep).cloned());
        let own = own.unwrap_or_default();
        let is_new = |row: &&usize| {
            let query = self.rows.get(**row);
            query.is_some_and(|query| query.planned.is_some())
        };
        let new = own.iter().filter(is_new).count();
        let planned = i64::try_from(new).map_or(i64::MAX, |new| written.saturating_add(new));
        if planned != i64::from(count) || !self.is_planning(conn, place)? {
            return Ok(Fit::Misfits);
        }
        conn.prepare_cached("UPDATE sweep SET sealed_at = ?2 WHERE id = ?1")?
            .execute((sweep, place.at))?;
        if let Some(sweep) = self.sweep(conn, place)? {
            sweep.sealed = true;
        }
        for row in own {
            if let Some(query) = self.rows.get_mut(row) {
                query.seal(place.at, deadline_at);
            }
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
        let Some(query) = self.query(conn, place, answer.order, Step::Answered)? else {
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
        let query = self.query(conn, place, order, Step::Silent)?;
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

    /// Changes nothing but what its events are.
    pub(super) fn told(&mut self, conn: &Connection, place: &Place, order: OrderId) -> Result<Fit> {
        let query = self.query(conn, place, order, Step::Told)?;
        Ok(Fit::of(usize::from(query.is_some())))
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

    fn add(&mut self, query: Query) -> usize {
        let row = self.rows.len();
        self.places.insert(query.id, row);
        if let Some(sweep) = query.sweep {
            self.of_sweeps.entry(sweep).or_default().push(row);
        }
        self.rows.push(query);
        row
    }

    fn known(&mut self, conn: &Connection, order: Blob) -> Result<Known> {
        if let Some(row) = self.places.get(&order) {
            return Ok(Known::Query(*row));
        }
        let written = conn
            .prepare_cached(schema::QUERY)?
            .query_row([order], |row| Query::read(order, row))
            .optional()?;
        Ok(match written {
            Some(query) if query.sweep.is_some() => Known::Query(self.add(query)),
            Some(_) => Known::OfMatter,
            None => Known::Not,
        })
    }

    /// Notes an event of the query's own sweep.
    fn note(&mut self, row: usize, place: &Place, step: Step) -> Option<&mut Query> {
        let query = self.rows.get_mut(row)?;
        if query.sweep == place.about.sweep {
            query.trail.add(step, place);
        }
        Some(query)
    }

    /// A query that an event is about, which is noted there.
    fn query(
        &mut self,
        conn: &Connection,
        place: &Place,
        order: OrderId,
        step: Step,
    ) -> Result<Option<&mut Query>> {
        Ok(match self.known(conn, blob(order))? {
            Known::Query(row) => self.note(row, place, step),
            Known::OfMatter | Known::Not => None,
        })
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
