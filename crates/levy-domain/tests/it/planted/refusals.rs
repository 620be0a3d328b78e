//! Units that act against orders, and what the court may do about it.

use super::{Bug, Plant, changed, rules_where};
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter},
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "fine-by-a-judge",
        failure: "F6",
        says: "a judge fines a unit without the president",
        caught_by: "spec::fining::only_the_president_decides_a_fine",
        plant: Plant::Decide(|state, command, _, stamp| {
            let anybody = rules_where(|line| {
                line.replace(
                    r#"decides = ["president"]"#,
                    r#"decides = ["judge", "president"]"#,
                )
            });
            Matter::decide(state, command, anybody, stamp)
        }),
    },
    Bug {
        name: "recovery-date-forgotten",
        failure: "F6",
        says: "a unit is fined and answers for what left before its date to recover it has passed",
        caught_by: "spec::breaching::liability_and_fine_wait_for_the_date",
        plant: Plant::Decide(|state, command, _, stamp| {
            let at_once =
                rules_where(|line| line.replace("recovery_first = true", "recovery_first = false"));
            Matter::decide(state, command, at_once, stamp)
        }),
    },
    Bug {
        name: "more-to-follow-ends-the-order",
        failure: "F9",
        says: "an answer in part is taken for the last one",
        caught_by: "spec::replying::partial_holds_what_is_there_and_keeps_the_order_open_while_more_may_follow",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::FoldReply { reply, .. } = &mut command {
                reply.last = true;
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "refusal-leaves-the-sum-in-flight",
        failure: "F26",
        says: "what a unit refuses goes on counting as under way",
        caught_by: "spec::doubting::a_refusal_of_the_whole_order_ends_it",
        plant: Plant::Evolve(|state, event, at| {
            let mut event = event.clone();
            if let Event::OrderAnswered(answered) = &mut event
                && answered.reply.refused.take().is_some()
            {
                answered.reply.last = false;
            }
            Matter::evolve(state, &event, at)
        }),
    },
    Bug {
        name: "refusal-told-to-nobody",
        failure: "F26",
        says: "a refusal on a unit's own rules ends the order, and no judge must answer it",
        caught_by: "spec::refusing::a_refusal_for_no_reason_of_the_law_is_put_before_the_judge_with_a_clock",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                (!matches!(event, Event::AssistanceRefused(_))).then_some(event)
            })
        }),
    },
];
