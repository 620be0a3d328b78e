//! Random logs from a seed: several matters, sweeps and units, most events
//! fitting, some not, replies early, late, twice and corrected.

use crate::{made, scribe};
use levy_domain::{
    bytes::Digest,
    claim::ComponentKind,
    matter::event::*,
    order::{Measure, OrderDraft},
    reply::{Outcome, Truth},
    sweep::event::{QuerySilent, SweepCompleted},
    time::Timestamp,
    unit::event::{ReplySetAside, ReplySettled, UnitRegistered},
};
use scribe::Scribe;

/// A small generator; the same seed gives the same log.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }
}

const MATTERS: u128 = 3;

/// What is about orders, holds and money in a matter; all of it is written.
pub(crate) const MATTER_KINDS: [&str; 25] = [
    "plan-drafted",
    "plan-withdrawn",
    "orders-issued",
    "dispatch-begun",
    "order-delivered",
    "outcome-unknown",
    "order-answered",
    "order-overdue",
    "order-not-taken",
    "order-disputed",
    "recall-requested",
    "order-recalled",
    "recall-too-late",
    "hold-established",
    "hold-changed",
    "hold-reduced",
    "hold-released",
    "excess-revealed",
    "transfer-reserved",
    "transfer-settled",
    "transfer-freed",
    "receipt-booked",
    "receipt-matched",
    "voluntary-payment-recorded",
    "allocated",
];

/// A log of about `length` events.
pub(crate) fn log(seed: u64, length: usize) -> Scribe {
    let mut dice = Dice::new(seed);
    let mut scribe = Scribe::new();
    for number in 1..=3 {
        let profile = made::unit_profile(made::unit(number), &format!("bank-{number}"));
        let stream = scribe::unit_stream(made::unit(number));
        scribe.write(
            &stream,
            levy_domain::unit::Event::from(UnitRegistered { profile }),
        );
    }
    for number in 1..=MATTERS {
        begin(&mut scribe, number);
    }
    while scribe.entries.len() < length {
        scribe.now += dice.below(7_200_000) as i64;
        let matter = 1 + u128::from(dice.below(MATTERS as u64));
        match dice.below(20) {
            0 => unit_event(&mut scribe, &mut dice),
            1..=4 => sweep_event(&mut scribe, &mut dice, matter),
            _ => {
                let event = matter_event(&mut dice, matter, scribe.now);
                scribe.write(&scribe::matter_stream(made::matter(matter)), event);
            }
        }
    }
    scribe
}

fn begin(scribe: &mut Scribe, number: u128) {
    let id = made::matter(number);
    let stream = scribe::matter_stream(id);
    let case = format!("（2024）川3322执{number}号");
    scribe
        .write(&stream, made::matter_opened(id))
        .write(
            &stream,
            made::registered(made::registration(number), &case, "2024-01-02", false),
        )
        .write(
            &stream,
            made::claim_stated(made::claim(number), id, 100_000),
        )
        .write(&stream, made::party_added(made::person(1)))
        .write(
            &stream,
            made::liable(
                made::liability(number),
                made::claim(number),
                made::person(1),
            ),
        );
    let opened = made::sweep_opened(made::sweep(number), id, 4);
    let of_sweep = scribe::sweep_stream(made::sweep(number));
    scribe.write(&of_sweep, levy_domain::sweep::Event::from(opened));
}

/// Ids are few, so that events often meet what is there.
fn nth(dice: &mut Dice, matter: u128) -> u128 {
    matter * 100 + u128::from(dice.below(6))
}

fn drafted(dice: &mut Dice, matter: u128) -> OrderDraft {
    let number = nth(dice, matter);
    let measure = dice.pick(&[
        Measure::Freeze,
        Measure::Freeze,
        Measure::Freeze,
        Measure::Transfer,
        Measure::Release,
        Measure::PartialRelease,
    ]);
    let lines = (1..=1 + dice.below(2) as u32).map(|line| {
        let asset = made::asset(matter * 100 + u128::from(line));
        let mut made_line = made::line(
            line,
            asset,
            made::liability(matter),
            100 + dice.below(50_000),
        );
        made_line.known_available = (dice.below(2) == 0).then(|| made::cny(dice.below(60_000)));
        if measure != Measure::Freeze {
            made_line.hold = Some(made::hold(nth(dice, matter)));
        }
        made_line
    });
    let lines = lines.collect();
    let mut draft = made::draft(
        made::order(number),
        measure,
        made::unit(1 + number % 3),
        lines,
    );
    if dice.below(6) == 0 {
        draft.replaces = Some(made::order(nth(dice, matter)));
    }
    draft
}

