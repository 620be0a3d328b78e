//! What a third party owes the debtor (到期债权, D-04): frozen, called in, and
//! what he said and did.

use crate::{
    bytes::Digest,
    code::Code,
    id::{DebtId, DocumentId, LiabilityId, OfficerId, PersonId, ReceiptId},
    money::Money,
    order::{Basis, Deadline},
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// How a document reached him.
    ServiceWay {
        /// Into his own hands (直接送达).
        Direct = "direct",
        /// Left with him who would not take it (留置送达).
        LeftBehind = "left-behind",
        /// By post (邮寄送达).
        Post = "post",
        /// By publication (公告送达).
        Publication = "publication",
    }
}

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
    /// The ruling.
    pub ruling: DocumentId,
    /// Who ordered it.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
    /// The rule it rests on.
    pub rule: Basis,
}

/// A document reached the third party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyServed {
    /// About which debt.
    pub debt: DebtId,
    /// The ruling, or the notice to pay (履行到期债务通知书).
    pub document: DocumentId,
    /// When.
    pub served_at: Timestamp,
    /// How.
    pub way: ServiceWay,
    /// By when he pays or objects, where it is the notice to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Deadline>,
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
    /// Why.
    pub ground: Code,
    /// The ruling.
    pub document: DocumentId,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
