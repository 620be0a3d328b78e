//! Renewals that a judge authorised ahead (预先批准续行): drafted by rule when
//! the end comes near, approved by him as far as the profile lets it count.

use super::{
    super::{
        decide::Decision,
        event::{Event, PlanApproved},
        hold_state::HoldState,
        state::State,
        term::pace,
    },
    approval,
    by_rule::{Act, ByRule},
    months16,
};
use crate::{
    calendar::freeze_end,
    id::{HoldId, PlanId},
    order::{Measure, Term},
    rules::{Rules, profile::RenewalStart},
    stamp::Stamp,
    time::Date,
};

/// The plan that renews `hold`, which ends on `last_day`, where it was
/// authorised and the time for it has come; nothing otherwise, and nothing
/// for a hold that must be let go.
pub(in crate::matter) fn renewal_ahead(
    state: &State,
    id: &HoldId,
    hold: &HoldState,
    last_day: Date,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let profile = rules.profile();
    let today = stamp.at.date_in(profile.zone());
    let plan = PlanId::derive(id.0, &[b"renewal", last_day.to_string().as_bytes()]);
    let (Some(ahead), Some((when, rule)), false) = (
        &hold.authorised,
        profile.renewal_ahead(today),
        state.plans.contains_key(&plan),
    ) else {
        return Ok(vec![]);
    };
    let left = last_day.signed_duration_since(today).num_days();
    let lead = when
        .days_before
        .saturating_add(pace(hold.unit, &hold.class, rules));
    if left > i64::from(lead) || today > ahead.until || state.must_go(id) {
        return Ok(vec![]);
    }
    let from = match profile.renewal_start(today) {
        RenewalStart::OldEnd => last_day.succ_opt().unwrap_or(last_day),
        RenewalStart::Service => today,
    };
    let (cap, _) = profile.max_renewal(&hold.class, today)?;
    let months = months16(ahead.months.min(cap.months));
    let to = freeze_end(from, months).min(ahead.until);
    if to <= last_day {
        return Ok(vec![]);
    }
    let by_rule = ByRule {
        state,
        plan,
        basis: profile.basis("T-05", today)?,
        documents: &[],
        rules,
    };
    let ability = by_rule
        .unit(hold)
        .and_then(|unit| unit.ability(&Measure::Renew, Some(&hold.class)));
    let order = ability.and_then(|ability| {
        let act = Act {
            tag: b"renew",
            measure: Measure::Renew,
            route: ability.route.clone(),
            amount: hold
                .limit
                .map(|limit| limit.minor)
                .or((hold.held > 0).then_some(hold.held)),
            term: Some(Term { from, to }),
            purpose: "control",
            cause: "authorised-ahead",
        };
        by_rule.order(id, hold, act)
    });
    // The law renews; what lets the plan come by itself is the authorisation.
    let by_rule = ByRule {
        basis: rule,
        ..by_rule
    };
    let none = "the unit has no way to renew";
    let mut events = by_rule.draft(order.into_iter().collect(), none, stamp)?;
    let approved = events.first().and_then(|event| match event {
        Event::PlanDrafted(drafted) if when.approves => {
            let needs = &drafted.approvals_needed;
            let counts = approval::fits(needs, &[&ahead.role]);
            counts.then(|| PlanApproved {
                plan,
                list_hash: drafted.list_hash,
                officer: ahead.officer,
                role: ahead.role.clone(),
                on_behalf_of: None,
                complete: needs.len() == 1,
                ahead: true,
            })
        }
        _ => None,
    });
    events.extend(approved.map(Event::from));
    Ok(events)
}
