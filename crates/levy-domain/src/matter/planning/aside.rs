//! Rules that two officers set aside for one plan. Whoever drafts it names them;
//! each of them says so himself (F21): he drafted the plan, or he approves it.

use super::{
    super::{command::Override, event::Overridden},
    approval::fits,
};
use crate::{
    id::OfficerId,
    refusal::{Refusal, malformed},
    rules::{Rules, profile::Severity},
    stamp::{Role, Stamp},
    time::Date,
};

/// The rules that officers set aside: only those that may be, by two of them,
/// with a reason.
pub(in crate::matter) fn overridden(
    asked: &[Override],
    rules: &Rules,
    stamp: &Stamp,
) -> Result<Vec<Overridden>, Refusal> {
    let profile = rules.profile();
    let on = stamp.at.date_in(profile.zone());
    let check = |aside: &Override| {
        let rule = profile.basis(&aside.rule, on)?;
        if profile.severity(&aside.rule) != Severity::Override {
            return malformed("override", "this rule is not one to be set aside");
        }
        if aside.ground.trim().is_empty() {
            return malformed("override", "needs its ground");
        }
        let [first, second] = aside.officers;
        if first == second {
            return Err(Refusal::SameOfficer);
        }
        for officer in aside.officers {
            filed(officer, on, stamp)?;
        }
        Ok(Overridden {
            rule: rule.clone(),
            officers: aside.officers.to_vec(),
            ground: aside.ground.clone(),
        })
    };
    asked.iter().map(check).collect()
}

/// The plan has a signature for everybody who set a rule aside for it and did
/// not draft it himself.
pub(super) fn has_places(
    overrides: &[Overridden],
    needs: &[Vec<Role>],
    rules: &Rules,
    stamp: &Stamp,
) -> Result<(), Refusal> {
    let on = stamp.at.date_in(rules.profile().zone());
    let drafts = |officer: &OfficerId| stamp.actor.officer.as_ref() == Some(officer);
    let roles = awaited(overrides, drafts, on, stamp)?;
    if fits(needs, &roles) {
        return Ok(());
    }
    let why = "names officers whose approval the plan does not take; who sets a rule aside drafts \
               the plan himself or approves it";
    malformed("override", why)
}

/// Whoever approves leaves a place for each of those who still have to: the
/// last approval is there only when all of them have given their own.
pub(super) fn leaves_places(
    overrides: &[Overridden],
    needs: &[Vec<Role>],
    given: &[(OfficerId, Role)],
    signs: impl Fn(&OfficerId) -> bool,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<(), Refusal> {
    let actor = &stamp.actor;
    let mut named = overrides.iter().flat_map(|aside| &aside.officers);
    if actor.on_behalf_of.is_some() && named.any(|one| actor.officer == Some(*one)) {
        let why = "set a rule aside for this plan and approves it for himself, not for another";
        return malformed("officer", why);
    }
    let on = stamp.at.date_in(rules.profile().zone());
    let mut roles: Vec<&Role> = given.iter().map(|(_, role)| role).collect();
    roles.push(&stamp.actor.role);
    roles.extend(awaited(overrides, signs, on, stamp)?);
    if fits(needs, &roles) {
        return Ok(());
    }
    let why = "takes the place of one who set a rule aside for this plan; he approves it himself";
    malformed("officer", why)
}

/// Roles of those who set a rule aside and have not said so themselves.
fn awaited<'a>(
    overrides: &[Overridden],
    said: impl Fn(&OfficerId) -> bool,
    on: Date,
    stamp: &'a Stamp,
) -> Result<Vec<&'a Role>, Refusal> {
    let mut open: Vec<&OfficerId> = overrides.iter().flat_map(|aside| &aside.officers).collect();
    open.sort();
    open.dedup();
    open.retain(|officer| !said(officer));
    let role = |officer: &OfficerId| filed(*officer, on, stamp);
    open.into_iter().map(role).collect()
}

/// The role in which somebody is filed.
fn filed(officer: OfficerId, on: Date, stamp: &Stamp) -> Result<&Role, Refusal> {
    let role = stamp.court.role_of(&officer, on);
    role.ok_or_else(|| Refusal::NotFiled {
        officer,
        role: "an officer".into(),
    })
}
