//! Folding. No rules here: an event is taken as it is, or it does not fit and
//! leaves the state as it was.

mod bar;
mod breach;
mod delegation;
mod distribution;
mod escalation;
mod excess;
mod exemption;
mod file;
mod funds;
mod handing;
mod holds;
mod income;
mod interest;
mod liability;
mod maturity;
mod money;
mod notice;
mod objection;
mod orders;
mod plans;
mod preservation;
mod queue;
mod relay;
mod requery;
mod reservation;
mod seal;
mod seizure;
mod standing;
mod term;
mod third_party;
mod wrong_person;

use super::{event::*, order_state::OrderState, state::State, sums::minor};
use crate::{decider::Misfit, id::OrderId, time::Timestamp};

type Fold = Result<(), Misfit>;

fn misfit(event: &Event, why: &'static str) -> Misfit {
    Misfit {
        event: event.kind(),
        why,
    }
}

/// What an event names must be there.
fn known<T>(found: Option<T>, event: &Event, why: &'static str) -> Result<T, Misfit> {
    found.ok_or_else(|| misfit(event, why))
}

fn order<'a>(state: &'a State, event: &Event, id: &OrderId) -> Result<&'a OrderState, Misfit> {
    known(state.order(id), event, "no such order")
}

pub(super) fn evolve(state: &mut State, event: &Event, at: Timestamp) -> Fold {
    if state.matter.is_none() && !matches!(event, Event::MatterOpened(_)) {
        return Err(misfit(event, "the matter is not open"));
    }
    match event {
        Event::MatterOpened(e) => file::opened(state, event, e)?,
        Event::CaseRegistered(e) => file::registered(state, event, e)?,
        Event::CaseNumberClosed(e) => file::closed(state, event, e)?,
        Event::ClaimStated(e) => file::claim_stated(state, event, e)?,
        Event::ClaimAdjusted(e) => file::claim_adjusted(state, event, e)?,
        Event::PartyAdded(e) => file::party_added(state, e),
        Event::LiabilityStated(e) => file::liability_stated(state, event, e)?,
        Event::IdentityCorrected(e) => file::identity_corrected(state, event, e)?,
        Event::DocumentIssued(e) => file::document_issued(state, event, e)?,
        Event::SweepOrdered(e) => file::sweep_ordered(state, event, e)?,
        Event::AssetsFound(e) => file::assets_found(state, event, e)?,
        Event::LateAssetsFound(e) => file::late_assets_found(state, event, e)?,
        Event::SweepClosed(e) => file::sweep_closed(state, event, e)?,
        Event::PlanDrafted(e) => plans::drafted(state, event, e, at)?,
        Event::PlanApproved(e) => plans::approved(state, event, e, at)?,
        Event::PlanApprovedUrgently(e) => plans::approved_urgently(state, event, e, at)?,
        Event::PlanCountersigned(e) => plans::countersigned(state, event, e)?,
        Event::CountersignMissed(e) => plans::countersign_missed(state, event, e)?,
        Event::PlanWithdrawn(e) => plans::withdrawn(state, event, e)?,
        Event::OrdersIssued(e) => plans::issued(state, event, e, at)?,
        Event::DispatchBegun(e) => orders::begun(state, event, e, at)?,
        Event::OrderDelivered(e) => orders::delivered(state, event, e)?,
        Event::OutcomeUnknown(e) => orders::unknown(state, event, e, at)?,
        Event::OrderAnswered(e) => orders::answered(state, event, e)?,
        Event::OrderOverdue(e) => orders::overdue(state, event, e)?,
        Event::OrderNotTaken(e) => orders::not_taken(state, event, e)?,
        Event::OrderDisputed(e) => orders::disputed(state, event, e)?,
        Event::RelayLegDone(e) => relay::done(state, event, e, at)?,
        Event::RelayReturned(e) => relay::returned(state, event, e)?,
        Event::RelayLegOverdue(e) => relay::overdue(state, event, e)?,
        Event::RecallRequested(e) => orders::recall_requested(state, event, e)?,
        Event::OrderRecalled(e) => orders::recalled(state, event, e)?,
        Event::RecallTooLate(e) => orders::recall_too_late(state, event, e)?,
        Event::HoldEstablished(e) => holds::established(state, event, e, at)?,
        Event::HoldAdopted(e) => holds::adopted(state, event, e)?,
        Event::HoldChanged(e) => holds::changed(state, event, e, at)?,
        Event::HoldReduced(e) => holds::reduced(state, event, e)?,
        Event::HoldRenewed(e) => holds::renewed(state, event, e)?,
        Event::HoldReleased(e) => holds::released(state, event, e, at)?,
        Event::HoldNotLowered(e) => holds::not_lowered(state, event, e)?,
        Event::ExcessRevealed(e) => excess::revealed(state, event, e)?,
        Event::ExcessOverdue(e) => excess::overdue(state, event, e)?,
        Event::HoldEndNear(e) => term::near(state, event, e)?,
        Event::HoldEndedUnsettled(e) => term::ended(state, event, e)?,
        Event::HoldLapsed(e) => term::lapsed(state, event, e, at)?,
        Event::QueueTold(e) => queue::told(state, event, e, at)?,
        Event::PromotionPresumed(e) => queue::presumed(state, event, e)?,
        Event::AheadAsked(e) => queue::ahead_asked(state, event, e)?,
        Event::AskingEnded(e) => queue::asking_ended(state, event, e)?,
        Event::HoldNeverEffective(e) => queue::never_effective(state, event, e, at)?,
        Event::HandoverAsked(e) => queue::asked(state, event, e)?,
        Event::HandoverAnswered(e) => queue::answered(state, event, e)?,
        Event::HandoverOverdue(e) => queue::overdue(state, event, e)?,
        Event::RenewalAuthorised(e) => term::authorised(state, event, e)?,
        Event::RenewalAuthorisationRevoked(e) => term::revoked(state, event, e)?,
        Event::TransferReserved(e) => money::reserved(state, event, e)?,
        Event::TransferSettled(e) => money::settled(state, event, e)?,
        Event::TransferFreed(e) => money::freed(state, event, e)?,
        Event::ReceiptBooked(e) => money::booked(state, event, e)?,
        Event::ReceiptMatched(e) => money::matched(state, event, e)?,
        Event::VoluntaryPaymentRecorded(e) => money::paid(state, event, e)?,
        Event::Allocated(e) => money::allocated(state, event, e)?,
        Event::InterestTermsStated(e) => interest::terms_stated(state, event, e)?,
        Event::InterestWorkedOut(e) => interest::worked_out(state, event, e)?,
        Event::ReceiptAttributed(e) => funds::attributed(state, event, e)?,
        Event::AllocationReversed(e) => funds::reversed(state, event, e)?,
        Event::AssentGiven(e) => state.assents.put(e.clone()),
        Event::PaidOut(e) => funds::paid_out(state, event, e)?,
        Event::Refunded(e) => funds::refunded(state, event, e)?,
        Event::ReversalOrdered(e) => funds::ordered_back(state, event, e)?,
        Event::ReversalReturned(e) => funds::returned(state, event, e)?,
        Event::DistributionDrafted(e) => distribution::drafted(state, event, e)?,
        Event::DistributionServed(e) => distribution::served(state, event, e)?,
        Event::DistributionObjected(e) => distribution::objected(state, event, e)?,
        Event::DistributionObjectionEnded(e) => distribution::objection_ended(state, event, e)?,
        Event::DistributionWithdrawn(e) => distribution::withdrawn(state, event, e)?,
        Event::DistributionSettled(e) => distribution::settled(state, event, e)?,
        Event::Escalated(e) => escalation::escalated(state, event, e)?,
        Event::EscalationCarriedOut(e) => escalation::carried_out(state, event, e)?,
        Event::AssistanceRefused(e) => objection::refused(state, event, e)?,
        Event::UnitObjected(e) => objection::objected(state, event, e)?,
        Event::UnitObjectionAnswered(e) => objection::answered(state, event, e)?,
        Event::UnitObjectionOverdue(e) => objection::overdue(state, event, e)?,
        Event::Exempted(e) => exemption::exempted(state, event, e)?,
        Event::ExemptionLifted(e) => exemption::lifted(state, event, e)?,
        Event::RequeryDue(e) => requery::due(state, event, e)?,
        Event::RequeryEnded(e) => requery::ended(state, event, e)?,
        Event::PreservedBeforeSuit(e) => preservation::begun(state, event, e)?,
        Event::SuitDeadlineSet(e) => preservation::set(state, event, e)?,
        Event::SuitFiled(e) => preservation::filed(state, event, e)?,
        Event::SuitMissed(e) => preservation::missed(state, event, e.registration, &e.deadline)?,
        Event::PreservedAfterJudgment(e) => preservation::begun_after(state, event, e)?,
        Event::EnforcementAsked(e) => preservation::asked(state, event, e)?,
        Event::EnforcementNotAsked(e) => {
            preservation::missed(state, event, e.registration, &e.deadline)?;
        }
        Event::BreachReported(e) => breach::reported(state, event, e)?,
        Event::RecoveryOrdered(e) => breach::recovery_ordered(state, event, e)?,
        Event::BreachRecovered(e) => breach::recovered(state, event, e)?,
        Event::RecoveryMissed(e) => breach::missed(state, event, e)?,
        Event::UnitLiabilityRuled(e) => breach::liable(state, event, e)?,
        Event::FineDecided(e) => breach::fined(state, event, e)?,
        Event::ReconsiderationAsked(e) => breach::asked(state, event, e)?,
        Event::ReconsiderationDecided(e) => breach::decided(state, event, e)?,
        Event::FineCollected(e) => breach::collected(state, event, e)?,
        Event::DelegationProposed(e) => delegation::proposed(state, event, e)?,
        Event::DelegationApproved(e) => delegation::approved(state, event, e)?,
        Event::DelegationSent(e) => delegation::sent(state, event, e)?,
        Event::DelegationPapersAsked(e) => delegation::papers_asked(state, event, e)?,
        Event::DelegationPapersCompleted(e) => delegation::papers_completed(state, event, e)?,
        Event::DelegationAccepted(e) => delegation::accepted(state, event, e)?,
        Event::DelegationOverdue(e) => delegation::overdue(state, event, e)?,
        Event::DelegationEnded(e) => delegation::ended(state, event, e)?,
        Event::BarRaised(e) => bar::raised(state, event, e)?,
        Event::BarLifted(e) => bar::lifted(state, event, e)?,
        Event::ReleaseOwed(e) => bar::release_owed(state, event, e)?,
        Event::ReleaseOverdue(e) => bar::release_overdue(state, event, e)?,
        Event::SupplementaryOpened(e) => liability::opened(state, event, e)?,
        Event::StandingOrdered(e) => standing::ordered(state, event, e)?,
        Event::StandingRepeated(e) => standing::repeated(state, event, e)?,
        Event::StandingEnded(e) => standing::ended(state, event, e)?,
        Event::IncomeOrdered(e) => income::ordered(state, event, e)?,
        Event::RemittanceReceived(e) => income::received(state, event, e)?,
        Event::RemittanceMissed(e) => income::missed(state, event, e)?,
        Event::IncomeEnded(e) => income::ended(state, event, e)?,
        Event::IncomeKeepsRestated(e) => income::keeps_restated(state, event, e)?,
        Event::ValueStated(e) => {
            state.values.insert(e.asset, e.clone());
        }
        Event::ReservationAsked(e) => reservation::asked(state, event, e)?,
        Event::ReservationGranted(e) => reservation::granted(state, event, e)?,
        Event::ReservationReturned(e) => reservation::returned(state, event, e)?,
        Event::WrongPersonReported(e) => wrong_person::reported(state, event, e, at)?,
        Event::WrongPersonConfirmed(e) => wrong_person::confirmed(state, event, e)?,
        Event::WrongPersonOverdue(e) => wrong_person::overdue(state, event, e)?,
        Event::WrongPersonCleared(e) => wrong_person::cleared(state, event, e)?,
        Event::HoldsOffered(e) => handing::offered(state, event, e)?,
        Event::HoldsAccepted(e) => handing::accepted(state, event, e)?,
        Event::VisitNamed(e) => {
            order(state, event, &e.order)?;
            state.visits.insert(e.order, e.clone());
        }
        Event::NoticesOwed(e) => notice::owed(state, event, e, at)?,
        Event::NoticeServed(e) => notice::served(state, event, e)?,
        Event::NoticeFailed(e) => notice::failed(state, event, e)?,
        Event::NoticeOverdue(e) => notice::overdue(state, event, e)?,
        Event::NoticeDropped(e) => notice::dropped(state, event, e)?,
        Event::SeizureRecorded(e) => seizure::recorded(state, event, e)?,
        Event::KeepingChanged(e) => seizure::keeping(state, event, e)?,
        Event::GoodsHandedOver(e) => seizure::handed_over(state, event, e)?,
        Event::PreSealTurned(e) => seal::turned(state, event, e)?,
        Event::PropertyJoined(e) => seal::joined(state, e),
        Event::SealSplit(e) => seal::split(state, event, e)?,
        Event::DeductionConditionFound(e) => {
            let key = (e.asset, e.condition.clone());
            state.deduction_conditions.insert(key, e.document);
        }
        Event::MaturitySet(e) => maturity::set(state, event, e)?,
        Event::HoldMatured(e) => maturity::matured(state, event, e)?,
        Event::EarlyRedemptionAllowed(e) => maturity::early(state, event, e)?,
        Event::ThirdPartyDebtFrozen(e) => third_party::frozen(state, event, e)?,
        Event::ThirdPartyServed(e) => third_party::served(state, event, e)?,
        Event::ThirdPartyRenewalOrdered(e) => third_party::renewal_ordered(state, event, e)?,
        Event::ThirdPartyEndNear(e) => third_party::end_near(state, event, e)?,
        Event::ThirdPartyFreezeEnded(e) => third_party::ended(state, event, e)?,
        Event::ThirdPartyDebtMatured(e) => third_party::matured(state, event, e)?,
        Event::ThirdPartyObjected(e) => third_party::objected(state, event, e)?,
        Event::ThirdPartySilent(e) => third_party::silent(state, event, e)?,
        Event::ThirdPartyPaid(e) => third_party::paid(state, event, e)?,
        Event::ThirdPartyEnforced(e) => third_party::enforced(state, event, e)?,
        Event::ThirdPartyDebtLifted(e) => third_party::lifted(state, event, e, at)?,
    }
    state.restate_reductions(at);
    state.restate_releases(at);
    state.restate_wrong_persons(at);
    state.restate_notices(at);
    state.revision += 1;
    Ok(())
}
