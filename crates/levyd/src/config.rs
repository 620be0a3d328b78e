//! `levyd.toml`: read whole, checked whole, every fault with its place.

mod error;
mod place;
mod written;

#[cfg(test)]
mod tests;

pub(crate) use error::{ConfigError, Wrong};
pub(crate) use place::Source;
pub(crate) use written::{LogForm, LogLevel, Peer as PeerWritten};

use levy::{
    connect::http::Patience,
    domain::{identifier::CourtCode, rules::UnitDirectory},
    engine::{CourtAccount, CourtSeat, EngineLimits},
};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};
use toml::Spanned;

/// What `levyd default-config` prints.
pub(crate) const DEFAULT: &str = include_str!("../default.toml");

/// Everything the daemon is told.
pub(crate) struct Config {
    pub(crate) seat: CourtSeat,
    pub(crate) data: PathBuf,
    pub(crate) key_file: PathBuf,
    pub(crate) create_keys: bool,
    pub(crate) units: UnitDirectory,
    pub(crate) peers: Vec<crate::peers::PeerLine>,
    pub(crate) grpc: SocketAddr,
    pub(crate) replies: SocketAddr,
    pub(crate) patience: Patience,
    pub(crate) drain: Duration,
    pub(crate) limits: EngineLimits,
    pub(crate) request_bytes: usize,
    pub(crate) level: LogLevel,
    pub(crate) form: LogForm,
}

impl Config {
    /// Reads the file and the unit directory that it names.
    pub(crate) fn read(path: &Path) -> Result<Self, ConfigError> {
        let text =
            std::fs::read_to_string(path).map_err(|error| ConfigError::unread(path, &error))?;
        let source = Source { path, text: &text };
        let written = written::read(&source)?;
        let here = path.parent().unwrap_or(Path::new("."));
        let units = directory(&source, here, &written.units.file)?;
        let peers = crate::peers::lines(&source, written.peer, &units)?;
        let (limits, patience) = (written.limits, written.patience);
        let defaults = EngineLimits::default();
        Ok(Config {
            seat: seat(&source, written.court)?,
            data: here.join(written.data.dir),
            key_file: here.join(written.keys.file),
            create_keys: written.keys.create,
            units,
            peers,
            grpc: loopback(&source, &written.grpc.listen)?,
            replies: loopback(&source, &written.replies.listen)?,
            patience: Patience {
                connect: seconds(&source, &patience.connect_seconds)?,
                answer: seconds(&source, &patience.answer_seconds)?,
                idle: IDLE,
                idle_per_unit: IDLE_PER_UNIT,
            },
            drain: seconds(&source, &patience.drain_seconds)?,
            limits: EngineLimits {
                shards: count(&source, limits.shards, defaults.shards)?,
                per_unit: count(&source, limits.per_unit, defaults.per_unit)?,
                in_flight: count(&source, limits.in_flight, defaults.in_flight)?,
                residents: count(&source, limits.residents, defaults.residents)?,
            },
            request_bytes: count(&source, limits.request_mib, REQUEST_MIB)? * 1024 * 1024,
            level: written.log.level,
            form: written.log.format,
        })
    }
}

/// A kept connection that nobody uses is closed after this.
const IDLE: Duration = Duration::from_secs(90);
/// Kept connections to one unit.
const IDLE_PER_UNIT: usize = 2;
/// One request: a document of 16 MiB and what stands around it.
const REQUEST_MIB: usize = 17;
/// No count or wait of a configuration needs more.
const AT_MOST: u32 = 1_000_000;

fn seat(source: &Source<'_>, court: written::Court) -> Result<CourtSeat, ConfigError> {
    let code = CourtCode::parse(court.code.as_ref())
        .map_err(|error| source.wrong(&court.code, Wrong::Part(error.to_string())))?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let slug = match court.slug {
        None => code.short_name(),
        Some(slug)
            if (1..=SLUG_BYTES).contains(&slug.as_ref().len())
                && slug.as_ref().bytes().all(plain) =>
        {
            slug.into_inner()
        }
        Some(slug) => return Err(source.wrong(&slug, Wrong::Slug)),
    };
    Ok(CourtSeat {
        code: code.as_str().to_owned(),
        slug,
        account: CourtAccount {
            holder: court.account.holder,
            number: court.account.number,
            bank: court.account.bank,
        },
    })
}

/// A stream's name has at most 100 bytes; kind and id take 40.
const SLUG_BYTES: usize = 32;

fn directory(
    source: &Source<'_>,
    here: &Path,
    file: &Spanned<PathBuf>,
) -> Result<UnitDirectory, ConfigError> {
    let path = here.join(file.as_ref());
    let bad = |why: String| {
        source.wrong(
            file,
            Wrong::File {
                path: path.display().to_string(),
                why,
            },
        )
    };
    let text = std::fs::read_to_string(&path).map_err(|error| bad(error.to_string()))?;
    UnitDirectory::from_toml(&text).map_err(|error| bad(error.to_string()))
}

fn loopback(source: &Source<'_>, listen: &Spanned<String>) -> Result<SocketAddr, ConfigError> {
    let address: SocketAddr = listen
        .as_ref()
        .parse()
        .map_err(|_| source.wrong(listen, Wrong::Address))?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(source.wrong(listen, Wrong::NotLoopback))
    }
}

fn seconds(source: &Source<'_>, wait: &Spanned<u32>) -> Result<Duration, ConfigError> {
    within(source, wait).map(|seconds| Duration::from_secs(u64::from(seconds)))
}

fn count(
    source: &Source<'_>,
    count: Option<Spanned<u32>>,
    default: usize,
) -> Result<usize, ConfigError> {
    let Some(count) = count else {
        return Ok(default);
    };
    within(source, &count).map(|count| usize::try_from(count).unwrap_or(default))
}

fn within(source: &Source<'_>, value: &Spanned<u32>) -> Result<u32, ConfigError> {
    let number = *value.as_ref();
    if (1..=AT_MOST).contains(&number) {
        Ok(number)
    } else {
        Err(source.wrong(value, Wrong::Count))
    }
}
