//! Rounds of queries.

use super::{Bug, Plant};
use levy_domain::{
    decider::Decider,
    sweep::{Command, Event, Sweep, event::SweepCompleted},
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "late-answer-dropped",
        failure: "F10",
        says: "an answer after the deadline is thrown away",
        caught_by: "spec::round::a_late_answer_is_still_folded",
        plant: Plant::Round(|state, command, rules, stamp| {
            let events = Sweep::decide(state, command, rules, stamp)?;
            let late = matches!(command, Command::FoldReply { .. });
            if late && state.queries.values().any(|query| query.silent) {
                return Ok(vec![]);
            }
            Ok(events)
        }),
    },
    Bug {
        name: "silence-counts-as-nothing-found",
        failure: "F12",
        says: "a unit that never answered counts as one that found nothing",
        caught_by: "spec::round::the_end_of_a_round_says_who_answered_and_who_was_silent",
        plant: Plant::Round(|state, command, rules, stamp| {
            let mut events = Sweep::decide(state, command, rules, stamp)?;
            for event in &mut events {
                if let Event::SweepCompleted(done) = event {
                    done.answered = done.asked;
                    done.silent.clear();
                }
            }
            Ok(events)
        }),
    },
    Bug {
        name: "round-complete-too-early",
        failure: "F12",
        says: "a round is over while units may still answer",
        caught_by: "spec::round::a_round_is_not_complete_while_somebody_may_answer",
        plant: Plant::Round(|state, command, rules, stamp| {
            match Sweep::decide(state, command, rules, stamp) {
                Ok(events) if events.is_empty() && matches!(command, Command::Complete) => {
                    let done = SweepCompleted {
                        asked: state.planned,
                        answered: state.answered,
                        silent: state.silent.clone(),
                    };
                    Ok(vec![done.into()])
                }
                decided => decided,
            }
        }),
    },
    Bug {
        name: "half-a-plan-sealed",
        failure: "F24",
        says: "a round is sealed before all its queries are planned",
        caught_by: "spec::round::a_plan_is_written_in_chunks_and_then_sealed",
        plant: Plant::Round(|state, command, rules, stamp| {
            let mut short = state.clone();
            if matches!(command, Command::Seal) {
                short.planned = u32::try_from(short.queries.len()).unwrap_or(u32::MAX);
            }
            Sweep::decide(&short, command, rules, stamp)
        }),
    },
    Bug {
        name: "late-find-told-to-nobody",
        failure: "F10",
        says: "what an answer names after the round stays in the round",
        caught_by: "spec::round::what_an_answer_names_after_the_round_is_owed_to_the_matter_until_it_has_it",
        plant: Plant::Round(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::FoldReply { reply, .. } = &mut command {
                reply.found.clear();
            }
            Sweep::decide(state, &command, rules, stamp)
        }),
    },
];
