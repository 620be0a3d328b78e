//! The emergency path (紧急审批): one officer lets a freeze leave at once, and
//! the others of the matrix countersign within the profile's hours. Never for
//! what takes or lets go, and never on a weak match. What is not countersigned
//! in time is said loudly, and what it made must be let go.

use super::{
    decide::Decision,
    duty::Duty,
    event::{CountersignMissed, Event, PlanApprovedUrgently},
    planning::{self, Under},
    register::{Owing, Register},
    release,
    state::{PlanPhase, State},
};
use crate::{
    bytes::Digest,
    code::Code,
    id::{HoldId, OfficerId, PlanId},
    order::Deadline,
    refusal::Refusal,
    rules::Rules,
    stamp::{Role, Stamp},
    time::Timestamp,
};

/// The cause under which holds of such a plan must go.
const CAUSE: &str = "not-countersigned";

/// What may be asked about emergencies.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// One officer approves a plan at once, his own draft too.
    Approve {
        /// Which plan.
        plan: PlanId,
        /// What was seen.
        list_hash: Digest,
        /// Who.
        officer: OfficerId,
        /// As what.
        role: Role,
        /// Why it cannot wait.
        ground: Code,
    },
    /// The deadline passed and approvals are missing.
    NoteMissed {
        /// Which plan.
        plan: PlanId,
    },
}

impl From<Command> for super::Command {
    fn from(command: Command) -> Self {
        super::Command::Urgent(command)
    }
}

impl Command {
    /// The codes that people wrote.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::Approve { ground, .. } => ground.said("ground"),
            Command::NoteMissed { .. } => Ok(()),
        }
    }
}

/// A plan that left before all had approved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urgent {
    /// By when the others must countersign.
    pub deadline: Deadline,
    /// Countersigned, or given up before it was issued.
    pub settled: bool,
    /// That it was not countersigned in time was said.
    pub missed: bool,
}

impl Owing for Urgent {
    type Id = PlanId;

    fn duty(&self, plan: PlanId) -> Option<(Timestamp, Duty)> {
        let open = !self.settled && !self.missed;
        open.then_some((self.deadline.at, Duty::Countersign(plan)))
    }
}

/// Such plans of a matter.
pub type Urgents = Register<Urgent>;

impl Urgents {
    /// Approvals of it are still awaited.
    pub fn is_open(&self, plan: &PlanId) -> bool {
        let known = self.get(plan);
        known.is_some_and(|known| !known.settled && !known.missed)
    }

    /// It was not countersigned in time.
    pub fn is_missed(&self, plan: &PlanId) -> bool {
        self.get(plan).is_some_and(|known| known.missed)
    }
}

impl State {
    pub(super) fn begin_urgent(&mut self, plan: PlanId, deadline: &Deadline) {
        let urgent = Urgent {
            deadline: deadline.clone(),
            settled: false,
            missed: false,
        };
        self.urgents.put(&mut self.duties, plan, urgent);
    }

    /// Nothing more is awaited: it is countersigned, given up, or `missed`.
    pub(super) fn end_urgent(&mut self, plan: &PlanId, missed: bool) -> bool {
        let open = self.urgents.is_open(plan);
        if open {
            self.urgents.change(&mut self.duties, plan, |urgent| {
                (urgent.settled, urgent.missed) = (!missed, missed);
            });
        }
        open
    }
}

/// Nothing of a plan leaves that was not countersigned in time.
pub(super) fn check(state: &State, plan: &PlanId) -> Result<(), Refusal> {
    if state.urgents.is_missed(plan) {
        return Err(Refusal::NotCountersigned { plan: *plan });
    }
    Ok(())
}

