//! Accounts and registers: what a unit keeps for a person.

use super::{Books, Hold, read, stored};
use crate::units::{
    account::{Account, Look},
    error::UnitsError,
};
use rusqlite::{OptionalExtension, Row, params};

/// An account with what it holds now.
pub(in crate::units) struct Kept {
    pub(in crate::units) id: i64,
    pub(in crate::units) facts: Account,
    pub(in crate::units) balance: Option<u64>,
    /// Opened by this very look.
    pub(in crate::units) fresh: bool,
}

impl Kept {
    /// Bound by other courts' earlier measures.
    pub(in crate::units) fn bound_by_others(&self) -> u64 {
        let sums = self
            .facts
            .priors
            .iter()
            .filter_map(|prior| prior.amount_minor);
        sums.fold(0_u64, |sum, amount| sum.saturating_add(amount.get()))
    }
}

const KEPT: &str = "SELECT id, facts, balance FROM account";

impl Books {
    /// What the unit keeps for a person; opened by the first look.
    pub(in crate::units) fn accounts(&self, look: &Look<'_>) -> Result<Vec<Kept>, UnitsError> {
        let person = look.person.0.to_hex();
        let put = "INSERT OR IGNORE INTO known(unit, person) VALUES (?1, ?2)";
        let first = self
            .conn
            .prepare_cached(put)?
            .execute(params![look.code, person])?
            > 0;
        if first {
            for account in look.accounts() {
                self.open_account(look.code, &person, &account)?;
            }
        }
        let select = format!("{KEPT} WHERE unit = ?1 AND person = ?2 ORDER BY id");
        let mut select = self.conn.prepare_cached(&select)?;
        let rows = select.query_map(params![look.code, person], |row| kept(row, first))?;
        rows.map(|row| Ok(row?)).collect()
    }

    fn open_account(&self, unit: &str, person: &str, account: &Account) -> Result<(), UnitsError> {
        let facts = serde_json::to_string(account);
        let facts = facts.map_err(|error| UnitsError::Books(error.to_string()))?;
        let put =
            "INSERT OR IGNORE INTO account(unit, number, person, class, currency, balance, facts)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.conn.prepare_cached(put)?.execute(params![
            unit,
            account.number.expose(),
            person,
            account.class.as_str(),
            account.currency.as_str(),
            account.opening_minor.map(stored),
            facts
        ])?;
        Ok(())
    }

    /// The account with this number.
    pub(in crate::units) fn account(
        &self,
        unit: &str,
        number: &str,
    ) -> Result<Option<Kept>, UnitsError> {
        let select = format!("{KEPT} WHERE unit = ?1 AND number = ?2");
        let mut select = self.conn.prepare_cached(&select)?;
        Ok(select
            .query_row(params![unit, number], |row| kept(row, false))
            .optional()?)
    }

    /// The account with this id.
    pub(in crate::units) fn account_of(&self, hold: &Hold) -> Result<Kept, UnitsError> {
        let mut select = self.conn.prepare_cached(&format!("{KEPT} WHERE id = ?1"))?;
        Ok(select.query_row([hold.account], |row| kept(row, false))?)
    }

    pub(in crate::units) fn set_balance(&self, account: i64, minor: u64) -> Result<(), UnitsError> {
        let set = "UPDATE account SET balance = ?2 WHERE id = ?1";
        self.conn
            .prepare_cached(set)?
            .execute(params![account, stored(minor)])?;
        Ok(())
    }
}

fn kept(row: &Row<'_>, fresh: bool) -> rusqlite::Result<Kept> {
    let text: String = row.get(1)?;
    let facts = serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, Box::new(error))
    })?;
    let balance: Option<i64> = row.get(2)?;
    Ok(Kept {
        id: row.get(0)?,
        facts,
        balance: balance.map(read),
        fresh,
    })
}
