//! A court for one script: its rules, its state, and names for ids.

use levy_domain::{
    bytes::{Bytes, Digest},
    calendar::Calendar,
    court::{self, event::OfficerFiled},
    decider::{Decider, Process},
    id::{CommandId, MatterId, OfficerId, OrderId, PersonId, PlanId},
    matter::{
        Command, Duty, Event, Matter, State, breach, delegation, escalation, excess, income,
        maturity, notice, objection, queue, relay, release, requery, standing, state::PlanPhase,
        term, third_party, urgent, wrong_person,
    },
    order::{Fence, Issuance},
    refusal::Refusal,
    rules::{Profile, Rules, UnitDirectory},
    sealed::{Sealed, Token},
    stamp::{Actor, Role, Stamp},
    time::{Date, Timestamp},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};
use uuid::Uuid;

/// Everything happens in this one.
pub(super) const MATTER: MatterId = MatterId(Uuid::from_u128(1));

pub(super) fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let units = include_str!("../../scripts/units.toml");
        Rules::new(
            Arc::new(Profile::china().unwrap()),
            Arc::new(Calendar::china().unwrap()),
            Arc::new(UnitDirectory::from_toml(units).unwrap()),
        )
    })
}

/// An id that follows from a name, so that transcripts never change.
pub(super) fn id(name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::nil(), name.as_bytes())
}

pub(super) fn sealed(name: &str) -> Sealed {
    Sealed {
        token: Token(Bytes(name.as_bytes().to_vec())),
        sealed: Bytes(name.as_bytes().to_vec()),
    }
}

/// The officer who acts in a role: `judge-2` is another judge.
/// Who can be named.
const OFFICERS: [&str; 5] = ["judge", "judge-2", "bureau-head", "president", "clerk"];

pub(super) fn officer(name: &str) -> (OfficerId, Role) {
    let role = name.trim_end_matches(|sign: char| sign == '-' || sign.is_ascii_digit());
    (OfficerId(id(name)), Role::from(role))
}

/// Everybody that a script can name is filed.
fn filed() -> court::State {
    let mut court = court::State::default();
    for name in OFFICERS {
        let (officer, role) = officer(name);
        let filed = OfficerFiled {
            officer,
            name: sealed(name),
            role,
            work_card: None,
            enforcement_card: None,
            from: Date::MIN,
        };
        court.officers.insert(officer, (filed, None));
    }
    court
}

/// Whoever the script lets act for another is his deputy.
fn with_deputy(mut court: court::State, actor: &Actor) -> Arc<court::State> {
    if let (Some(deputy), Some(principal)) = (actor.officer, actor.on_behalf_of) {
        let days = vec![(Date::MIN, Date::MAX)];
        court.deputies.insert((deputy, principal), days);
    }
    Arc::new(court)
}

/// What happened in answer to one line.
pub(super) enum Happened {
    Events(Vec<(u64, Event)>),
    Refused(Refusal),
}

pub(super) struct Court {
    pub(super) state: State,
    /// The court's own stream.
    pub(super) office: court::State,
    pub(super) log: Vec<(Event, Timestamp)>,
    pub(super) now: Option<Timestamp>,
    pub(super) names: BTreeMap<Uuid, String>,
    pub(super) sequences: BTreeMap<OrderId, u32>,
    /// Duties that a rule said no to, at which revision.
    stalled: Vec<(Duty, u64)>,
}

impl Court {
    pub(super) fn new() -> Self {
        let mut court = Court {
            state: State::default(),
            office: filed(),
            log: Vec::new(),
            now: None,
            names: BTreeMap::new(),
            sequences: BTreeMap::new(),
            stalled: Vec::new(),
        };
        for name in OFFICERS {
            court.names.insert(officer(name).0.0, name.to_owned());
        }
        court
    }

    pub(super) fn time(&self) -> Timestamp {
        self.now.unwrap_or(Timestamp(0))
    }

