//! Who is told that an asset is under control (告知、送达), V-01 to V-04.

use super::{Effect, Profile, effect::listed};
use crate::{
    code::Code,
    matter::event::{CaseKind, NoticeCause, NoticeTo},
    order::Basis,
    time::Date,
};
use serde::Deserialize;
use std::fmt;

/// Whom a rule has the court tell, and of what.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeEffect {
    /// Whom.
    pub to: Vec<NoticeTo>,
    /// With which right in the asset, for right holders.
    #[serde(default)]
    pub rights: Vec<Code>,
    /// After what.
    pub after: Vec<NoticeCause>,
    /// Under numbers of which kinds; empty for every kind.
    #[serde(default)]
    pub under: Vec<CaseKind>,
    /// The deadline by which he is told: its `kind`.
    pub clock: String,
    /// What his right secures stops growing when he is told (V-04).
    #[serde(default)]
    pub fixes_claim: bool,
}

impl NoticeEffect {
    /// True when it is owed under a number of this kind.
    pub fn is_owed_under(&self, kind: Option<&CaseKind>) -> bool {
        self.under.is_empty() || kind.is_some_and(|kind| self.under.contains(kind))
    }
}

impl fmt::Display for NoticeEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", listed(&self.to))?;
        if !self.rights.is_empty() {
            write!(f, " ({})", listed(&self.rights))?;
        }
        write!(f, " after {}, by {}", listed(&self.after), self.clock)
    }
}

impl Profile {
    /// Every rule that has somebody told, in the order of the text.
    pub fn notices(&self, on: Date) -> impl Iterator<Item = (&NoticeEffect, &Basis)> {
        let rules = self.index.notices.iter();
        let values = rules.filter_map(move |id| self.rule(id)?.on(on));
        values.filter_map(|value| match &value.says {
            Effect::Notice(notice) => Some((notice, &value.cited)),
            _ => None,
        })
    }

    /// What one of them says.
    pub fn notice_by(&self, rule: &str, on: Date) -> Option<&NoticeEffect> {
        let mut all = self.notices(on);
        all.find(|(_, basis)| basis.rule == rule)
            .map(|(notice, _)| notice)
    }
}
