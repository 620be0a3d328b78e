//! One case against one invented debtor.

use crate::rig::{COURT, Rig, bureau_head, judge};
use levy::engine::{Answer, Caller, Command as EngineCommand, CommandError, StreamKey};
use levy_domain::{
    claim::{Claim, Component, ComponentKind, Liability, LiabilityMode},
    document::{Document, DocumentKind},
    id::*,
    matter::{Command, State, event::CaseKind, urgent},
    money::{Currency, Money},
    party::{IdentityKind, IdentityStrength, PartyRole, Person, PersonKind},
    stamp::{Actor, Role},
    time::Zone,
};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// Far above what all accounts hold, in fen.
const CLAIM: u64 = 400_000_000;

pub(crate) struct Case<'a> {
    pub(crate) rig: &'a Rig,
    pub(crate) matter: MatterId,
    pub(crate) person: PersonId,
    pub(crate) liability: LiabilityId,
    number: String,
    acts: AtomicU32,
}

impl<'a> Case<'a> {
    /// Files a case with one debtor and one claim.
    pub(crate) async fn open(rig: &'a Rig, label: &str) -> Self {
        let matter = MatterId::derive(Uuid::nil(), &[label.as_bytes()]);
        let person = PersonId::derive(matter.0, &[b"debtor"]);
        let liability = LiabilityId::derive(matter.0, &[b"liability"]);
        let case = Case {
            rig,
            matter,
            person,
            liability,
            number: format!("（2026）川33执{label}号"),
            acts: AtomicU32::new(0),
        };
        case.file().await;
        case
    }

    async fn file(&self) {
        let desk = self.rig.levy.engine().personal();
        let seal = |field, plain: &str| {
            desk.seal_person(self.matter, self.person, field, plain)
                .expect("sealed")
        };
        let today = self.rig.now().date_in(Zone::CHINA);
        let claim = ClaimId::derive(self.matter.0, &[b"claim"]);
        let component = Component {
            kind: ComponentKind::Principal,
            amount: Money::cny(CLAIM),
            as_of: today,
            method: "fixed".into(),
            rate_series: None,
            excluded: Vec::new(),
        };
        let filing = [
            Command::Open {
                matter: self.matter,
                court: COURT.into(),
                currency: Currency::CNY,
            },
            Command::AddParty {
                person: Person {
                    person: self.person,
                    kind: PersonKind::Natural,
                    name: seal("person.name", "虚构某甲"),
                    name_variants: Vec::new(),
                    identity_kind: IdentityKind::ResidentId,
                    identity: Some(seal("person.identity", "990000190001010010")),
                    strength: IdentityStrength::Valid,
                },
                role: PartyRole::Debtor,
            },
            Command::StateClaim {
                claim: Claim {
                    claim,
                    currency: Currency::CNY,
                    components: vec![component],
                    allocation_order: vec![ComponentKind::Principal],
                    title: None,
                },
                home: self.matter,
            },
            Command::StateLiability {
                liability: Liability {
                    liability: self.liability,
                    claim,
                    person: self.person,
                    mode: LiabilityMode::Joint,
                    share: None,
                    cap: None,
                },
            },
            Command::RegisterCase {
                registration: RegistrationId::derive(self.matter.0, &[b"case"]),
                number: self.number.clone(),
                type_code: "执".into(),
                kind: CaseKind::First,
                court: COURT.into(),
                filed_on: today,
                carried_in: false,
            },
        ];
        for command in filing {
            self.act(command).await.expect("a case is filed");
        }
    }

    /// One act of the court, durable when it returns.
    pub(crate) async fn act(&self, command: Command) -> Result<Answer, CommandError> {
        let actor = match &command {
            Command::ApprovePlan { officer, role, .. } => Actor::officer(*officer, role.clone()),
            Command::Urgent(urgent::Command::Approve { officer, role, .. }) => {
                Actor::officer(*officer, role.clone())
            }
            Command::SettleNotTaken { .. } | Command::CloseCase { .. } => {
                Actor::officer(judge(), Role::Judge)
            }
            _ => Actor::system(),
        };
        let number = self.acts.fetch_add(1, Ordering::Relaxed);
        let id = CommandId::derive(self.matter.0, &[b"act", &number.to_be_bytes()]);
        let caller = Caller {
            actor,
            court: COURT.into(),
            purpose: "test".into(),
        };
        let key = StreamKey::Matter(self.matter);
        let engine = self.rig.levy.engine();
        engine
            .command(key, EngineCommand::Matter(command), id, caller)
            .await
    }

