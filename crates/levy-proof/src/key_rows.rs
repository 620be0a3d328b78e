//! The rows of a key table in the order in which they were added, and the
//! short proof of that order that a log keeps.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use crate::digest::sha256;
use crate::key_table::{KeyName, KeyRow};

/// How far a key table had come: what a log keeps of it, so that a table that
/// went missing or lost rows is noticed. A table may be longer than its log
/// knows, never shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TableHead {
    rows: u64,
    shredded: u64,
    /// `SHA-256(hash before || name)` over the names in order, from 32 zero
    /// bytes.
    names: [u8; 32],
}

/// `LEVY-P38`: not a head as [`TableHead`] shows itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("LEVY-P38 the head of the key table that the log keeps is not readable; verify the log")]
pub struct BadTableHead;

impl TableHead {
    /// Rows in all.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    fn add(&mut self, name: &KeyName) {
        self.rows += 1;
        let mut text = [0; 64];
        let (before, after) = text.split_at_mut(32);
        before.copy_from_slice(&self.names);
        after.copy_from_slice(name.as_bytes());
        self.names = sha256(&text);
    }
}

impl fmt::Display for TableHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = hex::encode(self.names);
        write!(f, "{} {} {names}", self.rows, self.shredded)
    }
}

impl FromStr for TableHead {
    type Err = BadTableHead;

    fn from_str(text: &str) -> Result<Self, BadTableHead> {
        let mut words = text.split(' ');
        let mut number = || words.next()?.parse::<u64>().ok();
        let (Some(rows), Some(shredded)) = (number(), number()) else {
            return Err(BadTableHead);
        };
        let mut names = [0; 32];
        match (words.next(), words.next()) {
            (Some(hash), None) => {
                hex::decode_to_slice(hash, &mut names).map_err(|_| BadTableHead)?;
            }
            _ => return Err(BadTableHead),
        }
        Ok(TableHead {
            rows,
            shredded,
            names,
        })
    }
}

/// Rows by name and in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    by_name: HashMap<KeyName, KeyRow>,
    order: Vec<KeyName>,
    head: TableHead,
}

impl Rows {
    pub(crate) fn get(&self, name: &KeyName) -> KeyRow {
        self.by_name.get(name).copied().unwrap_or(KeyRow::Absent)
    }

    /// Adds a row at the end; false when there is one of that name.
    pub(crate) fn add(&mut self, name: KeyName, row: KeyRow) -> bool {
        if self.by_name.contains_key(&name) {
            return false;
        }
        self.head.add(&name);
        self.head.shredded += u64::from(row == KeyRow::Shredded);
        self.order.push(name);
        self.by_name.insert(name, row);
        true
    }

    /// In its old place, or at the end where there was none.
    pub(crate) fn shred(&mut self, name: KeyName) {
        if self.add(name, KeyRow::Shredded) {
            return;
        }
        if self.by_name.insert(name, KeyRow::Shredded) != Some(KeyRow::Shredded) {
            self.head.shredded += 1;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&KeyName, KeyRow)> {
        self.order.iter().map(|name| (name, self.get(name)))
    }

    pub(crate) fn head(&self) -> TableHead {
        self.head
    }

    /// True when these rows are what `known` was, with or without more.
    pub(crate) fn continues(&self, known: &TableHead) -> bool {
        let mut then = TableHead::default();
        let rows = usize::try_from(known.rows).unwrap_or(usize::MAX);
        self.order.iter().take(rows).for_each(|name| then.add(name));
        (then.rows, then.names) == (known.rows, known.names) && self.head.shredded >= known.shredded
    }
}
