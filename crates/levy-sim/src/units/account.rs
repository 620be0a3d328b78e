//! What a unit keeps for a person: hash(seed, unit, person), so that a second
//! query finds the same accounts. Only balances change, and those are in the
//! books.

use super::{
    rights::{half_of, mortgage, prior_measures},
    wealth::{PersonKey, part},
};
use crate::draw::Draw;
use levy_connect::wire::{PriorBody, Private, RightBody};
use levy_domain::{
    asset::{AccountClass, AccountStatus, AssetClass},
    money::Currency,
    party::PersonKind,
    time::Date,
    unit::ability::UnitKind,
};
use serde::{Deserialize, Serialize};

/// An account or an entry in a register. `Debug` masks its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Account {
    pub(super) number: Private,
    pub(super) class: AssetClass,
    pub(super) account_class: AccountClass,
    pub(super) status: AccountStatus,
    pub(super) currency: Currency,
    /// Balance when it was first looked at; `None` for what has none.
    pub(super) opening_minor: Option<u64>,
    pub(super) not_redeemable_before: Option<Date>,
    pub(super) priors: Vec<PriorBody>,
    pub(super) rights: Vec<RightBody>,
}

/// Who asks whom about whom.
pub(super) struct Look<'a> {
    pub(super) seed: u64,
    pub(super) code: &'a str,
    pub(super) kind: &'a UnitKind,
    /// Generated unit of the network.
    pub(super) network: bool,
    pub(super) person: PersonKey,
    pub(super) person_kind: &'a PersonKind,
    /// Year of the order, for dates of maturity and of earlier measures.
    pub(super) year: i32,
}

