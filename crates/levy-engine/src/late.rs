//! What a unit names when its round of queries is over: the matter enters it
//! all the same, and the round remembers until it has.

use crate::{
    StreamKey,
    activity::Hold,
    aggregate::{Body, Command},
    brief::LateFindings,
    cause::{Ask, What},
    queries::batches,
    shard::{Done, Shard},
};
use levy_domain::{
    bytes::Digest,
    decider::Process,
    id::{CommandId, SweepId},
    matter,
    sweep::{self, Sweep},
    time::Timestamp,
};
use tokio::sync::oneshot;

impl Shard {
    /// A sweep that is over tells its matter what came late, each once in
    /// this process.
    pub(crate) fn tell_late(&mut self, key: StreamKey, now: Timestamp) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        let Body::Sweep(state) = &resident.body else {
            return;
        };
        let (Some(sweep), Some(matter)) = (state.sweep, state.matter) else {
            return;
        };
        let told = &mut resident.volatile.late_told;
        let late: Vec<LateFindings> = Sweep::due(state, now)
            .filter_map(|duty| match duty {
                sweep::Duty::Tell(reply) if told.insert(reply) => {
                    let (order, assets) = state.late.get(&reply)?.clone();
                    Some(LateFindings {
                        sweep,
                        order,
                        raw_hash: reply,
                        assets,
                    })
                }
                _ => None,
            })
            .collect();
        for late in late {
            let hold = self.activity.hold();
            let what = What::LateFindings(Box::new(late));
            self.send(StreamKey::Matter(matter), what, &hold);
        }
    }

    /// A matter enters it. Repeating it is harmless: the commands are named
    /// after the reply.
    pub(crate) fn late_findings(&mut self, key: StreamKey, late: LateFindings, hold: Hold) {
        let LateFindings {
            sweep,
            order,
            raw_hash,
            assets,
        } = late;
        let code = self.shared.seat.code.clone();
        let mut answers = Vec::new();
        for (batch, assets) in (0u32..).zip(batches(assets)) {
            let command = matter::Command::RecordLateAssets {
                sweep,
                order,
                raw_hash,
                batch,
                assets,
            };
            let id = CommandId::derive(sweep.0, &[b"late", &raw_hash.0, &batch.to_be_bytes()]);
            let mut ask = Ask::own(Command::Matter(command), id, &code);
            let (reply, answer) = oneshot::channel();
            ask.reply = Some(reply);
            answers.push(answer);
            self.ask(key, ask, hold.again());
        }
        self.under_way.push(Box::pin(async move {
            let mut entered = true;
            for answer in answers {
                entered &= matches!(answer.await, Ok(Ok(_)));
            }
            Done::Entered(sweep, raw_hash, hold, entered)
        }));
    }

    /// The sweep may forget what is durable in its matter. What is not stays
    /// owed, and is told again when the sweep is read again.
    pub(crate) fn late_entered(
        &mut self,
        sweep: SweepId,
        raw_hash: Digest,
        hold: Hold,
        entered: bool,
    ) {
        if !entered {
            tracing::error!(%sweep, "what a unit named late was not entered; it stays owed");
            return;
        }
        let id = CommandId::derive(sweep.0, &[b"told", &raw_hash.0]);
        let command = Command::Sweep(sweep::Command::NoteTold { raw_hash });
        let ask = Ask::own(command, id, &self.shared.seat.code);
        self.send(StreamKey::Sweep(sweep), What::Ask(Box::new(ask)), &hold);
    }
}
