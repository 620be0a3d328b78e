//! The text of the rules that an explanation rests on.

use super::Line;
use levy_domain::{
    asset::AssetClass,
    order::Basis,
    rules::{
        Profile,
        profile::{Confidence, Effect, TermEffect, Text},
    },
};
use serde::Serialize;

/// A rule as the profile has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitedRule {
    /// Its id, the profile's version and the article, as the event cites them.
    #[serde(flatten)]
    pub basis: Basis,
    /// What it says; none where no given profile has this value.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub text: Option<RuleText>,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleText {
    /// What it is about.
    pub subject: Text,
    /// What it says: a principle in words, anything else on one line in the
    /// codes of the profile. The Chinese line is empty where only the English
    /// one was written; subject and article then say what it is about.
    pub says: Text,
    /// Exceptions and conditions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// How well its source is known.
    pub confidence: Confidence,
}

/// The rules that `lines` cite, each once, by id, out of the first of
/// `profiles` that has the very value cited; give those that the log kept,
/// then the one compiled in.
pub fn cited_rules(lines: &[Line], profiles: &[&Profile]) -> Vec<CitedRule> {
    let mut cited: Vec<&Basis> = lines.iter().filter_map(|line| line.rule.as_ref()).collect();
    cited.sort_by_key(|basis| (&basis.rule, &basis.version, &basis.article));
    cited.dedup();
    cited
        .into_iter()
        .map(|basis| CitedRule {
            basis: basis.clone(),
            text: profiles.iter().find_map(|profile| text(profile, basis)),
        })
        .collect()
}

/// What `profile` says under a basis, if it is the one that was cited.
fn text(profile: &Profile, basis: &Basis) -> Option<RuleText> {
    if profile.version() != basis.version {
        return None;
    }
    let rule = profile.rule(&basis.rule)?;
    let value = rule
        .chosen_values()
        .find(|value| value.basis.to_string() == basis.article)?;
    Some(RuleText {
        subject: rule.subject.clone(),
        says: says(&value.says),
        note: value.note.clone(),
        confidence: value.confidence.unwrap_or(rule.confidence),
    })
}

fn says(effect: &Effect) -> Text {
    match effect {
        Effect::Principle(text) => text.clone(),
        Effect::Term(term) => Text {
            zh: in_months(term),
            en: effect.to_string(),
        },
        // Nothing but codes, which whoever shows them puts into words.
        Effect::Allocation(_) | Effect::Closing(_) | Effect::Escalation(_) => Text {
            zh: effect.to_string(),
            en: effect.to_string(),
        },
        other => Text {
            zh: String::new(),
            en: other.to_string(),
        },
    }
}

fn in_months(term: &TermEffect) -> String {
    let mut text = format!("{} 个月", term.months);
    if let Some(months) = term.renewal_months {
        text += &format!("，续行 {months} 个月");
    }
    if let Some(times) = term.renewals {
        text += &format!("，可续行 {times} 次");
    }
    let classes: Vec<&str> = term.classes.iter().map(AssetClass::as_str).collect();
    text + "：" + &classes.join("、")
}
