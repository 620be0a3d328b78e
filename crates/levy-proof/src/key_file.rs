//! The key file: a [`KeyRing`] as JSON with hex, readable by its owner only.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::keys::KeyRing;
use crate::private_file::{create_new, open_to_others, sync_directory_of};
use crate::secret::Secret32;

const FORMAT: &str = "levy-key-ring/1";
/// A ring takes under 500 bytes; what is longer is another file.
const MAX_BYTES: u64 = 4096;

/// Why a key file was not read or written. Never shows what is in it.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// `LEVY-P01`: a key file is never overwritten.
    #[error("LEVY-P01 {} exists and is left as it is; use it, or choose another path", .0.display())]
    Exists(PathBuf),
    /// `LEVY-P02`: the file could not be read or written.
    #[error("LEVY-P02 key file {}: {source}; check the path and its owner", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// `LEVY-P03`: others than the owner may read the file.
    #[error("LEVY-P03 {} may be read by others; run chmod 600 on it", .0.display())]
    OpenToOthers(PathBuf),
    /// `LEVY-P04`: not a key file, or a damaged one.
    #[error("LEVY-P04 {} is not an undamaged key file; restore it from its backup", .0.display())]
    Damaged(PathBuf),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: String,
    ring_id: String,
    wrapping_key: String,
    token_key: String,
    signing_seed: String,
    check_value: String,
}

impl Drop for Stored {
    fn drop(&mut self) {
        for secret in [
            &mut self.wrapping_key,
            &mut self.token_key,
            &mut self.signing_seed,
        ] {
            secret.zeroize();
        }
    }
}

impl KeyRing {
    /// Reads a key file. Refuses one that others may read, and one whose keys
    /// do not fit its own check value.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, KeyFileError> {
        let path = path.as_ref();
        let io = |source| KeyFileError::Io {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(io)?;
        if open_to_others(&file).map_err(io)? {
            return Err(KeyFileError::OpenToOthers(path.to_owned()));
        }
        let mut text = Zeroizing::new(Vec::with_capacity(MAX_BYTES as usize));
        file.take(MAX_BYTES).read_to_end(&mut text).map_err(io)?;
        // serde's error quotes the file, so it is dropped.
        let stored = serde_json::from_slice(&text).ok();
        stored
            .and_then(|stored| parse(&stored))
            .ok_or_else(|| KeyFileError::Damaged(path.into()))
    }

    /// Writes a new key file, durable on return; never overwrites one.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), KeyFileError> {
        let path = path.as_ref();
        let io = |source| KeyFileError::Io {
            path: path.to_owned(),
            source,
        };
        let stored = self.stored();
        let mut text = Zeroizing::new(Vec::with_capacity(MAX_BYTES as usize));
        serde_json::to_writer_pretty(&mut *text, &stored).map_err(|e| io(e.into()))?;
        text.push(b'\n');
        let mut file = create_new(path).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => KeyFileError::Exists(path.to_owned()),
            _ => io(source),
        })?;
        let written = file.write_all(&text).and_then(|()| file.sync_all());
        if let Err(source) = written {
            // Half a key file would stand in the way of the next attempt.
            let _ = fs::remove_file(path);
            return Err(io(source));
        }
        sync_directory_of(path).map_err(io)
    }

    fn stored(&self) -> Stored {
        Stored {
            format: FORMAT.to_owned(),
            ring_id: self.id.clone(),
            wrapping_key: hex::encode(self.wrapping.expose()),
            token_key: hex::encode(self.token.expose()),
            signing_seed: hex::encode(self.signing.expose()),
            check_value: self.check_value(),
        }
    }
}

fn parse(stored: &Stored) -> Option<KeyRing> {
    if stored.format != FORMAT {
        return None;
    }
    let ring = KeyRing {
        id: stored.ring_id.clone(),
        wrapping: secret(&stored.wrapping_key)?,
        token: secret(&stored.token_key)?,
        signing: secret(&stored.signing_seed)?,
    };
    ring.confirm(&stored.check_value).ok()?;
    Some(ring)
}

fn secret(text: &str) -> Option<Secret32> {
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text, &mut *bytes).ok()?;
    Some(Secret32::new(*bytes))
}
