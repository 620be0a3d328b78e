//! Which stream.

use levy_domain::id::{MatterId, NumberId, SweepId, UnitId};
use levy_store::{BadName, StreamName};

/// A stream of this court.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamKey {
    /// The court's own stream.
    Court,
    /// Openings of personal data.
    Access,
    /// A matter.
    Matter(MatterId),
    /// A round of queries.
    Sweep(SweepId),
    /// A unit.
    Unit(UnitId),
    /// A case number.
    Number(NumberId),
}

impl StreamKey {
    /// `<kind>-<court>.<opaque id>`; `slug` is the court in ASCII.
    ///
    /// # Errors
    /// [`BadName`] when the slug is not usable in a name.
    pub fn name(&self, slug: &str) -> Result<StreamName, BadName> {
        let text = match self {
            StreamKey::Court => format!("court-{slug}.self"),
            StreamKey::Access => format!("access-{slug}.self"),
            StreamKey::Matter(id) => format!("matter-{slug}.{}", id.0.simple()),
            StreamKey::Sweep(id) => format!("sweep-{slug}.{}", id.0.simple()),
            StreamKey::Unit(id) => format!("unit-{slug}.{}", id.0.simple()),
            StreamKey::Number(id) => format!("number-{slug}.{}", id.0.simple()),
        };
        StreamName::new(&text)
    }

    /// Reads a name back; `None` for another court's stream or an unknown
    /// kind.
    pub fn parse(name: &StreamName, slug: &str) -> Option<Self> {
        let (kind, rest) = name.as_str().split_once('-')?;
        let id = rest.strip_prefix(slug)?.strip_prefix('.')?;
        let uuid = || uuid::Uuid::try_parse(id).ok();
        match kind {
            "court" if id == "self" => Some(StreamKey::Court),
            "access" if id == "self" => Some(StreamKey::Access),
            "matter" => Some(StreamKey::Matter(MatterId(uuid()?))),
            "sweep" => Some(StreamKey::Sweep(SweepId(uuid()?))),
            "unit" => Some(StreamKey::Unit(UnitId(uuid()?))),
            "number" => Some(StreamKey::Number(NumberId(uuid()?))),
            _ => None,
        }
    }

    /// The shard that owns it, of `shards`.
    pub(crate) fn shard(&self, shards: usize) -> usize {
        let byte = match self {
            StreamKey::Court | StreamKey::Access => 0,
            StreamKey::Matter(id) => id.0.as_u128(),
            StreamKey::Sweep(id) => id.0.as_u128(),
            StreamKey::Unit(id) => id.0.as_u128(),
            StreamKey::Number(id) => id.0.as_u128(),
        };
        usize::try_from(byte % (shards.max(1) as u128)).unwrap_or(0)
    }
}
