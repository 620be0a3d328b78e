//! The nineteen courts of the region and their invented officers.

use crate::draw::Draw;
use levy_domain::{id::OfficerId, stamp::Role};
use uuid::Uuid;

/// Space of the ids of invented officers.
const OFFICERS: Uuid = Uuid::from_u128(0x4c65_7679_5369_6d4f_8666_6963_6572_7331);

/// A court that registers cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Court {
    /// Its code, as case numbers carry it.
    pub code: &'static str,
    /// Its share of the cases, in relation to the others (assumed).
    pub weight: u32,
}

/// Place of the prefecture court in [`COURTS`].
pub const PREFECTURE: usize = 0;

const fn court(code: &'static str, weight: u32) -> Court {
    Court { code, weight }
}

/// The prefecture court and the eighteen county courts. The codes are derived
/// from GB/T 2260; how the paper's cases spread over them it does not say.
pub const COURTS: [Court; 19] = [
    court("川33", 40),
    court("川3301", 190),
    court("川3322", 95),
    court("川3323", 60),
    court("川3324", 55),
    court("川3325", 40),
    court("川3326", 45),
    court("川3327", 40),
    court("川3328", 55),
    court("川3329", 35),
    court("川3330", 45),
    court("川3331", 40),
    court("川3332", 45),
    court("川3333", 40),
    court("川3334", 50),
    court("川3335", 40),
    court("川3336", 35),
    court("川3337", 40),
    court("川3338", 30),
];

/// An invented officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Global id, the same for every seed.
    pub id: OfficerId,
    /// In which role.
    pub role: Role,
    /// A name that nobody has.
    pub name: String,
}

/// The officers of one court.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Of which court.
    pub court_code: &'static str,
    /// Enforcement judges; at least two, so that one can stand in.
    pub judges: Vec<Officer>,
    /// Clerks; at least two, since two officers go to a counter.
    pub clerks: Vec<Officer>,
    /// Head of the enforcement bureau.
    pub bureau_head: Officer,
    /// President of the court.
    pub president: Officer,
}

/// Who handles a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseOfficers {
    /// Drafts and orders.
    pub judge: OfficerId,
    /// Assists, and is the second one at a counter.
    pub clerk: OfficerId,
    /// Approves.
    pub bureau_head: OfficerId,
}

fn officer(court: &Court, role: Role, title: &str, number: u32) -> Officer {
    let id = OfficerId::derive(
        OFFICERS,
        &[
            court.code.as_bytes(),
            role.as_str().as_bytes(),
            &number.to_be_bytes(),
        ],
    );
    Officer {
        id,
        name: format!("虚构{title}{}-{number}", court.code),
        role,
    }
}

impl Staff {
    /// The staff of `court`: the busier it is, the more judges and clerks.
    pub fn of(court: &Court) -> Self {
        let heads = 2 + court.weight / 60;
        let several = |role: Role, title| {
            (1..=heads)
                .map(|n| officer(court, role.clone(), title, n))
                .collect()
        };
        Staff {
            court_code: court.code,
            judges: several(Role::Judge, "法官"),
            clerks: several(Role::Clerk, "书记员"),
            bureau_head: officer(court, Role::BureauHead, "局长", 1),
            president: officer(court, Role::President, "院长", 1),
        }
    }

    /// The staff of every court, in the order of [`COURTS`].
    pub fn all() -> Vec<Staff> {
        COURTS.iter().map(Staff::of).collect()
    }

    /// Everybody but the president.
    pub fn others(&self) -> impl Iterator<Item = &Officer> {
        self.judges
            .iter()
            .chain(&self.clerks)
            .chain([&self.bureau_head])
    }

    /// Everybody.
    pub fn officers(&self) -> impl Iterator<Item = &Officer> {
        self.others().chain([&self.president])
    }

    /// Who gets a case.
    pub(super) fn assign(&self, draw: &mut Draw) -> CaseOfficers {
        let one =
            |draw: &mut Draw, from: &[Officer]| draw.pick(from).unwrap_or(&self.bureau_head).id;
        CaseOfficers {
            judge: one(draw, &self.judges),
            clerk: one(draw, &self.clerks),
            bureau_head: self.bureau_head.id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use levy_domain::identifier::{CourtCode, CourtLevel};
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_a_known_court_of_the_region() {
        for (at, court) in COURTS.iter().enumerate() {
            let code = CourtCode::parse(court.code).unwrap();
            assert!(code.name().is_some(), "{}", court.code);
            let level = if at == PREFECTURE {
                CourtLevel::Intermediate
            } else {
                CourtLevel::Basic
            };
            assert_eq!(code.level(), level);
        }
    }

    #[test]
    fn no_officer_serves_twice_and_a_plan_finds_different_people() {
        let staff = Staff::all();
        let ids: Vec<OfficerId> = staff
            .iter()
            .flat_map(Staff::officers)
            .map(|officer| officer.id)
            .collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        let mut draw = Draw::new(1, "officers", 1);
        for staff in &staff {
            assert!(staff.judges.len() >= 2 && staff.clerks.len() >= 2);
            let CaseOfficers {
                judge,
                clerk,
                bureau_head,
            } = staff.assign(&mut draw);
            assert!(judge != clerk && clerk != bureau_head && judge != bureau_head);
        }
    }
}
