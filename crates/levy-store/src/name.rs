//! Stream names.

use crate::Limits;
use std::{fmt, sync::Arc};
use thiserror::Error;

/// `<kind>-<court>.<opaque id>`: printable ASCII without spaces, at most 100
/// bytes, exactly one dash. Never a case number or an identity.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamName(Arc<str>);

/// `LEVY-S20`: not a stream name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("LEVY-S20 not a stream name: {0}")]
pub struct BadName(pub &'static str);

impl StreamName {
    /// Checks the form.
    ///
    /// # Errors
    /// [`BadName`] says which rule is broken; it does not repeat the input.
    pub fn new(name: &str) -> Result<Self, BadName> {
        if name.is_empty() || name.len() > Limits::NAME_BYTES {
            return Err(BadName("1 to 100 bytes"));
        }
        if !name.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(BadName("printable ASCII without spaces"));
        }
        let Some((kind, rest)) = name.split_once('-') else {
            return Err(BadName("one dash after the kind"));
        };
        if kind.is_empty() || !kind.bytes().all(|b| b.is_ascii_lowercase()) {
            return Err(BadName("the kind is lower-case letters"));
        }
        match rest.split_once('.') {
            Some((court, id)) if !court.is_empty() && !id.is_empty() && !rest.contains('-') => {
                Ok(Self(name.into()))
            }
            Some(_) | None => Err(BadName("<kind>-<court>.<id> with one dash")),
        }
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the dash.
    pub fn kind(&self) -> &str {
        self.0.split_once('-').map_or("", |(kind, _)| kind)
    }
}

impl fmt::Display for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
