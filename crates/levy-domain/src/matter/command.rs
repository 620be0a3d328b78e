//! What may be asked of a matter. Ids of new things come in the command, so
//! that repeating it is harmless.

use crate::{
    asset::{AssetClass, AssetFound},
    bytes::Digest,
    claim::{Claim, Component, Liability},
    code::Code,
    document::Document,
    id::{
        AssetId, ClaimId, DocumentId, HoldId, LiabilityId, MatterId, OfficerId, OrderId, PersonId,
        PlanId, ReceiptId, RegistrationId, SweepId, UnitId,
    },
    matter::{
        bar, breach, delegation, distribution, escalation,
        event::{CaseKind, ClosingKind, Ends},
        exemption, funds, handing, interest, objection, preservation, relay, release, requery,
        urgent, wrong_person,
    },
    money::{Currency, Money},
    order::{Issuance, Measure, OrderDraft},
    party::{PartyRole, Person},
    reply::Reply,
    sealed::Sealed,
    stamp::Role,
    time::{Date, Timestamp},
};

/// A rule that two officers set aside, each by an act of his own beside the
/// command that names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Its id, such as `A-05`.
    pub rule: String,
    /// Two different officers.
    pub officers: [OfficerId; 2],
    /// Why, as a code.
    pub ground: String,
}

