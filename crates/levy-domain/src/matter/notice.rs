//! Notices to people (告知、送达), V-01 to V-04: who is told that an asset is
//! under control, by whom seen to, by when.
//!
//! Nobody is told while an order of the same plan may still make a hold
//! (V-05): the accounts that are not frozen yet would be emptied. When the
//! last of them has its hold or is over, a duty comes due, and the event that
//! answers it says who must be told, by which rule and by when. From there on
//! each notice is served, tried in vain with a next day, or dropped by a judge;
//! one whose clock passes is said to be overdue.

mod applicant;
mod deciding;

use super::{
    command,
    duty::{Duty, DutyIndex},
    event::*,
    register::{Owing, Register},
    state::State,
};
use crate::{
    asset::OtherRight,
    bytes::Digest,
    code::Code,
    id::{AssetId, HoldId, NoticeId, OfficerId, PlanId},
    order::Deadline,
    refusal::Refusal,
    time::{Date, Timestamp},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) use deciding::decide;

/// What may be asked about notices.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Say who must be told of what a plan controls.
    Owe {
        /// Which plan.
        plan: PlanId,
    },
    /// Somebody was told.
    Serve {
        /// Which notice.
        notice: NoticeId,
        /// How.
        mode: ServiceWay,
        /// The day on which he had it.
        served_on: Date,
        /// What shows it.
        evidence: Digest,
    },
    /// Somebody could not be told.
    Fail {
        /// Which notice.
        notice: NoticeId,
        /// How it was tried.
        mode: ServiceWay,
        /// When.
        tried_on: Date,
        /// Why it failed.
        reason: Code,
        /// What shows it.
        evidence: Option<Digest>,
        /// When it is tried again, at the latest.
        next_on: Date,
    },
    /// The clock of a notice passed.
    NoteOverdue {
        /// Which notice.
        notice: NoticeId,
    },
    /// A judge says that it need not be given.
    Drop {
        /// Which notice.
        notice: NoticeId,
        /// Why.
        ground: Code,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Notice(command)
    }
}

impl Command {
    /// Codes alone stand in the clear.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::Fail { reason, .. } => reason.said("reason"),
            Command::Drop { ground, .. } => ground.said("ground"),
            Command::Owe { .. } | Command::Serve { .. } | Command::NoteOverdue { .. } => Ok(()),
        }
    }
}

/// What came of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// He was told.
    Served(NoticeServed),
    /// A judge dropped it.
    Dropped(Code),
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeState {
    /// As owed.
    pub owed: NoticeOwed,
    /// Since when.
    pub since: Timestamp,
    /// Who sees to it.
    pub owner: Option<OfficerId>,
    /// The last try in vain.
    pub tried: Option<NoticeFailed>,
    /// That the clock which runs last has passed was said.
    pub overdue: bool,
    /// What came of it.
    pub told: Option<Told>,
}

impl NoticeState {
    /// The clock that runs last: of the next try, else of the notice.
    pub fn deadline(&self) -> Option<&Deadline> {
        let next = self.tried.as_ref().map(|tried| &tried.next);
        next.or(self.owed.deadline.as_ref())
    }
}

impl Owing for NoticeState {
    type Id = NoticeId;

    fn duty(&self, id: NoticeId) -> Option<(Timestamp, Duty)> {
        let open = self.told.is_none() && !self.overdue;
        let deadline = self.deadline().filter(|_| open)?;
        Some((deadline.at, Duty::NoticeOverdue(id)))
    }
}

/// Notices of a matter, and what waits to be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    all: Register<NoticeState>,
    /// What nobody has been told of yet, by plan.
    waiting: BTreeMap<PlanId, BTreeSet<(HoldId, NoticeCause)>>,
    /// Orders of a plan that may still make a hold.
    secret: BTreeMap<PlanId, u32>,
    /// Plans of which people may be told, and since when.
    ready: BTreeMap<PlanId, Timestamp>,
    touched: BTreeSet<PlanId>,
}

impl Notices {
    /// One notice.
    pub fn get(&self, id: &NoticeId) -> Option<&NoticeState> {
        self.all.get(id)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&NoticeId, &NoticeState)> {
        self.all.iter()
    }

    /// Those that nobody was told of yet.
    pub fn open(&self) -> impl Iterator<Item = (&NoticeId, &NoticeState)> {
        self.iter().filter(|(_, notice)| notice.told.is_none())
    }

    /// Plans that control something of which nobody was told, each with the
    /// instant since which people may be; none while it is secret.
    pub fn waiting(&self) -> impl Iterator<Item = (&PlanId, Option<Timestamp>)> {
        let since = |plan| self.ready.get(plan).copied();
        self.waiting.keys().map(move |plan| (plan, since(plan)))
    }

