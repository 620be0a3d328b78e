//! One case as a clerk plays it: every act waits for the one before it to be
//! durable. Names and documents are sealed before the clock starts, since
//! sealing is the clerk's office's work and the first use of a data key waits
//! for the key table's own sync.

use super::stage::{COURT, bureau_head, judge};
use levy::{
    Levy,
    engine::{Caller, Circumstances, Command as EngineCommand, Personal, StreamKey},
    journal::EvidenceBody,
};
use levy_domain::{
    claim::{Claim, Component, ComponentKind, Liability, LiabilityMode},
    document::{Document, DocumentKind},
    id::*,
    matter::{
        Command,
        event::{CaseKind, ClosingKind},
    },
    money::{Currency, Money},
    party::{IdentityKind, IdentityStrength, PartyRole, Person, PersonKind},
    stamp::{Actor, Role},
    time::{Date, Zone},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::Notify, task::JoinHandle};
use uuid::Uuid;

/// Far above what all accounts hold, in fen.
const CLAIM: u64 = 400_000_000;

/// Wakes who waits for a matter to change. One look-round a millisecond for
/// all of them, so that waiting costs the engine next to nothing.
pub(crate) struct Bell {
    waiting: Arc<Mutex<BTreeMap<MatterId, Arc<Notify>>>>,
    ringing: JoinHandle<()>,
}

impl Bell {
    pub(crate) fn of(levy: &Arc<Levy>) -> Arc<Self> {
        let waiting: Arc<Mutex<BTreeMap<MatterId, Arc<Notify>>>> = Arc::default();
        let (levy, all) = (Arc::clone(levy), Arc::clone(&waiting));
        let ringing = tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(1)).await;
                let touched = levy.engine().take_touched();
                let all = all.lock().unwrap_or_else(PoisonError::into_inner);
                touched
                    .iter()
                    .filter_map(|matter| all.get(matter))
                    .for_each(|bell| bell.notify_one());
            }
        });
        Arc::new(Bell { waiting, ringing })
    }

    fn hang(&self, matter: MatterId) -> Arc<Notify> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(waiting.entry(matter).or_default())
    }

    fn take(&self, matter: &MatterId) {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(matter);
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        self.ringing.abort();
    }
}

/// A case with everything that is sealed for it.
pub(crate) struct Case {
    matter: MatterId,
    number: String,
    today: Date,
    person: Person,
    notice: EvidenceBody,
    ruling: EvidenceBody,
    assistance: EvidenceBody,
    /// Whom to ask; nobody when empty.
    pub(crate) units: Vec<UnitId>,
    pub(crate) freezes: bool,
    pub(crate) closes: bool,
}

impl Case {
    /// Case `number` of the series `label`.
    pub(crate) fn prepare(levy: &Levy, label: &str, number: usize, units: Vec<UnitId>) -> Self {
        let desk = levy.engine().personal();
        let matter = MatterId::derive(Uuid::nil(), &[label.as_bytes(), &number.to_be_bytes()]);
        let person = PersonId::derive(matter.0, &[b"debtor"]);
        let identity = format!("110000{number:012}");
        let seal = |field, plain| {
            desk.seal_person(matter, person, field, plain)
                .expect("sealed")
        };
        let text = format!("{label} {number} 虚构文书 invented document. ").repeat(12);
        let body = |kind: &str| sealed_text(desk, matter, person, &format!("{kind}: {text}"));
        Case {
            matter,
            number: format!("（2026）川33执{label}{number}号"),
            today: levy.engine().clock().now().date_in(Zone::CHINA),
            person: Person {
                person,
                kind: PersonKind::Natural,
                name: seal("person.name", "虚构某甲"),
                name_variants: Vec::new(),
                identity_kind: IdentityKind::ResidentId,
                identity: Some(seal("person.identity", &identity)),
                strength: IdentityStrength::Valid,
            },
            notice: body("query-notice"),
            ruling: body("ruling"),
            assistance: body("assistance-notice"),
            units,
            freezes: false,
            closes: false,
        }
    }

