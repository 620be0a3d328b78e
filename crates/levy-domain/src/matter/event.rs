//! What can happen to a matter. Literals and fields are the storage format:
//! fields are only ever added, and only optional ones.

use crate::{
    asset::AssetFound,
    bytes::Digest,
    claim::{Claim, Component, Liability},
    code::Code,
    document::Document,
    id::{
        AssetId, ClaimId, DocumentId, HoldId, LiabilityId, MatterId, OfficerId, OrderId, PersonId,
        PlanId, ReceiptId, RegistrationId, SweepId, UnitId,
    },
    money::{Currency, Money},
    order::{Basis, Deadline, Issuance, Measure, OrderDraft, Reason},
    party::{PartyRole, Person},
    reply::{Reply, Truth},
    sealed::Sealed,
    stamp::Role,
    time::{Date, Timestamp, Zone},
};
use serde::{Deserialize, Serialize};

events! {
    /// Events of a matter.
    Event {
        "matter-opened" => MatterOpened,
        "case-registered" => CaseRegistered,
        "case-number-closed" => CaseNumberClosed,
        "claim-stated" => ClaimStated,
        "claim-adjusted" => ClaimAdjusted,
        "party-added" => PartyAdded,
        "liability-stated" => LiabilityStated,
        "identity-corrected" => IdentityCorrected,
        "document-issued" => DocumentIssued,
        "sweep-ordered" => SweepOrdered,
        "assets-found" => AssetsFound,
        "late-assets-found" => LateAssetsFound,
        "sweep-closed" => SweepClosed,
        "plan-drafted" => PlanDrafted,
        "plan-approved" => PlanApproved,
        "plan-withdrawn" => PlanWithdrawn,
        "orders-issued" => OrdersIssued,
        "dispatch-begun" => DispatchBegun,
        "order-delivered" => OrderDelivered,
        "outcome-unknown" => OutcomeUnknown,
        "order-answered" => OrderAnswered,
        "order-overdue" => OrderOverdue,
        "order-not-taken" => OrderNotTaken,
        "order-disputed" => OrderDisputed,
        "recall-requested" => RecallRequested,
        "order-recalled" => OrderRecalled,
        "recall-too-late" => RecallTooLate,
        "hold-established" => HoldEstablished,
        "hold-adopted" => HoldAdopted,
        "hold-changed" => HoldChanged,
        "hold-reduced" => HoldReduced,
        "hold-renewed" => HoldRenewed,
        "hold-released" => HoldReleased,
        "excess-revealed" => ExcessRevealed,
        "transfer-reserved" => TransferReserved,
        "transfer-settled" => TransferSettled,
        "transfer-freed" => TransferFreed,
        "receipt-booked" => ReceiptBooked,
        "receipt-matched" => ReceiptMatched,
        "voluntary-payment-recorded" => VoluntaryPaymentRecorded,
        "allocated" => Allocated,
    }
}

/// The matter begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterOpened {
    /// Its id.
    pub matter: MatterId,
    /// Code of the court that holds it, such as `川3322`.
    pub court: String,
    /// One currency for the whole matter.
    pub currency: Currency,
}

open_enum! {
    /// What a case number stands for; the profile names the codes.
    CaseKind {
        /// First enforcement (执).
        First = "first",
        /// Resumed (执恢).
        Resumed = "resumed",
        /// Preservation (执保).
        Preservation = "preservation",
        /// Objection (执异).
        Objection = "objection",
        /// Reconsideration (执复).
        Reconsideration = "reconsideration",
        /// Any other type; the number tells which.
        OtherKind = "other-kind",
    }
}

/// A case number is registered for the matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRegistered {
    /// Its id; statistics count registrations.
    pub registration: RegistrationId,
    /// The number in its normal form, such as `（2022）川3322执12号`.
    pub number: String,
    /// Type code, such as `执`.
    pub type_code: String,
    /// What the type stands for.
    pub kind: CaseKind,
    /// Code of the registering court.
    pub court: String,
    /// The court date of filing.
    pub filed_on: Date,
    /// Filed in an earlier year and still open then (旧存).
    #[serde(default)]
    pub carried_in: bool,
}

