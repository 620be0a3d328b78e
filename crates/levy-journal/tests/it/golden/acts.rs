//! Every act that an assent can be to, as it is stored: one sample of the event
//! has room for one of them.

use super::{dir, hold};
use crate::samples::parts::{at, cny, date, digest, order, uuid};
use levy_domain::{
    id::{
        ClaimId, DebtId, DistributionId, DocumentId, HoldId, IncomeId, LiabilityId, OfficerId,
        PaymentId, PersonId, ReceiptId,
    },
    matter::event::{Act, IncomeKind, KeeperKind, SeizedItem},
};

fn acts() -> Vec<Act> {
    let (payment, receipt) = (PaymentId(uuid(97)), ReceiptId(uuid(95)));
    let (hold, debt) = (HoldId(uuid(52)), DebtId(uuid(53)));
    let (liability, person) = (LiabilityId(uuid(51)), PersonId(uuid(41)));
    let document = DocumentId(uuid(70));
    vec![
        Act::PayOut {
            payment,
            receipt,
            claim: ClaimId(uuid(50)),
            creditor: person,
            amount: cny(300),
        },
        Act::Refund {
            payment,
            receipt,
            to: Some(person),
            amount: cny(300),
            ground: "surplus".into(),
        },
        Act::Divide {
            distribution: DistributionId(uuid(96)),
        },
        Act::WithholdIncome {
            income: IncomeId(uuid(111)),
            liability,
            kind: IncomeKind::Wages,
            payer: person,
            first: date(5),
            every_months: 3,
            until: Some(date(9)),
            keeps: Some(cny(80_000)),
            documents: vec![document],
        },
        Act::Seize {
            hold,
            items: vec![SeizedItem {
                item: 1,
                kind: "vehicle".into(),
                count: 1,
                quality: "good".into(),
                marks: None,
            }],
            keeper: KeeperKind::Debtor,
            person: Some(person),
            seized_at: at(5),
            document,
            evidence: digest(36),
        },
        Act::RedeemEarly { hold, document },
        Act::FreezeDebt {
            debt,
            liability,
            third_party: person,
            amount: cny(300),
            matures_on: Some(date(9)),
            ruling: document,
        },
        Act::EnforceDebt {
            debt,
            liability,
            amount: cny(300),
            ruling: document,
        },
        Act::NotTaken {
            order: order(4),
            ground: "statement".into(),
            evidence: digest(36),
        },
        Act::AskHandover {
            hold,
            first_seal_on: date(1),
            document,
            rule: "Q-08".into(),
            officers: vec![OfficerId(uuid(60)), OfficerId(uuid(61))],
            ground: "first-court-agrees".into(),
        },
    ]
}

#[test]
fn every_act_is_stored_as_it_always_was() {
    let acts = acts();
    let text = serde_json::to_string_pretty(&acts).unwrap() + "\n";
    hold(&dir().join("acts.json"), &text);
    for act in acts {
        let stored = rmp_serde::to_vec_named(&act).unwrap();
        assert_eq!(rmp_serde::from_slice::<Act>(&stored).unwrap(), act);
        let value = serde_json::to_value(&act).unwrap();
        assert!(value.get(act.kind()).is_some(), "{value}");
    }
}
