//! Who files whom (人员备案), O-60, and who signs what (文书签发), O-61.

use super::{Effect, Profile, effect::listed, no_rule};
use crate::{
    document::DocumentKind,
    order::{Basis, Measure},
    refusal::Refusal,
    stamp::Role,
    time::Date,
};
use serde::Deserialize;
use std::fmt;

/// Whom some roles file, change and remove.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// Officers in these roles.
    pub files: Vec<Role>,
    /// By an officer in one of these. `system` is the set-up of the court: it
    /// files only while nobody stands in the role.
    pub by: Vec<Role>,
}

impl fmt::Display for Filing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} by {}", slashed(&self.files), slashed(&self.by))
    }
}

/// Who signs some documents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// Of these kinds; the last entry names none and takes every other one.
    #[serde(default)]
    pub kinds: Vec<DocumentKind>,
    /// At least one of its signers acts in one of these roles.
    pub by: Vec<Role>,
}

impl Signing {
    /// The last takes every kind that those before it do not name.
    pub(super) fn whole(entries: &[Signing]) -> bool {
        let open = entries.iter().position(|entry| entry.kinds.is_empty());
        open.is_some_and(|at| at + 1 == entries.len())
            && entries.iter().all(|entry| !entry.by.is_empty())
    }
}

impl fmt::Display for Signing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = match self.kinds.as_slice() {
            [] => "any other".to_owned(),
            kinds => slashed(kinds),
        };
        write!(f, "{kinds} by {}", slashed(&self.by))
    }
}

fn slashed<T: fmt::Display>(items: &[T]) -> String {
    listed(items).replace(", ", "/")
}

impl Profile {
    /// Roles that file, change and remove an officer in `role`.
    ///
    /// # Errors
    /// [`Refusal::NoRule`]: nobody files that role here.
    pub fn filed_by(&self, role: &Role, on: Date) -> Result<&[Role], Refusal> {
        let answers = self.index.filing.as_deref();
        let value = answers.and_then(|id| self.rule(id)?.on(on));
        let entry = value.and_then(|value| match &value.says {
            Effect::Filing(entries) => entries.iter().find(|entry| entry.files.contains(role)),
            _ => None,
        });
        entry
            .map(|entry| entry.by.as_slice())
            .ok_or_else(|| no_rule(format!("(filing of {role})"), on))
    }

    /// Roles of which one at least must sign a document of `kind`.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn signed_by(&self, kind: &DocumentKind, on: Date) -> Result<&[Role], Refusal> {
        let answers = self.index.signing.as_deref();
        let value = answers.and_then(|id| self.rule(id)?.on(on));
        let entry = value.and_then(|value| match &value.says {
            Effect::Signing(entries) => entries
                .iter()
                .find(|entry| entry.kinds.is_empty() || entry.kinds.contains(kind)),
            _ => None,
        });
        entry
            .map(|entry| entry.by.as_slice())
            .ok_or_else(|| no_rule(format!("(signing of {kind})"), on))
    }

    /// What a round of queries may rest on: a rule about the documents of a
    /// query, or the one that has units asked again.
    ///
    /// # Errors
    /// [`Refusal::NoRule`], or [`Refusal::NoBasis`] for a rule about something
    /// else.
    pub fn query_basis(&self, rule: &str, on: Date) -> Result<&Basis, Refusal> {
        let value = self.rule(rule).and_then(|found| found.on(on));
        let value = value.ok_or_else(|| no_rule(rule, on))?;
        match &value.says {
            Effect::Documents(set) if set.measures.contains(&Measure::Query) => Ok(&value.cited),
            Effect::Requery(_) => Ok(&value.cited),
            _ => Err(Refusal::NoBasis),
        }
    }
}
