//! The frame: what stands around a payload, and what its hash covers.

use crate::{Codec, Draft, EncodeError, Header, HeaderError, HeaderTemplate};
use levy_domain::{id::CommandId, stamp::Stamp, time::Timestamp};
use levy_proof::{FrameParts, frame_hash};
use levy_store::{NewEvent, Recorded, Revision, StreamName};
use std::{fmt, sync::Arc};
use thiserror::Error;
use uuid::Uuid;

/// Namespace of event ids: UUIDv5 of the nil UUID and `levy event ids 1`.
/// Part of the storage format.
pub const EVENT_IDS: Uuid = Uuid::from_u128(0xd33d_4a94_e5db_5f3b_9e60_ad3d_c075_8a02);

/// The id of the event that a command writes at `index` of its events into a
/// stream: UUIDv5 over [`EVENT_IDS`] of the stream's name, the command's 16
/// bytes and the index as 4 bytes, big-endian. Part of the storage format.
pub fn event_id(stream: &StreamName, command: CommandId, index: u32) -> Uuid {
    let mut name = Vec::with_capacity(stream.as_str().len() + 20);
    name.extend_from_slice(stream.as_str().as_bytes());
    name.extend_from_slice(command.0.as_bytes());
    name.extend_from_slice(&index.to_be_bytes());
    Uuid::new_v5(&EVENT_IDS, &name)
}

/// The hash that a stored event must have after `previous`.
pub fn hash_of(previous: &[u8; 32], recorded: &Recorded) -> [u8; 32] {
    let frame = FrameParts {
        stream: recorded.stream.as_str(),
        revision: recorded.revision.0,
        event_id: *recorded.id.as_bytes(),
        kind: &recorded.kind,
        header: recorded.header.as_bytes(),
        payload: &recorded.payload,
    };
    frame_hash(previous, &frame)
}

/// Why an event got no frame; a programming error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FrameError {
    /// The payload.
    #[error(transparent)]
    Payload(#[from] EncodeError),
    /// The header.
    #[error(transparent)]
    Header(#[from] HeaderError),
}

/// A frame that only waits for its place and its recorded time.
#[derive(Clone, PartialEq, Eq)]
pub struct Framed {
    stream: StreamName,
    id: Uuid,
    kind: &'static str,
    header: Arc<HeaderTemplate>,
    payload: Vec<u8>,
}

/// Frames the events of one write.
pub struct Framing<'a> {
    codec: &'a Codec,
    stream: &'a StreamName,
    court: &'a str,
    producer: &'a str,
    /// The header of the last one. Events of one command mostly share it.
    last: Option<(Arc<Stamp>, u32, Arc<HeaderTemplate>)>,
}

impl<'a> Framing<'a> {
    /// Frames for `stream`, written by a court with a program.
    pub fn new(
        codec: &'a Codec,
        stream: &'a StreamName,
        (court, producer): (&'a str, &'a str),
    ) -> Self {
        Framing {
            codec,
            stream,
            court,
            producer,
            last: None,
        }
    }

    /// The frame of one event.
    ///
    /// # Errors
    /// [`FrameError`].
    pub fn frame(&mut self, draft: &Draft) -> Result<Framed, FrameError> {
        let encoded = self.codec.encode(&draft.event)?;
        Ok(Framed {
            stream: self.stream.clone(),
            id: event_id(self.stream, draft.stamp.command, draft.index),
            kind: encoded.kind,
            header: self.header(&draft.stamp, encoded.schema)?,
            payload: encoded.payload,
        })
    }

    fn header(
        &mut self,
        stamp: &Arc<Stamp>,
        schema: u32,
    ) -> Result<Arc<HeaderTemplate>, FrameError> {
        if let Some((last, of, header)) = &self.last
            && Arc::ptr_eq(last, stamp)
            && *of == schema
        {
            return Ok(Arc::clone(header));
        }
        let mut header = Header::new(stamp, self.court, Timestamp(0), self.producer);
        header.schema = schema;
        let header = Arc::new(HeaderTemplate::new(&header)?);
        self.last = Some((Arc::clone(stamp), schema, Arc::clone(&header)));
        Ok(header)
    }
}

impl Framed {
    /// The stream it was made for.
    pub fn stream(&self) -> &StreamName {
        &self.stream
    }

    /// The event's id.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The type literal.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The payload.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The header as it would be at `recorded_at`.
    ///
    /// # Errors
    /// [`HeaderError`], which no header of ours can cause.
    pub fn header(&self, recorded_at: Timestamp) -> Result<Header, HeaderError> {
        Header::from_json(&self.header.at(recorded_at))
    }

    /// Bytes of header and payload, as the limits count them.
    pub fn size(&self) -> usize {
        self.header.size() + self.payload.len()
    }

    /// Gives the frame its place, its time and its hash.
    pub fn place(
        self,
        revision: Revision,
        previous: &[u8; 32],
        recorded_at: Timestamp,
    ) -> NewEvent {
        let header = self.header.at(recorded_at);
        let frame = FrameParts {
            stream: self.stream.as_str(),
            revision: revision.0,
            event_id: *self.id.as_bytes(),
            kind: self.kind,
            header: header.as_bytes(),
            payload: &self.payload,
        };
        let hash = frame_hash(previous, &frame);
        NewEvent {
            id: self.id,
            kind: self.kind.to_owned(),
            recorded_at: recorded_at.0,
            header,
            payload: self.payload,
            hash,
        }
    }
}

impl fmt::Debug for Framed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} ({} bytes)",
            self.kind,
            self.id,
            self.payload.len()
        )
    }
}
