//! Writing what was decided, one write of a stream at a time, and what
//! becomes of it.

use crate::{
    CommandError, StreamKey,
    activity::Hold,
    aggregate::Body,
    cause::{Answer, What},
    keeper::Begun,
    pending::{Batch, Pending, Waiter},
    resident::Resident,
    shard::{Done, Shard},
};
use levy_journal::{Remedy, Write, WriteError, Written};
use levy_store::{Expect, Revision};

impl Shard {
    pub(crate) fn write(&mut self) {
        for key in std::mem::take(&mut self.dirty) {
            let Some(resident) = self.residents.get_mut(&key) else {
                continue;
            };
            // Once that is durable the stream is dirty again.
            if resident.writing.is_some() {
                continue;
            }
            let Ok(stream) = key.name(&self.shared.seat.slug) else {
                continue;
            };
            let Some(mut batch) = resident.pending.next() else {
                continue;
            };
            let write = Write {
                stream,
                expect: resident.last.map_or(Expect::Absent, Expect::At),
                previous: resident.hash,
                events: std::mem::take(&mut batch.events),
                evidence: std::mem::take(&mut batch.evidence),
            };
            resident.writing = Some(batch);
            let journal = self.shared.journal.clone();
            let begun = self.shared.keeper.begin();
            self.under_way.push(Box::pin(async move {
                let written = journal.write(write).await;
                Done::Written(key, begun, written)
            }));
        }
    }

    pub(crate) fn written(
        &mut self,
        key: StreamKey,
        begun: Begun,
        written: Result<Written, WriteError>,
    ) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        let mut waiting = resident.writing.take().unwrap_or_default();
        // Nothing is idle before what follows from these events has begun.
        let holds = std::mem::take(&mut waiting.holds);
        match written {
            Ok(written) => {
                resident.failures = 0;
                resident.last = Some(written.last);
                resident.position = Some(written.position);
                resident.hash = written.hash;
                let more = !resident.pending.is_empty();
                // Whoever is told that he is filed may act at once.
                if key == StreamKey::Court {
                    self.publish_court();
                }
                if let Some(resident) = self.residents.get(&key) {
                    answer_all(waiting, resident);
                }
                if more {
                    self.dirty.insert(key);
                }
                self.set_wake(key, self.shared.clock.now());
                self.shared.keeper.end(begun, Some(written.position));
                self.shared.touched(key);
                self.after(key);
            }
            Err(error) => self.not_written(key, begun, waiting, &error, holds),
        }
    }

    pub(crate) fn publish_court(&self) {
        if let Some(Body::Court(state)) = self.residents.get(&StreamKey::Court).map(|r| &r.body) {
            self.shared.set_court((**state).clone());
        }
    }

    /// What was meant is forgotten and the stream is read again: it owes what
    /// is there.
    fn not_written(
        &mut self,
        key: StreamKey,
        begun: Begun,
        waiting: Batch,
        error: &WriteError,
        holds: Vec<Hold>,
    ) {
        let Some(mut resident) = self.residents.remove(&key) else {
            return;
        };
        tracing::warn!(stream = ?key, %error, "a write failed; the stream is read again");
        let stopped = error.remedy() == Remedy::Stop;
        let why = if stopped {
            CommandError::Stopping
        } else {
            CommandError::Uncertain(error.to_string())
        };
        // Perhaps it is there, and what it owes is known to nobody.
        let last = resident.last.unwrap_or(Revision(0));
        self.shared.keeper.note(key, None, true, last);
        self.shared.keeper.end(begun, None);
        if let Some(at) = resident.wake {
            self.wakes.remove(&(at, key));
        }
        fail(waiting, &why);
        fail_all(std::mem::take(&mut resident.pending), &why);
        self.shared.failing(error);
        if stopped {
            return;
        }
        let sweep = match &resident.body {
            Body::Sweep(state) => state.sweep.zip(state.matter),
            _ => None,
        };
        let hold = holds
            .first()
            .map_or_else(|| self.activity.hold(), Hold::again);
        self.residents.insert(key, resident.again(&key));
        // What waited for the write waits until the stream is read.
        if let Some(resident) = self.residents.get_mut(&key) {
            resident.holds = holds;
        }
        self.load(key);
        // The matter believes that it has told its sweep.
        if let Some((sweep, matter)) = sweep {
            self.send(StreamKey::Matter(matter), What::TellAgain { sweep }, &hold);
        }
    }
}

pub(crate) fn wait_or(
    resident: &mut Resident,
    reply: Option<crate::cause::Reply>,
    hold: Hold,
    already: Answer,
) {
    let Some(reply) = reply else { return };
    let waiter = Waiter::Command {
        reply,
        events: vec![],
    };
    // What made it so may itself not be durable yet.
    if let Err(Waiter::Command { reply, .. }) = resident.pending.wait(waiter, hold) {
        let _ = reply.send(Ok(already));
    }
}

fn answer_all(waiting: Batch, resident: &Resident) {
    for waiter in waiting.waiters {
        match waiter {
            Waiter::Command { reply, events } => {
                let answer = Answer {
                    events,
                    last: resident.last,
                    position: resident.position,
                };
                let _ = reply.send(Ok(answer));
            }
            Waiter::Taken { reply, at } => {
                let _ = reply.send(Ok(at));
            }
        }
    }
}

/// Nobody is told "durable".
pub(crate) fn fail_all(mut pending: Pending, why: &CommandError) {
    while let Some(batch) = pending.next() {
        fail(batch, why);
    }
}

fn fail(waiting: Batch, why: &CommandError) {
    for waiter in waiting.waiters {
        if let Waiter::Command { reply, .. } = waiter {
            let _ = reply.send(Err(why.clone()));
        }
    }
}
