//! Standing freezes (常态化冻结): a judge orders that freezes are drafted again
//! and again against what is left of a debt, until enough is held, a last day,
//! or a stop.
//!
//! Each round is drafted by rule, like any other plan: out of the room, past
//! what a judge has freed (F15), and for officers to approve. A round in which
//! nothing can be drafted says why, and the next one is owed all the same
//! (F13).

use super::{
    command,
    decide::Decision,
    duty::Duty,
    envelope::liability_limit,
    event::*,
    liability::check_target,
    opening::check_active,
    papers,
    planning::{Wanted, plan_by_rule},
    register::{Owing, Register},
    state::State,
};
use crate::{
    code::Code,
    id::{DocumentId, LiabilityId, PlanId, StandingId},
    order::Deadline,
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// What may be asked about standing freezes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// A judge orders one.
    Order {
        /// Its id.
        standing: StandingId,
        /// For whose debt.
        liability: LiabilityId,
        /// Term of each freeze in months; `None` = the legal maximum.
        months: Option<u16>,
        /// Documents that go along with each freeze.
        documents: Vec<DocumentId>,
        /// Last day.
        until: Date,
    },
    /// The next round has come.
    Repeat {
        /// Which one.
        standing: StandingId,
        /// Id of the round's plan.
        plan: PlanId,
    },
    /// A judge stops it.
    Stop {
        /// Which one.
        standing: StandingId,
        /// Why.
        ground: Code,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Standing(command)
    }
}

impl Command {
    /// Codes alone stand in the clear.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::Stop { ground, .. } => ground.said("ground"),
            Command::Order { .. } | Command::Repeat { .. } => Ok(()),
        }
    }
}

/// A standing freeze.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingState {
    /// As ordered.
    pub ordered: StandingOrdered,
    /// Rounds so far.
    pub rounds: u32,
    /// The next one; none once it has ended.
    pub next: Option<Deadline>,
}

impl Owing for StandingState {
    type Id = StandingId;

    fn duty(&self, id: StandingId) -> Option<(Timestamp, Duty)> {
        self.next.as_ref().map(|next| (next.at, Duty::Standing(id)))
    }
}

/// Standing freezes of a matter.
pub type Standings = Register<StandingState>;

/// How soon a round follows on another, in the profile.
const REPEAT: &str = "standing-repeat";

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Order {
            standing,
            liability,
            months,
            documents,
            until,
        } => {
            let ordered = StandingOrdered {
                standing: *standing,
                liability: *liability,
                months: *months,
                documents: documents.clone(),
                until: *until,
                first: now(rules, stamp)?,
            };
            order(state, ordered, rules, stamp)
        }
        Command::Repeat { standing, plan } => repeat(state, standing, *plan, rules, stamp),
        Command::Stop { standing, ground } => {
            let known = find(state, standing)?;
            if known.next.is_none() {
                return Ok(vec![]);
            }
            stamp.by_a_judge()?;
            Ok(ended(standing, ground.clone()))
        }
    }
}

fn find<'a>(state: &'a State, standing: &StandingId) -> Result<&'a StandingState, Refusal> {
    let known = state.standings.get(standing);
    known.ok_or(Refusal::Unknown { what: "standing" })
}

/// The first round is due at once, by the rule that spaces the others.
fn now(rules: &Rules, stamp: &Stamp) -> Result<Deadline, Refusal> {
    let spaced = next(rules, stamp)?;
    Ok(Deadline {
        at: stamp.at,
        ..spaced
    })
}

fn next(rules: &Rules, stamp: &Stamp) -> Result<Deadline, Refusal> {
    rules
        .deadline_of(REPEAT, stamp.at)
        .ok_or_else(|| Refusal::NoRule {
            rule: "(rounds of a standing freeze)".into(),
            on: stamp.at.date_in(rules.profile().zone()),
        })
}

