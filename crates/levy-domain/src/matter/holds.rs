//! Holds beside the orders: what units report unasked, what was there before
//! this log, and what either reveals.

use super::{
    adopting::contradictions,
    bar,
    command::Command,
    crossing::{self, CROSSED},
    decide::Decision,
    event::*,
    excess,
    hold_state::HoldState,
    lowering,
    money::check_money,
    order_state::OrderState,
    planning::months16,
    preservation,
    queue::{self, Said},
    state::State,
    term::{self, LAPSED, TermState, Watch, watched},
};
use crate::{
    asset::{AssetClass, OtherRight, own_share},
    bytes::Digest,
    calendar::freeze_end,
    id::{AssetId, HoldId, LiabilityId, OrderId},
    money::{Currency, Money},
    order::{Basis, Term},
    refusal::Refusal,
    reply::Truth,
    rules::{Profile, Rules},
    stamp::Stamp,
    time::Date,
};

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::ObserveHold {
            hold,
            held,
            cause,
            rank,
            evidence,
        } => {
            if *cause == LAPSED && state.term_of(hold) == Some(TermState::Lapsed) {
                return Ok(vec![]);
            }
            let known = state
                .holds
                .get(hold)
                .filter(|known| known.is_open())
                .ok_or(Refusal::Unknown { what: "hold" })?;
            check_money(state, *held)?;
            if *cause == LAPSED {
                let shown = evidence.ok_or(Refusal::Malformed {
                    what: "evidence",
                    why: "a lapse is shown, never guessed",
                })?;
                let word = "unit-word".into();
                return Ok(vec![term::lapsed(hold, &word, shown, rules, stamp)]);
            }
            let still = still_waits((*hold, known), *rank, *evidence, rules, stamp);
            let rank = rank.unwrap_or(known.rank);
            let seen = (*held, cause.as_str(), rank, *evidence);
            let mut events = observe(state, (*hold, known), seen, rules, stamp)?;
            events.extend(still);
            Ok(events)
        }
        Command::AdoptHold { .. } => adopt(state, command, rules, stamp),
        _ => Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        }),
    }
}

/// Of `held`, what covers the debt: the debtor's own share of the account as
/// it is known, at least of what is held; all of it where nobody told of
/// rights of others. `told` are the rights that the reply in hand tells.
pub(super) fn covers(state: &State, asset: &AssetId, held: u64, told: &[OtherRight]) -> u64 {
    let rights = if told.is_empty() {
        state.rights_on(asset)
    } else {
        told
    };
    let found = state.assets.get(asset);
    let known = found.and_then(|asset| asset.available);
    let known = known.map_or(0, |available| available.minor);
    let whole = Money::new(known.max(held), state.currency.unwrap_or(Currency::CNY));
    own_share(rights, whole).minor.min(held)
}

/// The end that the law computes for a term that starts `from`, of a first
/// order or of a renewal, with its rule.
pub(super) fn law_end(
    rules: &Rules,
    stamp: &Stamp,
    class: &AssetClass,
    renews: bool,
    from: Option<Date>,
) -> Option<(Date, Basis)> {
    let profile = rules.profile();
    let on = stamp.at.date_in(profile.zone());
    law_end_on(profile, on, class, renews, from)
}

/// The same by what `profile` says on the day `on`.
pub(super) fn law_end_on(
    profile: &Profile,
    on: Date,
    class: &AssetClass,
    renews: bool,
    from: Option<Date>,
) -> Option<(Date, Basis)> {
    let longest = if renews {
        profile
            .max_renewal(class, on)
            .map(|(cap, basis)| (cap.months, basis))
    } else {
        profile.max_term_months(class, on)
    };
    // A term that was not read as law only warns: it ends nothing.
    let refuses = |basis: &Basis| profile.severity(&basis.rule).refuses();
    let (months, basis) = longest.ok().filter(|(_, basis)| refuses(basis))?;
    Some((freeze_end(from?, months16(months)), basis.clone()))
}

/// The last day of `term` when it starts on another day.
pub(super) fn moved(term: Term, from: Date) -> Date {
    let length = term.to.signed_duration_since(term.from);
    from.checked_add_signed(length).unwrap_or(term.to)
}

/// First day and ends of a hold that came to the front of the queue, or went
/// back into it: what waits has no end that is computed.
fn turned(
    state: &State,
    known: &HoldState,
    rank: u32,
    rules: &Rules,
    stamp: &Stamp,
) -> (Option<Date>, Ends) {
    if rank > 0 {
        let mut ends = known.ends.clone();
        (ends.as_law_computes, ends.rule, ends.alarm) = (None, None, None);
        return (None, ends);
    }
    let from = came_first(known, rules, stamp);
    (Some(from), starting(state, known, from, rules, stamp))
}

