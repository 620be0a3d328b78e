//! What an engine is made of, and for which court.

use crate::{EngineLimits, routes::OrderDirectory};
use levy_connect::Connector;
use levy_domain::rules::Rules;
use levy_journal::{Journal, WakeIndex};
use levy_proof::Sealer;
use std::{sync::Arc, time::Duration};

/// The court's enforcement account (执行款专户), to which units transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourtAccount {
    /// Name of the account.
    pub holder: String,
    /// Its number.
    pub number: String,
    /// The bank that keeps it.
    pub bank: String,
}

/// Which court this engine works for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourtSeat {
    /// Court code as in case numbers, such as `川33`.
    pub code: String,
    /// The same in lower-case ASCII, for stream names.
    pub slug: String,
    /// Where transfers go.
    pub account: CourtAccount,
}

/// What an engine is made of.
pub struct Parts {
    /// The court.
    pub seat: CourtSeat,
    /// The log.
    pub journal: Journal,
    /// The rules in force.
    pub rules: Rules,
    /// Keys for personal data.
    pub sealer: Arc<Sealer>,
    /// The way to units.
    pub connector: Arc<dyn Connector>,
    /// The cache of wakes.
    pub wakes: Arc<WakeIndex>,
    /// How far that cache may lag, in machine time; `None`: it is written at
    /// a stop and by [`Engine::keep_wakes`](crate::Engine::keep_wakes) only, for runs that must repeat.
    pub keep_every: Option<Duration>,
    /// Finds orders of streams that left memory.
    pub directory: Option<Arc<dyn OrderDirectory>>,
    /// Epoch of the store, part of every fence.
    pub epoch: u64,
    /// Bounds.
    pub limits: EngineLimits,
}
