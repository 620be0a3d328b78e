//! Holds that must be let go (应当解除的控制), each with its cause and its
//! clock. The court lets go, never the engine: a release is proposed by rule
//! as a plan, and officers approve it. The duty stays until the unit confirms.

use super::{
    decide::Decision,
    duty::Duty,
    event::{BarRaised, Event, ReleaseOverdue, ReleaseOwed},
    hold_state::HoldState,
    planning,
    state::State,
};
use crate::{
    code::Code,
    id::{AssetId, BarId, DocumentId, HoldId, PlanId},
    order::{Basis, Deadline},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

/// What may be asked about holds that must go.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Propose to release `hold`, and with it whatever else must go for the
    /// same rule.
    Plan {
        /// Id of the plan.
        plan: PlanId,
        /// Which hold.
        hold: HoldId,
        /// Documents that go along.
        documents: Vec<DocumentId>,
    },
    /// A deadline passed and the hold still stands.
    NoteOverdue {
        /// Which hold.
        hold: HoldId,
    },
}

/// Why a hold must go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// As a code.
    pub cause: Code,
    /// The bar that asks for it.
    pub bar: Option<BarId>,
    /// The rule that asks for it.
    pub rule: Basis,
    /// By when.
    pub deadline: Option<Deadline>,
    /// That it passed was said.
    pub overdue: bool,
}

/// Holds of a matter that must go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Releases {
    owed: BTreeMap<HoldId, Vec<Owed>>,
    proposing: BTreeMap<HoldId, Timestamp>,
    clocks: BTreeMap<HoldId, Timestamp>,
    touched: BTreeSet<AssetId>,
}

impl Releases {
    /// Why each hold must go; those that are gone since stay listed, for one
    /// that comes back by a corrected reply must go again.
    pub fn owed(&self) -> &BTreeMap<HoldId, Vec<Owed>> {
        &self.owed
    }

    /// Since when a release of `hold` is to be proposed, if it is.
    pub fn proposing_since(&self, hold: &HoldId) -> Option<Timestamp> {
        self.proposing.get(hold).copied()
    }

    /// `hold` must go because of `cause`.
    pub(super) fn is_owed(&self, hold: &HoldId, cause: &str) -> bool {
        let mut owed = self.owed.get(hold).into_iter().flatten();
        owed.any(|owed| owed.cause == *cause)
    }

    /// Holds that must go because of `cause`.
    pub(super) fn owed_for(&self, cause: &str) -> Vec<HoldId> {
        let holds = self.owed.keys().copied();
        holds.filter(|hold| self.is_owed(hold, cause)).collect()
    }

    /// Something about this asset changed.
    pub(super) fn touch(&mut self, asset: AssetId) {
        if !self.owed.is_empty() {
            self.touched.insert(asset);
        }
    }

    /// False when it is owed for this cause, under this bar, already. Two bars
    /// of one kind each ask for it, and one of them may be lifted.
    pub(super) fn owe(&mut self, event: &ReleaseOwed, asset: AssetId) -> bool {
        let owed = self.owed.entry(event.hold).or_default();
        let same = |owed: &Owed| owed.cause == event.cause && owed.bar == event.bar;
        if owed.iter().any(same) {
            return false;
        }
        owed.push(Owed {
            cause: event.cause.clone(),
            bar: event.bar,
            rule: event.rule.clone(),
            deadline: event.deadline.clone(),
            overdue: false,
        });
        self.touched.insert(asset);
        true
    }

    /// False when nothing of this kind was owed.
    pub(super) fn note_overdue(&mut self, event: &ReleaseOverdue, asset: AssetId) -> bool {
        let owed = self.owed.get_mut(&event.hold).into_iter().flatten();
        let found = owed
            .filter(|owed| owed.cause == event.cause && !owed.overdue)
            .map(|owed| owed.overdue = true)
            .count();
        self.touched.insert(asset);
        found > 0
    }

    /// What was owed for `cause` is owed no more; false when nothing was.
    pub(super) fn spare(&mut self, hold: &HoldId, cause: &str, asset: AssetId) -> bool {
        let Some(owed) = self.owed.get_mut(hold) else {
            return false;
        };
        let before = owed.len();
        // An empty list still says that duties may be listed for it.
        owed.retain(|owed| owed.cause != *cause);
        self.touched.insert(asset);
        owed.len() < before
    }

    /// What a bar asked for falls away with it.
    fn drop_bar(&mut self, bar: &BarId) -> Vec<HoldId> {
        let mut changed = Vec::new();
        self.owed.retain(|hold, owed| {
            let before = owed.len();
            owed.retain(|owed| owed.bar.as_ref() != Some(bar));
            if owed.len() < before {
                changed.push(*hold);
            }
            // An empty list still says that duties may be listed for it.
            true
        });
        changed
    }
}

impl State {
    /// A hold must go, whatever is under way to that end.
    pub(super) fn must_go(&self, id: &HoldId) -> bool {
        let owed = self.releases.owed.get(id);
        owed.is_some_and(|owed| !owed.is_empty())
    }

