//! Projection `trace`: which events are about which thing, so that every
//! number opens the list behind it. A thing's events lie in the streams of its
//! matter; replies set aside name their event themselves.

use crate::{
    place::Place,
    projection::{Batch, Fit, Projection, Seen, Tabled},
};
use levy_domain::{
    id::{HoldId, RegistrationId},
    matter::{self, event as m},
    sweep,
};
use levy_journal::AnyEvent;
use uuid::Uuid;

/// The projection; a change is the id of a thing that the event is about.
pub(crate) struct Trace;

impl Projection for Trace {
    const NAME: &'static str = "trace";
    const VERSION: u32 = 2;
    type Change = Uuid;

    fn project(seen: &Seen<'_>) -> Vec<Uuid> {
        match seen.event() {
            Some(AnyEvent::Matter(event)) => of_matter(event),
            Some(AnyEvent::Sweep(event)) => of_sweep(event),
            Some(
                AnyEvent::Unit(_) | AnyEvent::Court(_) | AnyEvent::Access(_) | AnyEvent::Number(_),
            )
            | None => Vec::new(),
        }
    }
}

/// The things that an event of a matter is about.
pub(crate) fn of_matter(event: &matter::Event) -> Vec<Uuid> {
    use matter::Event::{
        AheadAsked, Allocated, AllocationReversed, AskingEnded, AssentGiven, AssetsFound,
        AssistanceRefused, BarLifted, BarRaised, BreachRecovered, BreachReported, CaseNumberClosed,
        CaseRegistered, ClaimAdjusted, ClaimStated, CountersignMissed, DeductionConditionFound,
        DelegationAccepted, DelegationApproved, DelegationEnded, DelegationOverdue,
        DelegationPapersAsked, DelegationPapersCompleted, DelegationProposed, DelegationSent,
        DispatchBegun, DistributionDrafted, DistributionObjected, DistributionObjectionEnded,
        DistributionServed, DistributionSettled, DistributionWithdrawn, DocumentIssued,
        EarlyRedemptionAllowed, EnforcementAsked, EnforcementNotAsked, Escalated,
        EscalationCarriedOut, ExcessOverdue, ExcessRevealed, Exempted, ExemptionLifted,
        FineCollected, FineDecided, GoodsHandedOver, HandoverAnswered, HandoverAsked,
        HandoverOverdue, HoldAdopted, HoldChanged, HoldEndNear, HoldEndedUnsettled,
        HoldEstablished, HoldLapsed, HoldMatured, HoldNeverEffective, HoldNotLowered, HoldReduced,
        HoldReleased, HoldRenewed, HoldsAccepted, HoldsOffered, IdentityCorrected, IncomeEnded,
        IncomeKeepsRestated, IncomeOrdered, InterestTermsStated, InterestWorkedOut, KeepingChanged,
        LateAssetsFound, LiabilityStated, MatterOpened, MaturitySet, NoticeDropped, NoticeFailed,
        NoticeOverdue, NoticeServed, NoticesOwed, OrderAnswered, OrderDelivered, OrderDisputed,
        OrderNotTaken, OrderOverdue, OrderRecalled, OrdersIssued, OutcomeUnknown, PaidOut,
        PartyAdded, PlanApproved, PlanApprovedUrgently, PlanCountersigned, PlanDrafted,
        PlanWithdrawn, PreSealTurned, PreservedAfterJudgment, PreservedBeforeSuit,
        PromotionPresumed, PropertyJoined, QueueTold, RecallRequested, RecallTooLate,
        ReceiptAttributed, ReceiptBooked, ReceiptMatched, ReconsiderationAsked,
        ReconsiderationDecided, RecoveryMissed, RecoveryOrdered, Refunded, RelayLegDone,
        RelayLegOverdue, RelayReturned, ReleaseOverdue, ReleaseOwed, RemittanceMissed,
        RemittanceReceived, RenewalAuthorisationRevoked, RenewalAuthorised, RequeryDue,
        RequeryEnded, ReservationAsked, ReservationGranted, ReservationReturned, ReversalOrdered,
        ReversalReturned, SealSplit, SeizureRecorded, StandingEnded, StandingOrdered,
        StandingRepeated, SuitDeadlineSet, SuitFiled, SuitMissed, SupplementaryOpened, SweepClosed,
        SweepOrdered, ThirdPartyDebtFrozen, ThirdPartyDebtLifted, ThirdPartyDebtMatured,
        ThirdPartyEndNear, ThirdPartyEnforced, ThirdPartyFreezeEnded, ThirdPartyObjected,
        ThirdPartyPaid, ThirdPartyRenewalOrdered, ThirdPartyServed, ThirdPartySilent,
        TransferFreed, TransferReserved, TransferSettled, UnitLiabilityRuled, UnitObjected,
        UnitObjectionAnswered, UnitObjectionOverdue, ValueStated, VisitNamed,
        VoluntaryPaymentRecorded, WrongPersonCleared, WrongPersonConfirmed, WrongPersonOverdue,
        WrongPersonReported,
    };
    match event {
        MatterOpened(_) | DocumentIssued(_) => Vec::new(),
        CaseRegistered(e) => vec![e.registration.0],
        CaseNumberClosed(e) => closed(e),
        ClaimStated(e) => vec![e.claim.claim.0],
        ClaimAdjusted(e) => vec![e.claim.0],
        PartyAdded(e) => vec![e.person.person.0],
        LiabilityStated(e) => vec![e.liability.liability.0, e.liability.claim.0],
        IdentityCorrected(e) => corrected(e),
        SweepOrdered(e) => vec![e.sweep.0],
        AssetsFound(e) => vec![e.sweep.0],
        LateAssetsFound(e) => vec![e.sweep.0, e.order.0],
        SweepClosed(e) => vec![e.sweep.0],
        PlanDrafted(e) => vec![e.plan.0],
        PlanApproved(e) => vec![e.plan.0],
        PlanWithdrawn(e) => vec![e.plan.0],
        PlanApprovedUrgently(e) => vec![e.plan.0],
        PlanCountersigned(e) => vec![e.plan.0],
        CountersignMissed(e) => {
            let holds = e.holds.iter().map(|hold| hold.0);
            holds.chain([e.plan.0]).collect()
        }
        OrdersIssued(e) => vec![e.plan.0],
        DispatchBegun(e) => vec![e.order.0],
        OrderDelivered(e) => vec![e.order.0],
        OutcomeUnknown(e) => vec![e.order.0],
        OrderAnswered(e) => vec![e.order.0],
        OrderOverdue(e) => vec![e.order.0],
        OrderNotTaken(e) => vec![e.order.0],
        OrderDisputed(e) => vec![e.order.0],
        DelegationProposed(e) => vec![e.delegation.0, e.registration.0],
        DelegationApproved(e) => vec![e.delegation.0],
        DelegationSent(e) => {
            let holds = e.holds.iter().map(|hold| hold.0);
            holds.chain([e.delegation.0]).collect()
        }
        DelegationPapersAsked(e) => vec![e.delegation.0],
        DelegationPapersCompleted(e) => vec![e.delegation.0],
        DelegationAccepted(e) => vec![e.delegation.0],
        DelegationOverdue(e) => vec![e.delegation.0],
        DelegationEnded(e) => vec![e.delegation.0],
        RelayLegDone(e) => vec![e.order.0],
        RelayReturned(e) => vec![e.order.0],
        RelayLegOverdue(e) => vec![e.order.0],
        RecallRequested(e) => vec![e.order.0],
        OrderRecalled(e) => vec![e.order.0],
        RecallTooLate(e) => vec![e.order.0],
        HoldEstablished(e) => vec![e.hold.0, e.order.0],
        HoldAdopted(e) => vec![e.hold.0],
        HoldChanged(e) => [Some(e.hold.0), e.order.map(|order| order.0)]
            .into_iter()
            .flatten()
            .collect(),
        HoldReduced(e) => vec![e.hold.0, e.order.0],
        HoldRenewed(e) => vec![e.hold.0, e.order.0],
        HoldReleased(e) => vec![e.hold.0, e.order.0],
        ExcessRevealed(e) => [Some(e.hold.0), e.order.map(|order| order.0)]
            .into_iter()
            .flatten()
            .collect(),
        HoldEndNear(e) => vec![e.hold.0],
        HoldEndedUnsettled(e) => vec![e.hold.0],
        HoldLapsed(e) => vec![e.hold.0],
        RenewalAuthorised(e) => vec![e.hold.0],
        RenewalAuthorisationRevoked(e) => vec![e.hold.0],
        QueueTold(e) => [Some(e.hold.0), e.order.map(|order| order.0)]
            .into_iter()
            .flatten()
            .collect(),
        AheadAsked(e) => [Some(e.hold.0), e.asked.map(|sweep| sweep.0)]
            .into_iter()
            .flatten()
            .collect(),
        AskingEnded(e) => vec![e.hold.0],
        PromotionPresumed(e) => [Some(e.hold.0), e.asked.map(|sweep| sweep.0)]
            .into_iter()
            .flatten()
            .collect(),
        HoldNeverEffective(e) => vec![e.hold.0],
        HandoverAsked(e) => vec![e.hold.0],
        HandoverAnswered(e) => vec![e.hold.0],
        HandoverOverdue(e) => vec![e.hold.0],
        HoldNotLowered(e) => std::iter::once(e.hold.0)
            .chain(e.order.map(|order| order.0))
            .collect(),
        TransferReserved(e) => vec![e.order.0, e.hold.0],
        TransferSettled(e) => vec![e.order.0, e.hold.0],
        TransferFreed(e) => vec![e.order.0, e.hold.0],
        ReceiptBooked(e) => vec![e.receipt.0],
        ReceiptMatched(e) => vec![e.receipt.0, e.order.0],
        VoluntaryPaymentRecorded(e) => vec![e.receipt.0],
        Allocated(e) => vec![e.receipt.0, e.claim.0],
        InterestTermsStated(e) => vec![e.claim.0],
        InterestWorkedOut(e) => vec![e.claim.0],
        ReceiptAttributed(e) => vec![e.receipt.0, e.liability.0],
        AllocationReversed(e) => vec![e.receipt.0, e.claim.0],
        AssentGiven(e) => vec![e.act.about()],
        PaidOut(e) => vec![e.payment.0, e.receipt.0, e.claim.0],
        Refunded(e) => vec![e.payment.0, e.receipt.0],
        ReversalOrdered(e) => vec![e.reversal.0, e.payment.0],
        DistributionDrafted(e) => drawn(e),
        DistributionServed(e) => vec![e.distribution.0],
        DistributionObjected(e) => vec![e.distribution.0, e.by.0],
        DistributionObjectionEnded(e) => vec![e.distribution.0, e.by.0],
        DistributionWithdrawn(e) => vec![e.distribution.0],
        DistributionSettled(e) => vec![e.distribution.0],
        ReversalReturned(e) => vec![e.reversal.0, e.receipt.0],
        Escalated(e) => vec![e.order.0],
        EscalationCarriedOut(e) => vec![e.order.0],
        AssistanceRefused(e) => vec![e.objection.0, e.order.0],
        UnitObjected(e) => vec![e.objection.0, e.order.0],
        UnitObjectionAnswered(e) => vec![e.objection.0],
        UnitObjectionOverdue(e) => vec![e.objection.0],
        Exempted(e) => vec![e.exemption.0, e.asset.0],
        ExemptionLifted(e) => vec![e.exemption.0],
        RequeryDue(e) => vec![e.registration.0],
        RequeryEnded(e) => vec![e.registration.0],
        PreservedBeforeSuit(e) => vec![e.registration.0],
        SuitDeadlineSet(e) => vec![e.registration.0, e.hold.0],
        ExcessOverdue(e) => excess_overdue(e),
        SuitFiled(e) => of_number(e.registration, &e.spared),
        SuitMissed(e) => of_number(e.registration, &e.holds),
        PreservedAfterJudgment(e) => vec![e.registration.0],
        EnforcementAsked(e) => of_number(e.registration, &e.spared),
        EnforcementNotAsked(e) => of_number(e.registration, &e.holds),
        BreachReported(e) => {
            let (order, debt) = (e.order.map(|order| order.0), e.debt.map(|debt| debt.0));
            let hold = e.hold.map(|hold| hold.0);
            [Some(e.breach.0), order, debt, hold]
                .into_iter()
                .flatten()
                .collect()
        }
        SeizureRecorded(e) => vec![e.hold.0],
        KeepingChanged(e) => vec![e.hold.0],
        GoodsHandedOver(e) => vec![e.hold.0],
        PreSealTurned(e) => vec![e.hold.0],
        PropertyJoined(e) => vec![e.land.0, e.building.0],
        SealSplit(e) => {
            let parts = e.parts.iter().flat_map(|part| [part.hold.0, part.asset.0]);
            std::iter::once(e.hold.0).chain(parts).collect()
        }
        DeductionConditionFound(e) => vec![e.asset.0],
        MaturitySet(e) => vec![e.hold.0],
        HoldMatured(e) => vec![e.hold.0],
        EarlyRedemptionAllowed(e) => vec![e.hold.0],
        ThirdPartyDebtFrozen(e) => vec![e.debt.0, e.liability.0],
        ThirdPartyServed(e) => vec![e.debt.0],
        ThirdPartyRenewalOrdered(e) => vec![e.debt.0],
        ThirdPartyEndNear(e) => vec![e.debt.0],
        ThirdPartyFreezeEnded(e) => vec![e.debt.0],
        ThirdPartyDebtMatured(e) => vec![e.debt.0],
        ThirdPartyObjected(e) => vec![e.debt.0],
        ThirdPartySilent(e) => vec![e.debt.0],
        ThirdPartyPaid(e) => vec![e.debt.0, e.receipt.0],
        ThirdPartyEnforced(e) => vec![e.debt.0, e.liability.0],
        ThirdPartyDebtLifted(e) => vec![e.debt.0],
        RecoveryOrdered(e) => vec![e.breach.0],
        BreachRecovered(e) => vec![e.breach.0],
        RecoveryMissed(e) => vec![e.breach.0],
        UnitLiabilityRuled(e) => vec![e.breach.0],
        FineDecided(e) => vec![e.fine.0, e.breach.0],
        ReconsiderationAsked(e) => vec![e.fine.0],
        ReconsiderationDecided(e) => vec![e.fine.0],
        FineCollected(e) => vec![e.fine.0],
        BarRaised(e) => barred(e),
        BarLifted(e) => vec![e.bar.0],
        ReleaseOwed(e) => vec![e.hold.0],
        ReleaseOverdue(e) => vec![e.hold.0],
        SupplementaryOpened(e) => vec![e.liability.0],
        StandingOrdered(e) => vec![e.standing.0, e.liability.0],
        StandingRepeated(e) => vec![e.standing.0],
        StandingEnded(e) => vec![e.standing.0],
        IncomeOrdered(e) => vec![e.income.0, e.liability.0],
        RemittanceReceived(e) => vec![e.income.0, e.receipt.0],
        RemittanceMissed(e) => vec![e.income.0],
        IncomeEnded(e) => vec![e.income.0],
        IncomeKeepsRestated(e) => vec![e.income.0, e.ended.0],
        ValueStated(e) => vec![e.asset.0],
        ReservationAsked(e) => vec![e.reservation.0, e.claim.0],
        ReservationGranted(e) => vec![e.reservation.0, e.claim.0],
        ReservationReturned(e) => vec![e.reservation.0],
        WrongPersonReported(e) => reported(e),
        HoldsOffered(e) => handed(e.offer, &e.holds),
        HoldsAccepted(e) => handed(e.offer, &e.holds),
        VisitNamed(e) => vec![e.order.0],
        NoticesOwed(e) => told(e),
        NoticeServed(e) => vec![e.notice.0],
        NoticeFailed(e) => vec![e.notice.0],
        NoticeOverdue(e) => vec![e.notice.0],
        NoticeDropped(e) => vec![e.notice.0],
        WrongPersonConfirmed(e) => vec![e.report.0],
        WrongPersonOverdue(e) => vec![e.report.0],
        WrongPersonCleared(e) => {
            let holds = e.held.iter().map(|held| held.hold.0);
            holds.chain([e.report.0]).collect()
        }
    }
}