fn order(state: &State, ordered: StandingOrdered, rules: &Rules, stamp: &Stamp) -> Decision {
    if let Some(known) = state.standings.get(&ordered.standing) {
        let first = known.ordered.first.clone();
        let same = known.ordered == StandingOrdered { first, ..ordered };
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    stamp.by_a_judge()?;
    check_target(state, &ordered.liability, rules)?;
    papers::some_usable(state, &ordered.documents)?;
    if ordered.until < stamp.at.date_in(rules.profile().zone()) {
        return Err(Refusal::Malformed {
            what: "until",
            why: "has passed",
        });
    }
    let runs = |other: &StandingState| {
        other.next.is_some() && other.ordered.liability == ordered.liability
    };
    if state.standings.iter().any(|(_, other)| runs(other)) {
        return Err(Refusal::OnlyOnce {
            what: "a standing freeze for this debt",
        });
    }
    if is_full(state, &ordered.liability)? {
        return Err(Refusal::NothingToPlan {
            why: "what is owed is paid or held",
        });
    }
    Ok(vec![ordered.into()])
}

/// What is owed of this liability is paid, or held in force by holds that
/// cover it.
fn is_full(state: &State, liability: &LiabilityId) -> Result<bool, Refusal> {
    let claim = state
        .claim_of(liability)
        .ok_or(Refusal::Unknown { what: "liability" })?;
    let known = state
        .claims
        .get(&claim)
        .ok_or(Refusal::Unknown { what: "claim" })?;
    let whole = state.claim_sums(&claim);
    let own = state.liability_sums(liability);
    let limit = liability_limit(state, liability)?;
    let left = known.owed.saturating_sub(known.collected);
    let own_left = limit.saturating_sub(own.collected);
    Ok(whole.covers.saturating_add(whole.in_transit) >= left
        || own.covers.saturating_add(own.in_transit) >= own_left)
}

fn repeat(
    state: &State,
    standing: &StandingId,
    plan: PlanId,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let known = find(state, standing)?;
    let Some(due) = known.next.as_ref().filter(|next| next.at <= stamp.at) else {
        return Ok(vec![]);
    };
    let StandingOrdered {
        liability,
        months,
        documents,
        until,
        ..
    } = &known.ordered;
    let zone = rules.profile().zone();
    if stamp.at.date_in(zone) > *until {
        return Ok(ended(standing, "until-passed".into()));
    }
    if is_full(state, liability)? {
        return Ok(ended(standing, "full".into()));
    }
    if check_active(state, rules).is_err() {
        return Ok(ended(standing, "no-open-case".into()));
    }
    let wanted = Wanted {
        plan,
        liability: *liability,
        months: months.map(u32::from),
        documents,
        except: &[],
    };
    let drafted = plan_by_rule(state, &wanted, &due.basis, rules, stamp);
    let mut next = next(rules, stamp)?;
    // The day after the last one shows that it is over.
    next.at = next.at.min(Timestamp::end_of(*until, zone).plus(1));
    let round = StandingRepeated {
        standing: *standing,
        round: known.rounds.saturating_add(1),
        due: due.clone(),
        plan: drafted.is_ok().then_some(plan),
        kept_back: drafted
            .as_ref()
            .err()
            .map(|refusal| kept_back(refusal).into()),
        next,
    };
    let mut events: Vec<Event> = vec![round.into()];
    events.extend(drafted.unwrap_or_default());
    Ok(events)
}

/// Why nothing was drafted, as a code.
fn kept_back(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NothingToPlan { .. } => "nothing-to-take",
        Refusal::Barred { .. } => "barred",
        Refusal::NameOnly { .. } | Refusal::NotLiable { .. } => "identity",
        Refusal::NotHisTurn { .. } => "not-his-turn",
        _ => "not-allowed-now",
    }
}

fn ended(standing: &StandingId, ground: Code) -> Vec<Event> {
    let ended = StandingEnded {
        standing: *standing,
        ground,
    };
    vec![ended.into()]
}
