//! What a reader of TOML says, without what stands in the file: a value there
//! may be an account, a name or a secret, and errors go to terminals and logs.

use std::fmt;

/// Where a text is not what belongs there, and what does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong; names keys, never values.
    pub what: String,
}

impl Unread {
    /// Of an error about `text`.
    pub fn of(text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().unwrap_or_default().start;
        let before = text.get(..start).unwrap_or(text);
        let (_, line_so_far) = before.rsplit_once('\n').unwrap_or(("", before));
        Unread {
            line: before.matches('\n').count() + 1,
            column: line_so_far.chars().count() + 1,
            what: without_values(error.message().trim_end()),
        }
    }
}

/// Messages that name a key, which the file's form asks for.
const ABOUT_KEYS: [&str; 3] = ["unknown field", "missing field", "duplicate"];

fn without_values(message: &str) -> String {
    if ABOUT_KEYS.iter().any(|start| message.starts_with(start)) {
        return message.to_owned();
    }
    let (head, expected) = match message.split_once(", expected ") {
        Some((head, expected)) => (head, format!(", expected {expected}")),
        None => (message, String::new()),
    };
    let stops: &[char] = if expected.is_empty() {
        &['`', '"']
    } else {
        &['`', '"', ':']
    };
    let head = head.split(stops).next().unwrap_or_default().trim_end();
    format!("{head}{expected}")
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unread { line, column, what } = self;
        write!(f, "line {line}, column {column}: {what}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Profile, UnitDirectory};
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Written {
        #[serde(default)]
        number: u32,
        #[serde(default)]
        word: Option<Word>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Word {
        Loud,
    }

    fn told(text: &str) -> String {
        Unread::of(text, &toml::from_str::<Written>(text).unwrap_err()).to_string()
    }

    #[test]
    fn a_value_is_never_repeated_and_its_place_is_told() {
        for (text, place) in [
            (
                "number = \"张某甲990000\"",
                "line 1, column 10: invalid type",
            ),
            (
                "\nword = \"张某甲990000\"",
                "line 2, column 8: unknown variant",
            ),
            ("number = -990000", "line 1, column 10: invalid value"),
            ("number = 张某甲990000", "line 1, column 10:"),
            ("word = \"张某甲990000", "line 1, column"),
        ] {
            let told = told(text);
            assert!(told.starts_with(place), "{told}");
            assert!(
                !told.contains("张某甲") && !told.contains("990000"),
                "{told}"
            );
        }
        assert!(told("colour = 1").contains("unknown field `colour`"));
        let read: Written = toml::from_str("word = \"loud\"").unwrap();
        assert!(matches!(read.word, Some(Word::Loud)) && read.number == 0);
        let units = "[[unit]]\ncode = 990000198001010012\n";
        let told = UnitDirectory::from_toml(units).unwrap_err().to_string();
        assert!(told.starts_with("LEVY-D40 line 2, column 8:"), "{told}");
        assert!(!told.contains("990000198001010012"), "{told}");
        let told = Profile::from_toml("version = \"张某甲")
            .unwrap_err()
            .to_string();
        assert!(!told.contains("张某甲"), "{told}");
    }
}
