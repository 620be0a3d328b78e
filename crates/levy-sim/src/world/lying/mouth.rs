//! What a unit says of what it did: the truth, or not quite.

use super::temper::Temper;
use crate::draw::Draw;
use levy_connect::wire::{Exact, FoundBody, OrderBody, Private, ReplyBody, ReplyLine, V1};
use levy_domain::{
    bytes::Digest,
    order::Measure,
    reply::Outcome,
    time::{DAY, HOUR, MINUTE, Timestamp},
};

/// What was done, to be told.
#[derive(Default)]
pub(super) struct Done {
    pub(super) lines: Vec<ReplyLine>,
    pub(super) found: Vec<FoundBody>,
}

/// Speaks of one order.
pub(super) struct Mouth<'a> {
    body: &'a OrderBody,
    hash: Digest,
    code: &'a str,
    now: Timestamp,
    sequence: u32,
}

type Told = Vec<(Timestamp, ReplyBody)>;

impl<'a> Mouth<'a> {
    pub(super) fn new(body: &'a OrderBody, hash: Digest, code: &'a str, now: Timestamp) -> Self {
        Mouth {
            body,
            hash,
            code,
            now,
            sequence: 0,
        }
    }

    fn reply(&mut self, at: Timestamp, last: bool) -> ReplyBody {
        self.sequence += 1;
        ReplyBody {
            v: V1,
            order: self.body.order,
            order_hash: self.hash,
            unit: self.code.to_owned(),
            sequence: self.sequence,
            last,
            corrects: None,
            delivered_at: self.now,
            served_at: None,
            answered_at: at,
            receipt_number: None,
            lines: Vec::new(),
            found: Vec::new(),
            refused: None,
            fault: None,
        }
    }

    /// The unit refuses the whole.
    pub(super) fn no(&mut self, why: &str) -> Told {
        let at = self.now;
        let refused = |line: &levy_connect::wire::OrderLine| ReplyLine {
            reason: Some(Private::from(why)),
            ..ReplyLine::new(line.line, Outcome::Refused)
        };
        let reply = ReplyBody {
            lines: self.body.lines.iter().map(refused).collect(),
            refused: Some(Private::from(why)),
            ..self.reply(at, true)
        };
        vec![(at, reply)]
    }

    /// Tells what was done, with the lies of this temper; names those told.
    pub(super) fn speak(
        &mut self,
        done: Done,
        temper: &Temper,
        mut draw: Draw,
    ) -> (Told, Vec<&'static str>) {
        let mut lies = Vec::new();
        let hours =
            |draw: &mut Draw, low, high| i64::try_from(draw.between(low, high)).unwrap_or(0);
        let at = if draw.chance(temper.late_answer) {
            lies.push("late-answer");
            self.now.plus(hours(&mut draw, 5 * 24, 40 * 24) * HOUR)
        } else if draw.chance(temper.by_call) {
            self.now.plus(hours(&mut draw, 10, 30 * 60) * MINUTE)
        } else {
            self.now
        };
        let Done { lines, found } = done;
        let mut told = Told::new();
        let several = lines.len() + found.len() > 1;
        if several && draw.chance(temper.parts) {
            lies.push("in-parts");
            self.parts(
                &mut told,
                (lines.clone(), found),
                at,
                temper,
                &mut draw,
                &mut lies,
            );
        } else {
            let reply = self.reply(at, true);
            told.push((
                at,
                ReplyBody {
                    lines: lines.clone(),
                    found,
                    ..reply
                },
            ));
        }
        if self.body.measure == Measure::Query || lines.is_empty() {
            return (told, lies);
        }
        let later = at.plus(hours(&mut draw, 1, 20 * 24) * HOUR);
        let Some((said_at, first)) = told.first_mut() else {
            return (told, lies);
        };
        if draw.chance(temper.other_body) {
            lies.push("other-body");
            first.order_hash = Digest::of(b"other bytes than were sent");
        } else if draw.chance(temper.odd_line) {
            lies.push("odd-outcome");
            if let Some(line) = first.lines.first_mut() {
                *line = ReplyLine::new(line.line, Outcome::from("under-review"));
            }
            let right = self.correction(later, &lines);
            told.push((later, right));
        } else if draw.chance(temper.corrected) && inflate(first, &mut draw) {
            lies.push("corrected-later");
            if draw.chance(temper.out_of_order) {
                lies.push("out-of-order");
                *said_at = later.plus(DAY);
            }
            let right = self.correction(later, &lines);
            told.push((later, right));
        } else if draw.chance(temper.wrong_sum) && inflate(first, &mut draw) {
            lies.push("wrong-sum");
        } else if draw.chance(temper.contradicts) {
            let mut other = ReplyBody {
                answered_at: later,
                ..first.clone()
            };
            if inflate(&mut other, &mut draw) {
                lies.push("contradiction");
                told.push((later, other));
            }
        }
        (told, lies)
    }

    fn correction(&mut self, at: Timestamp, lines: &[ReplyLine]) -> ReplyBody {
        ReplyBody {
            corrects: Some(1),
            lines: lines.to_vec(),
            ..self.reply(at, true)
        }
    }

    fn parts(
        &mut self,
        told: &mut Told,
        (mut lines, mut found): (Vec<ReplyLine>, Vec<FoundBody>),
        at: Timestamp,
        temper: &Temper,
        draw: &mut Draw,
        lies: &mut Vec<&'static str>,
    ) {
        let more = lines.split_off(lines.len() / 2);
        let others = found.split_off(found.len() / 2);
        let one = ReplyBody {
            lines,
            found,
            ..self.reply(at, false)
        };
        let later = at.plus(i64::try_from(draw.between(1, 50)).unwrap_or(1) * HOUR);
        let two = ReplyBody {
            lines: more,
            found: others,
            ..self.reply(later, true)
        };
        if draw.chance(temper.out_of_order) {
            lies.push("out-of-order");
            told.push((later.plus(DAY), one));
            told.push((later, two));
            told.sort_by_key(|(at, _)| *at);
        } else {
            told.push((at, one));
            told.push((later, two));
        }
    }
}

/// Says more than is so; false where nothing can be inflated.
fn inflate(reply: &mut ReplyBody, draw: &mut Draw) -> bool {
    for line in &mut reply.lines {
        let effect = matches!(line.outcome, Outcome::Done | Outcome::Partial);
        let Some(held) = line.held_minor.filter(|held| effect && held.get() > 1_000) else {
            continue;
        };
        let more = held.get() + held.get() * draw.between(1, 400) / 1_000;
        if let Ok(more) = Exact::try_from(more) {
            line.held_minor = Some(more);
            return true;
        }
    }
    false
}
