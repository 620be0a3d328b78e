//! Samples of a unit's events.

use super::{
    Fill,
    parts::{at, date, digest, order, uuid},
};
use levy_domain::{
    asset::AssetClass,
    id::UnitId,
    order::{Measure, Route},
    unit::{
        Ability, UnitProfile,
        ability::{Hours, UnitKind},
        event::{
            AbilitiesDeclared, Event, ReplySetAside, ReplySettled, UnitPaused, UnitRegistered,
            UnitResumed,
        },
    },
};

fn ability(fill: Fill) -> Ability {
    Ability {
        measure: Measure::Freeze,
        class: fill.some(AssetClass::Deposit),
        route: Route::Gateway,
        per_minute: 600,
        hours: fill.list([Hours {
            from: 480,
            to: 1_020,
        }]),
        working_days_only: true,
        intake_window_minutes: fill.some(1_440),
        p95_days: fill.some(12),
    }
}

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let unit = UnitId(uuid(30));
    let profile = UnitProfile {
        unit,
        code: "abc-kangding".into(),
        name: "中国农业银行康定支行".into(),
        name_en: "Agricultural Bank of China, Kangding".into(),
        kind: UnitKind::Bank,
        head: fill.some("abc".into()),
        valid_from: fill.some(date(1)),
        honours_ids: true,
        honours_fences: false,
        abilities: fill.list([ability(fill)]),
        key_id: "k1".into(),
    };
    vec![
        UnitRegistered { profile }.into(),
        AbilitiesDeclared {
            unit,
            abilities: fill.list([ability(fill), ability(Fill::Minimal)]),
            honours_ids: true,
            honours_fences: true,
            source: "certified-2024-02".into(),
        }
        .into(),
        UnitPaused {
            unit,
            ground: "maintenance".into(),
        }
        .into(),
        UnitResumed { unit }.into(),
        ReplySetAside {
            unit,
            order: fill.some(order(1)),
            reason: "unknown-order".into(),
            evidence: digest(90),
            raw_hash: fill.some(digest(91)),
            received_at: at(11),
        }
        .into(),
        ReplySettled {
            evidence: digest(90),
            how: "folded".into(),
        }
        .into(),
    ]
}
