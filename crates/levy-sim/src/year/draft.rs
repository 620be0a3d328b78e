//! Types, courts and dates of all registrations of a year, before people and
//! numbers are given to them.

use super::{
    closing::{ClosingPlan, Endings, VoluntaryPayment},
    court::COURTS,
    days::{WorkDays, office_time},
    paper::TableYear,
    scale::shares,
};
use crate::draw::Draw;
use levy_domain::{
    calendar::Calendar,
    identifier::CaseClass,
    time::{Date, Timestamp},
};
use std::collections::BTreeSet;

/// Types of new registrations in permille (assumed, so that about as many ask
/// nobody as the paper leaves out of its 4,000 assisted cases).
pub(super) const MIX: [(CaseClass, u32); 5] = [
    (CaseClass::FirstEnforcement, 716),
    (CaseClass::ResumedEnforcement, 140),
    (CaseClass::PreservationEnforcement, 100),
    (CaseClass::EnforcementObjection, 34),
    (CaseClass::EnforcementReconsideration, 10),
];

/// A registration in the making.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) class: CaseClass,
    /// Place of the registering court in [`COURTS`].
    pub(super) court: usize,
    /// Place of the court that holds the matter.
    pub(super) home: usize,
    pub(super) matter_key: u64,
    /// Place of the draft it follows.
    pub(super) sequel_of: Option<usize>,
    pub(super) filed: Date,
    pub(super) filed_at: Timestamp,
    pub(super) carried_in: bool,
    pub(super) closes: Option<ClosingPlan>,
    pub(super) payment: Option<VoluntaryPayment>,
}

/// Makes the drafts of one year.
#[derive(Debug)]
pub(super) struct Drafting {
    pub(super) seed: u64,
    pub(super) days: WorkDays,
    pub(super) calendar_year: CalendarYear,
    pub(super) drafts: Vec<Draft>,
    matters: u64,
}

/// The days that matter within a year.
#[derive(Debug, Clone, Copy)]
pub(super) struct CalendarYear {
    number: i32,
    /// From here on cases are filed that the year carries in.
    before: Date,
    /// 1 January.
    pub(super) first: Date,
    /// From here on cases are filed that stay open: within their six months.
    late: Date,
    /// Later cases do not close within the year.
    pub(super) last_filing: Date,
    /// No closing is planned for later.
    last_closing: Date,
    /// 31 December.
    end: Date,
}

impl CalendarYear {
    fn of(year: i32) -> Option<Self> {
        let day = |year, month, day| Date::from_ymd_opt(year, month, day);
        Some(CalendarYear {
            number: year,
            before: day(year - 1, 7, 15)?,
            first: day(year, 1, 1)?,
            late: day(year, 7, 10)?,
            last_filing: day(year, 12, 3)?,
            last_closing: day(year, 12, 16)?,
            end: day(year, 12, 30)?,
        })
    }
}

impl Drafting {
    /// Nothing yet; `None` for a year that no date can hold.
    pub(super) fn new(seed: u64, year: i32, calendar: &Calendar) -> Option<Self> {
        let calendar_year = CalendarYear::of(year)?;
        let days = WorkDays::between(calendar, calendar_year.before, calendar_year.end);
        Some(Drafting {
            seed,
            days,
            calendar_year,
            drafts: Vec::new(),
            matters: 0,
        })
    }

    /// All registrations of the year, in no particular order.
    pub(super) fn all(mut self, totals: &TableYear) -> Vec<Draft> {
        let counts = shares(totals.new, &MIX.map(|(_, permille)| permille));
        let count = |class| {
            let at = MIX.iter().position(|(own, _)| *own == class);
            at.and_then(|at| counts.get(at)).copied().unwrap_or(0)
        };
        self.carried_in(totals.carried_in);
        self.heads(
            CaseClass::PreservationEnforcement,
            count(CaseClass::PreservationEnforcement),
        );
        for class in [
            CaseClass::FirstEnforcement,
            CaseClass::ResumedEnforcement,
            CaseClass::EnforcementObjection,
            CaseClass::EnforcementReconsideration,
        ] {
            let followed = self.sequels(class, count(class));
            self.heads(class, count(class) - followed);
        }
        self.leave_open(totals.open());
        self.drafts
    }

