//! What people own at which unit: drawn when a unit is first asked about
//! somebody, and moved by what happens since.

use crate::draw::Draw;
use levy_connect::wire::{Exact, FoundBody, PriorBody, Private, RightBody};
use levy_domain::{
    asset::{AccountClass, AccountStatus, AssetClass},
    claim::Share,
    id::{OrderId, UnitId},
    money::Currency,
    time::{DAY, Date, Timestamp, Zone},
    unit::{UnitProfile, ability::UnitKind},
};
use std::collections::BTreeMap;

/// A hold of ours on an account.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) order: OrderId,
    pub(super) original: OrderId,
    pub(super) line: u32,
    pub(super) limit: Option<u64>,
    pub(super) held: u64,
    pub(super) rank: u32,
    pub(super) open: bool,
}

/// What another court holds there, earlier than we.
#[derive(Debug, Clone)]
pub(super) struct Prior {
    pub(super) court: &'static str,
    pub(super) amount: u64,
    pub(super) from: Date,
    pub(super) to: Date,
}

/// An account, or an entry in a register.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) number: String,
    pub(super) class: AssetClass,
    pub(super) account_class: AccountClass,
    /// `None` for what has no balance.
    pub(super) balance: Option<u64>,
    pub(super) joint: bool,
    pub(super) priors: Vec<Prior>,
    pub(super) holds: Vec<Held>,
}

impl Account {
    /// What all that are earlier bind.
    pub(super) fn bound(&self) -> u64 {
        let priors = self.priors.iter().map(|prior| prior.amount);
        let own = self
            .holds
            .iter()
            .filter(|hold| hold.open)
            .map(|hold| hold.held);
        priors.chain(own).fold(0, u64::saturating_add)
    }

    pub(super) fn available(&self) -> Option<u64> {
        self.balance
            .map(|balance| balance.saturating_sub(self.bound()))
    }

    pub(super) fn queue(&self) -> u32 {
        let open = self.holds.iter().filter(|hold| hold.open).count();
        u32::try_from(self.priors.len() + open).unwrap_or(u32::MAX)
    }

    pub(super) fn rights(&self) -> Vec<RightBody> {
        let half = Share {
            numerator: 1,
            denominator: 2,
        };
        let right = RightBody {
            kind: "joint-holder".to_owned(),
            holder: Some(Private::new("虚构共有人")),
            share: Some(half),
            amount_minor: None,
            currency: None,
        };
        self.joint.then_some(right).into_iter().collect()
    }

    pub(super) fn prior_bodies(&self) -> Vec<PriorBody> {
        let body = |prior: &Prior| PriorBody {
            court: prior.court.to_owned(),
            document: Private::new(format!("（2023）{}执{}号", prior.court, prior.amount % 997)),
            amount_minor: self.balance.and(Exact::try_from(prior.amount).ok()),
            currency: self.balance.map(|_| Currency::CNY),
            from: Some(prior.from),
            to: Some(prior.to),
        };
        self.priors.iter().map(body).collect()
    }

    /// As the answer to a query names it.
    pub(super) fn found(&self, now: Timestamp) -> FoundBody {
        let exact = |minor: Option<u64>| minor.and_then(|minor| Exact::try_from(minor).ok());
        FoundBody {
            holder: None,
            account_class: self.account_class.clone(),
            available_at: self.balance.map(|_| now),
            available_minor: exact(self.available()),
            balance_minor: exact(self.balance),
            class: self.class.clone(),
            currency: Currency::CNY,
            not_redeemable_before: None,
            number: Private::new(self.number.clone()),
            prior_measures: self.prior_bodies(),
            rights: self.rights(),
            status: AccountStatus::Normal,
            sub_accounts: Vec::new(),
        }
    }
}

/// Everything that anybody owns.
pub(super) struct Town {
    seed: u64,
    people: BTreeMap<(UnitId, String), Vec<String>>,
    accounts: BTreeMap<(UnitId, String), Account>,
}

