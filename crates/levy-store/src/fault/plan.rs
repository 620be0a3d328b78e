//! Which calls fail, and how.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// How an append fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteFault {
    /// Written and durable, answered with `Uncertain`.
    LostButCommitted,
    /// Not written, answered with `Uncertain`.
    LostNotCommitted,
    /// Not written, answered with `Conflict` and the stream's true revision.
    Conflict,
    /// The process dies before the store sees the group: neither this call
    /// nor any later one is ever answered.
    DiesBefore,
    /// The group is written and durable, and the process dies before anybody
    /// is told.
    DiesAfter,
    /// Answered as it should be, but late. It holds up its whole group.
    Slow(Duration),
}

/// Of a thousand calls, how many fail, on average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Odds {
    /// [`WriteFault::LostButCommitted`].
    pub lost_but_committed: u32,
    /// [`WriteFault::LostNotCommitted`].
    pub lost_not_committed: u32,
    /// [`WriteFault::Conflict`].
    pub conflict: u32,
    /// [`WriteFault::Slow`], by `delay`.
    pub slow: u32,
    /// How late a slow one is.
    pub delay: Duration,
    /// A read that fails.
    pub read_error: u32,
}

/// A plan of faults. What is scripted for a call goes before what is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    writes: BTreeMap<u64, WriteFault>,
    reads: BTreeSet<u64>,
    drawn: Option<(u64, Odds)>,
}

impl Plan {
    /// Nothing fails.
    pub fn none() -> Self {
        Self::default()
    }

    /// Faults drawn from `seed`; a call's fault depends on the seed and the
    /// call's number alone.
    pub fn seeded(seed: u64, odds: Odds) -> Self {
        Self {
            drawn: Some((seed, odds)),
            ..Self::default()
        }
    }

    /// Append `number`, counted from 0, fails so.
    #[must_use]
    pub fn on_append(mut self, number: u64, fault: WriteFault) -> Self {
        self.writes.insert(number, fault);
        self
    }

    /// Read `number`, counted from 0, fails.
    #[must_use]
    pub fn on_read(mut self, number: u64) -> Self {
        self.reads.insert(number);
        self
    }

    /// The fault of append `number`.
    pub fn write_fault(&self, number: u64) -> Option<WriteFault> {
        if let Some(fault) = self.writes.get(&number) {
            return Some(*fault);
        }
        let (seed, odds) = self.drawn?;
        let mut draw = draw(seed, number);
        let faults = [
            (odds.lost_but_committed, WriteFault::LostButCommitted),
            (odds.lost_not_committed, WriteFault::LostNotCommitted),
            (odds.conflict, WriteFault::Conflict),
            (odds.slow, WriteFault::Slow(odds.delay)),
        ];
        for (odds, fault) in faults {
            match draw.checked_sub(odds) {
                Some(rest) => draw = rest,
                None => return Some(fault),
            }
        }
        None
    }

    /// True when read `number` fails.
    pub fn fails_read(&self, number: u64) -> bool {
        let drawn = |(seed, odds): (u64, Odds)| draw(!seed, number) < odds.read_error;
        self.reads.contains(&number) || self.drawn.is_some_and(drawn)
    }
}

/// A number below 1,000: SplitMix64, which needs no state between calls.
fn draw(seed: u64, number: u64) -> u32 {
    let mut mixed = seed.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from((mixed ^ (mixed >> 31)) % 1_000).unwrap_or(0)
}
