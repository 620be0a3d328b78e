//! What a case of a file becomes: commands with ids that follow from the
//! court and the number, so that importing twice is harmless.

use crate::{
    case_file::{CaseIn, PartyIn},
    failure::Failure,
    problem::Problem,
};
use levy::{
    domain::{
        claim::{Claim, Component, ComponentKind, Liability, LiabilityMode},
        decider::Decider,
        id::{ClaimId, CommandId, LiabilityId, MatterId, PersonId, RegistrationId},
        matter::{self, Command},
        money::Currency,
        party::{IdentityKind, IdentityStrength, PartyRole, Person},
        rules::Rules,
        stamp::{Actor, Stamp},
        time::Timestamp,
    },
    engine::{Personal, PersonalError},
};
use uuid::Uuid;

/// Name space of everything that is imported.
pub(crate) const SPACE: Uuid = Uuid::from_bytes([
    0x6e, 0x2f, 0x91, 0x44, 0x0d, 0x57, 0x4b, 0x0e, 0xa8, 0x3c, 0x52, 0xc1, 0x7f, 0x96, 0x1d, 0x08,
]);

/// One command with its id.
pub(crate) struct Step {
    pub(crate) id: CommandId,
    pub(crate) command: Command,
    /// Line of the file that it comes from.
    pub(crate) line: u64,
}

/// What is to be done about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is not in the log.
    New,
    /// An earlier import was cut off; the rest is entered.
    Incomplete,
    /// Nothing is to be done.
    Known,
}

/// The matter of a case number, the same for every import.
pub(crate) fn matter_id(case: &CaseIn) -> MatterId {
    let (court, number) = (case.court.as_str(), case.number.to_string());
    MatterId::derive(SPACE, &[court.as_bytes(), number.as_bytes()])
}

/// Every command of a case, sealed at this desk.
///
/// # Errors
/// [`PersonalError`]: a value could not be sealed and must not be stored.
pub(crate) fn steps(
    case: &CaseIn,
    rules: &Rules,
    court: &str,
    desk: &Personal,
) -> Result<Vec<Step>, PersonalError> {
    let matter = matter_id(case);
    let claim = ClaimId::derive(matter.0, &[b"claim"]);
    let number = case.number.to_string();
    let mut steps = Steps {
        matter,
        list: Vec::new(),
    };
    steps.push(
        b"open",
        case.line,
        Command::Open {
            matter,
            court: court.to_owned(),
            currency: Currency::CNY,
        },
    );
    steps.push(
        b"register",
        case.line,
        Command::RegisterCase {
            registration: RegistrationId::derive(matter.0, &[number.as_bytes()]),
            number,
            type_code: case.number.type_code().to_owned(),
            kind: rules.profile().case_kind(case.number.type_code()),
            court: case.court.as_str().to_owned(),
            filed_on: case.filed_on,
            carried_in: case.carried_in,
        },
    );
    for (parties, role) in [
        (&case.creditors, PartyRole::Creditor),
        (&case.debtors, PartyRole::Debtor),
    ] {
        for party in parties {
            let person = person(matter, party, desk)?;
            let tag = [
                person.person.0.as_bytes().as_slice(),
                role.as_str().as_bytes(),
            ]
            .concat();
            steps.push(
                &tag,
                party.line,
                Command::AddParty {
                    person,
                    role: role.clone(),
                },
            );
        }
    }
    steps.push(
        b"claim",
        case.line,
        Command::StateClaim {
            claim: stated(claim, case, rules),
            home: matter,
        },
    );
    for party in &case.debtors {
        let person = person_id(matter, party, desk);
        let liability = LiabilityId::derive(matter.0, &[b"liability", person.0.as_bytes()]);
        let liability = Liability {
            liability,
            claim,
            person,
            mode: LiabilityMode::Joint,
            share: None,
            cap: None,
        };
        let tag = liability.liability.0.into_bytes();
        steps.push(&tag, party.line, Command::StateLiability { liability });
    }
    Ok(steps.list)
}

