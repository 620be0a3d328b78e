//! Distribution plans (分配方案): one receipt, several creditors of one debtor
//! (D-09, Q-11, Q-12), an objection period (M-02), then the money.
//!
//! The matter in whose account the money lies draws the plan. What it divides
//! is set aside meanwhile; nothing moves before the last day to object is over
//! and every objection has ended. A plan that an objection changes is given up
//! and drawn anew.

use super::{
    assent::{Wanted, let_go},
    decide::Decision,
    event::*,
    funds::{in_account, within},
    money::allocate,
    papers,
    state::State,
};
use crate::{
    bytes::Digest,
    code::Code,
    distribution::{Class, Entry, divide},
    id::{ClaimId, DistributionId, DocumentId, MatterId, PersonId, ReceiptId},
    money::{MAX_MINOR, Money},
    order::Deadline,
    party::PersonKind,
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};
use std::collections::BTreeSet;

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Which claim.
    pub claim: ClaimId,
    /// The matter that enforces it.
    pub matter: MatterId,
    /// What the share is for.
    pub class: Class,
    /// Place inside the class; see [`Entry::rank`].
    pub rank: u32,
    /// When it was registered.
    pub registered_on: Date,
    /// What is owed on it; for a claim of this matter the matter knows better.
    pub open: Money,
    /// The application to take part.
    pub document: Option<DocumentId>,
}

impl Participant {
    /// The same as in a plan; what was open on its day is not asked.
    fn is(&self, portion: &Portion) -> bool {
        (self.claim, self.matter, self.document)
            == (portion.claim, portion.matter, portion.document)
            && (&self.class, self.rank, self.registered_on)
                == (
                    &portion.entry.class,
                    portion.entry.rank,
                    portion.entry.registered_on,
                )
    }
}

/// What may be asked about distributions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Draw a plan.
    Draft {
        /// Its id.
        distribution: DistributionId,
        /// Out of which receipt.
        receipt: ReceiptId,
        /// Whose money it is.
        debtor: PersonId,
        /// How much of what the receipt has left.
        fund: Money,
        /// Who takes part.
        participants: Vec<Participant>,
    },
    /// One of those who may object has the plan.
    NoteServed {
        /// Which plan.
        distribution: DistributionId,
        /// Since when.
        on: Date,
        /// The sealed bytes that show it.
        evidence: Digest,
    },
    /// Somebody objects.
    Object {
        /// Which plan.
        distribution: DistributionId,
        /// Who.
        by: PersonId,
        /// When the court had it.
        received_on: Date,
        /// The objection.
        document: Option<DocumentId>,
    },
    /// An objection no longer stands in the way.
    EndObjection {
        /// Which plan.
        distribution: DistributionId,
        /// Whose.
        by: PersonId,
        /// How.
        how: Code,
        /// The document that shows it.
        document: DocumentId,
    },
    /// Give a plan up.
    Withdraw {
        /// Which plan.
        distribution: DistributionId,
        /// Why.
        ground: Code,
    },
    /// Carry a plan out.
    Settle {
        /// Which plan.
        distribution: DistributionId,
    },
}

/// Where a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It may be objected to, or waits to be carried out.
    Open,
    /// Carried out.
    Settled,
    /// Given up.
    Withdrawn,
}

/// A distribution plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    /// As drawn.
    pub drafted: DistributionDrafted,
    /// When it was served, and what shows it.
    pub served: BTreeSet<(Date, Digest)>,
    /// Until when it may be objected to, once served.
    pub deadline: Option<Deadline>,
    /// Whose objections are open.
    pub objections: BTreeSet<PersonId>,
    /// Where it stands.
    pub phase: Phase,
}

