//! An applicant who is not on file: there is nobody to be told.

use super::{super::event::NoticeTo, Notices};
use crate::{id::HoldId, order::Basis, rules::Profile, time::Date};
use std::collections::{BTreeMap, BTreeSet};

impl Notices {
    /// Holds of which a rule has the applicant told as well as others, and of
    /// which the others alone were: nobody stood on file as one then. They stay
    /// so when he is entered later; nothing owes him those notices.
    pub fn without_applicant(&self, profile: &Profile, on: Date) -> Vec<(Basis, Vec<HoldId>)> {
        let asks = |rule: &str| {
            let effect = profile.notice_by(rule, on);
            effect.is_some_and(|effect| effect.to.contains(&NoticeTo::Applicant))
        };
        let mut holds: BTreeMap<&str, (&Basis, BTreeSet<HoldId>)> = BTreeMap::new();
        let mut told: BTreeSet<(&str, HoldId)> = BTreeSet::new();
        for (_, notice) in self.iter() {
            let (owed, rule) = (&notice.owed, notice.owed.rule.rule.as_str());
            if owed.to == NoticeTo::Applicant {
                told.extend(owed.holds.iter().map(|hold| (rule, *hold)));
            } else if asks(rule) {
                let (_, of) = holds.entry(rule).or_insert((&owed.rule, BTreeSet::new()));
                of.extend(&owed.holds);
            }
        }
        let mut found = Vec::new();
        for (rule, (basis, of)) in holds {
            let of: Vec<HoldId> = of
                .into_iter()
                .filter(|hold| !told.contains(&(rule, *hold)))
                .collect();
            if !of.is_empty() {
                found.push((basis.clone(), of));
            }
        }
        found
    }
}
