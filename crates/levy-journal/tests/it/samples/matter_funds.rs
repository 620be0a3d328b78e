//! Samples of events of a matter: interest, money in the court's account.

use super::{
    Fill,
    parts::{basis, cny, date, deadline, digest, order, uuid},
};
use levy_domain::{
    claim::{Component, ComponentKind, ExcludedPeriod},
    distribution::{Class, Entry},
    fraction::Fraction,
    id::{
        ClaimId, DistributionId, DocumentId, LiabilityId, MatterId, OfficerId, PaymentId, PersonId,
        ReceiptId, ReversalId,
    },
    interest::{DatedRate, Rate, Rates, Row, Terms, Worksheet},
    matter::event::{
        Act, Allocation, AllocationReversed, AssentGiven, DistributionDrafted,
        DistributionObjected, DistributionObjectionEnded, DistributionServed, DistributionSettled,
        DistributionWithdrawn, Event, InterestTermsStated, InterestWorkedOut, PaidOut, Portion,
        ReceiptAttributed, Refunded, ReversalOrdered, ReversalReturned,
    },
    stamp::Role,
};

fn rate() -> Rate {
    Rate {
        parts_per_million: 175,
        per_days: 1,
    }
}

fn terms(fill: Fill) -> Terms {
    let stated = DatedRate {
        from: date(2),
        to: Some(date(9)),
        rate: rate(),
        basis: None,
    };
    Terms {
        component: ComponentKind::GeneralInterest,
        bears: vec![ComponentKind::Principal],
        opening: cny(5),
        from: date(2),
        to: fill.some(date(9)),
        rates: match fill {
            Fill::Full => Rates::Stated(vec![stated]),
            Fill::Minimal => Rates::Series("doubled-late-interest".into()),
        },
        excluded: fill.list([ExcludedPeriod {
            from: date(3),
            to: date(4),
            ground: "review".into(),
        }]),
    }
}

fn row(fill: Fill) -> Row {
    Row {
        from: date(5),
        to: date(6),
        days: 2,
        base: cny(50_000),
        rate: rate(),
        basis: fill.some(basis()),
        sum: Fraction::new(35, 2).unwrap(),
    }
}

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let claim = ClaimId(uuid(50));
    let officers = || fill.list([OfficerId(uuid(60)), OfficerId(uuid(61))]);
    let parts = || {
        fill.list([Allocation {
            component: ComponentKind::Principal,
            amount: cny(300),
        }])
    };
    let mut events: Vec<Event> = vec![
        InterestTermsStated {
            claim,
            terms: terms(fill),
            document: fill.some(DocumentId(uuid(70))),
        }
        .into(),
        InterestWorkedOut {
            claim,
            component: Component {
                kind: ComponentKind::DoubledInterest,
                amount: cny(18),
                as_of: date(6),
                method: "worked-out".into(),
                rate_series: fill.some("doubled-late-interest".into()),
                excluded: vec![],
            },
            worksheet: Worksheet {
                opening: cny(0),
                rows: fill.list([row(fill)]),
                exact: Fraction::new(35, 2).unwrap(),
                total: cny(18),
            },
        }
        .into(),
        ReceiptAttributed {
            receipt: ReceiptId(uuid(95)),
            liability: LiabilityId(uuid(51)),
            source: "sale".into(),
            taken_on: fill.some(date(4)),
        }
        .into(),
        AllocationReversed {
            receipt: ReceiptId(uuid(95)),
            claim,
            parts: parts(),
            ground: "mistaken-deposit".into(),
            document: fill.some(DocumentId(uuid(70))),
        }
        .into(),
        AssentGiven {
            act: match fill {
                Fill::Minimal => Act::PayOut {
                    payment: PaymentId(uuid(97)),
                    receipt: ReceiptId(uuid(95)),
                    claim,
                    creditor: PersonId(uuid(41)),
                    amount: cny(300),
                },
                Fill::Full => Act::NotTaken {
                    order: order(4),
                    ground: "statement".into(),
                    evidence: digest(36),
                },
            },
            amount: fill.some(cny(300)),
            officer: OfficerId(uuid(60)),
            role: Role::Judge,
            on_behalf_of: fill.some(OfficerId(uuid(62))),
            approvals_needed: vec![vec![Role::Judge], vec![Role::BureauHead, Role::President]],
            approval_rule: basis(),
        }
        .into(),
        PaidOut {
            payment: PaymentId(uuid(97)),
            receipt: ReceiptId(uuid(95)),
            claim,
            creditor: PersonId(uuid(41)),
            amount: cny(300),
            officers: officers(),
            approval_rule: basis(),
        }
        .into(),
        Refunded {
            payment: PaymentId(uuid(98)),
            receipt: ReceiptId(uuid(95)),
            amount: cny(300),
            to: fill.some(PersonId(uuid(40))),
            ground: "surplus".into(),
            officers: officers(),
            approval_rule: basis(),
        }
        .into(),
        ReversalOrdered {
            reversal: ReversalId(uuid(99)),
            payment: PaymentId(uuid(97)),
            amount: cny(300),
            fruits: fill.some(cny(7)),
            document: DocumentId(uuid(70)),
            basis: basis(),
        }
        .into(),
        ReversalReturned {
            reversal: ReversalId(uuid(99)),
            receipt: ReceiptId(uuid(96)),
            amount: cny(300),
            fruits: cny(7),
            parts: parts(),
        }
        .into(),
    ];
    events.extend(distributions(fill));
    events
}

fn distributions(fill: Fill) -> Vec<Event> {
    let distribution = DistributionId(uuid(100));
    vec![
        DistributionDrafted {
            distribution,
            receipt: ReceiptId(uuid(95)),
            debtor: PersonId(uuid(40)),
            fund: cny(300),
            portions: fill.list([Portion {
                claim: ClaimId(uuid(50)),
                matter: MatterId(uuid(20)),
                entry: Entry {
                    class: Class::Preferred,
                    rank: 1,
                    registered_on: date(1),
                    open: 400,
                },
                gets: 300,
                document: fill.some(DocumentId(uuid(70))),
            }]),
            basis: basis(),
            drafted_on: date(5),
            drafted_by: fill.some(OfficerId(uuid(60))),
        }
        .into(),
        DistributionServed {
            distribution,
            on: date(6),
            evidence: digest(37),
            deadline: deadline(),
        }
        .into(),
        DistributionObjected {
            distribution,
            by: PersonId(uuid(41)),
            received_on: date(8),
            document: fill.some(DocumentId(uuid(70))),
        }
        .into(),
        DistributionObjectionEnded {
            distribution,
            by: PersonId(uuid(41)),
            how: "withdrawn".into(),
            document: DocumentId(uuid(70)),
        }
        .into(),
        DistributionWithdrawn {
            distribution,
            ground: "objection".into(),
        }
        .into(),
        DistributionSettled {
            distribution,
            elsewhere: cny(100),
            officers: fill.list([OfficerId(uuid(60)), OfficerId(uuid(61))]),
            approval_rule: basis(),
        }
        .into(),
    ]
}
