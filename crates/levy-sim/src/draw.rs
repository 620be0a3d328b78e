//! Chance from a seed: the same seed, purpose and key give the same numbers
//! on every machine and in every version.
//!
//! One stream per purpose, so that code that draws more for one purpose does
//! not move what another purpose draws. A block is SHA-256 over seed, purpose,
//! key and block number; four numbers are read from each.

use sha2::{Digest, Sha256};

/// A stream of numbers.
#[derive(Debug, Clone)]
pub struct Draw {
    root: [u8; 32],
    block: u64,
    ready: [u64; 4],
    used: usize,
}

impl Draw {
    /// The stream of `purpose` for the thing numbered `key`.
    pub fn new(seed: u64, purpose: &str, key: u64) -> Self {
        Self::keyed(seed, purpose, &[&key.to_be_bytes()])
    }

    /// The stream of `purpose` for the thing named by `parts`.
    pub fn keyed(seed: u64, purpose: &str, parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"levy draw 1");
        hash.update(seed.to_be_bytes());
        for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Draw {
            root: hash.finalize().into(),
            block: 0,
            ready: [0; 4],
            used: 4,
        }
    }

    /// The next number.
    pub fn u64(&mut self) -> u64 {
        if self.used >= self.ready.len() {
            self.refill();
        }
        let value = self.ready.get(self.used).copied().unwrap_or_default();
        self.used += 1;
        value
    }

    fn refill(&mut self) {
        let block: [u8; 32] = Sha256::new()
            .chain_update(self.root)
            .chain_update(self.block.to_be_bytes())
            .finalize()
            .into();
        for (slot, bytes) in self.ready.iter_mut().zip(block.chunks_exact(8)) {
            *slot = bytes
                .iter()
                .fold(0, |value, byte| value << 8 | u64::from(*byte));
        }
        self.block += 1;
        self.used = 0;
    }

    /// A number below `limit`; 0 when `limit` is 0. The bias of the scaling is
    /// below one in 2^32 for every limit that fits 32 bits.
    pub fn below(&mut self, limit: u64) -> u64 {
        let scaled = u128::from(self.u64()) * u128::from(limit);
        u64::try_from(scaled >> 64).unwrap_or_default()
    }

    /// A number from `low` to `high`, both included; `low` when they cross.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low.saturating_add(self.below(high.saturating_sub(low).saturating_add(1)))
    }

    /// True in `permille` of a thousand cases.
    pub fn chance(&mut self, permille: u32) -> bool {
        self.below(1_000) < u64::from(permille)
    }

    /// One of `from`; `None` when there is nothing to pick.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(from.len() as u64);
        usize::try_from(at).ok().and_then(|at| from.get(at))
    }

    /// Puts `list` in a drawn order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            if let Ok(other) = usize::try_from(self.below(last as u64 + 1)) {
                list.swap(last, other);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(seed: u64, purpose: &str, key: u64) -> u64 {
        Draw::new(seed, purpose, key).u64()
    }

    #[test]
    fn the_first_numbers_are_pinned() {
        let mut draw = Draw::new(7, "pinned", 1);
        let numbers: Vec<u64> = (0..6).map(|_| draw.u64()).collect();
        assert_eq!(numbers, PINNED);
    }

    #[test]
    fn seed_purpose_and_key_each_lead_elsewhere() {
        let here = first(1, "a", 1);
        assert_eq!(here, first(1, "a", 1));
        assert!(
            [first(2, "a", 1), first(1, "b", 1), first(1, "a", 2)]
                .iter()
                .all(|other| *other != here)
        );
        let (split, joined) = (
            Draw::keyed(1, "p", &[b"ab", b"c"]).u64(),
            Draw::keyed(1, "p", &[b"a", b"bc"]).u64(),
        );
        assert_ne!(split, joined);
    }

    #[test]
    fn bounds_hold_and_chance_is_near_its_share() {
        let mut draw = Draw::new(3, "bounds", 0);
        assert!((0..2_000).all(|_| draw.below(7) < 7));
        assert!((0..2_000).all(|_| (5..=9).contains(&draw.between(5, 9))));
        assert_eq!(
            (draw.below(0), draw.between(4, 2), draw.pick::<u8>(&[])),
            (0, 4, None)
        );
        let hits = (0..10_000).filter(|_| draw.chance(250)).count();
        assert!((2_300..2_700).contains(&hits), "{hits}");
        assert!(!draw.chance(0) && draw.chance(1_000));
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut list: Vec<u32> = (0..100).collect();
        Draw::new(5, "shuffle", 0).shuffle(&mut list);
        assert_ne!(list, (0..100).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..100).collect::<Vec<_>>());
    }

    /// Worked out by another program from the rule in the module's head.
    const PINNED: [u64; 6] = [
        0x7a45_4b42_82e2_7d94,
        0x511e_65fc_36af_3dd2,
        0x04e3_df1b_e28d_a7bd,
        0x003e_cf27_1d68_0118,
        0x2027_e446_3e4e_54e9,
        0xff47_2bb7_c7b3_5921,
    ];
}
