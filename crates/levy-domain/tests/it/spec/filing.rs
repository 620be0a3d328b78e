//! What may stand in a file of a court: days, ways of computing, kinds and
//! numbers of documents.

use super::{breaching::FINE, opening::register_as};
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    distribution::Class,
    document::{Document, DocumentKind},
    id::{DistributionId, DocumentId, RegistrationId},
    matter::{Command, breach, distribution, escalation, queue, value},
};

#[test]
fn a_day_that_no_court_can_mean_is_refused_whatever_names_it() {
    for filed_on in [day(1000, 1, 1), day(2999, 1, 1), day(1948, 12, 31)] {
        given(Story::opened())
            .when(register_as(
                RegistrationId(JUDGMENT.0),
                "（2024）川3322执13号",
                filed_on,
            ))
            .then_refused("LEVY-R05");
    }
    given(Story::opened())
        .when(register_as(
            RegistrationId(JUDGMENT.0),
            "（2031）川3322执13号",
            day(2024, 1, 8),
        ))
        .then_refused("LEVY-R05");
    for as_of in [day(1000, 1, 1), day(2999, 1, 1)] {
        let mut claim = claim(cny(1_000));
        claim.components[0].as_of = as_of;
        given(Story::opened())
            .when(Command::StateClaim {
                claim,
                home: MATTER,
            })
            .then_refused("LEVY-R05");
    }
}

#[test]
fn what_happened_did_so_on_a_day_that_has_come() {
    let tomorrow = day(2024, 3, 2);
    let distribution = DistributionId(PLAN.0);
    let participant = distribution::Participant {
        claim: CLAIM,
        matter: MATTER,
        class: Class::Ordinary,
        rank: 0,
        registered_on: tomorrow,
        open: cny(0),
        document: None,
    };
    let asks: [(&str, Command); 8] = [
        (
            "paid_on",
            Command::RecordPayment {
                receipt: RECEIPT,
                person: DEBTOR,
                amount: cny(1),
                paid_on: tomorrow,
                evidence: None,
            },
        ),
        (
            "asked_on",
            breach::Command::AskReconsideration {
                fine: FINE,
                asked_on: tomorrow,
            }
            .into(),
        ),
        (
            "collected_on",
            breach::Command::NoteFineCollected {
                fine: FINE,
                amount: cny(1),
                collected_on: tomorrow,
                evidence: Digest::of(b"slip"),
            }
            .into(),
        ),
        (
            "on",
            escalation::Command::NoteCarriedOut {
                order: order(1),
                level: 1,
                document: NOTICE,
                on: tomorrow,
            }
            .into(),
        ),
        (
            "on",
            Command::Distribution(distribution::Command::NoteServed {
                distribution,
                on: tomorrow,
                evidence: Digest::of(b"proof of service"),
            }),
        ),
        (
            "registered_on",
            Command::Distribution(distribution::Command::Draft {
                distribution,
                receipt: RECEIPT,
                debtor: DEBTOR,
                fund: cny(1),
                participants: vec![participant],
            }),
        ),
        (
            "as_of",
            value::Command::State {
                asset: ACCOUNT,
                value: cny(1),
                units: None,
                method: "appraisal".into(),
                as_of: tomorrow,
                document: RULING,
            }
            .into(),
        ),
        (
            "first_seal_on",
            queue::Command::AskHandover {
                hold: OLD_HOLD,
                ground: queue::Ground::Idle {
                    in_dispute: false,
                    disposal_begun: false,
                },
                first_seal_on: Some(tomorrow),
                document: NOTICE,
                aside: None,
            }
            .into(),
        ),
    ];
    for (field, command) in asks {
        given(Story::owed(cny(1_000)))
            .when(command)
            .then_refused_saying("LEVY-R05", &format!("{field}: lies in the future"));
    }
}

#[test]
fn a_component_is_computed_in_a_known_way() {
    let stated = |method: &str, series: Option<&str>| {
        let mut claim = claim(cny(1_000));
        claim.components[0].method = method.into();
        claim.components[0].rate_series = series.map(Into::into);
        Command::StateClaim {
            claim,
            home: MATTER,
        }
    };
    given(Story::opened())
        .when(stated("by-hand", None))
        .then_refused("LEVY-R05");
    given(Story::opened())
        .when(stated("fixed", Some("of-the-village")))
        .then_refused("LEVY-R05");
    given(Story::opened())
        .when(stated("worked-out", Some("doubled-late-interest")))
        .then_kinds(["claim-stated"]);
}

#[test]
fn a_document_is_of_a_known_kind_and_numbered_by_its_case() {
    let issued = |kind: &str, number: &str| Command::IssueDocument {
        document: Document {
            number: number.into(),
            ..document(DocumentId(CASE.0), DocumentKind::from(kind))
        },
    };
    for (kind, number) in [
        ("ruling", "（2024）川3322执12号"),
        ("ruling", "(2024)川3322执12号之一"),
        ("ruling", "（2024）川3322执12号之121"),
        ("query-notice", "（2024）川3322执12号 query-notice"),
        ("judgment-copy", "（2021）川3301民初7号"),
        ("judgment-copy", "（2021）京仲案字第1234号"),
        ("judgment-copy", "（2021）川成律证执字第12号"),
        ("judgment-copy", "成劳人仲委裁字〔2021〕第12号"),
        ("handover-letter", "（2024）川3322执12号"),
    ] {
        given(Story::opened())
            .when(issued(kind, number))
            .then_kinds(["document-issued"]);
    }
    let half_width = register_as(
        RegistrationId(JUDGMENT.0),
        "(2024)川3322执13号",
        day(2024, 1, 8),
    );
    for number in ["（2024）川3322执13号之一", "〔2024〕川3322执13号"] {
        given(Story::opened().does(half_width.clone()))
            .when(issued("ruling", number))
            .then_kinds(["document-issued"]);
    }
    for (kind, number) in [
        ("note-to-a-friend", "（2024）川3322执12号"),
        ("ruling", "张某甲裁定书"),
        ("ruling", "（2024）川3322执12号 张某甲"),
        ("ruling", "（2024）川3322执13号"),
        ("judgment-copy", "张某甲判决书"),
        ("judgment-copy", "（2031）川3301民初7号"),
        ("judgment-copy", "（2031）京仲案字第1234号"),
        ("judgment-copy", "成劳人仲委裁字〔2031〕第12号"),
        ("judgment-copy", "张某甲字"),
    ] {
        given(Story::opened())
            .when(issued(kind, number))
            .then_refused("LEVY-R05");
    }
}
