//! What units really do, written into the books as it is done.

use super::{
    Account, Credit, Later, Liars, Lying,
    mouth::Done,
    number_of,
    town::{Held, Prior},
};
use crate::{
    draw::Draw,
    world::{
        auditor::books::{Effect, TrueHold},
        post::Post,
    },
};
use levy_connect::wire::{Exact, OrderBody, OrderLine, Private, ReplyBody, ReplyLine};
use levy_domain::{
    id::UnitId,
    money::{Currency, Money},
    order::Measure,
    reply::Outcome,
    time::{DAY, HOUR, Timestamp, Zone},
};

fn not_done(line: u32, outcome: Outcome, reason: &str) -> ReplyLine {
    ReplyLine {
        reason: Some(Private::from(reason)),
        ..ReplyLine::new(line, outcome)
    }
}

pub(super) fn exact(minor: u64) -> Option<Exact> {
    Exact::try_from(minor).ok()
}

/// Between the query and the freeze money moves, and other courts come first.
fn drift(seed: u64, body: &OrderBody, line: &OrderLine, account: &mut Account, now: Timestamp) {
    let parts: [&[u8]; 2] = [body.original.0.as_bytes(), &line.line.to_be_bytes()];
    let mut draw = Draw::keyed(seed, "drift", &parts);
    let free = account.available().unwrap_or(0);
    match draw.below(100) {
        0..18 => {
            let gone = free * draw.between(2, 10) / 10;
            account.balance = account.balance.map(|balance| balance.saturating_sub(gone));
        }
        18..30 => {
            let days = i64::try_from(draw.between(15, 100)).unwrap_or(15);
            account.priors.push(Prior {
                court: "甘0102",
                amount: free * draw.between(4, 14) / 10,
                from: now.date_in(Zone::CHINA),
                to: now.plus(days * DAY).date_in(Zone::CHINA),
            });
        }
        _ => {}
    }
}

impl Lying {
    /// Carries an order out, line by line.
    pub(super) fn carry_out(
        &mut self,
        unit: UnitId,
        body: &OrderBody,
        now: Timestamp,
        post: &mut Post,
    ) -> Done {
        let Some(known) = self.units.get(&unit) else {
            return Done::default();
        };
        let conforms = known.profile.honours_ids && known.profile.honours_fences;
        let honours_ids = known.profile.honours_ids;
        if body.measure == Measure::Query {
            let profile = known.profile.clone();
            let number = body
                .subject
                .identity
                .as_ref()
                .map_or("", |number| number.expose());
            let accounts = self.town.of(&profile, number, now);
            let found = accounts
                .into_iter()
                .map(|account| account.found(now))
                .collect();
            return Done {
                lines: Vec::new(),
                found,
            };
        }
        let fence = (body.fence.epoch.get(), body.fence.revision.get());
        let mut lines = Vec::with_capacity(body.lines.len());
        for line in &body.lines {
            let scope = (body.fence.scope.clone(), line.number.expose().to_owned());
            let (said, minor) = match body.measure {
                Measure::Freeze | Measure::WaitingFreeze => {
                    self.freeze(unit, body, line, now, post)
                }
                Measure::Transfer => self.transfer(unit, body, line, now),
                Measure::Renew => self.renew(unit, line),
                _ => self.release(unit, body, line),
            };
            if said.outcome.is_effect() {
                let effect = Effect {
                    unit,
                    order: body.order,
                    measure: body.measure.clone(),
                    minor,
                    conforms,
                    fence,
                };
                let chain = self.books.effects.entry((body.original, line.line));
                chain.or_default().push(effect.clone());
                self.books.did(&scope.0, &scope.1, effect);
                if honours_ids {
                    self.books.carried_out.insert(body.order);
                }
            }
            let seen = self.fences.entry(scope).or_default();
            *seen = (*seen).max(fence);
            self.note(unit, line.number.expose(), honours_ids);
            lines.push(said);
        }
        Done {
            lines,
            found: Vec::new(),
        }
    }

    /// Writes the account's holds into the books.
    pub(super) fn note(&mut self, unit: UnitId, number: &str, honours_ids: bool) {
        let Some(account) = self.town.account(unit, number) else {
            return;
        };
        for hold in &account.holds {
            let kept = self.books.holds.entry((hold.order, hold.line));
            let kept = kept.or_insert(TrueHold {
                held: 0,
                rank: 0,
                open: true,
                lied: false,
                honours_ids,
            });
            (kept.held, kept.rank, kept.open) = (hold.held, hold.rank, hold.open);
        }
    }

