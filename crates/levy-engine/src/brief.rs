//! What a matter and its rounds of queries tell each other.

use crate::{CommandError, personal::Personal};
use levy_connect::wire::Private;
use levy_domain::{
    asset::AssetFound,
    bytes::Digest,
    document::DocumentKind,
    id::{MatterId, OrderId, PersonId, SweepId, UnitId},
    matter,
    order::Basis,
    party::{IdentityKind, IdentityStrength, PersonKind},
    stamp::Role,
    sweep::state::Late,
};
use levy_proof::OpenError;
use uuid::Uuid;

/// A subject of a query, opened for rendering; never logged.
pub(crate) struct Subject {
    pub person: PersonId,
    pub kind: PersonKind,
    pub name: Private,
    pub identity_kind: IdentityKind,
    pub identity: Option<Private>,
    pub strength: IdentityStrength,
}

/// A document as a body names it.
pub(crate) struct Cited {
    pub kind: DocumentKind,
    pub number: Private,
    pub hash: Digest,
}

/// An officer as a body names him.
#[derive(Clone)]
pub(crate) struct Signatory {
    pub name: Private,
    pub role: Role,
    pub card: Option<Private>,
}

/// Everything a sweep needs to render its queries.
pub(crate) struct Brief {
    pub sweep: SweepId,
    pub matter: MatterId,
    pub case_number: Private,
    pub purpose: String,
    pub basis: Basis,
    pub documents: Vec<Cited>,
    pub officers: Vec<Signatory>,
    pub subjects: Vec<Subject>,
    pub units: Vec<UnitId>,
}

/// What one answer named when its round was over.
pub(crate) struct LateFindings {
    pub sweep: SweepId,
    pub late: Late,
    /// The event that showed it.
    pub because: Option<Uuid>,
}

/// What a finished sweep tells its matter.
pub(crate) struct Findings {
    pub sweep: SweepId,
    pub assets: Vec<AssetFound>,
    pub asked: u32,
    pub answered: u32,
    pub silent: Vec<UnitId>,
    /// The event that ended the round.
    pub because: Option<Uuid>,
}

pub(crate) fn subject(
    state: &matter::State,
    desk: &Personal,
    matter: MatterId,
    id: &PersonId,
) -> Result<Option<Subject>, OpenError> {
    let Some((person, _)) = state.persons.get(id) else {
        return Ok(None);
    };
    let identity = match &person.identity {
        Some(sealed) => Some(desk.open_person(matter, *id, "person.identity", sealed)?),
        None => None,
    };
    Ok(Some(Subject {
        person: *id,
        kind: person.kind.clone(),
        name: desk.open_person(matter, *id, "person.name", &person.name)?,
        identity_kind: person.identity_kind.clone(),
        identity,
        strength: person.strength.clone(),
    }))
}

pub(crate) fn cited<'a>(
    documents: impl Iterator<Item = &'a levy_domain::document::Document>,
) -> Vec<Cited> {
    documents
        .map(|document| Cited {
            kind: document.kind.clone(),
            number: Private::new(document.number.clone()),
            hash: document.hash,
        })
        .collect()
}

impl Brief {
    /// Makes the brief of an open sweep from the matter's state.
    pub(crate) fn of(
        state: &matter::State,
        ordered: &Ordered,
        desk: &Personal,
        officers: Vec<Signatory>,
    ) -> Result<Option<Self>, OpenError> {
        let (Some(matter), Some((_, case))) = (state.matter, state.current_case()) else {
            return Ok(None);
        };
        let mut subjects = Vec::with_capacity(ordered.subjects.len());
        for person in &ordered.subjects {
            subjects.extend(subject(state, desk, matter, person)?);
        }
        let documents = cited(
            ordered
                .documents
                .iter()
                .filter_map(|document| state.documents.get(document)),
        );
        Ok(Some(Brief {
            sweep: ordered.sweep,
            matter,
            case_number: Private::new(case.number.clone()),
            purpose: ordered.purpose.to_string(),
            basis: ordered.basis.clone(),
            documents,
            officers,
            subjects,
            units: ordered.units.clone(),
        }))
    }

    pub(crate) fn questions(&self) -> impl Iterator<Item = (OrderId, UnitId, &Subject)> {
        self.units.iter().flat_map(move |unit| {
            self.subjects.iter().map(move |subject| {
                let parts: [&[u8]; 2] = [unit.0.as_bytes(), subject.person.0.as_bytes()];
                (OrderId::derive(self.sweep.0, &parts), *unit, subject)
            })
        })
    }

    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.units.len() * self.subjects.len()).unwrap_or(u32::MAX)
    }
}

/// The sweep as the matter ordered it.
pub(crate) type Ordered = matter::event::SweepOrdered;

pub(crate) fn quarantine(error: &OpenError) -> CommandError {
    CommandError::Quarantined(error.to_string())
}
