//! The connector without sockets.

use crate::samples::*;
use crate::test_unit::unit_id;
use levy_connect::wire::*;
use levy_connect::*;
use levy_domain::bytes::Digest;
use levy_proof::{ED25519_SHA256, TrustedKeys};

fn trusted() -> TrustedKeys {
    let signer = unit_signer();
    let mut keys = TrustedKeys::new();
    keys.trust(
        signer.key_id().clone(),
        &ED25519_SHA256,
        &signer.public_key(),
    )
    .unwrap();
    keys
}

fn parcel() -> Parcel {
    Parcel::new(order_id(1), unit_id(), body_hash(&full_order()).unwrap().0)
}

fn asked(inquiry: &Inquiry) -> Result<Standing, InquireError> {
    Standing::given(inquiry, not_found(), None)
}

#[tokio::test]
async fn a_parcel_goes_to_the_function() {
    let answer = |parcel: &Parcel| {
        let reply = ReplyBody {
            order: parcel.order,
            order_hash: parcel.hash,
            ..full_reply()
        };
        Submitted::answered(reply, None)
    };
    let connector: Box<dyn Connector> = Box::new(InProcess::new(answer, asked));
    let Ok(Submitted::Answered(reply)) = connector.submit(&parcel()).await else {
        panic!("answered")
    };
    assert_eq!(reply.body.order_hash, parcel().hash);
    assert_eq!(reply.hash, Digest::of(&reply.raw));
    assert_eq!(reply.signature, None);
    let standing = connector.inquire(&inquiry()).await;
    assert!(matches!(standing, Ok(Standing::NotFound { .. })));
}

#[tokio::test]
async fn changed_bytes_do_not_reach_the_function() {
    let connector = InProcess::new(|_: &Parcel| panic!("it was called"), asked);
    let changed = Parcel {
        hash: Digest::of(b"issued"),
        ..parcel()
    };
    let reason = NotSentReason::ChangedBytes;
    assert_eq!(
        connector.submit(&changed).await,
        Err(SubmitError::NotSent { reason })
    );
}

#[test]
fn signing_may_be_real() {
    let signer = unit_signer();
    let keys = trusted();
    let Ok(Submitted::Accepted(receipt)) =
        Submitted::accepted(full_receipt(), Some((&signer, &keys)))
    else {
        panic!("signed by a listed key")
    };
    assert_eq!(receipt.signed().unwrap().verify(&keys), Ok(()));
    let stranger = court_signer();
    let forged = Submitted::answered(full_reply(), Some((&stranger, &keys)));
    assert!(matches!(
        forged,
        Err(SubmitError::Uncertain {
            reason: AnswerFault::Forged(_),
            ..
        })
    ));
}

#[test]
fn replies_of_a_standing_keep_the_hash_they_have_by_callback() {
    let signer = unit_signer();
    let Ok(Standing::Answered { replies, word, .. }) =
        Standing::given(&inquiry(), full_standing(), Some((&signer, &trusted())))
    else {
        panic!("answered")
    };
    let by_callback = SignedBody::of(&full_reply(), &signer).unwrap();
    assert_eq!(replies[0].hash, by_callback.hash());
    assert_eq!(replies[0].raw, by_callback.bytes);
    assert!(word.signed().is_some());
}

#[test]
fn a_reply_is_the_same_one_in_whatever_spelling_it_comes() {
    let canonical = Verified::in_process(full_reply()).unwrap();
    let mut spelled = canonical.clone();
    let value: serde_json::Value = serde_json::from_slice(&canonical.raw).unwrap();
    spelled.raw = serde_json::to_vec_pretty(&value).unwrap().into();
    spelled.hash = Digest::of(&spelled.raw);
    assert!(!spelled.is_canonical());
    assert_ne!(spelled.hash, canonical.hash);
    assert_eq!(spelled.identity(), canonical.identity());
    assert_eq!(canonical.identity(), canonical.hash);
    let mut other = full_reply();
    other.sequence += 1;
    let other = Verified::in_process(other).unwrap();
    assert_ne!(other.identity(), canonical.identity());
}