impl Town {
    pub(super) fn new(seed: u64) -> Self {
        Town {
            seed,
            people: BTreeMap::new(),
            accounts: BTreeMap::new(),
        }
    }

    pub(super) fn holds(&self) -> impl DoubleEndedIterator<Item = &Held> {
        self.accounts.values().flat_map(|account| &account.holds)
    }

    pub(super) fn account(&mut self, unit: UnitId, number: &str) -> Option<&mut Account> {
        self.accounts.get_mut(&(unit, number.to_owned()))
    }

    /// What this unit keeps for this person; drawn the first time.
    pub(super) fn of(&mut self, unit: &UnitProfile, person: &str, now: Timestamp) -> Vec<&Account> {
        let key = (unit.unit, person.to_owned());
        if !self.people.contains_key(&key) {
            let drawn = draw_accounts(self.seed, unit, person, now);
            let numbers = drawn.iter().map(|account| account.number.clone());
            self.people.insert(key.clone(), numbers.collect());
            for account in drawn {
                self.accounts
                    .insert((unit.unit, account.number.clone()), account);
            }
        }
        let numbers = self.people.get(&key).map_or(&[][..], Vec::as_slice);
        let account = |number: &String| self.accounts.get(&(unit.unit, number.clone()));
        numbers.iter().filter_map(account).collect()
    }
}

fn draw_accounts(seed: u64, unit: &UnitProfile, person: &str, now: Timestamp) -> Vec<Account> {
    let parts: [&[u8]; 2] = [unit.code.as_bytes(), person.as_bytes()];
    let mut draw = Draw::keyed(seed, "accounts", &parts);
    let (class, permille, money) = match unit.kind {
        UnitKind::Bank => (AssetClass::Deposit, 380, true),
        UnitKind::Payment => (AssetClass::Wallet, 450, true),
        UnitKind::HousingFund => (AssetClass::HousingFund, 200, true),
        UnitKind::LandRegistry => (AssetClass::RealEstate, 150, false),
        UnitKind::VehicleOffice => (AssetClass::Vehicle, 150, false),
        _ => return Vec::new(),
    };
    if !draw.chance(permille) {
        return Vec::new();
    }
    let count = if money && draw.chance(250) { 2 } else { 1 };
    (0..count)
        .map(|at| account(&mut draw, unit, (&class, money), at, now))
        .collect()
}

fn account(
    draw: &mut Draw,
    unit: &UnitProfile,
    (class, money): (&AssetClass, bool),
    at: u64,
    now: Timestamp,
) -> Account {
    let number = format!("99{:012}{at}", draw.below(1_000_000_000_000));
    let balance = money.then(|| match draw.below(10) {
        0 => 0,
        1..=4 => draw.between(1_000, 500_000),
        5..=7 => draw.between(500_000, 20_000_000),
        _ => draw.between(20_000_000, 900_000_000),
    });
    let account_class = match (&unit.kind, draw.below(100)) {
        (UnitKind::HousingFund, _) => AccountClass::HousingFund,
        (UnitKind::Bank, 0..=3) => AccountClass::MigrantWage,
        (UnitKind::Bank, 4..=6) => AccountClass::Subsistence,
        (UnitKind::Bank, 7..=9) => AccountClass::PresaleEscrow,
        _ => AccountClass::Ordinary,
    };
    let day = |days: i64| now.plus(days * DAY).date_in(Zone::CHINA);
    let priors = if draw.chance(140) {
        let worth = balance.unwrap_or(0);
        let left = i64::try_from(draw.between(20, 300)).unwrap_or(20);
        vec![Prior {
            court: if draw.chance(500) { "渝01" } else { "云34" },
            amount: worth * draw.between(2, 12) / 10,
            from: day(left - 365),
            to: day(left),
        }]
    } else {
        Vec::new()
    };
    Account {
        number,
        class: class.clone(),
        account_class,
        balance,
        joint: money && draw.chance(60),
        priors,
        holds: Vec::new(),
    }
}
