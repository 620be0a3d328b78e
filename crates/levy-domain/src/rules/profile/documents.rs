//! Documents that go with a measure (随附文书), N-01 to N-03, N-06 to N-08.

use super::{Effect, Profile, effect::listed, no_rule};
use crate::{
    document::DocumentKind,
    order::{Basis, Measure, Route},
    refusal::Refusal,
    time::Date,
};
use serde::Deserialize;
use std::fmt;

/// What goes with some measures on some routes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentsEffect {
    /// Which measures.
    pub measures: Vec<Measure>,
    /// On which routes.
    pub routes: Vec<Route>,
    /// All of these; may be empty.
    pub kinds: Vec<DocumentKind>,
}

impl fmt::Display for DocumentsEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (measures, routes) = (listed(&self.measures), listed(&self.routes));
        write!(f, "{measures} by {routes}: {}", listed(&self.kinds))
    }
}

impl Profile {
    /// Kinds of documents that must go with `measure` on `route`.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn documents_required(
        &self,
        measure: &Measure,
        route: &Route,
        on: Date,
    ) -> Result<(&[DocumentKind], &Basis), Refusal> {
        let id = self.index.documents.get(&(measure.clone(), route.clone()));
        let rule = id.and_then(|id| self.rule(id));
        let value = rule.and_then(|rule| rule.on(on));
        match value.map(|value| (value, &value.says)) {
            Some((value, Effect::Documents(set)))
                if set.measures.contains(measure) && set.routes.contains(route) =>
            {
                Ok((&set.kinds, &value.cited))
            }
            _ => Err(no_rule(format!("(documents for {measure} by {route})"), on)),
        }
    }
}