    /// From which day on what a mortgagee's right in an asset secures does not
    /// grow (V-04): the earliest on which one was told.
    pub fn claim_fixed_on(&self, asset: &AssetId) -> Option<Date> {
        let of = |notice: &NoticeState| match &notice.told {
            Some(Told::Served(served)) if notice.owed.asset.as_ref() == Some(asset) => {
                served.claim_fixed_on
            }
            _ => None,
        };
        self.iter().filter_map(|(_, notice)| of(notice)).min()
    }

    /// Somebody will have to be told of this.
    pub(super) fn wait(&mut self, plan: PlanId, hold: HoldId, cause: NoticeCause) {
        self.waiting.entry(plan).or_default().insert((hold, cause));
        self.touched.insert(plan);
    }

    /// What people were to be told of a seal they are told of its parts.
    pub(super) fn split(&mut self, event: &SealSplit) {
        for holds in self.waiting.values_mut() {
            let whole = |(hold, _): &&(HoldId, NoticeCause)| *hold == event.hold;
            let causes: Vec<_> = holds.iter().filter(whole).cloned().collect();
            for (hold, cause) in causes {
                holds.remove(&(hold, cause.clone()));
                holds.extend(event.parts.iter().map(|part| (part.hold, cause.clone())));
            }
        }
    }

    /// An order of a plan may still make a hold, or may no more.
    pub(super) fn keep_secret(&mut self, plan: PlanId, before: bool, after: bool) {
        match (before, after) {
            (false, true) => *self.secret.entry(plan).or_default() += 1,
            (true, false) => {
                let left = self.secret.get(&plan).map_or(0, |left| left - 1);
                if left > 0 {
                    self.secret.insert(plan, left);
                } else {
                    self.secret.remove(&plan);
                }
            }
            (true, true) | (false, false) => return,
        }
        self.touched.insert(plan);
    }

    /// What people may be told of, once nothing of its plan is secret.
    fn ready(&self, plan: &PlanId) -> Option<&BTreeSet<(HoldId, NoticeCause)>> {
        let open = self.ready.contains_key(plan);
        self.waiting.get(plan).filter(|_| open)
    }

    /// Nothing waits any more; false when nothing did.
    pub(super) fn owe(&mut self, plan: &PlanId) -> bool {
        self.touched.insert(*plan);
        self.waiting.remove(plan).is_some()
    }

    pub(super) fn put(&mut self, duties: &mut DutyIndex, notice: NoticeState) {
        self.all.put(duties, notice.owed.notice, notice);
    }

    pub(super) fn change(
        &mut self,
        duties: &mut DutyIndex,
        id: &NoticeId,
        change: impl FnOnce(&mut NoticeState),
    ) -> Option<()> {
        self.all.change(duties, id, change)
    }
}

/// The same right of the same person, whatever it is worth now.
fn is_same(one: &OtherRight, other: &OtherRight) -> bool {
    let token = |right: &OtherRight| right.holder.as_ref().map(|holder| holder.token.clone());
    one.kind == other.kind && token(one) == token(other)
}

impl State {
    /// Rights in assets that are held, as they are known before an event.
    pub(super) fn rights_held(
        &self,
        assets: impl Iterator<Item = AssetId>,
    ) -> Vec<(AssetId, Vec<OtherRight>)> {
        let held = assets.filter(|asset| self.held.contains_key(asset));
        held.map(|asset| (asset, self.rights_on(&asset).to_vec()))
            .collect()
    }

    /// Whoever has a right that has become known since must be told of the
    /// holds in force on the asset.
    pub(super) fn tell_new_rights(&mut self, before: Vec<(AssetId, Vec<OtherRight>)>) {
        for (asset, before) in before {
            let new = |right: &OtherRight| !before.iter().any(|known| is_same(known, right));
            if !self.rights_on(&asset).iter().any(new) {
                continue;
            }
            let held = self.held.get(&asset).into_iter().flatten();
            let made_by = |id: &HoldId| {
                let (order, _) = self.holds.get(id).filter(|hold| hold.in_force())?.order?;
                Some((self.orders.get(&order)?.plan, *id))
            };
            let made: Vec<_> = held.filter_map(made_by).collect();
            for (plan, hold) in made {
                self.notices.wait(plan, hold, NoticeCause::RightShown);
            }
        }
    }

    /// Keeps the duty to tell people in step with what the last event touched.
    pub(super) fn restate_notices(&mut self, at: Timestamp) {
        for plan in std::mem::take(&mut self.notices.touched) {
            let waits = self.notices.waiting.contains_key(&plan);
            let open = waits && !self.notices.secret.contains_key(&plan);
            let duty = Duty::Notice(plan);
            match (open, self.notices.ready.get(&plan).copied()) {
                (true, None) => {
                    self.duties.insert(at, duty);
                    self.notices.ready.insert(plan, at);
                }
                (false, Some(from)) => {
                    self.duties.remove(from, duty);
                    self.notices.ready.remove(&plan);
                }
                (true, Some(_)) | (false, None) => {}
            }
        }
    }
}
