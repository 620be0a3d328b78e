//! The demo: an invented court year on the real engine, over real signed
//! wires, against units in a process of their own.
//!
//! Court time moves only when nothing is under way; machine time bounds
//! exchanges and is never mixed with it. Everything is a function of the
//! seed, the log and the units' books, so a killed demo goes on where it
//! stood and ends with the same cases, orders, holds and sums.

pub mod auditor;
pub mod clerk;
mod counter;
pub mod docket;
mod filing;
mod office;
mod reconcile;
pub mod report;
mod setup;
mod staff;

pub use report::{DemoReport, Reconciliation, TableRow, UnitLine};
pub use setup::seat;

use crate::{
    units::UnitsError,
    year::{BadPlan, BadTable, Table1, YearPlan},
};
use docket::{Case, Docket, dockets};
use levy_domain::{
    id::{CommandId, MatterId},
    time::{DAY, Date, HOUR, Timestamp, Zone},
};
use office::Office;
use setup::Stage;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
    time::Instant,
};
use thiserror::Error;
use tokio::task::JoinSet;

/// What to play.
#[derive(Debug, Clone)]
pub struct DemoConfig {
    /// Registrations.
    pub cases: u32,
    /// A year of the paper's table, 2019 to 2022.
    pub year: i32,
    /// Seed of everything invented.
    pub seed: u64,
    /// Where the data lives; a fresh directory is used and removed without.
    pub dir: Option<PathBuf>,
    /// Faults on the way to units.
    pub faults: bool,
}

impl Default for DemoConfig {
    fn default() -> Self {
        DemoConfig {
            cases: 300,
            year: 2022,
            seed: 1,
            dir: None,
            faults: true,
        }
    }
}

/// Where the demo stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The court's time.
    pub now: Timestamp,
    /// Registrations filed.
    pub filed: u32,
    /// Registrations in all.
    pub of: u32,
    /// How much of the year is over, in thousandths.
    pub permille: u32,
}

