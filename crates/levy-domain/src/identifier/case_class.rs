//! What the type code of a case number means (法〔2015〕137号, class numbers of
//! its annex).

/// Class of a case by its type code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CaseClass {
    /// 1002 执: first enforcement.
    FirstEnforcement,
    /// 1003 执恢: resumed enforcement.
    ResumedEnforcement,
    /// 1004 执保: enforcement of property preservation.
    PreservationEnforcement,
    /// 1006 执异: objection in enforcement.
    EnforcementObjection,
    /// 1007 执复: reconsideration in enforcement.
    EnforcementReconsideration,
    /// 1008 执监: supervision of enforcement.
    EnforcementSupervision,
    /// 1009 执协: coordination of enforcement.
    EnforcementCoordination,
    /// 1010 执他: other enforcement.
    OtherEnforcement,
    /// 0901 财保: property preservation outside a suit.
    PropertyPreservation,
    /// 0902 行保: preservation of conduct outside a suit.
    ConductPreservation,
    /// 0903 行保复: its reconsideration.
    ConductPreservationReconsideration,
    /// 0904 证保: preservation of evidence outside a suit.
    EvidencePreservation,
    /// 0802, 0803 司惩: detention or fine.
    Sanction,
    /// 0804 司惩复: its reconsideration.
    SanctionReconsideration,
    /// 0301 民初: civil, first instance.
    CivilFirstInstance,
    /// 0302 民终: civil, second instance.
    CivilSecondInstance,
    /// 0409 行审: administrative enforcement without a suit.
    AdministrativeNonSuit,
    /// 0522 司救执: relief in enforcement.
    EnforcementRelief,
    /// 1112 to 1114 破: bankruptcy, reorganisation, composition.
    Bankruptcy,
    /// A type code that this table does not hold.
    Other,
}

const TABLE: [(&str, CaseClass); 19] = [
    ("执", CaseClass::FirstEnforcement),
    ("执恢", CaseClass::ResumedEnforcement),
    ("执保", CaseClass::PreservationEnforcement),
    ("执异", CaseClass::EnforcementObjection),
    ("执复", CaseClass::EnforcementReconsideration),
    ("执监", CaseClass::EnforcementSupervision),
    ("执协", CaseClass::EnforcementCoordination),
    ("执他", CaseClass::OtherEnforcement),
    ("财保", CaseClass::PropertyPreservation),
    ("行保", CaseClass::ConductPreservation),
    ("行保复", CaseClass::ConductPreservationReconsideration),
    ("证保", CaseClass::EvidencePreservation),
    ("司惩", CaseClass::Sanction),
    ("司惩复", CaseClass::SanctionReconsideration),
    ("民初", CaseClass::CivilFirstInstance),
    ("民终", CaseClass::CivilSecondInstance),
    ("行审", CaseClass::AdministrativeNonSuit),
    ("司救执", CaseClass::EnforcementRelief),
    ("破", CaseClass::Bankruptcy),
];

impl CaseClass {
    /// The class of a whole type code. 执保 never passes for 执, and a code
    /// that is not in the table is [`CaseClass::Other`]: its first character
    /// proves nothing.
    pub fn of(type_code: &str) -> Self {
        TABLE
            .iter()
            .find_map(|(code, class)| (*code == type_code).then_some(*class))
            .unwrap_or(Self::Other)
    }

    /// The type code of this class; `None` for [`CaseClass::Other`].
    pub fn type_code(self) -> Option<&'static str> {
        TABLE
            .iter()
            .find_map(|(code, class)| (*class == self).then_some(*code))
    }

    /// Whether a case of this class may carry measures against assets:
    /// 执, 执恢, 执保 and 财保.
    pub fn carries_measures(self) -> bool {
        matches!(
            self,
            Self::FirstEnforcement
                | Self::ResumedEnforcement
                | Self::PreservationEnforcement
                | Self::PropertyPreservation
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_finds_its_class_and_back() {
        for (code, class) in TABLE {
            assert_eq!(CaseClass::of(code), class);
            assert_eq!(class.type_code(), Some(code));
        }
    }

    #[test]
    fn a_longer_code_is_never_taken_for_its_beginning() {
        assert_eq!(CaseClass::of("执保"), CaseClass::PreservationEnforcement);
        assert_eq!(CaseClass::of("司惩复"), CaseClass::SanctionReconsideration);
        assert_eq!(CaseClass::of("执天"), CaseClass::Other);
        assert_eq!(CaseClass::Other.type_code(), None);
    }
}
