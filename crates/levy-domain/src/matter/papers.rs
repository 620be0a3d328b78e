//! Documents that something new may rest on: issued in this matter, and not
//! replaced by a later one. Asked here and nowhere else.
//!
//! What rested on a document before it was replaced stays: a hold is not lost
//! because its ruling was written anew.

use super::state::State;
use crate::{
    document::{Document, DocumentKind},
    id::DocumentId,
    refusal::Refusal,
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
