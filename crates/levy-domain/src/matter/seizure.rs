//! Goods taken into keeping (扣押). The order and its hold bind them, with a
//! term and its alarms, like an entry at a registry; a vehicle may be under
//! both and counts once. What was taken, where it is and who keeps it is
//! recorded here, by two officers, with a list that names each item.
//!
//! What the law leaves to the debtor is not taken.

use super::{
    assent::{Wanted, let_go},
    command,
    decide::Decision,
    event::*,
    hold_state::HoldState,
    papers,
    planning::refuses,
    state::State,
};
use crate::{
    bytes::Digest,
    code::Code,
    id::{DocumentId, HoldId},
    money::Money,
    refusal::{Refusal, malformed},
    rules::Rules,
    sealed::Sealed,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// Who must act, with which list, in the profile.
const MEASURE: &str = "seize";

/// What may be asked about goods in keeping.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Record that goods were taken into keeping.
    Record {
        /// Under which hold.
        hold: HoldId,
        /// The list.
        items: Vec<SeizedItem>,
        /// Who keeps it, where.
        keeping: Keeping,
        /// When.
        seized_at: Timestamp,
        /// Who saw it.
        witnesses: Vec<Sealed>,
        /// The list as a document.
        document: DocumentId,
        /// The record.
        evidence: Digest,
    },
    /// A judge decides that somebody else keeps it, or elsewhere, or otherwise.
    ChangeKeeping {
        /// Under which hold.
        hold: HoldId,
        /// From now on.
        keeping: Keeping,
        /// The decision.
        document: DocumentId,
    },
    /// Note that it was handed over.
    NoteHandedOver {
        /// Under which hold.
        hold: HoldId,
        /// When.
        on: Date,
        /// To whom.
        to: Code,
        /// The receipt for it.
        evidence: Digest,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Seizure(command)
    }
}

impl Command {
    /// Codes alone stand in the clear.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::Record { items, .. } => items.iter().try_for_each(|item| {
                item.kind.said("kind")?;
                item.quality.said("quality")
            }),
            Command::NoteHandedOver { to, .. } => to.said("to"),
            Command::ChangeKeeping { .. } => Ok(()),
        }
    }
}

/// Goods in keeping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeizureState {
    /// As recorded.
    pub recorded: SeizureRecorded,
    /// Who keeps it now.
    pub keeping: Keeping,
    /// When it was handed over, and to whom.
    pub handed_over: Option<(Date, Code)>,
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Record { .. } => record(state, command, rules, stamp),
        Command::ChangeKeeping {
            hold,
            keeping,
            document,
        } => {
            if find(state, hold)?.keeping == *keeping {
                return Ok(vec![]);
            }
            stamp.by_a_judge()?;
            kept(state, hold)?;
            check_keeping(state, keeping)?;
            papers::usable(state, *document)?;
            let changed = KeepingChanged {
                hold: *hold,
                keeping: keeping.clone(),
                document: *document,
            };
            Ok(vec![changed.into()])
        }
        Command::NoteHandedOver {
            hold,
            on,
            to,
            evidence,
        } => {
            if find(state, hold)?.handed_over == Some((*on, to.clone())) {
                return Ok(vec![]);
            }
            kept(state, hold)?;
            let handed = GoodsHandedOver {
                hold: *hold,
                on: *on,
                to: to.clone(),
                evidence: *evidence,
            };
            Ok(vec![handed.into()])
        }
    }
}

fn find<'a>(state: &'a State, hold: &HoldId) -> Result<&'a SeizureState, Refusal> {
    let known = state.seizures.get(hold);
    known.ok_or(Refusal::Unknown { what: "seizure" })
}

/// It is still in keeping.
fn kept(state: &State, hold: &HoldId) -> Result<(), Refusal> {
    if find(state, hold)?.handed_over.is_none() {
        return Ok(());
    }
    malformed("hold", "has nothing in keeping any more")
}

