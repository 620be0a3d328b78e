//! Bodies are sealed, addressed by what is stored, and checked when read.

use crate::house;
use levy_domain::bytes::Digest;
use levy_journal::{EvidenceBody, EvidenceError, Journal, JournalError};
use levy_proof::{Aad, KeyRing, Sealer};
use levy_store::{Evidence, EvidenceStore, Limits, MemoryStore};
use std::sync::Arc;

async fn over(store: &Arc<MemoryStore>) -> Journal {
    house::journal(store, &house::Hand::at(house::NOW)).await
}

#[tokio::test]
async fn a_sealed_body_is_named_by_its_sealed_bytes_and_opens_again() {
    let journal = over(&Arc::default()).await;
    let sealer = Sealer::simulated(&KeyRing::from_seed(1, "court"));
    let aad = Aad {
        court: "c",
        matter: "m",
        subject: "s",
        field: "receipt",
    };
    let body = EvidenceBody::seal(&sealer, &aad, "回执".as_bytes()).unwrap();
    assert_eq!(body.digest(), Digest::of(body.bytes()));
    journal.put_evidence(vec![body.clone()]).await.unwrap();
    let stored = journal.evidence(&body.digest()).await.unwrap().unwrap();
    assert_eq!(
        sealer.open_bytes(&aad, &stored).unwrap().expose(),
        "回执".as_bytes()
    );
}

#[tokio::test]
async fn a_body_that_is_not_there_is_none() {
    let journal = over(&Arc::default()).await;
    assert_eq!(journal.evidence(&Digest([7; 32])).await.unwrap(), None);
}

#[tokio::test]
async fn a_damaged_body_is_not_handed_out() {
    let store = Arc::new(MemoryStore::new());
    store
        .put(vec![Evidence {
            digest: [7; 32],
            bytes: vec![1],
        }])
        .await
        .unwrap();
    let error = over(&store)
        .await
        .evidence(&Digest([7; 32]))
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            JournalError::Evidence {
                digest: Digest([7, ..])
            }
        ),
        "{error}"
    );
}

#[test]
fn a_body_above_the_limit_is_refused_before_it_is_stored() {
    let at_limit = vec![0; Limits::EVIDENCE_BYTES];
    let error = EvidenceBody::of([&at_limit[..], &[0]].concat()).unwrap_err();
    assert!(matches!(error, EvidenceError::TooLarge { size } if size == at_limit.len() + 1));
    assert!(EvidenceBody::of(at_limit).is_ok());
}
