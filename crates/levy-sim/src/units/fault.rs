//! What the transport does to an attempt: hash(seed, order, attempt).

use crate::draw::Draw;
use levy_domain::id::OrderId;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// The connection ends before anything is taken.
    LostBefore,
    /// Taken, and the connection ends without an answer.
    LostAfter,
    /// Taken, and the answer comes when nobody waits for it any more.
    Late,
    /// The machine is out of service.
    Outage,
}

/// Faults in a row, at most; the next attempt goes through.
const IN_A_ROW: u32 = 3;

impl Fault {
    /// The literal in the books.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Fault::LostBefore => "lost-before",
            Fault::LostAfter => "lost-after",
            Fault::Late => "late",
            Fault::Outage => "outage",
        }
    }

    /// What befalls attempt `attempt` (from 1) of `order`.
    pub(super) fn of(seed: u64, order: OrderId, attempt: u32) -> Option<Fault> {
        let outage = outage_attempts(seed, order);
        let drawn = |attempt: u32| {
            if attempt <= outage {
                Some(Fault::Outage)
            } else {
                chance(seed, order, attempt)
            }
        };
        // Only what runs up to this attempt without a gap can have used up
        // the row.
        let mut row = 0;
        for earlier in 1..attempt {
            row = if row < IN_A_ROW && drawn(earlier).is_some() {
                row + 1
            } else {
                0
            };
        }
        if row < IN_A_ROW { drawn(attempt) } else { None }
    }
}

fn outage_attempts(seed: u64, order: OrderId) -> u32 {
    let mut draw = Draw::keyed(seed, "outage", &[order.0.as_bytes()]);
    if !draw.chance(10) {
        0
    } else if draw.chance(500) {
        1
    } else {
        2
    }
}

fn chance(seed: u64, order: OrderId, attempt: u32) -> Option<Fault> {
    let parts: [&[u8]; 2] = [order.0.as_bytes(), &attempt.to_be_bytes()];
    match Draw::keyed(seed, "transport", &parts).below(1_000) {
        0..10 => Some(Fault::LostBefore),
        10..20 => Some(Fault::LostAfter),
        20..21 => Some(Fault::Late),
        _ => None,
    }
}

/// Whether a callback goes out twice.
pub(super) fn sent_twice(seed: u64, order: OrderId, sequence: u32) -> bool {
    let parts: [&[u8]; 2] = [order.0.as_bytes(), &sequence.to_be_bytes()];
    Draw::keyed(seed, "sent twice", &parts).chance(20)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn order(n: u64) -> OrderId {
        OrderId::derive(uuid::Uuid::NAMESPACE_OID, &[&n.to_be_bytes()])
    }

    #[test]
    fn every_fault_occurs_near_its_share_and_is_the_same_again() {
        let mut counts = BTreeMap::new();
        for n in 0..20_000 {
            let fault = Fault::of(7, order(n), 1);
            assert_eq!(fault, Fault::of(7, order(n), 1));
            *counts.entry(fault).or_insert(0_u32) += 1;
        }
        let near = |fault, low, high| {
            let count = counts.get(&Some(fault)).copied().unwrap_or_default();
            assert!((low..high).contains(&count), "{fault:?} {count}");
        };
        near(Fault::LostBefore, 140, 260);
        near(Fault::LostAfter, 140, 260);
        near(Fault::Outage, 140, 260);
        near(Fault::Late, 8, 40);
        assert!((300..500).contains(&(0..20_000).filter(|n| sent_twice(7, order(*n), 1)).count()));
    }

    #[test]
    fn no_order_meets_more_than_three_faults_in_a_row() {
        for n in 0..3_000 {
            let faulty: Vec<bool> = (1..=8)
                .map(|at| Fault::of(3, order(n), at).is_some())
                .collect();
            assert!(
                !faulty.windows(4).any(|row| row.iter().all(|fault| *fault)),
                "{faulty:?}"
            );
        }
    }
}
