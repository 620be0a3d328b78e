//! What each event of a matter says. Whoever adds an event decides here
//! whether it explains anything: an arm that says something, `plain` where the
//! event's name says it all (the name is then a word in the locales), or a
//! place among the silent ones of `tests.rs` with a reason.

use super::Teller;
use levy_domain::matter::Event;

mod bar;
mod file;
mod follow;
mod funds;
mod hold;
mod money;
mod order;
mod plan;
mod search;
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
        Event::HoldEndNear(e) => term::near(e, tell),
        Event::HoldEndedUnsettled(e) => term::ended(e, tell),
        Event::HoldLapsed(e) => term::lapsed(e, tell),
        Event::TransferReserved(e) => money::reserved(e, tell),
        Event::TransferSettled(e) => money::settled(e, tell),
        Event::TransferFreed(e) => money::freed(e, tell),
        Event::ReceiptBooked(e) => money::booked(e, tell),
        Event::ReceiptMatched(e) => money::matched(e, tell),
        Event::VoluntaryPaymentRecorded(e) => money::paid(e, tell),
        Event::Allocated(e) => money::allocated(e, tell),
        Event::InterestTermsStated(e) => funds::happened([e.claim.0], tell),
        Event::InterestWorkedOut(e) => funds::happened([e.claim.0], tell),
        Event::ReceiptAttributed(e) => funds::happened([e.receipt.0], tell),
        Event::AllocationReversed(e) => funds::happened([e.receipt.0], tell),
        Event::PaidOut(e) => funds::by_rule([e.payment.0], &e.approval_rule, tell),
        Event::Refunded(e) => funds::by_rule([e.payment.0], &e.approval_rule, tell),
        Event::ReversalOrdered(e) => funds::by_rule([e.payment.0], &e.basis, tell),
        Event::ReversalReturned(e) => funds::happened([e.receipt.0], tell),
        Event::DistributionDrafted(e) => funds::by_rule([e.receipt.0], &e.basis, tell),
        Event::DistributionServed(e) => {
            funds::by_rule([e.distribution.0], &e.deadline.basis, tell);
        }
        Event::DistributionObjected(e) => funds::happened([e.distribution.0], tell),
        Event::DistributionObjectionEnded(e) => funds::happened([e.distribution.0], tell),
        Event::DistributionWithdrawn(e) => funds::happened([e.distribution.0], tell),
        Event::DistributionSettled(e) => {
            funds::by_rule([e.distribution.0], &e.approval_rule, tell);
        }
        Event::BreachReported(e) => follow::of_order(e.order, Some(&e.rule), tell),
        Event::RecoveryOrdered(e) => follow::of_breach(&e.breach, Some(&e.deadline.basis), tell),
        Event::BreachRecovered(e) => follow::of_breach(&e.breach, None, tell),
        Event::RecoveryMissed(e) => follow::of_breach(&e.breach, Some(&e.deadline.basis), tell),
        Event::UnitLiabilityRuled(e) => follow::of_breach(&e.breach, Some(&e.rule), tell),
        Event::FineDecided(e) => follow::of_breach(&e.breach, Some(&e.rule), tell),
        Event::ReconsiderationAsked(e) => follow::of_fine(&e.fine, Some(&e.deadline.basis), tell),
        Event::ReconsiderationDecided(e) => follow::of_fine(&e.fine, None, tell),
        Event::FineCollected(e) => follow::of_fine(&e.fine, None, tell),
        Event::Escalated(e) => follow::of_order(e.order, Some(&e.rule), tell),
        Event::EscalationCarriedOut(e) => follow::of_order(e.order, None, tell),
        Event::UnitObjected(e) => {
            let rule = e.deadline.as_ref().map(|deadline| &deadline.basis);
            follow::of_order(e.order, rule, tell);
        }
        Event::UnitObjectionAnswered(e) => follow::of_objection(&e.objection, None, tell),
        Event::UnitObjectionOverdue(e) => {
            follow::of_objection(&e.objection, Some(&e.deadline.basis), tell);
        }
        Event::Exempted(e) => follow::of_asset(&e.asset, tell),
        Event::ExemptionLifted(e) => follow::lifted(&e.exemption, tell),
        Event::RequeryDue(e) => follow::of_file(Some(&e.due.basis), tell),
        Event::RequeryEnded(_) | Event::PreservedBeforeSuit(_) | Event::SuitFiled(_) => {
            follow::of_file(None, tell);
        }
        Event::SuitDeadlineSet(e) => follow::of_file(Some(&e.deadline.basis), tell),
        Event::SuitMissed(e) => follow::of_file(Some(&e.deadline.basis), tell),
        Event::BarRaised(e) => bar::raised(e, tell),
        Event::BarLifted(e) => bar::lifted(e, tell),
        Event::ReleaseOwed(e) => bar::owed(e, tell),
        Event::ReleaseOverdue(e) => bar::overdue(e, tell),
    }
}
