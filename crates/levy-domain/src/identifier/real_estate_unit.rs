//! Real-estate unit number, GB/T 37346-2019 (I-10): region 6, zone 3,
//! sub-zone 3, parcel class 2, parcel 5, fixture 1, unit 8.

use super::form;
use thiserror::Error;

/// A real-estate unit number of 28 characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RealEstateUnit(String);

/// Who owns the land of the parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LandOwner {
    /// G: the state.
    State,
    /// J: a collective.
    Collective,
    /// Z: not determined.
    Undetermined,
}

/// What stands on the parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fixture {
    /// F: a building.
    Building,
    /// L: trees.
    Trees,
    /// Q: something else.
    Other,
    /// W: nothing, land alone.
    None,
}

/// `LEVY-D16`: which rule a real-estate unit number breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadRealEstateUnit {
    /// Not 28 characters.
    #[error(
        "LEVY-D16 a real-estate unit number has 28 characters, not {0}; compare it with the title certificate"
    )]
    Length(usize),
    /// Region, zone, sub-zone, parcel or unit are not digits.
    #[error(
        "LEVY-D16 a real-estate unit number has digits but for the parcel class and the fixture"
    )]
    Digits,
    /// The parcel class is not G, J or Z and a letter.
    #[error("LEVY-D16 the parcel class of a real-estate unit is G, J or Z and a letter")]
    ParcelClass,
    /// The fixture is not F, L, Q or W.
    #[error("LEVY-D16 the fixture of a real-estate unit is F, L, Q or W")]
    Fixture,
}

fn owner(sign: char) -> Option<LandOwner> {
    match sign {
        'G' => Some(LandOwner::State),
        'J' => Some(LandOwner::Collective),
        'Z' => Some(LandOwner::Undetermined),
        _ => None,
    }
}

fn fixture(sign: char) -> Option<Fixture> {
    match sign {
        'F' => Some(Fixture::Building),
        'L' => Some(Fixture::Trees),
        'Q' => Some(Fixture::Other),
        'W' => Some(Fixture::None),
        _ => None,
    }
}

impl RealEstateUnit {
    /// Reads 28 characters, however grouped.
    ///
    /// # Errors
    /// [`BadRealEstateUnit`], the first rule that fails.
    pub fn parse(input: &str) -> Result<Self, BadRealEstateUnit> {
        let text = form::plain(input);
        let signs: Vec<char> = text.chars().collect();
        if signs.len() != 28 {
            return Err(BadRealEstateUnit::Length(signs.len()));
        }
        for (at, sign) in signs.iter().enumerate() {
            match at {
                12 if owner(*sign).is_none() => return Err(BadRealEstateUnit::ParcelClass),
                13 if !sign.is_ascii_uppercase() => return Err(BadRealEstateUnit::ParcelClass),
                19 if fixture(*sign).is_none() => return Err(BadRealEstateUnit::Fixture),
                12 | 13 | 19 => {}
                _ if !sign.is_ascii_digit() => return Err(BadRealEstateUnit::Digits),
                _ => {}
            }
        }
        Ok(Self(text))
    }

    /// The 28 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The six digits of the region.
    pub fn region(&self) -> &str {
        self.0.get(..6).unwrap_or_default()
    }

    /// The first 19 characters: the parcel, shared by every unit on it.
    pub fn parcel(&self) -> &str {
        self.0.get(..19).unwrap_or_default()
    }

    /// Who owns the land.
    pub fn land_owner(&self) -> LandOwner {
        self.0
            .chars()
            .nth(12)
            .and_then(owner)
            .unwrap_or(LandOwner::Undetermined)
    }

    /// What stands on the parcel.
    pub fn fixture(&self) -> Fixture {
        self.0
            .chars()
            .nth(19)
            .and_then(fixture)
            .unwrap_or(Fixture::Other)
    }
}

text_identifier!(RealEstateUnit, BadRealEstateUnit, as_str);
plain_identifier!(RealEstateUnit);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_flat_and_bare_land_are_read() {
        let flat = RealEstateUnit::parse("990022 001001 GB00001 F00010001").unwrap();
        assert_eq!(
            (flat.region(), flat.parcel()),
            ("990022", "990022001001GB00001")
        );
        assert_eq!(
            (flat.land_owner(), flat.fixture()),
            (LandOwner::State, Fixture::Building)
        );
        let land = RealEstateUnit::parse("990022001001JC00007W00000000").unwrap();
        assert_eq!(
            (land.land_owner(), land.fixture()),
            (LandOwner::Collective, Fixture::None)
        );
        assert_eq!(RealEstateUnit::parse(&land.to_string()).unwrap(), land);
    }

    #[test]
    fn each_rule_refuses_by_its_name() {
        for (bad, why) in [
            ("990022001001GB00001F0001000", BadRealEstateUnit::Length(27)),
            ("99002A001001GB00001F00010001", BadRealEstateUnit::Digits),
            (
                "990022001001XB00001F00010001",
                BadRealEstateUnit::ParcelClass,
            ),
            (
                "990022001001G100001F00010001",
                BadRealEstateUnit::ParcelClass,
            ),
            ("990022001001GB00001A00010001", BadRealEstateUnit::Fixture),
        ] {
            assert_eq!(RealEstateUnit::parse(bad), Err(why), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_input_panics(input in ".{0,30}") {
            let _ = RealEstateUnit::parse(&input);
        }
    }
}
