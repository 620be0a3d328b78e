//! Item delegation (事项委托, D-01): an order that reaches its unit through
//! another court. It stays one order of this court, and so does the hold that
//! it makes; no case is opened anywhere. What the other court does are legs of
//! its way, each with the time that was said and the one at which it was
//! entered.
//!
//! A late leg counts against whoever owes it. The unit's own clock begins with
//! the service, which is the order's delivery; the answer comes per line, as
//! always.

use super::{
    command,
    decide::Decision,
    duty::Duty,
    event::*,
    issuing::{find, wrong},
    order_state::{OrderState, Phase},
    state::State,
};
use crate::{
    bytes::Digest,
    code::Code,
    id::{OrderId, UnitId},
    order::{Deadline, Route},
    refusal::{Refusal, malformed},
    reply::Fault,
    rules::Rules,
    sealed::Sealed,
    stamp::Stamp,
    time::Timestamp,
    unit::ability::UnitKind,
};
use std::collections::BTreeMap;

/// What may be asked about the way of an order through another court.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// The order is given to the carrying court.
    Send {
        /// Which order.
        order: OrderId,
        /// Which court carries it.
        carrier: UnitId,
        /// When.
        at: Timestamp,
        /// Who carried it there.
        by: Option<Sealed>,
    },
    /// The carrying court said how far it is.
    NoteLeg {
        /// Which order.
        order: OrderId,
        /// What is done.
        leg: Leg,
        /// When, as it says.
        at: Timestamp,
        /// Who carried it.
        by: Option<Sealed>,
        /// The sealed bytes that show it.
        evidence: Option<Digest>,
    },
    /// The carrying court gives it back undone.
    NoteReturned {
        /// Which order.
        order: OrderId,
        /// When, as it says.
        at: Timestamp,
        /// `court` or `channel`.
        fault: Fault,
        /// Why.
        reason: Code,
        /// The sealed bytes that show it.
        evidence: Option<Digest>,
    },
    /// The time of a leg passed.
    NoteOverdue {
        /// Which order.
        order: OrderId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Relay(command)
    }
}

impl Command {
    /// Codes alone stand in the clear.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::NoteReturned { reason, .. } => reason.said("reason"),
            Command::Send { .. } | Command::NoteLeg { .. } | Command::NoteOverdue { .. } => Ok(()),
        }
    }
}

/// When a leg was done, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegTime {
    /// As it was said.
    pub said_at: Timestamp,
    /// As it was entered here.
    pub entered_at: Timestamp,
    /// Who carried it.
    pub by: Option<Sealed>,
}

/// The way of one order through another court.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    /// The carrying court.
    pub carrier: UnitId,
    /// How often it set out, from 1.
    pub attempt: u32,
    /// Legs that are done since it set out.
    pub legs: BTreeMap<Leg, LegTime>,
    /// The clock that runs.
    pub next: Option<Deadline>,
    /// That this clock has passed was said.
    pub told: bool,
    /// Legs that were late, on every attempt.
    pub late: Vec<Leg>,
    /// It came back undone: by whose fault, and why.
    pub returned: Option<(Fault, Code)>,
}

impl Relay {
    /// It sets out, perhaps again.
    pub(super) fn set_out(carrier: UnitId, before: Option<Box<Relay>>) -> Self {
        let (attempt, late) = before.map_or_else(Default::default, |it| (it.attempt, it.late));
        Relay {
            carrier,
            attempt: attempt + 1,
            legs: BTreeMap::new(),
            next: None,
            told: false,
            late,
            returned: None,
        }
    }

    /// The leg that is waited for: our own again, once it came back.
    pub fn awaits(&self) -> Option<Leg> {
        match &self.returned {
            Some(_) => Some(Leg::Sent),
            None => self.legs.keys().next_back()?.awaits(),
        }
    }
}

impl Leg {
    /// What is waited for once this is done.
    fn awaits(&self) -> Option<Leg> {
        match self {
            Leg::Sent => Some(Leg::TakenOn),
            Leg::TakenOn | Leg::PassedOn => Some(Leg::Served),
            Leg::Served => Some(Leg::CarriedBack),
            Leg::CarriedBack | Leg::Other(_) => None,
        }
    }

