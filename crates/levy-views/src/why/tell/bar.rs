//! What stops measures, and what must be let go.

use super::super::{
    Part::{File, Hold},
    Teller,
};
use levy_domain::matter::event as e;

pub(super) fn raised(event: &e::BarRaised, tell: &mut Teller<'_, '_>) {
    let assets = event.scope.assets.iter().map(|asset| asset.0);
    let things = event.sent.iter().map(|order| order.0).chain(assets);
    tell.plain(File, things.chain([event.bar.0]))
        .by(&event.rule);
}

pub(super) fn lifted(event: &e::BarLifted, tell: &mut Teller<'_, '_>) {
    tell.plain(File, [event.bar.0]);
}

pub(super) fn owed(event: &e::ReleaseOwed, tell: &mut Teller<'_, '_>) {
    tell.plain(Hold, [event.hold.0]).by(&event.rule);
}

pub(super) fn overdue(event: &e::ReleaseOverdue, tell: &mut Teller<'_, '_>) {
    tell.plain(Hold, [event.hold.0]).by(&event.deadline.basis);
}
