//! What can happen to a matter. Literals and fields are the storage format:
//! fields are only ever added, and only optional ones.

mod assent;
mod bar;
mod breach;
mod deduction;
mod delegation;
mod distribution;
mod escalation;
mod excess;
mod exemption;
mod file;
mod funds;
mod handing;
mod hold;
mod income;
mod interest;
mod liability;
mod maturity;
mod money;
mod notice;
mod objection;
mod order;
mod plan;
mod preservation;
mod queue;
mod relay;
mod release;
mod requery;
mod reservation;
mod seal;
mod seizure;
mod service;
mod standing;
mod sweep;
mod term;
mod third_party;
mod urgent;
mod value;
mod visit;
mod wrong_person;

pub use {
    assent::*, bar::*, breach::*, deduction::*, delegation::*, distribution::*, escalation::*,
    excess::*, exemption::*, file::*, funds::*, handing::*, hold::*, income::*, interest::*,
    liability::*, maturity::*, money::*, notice::*, objection::*, order::*, plan::*,
    preservation::*, queue::*, relay::*, release::*, requery::*, reservation::*, seal::*,
    seizure::*, service::*, standing::*, sweep::*, term::*, third_party::*, urgent::*, value::*,
    visit::*, wrong_person::*,
};

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
        "relay-leg-done" => RelayLegDone,
        "relay-returned" => RelayReturned,
        "relay-leg-overdue" => RelayLegOverdue,
        "recall-requested" => RecallRequested,
        "order-recalled" => OrderRecalled,
        "recall-too-late" => RecallTooLate,
        "hold-established" => HoldEstablished,
        "hold-adopted" => HoldAdopted,
        "hold-changed" => HoldChanged,
        "hold-reduced" => HoldReduced,
        "hold-renewed" => HoldRenewed,
        "hold-released" => HoldReleased,
        "hold-not-lowered" => HoldNotLowered,
        "excess-revealed" => ExcessRevealed,
        "excess-overdue" => ExcessOverdue,
        "hold-end-near" => HoldEndNear,
        "hold-ended-unsettled" => HoldEndedUnsettled,
        "hold-lapsed" => HoldLapsed,
        "renewal-authorised" => RenewalAuthorised,
        "renewal-authorisation-revoked" => RenewalAuthorisationRevoked,
        "queue-told" => QueueTold,
        "promotion-presumed" => PromotionPresumed,
        "ahead-asked" => AheadAsked,
        "asking-ended" => AskingEnded,
        "hold-never-effective" => HoldNeverEffective,
        "handover-asked" => HandoverAsked,
        "handover-answered" => HandoverAnswered,
        "handover-overdue" => HandoverOverdue,
        "transfer-reserved" => TransferReserved,
        "transfer-settled" => TransferSettled,
        "transfer-freed" => TransferFreed,
        "receipt-booked" => ReceiptBooked,
        "receipt-matched" => ReceiptMatched,
        "voluntary-payment-recorded" => VoluntaryPaymentRecorded,
        "allocated" => Allocated,
        "interest-terms-stated" => InterestTermsStated,
        "interest-worked-out" => InterestWorkedOut,
        "receipt-attributed" => ReceiptAttributed,
        "allocation-reversed" => AllocationReversed,
        "assent-given" => AssentGiven,
        "paid-out" => PaidOut,
        "refunded" => Refunded,
        "reversal-ordered" => ReversalOrdered,
        "reversal-returned" => ReversalReturned,
        "distribution-drafted" => DistributionDrafted,
        "distribution-served" => DistributionServed,
        "distribution-objected" => DistributionObjected,
        "distribution-objection-ended" => DistributionObjectionEnded,
        "distribution-withdrawn" => DistributionWithdrawn,
        "distribution-settled" => DistributionSettled,
        "escalated" => Escalated,
        "escalation-carried-out" => EscalationCarriedOut,
        "assistance-refused" => AssistanceRefused,
        "unit-objected" => UnitObjected,
        "unit-objection-answered" => UnitObjectionAnswered,
        "unit-objection-overdue" => UnitObjectionOverdue,
        "exempted" => Exempted,
        "exemption-lifted" => ExemptionLifted,
        "requery-due" => RequeryDue,
        "requery-ended" => RequeryEnded,
        "preserved-before-suit" => PreservedBeforeSuit,
        "suit-deadline-set" => SuitDeadlineSet,
        "suit-filed" => SuitFiled,
        "suit-missed" => SuitMissed,
        "preserved-after-judgment" => PreservedAfterJudgment,
        "enforcement-asked" => EnforcementAsked,
        "enforcement-not-asked" => EnforcementNotAsked,
        "breach-reported" => BreachReported,
        "recovery-ordered" => RecoveryOrdered,
        "breach-recovered" => BreachRecovered,
        "recovery-missed" => RecoveryMissed,
        "unit-liability-ruled" => UnitLiabilityRuled,
        "fine-decided" => FineDecided,
        "reconsideration-asked" => ReconsiderationAsked,
        "reconsideration-decided" => ReconsiderationDecided,
        "fine-collected" => FineCollected,
        "delegation-proposed" => DelegationProposed,
        "delegation-approved" => DelegationApproved,
        "delegation-sent" => DelegationSent,
        "delegation-papers-asked" => DelegationPapersAsked,
        "delegation-papers-completed" => DelegationPapersCompleted,
        "delegation-accepted" => DelegationAccepted,
        "delegation-overdue" => DelegationOverdue,
        "delegation-ended" => DelegationEnded,
        "bar-raised" => BarRaised,
        "bar-lifted" => BarLifted,
        "release-owed" => ReleaseOwed,
        "release-overdue" => ReleaseOverdue,
        "supplementary-opened" => SupplementaryOpened,
        "standing-ordered" => StandingOrdered,
        "standing-repeated" => StandingRepeated,
        "standing-ended" => StandingEnded,
        "income-ordered" => IncomeOrdered,
        "remittance-received" => RemittanceReceived,
        "remittance-missed" => RemittanceMissed,
        "income-ended" => IncomeEnded,
        "income-keeps-restated" => IncomeKeepsRestated,
        "value-stated" => ValueStated,
        "reservation-asked" => ReservationAsked,
        "reservation-granted" => ReservationGranted,
        "reservation-returned" => ReservationReturned,
        "plan-approved-urgently" => PlanApprovedUrgently,
        "plan-countersigned" => PlanCountersigned,
        "countersign-missed" => CountersignMissed,
        "wrong-person-reported" => WrongPersonReported,
        "wrong-person-confirmed" => WrongPersonConfirmed,
        "wrong-person-overdue" => WrongPersonOverdue,
        "wrong-person-cleared" => WrongPersonCleared,
        "holds-offered" => HoldsOffered,
        "holds-accepted" => HoldsAccepted,
        "notices-owed" => NoticesOwed,
        "notice-served" => NoticeServed,
        "notice-failed" => NoticeFailed,
        "notice-overdue" => NoticeOverdue,
        "notice-dropped" => NoticeDropped,
        "visit-named" => VisitNamed,
        "seizure-recorded" => SeizureRecorded,
        "keeping-changed" => KeepingChanged,
        "goods-handed-over" => GoodsHandedOver,
        "pre-seal-turned" => PreSealTurned,
        "property-joined" => PropertyJoined,
        "seal-split" => SealSplit,
        "deduction-condition-found" => DeductionConditionFound,
        "maturity-set" => MaturitySet,
        "hold-matured" => HoldMatured,
        "early-redemption-allowed" => EarlyRedemptionAllowed,
        "third-party-debt-frozen" => ThirdPartyDebtFrozen,
        "third-party-served" => ThirdPartyServed,
        "third-party-renewal-ordered" => ThirdPartyRenewalOrdered,
        "third-party-end-near" => ThirdPartyEndNear,
        "third-party-freeze-ended" => ThirdPartyFreezeEnded,
        "third-party-debt-matured" => ThirdPartyDebtMatured,
        "third-party-objected" => ThirdPartyObjected,
        "third-party-silent" => ThirdPartySilent,
        "third-party-paid" => ThirdPartyPaid,
        "third-party-enforced" => ThirdPartyEnforced,
        "third-party-debt-lifted" => ThirdPartyDebtLifted,
    }
}
