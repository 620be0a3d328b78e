//! Codes: the only words that stand in the log in the clear.
//!
//! The log is a hash chain and is kept for ever, so no name and no number of
//! a person may ever get into it. A field that says why, how or for what is a
//! [`Code`]; whatever else somebody says is sealed.

use crate::refusal::Refusal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, ops::Deref};
use thiserror::Error;

/// What stands in the place of a text that is no code.
const UNLISTED: &str = "unlisted";
/// Longest code.
const CODE_CHARS: usize = 48;
/// So many digits in a row are part of the number of a person, a card or a
/// telephone, and of no code.
const CODE_DIGITS: usize = 6;
/// Longest number of a document or a booking.
const PRINTED_CHARS: usize = 64;
/// A telephone number has so many digits, a card or an identity more; the
/// number of a document has fewer in a row.
const PRINTED_DIGITS: usize = 11;

/// `LEVY-D21`: the text is no code. It is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "LEVY-D21 is no code; write lower-case letters, digits, hyphens and dots, a letter first, \
     never names or numbers of people"
)]
pub struct BadCode;

/// `LEVY-D22`: the text is no number of a document. It is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "LEVY-D22 is no document number; write it as printed, at most 64 signs, without numbers of \
     people"
)]
pub struct BadPrinted;

/// A word that may stand in the clear: lower-case ASCII letters, digits,
/// hyphens and dots, a letter first, at most 48 of them and never six digits
/// in a row. There is no way to make one of anything else.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(Cow<'static, str>);

impl Code {
    /// Reads what somebody wrote.
    ///
    /// # Errors
    /// [`BadCode`]: it is no code, or the one kept for texts that are none.
    pub fn parse(text: &str) -> Result<Self, BadCode> {
        if is_code(text) && text != UNLISTED {
            Ok(Code(Cow::Owned(text.to_owned())))
        } else {
            Err(BadCode)
        }
    }

    /// The code itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Stands in the place of a text that was no code.
    pub fn is_unlisted(&self) -> bool {
        self.0 == UNLISTED
    }

    /// For `decide`: a person who gives a reason gives a code.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] for a code that a text was lost in.
    pub(crate) fn said(&self, what: &'static str) -> Result<(), Refusal> {
        if self.is_unlisted() {
            return Err(Refusal::Malformed {
                what,
                why: "is no code; free text is not stored in the clear",
            });
        }
        Ok(())
    }
}

fn is_code(text: &str) -> bool {
    let plain = |sign: u8| {
        sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-' || sign == b'.'
    };
    text.len() <= CODE_CHARS
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(plain)
        && !digits_in_a_row(text.chars(), CODE_DIGITS)
}

fn digits_in_a_row(signs: impl Iterator<Item = char>, most: usize) -> bool {
    let mut run = 0;
    for sign in signs {
        run = if sign.is_numeric() { run + 1 } else { 0 };
        if run >= most {
            return true;
        }
    }
    false
}

/// Checks the number of a document or a booking: 1 to 64 signs on one line,
/// and no run of digits as long as a telephone, card or identity number,
/// spaces or none between them.
///
/// # Errors
/// [`BadPrinted`].
pub fn check_printed(text: &str) -> Result<(), BadPrinted> {
    let closed = || text.chars().filter(|sign| !sign.is_whitespace());
    let fits = closed().next().is_some()
        && text.chars().count() <= PRINTED_CHARS
        && !text.chars().any(char::is_control)
        && !digits_in_a_row(closed(), PRINTED_DIGITS);
    if fits { Ok(()) } else { Err(BadPrinted) }
}

/// [`check_printed`] for `decide`.
pub(crate) fn printed(what: &'static str, text: &str) -> Result<(), Refusal> {
    check_printed(text).map_err(|BadPrinted| Refusal::Malformed {
        what,
        why: "is no document number: at most 64 signs, no number of a person",
    })
}

/// For words of the program: anything but a code becomes `unlisted`.
impl From<&str> for Code {
    fn from(text: &str) -> Self {
        Code::parse(text).unwrap_or_default()
    }
}

impl From<String> for Code {
    fn from(text: String) -> Self {
        Code::from(text.as_str())
    }
}

/// Nothing was said yet: `unlisted`.
impl Default for Code {
    fn default() -> Self {
        Code(Cow::Borrowed(UNLISTED))
    }
}

impl Deref for Code {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Code::from(Cow::<'de, str>::deserialize(d)?.as_ref()))
    }
}
