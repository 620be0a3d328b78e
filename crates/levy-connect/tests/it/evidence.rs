//! Signed bodies as they are kept.

use crate::samples::*;
use levy_connect::{BodyKind, NotEvidence, SignedBody};

fn signed() -> SignedBody {
    SignedBody::of(&full_reply(), &unit_signer()).unwrap()
}

#[test]
fn what_was_kept_comes_back() {
    assert_eq!(
        SignedBody::from_evidence(&signed().to_evidence()),
        Ok(signed())
    );
    let blank = SignedBody::sign(BodyKind::Inquiry, &b"\n\n\n"[..], &court_signer());
    assert_eq!(SignedBody::from_evidence(&blank.to_evidence()), Ok(blank));
}

#[test]
fn its_head_is_readable_text() {
    let kept = signed().to_evidence();
    let head = String::from_utf8(kept).unwrap();
    let lines: Vec<_> = head.lines().take(5).collect();
    assert_eq!(lines[0], "levy-signed/1 reply");
    assert_eq!(lines[1], "levy-suite: ed25519-sha256");
    assert_eq!(lines[4], "");
}

#[test]
fn anything_else_is_not_evidence() {
    let good = signed().to_evidence();
    assert_eq!(SignedBody::from_evidence(b""), Err(NotEvidence));
    for cut in [1, 10, 40, 100] {
        assert_eq!(SignedBody::from_evidence(&good[..cut]), Err(NotEvidence));
    }
    let other = String::from_utf8(good)
        .unwrap()
        .replacen("reply", "poem", 1);
    assert_eq!(
        SignedBody::from_evidence(other.as_bytes()),
        Err(NotEvidence)
    );
}
