//! When protected money may be deducted all the same.

use crate::{
    code::Code,
    id::{AssetId, DocumentId},
    order::Basis,
};
use serde::{Deserialize, Serialize};

/// A judge finds that a condition holds under which the law lets money of a
/// protected account be deducted (扣划条件), such as a withdrawal condition of
/// the housing fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeductionConditionFound {
    /// Which account.
    pub asset: AssetId,
    /// Which condition of the rule.
    pub condition: Code,
    /// What shows it.
    pub document: DocumentId,
    /// The rule that names it.
    pub rule: Basis,
}
