//! Queues on assets (轮候): what units said of who is ahead and behind, what
//! follows when those ahead run out, and how the disposal right is asked for.
//! A place reserves nothing; one that is presumed to be in front counts
//! against new orders and covers nothing until the unit says so. One whose asset
//! was handed over to us counts so too, and is drawn on.

mod asking;
mod handover;
mod rehearsal;

pub use handover::Ground;
pub use rehearsal::{Before, Rehearsal, Seal, Who, rehearse};

use super::{command::Override, decide::Decision, event::*, hold_state::HoldState, state::State};
use crate::{
    asset::{AssetFound, PriorMeasure},
    bytes::Digest,
    calendar::add_days,
    code::Code,
    id::{DocumentId, HoldId, OrderId},
    order::{Basis, Deadline},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp, Zone},
};

/// What may be asked about a place in a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// A unit said who is ahead and behind.
    NoteQueue {
        /// Our hold or place.
        hold: HoldId,
        /// Who is ahead, the first seal first.
        ahead: Vec<PriorMeasure>,
        /// Who waits behind us.
        behind: Vec<PriorMeasure>,
        /// The sealed bytes that show it.
        evidence: Digest,
    },
    /// Those ahead have ended, as far as is known.
    NotePromotion {
        /// Our place.
        hold: HoldId,
    },
    /// An end of somebody ahead has passed, or a question was not answered.
    AskAhead {
        /// Our place.
        hold: HoldId,
    },
    /// An officer gives up asking who is ahead.
    EndAsking {
        /// Our place.
        hold: HoldId,
        /// Why.
        ground: Code,
    },
    /// The asset was wholly disposed of before our turn came.
    NoteNeverEffective {
        /// Our place.
        hold: HoldId,
        /// The sealed bytes that show it.
        evidence: Digest,
    },
    /// Ask the court with the first seal for the disposal right.
    AskHandover {
        /// Our place.
        hold: HoldId,
        /// On what ground, with what the tests of its rule need to know.
        ground: Ground,
        /// Since when the first seal is in force; else as the unit said.
        first_seal_on: Option<Date>,
        /// Our letter.
        document: DocumentId,
        /// The rule set aside by two officers, where it may be.
        aside: Option<Override>,
    },
    /// The other court answered.
    NoteHandoverAnswer {
        /// Our place.
        hold: HoldId,
        /// It hands the asset over.
        granted: bool,
        /// The sealed bytes of its answer.
        evidence: Digest,
    },
    /// The other court let its time pass.
    NoteHandoverOverdue {
        /// Our place.
        hold: HoldId,
    },
}

impl From<Command> for super::Command {
    fn from(command: Command) -> Self {
        super::Command::Queue(command)
    }
}

impl Command {
    /// Codes alone stand in the clear.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::EndAsking { ground, .. } => ground.said("ground"),
            Command::NoteQueue { .. }
            | Command::NotePromotion { .. }
            | Command::AskAhead { .. }
            | Command::NoteNeverEffective { .. }
            | Command::AskHandover { .. }
            | Command::NoteHandoverAnswer { .. }
            | Command::NoteHandoverOverdue { .. } => Ok(()),
        }
    }
}

/// What is known of the queue that a hold stands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Who is ahead, the first seal first, as far as units said.
    pub ahead: Vec<PriorMeasure>,
    /// Who waits behind us, as far as units said.
    pub behind: Vec<PriorMeasure>,
    /// When that was so.
    pub as_of: Option<Timestamp>,
    /// From when we are presumed to be in front.
    pub front: Option<Deadline>,
    /// We are presumed to be in front.
    pub presumed: Option<Presumed>,
    /// When the unit is asked who is ahead.
    pub ask_at: Option<Deadline>,
    /// The disposal right was asked for under this rule.
    pub asked: Option<Asked>,
}

/// A promotion that no unit has confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presumed {
    /// First day on which we may be in front.
    pub since: Date,
    /// When our term ends if we are.
    pub ends: Ends,
}

/// A request for the disposal right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The rule that allows it.
    pub rule: Basis,
    /// By when it must be answered.
    pub answer_by: Option<Deadline>,
    /// That this passed was said.
    pub overdue: bool,
    /// The answer.
    pub granted: Option<bool>,
}

impl Place {
    /// When a promotion is presumed, unless the unit says more before.
    pub(super) fn front_at(&self) -> Option<Timestamp> {
        let front = self.front.as_ref().filter(|_| self.presumed.is_none());
        front.map(|front| front.at)
    }

    /// By when the other court must answer, or should have; none once it did.
    pub fn handover_by(&self) -> Option<Timestamp> {
        let open = self.asked.as_ref().filter(|asked| asked.granted.is_none());
        open?.answer_by.as_ref().map(|by| by.at)
    }

