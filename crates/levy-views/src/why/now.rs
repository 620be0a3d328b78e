//! What it all adds up to, with the events behind every sum.

use super::{About, Arg, Line, Part, Told, code, id, ids, line, words as w};
use levy_domain::{
    claim::Liability,
    id::{ClaimId, HoldId, OrderId},
    matter::{
        envelope,
        order_state::{Ending, OrderState, Phase},
        state::{ClaimState, HoldState},
    },
    money::{Currency, Money},
    reply::Outcome,
};
use uuid::Uuid;

pub(super) fn lines(told: &Told<'_>, about: About) -> Vec<Line> {
    let mut now = Now {
        told,
        lines: Vec::new(),
    };
    let state = &told.state;
    match about {
        About::Matter => {
            for (claim, known) in &state.claims {
                now.claim(claim, known);
            }
            for liability in state.liabilities.values() {
                now.room(liability);
            }
            for (hold, known) in &state.holds {
                now.hold(hold, known);
            }
            for (order, known) in &state.orders {
                now.order(order, known);
            }
            now.applicant();
        }
        About::Order(order) => {
            if let Some(known) = state.orders.get(&order) {
                now.order(&order, known);
            }
        }
        About::Hold(hold) => {
            if let Some(known) = state.holds.get(&hold) {
                now.hold(&hold, known);
                if let Some(liability) = state.liabilities.get(&known.liability) {
                    now.excess(&liability.claim);
                }
            }
        }
    }
    now.lines
}

struct Now<'a> {
    told: &'a Told<'a>,
    lines: Vec<Line>,
}

/// The phase of an order; where every line of the answer says the same no, that:
/// a refusal is no reply like any other.
fn stands(order: &OrderState) -> &str {
    let mut outcomes = order.lines.iter().map(|line| line.outcome.as_ref());
    match (&order.phase, outcomes.next().flatten()) {
        (Phase::Closed(Ending::Answered), Some(no @ (Outcome::Refused | Outcome::Returned)))
            if outcomes.all(|other| other == Some(no)) =>
        {
            no.as_str()
        }
        (phase, _) => phase.name(),
    }
}

impl Now<'_> {
    /// Says nothing where no event shows it: there is no such sentence.
    fn say<const N: usize>(&mut self, word: w::Word<N>, args: [Arg; N], things: &[Uuid]) {
        let events = self.told.about(things);
        if !events.is_empty() {
            self.lines.push(line(Part::Now, word, args, events));
        }
    }

    fn currency(&self) -> Currency {
        self.told.state.currency.unwrap_or(Currency::CNY)
    }

    fn money(&self, minor: u64) -> Arg {
        Money::new(minor, self.currency()).into()
    }

    fn claim(&mut self, claim: &ClaimId, known: &ClaimState) {
        let owed = self.money(known.owed);
        self.say(w::NOW_OWED, [id(claim), owed], &[claim.0]);
        if known.collected > 0 {
            let collected = self.money(known.collected);
            self.say(w::NOW_COLLECTED, [id(claim), collected], &[claim.0]);
        }
        self.excess(claim);
    }

    /// Everything that the room of a debtor's part is worked out of.
    fn room(&mut self, liability: &Liability) {
        let state = &self.told.state;
        let profile = self.told.profile;
        let on = self.told.now.date_in(profile.zone());
        let parallel = profile.parallel_freeze(on);
        let worked = envelope::worksheet(state, &liability.liability, parallel, self.told.now);
        let Ok(sheet) = worked else { return };
        let args = [
            id(liability.person),
            sheet.owed.into(),
            sheet.collected.into(),
            sheet.held.into(),
            sheet.in_flight.into(),
            sheet.room.into(),
        ];
        let of_claim = |of: &levy_domain::id::LiabilityId| {
            let known = state.liabilities.get(of);
            known.is_some_and(|known| known.claim == liability.claim)
        };
        let holds = state.open_holds();
        let holds = holds.filter(|(_, hold)| of_claim(&hold.liability));
        let orders = state.open_orders();
        let orders = orders.filter(|order| {
            order
                .draft
                .lines
                .iter()
                .any(|line| of_claim(&line.liability))
        });
        let things: Vec<Uuid> = [liability.claim.0, liability.liability.0]
            .into_iter()
            .chain(holds.map(|(hold, _)| hold.0))
            .chain(orders.flat_map(|order| [order.plan.0, order.draft.order.0]))
            .collect();
        self.say(w::NOW_ROOM, args, &things);
        if let Some(line) = self.lines.last_mut() {
            line.rule = profile.basis("X-01", on).ok().cloned();
        }
    }

    fn excess(&mut self, claim: &ClaimId) {
        let excess = self.told.state.excess(claim);
        if excess == 0 {
            return;
        }
        let holds = self.told.state.open_holds();
        let things: Vec<Uuid> = holds.map(|(hold, _)| hold.0).chain([claim.0]).collect();
        let excess = self.money(excess);
        self.say(w::NOW_EXCESS, [id(claim), excess], &things);
    }

    /// Nobody stood on file as the applicant when others were to be told.
    fn applicant(&mut self) {
        let profile = self.told.profile;
        let on = self.told.now.date_in(profile.zone());
        for (rule, holds) in self.told.state.notices.without_applicant(profile, on) {
            let things: Vec<Uuid> = holds.iter().map(|hold| hold.0).collect();
            self.say(w::NOW_NO_APPLICANT, [ids(&holds)], &things);
            if let Some(line) = self.lines.last_mut() {
                line.rule = Some(rule);
            }
        }
    }

    fn hold(&mut self, hold: &HoldId, known: &HoldState) {
        let things = [hold.0];
        if let Some((_, cause)) = &known.gone {
            self.say(w::NOW_HOLD_GONE, [id(hold), code(cause)], &things);
            return;
        }
        let unit = Arg::Unit(known.unit);
        if known.rank > 0 {
            let rank = Arg::Count(known.rank.into());
            self.say(w::NOW_HOLD_NONE, [id(hold), unit, rank], &things);
            if let Some(presumed) = &known.place.presumed {
                let args = [id(hold), presumed.since.into(), known.limit.into()];
                self.say(w::NOW_PRESUMED, args, &things);
            }
            if known.is_handed_over() {
                let left = self.money(known.drawable());
                self.say(w::NOW_HANDED_OVER, [id(hold), left], &things);
            }
        } else {
            let covers = if known.void { 0 } else { known.covers };
            let (held, covers) = (self.money(known.held), self.money(covers));
            self.say(w::NOW_HOLD, [id(hold), unit, held, covers], &things);
        }
        let zone = self.told.profile.zone();
        let ends = known.running().unwrap_or(&known.ends);
        if let Some(on) = ends.earliest(zone) {
            self.say(w::NOW_END, [id(hold), on.into()], &things);
        }
    }

    fn order(&mut self, order: &OrderId, known: &OrderState) {
        let things = [known.plan.0, order.0];
        let measure = code(&known.draft.measure);
        let unit = Arg::Unit(known.draft.unit);
        let phase = code(stands(known));
        self.say(w::NOW_ORDER, [id(order), measure, unit, phase], &things);
        let limit = known.open_limit();
        if limit > 0 {
            let limit = self.money(limit);
            self.say(w::NOW_FLIGHT, [id(order), limit], &things);
        }
        let transit = known.in_transit();
        if transit > 0 {
            let transit = self.money(transit);
            self.say(w::NOW_TRANSIT, [id(order), transit], &things);
        }
    }
}
