//! The files of `examples/g-region/` as they are compiled in: the units and
//! what nobody can be asked about.

use levy_domain::{
    asset::AssetClass,
    rules::{BadProfile, UnitDirectory},
};
use serde::Deserialize;
use thiserror::Error;

/// Units of the joint meeting with their abilities, read by
/// [`UnitDirectory::from_toml`].
pub const UNITS: &str = include_str!("../../../../examples/g-region/units.toml");
/// Assets out of reach, read by [`not_askable`].
pub const NOT_ASKABLE: &str = include_str!("../../../../examples/g-region/not-askable.toml");

/// An asset that no unit of the directory can tell anything about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotAskable {
    /// Short name, as a sweep lists it.
    pub code: String,
    /// The class it would count as (assumed).
    pub class: AssetClass,
    /// What it is (中文).
    pub zh: String,
    /// What it is, in English.
    pub en: String,
    /// Why nobody can be asked (中文).
    pub reason_zh: String,
    /// Why nobody can be asked, in English.
    pub reason_en: String,
    /// Where that is written.
    pub source: String,
}

/// `LEVY-Y03`: the list does not read; the message names the place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("LEVY-Y03 the list of what cannot be asked does not read: {0}")]
pub struct BadList(String);

/// The units of the region.
///
/// # Errors
/// [`BadProfile`], never with the file of this version: a test reads it.
pub fn directory() -> Result<UnitDirectory, BadProfile> {
    UnitDirectory::from_toml(UNITS)
}

/// Reads a list: `[[not_askable]]`.
///
/// # Errors
/// [`BadList`], never with [`NOT_ASKABLE`]: a test reads it.
pub fn not_askable(text: &str) -> Result<Vec<NotAskable>, BadList> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        not_askable: Vec<NotAskable>,
    }
    toml::from_str(text)
        .map(|File { not_askable }| not_askable)
        .map_err(|error| BadList(error.message().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use levy_domain::{
        order::{Measure, Route},
        unit::UnitProfile,
    };

    fn can(unit: &UnitProfile, measure: Measure, class: AssetClass, route: Route) -> bool {
        unit.ability(&measure, Some(&class))
            .is_some_and(|ability| ability.route == route)
    }

    #[test]
    fn enough_units_answer_queries_for_twelve_orders_a_case() {
        let units = directory().unwrap();
        assert!(units.len() >= 37);
        assert!(units.askable().count() >= 14, "{}", units.askable().count());
    }

    #[test]
    fn abilities_are_those_of_the_paper() {
        let units = directory().unwrap();
        let unit = |code| units.by_code(code).unwrap();
        for bank in ["abc-g", "ccb-g", "icbc-g", "rcb-g", "psbc-g"] {
            for measure in [Measure::Query, Measure::Freeze, Measure::Transfer] {
                assert!(
                    can(unit(bank), measure, AssetClass::Deposit, Route::Api),
                    "{bank}"
                );
            }
        }
        for wallet in ["tenpay", "alipay"] {
            assert!(can(
                unit(wallet),
                Measure::Freeze,
                AssetClass::Wallet,
                Route::Api
            ));
        }
        assert!(can(
            unit("fund-g"),
            Measure::Query,
            AssetClass::HousingFund,
            Route::Api
        ));
        assert!(can(
            unit("fund-g"),
            Measure::Transfer,
            AssetClass::HousingFund,
            Route::Counter
        ));
        assert!(can(
            unit("vehicle-g"),
            Measure::Freeze,
            AssetClass::Vehicle,
            Route::Relay
        ));
        assert!(can(
            unit("vehicle-g"),
            Measure::Release,
            AssetClass::Vehicle,
            Route::Relay
        ));
        assert!(can(
            unit("land-k"),
            Measure::Freeze,
            AssetClass::RealEstate,
            Route::Api
        ));
        assert!(can(
            unit("land-g"),
            Measure::Freeze,
            AssetClass::RealEstate,
            Route::Recorded
        ));
    }

    #[test]
    fn some_units_forget_and_one_of_them_states_no_window() {
        let units = directory().unwrap();
        let forgetful: Vec<_> = units.askable().filter(|unit| !unit.honours_ids).collect();
        assert!(forgetful.len() >= 3);
        let transfers = forgetful
            .iter()
            .filter(|unit| can(unit, Measure::Transfer, AssetClass::Deposit, Route::Api));
        let windows: Vec<_> = transfers
            .filter_map(|unit| unit.ability(&Measure::Transfer, Some(&AssetClass::Deposit)))
            .map(|ability| ability.intake_window_minutes)
            .collect();
        assert!(
            windows.len() >= 2 && windows.contains(&None) && windows.iter().any(Option::is_some)
        );
        assert!(
            units
                .iter()
                .all(|unit| unit.honours_ids || !unit.honours_fences)
        );
        assert!(units.iter().all(|unit| unit.key_id.is_empty()));
    }

    #[test]
    fn heads_are_in_the_directory_and_hours_within_a_day() {
        let units = directory().unwrap();
        for unit in units.iter() {
            assert!(
                unit.head
                    .as_deref()
                    .is_none_or(|head| units.by_code(head).is_some()),
                "{}",
                unit.code
            );
            assert!(!unit.name.is_empty() && !unit.name_en.is_empty());
            let hours = unit.abilities.iter().flat_map(|ability| &ability.hours);
            assert!(
                hours
                    .into_iter()
                    .all(|hours| hours.from < hours.to && hours.to <= 1_440)
            );
        }
    }

    #[test]
    fn what_nobody_can_be_asked_about_is_named() {
        let list = not_askable(NOT_ASKABLE).unwrap();
        let codes: Vec<_> = list.iter().map(|item| item.code.as_str()).collect();
        assert!(
            ["meituan", "taobao", "jd"]
                .iter()
                .all(|code| codes.contains(code))
        );
        let covered = |item: &NotAskable| item.zh.contains("微信") || item.zh.contains("支付宝");
        assert!(!list.iter().any(covered));
        assert!(not_askable("[[not_askable]]\ncode = 1").is_err());
    }
}
