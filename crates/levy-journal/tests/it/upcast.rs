//! Upcasters form one chain per type, or the program does not start.

use levy_domain::court::event::{EpochRaised, Event};
use levy_journal::{AnyEvent, Codec, Decoded, Upcaster, Upcasters, Value, WhyUnknown};

fn upcaster(from: u32, next: u32) -> Upcaster {
    fn as_it_is(value: Value) -> Result<Value, &'static str> {
        Ok(value)
    }
    Upcaster {
        stream: "court",
        kind: "epoch-raised",
        from,
        next,
        lift: as_it_is,
    }
}

/// Once the number had another name; once the ground was optional.
fn history() -> Codec {
    fn renamed(mut value: Value) -> Result<Value, &'static str> {
        let epoch = value.take("number").ok_or("no number")?;
        value.set("epoch", epoch);
        Ok(value)
    }
    fn with_ground(mut value: Value) -> Result<Value, &'static str> {
        if value.get("ground").is_none() {
            value.set("ground", Value::Text("not stated".into()));
        }
        Ok(value)
    }
    let table = vec![
        Upcaster {
            lift: with_ground,
            ..upcaster(2, 3)
        },
        Upcaster {
            lift: renamed,
            ..upcaster(1, 2)
        },
    ];
    Codec::new(Upcasters::new(table).unwrap())
}

fn payload(field: &str, ground: Option<&str>) -> Vec<u8> {
    let mut fields = vec![(field.to_owned(), Value::Unsigned(7))];
    fields.extend(ground.map(|ground| ("ground".to_owned(), Value::Text(ground.into()))));
    rmp_serde::to_vec_named(&Value::Map(fields)).unwrap()
}

fn raised(ground: &str) -> Decoded {
    Decoded::Known(AnyEvent::Court(Event::EpochRaised(EpochRaised {
        epoch: 7,
        ground: ground.into(),
    })))
}

#[test]
fn an_old_payload_is_lifted_step_by_step() {
    let codec = history();
    for (schema, field, ground, expected) in [
        (1, "number", None, "not stated"),
        (1, "number", Some("g"), "g"),
        (2, "epoch", None, "not stated"),
        (3, "epoch", Some("g"), "g"),
    ] {
        let decoded = codec.decode("court", "epoch-raised", schema, payload(field, ground));
        assert_eq!(decoded, raised(expected), "version {schema}");
    }
}

#[test]
fn what_is_written_carries_the_current_version() {
    let Decoded::Known(event) = raised("g") else {
        panic!("known")
    };
    assert_eq!(history().encode(&event).unwrap().schema, 3);
    assert_eq!(Codec::default().encode(&event).unwrap().schema, 1);
}

#[test]
fn a_newer_version_is_kept_and_not_guessed_at() {
    let decoded = history().decode("court", "epoch-raised", 4, payload("epoch", None));
    let Decoded::Unknown {
        payload: kept, why, ..
    } = decoded
    else {
        panic!("{decoded:?}")
    };
    assert_eq!((why, kept), (WhyUnknown::Newer(4), payload("epoch", None)));
}

#[test]
fn a_payload_that_an_upcaster_does_not_take_is_kept_as_it_was_stored() {
    let decoded = history().decode("court", "epoch-raised", 1, payload("epoch", None));
    let Decoded::Unknown {
        payload: kept, why, ..
    } = decoded
    else {
        panic!("{decoded:?}")
    };
    assert_eq!(
        (why, kept),
        (
            WhyUnknown::Payload("no number".into()),
            payload("epoch", None)
        )
    );
}

#[test]
fn a_broken_chain_of_upcasters_is_refused() {
    let unknown = Upcaster {
        kind: "epoch-lowered",
        ..upcaster(1, 2)
    };
    for (table, why) in [
        (vec![upcaster(2, 3)], "a version has no upcaster"),
        (
            vec![upcaster(1, 2), upcaster(3, 4)],
            "a version has no upcaster",
        ),
        (
            vec![upcaster(1, 2), upcaster(1, 2)],
            "two upcasters cover the same version",
        ),
        (
            vec![upcaster(1, 3), upcaster(2, 3)],
            "two upcasters cover the same version",
        ),
        (
            vec![upcaster(1, 2), upcaster(2, 1)],
            "a version leads back to itself or to an earlier one",
        ),
        (
            vec![upcaster(1, 1)],
            "a version leads back to itself or to an earlier one",
        ),
        (vec![unknown], "there is no such type"),
    ] {
        assert_eq!(Upcasters::new(table).unwrap_err().why, why);
    }
    assert!(Upcasters::new(vec![upcaster(3, 4), upcaster(1, 3)]).is_ok());
}
