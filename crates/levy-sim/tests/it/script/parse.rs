//! The language of scripts, line by line (of claims and debtors: `claims.rs`, of notices: `notices.rs`,
//! of counters: `cards.rs`, of what third parties owe: `third_party.rs`):
//!
//! ```text
//! # a comment; the first line names the failure or the rule it shows
//! at 2024-03-01 09:00
//! case of 1000.00 against zhang [name-only] [without DOCUMENT]   and number, claim, documents
//! debtor li [name-only]
//! liable li joint | share 1/2 | capped 300.00 | supplementary
//! adjust principal|costs|... 800.00 ground
//! document ruling|assistance-notice|query-notice|judgment-copy NAME [for plan-1]
//! found UNIT ASSET ordinary|vehicle|real-estate|... 500.00|unknown [shared 1/2] [prior 300.00 until 2024-06-01] [of li]
//!     [holder full|variant|other-name|name-only|other-number] [matures 2024-04-10]
//! plan freeze against zhang [months 6]
//! draft freeze ASSET 600.00 [until 2024-09-01] [set-aside A-05 ground] [instead-of order-1] [against li] [relayed]
//! draft renew|release|release-waiting|partial-release|transfer HOLD [600.00] [until 2025-02-28] [on GROUND]
//! approve plan-1 by judge|judge-2|bureau-head|president|clerk
//! withdraw plan-1 ground
//! begun order-1
//! delivered order-1
//! unknown order-1 cut-off|restarted|no-answer
//! not-found order-1
//! settle order-1 statement [by bureau-head]
//! unit answers order-1 done|partial|waiting|nothing [600.00] [beyond 1.00] [queued 2.00] [rank 1]
//!     [until 2025-01-01] [more] [as 3] [corrects 2] [confirmed] [other-bytes]
//! unit refuses order-1 reason
//! unit returns order-1 court|unit|channel
//! recall order-1 ground
//! observe hold-1 600.00 inflow|promoted|seen-in-query [rank 0]
//! lapsed hold-1 statement|query|unit-word
//! breach, recovery, recovered, answers-for, fine, reconsider, reconsidered, collected, exempt: `follow.rs`
//! look: `rounds.rs`
//! relay, leg, carrier, delegate, delegation: `courts.rs`
//! queue, never-effective, ask-handover, handover, authorise, revoke, rehearse: `queue.rs`
//! deputy plan-1 by judge-2 for judge              judge-2 signs for the judge
//! at-once plan-1 by judge ground                  one officer lets it leave
//! offer o-1 hold-1 to judge-2 by judge
//! accept o-1 by judge-2
//! bar b-1 suspension [of zhang|ASSET] with DOCUMENT
//! lift b-1 ground with DOCUMENT
//! wrong w-1 zhang                                 somebody else was taken for him
//! confirms w-1 UNIT                               nothing of the wrong one is touched there
//! adopt UNIT ASSET freeze|waiting-freeze 600.00 held 400.00 rank 0 until 2024-06-30
//! receipt r-1 600.00 [for order-1]
//! pays zhang 300.00
//! reduce
//! correct zhang [renumbered]
//! close performed|round-ended ground [owner judge]
//! expect refused LEVY-R12                         of the next step
//! expect nothing                                  of the next step: it is so already
//! expect room zhang 400.00 | excess 0.00
//! expect held hold-1 600.00 | covers hold-1 300.00 | end hold-1 2025-02-28 | gone hold-1
//! expect phase order-1 unknown
//! expect owes carry order-1 | settle order-1 | overdue order-1 | reduce | nothing
//! ```

use super::{cards, claims, courts, follow, notices, people::People, queue, rounds, words::Words};
use levy_domain::{
    money::Money,
    time::{Date, Timestamp},
};

/// One line.
pub(super) struct Step {
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) what: What,
}

/// How a debtor is liable.
pub(super) enum Mode {
    Joint,
    Share(u32, u32),
    Capped(Money),
    Supplementary,
}

/// An order drafted by hand.
pub(super) struct Draft {
    pub(super) measure: String,
    pub(super) target: String,
    pub(super) amount: Option<Money>,
    pub(super) until: Option<Date>,
    pub(super) set_aside: Option<(String, String)>,
    pub(super) instead_of: Option<String>,
    pub(super) against: Option<String>,
    pub(super) ground: Option<String>,
    pub(super) relayed: bool,
}

