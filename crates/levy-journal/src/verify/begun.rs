//! The court's first event repeats what the store keeps beside the log, so
//! that the chain covers it.

use super::layout::Facts;
use crate::AnyEvent;
use levy_domain::court::{self, event::LogBegun};

/// What does not agree between the store's facts and the first event of the
/// court's stream.
pub(super) fn faults(facts: &Facts, event: Option<&AnyEvent>, court: Option<&str>) -> Vec<String> {
    let Some(AnyEvent::Court(court::Event::LogBegun(begun))) = event else {
        return vec!["the court's first event is not log-begun".to_owned()];
    };
    let LogBegun { clock, keys, log } = begun;
    [
        ("clock", Some(&**clock)),
        ("keys", Some(keys)),
        ("store_id", Some(log)),
        ("court", court),
    ]
    .into_iter()
    .filter(|(fact, began)| facts.get(*fact).map(String::as_str) != *began || began.is_none())
    .map(|(fact, _)| format!("meta has another {fact} than the one the log began with"))
    .collect()
}
