//! Folding what units say, asked or unasked, into the streams of their orders.

use crate::{
    CommandError, StreamKey,
    activity::Hold,
    aggregate::{Body, Command},
    cause::{Ask, Because, Incoming, SetAside},
    intake,
    pending::Waiter,
    resident::{Resident, Stage},
    shard::Shard,
};
use levy_connect::{
    Verified,
    wire::{NoticeBody, NoticeKind},
};
use levy_domain::{
    id::UnitId,
    matter::{self},
    stamp::{Happened, Precision, Source},
    sweep::{self},
    time::Timestamp,
};
use tokio::sync::oneshot;

type Taken = oneshot::Sender<Result<Timestamp, SetAside>>;

impl Shard {
    /// Folds a reply of a unit. What cannot be folded goes to the unit's desk.
    pub(crate) fn incoming(&mut self, key: StreamKey, incoming: Incoming, hold: Hold) {
        let received_at = self.shared.clock.now();
        let (unit, order) = (incoming.unit, incoming.order);
        let Some(resident) = self.residents.get_mut(&key) else {
            return self.refuse(key, incoming, "unknown-order", &hold);
        };
        if !matches!(resident.stage, Stage::Ready) {
            return self.refuse(key, incoming, "quarantined", &hold);
        }
        let whom = match &resident.body {
            Body::Matter(state) => state.orders.get(&order).and_then(|known| {
                Some((
                    state.matter?,
                    known.draft.subject,
                    known.draft.unit,
                    incoming.sent_at.or(known.way.sent_at),
                ))
            }),
            Body::Sweep(state) => state.queries.get(&order).and_then(|query| {
                Some((
                    state.matter?,
                    query.planned.person,
                    query.planned.unit,
                    incoming.sent_at,
                ))
            }),
            Body::Unit(_) | Body::Court(_) | Body::Number(_) | Body::Access => None,
        };
        let Some((matter, person, asked, sent_at)) = whom else {
            return self.refuse(key, incoming, "unknown-order", &hold);
        };
        if asked != unit {
            return self.refuse(key, incoming, "other-unit", &hold);
        }
        let intake = intake::take(
            &self.shared.desk,
            unit,
            (matter, person),
            (&incoming.reply, incoming.word.as_ref()),
            sent_at,
            received_at,
        );
        let intake = match intake {
            Ok(intake) => intake,
            Err(error) => {
                tracing::error!(%order, %error, "a reply cannot be sealed");
                return self.refuse(key, incoming, "not-sealed", &hold);
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
        let code = &self.shared.seat.code;
        let mut ask = Ask::own(command, intake.command, Because::Outside, code);
        ask.circumstances.happened = Some(intake.happened);
        ask.circumstances.evidence = intake.evidence;
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
            return self.refuse(key, incoming, why, &hold);
        }
        resident.volatile.begun.remove(&order);
        resident.volatile.bodies.remove(&order);
        resident.volatile.tries.remove(&order);
        if let Some(reply) = incoming.taken {
            wait(resident, reply, received_at, hold);
        }
    }

    /// What cannot be folded goes to the unit's desk as the unit signed it:
    /// by the door that it came through, or from here when it is an answer.
    fn refuse(&mut self, key: StreamKey, incoming: Incoming, why: &'static str, hold: &Hold) {
        let Incoming {
            unit,
            order,
            reply,
            word,
            taken,
            ..
        } = incoming;
        tracing::warn!(%order, why, "a reply could not be folded");
        if let Some(taken) = taken {
            let _ = taken.send(Err(SetAside(why)));
            return;
        }
        let (bytes, hash) = word.unwrap_or_else(|| (reply.kept(), reply.hash));
        self.set_aside(unit, Some(order), why, (&bytes, hash), hold);
        self.back_off(key, order);
    }

    /// A unit reports unasked what a hold of ours holds now.
    pub(crate) fn notice(
        &mut self,
        key: StreamKey,
        unit: UnitId,
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
                        // A unit names the first order of a chain; the hold
                        // may be the work of one that stood in its place.
                        let mut known = state.orders.get(&order)?;
                        while let (None, Some(next)) = (known.line(line)?.1.hold, known.replaced_by)
                        {
                            known = state.orders.get(&next)?;
                        }
                        let id = known.line(line)?.1.hold?;
                        let held = body.held_minor?.of(body.currency?);
                        let whom = (state.matter?, known.draft.subject);
                        Some((id, state.holds.get(&id)?, held, whom))
                    })
            }
            _ => None,
        };
        let refuse = |taken: oneshot::Sender<_>, why| drop(taken.send(Err(SetAside(why))));
        let Some((hold_id, known, held, (matter, person))) = found else {
            return refuse(taken, "no-such-hold");
        };
        if known.unit != unit {
            return refuse(taken, "other-unit");
        }
        if known.as_of.is_some_and(|as_of| body.happened_at < as_of) {
            return refuse(taken, "older");
        }
        let kept = notice.kept();
        let sealed = self
            .shared
            .desk
            .seal_evidence(matter, person, "notice.raw", &kept);
        let Ok(sealed) = sealed else {
            return refuse(taken, "not-sealed");
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
            evidence: Some(sealed.digest()),
        };
        let id = levy_domain::id::CommandId::derive(hold_id.0, &[b"notice", &notice.hash.0]);
        let code = &self.shared.seat.code;
        let mut ask = Ask::own(Command::Matter(command), id, Because::Outside, code);
        ask.circumstances.happened = Some(Happened {
            at: body.happened_at,
            source: Source::Unit,
            precision: Precision::Minute,
        });
        ask.circumstances.evidence = vec![sealed];
        let (answer, mut answered) = oneshot::channel();
        ask.reply = Some(answer);
        self.ask(key, ask, hold.again());
        if let Ok(Err(_)) = answered.try_recv() {
            return refuse(taken, "hold-is-gone");
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