    fn registration(&self) -> RegistrationId {
        RegistrationId::derive(self.matter.0, &[b"case"])
    }

    fn liability(&self) -> LiabilityId {
        LiabilityId::derive(self.matter.0, &[b"liability"])
    }

    fn filing(&self) -> Vec<Command> {
        let claim = ClaimId::derive(self.matter.0, &[b"claim"]);
        let component = Component {
            kind: ComponentKind::Principal,
            amount: Money::cny(CLAIM),
            as_of: self.today,
            method: "fixed".into(),
            rate_series: None,
            excluded: Vec::new(),
        };
        vec![
            Command::Open {
                matter: self.matter,
                court: COURT.into(),
                currency: Currency::CNY,
            },
            Command::AddParty {
                person: self.person.clone(),
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
                    liability: self.liability(),
                    claim,
                    person: self.person.person,
                    mode: LiabilityMode::Joint,
                    share: None,
                    cap: None,
                },
            },
            Command::RegisterCase {
                registration: self.registration(),
                number: self.number.clone(),
                type_code: "执".into(),
                kind: CaseKind::First,
                court: COURT.into(),
                filed_on: self.today,
                carried_in: false,
            },
        ]
    }

    fn document(&self, kind: DocumentKind, body: &EvidenceBody, plan: Option<PlanId>) -> Document {
        Document {
            document: DocumentId::derive(self.matter.0, &[kind.as_str().as_bytes()]),
            number: format!("{} {kind}", self.number),
            kind,
            registration: self.registration(),
            signers: vec![judge()],
            hash: body.digest(),
            plan,
            supersedes: None,
        }
    }

    /// Plays the case to its end.
    pub(crate) async fn play(self, levy: &Levy, bell: &Bell) {
        let clerk = Clerk {
            levy,
            bell: bell.hang(self.matter),
            matter: self.matter,
        };
        for command in self.filing() {
            clerk.act(command, None).await;
        }
        if !self.units.is_empty() {
            self.ask(&clerk).await;
        }
        if self.freezes {
            self.freeze(&clerk).await;
        }
        if self.closes {
            let command = Command::CloseCase {
                registration: self.registration(),
                kind: ClosingKind::Terminated,
                ground: "bench".into(),
                document: None,
                owner: Some(judge()),
            };
            clerk.act(command, None).await;
        }
        bell.take(&self.matter);
    }

    async fn ask(&self, clerk: &Clerk<'_>) {
        let notice = self.document(DocumentKind::QueryNotice, &self.notice, None);
        let sweep = SweepId::derive(self.matter.0, &[b"sweep"]);
        let order = Command::OrderSweep {
            sweep,
            subjects: vec![self.person.person],
            purpose: "enforcement".into(),
            rule: "N-06".into(),
            documents: vec![notice.document],
            units: self.units.clone(),
            not_askable: Vec::new(),
        };
        clerk
            .act(
                Command::IssueDocument { document: notice },
                Some(self.notice.clone()),
            )
            .await;
        clerk.act(order, None).await;
        clerk
            .until(move |state| state.sweeps.get(&sweep).is_some_and(|sweep| sweep.closed))
            .await;
    }

    async fn freeze(&self, clerk: &Clerk<'_>) {
        let plan = PlanId::derive(self.matter.0, &[b"freeze"]);
        let command = Command::PlanFreeze {
            plan,
            liability: self.liability(),
            months: None,
            documents: Vec::new(),
            except: Vec::new(),
        };
        clerk.act(command, None).await;
        for (kind, body) in [
            (DocumentKind::Ruling, &self.ruling),
            (DocumentKind::AssistanceNotice, &self.assistance),
        ] {
            let document = self.document(kind, body, Some(plan));
            clerk
                .act(Command::IssueDocument { document }, Some(body.clone()))
                .await;
        }
        let seen = clerk
            .levy
            .engine()
            .look_at_matter(self.matter, move |state| {
                state.plans.get(&plan).map(|plan| plan.drafted.list_hash)
            });
        let list_hash = seen.await.flatten().expect("a plan");
        for (officer, role) in [(judge(), Role::Judge), (bureau_head(), Role::BureauHead)] {
            clerk
                .act(
                    Command::ApprovePlan {
                        plan,
                        list_hash,
                        officer,
                        role,
                    },
                    None,
                )
                .await;
        }
        clerk
            .until(|state| !state.holds.is_empty() && state.open_orders().next().is_none())
            .await;
    }
}