pub(super) fn check_words(command: &Command) -> Result<(), Refusal> {
    match command {
        Command::EndObjection { how, .. } => how.said("how"),
        Command::Withdraw { ground, .. } => ground.said("ground"),
        Command::Draft { .. }
        | Command::NoteServed { .. }
        | Command::Object { .. }
        | Command::Settle { .. } => Ok(()),
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Draft {
            distribution,
            receipt,
            debtor,
            fund,
            participants,
        } => {
            let asked = Asked {
                distribution: *distribution,
                receipt: *receipt,
                debtor: *debtor,
                fund: *fund,
                participants,
            };
            draft(state, &asked, rules, stamp)
        }
        Command::NoteServed {
            distribution,
            on,
            evidence,
        } => note_served(state, distribution, (*on, *evidence), rules, stamp),
        Command::Object {
            distribution,
            by,
            received_on,
            document,
        } => {
            let known = open(state, distribution)?;
            if known.objections.contains(by) {
                return Ok(vec![]);
            }
            if !state.persons.contains_key(by) {
                return Err(Refusal::Unknown { what: "person" });
            }
            by_an_officer(stamp, rules)?;
            after_the_draft("received_on", *received_on, known)?;
            // The day on which the court had it counts, not that of the entry.
            let had = Timestamp::start_of(*received_on, rules.profile().zone());
            if known.deadline.as_ref().is_some_and(|until| until.at < had) {
                return Err(contested(distribution, "the time to object is over"));
            }
            papers::all_usable(state, document)?;
            let objected = DistributionObjected {
                distribution: *distribution,
                by: *by,
                received_on: *received_on,
                document: *document,
            };
            Ok(vec![objected.into()])
        }
        Command::EndObjection {
            distribution,
            by,
            how,
            document,
        } => {
            if !open(state, distribution)?.objections.contains(by) {
                return Ok(vec![]);
            }
            papers::usable(state, *document)?;
            let ended = DistributionObjectionEnded {
                distribution: *distribution,
                by: *by,
                how: how.clone(),
                document: *document,
            };
            Ok(vec![ended.into()])
        }
        Command::Withdraw {
            distribution,
            ground,
        } => match find(state, distribution)?.phase {
            Phase::Withdrawn => Ok(vec![]),
            Phase::Settled => Err(contested(distribution, "it is carried out")),
            Phase::Open => {
                let withdrawn = DistributionWithdrawn {
                    distribution: *distribution,
                    ground: ground.clone(),
                };
                Ok(vec![withdrawn.into()])
            }
        },
        Command::Settle { distribution } => settle(state, distribution, rules, stamp),
    }
}

fn contested(distribution: &DistributionId, why: &'static str) -> Refusal {
    let distribution = *distribution;
    Refusal::NotSettled { distribution, why }
}

fn find<'a>(state: &'a State, id: &DistributionId) -> Result<&'a Distribution, Refusal> {
    let what = "distribution";
    state.distributions.get(id).ok_or(Refusal::Unknown { what })
}

fn open<'a>(state: &'a State, id: &DistributionId) -> Result<&'a Distribution, Refusal> {
    match find(state, id)? {
        known if known.phase == Phase::Open => Ok(known),
        _ => Err(contested(id, "it is carried out or given up")),
    }
}

/// A service that is entered late never shortens the time of those who had
/// the plan later.
fn note_served(
    state: &State,
    id: &DistributionId,
    (on, evidence): (Date, Digest),
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let known = open(state, id)?;
    if known.served.contains(&(on, evidence)) {
        return Ok(vec![]);
    }
    by_an_officer(stamp, rules)?;
    after_the_draft("on", on, known)?;
    let until = objection_until(on, rules)?;
    let later = known.deadline.clone().filter(|before| until.at < before.at);
    let served = DistributionServed {
        distribution: *id,
        on,
        evidence,
        deadline: later.unwrap_or(until),
    };
    Ok(vec![served.into()])
}

/// Days from which others count are entered by somebody who answers for them.
fn by_an_officer(stamp: &Stamp, rules: &Rules) -> Result<(), Refusal> {
    let today = stamp.at.date_in(rules.profile().zone());
    stamp.by_a_filed_officer(today).map(drop)
}

/// Nobody has, and nobody contests, a plan before it is drawn.
fn after_the_draft(what: &'static str, on: Date, known: &Distribution) -> Result<(), Refusal> {
    if on < known.drafted.drafted_on {
        return malformed(what, "lies before the day on which the plan was drawn");
    }
    Ok(())
}

/// The day of service does not count, and a last day off moves (T-20).
fn objection_until(served_on: Date, rules: &Rules) -> Result<Deadline, Refusal> {
    let deadline = rules.procedural_deadline("distribution-objection", served_on);
    deadline.ok_or_else(|| Refusal::NoRule {
        rule: "M-02".into(),
        on: served_on,
    })
}

struct Asked<'a> {
    distribution: DistributionId,
    receipt: ReceiptId,
    debtor: PersonId,
    fund: Money,
    participants: &'a [Participant],
}

