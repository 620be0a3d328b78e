//! What a value says: one kind of answer each.

use super::{
    account::{AccountEffect, Condition},
    approval::ApprovalEffect,
    asking::AskAheadEffect,
    authority::{Filing, Signing},
    bar::BarEffect,
    cards::CardsEffect,
    closing::ClosingWay,
    deadline::{DeadlineEffect, ExpiryEffect},
    delegation::DelegationEffect,
    documents::DocumentsEffect,
    escalation::Rung,
    identity::IdentityEffect,
    ladder::{LadderEffect, RenewalAheadEffect},
    living::LivingMinimum,
    lowering::LoweringEffect,
    money::{RateEffect, RenewalStart},
    notice::NoticeEffect,
    release::ReleaseGrounds,
    requery::RequeryEffect,
    rule::Text,
    sanction::{BreachEffect, FineEffect, FineProcedure},
    secrecy::SecrecyEffect,
    takeover::TakeoverEffect,
    term::TermEffect,
    urgent::UrgentEffect,
};
use crate::claim::ComponentKind;
use serde::Deserialize;
use std::fmt;

/// The answer that a rule gives; in the text, the key after `says.`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Effect {
    /// Longest term of control per class of asset.
    Term(TermEffect),
    /// What may be done with an account of a class.
    Account(AccountEffect),
    /// Documents that go with a measure on a route.
    Documents(DocumentsEffect),
    /// Who approves a measure.
    Approval(ApprovalEffect),
    /// How soon something must happen.
    Deadline(DeadlineEffect),
    /// How long an order may be carried out after its issue.
    Expiry(ExpiryEffect),
    /// Interest as integer parts.
    Rate(RateEffect),
    /// Order in which money is allocated inside one claim.
    Allocation(Vec<ComponentKind>),
    /// Where a renewal's term starts.
    RenewalStart(RenewalStart),
    /// When another court may be asked for an asset.
    Takeover(TakeoverEffect),
    /// What a renewal that was authorised ahead leads to.
    RenewalAhead(RenewalAheadEffect),
    /// How long before its last day the end of a hold is told.
    AlarmLadder(LadderEffect),
    /// The sum of limits may exceed the room while answers are awaited.
    ParallelFreeze(bool),
    /// Ways in which a case number is closed.
    Closing(Vec<ClosingWay>),
    /// What must be so before a case is given to another court.
    Delegation(DelegationEffect),
    /// How often units are asked again after a round was ended.
    Requery(RequeryEffect),
    /// How often a unit is asked again who stands ahead.
    AskAhead(AskAheadEffect),
    /// How often a rule has a unit lower a hold or let it go.
    Lowering(LoweringEffect),
    /// Steps against a unit that does not answer, in their order.
    Escalation(Vec<Rung>),
    /// What follows when a unit acts against an order.
    Breach(BreachEffect),
    /// Range of a fine.
    Fine(FineEffect),
    /// Who decides a fine and what may be done against it.
    FineProcedure(FineProcedure),
    /// What a bar stops.
    Bar(BarEffect),
    /// Grounds on which control is lifted.
    ReleaseGrounds(ReleaseGrounds),
    /// What a natural person keeps of his income each month.
    LivingMinimum(LivingMinimum),
    /// Kinds of goods that nobody seizes.
    ExemptGoods(Vec<Condition>),
    /// Which matches of a person are weak, and who must look at them.
    Identity(IdentityEffect),
    /// What one officer may let leave at once.
    Urgent(UrgentEffect),
    /// What is not shown to the parties before control.
    Secrecy(SecrecyEffect),
    /// Who is told that an asset is under control.
    Notice(NoticeEffect),
    /// Who goes to a counter, and how early the end of a card is told.
    Cards(CardsEffect),
    /// Who files whom.
    Filing(Vec<Filing>),
    /// Who signs what.
    Signing(Vec<Signing>),
    /// A principle that the code carries out and the reader can cite.
    Principle(Text),
}

