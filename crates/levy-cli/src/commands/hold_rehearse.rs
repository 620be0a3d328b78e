//! `levy hold rehearse`: what happens on the asset of a hold on the day on
//! which the first seal ends, as far as the log knows. Decides nothing.

use super::case_why::{find, profiles};
use crate::{
    failure::Failure,
    lang::{Key, Lang},
    reading::{Reading, fold, matter_upto},
    screen::Screen,
    table::{amount_or_dash, or_dash},
};
use levy::{
    domain::{
        asset::PriorMeasure,
        id::{AssetId, HoldId, MatterId, OrderId},
        matter::{
            State,
            queue::{Before, Rehearsal, Who, rehearse},
        },
        order::Basis,
        rules::Profile,
        time::Date,
    },
    views::why::About,
};
use serde::Serialize;
use std::path::Path;

#[cfg(test)]
mod tests;

/// What it may be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Case number in any bracket form, or an id.
    #[arg(value_name = "CASE")]
    case: String,
    /// A hold, by its id or how it begins.
    #[arg(value_name = "HOLD")]
    hold: String,
}

/// A rehearsal for scripts. Who the others are stays sealed.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Rehearsed {
    matter: MatterId,
    hold: HoldId,
    asset: AssetId,
    /// The log's own today.
    on: Date,
    first: Seal,
    next: Seal,
    our_rank: Option<u32>,
    our_end: Option<Date>,
    our_end_rule: Option<Basis>,
    before: Vec<Step>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Seal {
    who: &'static str,
    hold: Option<HoldId>,
    amount_minor: Option<u64>,
    last_day: Option<Date>,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Step {
    todo: &'static str,
    hold: Option<HoldId>,
    order: Option<OrderId>,
    by: Option<Date>,
    from: Option<Date>,
    rule: Option<String>,
}

/// # Errors
/// [`Failure`]: the case, or the hold in it, is not known, or nothing of ours
/// is on its asset any more.
pub(crate) async fn run(dir: &Path, args: &Args, screen: &mut Screen) -> Result<(), Failure> {
    let reading = Reading::open(dir).await?;
    let case = reading.case(&args.case).await?;
    let entries = matter_upto(reading.journal(), &case.stream, None).await?;
    let (state, _) = fold(&entries)?;
    let profiles = profiles(reading.journal()).await?;
    let Some(profile) = profiles.first() else {
        return Ok(());
    };
    let on = reading.now().await?.date_in(profile.zone());
    let found = match find(&state, &args.hold) {
        Some(About::Hold(hold)) => rehearsed(case.matter, &state, hold, profile, on),
        _ => None,
    };
    let rehearsed = found.ok_or_else(|| {
        let (what, todo) = (Key("fault-no-hold"), Key("do-case-show"));
        Failure::refused("LEVY-T31", what, todo, &args.hold)
    })?;
    if screen.json {
        return Ok(screen.json(&rehearsed)?);
    }
    for line in told(&rehearsed, screen.lang) {
        screen.line(line)?;
    }
    Ok(())
}

fn rehearsed(
    matter: MatterId,
    state: &State,
    hold: HoldId,
    profile: &Profile,
    on: Date,
) -> Option<Rehearsed> {
    let asset = state.holds.get(&hold)?.asset;
    let seen: Rehearsal = rehearse(state, &asset, profile, on)?;
    let (our_end, our_end_rule) = seen.our_end.unzip();
    Some(Rehearsed {
        matter,
        hold,
        asset,
        on,
        first: seal(&seen.first.who, seen.first.last_day),
        next: seal(&seen.next, None),
        our_rank: seen.our_rank,
        our_end,
        our_end_rule: our_end_rule.flatten(),
        before: seen.before.iter().map(step).collect(),
    })
}

fn seal(who: &Who, last_day: Option<Date>) -> Seal {
    let (name, hold, amount) = match who {
        Who::Us(hold) => ("us", Some(*hold), None),
        Who::Another(PriorMeasure { amount, .. }) => ("another", None, *amount),
        Who::NotKnown => ("not-known", None, None),
    };
    Seal {
        who: name,
        hold,
        amount_minor: amount.map(|amount| amount.minor),
        last_day,
    }
}

fn step(before: &Before) -> Step {
    let of = |todo, hold: &HoldId| Step {
        todo,
        hold: Some(*hold),
        ..Step::default()
    };
    match before {
        Before::Renew(hold, by) => Step {
            by: Some(*by),
            ..of("renew", hold)
        },
        Before::Confirm(order, by) => Step {
            todo: "confirm",
            order: Some(*order),
            by: Some(*by),
            ..Step::default()
        },
        Before::Settle(hold) => of("settle", hold),
        Before::Ask(hold, by) => Step {
            by: Some(*by),
            ..of("ask", hold)
        },
        Before::AskHandover(hold, from, rule) => Step {
            from: Some(*from),
            rule: Some(rule.clone()),
            ..of("ask-handover", hold)
        },
    }
}

/// A rehearsal in words, line by line.
fn told(rehearsed: &Rehearsed, lang: Lang) -> Vec<String> {
    let who = |seal: &Seal| {
        let hold = seal.hold.map(|hold| hold.to_string()).unwrap_or_default();
        let sum = amount_or_dash(seal.amount_minor);
        match seal.who {
            "us" => lang.tell(Key("rehearse-us"), &[("hold", &hold)]),
            "another" => lang.tell(Key("rehearse-another"), &[("amount", &sum)]),
            _ => lang.say(Key("rehearse-not-known")),
        }
    };
    let (asset, on) = (rehearsed.asset.to_string(), rehearsed.on.to_string());
    let mut lines = vec![
        lang.tell(Key("rehearse-head"), &[("asset", &asset), ("on", &on)]),
        lang.tell(
            Key("rehearse-first"),
            &[
                ("who", &who(&rehearsed.first)),
                ("on", &or_dash(rehearsed.first.last_day)),
            ],
        ),
        lang.tell(Key("rehearse-next"), &[("who", &who(&rehearsed.next))]),
    ];
    match rehearsed.our_rank {
        None => lines.push(lang.say(Key("rehearse-no-place"))),
        Some(0) => {}
        Some(rank) => {
            let rank = rank.to_string();
            lines.push(lang.tell(Key("rehearse-place"), &[("rank", &rank)]));
        }
    }
    if let Some(end) = rehearsed.our_end {
        let end = end.to_string();
        let rule = rehearsed.our_end_rule.as_ref();
        lines.push(match rule {
            Some(rule) => lang.tell(
                Key("rehearse-our-end-by-rule"),
                &[("on", &end), ("rule", &rule.rule)],
            ),
            None => lang.tell(Key("rehearse-our-end"), &[("on", &end)]),
        });
    }
    lines.extend(rehearsed.before.iter().map(|step| todo(step, lang)));
    lines
}

fn todo(step: &Step, lang: Lang) -> String {
    let key = match step.todo {
        "renew" => Key("rehearse-renew"),
        "confirm" => Key("rehearse-confirm"),
        "settle" => Key("rehearse-settle"),
        "ask" => Key("rehearse-ask"),
        _ => Key("rehearse-ask-handover"),
    };
    let thing = step.order.map(|order| order.to_string());
    let thing = thing.or_else(|| step.hold.map(|hold| hold.to_string()));
    let on = or_dash(step.by.or(step.from));
    let rule = step.rule.clone().unwrap_or_default();
    let with = [
        ("thing", thing.as_deref().unwrap_or_default()),
        ("on", &on),
        ("rule", &rule),
    ];
    lang.tell(key, &with)
}
