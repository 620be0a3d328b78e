//! Documents that something new may rest on: issued in this matter, and not
//! replaced by a later one. Asked here and nowhere else.
//!
//! What rested on a document before it was replaced stays: a hold is not lost
//! because its ruling was written anew.

use super::{planning::refuses, state::State};
use crate::{
    document::{Document, DocumentKind},
    id::DocumentId,
    identifier::CaseNumber,
    number::spelling,
    order::{Basis, Measure, Route},
    refusal::Refusal,
    rules::Rules,
    stamp::{Role, Stamp},
    time::Date,
};
use chrono::Datelike;
use std::borrow::Cow;

/// The document, if something new may rest on it.
pub(super) fn usable(state: &State, document: DocumentId) -> Result<&Document, Refusal> {
    if let Some(by) = state.superseded.get(&document) {
        return Err(Refusal::Superseded { document, by: *by });
    }
    let known = state.documents.get(&document);
    known.ok_or(Refusal::NoDocument { document })
}

/// Every one of them; none is fine.
pub(super) fn all_usable<'a>(
    state: &State,
    documents: impl IntoIterator<Item = &'a DocumentId>,
) -> Result<(), Refusal> {
    let mut documents = documents.into_iter();
    documents.try_for_each(|document| usable(state, *document).map(drop))
}

/// At least one, and every one of them usable.
pub(super) fn some_usable(state: &State, documents: &[DocumentId]) -> Result<(), Refusal> {
    if documents.is_empty() {
        return Err(Refusal::NoBasis);
    }
    all_usable(state, documents)
}

/// A usable document of that kind.
pub(super) fn of_kind(
    state: &State,
    document: DocumentId,
    kind: &DocumentKind,
) -> Result<(), Refusal> {
    if usable(state, document)?.kind == *kind {
        return Ok(());
    }
    Err(Refusal::DocumentsMissing {
        missing: kind.to_string(),
    })
}

/// What the profile asks for an act that is no order to a unit: every kind that
/// it names, all of them usable. Where its rule only warns, any document does,
/// and none does not.
pub(super) fn for_act(
    state: &State,
    act: &str,
    documents: &[DocumentId],
    rules: &Rules,
    on: Date,
) -> Result<(), Refusal> {
    let asked = rules.profile().documents_of_act(&Measure::from(act), on)?;
    if documents.is_empty() && !asked.0.is_empty() {
        return Err(missing(asked.0));
    }
    all_usable(state, documents)?;
    let there = documents.iter().filter_map(|id| state.documents.get(id));
    all_there(asked, there, rules)
}

/// What the profile asks to go with `measure` by `route` stands among `there`.
pub(super) fn complete<'a>(
    measure: &Measure,
    route: &Route,
    there: impl Iterator<Item = &'a Document> + Clone,
    rules: &Rules,
    on: Date,
) -> Result<(), Refusal> {
    let asked = rules.profile().documents_required(measure, route, on)?;
    all_there(asked, there, rules)
}

fn all_there<'a>(
    (required, basis): (&[DocumentKind], &Basis),
    there: impl Iterator<Item = &'a Document> + Clone,
    rules: &Rules,
) -> Result<(), Refusal> {
    if !refuses(rules, basis) {
        return Ok(());
    }
    let lacks = |kind: &&DocumentKind| !there.clone().any(|document| document.kind == **kind);
    let lacking: Vec<&DocumentKind> = required.iter().filter(lacks).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(missing(lacking))
}

fn missing<'a>(kinds: impl IntoIterator<Item = &'a DocumentKind>) -> Refusal {
    let kinds: Vec<String> = kinds.into_iter().map(ToString::to_string).collect();
    Refusal::DocumentsMissing {
        missing: kinds.join(", "),
    }
}