open_enum! {
    /// How a case number is closed (C-05).
    ClosingKind {
        /// Paid in full (执行完毕).
        Performed = "performed",
        /// This round is ended, the claim lives on (终结本次).
        RoundEnded = "round-ended",
        /// Terminated (终结执行).
        Terminated = "terminated",
        /// Struck off (销案).
        Withdrawn = "withdrawn",
        /// Not to be enforced (不予执行).
        NotEnforced = "not-enforced",
        /// Application dismissed (驳回申请).
        Dismissed = "dismissed",
        /// Preservation measures are in place (保全完毕).
        Preserved = "preserved",
        /// Moved to another court.
        Moved = "moved",
        /// A review case is decided.
        Decided = "decided",
    }
}

/// A case number is closed; holds may live on, with an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseNumberClosed {
    /// Which registration.
    pub registration: RegistrationId,
    /// How.
    pub kind: ClosingKind,
    /// Ground in words of the profile.
    pub ground: Code,
    /// The court date.
    pub on: Date,
    /// The closing document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// Holds that live on and who owns their agenda.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds_left: Vec<HoldId>,
    /// The owner of what is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
}

/// A claim is stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimStated {
    /// The claim with its components.
    pub claim: Claim,
    /// The matter that grants reservations on it; this one unless it says
    /// otherwise.
    pub home: MatterId,
}

/// A component of a claim is restated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimAdjusted {
    /// Which claim.
    pub claim: ClaimId,
    /// The component as it now stands; others stay.
    pub component: Component,
    /// Why, as a code.
    pub ground: Code,
    /// The document it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
}

/// Somebody takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyAdded {
    /// Who.
    pub person: Person,
    /// As what.
    pub role: PartyRole,
}

/// A debtor is liable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiabilityStated {
    /// For what, who, how.
    pub liability: Liability,
}

/// A person's identity is corrected; what was sent under the old one is open
/// again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityCorrected {
    /// Who, as now known; the id stays.
    pub person: Person,
    /// The document that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// The number itself is another one: what follows rests on the earlier.
    #[serde(default)]
    pub renumbered: bool,
    /// Orders sent under the earlier identity.
    pub orders: Vec<OrderId>,
    /// Holds that cover nothing from now on.
    pub holds: Vec<HoldId>,
    /// Assets found under the earlier identity: nothing is done with them
    /// until they are found again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<AssetId>,
    /// Rounds of queries that asked under the earlier identity: what they
    /// still find of this person is not found again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sweeps: Vec<SweepId>,
}

/// A document is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentIssued {
    /// The document.
    pub document: Document,
}

/// A round of queries is ordered; it runs in a stream of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepOrdered {
    /// Its id.
    pub sweep: SweepId,
    /// About whom.
    pub subjects: Vec<PersonId>,
    /// Purpose, as a code.
    pub purpose: Code,
    /// Legal basis.
    pub basis: Basis,
    /// Documents that go with the queries.
    pub documents: Vec<DocumentId>,
    /// Units asked.
    pub units: Vec<UnitId>,
    /// Asset classes that nobody could be asked about, with the rule or
    /// reason (F24).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_askable: Vec<Code>,
}

/// Assets that a sweep found, in batches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetsFound {
    /// Which sweep.
    pub sweep: SweepId,
    /// Batch number from 0.
    pub batch: u32,
    /// The assets.
    pub assets: Vec<AssetFound>,
}

/// Assets that a unit names after the round of queries is over: late, or in
/// place of what it said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateAssetsFound {
    /// Which sweep.
    pub sweep: SweepId,
    /// The query that was answered.
    pub order: OrderId,
    /// SHA-256 of the reply as the unit sent it.
    pub raw_hash: Digest,
    /// Batch of what this reply names, from 0.
    pub batch: u32,
    /// The assets.
    pub assets: Vec<AssetFound>,
}

