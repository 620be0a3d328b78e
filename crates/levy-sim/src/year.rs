//! A year of enforcement cases from a seed, with the totals of the paper's
//! Table 1 and invented people. A pure generator: no clock, no I/O, no engine.
//!
//! | file | what |
//! | --- | --- |
//! | [`paper`] | Table 1 as data, its other figures, a run beside them |
//! | [`region`] | units and assets out of reach, as files and as types |
//! | [`network`] | the many query units of the one big case |
//! | [`scale`] | a year with fewer registrations |
//! | [`court`] | courts and invented officers |
//! | [`person`] | invented people |
//! | [`claim`] | sums, leads |
//! | [`closing`] | how and when a case may close, what is paid without force |
//! | `draft`, `sequel`, `days` | dates and types, case after case |
//!
//! What is counted are registrations (case numbers), not matters: a matter may
//! have its 执保, then its 执, then its 执恢, and an objection beside them; all
//! of them name the same [`CaseSeed::matter_key`]. What a debtor owns is not
//! here: the simulated units answer out of books of their own.

pub mod paper;

pub mod region;

pub mod network;

pub mod claim;
pub mod closing;
pub mod court;
pub mod person;
pub mod scale;

mod days;
mod draft;
mod sequel;

pub use claim::{ClaimSums, Wealth};
pub use closing::{ClosingPlan, VoluntaryPayment};
pub use court::{CaseOfficers, Staff};
pub use paper::{BadTable, Comparison, Table1, TableYear};
pub use person::InventedPerson;

use crate::draw::Draw;
use court::COURTS;
use draft::{Draft, Drafting};
use levy_domain::{
    calendar::{BadCalendar, Calendar},
    identifier::CaseClass,
    time::{Date, Timestamp, Zone},
};
use person::People;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};
use thiserror::Error;

/// A year to be played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearPlan {
    /// The seed it comes from.
    pub seed: u64,
    /// The totals it keeps: the table's, or scaled.
    pub totals: TableYear,
    /// Registrations by the time of filing, carried in ones first.
    pub registrations: Vec<CaseSeed>,
    /// Place of the case that asks the whole network; `None` when no
    /// registration carries measures.
    pub big_case: Option<usize>,
}

/// One registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseSeed {
    /// The same for all case numbers of one matter, different in every year.
    pub matter_key: u64,
    /// Its number.
    pub number: CaseNumberParts,
    /// What its type code means.
    pub class: CaseClass,
    /// Code of the court that holds the matter; a reconsideration (执复) is
    /// registered by the prefecture court.
    pub home_court: &'static str,
    /// When it is filed, in office hours of a working day.
    pub filed_at: Timestamp,
    /// Filed in the year before and open when this one begins (旧存).
    pub carried_in: bool,
    /// Place of the earlier registration of the same matter that it follows;
    /// a 执 or 执恢 comes after that one may close.
    pub sequel_of: Option<usize>,
    /// Who claims.
    pub creditor: InventedPerson,
    /// One or two, liable jointly.
    pub debtors: Vec<InventedPerson>,
    /// What is claimed.
    pub claim: ClaimSums,
    /// What the court knows of assets.
    pub wealth: Wealth,
    /// How it closes within the year; `None` when it stays open.
    pub closes: Option<ClosingPlan>,
    /// What is paid without force.
    pub voluntary_payment: Option<VoluntaryPayment>,
    /// Who handles it at the court that registered it.
    pub officers: CaseOfficers,
}

/// The parts of a case number; shown as the number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNumberParts {
    /// Year of registration.
    pub year: i32,
    /// Code of the registering court.
    pub court_code: &'static str,
    /// Type code.
    pub type_code: &'static str,
    /// From 1 per court, type and year.
    pub serial: u32,
}

impl fmt::Display for CaseNumberParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "（{}）{}{}{}号",
            self.year, self.court_code, self.type_code, self.serial
        )
    }
}

impl CaseSeed {
    /// The court date of filing.
    pub fn filed_on(&self) -> Date {
        self.filed_at.date_in(Zone::CHINA)
    }

    /// Whether units are asked at all: review cases ask nobody, and some
    /// debtors pay before the network is asked.
    pub fn asks_units(&self) -> bool {
        self.class.carries_measures()
            && !self
                .voluntary_payment
                .as_ref()
                .is_some_and(|payment| payment.before_query)
    }
}

/// `LEVY-Y02`: why there is no plan. Ask for a year of the table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadPlan {
    /// The table has no such year.
    #[error("LEVY-Y02 the table has no year {year}")]
    NoSuchYear {
        /// Which year.
        year: i32,
    },
    /// The calendar does not read.
    #[error("LEVY-Y02 the calendar does not read: {0}")]
    Calendar(String),
}

impl From<BadCalendar> for BadPlan {
    fn from(bad: BadCalendar) -> Self {
        BadPlan::Calendar(bad.to_string())
    }
}

