//! An auditor with a naive model of its own.
//!
//! It reads the log event by event, as an outsider would: it knows the event
//! payloads, the text of the profile and the units' own books, and shares no
//! code with the deciders. What it keeps is as plain as can be, and at a
//! year's end all of it is held against the engine's state and the books.
//!
//! | file | what |
//! | --- | --- |
//! | [`acts`](self) | plans, approvals, documents, fences, attempts, clocks |
//! | `sums` | holds, money under way, the room at every act |
//! | `ends` | ends of holds: told before they pass, and when they do |
//! | `answers` | what was acknowledged is there |
//! | [`books`] | what the units really did, against what the log says |
//! | `numbers` | cases and accounts under one spelling of their numbers |

mod acts;
mod answers;
pub mod books;
mod ends;
mod model;
mod numbers;
mod sums;
mod told;
mod violation;

pub use violation::Violation;

use super::{
    post::{Mail, Post},
    sometimes::Sometimes,
};
use answers::Answers;
use books::Books;
use levy::{
    engine::{Answer, StreamKey},
    journal::{AnyEvent, Decoded, Entry},
};
use levy_domain::{
    bytes::Digest,
    id::{CommandId, HoldId, MatterId, OrderId},
    matter::{self, Event, order_state::Phase},
    rules::Rules,
    sweep,
    time::Timestamp,
    unit,
};
use model::Matter;
use numbers::Numbers;
use std::collections::{BTreeMap, BTreeSet};
use told::Told;

/// Reads and judges.
pub struct Auditor {
    rules: Rules,
    matters: BTreeMap<MatterId, Matter>,
    numbers: Numbers,
    answers: Answers,
    recorded: Timestamp,
    /// Deadlines that run, by the instant at which they pass.
    clocks: BTreeSet<(Timestamp, MatterId, OrderId)>,
    /// When ends of holds are to be told.
    ends: BTreeSet<(Timestamp, MatterId, HoldId)>,
    told: Told,
    queries: u64,
    orders: u64,
}