    /// Decides and folds.
    pub(super) fn does(&mut self, actor: Actor, command: &Command) -> Happened {
        let at = self.time();
        let place = CommandId(Uuid::from_u128(0xc << 64 | self.log.len() as u128));
        let mut stamp = Stamp::new(at, actor, place, rules().digest());
        stamp.court = with_deputy(self.office.clone(), &stamp.actor);
        let events = match Matter::decide(&self.state, command, rules(), &stamp) {
            Ok(events) => events,
            Err(refusal) => return Happened::Refused(refusal),
        };
        let again = events.is_empty();
        let mut happened = Vec::with_capacity(events.len());
        for event in events {
            let revision = self.state.revision;
            Matter::evolve(&mut self.state, &event, at).unwrap();
            self.name(&event);
            self.log.push((event.clone(), at));
            happened.push((revision, event));
        }
        if !again {
            self.deciding_again_changes_nothing(command, &stamp);
        }
        Happened::Events(happened)
    }

    /// Whatever was decided is "already so" or refused the second time.
    fn deciding_again_changes_nothing(&self, command: &Command, stamp: &Stamp) {
        let again = Matter::decide(&self.state, command, rules(), stamp);
        let more = again.unwrap_or_default();
        assert!(more.is_empty(), "{command:?} again gives {more:?}");
    }

    /// Names for what an event makes, in the order in which it comes to be.
    fn name(&mut self, event: &Event) {
        match event {
            Event::PlanDrafted(e) => {
                self.numbered("plan", e.plan.0);
                for order in &e.orders {
                    self.numbered("order", order.order.0);
                }
            }
            Event::HoldEstablished(e) => self.numbered("hold", e.hold.0),
            Event::AssistanceRefused(e) => self.numbered("refusal", e.objection.0),
            Event::HoldAdopted(e) => self.numbered("hold", e.hold.0),
            Event::SealSplit(e) => {
                for part in &e.parts {
                    self.numbered("hold", part.hold.0);
                }
            }
            Event::NoticesOwed(e) => {
                for owed in &e.notices {
                    self.numbered("notice", owed.notice.0);
                }
            }
            _ => {}
        }
    }

    fn numbered(&mut self, kind: &str, id: Uuid) {
        let number = |name: &&String| name.starts_with(&format!("{kind}-"));
        let next = self.names.values().filter(number).count() + 1;
        self.names
            .entry(id)
            .or_insert_with(|| format!("{kind}-{next}"));
    }

    /// What a script calls by this name.
    pub(super) fn named(&self, name: &str) -> Result<Uuid, String> {
        let found = self.names.iter().find(|(_, known)| *known == name);
        found
            .map(|(id, _)| *id)
            .ok_or_else(|| format!("no {name} yet"))
    }

    pub(super) fn order(&self, name: &str) -> Result<OrderId, String> {
        self.named(name).map(OrderId)
    }

    pub(super) fn person(&self, name: &str) -> Result<PersonId, String> {
        self.named(name).map(PersonId)
    }

    /// Does what the engine would do by itself at this moment: issues approved
    /// plans, says what is overdue, plans the cure of an excess. Units are the
    /// script's business.
    pub(super) fn dues(&mut self) -> Vec<(u64, Event)> {
        let mut happened = Vec::new();
        while let Some((duty, command)) = self.next_due() {
            match self.does(Actor::system(), &command) {
                Happened::Events(events) if !events.is_empty() => happened.extend(events),
                _ => self.stalled.push((duty, self.state.revision)),
            }
        }
        happened
    }

    fn next_due(&self) -> Option<(Duty, Command)> {
        let stalled = |duty: &Duty| self.stalled.contains(&(*duty, self.state.revision));
        Matter::due(&self.state, self.time())
            .filter(|duty| !stalled(duty))
            .find_map(|duty| Some((duty, self.command_of(duty)?)))
    }

