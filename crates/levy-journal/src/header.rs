//! The header of an event: who, when and why, as canonical JSON (RFC 8785),
//! so that stock tools read it.

use levy_domain::{
    bytes::Digest,
    id::{CommandId, OfficerId},
    stamp::{Actor, Happened, Origin, Precision, Role, SecretUntil, Source, Stamp},
    time::Timestamp,
};
use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;
use uuid::Uuid;

/// Everything an event says about itself. The fields stand in the order of
/// their names, which is the canonical one: serialising them as they stand
/// gives canonical JSON, and a test holds that against a canonicalizer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Who decided.
    #[serde(serialize_with = "actor")]
    pub actor: Actor,
    /// Keyed hash of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Digest>,
    /// The event that caused the command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub causation: Option<Uuid>,
    /// The command.
    pub command: CommandId,
    /// The event that this one corrects or replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Uuid>,
    /// What belongs together across streams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation: Option<Uuid>,
    /// Code of the court whose log this is.
    pub court: String,
    /// When it was decided.
    pub decided_at: Timestamp,
    /// When it happened in the world, where that differs.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "happened"
    )]
    pub happened_at: Option<Happened>,
    /// How it came into the log.
    pub origin: Origin,
    /// Program and version that wrote it.
    pub producer: String,
    /// When it was written; equals the row's own column.
    pub recorded_at: Timestamp,
    /// Digest of the rules in force for the decision.
    pub rules: Digest,
    /// Version of the payload's type, from 1.
    pub schema: u32,
    /// Until when the parties must not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_until: Option<SecretUntil>,
}

/// `LEVY-J04`: a header cannot be written or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "LEVY-J04 the header is not one of this program ({0}); use the newer program, else restore the log"
)]
pub struct HeaderError(pub &'static str);

impl Header {
    /// The header of an event decided under `stamp`, of schema version 1.
    pub fn new(stamp: &Stamp, court: &str, recorded_at: Timestamp, producer: &str) -> Self {
        Header {
            actor: stamp.actor.clone(),
            asked: stamp.asked,
            causation: stamp.causation,
            command: stamp.command,
            corrects: stamp.corrects,
            correlation: stamp.correlation,
            court: court.to_owned(),
            decided_at: stamp.at,
            happened_at: stamp.happened.clone(),
            origin: stamp.origin.clone(),
            producer: producer.to_owned(),
            recorded_at,
            rules: stamp.rules,
            schema: 1,
            secret_until: stamp.secret_until.clone(),
        }
    }

    /// Canonical JSON.
    ///
    /// # Errors
    /// [`HeaderError`], which no header of this type can cause.
    pub fn to_json(&self) -> Result<String, HeaderError> {
        serde_json::to_string(self).map_err(|_| HeaderError("not serialisable"))
    }

    /// Reads a stored header; fields that this version does not know are
    /// passed over.
    ///
    /// # Errors
    /// [`HeaderError`]; it repeats nothing of the text.
    pub fn from_json(text: &str) -> Result<Self, HeaderError> {
        serde_json::from_str(text).map_err(|error| {
            HeaderError(if error.is_data() {
                "a field is missing or of another type"
            } else {
                "not JSON"
            })
        })
    }
}

/// A header that waits for its recorded time. The writer has one thread, so
/// all that can be rendered before is rendered by its callers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderTemplate {
    before: String,
    after: String,
}

impl HeaderTemplate {
    /// Renders all but the recorded time.
    ///
    /// # Errors
    /// As for [`Header::to_json`].
    pub fn new(header: &Header) -> Result<Self, HeaderError> {
        /// Quotes inside a text are escaped, so this is the field itself.
        const FIELD: &str = "\"recorded_at\":\"";
        let mut before = header.to_json()?;
        let start = before.find(FIELD).ok_or(HeaderError("no recorded_at"))? + FIELD.len();
        let text = before.split_off(start);
        let end = text.find('"').ok_or(HeaderError("no recorded_at"))?;
        let after = text.get(end..).unwrap_or_default().to_owned();
        Ok(HeaderTemplate { before, after })
    }

    /// Bytes of the whole header, whatever its time.
    pub fn size(&self) -> usize {
        /// `1970-01-01T00:00:00.000Z`
        const TIME_BYTES: usize = 24;
        self.before.len() + TIME_BYTES + self.after.len()
    }

    /// The whole header.
    pub fn at(&self, recorded_at: Timestamp) -> String {
        let time = recorded_at.to_rfc3339();
        [self.before.as_str(), &time, &self.after].concat()
    }
}

/// `actor` with its fields in canonical order.
fn actor<S: Serializer>(actor: &Actor, s: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Ordered<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        entered_by: Option<OfficerId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        officer: Option<OfficerId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        on_behalf_of: Option<OfficerId>,
        role: &'a Role,
        #[serde(skip_serializing_if = "Option::is_none")]
        via: Option<&'a str>,
    }
    let Actor {
        officer,
        role,
        on_behalf_of,
        entered_by,
        via,
    } = actor;
    Ordered {
        entered_by: *entered_by,
        officer: *officer,
        on_behalf_of: *on_behalf_of,
        role,
        via: via.as_deref(),
    }
    .serialize(s)
}

/// `happened` with its fields in canonical order.
fn happened<S: Serializer>(happened: &Option<Happened>, s: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Ordered<'a> {
        at: Timestamp,
        precision: &'a Precision,
        source: &'a Source,
    }
    happened
        .as_ref()
        .map(
            |Happened {
                 at,
                 source,
                 precision,
             }| Ordered {
                at: *at,
                precision,
                source,
            },
        )
        .serialize(s)
}
