//! Bugs about the terms of holds.

use super::{Bug, Plant, changed, rules_where};
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, event::HoldLapsed, term},
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "case-goes-with-a-dying-hold",
        failure: "F1",
        says: "a case goes to another court while one of its holds is about to end",
        caught_by: "spec::delegating::a_hold_with_less_than_a_month_left_is_renewed_before_the_case_goes",
        plant: Plant::Decide(|state, command, _, stamp| {
            let careless = rules_where(|line| {
                line.replace("renew_first_months = 1", "renew_first_months = 0")
            });
            Matter::decide(state, command, careless, stamp)
        }),
    },
    Bug {
        name: "unknown-year-in-silence",
        failure: "-",
        says: "a deadline is counted through a year without a calendar and does not say so",
        caught_by: "spec::objecting::a_deadline_in_a_year_without_a_calendar_says_so_in_its_event",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::UnitObjected(mut objected) => {
                        let clocks = objected.deadline.iter_mut();
                        clocks.for_each(|clock| clock.unknown_years.clear());
                        objected.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "alarms-asleep",
        failure: "F1",
        says: "no rung of the ladder before the end of a hold is told",
        caught_by: "spec::term::the_end_of_a_hold_is_told_rung_by_rung",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let events = Matter::decide(state, command, rules, stamp)?;
            let other = |event: &Event| !matches!(event, Event::HoldEndNear(_));
            Ok(events.into_iter().filter(other).collect())
        }),
    },
    Bug {
        name: "ended-hold-still-covers",
        failure: "F1",
        says: "a hold whose end passed with nothing known goes on as if it stood",
        caught_by: "spec::term::a_hold_whose_end_passed_counts_at_its_limit_and_covers_nothing",
        plant: Plant::Evolve(|state, event, at| match event {
            Event::HoldEndedUnsettled(_) => {
                state.revision += 1;
                Ok(())
            }
            _ => Matter::evolve(state, event, at),
        }),
    },
    Bug {
        name: "lapse-guessed",
        failure: "F1",
        says: "a hold is taken for lapsed because its last day has passed",
        caught_by: "spec::term::a_renewal_served_in_time_stands_however_late_the_answer",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let events = Matter::decide(state, command, rules, stamp)?;
            let guess = |event: Event| match event {
                Event::HoldEndedUnsettled(ended) => HoldLapsed {
                    hold: ended.hold,
                    ground: "guess".into(),
                    evidence: levy_domain::bytes::Digest::of(b"nothing"),
                    as_of: Some(ended.ended_at),
                    rule: ended.rule,
                }
                .into(),
                other => other,
            };
            Ok(events.into_iter().map(guess).collect())
        }),
    },
    Bug {
        name: "renewal-under-way-silences",
        failure: "F1",
        says: "nothing is told of an end while a renewal is under way",
        caught_by: "spec::term::a_renewal_under_way_silences_nothing",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let events = Matter::decide(state, command, rules, stamp)?;
            if !matches!(command, Command::Term(term::Command::NoteEnd { .. })) {
                return Ok(events);
            }
            let told = |event: &Event| match event {
                Event::HoldEndNear(near) => near.renewal.is_none(),
                _ => true,
            };
            Ok(events.into_iter().filter(told).collect())
        }),
    },
    Bug {
        name: "promotion-not-reckoned-with",
        failure: "F1",
        says: "a place whose turn may have come reserves nothing until the unit speaks",
        caught_by: "spec::queue::a_presumed_promotion_counts_at_its_limit_and_covers_nothing",
        plant: Plant::Evolve(|state, event, at| match event {
            Event::PromotionPresumed(_) => {
                state.revision += 1;
                Ok(())
            }
            _ => Matter::evolve(state, event, at),
        }),
    },
    Bug {
        name: "presumed-end-asleep",
        failure: "F1",
        says: "a seal that is only presumed to be in front ends with nobody told",
        caught_by: "spec::promoting::the_end_of_a_seal_that_is_only_presumed_is_told_rung_by_rung",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::PromotionPresumed(mut presumed) => {
                        presumed.ends.alarm = None;
                        presumed.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "authorisation-approves-alone",
        failure: "-",
        says: "a renewal authorised ahead needs no second officer any more",
        caught_by: "spec::renewing_ahead::an_authorised_renewal_is_drafted_at_its_rung_with_the_approval_of_the_judge",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut events = Matter::decide(state, command, rules, stamp)?;
            for event in &mut events {
                if let Event::PlanApproved(approved) = event
                    && approved.ahead
                {
                    approved.complete = true;
                }
            }
            Ok(events)
        }),
    },
];
