//! Tokens: equal for equal values of one kind in one court, so that the log
//! can be searched and compared without a plain value in it.

use zeroize::Zeroizing;

use crate::mac::Mac;
use crate::secret::Secret32;

/// HMAC-SHA-256 over court, kind and the normalised value, each behind its
/// length, cut to 16 bytes. Neither matter nor subject takes part.
pub(crate) fn token(key: &Secret32, court: &str, kind: &str, plain: &str) -> [u8; 16] {
    let mac = Mac::new(key)
        .field(court.as_bytes())
        .field(kind.as_bytes())
        .field(normalised(plain).as_bytes())
        .finish();
    let mut token = [0; 16];
    token.copy_from_slice(&mac[..16]);
    token
}

/// Folds what clerks and units write differently: full-width forms, case of
/// ASCII letters, spaces and zero-width characters, dots inside names.
///
/// Stored tokens depend on it, so it must never change; and it uses no table
/// of the standard library, since those change between releases.
fn normalised(plain: &str) -> Zeroizing<String> {
    // A folded character is never longer than it was.
    let mut text = Zeroizing::new(String::with_capacity(plain.len()));
    text.extend(plain.chars().filter_map(fold));
    text
}

fn fold(char: char) -> Option<char> {
    match char {
        '\t'..='\r'
        | ' '
        | '\u{a0}'
        | '\u{2000}'..='\u{200d}'
        | '\u{2060}'
        | '\u{3000}'
        | '\u{feff}' => None,
        // 买买提·艾合买提: the dot of transcribed names is typed in many ways.
        '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' | '\u{ff65}' => {
            Some('\u{b7}')
        }
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(char as u32 - 0xfee0).map(|narrow| narrow.to_ascii_uppercase())
        }
        other => Some(other.to_ascii_uppercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn what_clerks_write_differently_is_one_value() {
        for (written, folded) in [
            ("11010119900307123x", "11010119900307123X"),
            ("1101 0119 9003 0712 3Ｘ", "11010119900307123X"),
            ("\u{feff}６２２２\u{3000}0212\n", "62220212"),
            ("买买提・艾合买提", "买买提·艾合买提"),
            ("买买提•艾合买提", "买买提·艾合买提"),
            ("张三", "张三"),
            ("", ""),
        ] {
            assert_eq!(normalised(written).as_str(), folded, "{written}");
        }
    }
}