fn reply(dice: &mut Dice, now: i64) -> levy_domain::reply::Reply {
    let outcomes = [
        Outcome::Done,
        Outcome::Done,
        Outcome::Partial,
        Outcome::Waiting,
        Outcome::Nothing,
        Outcome::Refused,
        Outcome::Returned,
    ];
    let lines = (1..=dice.below(3) as u32)
        .map(|line| made::said(line, dice.pick(&outcomes), dice.below(50_000)));
    let lines = lines.collect();
    let sequence = 1 + dice.below(4) as u32;
    let last = dice.below(2) == 0;
    let mut reply = made::reply(sequence, last, now - dice.below(3_600_000) as i64, lines);
    if dice.below(10) == 0 {
        reply.order_hash = Digest::of(b"other bytes");
    }
    if dice.below(5) == 0 {
        reply.way.served_at = Some(Timestamp(now - 7_200_000));
    }
    reply
}

fn matter_event(dice: &mut Dice, matter: u128, now: i64) -> Event {
    let order = made::order(nth(dice, matter));
    let hold = made::hold(nth(dice, matter));
    let line = 1 + dice.below(2) as u32;
    let amount = made::cny(1 + dice.below(30_000));
    let plan = made::plan(nth(dice, matter));
    match dice.below(36) {
        0..=4 => {
            let draft = drafted(dice, matter);
            // The plan bears the order's number, so that the issue can name it.
            let plan = levy_domain::id::PlanId(made::uuid(7, draft.order.0.as_u128() & 0xffff));
            made::plan_drafted(plan, vec![draft])
        }
        5..=10 => {
            let order = made::order(plan.0.as_u128() & 0xffff);
            made::issued(plan, &[order], now + 86_400_000)
        }
        11 => PlanWithdrawn {
            plan,
            ground: "mistake".into(),
        }
        .into(),
        12 => DispatchBegun { order, attempt: 1 }.into(),
        13 | 14 => OrderDelivered {
            order,
            sent_at: Timestamp(now - 2),
            delivered_at: Timestamp(now - 1),
            served_at: (line == 1).then_some(Timestamp(now)),
            receipt_number: None,
            deadlines: vec![],
            evidence: None,
        }
        .into(),
        15 => OutcomeUnknown {
            order,
            attempt: 1,
            reason: "cut-off".into(),
        }
        .into(),
        16..=20 => made::answered(order, reply(dice, now)),
        21 => OrderOverdue {
            order,
            level: line,
            deadline: made::deadline(now),
            next: None,
        }
        .into(),
        22 => match dice.below(5) {
            0 => OrderNotTaken {
                order,
                ground: "statement".into(),
                evidence: None,
                second: None,
                rule: None,
            }
            .into(),
            1 => OrderDisputed {
                order,
                reason: "other-sum".into(),
                evidence: None,
            }
            .into(),
            2 => RecallRequested {
                order,
                ground: "mistake".into(),
            }
            .into(),
            3 => OrderRecalled {
                order,
                evidence: None,
            }
            .into(),
            _ => RecallTooLate { order }.into(),
        },
        23..=26 => {
            let number = hold.0.as_u128() & 0xffff;
            let on = (
                made::asset(matter * 100 + u128::from(line)),
                made::unit(1 + number % 3),
            );
            let mut made_hold = made::held(hold, (order, line), on, amount.minor);
            made_hold.liability = made::liability(matter);
            made_hold.rank = u32::from(dice.below(5) == 0);
            made_hold.into()
        }
        27 | 28 => {
            let by = (dice.below(2) == 0).then_some(order);
            made::hold_changed(hold, by, amount.minor, "corrected").into()
        }
        29 => HoldReduced {
            hold,
            order,
            limit: amount,
            held: amount,
            covers: amount,
            freed: None,
        }
        .into(),
        30 if dice.below(2) == 0 => HoldRenewed {
            hold,
            order,
            line,
            from: None,
            ends: made::ends(Some("2025-12-31"), None, None),
        }
        .into(),
        30 => HoldReleased {
            hold,
            order,
            cause: "released".into(),
        }
        .into(),
        31 => ExcessRevealed {
            hold,
            over_order: amount,
            over_room: made::cny(0),
            order: None,
            rule: made::basis(),
            deadline: None,
        }
        .into(),
        32 => TransferReserved {
            order,
            line,
            hold,
            amount,
        }
        .into(),
        33 => TransferSettled {
            order,
            line,
            hold,
            amount,
            truth: Truth::Claimed,
        }
        .into(),
        34 => TransferFreed {
            order,
            line,
            hold,
            amount,
        }
        .into(),
        _ => money_event(dice, matter, order, line),
    }
}