    fn freeze(
        &mut self,
        unit: UnitId,
        body: &OrderBody,
        line: &OrderLine,
        now: Timestamp,
        post: &mut Post,
    ) -> (ReplyLine, u64) {
        let seed = self.seed;
        let Some(account) = self.account(unit, line.number.expose()) else {
            return (not_done(line.line, Outcome::Nothing, "no-such-account"), 0);
        };
        drift(seed, body, line, account, now);
        let (limit, bound) = (line.amount_minor.map(Exact::get), account.bound());
        let sums = limit.zip(account.balance);
        let (held, waiting, rank) = match sums {
            None => (0, 0, account.queue()),
            Some((limit, balance)) => {
                let held = limit.min(balance.saturating_sub(bound));
                let waiting = (limit - held).min(bound.min(balance));
                let rank = if held == 0 && waiting > 0 {
                    account.queue()
                } else {
                    0
                };
                (held, waiting, rank)
            }
        };
        let short = limit.map_or(0, |limit| limit - held);
        account.holds.push(Held {
            order: body.order,
            original: body.original,
            line: line.line,
            limit,
            held,
            rank,
            open: true,
        });
        let outcome = match () {
            () if rank > 0 => Outcome::Waiting,
            () if short > 0 => Outcome::Partial,
            () => Outcome::Done,
        };
        let money = sums.is_some();
        let said = ReplyLine {
            currency: money.then_some(Currency::CNY),
            requested_minor: line.amount_minor.filter(|_| money),
            held_minor: exact(held).filter(|_| money),
            beyond_balance_minor: exact(short - waiting).filter(|_| money && short > waiting),
            waiting_minor: exact(waiting).filter(|_| money && waiting > 0),
            rank: Some(rank),
            account_class: Some(account.account_class.clone()),
            prior_measures: account.prior_bodies(),
            rights: account.rights(),
            from: line.from,
            to: line.to,
            ..ReplyLine::new(line.line, outcome)
        };
        let number = account.number.clone();
        let ends = account.priors.iter().map(|prior| prior.to).min();
        let mut draw = Draw::keyed(seed, "after", &[body.order.0.as_bytes()]);
        if let Some(ends) = ends.filter(|_| waiting > 0) {
            let at = Timestamp::end_of(ends, Zone::CHINA).plus(HOUR);
            self.put_later(at.max(now.plus(1)), Later::Ends(unit, number.clone()), post);
        }
        if short > waiting && draw.chance(500) {
            let days = i64::try_from(draw.between(1, 60)).unwrap_or(1) * DAY;
            let sum = (short - waiting) * draw.between(2, 14) / 10;
            self.put_later(
                now.plus(days),
                Later::Inflow(unit, number, sum.max(1)),
                post,
            );
        }
        (said, held)
    }

