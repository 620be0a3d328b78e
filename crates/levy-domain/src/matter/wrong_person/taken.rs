//! What was taken from a wrong person: money that came by transfers and out of
//! his income. It goes back before the report is cleared.

use super::{super::state::State, WrongPersons};
use crate::{
    id::{OrderId, PersonId, ReceiptId},
    matter::{order_state::OrderState, state::ReceiptState},
    order::Measure,
};

/// An order that may still bind or take something of his. What lets go may go
/// on, and what asks touches nothing.
pub(in super::super) fn touches(order: &OrderState) -> bool {
    let measure = &order.draft.measure;
    !measure.frees() && !matches!(measure, Measure::Query | Measure::Recall)
}

/// It may still take effect, or what it took is on its way to the court.
pub(super) fn is_under_way(order: &OrderState) -> bool {
    order.phase.is_in_world() || order.in_transit() > 0
}

/// Receipts of `person` whose money is not back with him.
pub(super) fn taken(state: &State, person: &PersonId) -> Vec<ReceiptId> {
    let is_his = |receipt: &ReceiptState| {
        let liability = receipt.liability.as_ref();
        liability.and_then(|liability| state.person_of(liability)) == Some(*person)
    };
    let by_income = |id: &ReceiptId| {
        let mut incomes = state.incomes.iter().map(|(_, income)| income);
        incomes.any(|income| income.received.values().any(|day| day.contains(id)))
    };
    let was_taken = |id: &ReceiptId, receipt: &ReceiptState| match receipt.returned {
        // A creditor returned what had been taken and paid out to him.
        Some(reversal) => state.paid_from(&reversal).is_some_and(is_his),
        None => is_his(receipt) && (receipt.matched || by_income(id)),
    };
    let receipts = state.receipts.iter();
    receipts
        .filter(|(id, receipt)| !receipt.is_gone() && was_taken(id, receipt))
        .map(|(id, _)| *id)
        .collect()
}

impl WrongPersons {
    /// What an order under the wrong identity took has arrived.
    pub(in super::super) fn took(&mut self, order: &OrderId, receipt: ReceiptId) {
        for report in self.all.values_mut().filter(|report| !report.cleared) {
            if report.issued.contains(order) {
                report.receipts.insert(receipt);
            }
        }
    }

    /// His income went on coming in while the wrong identity was known of him.
    pub(in super::super) fn took_income(&mut self, person: &PersonId, receipt: ReceiptId) {
        for report in self.all.values_mut().filter(|report| !report.cleared) {
            if report.person == *person {
                report.receipts.insert(receipt);
            }
        }
    }

    /// A creditor returned what he had been paid out of `before`: it is to go
    /// back out of the receipt under which it came.
    pub(in super::super) fn came_back(&mut self, before: &ReceiptId, receipt: ReceiptId) {
        for report in self.all.values_mut().filter(|report| !report.cleared) {
            if report.receipts.contains(before) {
                report.receipts.insert(receipt);
            }
        }
    }
}
