//! Case numbers that follow another one of the same matter: the enforcement
//! after its preservation, the resumption after a round that ended, objections
//! and reconsiderations beside a running case.

use super::{
    closing::ClosingPlan,
    days::office_time,
    draft::{Draft, Drafting, registering_court},
};
use crate::draw::Draw;
use levy_domain::{
    calendar::add_days, identifier::CaseClass, matter::event::ClosingKind, time::Date,
};

/// A draft that can be followed, and the days within which the next is filed.
struct Opening {
    after: usize,
    from: Date,
    to: Date,
}

impl Drafting {
    /// Adds at most `count` registrations of `class` that follow others, and
    /// says how many. An enforcement follows at most a third of the time.
    pub(super) fn sequels(&mut self, class: CaseClass, count: u32) -> u32 {
        let wanted = match class {
            CaseClass::FirstEnforcement => count / 3,
            CaseClass::ResumedEnforcement => count / 5,
            _ => count,
        };
        let last = self.calendar_year.last_filing;
        let mut openings: Vec<Opening> = (0..)
            .zip(&self.drafts)
            .filter_map(|(at, draft)| self.opening(class, at, draft))
            .filter(|opening| opening.to <= last)
            .collect();
        let purpose = format!("sequel {}", class.type_code().unwrap_or_default());
        let mut order = Draw::new(self.seed, &purpose, u64::MAX);
        order.shuffle(&mut openings);
        if class == CaseClass::FirstEnforcement {
            // Not every preservation is followed within its own year.
            openings.truncate(openings.len() * 7 / 10);
        }
        let mut added = 0;
        for opening in openings.into_iter().take(wanted as usize) {
            added += u32::from(self.follow(
                Draw::new(self.seed, &purpose, added.into()),
                class,
                &opening,
            ));
        }
        added
    }

    fn opening(&self, class: CaseClass, after: usize, draft: &Draft) -> Option<Opening> {
        let ClosingPlan { kind, earliest } = draft.closes.as_ref()?;
        let within = |day: Date, from, to| {
            Some(Opening {
                after,
                from: add_days(day, from),
                to: add_days(day, to),
            })
        };
        match (class, draft.class) {
            (CaseClass::FirstEnforcement, CaseClass::PreservationEnforcement) => {
                within(*earliest, 20, 100)
            }
            (CaseClass::ResumedEnforcement, CaseClass::FirstEnforcement)
                if *kind == ClosingKind::RoundEnded =>
            {
                within(*earliest, 20, 60)
            }
            (
                CaseClass::EnforcementObjection,
                CaseClass::FirstEnforcement | CaseClass::ResumedEnforcement,
            ) if draft.filed >= self.calendar_year.first
                && add_days(draft.filed, 60) <= *earliest =>
            {
                within(draft.filed, 10, 30)
            }
            // An application goes up within ten days (C-16).
            (CaseClass::EnforcementReconsideration, CaseClass::EnforcementObjection) => {
                within(*earliest, 2, 9)
            }
            _ => None,
        }
    }

    fn follow(&mut self, mut draw: Draw, class: CaseClass, opening: &Opening) -> bool {
        let Some((home, matter_key)) = self
            .drafts
            .get(opening.after)
            .map(|draft| (draft.home, draft.matter_key))
        else {
            return false;
        };
        let filed = self
            .days
            .draw(&mut draw, self.days.from(opening.from), opening.to);
        let (closes, mut payment) = self.endings().draw(&mut draw, class, filed);
        if let Some(payment) = &mut payment {
            // Its matter has been before the units already.
            payment.before_query = false;
        }
        let filed_at = office_time(&mut draw, filed);
        self.drafts.push(Draft {
            class,
            court: registering_court(class, home),
            home,
            matter_key,
            sequel_of: Some(opening.after),
            filed,
            filed_at,
            carried_in: false,
            closes,
            payment,
        });
        true
    }
}
