//! A rule was broken.

use levy::store::{Revision, StreamName};
use levy_domain::time::Timestamp;
use std::fmt;

/// Which rule, where, and how to see it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule, as a sentence.
    pub rule: &'static str,
    /// What is so instead.
    pub what: Box<str>,
    /// Which stream or book.
    pub place: Box<str>,
    /// Which event of the stream, where one shows it.
    pub revision: Option<u64>,
    /// Seed of the world.
    pub seed: u64,
    /// True time when it was noticed.
    pub noticed: Option<Timestamp>,
    /// What the log says of the thing concerned, oldest first.
    pub story: Vec<String>,
}

impl Violation {
    pub(crate) fn new_in(rule: &'static str, what: String) -> Self {
        Violation {
            rule,
            what: what.into(),
            place: Box::default(),
            revision: None,
            seed: 0,
            noticed: None,
            story: Vec::new(),
        }
    }

    /// `rule` does not hold: `what` is so.
    #[must_use]
    pub fn new(rule: &'static str, what: &str) -> Self {
        Violation::new_in(rule, what.to_owned())
    }

    /// This event shows it.
    #[must_use]
    pub fn at(self, stream: &StreamName, revision: Revision) -> Self {
        Violation {
            place: stream.as_str().into(),
            revision: Some(revision.0),
            ..self
        }
    }

    /// This place shows it.
    #[must_use]
    pub fn of(self, place: &str) -> Self {
        Violation {
            place: place.into(),
            ..self
        }
    }

    /// With what the log says of it.
    #[must_use]
    pub fn told(self, story: Vec<String>) -> Self {
        Violation { story, ..self }
    }

    /// In the world of this seed, noticed then.
    #[must_use]
    pub fn in_world(self, seed: u64, noticed: Timestamp) -> Self {
        Violation {
            seed,
            noticed: Some(noticed),
            ..self
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "rule broken: {}", self.rule)?;
        writeln!(f, "  instead:  {}", self.what)?;
        write!(f, "  where:    {}", self.place)?;
        match self.revision {
            Some(revision) => writeln!(f, " at revision {revision}")?,
            None => writeln!(f)?,
        }
        if let Some(noticed) = self.noticed {
            writeln!(f, "  when:     {}", noticed.to_rfc3339())?;
        }
        for line in &self.story {
            writeln!(f, "  log:      {line}")?;
        }
        write!(f, "  again:    just sim --years 1 --seed {}", self.seed)
    }
}
