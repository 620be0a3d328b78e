//! Ways of closing a case number (结案方式), C-05.

use super::{Effect, Profile, no_rule};
use crate::{matter::event::ClosingKind, order::Basis, refusal::Refusal, time::Date};
use serde::Deserialize;
use std::fmt;

/// One way of closing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosingWay {
    /// Literal of the kind.
    pub kind: ClosingKind,
    /// 中文.
    pub zh: String,
}

impl fmt::Display for ClosingWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.zh)
    }
}

impl Profile {
    /// The basis and the Chinese name of closing a case number as `kind`.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn closing(&self, kind: &ClosingKind, on: Date) -> Result<(&str, &Basis), Refusal> {
        let rule = self.index.closings.get(kind).and_then(|id| self.rule(id));
        if let Some(value) = rule.and_then(|rule| rule.on(on))
            && let Effect::Closing(ways) = &value.says
            && let Some(way) = ways.iter().find(|way| way.kind == *kind)
        {
            return Ok((&way.zh, &value.cited));
        }
        Err(no_rule(format!("(closing as {kind})"), on))
    }
}