    pub(super) fn endings(&self) -> Endings<'_> {
        Endings {
            days: &self.days,
            first: self.calendar_year.first,
            last: self.calendar_year.last_closing,
        }
    }

    fn carried_in(&mut self, count: u32) {
        let CalendarYear { before, first, .. } = self.calendar_year;
        let until = self.days.before(first);
        for number in 0..count {
            let mut draw = Draw::new(self.seed, "carried in", number.into());
            let class = match draw.chance(800) {
                true => CaseClass::FirstEnforcement,
                false => CaseClass::ResumedEnforcement,
            };
            let filed = self.days.draw(&mut draw, before, until);
            self.head(draw, class, filed, true);
        }
    }

    fn heads(&mut self, class: CaseClass, count: u32) {
        let purpose = format!("head {}", class.type_code().unwrap_or_default());
        for number in 0..count {
            let mut draw = Draw::new(self.seed, &purpose, number.into());
            let filed = self.days.draw(
                &mut draw,
                self.calendar_year.first,
                self.calendar_year.last_filing,
            );
            self.head(draw, class, filed, false);
        }
    }

    /// A registration that opens a matter.
    fn head(&mut self, mut draw: Draw, class: CaseClass, filed: Date, carried_in: bool) {
        self.matters += 1;
        let matter_key =
            u64::from(self.calendar_year.number.unsigned_abs()) * 1_000_000 + self.matters;
        let home = some_court(&mut draw);
        let court = registering_court(class, home);
        let (closes, payment) = self.endings().draw(&mut draw, class, filed);
        let filed_at = office_time(&mut draw, filed);
        self.drafts.push(Draft {
            class,
            court,
            home,
            matter_key,
            sequel_of: None,
            filed,
            filed_at,
            carried_in,
            closes,
            payment,
        });
    }

    /// Leaves exactly `count` open: enforcement cases of the second half of
    /// the year that nothing follows, and others only when these run out.
    fn leave_open(&mut self, count: u32) {
        let followed: BTreeSet<usize> = self
            .drafts
            .iter()
            .filter_map(|draft| draft.sequel_of)
            .collect();
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        Draw::new(self.seed, "open", 0).shuffle(&mut order);
        order.sort_by_key(|at| {
            let free = self.drafts.get(*at).is_some_and(|draft| {
                matches!(
                    draft.class,
                    CaseClass::FirstEnforcement | CaseClass::ResumedEnforcement
                ) && draft.sequel_of.is_none()
                    && !draft.carried_in
                    && !followed.contains(at)
            });
            !free
        });
        for at in order.into_iter().take(count as usize) {
            self.leave_one_open(at, followed.contains(&at));
        }
    }

    fn leave_one_open(&mut self, at: usize, followed: bool) {
        let CalendarYear { late, end, .. } = self.calendar_year;
        let mut draw = Draw::new(self.seed, "open at", at as u64);
        let filed = self.days.draw(&mut draw, late, end);
        let filed_at = office_time(&mut draw, filed);
        let Some(draft) = self.drafts.get_mut(at) else {
            return;
        };
        draft.closes = None;
        draft.payment = None;
        if !followed && draft.sequel_of.is_none() && !draft.carried_in {
            (draft.filed, draft.filed_at) = (filed, filed_at);
        }
    }
}

/// A reconsideration goes to the prefecture court, everything else stays.
pub(super) fn registering_court(class: CaseClass, home: usize) -> usize {
    if class == CaseClass::EnforcementReconsideration {
        super::court::PREFECTURE
    } else {
        home
    }
}

fn some_court(draw: &mut Draw) -> usize {
    let all: u64 = COURTS.iter().map(|court| u64::from(court.weight)).sum();
    let mut at = draw.below(all);
    for (place, court) in COURTS.iter().enumerate() {
        match at.checked_sub(u64::from(court.weight)) {
            Some(rest) => at = rest,
            None => return place,
        }
    }
    0
}
