//! What a unit names when its round of queries is over: the matter enters it
//! all the same, and the round remembers until it has.

use crate::{
    CommandError, StreamKey,
    activity::Hold,
    aggregate::{Body, Command},
    brief::LateFindings,
    cause::{Ask, Because, What},
    queries::batches,
    shard::{Done, Shard},
};
use levy_domain::{
    bytes::Digest,
    decider::Process,
    id::{CommandId, SweepId},
    matter,
    sweep::{self, Sweep, state::Late},
    time::Timestamp,
};
use tokio::sync::oneshot;

impl Shard {
    /// A sweep that is over tells its matter what came late: one reply after
    /// the other, as they came, each once in this process.
    pub(crate) fn tell_late(&mut self, key: StreamKey, now: Timestamp) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        let Body::Sweep(state) = &resident.body else {
            return;
        };
        let owed = Sweep::due(state, now).find_map(|duty| match duty {
            sweep::Duty::Tell(reply) => Some(reply),
            _ => None,
        });
        let late = owed.and_then(|owed| state.late.iter().find(|late| late.raw_hash == owed));
        let (Some(sweep), Some(matter), Some(late)) = (state.sweep, state.matter, late) else {
            return;
        };
        if resident.volatile.telling.replace(late.raw_hash) == Some(late.raw_hash) {
            return;
        }
        let late = LateFindings {
            sweep,
            late: late.clone(),
            because: resident.last_event,
        };
        let hold = self.activity.hold();
        let what = What::LateFindings(Box::new(late));
        self.send(StreamKey::Matter(matter), what, &hold);
    }

    /// A matter enters it. Repeating it is harmless: the commands are named
    /// after the reply.
    pub(crate) fn late_findings(&mut self, key: StreamKey, late: LateFindings, hold: Hold) {
        let LateFindings {
            sweep,
            late,
            because,
        } = late;
        let Late {
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
            let mut ask = Ask::own(Command::Matter(command), id, Because::Told(because), &code);
            let (reply, answer) = oneshot::channel();
            ask.reply = Some(reply);
            answers.push(answer);
            self.ask(key, ask, hold.again());
        }
        self.under_way.push(Box::pin(async move {
            let mut entered = Ok(());
            for answer in answers {
                let answer = answer.await.unwrap_or(Err(CommandError::Stopping));
                entered = entered.and(answer.map(|_| ()));
            }
            Done::Entered(sweep, raw_hash, hold, entered)
        }));
    }

    /// The sweep may forget what is durable in its matter. What is perhaps
    /// not durable is told again; what the matter cannot take stays owed
    /// until the sweep is read again.
    pub(crate) fn late_entered(
        &mut self,
        sweep: SweepId,
        raw_hash: Digest,
        hold: Hold,
        entered: Result<(), CommandError>,
    ) {
        let what = match entered {
            Ok(()) => {
                let id = CommandId::derive(sweep.0, &[b"told", &raw_hash.0]);
                let command = Command::Sweep(sweep::Command::NoteTold { raw_hash });
                let code = &self.shared.seat.code;
                What::Ask(Box::new(Ask::own(command, id, Because::Owed, code)))
            }
            Err(CommandError::Uncertain(_)) => What::TellAgain { sweep },
            Err(error) => {
                tracing::error!(%sweep, %error, "what a unit named late was not entered");
                return;
            }
        };
        self.send(StreamKey::Sweep(sweep), what, &hold);
    }
}