/// What a unit says of its only line.
pub(super) struct Answer {
    pub(super) order: String,
    pub(super) outcome: String,
    pub(super) held: Option<Money>,
    pub(super) beyond: Option<Money>,
    pub(super) queued: Option<Money>,
    pub(super) rank: Option<u32>,
    pub(super) until: Option<Date>,
    pub(super) more: bool,
    pub(super) sequence: Option<u32>,
    pub(super) corrects: Option<u32>,
    pub(super) confirmed: bool,
    pub(super) other_bytes: bool,
}

/// An asset in the answer to a query.
pub(super) struct Found {
    pub(super) unit: String,
    pub(super) asset: String,
    pub(super) class: String,
    pub(super) available: Option<Money>,
    pub(super) shared: Option<(u32, u32)>,
    pub(super) prior: Option<(Money, Date)>,
    pub(super) of: Option<String>,
    pub(super) holder: Option<String>,
    pub(super) matures: Option<Date>,
}

/// A hold made before this log.
pub(super) struct Adopted {
    pub(super) unit: String,
    pub(super) asset: String,
    pub(super) measure: String,
    pub(super) limit: Money,
    pub(super) held: Money,
    pub(super) rank: u32,
    pub(super) until: Date,
}

/// What a line asks for.
pub(super) enum What {
    At(Timestamp),
    Case(Money, String, bool, Option<String>),
    Debtor(String, bool),
    Liable(String, Mode),
    Adjust(String, Money, String),
    Document(String, String, Option<String>),
    Found(Found),
    PlanFreeze(String, Option<u32>),
    Draft(Draft),
    Approve(String, String),
    Withdraw(String, String),
    Begun(String),
    Delivered(String),
    Unknown(String, String),
    NotFound(String),
    Settle(String, String, Option<String>),
    Answer(Answer),
    Refuse(String, String),
    Return(String, String),
    Recall(String, String),
    Observe(String, Money, String, Option<u32>),
    Lapsed(String, String),
    Follow(follow::Ask),
    Look(rounds::Ask),
    People(People),
    Queue(queue::Ask),
    Courts(courts::Ask),
    Adopt(Adopted),
    Receipt(String, Money, Option<String>),
    Pays(String, Money),
    Reduce,
    Correct(String, bool),
    Close(String, String, Option<String>),
    OfClaims(claims::Ask),
    OfNotices(notices::Ask),
    OfCards(cards::Ask),
    ExpectRefused(String),
    ExpectNothing,
    Expect(Look),
}

/// Something to look at.
pub(super) enum Look {
    Room(String, Money),
    Excess(Money),
    Held(String, Money),
    Covers(String, Money),
    End(String, Date),
    Gone(String),
    Phase(String, String),
    Owes(String, Option<String>),
}

/// Reads a whole script; nothing is played before all of it is read.
pub(super) fn steps(text: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let plain = line.split('#').next().unwrap_or_default().trim();
        if plain.is_empty() {
            continue;
        }
        let mut words = Words::new(at + 1, plain);
        let what = what(&mut words)?;
        words.end()?;
        steps.push(Step {
            line: at + 1,
            text: plain.to_owned(),
            what,
        });
    }
    Ok(steps)
}

pub(super) fn name(words: &mut Words<'_>, what: &str) -> Result<String, String> {
    words.word(what).map(str::to_owned)
}

fn fraction(words: &mut Words<'_>) -> Result<(u32, u32), String> {
    let text = words.word("share")?;
    let parts = text.split_once('/').and_then(|(top, bottom)| {
        let (top, bottom) = (top.parse().ok()?, bottom.parse().ok()?);
        (bottom > 0 && top <= bottom).then_some((top, bottom))
    });
    parts.ok_or_else(|| words.wrong(format!("`{text}` is no share")))
}

