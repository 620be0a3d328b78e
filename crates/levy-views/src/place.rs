//! Where an entry stands, as rows name it.

use crate::row::Blob;

/// The place of one entry and what its stream is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// Number of the stream in this file.
    pub(crate) stream: i64,
    /// Number of the type literal in this file.
    pub(crate) kind: i64,
    /// Place in the stream.
    pub(crate) revision: i64,
    /// When it was decided; the time that states are folded with.
    pub(crate) at: i64,
    /// What the stream is about, once it was opened.
    pub(crate) about: About,
}

/// What a stream is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct About {
    /// The matter, for matters and sweeps.
    pub(crate) matter: Option<Blob>,
    /// The sweep.
    pub(crate) sweep: Option<Blob>,
    /// The unit.
    pub(crate) unit: Option<Blob>,
}
