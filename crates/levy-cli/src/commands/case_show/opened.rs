//! Opening the names and numbers of a case's parties. The opening is in the
//! court's access stream before anything is shown.

use crate::{failure::Failure, office::Office};
use levy::{
    domain::{
        code::Code,
        court::access::PersonalDataOpened,
        id::{CommandId, PersonId},
        matter::State,
    },
    engine::{Command, StreamKey},
    journal::{Clock, MachineClock},
};
use serde::Serialize;
use std::path::Path;

use crate::commands::import::Known;

/// A party in plain text; no `Debug`.
#[derive(Serialize)]
pub(super) struct OpenedParty {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) identity: Option<String>,
}

/// # Errors
/// [`Failure`]: the directory is in use or simulated, the keys are not its
/// own, the officer is not filed.
pub(super) async fn open(
    dir: &Path,
    office: &Office,
    state: &State,
    purpose: &Code,
) -> Result<Vec<OpenedParty>, Failure> {
    office.rehearsal().await?;
    Known::read(dir, office)
        .await?
        .check_nothing_leaves()
        .await?;
    let levy = office.open().await?;
    let opened = record_and_open(&levy, office, state, purpose).await;
    let caught_up = levy.refresh_views().await;
    levy.stop().await;
    caught_up?;
    opened
}

async fn record_and_open(
    levy: &levy::Levy,
    office: &Office,
    state: &State,
    purpose: &Code,
) -> Result<Vec<OpenedParty>, Failure> {
    let Some(matter) = state.matter else {
        return Ok(Vec::new());
    };
    let boxes: usize = state
        .persons
        .values()
        .map(|(person, _)| 1 + usize::from(person.identity.is_some()))
        .sum();
    let caller = office.caller(purpose.as_str());
    let recorded = PersonalDataOpened {
        matter: Some(matter),
        officer: caller.actor.officer,
        purpose: "show".into(),
        fields: vec!["person.name".into(), "person.identity".into()],
        count: u32::try_from(boxes).unwrap_or(u32::MAX),
        about: Some(purpose.to_string()),
    };
    let now = MachineClock.now().0.to_be_bytes();
    let id = CommandId::derive(matter.0, &[b"show", purpose.as_str().as_bytes(), &now]);
    let command = Command::Access(recorded.into());
    levy.engine()
        .command(StreamKey::Access, command, id, caller)
        .await?;
    let desk = levy.engine().personal();
    let mut parties = Vec::new();
    for (id, (person, _)) in &state.persons {
        let text = |field: &str, sealed| {
            let opened = desk.open_person(matter, *id, field, sealed);
            opened.map(|plain| plain.expose().to_owned())
        };
        parties.push(OpenedParty {
            person: *id,
            name: text("person.name", &person.name)?,
            identity: person
                .identity
                .as_ref()
                .map(|sealed| text("person.identity", sealed))
                .transpose()?,
        });
    }
    Ok(parties)
}
