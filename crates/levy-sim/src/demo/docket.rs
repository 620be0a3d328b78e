//! The year's plan as matters: registrations that belong together, with ids
//! that follow from the seed.

use crate::year::{CaseSeed, InventedPerson, YearPlan};
use levy_domain::{
    id::{ClaimId, LiabilityId, MatterId, PersonId, RegistrationId},
    matter::event::CaseKind,
    rules::Rules,
    time::Timestamp,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One registration of a matter.
#[derive(Debug, Clone)]
pub struct Case {
    /// As planned.
    pub seed: CaseSeed,
    /// Its id.
    pub registration: RegistrationId,
    /// Meaning of its type.
    pub kind: CaseKind,
    /// When it enters the log: its filing, or the year's first instant.
    pub enters_at: Timestamp,
    /// The case that asks 3,900 units.
    pub big: bool,
}

/// A matter with its registrations, earliest first.
#[derive(Debug, Clone)]
pub struct Docket {
    /// Its id.
    pub matter: MatterId,
    /// Registrations.
    pub cases: Vec<Case>,
}

impl Docket {
    /// The one claim of an invented matter.
    pub fn claim(&self) -> ClaimId {
        ClaimId::derive(self.matter.0, &[b"claim"])
    }

    /// The liability of a debtor.
    pub fn liability(&self, person: PersonId) -> LiabilityId {
        LiabilityId::derive(self.matter.0, &[b"liability", person.0.as_bytes()])
    }
}

/// A space of ids that follows from the seed.
pub fn space(seed: u64) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, &seed.to_be_bytes())
}

/// The id of an invented person: the same person in every matter.
pub fn person_id(seed: u64, person: &InventedPerson) -> PersonId {
    PersonId::derive(space(seed), &[b"person", &person.key.to_be_bytes()])
}

/// Groups the plan by matter; `opening` is the year's first instant.
pub fn dockets(plan: &YearPlan, rules: &Rules, opening: Timestamp) -> Vec<Docket> {
    let space = space(plan.seed);
    let mut matters: BTreeMap<u64, Docket> = BTreeMap::new();
    for (at, seed) in plan.registrations.iter().enumerate() {
        let matter = MatterId::derive(space, &[b"matter", &seed.matter_key.to_be_bytes()]);
        let number = seed.number.to_string();
        matters
            .entry(seed.matter_key)
            .or_insert_with(|| Docket {
                matter,
                cases: Vec::new(),
            })
            .cases
            .push(Case {
                registration: RegistrationId::derive(matter.0, &[number.as_bytes()]),
                kind: rules.profile().case_kind(seed.number.type_code),
                enters_at: seed.filed_at.max(opening),
                big: plan.big_case == Some(at),
                seed: seed.clone(),
            });
    }
    let mut dockets: Vec<Docket> = matters.into_values().collect();
    for docket in &mut dockets {
        docket
            .cases
            .sort_by_key(|case| (case.enters_at, case.registration));
    }
    dockets
}
