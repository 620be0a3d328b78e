//! Standard output through a handle: a closed pipe is an error to be told,
//! never a panic.

use crate::{
    lang::{Key, Lang},
    table::Table,
};
use serde::Serialize;
use std::{
    fmt::Display,
    io::{self, BufWriter, Stdout, Write},
};

/// Where answers go, in which language and form.
pub(crate) struct Screen {
    /// The language of this run.
    pub(crate) lang: Lang,
    /// Answers are JSON.
    pub(crate) json: bool,
    out: BufWriter<Stdout>,
}

impl Screen {
    pub(crate) fn new(lang: Lang, json: bool) -> Self {
        Screen {
            lang,
            json,
            out: BufWriter::new(io::stdout()),
        }
    }

    /// One line.
    pub(crate) fn line(&mut self, text: impl Display) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// A text of `locales/`.
    pub(crate) fn say(&mut self, key: Key, with: &[(&'static str, &str)]) -> io::Result<()> {
        let text = self.lang.tell(key, with);
        self.line(text)
    }

    /// A heading with an empty line before it.
    pub(crate) fn heading(&mut self, key: Key) -> io::Result<()> {
        let text = self.lang.say(key);
        writeln!(self.out, "\n{text}")
    }

    /// A table; one without rows says so.
    pub(crate) fn table(&mut self, table: &Table) -> io::Result<()> {
        let text = table.text(self.lang);
        self.line(text)
    }

    /// One object on one line.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, value)?;
        writeln!(self.out)
    }

    /// Everything said so far is out.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
