//! Wealth against the claims of the year.

use super::*;
use crate::year::{CaseSeed, Table1, YearPlan};
use levy_domain::bytes::Digest;

const BANKS: [&str; 5] = ["abc-g", "ccb-g", "icbc-g", "psbc-g", "rcb-g"];
const WALLETS: [&str; 2] = ["alipay", "tenpay"];

fn look<'a>(code: &'a str, kind: &'a UnitKind, case: &'a CaseSeed) -> Look<'a> {
    let debtor = &case.debtors[0];
    let person = PersonKey(Digest::of(debtor.number.as_bytes()));
    Look {
        seed: 1,
        code,
        kind,
        network: false,
        person,
        person_kind: &debtor.kind,
        year: 2022,
    }
}

/// What could be frozen and taken for this debtor alone.
fn money(case: &CaseSeed) -> u64 {
    let banks = BANKS
        .iter()
        .flat_map(|code| look(code, &UnitKind::Bank, case).accounts());
    let wallets = WALLETS
        .iter()
        .flat_map(|code| look(code, &UnitKind::Payment, case).accounts());
    let usable = |account: &Account| {
        account.account_class == AccountClass::Ordinary
            && account.currency == Currency::CNY
            && account.not_redeemable_before.is_none()
            && account.priors.is_empty()
    };
    let all = banks.chain(wallets).filter(usable);
    all.map(|account| account.opening_minor.unwrap_or_default() / (1 + account.rights.len() as u64))
        .sum()
}

#[test]
fn about_half_of_the_cases_find_money_for_the_whole_claim() {
    let plan = YearPlan::make(1, 2022, 4_000, &Table1::printed().unwrap()).unwrap();
    let asked: Vec<_> = plan
        .registrations
        .iter()
        .filter(|case| case.asks_units())
        .collect();
    let covered = asked
        .iter()
        .filter(|case| money(case) >= case.claim.total_minor())
        .count();
    let share = covered * 1_000 / asked.len();
    let nothing = asked.iter().filter(|case| money(case) == 0).count() * 1_000 / asked.len();
    assert!(
        (430..570).contains(&share),
        "{share} permille of {}, {nothing} nothing",
        asked.len()
    );
    assert!((80..200).contains(&nothing), "{nothing}");
}

#[test]
fn a_second_look_finds_the_same_and_a_vehicle_stands_in_both_registers() {
    let plan = YearPlan::make(1, 2022, 400, &Table1::printed().unwrap()).unwrap();
    let mut vehicles = 0;
    for case in &plan.registrations {
        let here = look("vehicle-g", &UnitKind::VehicleOffice, case).accounts();
        assert_eq!(here, look("police-g", &UnitKind::Police, case).accounts());
        assert!(here.iter().all(|entry| entry.opening_minor.is_none()));
        vehicles += here.len();
        let bank = || look("abc-g", &UnitKind::Bank, case).accounts();
        assert_eq!(bank(), bank());
    }
    assert!((50..160).contains(&vehicles), "{vehicles}");
}
