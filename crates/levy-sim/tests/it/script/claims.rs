//! Verbs of claims and debtors:
//!
//! ```text
//! redeem-early hold-1 with DOCUMENT          a judge does not wait for the day on which it pays
//! condition ASSET retired with DOCUMENT        a judge finds that it may be deducted
//! split hold-1 into HOUSE 600.00 SHOP 400.00 [with RULING]   a seal on land or a building, in parts
//! turn li with DOCUMENT                  a judge finds that it is a supplementary debtor's turn
//! standing s-1 against li until 2024-05-31   a judge orders a standing freeze
//! stop s-1 ground
//! wages i-1 of zhang from PARTY since 2024-03-10   he hands them over, monthly
//! counted r-1 for zhang                      a receipt is counted for his debt
//! remitted i-1 r-1 for 2024-03-10
//! party acme
//! worth ASSET 300.00 with DOCUMENT           a judge states what it is worth
//! grant g-1 300.00 until 2024-03-31          room on the claim, to another matter
//! back g-1 200.00                            it comes back with what was collected
//! ```

use super::{
    court::{id, officer, sealed},
    making::{claim_id, identified, liability_of},
    parse::name,
    play::Script,
    third_party,
    words::Words,
};
use levy_domain::{
    bytes::Digest,
    claim::ComponentKind,
    id::{
        AssetId, DocumentId, HoldId, IncomeId, MatterId, PersonId, ReceiptId, ReservationId,
        StandingId,
    },
    matter::{
        Command, deduction,
        event::{Collected, IncomeKind},
        funds, income, liability, maturity, reservation,
        seal::{self, Piece},
        standing, value,
    },
    money::Money,
    party::PartyRole,
    stamp::Actor,
    time::Date,
};

/// What a line asks for.
pub(super) enum Ask {
    By(String, Box<Ask>),
    Turn(String, String),
    Standing(String, String, Date),
    Stop(String, String),
    Wages(String, String, String, Date),
    Remitted(String, String, Date),
    Party(String),
    Worth(String, Money, String),
    Grant(String, Money, Date),
    Back(String, Money),
    Counted(String, String),
    ThirdParty(third_party::Ask),
    RedeemEarly(String, String),
    Found(String, String, String),
    Split(String, Vec<(String, Money)>, Option<String>),
}

/// Where a step needs several officers, each gives it himself: `by bureau-head`.
pub(super) fn ask(verb: &str, words: &mut Words<'_>) -> Result<Ask, String> {
    let ask = read(verb, words)?;
    if !words.has("by") {
        return Ok(ask);
    }
    Ok(Ask::By(name(words, "role")?, Box::new(ask)))
}

fn read(verb: &str, words: &mut Words<'_>) -> Result<Ask, String> {
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
        "party" => Ok(Ask::Party(name(words, "name")?)),
        "wages" => {
            let income = name(words, "name")?;
            words.must("of")?;
            let debtor = name(words, "debtor")?;
            words.must("from")?;
            let payer = name(words, "payer")?;
            words.must("since")?;
            Ok(Ask::Wages(income, debtor, payer, words.day()?))
        }
        "grant" => {
            let (reservation, sum) = (name(words, "name")?, words.money()?);
            words.must("until")?;
            Ok(Ask::Grant(reservation, sum, words.day()?))
        }
        "back" => Ok(Ask::Back(name(words, "name")?, words.money()?)),
        "worth" => {
            let (asset, value) = (name(words, "asset")?, words.money()?);
            words.must("with")?;
            Ok(Ask::Worth(asset, value, name(words, "document")?))
        }
        "counted" => {
            let receipt = name(words, "receipt")?;
            words.must("for")?;
            Ok(Ask::Counted(receipt, name(words, "debtor")?))
        }
        "remitted" => {
            let (income, receipt) = (name(words, "name")?, name(words, "receipt")?);
            words.must("for")?;
            Ok(Ask::Remitted(income, receipt, words.day()?))
        }
        "condition" => {
            let (asset, condition) = (name(words, "asset")?, name(words, "condition")?);
            words.must("with")?;
            Ok(Ask::Found(asset, condition, name(words, "document")?))
        }
        "redeem-early" => {
            let hold = name(words, "hold")?;
            words.must("with")?;
            Ok(Ask::RedeemEarly(hold, name(words, "document")?))
        }
        "split" => {
            let hold = name(words, "hold")?;
            words.must("into")?;
            let (mut parts, mut ruling) = (Vec::new(), None);
            while let Some(part) = words.more() {
                if part == "with" {
                    ruling = Some(name(words, "ruling")?);
                } else {
                    parts.push((part.to_owned(), words.money()?));
                }
            }
            Ok(Ask::Split(hold, parts, ruling))
        }
        other => match third_party::ask(other, words)? {
            Some(ask) => Ok(Ask::ThirdParty(ask)),
            None => Err(words.wrong(format!("unknown step `{other}`"))),
        },
    }
}