fn sealed_text(desk: &Personal, matter: MatterId, person: PersonId, text: &str) -> EvidenceBody {
    desk.seal_evidence(matter, person, "document.text", text.as_bytes())
        .expect("a sealed document")
}

struct Clerk<'a> {
    levy: &'a Levy,
    bell: Arc<Notify>,
    matter: MatterId,
}

impl Clerk<'_> {
    /// One act, durable when it returns.
    async fn act(&self, command: Command, evidence: Option<EvidenceBody>) {
        let actor = match &command {
            Command::ApprovePlan { officer, role, .. } => Actor::officer(*officer, role.clone()),
            Command::CloseCase { .. } => Actor::officer(judge(), Role::Judge),
            _ => Actor::system(),
        };
        let about = act_name(&command);
        let id = CommandId::derive(self.matter.0, &[about.as_bytes()]);
        let caller = Caller {
            actor,
            court: COURT.into(),
            purpose: "bench".into(),
        };
        let key = StreamKey::Matter(self.matter);
        let command = EngineCommand::Matter(command);
        let with = Circumstances {
            evidence: evidence.into_iter().collect(),
            ..Circumstances::default()
        };
        let done = self
            .levy
            .engine()
            .command_with(key, command, id, caller, with)
            .await;
        let done = done.expect("an act is never refused");
        assert!(!done.events.is_empty(), "{about} was done before");
    }

    async fn until(
        &self,
        done: impl Fn(&levy_domain::matter::State) -> bool + Send + Clone + 'static,
    ) {
        loop {
            let look = done.clone();
            if self.levy.engine().look_at_matter(self.matter, look).await == Some(true) {
                return;
            }
            self.bell.notified().await;
        }
    }
}

/// Tells the acts of one case apart.
fn act_name(command: &Command) -> String {
    match command {
        Command::IssueDocument { document } => format!("document {}", document.kind),
        Command::ApprovePlan { role, .. } => format!("approve {role}"),
        Command::Open { .. } => "open".into(),
        Command::AddParty { .. } => "party".into(),
        Command::StateClaim { .. } => "claim".into(),
        Command::StateLiability { .. } => "liability".into(),
        Command::RegisterCase { .. } => "register".into(),
        Command::OrderSweep { .. } => "sweep".into(),
        Command::PlanFreeze { .. } => "freeze".into(),
        _ => "close".into(),
    }
}

/// Plays all cases, `at_once` at a time.
pub(crate) async fn play_all(levy: &Arc<Levy>, bell: &Arc<Bell>, cases: Vec<Case>, at_once: usize) {
    let cases = Arc::new(Mutex::new(cases));
    let clerks: Vec<_> = (0..at_once)
        .map(|_| {
            let (levy, bell, cases) = (Arc::clone(levy), Arc::clone(bell), Arc::clone(&cases));
            tokio::spawn(async move {
                loop {
                    let next = cases.lock().unwrap_or_else(PoisonError::into_inner).pop();
                    let Some(case) = next else { return };
                    case.play(&levy, &bell).await;
                }
            })
        })
        .collect();
    for clerk in clerks {
        clerk.await.expect("a clerk");
    }
    levy.engine().idle().await;
}
