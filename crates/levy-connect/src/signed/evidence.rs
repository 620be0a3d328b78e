//! A signed body as one piece of evidence: four text lines, an empty one,
//! then the bytes. Base64 and one signature check are enough to verify it.

use super::{BodyKind, DetachedSignature, SignedBody};
use thiserror::Error;

const MAGIC: &str = "levy-signed/1";
/// The lines before the bytes are far shorter.
const HEAD_MAX: usize = 16 * 1024;

/// `LEVY-C07`: not a signed body as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("LEVY-C07 not a signed body as kept in evidence; restore it from its backup")]
pub struct NotEvidence;

impl SignedBody {
    /// The form to keep. It holds opened personal data: seal it.
    #[must_use]
    pub fn to_evidence(&self) -> Vec<u8> {
        let mut kept = format!("{MAGIC} {}\n", self.kind.as_str()).into_bytes();
        for (name, value) in self.signature.headers() {
            kept.extend_from_slice(format!("{name}: {value}\n").as_bytes());
        }
        kept.push(b'\n');
        kept.extend_from_slice(&self.bytes);
        kept
    }

    /// Reads the form that was kept; verify it again before relying on it.
    ///
    /// # Errors
    /// [`NotEvidence`].
    pub fn from_evidence(kept: &[u8]) -> Result<Self, NotEvidence> {
        let end = kept
            .windows(2)
            .take(HEAD_MAX)
            .position(|pair| pair == b"\n\n")
            .ok_or(NotEvidence)?;
        let (head, bytes) = kept.split_at(end);
        let mut lines = std::str::from_utf8(head).map_err(|_| NotEvidence)?.lines();
        let kind = lines
            .next()
            .and_then(|line| line.strip_prefix(MAGIC)?.strip_prefix(' '))
            .and_then(|kind| {
                BodyKind::ALL
                    .into_iter()
                    .find(|known| known.as_str() == kind)
            })
            .ok_or(NotEvidence)?;
        let fields: Vec<(&str, &str)> = lines
            .map(|line| line.split_once(": ").ok_or(NotEvidence))
            .collect::<Result<_, _>>()?;
        let get = |name| {
            fields
                .iter()
                .find(|field| field.0 == name)
                .map(|field| field.1)
        };
        let signature = DetachedSignature::from_headers(get).map_err(|_| NotEvidence)?;
        let bytes = bytes.strip_prefix(b"\n\n").ok_or(NotEvidence)?;
        Ok(SignedBody {
            kind,
            bytes: bytes.into(),
            signature,
        })
    }
}