impl Auditor {
    /// Knows the rules and nothing else.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Auditor {
            rules,
            matters: BTreeMap::new(),
            numbers: Numbers::default(),
            answers: Answers::default(),
            recorded: Timestamp(i64::MIN),
            clocks: BTreeSet::new(),
            ends: BTreeSet::new(),
            told: Told::default(),
            queries: 0,
            orders: 0,
        }
    }

    /// Orders issued so far, queries among them.
    #[must_use]
    pub fn orders(&self) -> u64 {
        self.queries + self.orders
    }

    /// Every matter of the log.
    #[must_use]
    pub fn matters(&self) -> Vec<MatterId> {
        self.matters.keys().copied().collect()
    }

    /// A command was answered: what it made is durable.
    pub(super) fn acknowledged(&mut self, key: StreamKey, id: CommandId, answer: &Answer) {
        self.answers.acknowledged(key, id, answer);
    }

    /// A unit's word was acknowledged.
    pub(super) fn took(&mut self, word: Digest) {
        self.answers.took(word);
    }

    /// Reads one event.
    pub(super) fn event(
        &mut self,
        entry: &Entry,
        sometimes: &mut Sometimes,
    ) -> Result<(), Violation> {
        let placed = |violation: Violation| violation.at(&entry.stream, entry.revision);
        if entry.recorded_at < self.recorded || entry.header.decided_at > entry.recorded_at {
            let late = Violation::new("recorded time never runs backwards", "it did");
            return Err(placed(late));
        }
        self.recorded = entry.recorded_at;
        self.answers.event(entry).map_err(placed)?;
        let Decoded::Known(event) = &entry.event else {
            let unknown = Violation::new("every event is known", "one is not");
            return Err(placed(unknown));
        };
        match event {
            AnyEvent::Matter(event) => {
                let key = StreamKey::parse(&entry.stream, &super::seat().slug);
                let Some(StreamKey::Matter(matter)) = key else {
                    return Err(placed(Violation::new(
                        "streams have names",
                        "this has none",
                    )));
                };
                self.matter(matter, event, entry, sometimes).map_err(placed)
            }
            AnyEvent::Sweep(sweep::Event::QueryPlanned(_)) => {
                self.queries += 1;
                Ok(())
            }
            AnyEvent::Sweep(sweep::Event::QueryAnswered(answered)) => {
                self.answers.found(answered.reply.raw_hash);
                Ok(())
            }
            AnyEvent::Sweep(sweep::Event::QuerySilent(_)) => {
                sometimes.saw("unit-stayed-silent");
                Ok(())
            }
            AnyEvent::Sweep(sweep::Event::LateAnswerTold(_)) => {
                sometimes.saw("answer-after-the-round");
                Ok(())
            }
            AnyEvent::Unit(unit::Event::ReplySetAside(aside)) => {
                sometimes.saw("reply-set-aside");
                if let Some(hash) = aside.raw_hash {
                    self.answers.found(hash);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn matter(
        &mut self,
        id: MatterId,
        event: &Event,
        entry: &Entry,
        sometimes: &mut Sometimes,
    ) -> Result<(), Violation> {
        let matter = self.matters.entry(id).or_default();
        matter.sum(event, sometimes)?;
        matter.act(event, entry, &self.rules, sometimes)?;
        self.told.event(event, matter, sometimes)?;
        let at = entry.header.decided_at;
        let ends = matter.ends(event, at, &self.rules, sometimes)?;
        self.ends
            .extend(ends.into_iter().map(|(at, hold)| (at, id, hold)));
        match event {
            Event::CaseRegistered(registered) => self.numbers.stands(&registered.number, id)?,
            Event::OrdersIssued(issued) => {
                self.orders += issued.issued.len() as u64;
                for one in &issued.issued {
                    let looked_at = one.expires_at.plus(acts::PUT_OFF);
                    self.clocks.insert((looked_at, id, one.order));
                    let clocks = one.deadlines.iter();
                    self.clocks
                        .extend(clocks.map(|clock| (clock.at, id, one.order)));
                }
            }
            Event::OrderDelivered(delivered) => {
                let clocks = delivered.deadlines.iter();
                self.clocks
                    .extend(clocks.map(|clock| (clock.at, id, delivered.order)));
            }
            Event::OrderAnswered(answered) => self.answers.found(answered.reply.raw_hash),
            _ => {}
        }
        Ok(())
    }

    /// The engine is at rest at `now`, as its clock shows it: what was due is
    /// done.
    pub(super) fn at_rest(&mut self, now: Timestamp) -> Result<(), Violation> {
        self.answers.at_rest()?;
        self.told.at_rest(now)?;
        while let Some((at, matter, order)) = self.clocks.first().copied() {
            if at > now {
                break;
            }
            self.clocks.pop_first();
            if let Some(known) = self.matters.get(&matter) {
                known.clock_passed(at, &order)?;
            }
        }
        while let Some((at, matter, hold)) = self.ends.first().copied() {
            if at > now {
                break;
            }
            self.ends.pop_first();
            if let Some(known) = self.matters.get(&matter) {
                known.end_passed(at, &hold, &self.rules)?;
            }
        }
        Ok(())
    }

    /// The engine's state of a matter against what the events say, as the
    /// naive model reads them.
    pub(super) fn compare(
        &self,
        id: MatterId,
        state: &matter::State,
        now: Timestamp,
    ) -> Result<(), Violation> {
        let Some(known) = self.matters.get(&id) else {
            return Err(Violation::new("a matter is its events", "it has none"));
        };
        let differs = |what: String| {
            let violation = Violation::new("state is what the events say", &what);
            Err(violation.of(&format!("matter {id}")))
        };
        for (hold, said) in &known.holds {
            let Some(held) = state.holds.get(hold) else {
                return differs(format!("{hold} is missing"));
            };
            let same = held.held == said.held
                && held.rank == said.rank
                && held.released == said.gone
                && held.reserved == said.reserved;
            if !same {
                return differs(format!("{hold} holds {} and not {}", held.held, said.held));
            }
        }
        for (claim, said) in &known.claims {
            let sums = state
                .claims
                .get(claim)
                .map(|claim| (claim.owed, claim.collected));
            if sums != Some((said.owed(), said.collected)) {
                return differs(format!("{claim} has other sums"));
            }
        }
        for (order, known) in &known.orders {
            let Some(state) = state.orders.get(order) else {
                return differs(format!("{order} is missing"));
            };
            // Final, or visibly not: unknown, disputed, overdue, or never issued.
            let open = matches!(state.phase, Phase::Issued { .. } | Phase::Begun { .. });
            let hidden = state.phase == Phase::Delivered && state.overdue == 0 && !state.disputed;
            let young = known.expires_at.plus(acts::PUT_OFF) > now;
            if known.is_carried() && !young && (open || hidden) {
                let phase = state.phase.name();
                let what = format!("{order} is {phase} and nobody is told");
                let violation = Violation::new("every order is final or visibly unknown", &what);
                return Err(violation.of(&format!("matter {id}")));
            }
        }
        Ok(())
    }

    /// What the log says against what the units really did.
    pub(super) fn against(&self, books: &Books, post: &Post) -> Result<(), Violation> {
        let unsaid = |order: &OrderId| {
            post.is_expected(|mail| match mail {
                Mail::Reply { reply, .. } => reply.body.order == *order,
                Mail::Notice { notice, .. } => notice.body.hold_order == Some(*order),
                Mail::Unit(_) | Mail::Call(_) => false,
            })
        };
        self.matters
            .iter()
            .try_for_each(|(id, matter)| books::compare(*id, matter, books, &unsaid))?;
        books.check()
    }
}
