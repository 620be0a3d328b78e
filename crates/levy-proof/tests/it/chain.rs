//! The formula of the hash chain.

use levy_proof::{FrameParts, GENESIS, frame_hash};

const FIRST: FrameParts<'static> = FrameParts {
    stream: "matter-court1.0198",
    revision: 0,
    event_id: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    kind: "matter-opened",
    header: br#"{"court":"court1","v":1}"#,
    payload: &[0x81, 0xa1, 0x61, 0x01],
};

/// The expected values come from `tests/golden/vectors.py`.
#[test]
fn frames_hash_as_an_independent_program_hashes_them() {
    let first = frame_hash(&GENESIS, &FIRST);
    assert_eq!(
        hex::encode(first),
        "996e02d9a88167070929ed0e2c7081fcb16b0c720f34c8b829552addaa8fbc48"
    );
    let second = FrameParts {
        revision: 1,
        event_id: [
            16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        ],
        kind: "claim-stated",
        header: r#"{"note":"债权"}"#.as_bytes(),
        payload: &[],
        ..FIRST
    };
    assert_eq!(
        hex::encode(frame_hash(&first, &second)),
        "af08735620992c8470a1af7b97d430c29cdb640945cd25265e8440b57638c647"
    );
    let empty = FrameParts {
        stream: "",
        revision: u64::MAX,
        event_id: [0; 16],
        kind: "",
        header: &[],
        payload: &[],
    };
    assert_eq!(
        hex::encode(frame_hash(&[0xff; 32], &empty)),
        "9ea44671a0bae3163cfccb22f2395da0ed7ae12fe8b54101d113663f5bf0eff5"
    );
}

#[test]
fn every_part_of_a_frame_is_covered() {
    let mut event_id = FIRST.event_id;
    event_id[15] ^= 1;
    let changed = [
        FrameParts {
            stream: "matter-court1.0199",
            ..FIRST
        },
        FrameParts {
            revision: 1,
            ..FIRST
        },
        FrameParts { event_id, ..FIRST },
        FrameParts {
            kind: "matter-opener",
            ..FIRST
        },
        FrameParts {
            header: b"{}",
            ..FIRST
        },
        FrameParts {
            payload: &[],
            ..FIRST
        },
    ];
    let hash = frame_hash(&GENESIS, &FIRST);
    for frame in &changed {
        assert_ne!(frame_hash(&GENESIS, frame), hash, "{frame:?}");
    }
    assert_ne!(frame_hash(&[1; 32], &FIRST), hash);
}

#[test]
fn bytes_cannot_move_between_neighbouring_parts() {
    let left = FrameParts {
        header: b"ab",
        payload: b"c",
        ..FIRST
    };
    let right = FrameParts {
        header: b"a",
        payload: b"bc",
        ..FIRST
    };
    assert_ne!(frame_hash(&GENESIS, &left), frame_hash(&GENESIS, &right));
}
