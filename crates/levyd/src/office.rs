//! What every call goes through: who asks, may he, and then the engine.

use crate::{
    api,
    court_key::CourtKey,
    refused::Refused,
    request::{code, id, word},
};
use levy::{
    Levy,
    domain::{
        bytes::Digest,
        id::{CommandId, MatterId, PersonId},
        matter,
        sealed::Sealed,
        stamp::{Actor, Role},
        time::Date,
    },
    engine::{
        Answer, Caller, Circumstances, Command, CommandError, Engine, EngineError, StreamKey,
    },
    journal::EvidenceBody,
    store::Position,
};
use prost::Message;
use std::{any::type_name, time::Duration};
use tokio::{sync::watch, task::spawn_blocking};

/// How long a query waits for the views.
const VIEWS_PATIENCE: Duration = Duration::from_secs(5);
/// By what an event came, in its header.
const VIA: &str = "levyd";

/// The engine and whether the daemon is stopping.
pub(crate) struct Office {
    levy: Levy,
    key: CourtKey,
    stopping: watch::Receiver<bool>,
}

/// A command's caller and id.
pub(crate) struct Given {
    pub(crate) caller: Caller,
    pub(crate) id: CommandId,
    asked: Digest,
}

impl Office {
    pub(crate) fn new(levy: Levy, key: CourtKey, stopping: watch::Receiver<bool>) -> Self {
        Office {
            levy,
            key,
            stopping,
        }
    }

    /// The key by which units know this court.
    pub(crate) fn key(&self) -> &CourtKey {
        &self.key
    }

    pub(crate) fn levy(&self) -> &Levy {
        &self.levy
    }

