//! The freeze planner: covers the room first, then keeps the fewest accounts,
//! the fewest acts, the least frozen; ties by asset id. Every choice and every
//! omission carries a reason that the debtor can read.

use crate::{
    asset::{AccountStatus, AssetFound},
    id::AssetId,
    matter::event::PassedOver,
    money::Money,
    order::Reason,
};

/// An asset that may be frozen, with what it would cover.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The asset.
    pub asset: &'a AssetFound,
    /// Available to us in all, minor units.
    pub available: u64,
    /// The debtor's own share of it.
    pub covers: u64,
    /// A rule warns of it: taken only where the others are not enough.
    pub warned: bool,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// Which asset.
    pub asset: AssetId,
    /// Limit to order.
    pub amount: Money,
    /// Why.
    pub reason: Reason,
}

/// Chooses for `room`.
///
/// Largest own share first, since that needs the fewest accounts; once the
/// rest fits into one account, the smallest account that covers it is taken.
/// Accounts that a rule warns of come after all others.
/// A joint account is bound whole for excess, so its limit never exceeds the
/// room either.
pub fn choose(room: Money, candidates: &[Candidate<'_>]) -> (Vec<Pick>, Vec<PassedOver>) {
    let mut pool: Vec<&Candidate<'_>> = candidates
        .iter()
        .filter(|c| c.covers > 0 && !c.warned)
        .collect();
    let mut warned: Vec<&Candidate<'_>> = candidates
        .iter()
        .filter(|c| c.covers > 0 && c.warned)
        .collect();
    for pool in [&mut pool, &mut warned] {
        pool.sort_by(|a, b| {
            b.covers
                .cmp(&a.covers)
                .then(a.asset.asset.cmp(&b.asset.asset))
        });
    }
    let mut passed: Vec<PassedOver> = candidates
        .iter()
        .filter(|candidate| candidate.covers == 0)
        .map(|candidate| PassedOver {
            asset: candidate.asset.asset,
            reason: Reason::new("nothing-available"),
        })
        .collect();
    let mut picks = Vec::new();
    let mut left = room.minor;
    while left > 0 {
        if pool.is_empty() {
            pool = std::mem::take(&mut warned);
        }
        if pool.is_empty() {
            break;
        }
        // The smallest that covers the rest, else the largest there is; of
        // equal ones the first.
        let enough = pool.iter().rfind(|candidate| candidate.covers >= left);
        let covers = enough.or(pool.first()).map(|candidate| candidate.covers);
        let same = |candidate: &&Candidate<'_>| Some(candidate.covers) == covers;
        let at = pool.iter().position(same).unwrap_or(0);
        let candidate = pool.remove(at);
        let takes = candidate.covers.min(left);
        let reason = if takes == left {
            "covers-the-rest"
        } else {
            "largest-account"
        };
        picks.push(Pick {
            asset: candidate.asset.asset,
            amount: Money {
                minor: takes,
                ..room
            },
            reason: Reason::by_rule(reason, "X-01"),
        });
        left -= takes;
    }
    passed.extend(pool.into_iter().chain(warned).map(|candidate| PassedOver {
        asset: candidate.asset.asset,
        reason: Reason::by_rule("room-is-covered", "X-01"),
    }));
    (picks, passed)
}

/// Why an asset cannot be a candidate by its own state, if so.
pub fn unusable(asset: &AssetFound, room: Money) -> Option<Reason> {
    if asset.currency != room.currency {
        return Some(Reason::new("other-currency"));
    }
    match asset.status {
        AccountStatus::Closed => Some(Reason::new("account-closed")),
        AccountStatus::Normal
        | AccountStatus::Dormant
        | AccountStatus::Frozen
        | AccountStatus::Other(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        asset::{AccountClass, AssetClass},
        bytes::Bytes,
        id::{PersonId, UnitId},
        money::Currency,
        sealed::{Sealed, Token},
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    fn account(n: u128) -> AssetFound {
        AssetFound {
            record: None,
            holder: None,
            asset: AssetId(Uuid::from_u128(n)),
            person: PersonId(Uuid::nil()),
            unit: UnitId(Uuid::nil()),
            class: AssetClass::Deposit,
            number: Sealed {
                token: Token::default(),
                sealed: Bytes::default(),
            },
            account_class: AccountClass::Ordinary,
            status: AccountStatus::Normal,
            currency: Currency::CNY,
            balance: None,
            available: None,
            available_at: None,
            sub_accounts: vec![],
            not_redeemable_before: None,
            prior_measures: vec![],
            rights: vec![],
        }
    }

    fn plan(room: u64, balances: &[u64]) -> Vec<u64> {
        let accounts: Vec<AssetFound> = (0..balances.len()).map(|n| account(n as u128)).collect();
        let candidates: Vec<Candidate<'_>> = accounts
            .iter()
            .zip(balances)
            .map(|(asset, have)| Candidate {
                asset,
                available: *have,
                covers: *have,
                warned: false,
            })
            .collect();
        choose(Money::cny(room), &candidates)
            .0
            .iter()
            .map(|pick| pick.amount.minor)
            .collect()
    }

    #[test]
    fn one_account_that_covers_is_enough_and_the_smallest_such_is_taken() {
        assert_eq!(plan(500, &[10_000, 600, 400]), vec![500]);
        let accounts = [account(0), account(1)];
        let candidates = [
            Candidate {
                asset: &accounts[0],
                available: 10_000,
                covers: 10_000,
                warned: false,
            },
            Candidate {
                asset: &accounts[1],
                available: 600,
                covers: 600,
                warned: false,
            },
        ];
        let (picks, passed) = choose(Money::cny(500), &candidates);
        assert_eq!(picks[0].asset, accounts[1].asset);
        assert_eq!(passed[0].reason.key, "room-is-covered");
    }

    #[test]
    fn several_accounts_are_taken_largest_first() {
        assert_eq!(plan(1_000, &[300, 800, 500]), vec![800, 200]);
    }

    #[test]
    fn an_empty_account_is_left_alone() {
        assert_eq!(plan(100, &[0]), Vec::<u64>::new());
    }

    proptest! {
        #[test]
        fn never_above_the_room_and_as_much_as_there_is(room in 0u64..10_000, balances in prop::collection::vec(0u64..5_000, 0..8)) {
            let taken: u64 = plan(room, &balances).iter().sum();
            prop_assert_eq!(taken, room.min(balances.iter().sum()));
        }

        #[test]
        fn no_smaller_number_of_accounts_would_do(room in 1u64..5_000, mut balances in prop::collection::vec(1u64..3_000, 1..7)) {
            let picked = plan(room, &balances).len();
            balances.sort_unstable_by(|a, b| b.cmp(a));
            let mut sum = 0;
            let fewest = balances.iter().take_while(|b| { let more = sum < room; sum += **b; more }).count();
            prop_assert_eq!(picked, fewest);
        }
    }
}
