//! What happens by itself as court time moves: accounts fill, credits are
//! booked.

use super::{Books, Path, outbox::Laid, read, stored};
use crate::units::{error::UnitsError, roster::Roster};
use levy_connect::wire::{Exact, NoticeBody, NoticeKind, V1};
use levy_domain::time::Timestamp;
use rusqlite::params;

impl Books {
    /// Lets everything happen that is due by now.
    pub(in crate::units) fn ripen(&self, roster: &Roster) -> Result<(), UnitsError> {
        let select =
            "SELECT id, hold, due FROM inflow WHERE done = 0 AND due <= ?1 ORDER BY due, id";
        let mut select = self.conn.prepare_cached(select)?;
        let due = select
            .query_map([self.now.0], |row| {
                Ok((row.get(0)?, row.get(1)?, Timestamp(row.get(2)?)))
            })?
            .collect::<Result<Vec<(i64, i64, Timestamp)>, _>>()?;
        for (inflow, hold, at) in due {
            self.conn
                .prepare_cached("UPDATE inflow SET done = 1 WHERE id = ?1")?
                .execute([inflow])?;
            self.fill(roster, hold, at)?;
        }
        self.book_credits()
    }

    /// Money comes into a held account up to what was asked; a hold that is
    /// gone or full by then brings no notice.
    fn fill(&self, roster: &Roster, hold: i64, at: Timestamp) -> Result<(), UnitsError> {
        let Some((unit, mut hold)) = self.hold(hold)? else {
            return Ok(());
        };
        let (Some(unit), Some(asked)) = (roster.get(&unit), hold.asked) else {
            return Ok(());
        };
        let Some(came) = asked.checked_sub(hold.held).filter(|came| *came > 0) else {
            return Ok(());
        };
        let kept = self.account_of(&hold)?;
        (hold.held, hold.waiting) = (asked, 0);
        self.change_hold(&hold, "active")?;
        self.set_balance(
            kept.id,
            kept.balance.unwrap_or_default().saturating_add(came),
        )?;
        let notice = format!("{}-inflow-{}", unit.code(), hold.id);
        let exact = |minor: u64| Exact::try_from(minor).ok();
        let body = NoticeBody {
            v: V1,
            unit: unit.code().to_owned(),
            notice: notice.clone(),
            what: NoticeKind::Inflow,
            hold_order: Some(hold.order),
            hold_line: Some(hold.line),
            class: Some(kept.facts.class),
            number: Some(kept.facts.number),
            new_number: None,
            happened_at: at,
            currency: Some(kept.facts.currency),
            amount_minor: exact(came),
            held_minor: exact(hold.held),
            available_minor: exact(0),
            rank: Some(0),
            to: None,
            prior_measures: Vec::new(),
        };
        let signed = unit.side.notice(&body);
        let signed = signed.map_err(|error| UnitsError::Books(error.to_string()))?;
        self.lay_out(&Laid {
            unit: unit.code(),
            court: &self.court_of(unit.code(), hold.order)?,
            order: None,
            run: 1,
            sequence: None,
            notice: Some(&notice),
            path: Path::Notice,
            due: at,
            last: true,
            signed: &signed,
        })
    }

    /// Gives every credit booked by now its place in the statement.
    pub(super) fn book_credits(&self) -> Result<(), UnitsError> {
        let select = "SELECT id FROM credit WHERE seq IS NULL AND booked <= ?1 ORDER BY booked, unit, ord, line, id";
        let mut select = self.conn.prepare_cached(select)?;
        let open = select.query_map([self.now.0], |row| row.get(0))?;
        let open = open.collect::<Result<Vec<i64>, _>>()?;
        let last = "SELECT COALESCE(MAX(seq), 0) FROM credit";
        let last = self
            .conn
            .prepare_cached(last)?
            .query_row([], |row| Ok(read(row.get(0)?)))?;
        for (credit, seq) in open.into_iter().zip(last + 1..) {
            let set = "UPDATE credit SET seq = ?2 WHERE id = ?1";
            self.conn
                .prepare_cached(set)?
                .execute(params![credit, stored(seq)])?;
        }
        Ok(())
    }
}