    fn hold_of<'a>(account: &'a mut Account, line: &OrderLine) -> Option<&'a mut Held> {
        let (order, at) = line.hold_order.zip(line.hold_line)?;
        let mut holds = account.holds.iter_mut().rev();
        holds.find(|hold| hold.original == order && hold.line == at && hold.open)
    }

    /// Some holds a unit neither lowers nor lets go, as long as it is not
    /// healed.
    fn keeps(&self, line: &OrderLine) -> bool {
        let Some((order, at)) = line.hold_order.zip(line.hold_line) else {
            return false;
        };
        let parts: [&[u8]; 2] = [order.0.as_bytes(), &at.to_be_bytes()];
        !self.honest && Draw::keyed(self.seed, "keeps", &parts).chance(40)
    }

    fn release(&mut self, unit: UnitId, body: &OrderBody, line: &OrderLine) -> (ReplyLine, u64) {
        let gone = || (not_done(line.line, Outcome::Nothing, "no-such-hold"), 0);
        if self.keeps(line) {
            self.lied("keeps-it");
            return (not_done(line.line, Outcome::Refused, "internal-rules"), 0);
        }
        let Some(account) = self.account(unit, line.number.expose()) else {
            return gone();
        };
        let has_money = account.balance.is_some();
        let Some(hold) = Lying::hold_of(account, line) else {
            return gone();
        };
        let asked = line.amount_minor.map(Exact::get);
        let freed = if body.measure == Measure::PartialRelease {
            let asked = asked.unwrap_or(0);
            let freed = asked.min(hold.held);
            hold.held -= freed;
            hold.limit = hold
                .limit
                .map(|limit| limit.saturating_sub(asked).max(hold.held));
            freed
        } else {
            let freed = hold.held;
            (hold.held, hold.open) = (0, false);
            freed
        };
        let short =
            body.measure == Measure::PartialRelease && asked.is_some_and(|asked| asked > freed);
        let outcome = if short {
            Outcome::Partial
        } else {
            Outcome::Done
        };
        let said = ReplyLine {
            currency: has_money.then_some(Currency::CNY),
            requested_minor: line.amount_minor.filter(|_| has_money),
            held_minor: exact(freed).filter(|_| has_money),
            ..ReplyLine::new(line.line, outcome)
        };
        (said, freed)
    }

    fn renew(&mut self, unit: UnitId, line: &OrderLine) -> (ReplyLine, u64) {
        let gone = || (not_done(line.line, Outcome::Nothing, "no-such-hold"), 0);
        let Some(account) = self.account(unit, line.number.expose()) else {
            return gone();
        };
        let Some(hold) = Lying::hold_of(account, line) else {
            return gone();
        };
        let said = ReplyLine {
            from: line.from,
            to: line.to,
            ..ReplyLine::new(line.line, Outcome::Done)
        };
        (said, hold.held)
    }

    fn transfer(
        &mut self,
        unit: UnitId,
        body: &OrderBody,
        line: &OrderLine,
        now: Timestamp,
    ) -> (ReplyLine, u64) {
        let seed = self.seed;
        let gone = || (not_done(line.line, Outcome::Nothing, "no-such-hold"), 0);
        let Some(account) = self.account(unit, line.number.expose()) else {
            return gone();
        };
        let balance = account.balance.unwrap_or(0);
        let Some(hold) = Lying::hold_of(account, line) else {
            return gone();
        };
        let asked = line.amount_minor.map_or(hold.held, Exact::get);
        let moved = asked.min(hold.held).min(balance);
        if moved == 0 {
            return (not_done(line.line, Outcome::Nothing, "nothing-held"), 0);
        }
        hold.held -= moved;
        hold.limit = hold.limit.map(|limit| limit.saturating_sub(moved));
        hold.open = hold.held > 0 || hold.limit.is_some_and(|limit| limit > 0);
        account.balance = Some(balance - moved);
        let mut draw = Draw::keyed(seed, "credit", &[body.order.0.as_bytes()]);
        let hours = i64::try_from(draw.between(1, 60)).unwrap_or(1) * HOUR;
        self.credits.push(Credit {
            at: now.plus(hours),
            unit,
            order: body.order,
            line: line.line,
            amount: Money::cny(moved),
            number: number_of(body.order, line.line),
        });
        let outcome = if moved == asked {
            Outcome::Done
        } else {
            Outcome::Partial
        };
        let said = ReplyLine {
            currency: Some(Currency::CNY),
            requested_minor: line.amount_minor,
            held_minor: exact(moved),
            ..ReplyLine::new(line.line, outcome)
        };
        (said, moved)
    }

    /// Which holds the court was told a lie about and never the truth.
    pub(super) fn mark_lies(&mut self, body: &OrderBody, replies: &[(Timestamp, ReplyBody)]) {
        let mut liars = Liars::new();
        let last = replies
            .iter()
            .max_by_key(|(at, reply)| (reply.sequence, *at));
        let strange = replies.iter().any(|(_, reply)| {
            reply.order_hash == levy_domain::bytes::Digest::of(b"other bytes than were sent")
        });
        let mut sequences: Vec<u32> = replies.iter().map(|(_, reply)| reply.sequence).collect();
        sequences.sort_unstable();
        let contradicts = sequences.windows(2).any(|pair| pair[0] == pair[1]);
        for line in &body.lines {
            let made = match line.hold_order.zip(line.hold_line) {
                None => Some((body.order, line.line)),
                Some((original, at)) => self.maker(original, at),
            };
            let effect = self.books.effects.get(&(body.original, line.line));
            let did = effect
                .and_then(|effects| effects.last())
                .map(|effect| effect.minor);
            let told = last.and_then(|(_, reply)| {
                let mut lines = reply.lines.iter();
                lines.find(|said| said.line == line.line)?.held_minor
            });
            let wrong = told.is_some_and(|told| did != Some(told.get()));
            if wrong || strange || contradicts {
                liars.extend(made);
            }
        }
        for (made, hold) in &mut self.books.holds {
            hold.lied |= liars.contains(made);
        }
    }

    fn maker(
        &self,
        original: levy_domain::id::OrderId,
        line: u32,
    ) -> Option<(levy_domain::id::OrderId, u32)> {
        let holds = self.town.holds();
        let mut made = holds.filter(|hold| hold.original == original && hold.line == line);
        made.next_back().map(|hold| (hold.order, hold.line))
    }
}
