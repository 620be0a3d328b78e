//! Money in the court's account (案款) on its way out, and back again.

use super::Allocation;
use crate::{
    code::Code,
    id::{ClaimId, DocumentId, LiabilityId, OfficerId, PaymentId, PersonId, ReceiptId, ReversalId},
    money::Money,
    order::Basis,
    time::Date,
};
use serde::{Deserialize, Serialize};

/// A receipt that no transfer explains is counted for a debtor: the price of
/// a sale, a third person's payment, his own into the court's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptAttributed {
    /// Which receipt.
    pub receipt: ReceiptId,
    /// For whose debt.
    pub liability: LiabilityId,
    /// Where it comes from: `sale`, `third-party`, `debtor`, `income`.
    pub source: Code,
    /// The day on which the debtor lost it, where that was before it was
    /// booked: income is his no more from the pay day on (M-01).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_on: Option<Date>,
}

/// An allocation is undone before anything of it was paid out: the receipt
/// was somebody else's (F27), or belongs to another claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationReversed {
    /// Which receipt.
    pub receipt: ReceiptId,
    /// Of which claim.
    pub claim: ClaimId,
    /// What is taken back, component by component.
    pub parts: Vec<Allocation>,
    /// Why.
    pub ground: Code,
    /// The document it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
}

/// Allocated money is paid out to a creditor (案款发放).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidOut {
    /// Its id: one payment leaves once.
    pub payment: PaymentId,
    /// Out of which receipt.
    pub receipt: ReceiptId,
    /// For which claim.
    pub claim: ClaimId,
    /// To whom.
    pub creditor: PersonId,
    /// How much.
    pub amount: Money,
    /// Who let it go, all different.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
}

/// Money that is nobody's claim goes back (退款).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refunded {
    /// Its id: one payment leaves once.
    pub payment: PaymentId,
    /// Out of which receipt.
    pub receipt: ReceiptId,
    /// How much.
    pub amount: Money,
    /// To which party; absent = to the account that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PersonId>,
    /// Why: `surplus`, `mistaken-deposit`, `reversal`.
    pub ground: Code,
    /// Who let it go, all different.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
}

/// A creditor must return what was paid out to him (执行回转, M-03).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReversalOrdered {
    /// Its id.
    pub reversal: ReversalId,
    /// Of which payment.
    pub payment: PaymentId,
    /// How much of it.
    pub amount: Money,
    /// What it yielded meanwhile, as the ruling says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fruits: Option<Money>,
    /// The ruling.
    pub document: DocumentId,
    /// The rule it rests on.
    pub basis: Basis,
}

/// A receipt is what a creditor returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReversalReturned {
    /// For which reversal.
    pub reversal: ReversalId,
    /// The receipt; all of it may go back to the debtor.
    pub receipt: ReceiptId,
    /// How much of the payment it returns.
    pub amount: Money,
    /// How much of the fruits.
    pub fruits: Money,
    /// What is no longer collected, component by component.
    pub parts: Vec<Allocation>,
}
