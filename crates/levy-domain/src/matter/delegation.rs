//! Case delegation (委托执行): a whole case is given to another court, which
//! opens one of its own. Every hold keeps its place in its queue; one
//! with too little time left is renewed first, by this court. From the day the
//! other court has the case this one asks, takes and binds nothing in it; its
//! holds live on with a named owner, and a renewal or a release is never
//! stopped.

mod going;

use super::{
    command,
    decide::Decision,
    duty::Duty,
    event::*,
    papers,
    planning::{check_signer, completes},
    register::{Owing, Register},
    relay::check_court,
    signatures::Signatures,
    state::State,
};
use crate::{
    bytes::Digest,
    code::Code,
    document::DocumentKind,
    id::{DelegationId, DocumentId, OfficerId, RegistrationId, UnitId},
    identifier::CaseNumber,
    order::{Deadline, Measure},
    refusal::Refusal,
    rules::Rules,
    stamp::{Role, Stamp},
    time::{Date, Timestamp},
};

/// What may be asked about a case that goes to another court.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// A judge proposes it.
    Propose {
        /// Its id.
        delegation: DelegationId,
        /// Which case number.
        registration: RegistrationId,
        /// To which court.
        to: UnitId,
        /// Why.
        ground: Code,
        /// The letter of delegation.
        document: DocumentId,
        /// Who looks after the holds when the case is there.
        owner: OfficerId,
    },
    /// An officer approves it.
    Approve {
        /// Which delegation.
        delegation: DelegationId,
        /// Who.
        officer: OfficerId,
        /// As what.
        role: Role,
    },
    /// Letter and papers go out.
    Send {
        /// Which delegation.
        delegation: DelegationId,
    },
    /// The other court asks for papers.
    NotePapersMissing {
        /// Which delegation.
        delegation: DelegationId,
        /// When it asked.
        on: Date,
        /// What is missing.
        missing: Vec<DocumentKind>,
        /// The sealed bytes that show it.
        evidence: Digest,
    },
    /// The papers go out.
    CompletePapers {
        /// Which delegation.
        delegation: DelegationId,
        /// What is sent.
        documents: Vec<DocumentId>,
    },
    /// The other court opened a case.
    NoteAccepted {
        /// Which delegation.
        delegation: DelegationId,
        /// Its number there.
        number: String,
        /// When.
        on: Date,
        /// The sealed notice.
        evidence: Digest,
    },
    /// The other court gives the case back.
    NoteReturned {
        /// Which delegation.
        delegation: DelegationId,
        /// Why.
        ground: Code,
        /// The sealed bytes that show it.
        evidence: Digest,
    },
    /// A judge takes it back before the other court has opened a case.
    Withdraw {
        /// Which delegation.
        delegation: DelegationId,
        /// Why.
        ground: Code,
    },
    /// A deadline passed.
    NoteOverdue {
        /// Which delegation.
        delegation: DelegationId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Delegation(command)
    }
}

impl Command {
    /// Codes and numbers of cases stand in the clear.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::Propose { ground, .. }
            | Command::NoteReturned { ground, .. }
            | Command::Withdraw { ground, .. } => ground.said("ground"),
            // A printed number of a case has no place for a name.
            Command::NoteAccepted { number, .. } => match CaseNumber::parse(number) {
                Ok(_) => Ok(()),
                Err(_) => Err(Refusal::Malformed {
                    what: "number",
                    why: "is no number of a case; write it as printed, such as （2022）川3322执12号",
                }),
            },
            Command::Approve { .. }
            | Command::Send { .. }
            | Command::NotePapersMissing { .. }
            | Command::CompletePapers { .. }
            | Command::NoteOverdue { .. } => Ok(()),
        }
    }
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Approvals are missing.
    Proposed,
    /// It may go out.
    Approved,
    /// The other court has letter and papers, since that day.
    Sent(Date),
    /// The other court opened a case under this number.
    Accepted(String),
    /// The case is this court's again.
    Ended(DelegationEnd),
}

/// A case that goes to another court.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelegationState {
    /// As proposed.
    pub proposed: DelegationProposed,
    /// Who approved it.
    pub signatures: Signatures,
    /// How far it is.
    pub stage: Stage,
    /// Papers that the other court misses, and since when.
    pub missing: Option<(Date, Vec<DocumentKind>)>,
    /// What was sent after it last.
    pub completed: Vec<DocumentId>,
    /// The clock that runs.
    pub clock: Option<Deadline>,
    /// That it has passed was said.
    pub told: bool,
}

impl DelegationState {
    pub(super) fn new(proposed: DelegationProposed) -> Self {
        DelegationState {
            proposed,
            signatures: Signatures::default(),
            stage: Stage::Proposed,
            missing: None,
            completed: Vec::new(),
            clock: None,
            told: false,
        }
    }

