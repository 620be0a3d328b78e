//! A rule: what it is about, how well it was read, and its dated values.

use super::{bad::RuleFault, day, effect::Effect};
use crate::{order::Basis, time::Date};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A text in two languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

/// How well the source of a rule is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// Read in the full text of the rule.
    #[serde(rename = "R")]
    Read,
    /// Seen in a page or in code that quotes the rule.
    #[serde(rename = "S")]
    Seen,
    /// Computed or derived.
    #[serde(rename = "C")]
    Computed,
    /// Background knowledge or practice of the court; not verified.
    #[serde(rename = "B")]
    Background,
}

impl Confidence {
    /// The letter that the text uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Confidence::Read => "R",
            Confidence::Seen => "S",
            Confidence::Computed => "C",
            Confidence::Background => "B",
        }
    }

    /// The strongest severity that a rule of law of this confidence may have.
    pub fn allows(self) -> Severity {
        match self {
            Confidence::Read => Severity::Refuse,
            Confidence::Seen => Severity::Override,
            Confidence::Computed | Confidence::Background => Severity::Warn,
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a rule may do to a command, from weak to strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It only warns.
    Warn,
    /// It refuses, unless two officers override it with reasons.
    Override,
    /// It refuses.
    Refuse,
    /// It refuses by the court's own order, not as law: who approves what is
    /// set by each court, however well the law was read.
    CourtSet,
}

impl Severity {
    /// The literal that the text uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Warn => "warn",
            Severity::Override => "override",
            Severity::Refuse => "refuse",
            Severity::CourtSet => "court-set",
        }
    }

    /// True when a command may be refused for it, with or without override.
    pub fn refuses(self) -> bool {
        self > Severity::Warn
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a value is written: never a bare article number, since numbers move
/// with every amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Name or document number (文号) of the rule.
    pub rule: String,
    /// Version of its text, as a rule its year.
    pub version: String,
    /// Article and paragraph.
    pub article: String,
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}) {}", self.rule, self.version, self.article)
    }
}

/// A choice that the court makes where the law is disputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Switch {
    /// Name.
    pub name: String,
    /// What can be chosen.
    pub options: Vec<String>,
    /// What is chosen.
    pub chosen: String,
}

/// What a rule says from one day to another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedValue {
    /// First day.
    #[serde(deserialize_with = "day::required")]
    pub from: Date,
    /// Last day; open when absent.
    #[serde(default, deserialize_with = "day::optional")]
    pub to: Option<Date>,
    /// Stands only when this option of the switch is chosen.
    #[serde(default)]
    pub option: Option<String>,
    /// Weaker than the rule's, where this value was read less well.
    #[serde(default)]
    pub confidence: Option<Confidence>,
    /// Where it is written.
    pub basis: Citation,
    /// Exceptions and conditions for the reader.
    #[serde(default)]
    pub note: Option<Text>,
    /// What it says.
    pub says: Effect,
    /// What an event cites for it; made when the text is read.
    #[serde(skip)]
    pub(super) cited: Basis,
}

impl DatedValue {
    /// True when `on` is inside.
    pub fn holds_on(&self, on: Date) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }

    /// True when both may stand on one day.
    pub(super) fn meets(&self, other: &DatedValue) -> bool {
        let same_option =
            self.option.is_none() || other.option.is_none() || self.option == other.option;
        same_option
            && self.to.is_none_or(|to| other.from <= to)
            && other.to.is_none_or(|to| self.from <= to)
    }
}

/// A rule as loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Id of the catalogue, such as `T-01`.
    pub id: String,
    /// Line of the text where it begins.
    pub line: usize,
    /// What it is about.
    pub subject: Text,
    /// How well it was read, as stated for the rule.
    pub confidence: Confidence,
    /// What it may do to a command.
    pub severity: Severity,
    /// The choice, where the law is disputed.
    pub switch: Option<Switch>,
    /// All values, those of other options too.
    pub values: Vec<DatedValue>,
}

impl Rule {
    /// Values of the chosen option.
    pub fn chosen_values(&self) -> impl DoubleEndedIterator<Item = &DatedValue> {
        let chosen = self.switch.as_ref().map(|switch| switch.chosen.as_str());
        self.values
            .iter()
            .filter(move |value| value.option.is_none() || value.option.as_deref() == chosen)
    }

    /// The value of the day `on`.
    pub fn on(&self, on: Date) -> Option<&DatedValue> {
        self.chosen_values().find(|value| value.holds_on(on))
    }

    /// The value of the day, else the last one that began before it, else the
    /// first: for court-set values that must never be missing.
    pub(super) fn near(&self, on: Date) -> Option<&DatedValue> {
        self.on(on)
            .or_else(|| {
                self.chosen_values()
                    .filter(|value| value.from <= on)
                    .max_by_key(|value| value.from)
            })
            .or_else(|| self.chosen_values().min_by_key(|value| value.from))
    }

    /// The weakest confidence of the rule and its chosen values: what was
    /// read least well decides what the whole may do.
    pub fn weakest(&self) -> Confidence {
        self.chosen_values()
            .filter_map(|value| value.confidence)
            .fold(self.confidence, Confidence::max)
    }

    pub(super) fn bad(&self, fault: RuleFault) -> super::BadProfile {
        super::BadProfile::Rule {
            rule: self.id.clone(),
            line: self.line,
            fault,
        }
    }
}