impl YearPlan {
    /// The plan of `year` for `seed` with `registrations` in total. The same
    /// arguments give the same plan; at the table's own total all totals are
    /// the table's.
    ///
    /// # Errors
    /// [`BadPlan::NoSuchYear`] for a year outside the table.
    pub fn make(seed: u64, year: i32, registrations: u32, table: &Table1) -> Result<Self, BadPlan> {
        let row = table.year(year).ok_or(BadPlan::NoSuchYear { year })?;
        let totals = scale::scaled(row, registrations);
        let drafts = Drafting::new(seed, year, &Calendar::china()?)
            .ok_or(BadPlan::NoSuchYear { year })?
            .all(&totals);
        let registrations = in_order(seed, year, drafts);
        let big_case = big_case(&registrations);
        Ok(YearPlan {
            seed,
            totals,
            registrations,
            big_case,
        })
    }

    /// Counts the plan's own registrations; equal to [`YearPlan::totals`].
    pub fn counted(&self) -> TableYear {
        let count = |has: fn(&CaseSeed) -> bool| {
            u32::try_from(self.registrations.iter().filter(|case| has(case)).count())
                .unwrap_or(u32::MAX)
        };
        TableYear {
            year: self.totals.year,
            total: count(|_| true),
            closed: count(|case| case.closes.is_some()),
            new: count(|case| !case.carried_in),
            carried_in: count(|case| case.carried_in),
        }
    }
}

/// Drafts by the time of filing, with people, sums and serials.
fn in_order(seed: u64, year: i32, drafts: Vec<Draft>) -> Vec<CaseSeed> {
    let mut order: Vec<(Timestamp, usize)> = drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| (draft.filed_at, at))
        .collect();
    order.sort_unstable();
    let mut place = vec![0; drafts.len()];
    for (new, (_, old)) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(*old) {
            *slot = new;
        }
    }
    let staff = Staff::all();
    let mut serials = Serials::new(seed);
    let mut people = People::new(seed, u64::from(year.unsigned_abs()));
    let mut parties = BTreeMap::new();
    let mut slots: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    let mut cases = Vec::with_capacity(order.len());
    for draft in order
        .iter()
        .filter_map(|(_, old)| slots.get_mut(*old).and_then(Option::take))
    {
        let key = draft.matter_key;
        let (creditor, debtors) = parties
            .entry(key)
            .or_insert_with(|| {
                let two = Draw::new(seed, "two debtors", key).chance(220);
                (people.creditor(key), people.debtors(key, two))
            })
            .clone();
        let (Some(court), Some(home), Some(staff)) = (
            COURTS.get(draft.court),
            COURTS.get(draft.home),
            staff.get(draft.court),
        ) else {
            continue;
        };
        cases.push(CaseSeed {
            matter_key: key,
            number: serials.number(&draft, year, court.code),
            class: draft.class,
            home_court: home.code,
            filed_at: draft.filed_at,
            carried_in: draft.carried_in,
            sequel_of: draft.sequel_of.and_then(|old| place.get(old).copied()),
            creditor,
            debtors,
            claim: ClaimSums::draw(seed, key),
            wealth: Wealth::draw(seed, key),
            closes: draft.closes,
            voluntary_payment: draft.payment,
            officers: staff.assign(&mut Draw::new(seed, "officers", key)),
        });
    }
    cases
}

/// Serials per year, court and type, in the order of filing.
struct Serials {
    last: BTreeMap<(i32, &'static str, &'static str), u32>,
    gaps: Draw,
}

impl Serials {
    fn new(seed: u64) -> Self {
        Serials {
            last: BTreeMap::new(),
            gaps: Draw::new(seed, "serial gaps", 0),
        }
    }

    /// The next number. Of an earlier year only what stayed open is known, so
    /// its serials have gaps.
    fn number(&mut self, draft: &Draft, year: i32, court_code: &'static str) -> CaseNumberParts {
        let type_code = draft.class.type_code().unwrap_or("执");
        let (year, step) = match draft.carried_in {
            true => (
                year - 1,
                u32::try_from(self.gaps.between(3, 30)).unwrap_or(3),
            ),
            false => (year, 1),
        };
        let last = self.last.entry((year, court_code, type_code)).or_insert(0);
        *last += step;
        CaseNumberParts {
            year,
            court_code,
            type_code,
            serial: *last,
        }
    }
}

/// The case with the largest claim of those that can bear it best: a new 执
/// with one debtor that nothing follows and that closes within the year.
fn big_case(cases: &[CaseSeed]) -> Option<usize> {
    let followed: BTreeSet<usize> = cases.iter().filter_map(|case| case.sequel_of).collect();
    let fit = |at: usize, case: &CaseSeed| {
        let alone = case.sequel_of.is_none() && !followed.contains(&at) && case.debtors.len() == 1;
        let closes = case.closes.is_some() && !case.carried_in;
        (case.class == CaseClass::FirstEnforcement, alone && closes)
    };
    cases
        .iter()
        .enumerate()
        .filter(|(_, case)| case.asks_units())
        .max_by_key(|(at, case)| {
            (
                fit(*at, case),
                case.claim.total_minor(),
                std::cmp::Reverse(*at),
            )
        })
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests;
