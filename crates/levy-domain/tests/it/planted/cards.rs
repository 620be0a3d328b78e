//! Who goes to a counter, and with which cards.

use super::{Bug, Decided, Plant, rules_where};
use levy_domain::{
    court::{Court, State as CourtState, event::CardsConfirmed},
    decider::Decider,
    matter::{Command, Matter, State},
    rules::Rules,
    stamp::Stamp,
};
use std::sync::{Arc, OnceLock};

/// A visit is named before another court than the one that is filed.
fn before(
    court: impl Fn(&mut CourtState),
    state: &State,
    command: &Command,
    rules: &Rules,
    stamp: &Stamp,
) -> Decided {
    let mut stamp = stamp.clone();
    if matches!(command, Command::Visit(_)) {
        court(Arc::make_mut(&mut stamp.court));
    }
    Matter::decide(state, command, rules, &stamp)
}

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "card-of-one-who-left",
        failure: "F21",
        says: "who has left the court goes to a counter with the card that is still filed there",
        caught_by: "spec::carding::who_has_left_the_court_goes_to_no_counter",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let stays = |court: &mut CourtState| {
                court
                    .officers
                    .values_mut()
                    .for_each(|(_, left)| *left = None);
            };
            before(stays, state, command, rules, stamp)
        }),
    },
    Bug {
        name: "card-that-no-unit-confirmed",
        failure: "F21",
        says: "cards count from the day on which the court sends them, not when the unit has them",
        caught_by: "spec::carding::a_card_that_the_unit_has_not_confirmed_or_that_has_ended_is_none",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let confirms = |court: &mut CourtState| {
                let filed = court.cards.iter().map(|(_, cards)| cards.filed.clone());
                for filed in filed.collect::<Vec<_>>() {
                    let confirmed = CardsConfirmed {
                        unit: filed.unit,
                        filing: filed.filing,
                        confirmed_on: stamp.at.date_in(rules.profile().zone()),
                        evidence: levy_domain::bytes::Digest::of(b"nothing"),
                    };
                    Court::evolve(court, &confirmed.into(), stamp.at).unwrap();
                }
            };
            before(confirms, state, command, rules, stamp)
        }),
    },
    Bug {
        name: "one-officer-at-the-counter",
        failure: "F21",
        says: "one officer alone goes to a counter",
        caught_by: "spec::carding::one_officer_is_too_few_for_a_counter",
        plant: Plant::Decide(|state, command, _, stamp| {
            static RULES: OnceLock<&'static Rules> = OnceLock::new();
            let alone = RULES.get_or_init(|| {
                rules_where(|line| line.replace("cards = { officers = 2", "cards = { officers = 1"))
            });
            Matter::decide(state, command, alone, stamp)
        }),
    },
];
