//! Digests as text.

use levy_proof::{Digest32, NotADigest, sha256};

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

#[test]
fn a_digest_is_shown_and_read_as_hex() {
    let digest = Digest32::of(b"abc");
    assert_eq!(digest.to_string(), ABC);
    assert_eq!(ABC.parse(), Ok(digest));
    assert_eq!(digest.as_bytes(), &sha256(b"abc"));
    assert_eq!(
        serde_json::to_string(&digest).unwrap(),
        format!("\"{ABC}\"")
    );
    assert_eq!(
        serde_json::from_str::<Digest32>(&format!("\"{ABC}\"")).unwrap(),
        digest
    );
}

#[test]
fn what_is_not_64_hex_digits_is_refused() {
    for text in [
        "",
        "ba78",
        &ABC[1..],
        &format!("{ABC}00"),
        &ABC.replace('b', "g"),
    ] {
        assert_eq!(text.parse::<Digest32>(), Err(NotADigest), "{text}");
    }
}
