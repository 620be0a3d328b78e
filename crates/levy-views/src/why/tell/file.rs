//! The file: case numbers, claims, parties, documents.

use super::super::{Arg, Part::File, Teller, code, codes, count, id, ids, words as w};
use levy_domain::{
    claim::Component,
    id::{ClaimId, DocumentId, RegistrationId},
    matter::event as e,
    money,
};

pub(super) fn opened(event: &e::MatterOpened, tell: &mut Teller<'_, '_>) {
    let court = Arg::Text(event.court.clone());
    let currency = Arg::Text(event.currency.as_str().to_owned());
    tell.say(File, w::OPENED, [court, currency]);
}

pub(super) fn registered(event: &e::CaseRegistered, tell: &mut Teller<'_, '_>) {
    let number = Arg::Text(event.number.clone());
    let filed = event.filed_on.into();
    tell.say(
        File,
        w::REGISTERED,
        [number.clone(), code(&event.kind), filed],
    );
    if event.carried_in {
        tell.say(File, w::CARRIED_IN, [number]);
    }
}

pub(super) fn closed(event: &e::CaseNumberClosed, tell: &mut Teller<'_, '_>) {
    let number = number_of(&event.registration, tell);
    let ground = code(&event.ground);
    tell.say(
        File,
        w::CLOSED,
        [number, code(&event.kind), ground, event.on.into()],
    );
    if !event.holds_left.is_empty() {
        let owner = event.owner.map_or(Arg::None, id);
        let holds = ids(&event.holds_left);
        tell.say(File, w::CLOSED_LEFT, [holds, owner])
            .about(event.holds_left.iter().map(|hold| hold.0));
    }
}

fn number_of(registration: &RegistrationId, tell: &Teller<'_, '_>) -> Arg {
    let known = tell.state().registrations.get(registration);
    known.map_or_else(|| id(registration), |known| Arg::Text(known.number.clone()))
}

pub(super) fn claim(event: &e::ClaimStated, tell: &mut Teller<'_, '_>) {
    let claim = &event.claim;
    let parts = claim.components.iter().map(|part| part.amount);
    let total = money::total(claim.currency, parts).into();
    let order = codes(&claim.allocation_order);
    tell.say(File, w::CLAIM, [id(claim.claim), total, order])
        .about([claim.claim.0]);
    for part in &claim.components {
        let kind = code(&part.kind);
        let args = [
            kind,
            part.amount.into(),
            part.as_of.into(),
            code(&part.method),
        ];
        tell.say(File, w::COMPONENT, args).about([claim.claim.0]);
        growth(&claim.claim, part, tell);
    }
    if tell
        .state()
        .matter
        .is_some_and(|matter| matter != event.home)
    {
        tell.say(File, w::CLAIM_ELSEWHERE, [id(claim.claim), id(event.home)]);
    }
}

pub(super) fn adjusted(event: &e::ClaimAdjusted, tell: &mut Teller<'_, '_>) {
    let part = &event.component;
    let args = [
        code(&part.kind),
        part.amount.into(),
        part.as_of.into(),
        code(&event.ground),
    ];
    let document = event.document.and_then(|document| shown(&document, tell));
    tell.say(File, w::ADJUSTED, args)
        .about([event.claim.0])
        .shown_by(document);
    growth(&event.claim, part, tell);
}

/// What a component grows by, and the days on which it does not.
fn growth(claim: &ClaimId, part: &Component, tell: &mut Teller<'_, '_>) {
    if let Some(series) = &part.rate_series {
        tell.say(File, w::RATE_SERIES, [code(&part.kind), code(series)])
            .about([claim.0]);
    }
    for days in &part.excluded {
        let (from, to) = (days.from.into(), days.to.into());
        let args = [code(&part.kind), from, to, code(&days.ground)];
        tell.say(File, w::EXCLUDED, args).about([claim.0]);
    }
}

pub(super) fn party(event: &e::PartyAdded, tell: &mut Teller<'_, '_>) {
    let person = &event.person;
    let args = [
        id(person.person),
        code(&event.role),
        code(&person.identity_kind),
        code(&person.strength),
    ];
    tell.say(File, w::PARTY, args).about([person.person.0]);
}

pub(super) fn liable(event: &e::LiabilityStated, tell: &mut Teller<'_, '_>) {
    let known = &event.liability;
    let args = [id(known.person), code(&known.mode), id(known.claim)];
    tell.say(File, w::LIABLE, args).about([known.liability.0]);
    if let Some(share) = known.share {
        let parts = [share.numerator, share.denominator];
        let [top, bottom] = parts.map(|part| Arg::Count(part.into()));
        tell.say(File, w::LIABLE_SHARE, [id(known.person), top, bottom])
            .about([known.liability.0]);
    }
    if let Some(cap) = known.cap {
        tell.say(File, w::LIABLE_CAP, [id(known.person), cap.into()])
            .about([known.liability.0]);
    }
}

pub(super) fn turn(event: &e::SupplementaryOpened, tell: &mut Teller<'_, '_>) {
    let known = tell.state().liabilities.get(&event.liability);
    let whose = known.map_or_else(|| id(event.liability), |known| id(known.person));
    let document = named(&event.document, tell);
    let shown = shown(&event.document, tell);
    tell.say(File, w::LIABLE_TURN, [whose, document, event.open.into()])
        .about([event.liability.0])
        .shown_by(shown);
}

pub(super) fn identity(event: &e::IdentityCorrected, tell: &mut Teller<'_, '_>) {
    let person = &event.person;
    let document = event.document.and_then(|document| shown(&document, tell));
    let args = [
        id(person.person),
        code(&person.strength),
        ids(&event.orders),
    ];
    let orders = event.orders.iter().map(|order| order.0);
    tell.say(File, w::IDENTITY, args)
        .about(orders)
        .shown_by(document);
    if event.renumbered {
        let args = [
            id(person.person),
            ids(&event.holds),
            count(event.assets.len()),
        ];
        let holds = event.holds.iter().map(|hold| hold.0);
        tell.say(File, w::RENUMBERED, args).about(holds);
    }
}

pub(super) fn document(event: &e::DocumentIssued, tell: &mut Teller<'_, '_>) {
    let document = &event.document;
    let seen = tell.seen.clone();
    tell.told.documents.insert(document.document.0, seen);
    let number = Arg::Text(document.number.clone());
    let args = [code(&document.kind), number.clone(), ids(&document.signers)];
    tell.say(File, w::DOCUMENT, args)
        .about(document.plan.map(|plan| plan.0));
    if let Some(earlier) = document.supersedes {
        let shown = shown(&earlier, tell);
        let earlier = named(&earlier, tell);
        tell.say(File, w::SUPERSEDES, [number, earlier])
            .shown_by(shown);
    }
}

/// The event that issued a document.
pub(super) fn shown(document: &DocumentId, tell: &Teller<'_, '_>) -> Option<crate::EventRef> {
    tell.told.documents.get(&document.0).cloned()
}

/// A document by its printed number.
pub(super) fn named(document: &DocumentId, tell: &Teller<'_, '_>) -> Arg {
    let known = tell.state().documents.get(document);
    known.map_or_else(|| id(document), |known| Arg::Text(known.number.clone()))
}
