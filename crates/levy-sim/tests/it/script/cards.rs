//! Officers' cards and who goes to a counter:
//!
//! ```text
//! cards UNIT judge clerk until 2024-12-31         the court files them with the unit
//! has-cards UNIT                                  the unit confirms
//! leaves judge 2024-06-01                         the president removes him
//! visit order-1 on 2024-03-04 by judge clerk
//! ```

use super::{
    court::{Court, id, officer, rules, sealed},
    parse::name,
    play::{Script, clerk},
    words::Words,
};
use levy_domain::{
    bytes::Digest,
    court::{
        self,
        cards::{self, Duty},
        event::OfficerCards,
    },
    decider::{Decider, Process},
    id::{CommandId, FilingId, OfficerId},
    matter::{Command, visit},
    rules::directory::unit_id,
    stamp::{Actor, Stamp},
    time::{Date, Timestamp, Zone},
};
use std::sync::Arc;
use uuid::Uuid;

/// What a line asks for.
pub(super) enum Ask {
    Cards(String, Vec<String>, Date),
    HasCards(String),
    Leaves(String, Date),
    Visit(String, Date, Vec<String>),
}

/// The line that begins with `verb`, where it belongs here.
pub(super) fn read(verb: &str, words: &mut Words<'_>) -> Result<Option<Ask>, String> {
    Ok(Some(match verb {
        "cards" => {
            let unit = name(words, "unit")?;
            let mut officers = vec![name(words, "officer")?];
            while !words.has("until") {
                officers.push(name(words, "officer")?);
            }
            Ask::Cards(unit, officers, words.day()?)
        }
        "has-cards" => Ask::HasCards(name(words, "unit")?),
        "leaves" => Ask::Leaves(name(words, "officer")?, words.day()?),
        "visit" => {
            let order = name(words, "order")?;
            words.must("on")?;
            let on = words.day()?;
            words.must("by")?;
            let mut officers = vec![name(words, "officer")?];
            while let Some(another) = words.more() {
                officers.push(another.to_owned());
            }
            Ask::Visit(order, on, officers)
        }
        _ => return Ok(None),
    }))
}

fn named(officers: &[String]) -> Vec<OfficerId> {
    officers.iter().map(|name| officer(name).0).collect()
}

impl Script {
    /// What a line asks of the matter.
    pub(super) fn visit(&self, ask: &Ask) -> Result<(Actor, Command), String> {
        let Ask::Visit(order, on, officers) = ask else {
            return Err("belongs to the court's own stream".into());
        };
        let named = visit::Command::Name {
            order: self.court.order(order)?,
            officers: named(officers),
            on: *on,
        };
        Ok((clerk(), named.into()))
    }

    /// What a line asks of the court's own stream; the events in words.
    pub(super) fn of_office(&mut self, ask: &Ask) -> Result<Vec<String>, String> {
        let (president, role) = officer("president");
        let president = Actor::officer(president, role);
        let (actor, command) = match ask {
            Ask::Cards(unit, officers, until) => {
                let of = |officer| OfficerCards {
                    officer,
                    work_card: sealed("a work card"),
                    enforcement_card: sealed("an enforcement card"),
                    from: self.today(),
                    until: *until,
                };
                let filed = cards::Command::File {
                    filing: FilingId(id(&format!("cards {unit} {until}"))),
                    unit: unit_id(unit),
                    officers: named(officers).into_iter().map(of).collect(),
                };
                (clerk(), filed.into())
            }
            Ask::HasCards(unit) => {
                let unit = unit_id(unit);
                let known = self.court.office.cards.get(&unit);
                let known = known.ok_or("nothing is filed there")?;
                let confirmed = cards::Command::Confirm {
                    unit,
                    filing: known.filed.filing,
                    confirmed_on: self.today(),
                    evidence: Digest::of(b"the unit's letter"),
                };
                (clerk(), confirmed.into())
            }
            Ask::Leaves(name, from) => {
                let removed = court::Command::RemoveOfficer {
                    officer: officer(name).0,
                    from: *from,
                    ground: "transferred".into(),
                };
                (president, removed)
            }
            Ask::Visit(..) => return Err("belongs to the matter".into()),
        };
        self.court.office_does(&actor, &command)
    }
}

impl Court {
    fn office_does(
        &mut self,
        actor: &Actor,
        command: &court::Command,
    ) -> Result<Vec<String>, String> {
        let at = self.time();
        let place = CommandId(Uuid::from_u128(0xd));
        let mut stamp = Stamp::new(at, actor.clone(), place, rules().digest());
        stamp.court = Arc::new(self.office.clone());
        let decided = court::Court::decide(&self.office, command, rules(), &stamp);
        let events = decided.map_err(|refusal| refusal.to_string())?;
        let mut told = Vec::new();
        for event in &events {
            court::Court::evolve(&mut self.office, event, at).unwrap();
            told.push(format!("{}  {}", at.local_text(Zone::CHINA), event.kind()));
        }
        Ok(told)
    }

    /// What the court's own stream owes at this moment.
    pub(super) fn office_dues(&mut self) -> Vec<String> {
        let mut told = Vec::new();
        let due: Vec<Duty> = court::Court::due(&self.office, self.time()).collect();
        for duty in due {
            let command = match duty {
                Duty::EndNear(unit) => cards::Command::NoteEndNear { unit },
                Duty::Ended(unit) => cards::Command::NoteEnded { unit },
                Duty::Overdue(unit) => cards::Command::NoteOverdue { unit },
                Duty::Unconfirmed(unit) => cards::Command::NoteUnconfirmed { unit },
            };
            let done = self.office_does(&Actor::system(), &command.into());
            told.extend(done.unwrap_or_default());
        }
        told
    }

    /// The next moment at which it owes something.
    pub(super) fn office_wakes(&self) -> Option<Timestamp> {
        court::Court::wake(&self.office, self.time())
    }
}
