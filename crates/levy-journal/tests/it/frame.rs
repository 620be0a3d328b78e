//! Ids and hashes are part of the storage format.

use crate::{golden, house, samples};
use levy_domain::time::Timestamp;
use levy_journal::{
    AnyEvent, Draft,
    frame::{EVENT_IDS, Framed, event_id},
};
use levy_store::Revision;
use std::sync::Arc;
use uuid::Uuid;

fn framed(event: &AnyEvent, index: u32) -> Framed {
    let stamp = samples::stamp_full(1);
    let draft = Draft {
        event: event.clone(),
        stamp: Arc::new(stamp),
        index,
    };
    house::frames(&house::name("matter", 20), &[draft]).remove(0)
}

#[test]
fn the_namespace_of_event_ids_is_pinned() {
    assert_eq!(EVENT_IDS, Uuid::new_v5(&Uuid::nil(), b"levy event ids 1"));
    assert_eq!(
        EVENT_IDS.to_string(),
        "d33d4a94-e5db-5f3b-9e60-ad3dc0758a02"
    );
}

#[test]
fn an_event_id_derives_from_stream_command_and_index() {
    let (stream, other) = (house::name("matter", 1), house::name("matter", 2));
    let (one, two) = (samples::stamp(1).command, samples::stamp(2).command);
    let id = event_id(&stream, one, 0);
    assert_eq!(id, event_id(&stream, one, 0));
    for different in [
        event_id(&stream, one, 1),
        event_id(&stream, two, 0),
        event_id(&other, one, 0),
    ] {
        assert_ne!(id, different);
    }
}

#[test]
fn a_frame_is_stored_as_it_was() {
    let mut text = String::new();
    let mut previous = [0; 32];
    for revision in 0..3 {
        let event = framed(&house::opened(20), revision);
        let stream = house::name("matter", 20);
        let time = Timestamp(house::NOW + i64::from(revision));
        let stored = event.place(Revision(revision.into()), &previous, time);
        let (id, hash) = (stored.id, hex::encode(stored.hash));
        text += &format!(
            "{stream} {revision} {id} {} {hash}\n{}\n",
            stored.kind, stored.header
        );
        previous = stored.hash;
    }
    golden::hold(&golden::dir().join("frame.v1.txt"), &text);
}

#[test]
fn the_size_that_limits_count_is_the_stored_one() {
    let event = framed(&house::opened(20), 0);
    let size = event.size();
    let stored = event.place(Revision(0), &[0; 32], Timestamp(house::NOW));
    assert_eq!(size, stored.header.len() + stored.payload.len());
}
