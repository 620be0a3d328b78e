//! Verbs of what a court does against a unit that acted against an order, and
//! of what a judge frees:
//!
//! ```text
//! breach b-1 order-1 [income-paid] 400.00 at 2024-03-02 09:00   the unit let it go
//! answered refusal-1 accepted|rejected with DOCUMENT   by the judge; rejected orders it to perform
//! breach b-1 refusal-1                            it goes on refusing
//! recovery b-1 by 2024-03-18 with DOCUMENT
//! recovered b-1 100.00
//! answers-for b-1 400.00 with RULING              the unit does, with what is its own
//! fine f-1 b-1 300000.00 with DOCUMENT by president
//! reconsider f-1                                  the next court is asked, today
//! reconsidered f-1 upheld|revoked|changed [200000.00]
//! collected f-1 100000.00
//! exempt e-1 ASSET [300.00] with DOCUMENT
//! ```

use super::{
    court::{id, officer},
    parse::name,
    play::Script,
    words::Words,
};
use levy_domain::{
    bytes::Digest,
    id::{AssetId, BreachId, DocumentId, ExemptionId, FineId, UnitObjectionId},
    matter::{
        Command,
        breach::Command as OfBreach,
        event::{BreachKind, Fined, ObjectionOutcome, Reconsidered},
        exemption, objection,
    },
    money::Money,
    stamp::Actor,
    time::{Date, Timestamp},
};

/// What a line asks for.
pub(super) enum Ask {
    Breach(String, String, BreachKind, Money, Timestamp),
    Refused(String, String),
    Answered(String, ObjectionOutcome, String),
    Recovery(String, Date, String),
    Recovered(String, Money),
    AnswersFor(String, Money, String),
    Fine(String, String, Money, String, String),
    Reconsider(String),
    Reconsidered(String, Reconsidered, Option<Money>),
    Collected(String, Money),
    Exempt(String, String, Option<Money>, String),
}

/// `None` for a verb of another place.
pub(super) fn read(verb: &str, words: &mut Words<'_>) -> Result<Option<Ask>, String> {
    Ok(Some(match verb {
        "breach" => {
            let (breach, order) = (name(words, "name")?, name(words, "order")?);
            if order.starts_with("refusal-") {
                return Ok(Some(Ask::Refused(breach, order)));
            }
            let income = words.has("income-paid");
            let kind = if income {
                BreachKind::IncomePaid
            } else {
                BreachKind::DepositMoved
            };
            let moved = words.money()?;
            words.must("at")?;
            Ask::Breach(breach, order, kind, moved, words.moment()?)
        }
        "answered" => {
            let (refusal, outcome) = (name(words, "refusal")?, name(words, "outcome")?);
            words.must("with")?;
            let outcome = ObjectionOutcome::from(outcome.as_str());
            Ask::Answered(refusal, outcome, name(words, "document")?)
        }
        "recovery" => {
            let breach = name(words, "name")?;
            words.must("by")?;
            let by = words.day()?;
            words.must("with")?;
            Ask::Recovery(breach, by, name(words, "document")?)
        }
        "recovered" => Ask::Recovered(name(words, "name")?, words.money()?),
        "answers-for" => {
            let (breach, sum) = (name(words, "name")?, words.money()?);
            words.must("with")?;
            Ask::AnswersFor(breach, sum, name(words, "document")?)
        }
        "fine" => {
            let (fine, breach) = (name(words, "name")?, name(words, "breach")?);
            let sum = words.money()?;
            words.must("with")?;
            let document = name(words, "document")?;
            words.must("by")?;
            Ask::Fine(fine, breach, sum, document, name(words, "role")?)
        }
        "reconsider" => Ask::Reconsider(name(words, "name")?),
        "reconsidered" => {
            let (fine, outcome) = (name(words, "name")?, name(words, "outcome")?);
            let outcome = Reconsidered::from(outcome.as_str());
            let sum = (outcome == Reconsidered::Changed).then(|| words.money());
            Ask::Reconsidered(fine, outcome, sum.transpose()?)
        }
        "collected" => Ask::Collected(name(words, "name")?, words.money()?),
        "exempt" => {
            let (exemption, asset) = (name(words, "name")?, name(words, "asset")?);
            let sum = if words.has("with") {
                None
            } else {
                let sum = words.money()?;
                words.must("with")?;
                Some(sum)
            };
            Ask::Exempt(exemption, asset, sum, name(words, "document")?)
        }
        _ => return Ok(None),
    }))
}

impl Script {
    /// The command of a breach, a fine or an exemption.
    pub(super) fn follow(&mut self, ask: &Ask) -> Result<(Actor, Command), String> {
        let (judge, role) = officer("judge");
        let judge = Actor::officer(judge, role);
        let evidence = Digest::of(b"what shows it");
        let command: Command = match ask {
            Ask::Breach(name, order, kind, moved, moved_at) => OfBreach::Report {
                breach: BreachId(self.known_as(name)),
                order: self.court.order(order)?,
                line: 1,
                kind: kind.clone(),
                moved: *moved,
                moved_at: *moved_at,
                evidence,
            }
            .into(),
            Ask::Refused(name, refusal) => OfBreach::ReportRefusal {
                objection: UnitObjectionId(self.court.named(refusal)?),
                breach: BreachId(self.known_as(name)),
                evidence,
            }
            .into(),
            Ask::Answered(refusal, outcome, document) => objection::Command::Answer {
                objection: UnitObjectionId(self.court.named(refusal)?),
                outcome: outcome.clone(),
                document: DocumentId(id(document)),
            }
            .into(),
            Ask::Recovery(name, by, document) => OfBreach::OrderRecovery {
                breach: BreachId(self.court.named(name)?),
                by: *by,
                document: DocumentId(id(document)),
            }
            .into(),
            Ask::Recovered(name, amount) => OfBreach::NoteRecovered {
                breach: BreachId(self.court.named(name)?),
                amount: *amount,
                recovered_on: self.today(),
                receipt: None,
                evidence,
            }
            .into(),
            Ask::AnswersFor(name, amount, document) => OfBreach::RuleLiability {
                breach: BreachId(self.court.named(name)?),
                amount: *amount,
                document: DocumentId(id(document)),
            }
            .into(),
            Ask::Fine(name, breach, amount, document, by) => {
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
            Ask::Reconsider(fine) => OfBreach::AskReconsideration {
                fine: FineId(self.court.named(fine)?),
                asked_on: self.today(),
            }
            .into(),
            Ask::Reconsidered(fine, outcome, amount) => OfBreach::DecideReconsideration {
                fine: FineId(self.court.named(fine)?),
                outcome: outcome.clone(),
                amount: *amount,
                evidence: Digest::of(b"decision of the next court"),
            }
            .into(),
            Ask::Collected(fine, amount) => OfBreach::NoteFineCollected {
                fine: FineId(self.court.named(fine)?),
                amount: *amount,
                collected_on: self.today(),
                evidence: Digest::of(b"payment of the fine"),
            }
            .into(),
            Ask::Exempt(name, asset, amount, document) => exemption::Command::Exempt {
                asset: AssetId(self.court.named(asset)?),
                exemption: ExemptionId(self.known_as(name)),
                amount: *amount,
                ground: "wages".into(),
                document: DocumentId(id(document)),
                release: None,
                until: None,
            }
            .into(),
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
