//! Who, when and why: what every event's header says.

use crate::{
    bytes::Digest,
    code::Code,
    court,
    id::{CommandId, OfficerId},
    refusal::Refusal,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

open_enum! {
    /// Who says when it happened.
    Source {
        /// The cooperating unit.
        Unit = "unit",
        /// An officer of the court.
        Officer = "officer",
        /// A document.
        Document = "document",
        /// Worked out here.
        Computed = "computed",
    }
}

open_enum! {
    /// How finely a time is known.
    Precision {
        /// To the minute.
        Minute = "minute",
        /// To the day.
        Day = "day",
    }
}

open_enum! {
    /// How an event came into this log.
    Origin {
        /// Decided here, as it happened.
        Native = "native",
        /// It happened elsewhere and was entered here.
        RecordedElsewhere = "recorded-elsewhere",
        /// Taken over from an older system.
        Adopted = "adopted",
        /// It corrects an earlier entry.
        Corrected = "corrected",
    }
}

open_enum! {
    /// In which role somebody acts.
    Role {
        /// Enforcement judge (执行法官).
        Judge = "judge",
        /// Clerk (书记员).
        Clerk = "clerk",
        /// Head of the enforcement bureau (执行局局长).
        BureauHead = "bureau-head",
        /// President of the court (院长).
        President = "president",
        /// Duty officer of the command centre (指挥中心).
        CommandCentre = "command-centre",
        /// Liaison officer of a unit (联络员).
        Liaison = "liaison",
        /// The engine itself, acting on a rule.
        System = "system",
        /// Auditor or prosecutor.
        Auditor = "auditor",
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The officer, or `None` for the engine and for units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerId>,
    /// In which role.
    pub role: Role,
    /// For whom, when a deputy acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<OfficerId>,
    /// Who typed it, when another did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<OfficerId>,
    /// Device or route it came by; never an address that names a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Code>,
}

impl Actor {
    /// The engine, acting on a rule.
    pub fn system() -> Self {
        Actor {
            officer: None,
            role: Role::System,
            on_behalf_of: None,
            entered_by: None,
            via: None,
        }
    }

    /// An officer in a role.
    pub fn officer(officer: OfficerId, role: Role) -> Self {
        Actor {
            officer: Some(officer),
            role,
            on_behalf_of: None,
            entered_by: None,
            via: None,
        }
    }

    /// True for the officer himself and for the one whose deputy he is: the
    /// two never count as two.
    pub fn stands_for(&self, officer: &OfficerId) -> bool {
        self.officer.as_ref() == Some(officer) || self.on_behalf_of.as_ref() == Some(officer)
    }
}

/// When something happened in the world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// The instant.
    pub at: Timestamp,
    /// Who says so.
    pub source: Source,
    /// How finely.
    pub precision: Precision,
}

/// Until when an event must not be shown to the parties (V-05).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretUntil {
    /// Until this date.
    Date(Date),
    /// Until an event of this type follows in the stream.
    Event(Code),
}

/// Everything a decision needs to know beside state, command and rules. New
/// ids come in the command or derive from [`Stamp::command`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When the decision is made.
    pub at: Timestamp,
    /// Who decides.
    pub actor: Actor,
    /// The court's officers as they are filed. Not stored: the court's stream
    /// says it.
    pub court: Arc<court::State>,
    /// The command's id.
    pub command: CommandId,
    /// Keyed hash of the request that the door took: one command id never
    /// stands for two requests (ADR 0015).
    pub asked: Option<Digest>,
    /// The event that the command follows from: that of another stream which
    /// was told to this one, or the newest of this stream when the engine does
    /// what it owes. None for acts of people and words of units.
    pub causation: Option<uuid::Uuid>,
    /// What belongs together across streams: the matter's id.
    pub correlation: Option<uuid::Uuid>,
    /// When it happened in the world, if not now.
    pub happened: Option<Happened>,
    /// Digest of the rules in force for this decision.
    pub rules: Digest,
    /// How the event comes into the log.
    pub origin: Origin,
    /// Event that this one corrects or replaces.
    pub corrects: Option<uuid::Uuid>,
    /// Secrecy.
    pub secret_until: Option<SecretUntil>,
}

impl Role {
    /// `judge, president`: for a refusal that says who may.
    pub(crate) fn listed<'a>(roles: impl IntoIterator<Item = &'a Role>) -> String {
        let roles: Vec<&str> = roles.into_iter().map(Role::as_str).collect();
        roles.join(", ")
    }
}

impl Stamp {
    /// An act of the court, not of its office: a judge, the head of the bureau
    /// or the president gives it.
    ///
    /// # Errors
    /// [`Refusal::WrongRole`].
    pub(crate) fn by_a_judge(&self) -> Result<(), Refusal> {
        match self.actor.role {
            Role::Judge | Role::BureauHead | Role::President if self.actor.officer.is_some() => {
                Ok(())
            }
            _ => Err(Refusal::WrongRole {
                role: self.actor.role.clone(),
                needed: "judge, bureau-head, president".into(),
            }),
        }
    }

    /// The same by one who is filed in that role on that day, himself or as the
    /// deputy of the one he names.
    ///
    /// # Errors
    /// [`Refusal::WrongRole`], [`Refusal::NotFiled`].
    pub(crate) fn by_a_filed_judge(&self, on: Date) -> Result<(), Refusal> {
        self.by_a_judge()?;
        self.by_a_filed_officer(on).map(drop)
    }

    /// Whoever acts is filed, himself or as the deputy of the one he names.
    ///
    /// # Errors
    /// [`Refusal::NotFiled`]; [`Refusal::WrongRole`] for the engine.
    pub(crate) fn by_a_filed_officer(&self, on: Date) -> Result<OfficerId, Refusal> {
        self.court.acting(&self.actor, on)
    }

    /// A stamp for a native decision by `actor` at `at`.
    pub fn new(at: Timestamp, actor: Actor, command: CommandId, rules: Digest) -> Self {
        Stamp {
            at,
            actor,
            court: Arc::default(),
            command,
            asked: None,
            causation: None,
            correlation: None,
            happened: None,
            rules,
            origin: Origin::Native,
            corrects: None,
            secret_until: None,
        }
    }
}
