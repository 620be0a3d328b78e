//! Verbs of claims and debtors:
//!
//! ```text
//! turn li with DOCUMENT                  a judge finds that it is a supplementary debtor's turn
//! ```

use super::{
    court::{id, officer},
    making::liability_of,
    parse::name,
    play::Script,
    words::Words,
};
use levy_domain::{
    id::DocumentId,
    matter::{Command, liability},
    stamp::Actor,
};

/// What a line asks for.
pub(super) enum Ask {
    Turn(String, String),
}

pub(super) fn ask(verb: &str, words: &mut Words<'_>) -> Result<Ask, String> {
    match verb {
        "turn" => {
            let debtor = name(words, "debtor")?;
            words.must("with")?;
            Ok(Ask::Turn(debtor, name(words, "document")?))
        }
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
        };
        Ok((judge, command))
    }
}
