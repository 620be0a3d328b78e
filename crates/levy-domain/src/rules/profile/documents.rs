//! Documents that go with a measure (随附文书), N-01 to N-03, N-06 to N-08, and
//! those that an act of the court rests on which is no order to a unit.

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
    /// On which routes; none for an act that is no order to a unit and is
    /// served on people.
    #[serde(default)]
    pub routes: Vec<Route>,
    /// All of these; may be empty.
    pub kinds: Vec<DocumentKind>,
}

impl fmt::Display for DocumentsEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", listed(&self.measures))?;
        if !self.routes.is_empty() {
            write!(f, " by {}", listed(&self.routes))?;
        }
        write!(f, ": {}", listed(&self.kinds))
    }
}

impl DocumentsEffect {
    /// The questions that it answers: no route stands for an act.
    pub(super) fn questions(&self) -> impl Iterator<Item = (Measure, Option<Route>)> + '_ {
        let act = self.routes.is_empty().then_some(None);
        let routes = self.routes.iter().cloned().map(Some);
        let routes: Vec<Option<Route>> = routes.chain(act).collect();
        self.measures.iter().flat_map(move |measure| {
            let each = routes.clone().into_iter();
            each.map(|route| (measure.clone(), route))
        })
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
        self.documents_for(measure, Some(route), on)
            .ok_or_else(|| no_rule(format!("(documents for {measure} by {route})"), on))
    }

    /// Kinds of documents that an act rests on which is no order to a unit.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn documents_of_act(
        &self,
        act: &Measure,
        on: Date,
    ) -> Result<(&[DocumentKind], &Basis), Refusal> {
        self.documents_for(act, None, on)
            .ok_or_else(|| no_rule(format!("(documents for {act})"), on))
    }

    fn documents_for(
        &self,
        measure: &Measure,
        route: Option<&Route>,
        on: Date,
    ) -> Option<(&[DocumentKind], &Basis)> {
        let question = (measure.clone(), route.cloned());
        let value = self.rule(self.index.documents.get(&question)?)?.on(on)?;
        match &value.says {
            Effect::Documents(set) if set.questions().any(|asked| asked == question) => {
                Some((&set.kinds, &value.cited))
            }
            _ => None,
        }
    }
}