/// Everybody who signs is an officer of this court, and one of them in a role
/// that signs such a document (O-61). Who brings it in stands in the header.
pub(super) fn signed(document: &Document, rules: &Rules, stamp: &Stamp) -> Result<(), Refusal> {
    let on = stamp.at.date_in(rules.profile().zone());
    let by = rules.profile().signed_by(&document.kind, on)?;
    let mut may = false;
    for signer in &document.signers {
        // A deputy signs in the role of the officer he stands for.
        let role = if stamp.actor.officer == Some(*signer) {
            stamp.by_a_filed_officer(on)?;
            &stamp.actor.role
        } else {
            let role = stamp.court.role_of(signer, on);
            role.ok_or_else(|| Refusal::NotFiled {
                officer: *signer,
                role: "an officer".into(),
            })?
        };
        may |= by.contains(role);
    }
    if may {
        return Ok(());
    }
    Err(Refusal::NotSigned {
        kind: document.kind.to_string(),
        needed: Role::listed(by),
    })
}

/// A document is of a kind that the program or the profile knows.
pub(super) fn of_known_kind(document: &Document, rules: &Rules) -> Result<(), Refusal> {
    let declared = rules.profile().document_kinds().iter().map(String::as_str);
    let known = DocumentKind::LITERALS.iter().copied().chain(declared);
    if known.clone().any(|known| known == document.kind.as_str()) {
        return Ok(());
    }
    Err(Refusal::NotListed {
        what: "kind",
        known: known.collect::<Vec<_>>().join(", "),
    })
}

const NUMERALS: &str = "一二三四五六七八九十百";

/// A document is numbered as a court numbers it: by a case of its
/// matter, with 之 and a number where the case has several, and with the code
/// of its kind where those share a number. A copy of a judgment bears the
/// number of another case. Nothing else can stand in a number, so no name can.
pub(super) fn numbered(state: &State, document: &Document, today: Date) -> Result<(), Refusal> {
    let wrong = |why| Refusal::Malformed {
        what: "number",
        why,
    };
    let number = document.number.trim();
    let kind = document.kind.as_str();
    let number = number.strip_suffix(kind).map_or(number, str::trim_end);
    let cases = || state.registrations.values().map(|known| &known.number);
    let counted = |rest: &str| {
        let counts = |sign: char| sign.is_ascii_digit() || NUMERALS.contains(sign);
        rest.strip_prefix('之').unwrap_or(rest).chars().all(counts)
    };
    let counts_on = |case: &String| number.strip_prefix(case.as_str()).is_some_and(counted);
    // As it is written first: hardly any number is written otherwise.
    if cases().any(counts_on) {
        return Ok(());
    }
    let of_case = spelling(number);
    if cases().any(|case| spelling(case) == of_case) {
        return Ok(());
    }
    if document.kind != DocumentKind::JudgmentCopy {
        return Err(wrong(
            "is not the number of a case of this matter, alone or with 之 and a number",
        ));
    }
    let number = year_in_front(number);
    if CaseNumber::parse(&number).is_err() {
        return Err(wrong(
            "is no number of a case; write it as printed, such as （2022）川3322民初12号",
        ));
    }
    numbered_until(&number, today)
}

/// Arbitrators of labour disputes put the year behind 字, as in
/// 成劳人仲委裁字〔2021〕第12号; courts, other arbitrators and notaries put it in
/// front. With the year in front it reads as theirs do.
fn year_in_front(number: &str) -> Cow<'_, str> {
    let split = number.split_once('字').and_then(|(body, rest)| {
        let (year, serial) = rest.split_at(rest.find('第')?);
        (!body.is_empty() && !year.is_empty()).then(|| format!("{year}{body}字{serial}"))
    });
    split.map_or(number.into(), Cow::from)
}

/// A number whose year has not come is no number yet.
pub(super) fn numbered_until(number: &str, today: Date) -> Result<(), Refusal> {
    let year = CaseNumber::parse(number).map(|number| number.year());
    if year.is_ok_and(|year| i32::from(year) > today.year()) {
        return Err(Refusal::Malformed {
            what: "number",
            why: "has a year that lies in the future",
        });
    }
    Ok(())
}
