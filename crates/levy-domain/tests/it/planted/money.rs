//! Money: set aside, moved, arrived, allocated.

use super::{Bug, Plant, changed};
use crate::world::cny;
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, event::TransferFreed},
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "transfer-above-its-hold",
        failure: "F5",
        says: "a transfer takes more than the hold has",
        caught_by: "spec::transferring::a_transfer_never_exceeds_the_hold",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut full = state.clone();
            for hold in full.holds.values_mut() {
                (hold.held, hold.covers) = (u64::MAX / 8, u64::MAX / 8);
            }
            Matter::decide(&full, command, rules, stamp)
        }),
    },
    Bug {
        name: "transfer-above-the-debt",
        failure: "F5",
        says: "a transfer takes more than is owed",
        caught_by: "spec::transferring::a_transfer_never_exceeds_what_is_owed",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut rich = state.clone();
            for claim in rich.claims.values_mut() {
                claim.owed = u64::MAX / 4;
            }
            Matter::decide(&rich, command, rules, stamp)
        }),
    },
    Bug {
        name: "nothing-set-aside",
        failure: "F5",
        says: "a transfer under way leaves its sum free for another",
        caught_by: "spec::transferring::the_issue_of_a_transfer_sets_its_sum_aside",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                (!matches!(event, Event::TransferReserved(_))).then_some(event)
            })
        }),
    },
    Bug {
        name: "silence-frees-a-transfer",
        failure: "F5",
        says: "a last reply that is silent on a transfer frees its sum",
        caught_by: "spec::transferring::a_last_reply_that_is_silent_on_a_transfer_frees_nothing",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut events = Matter::decide(state, command, rules, stamp)?;
            if let Command::FoldReply { order, reply } = command
                && let Some(known) = state.orders.get(order)
            {
                let silent = |line: u32| reply.lines.iter().all(|said| said.line != line);
                for (drafted, line) in known.draft.lines.iter().zip(&known.lines) {
                    if let (true, Some(amount), Some(hold)) =
                        (silent(drafted.line), line.reserved, drafted.hold)
                    {
                        let freed = TransferFreed {
                            order: *order,
                            line: drafted.line,
                            hold,
                            amount,
                        };
                        events.push(freed.into());
                    }
                }
            }
            Ok(events)
        }),
    },
    Bug {
        name: "place-in-the-queue-drawn-on",
        failure: "F19",
        says: "money is taken out of a hold that waits behind another court",
        caught_by: "spec::transferring::a_place_in_the_queue_cannot_be_drawn_on",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut first = state.clone();
            for hold in first.holds.values_mut() {
                hold.rank = 0;
                hold.held = hold.held.max(u64::MAX / 8);
                hold.covers = hold.held;
            }
            Matter::decide(&first, command, rules, stamp)
        }),
    },
    Bug {
        name: "joint-share-drawn",
        failure: "F18",
        says: "a transfer takes the share of a joint holder",
        caught_by: "spec::transferring::a_transfer_takes_only_the_debtors_share_of_a_joint_account",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut alone = state.clone();
            for hold in alone.holds.values_mut() {
                hold.covers = hold.held;
            }
            for asset in alone.assets.values_mut() {
                asset.rights.clear();
            }
            Matter::decide(&alone, command, rules, stamp)
        }),
    },
    Bug {
        name: "payment-not-allocated",
        failure: "F5",
        says: "what the debtor pays himself does not lower what is owed",
        caught_by: "spec::paying::a_voluntary_payment_shrinks_the_room",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                (!matches!(event, Event::Allocated(_))).then_some(event)
            })
        }),
    },
    Bug {
        name: "surplus-kept",
        failure: "F27",
        says: "money for which nothing is owed is not shown as surplus",
        caught_by: "spec::paying::what_nothing_is_owed_for_is_surplus",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::Allocated(mut allocated) => {
                        allocated.surplus = cny(0);
                        allocated.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "allocated-in-another-order",
        failure: "-",
        says: "the principal is paid before the costs",
        caught_by: "spec::paying::money_is_allocated_in_the_order_of_the_claim",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut turned = state.clone();
            for known in turned.claims.values_mut() {
                known.claim.allocation_order.reverse();
            }
            Matter::decide(&turned, command, rules, stamp)
        }),
    },
];
