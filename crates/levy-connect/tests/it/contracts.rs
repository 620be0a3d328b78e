//! The two contract files say what the code says: names of fields, which of
//! them may be left out, literals, limits.

use crate::samples::*;
use levy_connect::{
    HeaderError, KEY_HEADER, SIGNATURE_HEADER, SUITE_HEADER,
    http::{INQUIRIES_PATH, NOTICES_PATH, ORDERS_PATH, REPLIES_PATH},
    limits,
    unit_side::CallRefusal,
    wire::*,
};
use levy_domain::{asset, claim::Share, document, order, party, reply, stamp};
use protox::prost_reflect::{DescriptorPool, FieldDescriptor};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

type Names = BTreeSet<String>;

fn root(path: &str) -> String {
    format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))
}

fn openapi() -> Value {
    let text = std::fs::read_to_string(root("docs/openapi/unit-wire.yaml")).unwrap();
    serde_norway::from_str(&text).unwrap()
}

fn proto() -> DescriptorPool {
    let files = protox::compile(["levy/wire/v1/wire.proto"], [root("proto")]).unwrap();
    DescriptorPool::from_file_descriptor_set(files).unwrap()
}

fn fields(body: &Value) -> Names {
    body.as_object().unwrap().keys().cloned().collect()
}

/// Contract name, a body with all fields, fields that are always there.
fn bodies() -> Vec<(&'static str, Value, Names)> {
    fn both(
        name: &'static str,
        full: &impl Serialize,
        bare: &impl Serialize,
    ) -> (&'static str, Value, Names) {
        let (full, bare) = (serde_json::to_value(full), serde_json::to_value(bare));
        (name, full.unwrap(), fields(&bare.unwrap()))
    }
    let (order, bare) = (full_order(), bare_order());
    let (reply, bare_reply) = (full_reply(), bare_reply());
    let found = reply.found[0].clone();
    let bare_found = bare_reply.found[0].clone();
    let bare_prior = bare_reply.found[1].prior_measures[0].clone();
    let bare_right = bare_reply.found[1].rights[0].clone();
    let receipt = full_receipt();
    let bare_receipt = ReceiptBody {
        served_at: None,
        receipt_number: None,
        ..receipt.clone()
    };
    let bare_ack = AckBody {
        order: None,
        sequence: None,
        ..full_ack()
    };
    let bare_holder = HolderBody {
        number: None,
        ..full_holder()
    };
    let share = Share {
        numerator: 1,
        denominator: 2,
    };
    vec![
        both("Order", &order, &bare),
        both("OrderFence", &order.fence, &order.fence),
        both("OrderBasis", &order.basis, &order.basis),
        both("OrderSubject", &order.subject, &bare.subject),
        both("OrderLine", &order.lines[0], &bare.lines[0]),
        both("OrderDocument", &order.documents[0], &order.documents[0]),
        both("OrderOfficer", &order.officers[0], &bare.officers[0]),
        both(
            "CourtAccount",
            &order.account,
            &CourtAccount {
                bank_code: None,
                ..order.account.clone().unwrap()
            },
        ),
        both("Reply", &reply, &bare_reply),
        both("ReplyLine", &reply.lines[0], &bare_reply.lines[0]),
        both("Found", &found, &bare_found),
        both("Holder", &full_holder(), &bare_holder),
        both("PriorMeasure", &full_prior(), &bare_prior),
        both("Right", &full_right(), &bare_right),
        both("Share", &share, &share),
        both("Receipt", &receipt, &bare_receipt),
        both("Inquiry", &full_inquiry(), &full_inquiry()),
        both("Standing", &full_standing(), &not_found()),
        both("Ack", &full_ack(), &bare_ack),
        both("Notice", &full_notice(), &bare_notice()),
    ]
}