/// The day on which a hold that the unit reports in front came there: when
/// the unit says it was so, or when it was presumed, whichever is earlier. A
/// term that is thought to start too late ends unseen.
fn came_first(known: &HoldState, rules: &Rules, stamp: &Stamp) -> Date {
    let zone = rules.profile().zone();
    let happened = stamp.happened.as_ref().map(|happened| happened.at);
    let said = happened.unwrap_or(stamp.at).min(stamp.at).date_in(zone);
    let presumed = known.place.presumed.as_ref();
    presumed.map_or(said, |presumed| presumed.since.min(said))
}

/// The ends of a first term that starts on the day `from`, with their alarm.
pub(super) fn starting(
    state: &State,
    known: &HoldState,
    from: Date,
    rules: &Rules,
    stamp: &Stamp,
) -> Ends {
    let law = law_end(rules, stamp, &known.class, false, Some(from));
    let mut ends = known.ends.clone();
    ends.as_law_computes = law.as_ref().map(|(end, _)| *end);
    ends.rule = law.map(|(_, basis)| basis);
    let made_by = known
        .order
        .and_then(|(order, line)| state.orders.get(&order)?.line(line));
    if let Some(term) = made_by.and_then(|(line, _)| line.term) {
        ends.as_ordered = Some(moved(term, from));
    }
    let watch = Watch {
        rank: 0,
        ..Watch::of(known)
    };
    watched(ends, &watch, None, rules, stamp)
}