fn what(words: &mut Words<'_>) -> Result<What, String> {
    let verb = words.word("step")?;
    Ok(match verb {
        "at" => What::At(words.moment()?),
        "case" => {
            words.must("of")?;
            let sum = words.money()?;
            words.must("against")?;
            let debtor = name(words, "debtor")?;
            let name_only = words.has("name-only");
            let without = words.has("without");
            let without = without.then(|| name(words, "document")).transpose()?;
            What::Case(sum, debtor, name_only, without)
        }
        "debtor" => What::Debtor(name(words, "debtor")?, words.has("name-only")),
        "liable" => What::Liable(name(words, "debtor")?, mode(words)?),
        "adjust" => {
            let kind = name(words, "component")?;
            What::Adjust(kind, words.money()?, name(words, "ground")?)
        }
        "document" => {
            let (kind, title) = (name(words, "kind")?, name(words, "name")?);
            let plan = words.has("for").then(|| name(words, "plan")).transpose()?;
            What::Document(kind, title, plan)
        }
        "found" => What::Found(found(words)?),
        "plan" => {
            words.must("freeze")?;
            words.must("against")?;
            let debtor = name(words, "debtor")?;
            let months = words.has("months").then(|| words.number()).transpose()?;
            What::PlanFreeze(debtor, months)
        }
        "draft" => What::Draft(draft(words)?),
        "approve" => {
            let plan = name(words, "plan")?;
            words.must("by")?;
            What::Approve(plan, name(words, "role")?)
        }
        "withdraw" => What::Withdraw(name(words, "plan")?, name(words, "ground")?),
        "begun" => What::Begun(name(words, "order")?),
        "delivered" => What::Delivered(name(words, "order")?),
        "unknown" => What::Unknown(name(words, "order")?, name(words, "reason")?),
        "not-found" => What::NotFound(name(words, "order")?),
        "settle" => {
            let (order, ground) = (name(words, "order")?, name(words, "ground")?);
            let by = words.has("by").then(|| name(words, "role")).transpose()?;
            What::Settle(order, ground, by)
        }
        "unit" => unit(words)?,
        "recall" => What::Recall(name(words, "order")?, name(words, "ground")?),
        "observe" => {
            let (hold, held) = (name(words, "hold")?, words.money()?);
            let cause = name(words, "cause")?;
            let rank = words.has("rank").then(|| words.number()).transpose()?;
            What::Observe(hold, held, cause, rank)
        }
        "lapsed" => What::Lapsed(name(words, "hold")?, name(words, "ground")?),
        "deputy" | "at-once" | "wrong" | "confirms" | "bar" | "lift" | "offer" | "accept" => {
            What::People(People::read(verb, words)?)
        }
        "adopt" => What::Adopt(adopted(words)?),
        "receipt" => {
            let (receipt, sum) = (name(words, "receipt")?, words.money()?);
            let order = words.has("for").then(|| name(words, "order")).transpose()?;
            What::Receipt(receipt, sum, order)
        }
        "pays" => What::Pays(name(words, "debtor")?, words.money()?),
        "reduce" => What::Reduce,
        "correct" => What::Correct(name(words, "debtor")?, words.has("renumbered")),
        "close" => {
            let (kind, ground) = (name(words, "kind")?, name(words, "ground")?);
            let owner = words
                .has("owner")
                .then(|| name(words, "role"))
                .transpose()?;
            What::Close(kind, ground, owner)
        }
        "expect" => expect(words)?,
        other => {
            if let Some(ask) = courts::read(other, words)? {
                What::Courts(ask)
            } else if let Some(ask) = follow::read(other, words)? {
                What::Follow(ask)
            } else if let Some(ask) = rounds::read(other, words)? {
                What::Look(ask)
            } else if let Some(ask) = queue::read(other, words)? {
                What::Queue(ask)
            } else if let Some(ask) = notices::read(other, words)? {
                What::OfNotices(ask)
            } else if let Some(ask) = cards::read(other, words)? {
                What::OfCards(ask)
            } else {
                What::OfClaims(claims::ask(other, words)?)
            }
        }
    })
}

fn mode(words: &mut Words<'_>) -> Result<Mode, String> {
    match words.word("mode")? {
        "joint" => Ok(Mode::Joint),
        "supplementary" => Ok(Mode::Supplementary),
        "capped" => words.money().map(Mode::Capped),
        "share" => fraction(words).map(|(top, bottom)| Mode::Share(top, bottom)),
        other => Err(words.wrong(format!("`{other}` is no mode of liability"))),
    }
}

fn found(words: &mut Words<'_>) -> Result<Found, String> {
    let (unit, asset) = (name(words, "unit")?, name(words, "asset")?);
    let class = name(words, "class")?;
    let available = if words.has("unknown") {
        None
    } else {
        Some(words.money()?)
    };
    let mut found = Found {
        unit,
        asset,
        class,
        available,
        shared: None,
        prior: None,
        of: None,
        holder: None,
        matures: None,
    };
    while let Some(word) = words.more() {
        match word {
            "shared" => found.shared = Some(fraction(words)?),
            "of" => found.of = Some(name(words, "debtor")?),
            "matures" => found.matures = Some(words.day()?),
            "holder" => found.holder = Some(name(words, "match")?),
            "prior" => {
                let sum = words.money()?;
                words.must("until")?;
                found.prior = Some((sum, words.day()?));
            }
            other => return Err(words.wrong(format!("`{other}` is too much"))),
        }
    }
    Ok(found)
}

