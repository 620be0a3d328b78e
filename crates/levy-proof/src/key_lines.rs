//! The text of a key table file, one line a row, each with a checksum:
//!
//! ```text
//! levy-key-table 1 <check value of the ring>
//! key <name> <wrapped key> <checksum>
//! shredded <name> <checksum>
//! ```

use crate::digest::sha256;
use crate::key_rows::Rows;
use crate::key_table::{KeyName, KeyRow, WrappedKey};

pub(crate) fn header(ring_check: &str) -> String {
    format!("levy-key-table 1 {ring_check}\n")
}

pub(crate) fn line(name: &KeyName, row: &KeyRow) -> String {
    let name = hex::encode(name.as_bytes());
    let body = match row {
        KeyRow::Absent => return String::new(),
        KeyRow::Wrapped(key) => format!("key {name} {}", hex::encode(key.as_bytes())),
        KeyRow::Shredded => format!("shredded {name}"),
    };
    format!("{body} {}\n", checksum(&body))
}

/// Reads the lines after the header. The rows and how many bytes they take; or
/// the number of a line, from 1 after the header, that is damaged.
///
/// A last line without its end was being written when the machine stopped. No
/// key in it was ever used, so what is cut off is left out; a line that has all
/// but its end is taken, and one with another byte there is damaged.
pub(crate) fn read(text: &[u8]) -> Result<(Rows, usize), usize> {
    let mut rows = Rows::default();
    let mut good = 0;
    for (index, line) in text.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let damaged = index + 1;
        let (name, row) = match line.strip_suffix(b"\n") {
            Some(whole) => parse(whole).ok_or(damaged)?,
            None => match parse(line) {
                Some(whole) => whole,
                None if line.split_last().is_some_and(|(_, l)| parse(l).is_some()) => {
                    return Err(damaged);
                }
                None => break,
            },
        };
        if !rows.add(name, row) {
            return Err(damaged);
        }
        good += line.len();
    }
    Ok((rows, good))
}

fn parse(line: &[u8]) -> Option<(KeyName, KeyRow)> {
    let (body, check) = std::str::from_utf8(line).ok()?.rsplit_once(' ')?;
    if checksum(body) != check {
        return None;
    }
    let mut words = body.split(' ');
    let row = match (words.next()?, words.next()?, words.next(), words.next()) {
        ("key", name, Some(key), None) => {
            let key = WrappedKey::from_bytes(&hex::decode(key).ok()?)?;
            (parse_name(name)?, KeyRow::Wrapped(key))
        }
        ("shredded", name, None, None) => (parse_name(name)?, KeyRow::Shredded),
        _ => return None,
    };
    Some(row)
}

fn parse_name(text: &str) -> Option<KeyName> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(KeyName::from_bytes(bytes))
}

fn checksum(body: &str) -> String {
    hex::encode(&sha256(body.as_bytes())[..8])
}
