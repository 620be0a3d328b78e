//! Keys, the way to units, and the engine over them.

use crate::{config::Config, fault::Fault, peers};
use levy::{
    Keys, Levy,
    connect::{PeerBook, http::HttpConnector},
    proof::{KeyRing, Signer},
};
use std::{path::Path, sync::Arc};

/// What the daemon serves.
pub(crate) struct Opened {
    pub(crate) levy: Levy,
    pub(crate) peers: Arc<PeerBook>,
    pub(crate) signer: Arc<Signer>,
}

/// Opens the data directory. Nothing is written into a log that is in use,
/// newer, of another court or of other keys.
pub(crate) async fn open(config: &Config) -> Result<Opened, Fault> {
    let ring = keys(config)?;
    let signer = Arc::new(ring.signer());
    let table = peers::table(&config.peers).map_err(|wrong| {
        Fault::Config(crate::config::ConfigError::Peers {
            path: "levyd.toml".into(),
            wrong,
        })
    })?;
    let book = Arc::new(PeerBook::new(table));
    let connector = HttpConnector::new(Arc::clone(&book), Arc::clone(&signer), config.patience);
    let levy = Levy::builder(&config.data, config.seat.clone())
        .units(config.units.clone())
        .keys(Keys::File {
            path: config.key_file.clone(),
            create: false,
        })
        .limits(config.limits)
        .open(Arc::new(connector))
        .await?;
    Ok(Opened {
        levy,
        peers: book,
        signer,
    })
}

fn keys(config: &Config) -> Result<KeyRing, Fault> {
    let path = &config.key_file;
    if config.create_keys && !path.exists() {
        // A log was sealed under keys that a new file would not hold.
        if config.data.join("log.db").exists() {
            return Err(Fault::KeysMissing {
                dir: config.data.display().to_string(),
                file: path.display().to_string(),
            });
        }
        create(path)?;
    }
    if path.starts_with(&config.data) {
        tracing::warn!(
            "the key file stands inside the data directory; a backup of the data carries its keys"
        );
    }
    Ok(KeyRing::load(path).map_err(levy::Error::from)?)
}

fn create(path: &Path) -> Result<(), Fault> {
    if let Some(parent) = path.parent() {
        levy::store::private::create_dir(parent).map_err(|error| levy::Error::Directory {
            path: parent.display().to_string(),
            why: error.to_string(),
        })?;
    }
    let ring = KeyRing::generate().map_err(levy::Error::from)?;
    ring.save(path).map_err(levy::Error::from)?;
    tracing::warn!(file = %path.display(), "made a new key file; back it up apart from the data");
    Ok(())
}
