//! A judge authorises the renewals of a hold ahead, or takes that back.

use super::TermState;
use crate::{
    calendar::freeze_end,
    id::{HoldId, OfficerId},
    matter::{
        decide::Decision,
        event::*,
        planning::{approving_roles, months16},
        state::State,
    },
    order::Measure,
    refusal::Refusal,
    rules::Rules,
    stamp::{Role, Stamp},
    time::Date,
};

/// What a judge authorised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorised {
    /// Months of each renewal.
    pub months: u32,
    /// No renewal reaches beyond this day.
    pub until: Date,
    /// Who.
    pub officer: OfficerId,
    /// As what.
    pub role: Role,
}

pub(super) fn authorise(
    state: &State,
    hold: &HoldId,
    asked: &Authorised,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let known = super::find(state, hold)?;
    if known.authorised.as_ref() == Some(asked) {
        return Ok(vec![]);
    }
    let profile = rules.profile();
    let today = stamp.at.date_in(profile.zone());
    let runs = !matches!(
        state.term_of(hold),
        None | Some(TermState::Gone | TermState::Lapsed)
    );
    if !runs {
        return Err(Refusal::Unknown { what: "hold" });
    }
    let Some((_, rule)) = profile.renewal_ahead(today) else {
        return Err(Refusal::NoRule {
            rule: "(renewal ahead)".into(),
            on: today,
        });
    };
    // Nobody authorises in another's name or in a role that he does not act in.
    if stamp.actor.officer != Some(asked.officer) {
        return Err(Refusal::SameOfficer);
    }
    let roles = approving_roles(profile, &Measure::Renew, known.limit, today)?;
    if stamp.actor.role != asked.role || !roles.contains(&asked.role) {
        return Err(Refusal::WrongRole {
            role: stamp.actor.role.clone(),
            needed: Role::listed(&roles),
        });
    }
    let (cap, basis) = profile.max_renewal(&known.class, today)?;
    if asked.months == 0 || asked.months > cap.months {
        return Err(Refusal::TermTooLong {
            max: freeze_end(today, months16(cap.months)),
            rule: basis.rule.clone(),
        });
    }
    if asked.until < today {
        return Err(Refusal::Malformed {
            what: "until",
            why: "is past",
        });
    }
    let authorised = RenewalAuthorised {
        hold: *hold,
        months: asked.months,
        until: asked.until,
        officer: asked.officer,
        role: asked.role.clone(),
        rule: rule.clone(),
    };
    Ok(vec![authorised.into()])
}

pub(super) fn revoke(state: &State, hold: &HoldId, stamp: &Stamp) -> Decision {
    let known = super::find(state, hold)?;
    if known.authorised.is_none() {
        return Ok(vec![]);
    }
    let revoked = RenewalAuthorisationRevoked {
        hold: *hold,
        officer: stamp.actor.officer,
    };
    Ok(vec![revoked.into()])
}
