//! Numbers in one spelling, by lines of the auditor's own: in whichever
//! brackets and width it is written, it is the same case and the same account.

use super::Violation;
use levy_domain::id::MatterId;
use std::collections::BTreeMap;

/// In which matter each case number stands.
#[derive(Default)]
pub(super) struct Numbers(BTreeMap<String, MatterId>);

impl Numbers {
    /// A matter has registered a number.
    pub(super) fn stands(&mut self, number: &str, matter: MatterId) -> Result<(), Violation> {
        if *self.0.entry(case(number)).or_insert(matter) == matter {
            return Ok(());
        }
        let rule = "a case number stands in one matter";
        Err(Violation::new(rule, "it stands in two"))
    }
}

/// A case number without its brackets, and without what numbers a document.
fn case(number: &str) -> String {
    let bare: String = plain(number)
        .filter(|sign| !"()[]〔〕【】﹙﹚﹝﹞".contains(*sign))
        .collect();
    let mut parts = bare.split('号');
    parts.next().unwrap_or_default().to_owned()
}

/// The number of an account, as a machine would compare it.
pub(super) fn account(number: &str) -> String {
    plain(number).filter(|sign| *sign != '-').collect()
}

/// In half width and upper case, without spaces.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    /// From the full-width form of a sign to its ASCII form.
    const WIDTH: u32 = 0xFEE0;
    let signs = text.chars().filter(|sign| !sign.is_whitespace());
    let half = signs.map(|sign| match sign {
        '！'..='～' => char::from_u32(u32::from(sign) - WIDTH).unwrap_or(sign),
        _ => sign,
    });
    half.flat_map(char::to_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_number_in_another_spelling_stands_in_two_matters_all_the_same() {
        let [one, two] = [1, 2].map(|n| MatterId(Uuid::from_u128(n)));
        for spelt in [
            "(2024)川3322执12号",
            "〔2024〕川3322执12号",
            " （２０２４） 川3322执12号之一",
        ] {
            let mut numbers = Numbers::default();
            assert!(numbers.stands("（2024）川3322执12号", one).is_ok());
            assert!(numbers.stands(spelt, one).is_ok(), "{spelt}");
            assert!(numbers.stands(spelt, two).is_err(), "{spelt}");
            assert!(numbers.stands("（2024）川3322执1号", two).is_ok());
            assert!(numbers.stands("（2024）川3322执保12号", two).is_ok());
        }
    }

    #[test]
    fn an_account_is_the_same_with_spaces_dashes_and_wide_digits() {
        for spelt in [
            "6200 0000 0001a",
            "6200-0000-0001A",
            "６２００００００000１A",
        ] {
            assert_eq!(account(spelt), "620000000001A", "{spelt}");
        }
        assert_ne!(account("620000000001"), account("620000000011"));
    }
}
