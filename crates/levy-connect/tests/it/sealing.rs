//! From plain words to sealed ones, field by field.

use crate::samples::*;
use levy_connect::wire::*;
use levy_domain::{
    asset::{AssetClass, AssetFound, HolderOnRecord, OtherRight, PriorMeasure},
    bytes::Bytes,
    claim::Share,
    id::{AssetId, LiabilityId, PersonId, UnitId},
    identifier::CourtCode,
    money::{Currency, Money},
    order::{Basis, Fence, Line, Reason, Term},
    reply::{Fault, LineReply, Outcome},
    sealed::{Sealed, Token},
};
use uuid::Uuid;

fn sealed(field: PersonalField, plain: &str) -> Sealed {
    let text = format!("{field:?}/{plain}");
    Sealed {
        token: Token(Bytes(text.clone().into_bytes())),
        sealed: Bytes(text.into_bytes()),
    }
}

struct Fake {
    refuses: Option<PersonalField>,
}

impl SealField for Fake {
    type Error = &'static str;

    fn seal(&mut self, field: PersonalField, plain: &Private) -> Result<Sealed, &'static str> {
        if self.refuses == Some(field) {
            Err("no key")
        } else {
            Ok(sealed(field, plain.expose()))
        }
    }
}

fn prior() -> PriorMeasure {
    PriorMeasure {
        court: CourtCode::parse("川33").ok(),
        authority: None,
        document: sealed(PersonalField::PriorDocument, "（2024）川33执canary1号"),
        amount: Some(Money::cny(500_000)),
        from: day("2024-01-01"),
        to: day("2025-12-31"),
    }
}

fn right() -> OtherRight {
    OtherRight {
        kind: "joint-holder".into(),
        holder: Some(sealed(PersonalField::RightHolder, "央金canary")),
        share: Some(Share {
            numerator: 1,
            denominator: 2,
        }),
        amount: Some(Money::cny(1)),
    }
}

#[test]
fn every_fact_of_a_line_arrives() {
    let line = full_line().to_domain(&mut Fake { refuses: None }).unwrap();
    let plain = full_line();
    assert_eq!(
        line,
        LineReply {
            line: 1,
            outcome: Outcome::Partial,
            requested: Some(Money::cny(12_345_678)),
            held: Some(Money::cny(2_345_678)),
            beyond_balance: Some(Money::cny(9_500_000)),
            waiting: Some(Money::cny(500_000)),
            rank: Some(0),
            available: Some(Money::cny(2_345_678)),
            available_at: plain.available_at,
            account_class: plain.account_class,
            status: plain.status,
            currency: Some(Currency::CNY),
            sub_accounts: vec![sealed(PersonalField::SubAccount, "canary-sub-1")],
            not_redeemable_before: day("2025-09-01"),
            prior_measures: vec![prior()],
            rights: vec![right()],
            term: Some(Term {
                from: day("2025-06-03").unwrap(),
                to: day("2026-06-02").unwrap()
            }),
            ends_at: plain.ends_at,
            receipt_number: Some(sealed(PersonalField::ReceiptNumber, "R-1")),
            reason: Some("unlisted".into()),
            reason_text: Some(sealed(PersonalField::Words, "canary余额不足")),
            fault: Some(Fault::Unit),
        }
    );
    let bare = ReplyLine::new(3, Outcome::Nothing).to_domain(&mut Fake { refuses: None });
    assert_eq!(bare, Ok(LineReply::new(3, Outcome::Nothing)));
}

#[test]
fn every_fact_of_an_asset_arrives() {
    let (asset, person, unit) = (
        AssetId(Uuid::from_u128(1)),
        PersonId(Uuid::from_u128(2)),
        UnitId(Uuid::from_u128(3)),
    );
    let plain = full_found();
    let found = plain
        .to_domain(asset, person, unit, &mut Fake { refuses: None })
        .unwrap();
    assert_eq!(
        found,
        AssetFound {
            record: Some(HolderOnRecord {
                name: sealed(PersonalField::HolderName, "canary王五"),
                number: Some(sealed(PersonalField::HolderNumber, "11010519491231002X")),
            }),
            holder: None,
            asset,
            person,
            unit,
            class: plain.class,
            number: sealed(PersonalField::Number, "canary6228480402564890018"),
            account_class: plain.account_class,
            status: plain.status,
            currency: Currency::CNY,
            balance: Some(Money::cny(2_845_678)),
            available: Some(Money::cny(2_345_678)),
            available_at: plain.available_at,
            sub_accounts: vec![sealed(PersonalField::SubAccount, "canary-sub-1")],
            not_redeemable_before: day("2025-09-01"),
            prior_measures: vec![prior()],
            rights: vec![right()],
        }
    );
}

#[test]
fn what_cannot_be_sealed_is_not_kept() {
    for refuses in [
        PersonalField::SubAccount,
        PersonalField::RightHolder,
        PersonalField::PriorDocument,
        PersonalField::ReceiptNumber,
        PersonalField::Words,
    ] {
        assert!(
            full_line()
                .to_domain(&mut Fake {
                    refuses: Some(refuses)
                })
                .is_err()
        );
    }
    let unit = UnitId(Uuid::nil());
    let refuses = Some(PersonalField::Number);
    let found = full_found().to_domain(
        AssetId(Uuid::nil()),
        PersonId(Uuid::nil()),
        unit,
        &mut Fake { refuses },
    );
    assert!(found.is_err());
}

#[test]
fn a_line_is_sent_as_it_was_drafted() {
    let plain = full_order().lines[0].clone();
    let line = Line {
        line: 1,
        asset: AssetId(Uuid::nil()),
        class: AssetClass::Deposit,
        number: sealed(PersonalField::Number, "x"),
        liability: LiabilityId(Uuid::nil()),
        amount: Some(Money::cny(12_345_678)),
        units: Some(100),
        share: None,
        term: Some(Term {
            from: day("2025-06-03").unwrap(),
            to: day("2026-06-02").unwrap(),
        }),
        hold: None,
        known_available: None,
        reason: Reason::new("covers-the-rest"),
    };
    let sent = OrderLine::from_domain(&line, plain.number.clone(), Some((order_id(4), 2)));
    assert_eq!(sent, Ok(plain.clone()));
    let too_much = Line {
        amount: Some(Money::cny(u64::MAX)),
        ..line
    };
    assert_eq!(
        OrderLine::from_domain(&too_much, plain.number, None),
        Err(WireError::NotExact)
    );
}

#[test]
fn fence_and_basis_are_sent_as_they_are() {
    let order = full_order();
    let fence = FenceBody::from_domain(
        &order.fence.scope,
        Fence {
            epoch: 1,
            revision: 41,
        },
    );
    assert_eq!(fence, Ok(order.fence));
    let basis = Basis {
        rule: order.basis.rule.clone(),
        version: order.basis.version.clone(),
        article: order.basis.article.clone(),
    };
    assert_eq!(OrderBasis::from(&basis), order.basis);
}
