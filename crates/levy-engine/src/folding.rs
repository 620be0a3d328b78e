//! Folding what units say, asked or unasked, into the streams of their orders.

use crate::{
    CommandError, StreamKey,
    activity::Hold,
    aggregate::{Body, Command},
    cause::{Ask, Incoming, SetAside},
    intake,
    limits::PUT_OFF,
    pending::Waiter,
    resident::{Resident, Stage},
    shard::Shard,
};
use levy_connect::{
    Verified,
    wire::{NoticeBody, NoticeKind, ReplyBody},
};
use levy_domain::{
    id::{OrderId, UnitId},
    matter::{self},
    sweep::{self},
    time::Timestamp,
};
use tokio::sync::oneshot;

type Taken = oneshot::Sender<Result<Timestamp, SetAside>>;

impl Shard {
    /// Folds a reply of a unit. What cannot be folded goes to the unit's desk.
    pub(crate) fn incoming(&mut self, key: StreamKey, incoming: Incoming, hold: Hold) {
        let Incoming {
            unit,
            order,
            reply,
            sent_at,
            taken,
        } = incoming;
        let received_at = self.shared.clock.now();
        let kept = reply.clone();
        let refuse = |shard: &mut Shard, taken: Option<Taken>, why| match taken {
            Some(taken) => drop(taken.send(Err(SetAside(why)))),
            None => shard.not_folded(key, (unit, order), &kept, why, &hold),
        };
        let Some(resident) = self.residents.get_mut(&key) else {
            return refuse(self, taken, "unknown-order");
        };
        if !matches!(resident.stage, Stage::Ready) {
            return refuse(self, taken, "quarantined");
        }
        let whom = match &resident.body {
            Body::Matter(state) => state.orders.get(&order).and_then(|known| {
                Some((
                    state.matter?,
                    known.draft.subject,
                    known.draft.unit,
                    sent_at.or(known.way.sent_at),
                ))
            }),
            Body::Sweep(state) => state.queries.get(&order).and_then(|query| {
                Some((
                    state.matter?,
                    query.planned.person,
                    query.planned.unit,
                    sent_at,
                ))
            }),
            Body::Unit(_) | Body::Court(_) | Body::Access => None,
        };
        let Some((matter, person, asked, sent_at)) = whom else {
            return refuse(self, taken, "unknown-order");
        };
        if asked != unit {
            return refuse(self, taken, "other-unit");
        }
        let intake = intake::take(
            &self.shared.desk,
            unit,
            (matter, person),
            &reply,
            sent_at,
            received_at,
        );
        let intake = match intake {
            Ok(intake) => intake,
            Err(error) => {
                tracing::error!(%order, %error, "a reply cannot be sealed");
                return refuse(self, taken, "not-sealed");
            }
        };
        let command = match key {
            StreamKey::Sweep(_) => Command::Sweep(sweep::Command::FoldReply {
                order,
                reply: intake.reply,
            }),
            _ => Command::Matter(matter::Command::FoldReply {
                order,
                reply: intake.reply,
            }),
        };
        let mut ask = Ask::own(command, intake.command, &self.shared.seat.code);
        ask.happened = Some(intake.happened);
        ask.evidence = intake.evidence;
        let (answer, mut answered) = oneshot::channel();
        ask.reply = Some(answer);
        self.ask(key, ask, hold.again());
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        if let Ok(Err(error)) = answered.try_recv() {
            tracing::warn!(%order, %error, "a reply was not folded");
            let why = match error {
                CommandError::TooLarge(_) => "too-large",
                _ => "not-folded",
            };
            return refuse(self, taken, why);
        }
        resident.volatile.begun.remove(&order);
        resident.volatile.bodies.remove(&order);
        if let Some(reply) = taken {
            wait(resident, reply, received_at, hold);
        }
    }

    /// What came as the answer to a call of ours and cannot be folded is kept
    /// on the unit's desk, and the unit is not asked again at once.
    fn not_folded(
        &mut self,
        key: StreamKey,
        (unit, order): (UnitId, OrderId),
        reply: &Verified<ReplyBody>,
        why: &str,
        hold: &Hold,
    ) {
        tracing::warn!(%order, why, "a reply could not be folded");
        let bytes = reply
            .signed()
            .map_or_else(|| reply.raw.to_vec(), |signed| signed.to_evidence());
        self.set_aside(unit, Some(order), why, (&bytes, reply.hash), hold);
        self.put_off(key, order, self.shared.clock.now().plus(PUT_OFF));
    }

    /// A unit reports unasked what a hold of ours holds now.
    pub(crate) fn notice(
        &mut self,
        key: StreamKey,
        notice: &Verified<NoticeBody>,
        taken: oneshot::Sender<Result<Timestamp, SetAside>>,
        hold: Hold,
    ) {
        let received_at = self.shared.clock.now();
        let body = &notice.body;
        let found = match self.residents.get(&key).map(|resident| &resident.body) {
            Some(Body::Matter(state)) => {
                body.hold_order
                    .zip(body.hold_line)
                    .and_then(|(order, line)| {
                        let (_, known) = state.orders.get(&order)?.line(line)?;
                        let held = body.held_minor?.of(body.currency?);
                        Some((known.hold?, held))
                    })
            }
            _ => None,
        };
        let Some((hold_id, held)) = found else {
            let _ = taken.send(Err(SetAside("no-such-hold")));
            return;
        };
        let cause = match &body.what {
            NoticeKind::Promotion => "promoted",
            NoticeKind::Inflow => "inflow",
            _ => "reported",
        };
        let command = matter::Command::ObserveHold {
            hold: hold_id,
            held,
            cause: cause.into(),
            rank: body.rank,
        };
        let id = levy_domain::id::CommandId::derive(hold_id.0, &[b"notice", &notice.hash.0]);
        let mut ask = Ask::own(Command::Matter(command), id, &self.shared.seat.code);
        let (answer, mut answered) = oneshot::channel();
        ask.reply = Some(answer);
        self.ask(key, ask, hold.again());
        if let Ok(Err(_)) = answered.try_recv() {
            let _ = taken.send(Err(SetAside("hold-is-gone")));
            return;
        }
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        wait(resident, taken, received_at, hold);
    }
}

/// Answers "taken" once all that was decided so far is durable.
fn wait(resident: &mut Resident, reply: Taken, at: Timestamp, hold: Hold) {
    if let Err(Waiter::Taken { reply, at }) =
        resident.pending.wait(Waiter::Taken { reply, at }, hold)
    {
        let _ = reply.send(Ok(at));
    }
}
