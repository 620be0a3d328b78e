//! The envelope: room, limits, cures.

use super::{Bug, Decided, Plant, changed, rules_where};
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, State, event::PlanDrafted},
    rules::Rules,
    stamp::Stamp,
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "room-ignored",
        failure: "F2",
        says: "a freeze is drafted however much is already held",
        caught_by: "spec::drafting::a_freeze_above_the_room_is_refused",
        plant: Plant::Decide(|state, command, rules, stamp| {
            without_room(state, command, rules, stamp, |command| {
                matches!(command, Command::DraftPlan { .. })
            })
        }),
    },
    Bug {
        name: "everything-frozen",
        failure: "F17",
        says: "the planner takes every account instead of the fewest that cover",
        caught_by: "spec::planning::a_plan_freezes_no_more_than_is_owed",
        plant: Plant::Decide(|state, command, rules, stamp| {
            without_room(state, command, rules, stamp, |command| {
                matches!(command, Command::PlanFreeze { .. })
            })
        }),
    },
    Bug {
        name: "excess-not-said",
        failure: "F2",
        says: "a unit that holds more than is owed is folded without a word",
        caught_by: "spec::replying::more_than_was_asked_makes_a_hold_and_shows_the_excess",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                (!matches!(event, Event::ExcessRevealed(_))).then_some(event)
            })
        }),
    },
    Bug {
        name: "issue-not-checked-again",
        failure: "F2",
        says: "money that came in between draft and issue is overlooked",
        caught_by: "spec::issuing::money_that_came_in_since_the_draft_may_leave_no_room",
        plant: Plant::Decide(|state, command, rules, stamp| {
            without_room(state, command, rules, stamp, |command| {
                matches!(command, Command::IssuePlan { .. })
            })
        }),
    },
    Bug {
        name: "term-above-the-cap",
        failure: "F20",
        says: "a freeze is ordered for longer than the law allows",
        caught_by: "spec::drafting::a_term_ends_after_it_begins_and_within_the_cap",
        plant: Plant::Decide(|state, command, _, stamp| {
            let longer = rules_where(|line| match line.split_once("], months = ") {
                Some((classes, _)) => format!("{classes}], months = 120 }}"),
                None => line.to_owned(),
            });
            Matter::decide(state, command, longer, stamp)
        }),
    },
    Bug {
        name: "holiday-shifts-a-freeze-end",
        failure: "F1",
        says: "the end of a freeze moves to the next working day",
        caught_by: "spec::planning::a_shorter_term_ends_the_day_before_its_anniversary",
        plant: Plant::Decide(holiday_shifts),
    },
    Bug {
        name: "joint-share-ignored",
        failure: "F18",
        says: "a joint account is frozen whole",
        caught_by: "spec::planning::of_a_joint_account_only_the_debtors_share_is_frozen_rounded_down",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut alone = state.clone();
            for asset in alone.assets.values_mut() {
                asset.rights.clear();
            }
            Matter::decide(&alone, command, rules, stamp)
        }),
    },
    Bug {
        name: "protected-account-frozen",
        failure: "F16",
        says: "an account that the law protects is treated as any other",
        caught_by: "spec::drafting::a_protected_account_is_refused_with_its_rule",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut plain = state.clone();
            for asset in plain.assets.values_mut() {
                asset.account_class = levy_domain::asset::AccountClass::Ordinary;
            }
            Matter::decide(&plain, command, rules, stamp)
        }),
    },
    Bug {
        name: "worksheet-left-out",
        failure: "-",
        says: "a plan does not say how its room was worked out",
        caught_by: "spec::planning::the_worksheet_shows_every_number_behind_the_room",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::PlanDrafted(plan) => PlanDrafted {
                        worksheet: None,
                        ..plan
                    }
                    .into(),
                    other => other,
                })
            })
        }),
    },
];

/// Decides commands of some kind as if far more were owed.
fn without_room(
    state: &State,
    command: &Command,
    rules: &Rules,
    stamp: &Stamp,
    of_kind: fn(&Command) -> bool,
) -> Decided {
    let mut rich = state.clone();
    if of_kind(command) {
        for claim in rich.claims.values_mut() {
            claim.owed = u64::MAX / 4;
        }
    }
    Matter::decide(&rich, command, rules, stamp)
}

fn holiday_shifts(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decided {
    changed(Matter::decide(state, command, rules, stamp), |event| {
        let Event::PlanDrafted(mut plan) = event else {
            return Some(event);
        };
        let lines = plan.orders.iter_mut().flat_map(|order| &mut order.lines);
        for term in lines.filter_map(|line| line.term.as_mut()) {
            let shifted = rules.calendar().next_working_day_on_or_after(term.to);
            term.to = shifted.into_parts().0;
        }
        Some(plan.into())
    })
}
