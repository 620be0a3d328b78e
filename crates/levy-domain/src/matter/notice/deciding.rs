//! What is decided about notices.

use super::{
    super::{decide::Decision, event::*, hold_state::HoldState, state::State},
    Command, NoticeState, Owing, Told,
};
use crate::{
    asset::OtherRight,
    bytes::Digest,
    code::Code,
    id::{AssetId, HoldId, NoticeId, OfficerId, PersonId, PlanId},
    order::{Basis, Deadline},
    party::PartyRole,
    refusal::{Refusal, malformed},
    rules::{Rules, profile::NoticeEffect},
    stamp::Stamp,
    time::{Date, Timestamp},
};
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::matter) fn decide(
    state: &State,
    command: &Command,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    match command {
        Command::Owe { plan } => Ok(owe(state, plan, rules, stamp).into_iter().collect()),
        Command::Serve {
            notice,
            mode,
            served_on,
            evidence,
        } => {
            let served = NoticeServed {
                notice: *notice,
                mode: mode.clone(),
                served_on: *served_on,
                evidence: *evidence,
                late: false,
                claim_fixed_on: None,
            };
            serve(state, served, rules, stamp)
        }
        Command::Fail {
            notice,
            mode,
            tried_on,
            reason,
            evidence,
            next_on,
        } => {
            let tried = Try {
                mode,
                on: *tried_on,
                reason,
                evidence: *evidence,
                next_on: *next_on,
            };
            fail(state, notice, tried, rules, stamp)
        }
        Command::NoteOverdue { notice } => {
            let known = find(state, notice)?;
            let passed = known.is_due(*notice, stamp.at);
            let deadline = known.deadline().filter(|_| passed).cloned();
            let overdue = deadline.map(|deadline| NoticeOverdue {
                notice: *notice,
                deadline,
                owner: known.owner,
            });
            Ok(overdue.into_iter().map(Event::from).collect())
        }
        Command::Drop { notice, ground } => match &find(state, notice)?.told {
            Some(Told::Dropped(_)) => Ok(vec![]),
            Some(Told::Served(_)) => Err(Refusal::OnlyOnce {
                what: "the service of a notice",
            }),
            None => {
                stamp.by_a_judge()?;
                let dropped = NoticeDropped {
                    notice: *notice,
                    ground: ground.clone(),
                };
                Ok(vec![dropped.into()])
            }
        },
    }
}

fn find<'a>(state: &'a State, notice: &NoticeId) -> Result<&'a NoticeState, Refusal> {
    let known = state.notices.get(notice);
    known.ok_or(Refusal::Unknown { what: "notice" })
}

/// Who is told.
enum Who<'a> {
    /// A party of the matter.
    Party(PersonId),
    /// Whoever has this right in this asset, as far as any unit told.
    Right(AssetId, &'a OtherRight),
}

impl Who<'_> {
    /// What tells him from others.
    fn key(&self, to: &NoticeTo) -> Vec<u8> {
        let mut key = to.as_str().as_bytes().to_vec();
        match self {
            Who::Party(person) => key.extend(person.0.as_bytes()),
            Who::Right(asset, right) => {
                key.extend(asset.0.as_bytes());
                key.extend(right.kind.as_bytes());
                let holder = right.holder.iter();
                key.extend(holder.flat_map(|holder| &holder.token.0.0));
            }
        }
        key
    }
}

