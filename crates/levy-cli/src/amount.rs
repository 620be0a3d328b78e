//! Sums of money as offices write them: `1,234,567.00`, `￥100元`, `12.5万元`,
//! in full-width signs too. Digits are moved, never computed with fractions.

use crate::lang::Key;
use levy::domain::{
    identifier::{all_digits, plain},
    money::{BadMoney, Currency, Money},
};

/// In what a column or a cell counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// 元.
    Yuan,
    /// 万元.
    TenThousand,
}

impl Scale {
    /// By the words of a heading or a cell.
    pub(crate) fn named(text: &str) -> Option<Self> {
        match text.strip_prefix("人民币").unwrap_or(text) {
            "元" | "YUAN" | "CNY" | "RMB" => Some(Scale::Yuan),
            "万元" | "万" => Some(Scale::TenThousand),
            _ => None,
        }
    }

    /// So many digits the point stands further right in yuan.
    fn digits(self) -> usize {
        match self {
            Scale::Yuan => 0,
            Scale::TenThousand => 4,
        }
    }
}

/// Why a text is no sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadAmount {
    /// It may be meant in more than one way, or digits are lost.
    Unclear(Key),
    /// The domain does not take it.
    Money(BadMoney),
}

/// Signs that say it is yuan.
const MARKS: [&str; 5] = ["￥", "¥", "人民币", "RMB", "CNY"];

/// Reads a sum under a heading that counts in `heading`, where it says so.
///
/// # Errors
/// [`BadAmount`].
pub(crate) fn read(text: &str, heading: Option<Scale>) -> Result<Money, BadAmount> {
    let plain = plain(text);
    let bare = MARKS
        .iter()
        .find_map(|mark| plain.strip_prefix(mark))
        .unwrap_or(&plain);
    let digits_end = bare
        .rfind(|sign: char| sign.is_ascii_digit() || sign == '.')
        .map_or(0, |last| last + 1);
    let (number, unit) = bare.split_at_checked(digits_end).unwrap_or((bare, ""));
    let own = match unit.trim_end_matches('整') {
        "" => None,
        named => Some(Scale::named(named).ok_or(BadAmount::Money(BadMoney::Form))?),
    };
    let scale = match (heading, own) {
        (Some(heading), Some(own)) if heading != own => {
            return Err(BadAmount::Unclear(Key("row-amount-unit")));
        }
        (heading, own) => own.or(heading).unwrap_or(Scale::Yuan),
    };
    if looks_scientific(number) {
        return Err(BadAmount::Unclear(Key("row-amount-scientific")));
    }
    if number.starts_with('(') || bare.starts_with('(') {
        return Err(BadAmount::Money(BadMoney::Negative));
    }
    // Blanks between digits may stand for anything; after a mark they do not.
    let digits = text.split_whitespace().filter(|part| has_digit(part));
    if digits.count() > 1 {
        return Err(BadAmount::Unclear(Key("row-amount-grouping")));
    }
    let number = ungrouped(number).ok_or(BadAmount::Unclear(Key("row-amount-grouping")))?;
    let number = moved(&number, scale.digits()).ok_or(BadAmount::Money(BadMoney::Form))?;
    Money::parse(&number, Currency::CNY).map_err(BadAmount::Money)
}

fn has_digit(text: &str) -> bool {
    plain(text).contains(|sign: char| sign.is_ascii_digit())
}

/// `1.1E+17`: a spreadsheet has thrown digits away.
pub(crate) fn looks_scientific(plain: &str) -> bool {
    let Some((number, power)) = plain.split_once('E') else {
        return false;
    };
    let power = power.trim_start_matches(['+', '-']);
    all_digits(power) && all_digits(&number.replacen('.', "", 1))
}

/// Without the commas between thousands; `None` where they stand elsewhere.
fn ungrouped(number: &str) -> Option<String> {
    if !number.contains([',', '，', '\'']) {
        return Some(number.to_owned());
    }
    let (whole, rest) = match number.split_once('.') {
        Some((whole, cents)) => (whole, format!(".{cents}")),
        None => (number, String::new()),
    };
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len())
        && all_digits(first)
        && groups.all(|group| group.len() == 3 && all_digits(group));
    (fits && !rest.contains(',')).then(|| whole.replace(',', "") + &rest)
}

/// The point `by` digits further right; zeros that then follow a second
/// decimal are left out, since they say nothing.
fn moved(number: &str, by: usize) -> Option<String> {
    if by == 0 {
        return Some(number.to_owned());
    }
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || number.ends_with('.') {
        return None;
    }
    let moved: String = decimals
        .chars()
        .chain(std::iter::repeat_n('0', by))
        .take(by)
        .collect();
    let rest: String = decimals.chars().skip(by).collect();
    let rest = if rest.chars().count() > 2 {
        rest.trim_end_matches('0').to_owned()
    } else {
        rest
    };
    Some(if rest.is_empty() {
        format!("{whole}{moved}")
    } else {
        format!("{whole}{moved}.{rest}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_read_as_offices_write_it_and_exactly() {
        for (text, heading, minor) in [
            ("100000", None, 10_000_000),
            ("1,234,567.00", None, 123_456_700),
            ("１，２３４，５６７．８９", None, 123_456_789),
            ("￥1,234.50", None, 123_450),
            ("¥ 1,234.50 元", None, 123_450),
            ("人民币1234.5元整", None, 123_450),
            ("12.3456万元", None, 12_345_600),
            ("12.345678万元", None, 12_345_678),
            ("120万", None, 120_000_000),
            ("0.1", Some(Scale::TenThousand), 100_000),
            ("1,200", Some(Scale::TenThousand), 1_200_000_000),
            ("12.50000000", Some(Scale::TenThousand), 12_500_000),
            ("3万元", Some(Scale::TenThousand), 3_000_000),
            ("90071992547409.93", None, 9_007_199_254_740_993),
        ] {
            assert_eq!(read(text, heading), Ok(Money::cny(minor)), "{text}");
        }
    }

    #[test]
    fn what_may_be_meant_in_two_ways_is_no_sum() {
        for (text, heading, key) in [
            ("1,23", None, "row-amount-grouping"),
            ("12,3456", None, "row-amount-grouping"),
            ("1.234,50", None, "row-amount-grouping"),
            ("1 234 567", None, "row-amount-grouping"),
            ("1.2E+07", None, "row-amount-scientific"),
            ("1.2e7", None, "row-amount-scientific"),
            ("5元", Some(Scale::TenThousand), "row-amount-unit"),
            ("5万元", Some(Scale::Yuan), "row-amount-unit"),
        ] {
            assert_eq!(
                read(text, heading),
                Err(BadAmount::Unclear(Key(key))),
                "{text}"
            );
        }
        for text in [
            "1.234",
            "-1",
            "(1,234.00)",
            "x",
            "",
            "-",
            "12.3456789万元",
            "5亿元",
        ] {
            let read = read(text, None);
            assert!(matches!(read, Err(BadAmount::Money(_))), "{text}: {read:?}");
        }
    }
}