    /// When the other court is overdue with its answer, unless that was said.
    pub(super) fn answer_at(&self) -> Option<Timestamp> {
        let said = self.asked.as_ref().is_some_and(|asked| asked.overdue);
        self.handover_by().filter(|_| !said)
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::NoteQueue {
            hold,
            ahead,
            behind,
            evidence,
        } => {
            let known = open(state, hold)?;
            let happened = stamp.happened.as_ref().map(|happened| happened.at);
            let as_of = happened.unwrap_or(stamp.at).min(stamp.at);
            let place = &known.place;
            let same = place.ahead == *ahead && place.behind == *behind;
            // The same word denies a promotion that was only presumed.
            let new = !same || place.presumed.is_some();
            if !new || place.as_of > Some(as_of) {
                return Ok(vec![]);
            }
            let said = Said {
                ahead,
                behind,
                as_of,
                order: None,
                evidence: Some(*evidence),
            };
            Ok(vec![told(*hold, known.rank, &said, rules)])
        }
        Command::NotePromotion { .. } | Command::AskAhead { .. } | Command::EndAsking { .. } => {
            asking::decide(state, command, rules, stamp)
        }
        Command::NoteNeverEffective { hold, evidence } => {
            let gone = state.holds.get(hold).and_then(|known| known.gone.as_ref());
            if gone.is_some_and(|(_, cause)| cause == NEVER_EFFECTIVE) {
                return Ok(vec![]);
            }
            waiting(state, hold)?;
            let never = HoldNeverEffective {
                hold: *hold,
                evidence: *evidence,
                as_of: stamp.happened.as_ref().map(|happened| happened.at),
                rule: rule(rules, "Q-05", stamp),
            };
            Ok(vec![never.into()])
        }
        Command::AskHandover { .. }
        | Command::NoteHandoverAnswer { .. }
        | Command::NoteHandoverOverdue { .. } => handover::decide(state, command, rules, stamp),
    }
}

/// Cause of a place whose turn never came.
pub(super) const NEVER_EFFECTIVE: &str = "never-effective";

fn open<'a>(state: &'a State, hold: &HoldId) -> Result<&'a HoldState, Refusal> {
    let known = state.hold(hold).filter(|known| known.is_open());
    known.ok_or(Refusal::Unknown { what: "hold" })
}

fn waiting<'a>(state: &'a State, hold: &HoldId) -> Result<&'a HoldState, Refusal> {
    let known = open(state, hold)?;
    if known.rank == 0 {
        return Err(Refusal::NotWaiting { hold: *hold });
    }
    Ok(known)
}

/// The rule as it stands today; named without an article where the profile
/// does not have it.
fn rule(rules: &Rules, id: &str, stamp: &Stamp) -> Basis {
    let profile = rules.profile();
    let on = stamp.at.date_in(profile.zone());
    profile.basis(id, on).cloned().unwrap_or_else(|_| Basis {
        rule: id.to_owned(),
        version: profile.version().to_owned(),
        article: String::new(),
    })
}

/// What a unit said of a queue.
pub(super) struct Said<'a> {
    pub(super) ahead: &'a [PriorMeasure],
    pub(super) behind: &'a [PriorMeasure],
    pub(super) as_of: Timestamp,
    pub(super) order: Option<OrderId>,
    pub(super) evidence: Option<Digest>,
}

/// The event of what a unit said, with the day from which we are presumed to
/// be in front and the day on which it is asked again.
pub(super) fn told(hold: HoldId, rank: u32, said: &Said<'_>, rules: &Rules) -> Event {
    let profile = rules.profile();
    let zone = profile.zone();
    let last = last_ahead(said.ahead, rank, said.as_of, zone);
    let front = last.and_then(|last| {
        let first = add_days(last, 1);
        let basis = profile.basis("Q-04", said.as_of.date_in(zone)).ok()?;
        let at = Timestamp::start_of(first, zone);
        Some(Deadline::new("promotion", at, basis))
    });
    let told = QueueTold {
        hold,
        ahead: said.ahead.to_vec(),
        behind: said.behind.to_vec(),
        as_of: said.as_of,
        order: said.order,
        evidence: said.evidence,
        ask_at: asking::next(said.ahead, front.as_ref(), said.as_of, rules).filter(|_| rank > 0),
        front,
    };
    told.into()
}

/// The last day of all who are ahead; none where one of them is not known, or
/// where all have ended and are named all the same: nobody knows then until
/// when.
fn last_ahead(ahead: &[PriorMeasure], rank: u32, as_of: Timestamp, zone: Zone) -> Option<Date> {
    let all = rank > 0 && u32::try_from(ahead.len()).is_ok_and(|count| count >= rank);
    let ends: Option<Vec<Date>> = ahead.iter().map(|measure| measure.to).collect();
    let last = ends.filter(|_| all)?.into_iter().max()?;
    (last >= as_of.date_in(zone)).then_some(last)
}

/// What answers to queries say of those who are known to be ahead of us. Who
/// else is named may stand behind; that is for a person to enter.
pub(super) fn found(
    state: &State,
    assets: &[AssetFound],
    rules: &Rules,
    stamp: &Stamp,
) -> Vec<Event> {
    let mut events = Vec::new();
    for asset in assets
        .iter()
        .filter(|asset| !asset.prior_measures.is_empty())
    {
        for hold in state.held.get(&asset.asset).into_iter().flatten() {
            let Some(known) = state.holds.get(hold).filter(|known| known.rank > 0) else {
                continue;
            };
            let as_of = asset.available_at.unwrap_or(stamp.at).min(stamp.at);
            let named = |ahead: &PriorMeasure| {
                let mut named = asset.prior_measures.iter();
                named.find(|now| now.document.token == ahead.document.token)
            };
            let place = &known.place;
            let ahead: Vec<PriorMeasure> = place
                .ahead
                .iter()
                .map(|ahead| named(ahead).unwrap_or(ahead).clone())
                .collect();
            let denied = place.presumed.is_some() && place.ahead.iter().any(|a| named(a).is_some());
            if (ahead == place.ahead && !denied) || place.as_of > Some(as_of) {
                continue;
            }
            let said = Said {
                ahead: &ahead,
                behind: &place.behind,
                as_of,
                order: None,
                evidence: None,
            };
            events.push(told(*hold, known.rank, &said, rules));
        }
    }
    events
}
