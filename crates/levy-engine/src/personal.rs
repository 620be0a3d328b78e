//! Sealing and opening personal data, under one naming of fields.

use levy_connect::wire::{PersonalField, Private, SealField};
use levy_domain::{
    bytes::{Bytes, Digest},
    id::{MatterId, OfficerId, PersonId, UnitId},
    sealed::{Sealed, Token},
};
use levy_journal::{EvidenceBody, EvidenceError};
use levy_proof::{Aad, NoRandomness, OpenError, SealError, Sealer};
use std::sync::Arc;
use thiserror::Error;

/// `LEVY-E20`: a box could not be made or opened.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PersonalError {
    /// It could not be sealed; the value must not be stored.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// It could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// The court's sealing desk. Names of fields are part of the storage format:
/// what follows the last dot decides which values compare equal.
#[derive(Clone)]
pub struct Personal {
    sealer: Arc<Sealer>,
    court: String,
}

impl Personal {
    /// For `court` (its slug).
    pub fn new(sealer: Arc<Sealer>, court: &str) -> Self {
        Personal {
            sealer,
            court: court.to_owned(),
        }
    }

    /// 16 bytes for a question that must differ from every other.
    pub(crate) fn fresh(&self, parts: &[&[u8]]) -> Result<[u8; 16], NoRandomness> {
        self.sealer.fresh(parts)
    }

    fn seal(
        &self,
        matter: &str,
        subject: &str,
        field: &str,
        plain: &str,
    ) -> Result<Sealed, SealError> {
        let aad = Aad {
            court: &self.court,
            matter,
            subject,
            field,
        };
        let parts = self.sealer.seal(&aad, plain)?;
        Ok(Sealed {
            token: Token(Bytes(parts.token.to_vec())),
            sealed: Bytes(parts.sealed),
        })
    }

    fn open(
        &self,
        matter: &str,
        subject: &str,
        field: &str,
        sealed: &Sealed,
    ) -> Result<Private, OpenError> {
        let aad = Aad {
            court: &self.court,
            matter,
            subject,
            field,
        };
        Ok(Private::new(
            self.sealer.open(&aad, &sealed.sealed.0)?.expose(),
        ))
    }

    /// Seals a field of a person in a matter, such as `person.name`.
    ///
    /// # Errors
    /// [`SealError`]: do not store the value.
    pub fn seal_person(
        &self,
        matter: MatterId,
        person: PersonId,
        field: &str,
        plain: &str,
    ) -> Result<Sealed, SealError> {
        self.seal(&matter.to_string(), &person.to_string(), field, plain)
    }

    /// Opens a field of a person in a matter. The caller records the opening.
    ///
    /// # Errors
    /// [`OpenError`]: another key, a shredded key, or damaged bytes.
    pub fn open_person(
        &self,
        matter: MatterId,
        person: PersonId,
        field: &str,
        sealed: &Sealed,
    ) -> Result<Private, OpenError> {
        self.open(&matter.to_string(), &person.to_string(), field, sealed)
    }

    /// Seals a field of an officer.
    ///
    /// # Errors
    /// [`SealError`]: do not store the value.
    pub fn seal_officer(
        &self,
        officer: OfficerId,
        field: &str,
        plain: &str,
    ) -> Result<Sealed, SealError> {
        self.seal("court", &officer.to_string(), field, plain)
    }

    /// Opens a field of an officer.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_officer(
        &self,
        officer: OfficerId,
        field: &str,
        sealed: &Sealed,
    ) -> Result<Private, OpenError> {
        self.open("court", &officer.to_string(), field, sealed)
    }

    /// The token by which a value is found again.
    pub fn token(&self, kind: &str, plain: &str) -> Token {
        Token(Bytes(self.sealer.token(&self.court, kind, plain).to_vec()))
    }

    /// A hash of a request under the court's key: equal for the same request,
    /// and nobody without the key can try out what may have been in it.
    ///
    /// `kind` names the request, `body` is all of it.
    pub fn asked(&self, kind: &str, body: &[u8]) -> Digest {
        let token = self.token(&format!("request {kind}"), &Digest::of(body).to_hex());
        Digest::of(&token.0.0)
    }

    /// Seals a body of evidence about a person.
    ///
    /// # Errors
    /// [`EvidenceError`]: too large, or it could not be sealed.
    pub fn seal_evidence(
        &self,
        matter: MatterId,
        person: PersonId,
        field: &str,
        plain: &[u8],
    ) -> Result<EvidenceBody, EvidenceError> {
        let (matter, subject) = (matter.to_string(), person.to_string());
        let aad = Aad {
            court: &self.court,
            matter: &matter,
            subject: &subject,
            field,
        };
        EvidenceBody::seal(&self.sealer, &aad, plain)
    }

    /// Opens a body of evidence about a person.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_evidence(
        &self,
        matter: MatterId,
        person: PersonId,
        field: &str,
        sealed: &[u8],
    ) -> Result<Vec<u8>, OpenError> {
        let (matter, subject) = (matter.to_string(), person.to_string());
        let aad = Aad {
            court: &self.court,
            matter: &matter,
            subject: &subject,
            field,
        };
        Ok(self.sealer.open_bytes(&aad, sealed)?.expose().to_vec())
    }

    /// Seals what a unit sent that belongs to no order of ours.
    ///
    /// # Errors
    /// [`EvidenceError`].
    pub fn seal_stray(&self, unit: UnitId, plain: &[u8]) -> Result<EvidenceBody, EvidenceError> {
        let subject = unit.to_string();
        let aad = Aad {
            court: &self.court,
            matter: "desk",
            subject: &subject,
            field: "stray.raw",
        };
        EvidenceBody::seal(&self.sealer, &aad, plain)
    }

    /// Opens it again.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_stray(&self, unit: UnitId, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
        let subject = unit.to_string();
        let aad = Aad {
            court: &self.court,
            matter: "desk",
            subject: &subject,
            field: "stray.raw",
        };
        Ok(self.sealer.open_bytes(&aad, sealed)?.expose().to_vec())
    }

    pub(crate) fn fields(&self, matter: MatterId, person: PersonId) -> Fields<'_> {
        Fields {
            desk: self,
            matter: matter.to_string(),
            person: person.to_string(),
        }
    }
}

/// Seals the personal fields of one reply.
pub(crate) struct Fields<'a> {
    desk: &'a Personal,
    matter: String,
    person: String,
}

impl SealField for Fields<'_> {
    type Error = SealError;

    fn seal(&mut self, field: PersonalField, plain: &Private) -> Result<Sealed, SealError> {
        let field = match field {
            PersonalField::Number => "asset.number",
            PersonalField::SubAccount => "sub-account.number",
            // They compare with `person.name` and `person.identity`.
            PersonalField::HolderName => "holder.name",
            PersonalField::HolderNumber => "holder.identity",
            PersonalField::RightHolder => "right-holder.name",
            PersonalField::Authority => "prior.authority",
            PersonalField::PriorDocument => "prior.document",
            PersonalField::Words => "reply.words",
            PersonalField::ReceiptNumber => "reply.receipt-number",
            _ => "reply.other",
        };
        self.desk
            .seal(&self.matter, &self.person, field, plain.expose())
    }
}
