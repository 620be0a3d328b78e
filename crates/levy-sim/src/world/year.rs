//! A court-year: hundreds of cases, thousands of orders, lying units, deaths
//! of the process, a wrong clock, and an auditor who reads all of it.

use super::{
    Bench, Faults, Setup, Sometimes, World, WorldError,
    lying::{Lying, roster},
    planted::Plant,
    staff::{Case, Office},
};
use crate::draw::Draw;
use levy::store::fault::Odds;
use levy_domain::{
    rules::UnitDirectory,
    time::{DAY, Date, HOUR, MINUTE, Timestamp, Zone},
};
use std::collections::BTreeMap;

/// How large a year is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Cases filed.
    pub cases: usize,
    /// The process dies about once in so many appends.
    pub dies_within: (u64, u64),
}

impl Scale {
    /// A court-year: 260 cases.
    #[must_use]
    pub const fn year() -> Self {
        Scale {
            cases: 260,
            dies_within: (300, 4_000),
        }
    }

    /// A small one, for tests: everything happens, less often.
    #[must_use]
    pub const fn small(cases: usize) -> Self {
        Scale {
            cases,
            dies_within: (40, 600),
        }
    }
}

/// What a year came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearReport {
    /// Its seed.
    pub seed: u64,
    /// Events in the log.
    pub events: u64,
    /// Orders issued, queries among them.
    pub orders: u64,
    /// How often the process died.
    pub crashes: u64,
    /// SHA-256 over the sorted stream heads, in hex.
    pub log_hash: String,
    /// Rare states, lies and what rules said no to.
    pub sometimes: Sometimes,
    /// What rules refused the staff.
    pub refusals: Vec<(String, u64)>,
    /// Events by type.
    pub kinds: Vec<(&'static str, u64)>,
}

/// What a run of at least a few years reaches, each at least once; a run that
/// does not has proved nothing about it.
pub const MUST_REACH: &[&str] = &[
    "answer-after-the-round",
    "answered-in-parts",
    "assets-found-late",
    "case-closed",
    "clock-jumped-back",
    "clock-jumped-forward",
    "command-given-again",
    "command-of-unknown-fate",
    "correction-after-close",
    "counter-knew-the-answer",
    "crash-between-commit-and-answer",
    "died-at-a-write",
    "dispute",
    "excess-revealed",
    "hold-end-near",
    "hold-reduced",
    "hold-renewed",
    "hold-waits-behind-others",
    "holds-live-on-after-close",
    "identity-corrected",
    "inflow",
    "more-held-than-ordered",
    "order-replaced",
    "notice-in-vain",
    "notice-overdue",
    "outcome-unknown",
    "overdue",
    "plan-by-rule",
    "promotion",
    "recall",
    "recall-too-late",
    "recalled",
    "replies-out-of-order",
    "reply-corrected",
    "reply-set-aside",
    "same-bytes-sent-again",
    "settled-by-a-person",
    "unit-calls-again",
    "unit-paused",
    "unit-stayed-silent",
    "unknown-by-restart",
    "unknown-then-answered",
    "unknown-then-found",
    "unknown-then-not-taken",
];

const FAULTS: Odds = Odds {
    lost_but_committed: 2,
    lost_not_committed: 2,
    conflict: 1,
    slow: 2,
    delay: std::time::Duration::from_millis(50),
    read_error: 2,
};

/// The staff looks at a matter that moved after so many minutes at most.
const LOOKS_WITHIN: u64 = 36 * 60;
/// After the year the world heals for so long.
const HEALS: i64 = 120 * DAY;

/// Calls of the driver: cases first, then looks, then the rest.
const FILE: u64 = 0;
const LOOK: u64 = 1;
const BOOK: u64 = 2;
const PAUSE: u64 = 3;
const RESUME: u64 = 4;
const JUMP: u64 = 5;
const KEEP: u64 = 6;