/// The round of queries is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepClosed {
    /// Which sweep.
    pub sweep: SweepId,
    /// Queries asked.
    pub asked: u32,
    /// Queries with a final answer.
    pub answered: u32,
    /// Units that never answered in time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silent: Vec<UnitId>,
}

/// An asset that a plan leaves alone, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Which asset.
    pub asset: AssetId,
    /// Why.
    pub reason: Reason,
}

/// What a rule warns of in a plan, without refusing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warned {
    /// Which asset.
    pub asset: AssetId,
    /// The rule; none where no rule names the asset's class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Basis>,
}

/// A rule that two officers set aside for one plan, with their reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overridden {
    /// The rule as it stood.
    pub rule: Basis,
    /// Who: two different officers.
    pub officers: Vec<OfficerId>,
    /// Why, as a code.
    pub ground: String,
}

/// How the room was worked out when a plan was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worksheet {
    /// For which claim.
    pub claim: ClaimId,
    /// Sum of its components.
    pub owed: Money,
    /// Collected so far.
    pub collected: Money,
    /// Held now and covering.
    pub held: Money,
    /// In flight now.
    pub in_flight: Money,
    /// What may still be controlled.
    pub room: Money,
    /// The moment of all this.
    pub as_of: Timestamp,
}

/// Orders are drafted as one list, to be approved by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDrafted {
    /// Its id.
    pub plan: PlanId,
    /// SHA-256 over the canonical list of orders.
    pub list_hash: Digest,
    /// The orders.
    pub orders: Vec<OrderDraft>,
    /// What was left alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
    /// What a judge must look at before he approves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warned>,
    /// Rules set aside for this plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Overridden>,
    /// How the room was worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worksheet: Option<Worksheet>,
    /// Roles of which each must approve, one officer each, all different.
    pub approvals_needed: Vec<Vec<Role>>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
    /// Who drafted it; he cannot approve it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drafted_by: Option<OfficerId>,
    /// Drafted by a rule rather than a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<Basis>,
}

/// One officer approves a plan by its list hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanApproved {
    /// Which plan.
    pub plan: PlanId,
    /// What he saw.
    pub list_hash: Digest,
    /// Who.
    pub officer: OfficerId,
    /// As what.
    pub role: Role,
    /// No more approvals are needed.
    pub complete: bool,
}

/// A plan is given up before anything of it was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanWithdrawn {
    /// Which plan.
    pub plan: PlanId,
    /// Why.
    pub ground: Code,
}

/// A plan's orders become binding. From here each may have been sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrdersIssued {
    /// Which plan.
    pub plan: PlanId,
    /// What became fixed per order, in the plan's order.
    pub issued: Vec<Issuance>,
}

/// The first byte of an attempt is about to leave, to a unit that does not
/// honour ids, or with a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispatchBegun {
    /// Which order.
    pub order: OrderId,
    /// From 1.
    pub attempt: u32,
}

/// The unit has the order; its answer comes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDelivered {
    /// Which order.
    pub order: OrderId,
    /// First byte out.
    pub sent_at: Timestamp,
    /// The unit's machine had it.
    pub delivered_at: Timestamp,
    /// In law served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_at: Option<Timestamp>,
    /// The unit's receipt number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_number: Option<Sealed>,
    /// Clocks that start with the delivery, in place of the earlier ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
    /// The unit's signed word, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// Perhaps carried out, perhaps not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeUnknown {
    /// Which order.
    pub order: OrderId,
    /// Which attempt.
    pub attempt: u32,
    /// Why, as a code: `cut-off`, `restarted`, `no-answer`, `not-sent`.
    pub reason: Code,
}

/// A unit answers an order, in whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderAnswered {
    /// Which order.
    pub order: OrderId,
    /// What it says.
    pub reply: Reply,
}

/// A deadline passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderOverdue {
    /// Which order.
    pub order: OrderId,
    /// How often by now, from 1.
    pub level: u32,
    /// The deadline that passed.
    pub deadline: Deadline,
}

