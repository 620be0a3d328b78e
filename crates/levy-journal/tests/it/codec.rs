//! Payloads of other programs are kept and shown, never dropped.

use crate::{
    house,
    samples::{self, Fill},
};
use levy_journal::{AnyEvent, Codec, Decoded, Value, WhyUnknown};
use regex_free::patterns;

/// The way `tools/verify.py` finds named evidence, without a decoder.
mod regex_free {
    use std::collections::BTreeSet;

    pub(crate) fn patterns(fields: &[&str], payload: &[u8]) -> BTreeSet<[u8; 32]> {
        let mut found = BTreeSet::new();
        for field in fields {
            let mark = [&[0xa0 + field.len() as u8], field.as_bytes(), &[0xc4, 0x20]].concat();
            for at in 0..payload.len().saturating_sub(mark.len() + 31) {
                if payload[at..].starts_with(&mark) {
                    let digest = &payload[at + mark.len()..at + mark.len() + 32];
                    found.insert(digest.try_into().unwrap());
                }
            }
        }
        found
    }
}

fn unknown(decoded: &Decoded) -> &WhyUnknown {
    let Decoded::Unknown { why, .. } = decoded else {
        panic!("{decoded:?}")
    };
    why
}

#[test]
fn a_payload_of_an_unknown_type_is_kept_byte_for_byte_and_can_be_shown() {
    let fields = vec![
        ("hold".to_owned(), Value::Bytes(vec![1, 255])),
        (
            "名".to_owned(),
            Value::List(vec![Value::Nil, Value::Bool(true), Value::Negative(-5)]),
        ),
    ];
    let payload = rmp_serde::to_vec_named(&Value::Map(fields)).unwrap();
    let decoded = Codec::default().decode("matter", "hold-auctioned", 1, payload.clone());
    assert_eq!(*unknown(&decoded), WhyUnknown::Kind);
    assert_eq!(decoded.kind(), "hold-auctioned");
    let shown = serde_json::to_string(&decoded.shown().unwrap()).unwrap();
    assert_eq!(shown, "{\"hold\":\"01ff\",\"名\":[null,true,-5]}");
    let Decoded::Unknown { payload: kept, .. } = decoded else {
        panic!("unknown")
    };
    assert_eq!(kept, payload);
}

#[test]
fn a_stream_of_an_unknown_kind_is_kept() {
    let decoded = Codec::default().decode("circular", "circular-published", 1, vec![0x80]);
    assert_eq!(*unknown(&decoded), WhyUnknown::Stream);
    let decoded = Codec::default().decode("sweep", "matter-opened", 1, vec![0x80]);
    assert_eq!(*unknown(&decoded), WhyUnknown::Kind);
}

#[test]
fn a_payload_that_does_not_fit_is_kept_and_its_content_is_not_repeated() {
    let codec = Codec::default();
    let secret = Value::Text("身份证 510000".into());
    let wrong = Value::Map(vec![
        ("epoch".into(), secret.clone()),
        ("ground".into(), secret),
    ]);
    let whole = codec.encode(&house::epoch(3)).unwrap().payload;
    let cases = [
        rmp_serde::to_vec_named(&wrong).unwrap(),
        whole[..whole.len() - 1].to_vec(),
        [&whole[..], &[0xc0]].concat(),
        Vec::new(),
    ];
    for payload in cases {
        let decoded = codec.decode("court", "epoch-raised", 1, payload);
        assert!(
            matches!(unknown(&decoded), WhyUnknown::Payload(_)),
            "{decoded:?}"
        );
        assert!(!format!("{decoded:?}").contains("510000"));
    }
    let missing = codec.decode("court", "epoch-raised", 1, vec![0x80]);
    assert_eq!(
        unknown(&missing).to_string(),
        "the payload does not fit its type: missing field `epoch`"
    );
}

#[test]
fn a_value_writes_back_the_bytes_it_was_read_from() {
    for fill in [Fill::Full, Fill::Minimal] {
        for event in samples::all(fill) {
            let payload = Codec::default().encode(&event).unwrap().payload;
            let value: Value = rmp_serde::from_slice(&payload).unwrap();
            assert!(
                rmp_serde::to_vec_named(&value).unwrap() == payload,
                "{event:?}"
            );
        }
    }
}

#[test]
fn evidence_is_found_by_decoding_as_it_is_found_by_pattern() {
    let fields = |kind: &str| match kind {
        "document-issued" => vec!["hash"],
        "orders-issued" => vec!["body_evidence"],
        "order-answered" | "query-answered" => vec!["raw_evidence"],
        "rules-activated" => vec!["profile", "directory"],
        _ => vec!["evidence"],
    };
    let mut naming = 0;
    for event in samples::all(Fill::Full) {
        let payload = Codec::default().encode(&event).unwrap().payload;
        let named = event
            .named_evidence()
            .iter()
            .map(|digest| digest.0)
            .collect();
        assert_eq!(
            patterns(&fields(event.kind()), &payload),
            named,
            "{event:?}"
        );
        assert_eq!(
            !named.is_empty(),
            AnyEvent::NAMING_EVIDENCE.contains(&event.kind()),
            "{event:?}"
        );
        naming += usize::from(!named.is_empty());
    }
    assert_eq!(naming, AnyEvent::NAMING_EVIDENCE.len());
}