fn drawn(event: &m::DistributionDrafted) -> Vec<Uuid> {
    let claims = event.portions.iter().map(|portion| portion.claim.0);
    claims
        .chain([event.distribution.0, event.receipt.0])
        .collect()
}

fn told(event: &m::NoticesOwed) -> Vec<Uuid> {
    let of = |owed: &m::NoticeOwed| {
        let holds = owed.holds.iter().map(|hold| hold.0);
        holds.chain([owed.notice.0]).collect::<Vec<_>>()
    };
    let mut things: Vec<Uuid> = event.notices.iter().flat_map(of).collect();
    things.push(event.plan.0);
    things.sort_unstable();
    things.dedup();
    things
}

fn closed(event: &m::CaseNumberClosed) -> Vec<Uuid> {
    let holds = event.holds_left.iter().map(|hold| hold.0);
    holds.chain([event.registration.0]).collect()
}

fn excess_overdue(event: &m::ExcessOverdue) -> Vec<Uuid> {
    let holds = event.holds.iter().map(|hold| hold.0);
    holds.chain([event.claim.0]).collect()
}

fn of_number(registration: RegistrationId, holds: &[HoldId]) -> Vec<Uuid> {
    let holds = holds.iter().map(|hold| hold.0);
    holds.chain([registration.0]).collect()
}

