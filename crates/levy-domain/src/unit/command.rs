//! What may be asked of a unit's stream.

use crate::{
    bytes::Digest,
    code::Code,
    id::OrderId,
    unit::{Ability, UnitProfile},
};

/// A command to a unit's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Make the unit known.
    Register {
        /// Who it is.
        profile: UnitProfile,
    },
    /// Restate what it can do.
    DeclareAbilities {
        /// All abilities.
        abilities: Vec<Ability>,
        /// It honours ids.
        honours_ids: bool,
        /// It honours fences.
        honours_fences: bool,
        /// Where this is written.
        source: Code,
    },
    /// Send nothing for now.
    Pause {
        /// Why.
        ground: Code,
    },
    /// Send again.
    Resume,
    /// Keep a reply that matched nothing.
    SetAside {
        /// The order it names.
        order: Option<OrderId>,
        /// Why it could not be folded.
        reason: Code,
        /// The raw bytes.
        evidence: Digest,
        /// Hash of the body as the unit signed it.
        raw_hash: Option<Digest>,
        /// When it came in.
        received_at: crate::time::Timestamp,
    },
    /// A reply set aside found its place, or a person put it away.
    Settle {
        /// Which one.
        evidence: Digest,
        /// `folded` or `put-away`.
        how: Code,
    },
}
