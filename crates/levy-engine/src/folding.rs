//! Folding what units say, asked or unasked, into the streams of their orders.

use crate::{
    StreamKey,
    activity::Hold,
    aggregate::{Body, Command},
    cause::{Ask, Incoming, SetAside},
    intake,
    resident::{Stage, Waiter},
    shard::Shard,
};
use levy_connect::{
    Verified,
    wire::{NoticeBody, NoticeKind},
};
use levy_domain::{
    matter::{self},
    sweep::{self},
    time::Timestamp,
};
use tokio::sync::oneshot;

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
        let refuse = |taken: Option<oneshot::Sender<Result<Timestamp, SetAside>>>, why| match taken
        {
            Some(taken) => drop(taken.send(Err(SetAside(why)))),
            None => tracing::warn!(%order, why, "a reply could not be folded"),
        };
        let Some(resident) = self.residents.get_mut(&key) else {
            return refuse(taken, "unknown-order");
        };
        if !matches!(resident.stage, Stage::Ready) {
            return refuse(taken, "quarantined");
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
            return refuse(taken, "unknown-order");
        };
        if asked != unit {
            return refuse(taken, "other-unit");
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
                return refuse(taken, "not-sealed");
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
        let before = resident.pending.drafts.len();
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
            return refuse(taken, "not-folded");
        }
        resident.volatile.begun.remove(&order);
        resident.volatile.bodies.remove(&order);
        if let Some(taken) = taken {
            if resident.pending.drafts.len() > before || !resident.pending.is_empty() {
                resident.pending.waiters.push(Waiter::Taken {
                    reply: taken,
                    at: received_at,
                });
                resident.pending.holds.push(hold);
            } else {
                let _ = taken.send(Ok(received_at));
            }
        }
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
        if resident.pending.is_empty() {
            let _ = taken.send(Ok(received_at));
        } else {
            resident.pending.waiters.push(Waiter::Taken {
                reply: taken,
                at: received_at,
            });
            resident.pending.holds.push(hold);
        }
    }
}
