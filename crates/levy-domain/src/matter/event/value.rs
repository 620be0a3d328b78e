//! What an asset is worth.

use crate::{
    code::Code,
    id::{AssetId, DocumentId},
    money::Money,
    time::Date,
};
use serde::{Deserialize, Serialize};

/// A judge states what an asset is worth; the last word counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueStated {
    /// Which asset.
    pub asset: AssetId,
    /// How much.
    pub value: Money,
    /// Of how many shares or units that is the value; of the whole asset where
    /// none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<u64>,
    /// How it was found: `appraisal`, `market-price`, `agreed`.
    pub method: Code,
    /// The day of which it holds.
    pub as_of: Date,
    /// What shows it.
    pub document: DocumentId,
}
