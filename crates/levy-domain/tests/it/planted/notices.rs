//! Who is told of a hold, and who is not yet.

use super::{Bug, Plant, changed};
use levy_domain::{
    decider::Decider,
    matter::{
        Command, Event, Matter,
        event::{NoticeTo, OrderNotTaken},
        notice,
    },
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "told-before-control",
        failure: "F23",
        says: "people are told of the first hold while the other accounts of the plan are still free",
        caught_by: "spec::noticing::nobody_is_told_while_an_order_of_the_same_plan_is_secret",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut open = state.clone();
            if let Command::Notice(notice::Command::Owe { plan }) = command {
                for order in state.open_orders().filter(|order| order.plan == *plan) {
                    let over = OrderNotTaken {
                        order: order.draft.order,
                        ground: "never-sent".into(),
                        evidence: None,
                        second: None,
                        rule: None,
                    };
                    // What does not fit is not over.
                    let _ = Matter::evolve(&mut open, &over.into(), stamp.at);
                }
            }
            Matter::decide(&open, command, rules, stamp)
        }),
    },
    Bug {
        name: "not-told-and-not-said",
        failure: "-",
        says: "the clock of a notice passes without a word",
        caught_by: "spec::noticing::who_was_not_told_in_time_is_said_once",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                (!matches!(event, Event::NoticeOverdue(_))).then_some(event)
            })
        }),
    },
    Bug {
        name: "co-owner-forgotten",
        failure: "F18",
        says: "the parties are told of a hold, and nobody who owns a part of the asset",
        caught_by: "spec::noticing::a_co_owner_is_told_by_the_name_that_the_unit_has",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::NoticesOwed(mut owed) => {
                        owed.notices.retain(|one| one.to != NoticeTo::RightHolder);
                        owed.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "mortgage-goes-on-growing",
        failure: "-",
        says: "the mortgagee is told, and nobody notes from which day his claim is fixed",
        caught_by: "spec::noticing::what_a_maximum_amount_mortgage_secures_stops_growing_on_the_day_of_the_notice",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::NoticeServed(mut served) => {
                        served.claim_fixed_on = None;
                        served.into()
                    }
                    other => other,
                })
            })
        }),
    },
];
