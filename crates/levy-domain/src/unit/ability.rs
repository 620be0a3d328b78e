//! What a unit can do: data, never an error found by trying.

use crate::{
    asset::AssetClass,
    id::UnitId,
    order::{Measure, Route},
    time::Date,
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// What kind of unit it is.
    UnitKind {
        /// Bank (银行).
        Bank = "bank",
        /// Payment platform (支付机构).
        Payment = "payment",
        /// Land registry (不动产登记).
        LandRegistry = "land-registry",
        /// Vehicle office (车管所).
        VehicleOffice = "vehicle-office",
        /// Housing fund (住房公积金).
        HousingFund = "housing-fund",
        /// Police (公安).
        Police = "police",
        /// Market supervision (市场监管).
        MarketSupervision = "market-supervision",
        /// Tax (税务).
        Tax = "tax",
        /// Another office or body.
        Office = "office",
        /// Another court, for item delegation.
        Court = "court",
    }
}

/// Opening hours in minutes of the day, local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// First minute.
    pub from: u16,
    /// First minute after.
    pub to: u16,
}

/// One thing a unit can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ability {
    /// What.
    pub measure: Measure,
    /// On which class of asset; `None` for a query about everything it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<AssetClass>,
    /// By which route.
    pub route: Route,
    /// Most orders a minute it takes, 0 = no limit.
    #[serde(default)]
    pub per_minute: u32,
    /// When it takes orders; empty = always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Hours>,
    /// Takes no orders on days off.
    #[serde(default)]
    pub working_days_only: bool,
    /// After this many minutes, "not found" means "never taken"; `None` = it
    /// has stated no window and a person decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intake_window_minutes: Option<u32>,
    /// Measured by the court: of 100 answers 95 came within so many calendar
    /// days. Alarms about ends of holds come so much earlier. Part of the
    /// directory, and so of the rules that a decision names: an alarm of the
    /// past can be worked out again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p95_days: Option<u32>,
}

/// A unit as the directory knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitProfile {
    /// Global id.
    pub unit: UnitId,
    /// Short code, such as `abc-kangding`.
    pub code: String,
    /// Name (中文).
    pub name: String,
    /// Name in English.
    #[serde(default)]
    pub name_en: String,
    /// What kind of unit.
    pub kind: UnitKind,
    /// The head office that answers for it, by code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// Valid from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// A repeated order id acts once, and inquiry by id is answered truly.
    #[serde(default)]
    pub honours_ids: bool,
    /// It refuses fences lower than one it has seen; certified by the kit.
    #[serde(default)]
    pub honours_fences: bool,
    /// What it can do.
    #[serde(default)]
    pub abilities: Vec<Ability>,
    /// Key id that its replies are signed with.
    #[serde(default)]
    pub key_id: String,
}

impl UnitKind {
    /// What a query "about everything it holds" can find at this kind of unit.
    /// An office, police or tax query finds no class for certain.
    pub fn keeps(&self) -> &'static [AssetClass] {
        match self {
            UnitKind::Bank => &[AssetClass::Deposit, AssetClass::TermDeposit],
            UnitKind::Payment => &[AssetClass::Wallet],
            UnitKind::LandRegistry => &[AssetClass::RealEstate],
            UnitKind::VehicleOffice => &[AssetClass::Vehicle],
            UnitKind::HousingFund => &[AssetClass::HousingFund],
            UnitKind::MarketSupervision => &[AssetClass::Equity],
            _ => &[],
        }
    }
}

impl UnitProfile {
    /// False when assets of `class` are kept by units of other kinds and this
    /// one has declared no ability on them. Other rights may be anywhere.
    pub fn may_keep(&self, class: &AssetClass) -> bool {
        let own = self.kind.keeps();
        let mut kinds = UnitKind::LITERALS.iter().map(|kind| UnitKind::from(*kind));
        own.is_empty()
            || own.contains(class)
            || !kinds.any(|kind| kind.keeps().contains(class))
            || self
                .abilities
                .iter()
                .any(|ability| ability.class.as_ref() == Some(class))
    }

    /// The ability for `measure` on `class`, carried routes first.
    pub fn ability(&self, measure: &Measure, class: Option<&AssetClass>) -> Option<&Ability> {
        let fits = |ability: &&Ability| {
            ability.measure == *measure
                && match (&ability.class, class) {
                    (Some(own), Some(asked)) => own == asked,
                    (None, _) => true,
                    (Some(_), None) => false,
                }
        };
        self.abilities
            .iter()
            .filter(fits)
            .find(|ability| ability.route.is_carried())
            .or_else(|| self.abilities.iter().find(|ability| fits(ability)))
    }
}
