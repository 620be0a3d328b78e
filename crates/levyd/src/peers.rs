//! The units on the wire, as `[[peer]]` tables say it.

use crate::config::{ConfigError, PeerWritten, Source, Wrong};
use levy::{
    connect::{BaseUrl, Peer, Peers},
    domain::rules::UnitDirectory,
    proof::{ED25519_SHA256, KeyId, TrustedKeys},
};
use std::net::IpAddr;

/// One peer with its public keys.
pub(crate) struct PeerLine {
    peer: Peer,
    keys: Vec<(KeyId, Vec<u8>)>,
}

/// Reads the tables against the directory.
pub(crate) fn lines(
    source: &Source<'_>,
    written: Vec<PeerWritten>,
    units: &UnitDirectory,
) -> Result<Vec<PeerLine>, ConfigError> {
    let lines: Vec<PeerLine> = written
        .into_iter()
        .map(|peer| line(source, peer, units))
        .collect::<Result<_, _>>()?;
    // Whether they fit together is known only of all of them.
    table(&lines).map_err(|wrong| ConfigError::Peers {
        path: source.path.display().to_string(),
        wrong,
    })?;
    Ok(lines)
}

fn line(
    source: &Source<'_>,
    written: PeerWritten,
    units: &UnitDirectory,
) -> Result<PeerLine, ConfigError> {
    let code: &str = written.unit.as_ref();
    let unit = units
        .by_code(code)
        .ok_or_else(|| source.wrong(&written.unit, Wrong::NoUnit))?;
    let base = match &written.base {
        None => None,
        Some(text) => {
            let part = |error: levy::connect::PeerError| {
                source.wrong(text, Wrong::Part(error.to_string()))
            };
            let base = BaseUrl::parse(text.as_ref()).map_err(part)?;
            if !is_near(base.as_str()) {
                return Err(source.wrong(text, Wrong::FarPeer));
            }
            Some(base)
        }
    };
    let mut keys = Vec::with_capacity(written.keys.len());
    let mut trusted = TrustedKeys::new();
    for key in written.keys {
        let bad_key = || source.wrong(&key.public, Wrong::PublicKey);
        let public = hex::decode(key.public.as_ref()).map_err(|_| bad_key())?;
        let id = match &key.id {
            None => KeyId::of(&public),
            Some(id) => id
                .as_ref()
                .parse()
                .map_err(|error: levy::proof::NotAKeyId| {
                    source.wrong(id, Wrong::Part(error.to_string()))
                })?,
        };
        trusted
            .trust(id.clone(), &ED25519_SHA256, &public)
            .map_err(|_| bad_key())?;
        keys.push((id, public));
    }
    let ids = keys.iter().map(|(id, _)| id.clone()).collect();
    Ok(PeerLine {
        peer: Peer {
            unit: unit.unit,
            code: unit.code.clone(),
            base,
            keys: ids,
        },
        keys,
    })
}

/// The address is of this machine, as a number or as `localhost`.
fn is_near(base: &str) -> bool {
    let host = base
        .trim_start_matches("http://")
        .split('/')
        .next()
        .unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(six) => six.split(']').next(),
        None => host.split(':').next(),
    };
    let name = name.unwrap_or_default();
    name == "localhost"
        || name
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// The table in force.
pub(crate) fn table(lines: &[PeerLine]) -> Result<Peers, levy::connect::PeerError> {
    let mut trusted = TrustedKeys::new();
    for line in lines {
        for (id, public) in &line.keys {
            if trusted.trust(id.clone(), &ED25519_SHA256, public).is_err() {
                return Err(levy::connect::PeerError::Twice(line.peer.unit));
            }
        }
    }
    Peers::new(trusted, lines.iter().map(|line| line.peer.clone()))
}
