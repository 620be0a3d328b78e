//! Bugs that are planted on purpose at the seams of a world, to see that its
//! auditor catches them: wrappers round the store, the road to the units and
//! the court's door, a wrong wake index, units that break their word. Engine
//! and deciders have no switches. Which one is planted is chosen when a world
//! is made ([`Faults::plant`](super::Faults)); the deciders' own are in the
//! tests of levy-domain. The table of both is docs/planted-bugs.md.

mod road;
mod store;

pub(super) use road::WrongRoad;
pub(super) use store::WrongStore;

use super::WorldError;
use levy::{
    journal::WakeIndex,
    store::{EventStore, MemoryStore},
};
use levy_domain::bytes::Digest;
use std::sync::Arc;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plant {
    /// Now and then the store answers an append that it never wrote.
    NotWritten,
    /// Now and then it writes the first event of a batch and answers for all.
    HalfWritten,
    /// A transfer's bytes leave twice.
    TransferTwice,
    /// An attempt whose fate nobody knows is called not sent.
    TimeoutNotSent,
    /// Now and then a unit's call is acknowledged and dropped.
    CallDropped,
    /// The wake index commits a position that it has not followed to.
    WakesLost,
    /// Units that are certified for ids do an order again that comes again.
    IdsForgotten,
}

/// One planted bug.
#[derive(Debug, Clone, Copy)]
pub struct Bug {
    /// What is planted.
    pub plant: Plant,
    /// Its name in the table, and for `sim --plant`.
    pub name: &'static str,
    /// The failure of the world's systems that it brings back, or "-".
    pub failure: &'static str,
    /// Where it sits.
    pub seam: &'static str,
    /// What goes wrong.
    pub says: &'static str,
    /// The rule of the auditor that must break.
    pub rule: &'static str,
    /// In the world of this seed,
    pub seed: u64,
    /// with so many cases.
    pub cases: usize,
}

/// All of them.
pub const BUGS: &[Bug] = &[
    Bug {
        plant: Plant::NotWritten,
        name: "answered-not-written",
        failure: "-",
        seam: "store",
        says: "an append is answered and never written",
        rule: "no acknowledged word of a unit is lost",
        seed: 2,
        cases: 12,
    },
    Bug {
        plant: Plant::HalfWritten,
        name: "half-a-decision-written",
        failure: "-",
        seam: "store",
        says: "of what one decision made only the first event is written",
        rule: "nothing acknowledged is lost",
        seed: 1,
        cases: 12,
    },
    Bug {
        plant: Plant::TransferTwice,
        name: "transfer-sent-twice",
        failure: "F5",
        seam: "connector",
        says: "the bytes of a transfer leave twice",
        rule: "no transfer is sent twice",
        seed: 1,
        cases: 12,
    },
    Bug {
        plant: Plant::TimeoutNotSent,
        name: "timeout-called-not-sent",
        failure: "F10",
        seam: "connector",
        says: "an attempt of unknown fate is called not sent, and made again",
        rule: "no transfer is sent twice",
        seed: 1,
        cases: 12,
    },
    Bug {
        plant: Plant::CallDropped,
        name: "call-dropped",
        failure: "F10",
        seam: "door",
        says: "a unit's call is acknowledged and dropped",
        rule: "no acknowledged word of a unit is lost",
        seed: 1,
        cases: 12,
    },
    Bug {
        plant: Plant::WakesLost,
        name: "position-committed-too-early",
        failure: "F1",
        seam: "engine",
        says: "after a restart the wake index says that it followed a log of which it has nothing",
        rule: "no end comes near unseen",
        seed: 2,
        cases: 12,
    },
    Bug {
        plant: Plant::IdsForgotten,
        name: "ids-forgotten",
        failure: "F5",
        seam: "units",
        says: "a unit does again what comes again",
        rule: "no order takes effect twice at a conforming unit",
        seed: 12,
        cases: 12,
    },
];

impl Bug {
    /// The bug of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Bug> {
        BUGS.iter().find(|bug| bug.name == name)
    }
}

/// One of so many things goes wrong.
pub(super) const ONE_IN: u64 = 16;

/// True for one word in [`ONE_IN`].
pub(super) fn drops(word: &Digest) -> bool {
    word.0
        .first()
        .is_some_and(|byte| u64::from(*byte) % ONE_IN == 0)
}

/// An index that has nothing and says that it followed the log to its end.
pub(super) async fn wakes_lost(store: &MemoryStore) -> Result<Arc<WakeIndex>, WorldError> {
    let wakes = WakeIndex::in_memory("simulated").map_err(WorldError::data)?;
    if let Some(head) = store.head().await.map_err(WorldError::data)? {
        wakes.set(&[], head).map_err(WorldError::data)?;
    }
    Ok(Arc::new(wakes))
}
