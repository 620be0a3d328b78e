//! Writing and reading bodies.

use crate::samples::*;
use levy_connect::{limits, wire::*};
use levy_domain::{bytes::Digest, money::Money, reply::Outcome};
use proptest::prelude::*;
use serde_json::{Value, json};

fn round_trip<T: WireBody + PartialEq + std::fmt::Debug>(body: &T) {
    let (bytes, hash) = body_hash(body).unwrap();
    assert_eq!(hash, Digest::of(&bytes));
    assert_eq!(&decode::<T>(&bytes).unwrap(), body);
    // Canonical bytes of what was read are the same bytes.
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(to_canonical(&value).unwrap(), bytes);
}

fn changed<T: WireBody>(body: &T, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut value = serde_json::to_value(body).unwrap();
    change(&mut value);
    serde_json::to_vec(&value).unwrap()
}

#[test]
fn every_body_comes_back() {
    round_trip(&full_order());
    round_trip(&bare_order());
    round_trip(&full_reply());
    round_trip(&bare_reply());
    round_trip(&full_receipt());
    round_trip(&full_standing());
    round_trip(&not_found());
    round_trip(&full_ack());
    round_trip(&full_notice());
    round_trip(&bare_notice());
}

#[test]
fn keys_are_sorted_and_nothing_is_padded() {
    let bytes = to_canonical(&json!({"b": [1, {"z": null, "a": "é/\u{1}"}], "a": 10})).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        r#"{"a":10,"b":[1,{"a":"é/\u0001","z":null}]}"#
    );
}

/// All but a share, whose two numbers are stored in the other order.
#[test]
fn fields_are_declared_in_canonical_order() {
    fn check<T: WireBody>(body: &T) {
        let as_declared = serde_json::to_string(body).unwrap();
        let canonical = String::from_utf8(to_canonical(body).unwrap()).unwrap();
        assert_eq!(as_declared, canonical);
    }
    let mut reply = full_reply();
    let of_lines = reply.lines.iter_mut().map(|line| &mut line.rights);
    let rights = of_lines.chain(reply.found.iter_mut().map(|found| &mut found.rights));
    rights.flatten().for_each(|right| right.share = None);
    let mut standing = full_standing();
    standing.replies = vec![reply.clone()];
    check(&full_order());
    check(&reply);
    check(&full_receipt());
    check(&standing);
    check(&full_ack());
    check(&full_notice());
}

#[test]
fn what_stands_out_of_order_has_the_same_canonical_form() {
    #[derive(serde::Serialize)]
    struct Row<T> {
        b: T,
        a: Option<Box<Row<T>>>,
    }
    fn check<T: serde::Serialize>(body: T) {
        let canonical = serde_json_canonicalizer::to_vec(&body).unwrap();
        assert_eq!(to_canonical(&body).unwrap(), canonical);
    }
    let inner = Row { b: 1, a: None };
    check(Row {
        b: 2,
        a: Some(Box::new(inner)),
    });
    // Sorted as UTF-16, U+10000 comes before U+FF5E; as UTF-8, after it.
    check(json!({"\u{ff5e}": 1, "\u{10000}": 2}));
    check(json!({"a\"b": 1, "a": 2}));
    check(std::collections::BTreeMap::from([(9, 1), (10, 2)]));
    check(std::collections::BTreeMap::from([(false, 1), (true, 2)]));
    check(json!([{}, {"a": {}, "b": [{"a": 1}, {"a": 2}]}, 0.5, 1e21, -3]));
}

#[test]
fn an_order_with_an_unknown_field_is_not_read() {
    let bytes = changed(&full_order(), |order| order["on_condition"] = json!(true));
    assert!(matches!(
        decode::<OrderBody>(&bytes),
        Err(WireError::Unreadable { .. })
    ));
    let bytes = changed(&full_order(), |order| {
        order["lines"][0]["discount"] = json!(1)
    });
    assert!(matches!(
        decode::<OrderBody>(&bytes),
        Err(WireError::Unreadable { .. })
    ));
}