impl Look<'_> {
    fn natural(&self) -> bool {
        *self.person_kind == PersonKind::Natural
    }

    /// What the unit keeps; mostly nothing or little.
    pub(super) fn accounts(&self) -> Vec<Account> {
        let parts: [&[u8]; 2] = [self.code.as_bytes(), &self.person.0.0];
        let mut draw = Draw::keyed(self.seed, "accounts", &parts);
        let some = |draw: &mut Draw, permille: u32| u32::from(draw.chance(permille));
        let poor = self.person.wealth_minor(self.seed) == 0;
        let count = match self.kind {
            UnitKind::Bank | UnitKind::Payment if poor => 0,
            UnitKind::Bank if self.network => some(&mut draw, 8),
            UnitKind::Bank => match draw.below(1_000) {
                0..400 => 0,
                400..850 => 1,
                _ => 2,
            },
            UnitKind::Payment => some(&mut draw, if self.natural() { 700 } else { 150 }),
            UnitKind::HousingFund => some(&mut draw, if self.natural() { 400 } else { 0 }),
            UnitKind::LandRegistry => some(&mut draw, 180),
            UnitKind::MarketSupervision => some(&mut draw, 60),
            // One vehicle stands in both registers, or in neither.
            UnitKind::VehicleOffice | UnitKind::Police => {
                draw = Draw::keyed(self.seed, "vehicles", &[&self.person.0.0]);
                some(&mut draw, 250)
            }
            _ => 0,
        };
        (1..=count)
            .filter_map(|place| self.account(&mut draw, place))
            .collect()
    }

    fn account(&self, draw: &mut Draw, place: u32) -> Option<Account> {
        match self.kind {
            UnitKind::Bank => Some(self.deposit(draw, place)),
            UnitKind::Payment => {
                let minor = part(self.person.wealth_minor(self.seed), draw.between(5, 90));
                let number = format!("W{}", digits(draw, 14));
                Some(Account {
                    opening_minor: Some(minor),
                    ..plain(number, AssetClass::Wallet)
                })
            }
            UnitKind::HousingFund => Some(Account {
                opening_minor: Some(draw.between(300_000, 25_000_000)),
                account_class: AccountClass::HousingFund,
                ..plain(format!("GJJ{}", digits(draw, 9)), AssetClass::HousingFund)
            }),
            UnitKind::LandRegistry => Some(self.land(draw)),
            UnitKind::VehicleOffice | UnitKind::Police => {
                let number = format!("川V{}", digits(draw, 5));
                let priors = prior_measures(draw, 60, None, self.year);
                Some(Account {
                    priors,
                    ..plain(number, AssetClass::Vehicle)
                })
            }
            UnitKind::MarketSupervision => {
                let number = format!("GQ{}", digits(draw, 12));
                let priors = prior_measures(draw, 80, None, self.year);
                Some(Account {
                    priors,
                    ..plain(number, AssetClass::Equity)
                })
            }
            _ => None,
        }
    }

    fn deposit(&self, draw: &mut Draw, place: u32) -> Account {
        let number = format!("62{}{place}", digits(draw, 16));
        let term = draw.chance(90);
        let class = if term {
            AssetClass::TermDeposit
        } else {
            AssetClass::Deposit
        };
        let minor = part(self.person.wealth_minor(self.seed), draw.between(30, 700));
        let minor = if draw.chance(60) { 0 } else { minor };
        let currency = match draw.below(1_000) {
            0..6 => Currency::parse("USD").unwrap_or(Currency::CNY),
            6..9 => Currency::parse("HKD").unwrap_or(Currency::CNY),
            _ => Currency::CNY,
        };
        let account_class = match (self.natural(), draw.below(1_000)) {
            (true, 0..25) => AccountClass::Subsistence,
            (false, 0..40) => AccountClass::MigrantWage,
            (false, 40..65) => AccountClass::PresaleEscrow,
            (false, 65..80) => AccountClass::AcceptanceMargin,
            _ => AccountClass::Ordinary,
        };
        let status = match draw.below(1_000) {
            0..20 => AccountStatus::Closed,
            20..60 => AccountStatus::Dormant,
            _ => AccountStatus::Normal,
        };
        let minor = if status == AccountStatus::Closed {
            0
        } else {
            minor
        };
        let joint = self.natural() && draw.chance(60);
        let matures = (term && draw.chance(500)).then(|| self.day(draw)).flatten();
        Account {
            account_class,
            status,
            currency,
            opening_minor: Some(minor),
            not_redeemable_before: matures,
            priors: prior_measures(draw, 80, Some((minor, currency)), self.year),
            rights: joint
                .then(|| half_of(draw, "joint-holder"))
                .into_iter()
                .collect(),
            ..plain(number, class)
        }
    }

    fn land(&self, draw: &mut Draw) -> Account {
        let (year, number) = (draw.between(2_004, 2_017), digits(draw, 7));
        let number = format!("川（{year}）G州不动产权第{number}号");
        let mut rights = Vec::new();
        if self.natural() && draw.chance(350) {
            rights.push(half_of(draw, "co-owner"));
        }
        if draw.chance(350) {
            rights.push(mortgage(draw));
        }
        let priors = prior_measures(draw, 100, None, self.year);
        Account {
            rights,
            priors,
            ..plain(number, AssetClass::RealEstate)
        }
    }

    /// A day of this year or the next.
    fn day(&self, draw: &mut Draw) -> Option<Date> {
        Date::from_ymd_opt(self.year, 3, 1)?.checked_add_days(chrono::Days::new(draw.below(600)))
    }
}

fn plain(number: String, class: AssetClass) -> Account {
    Account {
        number: Private::new(number),
        class,
        account_class: AccountClass::Ordinary,
        status: AccountStatus::Normal,
        currency: Currency::CNY,
        opening_minor: None,
        not_redeemable_before: None,
        priors: Vec::new(),
        rights: Vec::new(),
    }
}

fn digits(draw: &mut Draw, count: usize) -> String {
    (0..count)
        .map(|_| char::from(b'0' + u8::try_from(draw.below(10)).unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests;
