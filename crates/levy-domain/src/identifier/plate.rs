//! Vehicle plates of seven (I-07) and of eight characters for new-energy
//! vehicles, GA 36-2018 (I-08).

use super::form;
use thiserror::Error;

/// A plate without its dot. Embassy and military plates are not read: those
/// vehicles are outside enforcement.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Plate(String);

/// Form of a plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlateKind {
    /// Seven characters.
    Ordinary,
    /// Eight characters, small vehicle: the energy letter comes third.
    NewEnergySmall,
    /// Eight characters, large vehicle: the energy letter comes last.
    NewEnergyLarge,
}

/// `LEVY-D14`: which rule a plate breaks. Compare it with the registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadPlate {
    /// Neither seven nor eight characters.
    #[error(
        "LEVY-D14 a plate has seven or eight characters, not {0}; compare it with the registration"
    )]
    Length(usize),
    /// The first character names no province.
    #[error(
        "LEVY-D14 a plate begins with the character of a province; compare it with the registration"
    )]
    Province,
    /// The second character is no letter of an issuing office.
    #[error("LEVY-D14 the second character of a plate is a letter other than I and O")]
    Office,
    /// The characters after the office follow no known form.
    #[error(
        "LEVY-D14 the last characters of the plate follow no known form; compare it with the registration"
    )]
    Serial,
}

const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
const ENDINGS: &str = "挂学警港澳";

fn letter(sign: char) -> bool {
    sign.is_ascii_uppercase() && sign != 'I' && sign != 'O'
}

fn sign_or_digit(sign: char) -> bool {
    letter(sign) || sign.is_ascii_digit()
}

fn energy(sign: char) -> bool {
    ('A'..='H').contains(&sign) || sign == 'J' || sign == 'K'
}

fn kind_of(serial: &[char]) -> Option<PlateKind> {
    let digit = |sign: &char| sign.is_ascii_digit();
    match serial {
        [first @ .., last]
            if first.len() == 4
                && first.iter().all(|sign| sign_or_digit(*sign))
                && (sign_or_digit(*last) || ENDINGS.contains(*last)) =>
        {
            Some(PlateKind::Ordinary)
        }
        [first, second, rest @ ..]
            if rest.len() == 4
                && energy(*first)
                && sign_or_digit(*second)
                && rest.iter().all(digit) =>
        {
            Some(PlateKind::NewEnergySmall)
        }
        [first @ .., last] if first.len() == 5 && first.iter().all(digit) && energy(*last) => {
            Some(PlateKind::NewEnergyLarge)
        }
        _ => None,
    }
}

impl Plate {
    /// Reads a plate with or without the dot.
    ///
    /// # Errors
    /// [`BadPlate`], the first rule that fails.
    pub fn parse(input: &str) -> Result<Self, BadPlate> {
        let text: String = form::plain(input)
            .chars()
            .filter(|sign| !"·•.-".contains(*sign))
            .collect();
        let signs: Vec<char> = text.chars().collect();
        let [province, office, serial @ ..] = signs.as_slice() else {
            return Err(BadPlate::Length(signs.len()));
        };
        if !(7..=8).contains(&signs.len()) {
            return Err(BadPlate::Length(signs.len()));
        }
        if !PROVINCES.contains(*province) {
            return Err(BadPlate::Province);
        }
        if !letter(*office) {
            return Err(BadPlate::Office);
        }
        kind_of(serial).ok_or(BadPlate::Serial)?;
        Ok(Self(text))
    }

    /// The characters without a dot.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Which form the plate has.
    pub fn kind(&self) -> PlateKind {
        let serial: Vec<char> = self.0.chars().skip(2).collect();
        kind_of(&serial).unwrap_or(PlateKind::Ordinary)
    }
}

text_identifier!(Plate, BadPlate, as_str);
plain_identifier!(Plate);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plates_of_each_form_are_read() {
        for (good, kind) in [
            ("川V12345", PlateKind::Ordinary),
            ("川v·1234挂", PlateKind::Ordinary),
            ("粤Z1234港", PlateKind::Ordinary),
            ("京AD12345", PlateKind::NewEnergySmall),
            ("京AFA2345", PlateKind::NewEnergySmall),
            ("京A12345D", PlateKind::NewEnergyLarge),
            ("京A12345J", PlateKind::NewEnergyLarge),
            ("京A12345K", PlateKind::NewEnergyLarge),
        ] {
            let plate = Plate::parse(good).unwrap();
            assert_eq!(plate.kind(), kind, "{good}");
            assert_eq!(Plate::parse(&plate.to_string()).unwrap(), plate);
        }
    }

    #[test]
    fn each_rule_refuses_by_its_name() {
        for (bad, why) in [
            ("", BadPlate::Length(0)),
            ("川V1234", BadPlate::Length(6)),
            ("内V12345", BadPlate::Province),
            ("川I12345", BadPlate::Office),
            ("川V1234O", BadPlate::Serial),
            ("京AL12345", BadPlate::Serial),
            ("京A1234DD", BadPlate::Serial),
        ] {
            assert_eq!(Plate::parse(bad), Err(why), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_input_panics(input in ".{0,12}") {
            let _ = Plate::parse(&input);
        }
    }
}