    /// A hold must go, nothing to that end is under way, and no rule has given
    /// it up.
    fn release_is_to_be_proposed(&self, id: &HoldId) -> bool {
        let to_ask = |hold: &&HoldState| self.must_go(id) && hold.is_open() && !hold.given_up;
        let Some(hold) = self.hold(id).filter(to_ask) else {
            return false;
        };
        let orders = self.targets.get(&hold.asset).into_iter().flatten();
        !orders
            .filter_map(|order| self.orders.get(order))
            .any(|order| {
                let mut lines = order.draft.lines.iter();
                order.draft.measure.lifts() && lines.any(|line| line.hold == Some(*id))
            })
    }

    /// The deadline that passes next for a hold that must go and still stands.
    fn release_clock(&self, id: &HoldId) -> Option<(&Owed, &Deadline)> {
        self.holds.get(id).filter(|hold| hold.is_open())?;
        let owed = self.releases.owed.get(id)?.iter();
        owed.filter(|owed| !owed.overdue)
            .filter_map(|owed| Some((owed, owed.deadline.as_ref()?)))
            .min_by_key(|(_, deadline)| deadline.at)
    }

    pub(super) fn drop_releases_of(&mut self, bar: &BarId) {
        for hold in self.releases.drop_bar(bar) {
            if let Some(known) = self.holds.get(&hold) {
                self.releases.touched.insert(known.asset);
            }
        }
    }

    /// Keeps the duties in step with what the last event touched.
    pub(super) fn restate_releases(&mut self, at: Timestamp) {
        if self.releases.touched.is_empty() {
            return;
        }
        let touched = std::mem::take(&mut self.releases.touched);
        let on_touched = |hold: &&HoldId| {
            let known = self.holds.get(hold);
            known.is_some_and(|known| touched.contains(&known.asset))
        };
        let holds: Vec<HoldId> = self
            .releases
            .owed
            .keys()
            .filter(on_touched)
            .copied()
            .collect();
        for hold in holds {
            let duty = Duty::Release(hold);
            let listed = self.releases.proposing.get(&hold).copied();
            match (self.release_is_to_be_proposed(&hold), listed) {
                (true, None) => {
                    self.duties.insert(at, duty);
                    self.releases.proposing.insert(hold, at);
                }
                (false, Some(from)) => {
                    self.duties.remove(from, duty);
                    self.releases.proposing.remove(&hold);
                }
                (true, Some(_)) | (false, None) => {}
            }
            let duty = Duty::ReleaseOverdue(hold);
            let next = self.release_clock(&hold).map(|(_, deadline)| deadline.at);
            if let Some(from) = self.releases.clocks.remove(&hold) {
                self.duties.remove(from, duty);
            }
            if let Some(from) = next {
                self.duties.insert(from, duty);
                self.releases.clocks.insert(hold, from);
            }
        }
    }
}

/// `hold` must go because of `cause`; the clock is the profile's deadline
/// `release-<cause>`, where it sets one.
pub(super) fn owed(
    hold: HoldId,
    cause: &str,
    rule: &Basis,
    rules: &Rules,
    stamp: &Stamp,
) -> ReleaseOwed {
    ReleaseOwed {
        hold,
        cause: cause.into(),
        bar: None,
        rule: rule.clone(),
        deadline: rules.deadline_of(&format!("release-{cause}"), stamp.at),
    }
}

pub(super) fn for_bar(hold: HoldId, bar: &BarRaised, rules: &Rules, stamp: &Stamp) -> Event {
    let owed = owed(hold, bar.kind.as_str(), &bar.rule, rules, stamp);
    ReleaseOwed {
        bar: Some(bar.bar),
        ..owed
    }
    .into()
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Plan {
            plan,
            hold,
            documents,
        } => {
            if let Some(known) = state.plans.get(plan) {
                let orders = &known.drafted.orders;
                let frees = orders.iter().all(|order| order.measure.frees());
                return if frees && known.drafted.by_rule.is_some() {
                    Ok(vec![])
                } else {
                    Err(Refusal::IdInUse)
                };
            }
            if !state.release_is_to_be_proposed(hold) {
                return Ok(vec![]);
            }
            let Some(owed) = state.releases.owed.get(hold).and_then(|owed| owed.first()) else {
                return Ok(vec![]);
            };
            let same = |other: &&HoldId| {
                let others = state.releases.owed.get(other).and_then(|all| all.first());
                others.is_some_and(|other| other.rule.rule == owed.rule.rule)
            };
            let holds: Vec<HoldId> = state
                .releases
                .proposing
                .keys()
                .filter(same)
                .copied()
                .collect();
            planning::plan_owed(state, *plan, &holds, owed, documents, rules, stamp)
        }
        Command::NoteOverdue { hold } => Ok(state
            .release_clock(hold)
            .filter(|(_, deadline)| deadline.at <= stamp.at)
            .map(|(owed, deadline)| {
                ReleaseOverdue {
                    hold: *hold,
                    cause: owed.cause.clone(),
                    deadline: deadline.clone(),
                }
                .into()
            })
            .into_iter()
            .collect()),
    }
}