/// A command to a matter. Tests match all of it, so that none is without a
/// history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Begin the matter.
    Open {
        /// Its id.
        matter: MatterId,
        /// Court code.
        court: String,
        /// One currency for all of it.
        currency: Currency,
    },
    /// Register a case number.
    RegisterCase {
        /// Its id.
        registration: RegistrationId,
        /// Normal form of the number.
        number: String,
        /// Type code.
        type_code: String,
        /// Meaning of the type.
        kind: CaseKind,
        /// Court code.
        court: String,
        /// Filing day.
        filed_on: Date,
        /// Still open from an earlier year.
        carried_in: bool,
    },
    /// State a claim.
    StateClaim {
        /// The claim.
        claim: Claim,
        /// The matter that grants reservations on it.
        home: MatterId,
    },
    /// Restate one component.
    AdjustClaim {
        /// Which claim.
        claim: ClaimId,
        /// The component as it stands now.
        component: Component,
        /// Why.
        ground: Code,
        /// Document it rests on.
        document: Option<DocumentId>,
    },
    /// Add a party.
    AddParty {
        /// Who.
        person: Person,
        /// As what.
        role: PartyRole,
    },
    /// State a liability.
    StateLiability {
        /// For what, who, how.
        liability: Liability,
    },
    /// Correct an identity.
    CorrectIdentity {
        /// Who, as now known.
        person: Person,
        /// Document that shows it.
        document: Option<DocumentId>,
    },
    /// Issue a document whose sealed bytes are already evidence.
    IssueDocument {
        /// The document.
        document: Document,
    },
    /// Order a round of queries.
    OrderSweep {
        /// Its id.
        sweep: SweepId,
        /// About whom; all must be liable.
        subjects: Vec<PersonId>,
        /// Purpose, a code of the profile.
        purpose: Code,
        /// Rule it rests on.
        rule: String,
        /// Documents that go along.
        documents: Vec<DocumentId>,
        /// Units to ask.
        units: Vec<UnitId>,
        /// Classes nobody can be asked about.
        not_askable: Vec<Code>,
    },
    /// Enter what a sweep found.
    RecordAssets {
        /// Which sweep.
        sweep: SweepId,
        /// Batch number.
        batch: u32,
        /// The assets.
        assets: Vec<AssetFound>,
    },
    /// Enter what a unit named when the round was over.
    RecordLateAssets {
        /// Which sweep.
        sweep: SweepId,
        /// The query that was answered.
        order: OrderId,
        /// SHA-256 of the reply as the unit sent it.
        raw_hash: Digest,
        /// Batch number within the reply.
        batch: u32,
        /// The assets.
        assets: Vec<AssetFound>,
    },
    /// End a round of queries.
    CloseSweep {
        /// Which sweep.
        sweep: SweepId,
        /// Queries asked.
        asked: u32,
        /// Answered.
        answered: u32,
        /// Silent units.
        silent: Vec<UnitId>,
    },
    /// Plan freezes inside the envelope from what is known.
    PlanFreeze {
        /// Id of the plan.
        plan: PlanId,
        /// For which liability.
        liability: LiabilityId,
        /// Term in months; `None` = the legal maximum.
        months: Option<u32>,
        /// Documents that go along.
        documents: Vec<DocumentId>,
        /// Assets not to touch again, such as those just tried.
        except: Vec<AssetId>,
    },
    /// Draft orders by hand: release, transfer, replacement.
    DraftPlan {
        /// Id of the plan.
        plan: PlanId,
        /// The orders.
        orders: Vec<OrderDraft>,
        /// Rules of severity `override` that two officers set aside for it.
        overrides: Vec<Override>,
    },
    /// Plan the smallest cure of an excess, by rule.
    PlanReduction {
        /// Id of the plan.
        plan: PlanId,
        /// For which claim.
        claim: ClaimId,
        /// Documents that go along.
        documents: Vec<DocumentId>,
    },
    /// Approve a plan by the hash of its list.
    ApprovePlan {
        /// Which plan.
        plan: PlanId,
        /// What was seen.
        list_hash: Digest,
        /// Who.
        officer: OfficerId,
        /// As what.
        role: Role,
    },
    /// Give a plan up.
    WithdrawPlan {
        /// Which plan.
        plan: PlanId,
        /// Why.
        ground: Code,
    },
    /// Make a plan's orders binding; the shell rendered their bodies.
    IssuePlan {
        /// Which plan.
        plan: PlanId,
        /// Fence, body hash and expiry per order, in the plan's order.
        issued: Vec<Issuance>,
    },
    /// The first byte of an attempt is about to leave.
    BeginDispatch {
        /// Which order.
        order: OrderId,
    },
    /// The unit has it.
    NoteDelivered {
        /// Which order.
        order: OrderId,
        /// First byte out.
        sent_at: Timestamp,
        /// The unit had it.
        delivered_at: Timestamp,
        /// Served in law.
        served_at: Option<Timestamp>,
        /// The unit's receipt.
        receipt_number: Option<Sealed>,
        /// The unit's signed word, sealed.
        evidence: Option<Digest>,
    },
    /// An announced attempt ended before its first byte left.
    NoteNotSent {
        /// Which order.
        order: OrderId,
        /// Why.
        reason: Code,
    },
    /// Something contradicts the log; a person must look.
    Dispute {
        /// Which order.
        order: OrderId,
        /// What contradicts.
        reason: Code,
        /// The sealed bytes that show it.
        evidence: Option<Digest>,
    },
    /// Perhaps carried out.
    NoteUnknown {
        /// Which order.
        order: OrderId,
        /// Why.
        reason: Code,
    },
    /// A unit that honours ids was asked and knows nothing of the order.
    NoteNotFound {
        /// Which order.
        order: OrderId,
        /// As of when the unit says so.
        as_of: Timestamp,
        /// The unit's stated intake window.
        window: Option<i64>,
        /// The unit's signed word, sealed.
        evidence: Option<Digest>,
    },
    /// A person settles an unknown outcome as "not carried out". A transfer
    /// takes as many officers as its approval, each by this same command.
    SettleNotTaken {
        /// Which order.
        order: OrderId,
        /// `statement` or `query`.
        ground: Code,
        /// The bytes that show it.
        evidence: Digest,
        /// The unit's stated intake window.
        window: Option<i64>,
    },
    /// Fold a reply.
    FoldReply {
        /// Which order.
        order: OrderId,
        /// What the unit says.
        reply: Reply,
    },
    /// A deadline passed.
    NoteOverdue {
        /// Which order.
        order: OrderId,
    },
    /// Ask an order back.
    RequestRecall {
        /// Which order.
        order: OrderId,
        /// Why.
        ground: Code,
    },
    /// A unit reported, or a query showed, what a hold holds now.
    ObserveHold {
        /// Which hold.
        hold: HoldId,
        /// Held now.
        held: Money,
        /// `inflow`, `promoted`, `seen-in-query`.
        cause: Code,
        /// Place in the queue, if it changed.
        rank: Option<u32>,
        /// The sealed bytes that show it.
        evidence: Option<Digest>,
    },
    /// Enter a hold made before this log or elsewhere.
    AdoptHold {
        /// Its id.
        hold: HoldId,
        /// Which asset.
        asset: AssetId,
        /// Its class.
        class: AssetClass,
        /// Its number.
        number: Sealed,
        /// At which unit.
        unit: UnitId,
        /// For whose debt.
        liability: LiabilityId,
        /// What kind.
        measure: Measure,
        /// Limit.
        limit: Option<Money>,
        /// Held, as claimed.
        held: Option<Money>,
        /// Place in the queue.
        rank: u32,
        /// First day.
        from: Option<Date>,
        /// Ends.
        ends: Ends,
        /// Number of the earlier document.
        source: Option<String>,
    },
    /// About a place in a queue.
    Queue(super::queue::Command),
    /// About the term of a hold.
    Term(super::term::Command),
    /// Book money that arrived, for an order's line if it is known.
    BookReceipt {
        /// Its id.
        receipt: ReceiptId,
        /// How much.
        amount: Money,
        /// When.
        booked_on: Date,
        /// Who sent it.
        unit: Option<UnitId>,
        /// The bank's reference.
        reference: String,
        /// The statement.
        evidence: Option<Digest>,
        /// Transfer order and line it belongs to.
        order: Option<(OrderId, u32)>,
    },
    /// Record a voluntary payment.
    RecordPayment {
        /// Its id.
        receipt: ReceiptId,
        /// Who paid.
        person: PersonId,
        /// How much.
        amount: Money,
        /// When.
        paid_on: Date,
        /// What shows it.
        evidence: Option<Digest>,
    },
    /// Interest of a claim.
    Interest(interest::Command),
    /// Money divided among several creditors.
    Distribution(distribution::Command),
    /// Money in the court's account.
    Funds(funds::Command),
    /// A judge closes a case number.
    CloseCase {
        /// Which registration.
        registration: RegistrationId,
        /// How.
        kind: ClosingKind,
        /// Ground.
        ground: Code,
        /// Closing document.
        document: Option<DocumentId>,
        /// Owner of what is left.
        owner: Option<OfficerId>,
    },
    /// What a unit did against an order, and what the court does about it.
    Breach(breach::Command),
    /// Steps against a unit that does not answer in time.
    Escalation(escalation::Command),
    /// What a judge frees and nobody takes again.
    Exemption(exemption::Command),
    /// Preservation that waits for the applicant.
    Preservation(preservation::Command),
    /// Asking again after a round was ended.
    Requery(requery::Command),
    /// What a unit says against an order.
    Objection(objection::Command),
    /// About what stops measures.
    Bar(bar::Command),
    /// Room granted between two matters with one claim.
    Reservation(super::reservation::Command),
    /// What an asset is worth.
    Value(super::value::Command),
    /// Wages, rent and dividends.
    Income(super::income::Command),
    /// Goods in keeping.
    Seizure(super::seizure::Command),
    /// Seals on land and buildings.
    Seal(super::seal::Command),
    /// When protected money may be deducted all the same.
    Deduction(super::deduction::Command),
    /// When term products pay.
    Maturity(super::maturity::Command),
    /// What third parties owe the debtor.
    ThirdParty(super::third_party::Command),
    /// Freezes that are drafted again and again.
    Standing(super::standing::Command),
    /// Whose turn it is.
    Liability(super::liability::Command),
    /// What is held above what is owed.
    Excess(super::excess::Command),
    /// About plans that cannot wait for every approval.
    Urgent(urgent::Command),
    /// About a person who was taken for another.
    WrongPerson(wrong_person::Command),
    /// About who must be told of what.
    Notice(super::notice::Command),
    /// Who goes to a counter.
    Visit(super::visit::Command),
    /// About who looks after holds.
    Handing(handing::Command),
    /// A case that goes to another court.
    Delegation(delegation::Command),
    /// The way of an order through another court.
    Relay(relay::Command),
    /// About holds that must be let go.
    Release(release::Command),
}
