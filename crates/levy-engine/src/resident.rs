//! A stream in memory: its folded state, what is being written, what waits,
//! and what only this process knows of its orders.

use crate::{
    StreamKey,
    activity::Hold,
    aggregate::Body,
    brief::{Brief, Findings, Ordered},
    cause::Cause,
    pending::{Batch, Pending},
    retry::Retry,
};
use levy_domain::{
    bytes::Digest,
    id::{CommandId, OrderId},
    time::Timestamp,
};
use levy_store::{Position, Revision};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};
use uuid::Uuid;

/// What only this process knows; lost at a kill, and that is harmless.
#[derive(Default)]
pub(crate) struct Volatile {
    /// Orders on the desk or at a unit.
    pub offered: BTreeSet<OrderId>,
    /// Issued here, and no attempt has been made.
    pub fresh: BTreeSet<OrderId>,
    /// `DispatchBegun` was written here, and no byte of that attempt left.
    pub begun: BTreeSet<OrderId>,
    /// A unit that honours ids may get the same bytes again, as a new attempt.
    pub resend: BTreeSet<OrderId>,
    /// Queries that the unit took in.
    pub delivered: BTreeSet<OrderId>,
    /// Not before then.
    pub retry: Retry,
    /// How often in a row an order was put off.
    pub tries: BTreeMap<OrderId, u32>,
    /// Rendered bodies of orders issued here.
    pub bodies: BTreeMap<OrderId, Arc<[u8]>>,
    /// Queries still to be offered, in planning order.
    pub todo: VecDeque<OrderId>,
    pub todo_ready: bool,
    /// Whom a sweep asks about.
    pub brief: Option<Arc<Brief>>,
    pub brief_wanted: bool,
    /// Sweeps that this matter has set going in this process.
    pub told: BTreeSet<levy_domain::id::SweepId>,
    /// A duty that a rule refused at this revision; looked at again after the
    /// next event.
    pub stalled: BTreeMap<String, u64>,
    /// The reply after the end of the round that its matter was told of last.
    pub telling: Option<Digest>,
    /// Findings have been handed to the matter in this process.
    pub reported: bool,
}

pub(crate) enum Stage {
    /// Being read.
    Loading,
    Ready,
    /// Takes no commands.
    Quarantined(String),
}

pub(crate) struct Resident {
    pub stage: Stage,
    pub body: Body,
    pub last: Option<Revision>,
    pub position: Option<Position>,
    pub hash: [u8; 32],
    /// Commands that made events here, with what was asked.
    pub commands: BTreeMap<CommandId, Option<Digest>>,
    pub pending: Pending,
    pub writing: Option<Batch>,
    pub backlog: VecDeque<Cause>,
    pub volatile: Volatile,
    pub wake: Option<Timestamp>,
    /// Stands once in the queue of those that may leave memory.
    pub leaving: bool,
    /// Id of the newest event decided here.
    pub last_event: Option<Uuid>,
    /// Sweeps of a matter as ordered, for their briefs, and by which event.
    pub ordered: Vec<(Ordered, Uuid)>,
    /// Reads and writes that failed in a row.
    pub failures: u32,
    /// Nothing is idle before it is read again.
    pub holds: Vec<Hold>,
}

impl Resident {
    pub(crate) fn loading(body: Body) -> Self {
        Resident {
            stage: Stage::Loading,
            body,
            last: None,
            position: None,
            hash: [0; 32],
            commands: BTreeMap::new(),
            pending: Pending::default(),
            writing: None,
            backlog: VecDeque::new(),
            volatile: Volatile::default(),
            wake: None,
            leaving: false,
            last_event: None,
            ordered: Vec::new(),
            failures: 0,
            holds: Vec::new(),
        }
    }

    /// The same stream, to be read again after a failed write. What this
    /// process knows of its orders stays true: nothing leaves before the
    /// events that allow it are durable, so an order on its way was written.
    pub(crate) fn again(self, key: &StreamKey) -> Self {
        let Volatile {
            offered,
            fresh,
            begun,
            resend,
            delivered,
            retry,
            bodies,
            ..
        } = self.volatile;
        let mut again = Resident::loading(Body::new(key));
        again.volatile = Volatile {
            offered,
            fresh,
            begun,
            resend,
            delivered,
            retry,
            bodies,
            ..Volatile::default()
        };
        again.backlog = self.backlog;
        again.failures = self.failures + 1;
        again
    }

    /// It is read, nothing of it is being written, and more can be decided.
    pub(crate) fn takes_more(&self) -> bool {
        !matches!(self.stage, Stage::Loading) && self.writing.is_none() && !self.pending.is_full()
    }

    /// What is in memory is what the log says.
    pub(crate) fn is_durable(&self) -> bool {
        self.pending.is_empty() && self.writing.is_none()
    }

    /// May leave memory: nothing is open, waiting or under way.
    pub(crate) fn may_leave(&self) -> bool {
        matches!(self.stage, Stage::Ready)
            && self.writing.is_none()
            && self.pending.is_empty()
            && self.backlog.is_empty()
            && self.volatile.offered.is_empty()
            && self.body.is_quiet()
    }

    /// What a completed sweep tells its matter.
    pub(crate) fn findings(&self) -> Option<(levy_domain::id::MatterId, Findings)> {
        let Body::Sweep(state) = &self.body else {
            return None;
        };
        let (sweep, matter) = (state.sweep?, state.matter?);
        state.completed.then(|| {
            let findings = Findings {
                sweep,
                assets: state.found.clone(),
                asked: state.planned,
                answered: state.answered,
                silent: state.silent.clone(),
                because: self.last_event,
            };
            (matter, findings)
        })
    }
}
