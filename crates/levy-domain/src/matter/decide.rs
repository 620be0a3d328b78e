//! The door: one command in, events or a refusal out. Each group of commands
//! has a room of its own.

use super::{
    bar, breach, closing, command::Command, days, deduction, delegation, distribution, duty::Duty,
    escalation, event::Event, evolve, excess, exemption, funds, handing, holds, income, interest,
    issuing, liability, maturity, money, notice, objection, opening, planning, preservation, queue,
    relay, release, replying, requery, reservation, seal, seizure, settling, standing,
    state::State, sweeping, term, third_party, urgent, value, visit, words, wrong_person,
};
use crate::{
    decider::{Decider, Misfit, Process},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::Timestamp,
};

/// The matter aggregate.
#[derive(Debug, Clone, Copy)]
pub struct Matter;

/// What every room answers.
pub(super) type Decision = Result<Vec<Event>, Refusal>;

impl Decider for Matter {
    type Command = Command;
    type Event = Event;
    type State = State;

    fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
        if state.matter.is_none() && !matches!(command, Command::Open { .. }) {
            return Err(Refusal::NotOpen);
        }
        words::check(command)?;
        days::check(command, rules, stamp)?;
        match command {
            Command::Open { .. }
            | Command::RegisterCase { .. }
            | Command::StateClaim { .. }
            | Command::AdjustClaim { .. }
            | Command::AddParty { .. }
            | Command::StateLiability { .. }
            | Command::CorrectIdentity { .. }
            | Command::IssueDocument { .. } => opening::decide(state, command, rules, stamp),
            Command::OrderSweep { .. }
            | Command::RecordAssets { .. }
            | Command::RecordLateAssets { .. }
            | Command::CloseSweep { .. } => sweeping::decide(state, command, rules, stamp),
            Command::PlanFreeze { .. }
            | Command::DraftPlan { .. }
            | Command::PlanReduction { .. }
            | Command::ApprovePlan { .. }
            | Command::WithdrawPlan { .. } => planning::decide(state, command, rules, stamp),
            Command::IssuePlan { .. }
            | Command::BeginDispatch { .. }
            | Command::NoteDelivered { .. }
            | Command::NoteOverdue { .. } => issuing::decide(state, command, rules, stamp),
            Command::NoteUnknown { .. }
            | Command::NoteNotSent { .. }
            | Command::Dispute { .. }
            | Command::NoteNotFound { .. }
            | Command::SettleNotTaken { .. }
            | Command::RequestRecall { .. } => settling::decide(state, command, rules, stamp),
            Command::FoldReply { order, reply } => {
                replying::fold(state, order, reply, rules, stamp)
            }
            Command::ObserveHold { .. } | Command::AdoptHold { .. } => {
                holds::decide(state, command, rules, stamp)
            }
            Command::Queue(command) => queue::decide(state, command, rules, stamp),
            Command::Term(command) => term::decide(state, command, rules, stamp),
            Command::BookReceipt { .. } | Command::RecordPayment { .. } => {
                money::decide(state, command, rules)
            }
            Command::Interest(command) => interest::decide(state, command, rules, stamp),
            Command::Distribution(command) => distribution::decide(state, command, rules, stamp),
            Command::Funds(command) => funds::decide(state, command, rules, stamp),
            Command::CloseCase { .. } => closing::decide(state, command, rules, stamp),
            Command::Escalation(command) => escalation::decide(state, command, rules, stamp),
            Command::Objection(command) => objection::decide(state, command, rules, stamp),
            Command::Exemption(command) => exemption::decide(state, command, stamp),
            Command::Requery(command) => requery::decide(state, command, rules, stamp),
            Command::Preservation(command) => preservation::decide(state, command, rules, stamp),
            Command::Breach(command) => breach::decide(state, command, rules, stamp),
            Command::Bar(command) => bar::decide(state, command, rules, stamp),
            Command::Reservation(command) => reservation::decide(state, command, rules, stamp),
            Command::Value(command) => value::decide(state, command, stamp),
            Command::Income(command) => income::decide(state, command, rules, stamp),
            Command::Seizure(command) => seizure::decide(state, command, rules, stamp),
            Command::Seal(command) => seal::decide(state, command, rules, stamp),
            Command::Deduction(command) => deduction::decide(state, command, rules, stamp),
            Command::Maturity(command) => maturity::decide(state, command, rules, stamp),
            Command::ThirdParty(command) => third_party::decide(state, command, rules, stamp),
            Command::Standing(command) => standing::decide(state, command, rules, stamp),
            Command::Liability(command) => liability::decide(state, command, stamp),
            Command::Excess(command) => excess::decide(state, command, stamp),
            Command::Urgent(command) => urgent::decide(state, command, rules, stamp),
            Command::WrongPerson(command) => wrong_person::decide(state, command, rules, stamp),
            Command::Handing(command) => handing::decide(state, command, stamp),
            Command::Delegation(command) => delegation::decide(state, command, rules, stamp),
            Command::Relay(command) => relay::decide(state, command, rules, stamp),
            Command::Visit(command) => visit::decide(state, command, rules, stamp),
            Command::Notice(command) => notice::decide(state, command, rules, stamp),
            Command::Release(command) => release::decide(state, command, rules, stamp),
        }
    }

    fn evolve(state: &mut State, event: &Event, decided_at: Timestamp) -> Result<(), Misfit> {
        evolve::evolve(state, event, decided_at)
    }
}

impl Process for Matter {
    type Duty = Duty;

    fn due(state: &State, now: Timestamp) -> impl Iterator<Item = Duty> {
        state.duties.due(now)
    }

    fn wake(state: &State, now: Timestamp) -> Option<Timestamp> {
        state.duties.next_after(now)
    }
}