fn call(kind: u64, at: usize) -> u64 {
    kind << 32 | at as u64
}

struct Court {
    world: World<Lying>,
    office: Office,
    bench: Bench,
    seed: u64,
    /// When each matter will be looked at.
    looks: BTreeMap<usize, Timestamp>,
    looked: u64,
    book_at: Option<Timestamp>,
}

/// Plays a year and has it audited.
///
/// # Errors
/// [`WorldError::Violation`] with the line that shows it again.
pub fn play(seed: u64, scale: Scale) -> Result<YearReport, WorldError> {
    play_with(seed, scale, None)
}

/// The same with a bug planted.
///
/// # Errors
/// [`WorldError::Violation`], or the auditor has not caught it.
pub fn play_with(seed: u64, scale: Scale, plant: Option<Plant>) -> Result<YearReport, WorldError> {
    let first = Date::from_ymd_opt(2024, 1, 1).unwrap_or_default();
    let start = Timestamp::start_of(first, Zone::CHINA);
    let end = start.plus(366 * DAY);
    let setup = Setup {
        seed,
        start,
        directory: UnitDirectory::new(roster()),
        faults: Faults {
            odds: FAULTS,
            dies_within: Some(scale.dies_within),
            plant,
        },
    };
    let world = World::new(setup, |keys| {
        let mut units = Lying::new(seed, keys, start);
        units.plant(plant);
        units
    })?;
    let bench = Bench::new();
    let cases: Vec<Case> = (0..scale.cases)
        .map(|number| Case::draw(seed, number, start, &bench))
        .collect();
    let mut court = Court {
        world,
        office: Office::new(cases),
        bench,
        seed,
        looks: BTreeMap::new(),
        looked: 0,
        book_at: None,
    };
    court.plan(scale, start);
    // The founding life has no faults; the first crash ends it.
    court.world.crash()?;
    court.until(end)?;
    court.world.heal()?;
    court.world.with_units(|units, _, _| units.heal());
    court.until(end.plus(HEALS))?;
    court.world.audit()?;
    Ok(court.report())
}

impl Court {
    fn plan(&mut self, scale: Scale, start: Timestamp) {
        for at in 0..scale.cases {
            if let Some(case) = self.office.case(at) {
                self.world.call_at(case.filed_at, call(FILE, at));
            }
        }
        let closures = self
            .world
            .with_units(|units, _, _| units.closures().collect::<Vec<_>>());
        for (at, (_, from, to)) in closures.iter().enumerate() {
            self.world.call_at(from.plus(DAY), call(PAUSE, at));
            self.world.call_at(*to, call(RESUME, at));
        }
        let mut draw = Draw::new(self.seed, "clock", 0);
        for at in 0..8 {
            let minutes = i64::try_from(draw.below(366 * 24 * 60)).unwrap_or(0);
            self.world
                .call_at(start.plus(minutes * MINUTE), call(JUMP, at));
        }
        for week in 0..52 {
            let at = start.plus(i64::try_from(week).unwrap_or(0) * 7 * DAY);
            self.world.call_at(at, call(KEEP, week));
        }
    }

    fn until(&mut self, end: Timestamp) -> Result<(), WorldError> {
        loop {
            self.notice();
            let Some(called) = self.world.step(end)? else {
                return Ok(());
            };
            let at = usize::try_from(called & 0xffff_ffff).unwrap_or(0);
            match called >> 32 {
                FILE => self.file(at)?,
                LOOK => self.look(at)?,
                BOOK => self.book()?,
                PAUSE => self.pause(at, true)?,
                RESUME => self.pause(at, false)?,
                JUMP => self.jump(at)?,
                _ => self.world.keep_wakes()?,
            }
        }
    }

