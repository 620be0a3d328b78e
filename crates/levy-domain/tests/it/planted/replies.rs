//! What units say.

use super::{Bug, Plant, changed};
use crate::world::body_hash;
use levy_domain::{
    bytes::Digest,
    decider::Decider,
    matter::{Command, Event, Matter, event::OrderDelivered, relay},
    refusal::Refusal,
    reply::{Outcome, Truth},
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "unit-blamed-for-the-carrier",
        failure: "-",
        says: "the clock of a unit begins when the order is given to the court that carries it",
        caught_by: "spec::relaying::the_units_clock_begins_with_the_service_and_not_with_the_other_court",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut events = Matter::decide(state, command, rules, stamp)?;
            if let Command::Relay(relay::Command::Send { order, at, .. }) = command {
                let delivered = OrderDelivered {
                    order: *order,
                    sent_at: *at,
                    delivered_at: *at,
                    served_at: None,
                    receipt_number: None,
                    deadlines: vec![],
                    evidence: None,
                };
                events.push(delivered.into());
            }
            Ok(events)
        }),
    },
    Bug {
        name: "limit-taken-for-held",
        failure: "F8",
        says: "a freeze in part counts as if its whole limit were held",
        caught_by: "spec::replying::partial_holds_what_is_there_and_keeps_the_order_open_while_more_may_follow",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::HoldEstablished(mut hold) => {
                        (hold.held, hold.covers) = (hold.limit, hold.limit);
                        hold.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "shortfall-in-one-number",
        failure: "F13",
        says: "an empty account and an earlier freeze are one shortfall",
        caught_by: "spec::replying::what_is_missing_for_an_empty_account_and_for_earlier_freezes_stays_apart",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::HoldEstablished(mut hold) => {
                        hold.waiting = None;
                        hold.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "crossing-counted-twice",
        failure: "F13",
        says: "a transfer comes off a sum that the unit reported after it",
        caught_by: "spec::crossing::a_report_made_after_a_transfer_was_carried_out_counts_it",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                let stands = matches!(&event, Event::HoldChanged(changed) if changed.cause == "counted-already");
                (!stands).then_some(event)
            })
        }),
    },
    Bug {
        name: "no-dedupe",
        failure: "F5",
        says: "the same reply by two ways is folded twice",
        caught_by: "spec::replying::a_duplicate_reply_says_nothing_new",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::FoldReply { reply, .. } = &mut command {
                reply.raw_hash = Digest::of(&state.revision.to_be_bytes());
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "correction-ignored",
        failure: "F8",
        says: "a unit's correction is kept and changes nothing",
        caught_by: "spec::replying::a_correction_to_less_lowers_the_hold",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                (!matches!(event, Event::HoldChanged(_))).then_some(event)
            })
        }),
    },
    Bug {
        name: "older-word-wins",
        failure: "F10",
        says: "an earlier reply that arrives later overwrites the newer one",
        caught_by: "spec::replying::an_earlier_word_that_comes_later_changes_nothing",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::FoldReply { reply, .. } = &mut command {
                reply.sequence += 100 * u32::try_from(state.revision).unwrap_or(1);
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "other-bytes-believed",
        failure: "F21",
        says: "a reply to other bytes than ours is believed",
        caught_by: "spec::replying::a_reply_to_other_bytes_is_believed_in_nothing",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::FoldReply { order, reply } = &mut command {
                reply.order_hash = body_hash(order);
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "late-reply-refused",
        failure: "F10",
        says: "a reply that comes after the case was closed is dropped",
        caught_by: "spec::replying::a_reply_under_a_closed_case_makes_a_hold",
        plant: Plant::Decide(|state, command, rules, stamp| {
            if matches!(command, Command::FoldReply { .. }) && state.is_closed() {
                return Err(Refusal::Unknown { what: "case" });
            }
            Matter::decide(state, command, rules, stamp)
        }),
    },
    Bug {
        name: "one-bad-line-drops-the-rest",
        failure: "F11",
        says: "a reply with one strange line is not folded at all",
        caught_by: "spec::replying::a_line_that_we_did_not_send_is_disputed",
        plant: Plant::Decide(|state, command, rules, stamp| {
            if let Command::FoldReply { order, reply } = command
                && let Some(known) = state.orders.get(order)
            {
                let ours = |line: u32| known.draft.lines.iter().any(|known| known.line == line);
                if reply.lines.iter().any(|said| !ours(said.line)) {
                    return Err(Refusal::Unknown { what: "line" });
                }
            }
            Matter::decide(state, command, rules, stamp)
        }),
    },
    Bug {
        name: "remainder-forgotten",
        failure: "F13",
        says: "done in part is taken for done",
        caught_by: "spec::replying::a_last_partial_reply_frees_the_rest_of_the_room",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::FoldReply { reply, .. } = &mut command {
                for line in &mut reply.lines {
                    if line.outcome == Outcome::Partial {
                        (line.outcome, line.held) = (Outcome::Done, None);
                    }
                }
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "claimed-counts-as-confirmed",
        failure: "F7",
        says: "a unit's word that it froze counts as confirmed by a query",
        caught_by: "spec::replying::what_a_unit_says_it_did_is_claimed_until_it_is_confirmed",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::HoldEstablished(mut hold) => {
                        hold.truth = Truth::Confirmed;
                        hold.into()
                    }
                    other => other,
                })
            })
        }),
    },
];
