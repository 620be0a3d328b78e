//! Verbs of what third parties owe a debtor:
//!
//! ```text
//! owes d-1 acme 800.00 to zhang [on 2024-04-10] [until 2025-01-31] with RULING   it is frozen
//! refreeze d-1 [until 2026-01-31] with RULING    it goes on, once that is served
//! serve d-1 DOCUMENT direct|post                 now
//! contests d-1 500.00|all ground                 what he says, received today
//! paid-in d-1 r-1
//! paid-away b-1 d-1 400.00                       to the debtor, now
//! enforce d-1 300.00 with RULING
//! unfreeze d-1 ground with RULING
//! ```

use super::{court::id, making::liability_of, parse::name, play::Script, words::Words};
use levy_domain::{
    bytes::Digest,
    id::{BreachId, DebtId, DocumentId, PersonId, ReceiptId},
    matter::{event::ServiceWay, third_party::Command},
    money::Money,
    time::Date,
};

/// What a line asks for.
pub(super) enum Ask {
    Owes(String, String, Money, String, [Option<Date>; 2], String),
    Refreeze(String, Option<Date>, String),
    Serve(String, String, String),
    Contests(String, Option<Money>, String),
    PaidIn(String, String),
    PaidAway(String, String, Money),
    Enforce(String, Money, String),
    Unfreeze(String, String, String),
}

/// `None` for a verb of another place.
pub(super) fn ask(verb: &str, words: &mut Words<'_>) -> Result<Option<Ask>, String> {
    Ok(Some(match verb {
        "owes" => {
            let (debt, party) = (name(words, "name")?, name(words, "third party")?);
            let sum = words.money()?;
            words.must("to")?;
            let debtor = name(words, "debtor")?;
            let due = words.has("on").then(|| words.day()).transpose()?;
            let until = words.has("until").then(|| words.day()).transpose()?;
            words.must("with")?;
            let days = [due, until];
            Ask::Owes(debt, party, sum, debtor, days, name(words, "document")?)
        }
        "refreeze" => {
            let debt = name(words, "name")?;
            let until = words.has("until").then(|| words.day()).transpose()?;
            words.must("with")?;
            Ask::Refreeze(debt, until, name(words, "document")?)
        }
        "serve" => {
            let (debt, document) = (name(words, "name")?, name(words, "document")?);
            Ask::Serve(debt, document, name(words, "way")?)
        }
        "contests" => {
            let debt = name(words, "name")?;
            let sum = if words.has("all") {
                None
            } else {
                Some(words.money()?)
            };
            Ask::Contests(debt, sum, name(words, "ground")?)
        }
        "paid-in" => Ask::PaidIn(name(words, "name")?, name(words, "receipt")?),
        "paid-away" => {
            let (breach, debt) = (name(words, "name")?, name(words, "debt")?);
            Ask::PaidAway(breach, debt, words.money()?)
        }
        "enforce" => {
            let (debt, sum) = (name(words, "name")?, words.money()?);
            words.must("with")?;
            Ask::Enforce(debt, sum, name(words, "document")?)
        }
        "unfreeze" => {
            let (debt, ground) = (name(words, "name")?, name(words, "ground")?);
            words.must("with")?;
            Ask::Unfreeze(debt, ground, name(words, "document")?)
        }
        _ => return Ok(None),
    }))
}

impl Script {
    pub(super) fn of_third_party(&mut self, ask: &Ask) -> Result<Command, String> {
        let evidence = |what: &str| Digest::of(what.as_bytes());
        let now = self.court.time();
        let debt = |script: &Self, name: &str| script.court.named(name).map(DebtId);
        Ok(match ask {
            Ask::Refreeze(name, until, ruling) => Command::Renew {
                debt: debt(self, name)?,
                until: *until,
                ruling: DocumentId(id(ruling)),
            },
            Ask::Owes(name, party, amount, debtor, [due, until], ruling) => Command::Freeze {
                debt: DebtId(self.known_as(name)),
                liability: liability_of(self.court.person(debtor)?),
                third_party: self.court.person(party)?,
                amount: *amount,
                matures_on: *due,
                until: *until,
                ruling: DocumentId(id(ruling)),
            },
            Ask::Serve(name, document, way) => Command::NoteServed {
                debt: debt(self, name)?,
                document: DocumentId(id(document)),
                served_at: now,
                way: ServiceWay::from(way.as_str()),
                evidence: evidence("proof of service"),
            },
            Ask::Contests(name, contested, ground) => Command::Object {
                debt: debt(self, name)?,
                received_on: self.today(),
                contested: *contested,
                ground: ground.as_str().into(),
                evidence: evidence("what he writes"),
            },
            Ask::PaidIn(name, receipt) => Command::NotePaid {
                debt: debt(self, name)?,
                receipt: ReceiptId(self.court.named(receipt)?),
            },
            Ask::PaidAway(name, of, moved) => Command::ReportPaidAway {
                debt: debt(self, of)?,
                breach: BreachId(self.known_as(name)),
                moved: *moved,
                moved_at: now,
                evidence: evidence("bank slip"),
            },
            Ask::Enforce(name, amount, ruling) => {
                let debt = debt(self, name)?;
                let known = self.court.state.third_party_debts.get(&debt);
                let party = known.map_or(PersonId(debt.0), |known| known.frozen.third_party);
                Command::RuleEnforcement {
                    debt,
                    liability: liability_of(party),
                    amount: *amount,
                    ruling: DocumentId(id(ruling)),
                }
            }
            Ask::Unfreeze(name, ground, document) => Command::Lift {
                debt: debt(self, name)?,
                ground: ground.as_str().into(),
                document: DocumentId(id(document)),
            },
        })
    }
}
