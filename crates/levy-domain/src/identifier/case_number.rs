//! Case numbers (法〔2015〕137号 arts. 1-10): bracketed year, court, type,
//! serial, 号, and for a document of the case 之 with a number.
//!
//! Every bracket and digit form reads to one value, shown with full-width
//! brackets: `（2022）川3322执12号之一`. Numbers of before 2016 (字第) are kept
//! as text: they never equal a modern number, whatever their year and serial.

use super::{
    CaseClass, CourtCode,
    court_code::{self, BadCourtCode},
    form,
};
use std::{borrow::Cow, fmt};
use thiserror::Error;

/// A case number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseNumber {
    /// By the rules of 2016.
    Modern(Modern),
    /// The older form with 字第.
    Historic(Historic),
}

/// A case number by the rules of 2016.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Modern {
    year: u16,
    court: CourtCode,
    type_code: String,
    serial: u32,
    suffix: Option<u8>,
}

/// A case number of before 2016, as text in one spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Historic(String);

/// `LEVY-D17`: which rule a case number breaks. Compare it with the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadCaseNumber {
    /// Longer than any case number.
    #[error("LEVY-D17 a case number has at most {limit} characters", limit = CaseNumber::MAX_LENGTH)]
    Length,
    /// No bracketed year of four digits in front.
    #[error(
        "LEVY-D17 a case number begins with a bracketed year from 1900 to 2099, as in （2022）"
    )]
    Year,
    /// The court code is wrong.
    #[error("LEVY-D17 the court in the case number is wrong: {0}")]
    Court(#[from] BadCourtCode),
    /// The type code is not one to three Chinese characters.
    #[error("LEVY-D17 the type code of a case number is one to three Chinese characters")]
    TypeCode,
    /// The serial is not a natural number without leading zero.
    #[error(
        "LEVY-D17 the serial of a case number is a number without leading zero, at most nine digits"
    )]
    Serial,
    /// Something else than 号, or 号之 and a number up to 99, at the end.
    #[error("LEVY-D17 a case number ends in 号, or 号之 with a number up to 99")]
    Ending,
}

impl CaseNumber {
    /// Longest text read, spaces left out; the longest modern number has 26.
    pub const MAX_LENGTH: usize = 40;

    /// Reads a case number in any bracket form.
    ///
    /// # Errors
    /// [`BadCaseNumber`], the first rule that fails.
    pub fn parse(input: &str) -> Result<Self, BadCaseNumber> {
        let text = form::plain(input);
        if text.chars().count() > Self::MAX_LENGTH {
            return Err(BadCaseNumber::Length);
        }
        let (year, rest) = year(&text).ok_or(BadCaseNumber::Year)?;
        if rest.contains("字第") {
            return historic(year, rest).map(Self::Historic);
        }
        let (court, rest) = court_code::split(rest)?;
        let (type_code, rest) = split_while(rest, |sign| han(sign) && sign != '号');
        if !(1..=3).contains(&type_code.chars().count()) {
            return Err(BadCaseNumber::TypeCode);
        }
        let (serial, rest) = split_while(rest, |sign| sign.is_ascii_digit());
        if serial.starts_with('0') || serial.len() > 9 {
            return Err(BadCaseNumber::Serial);
        }
        let serial = form::number(Some(serial)).ok_or(BadCaseNumber::Serial)?;
        let suffix = suffix(rest).ok_or(BadCaseNumber::Ending)?;
        Ok(Self::Modern(Modern {
            year,
            court,
            type_code: type_code.to_owned(),
            serial,
            suffix,
        }))
    }

    /// The modern number; `None` for a historic one.
    pub fn modern(&self) -> Option<&Modern> {
        match self {
            Self::Modern(modern) => Some(modern),
            Self::Historic(_) => None,
        }
    }

    /// The year in its brackets.
    pub fn year(&self) -> u16 {
        match self {
            Self::Modern(modern) => modern.year,
            Self::Historic(historic) => year(&form::plain(&historic.0)).map_or(0, |(year, _)| year),
        }
    }

    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Modern(modern) => modern.to_string().into(),
            Self::Historic(historic) => historic.as_str().into(),
        }
    }
}

impl Modern {
    /// The year the case was registered.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The court that registered it.
    pub fn court(&self) -> &CourtCode {
        &self.court
    }