impl Effect {
    /// Its name, as the text writes it.
    pub fn name(&self) -> &'static str {
        match self {
            Effect::Term(_) => "term",
            Effect::Account(_) => "account",
            Effect::Documents(_) => "documents",
            Effect::Approval(_) => "approval",
            Effect::Deadline(_) => "deadline",
            Effect::Expiry(_) => "expiry",
            Effect::Rate(_) => "rate",
            Effect::Allocation(_) => "allocation",
            Effect::RenewalStart(_) => "renewal_start",
            Effect::Takeover(_) => "takeover",
            Effect::RenewalAhead(_) => "renewal_ahead",
            Effect::AlarmLadder(_) => "alarm_ladder",
            Effect::ParallelFreeze(_) => "parallel_freeze",
            Effect::Closing(_) => "closing",
            Effect::Delegation(_) => "delegation",
            Effect::Requery(_) => "requery",
            Effect::AskAhead(_) => "ask_ahead",
            Effect::Lowering(_) => "lowering",
            Effect::Escalation(_) => "escalation",
            Effect::Breach(_) => "breach",
            Effect::Fine(_) => "fine",
            Effect::FineProcedure(_) => "fine_procedure",
            Effect::Bar(_) => "bar",
            Effect::ReleaseGrounds(_) => "release_grounds",
            Effect::LivingMinimum(_) => "living_minimum",
            Effect::ExemptGoods(_) => "exempt_goods",
            Effect::Identity(_) => "identity",
            Effect::Urgent(_) => "urgent",
            Effect::Secrecy(_) => "secrecy",
            Effect::Notice(_) => "notice",
            Effect::Cards(_) => "cards",
            Effect::Filing(_) => "filing",
            Effect::Signing(_) => "signing",
            Effect::Principle(_) => "principle",
        }
    }

    /// The unit of its number; empty where it has none.
    pub fn unit(&self) -> &'static str {
        match self {
            Effect::Term(_) | Effect::Requery(_) | Effect::Delegation(_) => "month",
            Effect::Expiry(_) | Effect::Urgent(_) => "hour",
            Effect::AlarmLadder(_)
            | Effect::RenewalAhead(_)
            | Effect::Cards(_)
            | Effect::AskAhead(_) => "day",
            Effect::Deadline(deadline) => deadline.unit(),
            Effect::Rate(_) => "part per million",
            Effect::Approval(_) | Effect::Fine(_) | Effect::LivingMinimum(_) => "yuan",
            _ => "",
        }
    }
}

/// `a, b, c`.
pub(super) fn listed<T: fmt::Display>(items: &[T]) -> String {
    items
        .iter()
        .map(T::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

/// One line for a listing; literals as the text writes them.
impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Effect::Term(term) => term.fmt(f),
            Effect::Account(account) => account.fmt(f),
            Effect::Documents(documents) => documents.fmt(f),
            Effect::Approval(approval) => approval.fmt(f),
            Effect::Deadline(deadline) => deadline.fmt(f),
            Effect::Expiry(expiry) => expiry.fmt(f),
            Effect::Rate(rate) => rate.fmt(f),
            Effect::Allocation(order) => f.write_str(&listed(order)),
            Effect::RenewalStart(start) => start.fmt(f),
            Effect::Takeover(takeover) => takeover.fmt(f),
            Effect::RenewalAhead(ahead) => ahead.fmt(f),
            Effect::AlarmLadder(ladder) => ladder.fmt(f),
            Effect::ParallelFreeze(on) => f.write_str(if *on { "on" } else { "off" }),
            Effect::Closing(ways) => f.write_str(&listed(ways)),
            Effect::Delegation(delegation) => delegation.fmt(f),
            Effect::Requery(requery) => requery.fmt(f),
            Effect::AskAhead(asking) => asking.fmt(f),
            Effect::Lowering(lowering) => lowering.fmt(f),
            Effect::Escalation(rungs) => f.write_str(&listed(rungs)),
            Effect::Breach(breach) => breach.fmt(f),
            Effect::Fine(fine) => fine.fmt(f),
            Effect::FineProcedure(procedure) => procedure.fmt(f),
            Effect::Bar(bar) => bar.fmt(f),
            Effect::ReleaseGrounds(set) => set.fmt(f),
            Effect::LivingMinimum(least) => least.fmt(f),
            Effect::ExemptGoods(kinds) => f.write_str(&listed(kinds)),
            Effect::Identity(identity) => identity.fmt(f),
            Effect::Urgent(urgent) => urgent.fmt(f),
            Effect::Secrecy(secrecy) => secrecy.fmt(f),
            Effect::Notice(notice) => notice.fmt(f),
            Effect::Cards(cards) => cards.fmt(f),
            Effect::Filing(entries) => f.write_str(&listed(entries)),
            Effect::Signing(entries) => f.write_str(&listed(entries)),
            Effect::Principle(text) => f.write_str(&text.zh),
        }
    }
}
