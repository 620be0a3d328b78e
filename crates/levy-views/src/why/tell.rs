//! What each event of a matter says. Whoever adds an event decides here
//! whether it explains anything: an arm that says something, or a place among
//! the silent ones of `tests.rs` with a reason.

use super::Teller;
use levy_domain::matter::Event;

mod bar;
mod breach;
mod delegation;
mod file;
mod follow;
mod funds;
mod hold;
mod income;
mod money;
mod notice;
mod order;
mod people;
mod plan;
mod queue;
mod relay;
mod reserve;
mod search;
mod standing;
mod term;

/// Says all that `event` says; the state has it folded already.
pub(super) fn event(event: &Event, tell: &mut Teller<'_, '_>) {
    match event {
        Event::MatterOpened(e) => file::opened(e, tell),
        Event::CaseRegistered(e) => file::registered(e, tell),
        Event::CaseNumberClosed(e) => file::closed(e, tell),
        Event::ClaimStated(e) => file::claim(e, tell),
        Event::ClaimAdjusted(e) => file::adjusted(e, tell),
        Event::PartyAdded(e) => file::party(e, tell),
        Event::LiabilityStated(e) => file::liable(e, tell),
        Event::IdentityCorrected(e) => file::identity(e, tell),
        Event::DocumentIssued(e) => file::document(e, tell),
        Event::SweepOrdered(e) => search::ordered(e, tell),
        Event::AssetsFound(e) => search::found(&e.assets, tell),
        Event::LateAssetsFound(e) => search::late(e, tell),
        Event::SweepClosed(e) => search::closed(e, tell),
        Event::PlanDrafted(e) => plan::drafted(e, tell),
        Event::PlanApproved(e) => plan::approved(e, tell),
        Event::PlanWithdrawn(e) => plan::withdrawn(e, tell),
        Event::OrdersIssued(e) => plan::issued(e, tell),
        Event::DispatchBegun(e) => order::begun(e, tell),
        Event::OrderDelivered(e) => order::delivered(e, tell),
        Event::OutcomeUnknown(e) => order::unknown(e, tell),
        Event::OrderAnswered(e) => order::answered(&e.order, &e.reply, tell),
        Event::OrderOverdue(e) => order::overdue(e, tell),
        Event::OrderNotTaken(e) => order::not_taken(e, tell),
        Event::OrderDisputed(e) => order::disputed(e, tell),
        Event::RelayLegDone(e) => relay::done(e, tell),
        Event::RelayReturned(e) => relay::returned(e, tell),
        Event::RelayLegOverdue(e) => relay::overdue(e, tell),
        Event::RecallRequested(e) => order::recall(e, tell),
        Event::OrderRecalled(e) => order::recalled(&e.order, tell),
        Event::RecallTooLate(e) => order::recall_late(&e.order, tell),
        Event::HoldEstablished(e) => hold::established(e, tell),
        Event::HoldAdopted(e) => hold::adopted(e, tell),
        Event::HoldChanged(e) => hold::changed(e, tell),
        Event::HoldReduced(e) => hold::reduced(e, tell),
        Event::HoldRenewed(e) => hold::renewed(e, tell),
        Event::HoldReleased(e) => hold::released(e, tell),
        Event::ExcessRevealed(e) => hold::excess(e, tell),
        Event::HoldNotLowered(e) => hold::not_lowered(e, tell),
        Event::HoldEndNear(e) => term::near(e, tell),
        Event::HoldEndedUnsettled(e) => term::ended(e, tell),
        Event::HoldLapsed(e) => term::lapsed(e, tell),
        Event::RenewalAuthorised(e) => term::authorised(e, tell),
        Event::RenewalAuthorisationRevoked(e) => term::revoked(e, tell),
        Event::QueueTold(e) => queue::told(e, tell),
        Event::PromotionPresumed(e) => queue::presumed(e, tell),
        Event::HoldNeverEffective(e) => queue::never_effective(e, tell),
        Event::HandoverAsked(e) => queue::asked(e, tell),
        Event::HandoverAnswered(e) => queue::answered(e, tell),
        Event::HandoverOverdue(e) => queue::overdue(e, tell),
        Event::TransferReserved(e) => money::reserved(e, tell),
        Event::TransferSettled(e) => money::settled(e, tell),
        Event::TransferFreed(e) => money::freed(e, tell),
        Event::ReceiptBooked(e) => money::booked(e, tell),
        Event::ReceiptMatched(e) => money::matched(e, tell),
        Event::VoluntaryPaymentRecorded(e) => money::paid(e, tell),
        Event::Allocated(e) => money::allocated(e, tell),
        Event::PlanApprovedUrgently(e) => people::at_once(e, tell),
        Event::PlanCountersigned(e) => people::countersigned(e, tell),
        Event::CountersignMissed(e) => people::countersign_missed(e, tell),
        Event::WrongPersonReported(e) => people::wrong(e, tell),
        Event::WrongPersonConfirmed(e) => people::confirmed(e, tell),
        Event::WrongPersonOverdue(e) => people::overdue(e, tell),
        Event::WrongPersonCleared(e) => people::cleared(e, tell),
        Event::HoldsOffered(e) => people::offered(e, tell),
        Event::HoldsAccepted(e) => people::accepted(e, tell),
        Event::InterestTermsStated(e) => funds::terms(e, tell),
        Event::InterestWorkedOut(e) => funds::interest(e, tell),
        Event::ReceiptAttributed(e) => funds::attributed(e, tell),
        Event::AllocationReversed(e) => funds::reversed(e, tell),
        Event::PaidOut(e) => funds::paid_out(e, tell),
        Event::Refunded(e) => funds::refunded(e, tell),
        Event::ReversalOrdered(e) => funds::ordered_back(e, tell),
        Event::ReversalReturned(e) => funds::returned(e, tell),
        Event::DistributionDrafted(e) => funds::drafted(e, tell),
        Event::DistributionServed(e) => funds::served(e, tell),
        Event::DistributionObjected(e) => funds::objected(e, tell),
        Event::DistributionObjectionEnded(e) => funds::objection_ended(e, tell),
        Event::DistributionWithdrawn(e) => funds::withdrawn(e, tell),
        Event::DistributionSettled(e) => funds::settled(e, tell),
        Event::BreachReported(e) => breach::reported(e, tell),
        Event::RecoveryOrdered(e) => breach::ordered(e, tell),
        Event::BreachRecovered(e) => breach::recovered(e, tell),
        Event::RecoveryMissed(e) => breach::missed(e, tell),
        Event::UnitLiabilityRuled(e) => breach::liable(e, tell),
        Event::FineDecided(e) => breach::fined(e, tell),
        Event::ReconsiderationAsked(e) => breach::asked(e, tell),
        Event::ReconsiderationDecided(e) => breach::decided(e, tell),
        Event::FineCollected(e) => breach::collected(e, tell),
        Event::Escalated(e) => follow::escalated(e, tell),
        Event::EscalationCarriedOut(e) => follow::carried_out(e, tell),
        Event::UnitObjected(e) => follow::unit_objected(e, tell),
        Event::UnitObjectionAnswered(e) => follow::unit_answered(e, tell),
        Event::UnitObjectionOverdue(e) => follow::unit_unanswered(e, tell),
        Event::Exempted(e) => follow::exempted(e, tell),
        Event::ExemptionLifted(e) => follow::no_longer_exempt(e, tell),
        Event::RequeryDue(e) => follow::ask_again(e, tell),
        Event::RequeryEnded(e) => follow::ask_no_more(e, tell),
        Event::PreservedBeforeSuit(e) => follow::before_suit(e, tell),
        Event::SuitDeadlineSet(e) => follow::days_to_sue(e, tell),
        Event::SuitFiled(e) => follow::sued(e, tell),
        Event::SuitMissed(e) => follow::not_sued(e, tell),
        Event::DelegationProposed(e) => delegation::proposed(e, tell),
        Event::DelegationApproved(e) => delegation::approved(e, tell),
        Event::DelegationSent(e) => delegation::sent(e, tell),
        Event::DelegationPapersAsked(e) => delegation::papers_asked(e, tell),
        Event::DelegationPapersCompleted(e) => delegation::papers_completed(e, tell),
        Event::DelegationAccepted(e) => delegation::accepted(e, tell),
        Event::DelegationOverdue(e) => delegation::overdue(e, tell),
        Event::DelegationEnded(e) => delegation::ended(e, tell),
        Event::BarRaised(e) => bar::raised(e, tell),
        Event::BarLifted(e) => bar::lifted(e, tell),
        Event::ReleaseOwed(e) => bar::owed(e, tell),
        Event::ReleaseOverdue(e) => bar::overdue(e, tell),
        Event::SupplementaryOpened(e) => file::turn(e, tell),
        Event::StandingOrdered(e) => standing::ordered(e, tell),
        Event::StandingRepeated(e) => standing::repeated(e, tell),
        Event::StandingEnded(e) => standing::ended(e, tell),
        Event::IncomeOrdered(e) => income::ordered(e, tell),
        Event::RemittanceReceived(e) => income::received(e, tell),
        Event::RemittanceMissed(e) => income::missed(e, tell),
        Event::IncomeEnded(e) => income::ended(e, tell),
        Event::ValueStated(e) => search::worth(e, tell),
        Event::VisitNamed(e) => order::visit(e, tell),
        Event::NoticesOwed(e) => notice::owed(e, tell),
        Event::NoticeServed(e) => notice::served(e, tell),
        Event::NoticeFailed(e) => notice::failed(e, tell),
        Event::NoticeOverdue(e) => notice::overdue(e, tell),
        Event::NoticeDropped(e) => notice::dropped(e, tell),
        Event::ReservationAsked(e) => reserve::asked(e, tell),
        Event::ReservationGranted(e) => reserve::granted(e, tell),
        Event::ReservationReturned(e) => reserve::returned(e, tell),
    }
}