/// Why the demo cannot go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DemoError {
    /// The instance.
    #[error(transparent)]
    Levy(#[from] levy::Error),
    /// A command that an invented case needs was refused.
    #[error(transparent)]
    Command(#[from] levy::engine::CommandError),
    /// The views.
    #[error(transparent)]
    Views(#[from] levy::views::ViewError),
    /// The units' process.
    #[error(transparent)]
    Units(#[from] UnitsError),
    /// A value could not be sealed.
    #[error(transparent)]
    Seal(#[from] levy::proof::SealError),
    /// A body of evidence could not be made.
    #[error(transparent)]
    Evidence(#[from] levy::journal::EvidenceError),
    /// The plan.
    #[error(transparent)]
    Plan(#[from] BadPlan),
    /// The paper's table.
    #[error(transparent)]
    Table(#[from] BadTable),
    /// `LEVY-Y10`: the demo's own data does not fit; report it.
    #[error("LEVY-Y10 the demo's data does not fit: {0}; report it with the seed")]
    Data(String),
    /// `LEVY-Y11`: the file system.
    #[error("LEVY-Y11 files could not be used: {0}; check the directory and its rights")]
    Io(String),
    /// `LEVY-Y12`: the directory belongs to another demo, or to a court.
    #[error("LEVY-Y12 this directory holds something else ({0}); use a fresh one")]
    OtherDemo(String),
    /// `LEVY-Y13`: the log could not be checked.
    #[error("LEVY-Y13 the log could not be checked: {0}")]
    Verify(String),
}

/// Plays the year and reports.
///
/// # Errors
/// [`DemoError`]; its text says what to do.
pub async fn run(
    config: &DemoConfig,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<DemoReport, DemoError> {
    let started = Instant::now();
    let own;
    let dir = match &config.dir {
        Some(dir) => dir.clone(),
        None => {
            own = Scratch::make()?;
            own.0.clone()
        }
    };
    if dir.join("court.toml").exists() {
        return Err(DemoError::OtherDemo("a court's own data".into()));
    }
    let table = Table1::printed()?;
    let plan = YearPlan::make(config.seed, config.year, config.cases, &table)?;
    let begin = midnight(config.year)?;
    let end = midnight(config.year.saturating_add(1))?;
    let stage = setup::raise(config, &dir, begin).await?;
    check_same_demo(&stage, config).await?;
    let mut court = CourtYear::new(&stage, config, &plan, begin, end)?;
    court.resume().await?;
    court.play(progress).await?;
    let office = Arc::clone(&court.office);
    drop(court);
    let report = reconcile::report(&stage, &office, config, &plan, &table, started).await?;
    drop(office);
    stage.strike().await?;
    Ok(report)
}

fn midnight(year: i32) -> Result<Timestamp, DemoError> {
    let first = Date::from_ymd_opt(year, 1, 1);
    let first = first.ok_or_else(|| DemoError::Data(format!("no such year: {year}")))?;
    Ok(Timestamp::start_of(first, Zone::CHINA))
}

async fn check_same_demo(stage: &Stage, config: &DemoConfig) -> Result<(), DemoError> {
    let told = format!(
        "{} cases, year {}, seed {}",
        config.cases, config.year, config.seed
    );
    let store = stage.levy.store();
    match store.meta_get("demo").await.map_err(levy::Error::from)? {
        Some(known) if known == told => Ok(()),
        Some(known) => Err(DemoError::OtherDemo(known)),
        None => Ok(store
            .meta_set("demo", &told)
            .await
            .map_err(levy::Error::from)?),
    }
}

/// A directory of the demo's own, removed at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn make() -> Result<Self, DemoError> {
        let unique = uuid::Uuid::now_v7().simple().to_string();
        let dir = std::env::temp_dir().join(format!("levy-demo-{unique}"));
        std::fs::create_dir_all(&dir).map_err(|error| DemoError::Io(error.kind().to_string()))?;
        Ok(Scratch(dir))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

struct CourtYear<'a> {
    stage: &'a Stage,
    office: Arc<Office>,
    dockets: BTreeMap<MatterId, Arc<Docket>>,
    /// Cases still to be filed, by the instant they enter.
    filings: BTreeMap<(Timestamp, usize), (Arc<Docket>, Case)>,
    agenda: BTreeSet<(Timestamp, MatterId)>,
    booked: u64,
    book_at: Timestamp,
    filed: u32,
    of: u32,
    begin: Timestamp,
    end: Timestamp,
}

impl<'a> CourtYear<'a> {
    fn new(
        stage: &'a Stage,
        config: &DemoConfig,
        plan: &YearPlan,
        begin: Timestamp,
        end: Timestamp,
    ) -> Result<Self, DemoError> {
        let rules = stage.levy.engine().rules().clone();
        let (levy, units) = (Arc::clone(&stage.levy), Arc::clone(&stage.units));
        let office = Office::new(levy, units, Arc::clone(&stage.peers), config.seed)?;
        let dockets: BTreeMap<MatterId, Arc<Docket>> = dockets(plan, &rules, begin)
            .into_iter()
            .map(|docket| (docket.matter, Arc::new(docket)))
            .collect();
        let filings: BTreeMap<(Timestamp, usize), (Arc<Docket>, Case)> = dockets
            .values()
            .flat_map(|docket| {
                docket
                    .cases
                    .iter()
                    .map(move |case| (Arc::clone(docket), case.clone()))
            })
            .enumerate()
            .map(|(at, (docket, case))| ((case.enters_at, at), (docket, case)))
            .collect();
        Ok(CourtYear {
            stage,
            office: Arc::new(office),
            of: u32::try_from(filings.len()).unwrap_or(u32::MAX),
            dockets,
            filings,
            agenda: BTreeSet::new(),
            booked: 0,
            book_at: evening_after(begin),
            filed: 0,
            begin,
            end,
        })
    }

    /// Goes on where the log ends.
    async fn resume(&mut self) -> Result<(), DemoError> {
        let stage = self.stage;
        stage.levy.refresh_views().await?;
        let last = stage
            .levy
            .views()
            .read(|snapshot| snapshot.last_decided_at())
            .await?;
        if let Some(at) = last {
            stage.clock.set(at.max(self.begin));
        }
        // A kill between moving the units' time and the first event there leaves
        // the units ahead; nothing was left to do before that instant.
        stage
            .clock
            .set(stage.units.books().await?.now.max(self.begin));
        let now = self.now();
        stage.units.set_time(now).await?;
        let engine = stage.levy.engine();
        let from = self.begin.date_in(Zone::CHINA);
        for (officer, actor, command) in staff::commands(engine.personal(), from)? {
            if engine.court().officers.contains_key(&officer) {
                continue;
            }
            let id = CommandId::derive(officer.0, &[b"file"]);
            let caller = levy::engine::Caller {
                actor,
                ..levy::engine::Caller::system(&engine.seat().code)
            };
            stage.levy.court(command, id, caller).await?;
        }
        let known: BTreeSet<String> = stage
            .levy
            .views()
            .cases(levy::views::CaseFilter::default())
            .await?
            .into_iter()
            .map(|row| row.number)
            .collect();
        self.filings
            .retain(|_, (_, case)| !known.contains(&case.seed.number.to_string()));
        self.filed = self.of - u32::try_from(self.filings.len()).unwrap_or(0);
        let open: Vec<MatterId> = self.dockets.keys().copied().collect();
        if !known.is_empty() {
            self.agenda
                .extend(open.into_iter().map(|matter| (now, matter)));
            self.book_at = now;
        }
        engine.take_touched();
        Ok(())
    }

    fn now(&self) -> Timestamp {
        use levy::journal::Clock;
        self.stage.clock.now()
    }

    async fn play(&mut self, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<(), DemoError> {
        let engine = self.stage.levy.engine().clone();
        loop {
            let now = self.now();
            let units_next = loop {
                engine.idle().await;
                let mut moved = self.file(now).await?;
                moved |= self.keep_accounts(now).await?;
                moved |= self.work(now).await?;
                if moved {
                    continue;
                }
                engine.idle().await;
                let advanced = self.stage.units.advance(now).await?;
                if advanced.undelivered > 0 {
                    return Err(DemoError::Data(
                        "a unit could not deliver its replies".into(),
                    ));
                }
                if advanced.delivered == 0 {
                    break advanced.next_due;
                }
            };
            let next = [
                units_next,
                engine.next_wake().await,
                self.filings.keys().next().map(|(at, _)| *at),
                self.agenda.first().map(|(at, _)| *at),
                Some(self.book_at),
            ]
            .into_iter()
            .flatten()
            .filter(|at| *at > now)
            .min();
            let span = self.end.since(self.begin).max(1);
            progress(Progress {
                now,
                filed: self.filed,
                of: self.of,
                permille: u32::try_from(now.since(self.begin).saturating_mul(1_000) / span)
                    .unwrap_or(0),
            });
            match next {
                Some(at) if at < self.end => {
                    self.stage.clock.set(at);
                    self.stage.units.set_time(at).await?;
                    engine.tick().await;
                }
                Some(_) | None => return Ok(()),
            }
        }
    }

    /// Files the cases that have come in by now.
    async fn file(&mut self, now: Timestamp) -> Result<bool, DemoError> {
        let mut filing = JoinSet::new();
        let mut last: Option<MatterId> = None;
        while let Some(entry) = self.filings.first_entry() {
            if entry.key().0 > now || filing.len() >= AT_ONCE {
                break;
            }
            let (docket, case) = entry.remove();
            // Two registrations of one matter are filed one after the other.
            if last == Some(docket.matter) {
                finish(&mut filing).await?;
            }
            last = Some(docket.matter);
            self.agenda.insert((now, docket.matter));
            self.filed += 1;
            let office = Arc::clone(&self.office);
            filing.spawn(async move { office.file(&docket, &case).await });
        }
        let moved = !filing.is_empty();
        finish(&mut filing).await?;
        Ok(moved)
    }

    /// Books the day's credits.
    async fn keep_accounts(&mut self, now: Timestamp) -> Result<bool, DemoError> {
        if now < self.book_at {
            return Ok(false);
        }
        self.stage.units.set_time(now).await?;
        let (booked, count) = self.office.book(self.booked).await?;
        self.booked = booked;
        self.book_at = evening_after(now);
        Ok(count > 0)
    }

    /// Lets the staff work on every matter that moved or is due.
    async fn work(&mut self, now: Timestamp) -> Result<bool, DemoError> {
        let mut look = self.stage.levy.engine().take_touched();
        while let Some((at, matter)) = self.agenda.first().copied() {
            if at > now {
                break;
            }
            self.agenda.remove(&(at, matter));
            look.insert(matter);
        }
        if look.is_empty() {
            return Ok(false);
        }
        let mut working = JoinSet::new();
        for matter in look {
            let Some(docket) = self.dockets.get(&matter).cloned() else {
                continue;
            };
            if working.len() >= AT_ONCE {
                self.worked(&mut working, now).await?;
            }
            let office = Arc::clone(&self.office);
            working.spawn(async move { (matter, office.work(&docket).await) });
        }
        while !working.is_empty() {
            self.worked(&mut working, now).await?;
        }
        Ok(true)
    }

    async fn worked(
        &mut self,
        working: &mut JoinSet<(MatterId, Result<Option<Timestamp>, DemoError>)>,
        now: Timestamp,
    ) -> Result<(), DemoError> {
        if let Some(done) = working.join_next().await {
            let (matter, again) = done.map_err(|error| DemoError::Data(error.to_string()))?;
            if let Some(at) = again? {
                self.agenda.insert((at.max(now.plus(1)), matter));
            }
        }
        Ok(())
    }
}

/// The end of the court's day: its account is booked, and its post goes out.
pub(in crate::demo) const EVENING: i64 = 18 * HOUR;

/// The first end of a day after `now`.
pub(in crate::demo) fn evening_after(now: Timestamp) -> Timestamp {
    let evening = Timestamp::start_of(now.date_in(Zone::CHINA), Zone::CHINA).plus(EVENING);
    if now < evening {
        evening
    } else {
        evening.plus(DAY)
    }
}

/// Matters worked on at a time.
const AT_ONCE: usize = 64;

async fn finish(tasks: &mut JoinSet<Result<(), DemoError>>) -> Result<(), DemoError> {
    while let Some(done) = tasks.join_next().await {
        done.map_err(|error| DemoError::Data(error.to_string()))??;
    }
    Ok(())
}
