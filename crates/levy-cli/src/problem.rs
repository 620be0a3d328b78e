//! What is wrong with a row of a file: row, column, code, what.

use crate::lang::{Key, Lang};
use serde_json::json;
use std::fmt::Display;

/// Problems that are listed one by one; the rest is only counted.
const LISTED: usize = 200;

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Line of the file, from 1.
    pub(crate) row: u64,
    /// Heading of the column as the file has it; empty for the whole row.
    pub(crate) column: String,
    /// Code.
    pub(crate) code: String,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// A text of this crate and what fills it.
    Own(Key, String),
    /// What a part of Levy says, in English.
    Part(String),
}

/// Codes of the domain that have a text in both languages.
const KNOWN: [(&str, Key); 13] = [
    ("LEVY-D02", Key("row-money")),
    ("LEVY-D10", Key("row-resident-id")),
    ("LEVY-D11", Key("row-credit-code")),
    ("LEVY-D12", Key("row-credit-code")),
    ("LEVY-D17", Key("row-case-number")),
    ("LEVY-D18", Key("row-court")),
    ("LEVY-D22", Key("row-printed")),
    ("LEVY-R02", Key("row-id-in-use")),
    ("LEVY-R05", Key("row-malformed")),
    ("LEVY-R06", Key("row-currency")),
    ("LEVY-R07", Key("row-too-large")),
    ("LEVY-R03", Key("row-unknown")),
    ("LEVY-R83", Key("row-number-taken")),
];

/// The `LEVY-…` code that a text begins with.
pub(crate) fn code_of(text: &str) -> Option<&str> {
    text.split(' ')
        .next()
        .filter(|word| word.starts_with("LEVY-"))
}

impl Problem {
    /// A problem of this crate's own.
    pub(crate) fn own(row: u64, column: &str, code: &str, what: Key, about: impl Display) -> Self {
        Problem {
            row,
            column: column.to_owned(),
            code: code.to_owned(),
            what: What::Own(what, about.to_string()),
        }
    }

    /// What a part of Levy says about a value. Its texts repeat no input.
    pub(crate) fn of(row: u64, column: &str, error: &dyn Display) -> Self {
        let text = error.to_string();
        let code = code_of(&text).unwrap_or("LEVY-T99").to_owned();
        Problem {
            row,
            column: column.to_owned(),
            code,
            what: What::Part(text),
        }
    }

    /// What is wrong, in a language.
    pub(crate) fn what(&self, lang: Lang) -> String {
        match &self.what {
            What::Own(key, about) => lang.tell(*key, &[("about", about)]),
            What::Part(text) => {
                let rest = text.strip_prefix(&*self.code).unwrap_or(text).trim();
                match KNOWN.iter().find(|(code, _)| *code == self.code) {
                    Some((_, key)) => lang.tell(*key, &[("original", rest)]),
                    None => rest.to_owned(),
                }
            }
        }
    }
}

/// A line for each of them, for people; those beyond [`LISTED`] are counted.
pub(crate) fn lines(problems: &[Problem], lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for problem in problems.iter().take(LISTED) {
        let row = problem.row.to_string();
        let what = problem.what(lang);
        let with = [
            ("row", row.as_str()),
            ("column", problem.column.as_str()),
            ("code", problem.code.as_str()),
            ("what", what.as_str()),
        ];
        let key = if problem.column.is_empty() {
            Key("row-line")
        } else {
            Key("row-column-line")
        };
        lines.push(lang.tell(key, &with));
    }
    if problems.len() > LISTED {
        let more = (problems.len() - LISTED).to_string();
        lines.push(lang.tell(Key("rows-more"), &[("count", &more)]));
    }
    lines
}

/// All of them, for scripts.
pub(crate) fn json(problems: &[Problem], lang: Lang) -> Vec<serde_json::Value> {
    problems
        .iter()
        .map(|problem| {
            json!({
                "row": problem.row,
                "column": problem.column,
                "code": problem.code,
                "what": problem.what(lang),
            })
        })
        .collect()
}
