//! The unit directory (协助单位名录): one version of who the units are and
//! what they can do. Part of the rules, so a decision never asks a machine.
//!
//! Its text is TOML with one `[[unit]]` table per unit. [`UnitDirectory::to_toml`]
//! is the canonical text: the digest is taken over it, and it is what is kept
//! as evidence.

mod written;

#[cfg(test)]
mod tests;

use super::profile::{BadProfile, UnitFault, line_of};
use crate::{
    asset::AssetClass, bytes::Digest, id::UnitId, order::Measure, unit::ability::UnitProfile,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Name space of unit ids: a unit's id follows from its code, so that two
/// installations with the same code speak of the same unit.
pub const UNIT_SPACE: Uuid = Uuid::from_bytes([
    0x5b, 0x1e, 0x6a, 0x0c, 0x2f, 0x47, 0x4d, 0x3a, 0x9c, 0x71, 0x0e, 0x83, 0xd2, 0x64, 0xb9, 0x15,
]);

/// The id of the unit with this code.
pub fn unit_id(code: &str) -> UnitId {
    UnitId::derive(UNIT_SPACE, &[code.as_bytes()])
}

/// Units by code.
#[derive(Debug, Clone)]
pub struct UnitDirectory {
    units: BTreeMap<String, UnitProfile>,
    codes: BTreeMap<UnitId, String>,
    text: String,
    digest: Digest,
}

impl UnitDirectory {
    /// A directory of `units`. Of two profiles with one code, or with one id,
    /// the later stands, as a later declaration replaces an earlier one.
    pub fn new(units: Vec<UnitProfile>) -> Self {
        let (mut by_code, mut codes) = (BTreeMap::new(), BTreeMap::<UnitId, String>::new());
        for unit in units {
            if let Some(earlier) = codes.insert(unit.unit, unit.code.clone()) {
                by_code.remove(&earlier);
            }
            if let Some(earlier) = by_code.insert(unit.code.clone(), unit) {
                let taken = by_code
                    .get(&earlier.code)
                    .is_some_and(|now| now.unit == earlier.unit);
                if !taken {
                    codes.remove(&earlier.unit);
                }
            }
        }
        let text = written::text(by_code.values());
        UnitDirectory {
            digest: Digest::of(text.as_bytes()),
            units: by_code,
            codes,
            text,
        }
    }

    /// Reads a directory; a unit's id follows from its code unless the text
    /// states another.
    ///
    /// # Errors
    /// [`BadProfile`] with the line of the fault: an unknown key, a code that
    /// stands twice, opening hours outside a day.
    pub fn from_toml(text: &str) -> Result<Self, BadProfile> {
        let mut units = BTreeMap::new();
        for (unit, byte) in written::read(text)? {
            let fault = written::fault(&unit);
            let fault =
                fault.or_else(|| units.contains_key(&unit.code).then_some(UnitFault::Twice));
            if let Some(fault) = fault {
                return Err(BadProfile::Unit {
                    code: unit.code,
                    line: line_of(text, byte),
                    fault,
                });
            }
            units.insert(unit.code.clone(), unit);
        }
        Ok(UnitDirectory::new(units.into_values().collect()))
    }

    /// The canonical text; reading it gives an equal directory.
    pub fn to_toml(&self) -> &str {
        &self.text
    }

    /// SHA-256 of [`UnitDirectory::to_toml`].
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// A unit by id.
    pub fn get(&self, unit: &UnitId) -> Option<&UnitProfile> {
        self.codes.get(unit).and_then(|code| self.units.get(code))
    }

    /// A unit by code.
    pub fn by_code(&self, code: &str) -> Option<&UnitProfile> {
        self.units.get(code)
    }

    /// All units in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &UnitProfile> {
        self.units.values()
    }

    /// How many units.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// True without any unit.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Units that the engine itself can ask: those with a query ability on a
    /// route that it carries.
    pub fn askable(&self) -> impl Iterator<Item = &UnitProfile> {
        self.iter().filter(|unit| queries(unit).next().is_some())
    }

    /// Those of `wanted` that no askable unit can tell anything about (F24).
    pub fn classes_not_askable(&self, wanted: &[AssetClass]) -> Vec<AssetClass> {
        let answers = |unit: &UnitProfile, class: &AssetClass| {
            queries(unit).any(|asked| match asked {
                Some(own) => own == class,
                None => unit.kind.keeps().contains(class),
            })
        };
        wanted
            .iter()
            .filter(|class| !self.iter().any(|unit| answers(unit, class)))
            .cloned()
            .collect()
    }
}

/// Classes of the unit's carried query abilities; `None` = all it keeps.
fn queries(unit: &UnitProfile) -> impl Iterator<Item = Option<&AssetClass>> {
    unit.abilities
        .iter()
        .filter(|ability| ability.measure == Measure::Query && ability.route.is_carried())
        .map(|ability| ability.class.as_ref())
}