fn draft(state: &State, asked: &Asked<'_>, rules: &Rules, stamp: &Stamp) -> Decision {
    if let Some(known) = state.distributions.get(&asked.distribution) {
        let same = known.drafted.receipt == asked.receipt
            && known.drafted.debtor == asked.debtor
            && known.drafted.fund == asked.fund
            && known.drafted.portions.len() == asked.participants.len()
            && known
                .drafted
                .portions
                .iter()
                .zip(asked.participants)
                .all(|(portion, part)| part.is(portion));
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    let on = stamp.at.date_in(rules.profile().zone());
    let held = in_account(state, &asked.receipt)?;
    within(&asked.receipt, asked.fund, held.amount, held.left_over())?;
    let liable = state.liabilities.values();
    if !liable
        .clone()
        .any(|liability| liability.person == asked.debtor)
    {
        return Err(Refusal::NotLiable {
            person: asked.debtor,
        });
    }
    let mut entries = Vec::new();
    for part in asked.participants {
        entries.push(entry(state, asked, part, on)?);
    }
    let mut claims = BTreeSet::new();
    if !asked
        .participants
        .iter()
        .all(|part| claims.insert(part.claim))
    {
        return Err(Refusal::Malformed {
            what: "participants",
            why: "each claim stands once",
        });
    }
    let shares = divide(asked.fund.minor, &entries);
    let portions = asked.participants.iter().zip(entries).zip(shares);
    let drafted = DistributionDrafted {
        distribution: asked.distribution,
        receipt: asked.receipt,
        debtor: asked.debtor,
        fund: asked.fund,
        portions: portions
            .map(|((part, entry), gets)| Portion {
                claim: part.claim,
                matter: part.matter,
                entry,
                gets,
                document: part.document,
            })
            .collect(),
        basis: rules.profile().basis("D-09", on)?.clone(),
        drafted_on: on,
        drafted_by: stamp.actor.officer,
    };
    Ok(vec![drafted.into()])
}

fn entry(state: &State, asked: &Asked<'_>, part: &Participant, on: Date) -> Result<Entry, Refusal> {
    papers::all_usable(state, &part.document)?;
    if matches!(part.class, Class::Other(_)) {
        return Err(Refusal::Malformed {
            what: "class",
            why: "is not known",
        });
    }
    // Among ordinary creditors of a person nobody comes first; among
    // those of a company the order of measures counts.
    let debtor = state.persons.get(&asked.debtor);
    let natural = debtor.is_some_and(|(person, _)| person.kind == PersonKind::Natural);
    if natural && part.class == Class::Ordinary && part.rank > 0 {
        return Err(Refusal::Malformed {
            what: "rank",
            why: "ordinary creditors of a natural person share alike",
        });
    }
    let open = match state.claims.get(&part.claim) {
        Some(own) => {
            if state.interest.is_behind(&part.claim, on) {
                return Err(Refusal::StillOpen {
                    what: "interest up to this day is",
                    todo: "work it out first",
                });
            }
            let mut liable = state.liabilities_of(&part.claim);
            if !liable.any(|liability| liability.person == asked.debtor) {
                return Err(Refusal::NotLiable {
                    person: asked.debtor,
                });
            }
            own.owed.saturating_sub(own.collected)
        }
        None if part.open.currency != asked.fund.currency => return Err(Refusal::OtherCurrency),
        None if part.open.minor > MAX_MINOR => return Err(Refusal::TooLarge),
        None => part.open.minor,
    };
    Ok(Entry {
        class: part.class.clone(),
        rank: part.rank,
        registered_on: part.registered_on,
        open,
    })
}

fn settle(state: &State, id: &DistributionId, rules: &Rules, stamp: &Stamp) -> Decision {
    let known = find(state, id)?;
    match known.phase {
        Phase::Settled => return Ok(vec![]),
        Phase::Withdrawn => return Err(contested(id, "it is given up")),
        Phase::Open => {}
    }
    let deadline = known.deadline.as_ref();
    let deadline = deadline.ok_or_else(|| contested(id, "it is not served"))?;
    if stamp.at <= deadline.at {
        return Err(contested(id, "the time to object still runs"));
    }
    if !known.objections.is_empty() {
        return Err(contested(id, "an objection is open"));
    }
    let drafted = &known.drafted;
    let act = Act::Divide { distribution: *id };
    let (officers, approval_rule) =
        match let_go(state, act, ("pay-out", drafted.fund), rules, stamp)? {
            Wanted::ByAll(officers, rule) => (officers, rule),
            Wanted::BySome(said) => return Ok(said),
        };
    let held = in_account(state, &drafted.receipt)?;
    let of = |minor| Money {
        minor,
        ..drafted.fund
    };
    let mut elsewhere = 0u64;
    let mut events: Vec<Event> = Vec::new();
    for portion in drafted.portions.iter().filter(|portion| portion.gets > 0) {
        let mut liable = state.liabilities_of(&portion.claim);
        let own = liable.find(|liability| liability.person == drafted.debtor);
        let Some(own) = own else {
            elsewhere = elsewhere.saturating_add(portion.gets);
            continue;
        };
        let attributed = ReceiptAttributed {
            receipt: drafted.receipt,
            liability: own.liability,
            source: "distribution".into(),
            taken_on: None,
        };
        events.push(attributed.into());
        let claim = [portion.claim];
        let (receipt, sum) = (drafted.receipt, of(portion.gets));
        events.extend(allocate(state, &claim, receipt, sum, held.on, rules));
    }
    let settled = DistributionSettled {
        distribution: *id,
        elsewhere: of(elsewhere),
        officers,
        approval_rule,
    };
    events.insert(0, settled.into());
    Ok(events)
}
