//! Outcomes that are not known, and asking back: an order stays visibly
//! unknown until a unit or a person settles it.

use super::{
    assent::{Asked, Wanted, wanted},
    command::Command,
    decide::Decision,
    event::*,
    issuing::{find, wrong},
    lowering,
    money::came_unsaid,
    order_state::{Ending, OrderState, Phase},
    planning::approvals_needed,
    state::State,
    sums::minor,
};
use crate::{
    bytes::Digest, code::Code, id::OfficerId, order::Measure, refusal::Refusal, rules::Rules,
    stamp::Stamp, time::Timestamp,
};

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::NoteUnknown { order, reason } => {
            let known = find(state, order)?;
            match known.phase {
                Phase::Issued { .. } | Phase::Begun { .. } => Ok(vec![unknown(known, reason)]),
                Phase::Unknown { .. } | Phase::Delivered | Phase::Closed(_) => Ok(vec![]),
                Phase::Drafted | Phase::Approved => Err(wrong(known)),
            }
        }
        Command::NoteNotSent { order, reason } => Ok(not_sent(state, find(state, order)?, reason)),
        Command::Dispute {
            order,
            reason,
            evidence,
        } => dispute(find(state, order)?, reason, *evidence),
        Command::NoteNotFound {
            order,
            as_of,
            window,
            evidence,
        } => {
            let known = find(state, order)?;
            let window = window.filter(|_| honours_ids(known, rules));
            let as_of = (*as_of).min(stamp.at);
            let ended = not_found(state, known, as_of, window, *evidence);
            Ok(with_unheeded(state, known, ended, rules, stamp))
        }
        Command::SettleNotTaken {
            order,
            ground,
            evidence,
            window,
        } => {
            let shown = Shown {
                ground,
                evidence: *evidence,
                window: *window,
            };
            let known = find(state, order)?;
            let ended = settle_not_taken(state, known, &shown, rules, stamp)?;
            Ok(with_unheeded(state, known, ended, rules, stamp))
        }
        Command::RequestRecall { order, ground } => recall(state, find(state, order)?, ground),
        _ => Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        }),
    }
}

/// An order by rule that was never taken in lowered nothing either.
fn with_unheeded(
    state: &State,
    known: &OrderState,
    mut events: Vec<Event>,
    rules: &Rules,
    stamp: &Stamp,
) -> Vec<Event> {
    let lost = |event: &Event| matches!(event, Event::OrderNotTaken(_));
    if events.iter().any(lost) {
        events.extend(lowering::unheeded(state, known, None, rules, stamp));
    }
    events
}

/// Whether "not found" can prove anything: the unit honours ids today, and
/// did when the order was issued.
pub(super) fn honours_ids(order: &OrderState, rules: &Rules) -> bool {
    let transfer = order.draft.measure == Measure::Transfer;
    let unit = rules.units().get(&order.draft.unit);
    (transfer || !order.is_announced()) && unit.is_some_and(|unit| unit.honours_ids)
}

fn unknown(order: &OrderState, reason: &str) -> Event {
    OutcomeUnknown {
        order: order.draft.order,
        attempt: order.attempts.max(1),
        reason: reason.into(),
    }
    .into()
}

/// What a transfer had set aside is free again.
pub(super) fn freed(order: &OrderState) -> impl Iterator<Item = TransferFreed> + '_ {
    order
        .draft
        .lines
        .iter()
        .zip(&order.lines)
        .filter_map(|(line, known)| {
            Some(TransferFreed {
                order: order.draft.order,
                line: line.line,
                hold: line.hold?,
                amount: known.reserved.filter(|amount| !amount.is_zero())?,
            })
        })
}

/// The end of an order, and with it of what it had set aside; what arrived
/// of it was moved, whatever ended it.
fn ended(state: &State, order: &OrderState, end: Event) -> Vec<Event> {
    let mut events = vec![end];
    for (line, known) in order.draft.lines.iter().zip(&order.lines) {
        let unsaid = minor(known.matched).saturating_sub(minor(known.settled));
        events.extend(came_unsaid(state, order, line, unsaid, None));
    }
    for mut rest in freed(order) {
        let known = order.line(rest.line).map(|(_, known)| known);
        let unsaid = known.map_or(0, |known| {
            minor(known.matched).saturating_sub(minor(known.settled))
        });
        rest.amount.minor = rest.amount.minor.saturating_sub(unsaid);
        if !rest.amount.is_zero() {
            events.push(rest.into());
        }
    }
    events
}

/// From then on the unit cannot act on the bytes that it may have.
fn dead_from(order: &OrderState, window: i64) -> Option<Timestamp> {
    let issuance = order.issuance.as_ref()?;
    Some(issuance.expires_at.plus(window.max(0)))
}

