//! The doors of lying units: what becomes of an order or an inquiry on its way
//! there and back.

use super::{Later, Lying, Said, temper};
use crate::{
    draw::Draw,
    world::{auditor::books::Books, post::Post, units::Units},
};
use levy_connect::{
    AnswerFault, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError, Submitted,
    wire::{OrderBody, ReplyBody, StandingBody, StandingKind, V1},
};
use levy_domain::{
    bytes::Digest,
    order::Measure,
    time::{HOUR, MINUTE, Timestamp},
};
use std::sync::Arc;

fn timeout() -> SubmitError {
    SubmitError::Uncertain {
        reason: AnswerFault::Timeout,
        stray: None,
    }
}

impl Units for Lying {
    fn submit(
        &mut self,
        parcel: &Parcel,
        now: Timestamp,
        post: &mut Post,
    ) -> Result<Submitted, SubmitError> {
        let (unit, order) = (parcel.unit, parcel.order);
        let not = |reason| Err(SubmitError::NotSent { reason });
        if Digest::of(&parcel.body) != parcel.hash {
            return not(NotSentReason::ChangedBytes);
        }
        let Some(known) = self.units.get(&unit) else {
            return not(NotSentReason::NoRoute);
        };
        let (temper, code) = (known.temper, known.profile.code.clone());
        let attempt = self.attempts.entry(order).or_default();
        *attempt += 1;
        let parts: [&[u8]; 3] = [code.as_bytes(), order.0.as_bytes(), &attempt.to_be_bytes()];
        let mut draw = Draw::keyed(self.seed, "way", &parts);
        if self.cut_off(&unit, now) {
            self.lied("cut-off");
            return not(NotSentReason::NoConnection);
        }
        let way = if self.honest {
            temper::Way::Through
        } else {
            temper.way(&mut draw)
        };
        match way {
            temper::Way::NoConnection => {
                self.lied("no-connection");
                return not(NotSentReason::NoConnection);
            }
            temper::Way::TooMany => {
                self.lied("too-many");
                return Err(SubmitError::Refused { status: 429 });
            }
            temper::Way::Poisoned => {
                self.lied("poisoned");
                return Err(SubmitError::Refused { status: 422 });
            }
            _ => {}
        }
        let transfer = serde_json::from_slice::<OrderBody>(&parcel.body)
            .is_ok_and(|body| body.measure == Measure::Transfer);
        if transfer {
            *self.books.transfers_sent.entry(order).or_default() += 1;
        }
        match way {
            temper::Way::LostRequest => {
                self.lied("lost-request");
                return Err(timeout());
            }
            temper::Way::LateRequest => {
                self.lied("late-request");
                let late = i64::try_from(draw.between(1, 20 * 24)).unwrap_or(1) * HOUR;
                let later = Later::Arrive(unit, Arc::clone(&parcel.body));
                self.put_later(now.plus(late), later, post);
                return Err(timeout());
            }
            _ => {}
        }
        let arrived = self.arrive(unit, &parcel.body, now, post);
        if matches!(way, temper::Way::Twice) {
            self.lied("request-twice");
            let late = i64::try_from(draw.between(1, 60 * 24)).unwrap_or(1) * HOUR;
            let later = Later::Arrive(unit, Arc::clone(&parcel.body));
            self.put_later(now.plus(late), later, post);
        }
        if matches!(way, temper::Way::LostAnswer) {
            self.lied("lost-answer");
            return Err(timeout());
        }
        let keys = Arc::clone(&self.keys);
        match arrived {
            Some(Said::Reply(reply)) => Submitted::answered(*reply, keys.of(&unit)),
            Some(Said::Receipt(receipt)) => Submitted::accepted(*receipt, keys.of(&unit)),
            None => Err(SubmitError::Refused { status: 409 }),
        }
    }

    fn inquire(
        &mut self,
        inquiry: &Inquiry,
        now: Timestamp,
        _post: &mut Post,
    ) -> Result<Standing, InquireError> {
        let (unit, order) = (inquiry.unit(), inquiry.order());
        let not = || {
            Err(InquireError::NotSent {
                reason: NotSentReason::NoConnection,
            })
        };
        let Some(known) = self.units.get(&unit) else {
            return not();
        };
        let code = known.profile.code.clone();
        if self.cut_off(&unit, now) {
            return not();
        }
        let attempt = self.attempts.entry(order).or_default();
        *attempt += 1;
        let parts: [&[u8]; 3] = [code.as_bytes(), order.0.as_bytes(), &attempt.to_be_bytes()];
        let mut draw = Draw::keyed(self.seed, "ask", &parts);
        if !self.honest && draw.chance(150) {
            self.lied("inquiry-unanswered");
            return Err(InquireError::Unanswered {
                reason: AnswerFault::Timeout,
                stray: None,
            });
        }
        let slow_clock = !self.honest && draw.chance(60);
        if slow_clock {
            self.lied("old-word");
        }
        let as_of = if slow_clock {
            now.plus(-10 * MINUTE)
        } else {
            now
        };
        let taken = self.taken.get(&order).filter(|taken| taken.unit == unit);
        let replies: Vec<ReplyBody> = taken
            .iter()
            .flat_map(|taken| &taken.replies)
            .filter(|(at, _)| *at <= now)
            .map(|(_, reply)| reply.clone())
            .collect();
        let standing = match (taken, replies.is_empty()) {
            (None, _) => StandingKind::NotFound,
            (Some(_), true) => StandingKind::Pending,
            (Some(_), false) => StandingKind::Answered,
        };
        let body = StandingBody {
            v: V1,
            order,
            inquiry_hash: inquiry.hash(),
            unit: code,
            standing,
            order_hash: taken.map(|taken| taken.hash),
            replies,
            as_of,
        };
        Standing::given(inquiry, body, self.keys.of(&unit))
    }

    fn happen(&mut self, what: u64, now: Timestamp, post: &mut Post) {
        match self.later.remove(&what) {
            Some(Later::Arrive(unit, bytes)) => {
                let arrived = self.arrive(unit, &bytes, now, post);
                // Nobody waits at the other end: a unit that has its answer
                // ready calls.
                if let Some(Said::Reply(reply)) = arrived {
                    self.call(unit, now.plus(MINUTE), &reply, post);
                }
            }
            Some(Later::Inflow(unit, number, minor)) => {
                self.inflow(unit, &number, minor, now, post)
            }
            Some(Later::Ends(unit, number)) => self.prior_ends(unit, &number, now, post),
            None => {}
        }
    }

    fn books(&self) -> Option<&Books> {
        Some(&self.books)
    }
}
