//! What people write into a command and the log keeps in the clear: codes and
//! printed numbers, and nothing else.

use super::{command::Command, distribution, funds, interest};
use crate::{
    claim::Component,
    code::{Code, printed},
    identifier::CourtCode,
    order::OrderDraft,
    party::Person,
    refusal::Refusal,
};

/// Longest id of a rule.
const RULE_CHARS: usize = 24;

pub(super) fn check(command: &Command) -> Result<(), Refusal> {
    match command {
        Command::Open { court: code, .. } => court(code),
        Command::RegisterCase {
            number, court: of, ..
        } => court(of).and_then(|()| printed("case number", number)),
        Command::StateClaim { claim, .. } => claim.components.iter().try_for_each(component),
        Command::AdjustClaim {
            component: part,
            ground,
            ..
        } => component(part).and_then(|()| ground.said("ground")),
        Command::AddParty { person, .. } | Command::CorrectIdentity { person, .. } => names(person),
        Command::IssueDocument { document } => printed("number", &document.number),
        Command::OrderSweep {
            purpose,
            not_askable,
            ..
        } => {
            purpose.said("purpose")?;
            codes("not_askable", not_askable)
        }
        Command::DraftPlan { orders, .. } => orders.iter().try_for_each(draft),
        Command::WithdrawPlan { ground, .. }
        | Command::SettleNotTaken { ground, .. }
        | Command::RequestRecall { ground, .. }
        | Command::CloseCase { ground, .. } => ground.said("ground"),
        Command::Term(command) => command.words(),
        Command::Exemption(command) => command.words(),
        Command::Queue(command) => command.words(),
        Command::ObserveHold { cause, .. } => cause.said("cause"),
        Command::AdoptHold { source, .. } => source
            .as_ref()
            .map_or(Ok(()), |number| printed("source", number)),
        Command::Interest(command) => interest::check_words(command),
        Command::Distribution(command) => distribution::check_words(command),
        Command::Funds(command) => funds::check_words(command),
        Command::BookReceipt { reference, .. } => printed("reference", reference),
        Command::Bar(command) => command.words(),
        Command::Standing(command) => command.words(),
        Command::Delegation(command) => command.words(),
        Command::Relay(command) => command.words(),
        Command::Income(command) => command.words(),
        Command::ThirdParty(command) => command.words(),
        Command::Seizure(command) => command.words(),
        Command::Value(command) => command.words(),
        Command::Urgent(command) => command.words(),
        Command::Handing(command) => command.words(),
        Command::Notice(command) => command.words(),
        Command::Excess(_)
        | Command::StateLiability { .. }
        | Command::RecordAssets { .. }
        | Command::RecordLateAssets { .. }
        | Command::CloseSweep { .. }
        | Command::PlanFreeze { .. }
        | Command::PlanReduction { .. }
        | Command::ApprovePlan { .. }
        | Command::IssuePlan { .. }
        | Command::BeginDispatch { .. }
        | Command::NoteDelivered { .. }
        | Command::NoteUnknown { .. }
        | Command::NoteNotFound { .. }
        | Command::NoteNotSent { .. }
        | Command::Dispute { .. }
        | Command::FoldReply { .. }
        | Command::NoteOverdue { .. }
        | Command::RecordPayment { .. }
        | Command::Breach(_)
        | Command::Preservation(_)
        | Command::Requery(_)
        | Command::Escalation(_)
        | Command::Objection(_)
        | Command::Liability(_)
        | Command::Reservation(_)
        | Command::WrongPerson(_)
        | Command::Visit(_)
        | Command::Seal(_)
        | Command::Deduction(_)
        | Command::Maturity(_)
        | Command::Release(_) => Ok(()),
    }
}

/// The code of a court, in the signs that case numbers carry.
fn court(code: &str) -> Result<(), Refusal> {
    CourtCode::parse(code)
        .map(drop)
        .map_err(|_| Refusal::Malformed {
            what: "court",
            why: "is no code of a court",
        })
}

fn component(part: &Component) -> Result<(), Refusal> {
    part.method.said("method")?;
    codes("rate_series", &part.rate_series)?;
    part.excluded
        .iter()
        .try_for_each(|period| period.ground.said("ground"))
}

fn names(person: &Person) -> Result<(), Refusal> {
    person
        .name_variants
        .iter()
        .try_for_each(|variant| variant.source.said("source"))
}

fn draft(order: &OrderDraft) -> Result<(), Refusal> {
    order.purpose.said("purpose")?;
    rule(&order.basis.rule)?;
    order.lines.iter().try_for_each(|line| {
        line.reason.key.said("reason")?;
        line.reason.rule.as_deref().map_or(Ok(()), rule)
    })
}

/// Ids of rules are upper-case, such as `N-16`, and so no codes.
fn rule(id: &str) -> Result<(), Refusal> {
    let plain = |sign: u8| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'.';
    if id.len() <= RULE_CHARS && id.bytes().all(plain) {
        Ok(())
    } else {
        Err(Refusal::Malformed {
            what: "rule",
            why: "is no id of a rule",
        })
    }
}

fn codes<'a>(what: &'static str, said: impl IntoIterator<Item = &'a Code>) -> Result<(), Refusal> {
    said.into_iter().try_for_each(|code| code.said(what))
}
