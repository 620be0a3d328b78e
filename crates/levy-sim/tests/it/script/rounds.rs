//! A round of queries, told in one line:
//!
//! ```text
//! look UNIT of zhang for enforcement on N-06 [without-notice]
//! ```

use super::{
    court::id,
    parse::name,
    play::{Script, clerk},
    words::Words,
};
use levy_domain::{
    id::{DocumentId, SweepId},
    matter::Command,
    rules::directory::unit_id,
    stamp::Actor,
};

/// Whom, where, what for, on which rule, and whether the notice goes along.
pub(super) struct Ask {
    unit: String,
    debtor: String,
    purpose: String,
    rule: String,
    notice: bool,
}

/// `None` for a verb of another place.
pub(super) fn read(verb: &str, words: &mut Words<'_>) -> Result<Option<Ask>, String> {
    if verb != "look" {
        return Ok(None);
    }
    let unit = name(words, "unit")?;
    words.must("of")?;
    let debtor = name(words, "debtor")?;
    words.must("for")?;
    let purpose = name(words, "purpose")?;
    words.must("on")?;
    let rule = name(words, "rule")?;
    let notice = !words.has("without-notice");
    Ok(Some(Ask {
        unit,
        debtor,
        purpose,
        rule,
        notice,
    }))
}

impl Script {
    pub(super) fn round(&self, ask: &Ask) -> Result<(Actor, Command), String> {
        let notice = DocumentId(id("query-notice"));
        let command = Command::OrderSweep {
            sweep: SweepId(id(&format!("look {}", self.court.state.revision))),
            subjects: vec![self.court.person(&ask.debtor)?],
            purpose: ask.purpose.as_str().into(),
            rule: ask.rule.clone(),
            documents: ask.notice.then_some(notice).into_iter().collect(),
            units: vec![unit_id(&ask.unit)],
            not_askable: vec![],
        };
        Ok((clerk(), command))
    }
}
