//! What happens at units of itself: money comes in, earlier measures of others
//! end, and holds of ours fill up. The unit reports it unasked.

use super::{Lying, deeds::exact};
use crate::world::post::{Mail, Post};
use levy_connect::wire::{NoticeBody, NoticeKind, V1};
use levy_domain::{id::UnitId, money::Currency, time::Timestamp};

impl Lying {
    /// Money comes in and fills holds up to their limits.
    pub(super) fn inflow(
        &mut self,
        unit: UnitId,
        number: &str,
        minor: u64,
        now: Timestamp,
        post: &mut Post,
    ) {
        let Some(account) = self.account(unit, number) else {
            return;
        };
        account.balance = account.balance.map(|balance| balance.saturating_add(minor));
        self.fill(unit, number, NoticeKind::Inflow, now, post);
    }

    /// Another court's measure ends: who waited comes to the front.
    pub(super) fn prior_ends(
        &mut self,
        unit: UnitId,
        number: &str,
        now: Timestamp,
        post: &mut Post,
    ) {
        let Some(account) = self.account(unit, number) else {
            return;
        };
        account.priors.clear();
        self.fill(unit, number, NoticeKind::Promotion, now, post);
    }

    /// What is free goes to the oldest open holds that are short.
    fn fill(
        &mut self,
        unit: UnitId,
        number: &str,
        what: NoticeKind,
        now: Timestamp,
        post: &mut Post,
    ) {
        let Some(account) = self.account(unit, number) else {
            return;
        };
        let mut free = account.available().unwrap_or(0);
        let has_money = account.balance.is_some();
        let mut notices = Vec::new();
        for (place, hold) in account
            .holds
            .iter_mut()
            .filter(|hold| hold.open)
            .enumerate()
        {
            let short = hold
                .limit
                .map_or(0, |limit| limit.saturating_sub(hold.held));
            let more = short.min(free);
            free -= more;
            let rank = if hold.held + more > 0 {
                0
            } else {
                u32::try_from(place).unwrap_or(0)
            };
            let moved = more > 0 || (hold.rank > 0 && rank != hold.rank);
            hold.held += more;
            hold.rank = rank;
            if moved && has_money {
                notices.push(hold.clone());
            }
        }
        let Some(known) = self.units.get(&unit) else {
            return;
        };
        let (code, honours_ids) = (known.profile.code.clone(), known.profile.honours_ids);
        // Reported before the order itself is answered, which then says less.
        let mut early = Vec::new();
        for hold in notices {
            let taken = self.taken.get(&hold.order);
            if taken.is_some_and(|taken| taken.replies.iter().any(|(at, _)| *at > now)) {
                early.push((hold.order, hold.line));
            }
            let notice = NoticeBody {
                amount_minor: None,
                available_minor: None,
                class: None,
                currency: Some(Currency::CNY),
                happened_at: now,
                held_minor: exact(hold.held),
                hold_line: Some(hold.line),
                hold_order: Some(hold.original),
                new_number: None,
                notice: format!("{}-{}-{}", hold.order, hold.line, now.0),
                number: None,
                prior_measures: Vec::new(),
                rank: Some(hold.rank),
                to: None,
                unit: code.clone(),
                v: V1,
                what: what.clone(),
            };
            if let Ok(word) = self.keys.word(&unit, &notice) {
                let mail = Mail::Notice {
                    unit,
                    notice: Box::new(word),
                };
                post.put(now.plus(1), mail);
            }
        }
        self.note(unit, number, honours_ids);
        for made in early {
            if let Some(hold) = self.books.holds.get_mut(&made) {
                hold.lied = true;
            }
        }
    }
}