/// "Not found" proves something only at a unit that honours ids and states
/// its window; until the order is dead it only means "send it again", which
/// the carrier does without an event, and never for a transfer.
fn not_found(
    state: &State,
    known: &OrderState,
    as_of: Timestamp,
    window: Option<i64>,
    evidence: Option<Digest>,
) -> Vec<Event> {
    let (Phase::Unknown { since }, Some(window)) = (known.phase, window) else {
        return vec![];
    };
    let order = known.draft.order;
    let transfer = known.draft.measure == Measure::Transfer;
    let dead = dead_from(known, window).is_some_and(|from| as_of >= from);
    let taken_in = since.plus(window.max(0));
    if known.recall && (dead || (!transfer && as_of >= taken_in)) {
        return ended(state, known, OrderRecalled { order, evidence }.into());
    }
    if !dead {
        return vec![];
    }
    let not_taken = OrderNotTaken {
        order,
        ground: "inquiry-after-window".into(),
        evidence,
        second: None,
        rule: None,
    };
    ended(state, known, not_taken.into())
}

/// No byte of the announced attempt left. After the first one nothing is in
/// the world, and an order that was asked back is back; after a later one
/// there is still the doubt about those before.
fn not_sent(state: &State, known: &OrderState, reason: &str) -> Vec<Event> {
    let order = known.draft.order;
    let only = known.is_announced() && known.attempts == 1;
    match known.phase {
        Phase::Begun { .. } | Phase::Unknown { .. } if only && known.recall => {
            let evidence = None;
            ended(state, known, OrderRecalled { order, evidence }.into())
        }
        Phase::Begun { .. } if !only => vec![unknown(known, reason)],
        _ => vec![],
    }
}

fn dispute(known: &OrderState, reason: &str, evidence: Option<Digest>) -> Decision {
    if known.issuance.is_none() {
        return Err(wrong(known));
    }
    if known.disputed {
        return Ok(vec![]);
    }
    let disputed = OrderDisputed {
        order: known.draft.order,
        reason: reason.into(),
        evidence,
    };
    Ok(vec![disputed.into()])
}

/// What a person settles an outcome on.
struct Shown<'a> {
    ground: &'a Code,
    evidence: Digest,
    window: Option<i64>,
}

/// A judge settles, on a statement or a fresh query, what no unit can.
fn settle_not_taken(
    state: &State,
    known: &OrderState,
    shown: &Shown<'_>,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let order = known.draft.order;
    if known.phase == Phase::Closed(Ending::NotTaken) {
        return Ok(vec![]);
    }
    if !known.phase.is_in_world() || known.took_effect() {
        return Err(wrong(known));
    }
    stamp.by_a_judge()?;
    if !matches!(&**shown.ground, "statement" | "query") {
        return Err(Refusal::Malformed {
            what: "ground",
            why: "is neither `statement` nor `query`",
        });
    }
    let dead = dead_from(known, shown.window.unwrap_or(0));
    if dead.is_none_or(|from| stamp.at < from) {
        return Err(Refusal::Unsettled { order });
    }
    let (second, rule) = if known.draft.measure == Measure::Transfer {
        match two_officers(state, known, shown, rules, stamp)? {
            Wanted::ByAll(officers, rule) => (other(&officers, stamp), Some(rule)),
            Wanted::BySome(said) => return Ok(said),
        }
    } else {
        (None, None)
    };
    let not_taken = OrderNotTaken {
        order,
        ground: shown.ground.clone(),
        evidence: Some(shown.evidence),
        second,
        rule,
    };
    Ok(ended(state, known, not_taken.into()))
}

/// Who said so beside the one who acts.
fn other(officers: &[OfficerId], stamp: &Stamp) -> Option<OfficerId> {
    let mut others = officers.iter().copied();
    others.find(|officer| Some(*officer) != stamp.actor.officer)
}

/// Settled, a transfer's sum may be drawn again: whoever could approve that
/// settles it, under the same rule of the profile, each by his own command.
fn two_officers(
    state: &State,
    known: &OrderState,
    shown: &Shown<'_>,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<Wanted, Refusal> {
    let on = stamp.at.date_in(rules.profile().zone());
    let orders = std::slice::from_ref(known.draft.as_ref());
    let (needs, rule) = approvals_needed(rules.profile(), orders, on)?;
    let act = Act::NotTaken {
        order: known.draft.order,
        ground: shown.ground.clone(),
        evidence: shown.evidence,
    };
    let asked = Asked {
        needs: &needs,
        rule: &rule,
        amount: None,
    };
    wanted(state, act, &asked, on, stamp)
}

/// Asks an order back.
pub(super) fn recall(state: &State, known: &OrderState, ground: &str) -> Decision {
    if known.recall {
        return Ok(vec![]);
    }
    if !known.phase.is_in_world() {
        return Err(wrong(known));
    }
    let order = known.draft.order;
    let mut events: Vec<Event> = vec![
        RecallRequested {
            order,
            ground: ground.into(),
        }
        .into(),
    ];
    if !known.draft.route.is_carried() {
        return Ok(events);
    }
    match known.phase {
        // Where an attempt is always announced first, none announced means
        // that no byte has left.
        Phase::Issued { .. } if known.is_announced() && known.attempts == 0 => {
            let evidence = None;
            events.extend(ended(
                state,
                known,
                OrderRecalled { order, evidence }.into(),
            ));
        }
        // Elsewhere it may have: it is asked after, and not sent.
        Phase::Issued { .. } | Phase::Begun { .. } => events.push(unknown(known, "recalled")),
        _ => {}
    }
    Ok(events)
}
