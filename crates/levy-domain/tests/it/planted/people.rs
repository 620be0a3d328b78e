//! Who is touched: identities and strangers.

use super::{Bug, Decided, Plant, changed};
use crate::world::{DEBTOR, sealed};
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, State},
    party::{IdentityKind, IdentityStrength},
    rules::Rules,
    stamp::Stamp,
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
