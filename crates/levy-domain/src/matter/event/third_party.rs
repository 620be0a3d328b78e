//! What a third party owes the debtor (到期债权, D-04): frozen, called in, and
//! what he said and did.

use super::{Ends, ServiceWay};
use crate::{
    bytes::Digest,
    code::Code,
    id::{DebtId, DocumentId, LiabilityId, OfficerId, PersonId, ReceiptId},
    money::Money,
    order::{Basis, Deadline, Term},
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

/// What a third party owes the debtor is frozen (冻结债权): he must not pay
/// the debtor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyDebtFrozen {
    /// Its id.
    pub debt: DebtId,
    /// For whose debt to the creditor.
    pub liability: LiabilityId,
    /// Who owes the debtor.
    pub third_party: PersonId,
    /// How much of it is frozen.
    pub amount: Money,
    /// When it falls due, where that is still to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matures: Option<Deadline>,
    /// First and last day of the freeze, as ordered.
    pub term: Term,
    /// Its ends: as ordered and as the law computes it.
    pub ends: Ends,
    /// The ruling.
    pub ruling: DocumentId,
    /// Who ordered it.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
    /// The rule it rests on.
    pub rule: Basis,
}

/// The freeze is to go on (续冻): it does once this ruling is served on him
/// before its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyRenewalOrdered {
    /// Which debt.
    pub debt: DebtId,
    /// The ruling.
    pub ruling: DocumentId,
    /// First and last day of what is added.
    pub term: Term,
    /// Who ordered it.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
    /// The rule it rests on.
    pub rule: Basis,
}

/// The end of the freeze comes near: one rung of the ladder of alarms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyEndNear {
    /// Which debt.
    pub debt: DebtId,
    /// Which rung, 1 being the farthest from the end; 0 when the ladder of
    /// the day would not tell yet.
    pub level: u32,
    /// Its last day.
    pub last_day: Date,
    /// Calendar days from today to the last day.
    pub days_left: u32,
    /// What he neither contests nor has paid.
    pub left: Money,
    /// Who sees to it: whoever ordered the freeze.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
    /// The ruling of a renewal that was ordered and has not reached him. It
    /// silences nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<DocumentId>,
    /// Where it preserves: by when the applicant must ask for its renewal
    /// (T-08).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<Deadline>,
    /// The ladder.
    pub rule: Basis,
    /// When it is told again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Deadline>,
}

/// The term of the freeze is over, and no renewal is known to have reached
/// him: it binds him no longer (T-10). A notice to pay that he has binds him
/// all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyFreezeEnded {
    /// Which debt.
    pub debt: DebtId,
    /// Its last day.
    pub last_day: Date,
    /// The first instant after it.
    pub ended_at: Timestamp,
    /// What he neither contests nor has paid.
    pub left: Money,
    /// The ruling of a renewal that was ordered and is not known to have
    /// reached him.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<DocumentId>,
    /// The rule.
    pub rule: Basis,
}

/// A document reached the third party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyServed {
    /// About which debt.
    pub debt: DebtId,
    /// The ruling, that of a renewal, or the notice to pay (履行到期债务通知书).
    pub document: DocumentId,
    /// When.
    pub served_at: Timestamp,
    /// How.
    pub way: ServiceWay,
    /// By when he pays or objects, where it is the notice to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Deadline>,
    /// The ends of the freeze from here on, where it is the ruling of a
    /// renewal that reached him in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<Ends>,
    /// What shows it.
    pub evidence: Digest,
}

/// What was to fall due has fallen due: the notice to pay may follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyDebtMatured {
    /// Which debt.
    pub debt: DebtId,
    /// The day that has come.
    pub matured: Deadline,
}

/// The third party contests the debt, or part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyObjected {
    /// Which debt.
    pub debt: DebtId,
    /// When the court received it.
    pub received_on: Date,
    /// How much he contests.
    pub contested: Money,
    /// After his days: it stops nothing of itself.
    #[serde(default, skip_serializing_if = "is_false")]
    pub late: bool,
    /// Why, as a code. The court examines no merits.
    pub ground: Code,
    /// What shows it.
    pub evidence: Digest,
}

/// His days passed, and he neither paid nor contested this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartySilent {
    /// Which debt.
    pub debt: DebtId,
    /// The deadline that passed.
    pub deadline: Deadline,
    /// How much.
    pub left: Money,
}

/// The third party paid into the court's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyPaid {
    /// Which debt.
    pub debt: DebtId,
    /// The receipt.
    pub receipt: ReceiptId,
    /// How much it was.
    pub amount: Money,
}

/// What he neither contested nor paid is enforced against him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyEnforced {
    /// Which debt.
    pub debt: DebtId,
    /// His own liability, up to `amount`.
    pub liability: LiabilityId,
    /// Up to how much.
    pub amount: Money,
    /// The ruling.
    pub ruling: DocumentId,
    /// Who ordered it.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
    /// The rule it rests on.
    pub rule: Basis,
}

/// The freeze is lifted: he may pay the debtor again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyDebtLifted {
    /// Which debt.
    pub debt: DebtId,
    /// Why, as the law names it.
    pub ground: Code,
    /// The ruling.
    pub document: DocumentId,
    /// Who let it go.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
