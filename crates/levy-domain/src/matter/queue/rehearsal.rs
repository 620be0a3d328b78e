//! Rehearsal (预演): what happens on an asset on the day on which the first
//! seal ends. Worked out from what is known, and nothing is decided by it.

use crate::{
    asset::PriorMeasure,
    calendar::{add_days, add_months},
    id::{AssetId, HoldId, OrderId},
    matter::{
        hold_state::HoldState,
        holds::{law_end_on, moved},
        state::State,
        term::TermState,
    },
    order::Basis,
    rules::{Profile, profile::Wait},
    time::Date,
};

/// Who holds a seal or waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// We, by this hold.
    Us(HoldId),
    /// Another authority, as a unit named it.
    Another(PriorMeasure),
    /// Somebody of whom no unit spoke, or nobody.
    NotKnown,
}

/// Who holds the first seal, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Who.
    pub who: Who,
    /// Its last day, where it is known.
    pub last_day: Option<Date>,
}

/// What must or may be done before that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// Renew our hold: the renewal is served by this day (T-06).
    Renew(HoldId, Date),
    /// Get a renewal that is under way confirmed.
    Confirm(OrderId, Date),
    /// Find out what became of a hold of ours whose end has passed.
    Settle(HoldId),
    /// Ask the unit who stands ahead: they may have renewed.
    Ask(HoldId, Date),
    /// From this day the disposal right may be asked for, under this rule.
    AskHandover(HoldId, Date, String),
}

/// What happens on an asset when the first seal ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    /// Which asset.
    pub asset: AssetId,
    /// The first seal.
    pub first: Seal,
    /// Who moves up on the day after its last day.
    pub next: Who,
    /// Our own last day then: as ordered from that day on and as the law
    /// computes it, whichever is earlier; none where we do not stand first.
    pub our_end: Option<(Date, Option<Basis>)>,
    /// How many places we stand behind the new first seal; none when we have
    /// no place any more.
    pub our_rank: Option<u32>,
    /// What comes before, the earliest day first.
    pub before: Vec<Before>,
}

/// Rehearses the end of the first seal on `asset` as of `today`; none where
/// we neither hold it nor wait for it.
pub fn rehearse(
    state: &State,
    asset: &AssetId,
    profile: &Profile,
    today: Date,
) -> Option<Rehearsal> {
    let ours = state.held.get(asset)?.iter();
    let ours = ours.filter_map(|id| state.holds.get_key_value(id));
    let (id, hold) = ours.min_by_key(|(id, hold)| (hold.rank, **id))?;
    let scene = Scene {
        state,
        profile,
        today,
        id: *id,
        hold,
    };
    Some(if hold.rank == 0 {
        scene.ours_ends(*asset)
    } else {
        scene.theirs_ends(*asset)
    })
}

struct Scene<'a> {
    state: &'a State,
    profile: &'a Profile,
    today: Date,
    id: HoldId,
    hold: &'a HoldState,
}

impl Scene<'_> {
    /// We hold the first seal: without a renewal the next one moves up and we
    /// have nothing.
    fn ours_ends(&self, asset: AssetId) -> Rehearsal {
        let last_day = self.hold.ends.earliest(self.profile.zone());
        let next = self.hold.place.behind.first().cloned();
        let before = match (self.state.term_of(&self.id), last_day) {
            (Some(TermState::Ended(_)), _) => Some(Before::Settle(self.id)),
            (Some(TermState::Unconfirmed(order)), Some(last)) => Some(Before::Confirm(order, last)),
            (_, Some(last)) => Some(Before::Renew(self.id, last)),
            (_, None) => None,
        };
        Rehearsal {
            asset,
            first: Seal {
                who: Who::Us(self.id),
                last_day,
            },
            next: next.map_or(Who::NotKnown, Who::Another),
            our_end: None,
            our_rank: None,
            before: before.into_iter().collect(),
        }
    }

    /// Another holds the first seal: who waits behind him moves up.
    fn theirs_ends(&self, asset: AssetId) -> Rehearsal {
        let place = &self.hold.place;
        let first = place.ahead.first();
        let last_day = first.and_then(|first| first.to);
        let we_move_up = self.hold.rank == 1;
        let next = match (we_move_up, place.ahead.get(1)) {
            (true, _) => Who::Us(self.id),
            (false, Some(second)) => Who::Another(second.clone()),
            (false, None) => Who::NotKnown,
        };
        let front = last_day
            .filter(|_| we_move_up)
            .map(|last| add_days(last, 1));
        let mut before: Vec<(Date, Before)> = Vec::new();
        before.extend(first.and_then(|first| first.from).and_then(|from| {
            let (wait, rule) = self.profile.takeover("idle", self.today).ok()?;
            let from = match wait {
                Wait::Days(days) => add_days(from, i32::try_from(days).unwrap_or(i32::MAX)),
                Wait::Months(months) => add_months(from, u16::try_from(months).unwrap_or(u16::MAX)),
            };
            let from = add_days(from, 1);
            let asks =
                we_move_up && !self.hold.disposes && last_day.is_none_or(|last| from <= last);
            let ask = Before::AskHandover(self.id, from, rule.rule.clone());
            asks.then_some((from, ask))
        }));
        before.extend(last_day.map(|last| (last, Before::Ask(self.id, last))));
        before.sort_by_key(|(on, _)| *on);
        Rehearsal {
            asset,
            first: Seal {
                who: first.cloned().map_or(Who::NotKnown, Who::Another),
                last_day,
            },
            next,
            our_end: front.and_then(|front| self.end_from(front)),
            our_rank: Some(self.hold.rank.saturating_sub(1)),
            before: before.into_iter().map(|(_, todo)| todo).collect(),
        }
    }

    /// Our last day when our term starts on `front`.
    fn end_from(&self, front: Date) -> Option<(Date, Option<Basis>)> {
        let law = law_end_on(self.profile, front, &self.hold.class, false, Some(front));
        let made_by = self
            .hold
            .order
            .and_then(|(order, line)| self.state.orders.get(&order)?.line(line));
        let term = made_by.and_then(|(line, _)| line.term);
        let ordered = term.map(|term| (moved(term, front), None));
        let law = law.map(|(end, basis)| (end, Some(basis)));
        [ordered, law]
            .into_iter()
            .flatten()
            .min_by_key(|(end, _)| *end)
    }
}
