//! A unit let go what an order bound (S-07 to S-11): reported with evidence,
//! recovered by a date that the court sets, or else answered for by the unit
//! and fined. Ranges, who decides and what comes first stand in the profile.
//!
//! Service, payout, recovery, liability and fine are apart: what came back is
//! never ruled on, and a fine is no part of the claim.

mod book;
mod fine;
mod refused;

pub use book::{BreachState, Breaches, FineState, Recovery};

use super::{
    command,
    decide::Decision,
    event::*,
    hold_state::HoldState,
    issuing::find,
    money::check_amount,
    order_state::{Ending, OrderState, Phase},
    papers,
    state::State,
};
use crate::{
    bytes::Digest,
    document::DocumentKind,
    id::{BreachId, DocumentId, FineId, HoldId, OrderId, ReceiptId, UnitObjectionId},
    money::Money,
    order::{Basis, Deadline, Measure},
    refusal::Refusal,
    reply::Truth,
    rules::Rules,
    sealed::Sealed,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// What may be asked about breaches.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Report that money which an order bound left after the service.
    Report {
        /// Id of the breach.
        breach: BreachId,
        /// Against which order.
        order: OrderId,
        /// Line of that order.
        line: u32,
        /// What the unit did.
        kind: BreachKind,
        /// How much of what was bound.
        moved: Money,
        /// When it left.
        moved_at: Timestamp,
        /// What shows it.
        evidence: Digest,
    },
    /// Report that a unit goes on refusing after it was ordered to perform.
    ReportRefusal {
        /// Id of the breach.
        breach: BreachId,
        /// Which refusal.
        objection: UnitObjectionId,
        /// What shows that it did not perform.
        evidence: Digest,
    },
    /// Order the unit to recover it.
    OrderRecovery {
        /// Which breach.
        breach: BreachId,
        /// Last day, as the court sets it (S-13).
        by: Date,
        /// The order (责令限期追回通知书).
        document: DocumentId,
    },
    /// Note what came back.
    NoteRecovered {
        /// Which breach.
        breach: BreachId,
        /// How much.
        amount: Money,
        /// When.
        recovered_on: Date,
        /// The receipt, where it came into the court's account.
        receipt: Option<ReceiptId>,
        /// What shows it; the same evidence counts once.
        evidence: Digest,
    },
    /// The date passed.
    NoteMissed {
        /// Which breach.
        breach: BreachId,
    },
    /// Rule that the unit answers for what is missing.
    RuleLiability {
        /// Which breach.
        breach: BreachId,
        /// Up to how much.
        amount: Money,
        /// The ruling.
        document: DocumentId,
    },
    /// Fine the unit or a person in it.
    DecideFine {
        /// Id of the fine.
        fine: FineId,
        /// For which breach.
        breach: BreachId,
        /// Who is fined.
        on: Fined,
        /// Name of the person, where one is fined.
        person: Option<Sealed>,
        /// How much.
        amount: Money,
        /// The written decision (罚款决定书).
        document: DocumentId,
    },
    /// Note that who was fined asks the next court.
    AskReconsideration {
        /// Which fine.
        fine: FineId,
        /// When.
        asked_on: Date,
    },
    /// Note what the next court decided.
    DecideReconsideration {
        /// Which fine.
        fine: FineId,
        /// What it says.
        outcome: Reconsidered,
        /// The sum that stands, where it was changed.
        amount: Option<Money>,
        /// Its decision.
        evidence: Digest,
    },
    /// Note that a fine was paid, in part or whole.
    NoteFineCollected {
        /// Which fine.
        fine: FineId,
        /// How much.
        amount: Money,
        /// When.
        collected_on: Date,
        /// What shows it; the same evidence counts once.
        evidence: Digest,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Breach(command)
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Report { .. } => report(state, command, rules, stamp),
        Command::ReportRefusal {
            breach,
            objection,
            evidence,
        } => refused::report(state, *breach, *objection, *evidence, rules, stamp),
        Command::OrderRecovery {
            breach,
            by,
            document,
        } => order_recovery(state, *breach, *by, *document, rules, stamp),
        Command::NoteRecovered { .. } => recovered(state, command),
        Command::NoteMissed { breach } => missed(state, *breach, stamp),
        Command::RuleLiability {
            breach,
            amount,
            document,
        } => rule_liability(state, *breach, *amount, *document, rules, stamp),
        Command::DecideFine { .. }
        | Command::AskReconsideration { .. }
        | Command::DecideReconsideration { .. }
        | Command::NoteFineCollected { .. } => fine::decide(state, command, rules, stamp),
    }
}

