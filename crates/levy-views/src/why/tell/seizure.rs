//! Goods in keeping.

use super::super::{Arg, Part::Hold, Teller, code, count, id, words as w};
use levy_domain::{id::HoldId, matter::event as e};

/// Who keeps it, and whether he may use it.
fn kept(hold: HoldId, keeping: &e::Keeping, tell: &mut Teller<'_, '_>) {
    let words = if keeping.may_use {
        w::KEPT_IN_USE
    } else {
        w::KEPT
    };
    let args = [
        id(hold),
        code(&keeping.keeper),
        keeping.person.map_or(Arg::None, id),
    ];
    tell.say(Hold, words, args).about([hold.0]);
}

pub(super) fn recorded(event: &e::SeizureRecorded, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.hold),
        event.seized_at.into(),
        count(event.items.len()),
    ];
    tell.say(Hold, w::SEIZED, args)
        .about([event.hold.0])
        .by(&event.approval_rule);
    for item in &event.items {
        let args = [
            id(event.hold),
            code(&item.kind),
            Arg::Count(item.count.into()),
            code(&item.quality),
        ];
        tell.say(Hold, w::SEIZED_ITEM, args).about([event.hold.0]);
    }
    kept(event.hold, &event.keeping, tell);
}

pub(super) fn keeping(event: &e::KeepingChanged, tell: &mut Teller<'_, '_>) {
    kept(event.hold, &event.keeping, tell);
}

pub(super) fn handed_over(event: &e::GoodsHandedOver, tell: &mut Teller<'_, '_>) {
    let args = [id(event.hold), event.on.into(), code(&event.to)];
    tell.say(Hold, w::HANDED_OVER, args).about([event.hold.0]);
}
