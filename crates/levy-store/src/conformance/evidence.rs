//! Bodies addressed by their digest.

use super::rig::{Backend, Rig};
use crate::{Digest, Evidence, EvidenceStore, Limits, StoreError};
use sha2::{Digest as _, Sha256};

const SMALL: usize = 900;
/// Around and above what a backend may keep in the log itself.
const LARGE: [usize; 4] = [
    256 * 1024,
    256 * 1024 + 1,
    3 * 1024 * 1024,
    Limits::EVIDENCE_BYTES,
];

fn body(seed: u8, size: usize) -> Evidence {
    let bytes: Vec<u8> = (0..size)
        .map(|at| seed ^ (at / 7) as u8 ^ (at >> 12) as u8)
        .collect();
    Evidence {
        digest: Sha256::digest(&bytes).into(),
        bytes,
    }
}

async fn put(store: &impl EvidenceStore, bodies: &[Evidence]) {
    store
        .put(bodies.to_vec())
        .await
        .expect("the bodies are good");
}

async fn get(store: &impl EvidenceStore, digest: &Digest) -> Option<Vec<u8>> {
    store.get(digest).await.expect("the store can be read")
}

/// Several at once, one of them empty.
pub async fn a_body_comes_back<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let bodies = [body(1, SMALL), body(2, SMALL + 1), body(3, 0)];
    put(&store, &bodies).await;
    for body in bodies {
        assert_eq!(get(&store, &body.digest).await, Some(body.bytes));
    }
}

/// Not an error.
pub async fn an_unknown_digest_has_no_body<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    put(&store, &[]).await;
    assert_eq!(get(&store, &[0xee; 32]).await, None);
}

/// In one call, in another, at the same time, small or large.
pub async fn a_body_put_twice_is_there_once<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    for body in [body(4, SMALL), body(4, LARGE[1])] {
        let twice = [body.clone(), body.clone()];
        put(&store, &twice).await;
        futures::join!(put(&store, &twice), put(&store, &twice));
        assert_eq!(get(&store, &body.digest).await, Some(body.bytes));
    }
}

/// Up to the limit itself.
pub async fn large_bodies_come_back<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    for size in LARGE {
        let body = body(5, size);
        put(&store, std::slice::from_ref(&body)).await;
        assert!(
            get(&store, &body.digest).await == Some(body.bytes),
            "{size} bytes"
        );
    }
}

/// One too large refuses the whole call.
pub async fn a_body_has_a_largest_size<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let bodies = [body(6, SMALL), body(6, Limits::EVIDENCE_BYTES + 1)];
    let refused = store.put(bodies.to_vec()).await;
    assert!(
        matches!(refused, Err(StoreError::Refused(_))),
        "{refused:?}"
    );
    for body in bodies {
        assert_eq!(get(&store, &body.digest).await, None);
    }
}

/// Small and large.
pub async fn bodies_are_there_after_a_restart<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let bodies = [body(7, SMALL), body(8, LARGE[2])];
    put(&store, &bodies).await;
    drop(store);
    let store = rig.open().await;
    for body in bodies {
        assert!(get(&store, &body.digest).await == Some(body.bytes));
    }
}
