//! Places in queues and renewals authorised ahead:
//!
//! ```text
//! queue hold-1 [ahead 900.00 from 2023-09-01 until 2025-08-31]... [behind 300.00]...
//! never-effective hold-1
//! ask-handover hold-1 idle|priority with DOCUMENT [disputed|unsecured] [begun]
//! handover hold-1 granted|refused
//! authorise hold-1 months 12 until 2030-01-01 by judge
//! revoke hold-1 by judge
//! rehearse hold-1                                 what happens when the first seal ends
//! ```

use super::{
    court::{id, officer, rules, sealed},
    play::{Script, clerk},
    words::Words,
};
use levy_domain::{
    asset::PriorMeasure,
    bytes::Digest,
    id::{DocumentId, HoldId},
    matter::{
        Command,
        queue::{self, Before, Ground, Who, rehearse},
        term::{self, Authorised},
    },
    money::Money,
    stamp::Actor,
    time::Date,
};

/// What a line asks for.
pub(super) enum Ask {
    Queue(String, Vec<Other>),
    NeverEffective(String),
    Handover(String, Ground, String),
    Answered(String, bool),
    Authorise(String, u32, Date, String),
    Revoke(String, String),
    Rehearse(String),
}

/// Somebody else's seal or place.
pub(super) struct Other {
    ahead: bool,
    sum: Money,
    from: Option<Date>,
    until: Option<Date>,
}

/// The line that begins with `verb`, where it belongs here.
pub(super) fn read(verb: &str, words: &mut Words<'_>) -> Result<Option<Ask>, String> {
    let hold = |words: &mut Words<'_>| words.word("hold").map(str::to_owned);
    let by = |words: &mut Words<'_>| {
        words.must("by")?;
        words.word("role").map(str::to_owned)
    };
    Ok(Some(match verb {
        "queue" => Ask::Queue(hold(words)?, others(words)?),
        "never-effective" => Ask::NeverEffective(hold(words)?),
        "ask-handover" => {
            let hold = hold(words)?;
            let ground = words.word("ground")?;
            words.must("with")?;
            let document = words.word("document")?.to_owned();
            let ground = match ground {
                "idle" => Ground::Idle {
                    in_dispute: words.has("disputed"),
                    disposal_begun: words.has("begun"),
                },
                "priority" => Ground::Priority {
                    secured: !words.has("unsecured"),
                    sale_begun: words.has("begun"),
                },
                other => return Err(words.wrong(format!("`{other}` is no ground"))),
            };
            Ask::Handover(hold, ground, document)
        }
        "handover" => {
            let hold = hold(words)?;
            match words.word("answer")? {
                "granted" => Ask::Answered(hold, true),
                "refused" => Ask::Answered(hold, false),
                other => return Err(words.wrong(format!("`{other}` is no answer"))),
            }
        }
        "authorise" => {
            let hold = hold(words)?;
            words.must("months")?;
            let months = words.number()?;
            words.must("until")?;
            Ask::Authorise(hold, months, words.day()?, by(words)?)
        }
        "revoke" => Ask::Revoke(hold(words)?, by(words)?),
        "rehearse" => Ask::Rehearse(hold(words)?),
        _ => return Ok(None),
    }))
}

fn others(words: &mut Words<'_>) -> Result<Vec<Other>, String> {
    let mut others = Vec::new();
    while let Some(word) = words.more() {
        let ahead = match word {
            "ahead" => true,
            "behind" => false,
            other => return Err(words.wrong(format!("`{other}` is too much"))),
        };
        others.push(Other {
            ahead,
            sum: words.money()?,
            from: words.has("from").then(|| words.day()).transpose()?,
            until: words.has("until").then(|| words.day()).transpose()?,
        });
    }
    Ok(others)
}

