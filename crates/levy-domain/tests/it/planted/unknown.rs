//! What is not known, and clocks.

use super::{Bug, Plant, changed};
use crate::world::TEN_DAYS;
use levy_domain::{
    decider::Decider,
    matter::{
        Command, Event, Matter,
        event::{DispatchBegun, OrderNotTaken},
    },
    time::{HOUR, Timestamp},
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "unknown-counts-as-nothing",
        failure: "F10",
        says: "an order whose outcome is unknown is taken for not carried out",
        caught_by: "spec::settling::an_unknown_outcome_owes_its_settlement",
        plant: Plant::Evolve(|state, event, at| match event {
            Event::OutcomeUnknown(unknown) => {
                let over = OrderNotTaken {
                    order: unknown.order,
                    ground: "no-answer".into(),
                    evidence: None,
                    second: None,
                    rule: None,
                };
                Matter::evolve(state, &over.into(), at)
            }
            other => Matter::evolve(state, other, at),
        }),
    },
    Bug {
        name: "not-found-believed-at-once",
        failure: "F10",
        says: "\"not found\" before expiry and window ends an order",
        caught_by: "spec::settling::not_found_before_the_expiry_only_means_send_it_again",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            let mut stamp = stamp.clone();
            if let Command::NoteNotFound { as_of, .. } = &mut command {
                *as_of = as_of.plus(TEN_DAYS);
                stamp.at = stamp.at.plus(TEN_DAYS);
            }
            Matter::decide(state, &command, rules, &stamp)
        }),
    },
    Bug {
        name: "word-from-the-future",
        failure: "F10",
        says: "a unit's word of a time to come is believed",
        caught_by: "spec::settling::not_found_in_a_time_to_come_proves_nothing",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut stamp = stamp.clone();
            if let Command::NoteNotFound { as_of, .. } = command {
                stamp.at = stamp.at.max(*as_of);
            }
            Matter::decide(state, command, rules, &stamp)
        }),
    },
    Bug {
        name: "window-guessed",
        failure: "F10",
        says: "a unit that states no intake window is given one",
        caught_by: "spec::settling::not_found_at_a_unit_without_a_window_proves_nothing",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::NoteNotFound { window, .. } = &mut command {
                window.get_or_insert(HOUR);
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "transfer-resent",
        failure: "F5",
        says: "leave to send a transfer is given a second time",
        caught_by: "spec::issuing::leave_to_send_a_transfer_is_never_given_twice",
        plant: Plant::Decide(|state, command, rules, stamp| {
            match Matter::decide(state, command, rules, stamp) {
                Err(refusal) => match command {
                    Command::BeginDispatch { order } => {
                        let again = DispatchBegun {
                            order: *order,
                            attempt: 2,
                        };
                        Ok(vec![again.into()])
                    }
                    _ => Err(refusal),
                },
                decided => decided,
            }
        }),
    },
    Bug {
        name: "one-officer-settles-a-transfer",
        failure: "F5",
        says: "one officer alone calls a lost transfer not carried out",
        caught_by: "spec::settling::a_transfer_is_settled_by_two_officers_on_a_statement_or_a_query",
        plant: Plant::Decide(super::funds::with_a_colleague),
    },
    Bug {
        name: "fence-not-looked-at",
        failure: "F10",
        says: "orders rendered for an earlier state are issued as they are",
        caught_by: "spec::issuing::orders_rendered_for_an_earlier_state_are_rendered_again",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::IssuePlan { issued, .. } = &mut command {
                for order in issued {
                    order.fence.revision = state.revision;
                }
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "clock-behind",
        failure: "-",
        says: "the clock stands ten days back: what has expired is issued",
        caught_by: "spec::issuing::an_order_that_is_past_its_expiry_is_not_issued",
        plant: Plant::Clock(|at| Timestamp(at.0 - TEN_DAYS)),
    },
    Bug {
        name: "clock-ahead",
        failure: "F12",
        says: "the clock stands ten days ahead: a unit is overdue before its time",
        caught_by: "spec::issuing::nothing_is_overdue_before_its_time",
        plant: Plant::Clock(|at| at.plus(TEN_DAYS)),
    },
    Bug {
        name: "closed-over-an-unknown-transfer",
        failure: "F5",
        says: "a case is closed while money may be on its way",
        caught_by: "spec::closing::no_case_is_closed_over_a_transfer_of_unknown_outcome",
        plant: Plant::Decide(|state, command, rules, stamp| {
            if !matches!(command, Command::CloseCase { .. }) {
                return Matter::decide(state, command, rules, stamp);
            }
            let mut quiet = state.clone();
            quiet.orders.clear();
            for hold in quiet.holds.values_mut() {
                hold.reserved = 0;
            }
            Matter::decide(&quiet, command, rules, stamp)
        }),
    },
    Bug {
        name: "overdue-not-counted",
        failure: "F12",
        says: "an answer that is late again is not said again",
        caught_by: "spec::issuing::an_order_that_did_not_arrive_in_time_is_overdue_once_and_again_without_its_answer",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::OrderOverdue(mut overdue) => {
                        overdue.level = 1;
                        overdue.into()
                    }
                    other => other,
                })
            })
        }),
    },
];