#[test]
fn a_reply_with_unknown_fields_and_literals_is_read() {
    let bytes = changed(&full_reply(), |reply| {
        reply["weather"] = json!({"deep": [1, 2]});
        reply["lines"][0]["outcome"] = json!("half-done");
        reply["found"][0]["colour"] = json!("red");
    });
    let reply: ReplyBody = decode(&bytes).unwrap();
    assert_eq!(reply.lines[0].outcome, Outcome::from("half-done"));
}

#[test]
fn another_version_is_told_apart() {
    for v in [0, 2, 9_000_000_000_u64] {
        let bytes = changed(&full_reply(), |reply| {
            reply["v"] = json!(v);
            reply["sequence"] = json!("shape of another time");
        });
        assert_eq!(decode::<ReplyBody>(&bytes), Err(WireError::Version(v)));
    }
    let bytes = changed(&full_reply(), |reply| reply["v"] = json!("1"));
    assert!(matches!(
        decode::<ReplyBody>(&bytes),
        Err(WireError::Unreadable { .. })
    ));
}

#[test]
fn a_field_twice_is_not_read() {
    let (bytes, _) = body_hash(&full_reply()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    for twice in [r#"{"v":1,"#, r#"{"sequence":3,"#] {
        let text = text.replacen('{', twice, 1);
        assert!(matches!(
            decode::<ReplyBody>(text.as_bytes()),
            Err(WireError::Unreadable { .. })
        ));
    }
}

#[test]
fn what_follows_a_body_makes_it_unreadable() {
    let (mut bytes, _) = body_hash(&full_reply()).unwrap();
    bytes.extend_from_slice(b" {}");
    assert!(decode::<ReplyBody>(&bytes).is_err());
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = format!(
        "{{\"v\":1,\"x\":{}{}}}",
        "[".repeat(200_000 / 2),
        "]".repeat(200_000 / 2)
    );
    assert!(matches!(
        decode::<ReplyBody>(deep.as_bytes()),
        Err(WireError::Unreadable { .. })
    ));
    let large = vec![b' '; limits::REPLY_MAX_BYTES + 1];
    let limit = limits::REPLY_MAX_BYTES;
    assert_eq!(
        decode::<ReplyBody>(&large),
        Err(WireError::TooLarge { limit })
    );
    let mut reply = full_reply();
    reply.receipt_number = Some("9".repeat(limit));
    assert_eq!(body_hash(&reply), Err(WireError::TooLarge { limit }));
}

#[test]
fn numbers_that_json_rounds_do_not_pass() {
    assert_eq!(
        Exact::try_from(limits::EXACT_MAX + 1),
        Err(WireError::NotExact)
    );
    assert_eq!(
        Exact::try_from(Money::cny(limits::EXACT_MAX))
            .unwrap()
            .get(),
        limits::EXACT_MAX
    );
    for bad in [
        json!(9_007_199_254_740_992_u64),
        json!(1.5),
        json!(1.0),
        json!(-1),
        json!("1"),
    ] {
        let bytes = changed(&full_order(), |order| {
            order["lines"][0]["amount_minor"] = bad
        });
        assert!(matches!(
            decode::<OrderBody>(&bytes),
            Err(WireError::Unreadable { .. })
        ));
    }
}

#[test]
fn an_order_that_contradicts_itself_is_neither_written_nor_read() {
    let break_it: [fn(&mut OrderBody); 7] = [
        |order| order.expires_at = order.issued_at,
        |order| order.not_before = Some(order.expires_at),
        |order| order.lines[0].line = 2,
        |order| order.lines[0].currency = None,
        |order| order.lines[0].hold_line = None,
        |order| order.lines[0].to = None,
        |order| order.lines[0].from = day("2030-01-01"),
    ];
    for change in break_it {
        let mut order = full_order();
        change(&mut order);
        assert!(matches!(
            body_hash(&order),
            Err(WireError::Contradiction(_))
        ));
        let bytes = to_canonical(&order).unwrap();
        assert!(matches!(
            decode::<OrderBody>(&bytes),
            Err(WireError::Contradiction(_))
        ));
    }
}

#[test]
fn a_reply_is_unreadable_only_where_no_reader_could_make_sense_of_it() {
    let break_it: [fn(&mut ReplyBody); 5] = [
        |reply| reply.sequence = 0,
        |reply| reply.lines[0].currency = None,
        |reply| reply.lines[0].to = None,
        |reply| reply.found[0].prior_measures[0].currency = None,
        |reply| reply.lines[0].rights[0].share.as_mut().unwrap().denominator = 0,
    ];
    for change in break_it {
        let mut reply = full_reply();
        change(&mut reply);
        assert!(matches!(
            body_hash(&reply),
            Err(WireError::Contradiction(_))
        ));
    }
    // Odd, but sayable: the core judges it.
    let mut odd = full_reply();
    odd.corrects = Some(99);
    odd.lines[0].held_minor = exact(u32::MAX);
    odd.lines.push(odd.lines[0].clone());
    odd.answered_at = odd.delivered_at.plus(-1);
    assert!(body_hash(&odd).is_ok());
}

#[test]
fn a_standing_says_one_thing() {
    let break_it: [fn(&mut StandingBody); 5] = [
        |standing| standing.order_hash = None,
        |standing| standing.replies.clear(),
        |standing| standing.standing = StandingKind::Pending,
        |standing| standing.standing = StandingKind::NotFound,
        |standing| standing.replies[0].order = order_id(9),
    ];
    for change in break_it {
        let mut standing = full_standing();
        change(&mut standing);
        assert!(matches!(
            body_hash(&standing),
            Err(WireError::Contradiction(_))
        ));
    }
    let bytes = changed(&not_found(), |standing| {
        standing["standing"] = json!("perhaps")
    });
    assert!(decode::<StandingBody>(&bytes).is_err());
}

#[test]
fn notices_keep_unknown_literals() {
    for literal in NoticeKind::LITERALS {
        assert!(!matches!(NoticeKind::from(literal), NoticeKind::Other(_)));
        assert_eq!(NoticeKind::from(literal).as_str(), literal);
    }
    let bytes = changed(&full_notice(), |notice| notice["what"] = json!("flood"));
    assert_eq!(
        decode::<NoticeBody>(&bytes).unwrap().what,
        NoticeKind::Other("flood".into())
    );
}

proptest! {
    #[test]
    fn no_bytes_make_reading_fail_badly(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = decode::<OrderBody>(&bytes);
        let _ = decode::<ReplyBody>(&bytes);
        let _ = decode::<StandingBody>(&bytes);
    }

    /// Bytes that differ may read the same (hexadecimal in capitals); what
    /// was read has one canonical form all the same.
    #[test]
    fn a_changed_byte_is_found_or_leads_back_to_a_body(at in 0_usize..2_000, to in 0x20_u8..0x7f) {
        let (mut bytes, hash) = body_hash(&full_order()).unwrap();
        let at = at % bytes.len();
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        prop_assert_ne!(Digest::of(&bytes), hash);
        if let Ok(order) = decode::<OrderBody>(&bytes) {
            round_trip(&order);
        }
    }

    #[test]
    fn any_names_and_numbers_have_one_form(
        names in proptest::collection::btree_map("\\PC{0,3}", any::<i32>(), 0..6),
        flat in proptest::collection::vec(("[a-c]{0,2}", any::<i32>()), 0..4),
    ) {
        let value = json!({"names": names, "flat": flat});
        prop_assert_eq!(
            to_canonical(&value).unwrap(),
            serde_json_canonicalizer::to_vec(&value).unwrap()
        );
    }

    #[test]
    fn any_text_survives_canonical_form(text in "\\PC*", number in 0..=limits::EXACT_MAX) {
        let mut order = full_order();
        order.purpose = text.clone();
        order.subject.name = Private::new(text);
        order.lines[0].amount_minor = Some(Exact::try_from(number).unwrap());
        round_trip(&order);
    }
}