impl Script {
    /// The command that a line stands for, and who gives it.
    pub(super) fn queue(&self, ask: &Ask) -> Result<(Actor, Command), String> {
        let hold = |name: &str| self.court.named(name).map(HoldId);
        let by = |name: &str| {
            let (officer, role) = officer(name);
            Actor::officer(officer, role)
        };
        let evidence = Digest::of(b"what shows it");
        let command: Command = match ask {
            Ask::Queue(name, others) => queue::Command::NoteQueue {
                hold: hold(name)?,
                ahead: measures(others, true),
                behind: measures(others, false),
                evidence,
            }
            .into(),
            Ask::NeverEffective(name) => queue::Command::NoteNeverEffective {
                hold: hold(name)?,
                evidence,
            }
            .into(),
            Ask::Handover(name, ground, document) => queue::Command::AskHandover {
                hold: hold(name)?,
                ground: *ground,
                first_seal_on: None,
                document: DocumentId(id(document)),
                aside: None,
            }
            .into(),
            Ask::Answered(name, granted) => queue::Command::NoteHandoverAnswer {
                hold: hold(name)?,
                granted: *granted,
                evidence,
            }
            .into(),
            Ask::Authorise(name, months, until, role) => {
                let (judge, as_what) = officer(role);
                let asked = Authorised {
                    months: *months,
                    until: *until,
                    officer: judge,
                    role: as_what,
                };
                let hold = hold(name)?;
                let authorise = term::Command::AuthoriseRenewal { hold, asked };
                return Ok((by(role), authorise.into()));
            }
            Ask::Revoke(name, role) => {
                let hold = hold(name)?;
                return Ok((by(role), term::Command::RevokeRenewal { hold }.into()));
            }
            Ask::Rehearse(_) => return Err("belongs to another place".into()),
        };
        Ok((clerk(), command))
    }

    /// What happens on the day on which the first seal ends, in words.
    pub(super) fn rehearsed(&self, name: &str) -> Result<Vec<String>, String> {
        let state = &self.court.state;
        let hold = HoldId(self.court.named(name)?);
        let asset = state.holds.get(&hold).ok_or(format!("{name} is no hold"))?;
        let seen = rehearse(state, &asset.asset, rules().profile(), self.today());
        let seen = seen.ok_or("nothing of ours is on it")?;
        let who = |who: &Who| match who {
            Who::Us(hold) => self.court.names.get(&hold.0).cloned().unwrap_or_default(),
            Who::Another(_) => "another".into(),
            Who::NotKnown => "not-known".into(),
        };
        let day = |day: Option<Date>| day.map_or("not-known".into(), |day| day.to_string());
        let mut told = vec![format!(
            "first={} until={}",
            who(&seen.first.who),
            day(seen.first.last_day)
        )];
        let ours = match &seen.our_end {
            Some((end, Some(rule))) => format!(" our-end={end} ({})", rule.rule),
            Some((end, None)) => format!(" our-end={end}"),
            None => String::new(),
        };
        let rank = seen.our_rank.map_or("none".into(), |rank| rank.to_string());
        told.push(format!("then={} our-rank={rank}{ours}", who(&seen.next)));
        told.extend(seen.before.iter().map(|before| match before {
            Before::Renew(_, by) => format!("before: renew by {by}"),
            Before::Confirm(_, by) => format!("before: confirm the renewal by {by}"),
            Before::Settle(_) => "before: settle what became of it".into(),
            Before::Ask(_, by) => format!("before: ask the unit by {by}"),
            Before::AskHandover(_, from, rule) => {
                format!("before: ask for the disposal right from {from} ({rule})")
            }
        }));
        Ok(told)
    }
}

/// The first one ahead is the one that answers to queries name, too.
fn measures(others: &[Other], ahead: bool) -> Vec<PriorMeasure> {
    let same = others.iter().filter(|other| other.ahead == ahead);
    let measure = |(at, other): (usize, &Other)| PriorMeasure {
        court: None,
        authority: Some(sealed("another court")),
        document: match (ahead, at) {
            (true, 0) => sealed("another document"),
            (true, _) => sealed(&format!("another document {at}")),
            (false, _) => sealed(&format!("document behind {at}")),
        },
        amount: Some(other.sum),
        from: other.from,
        to: other.until,
    };
    same.enumerate().map(measure).collect()
}
