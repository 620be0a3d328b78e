//! What stops measures, and what must be let go.

use super::super::{
    Part::{File, Hold},
    Teller, code, codes, count, id, words as w,
};
use levy_domain::matter::event as e;

pub(super) fn raised(event: &e::BarRaised, tell: &mut Teller<'_, '_>) {
    let assets = event.scope.assets.iter().map(|asset| asset.0);
    let things = event.sent.iter().map(|order| order.0).chain(assets);
    let about: Vec<_> = things.chain([event.bar.0]).collect();
    let args = [code(&event.kind), event.from.into(), codes(&event.blocks)];
    tell.say(File, w::BARRED, args)
        .by(&event.rule)
        .about(about.clone());
    if !event.sent.is_empty() {
        let args = [code(&event.kind), count(event.sent.len())];
        tell.say(File, w::BARRED_SENT, args).about(about);
    }
}

pub(super) fn lifted(event: &e::BarLifted, tell: &mut Teller<'_, '_>) {
    let args = [event.on.into(), code(&event.ground)];
    tell.say(File, w::UNBARRED, args).about([event.bar.0]);
    for revived in &event.revived {
        let args = [
            id(revived.claim),
            revived.owed.into(),
            revived.paid.into(),
            revived.left.into(),
        ];
        tell.say(File, w::REVIVED, args).about([event.bar.0]);
    }
}

pub(super) fn owed(event: &e::ReleaseOwed, tell: &mut Teller<'_, '_>) {
    let by = event.deadline.as_ref().map(|deadline| deadline.at);
    let args = [id(event.hold), code(&event.cause), by.into()];
    tell.say(Hold, w::RELEASE_OWED, args)
        .by(&event.rule)
        .about([event.hold.0]);
}

pub(super) fn overdue(event: &e::ReleaseOverdue, tell: &mut Teller<'_, '_>) {
    let args = [id(event.hold), code(&event.cause), event.deadline.at.into()];
    tell.say(Hold, w::RELEASE_OVERDUE, args)
        .by(&event.deadline.basis)
        .about([event.hold.0]);
}