fn barred(event: &m::BarRaised) -> Vec<Uuid> {
    let persons = event.scope.persons.iter().map(|person| person.0);
    persons
        .chain(event.scope.assets.iter().map(|asset| asset.0))
        .chain(event.sent.iter().map(|order| order.0))
        .chain([event.bar.0])
        .collect()
}

fn handed(offer: levy_domain::id::OfferId, holds: &[HoldId]) -> Vec<Uuid> {
    let holds = holds.iter().map(|hold| hold.0);
    holds.chain([offer.0]).collect()
}

fn reported(event: &m::WrongPersonReported) -> Vec<Uuid> {
    let orders = event.orders.iter().map(|order| order.0);
    orders
        .chain(event.holds.iter().map(|hold| hold.0))
        .chain(event.receipts.iter().map(|receipt| receipt.0))
        .chain(event.assets.iter().map(|asset| asset.0))
        .chain([event.person.0, event.report.0])
        .collect()
}

fn corrected(event: &m::IdentityCorrected) -> Vec<Uuid> {
    let orders = event.orders.iter().map(|order| order.0);
    orders
        .chain(event.holds.iter().map(|hold| hold.0))
        .chain(event.assets.iter().map(|asset| asset.0))
        .chain([event.person.person.0])
        .collect()
}

