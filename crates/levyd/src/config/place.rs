//! Where in the file something stands.

use super::{ConfigError, Wrong};
use levy::domain::rules::Unread;
use std::{ops::Range, path::Path};
use toml::Spanned;

/// The file with its text.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) path: &'a Path,
    pub(crate) text: &'a str,
}

impl Source<'_> {
    /// What is wrong with a value.
    pub(crate) fn wrong<T>(&self, value: &Spanned<T>, wrong: Wrong) -> ConfigError {
        self.at(value.span(), wrong)
    }

    /// What the reader of TOML says.
    pub(crate) fn unreadable(&self, error: &toml::de::Error) -> ConfigError {
        let what = Unread::of(self.text, error).what;
        self.at(error.span().unwrap_or_default(), Wrong::Text(what))
    }

    fn at(&self, span: Range<usize>, wrong: Wrong) -> ConfigError {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let (_, line_so_far) = before.rsplit_once('\n').unwrap_or(("", before));
        ConfigError::At {
            path: self.path.display().to_string(),
            line: before.matches('\n').count() + 1,
            column: line_so_far.chars().count() + 1,
            wrong,
        }
    }
}
