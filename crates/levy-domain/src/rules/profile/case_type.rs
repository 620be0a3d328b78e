//! Type codes of case numbers (案件类型代字, 法〔2015〕137号).

use super::{
    Profile,
    rule::{Confidence, Text},
};
use crate::matter::event::CaseKind;
use serde::Deserialize;

/// What one type code stands for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseType {
    /// The whole code, such as `执保`.
    pub code: String,
    /// Class number of the annex, such as `1004`.
    pub class: String,
    /// What it stands for here.
    pub kind: CaseKind,
    /// Orders may be sent under a number of this type.
    pub orders: bool,
    /// How well this was read.
    pub confidence: Confidence,
    /// Name.
    pub name: Text,
}

impl Profile {
    /// All type codes of the table.
    pub fn case_types(&self) -> &[CaseType] {
        &self.case_types
    }

    /// What a whole type code stands for. A code that the table does not hold
    /// is [`CaseKind::OtherKind`]: its first character proves nothing.
    pub fn case_kind(&self, type_code: &str) -> CaseKind {
        let found = self.case_types.iter().find(|case| case.code == type_code);
        found.map_or(CaseKind::OtherKind, |case| case.kind.clone())
    }

    /// May orders be sent under a case number of this kind? Never under one
    /// that the table does not name.
    pub fn orders_allowed(&self, kind: &CaseKind) -> bool {
        self.case_types
            .iter()
            .any(|case| case.kind == *kind && case.orders)
    }
}