/// It is shown that the unit did not carry the order out and no longer can.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderNotTaken {
    /// Which order.
    pub order: OrderId,
    /// `inquiry-after-window`, `statement`, `never-sent`.
    pub ground: Code,
    /// The bytes that show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
    /// The second officer, where two settle it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<OfficerId>,
    /// The rule that asks for two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Basis>,
}

/// Unit and log contradict each other; a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDisputed {
    /// Which order.
    pub order: OrderId,
    /// What contradicts, as a code.
    pub reason: Code,
    /// The kept body that shows it; none for a reply whose canonical form
    /// rebuilds its bytes, which `order-answered` beside it has the hash of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// The court wants an order back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecallRequested {
    /// Which order.
    pub order: OrderId,
    /// Why.
    pub ground: Code,
}

/// It came back before it took effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRecalled {
    /// Which order.
    pub order: OrderId,
    /// The unit's signed word that shows it, sealed; none where no byte left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// It had taken effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecallTooLate {
    /// Which order.
    pub order: OrderId,
}

/// The three ends of a hold. The alarm runs on the earliest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ends {
    /// As the court ordered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_ordered: Option<Date>,
    /// As the unit states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_unit_states: Option<Date>,
    /// To the minute, where the unit gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_unit_states_at: Option<Timestamp>,
    /// As the law computes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_law_computes: Option<Date>,
    /// The rule that computes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Basis>,
}

impl Ends {
    /// The earliest of the three: the last day, in part or whole, of the
    /// hold in the court's `zone`.
    pub fn earliest(&self, zone: Zone) -> Option<Date> {
        // What ends at midnight ends with the day before.
        let to_the_minute = self
            .as_unit_states_at
            .map(|at| Timestamp(at.0.saturating_sub(1)).date_in(zone));
        [
            self.as_ordered,
            self.as_unit_states,
            to_the_minute,
            self.as_law_computes,
        ]
        .into_iter()
        .flatten()
        .min()
    }
}

/// An asset is under control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldEstablished {
    /// Its id.
    pub hold: HoldId,
    /// The order and line that made it.
    pub order: OrderId,
    /// Line of that order.
    pub line: u32,
    /// Which asset.
    pub asset: AssetId,
    /// Class of the asset.
    pub class: crate::asset::AssetClass,
    /// At which unit.
    pub unit: UnitId,
    /// For whose debt.
    pub liability: LiabilityId,
    /// What kind of control.
    pub measure: Measure,
    /// Limit as ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// Really held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Money>,
    /// Of it, the debtor's own share, which covers the debt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Money>,
    /// Missing because the account is short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond_balance: Option<Money>,
    /// Missing because others were earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Money>,
    /// 0 = in force, else place in the queue.
    pub rank: u32,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The three ends.
    pub ends: Ends,
    /// How far it is trusted.
    pub truth: Truth,
    /// Not paid out before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_redeemable_before: Option<Date>,
    /// Made under an identity that was corrected before the unit answered: it
    /// covers nothing and is not drawn on.
    #[serde(default)]
    pub void: bool,
}

/// A hold made before this log began, or elsewhere, is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldAdopted {
    /// Its id.
    pub hold: HoldId,
    /// Which asset.
    pub asset: AssetId,
    /// Class of the asset.
    pub class: crate::asset::AssetClass,
    /// Number of the asset.
    pub number: Sealed,
    /// At which unit.
    pub unit: UnitId,
    /// Whose asset.
    pub person: PersonId,
    /// For whose debt.
    pub liability: LiabilityId,
    /// What kind of control.
    pub measure: Measure,
    /// Limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// Held, as claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Money>,
    /// Of it, the debtor's own share, where the asset is known to be shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Money>,
    /// 0 = in force.
    pub rank: u32,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The three ends.
    pub ends: Ends,
    /// Always `claimed` until a unit confirms.
    pub truth: Truth,
    /// Number of the earlier order or document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What a hold holds is different from what was known: a corrected reply, an
