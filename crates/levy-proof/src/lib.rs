//! Hash and signature suites, sealing and keys, and the hash chain: what makes
//! the log provable and keeps personal data unreadable without a key.
//!
//! It is not a store and not a wire format. It knows no event, no clock, no
//! network and no other levy crate; courts, matters, subjects and fields are
//! texts to it. It touches the disk in two places only: the key file of a
//! court ([`KeyRing::load`]) and the table of wrapped keys ([`FileKeyTable`]).
//!
//! Where to start:
//! - sealing personal data: [`Sealer`], with [`WrappedKeys`] over a
//!   [`FileKeyTable`] in a court, and [`Sealer::simulated`] in the simulator;
//! - the court's keys: [`KeyRing`];
//! - signing and checking: [`Signer`] and [`TrustedKeys`]; another suite (SM2
//!   with SM3) implements [`SignatureSuite`];
//! - the chain of a stream: [`frame_hash`] from [`GENESIS`].
//!
//! Invariants: no secret has a `Debug`, `Display` or error text that shows it;
//! a data key is durable before anything is sealed under it; a key once
//! shredded never comes back; a suite named by a sender is never believed.
//!
//! Every error begins with its code: `LEVY-P0x` keys of the court, `LEVY-P1x`
//! signatures, `LEVY-P2x` sealed boxes and their keys, `LEVY-P3x` the table of
//! wrapped keys, `LEVY-P4x` texts that do not parse.

#![forbid(unsafe_code)]

mod digest;
pub use digest::{Digest32, NotADigest, sha256};
mod chain;
pub use chain::{FrameParts, GENESIS, frame_hash};

mod suite;
pub use suite::{BadPublicKey, BadSignature, Signature, SignatureSuite, SigningKey, VerifyingKey};
mod ed25519;
pub use ed25519::{ED25519_SHA256, Ed25519Sha256};
mod keyed_hash;
pub use keyed_hash::{KEYED_HASH, KeyedHash};
mod key_id;
pub use key_id::{KeyId, NotAKeyId};
mod signer;
pub use signer::Signer;
mod trusted_keys;
pub use trusted_keys::{TrustError, TrustedKeys, VerifyError};

mod keys;
pub use keys::{KeyRing, WrongRing};
mod key_file;
pub use key_file::KeyFileError;

mod seal;
pub use seal::{OpenError, SealError, SealedParts, Sealer};
mod aad;
pub use aad::{Aad, KeyScope};
mod plain;
pub use plain::{Plain, PlainBytes};
mod sealed_box;
pub use sealed_box::NonceSource;
mod token;

mod data_keys;
pub use data_keys::{DataKey, DataKeys, DerivedKeys, KeyError};
mod wrapped_keys;
pub use wrapped_keys::WrappedKeys;
mod key_table;
pub use key_table::{KeyName, KeyRow, KeyTable, MemoryKeyTable, TableError, WrappedKey};
mod file_key_table;
pub use file_key_table::FileKeyTable;
mod key_rows;
pub use key_rows::{BadTableHead, TableHead};
mod key_lines;

mod mac;
mod private_file;
mod secret;
pub use secret::NoRandomness;
