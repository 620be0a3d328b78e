//! How a run ends when it does not end well: a code, what, and what to do.

use crate::{
    lang::{Key, Lang},
    problem::{self, Problem},
};
use std::{
    fmt::Display,
    io::{self, Write},
    process::ExitCode,
};

/// Everything was done, but something does not hold, or a part failed.
const FOUND: u8 = 1;
/// The call itself is wrong. clap ends with the same.
const USAGE: u8 = 2;
/// What was given is refused; nothing was changed.
const REFUSED: u8 = 3;

/// Why a run ends early.
pub(crate) enum Failure {
    /// The reader of standard output has gone: no failure at all.
    PipeClosed,
    /// Something was found and is already told.
    Found,
    /// Wrong use.
    Usage(Fault),
    /// Refused input; nothing was changed.
    Refused(Fault),
    /// Rows of a file are refused; nothing was changed.
    Rows(Vec<Problem>),
    /// It failed.
    Failed(Fault),
}

/// One fault.
pub(crate) struct Fault {
    code: String,
    /// In the run's language, or `None` when only the English text exists.
    said: Option<(Key, Key)>,
    /// What fills both texts.
    about: String,
    /// The text of the part that failed, in English.
    original: Option<String>,
}

/// Codes of other parts that have a text in both languages; `true` when the
/// input is refused rather than something broken.
const KNOWN: [(&str, bool, Key, Key); 29] = [
    ("LEVY-S01", false, Key("fault-store"), Key("do-restart")),
    ("LEVY-S02", false, Key("fault-damaged"), Key("do-verify")),
    ("LEVY-S03", true, Key("fault-in-use"), Key("do-stop-other")),
    (
        "LEVY-S04",
        true,
        Key("fault-newer"),
        Key("do-newer-program"),
    ),
    (
        "LEVY-S05",
        true,
        Key("fault-not-this-use"),
        Key("do-other-directory"),
    ),
    ("LEVY-J01", false, Key("fault-chain"), Key("do-verify")),
    ("LEVY-J02", false, Key("fault-damaged"), Key("do-verify")),
    ("LEVY-J40", true, Key("fault-no-log"), Key("do-check-dir")),
    ("LEVY-J41", false, Key("fault-damaged"), Key("do-restore")),
    (
        "LEVY-J42",
        false,
        Key("fault-not-readable"),
        Key("do-make-readable"),
    ),
    (
        "LEVY-L01",
        true,
        Key("fault-other-keys"),
        Key("do-right-keys"),
    ),
    (
        "LEVY-L02",
        true,
        Key("fault-other-court"),
        Key("do-right-court"),
    ),
    (
        "LEVY-L04",
        true,
        Key("fault-directory"),
        Key("do-check-dir"),
    ),
    (
        "LEVY-P02",
        true,
        Key("fault-key-file"),
        Key("do-right-keys"),
    ),
    (
        "LEVY-P03",
        true,
        Key("fault-key-file-open"),
        Key("do-chmod"),
    ),
    (
        "LEVY-P04",
        true,
        Key("fault-key-file"),
        Key("do-right-keys"),
    ),
    (
        "LEVY-P35",
        true,
        Key("fault-other-keys"),
        Key("do-right-keys"),
    ),
    (
        "LEVY-D40",
        true,
        Key("fault-profile"),
        Key("do-correct-file"),
    ),
    (
        "LEVY-D41",
        true,
        Key("fault-profile"),
        Key("do-correct-file"),
    ),
    (
        "LEVY-D42",
        true,
        Key("fault-profile"),
        Key("do-correct-file"),
    ),
    (
        "LEVY-D43",
        true,
        Key("fault-profile"),
        Key("do-correct-file"),
    ),
    (
        "LEVY-D44",
        true,
        Key("fault-profile"),
        Key("do-correct-file"),
    ),
    (
        "LEVY-D45",
        true,
        Key("fault-profile"),
        Key("do-correct-file"),
    ),
    (
        "LEVY-D90",
        false,
        Key("fault-quarantined"),
        Key("do-verify"),
    ),
    (
        "LEVY-E01",
        false,
        Key("fault-quarantined"),
        Key("do-verify"),
    ),
    (
        "LEVY-E04",
        true,
        Key("fault-not-filed"),
        Key("do-file-officer"),
    ),
    (
        "LEVY-Y02",
        true,
        Key("fault-demo-year"),
        Key("do-other-year"),
    ),
    ("LEVY-Y12", true, Key("fault-demo-dir"), Key("do-fresh-dir")),
    (
        "LEVY-V01",
        false,
        Key("fault-views"),
        Key("do-delete-views"),
    ),
];

impl Fault {
    /// A fault of this crate: its code, its texts, what fills them.
    pub(crate) fn own(code: &str, what: Key, todo: Key, about: impl Display) -> Self {
        Fault {
            code: code.to_owned(),
            said: Some((what, todo)),
            about: about.to_string(),
            original: None,
        }
    }

    fn what(&self, lang: Lang) -> String {
        let said = self
            .said
            .map(|(what, _)| lang.tell(what, &[("about", &self.about)]))
            // Of another part's fault nothing is known that fills the text.
            .map(|text| text.trim_end().to_owned());
        said.or_else(|| self.original.clone()).unwrap_or_default()
    }