    /// Issues a document; its sealed text is durable before.
    pub(crate) async fn document(&self, kind: DocumentKind, plan: Option<PlanId>) -> DocumentId {
        let engine = self.rig.levy.engine();
        let text = "虚构文书 an invented document";
        let body = engine
            .personal()
            .seal_evidence(self.matter, self.person, "document.text", text.as_bytes())
            .expect("a sealed document");
        let of_plan = plan.map_or([0; 16], |plan| *plan.0.as_bytes());
        let document = Document {
            document: DocumentId::derive(self.matter.0, &[kind.as_str().as_bytes(), &of_plan]),
            number: format!("{} {kind}", self.number),
            kind,
            registration: RegistrationId::derive(self.matter.0, &[b"case"]),
            signers: vec![judge()],
            hash: body.digest(),
            plan,
            supersedes: None,
        };
        let id = document.document;
        let put = engine.journal().put_evidence(vec![body]).await;
        put.expect("a document is kept");
        let done = self.act(Command::IssueDocument { document }).await;
        done.expect("a document is issued");
        id
    }

    /// Orders a round of queries at all units; returns at once.
    pub(crate) async fn order_sweep(&self) -> SweepId {
        let notice = self.document(DocumentKind::QueryNotice, None).await;
        let sweep = SweepId::derive(self.matter.0, &[b"sweep"]);
        let done = self.act(Command::OrderSweep {
            sweep,
            subjects: vec![self.person],
            purpose: "enforcement".into(),
            rule: "N-06".into(),
            documents: vec![notice],
            units: self.rig.profiles.iter().map(|unit| unit.unit).collect(),
            not_askable: Vec::new(),
        });
        done.await.expect("a sweep is ordered");
        sweep
    }

    /// Asks every unit and waits for the answers.
    pub(crate) async fn ask(&self) {
        let sweep = self.order_sweep().await;
        self.until("the sweep is closed", move |state| {
            state.sweeps.get(&sweep).is_some_and(|sweep| sweep.closed)
        })
        .await;
    }

    /// Plans freezes and issues them; answers with the orders, and does not
    /// wait for the units.
    pub(crate) async fn freeze(&self) -> Vec<OrderId> {
        let plan = PlanId::derive(self.matter.0, &[b"freeze"]);
        let done = self.act(Command::PlanFreeze {
            plan,
            liability: self.liability,
            months: None,
            documents: Vec::new(),
            except: Vec::new(),
        });
        done.await.expect("a freeze is planned");
        for kind in [DocumentKind::Ruling, DocumentKind::AssistanceNotice] {
            self.document(kind, Some(plan)).await;
        }
        self.approve(plan).await
    }

    /// The same, and waits until every unit has answered.
    pub(crate) async fn frozen(&self) {
        let orders = self.freeze().await;
        self.until("the bank has frozen", move |state| {
            orders
                .iter()
                .all(|order| !state.orders[order].phase.is_open())
        })
        .await;
    }

    async fn approve(&self, plan: PlanId) -> Vec<OrderId> {
        let (list_hash, orders) = self
            .look(move |state| {
                let plan = state.plans.get(&plan).expect("a plan");
                let orders = plan.drafted.orders.iter().map(|order| order.order);
                (plan.drafted.list_hash, orders.collect::<Vec<_>>())
            })
            .await;
        for (officer, role) in [(judge(), Role::Judge), (bureau_head(), Role::BureauHead)] {
            let approve = Command::ApprovePlan {
                plan,
                list_hash,
                officer,
                role,
            };
            self.act(approve).await.expect("a plan is approved");
        }
        orders
    }

    /// Looks at the matter's state.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&State) -> T + Send + 'static,
    ) -> T {
        let engine = self.rig.levy.engine();
        engine
            .look_at_matter(self.matter, look)
            .await
            .expect("the matter is there")
    }

    /// Waits until the matter's state is so.
    pub(crate) async fn until(
        &self,
        what: &str,
        so: impl Fn(&State) -> bool + Send + Clone + 'static,
    ) {
        self.rig
            .until(what, async || self.look(so.clone()).await)
            .await;
    }
}
