//! What a case of a file says otherwise than the log. An import adds and never
//! changes, so a difference is told by its column and nothing of the file is
//! written; the values stay where they are.

use crate::case_file::{COMPONENTS, CaseIn, PartyIn};
use levy::{
    domain::{
        claim::ComponentKind,
        identifier::CaseNumber,
        matter::State,
        money::Money,
        party::{PartyRole, Person},
    },
    engine::Personal,
};

/// A row and the column in which it differs.
pub(crate) type Difference = (u64, &'static str);

/// Every difference between a case and the matter that has its number.
///
/// Parties may be missing on either side: a list may name one of several
/// debtors, and an import that was cut off is completed. Where both sides name
/// somebody whom the other does not, somebody was replaced.
pub(crate) fn differences(case: &CaseIn, state: &State, desk: &Personal) -> Vec<Difference> {
    let mut found = Vec::new();
    let number = CaseNumber::Modern(case.number.clone());
    let same_number = |text: &str| CaseNumber::parse(text).is_ok_and(|known| known == number);
    let registration = state
        .registrations
        .values()
        .find(|known| same_number(&known.number));
    if let Some(known) = registration {
        if known.filed_on != case.filed_on {
            found.push((case.line, "filed_on"));
        }
        if known.carried_in != case.carried_in {
            found.push((case.line, "carried_in"));
        }
    }
    for (parties, role, columns) in [
        (
            &case.creditors,
            PartyRole::Creditor,
            ["creditor_name", "creditor_id"],
        ),
        (
            &case.debtors,
            PartyRole::Debtor,
            ["debtor_name", "debtor_id"],
        ),
    ] {
        found.extend(people(parties, &role, columns, state, desk));
    }
    found.extend(sums(case, state));
    found
}

/// Where the matter has one claim, what it consists of.
fn sums(case: &CaseIn, state: &State) -> Vec<Difference> {
    let mut claims = state.claims.values();
    let (Some(claim), None) = (claims.next(), claims.next()) else {
        return Vec::new();
    };
    let known = |kind: &ComponentKind| {
        let mut parts = claim.claim.components.iter();
        parts
            .find(|part| part.kind == *kind)
            .map(|part| part.amount)
    };
    let listed = |kind: &ComponentKind| {
        let mut parts = case.amounts.iter();
        parts
            .find(|(own, _)| own == kind)
            .map(|(_, amount)| *amount)
    };
    let zero = |sum: Option<Money>| sum.filter(|sum| !sum.is_zero());
    COMPONENTS
        .iter()
        .filter(|(_, kind)| zero(known(kind)) != zero(listed(kind)))
        .map(|(column, _)| (case.line, *column))
        .collect()
}

/// Parties of one role, by what compares equal of their names and numbers.
fn people(
    parties: &[PartyIn],
    role: &PartyRole,
    [name_column, id_column]: [&'static str; 2],
    state: &State,
    desk: &Personal,
) -> Vec<Difference> {
    let recorded: Vec<&Person> = state
        .persons
        .values()
        .filter(|(_, roles)| roles.contains(role))
        .map(|(person, _)| person)
        .collect();
    let named =
        |person: &Person, party: &PartyIn| person.name.token == desk.token("name", &party.name);
    let numbered = |person: &Person, party: &PartyIn| {
        let token = party
            .identity
            .as_ref()
            .map(|own| desk.token("identity", own));
        person.identity.as_ref().map(|known| &known.token) == token.as_ref()
    };
    let same = |person: &Person, party: &PartyIn| match party.identity {
        Some(_) => numbered(person, party),
        None => person.identity.is_none() && named(person, party),
    };
    let mut found = Vec::new();
    let mut strangers = Vec::new();
    for party in parties {
        match recorded.iter().find(|person| same(person, party)) {
            Some(person) if !named(person, party) => found.push((party.line, name_column)),
            Some(_) => {}
            None => strangers.push(party),
        }
    }
    let unlisted: Vec<&&Person> = recorded
        .iter()
        .filter(|person| !parties.iter().any(|party| same(person, party)))
        .collect();
    for party in strangers {
        if unlisted.iter().any(|person| named(person, party)) {
            found.push((party.line, id_column));
        } else if !unlisted.is_empty() {
            found.push((party.line, name_column));
        }
    }
    found
}
