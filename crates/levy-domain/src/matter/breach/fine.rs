//! Fines (罚款): in the range of the law, decided by whom the profile names,
//! reconsidered once by the next court, collected or not.

use super::{
    super::{decide::Decision, event::*, money::check_amount, papers, state::State},
    Command, FineState, at_most, known, may_follow,
};
use crate::{
    document::DocumentKind,
    id::FineId,
    money::{Currency, Money},
    order::Basis,
    refusal::Refusal,
    rules::Rules,
    stamp::{Role, Stamp},
    time::Date,
};

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::AskReconsideration { fine, asked_on } => {
            ask(find(state, fine)?, *fine, *asked_on, rules, stamp)
        }
        Command::DecideReconsideration { .. } => reconsidered(state, command, rules, stamp),
        Command::NoteFineCollected { .. } => collected(state, command),
        _ => fine(state, command, rules, stamp),
    }
}

fn find<'a>(state: &'a State, fine: &FineId) -> Result<&'a FineState, Refusal> {
    let known = state.breaches.fine(fine);
    known.ok_or(Refusal::Unknown { what: "fine" })
}

fn fine(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::DecideFine {
        fine,
        breach,
        on,
        person,
        amount,
        document,
    } = command
    else {
        return Ok(vec![]);
    };
    if let Some(known) = state.breaches.fine(fine) {
        let same = (known.breach, &known.on, &known.person) == (*breach, on, person)
            && (known.decided, known.document) == (*amount, *document);
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    let found = known(state, breach)?;
    let today = stamp.at.date_in(rules.profile().zone());
    let (procedure, decided_under) = rules.profile().fine_procedure(today)?;
    let officer = stamp
        .actor
        .officer
        .filter(|_| procedure.decides.contains(&stamp.actor.role));
    let officer = officer.ok_or_else(|| Refusal::WrongRole {
        role: stamp.actor.role.clone(),
        needed: Role::listed(&procedure.decides),
    })?;
    may_follow(found, rules, stamp)?;
    if person.is_some() != (*on != Fined::Unit) {
        return Err(Refusal::Malformed {
            what: "person",
            why: "is named where a person is fined, and only there",
        });
    }
    let token =
        |person: &Option<crate::sealed::Sealed>| person.as_ref().map(|person| person.token.clone());
    let fined = state.breaches.fines().any(|(_, other)| {
        (other.breach, &other.on) == (*breach, on) && token(&other.person) == token(person)
    });
    if fined {
        return Err(Refusal::OnlyOnce {
            what: "a fine for this",
        });
    }
    papers::of_kind(state, *document, &DocumentKind::FineDecision)?;
    let rule = in_range(on, *amount, rules, today)?;
    let decided = FineDecided {
        fine: *fine,
        breach: *breach,
        on: on.clone(),
        person: person.clone(),
        amount: *amount,
        document: *document,
        officer,
        rule: rule.clone(),
        decided_under: decided_under.clone(),
    };
    Ok(vec![decided.into()])
}

/// The rule that gives the range, where `amount` is inside.
fn in_range<'a>(
    on: &Fined,
    amount: Money,
    rules: &'a Rules,
    today: Date,
) -> Result<&'a Basis, Refusal> {
    let (range, rule) = rules.profile().fine(on, today)?;
    if amount.currency != Currency::CNY {
        return Err(Refusal::OtherCurrency);
    }
    let (least, most) = range.range();
    let inside = (least.minor..=most.minor).contains(&amount.minor) && !amount.is_zero();
    if !inside && super::super::planning::refuses(rules, rule) {
        return Err(Refusal::OutsideFine {
            asked: amount,
            least,
            most,
            rule: rule.rule.clone(),
        });
    }
    Ok(rule)
}

fn ask(known: &FineState, fine: FineId, asked_on: Date, rules: &Rules, stamp: &Stamp) -> Decision {
    if let Some((before, _)) = &known.reconsideration {
        return if *before == asked_on {
            Ok(vec![])
        } else {
            Err(Refusal::OnlyOnce {
                what: "a reconsideration",
            })
        };
    }
    let zone = rules.profile().zone();
    let (procedure, basis) = rules.profile().fine_procedure(stamp.at.date_in(zone))?;
    let asked = ReconsiderationAsked {
        fine,
        asked_on,
        deadline: rules.end_of_period(
            "fine-reconsideration",
            asked_on,
            procedure.reconsidered_within_days,
            basis,
        ),
    };
    Ok(vec![asked.into()])
}

fn reconsidered(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::DecideReconsideration {
        fine,
        outcome,
        amount,
        evidence,
    } = command
    else {
        return Ok(vec![]);
    };
    let known = find(state, fine)?;
    let stands = match (outcome, amount) {
        (Reconsidered::Upheld, None) => known.decided,
        (Reconsidered::Revoked, None) => Money {
            minor: 0,
            ..known.decided
        },
        (Reconsidered::Changed, Some(amount)) => *amount,
        _ => {
            return Err(Refusal::Malformed {
                what: "amount",
                why: "is named where the fine is changed, and only there",
            });
        }
    };
    if let Some(before) = &known.reconsidered {
        return if before == outcome && known.amount == stands {
            Ok(vec![])
        } else {
            Err(Refusal::OnlyOnce {
                what: "a decision on the reconsideration",
            })
        };
    }
    if known.reconsideration.is_none() {
        return Err(Refusal::Unknown {
            what: "reconsideration",
        });
    }
    if *outcome == Reconsidered::Changed {
        in_range(
            &known.on,
            stands,
            rules,
            stamp.at.date_in(rules.profile().zone()),
        )?;
    }
    let decided = ReconsiderationDecided {
        fine: *fine,
        outcome: outcome.clone(),
        amount: stands,
        evidence: *evidence,
    };
    Ok(vec![decided.into()])
}

fn collected(state: &State, command: &Command) -> Decision {
    let Command::NoteFineCollected {
        fine,
        amount,
        collected_on,
        evidence,
    } = command
    else {
        return Ok(vec![]);
    };
    let known = find(state, fine)?;
    if let Some(noted) = known.collected.get(evidence) {
        return if noted == amount {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    check_amount(state, *amount)?;
    at_most(*amount, known.open(), "what is open of the fine")?;
    let paid = FineCollected {
        fine: *fine,
        amount: *amount,
        collected_on: *collected_on,
        evidence: *evidence,
    };
    Ok(vec![paid.into()])
}
