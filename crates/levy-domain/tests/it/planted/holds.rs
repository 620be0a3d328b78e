//! Holds: their place in the queue, their ends, their release.

use super::{Bug, Plant, changed};
use crate::world::HEAD;
use levy_domain::{
    decider::Decider,
    matter::{
        Command, Event, Matter, State,
        event::{Ends, HoldReleased, HoldRenewed},
    },
    order::{Line, Measure, OrderDraft},
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "waiting-place-binds",
        failure: "F19",
        says: "a place in the queue counts as a hold in force",
        caught_by: "spec::replying::a_place_in_the_queue_binds_nothing",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::HoldEstablished(mut hold) => {
                        hold.rank = 0;
                        hold.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "renewal-counted-when-sent",
        failure: "F1",
        says: "a renewal counts from its issue, not from the unit's word",
        caught_by: "spec::renewing::a_renewal_that_is_not_done_leaves_the_ends",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut events = Matter::decide(state, command, rules, stamp)?;
            events.extend(
                issued(state, command, &Measure::Renew).filter_map(|(order, line)| {
                    let term = line.term?;
                    let ends = Ends {
                        as_ordered: Some(term.to),
                        ..Ends::default()
                    };
                    let renewed = HoldRenewed {
                        hold: line.hold?,
                        order: order.order,
                        line: line.line,
                        from: Some(term.from),
                        ends,
                    };
                    Some(renewed.into())
                }),
            );
            Ok(events)
        }),
    },
    Bug {
        name: "release-counted-when-sent",
        failure: "F14",
        says: "a release counts from its issue, not from the unit's word",
        caught_by: "spec::releasing::a_release_that_is_refused_leaves_the_hold",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut events = Matter::decide(state, command, rules, stamp)?;
            events.extend(
                issued(state, command, &Measure::Release).filter_map(|(order, line)| {
                    let released = HoldReleased {
                        hold: line.hold?,
                        order: order.order,
                        cause: "released".into(),
                    };
                    Some(released.into())
                }),
            );
            Ok(events)
        }),
    },
    Bug {
        name: "alarm-on-the-later-end",
        failure: "F1",
        says: "the end that the unit states is dropped where ours is later",
        caught_by: "spec::replying::a_hold_has_three_ends_and_the_earliest_rings",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::HoldEstablished(mut hold) => {
                        (hold.ends.as_unit_states, hold.ends.as_unit_states_at) = (None, None);
                        hold.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "waiting-place-has-an-end",
        failure: "F1",
        says: "the term of a place in the queue runs while it waits",
        caught_by: "spec::renewing::what_waits_has_no_end_that_is_computed_until_it_comes_to_the_front",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::HoldEstablished(mut hold) if hold.rank > 0 => {
                        hold.ends.as_law_computes = Some(crate::world::day(2025, 2, 28));
                        hold.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "hold-without-an-owner",
        failure: "F1",
        says: "a case is closed over its holds and nobody owns their ends",
        caught_by: "spec::closing::a_round_that_is_ended_keeps_its_holds_with_an_owner",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::CloseCase { owner, .. } = &mut command {
                owner.get_or_insert(HEAD);
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "closing-frees-the-holds",
        failure: "F1",
        says: "the end of a round drops the holds that live on",
        caught_by: "spec::closing::a_round_that_is_ended_keeps_its_holds_with_an_owner",
        plant: Plant::Evolve(|state, event, at| {
            Matter::evolve(state, event, at)?;
            if let Event::CaseNumberClosed(_) = event {
                for hold in state.holds.values_mut() {
                    hold.released = true;
                }
            }
            Ok(())
        }),
    },
    Bug {
        name: "freed-in-part-is-freed-whole",
        failure: "F14",
        says: "a release done in part ends the hold",
        caught_by: "spec::releasing::a_release_that_is_done_in_part_lowers_the_hold",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::HoldReduced(reduced) => HoldReleased {
                        hold: reduced.hold,
                        order: reduced.order,
                        cause: "released".into(),
                    }
                    .into(),
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "lowering-asked-for-ever",
        failure: "F14",
        says: "a unit that never lowers a hold is asked again and again",
        caught_by: "spec::reducing::a_unit_that_never_lowers_a_hold_is_asked_three_times_and_then_an_officer_must",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::HoldNotLowered(mut kept) => {
                        kept.given_up = false;
                        kept.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "inflow-not-seen",
        failure: "F2",
        says: "an account that fills up after the freeze is not looked at",
        caught_by: "spec::holding::an_account_that_fills_up_above_what_is_owed_owes_a_cure",
        plant: Plant::Decide(|state, command, rules, stamp| {
            if matches!(command, Command::ObserveHold { .. }) {
                return Ok(vec![]);
            }
            Matter::decide(state, command, rules, stamp)
        }),
    },
    Bug {
        name: "split-seal-doubled",
        failure: "F2",
        says: "each part of a seal that is split holds what the whole held",
        caught_by: "spec::splitting::the_parts_of_a_seal_hold_what_the_whole_held_to_the_fen",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::SealSplit(mut split) => {
                        let whole = state.holds.get(&split.hold);
                        let held = whole.map_or(0, |whole| whole.held);
                        let parts = split.parts.iter_mut();
                        parts.for_each(|part| part.held.minor = held);
                        split.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "late-freeze-is-kept",
        failure: "-",
        says: "what a freeze makes after the days to sue have passed is kept",
        caught_by: "spec::unsued::a_freeze_that_is_answered_after_the_days_makes_a_hold_that_must_go",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let answered = matches!(command, Command::FoldReply { .. });
            changed(Matter::decide(state, command, rules, stamp), |event| {
                let owed = matches!(&event, Event::ReleaseOwed(e) if e.cause == *"suit-missed");
                (!(answered && owed)).then_some(event)
            })
        }),
    },
    Bug {
        name: "cure-has-no-day",
        failure: "F2",
        says: "the plan that is to cure an excess sets no day",
        caught_by: "spec::overheld::a_cure_that_nobody_approves_is_said_to_be_late",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::PlanDrafted(mut plan) => {
                        plan.cure_by = None;
                        plan.into()
                    }
                    other => other,
                })
            })
        }),
    },
];

/// Orders of one kind, with each of their lines, in a plan that is issued now.
fn issued<'a>(
    state: &'a State,
    command: &Command,
    measure: &'a Measure,
) -> impl Iterator<Item = (&'a OrderDraft, &'a Line)> {
    let plan = match command {
        Command::IssuePlan { plan, .. } => state.plans.get(plan),
        _ => None,
    };
    let orders = plan.into_iter().flat_map(|plan| &plan.drafted.orders);
    orders
        .filter(move |order| order.measure == *measure)
        .flat_map(|order| order.lines.iter().map(move |line| (order, line)))
}
