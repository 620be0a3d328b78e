//! What a unit did against an order it had been served, and what the court did
//! about it (协助义务人的责任).

use crate::{
    bytes::Digest,
    id::{BreachId, DebtId, DocumentId, FineId, HoldId, OfficerId, OrderId, ReceiptId, UnitId},
    money::Money,
    order::{Basis, Deadline},
    sealed::Sealed,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// What a unit did; the profile says what follows.
    BreachKind {
        /// Unfroze of itself, and the money left (S-07).
        DepositMoved = "deposit-moved",
        /// Paid withheld income to the debtor or to others (S-08).
        IncomePaid = "income-paid",
        /// Disposed of what was seized (S-09).
        AssetDisposed = "asset-disposed",
        /// Paid a dividend, or registered frozen equity away (S-10).
        DividendPaid = "dividend-paid",
        /// Paid a third party's debt to the debtor after the notice (S-11).
        DebtPaid = "debt-paid",
        /// Refused to assist, and went on when it was ordered to (S-01).
        RefusedAssistance = "refused-assistance",
    }
}

open_enum! {
    /// Who is fined.
    Fined {
        /// The unit.
        Unit = "unit",
        /// A person in charge or directly responsible in it (S-02).
        Individual = "individual",
    }
}

open_enum! {
    /// What the next court says of a fine.
    Reconsidered {
        /// It stands.
        Upheld = "upheld",
        /// It stands with another sum.
        Changed = "changed",
        /// It falls.
        Revoked = "revoked",
    }
}

/// Money that an order bound left all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachReported {
    /// Its id.
    pub breach: BreachId,
    /// Against which order, where one bound it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Line of that order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Which unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// What a third party owed and paid the debtor, where that was bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debt: Option<DebtId>,
    /// The hold that the money left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldId>,
    /// What it did.
    pub kind: BreachKind,
    /// How much of what was bound; nothing where it refused.
    pub moved: Money,
    /// When it left, or when the unit refused.
    pub moved_at: Timestamp,
    /// When the unit had been served.
    pub served_at: Timestamp,
    /// The rule that says what follows.
    pub rule: Basis,
    /// The bytes that show it.
    pub evidence: Digest,
}

/// The court orders the unit to recover what left, by a date that it sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryOrdered {
    /// Which breach.
    pub breach: BreachId,
    /// Kind `recovery`.
    pub deadline: Deadline,
    /// The order (责令限期追回通知书).
    pub document: DocumentId,
}

/// Some of it, or all, is back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachRecovered {
    /// Which breach.
    pub breach: BreachId,
    /// How much.
    pub amount: Money,
    /// When it was back.
    pub recovered_on: Date,
    /// The receipt, where it came into the court's account; the claim is
    /// reduced by that receipt and by nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptId>,
    /// The bytes that show it.
    pub evidence: Digest,
}

/// The date passed, and not all of it is back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryMissed {
    /// Which breach.
    pub breach: BreachId,
    /// The deadline that passed.
    pub deadline: Deadline,
    /// Not back by then.
    pub missing: Money,
}

/// The unit answers with its own assets for what it did not recover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitLiabilityRuled {
    /// Which breach.
    pub breach: BreachId,
    /// Up to how much.
    pub amount: Money,
    /// The ruling.
    pub document: DocumentId,
    /// The rule it rests on.
    pub rule: Basis,
}

/// A fine on the unit, or on a person in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FineDecided {
    /// Its id.
    pub fine: FineId,
    /// For which breach.
    pub breach: BreachId,
    /// Who is fined.
    pub on: Fined,
    /// Name of the person, where one is fined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Sealed>,
    /// How much.
    pub amount: Money,
    /// The written decision.
    pub document: DocumentId,
    /// Who decided it.
    pub officer: OfficerId,
    /// The rule that gives the range.
    pub rule: Basis,
    /// The rule that says who decides.
    pub decided_under: Basis,
}

/// Who was fined asks the next court. It does not stop the collection (S-06).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconsiderationAsked {
    /// Which fine.
    pub fine: FineId,
    /// When.
    pub asked_on: Date,
    /// By when the next court decides; kind `fine-reconsideration`.
    pub deadline: Deadline,
}

/// The next court decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconsiderationDecided {
    /// Which fine.
    pub fine: FineId,
    /// What it says.
    pub outcome: Reconsidered,
    /// What stands of the fine.
    pub amount: Money,
    /// Its decision.
    pub evidence: Digest,
}

/// A fine was paid, in part or whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FineCollected {
    /// Which fine.
    pub fine: FineId,
    /// How much.
    pub amount: Money,
    /// When.
    pub collected_on: Date,
    /// The bytes that show it.
    pub evidence: Digest,
}
