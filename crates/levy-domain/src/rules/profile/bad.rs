//! Why a profile or a unit directory does not load.

use super::rule::{Confidence, Severity};
use crate::time::Date;
use thiserror::Error;

/// A text of rules or units that cannot be used. Nothing of it is loaded.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadProfile {
    /// Not TOML, a key that is not known, a value of the wrong kind. The
    /// message shows line and column, never what stands there.
    #[error("LEVY-D40 {0}")]
    Unreadable(String),
    /// A rule contradicts itself or another rule.
    #[error("LEVY-D41 rule {rule} (line {line}): {fault}")]
    Rule {
        /// Id of the rule.
        rule: String,
        /// Line of the id.
        line: usize,
        /// What is wrong.
        fault: RuleFault,
    },
    /// A question that must have an answer has none.
    #[error("LEVY-D42 no rule answers: {question}; add one")]
    Unanswered {
        /// Which question.
        question: String,
    },
    /// The table of case types contradicts itself.
    #[error("LEVY-D43 case type {code}: {why}")]
    CaseType {
        /// Its code, such as `执保`.
        code: String,
        /// What is wrong.
        why: &'static str,
    },
    /// The head of the profile makes no sense.
    #[error("LEVY-D44 {key}: {why}")]
    Head {
        /// Which key.
        key: &'static str,
        /// What is wrong.
        why: &'static str,
    },
    /// A unit of the directory makes no sense.
    #[error("LEVY-D45 unit {code} (line {line}): {fault}")]
    Unit {
        /// Its code.
        code: String,
        /// Line of the code.
        line: usize,
        /// What is wrong.
        fault: UnitFault,
    },
}

/// What is wrong with a rule.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RuleFault {
    /// Not a letter, a dash and two digits.
    #[error("an id is a capital letter, a dash and two digits, such as T-01")]
    Id,
    /// Two rules with one id.
    #[error("this id is used twice")]
    Twice,
    /// Listed under `stale`.
    #[error("this rule is no longer law and must not be loaded (see `stale`)")]
    Stale,
    /// Subject or citation left empty.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// No value at all.
    #[error("it has no value")]
    NoValue,
    /// Ends before it begins.
    #[error("the value from {0} ends before it begins")]
    Backwards(Date),
    /// Two values on one day.
    #[error("the values from {0} and from {1} overlap")]
    Overlap(Date, Date),
    /// The law is disputed and nobody chose.
    #[error("switch {0} has no chosen option; choose one")]
    NotChosen(String),
    /// An option that the switch does not offer.
    #[error("switch {switch} does not offer option {option}")]
    Option {
        /// Name of the switch.
        switch: String,
        /// The option.
        option: String,
    },
    /// A value for an option in a rule without a switch.
    #[error("option {0} needs a switch")]
    NoSwitch(String),
    /// Not read well enough to refuse.
    #[error(
        "confidence {confidence} is too low for severity {severity}; a rule that was not read only warns"
    )]
    TooWeak {
        /// Its confidence.
        confidence: Confidence,
        /// Its severity.
        severity: Severity,
    },
    /// A verdict that is stronger than the severity.
    #[error("it only warns, so no verdict of it may be `refused`")]
    WarnsOnly,
    /// A literal that this version does not know.
    #[error("unknown {what} `{literal}`; declare it under [codes] if it is new")]
    Literal {
        /// What kind of literal.
        what: &'static str,
        /// The literal.
        literal: String,
    },
    /// Its values answer different questions.
    #[error("all its values must say the same kind of thing")]
    Mixed,
    /// Another rule answers the same question.
    #[error("rule {other} answers the same question: {question}")]
    AnsweredTwice {
        /// The other rule.
        other: String,
        /// The question.
        question: String,
    },
    /// A number or list that makes no sense.
    #[error("{0}")]
    Value(&'static str),
}

/// What is wrong with a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnitFault {
    /// Left empty.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// Two units with one code.
    #[error("this code is used twice")]
    Twice,
    /// Opening hours that do not fit into a day.
    #[error("hours run from an earlier to a later minute of one day, at most 1440")]
    Hours,
}

/// Line, from 1, of a byte of `text`.
pub(in crate::rules) fn line_of(text: &str, byte: usize) -> usize {
    text.bytes()
        .take(byte)
        .filter(|sign| *sign == b'\n')
        .count()
        + 1
}
