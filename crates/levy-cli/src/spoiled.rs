//! Numbers that a spreadsheet has changed on the way: what is lost cannot be
//! guessed, so it is asked for again.

use crate::{amount::looks_scientific, lang::Key};
use levy::domain::identifier::{all_digits, plain};

/// A spreadsheet keeps so many digits of a number.
const KEPT: usize = 15;
/// From so many digits on, zeros behind the kept ones are no accident.
const LONG: usize = 18;
/// The length of a resident identity number, less the digit that is lost.
const SHORT: usize = 17;

/// The text of a number of a person, an asset or a case. A mark `'` in front,
/// with which people tell a spreadsheet that it is text, is left out.
///
/// # Errors
/// What was done to it, and what to do.
pub(crate) fn unspoiled(cell: &str) -> Result<&str, Key> {
    let marked = cell.strip_prefix(['\'', '’', '‘', '＇', '`']);
    let number = marked.unwrap_or(cell);
    let plain = plain(number);
    if looks_scientific(&plain) {
        return Err(Key("row-scientific"));
    }
    if let Some((whole, decimals)) = plain.split_once('.')
        && all_digits(whole)
        && all_digits(decimals)
    {
        return Err(Key("row-decimal-number"));
    }
    let rounded = plain.len() >= LONG
        && all_digits(&plain)
        && plain.bytes().skip(KEPT).all(|digit| digit == b'0');
    if rounded && marked.is_none() {
        return Err(Key("row-rounded"));
    }
    Ok(number)
}

/// The same of an identity number, which must not be one digit short.
///
/// # Errors
/// As [`unspoiled`].
pub(crate) fn unspoiled_identity(cell: &str) -> Result<&str, Key> {
    let number = unspoiled(cell)?;
    let plain = plain(number);
    if plain.len() == SHORT && all_digits(&plain) {
        return Err(Key("row-digit-lost"));
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_a_spreadsheet_changed_is_not_taken() {
        for (cell, key) in [
            ("9.9E+17", "row-scientific"),
            ("9.90000198001011E+17", "row-scientific"),
            ("９．９Ｅ＋１７", "row-scientific"),
            ("6200000000000001.00", "row-decimal-number"),
            ("990000198001010000", "row-rounded"),
        ] {
            assert_eq!(unspoiled(cell), Err(Key(key)), "{cell}");
        }
        assert_eq!(
            unspoiled_identity("99000019800101001"),
            Err(Key("row-digit-lost"))
        );
        for (cell, number) in [
            ("'990000198001010000", "990000198001010000"),
            ("0012345", "0012345"),
            ("6200000000000000", "6200000000000000"),
            ("12E", "12E"),
            ("川A·E1234", "川A·E1234"),
        ] {
            assert_eq!(unspoiled(cell), Ok(number));
        }
    }
}
