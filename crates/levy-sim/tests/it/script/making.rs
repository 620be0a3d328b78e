//! Small things made for a script.

use super::{
    court::{Court, id, officer, sealed},
    parse::Mode,
};
use levy_domain::{
    bytes::Digest,
    claim::{Component, ComponentKind, Liability, LiabilityMode, Share},
    document::{Document, DocumentKind},
    id::{ClaimId, DocumentId, LiabilityId, PersonId, PlanId, RegistrationId},
    matter::Command,
    money::Money,
    party::{IdentityKind, IdentityStrength, PartyRole, Person, PersonKind},
    time::Date,
};

/// The only claim of a script.
pub(super) fn claim_id() -> ClaimId {
    ClaimId(id("claim"))
}

/// A person's liability for it.
pub(super) fn liability_of(person: PersonId) -> LiabilityId {
    LiabilityId(uuid::Uuid::new_v5(&person.0, b"liability"))
}

pub(super) fn component(kind: ComponentKind, amount: Money, as_of: Date) -> Component {
    Component {
        kind,
        amount,
        as_of,
        method: "fixed".into(),
        rate_series: None,
        excluded: vec![],
    }
}

pub(super) fn liability(person: PersonId, mode: &Mode) -> Command {
    let (mode, share, cap) = match mode {
        Mode::Joint => (LiabilityMode::Joint, None, None),
        Mode::Supplementary => (LiabilityMode::Supplementary, None, None),
        Mode::Capped(cap) => (LiabilityMode::Capped, None, Some(*cap)),
        Mode::Share(numerator, denominator) => {
            let share = Share {
                numerator: *numerator,
                denominator: *denominator,
            };
            (LiabilityMode::Share, Some(share), None)
        }
    };
    Command::StateLiability {
        liability: Liability {
            liability: liability_of(person),
            claim: claim_id(),
            person,
            mode,
            share,
            cap,
        },
    }
}

pub(super) fn document(kind: &str, name: &str, plan: Option<PlanId>) -> Command {
    Command::IssueDocument {
        document: Document {
            document: DocumentId(id(name)),
            kind: DocumentKind::from(kind),
            number: format!("（2024）川3322执12号 {kind}"),
            registration: RegistrationId(id("case")),
            signers: vec![officer("judge").0],
            hash: Digest::of(name.as_bytes()),
            plan,
            supersedes: None,
        },
    }
}

pub(super) fn identified(person: PersonId, name: &str, name_only: bool) -> Person {
    Person {
        person,
        kind: PersonKind::Natural,
        name: sealed(name),
        name_variants: vec![],
        identity_kind: if name_only {
            IdentityKind::NameOnly
        } else {
            IdentityKind::ResidentId
        },
        identity: (!name_only).then(|| sealed(&format!("{name}'s number"))),
        strength: if name_only {
            IdentityStrength::NameOnly
        } else {
            IdentityStrength::Valid
        },
    }
}

pub(super) fn first_debtor(court: &Court) -> Result<PersonId, String> {
    let debtor = |(_, roles): &&(Person, std::collections::BTreeSet<PartyRole>)| {
        roles.contains(&PartyRole::Debtor)
    };
    let mut liable = court.state.liabilities.values().map(|known| known.person);
    let mut debtors = court.state.persons.values().filter(debtor);
    liable
        .next()
        .or_else(|| debtors.next().map(|(person, _)| person.person))
        .ok_or_else(|| "there is no debtor yet".to_owned())
}