    /// The case is this court's again.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Ended(_))
    }

    /// From here on this clock runs.
    pub(super) fn awaits(&mut self, clock: Option<&Deadline>) {
        self.clock = clock.cloned();
        self.told = false;
    }
}

impl Owing for DelegationState {
    type Id = DelegationId;

    /// Somebody must say that the clock has run out.
    fn duty(&self, id: DelegationId) -> Option<(Timestamp, Duty)> {
        let clock = self.clock.as_ref().filter(|_| !self.told)?;
        Some((clock.at, Duty::Delegation(id)))
    }
}

/// Delegations of a matter.
pub type Delegations = Register<DelegationState>;

impl State {
    /// The court that has the case, once it opened one of its own.
    pub fn delegated_to(&self) -> Option<UnitId> {
        let there = |known: &DelegationState| matches!(known.stage, Stage::Accepted(_));
        let mut all = self.delegations.iter().map(|(_, known)| known);
        all.find(|known| there(known))
            .map(|known| known.proposed.to)
    }
}

/// What the matrix of approvals calls it.
const MEASURE: &str = "delegate-case";

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Propose {
            delegation,
            registration,
            to,
            ground,
            document,
            owner,
        } => {
            let on = stamp.at.date_in(rules.profile().zone());
            let (needed, rule) = rules
                .profile()
                .approvals(&Measure::from(MEASURE), None, on)?;
            let proposed = DelegationProposed {
                delegation: *delegation,
                registration: *registration,
                to: *to,
                ground: ground.clone(),
                document: *document,
                owner: *owner,
                approvals_needed: needed.to_vec(),
                approval_rule: rule.clone(),
                proposed_by: stamp.actor.officer,
            };
            propose(state, proposed, rules, stamp)
        }
        Command::Approve {
            delegation,
            officer,
            role,
        } => {
            let known = find(state, delegation)?;
            approve(known, *officer, role, rules, stamp)
        }
        Command::NoteOverdue { delegation } => {
            let known = find(state, delegation)?;
            let passed = known.is_due(*delegation, stamp.at);
            let clock = known.clock.clone().filter(|_| passed);
            let late = clock.map(|deadline| DelegationOverdue {
                delegation: *delegation,
                to: known.proposed.to,
                deadline,
            });
            Ok(late.into_iter().map(Event::from).collect())
        }
        Command::Send { .. }
        | Command::NotePapersMissing { .. }
        | Command::CompletePapers { .. }
        | Command::NoteAccepted { .. }
        | Command::NoteReturned { .. }
        | Command::Withdraw { .. } => going::decide(state, command, rules, stamp),
    }
}

fn find<'a>(state: &'a State, id: &DelegationId) -> Result<&'a DelegationState, Refusal> {
    let known = state.delegations.get(id);
    known.ok_or(Refusal::Unknown { what: "delegation" })
}

fn not(why: &'static str) -> Refusal {
    let what = "delegation";
    Refusal::Malformed { what, why }
}

fn propose(state: &State, proposed: DelegationProposed, rules: &Rules, stamp: &Stamp) -> Decision {
    if let Some(known) = state.delegations.get(&proposed.delegation) {
        let same = known.proposed == proposed;
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    stamp.by_a_judge()?;
    let registration = state.registrations.get(&proposed.registration);
    let registration = registration.ok_or(Refusal::Unknown {
        what: "registration",
    })?;
    if registration.closed.is_some() {
        return Err(Refusal::Closed);
    }
    if !rules.profile().orders_allowed(&registration.kind) {
        return Err(not("is for a case that commands orders"));
    }
    check_court(rules, &proposed.to)?;
    let on = stamp.at.date_in(rules.profile().zone());
    papers::for_act(state, MEASURE, &[proposed.document], rules, on)?;
    if state.delegations.iter().any(|(_, known)| !known.is_over()) {
        return Err(Refusal::OnlyOnce {
            what: "a delegation of this case",
        });
    }
    Ok(vec![proposed.into()])
}

fn approve(
    known: &DelegationState,
    officer: OfficerId,
    role: &Role,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    check_signer(officer, role, rules, stamp)?;
    if known.signatures.of(officer).is_some() {
        return Ok(vec![]);
    }
    match known.stage {
        Stage::Proposed => {}
        Stage::Ended(_) => return Err(not("is over")),
        Stage::Approved | Stage::Sent(_) | Stage::Accepted(_) => return Ok(vec![]),
    }
    let proposed = &known.proposed;
    let signatures = &known.signatures;
    signatures.check_fresh(officer, proposed.proposed_by, stamp)?;
    let complete = completes(&proposed.approvals_needed, &signatures.given, role)?;
    let approved = DelegationApproved {
        delegation: proposed.delegation,
        officer,
        role: role.clone(),
        on_behalf_of: stamp.actor.on_behalf_of,
        complete,
    };
    Ok(vec![approved.into()])
}
