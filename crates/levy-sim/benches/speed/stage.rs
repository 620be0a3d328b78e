//! A court over a temporary directory, and the units it works with.

use levy::{
    Keys, Levy,
    connect::Connector,
    engine::{Caller, CourtAccount, CourtSeat, EngineLimits},
    journal::Clock,
};
use levy_domain::{
    asset::AssetClass,
    court::{Command, event::OfficerFiled},
    id::{CommandId, OfficerId, UnitId},
    order::{Measure, Route},
    rules::{UnitDirectory, directory::unit_id},
    stamp::{Actor, Role},
    time::Zone,
    unit::{Ability, UnitProfile, ability::UnitKind},
};
use levy_sim::year::network;
use std::{path::Path, sync::Arc};
use uuid::Uuid;

pub(crate) const COURT: &str = "川33";
/// Seed of every invented key.
pub(crate) const SEED: u64 = 7;

pub(crate) fn judge() -> OfficerId {
    OfficerId::derive(Uuid::nil(), &[b"judge"])
}

pub(crate) fn bureau_head() -> OfficerId {
    OfficerId::derive(Uuid::nil(), &[b"bureau-head"])
}

fn president() -> OfficerId {
    OfficerId::derive(Uuid::nil(), &[b"president"])
}

pub(crate) fn unit(number: u32) -> UnitId {
    unit_id(&network::code(number))
}

/// `count` banks that answer queries and freeze deposits, at once and at any
/// hour, and honour order ids.
pub(crate) fn directory(count: u32) -> UnitDirectory {
    let ability = |measure, class| Ability {
        measure,
        class,
        route: Route::Api,
        per_minute: 0,
        hours: Vec::new(),
        working_days_only: false,
        intake_window_minutes: Some(60),
        p95_days: None,
    };
    let profile = |number| UnitProfile {
        unit: unit(number),
        code: network::code(number),
        name: format!("虚构银行{number:04}"),
        name_en: format!("Invented bank {number:04}"),
        kind: UnitKind::Bank,
        head: None,
        valid_from: None,
        honours_ids: true,
        honours_fences: false,
        abilities: vec![
            ability(Measure::Query, None),
            ability(Measure::Freeze, Some(AssetClass::Deposit)),
        ],
        key_id: String::new(),
    };
    UnitDirectory::new((1..=count).map(profile).collect())
}

/// How the instance tells the time and keeps its keys.
pub(crate) enum Kind {
    /// As a court runs it: the machine's clock, random data keys in a table.
    Real,
    /// Another clock; data keys follow from the seed.
    Simulated(Arc<dyn Clock>),
}

/// An instance with its officers filed.
pub(crate) async fn raise(
    dir: &Path,
    units: u32,
    kind: Kind,
    limits: EngineLimits,
    connector: Arc<dyn Connector>,
) -> Arc<Levy> {
    let account = CourtAccount {
        holder: "虚构执行款专户".into(),
        number: "9900000000000033".into(),
        bank: "bank-0001".into(),
    };
    let seat = CourtSeat {
        code: COURT.into(),
        slug: "chuan33".into(),
        account,
    };
    let builder = Levy::builder(dir, seat)
        .units(directory(units))
        .limits(limits);
    let builder = match kind {
        Kind::Real => builder,
        Kind::Simulated(clock) => builder
            .keys(Keys::Simulated { seed: SEED })
            .simulated_clock(clock),
    };
    let levy = builder.open(connector).await.expect("a new instance");
    let engine = levy.engine();
    let from = engine.clock().now().date_in(Zone::CHINA);
    let set_up = Caller::system(COURT);
    let by_the_president = Caller {
        actor: Actor::officer(president(), Role::President),
        ..Caller::system(COURT)
    };
    for (officer, role, by) in [
        (president(), Role::President, &set_up),
        (judge(), Role::Judge, &by_the_president),
        (bureau_head(), Role::BureauHead, &by_the_president),
    ] {
        let seal = |field, plain| engine.personal().seal_officer(officer, field, plain);
        let filed = OfficerFiled {
            officer,
            name: seal("officer.name", "虚构某法官").expect("a sealed name"),
            role,
            work_card: Some(seal("officer.card", "0033").expect("a sealed card")),
            enforcement_card: None,
            from,
        };
        let id = CommandId::derive(officer.0, &[b"file"]);
        let filed = levy
            .court(Command::FileOfficer(filed), id, by.clone())
            .await;
        filed.expect("an officer is filed");
    }
    engine.idle().await;
    Arc::new(levy)
}
