//! Dividing money among several creditors of one debtor (分配, D-09): tier
//! after tier, inside a tier pro rata on open balances, exact to the fen.

use crate::time::Date;
use serde::{Deserialize, Serialize};

open_enum! {
    /// What a share is for, in the order of payment.
    Class {
        /// Costs of enforcement (执行费用).
        Costs = "costs",
        /// A preferred claim (优先受偿权).
        Preferred = "preferred",
        /// Any other claim (普通债权).
        Ordinary = "ordinary",
    }
}

impl Class {
    /// Its place: a class that is not known comes with the ordinary ones.
    fn place(&self) -> u8 {
        match self {
            Class::Costs => 0,
            Class::Preferred => 1,
            Class::Ordinary | Class::Other(_) => 2,
        }
    }
}

/// What somebody may get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is for.
    pub class: Class,
    /// Place inside the class: mortgages by registration, the ordinary
    /// creditors of a company by the order of their measures. Equal
    /// places share pro rata.
    pub rank: u32,
    /// Earlier ones get the odd fen of equal remainders.
    pub registered_on: Date,
    /// What is still owed, minor units.
    pub open: u64,
}

/// Shares of `fund` in the order of `entries`, minor units. A tier (class and
/// rank) gets nothing before the tiers above it have all; inside a tier each
/// gets fund x open / sum of open, rounded down, and the fen that are left go
/// one each to the largest remainders, of equal ones to the earlier
/// registration, then to the earlier entry. Nobody gets more than is owed to
/// him; what nobody is owed is not shared.
///
/// A larger fund may move one fen from one to another of the same tier: that
/// is how largest remainders work, and no share falls by more.
pub fn divide(fund: u64, entries: &[Entry]) -> Vec<u64> {
    let mut shares = vec![0; entries.len()];
    let tier = |at: &usize| (entries[*at].class.place(), entries[*at].rank);
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(tier);
    let mut left = fund;
    for members in order.chunk_by(|a, b| tier(a) == tier(b)) {
        left = left.saturating_sub(share_out(left, entries, members, &mut shares));
    }
    shares
}

/// Shares `fund` inside one tier and says how much went.
fn share_out(fund: u64, entries: &[Entry], members: &[usize], shares: &mut [u64]) -> u64 {
    let owed = members
        .iter()
        .fold(0u128, |sum, at| sum + u128::from(entries[*at].open));
    let give = u128::from(fund).min(owed);
    if give == 0 {
        return 0;
    }
    let mut odd: Vec<(u128, usize)> = Vec::new();
    let mut given = 0u128;
    for at in members {
        // Both factors are below 2^64.
        let parts = give * u128::from(entries[*at].open);
        let share = parts / owed;
        odd.push((parts % owed, *at));
        given += share;
        shares[*at] = u64::try_from(share).unwrap_or(entries[*at].open);
    }
    odd.sort_by_key(|(rest, at)| (std::cmp::Reverse(*rest), entries[*at].registered_on, *at));
    // Fewer fen are left than there are remainders above zero.
    for (_, at) in odd.iter().take(usize::try_from(give - given).unwrap_or(0)) {
        shares[*at] += 1;
    }
    u64::try_from(give).unwrap_or(fund)
}
