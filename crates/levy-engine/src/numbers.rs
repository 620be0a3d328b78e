//! A case number stands in one matter of the court (ADR 0017): before a matter
//! writes that it has registered a number, the number's own stream says whose
//! it is.

use crate::{
    Caller, Circumstances, Command, CommandError, Engine, Personal, StreamKey, aggregate::Body,
    cause::Ask,
};
use levy_domain::{
    id::{CommandId, MatterId, NumberId},
    matter, number,
    refusal::Refusal,
    stamp::Stamp,
};
use levy_journal::AnyEvent;
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
    /// the matter would refuse claims nothing: the refusal goes with the command,
    /// which is not allowed a moment later either. A death between this and the
    /// matter's own write leaves a claim that the same matter may use again.
    pub(crate) async fn claim_number(
        &self,
        key: StreamKey,
        command: &Command,
        id: CommandId,
        caller: &Caller,
    ) -> Result<Option<Refusal>, CommandError> {
        let (
            StreamKey::Matter(matter),
            Command::Matter(matter::Command::RegisterCase { number, .. }),
        ) = (key, command)
        else {
            return Ok(None);
        };
        match self.decided(key, command, id, caller).await {
            Err(refusal) => return Ok(Some(refusal)),
            Ok(events) if events.is_empty() => return Ok(None),
            Ok(_) => {}
        }
        let number = self.personal().number_id(number);
        let claim = Command::Number(number::Command::Claim { matter });
        let id = CommandId::derive(matter.0, &[b"claim-number", number.0.as_bytes()]);
        let ask = Ask::outside(claim, id, caller.clone(), Circumstances::default());
        let claimed = self.ask(StreamKey::Number(number), ask).await;
        claimed.map(|_| None)
    }

    /// Decides without doing.
    async fn decided(
        &self,
        key: StreamKey,
        command: &Command,
        id: CommandId,
        caller: &Caller,
    ) -> Result<Vec<AnyEvent>, Refusal> {
        let (command, rules) = (command.clone(), self.rules().clone());
        let now = self.clock().now();
        let mut stamp = Stamp::new(now, caller.actor.clone(), id, rules.digest());
        stamp.court = self.court();
        let decided = self.look(key, move |body| Some(body.decide(&command, &rules, &stamp)));
        // Nobody answers only where the engine stops.
        decided.await.unwrap_or(Err(Refusal::NotOpen))
    }
}
