//! Why something is as it is, from the events alone: each sentence has its
//! words as a code, what fills them, the rule it rests on and the events that
//! show it. Who shows it has the texts, in Chinese and in English.
//!
//! [`explain`] is pure. Every event of a matter has an arm in `tell.rs`, which
//! says something or is silent on purpose.

use crate::EventRef;
use levy_domain::{
    decider::{Decider, Misfit},
    id::{HoldId, OrderId, UnitId},
    matter::{Event, Matter, State},
    money::Money,
    order::{Basis, Deadline},
    rules::Profile,
    time::{Date, Timestamp},
};
use levy_journal::{AnyEvent, Entry};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

mod law;
mod now;
mod tell;
mod words;

pub use law::{CitedRule, cited_rules};
pub use words::WORDS;

/// What fills a place in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Arg {
    /// A sum.
    Money(Money),
    /// A court date.
    Day(Date),
    /// A moment.
    At(Timestamp),
    /// A code of the log or of the profile.
    Code(String),
    /// Several of them.
    Codes(Vec<String>),
    /// The id of a thing, as text.
    Id(String),
    /// Several of them.
    Ids(Vec<String>),
    /// A unit; who shows it knows its name.
    Unit(UnitId),
    /// A count.
    Count(u64),
    /// Text without personal data that the log shows in the clear: the number
    /// of a case or a document.
    Text(String),
    /// Nothing is known.
    None,
}

/// Which part of an explanation a sentence belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// What all of it adds up to now.
    Now,
    /// The file: numbers, claims, parties, documents.
    File,
    /// What was asked for and found.
    Search,
    /// Plans with their reasons and approvals.
    Plan,
    /// What became of an order.
    Order,
    /// What became of a hold.
    Hold,
    /// Money.
    Money,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Where it stands.
    pub part: Part,
    /// Its code, one of [`WORDS`].
    pub words: &'static str,
    /// What fills it, by name.
    #[serde(serialize_with = "by_name")]
    pub args: Vec<(&'static str, Arg)>,
    /// The rule it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Basis>,
    /// The events that show it; at least one.
    pub events: Vec<EventRef>,
    /// What it is about, beside what its first event names.
    #[serde(skip)]
    about: Vec<Uuid>,
}

fn by_name<S: serde::Serializer>(args: &[(&'static str, Arg)], s: S) -> Result<S::Ok, S::Error> {
    s.collect_map(args.iter().map(|(name, arg)| (name, arg)))
}

/// What is to be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The matter: what is owed, its room, its plans, its money.
    Matter,
    /// One order that touches assets.
    Order(OrderId),
    /// One hold.
    Hold(HoldId),
}

/// Explains a matter, or one thing of it, out of the matter's own events in
/// their order. `profile` is the one in force: it has the court's zone and
/// says whether freezing everywhere at once is allowed. Nothing at all about
/// a thing that the events do not know.
///
/// # Errors
/// [`Misfit`]: an event does not fit what came before it.
pub fn explain(entries: &[Entry], about: About, profile: &Profile) -> Result<Vec<Line>, Misfit> {
    let told = Told::read(entries, profile)?;
    let mut lines = now::lines(&told, about);
    let things = told.things(about);
    let wanted = |line: &&Line| match about {
        About::Matter => !matches!(line.part, Part::Order | Part::Hold),
        About::Order(_) | About::Hold(_) => {
            line.part == Part::Now || line.about.iter().any(|thing| things.contains(thing))
        }
    };
    lines.extend(told.lines.iter().filter(wanted).cloned());
    Ok(lines)
}

/// Every sentence of every event, in their order.
///
/// # Errors
/// [`Misfit`]: an event does not fit what came before it.
pub fn sentences(entries: &[Entry], profile: &Profile) -> Result<Vec<Line>, Misfit> {
    Told::read(entries, profile).map(|told| told.lines)
}

/// An event as it is named behind a sentence.
fn event_ref(entry: &Entry) -> EventRef {
    EventRef {
        stream: entry.stream.as_str().to_owned(),
        revision: entry.revision.0,
        kind: entry.event.kind().to_owned(),
        at: entry.header.decided_at,
    }
}

/// What one event says by itself, without the history of its matter; `seen` is
/// where it stands. Nothing, when it is silent.
pub fn sentences_of(event: &Event, seen: EventRef, profile: &Profile) -> Vec<Line> {
    let mut told = Told::new(profile);
    told.tell(event, seen);
    told.lines
}

/// What was read so far.
struct Told<'p> {
    profile: &'p Profile,
    state: State,
    now: Timestamp,
    lines: Vec<Line>,
    events: BTreeMap<Uuid, Vec<EventRef>>,
    documents: BTreeMap<Uuid, EventRef>,
}

