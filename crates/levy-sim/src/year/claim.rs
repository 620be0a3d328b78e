//! What is claimed, and what the court is told about the debtor's assets.

use crate::draw::Draw;
use levy_domain::asset::AssetClass;

/// The claim in minor units (分).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimSums {
    /// Principal.
    pub principal_minor: u64,
    /// General interest up to the day of filing.
    pub interest_minor: u64,
    /// Costs of suit and enforcement.
    pub costs_minor: u64,
}

impl ClaimSums {
    /// All of it.
    pub fn total_minor(&self) -> u64 {
        self.principal_minor
            .saturating_add(self.interest_minor)
            .saturating_add(self.costs_minor)
    }
}

/// What the court knows of assets before it asks: the classes that the
/// creditor names. The paper (2(1) item 5) finds most forms empty. What a
/// debtor really has is in the books of the simulated units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wealth {
    /// Leads of the creditor; mostly none.
    pub leads: Vec<AssetClass>,
}

const YUAN: u64 = 100;
/// Permille of the cases, and from how many to how many yuan (assumed: many
/// small claims, few large ones).
const SIZES: [(u32, u64, u64); 5] = [
    (300, 1_000, 20_000),
    (350, 20_000, 100_000),
    (220, 100_000, 500_000),
    (100, 500_000, 3_000_000),
    (30, 3_000_000, 30_000_000),
];
const NAMED: [AssetClass; 4] = [
    AssetClass::Deposit,
    AssetClass::Vehicle,
    AssetClass::RealEstate,
    AssetClass::Wallet,
];

impl ClaimSums {
    /// The claim of matter `matter`.
    pub(super) fn draw(seed: u64, matter: u64) -> Self {
        let mut draw = Draw::new(seed, "claim", matter);
        let mut at = draw.below(1_000);
        let (mut low, mut high) = (1_000, 20_000);
        for (permille, from, to) in SIZES {
            (low, high) = (from, to);
            match at.checked_sub(u64::from(permille)) {
                Some(rest) => at = rest,
                None => break,
            }
        }
        let round = if draw.chance(600) { 1_000 * YUAN } else { 1 };
        let principal = draw.between(low * YUAN, high * YUAN);
        let principal_minor = (principal / round * round).max(low * YUAN);
        let interest_minor = if draw.chance(700) {
            draw.below(principal_minor / 8)
        } else {
            0
        };
        let costs_minor = (50 * YUAN + draw.below(principal_minor / 50)) / YUAN * YUAN;
        ClaimSums {
            principal_minor,
            interest_minor,
            costs_minor,
        }
    }
}

impl Wealth {
    /// What the creditor of matter `matter` names.
    pub(super) fn draw(seed: u64, matter: u64) -> Self {
        let mut draw = Draw::new(seed, "leads", matter);
        let leads = draw
            .chance(180)
            .then(|| draw.pick(&NAMED).cloned())
            .flatten();
        Wealth {
            leads: leads.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_stay_within_bounds_and_most_are_small() {
        let claims: Vec<_> = (0..3_000)
            .map(|matter| ClaimSums::draw(1, matter))
            .collect();
        for claim in &claims {
            assert!(
                (1_000 * YUAN..=30_000_000 * YUAN).contains(&claim.principal_minor),
                "{claim:?}"
            );
            assert!(claim.interest_minor <= claim.principal_minor / 8);
            assert!(
                claim.costs_minor >= 50 * YUAN
                    && claim.costs_minor <= claim.principal_minor / 50 + 50 * YUAN
            );
            assert_eq!(claim.costs_minor % YUAN, 0);
        }
        let small = claims
            .iter()
            .filter(|claim| claim.principal_minor < 100_000 * YUAN)
            .count();
        assert!((1_800..2_100).contains(&small), "{small}");
    }

    #[test]
    fn most_creditors_name_nothing() {
        let named = (0..2_000)
            .filter(|matter| !Wealth::draw(1, *matter).leads.is_empty())
            .count();
        assert!((260..460).contains(&named), "{named}");
    }
}
