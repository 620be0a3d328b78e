//! A case number stands in one matter of the court (ADR 0017): before a matter
//! writes that it has registered a number, the number's own stream says whose
//! it is.

use crate::{
    Caller, Circumstances, Command, CommandError, Engine, Personal, StreamKey, aggregate::Body,
};
use levy_domain::{
    id::{CommandId, MatterId, NumberId},
    matter, number,
    stamp::Stamp,
};
use uuid::Uuid;

impl Personal {
    /// The id of a case number: a hash under the court's key of its one
    /// spelling, so that the name of its stream tells nobody which it is.
    pub fn number_id(&self, number: &str) -> NumberId {
        let token = self.token("case-number", &number::spelling(number));
        NumberId::derive(Uuid::nil(), &[token.0.0.as_slice()])
    }
}

impl Engine {
    /// The matter in which a case number stands, or whose registration of it
    /// has begun.
    pub async fn matter_of_number(&self, number: &str) -> Option<MatterId> {
        let key = StreamKey::Number(self.personal().number_id(number));
        self.look(key, |body| match body {
            Body::Number(state) => state.matter,
            _ => None,
        })
        .await
    }

    /// Claims the number that a command would register, for its matter. What
    /// the matter would refuse claims nothing. A death between this and the
    /// matter's own write leaves a claim that the same matter may use again.
    pub(crate) async fn claim_number(
        &self,
        key: StreamKey,
        command: &Command,
        id: CommandId,
        caller: &Caller,
    ) -> Result<(), CommandError> {
        let (
            StreamKey::Matter(matter),
            Command::Matter(matter::Command::RegisterCase { number, .. }),
        ) = (key, command)
        else {
            return Ok(());
        };
        if !self.would_happen(key, command, id, caller).await {
            return Ok(());
        }
        let number = self.personal().number_id(number);
        let claim = Command::Number(number::Command::Claim { matter });
        let id = CommandId::derive(matter.0, &[b"claim-number", number.0.as_bytes()]);
        let caller = caller.clone();
        self.ask(
            StreamKey::Number(number),
            claim,
            id,
            caller,
            Circumstances::default(),
        )
        .await
        .map(drop)
    }

    /// Decides without doing: true when something would follow.
    async fn would_happen(
        &self,
        key: StreamKey,
        command: &Command,
        id: CommandId,
        caller: &Caller,
    ) -> bool {
        let (command, rules) = (command.clone(), self.rules().clone());
        let now = self.clock().now();
        let mut stamp = Stamp::new(now, caller.actor.clone(), id, rules.digest());
        stamp.court = self.court();
        let decided = self.look(key, move |body| body.decide(&command, &rules, &stamp).ok());
        decided.await.is_some_and(|events| !events.is_empty())
    }
}
