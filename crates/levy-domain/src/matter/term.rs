//! The term of a hold (控制期限): what is told before it ends, what an end
//! leaves open, and how a lapse is shown. A hold that was renewed in time is
//! safe; one whose renewal nobody confirmed is not; one whose end passed is
//! unsettled until a unit or a person shows what became of it.

mod authorising;
mod ladder;

use super::{
    decide::Decision, event::*, hold_state::HoldState, order_state::OrderState,
    planning::renewal_ahead, state::State,
};
use crate::{
    bytes::Digest,
    calendar::add_days,
    code::Code,
    id::{HoldId, OfficerId, OrderId},
    money::Money,
    order::{Basis, Deadline, Measure},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

pub use authorising::Authorised;
pub(super) use ladder::{Rungs, Watch, first_told, pace, watched};

/// What may be asked about the term of a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// A rung of the ladder is reached, or the end has passed.
    NoteEnd {
        /// Which hold.
        hold: HoldId,
    },
    /// An officer shows that a hold whose end passed is gone.
    DeclareLapsed {
        /// Which hold.
        hold: HoldId,
        /// What shows it: `unit-word`, `statement`, `query`.
        ground: Code,
        /// The sealed bytes that show it.
        evidence: Digest,
    },
    /// An officer authorises the renewals of a hold ahead.
    AuthoriseRenewal {
        /// Which hold.
        hold: HoldId,
        /// How long, until when, by whom.
        asked: Authorised,
    },
    /// They are no longer authorised.
    RevokeRenewal {
        /// Which hold.
        hold: HoldId,
    },
}

impl From<Command> for super::Command {
    fn from(command: Command) -> Self {
        super::Command::Term(command)
    }
}

impl Command {
    /// Codes alone stand in the clear.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::NoteEnd { .. }
            | Command::AuthoriseRenewal { .. }
            | Command::RevokeRenewal { .. } => Ok(()),
            Command::DeclareLapsed { ground, .. } => ground.said("ground"),
        }
    }
}

/// Where the term of a hold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermState {
    /// It waits in a queue: no term runs, or one that is presumed and
    /// of whose end nothing was told.
    Waits,
    /// Its end is ahead and nothing was told of it.
    Safe,
    /// Its end was told up to this rung, and no renewal is under way.
    Near(u32),
    /// A renewal was issued and nobody confirmed it.
    Unconfirmed(OrderId),
    /// Its end passed and nothing is known.
    Ended(Timestamp),
    /// Its end undid it, as was shown.
    Lapsed,
    /// Gone in another way.
    Gone,
}

impl TermState {
    /// Its name, for views and tables.
    pub fn name(&self) -> &'static str {
        match self {
            TermState::Waits => "waits",
            TermState::Safe => "safe",
            TermState::Near(_) => "end-near",
            TermState::Unconfirmed(_) => "renewal-unconfirmed",
            TermState::Ended(_) => "ended-unsettled",
            TermState::Lapsed => "lapsed",
            TermState::Gone => "gone",
        }
    }
}

impl State {
    /// Where the term of `hold` stands; none for a hold that is not known.
    pub fn term_of(&self, hold: &HoldId) -> Option<TermState> {
        let known = self.holds.get(hold)?;
        let lapsed = |(_, cause): &(Option<OrderId>, Code)| cause == LAPSED;
        Some(match known.ended {
            _ if known.gone.as_ref().is_some_and(lapsed) => TermState::Lapsed,
            _ if !known.is_open() => TermState::Gone,
            _ if known.running().is_none() => TermState::Waits,
            Some(since) => TermState::Ended(since),
            None => match (self.renewal_of(hold, known), known.level) {
                (Some(order), _) => TermState::Unconfirmed(order),
                (None, 0) if known.rank > 0 => TermState::Waits,
                (None, 0) => TermState::Safe,
                (None, level) => TermState::Near(level),
            },
        })
    }

    /// A renewal of `hold` that was issued and is not answered.
    pub(super) fn renewal_of(&self, hold: &HoldId, known: &HoldState) -> Option<OrderId> {
        let renews = |order: &&OrderState| {
            order.draft.measure == Measure::Renew
                && order.phase.is_in_world()
                && order
                    .draft
                    .lines
                    .iter()
                    .any(|line| line.hold == Some(*hold))
        };
        let mut orders = self.orders_on(&known.asset);
        orders.find(renews).map(|order| order.draft.order)
    }

    /// Who owns the agenda of a hold.
    pub fn owner_of(&self, hold: &HoldState) -> Option<OfficerId> {
        let made_by = hold.order.and_then(|(order, _)| self.orders.get(&order));
        let plan = made_by.and_then(|order| self.plans.get(&order.plan));
        hold.owner
            .or_else(|| plan.and_then(|plan| plan.judge().or(plan.drafted.drafted_by)))
    }
}