fn of_sweep(event: &sweep::Event) -> Vec<Uuid> {
    match event {
        sweep::Event::SweepOpened(e) => vec![e.sweep.0],
        // In the query's own row; see `trail.rs`.
        sweep::Event::QueryPlanned(_)
        | sweep::Event::QueryAnswered(_)
        | sweep::Event::QuerySilent(_)
        | sweep::Event::LateAnswerTold(_) => Vec::new(),
        // Their stream names the sweep; see `apply`.
        sweep::Event::SweepSealed(_) | sweep::Event::SweepCompleted(_) => vec![Uuid::nil()],
    }
}

impl Tabled for Trace {
    const SCHEMA: &'static str = "
        CREATE TABLE event_ref(
            stream INTEGER NOT NULL, subject BLOB NOT NULL, revision INTEGER NOT NULL,
            kind INTEGER NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY(stream, subject, revision)) WITHOUT ROWID;";

    const ROWS: &'static [(&'static str, &'static str)] = &[(
        "event_ref",
        // Both tables in the order of their keys: nothing is sorted.
        "SELECT s.name, r.subject, r.revision, k.kind, r.at FROM stream s
         CROSS JOIN event_ref r ON r.stream = s.no CROSS JOIN event_kind k ON k.no = r.kind
         ORDER BY s.name, r.subject, r.revision",
    )];

    fn apply(batch: &mut Batch<'_>, place: &Place, subject: Uuid) -> rusqlite::Result<Fit> {
        let conn = batch.conn;
        let subject = if subject.is_nil() {
            place.about.sweep
        } else {
            Some(subject.into_bytes())
        };
        let Some(subject) = subject else {
            return Ok(Fit::Misfits);
        };
        // An event may name the same thing twice.
        conn.prepare_cached("INSERT OR IGNORE INTO event_ref VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute((place.stream, subject, place.revision, place.kind, place.at))?;
        Ok(Fit::Fits)
    }
}