fn draft(words: &mut Words<'_>) -> Result<Draft, String> {
    let (measure, target) = (name(words, "measure")?, name(words, "target")?);
    let mut draft = Draft {
        measure,
        target,
        amount: None,
        until: None,
        set_aside: None,
        instead_of: None,
        against: None,
        ground: None,
        relayed: false,
    };
    while let Some(word) = words.more() {
        match word {
            "relayed" => draft.relayed = true,
            "until" => draft.until = Some(words.day()?),
            "set-aside" => {
                draft.set_aside = Some((name(words, "rule")?, name(words, "ground")?));
            }
            "instead-of" => draft.instead_of = Some(name(words, "order")?),
            "on" => draft.ground = Some(name(words, "ground")?),
            "against" => draft.against = Some(name(words, "debtor")?),
            sum if draft.amount.is_none() => {
                draft.amount = Some(
                    Words::new(0, sum)
                        .money()
                        .map_err(|_| words.wrong(format!("`{sum}` is no sum in yuan")))?,
                );
            }
            other => return Err(words.wrong(format!("`{other}` is too much"))),
        }
    }
    Ok(draft)
}

fn unit(words: &mut Words<'_>) -> Result<What, String> {
    match words.word("what the unit does")? {
        "answers" => answer(words).map(What::Answer),
        "refuses" => Ok(What::Refuse(name(words, "order")?, name(words, "reason")?)),
        "returns" => Ok(What::Return(name(words, "order")?, name(words, "fault")?)),
        other => Err(words.wrong(format!("a unit does not `{other}`"))),
    }
}

fn answer(words: &mut Words<'_>) -> Result<Answer, String> {
    let (order, outcome) = (name(words, "order")?, name(words, "outcome")?);
    let mut answer = Answer {
        order,
        outcome,
        held: None,
        beyond: None,
        queued: None,
        rank: None,
        until: None,
        more: false,
        sequence: None,
        corrects: None,
        confirmed: false,
        other_bytes: false,
    };
    while let Some(word) = words.more() {
        match word {
            "beyond" => answer.beyond = Some(words.money()?),
            "queued" => answer.queued = Some(words.money()?),
            "rank" => answer.rank = Some(words.number()?),
            "until" => answer.until = Some(words.day()?),
            "more" => answer.more = true,
            "as" => answer.sequence = Some(words.number()?),
            "corrects" => answer.corrects = Some(words.number()?),
            "confirmed" => answer.confirmed = true,
            "other-bytes" => answer.other_bytes = true,
            sum if answer.held.is_none() => {
                answer.held = Some(
                    Words::new(0, sum)
                        .money()
                        .map_err(|_| words.wrong(format!("`{sum}` is no sum in yuan")))?,
                );
            }
            other => return Err(words.wrong(format!("`{other}` is too much"))),
        }
    }
    Ok(answer)
}

fn adopted(words: &mut Words<'_>) -> Result<Adopted, String> {
    let (unit, asset) = (name(words, "unit")?, name(words, "asset")?);
    let measure = name(words, "measure")?;
    let limit = words.money()?;
    words.must("held")?;
    let held = words.money()?;
    words.must("rank")?;
    let rank = words.number()?;
    words.must("until")?;
    Ok(Adopted {
        unit,
        asset,
        measure,
        limit,
        held,
        rank,
        until: words.day()?,
    })
}

fn expect(words: &mut Words<'_>) -> Result<What, String> {
    let look = match words.word("what to expect")? {
        "refused" => {
            let code = words.word("code")?;
            let known = code.strip_prefix("LEVY-R").is_some_and(|rest| {
                rest.len() == 2 && rest.bytes().all(|sign| sign.is_ascii_digit())
            });
            if !known {
                return Err(words.wrong(format!("`{code}` is no code of a refusal")));
            }
            return Ok(What::ExpectRefused(code.to_owned()));
        }
        "nothing" => return Ok(What::ExpectNothing),
        "room" => Look::Room(name(words, "debtor")?, words.money()?),
        "excess" => Look::Excess(words.money()?),
        "held" => Look::Held(name(words, "hold")?, words.money()?),
        "covers" => Look::Covers(name(words, "hold")?, words.money()?),
        "end" => Look::End(name(words, "hold")?, words.day()?),
        "gone" => Look::Gone(name(words, "hold")?),
        "phase" => Look::Phase(name(words, "order")?, name(words, "phase")?),
        "owes" => {
            let duty = name(words, "duty")?;
            Look::Owes(duty, words.more().map(str::to_owned))
        }
        other => return Err(words.wrong(format!("nobody can expect `{other}`"))),
    };
    Ok(What::Expect(look))
}
