//! An instance, its clock and the end that every test has.

use crate::units::Units;
use levy::{
    Keys, Levy,
    connect::Connector,
    engine::{Caller, CourtAccount, CourtSeat, EngineLimits},
    journal::Clock,
};
use levy_domain::{
    asset::AssetClass,
    court::{Command, event::OfficerFiled},
    id::{CommandId, OfficerId},
    order::{Measure, Route},
    rules::{UnitDirectory, directory::unit_id},
    stamp::{Actor, Role},
    time::{Timestamp, Zone},
    unit::{Ability, UnitProfile, ability::UnitKind},
};
use std::{future::Future, path::Path, pin::Pin, sync::Arc, time::Duration};
use tempfile::TempDir;
use tokio::sync::watch;
use uuid::Uuid;

pub(crate) const COURT: &str = "川33";
const SEED: u64 = 7;
/// A Monday at ten o'clock in Beijing.
pub(crate) const START: Timestamp = Timestamp(1_772_416_800_000);
const PATIENCE: Duration = Duration::from_secs(60);

/// Every test ends by itself.
pub(crate) async fn within<T>(test: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, test)
        .await
        .expect("the test ends in time")
}

/// The court's time: it stands still until a test moves it.
pub(crate) struct Time(watch::Sender<Timestamp>);

impl Time {
    pub(crate) fn standing(at: Timestamp) -> Self {
        Time(watch::Sender::new(at))
    }
}

impl Clock for Time {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut now = self.0.subscribe();
        Box::pin(async move {
            let _ = now.wait_for(|now| *now >= at).await;
        })
    }
}

/// Bank `number`: it asks, freezes, releases and transfers at any hour,
/// honours ids and states a window of an hour.
pub(crate) fn bank(number: u32) -> UnitProfile {
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
    let code = format!("bank-{number:04}");
    let deposit = || Some(AssetClass::Deposit);
    UnitProfile {
        unit: unit_id(&code),
        name: format!("虚构银行{number:04}"),
        name_en: format!("Invented bank {number:04}"),
        code,
        kind: UnitKind::Bank,
        head: None,
        valid_from: None,
        honours_ids: true,
        honours_fences: false,
        abilities: vec![
            ability(Measure::Query, None),
            ability(Measure::Freeze, deposit()),
            ability(Measure::Release, deposit()),
            ability(Measure::PartialRelease, deposit()),
            ability(Measure::Renew, deposit()),
            ability(Measure::Transfer, deposit()),
        ],
        key_id: String::new(),
    }
}

pub(crate) fn judge() -> OfficerId {
    OfficerId::derive(Uuid::nil(), &[b"judge"])
}

pub(crate) fn bureau_head() -> OfficerId {
    OfficerId::derive(Uuid::nil(), &[b"bureau-head"])
}

pub(crate) fn president() -> OfficerId {
    OfficerId::derive(Uuid::nil(), &[b"president"])
}

/// An instance over a directory that goes with it.
pub(crate) struct Rig {
    pub(crate) levy: Arc<Levy>,
    pub(crate) units: Arc<Units>,
    pub(crate) profiles: Vec<UnitProfile>,
    time: Arc<Time>,
    limits: EngineLimits,
    dir: TempDir,
}

impl Rig {
    pub(crate) async fn raise(profiles: Vec<UnitProfile>) -> Self {
        Self::raise_with(profiles, EngineLimits::default()).await
    }

    pub(crate) async fn raise_with(profiles: Vec<UnitProfile>, limits: EngineLimits) -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let time = Arc::new(Time(watch::Sender::new(START)));
        let units = Arc::new(Units::new(Arc::clone(&time)));
        let levy = open(dir.path(), &profiles, &time, &units, limits).await;
        file_officers(&levy).await;
        Rig {
            levy: Arc::new(levy),
            units,
            profiles,
            time,
            limits,
            dir,
        }
    }

    /// Stops the instance and starts another over the same directory. No
    /// handle of the old one may be left.
    pub(crate) async fn restart(self) -> Self {
        self.levy.engine().stop().await;
        drop(self.levy);
        let levy = open(
            self.dir.path(),
            &self.profiles,
            &self.time,
            &self.units,
            self.limits,
        )
        .await;
        Rig {
            levy: Arc::new(levy),
            ..self
        }
    }

    /// The machine's clock is set, perhaps back.
    pub(crate) fn set_clock(&self, at: Timestamp) {
        self.time.0.send_replace(at);
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.time.now()
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Moves the court's time by `millis` and does what fell due.
    pub(crate) async fn pass(&self, millis: i64) {
        let at = self.now().plus(millis);
        self.time.0.send_replace(at);
        self.levy.engine().tick().await;
    }

    /// Waits for something that happens of itself.
    pub(crate) async fn until(&self, what: &str, mut so: impl AsyncFnMut() -> bool) {
        let mut again = tokio::time::interval(Duration::from_millis(2));
        for _ in 0..5_000 {
            if so().await {
                return;
            }
            again.tick().await;
        }
        panic!("it never came to be: {what}");
    }
}

async fn open(
    dir: &Path,
    profiles: &[UnitProfile],
    time: &Arc<Time>,
    units: &Arc<Units>,
    limits: EngineLimits,
) -> Levy {
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
    let connector: Arc<dyn Connector> = Arc::<Units>::clone(units);
    let clock: Arc<dyn Clock> = Arc::<Time>::clone(time);
    Levy::builder(dir, seat)
        .units(UnitDirectory::new(profiles.to_vec()))
        .limits(limits)
        .keys(Keys::Simulated { seed: SEED })
        .simulated_clock(clock)
        .open(connector)
        .await
        .expect("an instance")
}

async fn file_officers(levy: &Levy) {
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
        let done = levy
            .court(Command::FileOfficer(filed), id, by.clone())
            .await;
        done.expect("an officer is filed");
    }
    engine.idle().await;
}