fn money_event(dice: &mut Dice, matter: u128, order: levy_domain::id::OrderId, line: u32) -> Event {
    let receipt = made::receipt(nth(dice, matter));
    let amount = made::cny(1 + dice.below(30_000));
    let booked_on = made::day("2024-03-01");
    match dice.below(6) {
        0 => ReceiptBooked {
            receipt,
            amount,
            booked_on,
            unit: None,
            reference: "r".into(),
            evidence: None,
        }
        .into(),
        1 => VoluntaryPaymentRecorded {
            receipt,
            person: made::person(1),
            amount,
            paid_on: booked_on,
            evidence: None,
        }
        .into(),
        2 => ReceiptMatched {
            receipt,
            order,
            line,
            amount,
            on: booked_on,
        }
        .into(),
        3 => Allocated {
            receipt,
            claim: made::claim(matter),
            parts: vec![Allocation {
                component: ComponentKind::Costs,
                amount,
            }],
            surplus: made::cny(0),
            as_of: booked_on,
        }
        .into(),
        4 => ClaimAdjusted {
            claim: made::claim(matter),
            component: made::component(ComponentKind::Principal, dice.below(200_000)),
            ground: "paid".into(),
            document: None,
        }
        .into(),
        _ => IdentityCorrected {
            person: made::party(made::person(1)),
            document: None,
            orders: vec![order],
            holds: vec![made::hold(nth(dice, matter))],
            renumbered: true,
            assets: vec![],
            sweeps: vec![],
        }
        .into(),
    }
}

fn sweep_event(scribe: &mut Scribe, dice: &mut Dice, matter: u128) {
    let stream = scribe::sweep_stream(made::sweep(matter));
    let query = matter * 1_000 + u128::from(dice.below(4));
    let order = made::order(query);
    let event: levy_domain::sweep::Event = match dice.below(8) {
        0..=2 => made::query_planned(order, made::unit(1 + query % 3)).into(),
        3 => made::sweep_sealed(4, scribe.now + 86_400_000).into(),
        4..=5 => {
            let mut reply = reply(dice, scribe.now);
            reply.lines.clear();
            made::query_answered(order, reply).into()
        }
        6 => QuerySilent {
            order,
            deadline: made::deadline(scribe.now),
        }
        .into(),
        _ => SweepCompleted {
            asked: 4,
            answered: 4,
            silent: vec![],
        }
        .into(),
    };
    scribe.write(&stream, event);
}

fn unit_event(scribe: &mut Scribe, dice: &mut Dice) {
    let unit = made::unit(1 + u128::from(dice.below(3)));
    let evidence = Digest::of(&[dice.below(4) as u8]);
    let event: levy_domain::unit::Event = if dice.below(3) == 0 {
        ReplySettled {
            evidence,
            how: "folded".into(),
        }
        .into()
    } else {
        ReplySetAside {
            raw_hash: None,
            unit,
            order: None,
            reason: "unknown-order".into(),
            evidence,
            received_at: Timestamp(scribe.now),
        }
        .into()
    };
    scribe.write(&scribe::unit_stream(unit), event);
}
