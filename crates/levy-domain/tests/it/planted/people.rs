//! Who is touched: identities and strangers.

use super::{Bug, Decided, Plant, changed, rules_where};
use crate::world::{DEBTOR, sealed};
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, State, wrong_person::WrongPersons},
    order::Measure,
    party::{IdentityKind, IdentityStrength},
    rules::Rules,
    stamp::{Role, Stamp},
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "freeze-on-a-name",
        failure: "F3",
        says: "somebody is frozen who is known by name only",
        caught_by: "spec::planning::nobody_is_frozen_on_his_name_alone",
        plant: Plant::Decide(sure_of_everybody),
    },
    Bug {
        name: "asked-about-on-a-name",
        failure: "F4",
        says: "every unit is asked about a bare name",
        caught_by: "spec::sweeping::nobody_is_asked_about_on_his_name_alone",
        plant: Plant::Decide(sure_of_everybody),
    },
    Bug {
        name: "stranger-touched",
        failure: "F3",
        says: "an order names somebody who owes nothing in this matter",
        caught_by: "spec::drafting::a_stranger_is_not_touched",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::DraftPlan { orders, .. } = &mut command {
                for order in orders {
                    order.subject = DEBTOR;
                }
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "correction-of-identity-forgets-holds",
        failure: "F4",
        says: "a hold under a wrong number goes on covering the debt",
        caught_by: "spec::opening::a_hold_under_a_corrected_identity_covers_nothing",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::IdentityCorrected(mut corrected) => {
                        corrected.holds.clear();
                        corrected.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "found-under-a-wrong-number",
        failure: "F4",
        says: "what was found under a corrected number is still planned with",
        caught_by: "spec::renumbering::what_was_found_under_another_number_is_neither_planned_nor_drafted",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::IdentityCorrected(mut corrected) => {
                        corrected.assets.clear();
                        corrected.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "weak-match-taken-for-sure",
        failure: "F3",
        says: "who is known by name only at the unit is frozen like anybody else",
        caught_by: "spec::gating::an_account_held_under_another_name_is_a_weak_match",
        plant: Plant::Decide(|state, command, _, stamp| {
            let without = rules_where(|line| {
                if line.starts_with("says.identity.weak_holders") {
                    return "says.identity.weak_holders = []".to_owned();
                }
                line.to_owned()
            });
            Matter::decide(state, command, without, stamp)
        }),
    },
    Bug {
        name: "no-second-officer-for-a-weak-match",
        failure: "F3",
        says: "a weak match needs no other approvals than a sure one",
        caught_by: "spec::gating::two_judges_are_not_enough_for_a_weak_match",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::PlanDrafted(mut drafted) => {
                        for roles in &mut drafted.approvals_needed {
                            roles.push(Role::Judge);
                        }
                        drafted.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "somebody-elses-account-frozen",
        failure: "F3",
        says: "what a unit has on record under another's number is frozen",
        caught_by: "spec::gating::an_account_on_record_as_somebody_elses_is_never_frozen",
        plant: Plant::Decide(|state, command, _, stamp| {
            let without = rules_where(|line| {
                if line.starts_with("says.identity.never") {
                    return "says.identity.never = []".to_owned();
                }
                line.to_owned()
            });
            Matter::decide(state, command, without, stamp)
        }),
    },
    Bug {
        name: "wrong-person-stays-frozen",
        failure: "F4",
        says: "a report of a wrong person owes the release of nothing",
        caught_by: "spec::mistaking::a_report_owes_the_release_of_each_hold_and_names_every_unit_that_was_asked",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                (!matches!(event, Event::ReleaseOwed(_))).then_some(event)
            })
        }),
    },
    Bug {
        name: "asked-units-forgotten",
        failure: "F4",
        says: "units that were asked about a wrong person and hold nothing need not confirm",
        caught_by: "spec::mistaking::a_unit_confirms_once_and_not_while_it_holds_something",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::WrongPersonReported(mut reported) => {
                        reported.units.clear();
                        reported.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "transfer-from-a-wrong-person-forgotten",
        failure: "F4",
        says: "a transfer that is under way does not stop the end of a report",
        caught_by: "spec::restoring::a_transfer_under_way_keeps_the_report_of_a_wrong_person_open",
        plant: Plant::Evolve(|state, event, at| {
            let event = match event {
                Event::WrongPersonReported(reported) => {
                    let mut reported = reported.clone();
                    reported
                        .orders
                        .retain(|order| state.orders[order].draft.measure != Measure::Transfer);
                    reported.into()
                }
                other => other.clone(),
            };
            Matter::evolve(state, &event, at)
        }),
    },
    Bug {
        name: "taken-from-a-wrong-person-kept",
        failure: "F4",
        says: "what was taken from a wrong person before the report is named nowhere",
        caught_by: "spec::restoring::money_that_was_taken_from_a_wrong_person_is_named_and_goes_back_before_the_end",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::WrongPersonReported(mut reported) => {
                        reported.receipts.clear();
                        reported.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "wrong-person-touched-again",
        failure: "F4",
        says: "measures under a number that was reported as somebody else's go on",
        caught_by: "spec::mistaking::nothing_new_is_done_against_a_wrong_person",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut blind = state.clone();
            blind.wrong_persons = WrongPersons::default();
            Matter::decide(&blind, command, rules, stamp)
        }),
    },
    Bug {
        name: "handed-over-without-a-word",
        failure: "F1",
        says: "a hold belongs to whoever it is offered to before he has accepted",
        caught_by: "spec::handing::who_is_offered_a_hold_looks_after_it_only_once_he_accepts",
        plant: Plant::Evolve(|state, event, at| {
            Matter::evolve(state, event, at)?;
            if let Event::HoldsOffered(offered) = event {
                for hold in &offered.holds {
                    if let Some(known) = state.holds.get_mut(hold) {
                        known.owner = Some(offered.to);
                    }
                }
            }
            Ok(())
        }),
    },
];

fn sure_of_everybody(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decided {
    let mut sure = state.clone();
    for (person, _) in sure.persons.values_mut() {
        person.strength = IdentityStrength::Valid;
        person.identity_kind = IdentityKind::ResidentId;
        person.identity.get_or_insert_with(|| sealed(2));
    }
    Matter::decide(&sure, command, rules, stamp)
}
