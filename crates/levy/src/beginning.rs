//! What a log begins with, and whether it is still that log: the facts that
//! the store keeps beside its events against the court's first event, which is
//! in the chain.

use crate::Error;
use levy_domain::{
    court::{self, event::LogBegun},
    id::CommandId,
};
use levy_engine::{Caller, Command, CourtSeat, Engine, StreamKey};
use levy_journal::{AnyEvent, Journal};
use levy_proof::KeyRing;
use levy_store::{Revision, sqlite::SqliteStore};

/// Facts of the store, compared with those of an older log or written to a new
/// one; answers what the log begins with.
pub(crate) async fn confirm(
    store: &SqliteStore,
    ring: &KeyRing,
    court: &str,
    empty: bool,
) -> Result<LogBegun, Error> {
    // Another court has other keys too, and they are not what is wrong.
    let known = fact(store, "court", empty, || Ok(court.to_owned())).await?;
    if known != court {
        return Err(Error::OtherCourt(known));
    }
    let keys = ring.check_value();
    if fact(store, "keys", empty, || Ok(keys.clone())).await? != keys {
        return Err(Error::OtherKeys);
    }
    let name = || Ok(KeyRing::generate()?.ring_id().to_string());
    Ok(LogBegun {
        clock: store.meta().clock.literal().to_owned(),
        keys,
        log: fact(store, "store_id", empty, name).await?,
    })
}

/// Written down once, before the first event; missing beside events, it was
/// taken away.
async fn fact(
    store: &SqliteStore,
    key: &'static str,
    empty: bool,
    first: impl FnOnce() -> Result<String, Error>,
) -> Result<String, Error> {
    match store.meta_get(key).await? {
        Some(known) => Ok(known),
        None if empty => {
            let value = first()?;
            store.meta_set(key, &value).await?;
            Ok(value)
        }
        None => Err(Error::Meta(key)),
    }
}

/// Holds `begins` against the first event of a log that is not empty.
pub(crate) async fn compare(
    journal: &Journal,
    seat: &CourtSeat,
    begins: &LogBegun,
) -> Result<(), Error> {
    let Ok(court) = StreamKey::Court.name(&seat.slug) else {
        return Err(Error::OtherCourt(seat.code.clone()));
    };
    let first = journal.entry(&court, Revision(0)).await?;
    match first.as_ref().and_then(|first| first.event.known()) {
        Some(AnyEvent::Court(court::Event::LogBegun(begun))) if begun == begins => Ok(()),
        Some(AnyEvent::Court(court::Event::LogBegun(begun))) => {
            Err(Error::Meta(if begun.clock != begins.clock {
                "clock"
            } else if begun.keys != begins.keys {
                "keys"
            } else {
                "store_id"
            }))
        }
        Some(_) | None => {
            named(journal, seat).await?;
            Err(Error::Meta("log-begun"))
        }
    }
}

/// Refuses a log whose first stream, the court's, has another slug in its
/// name: under this one nothing of it would be found.
///
/// # Errors
/// [`Error::OtherCourt`].
pub(crate) async fn named(journal: &Journal, seat: &CourtSeat) -> Result<(), Error> {
    let page = journal.page(None, 1).await?;
    let slug = page.first().and_then(|first| {
        let name = first.stream.as_str().strip_prefix("court-")?;
        name.strip_suffix(".self")
    });
    match slug {
        Some(slug) if slug != seat.slug => Err(Error::OtherCourt(format!(
            "{} with the slug {slug}",
            seat.code
        ))),
        _ => Ok(()),
    }
}

/// Writes the first event; nothing when it stands.
pub(crate) async fn begin(engine: &Engine, begins: LogBegun) -> Result<(), Error> {
    let id = CommandId::derive(uuid::Uuid::nil(), &[b"begin"]);
    let command = Command::Court(court::Command::Begin(begins));
    let caller = Caller::system(&engine.seat().code);
    engine
        .command(StreamKey::Court, command, id, caller)
        .await?;
    Ok(())
}
