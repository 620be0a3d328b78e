//! Documents that something new may rest on: issued in this matter, and not
//! replaced by a later one. Asked here and nowhere else.
//!
//! What rested on a document before it was replaced stays: a hold is not lost
//! because its ruling was written anew.

use super::{planning::refuses, state::State};
use crate::{
    document::{Document, DocumentKind},
    id::DocumentId,
    order::{Measure, Route},
    refusal::Refusal,
    rules::Rules,
    stamp::{Role, Stamp},
    time::Date,
};

/// The document, if something new may rest on it.
pub(super) fn usable(state: &State, document: DocumentId) -> Result<&Document, Refusal> {
    if let Some(by) = state.superseded.get(&document) {
        return Err(Refusal::Superseded { document, by: *by });
    }
    let known = state.documents.get(&document);
    known.ok_or(Refusal::NoDocument { document })
}

/// Every one of them; none is fine.
pub(super) fn all_usable<'a>(
    state: &State,
    documents: impl IntoIterator<Item = &'a DocumentId>,
) -> Result<(), Refusal> {
    let mut documents = documents.into_iter();
    documents.try_for_each(|document| usable(state, *document).map(drop))
}

/// At least one, and every one of them usable.
pub(super) fn some_usable(state: &State, documents: &[DocumentId]) -> Result<(), Refusal> {
    if documents.is_empty() {
        return Err(Refusal::NoBasis);
    }
    all_usable(state, documents)
}

/// A usable document of that kind.
pub(super) fn of_kind(
    state: &State,
    document: DocumentId,
    kind: &DocumentKind,
) -> Result<(), Refusal> {
    if usable(state, document)?.kind == *kind {
        return Ok(());
    }
    Err(Refusal::DocumentsMissing {
        missing: kind.to_string(),
    })
}

/// What the profile asks to go with `measure` by `route` stands among `there`.
pub(super) fn complete<'a>(
    measure: &Measure,
    route: &Route,
    there: impl Iterator<Item = &'a Document> + Clone,
    rules: &Rules,
    on: Date,
) -> Result<(), Refusal> {
    let (required, basis) = rules.profile().documents_required(measure, route, on)?;
    if !refuses(rules, basis) {
        return Ok(());
    }
    let missing: Vec<String> = required
        .iter()
        .filter(|kind| !there.clone().any(|document| document.kind == **kind))
        .map(ToString::to_string)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::DocumentsMissing {
        missing: missing.join(", "),
    })
}

/// Everybody who signs is an officer of this court, and one of them in a role
/// that signs such a document (O-61). Who brings it in stands in the header.
pub(super) fn signed(document: &Document, rules: &Rules, stamp: &Stamp) -> Result<(), Refusal> {
    let on = stamp.at.date_in(rules.profile().zone());
    let by = rules.profile().signed_by(&document.kind, on)?;
    let mut may = false;
    for signer in &document.signers {
        // A deputy signs in the role of the officer he stands for.
        let role = if stamp.actor.officer == Some(*signer) {
            stamp.by_a_filed_officer(on)?;
            &stamp.actor.role
        } else {
            let role = stamp.court.role_of(signer, on);
            role.ok_or_else(|| Refusal::NotFiled {
                officer: *signer,
                role: "an officer".into(),
            })?
        };
        may |= by.contains(role);
    }
    if may {
        return Ok(());
    }
    let by: Vec<&str> = by.iter().map(Role::as_str).collect();
    Err(Refusal::NotSigned {
        kind: document.kind.to_string(),
        needed: by.join(", "),
    })
}
