//! Filing a case: the commands that enter a registration with its parties,
//! claim and liabilities. The registration comes last, so that a registered
//! case is a complete one.

use super::docket::{Case, Docket, person_id};
use crate::year::InventedPerson;
use levy::engine::Personal;
use levy::proof::SealError;
use levy_domain::{
    claim::{Claim, Component, ComponentKind, Liability, LiabilityMode},
    matter::Command,
    money::{Currency, Money},
    party::{IdentityStrength, PartyRole, Person},
    rules::Rules,
    time::{Date, Zone},
};

fn person(
    desk: &Personal,
    docket: &Docket,
    seed: u64,
    invented: &InventedPerson,
) -> Result<Person, SealError> {
    let id = person_id(seed, invented);
    let matter = docket.matter;
    Ok(Person {
        person: id,
        kind: invented.kind.clone(),
        name: desk.seal_person(matter, id, "person.name", &invented.name)?,
        name_variants: Vec::new(),
        identity_kind: invented.identity_kind.clone(),
        identity: Some(desk.seal_person(matter, id, "person.identity", &invented.number)?),
        strength: IdentityStrength::Valid,
    })
}

fn component(kind: ComponentKind, minor: u64, as_of: Date, method: &str) -> Component {
    Component {
        kind,
        amount: Money::cny(minor),
        as_of,
        method: method.into(),
        rate_series: None,
        excluded: Vec::new(),
    }
}

/// The commands that file one case.
///
/// # Errors
/// [`SealError`] when a name cannot be sealed.
pub(super) fn commands(
    desk: &Personal,
    docket: &Docket,
    case: &Case,
    seed: u64,
    court: &str,
    rules: &Rules,
) -> Result<Vec<Command>, SealError> {
    let mut commands = vec![Command::Open {
        matter: docket.matter,
        court: court.to_owned(),
        currency: Currency::CNY,
    }];
    let plan = &case.seed;
    commands.push(Command::AddParty {
        person: person(desk, docket, seed, &plan.creditor)?,
        role: PartyRole::Creditor,
    });
    for debtor in &plan.debtors {
        commands.push(Command::AddParty {
            person: person(desk, docket, seed, debtor)?,
            role: PartyRole::Debtor,
        });
    }
    let as_of = plan.filed_at.date_in(Zone::CHINA);
    let sums = &plan.claim;
    let components: Vec<Component> = [
        (ComponentKind::Principal, sums.principal_minor),
        (ComponentKind::GeneralInterest, sums.interest_minor),
        (ComponentKind::Costs, sums.costs_minor),
    ]
    .into_iter()
    .filter(|(_, minor)| *minor > 0)
    .map(|(kind, minor)| component(kind, minor, as_of, "fixed"))
    .collect();
    let first = docket
        .cases
        .first()
        .is_some_and(|first| first.registration == case.registration);
    if first {
        commands.push(Command::StateClaim {
            claim: Claim {
                claim: docket.claim(),
                currency: Currency::CNY,
                components,
                allocation_order: rules.profile().allocation_order(as_of),
                title: None,
            },
            home: docket.matter,
        });
    }
    for debtor in &plan.debtors {
        let person = person_id(seed, debtor);
        commands.push(Command::StateLiability {
            liability: Liability {
                liability: docket.liability(person),
                claim: docket.claim(),
                person,
                mode: LiabilityMode::Joint,
                share: None,
                cap: None,
            },
        });
    }
    commands.push(Command::RegisterCase {
        registration: case.registration,
        number: plan.number.to_string(),
        type_code: plan.number.type_code.to_owned(),
        kind: case.kind.clone(),
        court: plan.number.court_code.to_owned(),
        filed_on: as_of,
        carried_in: plan.carried_in,
    });
    Ok(commands)
}
