//! Everything that can wake a shard: one closed enum, so that every reason to
//! act is in one place.

use crate::{
    Caller, Circumstances, CommandError, StreamKey,
    activity::Hold,
    aggregate::{Body, Command},
    brief::Brief,
    carrier::Carried,
    resident::Resident,
    shared::Shared,
};
use levy_connect::{
    Verified,
    wire::{NoticeBody, ReplyBody},
};
use levy_domain::{
    bytes::Digest,
    id::{CommandId, OrderId, SweepId, UnitId},
    refusal::Refusal,
    rules::Rules,
    stamp::{SecretUntil, Stamp},
    time::Timestamp,
};
use levy_journal::AnyEvent;
use levy_store::{Position, Revision};
use std::{collections::BTreeSet, sync::Arc};
use tokio::sync::oneshot;
use uuid::Uuid;

/// The durable answer to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Types of the events it made, in order; empty when it was so already.
    pub events: Vec<&'static str>,
    /// Revision of the stream's last event.
    pub last: Option<Revision>,
    /// Position of the write that made them durable.
    pub position: Option<Position>,
}

pub(crate) type Reply = oneshot::Sender<Result<Answer, CommandError>>;

/// Out of what a command arose.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Because {
    /// Somebody outside asked or answered.
    Outside,
    /// Another stream's event, told to this one.
    Told(Option<Uuid>),
    /// What this stream owes as it stands.
    Owed,
}

/// A command on its way, with what its stamp needs.
pub(crate) struct Ask {
    pub command: Command,
    pub id: CommandId,
    pub caller: Caller,
    pub because: Because,
    pub circumstances: Circumstances,
    pub secret_until: Option<SecretUntil>,
    /// Why nobody claimed the number that it would register.
    pub unclaimed: Option<Refusal>,
    pub reply: Option<Reply>,
}

impl Ask {
    /// A command that the engine gives itself.
    pub(crate) fn own(command: Command, id: CommandId, because: Because, court: &str) -> Self {
        let caller = Caller::system(court);
        Ask {
            because,
            ..Ask::outside(command, id, caller, Circumstances::default())
        }
    }

    /// A command of somebody outside.
    pub(crate) fn outside(
        command: Command,
        id: CommandId,
        caller: Caller,
        circumstances: Circumstances,
    ) -> Self {
        Ask {
            command,
            id,
            caller,
            because: Because::Outside,
            circumstances,
            secret_until: None,
            unclaimed: None,
            reply: None,
        }
    }

    /// What follows from it. What was refused when its number was to be claimed
    /// stays refused, whatever has come between: the number is nobody's.
    pub(crate) fn decide(
        &self,
        body: &Body,
        rules: &Rules,
        stamp: &Stamp,
    ) -> Result<Vec<AnyEvent>, Refusal> {
        match (&self.unclaimed, body.decide(&self.command, rules, stamp)) {
            (Some(refusal), Ok(events)) if !events.is_empty() => Err(refusal.clone()),
            (_, decided) => decided,
        }
    }

    /// What the headers of its events will say (ADR 0014).
    pub(crate) fn stamp(&self, stream: &Resident, shared: &Shared, now: Timestamp) -> Stamp {
        let rules = shared.rules.digest();
        let mut stamp = Stamp::new(now, self.caller.actor.clone(), self.id, rules);
        stamp.court = shared.court();
        stamp.causation = match self.because {
            Because::Outside => None,
            Because::Told(event) => event,
            Because::Owed => stream.last_event,
        };
        stamp.correlation = stream.body.matter(&self.command).map(|matter| matter.0);
        let stated = self.circumstances.origin.clone();
        stamp.origin = self.command.origin(&stamp.actor, stated);
        stamp.asked = self.circumstances.asked;
        stamp.happened = self.circumstances.happened.clone();
        stamp.secret_until = self.secret_until.clone();
        stamp
    }
}

/// A reply of a unit to be folded; `reply` is answered after durability.
pub(crate) struct Incoming {
    pub unit: UnitId,
    pub order: OrderId,
    pub reply: Verified<ReplyBody>,
    pub sent_at: Option<Timestamp>,
    /// What bears the signature where the reply came inside it, and its hash.
    pub word: Option<(Arc<[u8]>, Digest)>,
    pub taken: Option<oneshot::Sender<Result<Timestamp, SetAside>>>,
}

/// A reply could not be folded and belongs on the unit's desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SetAside(pub &'static str);

type Look = Box<dyn FnOnce(&Body) + Send>;

pub(crate) enum What {
    /// A command.
    Ask(Box<Ask>),
    /// A unit answered.
    Incoming(Box<Incoming>),
    /// A unit reports unasked.
    Notice {
        /// Who speaks.
        unit: UnitId,
        notice: Box<Verified<NoticeBody>>,
        taken: oneshot::Sender<Result<Timestamp, SetAside>>,
    },
    /// An attempt to bring an order to its unit ended.
    Carried {
        unit: UnitId,
        order: OrderId,
        result: Box<Carried>,
    },
    /// What a matter and its sweep told each other was not kept; it is told
    /// again.
    TellAgain { sweep: SweepId },
    /// A worker is about to let the first byte of an order go.
    Leave {
        order: OrderId,
        may: oneshot::Sender<bool>,
    },
    /// A sweep needs to know whom it asks about.
    WantBrief { sweep: SweepId },
    /// The answer to that.
    Brief(Arc<Brief>),
    /// What a finished sweep tells its matter.
    Findings(Box<crate::brief::Findings>),
    /// What a unit named when the round was over.
    LateFindings(Box<crate::brief::LateFindings>),
    /// Look at the state.
    Look(Look),
    /// Open it and do what it owes.
    Open,
}

/// A cause for one stream.
pub(crate) struct Cause {
    pub key: StreamKey,
    pub what: What,
    pub hold: Hold,
}

/// What arrives at a shard.
pub(crate) enum Input {
    Cause(Cause),
    /// The court's time moved; do what fell due.
    Tick(Hold),
    /// A stream is to be opened then; it is not in memory.
    Wake(Timestamp, StreamKey),
    /// When will something fall due?
    NextWake(oneshot::Sender<Option<Timestamp>>),
    /// How many streams are in memory, and which are in quarantine?
    Census(oneshot::Sender<Census>),
    Stop(oneshot::Sender<()>),
}

#[derive(Debug, Default)]
pub(crate) struct Census {
    pub residents: usize,
    pub quarantined: BTreeSet<StreamKey>,
}