/// account that filled up, a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldChanged {
    /// Which hold.
    pub hold: HoldId,
    /// The order whose reply says so, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Held now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Money>,
    /// Of it, covering.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Money>,
    /// Still missing because the account is short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond_balance: Option<Money>,
    /// Still missing because others were earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Money>,
    /// Place in the queue now.
    pub rank: u32,
    /// First day, where it is another one now: a place in the queue came to
    /// the front.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Ends now.
    pub ends: Ends,
    /// How far it is trusted.
    pub truth: Truth,
    /// `corrected`, `inflow`, `promoted`, `seen-in-query`.
    pub cause: Code,
    /// When it was so at the unit, where no order's reply says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// The sealed bytes that show it, where no order's reply does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// A hold's limit is lowered at the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldReduced {
    /// Which hold.
    pub hold: HoldId,
    /// By which order.
    pub order: OrderId,
    /// Limit now.
    pub limit: Money,
    /// Held now.
    pub held: Money,
    /// Of it, covering.
    pub covers: Money,
}

/// A hold is renewed, or the unit takes its word of a renewal back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRenewed {
    /// Which hold.
    pub hold: HoldId,
    /// By which order.
    pub order: OrderId,
    /// Line of that order.
    pub line: u32,
    /// First day of the renewed term (D-05); none when it is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The three ends as they are now.
    pub ends: Ends,
}

/// A hold is gone because the court released it or drew it out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldReleased {
    /// Which hold.
    pub hold: HoldId,
    /// By which order.
    pub order: OrderId,
    /// `released`, `drawn`.
    pub cause: Code,
}

/// More is held than was asked for, or than is owed. Either sum may be zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcessRevealed {
    /// The hold that shows it.
    pub hold: HoldId,
    /// Above the order's own limit.
    pub over_order: Money,
    /// Above the room of the claim.
    pub over_room: Money,
    /// The order whose reply revealed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Rule that bars excess.
    pub rule: Basis,
}

/// Part of a hold is set aside for a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferReserved {
    /// By which order.
    pub order: OrderId,
    /// Which line.
    pub line: u32,
    /// Out of which hold.
    pub hold: HoldId,
    /// How much.
    pub amount: Money,
}

/// The unit says that it moved the money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferSettled {
    /// By which order.
    pub order: OrderId,
    /// Which line.
    pub line: u32,
    /// Out of which hold.
    pub hold: HoldId,
    /// How much it moved.
    pub amount: Money,
    /// How far it is trusted: `claimed` until the receipt is matched.
    pub truth: Truth,
}

/// What was set aside and not moved is free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferFreed {
    /// By which order.
    pub order: OrderId,
    /// Which line.
    pub line: u32,
    /// Out of which hold.
    pub hold: HoldId,
    /// How much.
    pub amount: Money,
}

/// Money arrived in the court's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptBooked {
    /// Its id.
    pub receipt: ReceiptId,
    /// How much.
    pub amount: Money,
    /// The account's booking day.
    pub booked_on: Date,
    /// Who sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The bank's reference, without personal data.
    pub reference: String,
    /// The statement's bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// A receipt belongs to a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptMatched {
    /// Which receipt.
    pub receipt: ReceiptId,
    /// Which order.
    pub order: OrderId,
    /// Which line.
    pub line: u32,
    /// How much of the receipt.
    pub amount: Money,
}

/// The debtor paid of himself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoluntaryPaymentRecorded {
    /// Its id.
    pub receipt: ReceiptId,
    /// Who paid.
    pub person: PersonId,
    /// How much.
    pub amount: Money,
    /// When.
    pub paid_on: Date,
    /// The bytes that show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// What one component gets of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// Which component.
    pub component: crate::claim::ComponentKind,
    /// How much.
    pub amount: Money,
}

/// Collected money is allocated to the claim (D-10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocated {
    /// Which receipt.
    pub receipt: ReceiptId,
    /// To which claim.
    pub claim: ClaimId,
    /// Component by component.
    pub parts: Vec<Allocation>,
    /// What nothing is owed for; to be refunded.
    pub surplus: Money,
    /// The day of the worksheet.
    pub as_of: Date,
}
