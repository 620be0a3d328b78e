//! Between domain events and stored payloads: MessagePack with named fields.

use crate::{AnyEvent, Upcasters, Value};
use levy_domain::{court, court::access, matter, number, sweep, unit};
use rmp_serde::{Deserializer, decode};
use serde::de::Deserialize;
use std::{borrow::Cow, fmt};
use thiserror::Error;

/// Encodes and decodes payloads.
#[derive(Debug, Clone)]
pub struct Codec {
    upcasters: Upcasters,
}

/// An event as it will be stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Encoded {
    /// Type literal.
    pub kind: &'static str,
    /// Version of the type.
    pub schema: u32,
    /// MessagePack.
    pub payload: Vec<u8>,
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}.v{} ({} bytes)",
            self.kind,
            self.schema,
            self.payload.len()
        )
    }
}

/// `LEVY-J05`: an event could not be encoded; a programming error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("LEVY-J05 {0} cannot be encoded; report it with the event's type")]
pub struct EncodeError(pub &'static str);

/// What a stored payload is to this program.
#[derive(Clone, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all are known; a box would cost each of them"
)]
pub enum Decoded {
    /// An event that it knows.
    Known(AnyEvent),
    /// Kept and shown, never dropped; the engine reads its stream only.
    Unknown {
        /// Type literal as stored.
        kind: String,
        /// Payload as stored.
        payload: Vec<u8>,
        /// Why it is not known.
        why: WhyUnknown,
    },
}

/// Why a payload is not known. It repeats nothing of the payload.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WhyUnknown {
    /// The stream is of a kind that this program does not know.
    #[error("the kind of stream is not known")]
    Stream,
    /// The type literal is not known in this kind of stream.
    #[error("the type is not known")]
    Kind,
    /// A newer program wrote a newer version of the type.
    #[error("version {0} of the type is newer than this program")]
    Newer(u32),
    /// The payload does not fit its type.
    #[error("the payload does not fit its type: {0}")]
    Payload(Cow<'static, str>),
}

impl Decoded {
    /// The event, when it is known.
    pub fn known(&self) -> Option<&AnyEvent> {
        match self {
            Decoded::Known(event) => Some(event),
            Decoded::Unknown { .. } => None,
        }
    }

    /// The type literal.
    pub fn kind(&self) -> &str {
        match self {
            Decoded::Known(event) => event.kind(),
            Decoded::Unknown { kind, .. } => kind,
        }
    }

    /// An unknown payload as it can be shown, where it is MessagePack at all.
    pub fn shown(&self) -> Option<Value> {
        match self {
            Decoded::Known(_) => None,
            Decoded::Unknown { payload, .. } => read_value(payload).ok(),
        }
    }
}

impl fmt::Debug for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Decoded::Known(event) => event.fmt(f),
            Decoded::Unknown { kind, payload, why } => {
                write!(f, "unknown {kind} ({} bytes): {why}", payload.len())
            }
        }
    }
}

impl Default for Codec {
    fn default() -> Self {
        Codec::new(Upcasters::current())
    }
}

impl Codec {
    /// A codec with these upcasters.
    pub fn new(upcasters: Upcasters) -> Self {
        Codec { upcasters }
    }

    /// The event as it will be stored.
    ///
    /// # Errors
    /// [`EncodeError`], which no event of the domain can cause.
    pub fn encode(&self, event: &AnyEvent) -> Result<Encoded, EncodeError> {
        let kind = event.kind();
        let payload = rmp_serde::to_vec_named(event).map_err(|_| EncodeError(kind))?;
        Ok(Encoded {
            kind,
            schema: self.upcasters.version(event.stream_kind(), kind),
            payload,
        })
    }

    /// What a stored payload is. Nothing is an error: what cannot be read is
    /// kept as it stands.
    pub fn decode(&self, stream: &str, kind: &str, schema: u32, payload: Vec<u8>) -> Decoded {
        let current = self.upcasters.version(stream, kind);
        let decoded = if schema == current {
            decode_current(stream, kind, &payload)
        } else if schema > current {
            Err(if is_known(stream, kind) {
                WhyUnknown::Newer(schema)
            } else {
                WhyUnknown::Kind
            })
        } else {
            self.lift(stream, kind, schema, &payload)
                .and_then(|lifted| decode_current(stream, kind, &lifted))
        };
        match decoded {
            Ok(event) => Decoded::Known(event),
            Err(why) => Decoded::Unknown {
                kind: kind.to_owned(),
                payload,
                why,
            },
        }
    }

    fn lift(
        &self,
        stream: &str,
        kind: &str,
        from: u32,
        payload: &[u8],
    ) -> Result<Vec<u8>, WhyUnknown> {
        let value = read_value(payload)?;
        let lifted = self.upcasters.lift(stream, kind, from, value);
        let lifted = lifted.map_err(|why| WhyUnknown::Payload(why.into()))?;
        rmp_serde::to_vec_named(&lifted).map_err(|_| WhyUnknown::Payload("not encodable".into()))
    }
}

fn is_known(stream: &str, kind: &str) -> bool {
    AnyEvent::STREAMS
        .iter()
        .any(|(known, kinds)| *known == stream && kinds.contains(&kind))
}

fn decode_current(stream: &str, kind: &str, payload: &[u8]) -> Result<AnyEvent, WhyUnknown> {
    let mut reader = Deserializer::new(payload);
    let read = &mut reader;
    let decoded = match stream {
        "matter" => matter::Event::deserialize_kind(kind, read).map(|e| e.map(AnyEvent::Matter)),
        "sweep" => sweep::Event::deserialize_kind(kind, read).map(|e| e.map(AnyEvent::Sweep)),
        "unit" => unit::Event::deserialize_kind(kind, read).map(|e| e.map(AnyEvent::Unit)),
        "court" => court::Event::deserialize_kind(kind, read).map(|e| e.map(AnyEvent::Court)),
        "access" => access::Event::deserialize_kind(kind, read).map(|e| e.map(AnyEvent::Access)),
        "number" => number::Event::deserialize_kind(kind, read).map(|e| e.map(AnyEvent::Number)),
        _ => return Err(WhyUnknown::Stream),
    };
    let event = decoded.map_err(|error| WhyUnknown::Payload(harmless(&error)))?;
    let event = event.ok_or(WhyUnknown::Kind)?;
    whole(&reader).map(|()| event)
}

fn read_value(payload: &[u8]) -> Result<Value, WhyUnknown> {
    let mut reader = Deserializer::new(payload);
    let value = Value::deserialize(&mut reader);
    let value = value.map_err(|error| WhyUnknown::Payload(harmless(&error)))?;
    whole(&reader).map(|()| value)
}

fn whole(reader: &Deserializer<decode::ReadReader<&[u8]>>) -> Result<(), WhyUnknown> {
    if reader.get_ref().is_empty() {
        Ok(())
    } else {
        Err(WhyUnknown::Payload("bytes follow after its end".into()))
    }
}

/// What a decoder's error says, without the values that serde repeats in it.
fn harmless(error: &decode::Error) -> Cow<'static, str> {
    use decode::Error::{LengthMismatch, OutOfRange, Syntax, TypeMismatch, Uncategorized};
    match error {
        Syntax(text) | Uncategorized(text) if text.starts_with("missing field `") => {
            text.clone().into()
        }
        Syntax(_) | Uncategorized(_) | TypeMismatch(_) => "a field has another type".into(),
        LengthMismatch(_) | OutOfRange => "a length or number is out of range".into(),
        _ => "it is not whole MessagePack".into(),
    }
}