    fn todo(&self, lang: Lang) -> Option<String> {
        self.said
            .map(|(_, todo)| lang.tell(todo, &[("about", &self.about)]))
    }

    /// On standard error, with the rows that it is about.
    fn tell(&self, rows: &[Problem], lang: Lang) {
        let mut lines = vec![lang.tell(
            Key("error-line"),
            &[("code", &self.code), ("what", &self.what(lang))],
        )];
        lines.extend(problem::lines(rows, lang));
        if let Some(todo) = self.todo(lang) {
            lines.push(lang.tell(Key("todo-line"), &[("todo", &todo)]));
        }
        if let (Some(original), Some(_)) = (&self.original, self.said) {
            lines.push(lang.tell(Key("original-line"), &[("original", original)]));
        }
        complain(&lines.join("\n"));
    }

    /// For scripts: every failure has `error`, one of rows has them beside it.
    fn json(&self, rows: &[Problem], lang: Lang) -> serde_json::Value {
        let mut told = serde_json::json!({"error": {
            "code": self.code,
            "what": self.what(lang),
            "to_do": self.todo(lang),
            "original": self.original,
        }});
        if !rows.is_empty() {
            told["refused"] = rows.len().into();
            told["problems"] = problem::json(rows, lang).into();
        }
        told
    }
}

/// Writes to standard error; a closed one is nobody's loss.
fn complain(text: &str) {
    let _unheard = writeln!(io::stderr(), "{text}");
}

impl Failure {
    /// A failure of another part, told by its code.
    pub(crate) fn of(error: &dyn Display) -> Self {
        let text = error.to_string();
        let code = problem::code_of(&text).unwrap_or("LEVY-T99").to_owned();
        let known = KNOWN.iter().find(|(known, ..)| *known == code);
        let fault = Fault {
            said: known.map(|(_, _, what, todo)| (*what, *todo)),
            about: String::new(),
            original: Some(text),
            code,
        };
        let refused = known.map_or(fault.code.starts_with("LEVY-R"), |(_, refused, ..)| {
            *refused
        });
        if refused {
            Failure::Refused(fault)
        } else {
            Failure::Failed(fault)
        }
    }

    /// The machine gives no threads, no input or no output.
    pub(crate) fn machine(error: &io::Error) -> Self {
        let (what, todo) = (Key("fault-machine"), Key("do-machine"));
        Failure::Failed(Fault::own("LEVY-T09", what, todo, error))
    }

    /// A file that was named cannot be read.
    pub(crate) fn unreadable(path: &std::path::Path, error: &io::Error) -> Self {
        let about = format!("{}: {error}", path.display());
        Failure::refused("LEVY-T04", Key("fault-file"), Key("do-check-file"), about)
    }

    /// Refused input of this crate's own.
    pub(crate) fn refused(code: &str, what: Key, todo: Key, about: impl Display) -> Self {
        Failure::Refused(Fault::own(code, what, todo, about))
    }

    /// Tells it and gives the exit status.
    pub(crate) fn end(self, lang: Lang, json: bool) -> ExitCode {
        let (status, fault, rows) = match self {
            Failure::PipeClosed => return ExitCode::SUCCESS,
            Failure::Found => return ExitCode::from(FOUND),
            Failure::Rows(rows) => {
                let (what, todo) = (Key("fault-rows"), Key("do-correct-rows"));
                let fault = Fault::own("LEVY-T14", what, todo, rows.len());
                (REFUSED, fault, rows)
            }
            Failure::Usage(fault) => (USAGE, fault, Vec::new()),
            Failure::Refused(fault) => (REFUSED, fault, Vec::new()),
            Failure::Failed(fault) => (FOUND, fault, Vec::new()),
        };
        fault.tell(&rows, lang);
        if json {
            let _unheard = writeln!(io::stdout(), "{}", fault.json(&rows, lang));
        }
        ExitCode::from(status)
    }
}

/// From writing to standard output; files that are read have their own.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::PipeClosed,
            _ => Failure::machine(&error),
        }
    }
}

macro_rules! from_parts {
    ($($error:ty),+ $(,)?) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Failure::of(&error)
            }
        }
    )+};
}

from_parts!(
    levy::Error,
    levy::store::StoreError,
    levy::journal::JournalError,
    levy::journal::VerifyError,
    levy::engine::CommandError,
    levy::engine::PersonalError,
    levy::views::ViewError,
    levy::proof::KeyFileError,
    levy::proof::NoRandomness,
    levy::proof::SealError,
    levy::proof::OpenError,
    levy::domain::rules::BadProfile,
    levy::domain::calendar::BadCalendar,
    levy::domain::decider::Misfit,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_fault_that_another_part_tells_ends_with_a_blank() {
        for (code, ..) in KNOWN {
            let failure = Failure::of(&format!("{code} of another part"));
            let (Failure::Refused(fault) | Failure::Failed(fault)) = failure else {
                continue;
            };
            for lang in [Lang::Zh, Lang::En] {
                let what = fault.what(lang);
                assert!(!what.is_empty(), "{code}");
                assert_eq!(what, what.trim(), "{code}");
            }
        }
    }
}
