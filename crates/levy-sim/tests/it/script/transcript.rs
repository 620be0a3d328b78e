//! What happened, in words that do not depend on a language: each event with
//! its time and its sentences, ids by the script's names.

use super::court::{Court, rules};
use levy::{
    journal::{Decoded, Entry, Header},
    store::{Position, Revision, StreamName},
    views::why::{Arg, Line, sentences},
};
use levy_domain::{
    id::CommandId,
    matter::Event,
    money::Money,
    stamp::{Actor, Stamp},
    time::{Timestamp, Zone},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One line of it, or events whose sentences are put in at the end.
enum Told {
    Text(String),
    Event(u64, &'static str, Timestamp),
}

#[derive(Default)]
pub(super) struct Transcript {
    told: Vec<Told>,
    kinds: Vec<&'static str>,
}

impl Transcript {
    pub(super) fn step(&mut self, text: &str) {
        self.told.push(Told::Text(format!("> {text}")));
    }

    pub(super) fn note(&mut self, text: &str) {
        self.told.push(Told::Text(format!("  {text}")));
    }

    pub(super) fn refused(&mut self, text: &str, court: &Court) {
        self.note(&format!("refused: {}", with_names(text, court)));
    }

    pub(super) fn events(&mut self, events: &[(u64, Event)], at: Timestamp) {
        let told = events
            .iter()
            .map(|(revision, event)| Told::Event(*revision, event.kind(), at));
        self.told.extend(told);
    }

    /// Events of which only the kind is told.
    pub(super) fn kinds(&mut self, events: &[(u64, Event)]) {
        self.kinds
            .extend(events.iter().map(|(_, event)| event.kind()));
    }

    pub(super) fn kinds_end(&mut self, at: Timestamp) {
        let kinds = std::mem::take(&mut self.kinds).join(" ");
        self.note(&format!("{}  {kinds}", at.local_text(Zone::CHINA)));
    }

    /// The whole transcript.
    pub(super) fn written(&self, court: &Court) -> String {
        let said = said(court);
        let mut text = String::new();
        for told in &self.told {
            match told {
                Told::Text(line) => {
                    text += line;
                    text += "\n";
                }
                Told::Event(revision, kind, at) => {
                    text += &format!("  {}  {kind}\n", at.local_text(Zone::CHINA));
                    for line in said.get(revision).into_iter().flatten() {
                        text += &format!("      {}\n", in_words(line, court));
                    }
                }
            }
        }
        text
    }
}

/// The sentences of every event, by its revision.
fn said(court: &Court) -> BTreeMap<u64, Vec<Line>> {
    let entries: Vec<Entry> = (0u64..)
        .zip(&court.log)
        .map(|(revision, (event, at))| {
            let command = CommandId(Uuid::from_u128(u128::from(revision)));
            let stamp = Stamp::new(*at, Actor::system(), command, rules().digest());
            Entry {
                position: Position(revision + 1),
                stream: StreamName::new("matter-c33.1").unwrap(),
                revision: Revision(revision),
                id: Uuid::from_u128(u128::from(revision)),
                recorded_at: *at,
                header: Header::new(&stamp, "c33", *at, "script"),
                event: Decoded::Known(event.clone().into()),
                hash: [0; 32],
            }
        })
        .collect();
    let mut by_event: BTreeMap<u64, Vec<Line>> = BTreeMap::new();
    for line in sentences(&entries, rules().profile()).unwrap() {
        if let Some(first) = line.events.first() {
            by_event.entry(first.revision).or_default().push(line);
        }
    }
    by_event
}

fn in_words(line: &Line, court: &Court) -> String {
    let args: Vec<String> = line
        .args
        .iter()
        .map(|(name, arg)| format!("{name}={}", filled(arg, court)))
        .collect();
    let rule = line.rule.as_ref().map(|rule| format!(" ({})", rule.rule));
    let text = format!(
        "{} {}{}",
        line.words,
        args.join(" "),
        rule.unwrap_or_default()
    );
    with_names(&text, court)
}

fn yuan(money: &Money) -> String {
    format!("{}.{:02}", money.minor / 100, money.minor % 100)
}

fn filled(arg: &Arg, court: &Court) -> String {
    match arg {
        Arg::Money(money) => yuan(money),
        Arg::Day(day) => day.to_string(),
        Arg::At(at) => at.local_text(Zone::CHINA).replace(' ', "T"),
        Arg::Code(text) | Arg::Id(text) | Arg::Text(text) => text.clone(),
        Arg::Codes(all) | Arg::Ids(all) => all.join(","),
        Arg::Unit(unit) => {
            let known = rules().units().get(unit);
            known.map_or_else(|| unit.to_string(), |known| known.code.clone())
        }
        Arg::Count(number) => number.to_string(),
        Arg::None => "-".to_owned(),
    }
    .replace(
        &court
            .state
            .matter
            .map(|id| id.to_string())
            .unwrap_or_default(),
        "matter",
    )
}

/// Ids as the script calls them.
fn with_names(text: &str, court: &Court) -> String {
    let mut text = text.to_owned();
    for (id, name) in &court.names {
        let hex = id.simple().to_string();
        while let Some(at) = text.find(&hex) {
            let prefix = text[..at].rfind(|sign: char| !sign.is_ascii_lowercase() && sign != '_');
            let start = prefix.map_or(0, |before| before + 1);
            text.replace_range(start..at + hex.len(), name);
        }
    }
    text
}
