//! Grounds on which control is lifted (解除事由), P-13 and P-14.

use super::{Effect, Profile, effect::listed};
use crate::{matter::event::CaseKind, order::Basis, time::Date};
use serde::Deserialize;
use std::fmt;

/// The grounds for matters of some kinds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseGrounds {
    /// Kinds of the case under which control is lifted.
    pub under: Vec<CaseKind>,
    /// The grounds.
    pub grounds: Vec<ReleaseGround>,
}

/// One ground.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseGround {
    /// Its code.
    pub code: String,
    /// 中文.
    pub zh: String,
    /// Lifts only where nothing is owed any more.
    #[serde(default)]
    pub paid: bool,
    /// Lifts only where other holds cover as much or a guarantee goes along.
    #[serde(default)]
    pub security: bool,
    /// Lifts control of an asset that is itself in dispute only with the
    /// consent of the applicant.
    #[serde(default)]
    pub consent: bool,
}

impl fmt::Display for ReleaseGround {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.zh)
    }
}

impl fmt::Display for ReleaseGrounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&listed(&self.grounds))
    }
}

impl Profile {
    /// Grounds on which control under a case of this kind is lifted; `None`
    /// where no rule names any.
    pub fn release_grounds(&self, kind: &CaseKind, on: Date) -> Option<(&[ReleaseGround], &Basis)> {
        let rule = self.rule(self.index.release_grounds.get(kind)?)?;
        let value = rule.on(on)?;
        match &value.says {
            Effect::ReleaseGrounds(set) if set.under.contains(kind) => {
                Some((&set.grounds, &value.cited))
            }
            _ => None,
        }
    }
}
