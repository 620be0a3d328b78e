//! The hands: they give the commands and carry papers about.

use super::{
    Case,
    policy::{Decision, Desk, Step},
};
use crate::telling;
use crate::world::{
    World, WorldError,
    lying::{Credit, Lying},
    post::Mail,
    seat,
};
use levy::{
    engine::{Caller, Command, CommandError, Personal, StreamKey},
    journal::EvidenceBody,
};
use levy_domain::{
    code::Code,
    document::Document,
    id::{CommandId, MatterId, OfficerId, OrderId, ReceiptId, UnitId},
    matter,
    money::Money,
    stamp::{Actor, Role},
    time::{Timestamp, Zone},
    unit,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Acts on one matter at one instant before the next turn.
const ROUNDS: u32 = 24;

/// The staff of a court and its dockets.
pub struct Office {
    cases: Vec<Arc<Case>>,
    by_matter: BTreeMap<MatterId, usize>,
    refusals: BTreeMap<String, u64>,
}

impl Office {
    /// An office with these cases.
    #[must_use]
    pub fn new(cases: Vec<Case>) -> Self {
        let by_matter = cases.iter().enumerate().map(|(at, case)| (case.matter, at));
        Office {
            by_matter: by_matter.collect(),
            cases: cases.into_iter().map(Arc::new).collect(),
            refusals: BTreeMap::new(),
        }
    }

    /// A case by its place.
    #[must_use]
    pub fn case(&self, at: usize) -> Option<Arc<Case>> {
        self.cases.get(at).cloned()
    }

    /// The place of a matter's case.
    #[must_use]
    pub fn place(&self, matter: &MatterId) -> Option<usize> {
        self.by_matter.get(matter).copied()
    }

    /// What rules said no to, by what was asked and why.
    pub fn refusals(&self) -> impl Iterator<Item = (&str, u64)> + '_ {
        self.refusals
            .iter()
            .map(|(what, count)| (what.as_str(), *count))
    }

    fn desk(world: &World<Lying>) -> Result<Personal, WorldError> {
        Ok(world.engine()?.personal().clone())
    }

    /// Files a case.
    ///
    /// # Errors
    /// [`WorldError`]: an invented case is never refused.
    pub fn file(&mut self, world: &mut World<Lying>, case: &Case) -> Result<(), WorldError> {
        let desk = Office::desk(world)?;
        let commands = case
            .filing(&desk, world.rules())
            .map_err(WorldError::data)?;
        for (at, command) in (0u32..).zip(commands) {
            let id = CommandId::derive(case.matter.0, &[b"file", &at.to_be_bytes()]);
            let actor = Actor::officer(case.clerk, Role::Clerk);
            give(world, case.matter, command, id, actor, Vec::new())?.map_err(WorldError::data)?;
        }
        Ok(())
    }

    /// Works on a matter until its policy has nothing to do now; when to look
    /// again.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn work(
        &mut self,
        world: &mut World<Lying>,
        case: &Arc<Case>,
    ) -> Result<Option<Timestamp>, WorldError> {
        let mut refused = BTreeSet::new();
        for _ in 0..ROUNDS {
            let (rules, now) = (world.rules().clone(), world.now());
            let (held, without) = (Arc::clone(case), refused.clone());
            let decided = world.look(case.matter, move |state| {
                let desk = Desk {
                    case: &held,
                    rules: &rules,
                    now,
                    refused: &without,
                };
                (desk.decide(state), state.revision)
            })?;
            let Some((decision, revision)) = decided else {
                return Ok(None);
            };
            let Decision { steps, turn, again } = decision;
            if steps.is_empty() {
                return Ok(again);
            }
            let mut moved = false;
            for step in steps {
                moved |= self.step(world, case, step, revision)?;
            }
            if !moved {
                refused.insert(turn);
            }
        }
        Ok(Some(world.now().plus(levy_domain::time::DAY)))
    }

    fn step(
        &mut self,
        world: &mut World<Lying>,
        case: &Case,
        step: Step,
        revision: u64,
    ) -> Result<bool, WorldError> {
        let clerk = Actor::officer(case.clerk, Role::Clerk);
        let judge = Actor::officer(case.judge, Role::Judge);
        let desk = Office::desk(world)?;
        let mut evidence = Vec::new();
        let (tag, about, actor, command) = match step {
            Step::Document(document, kind, plan) => {
                let person = case.debtors.first().copied();
                let person = person.unwrap_or(levy_domain::id::PersonId(uuid::Uuid::nil()));
                let number = format!("（2024）川3399执{}号之{revision}", case.number + 1);
                let text = format!("{number} 模拟文书 {kind}");
                let body = desk
                    .seal_evidence(case.matter, person, "document.text", text.as_bytes())
                    .map_err(WorldError::data)?;
                let issued = Document {
                    document,
                    kind,
                    number,
                    registration: case.registration(),
                    signers: vec![case.judge],
                    hash: body.digest(),
                    plan,
                    supersedes: None,
                };
                evidence.push(body);
                let command = matter::Command::IssueDocument { document: issued };
                ("document", document.0, judge, command)
            }
            Step::Sweep(sweep, document) => {
                let units = world.rules().units().askable().map(|unit| unit.unit);
                let command = matter::Command::OrderSweep {
                    sweep,
                    subjects: case.debtors.clone(),
                    purpose: "enforcement".into(),
                    rule: "N-06".into(),
                    documents: vec![document],
                    units: units.collect(),
                    not_askable: Vec::<Code>::new(),
                };
                ("sweep", sweep.0, judge, command)
            }
            Step::Freeze(plan, liability, except) => {
                let command = matter::Command::PlanFreeze {
                    plan,
                    liability,
                    months: case.months,
                    documents: Vec::new(),
                    except,
                };
                ("freeze", plan.0, clerk, command)
            }
            Step::Draft(plan, orders) => {
                let overrides = Vec::new();
                let command = matter::Command::DraftPlan {
                    plan,
                    orders,
                    overrides,
                };
                ("draft", plan.0, clerk, command)
            }
            Step::Approve(plan, list_hash, officer, role) => {
                let actor = Actor::officer(officer, role.clone());
                let command = matter::Command::ApprovePlan {
                    plan,
                    list_hash,
                    officer,
                    role,
                };
                ("approve", officer.0, actor, command)
            }
            Step::Withdraw(plan) => {
                let ground = "cannot-be-issued".into();
                (
                    "withdraw",
                    plan.0,
                    judge,
                    matter::Command::WithdrawPlan { plan, ground },
                )
            }
            Step::Recall(order) => {
                let ground = "settled-out-of-court".into();
                (
                    "recall",
                    order.0,
                    judge,
                    matter::Command::RequestRecall { order, ground },
                )
            }
            Step::Tell(notice, subject, mode, vain) => {
                let today = world.now().date_in(Zone::CHINA);
                let text = format!("{notice} {mode} {today}");
                let slip = desk
                    .seal_evidence(case.matter, subject, "notice.slip", text.as_bytes())
                    .map_err(WorldError::data)?;
                let told = telling::entered(notice, mode, today, vain, slip.digest());
                evidence.push(slip);
                ("tell", notice.0, clerk, told.into())
            }
            Step::Settle(order) => return self.settle(world, case, order, revision),
            Step::Correct(person) => {
                let person = case.person(&desk, person, 1).map_err(WorldError::data)?;
                let about = person.person.0;
                let command = matter::Command::CorrectIdentity {
                    person,
                    document: None,
                };
                ("correct", about, judge, command)
            }
            Step::Adjust(permille) => {
                let command = matter::Command::AdjustClaim {
                    claim: case.claim(),
                    component: case.principal(permille),
                    ground: "court-decision".into(),
                    document: None,
                };
                ("adjust", case.matter.0, judge, command)
            }
            Step::Pay(person, minor) => {
                let command = matter::Command::RecordPayment {
                    receipt: ReceiptId::derive(case.matter.0, &[b"payment"]),
                    person,
                    amount: Money::cny(minor),
                    paid_on: world.now().date_in(Zone::CHINA),
                    evidence: None,
                };
                ("payment", case.matter.0, clerk, command)
            }
            Step::Close(kind) => {
                let command = matter::Command::CloseCase {
                    registration: case.registration(),
                    ground: kind.as_str().into(),
                    kind,
                    document: None,
                    owner: Some(case.judge),
                };
                ("close", case.matter.0, judge, command)
            }
        };
        let parts: [&[u8]; 3] = [tag.as_bytes(), about.as_bytes(), &revision.to_be_bytes()];
        let id = CommandId::derive(case.matter.0, &parts);
        let answer = give(world, case.matter, command, id, actor, evidence)?;
        self.moved(tag, answer)
    }

    fn moved(&mut self, tag: &str, answer: Result<bool, CommandError>) -> Result<bool, WorldError> {
        match answer {
            Ok(moved) => Ok(moved),
            Err(CommandError::Refused(refusal)) => {
                let what = refusal.to_string();
                let code = what.split_whitespace().next().unwrap_or_default();
                *self.refusals.entry(format!("{tag} {code}")).or_default() += 1;
                Ok(false)
            }
            Err(error) => Err(WorldError::data(error)),
        }
    }

    /// Two officers go to the counter; what they hear settles it.
    fn settle(
        &mut self,
        world: &mut World<Lying>,
        case: &Case,
        order: OrderId,
        revision: u64,
    ) -> Result<bool, WorldError> {
        let draft = world.look(case.matter, move |state| {
            state
                .orders
                .get(&order)
                .map(|known| (known.draft.subject, known.draft.unit))
        })?;
        let Some((subject, unit)) = draft.flatten() else {
            return Ok(false);
        };
        let said = world.with_units(|units, now, _| units.statement(order, now));
        if let Some(replies) = said {
            if replies.is_empty() {
                return Ok(false);
            }
            world.sometimes().saw("counter-knew-the-answer");
            let keys = world.keys();
            for reply in replies {
                let word = keys.word(&unit, &reply)?;
                let mail = Mail::Reply {
                    unit,
                    reply: Box::new(word),
                };
                world.with_units(|_, now, post| post.put(now.plus(1), mail));
            }
            return Ok(false);
        }
        let window = world.rules().units().get(&unit).and_then(|unit| {
            let stated = unit
                .abilities
                .iter()
                .filter_map(|one| one.intake_window_minutes);
            stated.max().map(|minutes| i64::from(minutes) * 60_000)
        });
        let desk = Office::desk(world)?;
        let body = desk
            .seal_evidence(case.matter, subject, "order.statement", b"never taken in")
            .map_err(WorldError::data)?;
        // The judge says so, and for a transfer whoever else the profile asks
        // for, each himself.
        let mut settled = false;
        for (officer, role) in [
            (case.judge, Role::Judge),
            (case.bureau_head, Role::BureauHead),
            (case.president, Role::President),
        ] {
            let command = matter::Command::SettleNotTaken {
                order,
                ground: "statement".into(),
                evidence: body.digest(),
                window,
            };
            let parts: [&[u8]; 4] = [
                b"settle",
                order.0.as_bytes(),
                officer.0.as_bytes(),
                &revision.to_be_bytes(),
            ];
            let id = CommandId::derive(case.matter.0, &parts);
            let second = role != Role::Judge;
            let actor = Actor::officer(officer, role);
            let answer = give(world, case.matter, command, id, actor, vec![body.clone()])?;
            let moved = self.moved("settle", answer)?;
            settled |= moved;
            if moved && second {
                break;
            }
        }
        Ok(settled)
    }

    /// Books what came into the court's account.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn book(
        &mut self,
        world: &mut World<Lying>,
        credit: &Credit,
        matter: MatterId,
    ) -> Result<(), WorldError> {
        let parts: [&[u8]; 2] = [&credit.line.to_be_bytes(), b"credit"];
        let receipt = ReceiptId::derive(credit.order.0, &parts);
        let command = matter::Command::BookReceipt {
            receipt,
            amount: credit.amount,
            booked_on: credit.at.date_in(Zone::CHINA),
            unit: Some(credit.unit),
            reference: format!("SIM-{:08}", credit.number % 100_000_000),
            evidence: None,
            order: Some((credit.order, credit.line)),
        };
        let id = CommandId::derive(receipt.0, &[b"book"]);
        let answer = give(world, matter, command, id, Actor::system(), Vec::new())?;
        self.moved("book", answer).map(drop)
    }

    /// A unit is paused, or takes orders again.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn pause(
        &mut self,
        world: &mut World<Lying>,
        unit: UnitId,
        paused: bool,
        officer: OfficerId,
    ) -> Result<(), WorldError> {
        let command = if paused {
            unit::Command::Pause {
                ground: "closed-by-mudslide".into(),
            }
        } else {
            unit::Command::Resume
        };
        world.sometimes().saw_if(paused, "unit-paused");
        let id = CommandId::derive(unit.0, &[b"pause", &world.now().0.to_be_bytes()]);
        let caller = caller(Actor::officer(officer, Role::BureauHead));
        let key = StreamKey::Unit(unit);
        let answer = world.command(key, &Command::Unit(command), id, &caller, &[])?;
        self.moved("pause", answer.map(|answer| !answer.events.is_empty()))
            .map(drop)
    }
}

fn caller(actor: Actor) -> Caller {
    Caller {
        actor,
        court: seat().code,
        purpose: "simulation".into(),
    }
}

fn give(
    world: &mut World<Lying>,
    matter: MatterId,
    command: matter::Command,
    id: CommandId,
    actor: Actor,
    evidence: Vec<EvidenceBody>,
) -> Result<Result<bool, CommandError>, WorldError> {
    let key = StreamKey::Matter(matter);
    let command = Command::Matter(command);
    let answer = world.command(key, &command, id, &caller(actor), &evidence)?;
    Ok(answer.map(|answer| !answer.events.is_empty()))
}
