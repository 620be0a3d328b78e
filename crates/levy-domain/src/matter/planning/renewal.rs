//! Whether a hold may be renewed: before its end, and as often as its class
//! allows; a place that waits only where it is presumed to be in front.

use super::{super::hold_state::HoldState, Under};
use crate::{
    id::HoldId,
    order::{Measure, OrderDraft},
    refusal::Refusal,
};

/// What has ended is not renewed: its effect is extinguished (T-06). A class
/// may limit the number of renewals (T-15).
pub(super) fn check_renewable(
    order: &OrderDraft,
    id: &HoldId,
    hold: &HoldState,
    under: &Under<'_>,
) -> Result<(), Refusal> {
    if order.measure != Measure::Renew {
        return Ok(());
    }
    let profile = under.rules.profile();
    let running = hold.running();
    if let (None, Ok(rule)) = (running, profile.basis("Q-06", under.on))
        && under.refuses(rule)
    {
        return Err(Refusal::StillWaits {
            hold: *id,
            rule: rule.rule.clone(),
        });
    }
    let Some(ends) = running else {
        return Ok(());
    };
    let ended = ends.earliest(profile.zone());
    let ended = ended.filter(|last| *last < under.on || hold.ended.is_some());
    if let (Some(last_day), Ok(rule)) = (ended, profile.basis("T-06", under.on))
        && under.refuses(rule)
    {
        return Err(Refusal::HoldEnded {
            hold: *id,
            last_day,
            rule: rule.rule.clone(),
        });
    }
    match profile.max_renewal(&hold.class, under.on) {
        Ok((cap, rule))
            if cap.times.is_some_and(|times| hold.renewed >= times) && under.refuses(rule) =>
        {
            Err(Refusal::RenewedOut {
                hold: *id,
                times: hold.renewed,
                rule: rule.rule.clone(),
            })
        }
        _ => Ok(()),
    }
}
