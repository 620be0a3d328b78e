//! The term of a hold: its end comes near, passes, or has undone it.

use super::super::{Arg, Part::Hold, Teller, code, id, words as w};
use levy_domain::{
    id::{HoldId, OrderId},
    matter::event as e,
    time::Date,
};

pub(super) fn near(event: &e::HoldEndNear, tell: &mut Teller<'_, '_>) {
    let hold = event.hold;
    let args = [
        id(hold),
        event.last_day.into(),
        Arg::Count(event.days_left.into()),
        Arg::Count(event.level.into()),
        event.held.into(),
        event.owner.map_or(Arg::None, id),
    ];
    tell.say(Hold, w::END_NEAR, args)
        .by(&event.rule)
        .about([hold.0]);
    presumed(hold, event.presumed, tell);
    renewal(hold, event.renewal, tell);
    if let Some(asks) = &event.applicant {
        let args = [id(hold), asks.at.into()];
        tell.say(Hold, w::END_NEAR_APPLICANT, args)
            .by(&asks.basis)
            .about([hold.0]);
    }
    // A court's code is no secret; its document, and an authority that the
    // unit names in words of its own, stay sealed.
    for (place, other) in (1..).zip(&event.behind) {
        let court = other.court.as_ref();
        let args = [
            id(hold),
            Arg::Count(place),
            court.map_or(Arg::None, |court| Arg::Text(court.as_str().to_owned())),
            other.amount.into(),
            other.to.into(),
        ];
        tell.say(Hold, w::END_NEAR_BEHIND, args).about([hold.0]);
    }
}

/// A place in a queue of which no unit has said that it came to the front.
fn presumed(hold: HoldId, since: Option<Date>, tell: &mut Teller<'_, '_>) {
    if let Some(since) = since {
        tell.say(Hold, w::END_PRESUMED, [id(hold), since.into()])
            .about([hold.0]);
    }
}

/// A renewal that nobody confirmed yet.
fn renewal(hold: HoldId, order: Option<OrderId>, tell: &mut Teller<'_, '_>) {
    if let Some(order) = order {
        tell.say(Hold, w::END_NEAR_RENEWAL, [id(hold), id(order)])
            .about([hold.0, order.0]);
    }
}

pub(super) fn ended(event: &e::HoldEndedUnsettled, tell: &mut Teller<'_, '_>) {
    let hold = event.hold;
    let args = [
        id(hold),
        event.last_day.into(),
        event.held.into(),
        event.limit.into(),
        event.owner.map_or(Arg::None, id),
    ];
    tell.say(Hold, w::ENDED_UNSETTLED, args)
        .by(&event.rule)
        .about([hold.0]);
    presumed(hold, event.presumed, tell);
    renewal(hold, event.renewal, tell);
}

pub(super) fn lapsed(event: &e::HoldLapsed, tell: &mut Teller<'_, '_>) {
    let args = [id(event.hold), code(&event.ground)];
    tell.say(Hold, w::LAPSED, args)
        .by(&event.rule)
        .about([event.hold.0]);
}

pub(super) fn authorised(event: &e::RenewalAuthorised, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.hold),
        Arg::Count(event.months.into()),
        event.until.into(),
        id(event.officer),
        code(&event.role),
    ];
    tell.say(Hold, w::RENEWAL_AUTHORISED, args)
        .by(&event.rule)
        .about([event.hold.0]);
}

pub(super) fn revoked(event: &e::RenewalAuthorisationRevoked, tell: &mut Teller<'_, '_>) {
    let args = [id(event.hold), event.officer.map_or(Arg::None, id)];
    tell.say(Hold, w::RENEWAL_REVOKED, args)
        .about([event.hold.0]);
}
