//! Verbs of other courts that act for ours:
//!
//! ```text
//! relay order-1 to COURT                           it carries the order to its unit
//! leg order-1 taken-on|passed-on|served|carried-back at 2024-03-04 09:00
//! carrier returns order-1 court|channel reason
//! delegate d-1 to COURT ground with DOCUMENT owner judge
//! delegation d-1 approved by bureau-head
//! delegation d-1 sent
//! delegation d-1 lacks KIND | completed with DOCUMENT
//! delegation d-1 accepted NUMBER | returned ground | withdrawn ground
//! ```

use super::{
    court::{id, officer},
    parse::name,
    play::{Script, clerk},
    words::Words,
};
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::{DelegationId, DocumentId, RegistrationId},
    matter::{Command, delegation, event::Leg, relay},
    reply::Fault,
    rules::directory::unit_id,
    stamp::Actor,
    time::Timestamp,
};

/// What a line asks for.
pub(super) enum Ask {
    Relay(String, String),
    Leg(String, String, Timestamp),
    CarrierReturns(String, String, String),
    Delegate {
        name: String,
        to: String,
        ground: String,
        letter: String,
        owner: String,
    },
    Approved(String, String),
    Sent(String),
    Lacks(String, String),
    Completed(String, String),
    Accepted(String, String),
    Returned(String, String),
    Withdrawn(String, String),
}

/// The line that begins with `verb`, where it belongs here.
pub(super) fn read(verb: &str, words: &mut Words<'_>) -> Result<Option<Ask>, String> {
    Ok(Some(match verb {
        "relay" => {
            let order = name(words, "order")?;
            words.must("to")?;
            Ask::Relay(order, name(words, "court")?)
        }
        "leg" => {
            let (order, leg) = (name(words, "order")?, name(words, "leg")?);
            words.must("at")?;
            Ask::Leg(order, leg, words.moment()?)
        }
        "carrier" => {
            words.must("returns")?;
            let (order, fault) = (name(words, "order")?, name(words, "fault")?);
            Ask::CarrierReturns(order, fault, name(words, "reason")?)
        }
        "delegate" => {
            let delegation = name(words, "name")?;
            words.must("to")?;
            let (to, ground) = (name(words, "court")?, name(words, "ground")?);
            words.must("with")?;
            let letter = name(words, "document")?;
            words.must("owner")?;
            Ask::Delegate {
                name: delegation,
                to,
                ground,
                letter,
                owner: name(words, "role")?,
            }
        }
        "delegation" => delegation(words)?,
        _ => return Ok(None),
    }))
}

fn delegation(words: &mut Words<'_>) -> Result<Ask, String> {
    let delegation = name(words, "name")?;
    Ok(match words.word("what becomes of it")? {
        "approved" => {
            words.must("by")?;
            Ask::Approved(delegation, name(words, "role")?)
        }
        "sent" => Ask::Sent(delegation),
        "lacks" => Ask::Lacks(delegation, name(words, "kind")?),
        "completed" => {
            words.must("with")?;
            Ask::Completed(delegation, name(words, "document")?)
        }
        "accepted" => Ask::Accepted(delegation, name(words, "number")?),
        "returned" => Ask::Returned(delegation, name(words, "ground")?),
        "withdrawn" => Ask::Withdrawn(delegation, name(words, "ground")?),
        other => return Err(words.wrong(format!("a delegation is never `{other}`"))),
    })
}

impl Script {
    /// The command that a line stands for, and who gives it.
    pub(super) fn courts(&mut self, ask: &Ask) -> Result<(Actor, Command), String> {
        let by = |name: &str| {
            let (officer, role) = officer(name);
            Actor::officer(officer, role)
        };
        let evidence = Digest::of(b"what shows it");
        let of = |name: &str| self.court.named(name).map(DelegationId);
        let command: Command = match ask {
            Ask::Relay(order, court) => relay::Command::Send {
                order: self.court.order(order)?,
                carrier: unit_id(court),
                at: self.court.time(),
                by: None,
            }
            .into(),
            Ask::Leg(order, leg, at) => relay::Command::NoteLeg {
                order: self.court.order(order)?,
                leg: Leg::from(leg.as_str()),
                at: *at,
                by: None,
                evidence: None,
            }
            .into(),
            Ask::CarrierReturns(order, fault, reason) => relay::Command::NoteReturned {
                order: self.court.order(order)?,
                at: self.court.time(),
                fault: Fault::from(fault.as_str()),
                reason: reason.as_str().into(),
                evidence: None,
            }
            .into(),
            Ask::Delegate {
                name,
                to,
                ground,
                letter,
                owner,
            } => {
                let propose = delegation::Command::Propose {
                    delegation: DelegationId(self.known_as(name)),
                    registration: RegistrationId(id("case")),
                    to: unit_id(to),
                    ground: ground.as_str().into(),
                    document: DocumentId(id(letter)),
                    owner: officer(owner).0,
                };
                return Ok((by("judge"), propose.into()));
            }
            Ask::Approved(name, role) => {
                let (officer, as_role) = officer(role);
                let approve = delegation::Command::Approve {
                    delegation: of(name)?,
                    officer,
                    role: as_role,
                };
                return Ok((by(role), approve.into()));
            }
            Ask::Sent(name) => delegation::Command::Send {
                delegation: of(name)?,
            }
            .into(),
            Ask::Lacks(name, kind) => delegation::Command::NotePapersMissing {
                delegation: of(name)?,
                on: self.today(),
                missing: vec![DocumentKind::from(kind.as_str())],
                evidence,
            }
            .into(),
            Ask::Completed(name, document) => delegation::Command::CompletePapers {
                delegation: of(name)?,
                documents: vec![DocumentId(id(document))],
            }
            .into(),
            Ask::Accepted(name, number) => delegation::Command::NoteAccepted {
                delegation: of(name)?,
                number: number.clone(),
                on: self.today(),
                evidence,
            }
            .into(),
            Ask::Returned(name, ground) => delegation::Command::NoteReturned {
                delegation: of(name)?,
                ground: ground.as_str().into(),
                evidence,
            }
            .into(),
            Ask::Withdrawn(name, ground) => {
                let withdraw = delegation::Command::Withdraw {
                    delegation: of(name)?,
                    ground: ground.as_str().into(),
                };
                return Ok((by("judge"), withdraw.into()));
            }
        };
        Ok((clerk(), command))
    }
}
