//! `levy case why`: why a case, an order or a hold is as it is, from the
//! events alone.

use super::unit_list::{activated, directory};
use crate::{
    failure::Failure,
    lang::{Key, Lang},
    reading::{Reading, fold, matter_upto},
    screen::Screen,
    sentence::Sentences,
    table::or_dash,
    words::in_words,
};
use levy::{
    domain::{
        id::{HoldId, OrderId},
        matter::State,
        rules::{Profile, profile::Text},
    },
    journal::Journal,
    views::why::{About, CitedRule, Line, Part, cited_rules, explain},
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
    /// An order or a hold, by its id or how it begins.
    #[arg(value_name = "ORDER|HOLD")]
    thing: Option<String>,
}

#[derive(Serialize)]
struct Explained<'a> {
    position: Option<u64>,
    matter: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    lines: &'a [Line],
    rules: &'a [CitedRule],
}

/// # Errors
/// [`Failure`]: the case, or the thing in it, is not known.
pub(crate) async fn run(dir: &Path, args: &Args, screen: &mut Screen) -> Result<(), Failure> {
    let reading = Reading::open(dir).await?;
    let case = reading.case(&args.case).await?;
    let entries = matter_upto(reading.journal(), &case.stream, None).await?;
    let (state, _) = fold(&entries)?;
    let about = match &args.thing {
        None => About::Matter,
        Some(thing) => find(&state, thing).ok_or_else(|| {
            let (what, todo) = (Key("fault-no-thing"), Key("do-case-show"));
            Failure::refused("LEVY-T31", what, todo, thing)
        })?,
    };
    let profiles = profiles(reading.journal()).await?;
    let profiles: Vec<&Profile> = profiles.iter().collect();
    let Some(in_force) = profiles.first() else {
        return Ok(());
    };
    let lines = explain(&entries, about, in_force)?;
    let rules = cited_rules(&lines, &profiles);
    let thing = match about {
        About::Matter => None,
        About::Order(order) => Some(order.to_string()),
        About::Hold(hold) => Some(hold.to_string()),
    };
    let explained = Explained {
        position: entries.last().map(|entry| entry.position.0),
        matter: case.matter.to_string(),
        about: thing,
        lines: &lines,
        rules: &rules,
    };
    if screen.json {
        return Ok(screen.json(&explained)?);
    }
    let units = directory(reading.journal()).await?;
    let words = Sentences::new(screen.lang, &units, &lines, in_force.zone());
    head(&explained, about, &case.stream, screen)?;
    told(&lines, about, &words, screen)?;
    law(&rules, screen)
}

/// The order or hold whose id is `thing`, or the only one that begins so.
pub(super) fn find(state: &State, thing: &str) -> Option<About> {
    let begins = |id: &dyn std::fmt::Display| id.to_string().starts_with(thing);
    let orders = state.orders.keys().filter(|order| begins(order));
    let holds = state.holds.keys().filter(|hold| begins(hold));
    let mut found = orders
        .map(|order: &OrderId| About::Order(*order))
        .chain(holds.map(|hold: &HoldId| About::Hold(*hold)));
    match (found.next(), found.next()) {
        (Some(about), None) => Some(about),
        _ => None,
    }
}

/// The profiles that the log put in force, newest first, then the one compiled
/// in.
pub(super) async fn profiles(journal: &Journal) -> Result<Vec<Profile>, Failure> {
    let mut profiles = Vec::new();
    for activated in activated(journal).await?.iter().rev() {
        if let Some(text) = journal.evidence(&activated.profile).await? {
            profiles.push(Profile::from_toml(&String::from_utf8_lossy(&text))?);
        }
    }
    profiles.push(Profile::china()?);
    Ok(profiles)
}

fn head(
    explained: &Explained<'_>,
    about: About,
    stream: &str,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let key = match about {
        About::Matter => Key("why-head-matter"),
        About::Order(_) => Key("why-head-order"),
        About::Hold(_) => Key("why-head-hold"),
    };
    let position = or_dash(explained.position);
    let thing = explained.about.clone().unwrap_or_default();
    let mark = screen.lang.say(Key("why-mark"));
    let with = [
        ("matter", &*explained.matter),
        ("thing", &thing),
        ("position", &position),
        ("stream", stream),
        ("mark", &mark),
    ];
    Ok(screen.say(key, &with)?)
}

/// A matter by its parts; one thing as it happened.
fn told(
    lines: &[Line],
    about: About,
    words: &Sentences<'_>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let heading = |part: Part| match (part, about) {
        (Part::Now, _) => Key("why-now"),
        (_, About::Order(_) | About::Hold(_)) => Key("why-course"),
        (Part::File, _) => Key("why-file"),
        (Part::Search, _) => Key("why-search"),
        (Part::Plan | Part::Order | Part::Hold, _) => Key("why-plan"),
        (Part::Money, _) => Key("why-money"),
    };
    let mut in_order: Vec<&Line> = lines.iter().collect();
    if about == About::Matter {
        in_order.sort_by_key(|line| line.part);
    }
    let mut last = None;
    for line in in_order {
        let under = heading(line.part);
        if last != Some(under) {
            screen.heading(under)?;
            last = Some(under);
        }
        screen.line(words.tell(line))?;
    }
    Ok(())
}

fn law(rules: &[CitedRule], screen: &mut Screen) -> Result<(), Failure> {
    if rules.is_empty() {
        return Ok(());
    }
    screen.heading(Key("why-rules"))?;
    let lang = screen.lang;
    for rule in rules {
        let basis = &rule.basis;
        let cited = [
            ("rule", &*basis.rule),
            ("version", &basis.version),
            ("article", &basis.article),
        ];
        let Some(text) = &rule.text else {
            screen.say(Key("why-rule-unread"), &cited)?;
            continue;
        };
        let confidence = text.confidence.to_string();
        let says = in_words(
            lang,
            in_lang(lang, &text.says).trim_end_matches(['.', '。']),
        );
        let said = [
            ("confidence", &*confidence),
            ("subject", in_lang(lang, &text.subject)),
            ("says", &says),
        ];
        let key = match says.is_empty() {
            true => Key("why-rule-subject"),
            false => Key("why-rule"),
        };
        screen.say(key, &[&cited[..], &said[..]].concat())?;
        if let Some(note) = &text.note {
            screen.say(Key("why-rule-note"), &[("note", in_lang(lang, note))])?;
        }
    }
    Ok(())
}

fn in_lang(lang: Lang, text: &Text) -> &str {
    match lang {
        Lang::Zh => &text.zh,
        Lang::En => &text.en,
    }
}
