//! The text as it is written, before it is checked.

use super::{
    approval::Level,
    bad::BadProfile,
    case_type::CaseType,
    day,
    rule::{Confidence, DatedValue, Severity, Text},
};
use crate::{rules::Unread, time::Date};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProfile {
    pub(super) name: String,
    pub(super) version: String,
    #[serde(deserialize_with = "day::required")]
    pub(super) law_read_until: Date,
    pub(super) stale: Vec<String>,
    pub(super) court: RawCourt,
    pub(super) codes: RawCodes,
    pub(super) case_type: Vec<CaseType>,
    pub(super) rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCourt {
    pub(super) level: Level,
    pub(super) zone_minutes_east: i32,
}

/// Codes beyond the literals that the program knows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCodes {
    pub(super) purposes: Vec<String>,
    #[serde(default)]
    pub(super) asset_classes: Vec<String>,
    #[serde(default)]
    pub(super) account_classes: Vec<String>,
    #[serde(default)]
    pub(super) measures: Vec<String>,
    #[serde(default)]
    pub(super) document_kinds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub(super) id: Spanned<String>,
    pub(super) subject: Text,
    pub(super) confidence: Confidence,
    pub(super) severity: Severity,
    #[serde(default)]
    pub(super) switch: Option<RawSwitch>,
    pub(super) value: Vec<DatedValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSwitch {
    pub(super) name: String,
    pub(super) options: Vec<String>,
    #[serde(default)]
    pub(super) chosen: Option<String>,
}

pub(super) fn read(text: &str) -> Result<RawProfile, BadProfile> {
    let raw: RawProfile = toml::from_str(text)
        .map_err(|error| BadProfile::Unreadable(Unread::of(text, &error).to_string()))?;
    let head = |key, why| Err(BadProfile::Head { key, why });
    if raw.name.trim().is_empty() || raw.version.trim().is_empty() {
        return head("version", "name and version must not be empty");
    }
    if !(-720..=840).contains(&raw.court.zone_minutes_east) {
        return head("court.zone_minutes_east", "between -720 and 840");
    }
    if raw.codes.purposes.is_empty() {
        return head("codes.purposes", "at least one purpose of queries");
    }
    Ok(raw)
}
