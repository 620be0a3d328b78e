//! The staff at work: carries the policy's acts out through the engine's
//! ordinary commands, and keeps the court's account.

mod booking;
mod telling;

use super::{
    DemoError,
    clerk::{self, Desk, Step},
    counter,
    docket::{Case, Docket},
    filing,
};
use crate::{
    units::UnitsProcess,
    year::region::{NOT_ASKABLE, not_askable},
};
use levy::Levy;
use levy::{
    connect::{PeerBook, ReplySink, Verified, wire::ReplyBody},
    engine::{Answer, Caller, Circumstances, Command, CommandError, StreamKey},
    journal::EvidenceBody,
};
use levy_domain::{
    code::Code,
    document::Document,
    id::{CommandId, MatterId, OrderId, UnitId},
    matter,
    money::Money,
    stamp::{Actor, Role},
    time::{Timestamp, Zone},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// What the office has been told is durable: per stream the last revision.
pub(super) type Acknowledged = BTreeMap<StreamKey, u64>;

/// The staff's hands.
pub(super) struct Office {
    levy: Arc<Levy>,
    units: Arc<UnitsProcess>,
    seed: u64,
    court: String,
    peers: Arc<PeerBook>,
    not_askable: Vec<Code>,
    acknowledged: Mutex<Acknowledged>,
    commands: AtomicU64,
}

impl Office {
    /// # Errors
    /// [`DemoError::Data`] when the list of what nobody can be asked about
    /// does not read.
    pub(super) fn new(
        levy: Arc<Levy>,
        units: Arc<UnitsProcess>,
        peers: Arc<PeerBook>,
        seed: u64,
    ) -> Result<Self, DemoError> {
        let listed =
            not_askable(NOT_ASKABLE).map_err(|error| DemoError::Data(error.to_string()))?;
        Ok(Office {
            court: levy.engine().seat().code.clone(),
            not_askable: listed.into_iter().map(|class| class.code.into()).collect(),
            levy,
            units,
            peers,
            seed,
            acknowledged: Mutex::default(),
            commands: AtomicU64::new(0),
        })
    }

    /// Everything acknowledged so far by this process.
    pub(super) fn acknowledged(&self) -> (Acknowledged, u64) {
        let known = self
            .acknowledged
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        (known, self.commands.load(Ordering::Relaxed))
    }

    fn note(&self, key: StreamKey, answer: &Answer) {
        self.commands.fetch_add(1, Ordering::Relaxed);
        if let Some(last) = answer.last {
            let mut known = self
                .acknowledged
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let revision = known.entry(key).or_default();
            *revision = (*revision).max(last.0);
        }
    }

    fn caller(&self, actor: Actor, purpose: &str) -> Caller {
        Caller {
            actor,
            court: self.court.clone(),
            purpose: purpose.into(),
        }
    }

    async fn command(
        &self,
        matter: MatterId,
        command: matter::Command,
        id: CommandId,
        actor: Actor,
        evidence: Vec<EvidenceBody>,
    ) -> Result<Answer, CommandError> {
        let key = StreamKey::Matter(matter);
        let caller = self.caller(actor, "demo");
        let with = Circumstances {
            evidence,
            ..Circumstances::default()
        };
        let answer = self
            .levy
            .engine()
            .command_with(key, Command::Matter(command), id, caller, with)
            .await?;
        self.note(key, &answer);
        Ok(answer)
    }

    /// Files a case.
    ///
    /// # Errors
    /// [`DemoError`]: an invented case must never be refused.
    pub(super) async fn file(&self, docket: &Docket, case: &Case) -> Result<(), DemoError> {
        let engine = self.levy.engine();
        let commands = filing::commands(
            engine.personal(),
            docket,
            case,
            self.seed,
            &self.court,
            engine.rules(),
        )?;
        let clerk = Actor::officer(case.seed.officers.clerk, Role::Clerk);
        for (at, command) in (0u32..).zip(commands) {
            let parts: [&[u8]; 3] = [b"file", case.registration.0.as_bytes(), &at.to_be_bytes()];
            let id = CommandId::derive(docket.matter.0, &parts);
            self.command(docket.matter, command, id, clerk.clone(), Vec::new())
                .await?;
        }
        Ok(())
    }

    /// Works on a matter until its policy has nothing to do now; when to look
    /// again.
    ///
    /// # Errors
    /// [`DemoError`] when a part fails; a refusal is no error.
    pub(super) async fn work(&self, docket: &Docket) -> Result<Option<Timestamp>, DemoError> {
        let mut refused = BTreeSet::new();
        for _ in 0..MAX_ROUNDS {
            let now = self.levy.engine().clock().now();
            let rules = self.levy.engine().rules().clone();
            let (seed, plan, without) = (self.seed, docket.clone(), refused.clone());
            let decided = self
                .levy
                .engine()
                .look_at_matter(docket.matter, move |state| {
                    let desk = Desk {
                        docket: &plan,
                        rules: &rules,
                        seed,
                        now,
                        refused: &without,
                    };
                    (desk.decide(state), state.revision)
                })
                .await;
            let Some((decision, revision)) = decided else {
                return Ok(None);
            };
            if decision.steps.is_empty() {
                return Ok(decision.again);
            }
            let mut moved = false;
            for step in decision.steps {
                moved |= self.step(docket, step, revision).await?;
            }
            match (moved, decision.turn) {
                (true, _) => refused.clear(),
                (false, Some(turn)) => {
                    refused.insert(turn);
                }
                (false, None) => return Ok(decision.again),
            }
        }
        Ok(None)
    }

    /// One act; true when it changed something. A refusal leaves things as
    /// they are.
    async fn step(&self, docket: &Docket, step: Step, revision: u64) -> Result<bool, DemoError> {
        let Some(case) = docket.cases.first() else {
            return Ok(false);
        };
        let officers = &case.seed.officers;
        let clerk = Actor::officer(officers.clerk, Role::Clerk);
        let judge = Actor::officer(officers.judge, Role::Judge);
        let matter = docket.matter;
        let mut evidence = Vec::new();
        let (tag, about, actor, command) = match step {
            Step::Document {
                document,
                kind,
                number,
                plan,
            } => {
                let debtor = case.seed.debtors.first();
                let person = debtor.map(|debtor| super::docket::person_id(self.seed, debtor));
                let text = format!(
                    "{number}\n演示文书 invented document\n{}\n",
                    debtor.map_or("", |debtor| debtor.name.as_str())
                );
                let person = person.unwrap_or(levy_domain::id::PersonId(uuid::Uuid::nil()));
                let body = self.levy.engine().personal().seal_evidence(
                    matter,
                    person,
                    "document.text",
                    text.as_bytes(),
                )?;
                let registration = {
                    let known = self
                        .levy
                        .engine()
                        .look_at_matter(matter, |state| state.current_case().map(|(id, _)| *id));
                    known.await.flatten().unwrap_or(case.registration)
                };
                let issued = Document {
                    document,
                    kind,
                    number,
                    registration,
                    signers: vec![officers.judge],
                    hash: body.digest(),
                    plan,
                    supersedes: None,
                };
                evidence.push(body);
                (
                    "document",
                    document.0,
                    judge,
                    matter::Command::IssueDocument { document: issued },
                )
            }
            Step::Sweep {
                sweep,
                subjects,
                document,
                big,
            } => {
                let command = matter::Command::OrderSweep {
                    sweep,
                    subjects,
                    purpose: "enforcement".into(),
                    rule: "N-06".into(),
                    documents: vec![document],
                    units: clerk::units_to_ask(self.levy.engine(), big),
                    not_askable: self.not_askable.clone(),
                };
                ("sweep", sweep.0, judge, command)
            }
            Step::Freeze {
                plan,
                liability,
                except,
            } => {
                let command = matter::Command::PlanFreeze {
                    plan,
                    liability,
                    months: None,
                    documents: Vec::new(),
                    except,
                };
                ("freeze", plan.0, clerk, command)
            }
            Step::Draft { plan, orders } => (
                "draft",
                plan.0,
                clerk,
                matter::Command::DraftPlan {
                    plan,
                    orders,
                    overrides: Vec::new(),
                },
            ),
            Step::Approve {
                plan,
                list_hash,
                officer,
                role,
            } => {
                let actor = Actor::officer(officer, role.clone());
                (
                    "approve",
                    officer.0,
                    actor,
                    matter::Command::ApprovePlan {
                        plan,
                        list_hash,
                        officer,
                        role,
                    },
                )
            }
            Step::Settle { order, unit } => return self.settle(docket, order, unit).await,
            Step::Counter { order } => {
                let now = self.levy.engine().clock().now();
                let told = self
                    .levy
                    .engine()
                    .look_at_matter(matter, move |state| {
                        counter::told(state.orders.get(&order)?, now)
                    })
                    .await
                    .flatten();
                let Some(reply) = told else { return Ok(false) };
                (
                    "counter",
                    order.0,
                    clerk,
                    matter::Command::FoldReply { order, reply },
                )
            }
            Step::Tell {
                notice,
                subject,
                mode,
                vain,
            } => {
                let (command, slip) = self.tell(matter, subject, (notice, mode, vain))?;
                evidence.push(slip);
                ("tell", notice.0, clerk, command)
            }
            Step::Payment {
                registration,
                person,
                minor,
            } => {
                let command = matter::Command::RecordPayment {
                    receipt: clerk::payment_id(registration),
                    person,
                    amount: Money::cny(minor),
                    paid_on: self.levy.engine().clock().now().date_in(Zone::CHINA),
                    evidence: None,
                };
                ("payment", registration.0, clerk, command)
            }
            Step::Close { registration, kind } => {
                let command = matter::Command::CloseCase {
                    registration,
                    ground: kind.as_str().into(),
                    kind,
                    document: None,
                    owner: Some(officers.judge),
                };
                ("close", registration.0, judge, command)
            }
        };
        let parts: [&[u8]; 3] = [tag.as_bytes(), about.as_bytes(), &revision.to_be_bytes()];
        let id = CommandId::derive(matter.0, &parts);
        match self.command(matter, command, id, actor, evidence).await {
            Ok(answer) => Ok(!answer.events.is_empty()),
            Err(CommandError::Refused(refusal)) => {
                tracing::debug!(%matter, tag, %refusal, "an act was refused");
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The counter's statement settles what the machine could not tell.
    async fn settle(
        &self,
        docket: &Docket,
        order: OrderId,
        unit: UnitId,
    ) -> Result<bool, DemoError> {
        let engine = self.levy.engine();
        let Some(profile) = engine.rules().units().get(&unit).cloned() else {
            return Ok(false);
        };
        let statement = self.units.statement(&profile.code, order).await?;
        if statement.taken && statement.replies.is_empty() {
            return Ok(false);
        }
        let Some(case) = docket.cases.first() else {
            return Ok(false);
        };
        if !statement.taken {
            // What the counter said is kept as it was said.
            let said = serde_json::to_vec(&statement)
                .map_err(|error| DemoError::Data(error.to_string()))?;
            let subject = engine
                .look_at_matter(docket.matter, move |state| {
                    state.orders.get(&order).map(|known| known.draft.subject)
                })
                .await
                .flatten();
            let Some(subject) = subject else {
                return Ok(false);
            };
            let sealed = engine.personal().seal_evidence(
                docket.matter,
                subject,
                "order.statement",
                &said,
            )?;
            // The judge says so, and for a transfer whoever else the profile
            // asks for, each himself.
            let mut settled = false;
            let judge = (case.seed.officers.judge, Role::Judge);
            let seconds = super::staff::seconds(&case.seed);
            for (officer, role) in std::iter::once(judge).chain(seconds) {
                let second = role != Role::Judge;
                let parts: [&[u8]; 3] = [b"not-taken", order.0.as_bytes(), officer.0.as_bytes()];
                let id = CommandId::derive(docket.matter.0, &parts);
                let command = matter::Command::SettleNotTaken {
                    order,
                    ground: "statement".into(),
                    evidence: sealed.digest(),
                    window: clerk::stated_window(engine.rules(), &unit),
                };
                let evidence = vec![sealed.clone()];
                match self
                    .command(
                        docket.matter,
                        command,
                        id,
                        Actor::officer(officer, role),
                        evidence,
                    )
                    .await
                {
                    Ok(answer) if answer.events.is_empty() => {}
                    Ok(_) if second => return Ok(true),
                    Ok(_) => settled = true,
                    Err(CommandError::Refused(_)) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            return Ok(settled);
        }
        let replies = statement
            .signed_replies()
            .map_err(|error| DemoError::Data(error.to_string()))?;
        for signed in replies {
            let reply: Verified<ReplyBody> = signed
                .open(self.peers.now().trusted())
                .map_err(|error| DemoError::Data(error.to_string()))?;
            engine
                .take(unit, reply)
                .await
                .map_err(|error| DemoError::Data(error.to_string()))?;
        }
        Ok(true)
    }
}

/// Acts on one matter at one instant before the next turn.
const MAX_ROUNDS: u32 = 32;