fn record(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::Record {
        hold,
        items,
        keeping,
        seized_at,
        witnesses,
        document,
        evidence,
    } = command
    else {
        return Ok(vec![]);
    };
    if let Some(known) = state.seizures.get(hold) {
        let known = &known.recorded;
        let same = (&known.items, &known.keeping) == (items, keeping)
            && (known.document, known.evidence) == (*document, *evidence);
        return if same {
            Ok(vec![])
        } else {
            let what = "a record of what was seized under this hold";
            Err(Refusal::OnlyOnce { what })
        };
    }
    let bound = state.holds.get(hold).filter(|bound| bound.in_force());
    let bound = bound.ok_or(Refusal::Unknown { what: "hold" })?;
    if bound.class.is_money() {
        return malformed("hold", "is on money; nothing of it is kept");
    }
    if *seized_at > stamp.at {
        return malformed("seized_at", "is still to come");
    }
    check_items(items, bound, rules, stamp)?;
    check_keeping(state, keeping)?;
    let on = stamp.at.date_in(rules.profile().zone());
    papers::for_act(state, MEASURE, &[*document], rules, on)?;
    let sum = bound.limit.map_or(bound.held, |limit| limit.minor);
    let sum = Money::new(sum, state.currency.ok_or(Refusal::NotOpen)?);
    let open = |item: &SeizedItem| SeizedItem {
        marks: None,
        ..item.clone()
    };
    let act = Act::Seize {
        hold: *hold,
        items: items.iter().map(open).collect(),
        keeper: keeping.keeper.clone(),
        person: keeping.person,
        seized_at: *seized_at,
        document: *document,
        evidence: *evidence,
    };
    let (officers, approval_rule) = match let_go(state, act, (MEASURE, sum), rules, stamp)? {
        Wanted::ByAll(officers, rule) => (officers, rule),
        Wanted::BySome(said) => return Ok(said),
    };
    let recorded = SeizureRecorded {
        hold: *hold,
        items: items.clone(),
        keeping: keeping.clone(),
        seized_at: *seized_at,
        officers,
        approval_rule,
        witnesses: witnesses.clone(),
        document: *document,
        evidence: *evidence,
    };
    Ok(vec![recorded.into()])
}

/// A list names each item once, counts it, and names nothing that the law
/// leaves to the debtor.
fn check_items(
    items: &[SeizedItem],
    bound: &HoldState,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<(), Refusal> {
    if items.is_empty() {
        return malformed("items", "a list names at least one");
    }
    let numbered = items.iter().zip(1..).all(|(item, at)| item.item == at);
    if !numbered || items.iter().any(|item| item.count == 0) {
        return malformed(
            "items",
            "are not numbered from 1, or one of them counts nothing",
        );
    }
    let on = stamp.at.date_in(rules.profile().zone());
    let Some((exempt, rule)) = rules.profile().exempt_goods(on) else {
        return Ok(());
    };
    let left = |item: &SeizedItem| exempt.iter().any(|one| one.code == item.kind.as_str());
    if items.iter().any(left) && refuses(rules, rule) {
        return Err(Refusal::Protected {
            asset: bound.asset,
            rule: rule.rule.clone(),
        });
    }
    Ok(())
}

/// Whoever keeps it is known; only the court is nobody in particular.
fn check_keeping(state: &State, keeping: &Keeping) -> Result<(), Refusal> {
    match (&keeping.keeper, &keeping.person) {
        (KeeperKind::Court, None) => {}
        (KeeperKind::Court, Some(_)) | (_, None) => {
            return malformed("keeper", "is the court alone, or a person who is named");
        }
        (_, Some(person)) if !state.persons.contains_key(person) => {
            return Err(Refusal::Unknown { what: "keeper" });
        }
        _ => {}
    }
    if keeping.may_use && keeping.keeper != KeeperKind::Debtor {
        return malformed("may_use", "is for the debtor alone; others keep it unused");
    }
    Ok(())
}
