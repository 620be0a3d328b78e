//! Opening the matter: case numbers, claims, parties, liabilities, documents.

use super::{
    command::Command,
    decide::Decision,
    event::*,
    papers,
    state::{PlanPhase, State},
};
use crate::{
    claim::{Component, LiabilityMode},
    id::{AssetId, HoldId, OrderId, PersonId, PlanId, SweepId},
    money::MAX_MINOR,
    number::spelling,
    party::{IdentityKind, IdentityStrength, PartyRole, Person},
    refusal::{Outside, Refusal},
    rules::Rules,
    stamp::Stamp,
};

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Open {
            matter,
            court,
            currency,
        } => match state.matter {
            None if court.is_empty() => Err(Refusal::Malformed {
                what: "court",
                why: "is empty",
            }),
            None => Ok(vec![
                MatterOpened {
                    matter: *matter,
                    court: court.clone(),
                    currency: *currency,
                }
                .into(),
            ]),
            Some(open)
                if open == *matter
                    && state.court == *court
                    && state.currency == Some(*currency) =>
            {
                Ok(vec![])
            }
            Some(_) => Err(Refusal::IdInUse),
        },
        Command::RegisterCase {
            registration,
            number,
            type_code,
            kind,
            court,
            filed_on,
            carried_in,
        } => {
            if let Some(known) = state.registrations.get(registration) {
                let same = known.number == *number
                    && known.type_code == *type_code
                    && known.kind == *kind
                    && known.filed_on == *filed_on
                    && known.carried_in == *carried_in;
                return if same {
                    Ok(vec![])
                } else {
                    Err(Refusal::IdInUse)
                };
            }
            if number.is_empty() {
                return Err(Refusal::Malformed {
                    what: "case number",
                    why: "is empty",
                });
            }
            let one = spelling(number);
            let mut known = state.registrations.values();
            if known.any(|known| spelling(&known.number) == one) {
                return Err(Refusal::Malformed {
                    what: "case number",
                    why: "is registered already",
                });
            }
            papers::numbered_until(number, stamp.at.date_in(rules.profile().zone()))?;
            Ok(vec![
                CaseRegistered {
                    registration: *registration,
                    number: number.clone(),
                    type_code: type_code.clone(),
                    kind: kind.clone(),
                    court: court.clone(),
                    filed_on: *filed_on,
                    carried_in: *carried_in,
                }
                .into(),
            ])
        }
        Command::StateClaim { claim, home } => {
            let mut parts = claim.components.iter();
            parts.try_for_each(|part| computed(part, rules))?;
            state_claim(state, claim, home)
        }
        Command::AdjustClaim {
            claim,
            component,
            ground,
            document,
        } => {
            let known = state
                .claims
                .get(claim)
                .ok_or(Refusal::Unknown { what: "claim" })?;
            computed(component, rules)?;
            if component.amount.currency != known.claim.currency {
                return Err(Refusal::OtherCurrency);
            }
            if known.claim.components.contains(component) {
                return Ok(vec![]);
            }
            let key = (*claim, component.kind.clone());
            if state.interest.terms.contains_key(&key) {
                return Err(Refusal::Malformed {
                    what: "component",
                    why: "grows by its terms; state those anew",
                });
            }
            if !known.claim.allocation_order.contains(&component.kind) {
                return Err(Refusal::Malformed {
                    what: "allocation_order",
                    why: "misses the component",
                });
            }
            let others = known.claim.components.iter();
            let others = others.filter(|part| part.kind != component.kind);
            let sum = others.fold(component.amount.minor, |sum, part| {
                sum.saturating_add(part.amount.minor)
            });
            if sum > MAX_MINOR {
                return Err(Refusal::TooLarge);
            }
            Ok(vec![
                ClaimAdjusted {
                    claim: *claim,
                    component: component.clone(),
                    ground: ground.clone(),
                    document: *document,
                }
                .into(),
            ])
        }
        Command::AddParty { person, role } => {
            check_identity(person)?;
            match state.persons.get(&person.person) {
                Some((known, roles)) if known == person && roles.contains(role) => Ok(vec![]),
                Some((known, _)) if known != person => Err(Refusal::IdInUse),
                Some(_) | None => Ok(vec![
                    PartyAdded {
                        person: person.clone(),
                        role: role.clone(),
                    }
                    .into(),
                ]),
            }
        }
        Command::StateLiability { liability } => state_liability(state, liability),
        Command::CorrectIdentity { person, document } => {
            check_identity(person)?;
            let (known, _) = state
                .persons
                .get(&person.person)
                .ok_or(Refusal::Unknown { what: "person" })?;
            if known == person {
                return Ok(vec![]);
            }
            // A number that a register confirms, or another spelling of the
            // name, leaves what was done under that number as it is.
            let renumbered = !same_identity(known, person);
            let rests = if renumbered {
                under_identity(state, &person.person)
            } else {
                Rests::default()
            };
            let corrected = IdentityCorrected {
                person: person.clone(),
                document: *document,
                renumbered,
                orders: rests.orders,
                holds: rests.holds,
                assets: rests.assets,
                sweeps: rests.sweeps,
            };
            let dropped = rests.plans.into_iter().map(|plan| {
                let ground = "identity-corrected".into();
                Event::from(PlanWithdrawn { plan, ground })
            });
            Ok(std::iter::once(corrected.into()).chain(dropped).collect())
        }
        Command::IssueDocument { document } => match state.documents.get(&document.document) {
            Some(known) if known == document => Ok(vec![]),
            Some(_) => Err(Refusal::IdInUse),
            None if !state.registrations.contains_key(&document.registration) => {
                Err(Refusal::Unknown {
                    what: "registration",
                })
            }
            None if document.signers.is_empty() => Err(Refusal::Malformed {
                what: "signers",
                why: "a document needs a signer",
            }),
            None => {
                papers::of_known_kind(document, rules)?;
                let today = stamp.at.date_in(rules.profile().zone());
                papers::numbered(state, document, today)?;
                papers::all_usable(state, &document.supersedes)?;
                papers::signed(document, rules, stamp)?;
                let document = document.clone();
                Ok(vec![DocumentIssued { document }.into()])
            }
        },
        _ => Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        }),
    }
}

