//! Acts that several officers must want (F21): money that leaves, income,
//! goods and debts that are taken, a lost transfer that counts as not carried
//! out, a test that is set aside. Nobody writes another in: each gives the
//! command himself, in the role for which he is filed, and the act is done
//! with the last of them. Until then his assent stands in the log; to another
//! sum, another creditor, another paper it is none.

use super::{
    event::{Act, AssentGiven, Event},
    planning::{fits, needs_text},
    signatures::Signatures,
    state::State,
};
use crate::{
    id::OfficerId,
    money::Money,
    order::{Basis, Measure},
    refusal::Refusal,
    rules::Rules,
    stamp::{Actor, Role, Stamp},
    time::Date,
};
use uuid::Uuid;

/// Assents to acts that are not done yet, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assents(Vec<AssentGiven>);

impl Assents {
    /// Those to one act.
    pub fn to<'a>(&'a self, act: &'a Act) -> impl Iterator<Item = &'a AssentGiven> {
        self.0.iter().filter(move |given| given.act == *act)
    }

    pub(super) fn put(&mut self, given: AssentGiven) {
        self.0.push(given);
    }

    /// The act is done: what was said to it, or to another of its kind under
    /// the same id, counts for nothing later.
    pub(super) fn done(&mut self, kind: &str, about: Uuid) {
        self.0
            .retain(|given| (given.act.kind(), given.act.about()) != (kind, about));
    }
}

/// Whether all want it.
pub(super) enum Wanted {
    /// By these officers, under this rule.
    ByAll(Vec<OfficerId>, Basis),
    /// Others are missing; what this one says, where it is news.
    BySome(Vec<Event>),
}

/// Who must want an act, and why.
pub(super) struct Asked<'a> {
    pub(super) needs: &'a [Vec<Role>],
    pub(super) rule: &'a Basis,
    pub(super) amount: Option<Money>,
}

/// The officers on whose word something happens that the profile calls
/// `measure`, over `amount`.
pub(super) fn let_go(
    state: &State,
    act: Act,
    (measure, amount): (&str, Money),
    rules: &Rules,
    stamp: &Stamp,
) -> Result<Wanted, Refusal> {
    let on = stamp.at.date_in(rules.profile().zone());
    let profile = rules.profile();
    let (needs, rule) = profile.approvals(&Measure::from(measure), Some(amount), on)?;
    let asked = Asked {
        needs,
        rule,
        amount: Some(amount),
    };
    wanted(state, act, &asked, on, stamp)
}

/// Whoever acts wants it, beside those who said so before, each in a role that
/// is still filed for him.
pub(super) fn wanted(
    state: &State,
    act: Act,
    asked: &Asked<'_>,
    on: Date,
    stamp: &Stamp,
) -> Result<Wanted, Refusal> {
    let role = &stamp.actor.role;
    let short = || Refusal::NotLetGo {
        needed: needs_text(asked.needs),
    };
    if !fits(asked.needs, &[role]) {
        return Err(short());
    }
    let officer = stamp.by_a_filed_officer(on)?;
    let mut counted: Vec<&AssentGiven> = Vec::new();
    for given in state.assents.to(&act) {
        let roles: Vec<&Role> = counted.iter().map(|one| &one.role).collect();
        let with = [roles, vec![&given.role]].concat();
        if stamp.court.lets_act(&actor(given), on) && fits(asked.needs, &with) {
            counted.push(given);
        }
    }
    if counted
        .iter()
        .any(|given| (given.officer, &given.role) == (officer, role))
    {
        return Ok(Wanted::BySome(vec![]));
    }
    let on_behalf_of = stamp.actor.on_behalf_of;
    let mut signatures = Signatures::default();
    for given in &counted {
        signatures.sign(given.officer, &given.role, given.on_behalf_of);
    }
    signatures.check_fresh(officer, None, stamp)?;
    let roles = counted.iter().map(|given| &given.role).chain([role]);
    if !fits(asked.needs, &roles.collect::<Vec<_>>()) {
        return Err(short());
    }
    if counted.len() + 1 == asked.needs.len() {
        let officers = counted.iter().map(|given| given.officer).chain([officer]);
        return Ok(Wanted::ByAll(officers.collect(), asked.rule.clone()));
    }
    let given = AssentGiven {
        act,
        amount: asked.amount,
        officer,
        role: role.clone(),
        on_behalf_of,
        approvals_needed: asked.needs.to_vec(),
        approval_rule: asked.rule.clone(),
    };
    Ok(Wanted::BySome(vec![given.into()]))
}

/// Who said so, as he acted.
fn actor(given: &AssentGiven) -> Actor {
    Actor {
        on_behalf_of: given.on_behalf_of,
        ..Actor::officer(given.officer, given.role.clone())
    }
}
