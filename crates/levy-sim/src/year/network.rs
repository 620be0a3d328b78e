//! The big case's network: query units by the thousand, generated and never
//! written to a file. None of them exists.

use levy_domain::{
    order::{Measure, Route},
    rules::directory::unit_id,
    unit::{Ability, UnitProfile, ability::UnitKind},
};

/// As many as the big case asks.
pub const NETWORK_SIZE: u32 = 3_900;

/// `count` units `bank-0001`, `bank-0002`, ... that answer queries and nothing
/// else. Every tenth forgets order ids; every twentieth has stated no intake
/// window. Laid into a directory beside the units of the region.
pub fn units(count: u32) -> impl Iterator<Item = UnitProfile> {
    (1..=count).map(unit)
}

/// The code of unit `number`, from 1.
pub fn code(number: u32) -> String {
    format!("bank-{number:04}")
}

fn unit(number: u32) -> UnitProfile {
    let code = code(number);
    UnitProfile {
        unit: unit_id(&code),
        name: format!("虚构银行{number:04}"),
        name_en: format!("Invented bank {number:04}"),
        code,
        kind: UnitKind::Bank,
        head: None,
        valid_from: None,
        honours_ids: !number.is_multiple_of(10),
        honours_fences: false,
        abilities: vec![Ability {
            measure: Measure::Query,
            class: None,
            route: Route::Api,
            per_minute: 120,
            hours: Vec::new(),
            working_days_only: false,
            intake_window_minutes: (!number.is_multiple_of(20)).then_some(240),
            p95_days: None,
        }],
        key_id: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_and_ids_are_all_different_and_stay_what_they_are() {
        let network: Vec<_> = units(NETWORK_SIZE).collect();
        assert_eq!(network.len(), 3_900);
        assert_eq!(
            network
                .iter()
                .map(|unit| unit.unit)
                .collect::<BTreeSet<_>>()
                .len(),
            network.len()
        );
        assert_eq!(
            (network[0].code.as_str(), network[3_899].code.as_str()),
            ("bank-0001", "bank-3900")
        );
        assert_eq!(units(1).next(), network.first().cloned());
    }

    #[test]
    fn they_answer_queries_and_some_forget() {
        let network: Vec<_> = units(100).collect();
        assert!(
            network
                .iter()
                .all(|unit| unit.ability(&Measure::Query, None).is_some())
        );
        assert!(
            network
                .iter()
                .all(|unit| unit.ability(&Measure::Freeze, None).is_none())
        );
        assert_eq!(network.iter().filter(|unit| !unit.honours_ids).count(), 10);
    }
}
