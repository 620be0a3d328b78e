//! What third parties owe the debtor, and what is
//! taken later or under a condition.

use super::{Bug, Plant, changed};
use crate::world::RULING;
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, event::ServiceWay, maturity, seizure, third_party},
    time::DAY,
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "contested-debt-enforced",
        failure: "-",
        says: "what a third party contests in time is enforced against him all the same",
        caught_by: "spec::third_party::what_he_contests_in_time_is_not_enforced_whoever_is_right",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::ThirdPartyObjected(mut said) => {
                        said.late = true;
                        said.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "renewed-too-late",
        failure: "F1",
        says: "a renewal that reaches a third party after the end renews the freeze all the same",
        caught_by: "spec::debt_term::a_renewal_that_reaches_him_too_late_renews_nothing",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut early = command.clone();
            if let Command::ThirdParty(third_party::Command::NoteServed { served_at, .. }) =
                &mut early
            {
                *served_at = served_at.plus(-DAY);
            }
            Matter::decide(state, &early, rules, stamp)
        }),
    },
    Bug {
        name: "notice-by-post",
        failure: "-",
        says: "the notice to pay counts however it is said to have reached him",
        caught_by: "spec::third_party::the_notice_to_pay_is_served_on_him_directly_and_once",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut helped = command.clone();
            if let Command::ThirdParty(third_party::Command::NoteServed { way, .. }) = &mut helped {
                *way = ServiceWay::Direct;
            }
            Matter::decide(state, &helped, rules, stamp)
        }),
    },
    Bug {
        name: "debtors-of-his-debtors",
        failure: "-",
        says: "whoever owes a third party is taken for the debt as well",
        caught_by: "spec::third_party::his_own_debtors_are_out_of_reach",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut blind = state.clone();
            if matches!(
                command,
                Command::ThirdParty(third_party::Command::Freeze { .. })
            ) {
                blind.third_party_debts = third_party::Debts::default();
            }
            Matter::decide(&blind, command, rules, stamp)
        }),
    },
    Bug {
        name: "deducted-without-condition",
        failure: "F16",
        says: "the housing fund is deducted like any other money",
        caught_by: "spec::deducting::the_housing_fund_is_frozen_and_not_deducted",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut found = state.clone();
            for asset in state.assets.keys() {
                let key = (*asset, "retired".into());
                found.deduction_conditions.insert(key, RULING);
            }
            Matter::decide(&found, command, rules, stamp)
        }),
    },
    Bug {
        name: "some-shares-count-whole",
        failure: "F2",
        says: "of shares only some are frozen, and whatever sum is written counts",
        caught_by: "spec::valuing::some_shares_count_at_their_part_of_the_value",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut blind = state.clone();
            if let Command::DraftPlan { orders, .. } = command {
                let lines = orders.iter().flat_map(|order| &order.lines);
                let parted = lines.filter(|line| line.units.is_some());
                parted.for_each(|line| drop(blind.values.remove(&line.asset)));
            }
            Matter::decide(&blind, command, rules, stamp)
        }),
    },
    Bug {
        name: "crutches-seized",
        failure: "-",
        says: "goods are taken that the law leaves to the debtor",
        caught_by: "spec::seizing::what_the_law_leaves_to_the_debtor_is_not_taken",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut renamed = command.clone();
            if let Command::Seizure(seizure::Command::Record { items, .. }) = &mut renamed {
                items.iter_mut().for_each(|item| item.kind = "goods".into());
            }
            Matter::decide(state, &renamed, rules, stamp)
        }),
    },
    Bug {
        name: "maturity-forgotten",
        failure: "-",
        says: "a term product is drawn on before the day on which it pays",
        caught_by: "spec::maturing::a_transfer_waits_for_the_day_on_which_it_pays",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut blind = state.clone();
            blind.maturities = maturity::Maturities::default();
            for asset in blind.assets.values_mut() {
                asset.not_redeemable_before = None;
            }
            Matter::decide(&blind, command, rules, stamp)
        }),
    },
];