    /// The type code, as `执`.
    pub fn type_code(&self) -> &str {
        &self.type_code
    }

    /// What the type code means.
    pub fn class(&self) -> CaseClass {
        CaseClass::of(&self.type_code)
    }

    /// The serial within court, type and year.
    pub fn serial(&self) -> u32 {
        self.serial
    }

    /// The number after 之: which document of the case, 1 to 99.
    pub fn suffix(&self) -> Option<u8> {
        self.suffix
    }

    /// The number of the case itself, without the suffix of a document.
    #[must_use]
    pub fn without_suffix(&self) -> Self {
        Self {
            suffix: None,
            ..self.clone()
        }
    }
}

impl Historic {
    /// The text, with full-width brackets and half-width digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number of the case itself, without what follows 号.
    #[must_use]
    pub fn without_suffix(&self) -> &str {
        self.0
            .rsplit_once('之')
            .filter(|(case, _)| case.ends_with('号'))
            .map_or(self.0.as_str(), |(case, _)| case)
    }
}

fn year(text: &str) -> Option<(u16, &str)> {
    let inner = text.strip_prefix(['(', '〔', '[', '【', '﹙', '﹝'])?;
    let (digits, rest) = inner.split_at_checked(4)?;
    let year = form::number(Some(digits)).and_then(|year| u16::try_from(year).ok())?;
    let rest = rest.strip_prefix([')', '〕', ']', '】', '﹚', '﹞'])?;
    (1900..2100).contains(&year).then_some((year, rest))
}

fn historic(year: u16, rest: &str) -> Result<Historic, BadCaseNumber> {
    let (court_and_type, serial) = rest.split_once("字第").ok_or(BadCaseNumber::TypeCode)?;
    let fits = |sign: char| sign.is_alphanumeric() || sign == '(' || sign == ')';
    if !(1..=16).contains(&court_and_type.chars().count()) || !court_and_type.chars().all(fits) {
        return Err(BadCaseNumber::TypeCode);
    }
    let (digits, rest) = split_while(serial, |sign| sign.is_ascii_digit() || sign == '-');
    if !digits.starts_with(|sign: char| sign.is_ascii_digit()) {
        return Err(BadCaseNumber::Serial);
    }
    suffix(rest).ok_or(BadCaseNumber::Ending)?;
    Ok(Historic(format!("（{year}）{court_and_type}字第{serial}")))
}

fn split_while(text: &str, keep: impl Fn(char) -> bool) -> (&str, &str) {
    let rest = text.trim_start_matches(&keep);
    (text.strip_suffix(rest).unwrap_or_default(), rest)
}

/// Chinese characters of the basic block and extension A: all that type
/// codes and courts are written with.
fn han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// What follows the serial: `Some(None)` for a bare 号.
fn suffix(rest: &str) -> Option<Option<u8>> {
    match rest.strip_prefix('号')? {
        "" => Some(None),
        more => {
            let text = more.strip_prefix('之')?;
            let arabic = text
                .parse()
                .ok()
                .filter(|_| form::all_digits(text) && !text.starts_with('0'));
            let number = arabic.or_else(|| numeral(text))?;
            (1..=99).contains(&number).then_some(Some(number))
        }
    }
}

const DIGITS: &str = "一二三四五六七八九";

fn numeral(text: &str) -> Option<u8> {
    (1..=99).find(|number| numeral_text(*number) == text)
}

fn numeral_text(number: u8) -> String {
    let digit = |value: u8| {
        value
            .checked_sub(1)
            .and_then(|at| DIGITS.chars().nth(at.into()))
    };
    let tens = number / 10;
    let mut text = String::new();
    text.extend(digit(tens).filter(|_| tens > 1));
    text.extend((tens > 0).then_some('十'));
    text.extend(digit(number % 10));
    text
}

text_identifier!(CaseNumber, BadCaseNumber, text);

impl fmt::Display for Modern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "（{}）{}{}{}号",
            self.year, self.court, self.type_code, self.serial
        )?;
        self.suffix
            .map_or(Ok(()), |suffix| write!(f, "之{}", numeral_text(suffix)))
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CaseNumber({})", self.text())
    }
}

#[cfg(test)]
mod tests;
