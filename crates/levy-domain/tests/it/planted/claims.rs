//! Who is liable and when, what is taken again and again, one claim in two
//! matters.

use super::{Bug, Plant, changed};
use crate::world::{NOTICE, RULING};
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, event::StandingEnded, exemption::Exemptions, income},
    order::Reason,
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "supplementary-debtor-first",
        failure: "-",
        says: "a debtor who is liable after others is frozen before them",
        caught_by: "spec::sharing::nothing_is_planned_against_a_supplementary_debtor_before_his_turn",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut opened = state.clone();
            let all = state.liabilities.keys().map(|id| (*id, RULING));
            opened.opened.extend(all);
            Matter::decide(&opened, command, rules, stamp)
        }),
    },
    Bug {
        name: "standing-freeze-takes-what-was-freed",
        failure: "F15",
        says: "a round of a standing freeze takes what a judge has freed since",
        caught_by: "spec::standing::a_round_passes_over_what_a_judge_has_freed_since",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut deaf = state.clone();
            if matches!(command, Command::Standing(_)) {
                deaf.exemptions = Exemptions::default();
            }
            Matter::decide(&deaf, command, rules, stamp)
        }),
    },
    Bug {
        name: "standing-freeze-gives-up",
        failure: "F13",
        says: "a round of a standing freeze that finds nothing is the last one",
        caught_by: "spec::standing::a_round_that_drafts_nothing_owes_the_next_one_all_the_same",
        plant: Plant::Evolve(|state, event, at| {
            Matter::evolve(state, event, at)?;
            if let Event::StandingRepeated(said) = event
                && said.kept_back.is_some()
            {
                let standing = said.standing;
                let ended = StandingEnded {
                    standing,
                    ground: "nothing-to-take".into(),
                };
                Matter::evolve(state, &ended.into(), at)?;
            }
            Ok(())
        }),
    },
    Bug {
        name: "missed-pay-day-forgotten",
        failure: "-",
        says: "a pay day for which nothing came passes without a word",
        caught_by: "spec::income::a_pay_day_for_which_nothing_came_is_missed_and_the_next_is_awaited",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                (!matches!(event, Event::RemittanceMissed(_))).then_some(event)
            })
        }),
    },
    Bug {
        name: "living-costs-kept-twice",
        failure: "-",
        says: "each order on his income leaves the debtor the whole living minimum",
        caught_by: "spec::income::the_living_minimum_is_kept_once_over_all_his_income",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut alone = state.clone();
            if matches!(command, Command::Income(income::Command::Order { .. })) {
                alone.incomes = income::Incomes::default();
            }
            Matter::decide(&alone, command, rules, stamp)
        }),
    },
    Bug {
        name: "income-without-papers",
        failure: "-",
        says: "an order on income goes out on whatever document is at hand",
        caught_by: "spec::documenting::an_order_on_income_takes_a_ruling_and_a_notice_to_assist",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut helped = command.clone();
            if let Command::Income(income::Command::Order { documents, .. }) = &mut helped {
                documents.extend([RULING, NOTICE]);
            }
            Matter::decide(state, &helped, rules, stamp)
        }),
    },
    Bug {
        name: "living-costs-gone-with-an-order",
        failure: "-",
        says: "when the order ends that left him the living minimum, the others go on leaving him nothing",
        caught_by: "spec::keeping::the_order_that_is_left_leaves_him_the_minimum",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                (!matches!(event, Event::IncomeKeepsRestated(_))).then_some(event)
            })
        }),
    },
    Bug {
        name: "two-matters-one-claim",
        failure: "F5",
        says: "a matter acts on a claim whose home granted it nothing",
        caught_by: "spec::reserving::the_other_matter_does_nothing_before_it_is_granted_room",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut bold = state.clone();
            if let Some(own) = state.matter {
                bold.claims.values_mut().for_each(|claim| claim.home = own);
            }
            Matter::decide(&bold, command, rules, stamp)
        }),
    },
    Bug {
        name: "granted-and-kept",
        failure: "F2",
        says: "the home goes on using room that it granted away",
        caught_by: "spec::reserving::the_home_counts_what_it_granted_as_used",
        plant: Plant::Evolve(|state, event, at| {
            Matter::evolve(state, event, at)?;
            if let Event::ReservationGranted(granted) = event
                && let Some(known) = state.reservations.get_mut(&granted.reservation)
                && state.matter == Some(granted.home)
            {
                known.granted = None;
            }
            Ok(())
        }),
    },
    Bug {
        name: "released-without-a-ground",
        failure: "-",
        says: "control is lifted for whatever reason somebody writes",
        caught_by: "spec::releasing::a_release_names_a_ground_of_the_law",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut helped = command.clone();
            if let Command::DraftPlan { orders, .. } = &mut helped {
                let lines = orders.iter_mut().flat_map(|order| &mut order.lines);
                lines.for_each(|line| line.reason = Reason::new("other-ground"));
            }
            Matter::decide(state, &helped, rules, stamp)
        }),
    },
    Bug {
        name: "value-ignored",
        failure: "F2",
        says: "a house above the debt is sealed like any other asset",
        caught_by: "spec::valuing::what_is_worth_more_than_the_room_is_sealed_as_indivisible_only",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut blind = state.clone();
            if matches!(command, Command::DraftPlan { .. }) {
                blind.values.clear();
            }
            Matter::decide(&blind, command, rules, stamp)
        }),
    },
];