impl<'p> Told<'p> {
    fn new(profile: &'p Profile) -> Self {
        Told {
            profile,
            state: State::default(),
            now: Timestamp(0),
            lines: Vec::new(),
            events: BTreeMap::new(),
            documents: BTreeMap::new(),
        }
    }

    fn read(entries: &[Entry], profile: &'p Profile) -> Result<Self, Misfit> {
        let mut told = Told::new(profile);
        for entry in entries {
            let seen = event_ref(entry);
            match entry.event.known().and_then(AnyEvent::matter) {
                Some(event) => {
                    Matter::evolve(&mut told.state, event, entry.header.decided_at)?;
                    told.now = entry.header.decided_at;
                    for thing in crate::trace::of_matter(event) {
                        told.events.entry(thing).or_default().push(seen.clone());
                    }
                    told.tell(event, seen);
                }
                None => {
                    let kind = Arg::Code(entry.event.kind().to_owned());
                    told.teller(seen)
                        .say(Part::Now, words::NOW_UNKNOWN_EVENT, [kind]);
                }
            }
        }
        Ok(told)
    }

    fn tell(&mut self, event: &Event, seen: EventRef) {
        let before = self.lines.len();
        tell::event(event, &mut self.teller(seen.clone()));
        let said = self.lines.get(before..).and_then(<[Line]>::last);
        let part = said.map_or(Part::File, |line| line.part);
        self.teller(seen).unsure(event, part);
    }

    fn teller(&mut self, seen: EventRef) -> Teller<'_, 'p> {
        Teller { told: self, seen }
    }

    /// The events about any of these things, each once, in their order.
    fn about(&self, things: &[Uuid]) -> Vec<EventRef> {
        let mut events: Vec<EventRef> = things
            .iter()
            .filter_map(|thing| self.events.get(thing))
            .flatten()
            .cloned()
            .collect();
        events.sort_by_key(|event| event.revision);
        events.dedup();
        events
    }

    /// What a sentence must be about to be told.
    fn things(&self, about: About) -> Vec<Uuid> {
        let of_order = |order: &OrderId| {
            let plan = self.state.orders.get(order).map(|known| known.plan.0);
            plan.into_iter().chain([order.0]).collect::<Vec<_>>()
        };
        match about {
            About::Matter => Vec::new(),
            About::Order(order) => of_order(&order),
            About::Hold(hold) => {
                let known = self.state.holds.get(&hold);
                let made = known.and_then(|hold| hold.order);
                let asset = known.map(|hold| hold.asset.0);
                // The plan of the order that made it, and that order's draft;
                // what it says of other holds is not about this one.
                let plan = made.and_then(|(order, _)| self.state.orders.get(&order));
                plan.map(|order| order.plan.0)
                    .into_iter()
                    .chain(asset)
                    .chain([hold.0])
                    .collect()
            }
        }
    }
}

/// Says sentences of one event.
struct Teller<'a, 'p> {
    told: &'a mut Told<'p>,
    seen: EventRef,
}