fn known<'a>(state: &'a State, breach: &BreachId) -> Result<&'a BreachState, Refusal> {
    let known = state.breaches.get(breach);
    known.ok_or(Refusal::Unknown { what: "breach" })
}

fn at_most(asked: Money, most: u64, what: &'static str) -> Result<(), Refusal> {
    if asked.minor <= most {
        return Ok(());
    }
    Err(Refusal::Beyond {
        asked,
        most: Money {
            minor: most,
            ..asked
        },
        what,
    })
}

fn report(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::Report {
        breach,
        order,
        line,
        kind,
        moved,
        moved_at,
        evidence,
    } = command
    else {
        return Ok(vec![]);
    };
    if let Some(known) = state.breaches.get(breach) {
        let same = (known.order, known.line, &known.kind) == (Some(*order), Some(*line), kind)
            && (known.moved, known.moved_at) == (*moved, *moved_at);
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    if *kind == BreachKind::RefusedAssistance {
        return Err(Refusal::Malformed {
            what: "kind",
            why: "is reported of a refusal",
        });
    }
    let against = find(state, order)?;
    let profile = rules.profile();
    let served_at = served(against).filter(|served| served <= moved_at);
    let served_at = served_at.ok_or(Refusal::NotBound { order: *order })?;
    let (asked, found) = against
        .line(*line)
        .ok_or(Refusal::Unknown { what: "line" })?;
    check_amount(state, *moved)?;
    if *moved_at > stamp.at {
        return Err(Refusal::Malformed {
            what: "moved_at",
            why: "is still to come",
        });
    }
    let hold = found.hold.or(asked.hold);
    let hold = hold.and_then(|id| Some((id, state.holds.get(&id)?)));
    let last_day = hold.and_then(|(_, hold)| hold.ends.earliest(profile.zone()));
    if last_day.is_some_and(|last| last < moved_at.date_in(profile.zone())) {
        return Err(Refusal::NotBound { order: *order });
    }
    if let Some(bound) = asked.amount {
        let before = state.breaches.iter().map(|(_, other)| other);
        let before =
            before.filter(|other| (other.order, other.line) == (Some(*order), Some(*line)));
        let before = before.fold(0_u64, |sum, other| sum.saturating_add(other.moved.minor));
        let left = bound.minor.saturating_sub(before);
        at_most(
            *moved,
            left,
            "what the order bound and no other report names",
        )?;
    }
    let on = stamp.at.date_in(profile.zone());
    let (_, rule) = profile.breach(kind, on)?;
    let reported = BreachReported {
        breach: *breach,
        order: Some(*order),
        line: Some(*line),
        unit: Some(against.unit()),
        debt: None,
        hold: hold.map(|(id, _)| id),
        kind: kind.clone(),
        moved: *moved,
        moved_at: *moved_at,
        served_at,
        rule: rule.clone(),
        evidence: *evidence,
    };
    let mut events: Vec<Event> = vec![reported.into()];
    events.extend(hold.and_then(|(id, hold)| shrunk(state, id, hold, command)));
    Ok(events)
}

/// When an order that binds was served, if it was and was not taken back.
fn served(order: &OrderState) -> Option<Timestamp> {
    let bound = !order.draft.measure.frees()
        && !matches!(order.draft.measure, Measure::Query | Measure::Recall)
        && order.issuance.is_some()
        && !matches!(
            order.phase,
            Phase::Closed(Ending::NotTaken | Ending::Recalled | Ending::Withdrawn)
        );
    let at = order.way.served_at.or(order.way.delivered_at);
    at.filter(|_| bound)
}

/// What left is held no longer: it counts in the room again, so that other
/// assets may be frozen for it. A later word of the unit knows of it already.
fn shrunk(state: &State, id: HoldId, hold: &HoldState, command: &Command) -> Option<Event> {
    let Command::Report {
        moved,
        moved_at,
        evidence,
        ..
    } = command
    else {
        return None;
    };
    if !hold.is_open() || hold.held == 0 || hold.as_of.is_some_and(|as_of| as_of > *moved_at) {
        return None;
    }
    let money = |minor| Some(Money { minor, ..*moved });
    let held = hold.held.saturating_sub(moved.minor);
    let gone = hold.held.saturating_sub(held);
    let covers = super::holds::covers(state, &hold.asset, held, &[]);
    let changed = HoldChanged {
        hold: id,
        order: None,
        held: money(held),
        covers: money(covers),
        beyond_balance: money(hold.beyond_balance.saturating_add(gone)),
        waiting: money(hold.waiting),
        rank: hold.rank,
        from: None,
        ends: hold.ends.clone(),
        truth: Truth::Claimed,
        cause: "paid-out".into(),
        as_of: Some(*moved_at),
        counted_to: None,
        evidence: Some(*evidence),
    };
    Some(changed.into())
}

fn order_recovery(
    state: &State,
    breach: BreachId,
    by: Date,
    document: DocumentId,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let found = known(state, &breach)?;
    let profile = rules.profile();
    let at = Timestamp::end_of(by, profile.zone());
    if let Some(set) = &found.recovery {
        return if set.deadline.at == at && set.document == document {
            Ok(vec![])
        } else {
            Err(Refusal::OnlyOnce {
                what: "a date of recovery",
            })
        };
    }
    if found.moved.is_zero() {
        return Err(Refusal::Malformed {
            what: "breach",
            why: "let nothing go that could be recovered",
        });
    }
    stamp.by_a_judge()?;
    papers::of_kind(state, document, &DocumentKind::RecoveryOrder)?;
    if at <= stamp.at {
        return Err(Refusal::Malformed {
            what: "by",
            why: "is past",
        });
    }
    let on = stamp.at.date_in(profile.zone());
    let deadline = Deadline::new("recovery", at, profile.basis("S-13", on)?);
    let ordered = RecoveryOrdered {
        breach,
        deadline,
        document,
    };
    Ok(vec![ordered.into()])
}

fn recovered(state: &State, command: &Command) -> Decision {
    let Command::NoteRecovered {
        breach,
        amount,
        recovered_on,
        receipt,
        evidence,
    } = command
    else {
        return Ok(vec![]);
    };
    let found = known(state, breach)?;
    if let Some(noted) = found.recovered.get(evidence) {
        return if *noted == (*amount, *recovered_on) {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    check_amount(state, *amount)?;
    at_most(*amount, found.missing(), "what is not back yet")?;
    if receipt.is_some_and(|receipt| !state.receipts.contains_key(&receipt)) {
        return Err(Refusal::Unknown { what: "receipt" });
    }
    let back = BreachRecovered {
        breach: *breach,
        amount: *amount,
        recovered_on: *recovered_on,
        receipt: *receipt,
        evidence: *evidence,
    };
    Ok(vec![back.into()])
}

fn missed(state: &State, breach: BreachId, stamp: &Stamp) -> Decision {
    let found = known(state, &breach)?;
    let passed = found.recovery.as_ref().filter(|recovery| {
        !recovery.missed && recovery.deadline.at <= stamp.at && found.missing() > 0
    });
    let missed = passed.map(|recovery| RecoveryMissed {
        breach,
        deadline: recovery.deadline.clone(),
        missing: Money {
            minor: found.missing(),
            ..found.moved
        },
    });
    Ok(missed.into_iter().map(Event::from).collect())
}

/// What may follow a breach follows now: where the rule gives the unit a date
/// first, that date has passed in vain. What came back by it was in time,
/// whenever that became known.
fn may_follow<'a>(
    found: &BreachState,
    rules: &'a Rules,
    stamp: &Stamp,
) -> Result<&'a Basis, Refusal> {
    let profile = rules.profile();
    let on = stamp.at.date_in(profile.zone());
    let (breach, basis) = profile.breach(&found.kind, on)?;
    let in_vain = found
        .missed(profile.zone())
        .is_some_and(|missing| missing > 0);
    if breach.recovery_first && !in_vain && super::planning::refuses(rules, basis) {
        return Err(Refusal::RecoveryFirst {
            rule: basis.rule.clone(),
        });
    }
    Ok(basis)
}

fn rule_liability(
    state: &State,
    breach: BreachId,
    amount: Money,
    document: DocumentId,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let found = known(state, &breach)?;
    if let Some(ruled) = &found.liable {
        return if *ruled == (amount, document) {
            Ok(vec![])
        } else {
            Err(Refusal::OnlyOnce { what: "a ruling" })
        };
    }
    stamp.by_a_judge()?;
    let rule = may_follow(found, rules, stamp)?;
    papers::of_kind(state, document, &DocumentKind::Ruling)?;
    check_amount(state, amount)?;
    at_most(amount, found.missing(), "what left and is not back")?;
    let ruled = UnitLiabilityRuled {
        breach,
        amount,
        document,
        rule: rule.clone(),
    };
    Ok(vec![ruled.into()])
}
