//! The service of the court itself.

use crate::{
    api,
    matters::{Answered, answered},
    office::Office,
    refused::Refused,
    request::{date, id_or, name, word},
};
use api::courts_server::Courts;
use levy::{
    domain::{
        court::{Command as CourtCommand, event::OfficerFiled},
        id::OfficerId,
        sealed::Sealed,
        stamp::Role,
    },
    engine::{Command, StreamKey},
};
use std::sync::Arc;
use tokio::task::spawn_blocking;
use tonic::Request;

/// Answers the calls.
pub(crate) struct CourtDesk(pub(crate) Arc<Office>);

#[tonic::async_trait]
impl Courts for CourtDesk {
    async fn file_officer(&self, request: Request<api::FileOfficerRequest>) -> Answered<api::Made> {
        answered(file(&self.0, request.into_inner()).await)
    }

    async fn get_court(&self, request: Request<api::GetCourtRequest>) -> Answered<api::Court> {
        answered(court(&self.0, &request.into_inner()).await)
    }
}

async fn file(office: &Office, asked: api::FileOfficerRequest) -> Result<api::Made, Refused> {
    let given = office.given_at_first(&asked, asked.act.as_ref()).await?;
    let officer = id_or("officer", &asked.officer, || {
        OfficerId::derive(given.id.0, &[b"officer"])
    })?;
    let roles: Vec<&str> = Role::LITERALS
        .iter()
        .copied()
        .filter(|role| *role != Role::System.as_str())
        .collect();
    let role = word("role", &asked.role, &roles)?;
    let from = date("from", &asked.from)?;
    let plain = name("name", &asked.name)?;
    let court = office.engine().court();
    let known = court.officers.get(&officer).map(|(filed, _)| filed);
    let filed = OfficerFiled {
        officer,
        name: sealed(
            office,
            officer,
            ("officer.name", "name"),
            plain,
            known.map(|known| &known.name),
        )
        .await?,
        role,
        work_card: card(
            office,
            officer,
            asked.work_card.as_deref(),
            known.and_then(|known| known.work_card.as_ref()),
        )
        .await?,
        enforcement_card: card(
            office,
            officer,
            asked.enforcement_card.as_deref(),
            known.and_then(|known| known.enforcement_card.as_ref()),
        )
        .await?,
        from,
    };
    let command = Command::Court(CourtCommand::FileOfficer(filed));
    let done = office
        .command(given, StreamKey::Court, command, vec![])
        .await?;
    Ok(api::Made {
        id: officer.to_string(),
        done: Some(done),
    })
}

async fn card(
    office: &Office,
    officer: OfficerId,
    plain: Option<&str>,
    old: Option<&Sealed>,
) -> Result<Option<Sealed>, Refused> {
    let Some(plain) = plain else { return Ok(None) };
    let plain = name("card", plain)?;
    sealed(office, officer, ("officer.card", "card"), plain, old)
        .await
        .map(Some)
}

/// The box that is there, when it holds the same value; else a new one.
async fn sealed(
    office: &Office,
    officer: OfficerId,
    (field, kind): (&'static str, &str),
    plain: &str,
    old: Option<&Sealed>,
) -> Result<Sealed, Refused> {
    let desk = office.engine().personal().clone();
    if let Some(old) = old
        && old.token == desk.token(kind, plain)
    {
        return Ok(old.clone());
    }
    let plain = plain.to_owned();
    let sealed = spawn_blocking(move || desk.seal_officer(officer, field, &plain)).await;
    let sealed = sealed.map_err(|_| Refused::CutOff)?;
    Ok(sealed.map_err(levy::engine::PersonalError::from)?)
}

async fn court(office: &Office, asked: &api::GetCourtRequest) -> Result<api::Court, Refused> {
    office.caller(asked.caller.as_ref())?;
    let engine = office.engine();
    let rules = engine.rules();
    let slug = &engine.seat().slug;
    let quarantined = engine.quarantined().await;
    let names = quarantined.iter().filter_map(|key| key.name(slug).ok());
    let state = engine.court();
    let officers = state
        .officers
        .iter()
        .map(|(officer, (filed, removed))| api::Officer {
            officer: officer.to_string(),
            role: filed.role.to_string(),
            from: filed.from.to_string(),
            removed_from: removed.map(|day| day.to_string()),
        });
    Ok(api::Court {
        code: engine.seat().code.clone(),
        slug: slug.clone(),
        rules: rules.digest().to_hex(),
        profile_version: rules.profile().version().to_owned(),
        units: u32::try_from(rules.units().len()).unwrap_or(u32::MAX),
        officers: officers.collect(),
        position: engine.head().await?.map(|position| position.0),
        quarantined: names.map(|name| name.as_str().to_owned()).collect(),
        suite: office.key().suite.clone(),
        key_id: office.key().id.clone(),
        public_key: office.key().public.clone(),
    })
}