/// Everybody who must be told of what the plan controls; nothing before that
/// may be said (V-05).
fn owe(state: &State, plan: &PlanId, rules: &Rules, stamp: &Stamp) -> Option<Event> {
    let waiting = state.notices.ready(plan)?;
    let on = stamp.at.date_in(rules.profile().zone());
    let kind = state.current_case().map(|(_, case)| &case.kind);
    let mut notices = Vec::new();
    for (effect, basis) in rules.profile().notices(on) {
        if !effect.is_owed_under(kind) {
            continue;
        }
        let told = waiting
            .iter()
            .filter(|(hold, cause)| effect.after.contains(cause) && is_open(state, hold));
        let holds: BTreeSet<HoldId> = told.map(|(hold, _)| *hold).collect();
        let deadline = rules.deadline_of(&effect.clock, stamp.at);
        for (key, (to, who, holds)) in recipients(state, (effect, basis), &holds) {
            let revision = state.revision.to_be_bytes();
            let parts: [&[u8]; 3] = [&revision, basis.rule.as_bytes(), &key];
            let (person, right) = match who {
                Who::Party(person) => (Some(person), None),
                Who::Right(asset, right) => (None, Some((asset, right))),
            };
            notices.push(NoticeOwed {
                notice: NoticeId::derive(plan.0, &parts),
                to: to.clone(),
                person,
                asset: right.map(|(asset, _)| asset),
                right: right.map(|(_, right)| right.kind.clone()),
                holder: right.and_then(|(_, right)| right.holder.clone()),
                holds,
                fixes_claim: effect.fixes_claim,
                rule: basis.clone(),
                deadline: deadline.clone(),
            });
        }
    }
    let owed = NoticesOwed {
        plan: *plan,
        owner: owner(state, plan),
        notices,
    };
    Some(owed.into())
}

fn is_open(state: &State, hold: &HoldId) -> bool {
    let known = state.holds.get(hold);
    known.is_some_and(|known| known.is_open())
}

/// The judge who approved the plan, else the first who did.
fn owner(state: &State, plan: &PlanId) -> Option<OfficerId> {
    let plan = state.plans.get(plan)?;
    let first = plan.signatures.given.first().map(|(officer, _)| *officer);
    plan.judge().or(first)
}

/// Each who is told, once, with the holds that he is told of.
type Recipients<'a> = BTreeMap<Vec<u8>, (&'a NoticeTo, Who<'a>, Vec<HoldId>)>;

fn recipients<'a>(
    state: &'a State,
    (effect, basis): (&'a NoticeEffect, &Basis),
    holds: &BTreeSet<HoldId>,
) -> Recipients<'a> {
    let mut told = Recipients::new();
    for to in &effect.to {
        for id in holds {
            let Some(hold) = state.holds.get(id) else {
                continue;
            };
            for who in who(state, effect, to, hold) {
                if is_told(state, basis, id, &who) {
                    continue;
                }
                let entry = told.entry(who.key(to));
                let (_, _, holds) = entry.or_insert_with(|| (to, who, vec![]));
                holds.push(*id);
            }
        }
    }
    told
}

/// Whoever has a right is told of a hold once by each rule, however often the
/// right is shown.
fn is_told(state: &State, basis: &Basis, hold: &HoldId, who: &Who<'_>) -> bool {
    let Who::Right(asset, right) = who else {
        return false;
    };
    let token = right.holder.as_ref().map(|holder| &holder.token);
    state.notices.iter().any(|(_, known)| {
        let owed = &known.owed;
        owed.rule.rule == basis.rule
            && owed.asset == Some(*asset)
            && owed.right.as_ref() == Some(&right.kind)
            && owed.holder.as_ref().map(|holder| &holder.token) == token
            && owed.holds.contains(hold)
    })
}

fn who<'a>(
    state: &'a State,
    effect: &NoticeEffect,
    to: &NoticeTo,
    hold: &HoldState,
) -> Vec<Who<'a>> {
    match to {
        NoticeTo::Debtor => {
            let person = state.person_of(&hold.liability);
            person.into_iter().map(Who::Party).collect()
        }
        NoticeTo::Applicant => {
            let creditor = PartyRole::Creditor;
            let parties = state.persons.iter();
            let applied = parties.filter(|(_, (_, roles))| roles.contains(&creditor));
            applied.map(|(person, _)| Who::Party(*person)).collect()
        }
        NoticeTo::RightHolder => {
            let rights = state.rights_on(&hold.asset).iter();
            let told = rights.filter(|right| effect.rights.contains(&right.kind));
            told.map(|right| Who::Right(hold.asset, right)).collect()
        }
        NoticeTo::Other(_) => vec![],
    }
}

