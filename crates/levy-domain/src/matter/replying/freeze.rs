//! Replies to freezes: the hold that a line makes, and its corrections.

use super::{
    super::{
        bar,
        crossing::{CROSSED, Counted},
        event::{Ends, HoldChanged, HoldEstablished},
        hold_state::HoldState,
        holds::{Seen, covers, law_end, moved, reveal},
        maturity,
        order_state::{LineState, is_unclear},
        preservation, queue,
        term::{Watch, watched},
        urgent,
    },
    Folding,
};
use crate::{
    asset::OtherRight,
    id::HoldId,
    money::Money,
    order::{Line, Measure},
    reply::{LineReply, Outcome},
    time::Date,
};

/// What a line holds now, as the unit says.
struct Word {
    held: u64,
    /// Of it, what is beyond doubt.
    sure: u64,
    rank: u32,
    beyond_balance: Option<Money>,
    waiting: Option<Money>,
    from: Option<Date>,
    ends: Ends,
    rights: Vec<OtherRight>,
}

impl Folding<'_> {
    pub(super) fn freeze(&mut self, line: &Line, known: &LineState, said: &LineReply) {
        let controls = said.outcome.is_effect();
        let existing = known
            .hold
            .and_then(|id| Some((id, self.state.holds.get(&id)?)));
        if existing.is_none() && !controls {
            return;
        }
        if is_unclear(line, said) {
            self.dispute("no-sum");
            if existing.is_some() {
                // What is known of the hold stands until a sum says otherwise.
                return;
            }
        }
        let mut word = self.word(line, said);
        let (hold, before) = match existing {
            // The court released it or drew it out since: what the unit once
            // held says nothing of what it holds now.
            Some((_, hold)) if !hold.is_open() && !hold.gone_by(&self.id(), "corrected") => {
                if controls && word.held > 0 {
                    self.dispute("corrected-after-release");
                }
                return;
            }
            Some((_, hold)) if !hold.is_open() && !controls => return,
            Some((id, hold)) => {
                // It says what the freeze held; what others took since is gone.
                let taken = self.taken(id);
                let Some(rest) = word.held.checked_sub(taken) else {
                    self.dispute("corrected-below-drawn");
                    return;
                };
                (word.held, word.sure) = (rest, rest);
                if !self.is_heard(hold, &mut word, controls) {
                    return;
                }
                if hold.rank > 0 && word.rank == 0 {
                    self.promote(line, said, hold, &mut word);
                }
                self.change(line, id, &word, controls);
                (id, hold.bound())
            }
            None => (self.establish(line, said, &word), 0),
        };
        self.queue(hold, word.rank, said);
        let claim = self.state.claim_of(&line.liability);
        let (Some(claim), 0, true) = (claim, word.rank, controls) else {
            return;
        };
        let grown = self.grown.entry(claim).or_default();
        let seen = Seen {
            hold,
            liability: line.liability,
            before,
            held: word.held,
            limit: line.amount.map_or(word.held, |amount| amount.minor),
            order: Some(self.order.draft.order),
            grown: *grown,
        };
        *grown += i128::from(word.held) - i128::from(before);
        self.events
            .extend(reveal(self.state, &seen, self.rules, self.stamp));
    }

    /// Who is ahead of a place that waits, where the unit says it.
    fn queue(&mut self, hold: HoldId, rank: u32, said: &LineReply) {
        let known = self.state.hold(&hold);
        let before = known.map_or(&[][..], |hold| hold.place.ahead.as_slice());
        let ahead = said.prior_measures.as_slice();
        if rank == 0 || ahead.is_empty() || before == ahead {
            return;
        }
        let now = self.reply.received_at.min(self.stamp.at);
        let word = queue::Said {
            ahead,
            behind: known.map_or(&[][..], |hold| hold.place.behind.as_slice()),
            as_of: self.reply.way.answered_at.map_or(now, |at| at.min(now)),
            order: Some(self.id()),
            evidence: None,
        };
        self.events.push(queue::told(hold, rank, &word, self.rules));
    }

    /// What a unit reported of a hold since its freeze was answered stands
    /// against a correction that was on its way; false when nothing of the
    /// correction counts.
    fn is_heard(&mut self, hold: &HoldState, word: &mut Word, controls: bool) -> bool {
        let counted = self.counted(hold);
        let alike = controls && word.rank == hold.rank;
        if counted == Counted::No || (alike && word.held == hold.held) {
            return true;
        }
        if counted == Counted::Perhaps {
            self.dispute(CROSSED);
            word.sure = word.held.min(hold.held);
            word.held = word.held.max(hold.held);
        } else {
            (word.held, word.sure) = (hold.held, hold.held);
        }
        word.beyond_balance = Some(self.money(hold.beyond_balance));
        word.waiting = Some(self.money(hold.waiting));
        alike
    }

    /// What transfers moved and reductions freed out of `hold` so far.
    fn taken(&self, hold: HoldId) -> u64 {
        let on_it = |(line, _): &(&Line, &LineState)| line.hold == Some(hold);
        let orders = self.state.orders.values();
        orders
            .flat_map(|order| order.draft.lines.iter().zip(&order.lines))
            .filter(on_it)
            .map(|(_, known)| known.taken())
            .fold(0, u64::saturating_add)
    }

    fn word(&mut self, line: &Line, said: &LineReply) -> Word {
        let waits = self.order.draft.measure == Measure::WaitingFreeze;
        let stated = self.sum(said.held);
        let held = match said.outcome {
            Outcome::Done if waits => stated,
            Outcome::Done => stated.or(line.amount),
            Outcome::Partial | Outcome::Waiting => stated,
            _ => None,
        };
        let held = held.map_or(0, |amount| amount.minor);
        let queued = waits || (said.outcome == Outcome::Waiting && held == 0);
        let rank = said.rank.unwrap_or(u32::from(queued));
        // A place in the queue runs from the day that it comes to the front.
        let ordered = line.term.map(|term| term.from);
        let from = said.term.map(|term| term.from).or(ordered);
        let from = from.filter(|_| rank == 0);
        let ends = self.ends(line, said, from);
        Word {
            held,
            sure: held,
            rank,
            beyond_balance: self.sum(said.beyond_balance),
            waiting: self.sum(said.waiting),
            from,
            ends,
            rights: said.rights.clone(),
        }
    }

    /// It waited and is in force now: its term starts on the day that the unit
    /// names, else on the day of its answer, or when that was presumed.
    fn promote(&self, line: &Line, said: &LineReply, hold: &HoldState, word: &mut Word) {
        let zone = self.rules.profile().zone();
        let answered = self.reply.way.answered_at;
        let day = answered.unwrap_or(self.reply.received_at).date_in(zone);
        let presumed = hold.place.presumed.as_ref();
        let day = presumed.map_or(day, |presumed| presumed.since.min(day));
        let from = said.term.map_or(day, |term| term.from);
        word.from = Some(from);
        word.ends = self.ends(line, said, word.from);
        word.ends.as_ordered = line.term.map(|term| moved(term, from));
    }

    /// The three ends of a term that starts `from`; none is computed while the
    /// start is not known.
    pub(super) fn ends(&self, line: &Line, said: &LineReply, from: Option<Date>) -> Ends {
        let renews = self.order.draft.measure == Measure::Renew;
        let law = law_end(self.rules, self.stamp, &line.class, renews, from);
        Ends {
            as_ordered: line.term.map(|term| term.to),
            as_unit_states: said.term.map(|term| term.to),
            as_unit_states_at: said.ends_at,
            as_law_computes: law.as_ref().map(|(end, _)| *end),
            rule: law.map(|(_, basis)| basis),
            alarm: None,
        }
    }

    /// The ends that the unit's word gives, with their next alarm.
    fn watched(&self, line: &Line, word: &Word, before: Option<&HoldState>) -> Ends {
        let watch = Watch {
            unit: self.order.draft.unit,
            class: &line.class,
            rank: word.rank,
        };
        watched(word.ends.clone(), &watch, before, self.rules, self.stamp)
    }

    fn change(&mut self, line: &Line, hold: HoldId, word: &Word, controls: bool) {
        let cause = if controls {
            "corrected"
        } else {
            "corrected-to-none"
        };
        let covers = covers(self.state, &line.asset, word.sure, &word.rights);
        let known = self.state.hold(&hold);
        self.events.push(
            HoldChanged {
                hold,
                order: Some(self.id()),
                held: Some(self.money(word.held)),
                covers: Some(self.money(covers)),
                beyond_balance: word.beyond_balance,
                waiting: word.waiting,
                rank: word.rank,
                from: word.from,
                ends: self.watched(line, word, known),
                truth: self.reply.truth.clone(),
                cause: cause.into(),
                as_of: None,
                counted_to: None,
                evidence: None,
            }
            .into(),
        );
        if !controls {
            self.gone(hold, "corrected");
        }
    }

    fn establish(&mut self, line: &Line, said: &LineReply, word: &Word) -> HoldId {
        let order = self.id();
        let hold = HoldId::derive(order.0, &[&line.line.to_be_bytes()]);
        let covers = covers(self.state, &line.asset, word.held, &word.rights);
        self.events.push(
            HoldEstablished {
                hold,
                order,
                line: line.line,
                asset: line.asset,
                class: line.class.clone(),
                unit: self.order.draft.unit,
                liability: line.liability,
                measure: self.order.draft.measure.clone(),
                limit: line.amount,
                held: Some(self.money(word.held)),
                covers: Some(self.money(covers)),
                beyond_balance: word.beyond_balance,
                waiting: word.waiting,
                rank: word.rank,
                from: word.from,
                ends: self.watched(line, word, None),
                truth: self.reply.truth.clone(),
                not_redeemable_before: said.not_redeemable_before,
                void: self.order.void,
            }
            .into(),
        );
        let asset = self.state.assets.get(&line.asset);
        let known = asset.and_then(|asset| asset.not_redeemable_before);
        let from = said.not_redeemable_before.or(known);
        let set = maturity::told(self.state, hold, from, self.rules, self.stamp);
        self.events.extend(set);
        if let Some(person) = self.state.person_of(&line.liability) {
            let owed = bar::born_under(
                self.state,
                hold,
                &person,
                self.order.void,
                self.rules,
                self.stamp,
            );
            self.events.extend(owed);
        }
        let plan = &self.order.plan;
        let owed = urgent::born_of(self.state, plan, hold, self.rules, self.stamp);
        self.events.extend(owed);
        let owed = preservation::born_of(self.state, Some(order), hold, self.rules, self.stamp);
        self.events.extend(owed);
        hold
    }
}
