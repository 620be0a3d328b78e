//! Which orders and holds of a matter an event changes. Rows of them and the
//! running counts of their matter follow from it.

use levy_domain::{
    id::{HoldId, OrderId, PlanId},
    matter::{Event, State},
    order::OrderDraft,
};

/// What an event changes, each named once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Orders, by id.
    pub orders: Vec<OrderId>,
    /// Holds, by id.
    pub holds: Vec<HoldId>,
}

impl Touched {
    /// Looks before the event is folded: `state` is the one before it.
    pub fn by(event: &Event, state: &State) -> Self {
        use Event::{
            AheadAsked, Allocated, AllocationReversed, AskingEnded, AssentGiven, AssetsFound,
            AssistanceRefused, BarLifted, BarRaised, BreachRecovered, BreachReported,
            CaseNumberClosed, CaseRegistered, ClaimAdjusted, ClaimStated, CountersignMissed,
            DeductionConditionFound, DelegationAccepted, DelegationApproved, DelegationEnded,
            DelegationOverdue, DelegationPapersAsked, DelegationPapersCompleted,
            DelegationProposed, DelegationSent, DispatchBegun, DistributionDrafted,
            DistributionObjected, DistributionObjectionEnded, DistributionServed,
            DistributionSettled, DistributionWithdrawn, DocumentIssued, EarlyRedemptionAllowed,
            EnforcementAsked, EnforcementNotAsked, Escalated, EscalationCarriedOut, ExcessOverdue,
            ExcessRevealed, Exempted, ExemptionLifted, FineCollected, FineDecided, GoodsHandedOver,
            HandoverAnswered, HandoverAsked, HandoverOverdue, HoldAdopted, HoldChanged,
            HoldEndNear, HoldEndedUnsettled, HoldEstablished, HoldLapsed, HoldMatured,
            HoldNeverEffective, HoldNotLowered, HoldReduced, HoldReleased, HoldRenewed,
            HoldsAccepted, HoldsOffered, IdentityCorrected, IncomeEnded, IncomeKeepsRestated,
            IncomeOrdered, InterestTermsStated, InterestWorkedOut, KeepingChanged, LateAssetsFound,
            LiabilityStated, MatterOpened, MaturitySet, NoticeDropped, NoticeFailed, NoticeOverdue,
            NoticeServed, NoticesOwed, OrderAnswered, OrderDelivered, OrderDisputed, OrderNotTaken,
            OrderOverdue, OrderRecalled, OrdersIssued, OutcomeUnknown, PaidOut, PartyAdded,
            PlanApproved, PlanApprovedUrgently, PlanCountersigned, PlanDrafted, PlanWithdrawn,
            PreSealTurned, PreservedAfterJudgment, PreservedBeforeSuit, PromotionPresumed,
            PropertyJoined, QueueTold, RecallRequested, RecallTooLate, ReceiptAttributed,
            ReceiptBooked, ReceiptMatched, ReconsiderationAsked, ReconsiderationDecided,
            RecoveryMissed, RecoveryOrdered, Refunded, RelayLegDone, RelayLegOverdue,
            RelayReturned, ReleaseOverdue, ReleaseOwed, RemittanceMissed, RemittanceReceived,
            RenewalAuthorisationRevoked, RenewalAuthorised, RequeryDue, RequeryEnded,
            ReservationAsked, ReservationGranted, ReservationReturned, ReversalOrdered,
            ReversalReturned, SealSplit, SeizureRecorded, StandingEnded, StandingOrdered,
            StandingRepeated, SuitDeadlineSet, SuitFiled, SuitMissed, SupplementaryOpened,
            SweepClosed, SweepOrdered, ThirdPartyDebtFrozen, ThirdPartyDebtLifted,
            ThirdPartyDebtMatured, ThirdPartyEndNear, ThirdPartyEnforced, ThirdPartyFreezeEnded,
            ThirdPartyObjected, ThirdPartyPaid, ThirdPartyRenewalOrdered, ThirdPartyServed,
            ThirdPartySilent, TransferFreed, TransferReserved, TransferSettled, UnitLiabilityRuled,
            UnitObjected, UnitObjectionAnswered, UnitObjectionOverdue, ValueStated, VisitNamed,
            VoluntaryPaymentRecorded, WrongPersonCleared, WrongPersonConfirmed, WrongPersonOverdue,
            WrongPersonReported,
        };
        match event {
            PlanDrafted(e) => Touched::of(of_drafts(&e.orders), vec![]),
            PlanApproved(e) => Touched::of(of_plan(state, &e.plan), vec![]),
            PlanApprovedUrgently(e) => Touched::of(of_plan(state, &e.plan), vec![]),
            PlanWithdrawn(e) => Touched::of(of_plan(state, &e.plan), vec![]),
            OrdersIssued(e) => Touched::of(of_plan(state, &e.plan), vec![]),
            DispatchBegun(e) => Touched::of(vec![e.order], vec![]),
            OrderDelivered(e) => Touched::of(vec![e.order], vec![]),
            OutcomeUnknown(e) => Touched::of(vec![e.order], vec![]),
            OrderAnswered(e) => Touched::of(vec![e.order], vec![]),
            OrderOverdue(e) => Touched::of(vec![e.order], vec![]),
            OrderNotTaken(e) => Touched::of(vec![e.order], vec![]),
            OrderDisputed(e) => Touched::of(vec![e.order], vec![]),
            RelayLegDone(e) => Touched::of(vec![e.order], vec![]),
            RelayReturned(e) => Touched::of(vec![e.order], vec![]),
            RelayLegOverdue(e) => Touched::of(vec![e.order], vec![]),
            RecallRequested(e) => Touched::of(vec![e.order], vec![]),
            OrderRecalled(e) => Touched::of(vec![e.order], vec![]),
            RecallTooLate(e) => Touched::of(vec![e.order], vec![]),
            ReceiptMatched(e) => Touched::of(vec![e.order], vec![]),
            HoldEstablished(e) => Touched::of(vec![e.order], vec![e.hold]),
            HoldReduced(e) => Touched::of(vec![e.order], vec![e.hold]),
            HoldRenewed(e) => Touched::of(vec![], vec![e.hold]),
            HoldReleased(e) => Touched::of(vec![], vec![e.hold]),
            PreSealTurned(e) => Touched::of(vec![], vec![e.hold]),
            SealSplit(e) => {
                let parts = e.parts.iter().map(|part| part.hold);
                Touched::of(vec![], parts.chain([e.hold]).collect())
            }
            HoldEndNear(e) => Touched::of(vec![], vec![e.hold]),
            HoldEndedUnsettled(e) => Touched::of(vec![], vec![e.hold]),
            HoldLapsed(e) => Touched::of(vec![], vec![e.hold]),
            HoldNeverEffective(e) => Touched::of(vec![], vec![e.hold]),
            QueueTold(e) => Touched::of(vec![], vec![e.hold]),
            AheadAsked(e) => Touched::of(vec![], vec![e.hold]),
            AskingEnded(e) => Touched::of(vec![], vec![e.hold]),
            PromotionPresumed(e) => Touched::of(vec![], vec![e.hold]),
            HandoverAsked(e) => Touched::of(vec![], vec![e.hold]),
            HandoverAnswered(e) => Touched::of(vec![], vec![e.hold]),
            HandoverOverdue(e) => Touched::of(vec![], vec![e.hold]),
            HoldNotLowered(e) => Touched::of(vec![], vec![e.hold]),
            TransferReserved(e) => Touched::of(vec![e.order], vec![e.hold]),
            TransferSettled(e) => Touched::of(vec![e.order], vec![e.hold]),
            TransferFreed(e) => Touched::of(vec![e.order], vec![e.hold]),
            HoldAdopted(e) => Touched::of(vec![], vec![e.hold]),
            HoldChanged(e) => Touched::of(vec![], vec![e.hold]),
            IdentityCorrected(e) => Touched::of(e.orders.clone(), e.holds.clone()),
            WrongPersonReported(e) => Touched::of(e.orders.clone(), e.holds.clone()),
            HoldsAccepted(e) => Touched::of(vec![], e.holds.clone()),
            MatterOpened(_)
            | CaseRegistered(_)
            | CaseNumberClosed(_)
            | ClaimStated(_)
            | ClaimAdjusted(_)
            | PartyAdded(_)
            | LiabilityStated(_)
            | DocumentIssued(_)
            | SweepOrdered(_)
            | AssetsFound(_)
            | LateAssetsFound(_)
            | SweepClosed(_)
            | ExcessRevealed(_)
            | RenewalAuthorised(_)
            | RenewalAuthorisationRevoked(_)
            | ReceiptBooked(_)
            | VoluntaryPaymentRecorded(_)
            | Allocated(_)
            | InterestTermsStated(_)
            | InterestWorkedOut(_)
            | ReceiptAttributed(_)
            | AllocationReversed(_)
            | AssentGiven(_)
            | PaidOut(_)
            | Refunded(_)
            | ReversalOrdered(_)
            | ReversalReturned(_)
            | DistributionDrafted(_)
            | DistributionServed(_)
            | DistributionObjected(_)
            | DistributionObjectionEnded(_)
            | DistributionWithdrawn(_)
            | DistributionSettled(_)
            | BreachReported(_)
            | RecoveryOrdered(_)
            | BreachRecovered(_)
            | RecoveryMissed(_)
            | UnitLiabilityRuled(_)
            | FineDecided(_)
            | ReconsiderationAsked(_)
            | ReconsiderationDecided(_)
            | FineCollected(_)
            | Escalated(_)
            | EscalationCarriedOut(_)
            | AssistanceRefused(_)
            | UnitObjected(_)
            | UnitObjectionAnswered(_)
            | UnitObjectionOverdue(_)
            | Exempted(_)
            | ExemptionLifted(_)
            | RequeryDue(_)
            | RequeryEnded(_)
            | PreservedBeforeSuit(_)
            | SuitDeadlineSet(_)
            | SuitFiled(_)
            | SuitMissed(_)
            | PreservedAfterJudgment(_)
            | EnforcementAsked(_)
            | EnforcementNotAsked(_)
            | ExcessOverdue(_)
            | DelegationProposed(_)
            | DelegationApproved(_)
            | DelegationSent(_)
            | DelegationPapersAsked(_)
            | DelegationPapersCompleted(_)
            | DelegationAccepted(_)
            | DelegationOverdue(_)
            | DelegationEnded(_)
            | BarRaised(_)
            | BarLifted(_)
            | ReleaseOwed(_)
            | ReleaseOverdue(_)
            | SupplementaryOpened(_)
            | StandingOrdered(_)
            | StandingRepeated(_)
            | StandingEnded(_)
            | IncomeOrdered(_)
            | RemittanceReceived(_)
            | RemittanceMissed(_)
            | IncomeEnded(_)
            | IncomeKeepsRestated(_)
            | SeizureRecorded(_)
            | KeepingChanged(_)
            | GoodsHandedOver(_)
            | PropertyJoined(_)
            | DeductionConditionFound(_)
            | MaturitySet(_)
            | HoldMatured(_)
            | EarlyRedemptionAllowed(_)
            | ThirdPartyDebtFrozen(_)
            | ThirdPartyDebtLifted(_)
            | ThirdPartyDebtMatured(_)
            | ThirdPartyEndNear(_)
            | ThirdPartyFreezeEnded(_)
            | ThirdPartyRenewalOrdered(_)
            | ThirdPartyEnforced(_)
            | ThirdPartyObjected(_)
            | ThirdPartyPaid(_)
            | ThirdPartyServed(_)
            | ThirdPartySilent(_)
            | ValueStated(_)
            | ReservationAsked(_)
            | ReservationGranted(_)
            | ReservationReturned(_)
            | PlanCountersigned(_)
            | CountersignMissed(_)
            | HoldsOffered(_)
            | VisitNamed(_)
            | NoticesOwed(_)
            | NoticeServed(_)
            | NoticeFailed(_)
            | NoticeOverdue(_)
            | NoticeDropped(_)
            | WrongPersonConfirmed(_)
            | WrongPersonOverdue(_)
            | WrongPersonCleared(_) => Touched::default(),
        }
    }

    fn of(mut orders: Vec<OrderId>, mut holds: Vec<HoldId>) -> Self {
        orders.sort_unstable();
        orders.dedup();
        holds.sort_unstable();
        holds.dedup();
        Touched { orders, holds }
    }
}

fn of_plan(state: &State, plan: &PlanId) -> Vec<OrderId> {
    let plan = state.plans.get(plan);
    plan.map_or_else(Vec::new, |plan| of_drafts(&plan.drafted.orders))
}

/// The orders of a plan and those that they are to replace.
fn of_drafts(drafts: &[OrderDraft]) -> Vec<OrderId> {
    let both = |draft: &OrderDraft| [Some(draft.order), draft.replaces].into_iter().flatten();
    drafts.iter().flat_map(both).collect()
}
