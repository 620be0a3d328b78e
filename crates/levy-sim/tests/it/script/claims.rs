//! Verbs of claims and debtors:
//!
//! ```text
//! turn li with DOCUMENT                  a judge finds that it is a supplementary debtor's turn
//! standing s-1 against li until 2024-05-31   a judge orders a standing freeze
//! stop s-1 ground
//! ```

use super::{
    court::{id, officer},
    making::liability_of,
    parse::name,
    play::Script,
    words::Words,
};
use levy_domain::{
    id::{DocumentId, StandingId},
    matter::{Command, liability, standing},
    stamp::Actor,
    time::Date,
};

/// What a line asks for.
pub(super) enum Ask {
    Turn(String, String),
    Standing(String, String, Date),
    Stop(String, String),
}

pub(super) fn ask(verb: &str, words: &mut Words<'_>) -> Result<Ask, String> {
    match verb {
        "turn" => {
            let debtor = name(words, "debtor")?;
            words.must("with")?;
            Ok(Ask::Turn(debtor, name(words, "document")?))
        }
        "standing" => {
            let standing = name(words, "name")?;
            words.must("against")?;
            let debtor = name(words, "debtor")?;
            words.must("until")?;
            Ok(Ask::Standing(standing, debtor, words.day()?))
        }
        "stop" => Ok(Ask::Stop(name(words, "name")?, name(words, "ground")?)),
        other => Err(words.wrong(format!("unknown step `{other}`"))),
    }
}

impl Script {
    pub(super) fn of_claims(&mut self, ask: &Ask) -> Result<(Actor, Command), String> {
        let (judge, role) = officer("judge");
        let judge = Actor::officer(judge, role);
        let command: Command = match ask {
            Ask::Turn(debtor, document) => liability::Command::OpenSupplementary {
                liability: liability_of(self.court.person(debtor)?),
                document: DocumentId(id(document)),
            }
            .into(),
            Ask::Standing(name, debtor, until) => standing::Command::Order {
                standing: StandingId(self.known_as(name)),
                liability: liability_of(self.court.person(debtor)?),
                months: None,
                documents: self.court.usable_documents(),
                until: *until,
            }
            .into(),
            Ask::Stop(name, ground) => standing::Command::Stop {
                standing: StandingId(self.court.named(name)?),
                ground: ground.as_str().into(),
            }
            .into(),
        };
        Ok((judge, command))
    }
}
