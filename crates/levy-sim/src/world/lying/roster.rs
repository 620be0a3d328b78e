//! The invented units of a simulated court.

use levy_domain::{
    order::{Measure, Route},
    rules::directory::unit_id,
    unit::{
        Ability, UnitProfile,
        ability::{Hours, UnitKind},
    },
};

const ALL: [Measure; 8] = [
    Measure::Query,
    Measure::Freeze,
    Measure::Renew,
    Measure::WaitingFreeze,
    Measure::Release,
    Measure::ReleaseWaiting,
    Measure::PartialRelease,
    Measure::Transfer,
];
const NO_MONEY: [Measure; 5] = [
    Measure::Query,
    Measure::Freeze,
    Measure::Renew,
    Measure::Release,
    Measure::ReleaseWaiting,
];
const QUERY: [Measure; 1] = [Measure::Query];

struct Sketch {
    code: &'static str,
    kind: UnitKind,
    measures: &'static [Measure],
    ids: bool,
    fences: bool,
    window: Option<u32>,
    weekdays: bool,
    office: bool,
}

fn sketch(code: &'static str, kind: UnitKind, measures: &'static [Measure]) -> Sketch {
    Sketch {
        code,
        kind,
        measures,
        ids: true,
        fences: true,
        window: Some(240),
        weekdays: false,
        office: false,
    }
}

/// Fourteen units: most conform, some forget ids, some are blind to fences,
/// one states no intake window, some are closed at night and at weekends.
#[must_use]
pub fn roster() -> Vec<UnitProfile> {
    let bank = |code| sketch(code, UnitKind::Bank, &ALL);
    let sketches = [
        bank("sim-bank-1"),
        bank("sim-bank-2"),
        Sketch {
            window: Some(1_440),
            weekdays: true,
            ..bank("sim-bank-3")
        },
        Sketch {
            fences: false,
            ..bank("sim-bank-4")
        },
        Sketch {
            fences: false,
            weekdays: true,
            office: true,
            ..bank("sim-bank-5")
        },
        Sketch {
            ids: false,
            fences: false,
            window: None,
            ..bank("sim-bank-6")
        },
        Sketch {
            ids: false,
            fences: true,
            window: Some(60),
            ..bank("sim-bank-7")
        },
        Sketch {
            window: None,
            ..bank("sim-bank-8")
        },
        sketch("sim-pay-1", UnitKind::Payment, &ALL),
        Sketch {
            ids: false,
            fences: false,
            window: None,
            ..sketch("sim-pay-2", UnitKind::Payment, &ALL)
        },
        Sketch {
            weekdays: true,
            office: true,
            ..sketch("sim-fund", UnitKind::HousingFund, &ALL)
        },
        Sketch {
            weekdays: true,
            ..sketch("sim-land", UnitKind::LandRegistry, &NO_MONEY)
        },
        Sketch {
            ids: false,
            fences: false,
            ..sketch("sim-cars", UnitKind::VehicleOffice, &NO_MONEY)
        },
        sketch("sim-shares", UnitKind::MarketSupervision, &QUERY),
    ];
    sketches.into_iter().map(profile).collect()
}

fn profile(sketch: Sketch) -> UnitProfile {
    let office = Hours {
        from: 9 * 60,
        to: 17 * 60,
    };
    let ability = |measure: &Measure| Ability {
        measure: measure.clone(),
        class: None,
        route: Route::Api,
        per_minute: 0,
        hours: if sketch.office {
            vec![office]
        } else {
            Vec::new()
        },
        working_days_only: sketch.weekdays,
        intake_window_minutes: sketch.window,
        p95_days: None,
    };
    UnitProfile {
        unit: unit_id(sketch.code),
        code: sketch.code.to_owned(),
        name: format!("模拟单位{}", sketch.code),
        name_en: format!("Simulated unit {}", sketch.code),
        kind: sketch.kind.clone(),
        head: None,
        valid_from: None,
        honours_ids: sketch.ids,
        honours_fences: sketch.fences,
        abilities: sketch.measures.iter().map(ability).collect(),
        key_id: String::new(),
    }
}