    /// The kind of its deadline in the profile.
    fn clock(&self) -> &'static str {
        match self {
            Leg::Sent => "relay-sent",
            Leg::TakenOn => "relay-taken-on",
            Leg::PassedOn | Leg::Served => "relay-served",
            Leg::CarriedBack | Leg::Other(_) => "relay-carried-back",
        }
    }
}

/// A leg that is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedLeg<'a> {
    /// Which.
    pub leg: Leg,
    /// The carrying court that owes it; none for our own.
    pub carrier: Option<UnitId>,
    /// By when.
    pub by: &'a Deadline,
}

impl OrderState {
    /// The leg that is waited for by a date: while the order is in the world
    /// and the court wants it there.
    pub fn owed_leg(&self) -> Option<OwedLeg<'_>> {
        let runs = self.phase.is_in_world() && !self.recall;
        let relay = self.relay.as_deref().filter(|_| runs)?;
        let leg = relay.awaits()?;
        Some(OwedLeg {
            carrier: (leg != Leg::Sent).then_some(relay.carrier),
            leg,
            by: relay.next.as_ref()?,
        })
    }

    /// The duty to say that it is late, unless that was said.
    pub(super) fn relay_duty(&self) -> Option<(Timestamp, Duty)> {
        let told = self.relay.as_ref().is_some_and(|relay| relay.told);
        let owed = self.owed_leg().filter(|_| !told)?;
        Some((owed.by.at, Duty::RelayLeg(self.draft.order)))
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Send {
            order,
            carrier,
            at,
            by,
        } => {
            let known = find(state, order)?;
            let sent = RelayLegDone {
                order: *order,
                carrier: *carrier,
                leg: Leg::Sent,
                said_at: *at,
                by: by.clone(),
                next: clock(&Leg::Sent, *at, rules),
                evidence: None,
            };
            send(state, known, sent, rules, stamp)
        }
        Command::NoteLeg {
            order,
            leg,
            at,
            by,
            evidence,
        } => {
            let known = find(state, order)?;
            let relay = on_its_way(known)?;
            let done = RelayLegDone {
                order: *order,
                carrier: relay.carrier,
                leg: leg.clone(),
                said_at: *at,
                by: by.clone(),
                next: None,
                evidence: *evidence,
            };
            note(known, relay, done, rules, stamp)
        }
        Command::NoteReturned {
            order,
            at,
            fault,
            reason,
            evidence,
        } => {
            let known = find(state, order)?;
            let relay = known.relay.as_deref();
            let before = relay.and_then(|relay| relay.returned.as_ref());
            if before.is_some_and(|(by, why)| (by, why) == (fault, reason)) {
                return Ok(vec![]);
            }
            let relay = on_its_way(known)?;
            if !matches!(fault, Fault::Court | Fault::Channel) {
                return malformed("fault", "is court or channel: the unit never had it");
            }
            if relay.legs.contains_key(&Leg::Served) || known.phase == Phase::Delivered {
                return Err(wrong(known));
            }
            check_time(relay, None, *at, stamp)?;
            let returned = RelayReturned {
                order: *order,
                carrier: relay.carrier,
                said_at: *at,
                fault: fault.clone(),
                reason: reason.clone(),
                next: rules.deadline_of(Leg::Sent.clock(), *at),
                evidence: *evidence,
            };
            Ok(vec![returned.into()])
        }
        Command::NoteOverdue { order } => Ok(overdue(find(state, order)?, stamp)),
    }
}

/// The clock that starts when `leg` is done.
fn clock(leg: &Leg, at: Timestamp, rules: &Rules) -> Option<Deadline> {
    rules.deadline_of(leg.awaits()?.clock(), at)
}

/// The directory knows it as a court. Its officers go where they must, so it
/// is not asked for abilities.
pub(super) fn check_court(rules: &Rules, court: &UnitId) -> Result<(), Refusal> {
    let unit = rules.units().get(court);
    let unit = unit.ok_or(Refusal::Unknown { what: "court" })?;
    if unit.kind == UnitKind::Court {
        return Ok(());
    }
    malformed("court", "is a unit of another kind")
}

