//! Standing freezes.

use super::super::{Arg, Part::Plan, Teller, code, id, words as w};
use levy_domain::{id::StandingId, matter::event as e};

/// For whose debt it is.
fn whose(standing: &StandingId, tell: &Teller<'_, '_>) -> Arg {
    let known = tell.state().standings.get(standing);
    let liability = known.map(|known| known.ordered.liability);
    let person = liability.and_then(|id| tell.state().liabilities.get(&id));
    person.map_or_else(|| id(standing), |known| id(known.person))
}

pub(super) fn ordered(event: &e::StandingOrdered, tell: &mut Teller<'_, '_>) {
    let whose = whose(&event.standing, tell);
    tell.say(Plan, w::STANDING, [whose, event.until.into()])
        .about([event.standing.0, event.liability.0])
        .by(&event.first.basis);
}

pub(super) fn repeated(event: &e::StandingRepeated, tell: &mut Teller<'_, '_>) {
    let whose = whose(&event.standing, tell);
    let round = Arg::Count(event.round.into());
    let next = event.next.at.into();
    let said = match (event.plan, &event.kept_back) {
        (Some(plan), _) => tell.say(Plan, w::STANDING_ROUND, [whose, round, id(plan), next]),
        (None, why) => {
            let why = why.as_ref().map_or(Arg::None, code);
            tell.say(Plan, w::STANDING_KEPT_BACK, [whose, round, why, next])
        }
    };
    said.about(
        [Some(event.standing.0), event.plan.map(|plan| plan.0)]
            .into_iter()
            .flatten(),
    )
    .by(&event.due.basis);
}

pub(super) fn ended(event: &e::StandingEnded, tell: &mut Teller<'_, '_>) {
    let whose = whose(&event.standing, tell);
    tell.say(Plan, w::STANDING_ENDED, [whose, code(&event.ground)])
        .about([event.standing.0]);
}
