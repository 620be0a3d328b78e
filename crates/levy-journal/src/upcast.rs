//! Upcasters: pure functions that lift a payload written by an older version
//! to the next one. None is needed yet; the first comes with its golden file.

use crate::{AnyEvent, Value};
use thiserror::Error;

/// Lifts one type from one schema version to the next.
#[derive(Debug, Clone, Copy)]
pub struct Upcaster {
    /// Kind of stream, such as `matter`.
    pub stream: &'static str,
    /// Type literal.
    pub kind: &'static str,
    /// The version it reads.
    pub from: u32,
    /// The version it makes.
    pub next: u32,
    /// Pure. The error says what does not fit and repeats no content.
    pub lift: fn(Value) -> Result<Value, &'static str>,
}

/// `LEVY-J20`: the upcasters of a program do not form a chain; a programming
/// error.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("LEVY-J20 upcasters of {stream}/{kind}: {why}; correct the table")]
pub struct BadUpcasters {
    /// Kind of stream.
    pub stream: &'static str,
    /// Type literal.
    pub kind: &'static str,
    /// What is wrong.
    pub why: &'static str,
}

/// All upcasters of a program. For each type they form one chain from version
/// 1 to the current one.
#[derive(Debug, Clone, Default)]
pub struct Upcasters {
    /// Sorted by stream, kind, version.
    table: Vec<Upcaster>,
}

impl Upcasters {
    /// Those of this program: none yet.
    pub fn current() -> Self {
        Upcasters::default()
    }

    /// Checks that every chain begins at 1, has no gap, no branch and no way
    /// back, and lifts a type that exists.
    ///
    /// # Errors
    /// [`BadUpcasters`] names the first type whose chain is broken.
    pub fn new(mut table: Vec<Upcaster>) -> Result<Self, BadUpcasters> {
        table.sort_by_key(|one| (one.stream, one.kind, one.from));
        for chain in table.chunk_by(|a, b| (a.stream, a.kind) == (b.stream, b.kind)) {
            check(chain)?;
        }
        Ok(Upcasters { table })
    }

    /// The version that this program writes.
    pub fn version(&self, stream: &str, kind: &str) -> u32 {
        self.chain(stream, kind)
            .map(|one| one.next)
            .max()
            .unwrap_or(1)
    }

    /// Lifts `payload` from version `from` to the current one.
    ///
    /// # Errors
    /// What an upcaster says, or that no chain begins at `from`.
    pub fn lift(
        &self,
        stream: &str,
        kind: &str,
        from: u32,
        payload: Value,
    ) -> Result<Value, &'static str> {
        let current = self.version(stream, kind);
        let (mut version, mut payload) = (from, payload);
        for step in self.chain(stream, kind) {
            if step.from == version {
                payload = (step.lift)(payload)?;
                version = step.next;
            }
        }
        if version == current {
            Ok(payload)
        } else {
            Err("no upcaster for its version")
        }
    }

    fn chain<'a>(&'a self, stream: &'a str, kind: &'a str) -> impl Iterator<Item = &'a Upcaster> {
        self.table
            .iter()
            .filter(move |one| one.stream == stream && one.kind == kind)
    }
}

fn check(chain: &[Upcaster]) -> Result<(), BadUpcasters> {
    let mut expected = 1;
    for one in chain {
        let bad = |why| {
            Err(BadUpcasters {
                stream: one.stream,
                kind: one.kind,
                why,
            })
        };
        let mut known = AnyEvent::STREAMS
            .iter()
            .filter(|(stream, _)| *stream == one.stream);
        if !known.any(|(_, kinds)| kinds.contains(&one.kind)) {
            return bad("there is no such type");
        }
        if one.next <= one.from {
            return bad("a version leads back to itself or to an earlier one");
        }
        if one.from < expected {
            return bad("two upcasters cover the same version");
        }
        if one.from > expected {
            return bad("a version has no upcaster");
        }
        expected = one.next;
    }
    Ok(())
}
