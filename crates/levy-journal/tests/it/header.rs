//! Headers are canonical JSON, whatever they hold.

use crate::{golden, samples};
use levy_domain::{
    bytes::Digest,
    code::Code,
    id::{CommandId, OfficerId},
    stamp::{Actor, Happened, Origin, Precision, Role, SecretUntil, Source, Stamp},
    time::{Date, Timestamp},
};
use levy_journal::{Header, HeaderTemplate};
use proptest::{collection, option, prelude::*};
use uuid::Uuid;

fn uuids() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn times() -> impl Strategy<Value = Timestamp> {
    // Years 1 to 9999.
    (-62_135_596_800_000..253_402_300_799_999_i64).prop_map(Timestamp)
}

fn officers() -> impl Strategy<Value = Option<OfficerId>> {
    option::of(uuids().prop_map(OfficerId))
}

/// Texts with what JSON has to escape, and what it must not.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        collection::vec(0_u32..0x200, 0..12)
            .prop_map(|chars| chars.into_iter().filter_map(char::from_u32).collect()),
        Just(String::from("\"recorded_at\":\"1970-01-01T00:00:00.000Z\"")),
    ]
}

fn actors() -> impl Strategy<Value = Actor> {
    (
        officers(),
        texts(),
        officers(),
        officers(),
        option::of(texts()),
    )
        .prop_map(|(officer, role, on_behalf_of, entered_by, via)| Actor {
            officer,
            role: Role::from(&*role),
            on_behalf_of,
            entered_by,
            via: via.map(Code::from),
        })
}

fn secrets() -> impl Strategy<Value = SecretUntil> {
    prop_oneof![
        texts().prop_map(|text| SecretUntil::Event(text.into())),
        (1..9_999_i32, 1..366_u32)
            .prop_filter_map("a date", |(year, day)| Date::from_yo_opt(year, day))
            .prop_map(SecretUntil::Date),
    ]
}

fn stamps() -> impl Strategy<Value = Stamp> {
    let happened = (times(), texts(), texts()).prop_map(|(at, source, precision)| Happened {
        at,
        source: Source::from(&*source),
        precision: Precision::from(&*precision),
    });
    let ids = (
        uuids(),
        option::of(uuids()),
        option::of(uuids()),
        option::of(uuids()),
    );
    let rest = (
        option::of(happened),
        any::<[u8; 32]>(),
        texts(),
        option::of(secrets()),
        option::of(any::<[u8; 32]>()),
    );
    (times(), actors(), ids, rest).prop_map(
        |(at, actor, (command, causation, correlation, corrects), rest)| Stamp {
            at,
            actor,
            court: std::sync::Arc::default(),
            command: CommandId(command),
            causation,
            correlation,
            happened: rest.0,
            rules: Digest(rest.1),
            origin: Origin::from(&*rest.2),
            corrects,
            secret_until: rest.3,
            asked: rest.4.map(Digest),
        },
    )
}

proptest! {
    #[test]
    fn a_header_as_it_is_written_is_canonical(
        stamp in stamps(), court in texts(), at in times(), producer in texts(), schema in 1..9_u32,
    ) {
        let mut header = Header::new(&stamp, &court, at, &producer);
        header.schema = schema;
        let text = header.to_json().unwrap();
        prop_assert_eq!(&text, &serde_json_canonicalizer::pipe(&text).unwrap());
        prop_assert_eq!(&Header::from_json(&text).unwrap(), &header);
    }

    #[test]
    fn a_header_rendered_in_advance_is_the_same_header(
        stamp in stamps(), court in texts(), at in times(), producer in texts(),
    ) {
        let template = HeaderTemplate::new(&Header::new(&stamp, &court, Timestamp(0), &producer)).unwrap();
        let text = Header::new(&stamp, &court, at, &producer).to_json().unwrap();
        prop_assert_eq!(template.size(), text.len());
        prop_assert_eq!(template.at(at), text);
    }
}

#[test]
fn a_header_is_stored_as_it_was() {
    let text = |stamp: &Stamp| {
        let header = Header::new(stamp, "川3322", Timestamp(1_709_208_000_007), "levy/0.1.0");
        header.to_json().unwrap() + "\n"
    };
    let (full, minimal) = (samples::stamp_full(1), samples::stamp(2));
    golden::hold(
        &golden::dir().join("header.v1.jsonl"),
        &(text(&full) + &text(&minimal)),
    );
}

#[test]
fn a_field_of_a_newer_program_is_passed_over() {
    let header = Header::new(&samples::stamp(1), "c", Timestamp(5), "p");
    let text = header
        .to_json()
        .unwrap()
        .replace("\"schema\":1", "\"schema\":1,\"zone\":{\"a\":[1]}");
    assert_eq!(Header::from_json(&text).unwrap(), header);
}

#[test]
fn an_unreadable_header_says_so_and_repeats_nothing() {
    for text in ["", "{", "[]", "{\"court\":\"secret\"}"] {
        let error = Header::from_json(text).unwrap_err().to_string();
        assert!(
            error.starts_with("LEVY-J04 ") && !error.contains("secret"),
            "{error}"
        );
    }
}