/// What must become of a hold that an order of `plan` has just made.
pub(super) fn born_of(
    state: &State,
    plan: &PlanId,
    hold: HoldId,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<Event> {
    let known = state.urgents.get(plan).filter(|known| known.missed)?;
    Some(release::owed(hold, CAUSE, &known.deadline.basis, rules, stamp).into())
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Approve {
            plan,
            list_hash,
            officer,
            role,
            ground,
        } => approve(
            state,
            (plan, list_hash),
            (*officer, role),
            ground,
            rules,
            stamp,
        ),
        Command::NoteMissed { plan } => {
            let open = state.urgents.get(plan);
            let open = open.filter(|known| !known.settled && !known.missed);
            match open.filter(|known| known.deadline.at <= stamp.at) {
                Some(known) => Ok(missed(state, plan, &known.deadline, rules, stamp)),
                None => Ok(vec![]),
            }
        }
    }
}

fn approve(
    state: &State,
    (plan, list_hash): (&PlanId, &Digest),
    (officer, role): (OfficerId, &Role),
    ground: &Code,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let known = state
        .plans
        .get(plan)
        .ok_or(Refusal::Unknown { what: "plan" })?;
    let drafted = &known.drafted;
    if drafted.list_hash != *list_hash {
        return Err(Refusal::OtherList);
    }
    planning::check_signer(officer, role, rules, stamp)?;
    if state.urgents.get(plan).is_some() {
        return Ok(vec![]);
    }
    match known.phase {
        PlanPhase::Drafted => {}
        PlanPhase::Approved(_) | PlanPhase::Issued => return Ok(vec![]),
        PlanPhase::Withdrawn => return Err(Refusal::OtherList),
    }
    let on = stamp.at.date_in(rules.profile().zone());
    let not = |why| Err(Refusal::NotUrgent { why });
    let Some((urgent, rule)) = rules.profile().urgent(on) else {
        return not("no rule allows it");
    };
    if !known.signatures.given.is_empty() {
        return not("an officer has approved it, the next one completes it");
    }
    if drafted.approvals_needed.len() < 2 {
        return not("one approval is all that it needs");
    }
    if !drafted.weak.is_empty() {
        return not("it rests on a weak match of a person");
    }
    if !drafted.overrides.is_empty() {
        return not("a rule is set aside for it, and both officers say so first");
    }
    let measures = drafted.orders.iter().map(|order| &order.measure);
    if !measures
        .into_iter()
        .all(|measure| urgent.measures.contains(measure))
    {
        return not("the rule names other measures");
    }
    if !urgent.roles.contains(role) || !planning::fits(&drafted.approvals_needed, &[role]) {
        return Err(Refusal::WrongRole {
            role: role.clone(),
            needed: Role::listed(&urgent.roles),
        });
    }
    let under = Under {
        rules,
        on,
        overrides: &drafted.overrides,
    };
    for order in &drafted.orders {
        super::bar::check(state, order, &under)?;
    }
    let approved = PlanApprovedUrgently {
        plan: *plan,
        list_hash: *list_hash,
        officer,
        role: role.clone(),
        on_behalf_of: stamp.actor.on_behalf_of,
        ground: ground.clone(),
        countersign: Deadline::new("countersign", stamp.at.plus(urgent.within()), rule),
    };
    Ok(vec![approved.into()])
}

fn missed(
    state: &State,
    plan: &PlanId,
    deadline: &Deadline,
    rules: &Rules,
    stamp: &Stamp,
) -> Vec<Event> {
    let of_plan = |hold: &super::hold_state::HoldState| {
        let order = hold.order.and_then(|(order, _)| state.orders.get(&order));
        order.is_some_and(|order| order.plan == *plan)
    };
    let holds: Vec<HoldId> = state
        .open_holds()
        .filter(|(_, hold)| of_plan(hold))
        .map(|(id, _)| *id)
        .collect();
    let owed = holds
        .iter()
        .filter(|hold| !state.releases.is_owed(hold, CAUSE))
        .map(|hold| release::owed(*hold, CAUSE, &deadline.basis, rules, stamp).into());
    let said = CountersignMissed {
        plan: *plan,
        deadline: deadline.clone(),
        holds: holds.clone(),
    };
    std::iter::once(said.into()).chain(owed).collect()
}
