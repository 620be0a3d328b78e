//! Reading the fields of a request. No error repeats what was written.

use crate::{api, refused::Refused};
use levy::domain::{
    bytes::Digest,
    code::{Code, check_printed},
    money::{Currency, Money},
    time::Date,
};
use std::{fmt::Display, str::FromStr};

/// Longest name of a person.
const NAME_CHARS: usize = 200;

/// An id in its text form.
pub(crate) fn id<T: FromStr<Err: Display>>(field: &'static str, text: &str) -> Result<T, Refused> {
    text.parse()
        .map_err(|error: T::Err| Refused::field(field, error.to_string()))
}

/// An id, or the one that follows from the command when it was left empty.
pub(crate) fn id_or<T: FromStr<Err: Display>>(
    field: &'static str,
    text: &str,
    derived: impl FnOnce() -> T,
) -> Result<T, Refused> {
    if text.is_empty() {
        Ok(derived())
    } else {
        id(field, text)
    }
}

/// An id that may be absent.
pub(crate) fn optional<T: FromStr<Err: Display>>(
    field: &'static str,
    text: Option<&String>,
) -> Result<Option<T>, Refused> {
    text.map(|text| id(field, text)).transpose()
}

/// A list of ids.
pub(crate) fn ids<T: FromStr<Err: Display>>(
    field: &'static str,
    texts: &[String],
) -> Result<Vec<T>, Refused> {
    texts.iter().map(|text| id(field, text)).collect()
}

/// A court date.
pub(crate) fn date(field: &'static str, text: &str) -> Result<Date, Refused> {
    let why = "a date is YYYY-MM-DD; write one";
    text.parse().map_err(|_| Refused::field(field, why))
}

/// A hash.
pub(crate) fn digest(field: &'static str, text: &str) -> Result<Digest, Refused> {
    let why = "a hash is 64 hexadecimal digits; copy it from the plan";
    Digest::from_hex(text).ok_or_else(|| Refused::field(field, why))
}

/// An amount.
pub(crate) fn money(field: &'static str, money: Option<&api::Money>) -> Result<Money, Refused> {
    let money = money
        .ok_or_else(|| Refused::field(field, "is missing; write minor units and a currency"))?;
    let currency = currency(field, &money.currency)?;
    Ok(Money::new(money.minor, currency))
}

/// A currency; CNY when it was left empty.
pub(crate) fn currency(field: &'static str, code: &str) -> Result<Currency, Refused> {
    if code.is_empty() {
        return Ok(Currency::CNY);
    }
    Currency::parse(code).map_err(|error| Refused::field(field, error.to_string()))
}

/// One of the words that this version knows.
pub(crate) fn word<T: for<'a> From<&'a str>>(
    field: &'static str,
    text: &str,
    known: &[&str],
) -> Result<T, Refused> {
    if known.contains(&text) {
        Ok(T::from(text))
    } else {
        Err(Refused::field(
            field,
            format!("is none of {}; write one of them", known.join(", ")),
        ))
    }
}

/// A code: what is stored in the clear never is free text.
pub(crate) fn code(field: &'static str, text: &str) -> Result<Code, Refused> {
    Code::parse(text).map_err(|error| Refused::field(field, error.to_string()))
}

/// A document's number as printed.
pub(crate) fn printed(field: &'static str, text: &str) -> Result<String, Refused> {
    let text = text.trim();
    check_printed(text).map_err(|error| Refused::field(field, error.to_string()))?;
    Ok(text.to_owned())
}

/// A name, without white space around it.
pub(crate) fn name<'a>(field: &'static str, text: &'a str) -> Result<&'a str, Refused> {
    let text = text.trim();
    if (1..=NAME_CHARS).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
        Ok(text)
    } else {
        Err(Refused::field(
            field,
            "a name has 1 to 200 signs on one line; write one",
        ))
    }
}
