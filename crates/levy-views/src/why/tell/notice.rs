//! Notices to people.

use super::super::{Arg, Part::Hold, Teller, code, id, ids, words as w};
use levy_domain::{
    id::NoticeId,
    matter::event::{self as e, NoticeOwed},
};
use uuid::Uuid;

/// As what somebody is told, and who it is: a party, or whoever has that right
/// in an asset.
fn whom(owed: &NoticeOwed) -> (Arg, Arg) {
    let to = owed.right.as_ref().map_or_else(|| code(&owed.to), code);
    let asset = || owed.asset.map_or(Arg::None, id);
    (to, owed.person.map_or_else(asset, id))
}

/// The same of a notice that was owed before, with what it is about.
fn known(notice: &NoticeId, tell: &Teller<'_, '_>) -> (Arg, Arg, Vec<Uuid>) {
    let known = tell.state().notices.get(notice);
    known.map_or_else(
        || (Arg::None, id(notice), vec![notice.0]),
        |known| {
            let (to, who) = whom(&known.owed);
            (to, who, things(&known.owed))
        },
    )
}

fn things(owed: &NoticeOwed) -> Vec<Uuid> {
    let holds = owed.holds.iter().map(|hold| hold.0);
    holds.chain([owed.notice.0]).collect()
}

pub(super) fn owed(event: &e::NoticesOwed, tell: &mut Teller<'_, '_>) {
    if event.notices.is_empty() {
        tell.say(Hold, w::NOTICES_NOBODY, [id(event.plan)])
            .about([event.plan.0]);
    }
    for owed in &event.notices {
        let (to, who) = whom(owed);
        let by = owed.deadline.as_ref().map(|deadline| deadline.at);
        let owner = event.owner.map_or(Arg::None, id);
        let args = [to, who, ids(&owed.holds), by.into(), owner];
        tell.say(Hold, w::NOTICE_OWED, args)
            .by(&owed.rule)
            .about(things(owed));
    }
}

pub(super) fn served(event: &e::NoticeServed, tell: &mut Teller<'_, '_>) {
    let (to, who, things) = known(&event.notice, tell);
    let words = if event.late {
        w::NOTICE_SERVED_LATE
    } else {
        w::NOTICE_SERVED
    };
    let args = [
        to.clone(),
        who.clone(),
        code(&event.mode),
        event.served_on.into(),
    ];
    tell.say(Hold, words, args).about(things.clone());
    if let Some(fixed) = event.claim_fixed_on {
        let rule = tell.state().notices.get(&event.notice);
        let rule = rule.map(|known| known.owed.rule.clone());
        let said = tell
            .say(Hold, w::CLAIM_FIXED, [to, who, fixed.into()])
            .about(things);
        if let Some(rule) = rule {
            said.by(&rule);
        }
    }
}

pub(super) fn failed(event: &e::NoticeFailed, tell: &mut Teller<'_, '_>) {
    let (to, who, things) = known(&event.notice, tell);
    let args = [
        to,
        who,
        code(&event.mode),
        event.tried_on.into(),
        code(&event.reason),
        Arg::Count(event.times.into()),
        event.next.at.into(),
    ];
    tell.say(Hold, w::NOTICE_FAILED, args)
        .by(&event.next.basis)
        .about(things);
}

pub(super) fn overdue(event: &e::NoticeOverdue, tell: &mut Teller<'_, '_>) {
    let (to, who, things) = known(&event.notice, tell);
    let owner = event.owner.map_or(Arg::None, id);
    tell.say(
        Hold,
        w::NOTICE_OVERDUE,
        [to, who, event.deadline.at.into(), owner],
    )
    .by(&event.deadline.basis)
    .about(things);
}

pub(super) fn dropped(event: &e::NoticeDropped, tell: &mut Teller<'_, '_>) {
    let (to, who, things) = known(&event.notice, tell);
    tell.say(Hold, w::NOTICE_DROPPED, [to, who, code(&event.ground)])
        .about(things);
}