fn send(
    state: &State,
    known: &OrderState,
    sent: RelayLegDone,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    if let Some(relay) = known.relay.as_deref().filter(|it| it.returned.is_none()) {
        let first = relay.legs.get(&Leg::Sent).map(|time| time.said_at);
        let same = relay.carrier == sent.carrier && first == Some(sent.said_at);
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::OnlyOnce {
                what: "a court that carries this order",
            })
        };
    }
    if known.draft.route != Route::Relay {
        return malformed("route", "is not relay: no other court carries it");
    }
    check_court(rules, &sent.carrier)?;
    state.may_be_sent(&sent.order, stamp.at, rules)?;
    if matches!(known.phase, Phase::Issued { at } if sent.said_at < at) {
        return malformed("at", "lies before the issue of the order");
    }
    if sent.said_at > stamp.at {
        return malformed("at", "lies ahead");
    }
    Ok(vec![sent.into()])
}

/// The way of an order that a carrying court has.
fn on_its_way(known: &OrderState) -> Result<&Relay, Refusal> {
    let relay = known.relay.as_deref();
    relay
        .filter(|relay| relay.returned.is_none())
        .ok_or(Refusal::Unknown {
            what: "carrying court of this order",
        })
}

/// Time runs forward along the way, whatever the order in which its legs are
/// told.
fn check_time(
    relay: &Relay,
    leg: Option<&Leg>,
    at: Timestamp,
    stamp: &Stamp,
) -> Result<(), Refusal> {
    if at > stamp.at {
        return malformed("at", "lies ahead");
    }
    let fits = relay.legs.iter().all(|(other, time)| {
        if leg.is_none_or(|leg| other < leg) {
            time.said_at <= at
        } else {
            at <= time.said_at
        }
    });
    if fits {
        return Ok(());
    }
    malformed("at", "contradicts the time of another leg")
}

fn note(
    known: &OrderState,
    relay: &Relay,
    mut done: RelayLegDone,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    if let Some(time) = relay.legs.get(&done.leg) {
        return if time.said_at == done.said_at {
            Ok(vec![])
        } else {
            Err(Refusal::OnlyOnce {
                what: "a time of this leg",
            })
        };
    }
    if matches!(done.leg, Leg::Sent | Leg::Other(_)) {
        return malformed("leg", "is none that a carrying court tells");
    }
    check_time(relay, Some(&done.leg), done.said_at, stamp)?;
    // What is told late, or leaves the same leg to come, lets the clock run on.
    let ahead = relay.legs.keys().all(|other| *other < done.leg);
    done.next = if ahead && done.leg.awaits() != relay.awaits() {
        clock(&done.leg, done.said_at, rules)
    } else {
        relay.next.clone()
    };
    let served = (done.leg == Leg::Served).then(|| delivered(known, relay, &done, rules));
    let mut events: Vec<Event> = vec![done.into()];
    events.extend(served.flatten());
    Ok(events)
}

/// The service at the unit is the order's delivery: its own clock begins here.
fn delivered(
    known: &OrderState,
    relay: &Relay,
    served: &RelayLegDone,
    rules: &Rules,
) -> Option<Event> {
    if !matches!(
        known.phase,
        Phase::Issued { .. } | Phase::Begun { .. } | Phase::Unknown { .. }
    ) {
        return None;
    }
    let at = served.said_at;
    let sent = relay.legs.get(&Leg::Sent);
    let answer = rules.answer_deadline(&known.draft.measure, &known.draft.route, at);
    let delivered = OrderDelivered {
        order: served.order,
        sent_at: sent.map_or(at, |time| time.said_at),
        delivered_at: at,
        served_at: Some(at),
        receipt_number: None,
        deadlines: answer.into_iter().collect(),
        evidence: served.evidence,
    };
    Some(delivered.into())
}

fn overdue(known: &OrderState, stamp: &Stamp) -> Vec<Event> {
    let due = known.relay_duty().filter(|(from, _)| *from <= stamp.at);
    let owed = due.and_then(|_| known.owed_leg());
    let late = owed.map(|owed| RelayLegOverdue {
        order: known.draft.order,
        carrier: owed.carrier,
        leg: owed.leg,
        deadline: owed.by.clone(),
    });
    late.into_iter().map(Event::from).collect()
}
