//! A sentence of an explanation in words.

use crate::{
    lang::{Key, Lang},
    table::amount,
    words::word_in,
};
use levy::{
    domain::{rules::UnitDirectory, time::Zone},
    views::{
        EventRef,
        why::{Arg, Line, Part},
    },
};
use std::collections::BTreeSet;

/// Ids are shown this short where that tells them apart.
const SHORT: usize = 8;

/// Puts the sentences of one explanation into words.
pub(crate) struct Sentences<'a> {
    lang: Lang,
    units: &'a UnitDirectory,
    zone: Zone,
    shown: usize,
}

impl<'a> Sentences<'a> {
    /// For these lines: their ids are shown as short as all of them allow.
    pub(crate) fn new(lang: Lang, units: &'a UnitDirectory, lines: &[Line], zone: Zone) -> Self {
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        for (_, arg) in lines.iter().flat_map(|line| &line.args) {
            match arg {
                Arg::Id(id) => ids.extend([id.as_str()]),
                Arg::Ids(some) => ids.extend(some.iter().map(String::as_str)),
                _ => {}
            }
        }
        let apart = |shown: &usize| {
            let short: BTreeSet<String> = ids.iter().map(|id| cut(id, *shown)).collect();
            short.len() == ids.len()
        };
        let shown = (SHORT..=32).step_by(4).find(apart).unwrap_or(32);
        Sentences {
            lang,
            units,
            zone,
            shown,
        }
    }

    /// When, what, by which rule, from which events.
    pub(crate) fn tell(&self, line: &Line) -> String {
        let lang = self.lang;
        let filled: Vec<(&'static str, String)> = line
            .args
            .iter()
            .map(|(name, arg)| (*name, self.fill(name, arg)))
            .collect();
        let with: Vec<(&'static str, &str)> = filled
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        let mut text = String::new();
        if let (Some(first), true) = (line.events.first(), line.part != Part::Now) {
            text += &first.at.local_text(self.zone);
            text += "  ";
        }
        let key = format!("why-{}", line.words);
        text += &lang.look_with(&key, &with).unwrap_or(key);
        if let Some(rule) = &line.rule {
            let key = if rule.article.is_empty() {
                Key("why-by-rule-alone")
            } else {
                Key("why-by-rule")
            };
            let by = lang.tell(key, &[("rule", &rule.rule), ("article", &rule.article)]);
            text += " ";
            text += &by;
        }
        text + " " + &self.events(&line.events)
    }

    /// `[matter@3-5,9]`: the stream's mark and revisions.
    fn events(&self, events: &[EventRef]) -> String {
        let mut spans: Vec<(u64, u64)> = Vec::new();
        let mut revisions: Vec<u64> = events.iter().map(|event| event.revision).collect();
        revisions.sort_unstable();
        for revision in revisions {
            match spans.last_mut() {
                Some((_, end)) if *end == revision => {}
                Some((_, end)) if *end + 1 == revision => *end = revision,
                _ => spans.push((revision, revision)),
            }
        }
        let spans: Vec<String> = spans
            .into_iter()
            .map(|(first, last)| {
                if first == last {
                    first.to_string()
                } else {
                    format!("{first}-{last}")
                }
            })
            .collect();
        format!("[{}@{}]", self.lang.say(Key("why-mark")), spans.join(","))
    }

    fn fill(&self, place: &str, arg: &Arg) -> String {
        let lang = self.lang;
        let listed = |texts: Vec<String>| match texts.len() {
            0 => dash(),
            _ => texts.join(if lang == Lang::Zh { "、" } else { ", " }),
        };
        // A place may have several codes of which one is enough.
        let word = |code: &String| {
            let codes = code.split('/').map(|code| word_in(lang, place, code));
            codes.collect::<Vec<_>>().join("/")
        };
        match arg {
            Arg::Money(money) if money.currency.as_str() == "CNY" => amount(money.minor),
            Arg::Money(money) => format!("{} {}", money.currency.as_str(), amount(money.minor)),
            Arg::Day(day) => day.to_string(),
            Arg::At(at) => at.local_text(self.zone),
            Arg::Code(code) => word(code),
            Arg::Codes(codes) => listed(codes.iter().map(word).collect()),
            Arg::Id(id) => cut(id, self.shown),
            Arg::Ids(ids) => listed(ids.iter().map(|id| cut(id, self.shown)).collect()),
            Arg::Unit(unit) => match self.units.get(unit) {
                Some(known) if lang == Lang::En && !known.name_en.is_empty() => {
                    known.name_en.clone()
                }
                Some(known) => known.name.clone(),
                None => cut(&unit.to_string(), self.shown),
            },
            Arg::Count(number) => number.to_string(),
            Arg::Text(text) => text.clone(),
            Arg::None => dash(),
        }
    }
}

fn dash() -> String {
    "-".to_owned()
}

/// An id with so many of its digits.
fn cut(id: &str, digits: usize) -> String {
    let start = id.find('_').map_or(0, |at| at + 1);
    id.chars().take(start + digits).collect()
}
