//! Nothing acknowledged is lost, and no command does anything twice.

use super::Violation;
use levy::{
    engine::{Answer, StreamKey},
    journal::Entry,
    store::StreamName,
};
use levy_domain::{bytes::Digest, id::CommandId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What callers were told and what the log has.
#[derive(Default)]
pub(super) struct Answers {
    /// Per stream and command: last revision, and how many events.
    made: HashMap<StreamName, BTreeMap<CommandId, (u64, usize)>>,
    /// Told to a caller, and not yet looked for.
    told: Vec<(StreamKey, CommandId, usize)>,
    /// Words of units in the log.
    words: BTreeSet<Digest>,
    /// Acknowledged to a unit, and not yet looked for.
    taken: Vec<Digest>,
}

impl Answers {
    pub(super) fn acknowledged(&mut self, key: StreamKey, id: CommandId, answer: &Answer) {
        self.told.push((key, id, answer.events.len()));
    }

    pub(super) fn took(&mut self, word: Digest) {
        self.taken.push(word);
    }

    pub(super) fn found(&mut self, word: Digest) {
        self.words.insert(word);
    }

    pub(super) fn event(&mut self, entry: &Entry) -> Result<(), Violation> {
        let (revision, command) = (entry.revision.0, entry.header.command);
        let made = self.made.entry(entry.stream.clone()).or_default();
        match made.get_mut(&command) {
            None => {
                made.insert(command, (revision, 1));
            }
            Some((last, count)) if *last + 1 == revision => {
                (*last, *count) = (revision, *count + 1)
            }
            Some(_) => {
                let twice = format!("{command} did something a second time");
                return Err(Violation::new("no command does anything twice", &twice));
            }
        }
        Ok(())
    }

    /// By now all that was told is in the log.
    pub(super) fn at_rest(&mut self) -> Result<(), Violation> {
        for (key, id, events) in self.told.drain(..) {
            let name = key.name(&super::super::seat().slug).ok();
            let made = name.and_then(|name| self.made.get(&name)?.get(&id).copied());
            let there = made.map_or(0, |(_, count)| count);
            if there < events {
                let what = format!("of {id} {there} of {events} events are there");
                let lost = Violation::new("nothing acknowledged is lost", &what);
                return Err(lost.of(&format!("{key:?}")));
            }
        }
        for word in self.taken.drain(..) {
            if !self.words.contains(&word) {
                let what = format!("the word {} is nowhere", word.to_hex());
                return Err(Violation::new(
                    "no acknowledged word of a unit is lost",
                    &what,
                ));
            }
        }
        Ok(())
    }
}
