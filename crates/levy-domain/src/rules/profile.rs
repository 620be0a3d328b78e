//! The profile (规则集): every number, list and threshold of law that a
//! decision needs, read from a TOML text that a jurist can change. The
//! manual is docs/profile.md; the text for China is `profiles/cn.toml`.
//!
//! A question is answered by one rule, with the value of the decision's own
//! day and the basis to be written into the event. Nothing is guessed: a
//! question that no rule answers is refused or, where the answer only
//! protects, answered with a warning.

mod account;
mod approval;
mod asking;
mod authority;
mod bad;
mod bar;
mod cards;
mod case_type;
mod check;
mod closing;
mod day;
mod deadline;
mod delegation;
mod documents;
mod effect;
mod escalation;
mod goods;
mod identity;
mod index;
mod ladder;
mod literals;
mod living;
mod lowering;
mod money;
mod notice;
mod release;
mod requery;
mod rule;
mod sanction;
mod secrecy;
mod takeover;
mod term;
mod text;
mod urgent;

#[cfg(test)]
mod tests;

pub use account::{AccountEffect, AccountPolicy, Condition, Verdict};
pub use approval::{ApprovalEffect, Level, Tier};
pub use asking::AskAheadEffect;
pub use authority::{Filing, Signing};
pub use bad::{BadProfile, RuleFault, UnitFault};
pub use bar::BarEffect;
pub use cards::CardsEffect;
pub use case_type::CaseType;
pub use closing::ClosingWay;
pub use deadline::{DeadlineEffect, ExpiryEffect, Span};
pub use delegation::DelegationEffect;
pub use documents::DocumentsEffect;
pub use effect::Effect;
pub use escalation::Rung;
pub use identity::IdentityEffect;
pub use ladder::{LadderEffect, RenewalAheadEffect};
pub use living::LivingMinimum;
pub use lowering::LoweringEffect;
pub use money::{RateEffect, RenewalStart};
pub use notice::NoticeEffect;
pub use release::{ReleaseGround, ReleaseGrounds};
pub use requery::RequeryEffect;
pub use rule::{Citation, Confidence, DatedValue, Rule, Severity, Switch, Text};
pub use sanction::{BreachEffect, FineEffect, FineProcedure};
pub use secrecy::SecrecyEffect;
pub use takeover::{TakeoverEffect, Wait};
pub use term::{RenewalCap, TermEffect};
pub use urgent::UrgentEffect;

pub(super) use bad::line_of;
pub(super) use day::{optional as optional_day, write_optional as write_optional_day};

use crate::{
    bytes::Digest,
    order::Basis,
    refusal::Refusal,
    time::{Date, Zone},
};
use index::Index;
use std::{collections::BTreeMap, fmt};

/// The text compiled in for the courts of China.
const CHINA: &str = include_str!("../../../../profiles/cn.toml");

/// An immutable set of rules, named by the digest of its text.
#[derive(Clone)]
pub struct Profile {
    name: String,
    version: String,
    law_read_until: Date,
    zone: Zone,
    level: Level,
    purposes: Vec<String>,
    document_kinds: Vec<String>,
    case_types: Vec<CaseType>,
    rules: Vec<Rule>,
    places: BTreeMap<String, usize>,
    index: Index,
    text: String,
    digest: Digest,
}

impl Profile {
    /// Reads and checks a profile.
    ///
    /// # Errors
    /// [`BadProfile`] with the line of the fault; a profile that loads has no
    /// open question of form.
    pub fn from_toml(text: &str) -> Result<Self, BadProfile> {
        let text = text.replace("\r\n", "\n");
        let raw = text::read(&text)?;
        let rules = check::rules(&raw, &text)?;
        check::case_types(&raw.case_type)?;
        let index = Index::of(&rules)?;
        let places = rules
            .iter()
            .enumerate()
            .map(|(place, rule)| (rule.id.clone(), place))
            .collect();
        Ok(Profile {
            name: raw.name,
            version: raw.version,
            law_read_until: raw.law_read_until,
            zone: Zone {
                minutes_east: raw.court.zone_minutes_east,
            },
            level: raw.court.level,
            purposes: raw.codes.purposes,
            document_kinds: raw.codes.document_kinds,
            case_types: raw.case_type,
            rules,
            places,
            index,
            digest: Digest::of(text.as_bytes()),
            text,
        })
    }

    /// The profile of China that is compiled in.
    ///
    /// # Errors
    /// None in a build whose tests passed.
    pub fn china() -> Result<Self, BadProfile> {
        Profile::from_toml(CHINA)
    }

    /// SHA-256 of [`Profile::text`]. A changed comment is another digest: the
    /// text with its comments is what is kept as evidence.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The text as it was read, with line feeds alone at the ends of lines.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Short name, such as `cn`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Version, as the text names itself.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The last day on which the law was read for this text.
    pub fn law_read_until(&self) -> Date {
        self.law_read_until
    }

    /// The court's time zone.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// The court's level, by which approvals differ.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Known purposes of queries and orders, as codes.
    pub fn purposes(&self) -> &[String] {
        &self.purposes
    }

    /// Kinds of documents beyond those that the program knows, as codes.
    pub fn document_kinds(&self) -> &[String] {
        &self.document_kinds
    }

    /// All rules, in the order of the text.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// One rule by its id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.places.get(id).and_then(|place| self.rules.get(*place))
    }

    /// What a rule may do to a command. A rule that is not in the profile
    /// only warns: nobody is refused for a rule that cannot be read.
    pub fn severity(&self, rule: &str) -> Severity {
        self.rule(rule).map_or(Severity::Warn, |rule| rule.severity)
    }

    /// The basis of `rule` as it stands on `on`.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn basis(&self, rule: &str, on: Date) -> Result<&Basis, Refusal> {
        let value = self.rule(rule).and_then(|found| found.on(on));
        value
            .map(|value| &value.cited)
            .ok_or_else(|| no_rule(rule, on))
    }
}

/// Name, version and digest: the text is too long for a log.
impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Profile({} {} {:?})",
            self.name, self.version, self.digest
        )
    }
}

fn no_rule(rule: impl Into<String>, on: Date) -> Refusal {
    Refusal::NoRule {
        rule: rule.into(),
        on,
    }
}