    pub(crate) fn engine(&self) -> &Engine {
        self.levy.engine()
    }

    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.clone()
    }

    /// Today at the court.
    pub(crate) fn today(&self) -> Date {
        self.engine()
            .clock()
            .now()
            .date_in(self.engine().rules().profile().zone())
    }

    /// Who asks; nobody asks as the engine itself.
    fn named(&self, caller: Option<&api::Caller>) -> Result<Caller, Refused> {
        let missing = || Refused::field("caller", "is missing; name officer, role and purpose");
        let caller = caller.ok_or_else(missing)?;
        let officer = id("caller.officer", &caller.officer)?;
        let roles: Vec<&str> = Role::LITERALS
            .iter()
            .copied()
            .filter(|role| *role != Role::System.as_str())
            .collect();
        let role = word("caller.role", &caller.role, &roles)?;
        let actor = Actor {
            via: Some(VIA.into()),
            ..Actor::officer(officer, role)
        };
        let purpose = code("caller.purpose", &caller.purpose)?;
        Ok(Caller {
            actor,
            court: self.engine().seat().code.clone(),
            purpose,
        })
    }

    /// The set-up of the court, whoever types.
    fn set_up(&self, caller: Option<&api::Caller>) -> Result<Caller, Refused> {
        let caller = self.named(caller)?;
        let actor = Actor {
            via: caller.actor.via,
            ..Actor::system()
        };
        Ok(Caller { actor, ..caller })
    }

    /// A caller who is filed for his role.
    pub(crate) fn caller(&self, caller: Option<&api::Caller>) -> Result<Caller, Refused> {
        let caller = self.named(caller)?;
        let filed = |officer| self.engine().is_filed(officer, &caller.actor.role);
        if caller.actor.officer.as_ref().is_some_and(filed) {
            Ok(caller)
        } else {
            Err(CommandError::NotFiled(caller.actor.role.to_string()).into())
        }
    }

    /// Caller and id of a command, and what it is that is asked.
    pub(crate) fn given(
        &self,
        request: &impl Message,
        act: Option<&api::Act>,
    ) -> Result<Given, Refused> {
        let (caller, id) = self.act(act)?;
        Ok(Given {
            caller: self.caller(caller)?,
            id,
            asked: self.asked(request),
        })
    }

    fn asked<R: Message>(&self, request: &R) -> Digest {
        // The last part is the name in the contract, wherever the type stands.
        let kind = type_name::<R>().rsplit("::").next().unwrap_or_default();
        let personal = self.engine().personal();
        personal.asked(kind, &request.encode_to_vec())
    }

    /// The same; while nobody is filed it is the set-up of the court that asks,
    /// and what that may file the profile says (O-60). Whoever typed that asks
    /// again as the set-up: he need not be filed to hear the same answer.
    pub(crate) async fn given_at_first(
        &self,
        request: &impl Message,
        act: Option<&api::Act>,
    ) -> Result<Given, Refused> {
        let (caller, id) = self.act(act)?;
        let asked = self.asked(request);
        let first = self.engine().court().officers.is_empty();
        let caller = if first || self.set_up_asked(id, asked).await? {
            self.set_up(caller)?
        } else {
            self.caller(caller)?
        };
        Ok(Given { caller, id, asked })
    }

    /// The set-up has asked the court exactly this; the engine answers it
    /// without deciding again.
    async fn set_up_asked(&self, id: CommandId, asked: Digest) -> Result<bool, Refused> {
        let slug = &self.engine().seat().slug;
        let Ok(stream) = StreamKey::Court.name(slug) else {
            return Ok(false);
        };
        let read = self.engine().journal().load(&stream, None).await;
        let entries = read.map_err(EngineError::from)?;
        let mut headers = entries.iter().map(|entry| &entry.header);
        Ok(headers.any(|header| {
            let of_set_up = header.actor.officer.is_none() && header.actor.role == Role::System;
            of_set_up && header.command == id && header.asked == Some(asked)
        }))
    }

    fn act<'a>(
        &self,
        act: Option<&'a api::Act>,
    ) -> Result<(Option<&'a api::Caller>, CommandId), Refused> {
        if *self.stopping.borrow() {
            return Err(CommandError::Stopping.into());
        }
        let missing = || Refused::field("act", "is missing; name the caller and a command id");
        let act = act.ok_or_else(missing)?;
        Ok((act.caller.as_ref(), id("act.command", &act.command)?))
    }

    /// A command to a matter.
    pub(crate) async fn matter(
        &self,
        given: Given,
        matter: MatterId,
        command: matter::Command,
        evidence: Vec<EvidenceBody>,
    ) -> Result<api::Done, Refused> {
        let key = StreamKey::Matter(matter);
        self.command(given, key, Command::Matter(command), evidence)
            .await
    }

    /// A command to any stream.
    pub(crate) async fn command(
        &self,
        given: Given,
        key: StreamKey,
        command: Command,
        evidence: Vec<EvidenceBody>,
    ) -> Result<api::Done, Refused> {
        let Given { caller, id, asked } = given;
        let with = Circumstances {
            evidence,
            asked: Some(asked),
            ..Circumstances::default()
        };
        let answer = self
            .engine()
            .command_with(key, command, id, caller, with)
            .await?;
        let Answer {
            events,
            last,
            position,
        } = answer;
        tracing::debug!(command = %id, stream = ?key, ?events, "carried out");
        Ok(api::Done {
            events: events.into_iter().map(str::to_owned).collect(),
            revision: last.map(|revision| revision.0),
            position: position.map(|position| position.0),
        })
    }

    /// Looks at a matter's durable state.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        matter: MatterId,
        look: impl FnOnce(&matter::State) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        match self.engine().look_at_matter(matter, look).await {
            Some(seen) => Ok(seen),
            None => Err(self.nowhere(matter).await),
        }
    }

    /// Why nothing is seen of a matter: it is not known, or its stream is in
    /// quarantine and says nothing that could be relied on.
    pub(crate) async fn nowhere(&self, matter: MatterId) -> Refused {
        let key = StreamKey::Matter(matter);
        if self.engine().quarantined().await.contains(&key) {
            let why = "its events do not fit together".to_owned();
            return CommandError::Quarantined(why).into();
        }
        Refused::Absent("matter")
    }

    /// Seals a field of a person; the first use of a key waits for the disk.
    pub(crate) async fn seal(
        &self,
        matter: MatterId,
        person: PersonId,
        field: &'static str,
        plain: &str,
    ) -> Result<Sealed, Refused> {
        let (desk, plain) = (self.engine().personal().clone(), plain.to_owned());
        let sealed = spawn_blocking(move || desk.seal_person(matter, person, field, &plain)).await;
        let sealed = sealed.map_err(|_| Refused::CutOff)?;
        Ok(sealed.map_err(levy::engine::PersonalError::from)?)
    }

    /// Seals a body of evidence about a person.
    pub(crate) async fn seal_body(
        &self,
        matter: MatterId,
        person: PersonId,
        field: &'static str,
        plain: Vec<u8>,
    ) -> Result<EvidenceBody, Refused> {
        let desk = self.engine().personal().clone();
        let sealed =
            spawn_blocking(move || desk.seal_evidence(matter, person, field, &plain)).await;
        Ok(sealed.map_err(|_| Refused::CutOff)??)
    }

    /// Waits until the views have reached a position of this log.
    pub(crate) async fn at_least(&self, position: Option<u64>) -> Result<(), Refused> {
        let Some(position) = position.map(Position) else {
            return Ok(());
        };
        self.within_log(Some(position)).await?;
        let reached = self.levy.views().at_least(position);
        match tokio::time::timeout(VIEWS_PATIENCE, reached).await {
            Ok(reached) => Ok(reached?),
            Err(_) => Err(Refused::Late),
        }
    }

    /// Refuses a position that this log has not reached: whoever saw it saw
    /// another log.
    pub(crate) async fn within_log(&self, position: Option<Position>) -> Result<(), Refused> {
        let head = self.engine().head().await?;
        if position > head {
            Err(Refused::Beyond(head))
        } else {
            Ok(())
        }
    }
}
