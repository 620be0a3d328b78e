//! Documents of the court.

use crate::{
    bytes::Digest,
    id::{DocumentId, OfficerId, PlanId, RegistrationId},
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Kind of document; the profile's table names the set a measure needs.
    DocumentKind {
        /// Ruling (执行裁定书).
        Ruling = "ruling",
        /// Notice to assist (协助执行通知书).
        AssistanceNotice = "assistance-notice",
        /// Notice to assist with a query (协助查询通知书).
        QueryNotice = "query-notice",
        /// Copy of the effective judgment (生效法律文书副本).
        JudgmentCopy = "judgment-copy",
        /// Enforcement notice (执行通知书).
        EnforcementNotice = "enforcement-notice",
        /// Property report order (报告财产令).
        ReportOrder = "report-order",
        /// Order to recover what was paid out (责令限期追回通知书).
        RecoveryOrder = "recovery-order",
        /// Suggestion to a unit or to whoever supervises it (司法建议书).
        JudicialSuggestion = "judicial-suggestion",
        /// Decision on a fine (罚款决定书).
        FineDecision = "fine-decision",
    }
}

/// A document as issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Global id.
    pub document: DocumentId,
    /// Its kind.
    pub kind: DocumentKind,
    /// Its number, as printed, without personal data.
    pub number: String,
    /// Under which case number it is issued.
    pub registration: RegistrationId,
    /// Who signed.
    pub signers: Vec<OfficerId>,
    /// SHA-256 of the sealed bytes in the evidence store.
    pub hash: Digest,
    /// The plan whose orders it goes with, when it was made for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    /// The document it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<DocumentId>,
}