fn names(list: &Value) -> Names {
    list.as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_openapi_schemas_have_the_fields_of_the_bodies() {
    let contract = openapi();
    let schemas = &contract["components"]["schemas"];
    for (name, full, always) in bodies() {
        let all = fields(&full);
        let schema = &schemas[name];
        let listed: Names = schema["properties"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        assert_eq!(listed, all, "{name}");
        assert_eq!(names(&schema["required"]), always, "{name}");
        let closed = name.starts_with("Order") || ["CourtAccount", "Inquiry"].contains(&name);
        assert_eq!(
            schema["additionalProperties"] == Value::Bool(false),
            closed,
            "{name}"
        );
    }
    let objects = schemas
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, schema)| schema["type"] == "object");
    assert_eq!(objects.count(), bodies().len(), "a schema without a body");
}

/// A schema, or the one that it names.
fn led<'a>(contract: &'a Value, schema: &'a Value) -> &'a Value {
    schema["$ref"].as_str().map_or(schema, |path| {
        contract.pointer(path.trim_start_matches('#')).expect(path)
    })
}

#[test]
fn the_openapi_schemas_have_the_types_of_the_bodies() {
    let contract = openapi();
    for (name, full, _) in bodies() {
        let properties = &contract["components"]["schemas"][name]["properties"];
        for (field, value) in full.as_object().unwrap() {
            let schema = led(&contract, &properties[field]);
            let constant = schema["const"].is_number().then_some("integer");
            let listed = constant.or(schema["type"].as_str()).expect(field);
            let sent = match value {
                Value::Number(number) if number.is_u64() => "integer",
                Value::String(_) => "string",
                Value::Bool(_) => "boolean",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
                other => panic!("{name}.{field} is sent as {other}"),
            };
            assert_eq!(listed, sent, "{name}.{field}");
        }
    }
}

#[test]
fn the_openapi_statuses_are_those_of_the_code() {
    let contract = openapi();
    let listed = |path: &str| fields(&contract["paths"][path]["post"]["responses"]);
    let too_large = WireError::TooLarge { limit: 1 };
    let refusals = [
        CallRefusal::Unsigned(HeaderError::Missing(KEY_HEADER)),
        CallRefusal::OtherCourt,
        CallRefusal::OtherUnit,
        CallRefusal::Unreadable(too_large),
        CallRefusal::Unreadable(WireError::Version(2)),
    ];
    for path in [ORDERS_PATH, INQUIRIES_PATH] {
        for refusal in &refusals {
            let status = refusal.status().to_string();
            assert!(listed(path).contains(&status), "{path} {status}");
        }
    }
    // What `court_door` and `court_bounds` see, and no acknowledgement.
    let door = ["200", "400", "401", "408", "413", "500", "503"];
    for path in [REPLIES_PATH, NOTICES_PATH] {
        assert_eq!(listed(path), door.map(str::to_owned).into(), "{path}");
    }
    assert_eq!(contract["paths"].as_object().unwrap().len(), 4);
}

