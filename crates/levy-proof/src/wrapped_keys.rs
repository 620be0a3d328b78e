//! Random data keys, kept wrapped by the court's key, so that deleting one
//! row makes everything sealed under it unreadable.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use zeroize::Zeroizing;

use crate::aad::KeyScope;
use crate::data_keys::{DataKey, DataKeys, KeyError};
use crate::key_table::{KeyName, KeyRow, KeyTable, TableError, WrappedKey};
use crate::keys::KeyRing;
use crate::mac::subkey;
use crate::sealed_box::{self, NoBox, NonceSource};
use crate::secret::Secret32;

const WRAP_LABEL: &[u8] = b"levy wrapped key 1";
/// How often to read again when others add rows meanwhile. One round is enough
/// for one other writer; a table that is still ahead is not telling the truth.
const ATTEMPTS: usize = 4;

/// Data keys over a [`KeyTable`]. It keeps no unwrapped key: a shredded one is
/// gone from the next call on.
pub struct WrappedKeys<T> {
    wrapping: Secret32,
    table: T,
    /// Held while a key is made, so that two first uses agree on one key. Not
    /// needed to read: a row never changes, it is only deleted.
    making: Mutex<()>,
}

impl<T: KeyTable> WrappedKeys<T> {
    /// The keys of this ring in this table.
    #[must_use]
    pub fn new(ring: &KeyRing, table: T) -> Self {
        Self {
            wrapping: subkey(&ring.wrapping, "levy wrapping 1"),
            table,
            making: Mutex::new(()),
        }
    }

    /// The table, for export.
    pub const fn table(&self) -> &T {
        &self.table
    }

    /// Makes the keys that are still missing, all with one write to the disk.
    /// For imports and sweeps, where a key at a time would wait for each.
    pub fn prepare(&self, scopes: &[KeyScope<'_>]) -> Result<(), KeyError> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let mut names: Vec<KeyName> = scopes.iter().map(KeyName::of).collect();
        names.sort_unstable();
        names.dedup();
        for _ in 1..ATTEMPTS {
            match self.table.put(&self.missing(&names)?) {
                // Another process over the same table was first: its keys
                // count, and what it did not make is still missing.
                Err(TableError::Taken) => {}
                done => return Ok(done?),
            }
        }
        Ok(self.table.put(&self.missing(&names)?)?)
    }

    fn missing(&self, names: &[KeyName]) -> Result<Vec<(KeyName, WrappedKey)>, KeyError> {
        let mut rows = Vec::new();
        for name in names {
            if self.table.get(name)? == KeyRow::Absent {
                rows.push((*name, self.wrap(name, &Secret32::random()?)?));
            }
        }
        Ok(rows)
    }

    /// Shreds the key of this matter and subject, durably; repeating it is
    /// harmless. Legal holds and the event that records it are the caller's.
    /// Backups of the table must be destroyed as well, and tokens stay.
    pub fn shred(&self, scope: &KeyScope<'_>) -> Result<(), KeyError> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(self.table.delete(&KeyName::of(scope))?)
    }

    fn wrap(&self, name: &KeyName, key: &Secret32) -> Result<WrappedKey, KeyError> {
        let aad = wrap_aad(name);
        match sealed_box::seal(&self.wrapping, NonceSource::Random, &aad, key.expose()) {
            Ok(sealed) => WrappedKey::from_bytes(&sealed).ok_or(KeyError::Unwrap),
            Err(NoBox::Randomness(error)) => Err(error.into()),
            Err(NoBox::TooLong) => Err(KeyError::Unwrap),
        }
    }

    fn unwrap(&self, name: &KeyName, wrapped: &WrappedKey) -> Result<DataKey, KeyError> {
        let opened = sealed_box::open(&self.wrapping, &wrap_aad(name), wrapped.as_bytes())
            .map_err(|_| KeyError::Unwrap)?;
        let mut key = Zeroizing::new([0; 32]);
        if opened.len() != key.len() {
            return Err(KeyError::Unwrap);
        }
        key.copy_from_slice(&opened);
        Ok(DataKey::from_secret(Secret32::new(*key)))
    }
}

impl<T: KeyTable> DataKeys for WrappedKeys<T> {
    fn data_key(&self, scope: &KeyScope<'_>) -> Result<DataKey, KeyError> {
        match self.existing_key(scope) {
            Err(KeyError::Absent) => {
                self.prepare(&[*scope])?;
                self.existing_key(scope)
            }
            found => found,
        }
    }

    fn existing_key(&self, scope: &KeyScope<'_>) -> Result<DataKey, KeyError> {
        let name = KeyName::of(scope);
        match self.table.get(&name)? {
            KeyRow::Wrapped(wrapped) => self.unwrap(&name, &wrapped),
            KeyRow::Shredded => Err(KeyError::Shredded),
            KeyRow::Absent => Err(KeyError::Absent),
        }
    }
}

/// Binds a wrapped key to its row, so that rows cannot be swapped.
fn wrap_aad(name: &KeyName) -> Vec<u8> {
    [WRAP_LABEL, name.as_bytes()].concat()
}

impl<T> fmt::Debug for WrappedKeys<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrappedKeys(****)")
    }
}
