//! The case goes out, and what the other court says to it.

use super::{Command, DelegationState, Stage, find, not};
use crate::{
    calendar::add_months,
    id::OrderId,
    matter::{
        closing, command, decide::Decision, event::*, hold_state::HoldState, papers,
        planning::refuses, state::State,
    },
    order::Basis,
    refusal::{Outside, Refusal},
    rules::Rules,
    stamp::Stamp,
    time::Date,
};

/// By when the other court opens a case, in the profile.
const OPENED: &str = "delegation-opened";

/// By when this court completes the papers, in the profile.
const PAPERS: &str = "delegation-papers";

/// Why the number is closed here.
const DELEGATED: &str = "delegated";

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Send { delegation } => send(state, find(state, delegation)?, rules, stamp),
        Command::NotePapersMissing {
            delegation,
            on,
            missing,
            evidence,
        } => {
            let known = find(state, delegation)?;
            let asked = known.missing.as_ref();
            if asked.is_some_and(|(since, kinds)| (since, kinds) == (on, missing)) {
                return Ok(vec![]);
            }
            sent(known, *on)?;
            if missing.is_empty() {
                return Err(Refusal::Malformed {
                    what: "missing",
                    why: "names nothing",
                });
            }
            let asked = DelegationPapersAsked {
                delegation: *delegation,
                on: *on,
                missing: missing.clone(),
                deadline: rules.procedural_deadline(PAPERS, *on),
                evidence: *evidence,
            };
            Ok(vec![asked.into()])
        }
        Command::CompletePapers {
            delegation,
            documents,
        } => {
            let known = find(state, delegation)?;
            if known.missing.is_none() && known.completed == *documents && !documents.is_empty() {
                return Ok(vec![]);
            }
            if known.is_over() || known.missing.is_none() {
                return Err(not("misses no papers"));
            }
            papers::some_usable(state, documents)?;
            let completed = DelegationPapersCompleted {
                delegation: *delegation,
                documents: documents.clone(),
                deadline: rules.deadline_of(OPENED, stamp.at),
            };
            Ok(vec![completed.into()])
        }
        Command::NoteAccepted {
            delegation,
            number,
            on,
            evidence,
        } => {
            let known = find(state, delegation)?;
            if let Stage::Accepted(before) = &known.stage {
                return if before == number {
                    Ok(vec![])
                } else {
                    Err(Refusal::OnlyOnce {
                        what: "a case of the other court",
                    })
                };
            }
            sent(known, *on)?;
            let today = stamp.at.date_in(rules.profile().zone());
            papers::numbered_until(number, today)?;
            let accepted = DelegationAccepted {
                delegation: *delegation,
                number: number.clone(),
                on: *on,
                evidence: *evidence,
            };
            let mut events: Vec<Event> = vec![accepted.into()];
            events.extend(close(state, known, rules, stamp)?);
            Ok(events)
        }
        Command::NoteReturned {
            delegation,
            ground,
            evidence,
        } => {
            let known = find(state, delegation)?;
            match &known.stage {
                Stage::Ended(DelegationEnd::Returned) => return Ok(vec![]),
                Stage::Sent(_) | Stage::Accepted(_) => {}
                Stage::Proposed | Stage::Approved => return Err(not("has not been sent")),
                Stage::Ended(_) => return Err(not("is over")),
            }
            let ended = DelegationEnded {
                delegation: *delegation,
                how: DelegationEnd::Returned,
                ground: ground.clone(),
                evidence: Some(*evidence),
            };
            Ok(vec![ended.into()])
        }
        Command::Withdraw { delegation, ground } => {
            let known = find(state, delegation)?;
            match &known.stage {
                Stage::Ended(DelegationEnd::Withdrawn) => return Ok(vec![]),
                Stage::Proposed | Stage::Approved | Stage::Sent(_) => {}
                Stage::Accepted(_) => {
                    return Err(not("has a case there: the other court gives it back"));
                }
                Stage::Ended(_) => return Err(not("is over")),
            }
            stamp.by_a_judge()?;
            let ended = DelegationEnded {
                delegation: *delegation,
                how: DelegationEnd::Withdrawn,
                ground: ground.clone(),
                evidence: None,
            };
            Ok(vec![ended.into()])
        }
        Command::Propose { .. } | Command::Approve { .. } | Command::NoteOverdue { .. } => {
            Err(not("belongs to another room"))
        }
    }
}

