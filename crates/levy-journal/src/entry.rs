//! An event as it is read.

use crate::{Codec, Decoded, Header, JournalError, frame};
use levy_domain::time::Timestamp;
use levy_store::{Position, Recorded, Revision, StreamName};
use uuid::Uuid;

/// One event of the log. `Debug` shows no payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Place in the store.
    pub position: Position,
    /// The stream it belongs to.
    pub stream: StreamName,
    /// Place in the stream.
    pub revision: Revision,
    /// Event id.
    pub id: Uuid,
    /// When it was written.
    pub recorded_at: Timestamp,
    /// Who, when and why.
    pub header: Header,
    /// What happened.
    pub event: Decoded,
    /// The frame's chain hash.
    pub hash: [u8; 32],
}

impl Entry {
    /// Decodes a stored event. Its hash is taken as it stands.
    ///
    /// # Errors
    /// [`JournalError::Header`] when the header is not readable or names
    /// another time than the row.
    pub fn decode(codec: &Codec, recorded: Recorded) -> Result<Self, JournalError> {
        let Recorded {
            position,
            stream,
            revision,
            id,
            kind,
            recorded_at,
            header,
            payload,
            hash,
        } = recorded;
        let header = match Header::from_json(&header) {
            Ok(header) if header.recorded_at.0 == recorded_at => header,
            Ok(_) => {
                let why = "it names another time than its row";
                return Err(JournalError::Header {
                    stream,
                    revision,
                    why,
                });
            }
            Err(error) => {
                return Err(JournalError::Header {
                    stream,
                    revision,
                    why: error.0,
                });
            }
        };
        let event = codec.decode(stream.kind(), &kind, header.schema, payload);
        let recorded_at = header.recorded_at;
        Ok(Entry {
            position,
            stream,
            revision,
            id,
            recorded_at,
            header,
            event,
            hash,
        })
    }

    /// Decodes a stored event after checking that its hash follows `previous`.
    ///
    /// # Errors
    /// [`JournalError::Broken`], and as for [`Entry::decode`].
    pub fn decode_after(
        codec: &Codec,
        recorded: Recorded,
        previous: &[u8; 32],
    ) -> Result<Self, JournalError> {
        if frame::hash_of(previous, &recorded) != recorded.hash {
            let Recorded {
                stream, revision, ..
            } = recorded;
            return Err(JournalError::Broken { stream, revision });
        }
        Entry::decode(codec, recorded)
    }
}
