//! Log lines on standard error. Only Levy's own crates speak: what a library
//! logs about a request is not known to be free of personal data. For the
//! same reason the environment is not asked for a filter.

use crate::config::{LogForm, LogLevel};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Whose events are written; the targets of a crate begin with its name.
const SPEAKERS: [&str; 7] = [
    "levyd",
    "levy",
    "levy_engine",
    "levy_journal",
    "levy_store",
    "levy_connect",
    "levy_views",
];

/// Starts logging; a second call changes nothing.
pub(crate) fn start(level: LogLevel, form: LogForm) {
    let level = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let speakers = Targets::new().with_targets(SPEAKERS.map(|speaker| (speaker, level)));
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    let registry = tracing_subscriber::registry().with(speakers);
    let started = match form {
        LogForm::Text => registry.with(lines).try_init(),
        LogForm::Json => registry.with(lines.json()).try_init(),
    };
    drop(started);
}