/// The other court has it and has not opened a case; it can have said nothing
/// before it had it.
fn sent(known: &DelegationState, said_on: Date) -> Result<(), Refusal> {
    match known.stage {
        Stage::Sent(since) if since <= said_on => Ok(()),
        Stage::Sent(_) => Err(Refusal::Malformed {
            what: "on",
            why: "lies before the day on which the case went out",
        }),
        Stage::Accepted(_) => Err(not("has a case there already")),
        Stage::Proposed | Stage::Approved => Err(not("has not been sent")),
        Stage::Ended(_) => Err(not("is over")),
    }
}

fn send(state: &State, known: &DelegationState, rules: &Rules, stamp: &Stamp) -> Decision {
    match known.stage {
        Stage::Approved => {}
        Stage::Sent(_) | Stage::Accepted(_) => return Ok(vec![]),
        Stage::Proposed => return Err(not("is not approved")),
        Stage::Ended(_) => return Err(not("is over")),
    }
    papers::usable(state, known.proposed.document)?;
    closing::check_transfers(state)?;
    let (renewals, rule) = renewed_first(state, rules, stamp)?;
    let sent = DelegationSent {
        delegation: known.proposed.delegation,
        on: stamp.at.date_in(rules.profile().zone()),
        holds: state.open_holds().map(|(id, _)| *id).collect(),
        renewals,
        rule,
        deadline: rules.deadline_of(OPENED, stamp.at),
    };
    Ok(vec![sent.into()])
}

/// No hold ends too soon, or when nobody knows, unless this court has ordered
/// its renewal. A place in a queue has no term yet, unless it is
/// presumed to be in front.
fn renewed_first(
    state: &State,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<(Vec<OrderId>, Basis), Refusal> {
    let profile = rules.profile();
    let on = stamp.at.date_in(profile.zone());
    let (asks, basis) = profile.delegation(on)?;
    let until = add_months(on, asks.renew_first_months);
    let ends_soon = |hold: &HoldState| {
        let last = |ends: &Ends| ends.earliest(profile.zone());
        let running = hold.running();
        running.is_some_and(|ends| last(ends).is_none_or(|last| last < until))
    };
    let mut renewals = Vec::new();
    for (id, hold) in state.open_holds().filter(|(_, hold)| ends_soon(hold)) {
        match state.renewal_of(id, hold) {
            Some(order) => renewals.push(order),
            None if refuses(rules, basis) => {
                return Err(Outside::RenewFirst {
                    hold: *id,
                    rule: basis.rule.clone(),
                }
                .into());
            }
            None => {}
        }
    }
    Ok((renewals, basis.clone()))
}

/// The number is closed here as moved, with an owner for what lives on; one
/// that was closed in the meantime stays as it is.
fn close(state: &State, known: &DelegationState, rules: &Rules, stamp: &Stamp) -> Decision {
    let proposed = &known.proposed;
    let registration = state.registrations.get(&proposed.registration);
    if registration.is_some_and(|known| known.closed.is_some()) {
        return Ok(vec![]);
    }
    let letter = papers::usable(state, proposed.document);
    let close = command::Command::CloseCase {
        registration: proposed.registration,
        kind: ClosingKind::Moved,
        ground: DELEGATED.into(),
        document: letter.is_ok().then_some(proposed.document),
        owner: Some(proposed.owner),
    };
    closing::close(state, &close, rules, stamp)
}