/// A component is computed in a way that the program knows, by a series of
/// rates that the profile has.
fn computed(part: &Component, rules: &Rules) -> Result<(), Refusal> {
    if !Component::METHODS.contains(&part.method.as_str()) {
        return Err(Refusal::NotListed {
            what: "method",
            known: Component::METHODS.join(", "),
        });
    }
    match &part.rate_series {
        Some(series) => rules.profile().known_series(series),
        None => Ok(()),
    }
}

fn same_identity(known: &Person, person: &Person) -> bool {
    let token = |of: &Person| of.identity.as_ref().map(|sealed| sealed.token.clone());
    known.identity_kind == person.identity_kind && token(known) == token(person)
}

#[derive(Default)]
pub(super) struct Rests {
    pub(super) orders: Vec<OrderId>,
    pub(super) holds: Vec<HoldId>,
    pub(super) assets: Vec<AssetId>,
    pub(super) plans: Vec<PlanId>,
    pub(super) sweeps: Vec<SweepId>,
}

/// What rests on the identity of `person` as it is known: orders that were
/// issued, holds that are open, assets that were found, plans not yet issued
/// that do more than let go, rounds of queries.
pub(super) fn under_identity(state: &State, person: &PersonId) -> Rests {
    let orders = state
        .orders
        .values()
        .filter(|order| order.draft.subject == *person && order.issuance.is_some())
        .map(|order| order.draft.order)
        .collect();
    // One that is gone may come back by a corrected reply.
    let holds = state
        .holds
        .iter()
        .filter(|(_, hold)| {
            state
                .liabilities
                .get(&hold.liability)
                .is_some_and(|liability| liability.person == *person)
        })
        .map(|(id, _)| *id)
        .collect();
    let assets = state.assets.values();
    let assets = assets.filter(|asset| asset.person == *person);
    let plans = state.plans.iter().filter(|(_, plan)| {
        let mut orders = plan.drafted.orders.iter();
        let open = matches!(plan.phase, PlanPhase::Drafted | PlanPhase::Approved(_));
        open && orders.any(|order| order.subject == *person && !order.measure.frees())
    });
    let sweeps = state.sweeps.iter();
    let sweeps = sweeps.filter(|(_, sweep)| sweep.subjects.contains(person));
    Rests {
        orders,
        holds,
        assets: assets.map(|asset| asset.asset).collect(),
        plans: plans.map(|(id, _)| *id).collect(),
        sweeps: sweeps.map(|(id, _)| *id).collect(),
    }
}

fn check_identity(person: &Person) -> Result<(), Refusal> {
    let named_only = person.identity_kind == IdentityKind::NameOnly;
    match (&person.identity, &person.strength) {
        (None, IdentityStrength::NameOnly) if named_only => Ok(()),
        (Some(_), IdentityStrength::NameOnly) | (None, _) => Err(Refusal::Malformed {
            what: "identity",
            why: "number and strength do not agree",
        }),
        (Some(_), _) if named_only => Err(Refusal::Malformed {
            what: "identity",
            why: "a name-only person has no number",
        }),
        (Some(_), _) => Ok(()),
    }
}