impl Teller<'_, '_> {
    /// One sentence about what [`Said::about`] adds.
    fn say<const N: usize>(
        &mut self,
        part: Part,
        word: words::Word<N>,
        args: [Arg; N],
    ) -> Said<'_> {
        let line = line(part, word, args, vec![self.seen.clone()]);
        self.told.lines.push(line);
        Said(self.told.lines.last_mut())
    }

    /// Says which clocks of an event were counted through a year without a
    /// calendar file, whatever event it is.
    fn unsure(&mut self, event: &Event, part: Part) {
        for clock in unsure_clocks(event) {
            let years = codes(clock.unknown_years.iter().map(|unknown| unknown.year));
            let args = [code(&clock.kind), clock.at.into(), years];
            self.say(part, words::CLOCK_UNSURE, args)
                .by(&clock.basis)
                .about(crate::trace::of_matter(event));
        }
    }

    fn state(&self) -> &State {
        &self.told.state
    }
}

/// Every deadline that names unknown years, wherever in the event it stands:
/// no event can be forgotten here.
fn unsure_clocks(event: &Event) -> Vec<Deadline> {
    fn walk(value: &Value, found: &mut Vec<Deadline>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            Value::Object(fields) => {
                if fields.contains_key("unknown_years") {
                    found.extend(Deadline::deserialize(value));
                }
                fields.values().for_each(|field| walk(field, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    if let Ok(shown) = serde_json::to_value(event) {
        walk(&shown, &mut found);
    }
    found
}

fn line<const N: usize>(
    part: Part,
    word: words::Word<N>,
    args: [Arg; N],
    events: Vec<EventRef>,
) -> Line {
    Line {
        part,
        words: word.code,
        args: word.args.into_iter().zip(args).collect(),
        rule: None,
        events,
        about: Vec::new(),
    }
}

/// A sentence that was just said.
struct Said<'a>(Option<&'a mut Line>);

impl Said<'_> {
    /// The rule it rests on; an empty one is none.
    fn by(self, rule: &Basis) -> Self {
        if !rule.rule.is_empty() {
            self.map(|line| line.rule = Some(rule.clone()))
        } else {
            self
        }
    }

    /// What it is about.
    fn about(self, things: impl IntoIterator<Item = Uuid>) -> Self {
        self.map(|line| line.about.extend(things))
    }

    /// Another event that shows it.
    fn shown_by(self, event: Option<EventRef>) -> Self {
        self.map(|line| line.events.extend(event))
    }

    fn map(mut self, change: impl FnOnce(&mut Line)) -> Self {
        if let Some(line) = self.0.as_deref_mut() {
            change(line);
        }
        self
    }
}

impl From<Money> for Arg {
    fn from(money: Money) -> Self {
        Arg::Money(money)
    }
}

impl From<Date> for Arg {
    fn from(day: Date) -> Self {
        Arg::Day(day)
    }
}

impl From<Timestamp> for Arg {
    fn from(at: Timestamp) -> Self {
        Arg::At(at)
    }
}

impl From<UnitId> for Arg {
    fn from(unit: UnitId) -> Self {
        Arg::Unit(unit)
    }
}

impl<T: Into<Arg>> From<Option<T>> for Arg {
    fn from(known: Option<T>) -> Self {
        known.map_or(Arg::None, Into::into)
    }
}

/// A code as an argument.
fn code(code: impl ToString) -> Arg {
    Arg::Code(code.to_string())
}

/// Codes as an argument.
fn codes<T: ToString>(codes: impl IntoIterator<Item = T>) -> Arg {
    Arg::Codes(codes.into_iter().map(|code| code.to_string()).collect())
}

/// An id as an argument.
fn id(id: impl ToString) -> Arg {
    Arg::Id(id.to_string())
}

/// Ids as an argument; none is nothing.
fn ids<T: ToString>(ids: impl IntoIterator<Item = T>) -> Arg {
    Arg::Ids(ids.into_iter().map(|id| id.to_string()).collect())
}

/// How many.
fn count(number: usize) -> Arg {
    Arg::Count(u64::try_from(number).unwrap_or(u64::MAX))
}
