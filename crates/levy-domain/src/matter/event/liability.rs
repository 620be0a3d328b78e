//! Whose turn it is.

use crate::{
    id::{DocumentId, LiabilityId},
    money::Money,
};
use serde::{Deserialize, Serialize};

/// It is a supplementary debtor's turn (补充责任).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementaryOpened {
    /// Whose.
    pub liability: LiabilityId,
    /// The finding that those before him have nothing left.
    pub document: DocumentId,
    /// What of the claim is open then.
    pub open: Money,
}
