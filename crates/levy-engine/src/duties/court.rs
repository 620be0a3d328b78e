//! What the court's own stream owes: to say what came of officers' cards.

use super::revision;
use crate::{
    StreamKey,
    aggregate::{Body, Command},
    cause::{Ask, Because},
    limits::PASS,
    shard::Shard,
};
use levy_domain::{
    court::{Court, cards},
    decider::Process,
    time::Timestamp,
};

impl Shard {
    /// Says what came of cards that are filed with units.
    pub(super) fn offer_court(&mut self, key: StreamKey, now: Timestamp) {
        let Some(Body::Court(state)) = self.residents.get(&key).map(|one| &one.body) else {
            return;
        };
        let due: Vec<cards::Duty> = Court::due(state, now).take(PASS).collect();
        for duty in due {
            let known = self.residents.get(&key);
            if known.is_none_or(|resident| !resident.takes_more()) {
                return;
            }
            let (tag, unit, command) = match duty {
                cards::Duty::EndNear(unit) => {
                    ("card-near", unit, cards::Command::NoteEndNear { unit })
                }
                cards::Duty::Ended(unit) => {
                    ("card-ended", unit, cards::Command::NoteEnded { unit })
                }
                cards::Duty::Overdue(unit) => {
                    ("card-overdue", unit, cards::Command::NoteOverdue { unit })
                }
            };
            let tried = format!("{tag} {unit}");
            if self.stalled(key, &tried) {
                continue;
            }
            let id = self.own_id(key, tag, unit.0.as_bytes());
            let command = Command::Court(command.into());
            let ask = Ask::own(command, id, Because::Owed, &self.shared.seat.code);
            let hold = self.activity.hold();
            let before = self.residents.get(&key).map(|one| revision(&one.body));
            self.ask(key, ask, hold);
            if self.residents.get(&key).map(|one| revision(&one.body)) == before {
                self.stall(key, tried);
            }
        }
    }
}
