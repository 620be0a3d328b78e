//! Replies and notices on their way to the court. Each is sent until the court
//! acknowledges it, over many advances if need be.

use super::{
    books::{Parcel, Path},
    error::UnitsError,
    server::Hall,
};
use futures::{StreamExt, stream};
use hyper::Method;
use levy_connect::{
    Verified,
    http::{NOTICES_PATH, REPLIES_PATH, signature_of},
    limits::RECEIPT_MAX_BYTES,
    wire::AckBody,
};
use levy_domain::id::OrderId;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

/// Rows of replies on their way at once.
const AT_ONCE: usize = 16;
/// Attempts in one advance, and machine time between them: about ten seconds
/// in all.
const ATTEMPTS: u32 = 14;
const FIRST_WAIT: Duration = Duration::from_millis(20);
const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// Machine time for the court to have a reply durably.
const PATIENCE: Duration = Duration::from_secs(30);

/// Sends everything due; gives how many were acknowledged and how many not.
pub(super) async fn deliver(hall: &Hall) -> Result<(u64, u64), UnitsError> {
    let parcels = hall.writer.run(|books| books.due_parcels()).await?;
    let all = parcels.len() as u64;
    let delivered = AtomicU64::new(0);
    let away = AtomicBool::new(false);
    let sent = stream::iter(in_sequence(parcels)).map(|parcels| async {
        // What was turned away holds back the rest of its own order only.
        let mut stuck: BTreeSet<OrderId> = BTreeSet::new();
        for parcel in parcels {
            let order = parcel.order;
            if away.load(Ordering::Relaxed) {
                break;
            }
            if order.is_some_and(|order| stuck.contains(&order)) {
                continue;
            }
            if send(hall, parcel, &away).await? {
                delivered.fetch_add(1, Ordering::Relaxed);
            } else {
                stuck.extend(order);
            }
        }
        Ok(())
    });
    let outcomes: Vec<Result<(), UnitsError>> = sent.buffer_unordered(AT_ONCE).collect().await;
    outcomes.into_iter().collect::<Result<(), _>>()?;
    let delivered = delivered.into_inner();
    Ok((delivered, all.saturating_sub(delivered)))
}

/// Whatever tells of an act goes one after the other, so that what the court
/// makes of two of one instant does not hang on the machine; answers to queries
/// go side by side, those to one query in sequence.
fn in_sequence(parcels: Vec<Parcel>) -> Vec<Vec<Parcel>> {
    let mut rows: BTreeMap<Option<(String, OrderId)>, Vec<Parcel>> = BTreeMap::new();
    for parcel in parcels {
        let query = parcel.order.filter(|_| parcel.alone);
        let row = query.map(|order| (parcel.unit.clone(), order));
        rows.entry(row).or_default().push(parcel);
    }
    rows.into_values().collect()
}

/// True once the court has acknowledged it, durably here as well.
async fn send(hall: &Hall, parcel: Parcel, away: &AtomicBool) -> Result<bool, UnitsError> {
    let mut wait = FIRST_WAIT;
    for _ in 0..ATTEMPTS {
        match attempt(hall, &parcel).await {
            Attempt::Acknowledged(ack) => {
                let id = parcel.id;
                keep(hall, id, ack).await?;
                // The network repeats what has arrived already.
                if parcel.twice
                    && let Attempt::Acknowledged(ack) = attempt(hall, &parcel).await
                {
                    keep(hall, id, ack).await?;
                }
                return Ok(true);
            }
            Attempt::TurnedAway(status) => {
                tracing::warn!(
                    status,
                    unit = parcel.unit,
                    "the court turned a callback away"
                );
                return Ok(false);
            }
            Attempt::Later => {
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(LONGEST_WAIT);
            }
        }
    }
    away.store(true, Ordering::Relaxed);
    Ok(false)
}

async fn keep(hall: &Hall, parcel: i64, ack: Verified<AckBody>) -> Result<(), UnitsError> {
    let kept = hall.writer.run(move |books| {
        books.given(parcel, 1)?;
        books.acknowledged(parcel, &ack)
    });
    kept.await
}

enum Attempt {
    Acknowledged(Verified<AckBody>),
    /// A status that trying again will not change.
    TurnedAway(u16),
    Later,
}

async fn attempt(hall: &Hall, parcel: &Parcel) -> Attempt {
    let court = hall
        .court
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let (Some(court), Some(unit)) = (court, hall.roster.get(&parcel.unit)) else {
        return Attempt::Later;
    };
    let path = if parcel.path == Path::Notice {
        NOTICES_PATH
    } else {
        REPLIES_PATH
    };
    let url = format!("{court}{path}");
    let headers = parcel.signed.signature.headers();
    let bytes = bytes::Bytes::from_owner(parcel.signed.bytes.clone());
    let caller = &hall.caller;
    let sent = caller
        .send(
            Method::POST,
            &url,
            headers,
            bytes,
            RECEIPT_MAX_BYTES,
            PATIENCE,
        )
        .await;
    let Ok(answer) = sent else {
        return Attempt::Later;
    };
    match answer.status {
        200 => {}
        status @ (400..=407 | 409..=499) => return Attempt::TurnedAway(status),
        _ => return Attempt::Later,
    }
    let Ok(signature) = signature_of(&answer.headers) else {
        return Attempt::Later;
    };
    match unit.side.acknowledged(
        signature,
        &answer.body[..],
        (&parcel.court, parcel.signed.hash()),
    ) {
        Ok(ack) => Attempt::Acknowledged(ack),
        Err(error) => {
            tracing::warn!(%error, unit = parcel.unit, "an acknowledgement does not count");
            Attempt::Later
        }
    }
}
