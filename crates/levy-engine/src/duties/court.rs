//! What the court's own stream owes: to say what came of officers' cards.

use crate::{
    StreamKey,
    aggregate::{Body, Command},
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
                cards::Duty::Unconfirmed(unit) => (
                    "card-silent",
                    unit,
                    cards::Command::NoteUnconfirmed { unit },
                ),
            };
            self.say(key, tag, unit.0, Command::Court(command.into()));
        }
    }
}
