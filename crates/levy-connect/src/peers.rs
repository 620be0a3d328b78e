//! Who the units are on the wire: address, code and keys. The engine replaces
//! the table when a version of the directory comes into force.

use levy_domain::id::UnitId;
use levy_proof::{KeyId, TrustedKeys};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, PoisonError, RwLock},
};
use thiserror::Error;

/// `LEVY-C20`: the table of peers is not usable.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PeerError {
    /// Not an address of the form wanted.
    #[error(
        "LEVY-C20 an address is http://host[:port][/path] without user, query or fragment; TLS ends at the site's gateway"
    )]
    Address,
    /// Two peers with one id or one code.
    #[error("LEVY-C20 {0} stands twice in the table, by id or by code; correct the directory")]
    Twice(UnitId),
    /// A key that nobody trusts.
    #[error("LEVY-C20 key {key} of {unit} is not on the list of trusted keys; list it first")]
    UnknownKey {
        /// Whose.
        unit: UnitId,
        /// Which.
        key: KeyId,
    },
    /// No key at all: nothing this unit says could be believed.
    #[error("LEVY-C20 {0} has no key; ask the unit for one")]
    NoKey(UnitId),
}

/// Where a unit listens: `http://host[:port][/path]`.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// [`PeerError::Address`].
    pub fn parse(text: &str) -> Result<Self, PeerError> {
        let rest = text.strip_prefix("http://").ok_or(PeerError::Address)?;
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:[]/%".contains(&b);
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty() || host.starts_with(':') || !rest.bytes().all(plain) {
            return Err(PeerError::Address);
        }
        Ok(BaseUrl(text.trim_end_matches('/').to_owned()))
    }

    /// Without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One unit on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Who.
    pub unit: UnitId,
    /// Its code in bodies.
    pub code: String,
    /// Where it listens; `None` when it only calls us.
    pub base: Option<BaseUrl>,
    /// Its keys: the present one, and the last one while it is replaced. A
    /// gateway's key may stand for many units.
    pub keys: Vec<KeyId>,
}

/// The table, checked as a whole.
#[derive(Debug, Default)]
pub struct Peers {
    trusted: TrustedKeys,
    by_unit: BTreeMap<UnitId, Peer>,
    by_code: BTreeMap<String, UnitId>,
    by_key: BTreeMap<KeyId, BTreeSet<UnitId>>,
}

impl Peers {
    /// A table over a list of trusted keys.
    ///
    /// # Errors
    /// [`PeerError`].
    pub fn new(
        trusted: TrustedKeys,
        peers: impl IntoIterator<Item = Peer>,
    ) -> Result<Self, PeerError> {
        let listed: BTreeSet<KeyId> = trusted.key_ids().cloned().collect();
        let mut table = Peers {
            trusted,
            ..Peers::default()
        };
        for peer in peers {
            if peer.keys.is_empty() {
                return Err(PeerError::NoKey(peer.unit));
            }
            for key in &peer.keys {
                if !listed.contains(key) {
                    return Err(PeerError::UnknownKey {
                        unit: peer.unit,
                        key: key.clone(),
                    });
                }
                table
                    .by_key
                    .entry(key.clone())
                    .or_default()
                    .insert(peer.unit);
            }
            let code_taken = table.by_code.insert(peer.code.clone(), peer.unit).is_some();
            if code_taken || table.by_unit.contains_key(&peer.unit) {
                return Err(PeerError::Twice(peer.unit));
            }
            table.by_unit.insert(peer.unit, peer);
        }
        Ok(table)
    }

    /// The keys that are trusted.
    #[must_use]
    pub const fn trusted(&self) -> &TrustedKeys {
        &self.trusted
    }

    /// A unit by id.
    #[must_use]
    pub fn peer(&self, unit: &UnitId) -> Option<&Peer> {
        self.by_unit.get(unit)
    }

    /// The unit of this code, if `key` stands for it.
    #[must_use]
    pub fn speaker(&self, key: &KeyId, code: &str) -> Option<UnitId> {
        let unit = self.by_code.get(code)?;
        self.by_key.get(key)?.contains(unit).then_some(*unit)
    }

    /// The first unit `key` stands for; what it signs unreadably is set
    /// aside there.
    #[must_use]
    pub fn owner(&self, key: &KeyId) -> Option<UnitId> {
        self.by_key.get(key)?.first().copied()
    }
}

/// The table in force, replaced as a whole.
#[derive(Debug, Default)]
pub struct PeerBook {
    // Read on every call, written when the directory changes; never held
    // across an await.
    now: RwLock<Arc<Peers>>,
}

impl PeerBook {
    /// A book that begins with this table.
    #[must_use]
    pub fn new(peers: Peers) -> Self {
        PeerBook {
            now: RwLock::new(Arc::new(peers)),
        }
    }

    /// The table in force.
    #[must_use]
    pub fn now(&self) -> Arc<Peers> {
        self.now
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Puts another table in force; calls under way keep theirs.
    pub fn replace(&self, peers: Peers) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(peers);
    }
}
