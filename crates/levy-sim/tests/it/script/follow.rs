//! What a court does against a unit that let go, and what a judge frees.

use super::{
    court::{id, officer},
    parse::{What, name},
    play::Script,
    words::Words,
};
use levy_domain::{
    bytes::Digest,
    id::{AssetId, BreachId, DocumentId, ExemptionId, FineId},
    matter::{
        Command,
        breach::Command as OfBreach,
        event::{BreachKind, Fined},
        exemption,
    },
    stamp::Actor,
};

/// Verbs of breaches, fines and exemptions.
pub(super) fn read(verb: &str, words: &mut Words<'_>) -> Result<What, String> {
    let id = name(words, "name")?;
    Ok(match verb {
        "breach" => {
            let (order, moved) = (name(words, "order")?, words.money()?);
            words.must("at")?;
            What::Breach(id, order, moved, words.moment()?)
        }
        "recovery" => {
            words.must("by")?;
            let by = words.day()?;
            words.must("with")?;
            What::Recovery(id, by, name(words, "document")?)
        }
        "recovered" => What::Recovered(id, words.money()?),
        "fine" => {
            let (breach, sum) = (name(words, "breach")?, words.money()?);
            words.must("with")?;
            let document = name(words, "document")?;
            words.must("by")?;
            What::Fine(id, breach, sum, document, name(words, "role")?)
        }
        _ => {
            let asset = name(words, "asset")?;
            let sum = if words.has("with") {
                None
            } else {
                let sum = words.money()?;
                words.must("with")?;
                Some(sum)
            };
            What::Exempt(id, asset, sum, name(words, "document")?)
        }
    })
}

impl Script {
    /// The command of a breach, a fine or an exemption.
    pub(super) fn follow(&mut self, what: &What) -> Result<(Actor, Command), String> {
        let (judge, role) = officer("judge");
        let judge = Actor::officer(judge, role);
        let evidence = Digest::of(b"what shows it");
        let command: Command = match what {
            What::Breach(name, order, moved, moved_at) => OfBreach::Report {
                breach: BreachId(self.known_as(name)),
                order: self.court.order(order)?,
                line: 1,
                kind: BreachKind::DepositMoved,
                moved: *moved,
                moved_at: *moved_at,
                evidence,
            }
            .into(),
            What::Recovery(name, by, document) => OfBreach::OrderRecovery {
                breach: BreachId(self.court.named(name)?),
                by: *by,
                document: DocumentId(id(document)),
            }
            .into(),
            What::Recovered(name, amount) => OfBreach::NoteRecovered {
                breach: BreachId(self.court.named(name)?),
                amount: *amount,
                recovered_on: self.today(),
                receipt: None,
                evidence,
            }
            .into(),
            What::Fine(name, breach, amount, document, by) => {
                let (president, role) = officer(by);
                let fine = OfBreach::DecideFine {
                    breach: BreachId(self.court.named(breach)?),
                    fine: FineId(self.known_as(name)),
                    on: Fined::Unit,
                    person: None,
                    amount: *amount,
                    document: DocumentId(id(document)),
                };
                return Ok((Actor::officer(president, role), fine.into()));
            }
            What::Exempt(name, asset, amount, document) => exemption::Command::Exempt {
                asset: AssetId(self.court.named(asset)?),
                exemption: ExemptionId(self.known_as(name)),
                amount: *amount,
                ground: "wages".into(),
                document: DocumentId(id(document)),
                release: None,
                until: None,
            }
            .into(),
            _ => return Err("belongs to another place".into()),
        };
        Ok((judge, command))
    }

    /// A new thing under the name that the script gives it.
    pub(super) fn known_as(&mut self, name: &str) -> uuid::Uuid {
        let made = id(name);
        self.court.names.insert(made, name.to_owned());
        made
    }
}
