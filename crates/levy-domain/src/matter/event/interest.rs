//! Interest of a claim: how it grows, and what it has come to.

use crate::{
    claim::Component,
    id::{ClaimId, DocumentId},
    interest::{Terms, Worksheet},
};
use serde::{Deserialize, Serialize};

/// How a component grows is stated, or stated anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestTermsStated {
    /// Of which claim.
    pub claim: ClaimId,
    /// What bears, since when, at which rate.
    pub terms: Terms,
    /// The document that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
}

/// Interest is worked out as of a day, by rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestWorkedOut {
    /// Of which claim.
    pub claim: ClaimId,
    /// The component as it stands on its day, paid parts included.
    pub component: Component,
    /// How it comes about.
    pub worksheet: Worksheet,
}