struct Steps {
    matter: MatterId,
    list: Vec<Step>,
}

impl Steps {
    fn push(&mut self, tag: &[u8], line: u64, command: Command) {
        let id = CommandId::derive(self.matter.0, &[b"import", tag]);
        self.list.push(Step { id, command, line });
    }
}

fn stated(claim: ClaimId, case: &CaseIn, rules: &Rules) -> Claim {
    let component = |(kind, amount): &(ComponentKind, levy::domain::money::Money)| Component {
        kind: kind.clone(),
        amount: *amount,
        as_of: case.filed_on,
        method: "fixed".into(),
        rate_series: None,
        excluded: Vec::new(),
    };
    Claim {
        claim,
        currency: Currency::CNY,
        components: case.amounts.iter().map(component).collect(),
        allocation_order: rules.profile().allocation_order(case.filed_on),
        title: None,
    }
}

/// Follows from the number's token, which says nothing without the court's
/// key.
pub(crate) fn person_id(matter: MatterId, party: &PartyIn, desk: &Personal) -> PersonId {
    let (kind, value) = match &party.identity {
        Some(identity) => ("identity", identity),
        None => ("name", &party.name),
    };
    let token = desk.token(kind, value);
    PersonId::derive(matter.0, &[b"person", kind.as_bytes(), &token.0.0])
}

fn person(matter: MatterId, party: &PartyIn, desk: &Personal) -> Result<Person, PersonalError> {
    let id = person_id(matter, party, desk);
    let identity = party.identity.as_ref();
    let sealed = identity
        .map(|number| desk.seal_person(matter, id, "person.identity", number))
        .transpose()?;
    Ok(Person {
        person: id,
        kind: party.kind.clone(),
        name: desk.seal_person(matter, id, "person.name", &party.name)?,
        name_variants: Vec::new(),
        identity_kind: party.identity_kind.clone(),
        strength: match party.identity_kind {
            IdentityKind::NameOnly => IdentityStrength::NameOnly,
            _ => IdentityStrength::Valid,
        },
        identity: sealed,
    })
}

/// The steps that the state does not have yet. A sealed value never equals
/// another sealing of the same text, so what is there goes by its id.
pub(crate) fn missing(state: &matter::State, steps: Vec<Step>) -> Vec<Step> {
    let known = |command: &Command| match command {
        Command::Open { .. } => state.matter.is_some(),
        Command::RegisterCase { registration, .. } => {
            state.registrations.contains_key(registration)
        }
        Command::AddParty { person, role } => state
            .persons
            .get(&person.person)
            .is_some_and(|(_, roles)| roles.contains(role)),
        Command::StateClaim { claim, .. } => state.claims.contains_key(&claim.claim),
        Command::StateLiability { liability } => {
            state.liabilities.contains_key(&liability.liability)
        }
        Command::AdoptHold { hold, .. } => state.holds.contains_key(hold),
        _ => false,
    };
    steps
        .into_iter()
        .filter(|step| !known(&step.command))
        .collect()
}

/// Decides all steps on a copy of the state, so that a refusal comes before
/// anything is written.
///
/// # Errors
/// The problem of the first step that is refused.
pub(crate) fn rehearse(
    mut state: matter::State,
    steps: &[Step],
    column: &str,
    rules: &Rules,
    now: Timestamp,
) -> Result<(), Result<Problem, Failure>> {
    for step in steps {
        let stamp = Stamp::new(now, Actor::system(), step.id, rules.digest());
        let events = matter::Matter::decide(&state, &step.command, rules, &stamp)
            .map_err(|refusal| Ok(Problem::of(step.line, column, &refusal)))?;
        for event in &events {
            matter::Matter::evolve(&mut state, event, now)
                .map_err(|misfit| Err(Failure::from(misfit)))?;
        }
    }
    Ok(())
}
