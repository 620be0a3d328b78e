//! How and when a registration may close, and what is paid without force.
//!
//! The plan says the earliest day; the run closes a case then or later in the
//! year, when its orders allow it. Shares and delays are assumed: the paper
//! draws its rates as curves and prints no values.

use super::days::WorkDays;
use crate::draw::Draw;
use levy_domain::{
    calendar::add_days, identifier::CaseClass, matter::event::ClosingKind, time::Date,
};

/// How a registration closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingPlan {
    /// How.
    pub kind: ClosingKind,
    /// Not before this working day.
    pub earliest: Date,
}

/// A payment that nobody forced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoluntaryPayment {
    /// When.
    pub on: Date,
    /// How much of what is still owed on that day; 1000 is all of it.
    pub permille_of_rest: u32,
    /// It comes before any unit is asked, and so none is.
    pub before_query: bool,
}

/// Days after 1 January before which nothing closes.
const FIRST_CLOSING: i32 = 11;

/// What a drafted case closes with.
pub(super) type Ending = (Option<ClosingPlan>, Option<VoluntaryPayment>);

/// Delays in days, first and last, after filing. 终本 waits for more than
/// three months (C-06); every delay stays within six (C-01).
const PERFORMED: (u64, u64) = (20, 150);
const ROUND_ENDED: (u64, u64) = (96, 172);
const TERMINATED: (u64, u64) = (15, 120);
const PRESERVED: (u64, u64) = (12, 35);
/// An objection is decided within 15 days (C-16).
const OBJECTION: (u64, u64) = (8, 13);
/// A reconsideration is decided within 30 days (assumed).
const RECONSIDERATION: (u64, u64) = (16, 27);

/// Draws how cases end within a year.
#[derive(Debug)]
pub(super) struct Endings<'a> {
    /// Working days up to the end of the year.
    pub(super) days: &'a WorkDays,
    /// 1 January. What was carried in closes some days later at the earliest.
    pub(super) first: Date,
    /// No plan is for later, so that the last case has time to close.
    pub(super) last: Date,
}

impl Endings<'_> {
    /// The ending of a case of `class` that was filed on `filed`.
    pub(super) fn draw(&self, draw: &mut Draw, class: CaseClass, filed: Date) -> Ending {
        match class {
            CaseClass::PreservationEnforcement => (
                self.plan(draw, ClosingKind::Preserved, filed, PRESERVED),
                None,
            ),
            CaseClass::EnforcementObjection => (
                self.plan(draw, ClosingKind::Decided, filed, OBJECTION),
                None,
            ),
            CaseClass::EnforcementReconsideration => (
                self.plan(draw, ClosingKind::Decided, filed, RECONSIDERATION),
                None,
            ),
            _ => self.enforcement(draw, filed),
        }
    }

    fn enforcement(&self, draw: &mut Draw, filed: Date) -> Ending {
        let late = add_days(filed, 100) > self.last;
        match draw.below(1_000) {
            at if at < 480 || (late && at < 700) => self.performed(draw, filed),
            at if at < 820 && !late => {
                let closes = self.plan(draw, ClosingKind::RoundEnded, filed, ROUND_ENDED);
                let payment = self.part(draw, filed, &closes, 250, 300);
                (closes, payment)
            }
            _ => {
                let closes = self.plan(draw, ClosingKind::Terminated, filed, TERMINATED);
                let payment = self.part(draw, filed, &closes, 500, 600);
                (closes, payment)
            }
        }
    }

    fn performed(&self, draw: &mut Draw, filed: Date) -> Ending {
        let before_query = draw.chance(6) && filed >= self.first;
        if before_query {
            let on = self.days.from(add_days(filed, 1));
            let closes = ClosingPlan {
                kind: ClosingKind::Performed,
                earliest: self.days.from(add_days(on, 5)),
            };
            return (
                Some(closes),
                Some(VoluntaryPayment {
                    on,
                    permille_of_rest: 1_000,
                    before_query,
                }),
            );
        }
        let closes = self.plan(draw, ClosingKind::Performed, filed, PERFORMED);
        let on = closes
            .as_ref()
            .map_or(filed, |plan| self.days.before(plan.earliest));
        (
            closes,
            Some(VoluntaryPayment {
                on,
                permille_of_rest: 1_000,
                before_query,
            }),
        )
    }

    /// A part of the rest, in `permille` of the cases, at most `most`.
    fn part(
        &self,
        draw: &mut Draw,
        filed: Date,
        closes: &Option<ClosingPlan>,
        permille: u32,
        most: u64,
    ) -> Option<VoluntaryPayment> {
        let until = closes.as_ref().filter(|_| draw.chance(permille))?.earliest;
        let from = add_days(filed, 5).max(self.first);
        let on = self.days.draw(draw, from, self.days.before(until));
        let permille_of_rest = u32::try_from(draw.between(20, most)).unwrap_or(20);
        Some(VoluntaryPayment {
            on,
            permille_of_rest,
            before_query: false,
        })
    }

    fn plan(
        &self,
        draw: &mut Draw,
        kind: ClosingKind,
        filed: Date,
        within: (u64, u64),
    ) -> Option<ClosingPlan> {
        let room = u64::try_from((self.last - filed).num_days()).unwrap_or(0);
        let (low, high) = (within.0.min(room), within.1.min(room));
        let delay = i32::try_from(draw.between(low, high)).unwrap_or(0);
        let earliest = self
            .days
            .from(add_days(filed, delay).max(add_days(self.first, FIRST_CLOSING)));
        Some(ClosingPlan { kind, earliest })
    }
}
