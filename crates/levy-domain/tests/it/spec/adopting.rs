//! Holds of an old list that contradict themselves are not taken over.

use crate::{story::*, world::*};
use levy_domain::{
    asset::AssetClass,
    matter::{
        Command, Duty, Event,
        adopting::{Contradiction, contradictions},
        event::Ends,
    },
    money::Money,
    order::Measure,
    time::{Date, Zone},
};

struct Listed {
    class: AssetClass,
    measure: Measure,
    limit: Option<Money>,
    held: Option<Money>,
    rank: u32,
    from: Option<Date>,
    ends: [Option<Date>; 2],
}

fn sound() -> Listed {
    Listed {
        class: AssetClass::Deposit,
        measure: Measure::Freeze,
        limit: Some(cny(500)),
        held: Some(cny(400)),
        rank: 0,
        from: Some(day(2023, 6, 1)),
        ends: [Some(day(2024, 5, 31)), Some(day(2024, 6, 1))],
    }
}

fn adopt(listed: Listed) -> Command {
    Command::AdoptHold {
        hold: OLD_HOLD,
        asset: THIRD,
        class: listed.class,
        number: sealed(5),
        unit: bank(),
        liability: LIABILITY,
        measure: listed.measure,
        limit: listed.limit,
        held: listed.held,
        rank: listed.rank,
        from: listed.from,
        ends: Ends {
            as_ordered: listed.ends[0],
            as_unit_states: listed.ends[1],
            ..Ends::default()
        },
        source: None,
    }
}

#[test]
fn a_sound_hold_is_taken_over() {
    given(Story::owed(cny(1_000)))
        .when(adopt(sound()))
        .then_kinds(["hold-adopted"]);
    let waiting = Listed {
        measure: Measure::WaitingFreeze,
        rank: 2,
        held: None,
        ..sound()
    };
    given(Story::owed(cny(1_000)))
        .when(adopt(waiting))
        .then_kinds(["hold-adopted"]);
}

#[test]
fn more_held_than_the_limit_is_what_the_unit_said_and_shown_as_excess() {
    let more = |held| Listed {
        held: Some(cny(held)),
        ..sound()
    };
    given(Story::owed(cny(1_000)))
        .when(adopt(more(501)))
        .then_kinds(["hold-adopted", "excess-revealed"])
        .saying(|events| {
            let [Event::HoldAdopted(adopted), Event::ExcessRevealed(excess)] = events else {
                panic!()
            };
            assert_eq!(
                (adopted.held, adopted.limit),
                (Some(cny(501)), Some(cny(500)))
            );
            assert_eq!((excess.over_order, excess.over_room), (cny(1), cny(0)));
        });
    // Above what is owed a smaller hold is proposed, as after a reply.
    given(Story::owed(cny(1_000)))
        .when(adopt(more(1_200)))
        .then_kinds(["hold-adopted", "excess-revealed"])
        .owing([Duty::Reduce(CLAIM)])
        .seeing(|story| assert_eq!(story.state.excess(&CLAIM), 200));
}

#[test]
fn a_hold_that_contradicts_itself_or_its_unit_is_refused_by_its_field() {
    let cases = [
        (
            Listed {
                from: Some(day(2999, 1, 1)),
                ends: [None, None],
                ..sound()
            },
            Contradiction::BeginsLater,
        ),
        (
            Listed {
                from: Some(day(1000, 1, 1)),
                ..sound()
            },
            Contradiction::BeginsTooEarly,
        ),
        (
            Listed {
                ends: [Some(day(2023, 5, 31)), None],
                ..sound()
            },
            Contradiction::EndAsOrdered,
        ),
        (
            Listed {
                ends: [None, Some(day(2999, 5, 31))],
                ..sound()
            },
            Contradiction::EndAsUnitStates,
        ),
        (
            Listed { rank: 1, ..sound() },
            Contradiction::PlaceWithoutWaiting,
        ),
        (
            Listed {
                measure: Measure::WaitingFreeze,
                ..sound()
            },
            Contradiction::WaitingWithoutPlace,
        ),
        (
            Listed {
                class: AssetClass::RealEstate,
                ..sound()
            },
            Contradiction::ClassNotKept,
        ),
    ];
    let unit = rules().units().get(&bank()).unwrap();
    let today = NOW.date_in(Zone::CHINA);
    for (listed, contradiction) in cases {
        let command = adopt(listed);
        assert_eq!(contradictions(&command, unit, today), [contradiction]);
        given(Story::owed(cny(1_000)))
            .when(command)
            .then_refused("LEVY-R05");
    }
}