fn serve(state: &State, served: NoticeServed, rules: &Rules, stamp: &Stamp) -> Decision {
    let known = find(state, &served.notice)?;
    if let Some(told) = &known.told {
        let same = |before: &NoticeServed| {
            (before.served_on, before.evidence) == (served.served_on, served.evidence)
                && before.mode == served.mode
        };
        return match told {
            Told::Served(before) if same(before) => Ok(vec![]),
            Told::Served(_) | Told::Dropped(_) => Err(Refusal::OnlyOnce {
                what: "the service of a notice",
            }),
        };
    }
    check_act(known, &served.mode, served.served_on, rules, stamp)?;
    let clock = known.owed.deadline.as_ref();
    let last = clock.map(|clock| clock.at.date_in(rules.profile().zone()));
    let served = NoticeServed {
        late: last.is_some_and(|last| served.served_on > last),
        claim_fixed_on: known.owed.fixes_claim.then_some(served.served_on),
        ..served
    };
    Ok(vec![served.into()])
}

/// A try in vain, as it is told.
struct Try<'a> {
    mode: &'a ServiceWay,
    on: Date,
    reason: &'a Code,
    evidence: Option<Digest>,
    next_on: Date,
}

fn fail(
    state: &State,
    notice: &NoticeId,
    tried: Try<'_>,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let known = find(state, notice)?;
    let zone = rules.profile().zone();
    if known.told.is_some() {
        return Err(Refusal::OnlyOnce {
            what: "the service of a notice",
        });
    }
    let same = |before: &&NoticeFailed| {
        (before.tried_on, before.evidence) == (tried.on, tried.evidence)
            && (&before.mode, &before.reason) == (tried.mode, tried.reason)
            && before.next.at.date_in(zone) == tried.next_on
    };
    if known.tried.as_ref().filter(same).is_some() {
        return Ok(vec![]);
    }
    check_act(known, tried.mode, tried.on, rules, stamp)?;
    let failed = NoticeFailed {
        notice: *notice,
        mode: tried.mode.clone(),
        tried_on: tried.on,
        reason: tried.reason.clone(),
        evidence: tried.evidence,
        times: known.tried.as_ref().map_or(1, |before| before.times + 1),
        next: next(known, tried.next_on, rules, stamp)?,
    };
    Ok(vec![failed.into()])
}

/// The next try, no later than a new notice would be due.
fn next(
    known: &NoticeState,
    next_on: Date,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<Deadline, Refusal> {
    let zone = rules.profile().zone();
    let today = stamp.at.date_in(zone);
    let effect = rules.profile().notice_by(&known.owed.rule.rule, today);
    let clock = effect.and_then(|effect| rules.deadline_of(&effect.clock, stamp.at));
    let clock = clock.ok_or_else(|| Refusal::NoRule {
        rule: known.owed.rule.rule.clone(),
        on: today,
    })?;
    if next_on < today {
        return malformed("next_on", "has passed");
    }
    if next_on > clock.at.date_in(zone) {
        return malformed("next_on", "is later than a new notice would be due");
    }
    let end = Timestamp::end_of(next_on, zone);
    Ok(Deadline::new(&clock.kind, end, &clock.basis))
}

/// By a filed officer, in a way that is known, and not before control stood.
fn check_act(
    known: &NoticeState,
    mode: &ServiceWay,
    on: Date,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<(), Refusal> {
    let zone = rules.profile().zone();
    stamp.by_a_filed_officer(stamp.at.date_in(zone))?;
    mode.check_known()?;
    if on < known.since.date_in(zone) {
        return malformed("on", "lies before all of the plan was under control (V-05)");
    }
    Ok(())
}