/// Cause of a hold that its end undid.
pub(super) const LAPSED: &str = "lapsed";

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::NoteEnd { hold } => note_end(state, hold, rules, stamp),
        Command::DeclareLapsed {
            hold,
            ground,
            evidence,
        } => declare(state, hold, ground, *evidence, rules, stamp),
        Command::AuthoriseRenewal { hold, asked } => {
            authorising::authorise(state, hold, asked, rules, stamp)
        }
        Command::RevokeRenewal { hold } => authorising::revoke(state, hold, stamp),
    }
}

fn find<'a>(state: &'a State, hold: &HoldId) -> Result<&'a HoldState, Refusal> {
    state.hold(hold).ok_or(Refusal::Unknown { what: "hold" })
}

fn note_end(state: &State, hold: &HoldId, rules: &Rules, stamp: &Stamp) -> Decision {
    let known = find(state, hold)?;
    let zone = rules.profile().zone();
    let due = known.alarm().filter(|alarm| alarm.at <= stamp.at);
    let (Some(_), Some(ends)) = (due, known.running()) else {
        return Ok(vec![]);
    };
    let (Some(last_day), Some(over_at)) = (ends.earliest(zone), ends.over_at(zone)) else {
        return Ok(vec![]);
    };
    let today = stamp.at.date_in(zone);
    let held = Money::new(known.held, state.currency.ok_or(Refusal::NotOpen)?);
    let owner = state.owner_of(known);
    let renewal = state.renewal_of(hold, known);
    let presumed = known.place.presumed.as_ref();
    let presumed = presumed.map(|presumed| presumed.since);
    if over_at <= stamp.at {
        let ended = HoldEndedUnsettled {
            hold: *hold,
            asset: known.asset,
            last_day,
            ended_at: over_at,
            held,
            presumed,
            limit: known.limit,
            owner,
            renewal,
            rule: effect_ends(rules, today),
        };
        return Ok(vec![ended.into()]);
    }
    let rungs = Rungs::of(ends, Watch::of(known).pace(rules), rules, today);
    let left = last_day.signed_duration_since(today).num_days();
    let near = HoldEndNear {
        hold: *hold,
        asset: known.asset,
        level: rungs.passed(stamp.at).map_or(0, |rung| rung.level),
        last_day,
        days_left: u32::try_from(left).unwrap_or(0),
        held,
        presumed,
        owner,
        renewal,
        applicant: applicant_asks_by(state, last_day, rules, today),
        behind: known.place.behind.clone(),
        rule: rungs.basis.clone(),
        next: rungs.after(stamp.at),
    };
    let mut events: Vec<Event> = vec![near.into()];
    // A renewal that a rule bars is left to the owner, who is told anyway.
    let ahead = renewal_ahead(state, hold, known, last_day, rules, stamp);
    events.extend(ahead.into_iter().flatten());
    Ok(events)
}

/// By when the applicant of a preservation must ask for the renewal of a hold
/// that ends on `last_day` (T-08); nobody else has to ask.
pub(super) fn applicant_asks_by(
    state: &State,
    last_day: Date,
    rules: &Rules,
    today: Date,
) -> Option<Deadline> {
    const KIND: &str = "renewal-request";
    let (_, case) = state.current_case()?;
    if case.kind != CaseKind::Preservation {
        return None;
    }
    let (days, basis) = rules.profile().procedural_days(KIND, today)?;
    let day = add_days(last_day, i32::try_from(days).ok()?.checked_neg()?);
    let at = Timestamp::end_of(day, rules.profile().zone());
    Some(Deadline::new(KIND, at, basis))
}

/// The rule by which the effect of a hold ends with its term.
pub(super) fn effect_ends(rules: &Rules, on: Date) -> Basis {
    let profile = rules.profile();
    profile
        .basis("T-10", on)
        .cloned()
        .unwrap_or_else(|_| Basis {
            rule: "T-10".into(),
            version: profile.version().to_owned(),
            article: String::new(),
        })
}

fn declare(
    state: &State,
    hold: &HoldId,
    ground: &Code,
    evidence: Digest,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let known = find(state, hold)?;
    if state.term_of(hold) == Some(TermState::Lapsed) {
        return Ok(vec![]);
    }
    if !known.is_open() {
        return Err(Refusal::Unknown { what: "hold" });
    }
    let zone = rules.profile().zone();
    let over_at = known.running().and_then(|ends| ends.over_at(zone));
    if over_at.is_none_or(|at| at > stamp.at) {
        return Err(Refusal::EndAhead { hold: *hold });
    }
    Ok(vec![lapsed(hold, ground, evidence, rules, stamp)])
}

/// A hold that was shown to be gone. A unit's own word may come before the
/// end that we know of.
pub(super) fn lapsed(
    hold: &HoldId,
    ground: &Code,
    evidence: Digest,
    rules: &Rules,
    stamp: &Stamp,
) -> Event {
    let lapsed = HoldLapsed {
        hold: *hold,
        ground: ground.clone(),
        evidence,
        as_of: stamp.happened.as_ref().map(|happened| happened.at),
        rule: effect_ends(rules, stamp.at.date_in(rules.profile().zone())),
    };
    lapsed.into()
}