fn state_claim(state: &State, claim: &crate::claim::Claim, home: &crate::id::MatterId) -> Decision {
    if let Some(known) = state.claims.get(&claim.claim) {
        return if known.claim == *claim {
            Ok(vec![])
        } else {
            Err(Refusal::ClaimStated { claim: claim.claim })
        };
    }
    if Some(claim.currency) != state.currency {
        return Err(Refusal::OtherCurrency);
    }
    if claim.components.is_empty() {
        return Err(Refusal::Malformed {
            what: "components",
            why: "a claim needs at least one",
        });
    }
    let order = &claim.allocation_order;
    if (1..order.len()).any(|at| order[..at].contains(&order[at])) {
        return Err(Refusal::Malformed {
            what: "allocation_order",
            why: "names a component twice",
        });
    }
    let mut sum = 0u64;
    for (at, part) in claim.components.iter().enumerate() {
        if part.amount.currency != claim.currency {
            return Err(Refusal::OtherCurrency);
        }
        sum = sum
            .checked_add(part.amount.minor)
            .filter(|s| *s <= MAX_MINOR)
            .ok_or(Refusal::TooLarge)?;
        if claim
            .components
            .iter()
            .skip(at + 1)
            .any(|other| other.kind == part.kind)
        {
            return Err(Refusal::Malformed {
                what: "components",
                why: "each kind stands once",
            });
        }
        if !claim.allocation_order.contains(&part.kind) {
            return Err(Refusal::Malformed {
                what: "allocation_order",
                why: "misses a component",
            });
        }
    }
    Ok(vec![
        ClaimStated {
            claim: claim.clone(),
            home: *home,
        }
        .into(),
    ])
}

fn state_liability(state: &State, liability: &crate::claim::Liability) -> Decision {
    if let Some(known) = state.liabilities.get(&liability.liability) {
        return if known == liability {
            Ok(vec![])
        } else {
            Err(Refusal::LiabilityStated {
                liability: liability.liability,
            })
        };
    }
    let claim = state
        .claims
        .get(&liability.claim)
        .ok_or(Refusal::Unknown { what: "claim" })?;
    let debtor = state
        .persons
        .get(&liability.person)
        .is_some_and(|(_, roles)| roles.contains(&PartyRole::Debtor));
    if !debtor {
        return Err(Refusal::NotLiable {
            person: liability.person,
        });
    }
    let well_formed = match (&liability.mode, liability.share, liability.cap) {
        (LiabilityMode::Share, Some(share), None) => {
            share.denominator > 0 && share.numerator > 0 && share.numerator <= share.denominator
        }
        (LiabilityMode::Capped, None, Some(cap)) => cap.currency == claim.claim.currency,
        (LiabilityMode::Joint | LiabilityMode::Supplementary, None, None) => true,
        _ => false,
    };
    if !well_formed {
        return Err(Refusal::Malformed {
            what: "liability",
            why: "mode, share and cap do not agree",
        });
    }
    Ok(vec![
        LiabilityStated {
            liability: liability.clone(),
        }
        .into(),
    ])
}

/// The identity with which a person may be asked about or touched (X-09, no
/// measure on a name alone).
pub(super) fn measurable(state: &State, person: &PersonId) -> Result<IdentityStrength, Refusal> {
    let liable = state
        .liabilities
        .values()
        .any(|liability| liability.person == *person);
    if !liable {
        return Err(Refusal::NotLiable { person: *person });
    }
    identified(state, person)
}

/// The identity of somebody who is known by more than his name and is not
/// reported to be somebody else.
pub(super) fn identified(state: &State, person: &PersonId) -> Result<IdentityStrength, Refusal> {
    if state.is_wrong_person(person) {
        return Err(Refusal::WrongPerson { person: *person });
    }
    match state.persons.get(person) {
        Some((known, _))
            if known.identity.is_some() && known.strength != IdentityStrength::NameOnly =>
        {
            Ok(known.strength.clone())
        }
        Some(_) => Err(Refusal::NameOnly { person: *person }),
        None => Err(Refusal::Unknown { what: "person" }),
    }
}

/// Queries, freezes and transfers need an open case number whose type allows
/// orders, and a case that no other court has.
pub(super) fn check_active(state: &State, rules: &Rules) -> Result<(), Refusal> {
    if let Some(court) = state.delegated_to() {
        return Err(Outside::Delegated { court }.into());
    }
    let active = state.registrations.values().any(|registration| {
        registration.closed.is_none() && rules.profile().orders_allowed(&registration.kind)
    });
    if active { Ok(()) } else { Err(Refusal::Closed) }
}