/// A unit that reports the old place in the queue denies a promotion that was
/// presumed before: who was ahead still is.
fn still_waits(
    (hold, known): (HoldId, &HoldState),
    said: Option<u32>,
    evidence: Option<Digest>,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<Event> {
    let place = &known.place;
    let since = place.presumed.as_ref()?.since;
    let rank = said.filter(|rank| *rank > 0 && *rank == known.rank)?;
    let happened = stamp.happened.as_ref().map(|happened| happened.at);
    let as_of = happened.unwrap_or(stamp.at).min(stamp.at);
    if place.as_of > Some(as_of) || as_of.date_in(rules.profile().zone()) < since {
        return None;
    }
    let word = Said {
        ahead: &place.ahead,
        behind: &place.behind,
        as_of,
        order: None,
        evidence,
    };
    Some(queue::told(hold, rank, &word, rules))
}

/// What is missing because the account is short, and because others were
/// earlier, once `held` is held. Nobody is earlier than what came to the front:
/// what it lacks of its limit is not there.
fn missing(known: &HoldState, held: u64, rank: u32) -> (u64, u64) {
    if known.rank > 0 && rank == 0 {
        let limit = known.limit.map_or(held, |limit| limit.minor);
        return (limit.saturating_sub(held), 0);
    }
    let grown = held.saturating_sub(known.held);
    (known.beyond_balance.saturating_sub(grown), known.waiting)
}

/// A report says all that a hold held at its own moment. What an order took
/// off since is not in it; what an order under way takes off may be, which its
/// reply will show.
fn observe(
    state: &State,
    (hold, known): (HoldId, &HoldState),
    (held, cause, rank, evidence): (Money, &str, u32, Option<Digest>),
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let happened = stamp.happened.as_ref().map(|happened| happened.at);
    let at = happened.unwrap_or(stamp.at);
    let since = crossing::since(state, &hold, at);
    let held = Money {
        minor: held.minor.saturating_sub(since.taken),
        ..held
    };
    let told = known.reported.is_some_and(|reported| reported.at == at);
    let about = |order: &OrderState| order.draft.lines.iter().any(|line| line.hold == Some(hold));
    let crosses = !told && state.orders_on(&known.asset).any(about);
    let sure = held.minor.saturating_sub(since.doubtful);
    let own = covers(state, &known.asset, sure, &[]);
    let same = (known.held, known.covers, known.rank) == (held.minor, own, rank);
    if same && !crosses {
        return Ok(vec![]);
    }
    let money = |minor| Some(Money { minor, ..held });
    let (beyond_balance, waiting) = missing(known, held.minor, rank);
    let (from, ends) = if (known.rank > 0) == (rank > 0) {
        (None, known.ends.clone())
    } else {
        turned(state, known, rank, rules, stamp)
    };
    let changed = HoldChanged {
        hold,
        order: None,
        held: Some(held),
        covers: money(own),
        beyond_balance: money(beyond_balance),
        waiting: money(waiting),
        rank,
        from,
        ends,
        truth: Truth::Claimed,
        cause: cause.into(),
        as_of: happened,
        counted_to: Some(at),
        evidence,
    };
    let mut events: Vec<Event> = vec![changed.into()];
    events.extend(since.open.into_iter().map(|order| {
        let disputed = OrderDisputed {
            order,
            reason: CROSSED.into(),
            evidence,
        };
        disputed.into()
    }));
    if rank == 0 {
        let seen = Seen {
            hold,
            liability: known.liability,
            before: known.bound(),
            held: held.minor,
            limit: known.limit.map_or(held.minor, |limit| limit.minor),
            order: None,
            grown: 0,
        };
        events.extend(reveal(state, &seen, rules, stamp));
    }
    let reported = held.minor;
    events.extend(lowering::undone(
        state,
        (hold, known),
        reported,
        rules,
        stamp,
    ));
    Ok(events)
}

fn adopt(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::AdoptHold {
        hold,
        asset,
        class,
        number,
        unit,
        liability,
        measure,
        limit,
        held,
        rank,
        from,
        ends,
        source,
    } = command
    else {
        return Ok(vec![]);
    };
    if let Some(known) = state.holds.get(hold) {
        let same = known.order.is_none()
            && known.asset == *asset
            && known.unit == *unit
            && known.liability == *liability;
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    let known = state
        .liabilities
        .get(liability)
        .ok_or(Refusal::Unknown { what: "liability" })?;
    let kept_by = rules
        .units()
        .get(unit)
        .ok_or(Refusal::Unknown { what: "unit" })?;
    let today = stamp.at.date_in(rules.profile().zone());
    if let Some(first) = contradictions(command, kept_by, today).first() {
        return Err((*first).into());
    }
    for amount in [limit, held].into_iter().flatten() {
        check_money(state, *amount)?;
    }
    let own = held.map(|held| Money {
        minor: covers(state, asset, held.minor, &[]),
        ..held
    });
    let watch = Watch {
        unit: *unit,
        class,
        rank: *rank,
    };
    let adopted = HoldAdopted {
        hold: *hold,
        asset: *asset,
        class: class.clone(),
        number: number.clone(),
        unit: *unit,
        person: known.person,
        liability: *liability,
        measure: measure.clone(),
        limit: *limit,
        held: *held,
        covers: own.filter(|own| Some(*own) != *held),
        rank: *rank,
        from: *from,
        ends: watched(ends.clone(), &watch, None, rules, stamp),
        truth: Truth::Claimed,
        source: source.clone(),
    };
    let mut events: Vec<Event> = vec![adopted.into()];
    events.extend(bar::born_under(
        state,
        *hold,
        &known.person,
        false,
        rules,
        stamp,
    ));
    events.extend(preservation::born_of(state, None, *hold, rules, stamp));
    if let (0, Some(held)) = (rank, held) {
        let seen = Seen {
            hold: *hold,
            liability: *liability,
            before: 0,
            held: held.minor,
            limit: limit.map_or(held.minor, |limit| limit.minor),
            order: None,
            grown: 0,
        };
        events.extend(reveal(state, &seen, rules, stamp));
    }
    Ok(events)
}

/// What a hold in force is seen to hold.
pub(super) struct Seen {
    pub(super) hold: HoldId,
    pub(super) liability: LiabilityId,
    /// In force before.
    pub(super) before: u64,
    /// Held now.
    pub(super) held: u64,
    pub(super) limit: u64,
    pub(super) order: Option<OrderId>,
    /// What the same decision has already added to the claim's holds.
    pub(super) grown: i128,
}

/// Says what is held above the order's own limit and above the room, when it
/// is more than before.
pub(super) fn reveal(state: &State, seen: &Seen, rules: &Rules, stamp: &Stamp) -> Option<Event> {
    let claim = state.claim_of(&seen.liability)?;
    let known = state.claims.get(&claim)?;
    if seen.held <= seen.before {
        return None;
    }
    let sums = state.claim_sums(&claim);
    let others =
        i128::from(sums.bound) + i128::from(sums.in_transit) + seen.grown - i128::from(seen.before);
    let left = i128::from(state.left_of(&claim, None));
    let above = (others + i128::from(seen.held) - left).clamp(0, i128::from(seen.held));
    let over_room = u64::try_from(above).unwrap_or(seen.held);
    let over_order = seen.held.saturating_sub(seen.limit);
    if over_order == 0 && over_room == 0 {
        return None;
    }
    let profile = rules.profile();
    let on = stamp.at.date_in(profile.zone());
    // A reply is folded even under a profile that does not know the rule.
    let rule = profile
        .basis("X-01", on)
        .cloned()
        .unwrap_or_else(|_| Basis {
            rule: "X-01".into(),
            version: profile.version().to_owned(),
            article: String::new(),
        });
    let currency = known.claim.currency;
    let revealed = ExcessRevealed {
        hold: seen.hold,
        over_order: Money::new(over_order, currency),
        over_room: Money::new(over_room, currency),
        order: seen.order,
        rule,
        deadline: (over_room > 0)
            .then(|| excess::clock(rules, stamp))
            .flatten(),
    };
    Some(revealed.into())
}
