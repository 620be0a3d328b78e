//! Every event of a matter explains itself.

use levy_domain::{matter::Event, rules::Profile, time::Timestamp};
use levy_views::{
    EventRef,
    why::{Line, WORDS, sentences_of},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::OnceLock,
};

/// Events that explain nothing, each with the reason.
const SILENT: &[(&str, &str)] = &[];

/// The kept samples of an event: all fields filled, and as few as possible.
fn samples(kind: &str) -> Vec<Event> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../levy-journal/tests/golden/matter");
    let text = fs::read_to_string(golden.join(format!("{kind}.v1.json"))).unwrap();
    let shown: Value = serde_json::from_str(&text).unwrap();
    ["full", "minimal"]
        .map(|size| {
            Event::deserialize_kind(kind, shown[size].clone())
                .unwrap()
                .unwrap()
        })
        .to_vec()
}

fn said(event: &Event) -> Vec<Line> {
    static PROFILE: OnceLock<Profile> = OnceLock::new();
    let profile = PROFILE.get_or_init(|| Profile::china().unwrap());
    let seen = EventRef {
        stream: "matter-c1.1".into(),
        revision: 7,
        kind: event.kind().into(),
        at: Timestamp(0),
    };
    sentences_of(event, seen, profile)
}

#[test]
fn every_event_of_a_matter_says_something_or_is_silent_on_purpose() {
    let silent: BTreeSet<&str> = SILENT.iter().map(|(kind, _)| *kind).collect();
    for kind in Event::KINDS {
        // What is listed in an event may be nothing at all.
        let full = samples(kind).swap_remove(0);
        let lines = said(&full);
        assert_eq!(lines.is_empty(), silent.contains(kind), "{kind}: {lines:?}");
    }
}

#[test]
fn no_clock_that_was_counted_without_a_calendar_is_silent() {
    let mut seen = 0;
    for event in Event::KINDS.iter().flat_map(|kind| samples(kind)) {
        let named = serde_json::to_string(&event).unwrap();
        let named = named.matches("unknown_years").count();
        let lines = said(&event);
        let told = lines.iter().filter(|line| line.words == "clock-unsure");
        assert_eq!(told.count(), named, "{}", event.kind());
        seen += named;
    }
    assert!(seen > 0);
}

#[test]
fn every_sentence_is_listed_with_what_fills_it_and_names_its_event() {
    let known: BTreeMap<&str, &[&str]> = WORDS.iter().copied().collect();
    assert_eq!(known.len(), WORDS.len(), "a code stands twice");
    for event in Event::KINDS.iter().flat_map(|kind| samples(kind)) {
        for line in said(&event) {
            let names: Vec<&str> = line.args.iter().map(|(name, _)| *name).collect();
            assert_eq!(known[line.words], names, "{}", line.words);
            assert_eq!(line.events.first().map(|event| event.revision), Some(7));
        }
    }
}

#[test]
fn nothing_sealed_gets_into_a_sentence() {
    for event in Event::KINDS.iter().flat_map(|kind| samples(kind)) {
        let text = serde_json::to_string(&said(&event)).unwrap();
        assert!(
            !text.contains("sealed") && !text.contains("token"),
            "{text}"
        );
    }
}