impl Script {
    pub(super) fn of_claims(&mut self, ask: &Ask) -> Result<(Actor, Command), String> {
        let (judge, role) = officer("judge");
        let judge = Actor::officer(judge, role);
        let command: Command = match ask {
            Ask::By(role, ask) => {
                let (officer, role) = officer(role);
                let (_, command) = self.of_claims(ask)?;
                return Ok((Actor::officer(officer, role), command));
            }
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
            Ask::Found(asset, condition, document) => deduction::Command::Find {
                asset: AssetId(self.court.named(asset)?),
                condition: condition.as_str().into(),
                document: DocumentId(id(document)),
            }
            .into(),
            Ask::RedeemEarly(hold, document) => maturity::Command::AllowEarly {
                hold: HoldId(self.court.named(hold)?),
                document: DocumentId(id(document)),
            }
            .into(),
            Ask::Split(hold, parts, ruling) => {
                let piece = |(asset, amount): &(String, Money)| Piece {
                    asset: AssetId(self.known_as(asset)),
                    number: sealed(asset),
                    amount: *amount,
                };
                seal::Command::Split {
                    parts: parts.iter().map(piece).collect(),
                    hold: HoldId(self.court.named(hold)?),
                    ruling: ruling.as_ref().map(|ruling| DocumentId(id(ruling))),
                    evidence: Digest::of(b"extract of the register"),
                }
                .into()
            }
            Ask::ThirdParty(ask) => self.of_third_party(ask)?.into(),
            Ask::Party(name) => {
                let person = PersonId(self.known_as(name));
                Command::AddParty {
                    person: identified(person, name, false),
                    role: PartyRole::ThirdParty,
                }
            }
            Ask::Grant(name, amount, until) => {
                let to = MatterId(self.known_as("the-other-matter"));
                reservation::Command::Grant {
                    reservation: ReservationId(self.known_as(name)),
                    claim: claim_id(),
                    to,
                    amount: *amount,
                    until: *until,
                }
                .into()
            }
            Ask::Back(name, amount) => reservation::Command::EnterReturn {
                reservation: ReservationId(self.court.named(name)?),
                collected: vec![Collected {
                    on: self.today(),
                    component: ComponentKind::Principal,
                    amount: *amount,
                }],
            }
            .into(),
            Ask::Worth(asset, value, document) => value::Command::State {
                asset: AssetId(self.court.named(asset)?),
                value: *value,
                units: None,
                method: "appraisal".into(),
                as_of: self.today(),
                document: DocumentId(id(document)),
            }
            .into(),
            Ask::Wages(name, debtor, payer, first) => income::Command::Order {
                income: IncomeId(self.known_as(name)),
                liability: liability_of(self.court.person(debtor)?),
                kind: IncomeKind::Wages,
                payer: self.court.person(payer)?,
                first: *first,
                every_months: 1,
                until: None,
                keeps: None,
                documents: self.court.usable_documents(),
            }
            .into(),
            Ask::Counted(receipt, debtor) => Command::Funds(funds::Command::Attribute {
                receipt: ReceiptId(self.court.named(receipt)?),
                liability: liability_of(self.court.person(debtor)?),
                source: "income".into(),
                taken_on: None,
            }),
            Ask::Remitted(income, receipt, on) => income::Command::Remit {
                income: IncomeId(self.court.named(income)?),
                on: *on,
                receipt: ReceiptId(self.court.named(receipt)?),
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