#[test]
fn every_reference_in_the_openapi_file_leads_somewhere() {
    fn walk(value: &Value, seen: &mut Vec<String>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| match value {
                Value::String(path) if name == "$ref" => seen.push(path.clone()),
                _ => walk(value, seen),
            }),
            Value::Array(items) => items.iter().for_each(|item| walk(item, seen)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let contract = openapi();
    let mut references = Vec::new();
    walk(&contract, &mut references);
    assert!(references.len() > 100);
    for path in references {
        assert!(
            contract.pointer(path.strip_prefix('#').unwrap()).is_some(),
            "{path}"
        );
    }
}

#[test]
fn the_openapi_literals_are_the_ones_known() {
    let contract = openapi();
    let known: [(&str, &[&str]); 11] = [
        ("Measure", order::Measure::LITERALS),
        ("AssetClass", asset::AssetClass::LITERALS),
        ("AccountClass", asset::AccountClass::LITERALS),
        ("AccountStatus", asset::AccountStatus::LITERALS),
        ("Outcome", reply::Outcome::LITERALS),
        ("Fault", reply::Fault::LITERALS),
        ("PersonKind", party::PersonKind::LITERALS),
        ("IdentityKind", party::IdentityKind::LITERALS),
        ("DocumentKind", document::DocumentKind::LITERALS),
        ("Role", stamp::Role::LITERALS),
        ("NoticeKind", &NoticeKind::LITERALS),
    ];
    for (name, literals) in known {
        let listed = names(&contract["components"]["schemas"][name]["x-literals"]);
        assert_eq!(
            listed,
            literals
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Names>(),
            "{name}"
        );
    }
    for standing in [
        StandingKind::NotFound,
        StandingKind::Pending,
        StandingKind::Answered,
    ] {
        let listed = &contract["components"]["schemas"]["StandingKind"]["enum"];
        assert!(
            listed
                .as_array()
                .unwrap()
                .contains(&serde_json::to_value(standing).unwrap())
        );
    }
}

#[test]
fn the_openapi_limits_and_headers_are_the_ones_in_force() {
    let contract = openapi();
    let limit =
        |name: &str| usize::try_from(contract["info"]["x-limits"][name].as_u64().unwrap()).unwrap();
    assert_eq!(limit("order_bytes"), limits::ORDER_MAX_BYTES);
    assert_eq!(limit("reply_bytes"), limits::REPLY_MAX_BYTES);
    assert_eq!(limit("notice_bytes"), limits::NOTICE_MAX_BYTES);
    assert_eq!(limit("receipt_bytes"), limits::RECEIPT_MAX_BYTES);
    assert_eq!(limit("inquiry_bytes"), limits::INQUIRY_MAX_BYTES);
    assert_eq!(limit("standing_bytes"), limits::STANDING_MAX_BYTES);
    assert_eq!(limit("lines"), limits::LINES_MAX);
    assert_eq!(limit("replies_in_a_standing"), limits::STANDING_REPLIES_MAX);
    let schemas = &contract["components"]["schemas"];
    let most = |schema: &str, field: &str| {
        let most = &schemas[schema]["properties"][field]["maxItems"];
        usize::try_from(most.as_u64().unwrap()).unwrap()
    };
    for (schema, field) in [("Order", "lines"), ("Reply", "lines"), ("Reply", "found")] {
        assert_eq!(most(schema, field), limits::LINES_MAX);
    }
    assert_eq!(most("Standing", "replies"), limits::STANDING_REPLIES_MAX);
    let signature = &contract["components"]["parameters"]["Signature"]["schema"]["maxLength"];
    assert_eq!(signature.as_u64(), Some(limits::SIGNATURE_MAX_CHARS as u64));
    assert_eq!(
        schemas["Exact"]["maximum"].as_u64(),
        Some(limits::EXACT_MAX)
    );
    let parameters = &contract["components"]["parameters"];
    for (part, name) in [
        ("Suite", SUITE_HEADER),
        ("Key", KEY_HEADER),
        ("Signature", SIGNATURE_HEADER),
    ] {
        assert_eq!(parameters[part]["name"], name);
    }
}

#[test]
fn the_proto_messages_have_the_fields_of_the_bodies() {
    let pool = proto();
    for (name, full, always) in bodies() {
        let all = fields(&full);
        let message = pool
            .get_message_by_name(&format!("levy.wire.v1.{name}"))
            .expect(name);
        let listed: Names = message
            .fields()
            .map(|field| field.name().to_owned())
            .collect();
        assert_eq!(listed, all, "{name}");
        let may_be_absent = |field: &FieldDescriptor| {
            field
                .field_descriptor_proto()
                .proto3_optional
                .unwrap_or(false)
                || (field.is_list() && !always.contains(field.name()))
        };
        let required: Names = message
            .fields()
            .filter(|field| !may_be_absent(field))
            .map(|field| field.name().to_owned())
            .collect();
        assert_eq!(required, always, "{name}");
    }
    let messages = pool.all_messages().count();
    assert_eq!(
        messages,
        bodies().len() + 1,
        "a message without a body, beside SignedBody"
    );
}
