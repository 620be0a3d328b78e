//! The access stream: who opened which personal data for what. Appended by
//! the shell, one event per sweep or batch; nothing decides here.

use crate::{
    code::Code,
    id::{MatterId, OfficerId},
};
use serde::{Deserialize, Serialize};

events! {
    /// Events of a court's access stream.
    Event {
        "personal-data-opened" => PersonalDataOpened,
    }
}

/// Sealed fields were opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalDataOpened {
    /// In which matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterId>,
    /// For whom; `None` for the engine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerId>,
    /// `issue`, `sweep`, `show`, `export`.
    pub purpose: Code,
    /// Kinds of fields.
    pub fields: Vec<Code>,
    /// How many boxes.
    pub count: u32,
    /// What they were opened for: an order, a plan or a sweep id as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}