    fn command_of(&self, duty: Duty) -> Option<Command> {
        match duty {
            Duty::Issue(plan) => self.issue(plan),
            Duty::Overdue(order) => Some(Command::NoteOverdue { order }),
            Duty::Reduce(claim) => Some(Command::PlanReduction {
                plan: PlanId(id(&format!("reduction {}", self.state.revision))),
                claim,
                documents: self.usable_documents(),
            }),
            Duty::Alarm(hold) => Some(term::Command::NoteEnd { hold }.into()),
            Duty::Delegation(delegation) => {
                Some(delegation::Command::NoteOverdue { delegation }.into())
            }
            Duty::RelayLeg(order) => Some(relay::Command::NoteOverdue { order }.into()),
            Duty::Escalate(order) => Some(escalation::Command::Escalate { order }.into()),
            Duty::ReduceOverdue(claim) => Some(excess::Command::NoteOverdue { claim }.into()),
            Duty::Recovery(breach) => Some(breach::Command::NoteMissed { breach }.into()),
            Duty::Release(hold) => Some(Command::Release(release::Command::Plan {
                plan: PlanId(id(&format!("release {}", self.state.revision))),
                hold,
                documents: self.usable_documents(),
            })),
            Duty::ReleaseOverdue(hold) => {
                Some(Command::Release(release::Command::NoteOverdue { hold }))
            }
            Duty::Countersign(plan) => Some(urgent::Command::NoteMissed { plan }.into()),
            Duty::WrongPersonOverdue(report) => {
                Some(wrong_person::Command::NoteOverdue { report }.into())
            }
            Duty::ClearWrongPerson(report) => Some(wrong_person::Command::Clear { report }.into()),
            Duty::Objection(objection) => {
                Some(objection::Command::NoteOverdue { objection }.into())
            }
            Duty::Requery(registration) => Some(requery::Command::NoteDue { registration }.into()),
            Duty::Remittance(income) => Some(income::Command::NoteMissed { income }.into()),
            Duty::Matured(hold) => Some(maturity::Command::NoteMatured { hold }.into()),
            Duty::ThirdParty(debt) => Some(third_party::Command::NoteDue { debt }.into()),
            Duty::Standing(standing) => {
                let plan = PlanId(id(&format!("round {}", self.state.revision)));
                Some(standing::Command::Repeat { standing, plan }.into())
            }
            Duty::Promotion(hold) => Some(queue::Command::NotePromotion { hold }.into()),
            Duty::AskAhead(hold) => Some(queue::Command::AskAhead { hold }.into()),
            Duty::Handover(hold) => Some(queue::Command::NoteHandoverOverdue { hold }.into()),
            Duty::Notice(plan) => Some(notice::Command::Owe { plan }.into()),
            Duty::NoticeOverdue(notice) => Some(notice::Command::NoteOverdue { notice }.into()),
            // The script says how orders travel and what is found out; what else
            // the engine does of itself comes with the script that shows it.
            _ => None,
        }
    }

    pub(super) fn usable_documents(&self) -> Vec<levy_domain::id::DocumentId> {
        self.state.documents.keys().copied().collect()
    }

    fn issue(&self, plan: PlanId) -> Option<Command> {
        let known = self.state.plans.get(&plan)?;
        if !matches!(known.phase, PlanPhase::Approved(_)) {
            return None;
        }
        let now = self.time();
        let issued = known.drafted.orders.iter().map(|order| Issuance {
            order: order.order,
            fence: Fence {
                epoch: 0,
                revision: self.state.revision,
            },
            body_hash: Digest::of(order.order.0.as_bytes()),
            body_evidence: None,
            expires_at: rules().profile().expires_at(&order.measure, now),
            announced: false,
            deadlines: Vec::new(),
        });
        Some(Command::IssuePlan {
            plan,
            issued: issued.collect(),
        })
    }

    /// The next moment up to `until` at which something becomes due.
    pub(super) fn wakes_before(&self, until: Timestamp) -> Option<Timestamp> {
        let next = [Matter::wake(&self.state, self.time()), self.office_wakes()];
        next.into_iter().flatten().min().filter(|at| *at <= until)
    }
}
