//! Interest, and money in the court's account: counted, divided, paid out.

use super::{Bug, Plant, changed};
use crate::world::HEAD as SECOND;
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, distribution, funds},
    stamp::Role,
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
        failure: "-",
        says: "a second officer is put in for whoever forgets him",
        caught_by: "spec::funds::money_leaves_on_the_word_of_two_different_officers",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut helped = command.clone();
            if let Command::Funds(funds::Command::PayOut { others, .. }) = &mut helped {
                *others = vec![(SECOND, Role::BureauHead)];
            }
            Matter::decide(state, &helped, rules, stamp)
        }),
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