    /// What moved is looked at some time later; credits on the day they come.
    fn notice(&mut self) {
        for matter in self.world.take_touched() {
            let Some(at) = self.office.place(&matter) else {
                continue;
            };
            self.looked += 1;
            let mut draw = Draw::keyed(
                self.seed,
                "look",
                &[&at.to_be_bytes(), &self.looked.to_be_bytes()],
            );
            let minutes = i64::try_from(draw.between(1, LOOKS_WITHIN)).unwrap_or(1);
            self.look_at(at, self.world.now().plus(minutes * MINUTE));
        }
        let next = self.world.with_units(|units, _, _| units.next_credit());
        if let Some(next) = next
            && self.book_at.is_none()
        {
            let at = next.max(self.world.now().plus(1));
            self.book_at = Some(at);
            self.world.call_at(at, call(BOOK, 0));
        }
    }

    fn look_at(&mut self, at: usize, when: Timestamp) {
        if self.looks.get(&at).is_none_or(|known| when < *known) {
            self.looks.insert(at, when);
            self.world.call_at(when, call(LOOK, at));
        }
    }

    fn file(&mut self, at: usize) -> Result<(), WorldError> {
        match self.office.case(at) {
            Some(case) => self.office.file(&mut self.world, &case),
            None => Ok(()),
        }
    }

    fn look(&mut self, at: usize) -> Result<(), WorldError> {
        // An earlier call for it may be out of date.
        if self.looks.get(&at) != Some(&self.world.now()) {
            return Ok(());
        }
        self.looks.remove(&at);
        let Some(case) = self.office.case(at) else {
            return Ok(());
        };
        if let Some(again) = self.office.work(&mut self.world, &case)? {
            self.look_at(at, again.max(self.world.now().plus(1)));
        }
        Ok(())
    }

    fn book(&mut self) -> Result<(), WorldError> {
        self.book_at = None;
        let credits = self
            .world
            .with_units(|units, now, _| units.take_credits(now));
        for credit in credits {
            if let Some(matter) = self.world.matter_of(&credit.order) {
                self.office.book(&mut self.world, &credit, matter)?;
            }
        }
        Ok(())
    }

    fn pause(&mut self, at: usize, paused: bool) -> Result<(), WorldError> {
        let closures = self
            .world
            .with_units(|units, _, _| units.closures().collect::<Vec<_>>());
        let Some((unit, _, _)) = closures.get(at) else {
            return Ok(());
        };
        let officer = self.bench.bureau_head;
        self.office.pause(&mut self.world, *unit, paused, officer)
    }

    /// Somebody sets the machine's clock, wrong or right again.
    fn jump(&mut self, at: usize) -> Result<(), WorldError> {
        let mut draw = Draw::new(self.seed, "jump", at as u64);
        let hours = i64::try_from(draw.between(1, 6)).unwrap_or(1) * HOUR;
        let skew = match draw.below(3) {
            0 => 0,
            1 => hours,
            _ => -hours,
        };
        self.world
            .sometimes()
            .saw_if(skew > 0, "clock-jumped-forward");
        self.world.sometimes().saw_if(skew < 0, "clock-jumped-back");
        self.world.clock().jump(skew);
        self.world.run_until_idle()
    }

    fn report(mut self) -> YearReport {
        let mut sometimes = self.world.sometimes().clone();
        let lies = self
            .world
            .with_units(|units, _, _| units.lies().collect::<Vec<_>>());
        for (lie, count) in lies {
            sometimes.saw_times(lie, count);
        }
        let refusals = self.office.refusals();
        YearReport {
            seed: self.seed,
            events: self.world.events(),
            orders: self.world.auditor().orders(),
            crashes: self.world.crashes(),
            log_hash: self.world.log_hash(),
            kinds: self.world.kinds().collect(),
            refusals: refusals
                .map(|(what, count)| (what.to_owned(), count))
                .collect(),
            sometimes,
        }
    }
}

/// The seed of one year of a run.
#[must_use]
pub fn seed_of(seed: u64, year: u64) -> u64 {
    if year == 0 {
        return seed;
    }
    Draw::new(seed, "year", year).u64()
}
