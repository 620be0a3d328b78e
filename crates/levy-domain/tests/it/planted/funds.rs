//! Interest, and money in the court's account: counted, divided, paid out.

use super::{Bug, Decided, Plant, changed};
use crate::story::head;
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, State, distribution},
    rules::Rules,
    stamp::Stamp,
    time::{DAY, Timestamp},
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "paid-out-and-forgotten",
        failure: "-",
        says: "what was paid out of a receipt may be paid out again",
        caught_by: "spec::funds::allocated_money_is_paid_out_once",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut forgetful = state.clone();
            for receipt in forgetful.receipts.values_mut() {
                receipt.paid_out.clear();
            }
            Matter::decide(&forgetful, command, rules, stamp)
        }),
    },
    Bug {
        name: "money-leaves-on-one-word",
        failure: "F21",
        says: "whoever pays out writes a colleague in as the second officer",
        caught_by: "spec::assenting::nobody_pays_money_out_by_naming_a_colleague",
        plant: Plant::Decide(with_a_colleague),
    },
    Bug {
        name: "mistaken-deposit-kept",
        failure: "F27",
        says: "a stranger's deposit stays counted for the debt",
        caught_by: "spec::funds::a_mistaken_deposit_is_taken_out_of_the_claim_and_goes_back",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                (!matches!(event, Event::AllocationReversed(_))).then_some(event)
            })
        }),
    },
    Bug {
        name: "interest-on-what-is-paid",
        failure: "-",
        says: "a payment does not stop the interest of its part",
        caught_by: "spec::interest::what_is_paid_bears_no_more_from_the_next_day_on",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut unpaid = state.clone();
            for receipt in unpaid.receipts.values_mut() {
                receipt.allocations.clear();
            }
            Matter::decide(&unpaid, command, rules, stamp)
        }),
    },
    Bug {
        name: "divided-before-the-last-day",
        failure: "-",
        says: "a distribution plan is carried out while it may be objected to",
        caught_by: "spec::dividing::a_plan_is_carried_out_when_the_time_to_object_is_over",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut late = stamp.clone();
            if let Command::Distribution(distribution::Command::Settle { .. }) = command {
                late.at = Timestamp(late.at.0 + 30 * DAY);
            }
            Matter::decide(state, command, rules, &late)
        }),
    },
    Bug {
        name: "objection-passed-over",
        failure: "-",
        says: "an open objection does not stop a distribution plan",
        caught_by: "spec::dividing::an_objection_stands_in_the_way_until_it_ends",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut deaf = state.clone();
            for plan in deaf.distributions.values_mut() {
                plan.objections.clear();
            }
            Matter::decide(&deaf, command, rules, stamp)
        }),
    },
];

/// The second officer is put in at once for whoever is the first.
pub(super) fn with_a_colleague(
    state: &State,
    command: &Command,
    rules: &Rules,
    stamp: &Stamp,
) -> Decided {
    let said = Matter::decide(state, command, rules, stamp)?;
    let [first @ Event::AssentGiven(_)] = &said[..] else {
        return Ok(said);
    };
    let mut after = state.clone();
    if Matter::evolve(&mut after, first, stamp.at).is_err() {
        return Ok(said);
    }
    let mut second = stamp.clone();
    second.actor = head();
    Matter::decide(&after, command, rules, &second)
}
