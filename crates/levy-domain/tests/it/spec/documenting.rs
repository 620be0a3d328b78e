//! Acts of the court that are no orders to units rest on the documents that
//! the profile names for them (N-31 to N-36).

use crate::{story::*, world::*};
use levy_domain::{
    document::DocumentKind,
    id::{DebtId, DelegationId, DocumentId, IncomeId},
    matter::{
        Command, delegation, event::IncomeKind, income::Command as OfIncome,
        third_party::Command as OfDebt,
    },
    order::{Measure, Route},
    party::PartyRole,
    refusal::Refusal,
    rules::Profile,
    time::Date,
};
use uuid::Uuid;

const WAGES: IncomeId = IncomeId(Uuid::from_u128(0xe1));
const DEBT: DebtId = DebtId(Uuid::from_u128(0xe2));

/// 5,000 yuan are owed; the employer is known, and a judge acts.
fn owed() -> Story {
    Story::owed(cny(500_000))
        .does(add(person(STRANGER), PartyRole::ThirdParty))
        .by(judge())
}

fn wages(documents: Vec<DocumentId>) -> Command {
    OfIncome::Order {
        income: WAGES,
        liability: LIABILITY,
        kind: IncomeKind::Wages,
        payer: STRANGER,
        first: day(2024, 3, 10),
        every_months: 1,
        until: None,
        keeps: None,
        documents,
    }
    .into()
}

fn end(documents: Vec<DocumentId>) -> Command {
    OfIncome::End {
        income: WAGES,
        ground: "left-his-work".into(),
        documents,
    }
    .into()
}

#[test]
fn an_order_on_income_takes_a_ruling_and_a_notice_to_assist() {
    given(owed())
        .when(wages(vec![]))
        .then_refused_saying("LEVY-R16", "ruling, assistance-notice");
    given(owed())
        .when(wages(vec![RULING]))
        .then_refused_saying("LEVY-R16", "assistance-notice");
    given(owed())
        .when(wages(vec![QUERY_NOTICE, NOTICE]))
        .then_refused_saying("LEVY-R16", "ruling");
    given(owed())
        .when_agreed(wages(vec![RULING, NOTICE]))
        .then_kinds(["income-ordered"]);
}

#[test]
fn it_is_ended_by_a_ruling_and_not_by_a_word() {
    let ordered = || owed().agreed(wages(vec![RULING, NOTICE]));
    given(ordered()).when(end(vec![])).then_refused("LEVY-R16");
    given(ordered())
        .when(end(vec![NOTICE]))
        .then_refused_saying("LEVY-R16", "ruling");
    given(ordered())
        .when(end(vec![RULING]))
        .then_kinds(["income-ended"]);
}

#[test]
fn what_a_third_party_owes_is_frozen_and_released_by_a_ruling() {
    let freeze = |ruling| {
        Command::from(OfDebt::Freeze {
            debt: DEBT,
            liability: LIABILITY,
            third_party: STRANGER,
            amount: cny(800),
            matures_on: None,
            until: None,
            ruling,
        })
    };
    given(owed())
        .when_agreed(freeze(NOTICE))
        .then_refused_saying("LEVY-R16", "ruling");
    let lift = OfDebt::Lift {
        debt: DEBT,
        ground: "other-ground".into(),
        document: NOTICE,
    };
    given(owed().agreed(freeze(RULING)))
        .when(lift.into())
        .then_refused_saying("LEVY-R16", "ruling");
}

#[test]
fn a_case_goes_to_another_court_with_a_letter_of_delegation() {
    let propose = delegation::Command::Propose {
        delegation: DelegationId(Uuid::from_u128(0xe3)),
        registration: CASE,
        to: upper_court(),
        ground: "assets-elsewhere".into(),
        document: NOTICE,
        owner: JUDGE,
    };
    given(owed())
        .when(propose.into())
        .then_refused_saying("LEVY-R16", "delegation-letter");
}

#[test]
fn no_measure_is_approved_that_no_rule_names_documents_for() {
    let china = Profile::china().unwrap();
    let text = china.text();
    let from = r#"says.documents = { measures = ["redeem-early"], kinds = ["ruling"] }"#;
    let other = r#"says.documents = { measures = ["call-in-debt"], kinds = ["ruling"] }"#;
    let twice = Profile::from_toml(&text.replacen(from, other, 1)).unwrap_err();
    assert!(twice.to_string().contains("call-in-debt"), "{twice}");
    let none = r#"says.documents = { measures = ["renew"], kinds = ["ruling"] }"#;
    let bad = Profile::from_toml(&text.replacen(from, none, 1)).unwrap_err();
    let bad = bad.to_string();
    assert!(bad.contains("redeem-early"), "{bad}");
}

#[test]
fn the_documents_of_an_act_let_no_order_of_that_name_go_to_a_unit() {
    let profile = rules().profile();
    let on: Date = day(2024, 3, 1);
    let (act, basis) = profile
        .documents_of_act(&Measure::from("freeze-debt"), on)
        .unwrap();
    assert_eq!(
        (act, basis.rule.as_str()),
        (&[DocumentKind::Ruling][..], "N-32")
    );
    let by = Route::Counter;
    let refused = profile.documents_required(&Measure::from("freeze-debt"), &by, on);
    assert!(matches!(refused, Err(Refusal::NoRule { .. })));
    assert!(profile.documents_of_act(&Measure::Freeze, on).is_err());
}
