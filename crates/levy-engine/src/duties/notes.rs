//! Duties of which one command says that their time has come.

use levy_domain::{
    id::PlanId,
    matter::{
        Command, Duty, State, breach, delegation, escalation, excess, income, maturity, notice,
        objection, preservation, queue, relay, release, requery, standing, term, third_party,
        urgent, wrong_person,
    },
};
use uuid::Uuid;

/// A command of the matter that says so.
pub(super) struct Note {
    /// Part of the command's id.
    pub(super) tag: &'static str,
    /// What it is about.
    pub(super) about: Uuid,
    pub(super) command: Command,
}

/// `None` for what takes more than a command.
pub(super) fn of(state: &State, duty: Duty) -> Option<Note> {
    let (tag, about, command): (_, _, Command) = match duty {
        Duty::Issue(_) | Duty::Carry(_) | Duty::Settle(_) | Duty::Reduce(_) | Duty::Release(_) => {
            return None;
        }
        Duty::Overdue(order) => ("overdue", order.0, Command::NoteOverdue { order }),
        Duty::Delegation(delegation) => {
            let command = delegation::Command::NoteOverdue { delegation };
            ("delegation", delegation.0, command.into())
        }
        Duty::RelayLeg(order) => {
            let command = relay::Command::NoteOverdue { order };
            ("relay-leg", order.0, command.into())
        }
        Duty::Alarm(hold) => ("alarm", hold.0, term::Command::NoteEnd { hold }.into()),
        Duty::Escalate(order) => {
            let command = escalation::Command::Escalate { order };
            ("escalate", order.0, command.into())
        }
        Duty::Objection(objection) => {
            let command = objection::Command::NoteOverdue { objection };
            ("objection", objection.0, command.into())
        }
        Duty::Requery(registration) => {
            let command = requery::Command::NoteDue { registration };
            ("requery", registration.0, command.into())
        }
        Duty::SuitDeadline(registration) => {
            let command = preservation::Command::SetDeadline { registration };
            ("suit-deadline", registration.0, command.into())
        }
        Duty::SuitMissed(registration) => {
            let command = preservation::Command::NoteMissed { registration };
            ("suit-missed", registration.0, command.into())
        }
        Duty::ReduceOverdue(claim) => {
            let command = excess::Command::NoteOverdue { claim };
            ("reduce-overdue", claim.0, command.into())
        }
        Duty::Recovery(breach) => {
            let command = breach::Command::NoteMissed { breach };
            ("recovery", breach.0, command.into())
        }
        Duty::Remittance(income) => {
            let command = income::Command::NoteMissed { income };
            ("remittance", income.0, command.into())
        }
        Duty::Matured(hold) => {
            let command = maturity::Command::NoteMatured { hold };
            ("matured", hold.0, command.into())
        }
        Duty::ThirdParty(debt) => {
            let command = third_party::Command::NoteDue { debt };
            ("third-party", debt.0, command.into())
        }
        Duty::Standing(standing) => {
            // Its plan has one id, however often the duty is tried.
            let rounds = state.standings.get(&standing).map_or(0, |one| one.rounds);
            let plan = PlanId::derive(standing.0, &[b"round", &rounds.to_be_bytes()]);
            let command = standing::Command::Repeat { standing, plan };
            ("standing", standing.0, command.into())
        }
        Duty::ReleaseOverdue(hold) => {
            let command = Command::Release(release::Command::NoteOverdue { hold });
            ("release-overdue", hold.0, command)
        }
        Duty::Countersign(plan) => {
            let command = urgent::Command::NoteMissed { plan };
            ("countersign", plan.0, command.into())
        }
        Duty::WrongPersonOverdue(report) => {
            let command = wrong_person::Command::NoteOverdue { report };
            ("wrong-person-overdue", report.0, command.into())
        }
        Duty::ClearWrongPerson(report) => {
            let command = wrong_person::Command::Clear { report };
            ("wrong-person-cleared", report.0, command.into())
        }
        Duty::Promotion(hold) => {
            let command = queue::Command::NotePromotion { hold };
            ("promotion", hold.0, command.into())
        }
        Duty::AskAhead(hold) => {
            let command = queue::Command::AskAhead { hold };
            ("ask-ahead", hold.0, command.into())
        }
        Duty::Notice(plan) => {
            let command = notice::Command::Owe { plan };
            ("notices", plan.0, command.into())
        }
        Duty::NoticeOverdue(notice) => {
            let command = notice::Command::NoteOverdue { notice };
            ("notice-overdue", notice.0, command.into())
        }
        Duty::Handover(hold) => {
            let command = queue::Command::NoteHandoverOverdue { hold };
            ("handover", hold.0, command.into())
        }
    };
    Some(Note {
        tag,
        about,
        command,
    })
}
