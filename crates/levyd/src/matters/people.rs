//! Parties and documents: what comes plain is sealed here, before anything is
//! decided.

use crate::{
    api,
    office::{Given, Office},
    refused::Refused,
    request::{code, id, id_or, ids, name, optional, printed, word},
};
use levy::domain::{
    document::{Document, DocumentKind},
    id::{DocumentId, MatterId, OfficerId, PersonId},
    identifier::{CreditCode, ResidentId},
    matter::Command,
    party::{IdentityKind, IdentityStrength, PartyRole, Person, PersonKind},
    sealed::Sealed,
};

pub(super) async fn add(
    office: &Office,
    asked: api::AddPartyRequest,
) -> Result<api::Made, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let matter: MatterId = id("matter", &asked.matter)?;
    let person = id_or("person", &asked.person, || {
        PersonId::derive(given.id.0, &[b"person"])
    })?;
    let role: PartyRole = word("role", &asked.role, PartyRole::LITERALS)?;
    let kind = word("kind", &asked.kind, PersonKind::LITERALS)?;
    let identity_kind = word(
        "identity_kind",
        &asked.identity_kind,
        IdentityKind::LITERALS,
    )?;
    let plain_name = name("name", &asked.name)?;
    let (plain, strength) = identity(&identity_kind, &asked.identity)?;
    // A person who is known already keeps his boxes, so that a second role is
    // not another person.
    let known = office.look(matter, move |state| {
        state.persons.get(&person).map(|(known, _)| known.clone())
    });
    let known = known.await?;
    let held = Held {
        office,
        matter,
        person,
    };
    let old = known.as_ref().map(|known| &known.name);
    let name = held.sealed("person.name", "name", plain_name, old).await?;
    let old = known.as_ref().and_then(|known| known.identity.as_ref());
    let identity = match plain {
        None => None,
        Some(plain) => Some(
            held.sealed("person.identity", "identity", &plain, old)
                .await?,
        ),
    };
    let name_variants = known.map(|known| known.name_variants).unwrap_or_default();
    let sealed = Person {
        person,
        kind,
        name,
        name_variants,
        identity_kind,
        identity,
        strength,
    };
    let command = Command::AddParty {
        person: sealed,
        role,
    };
    let done = office.matter(given, matter, command, vec![]).await?;
    Ok(api::Made {
        id: person.to_string(),
        done: Some(done),
    })
}

/// The number in its one spelling, and how sure it is.
fn identity(
    kind: &IdentityKind,
    number: &str,
) -> Result<(Option<String>, IdentityStrength), Refused> {
    let wrong = |error: &dyn std::fmt::Display| Refused::Identifier(error.to_string());
    let number = number.trim();
    match kind {
        IdentityKind::NameOnly if number.is_empty() => Ok((None, IdentityStrength::NameOnly)),
        IdentityKind::NameOnly => Err(Refused::field(
            "identity",
            "a name-only person has none; leave it empty or name its kind",
        )),
        _ if number.is_empty() => Err(Refused::field("identity", "is missing; write the number")),
        IdentityKind::ResidentId => {
            let id = ResidentId::parse(number).map_err(|error| wrong(&error))?;
            Ok((Some(id.reveal().to_owned()), IdentityStrength::Valid))
        }
        IdentityKind::CreditCode => {
            let code = CreditCode::parse(number).map_err(|error| wrong(&error))?;
            Ok((Some(code.as_str().to_owned()), IdentityStrength::Valid))
        }
        _ => {
            let number = name("identity", number)?;
            Ok((Some(number.to_owned()), IdentityStrength::Unchecked))
        }
    }
}

struct Held<'a> {
    office: &'a Office,
    matter: MatterId,
    person: PersonId,
}

impl Held<'_> {
    /// The box that is there, when it holds the same value; else a new one.
    async fn sealed(
        &self,
        field: &'static str,
        kind: &str,
        plain: &str,
        old: Option<&Sealed>,
    ) -> Result<Sealed, Refused> {
        let token = self.office.engine().personal().token(kind, plain);
        match old {
            Some(old) if old.token == token => Ok(old.clone()),
            _ => {
                self.office
                    .seal(self.matter, self.person, field, plain)
                    .await
            }
        }
    }
}

pub(super) async fn document(
    office: &Office,
    asked: api::IssueDocumentRequest,
) -> Result<api::Made, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let matter: MatterId = id("matter", &asked.matter)?;
    let document = id_or("document", &asked.document, || {
        DocumentId::derive(given.id.0, &[b"document"])
    })?;
    let about: PersonId = id("about", &asked.about)?;
    if asked.body.is_empty() {
        return Err(Refused::field(
            "body",
            "is missing; send the document itself",
        ));
    }
    if !office
        .look(matter, move |state| state.persons.contains_key(&about))
        .await?
    {
        return Err(Refused::Absent("party; name one of this matter in `about`"));
    }
    let kind = code("kind", &asked.kind)?;
    let (number, signers) = (
        printed("number", &asked.number)?,
        signers(&given, &asked.signers)?,
    );
    let registration = id("registration", &asked.registration)?;
    let plan = optional("plan", asked.plan.as_ref())?;
    let supersedes = optional("supersedes", asked.supersedes.as_ref())?;
    let body = office
        .seal_body(matter, about, "document.body", asked.body)
        .await?;
    let issued = Document {
        document,
        kind: DocumentKind::from(kind.as_str()),
        number,
        registration,
        signers,
        hash: body.digest(),
        plan,
        supersedes,
    };
    let command = Command::IssueDocument { document: issued };
    let done = office.matter(given, matter, command, vec![body]).await?;
    Ok(api::Made {
        id: document.to_string(),
        done: Some(done),
    })
}

fn signers(given: &Given, texts: &[String]) -> Result<Vec<OfficerId>, Refused> {
    if texts.is_empty() {
        Ok(given.caller.actor.officer.into_iter().collect())
    } else {
        ids("signers", texts)
    }
}
