//! Samples of a matter's events: opening, claims, persons, documents, sweeps,
//! money.

use super::{
    Fill,
    parts::{asset, basis, cny, date, deadline, digest, order, person, uuid},
};
use levy_domain::{
    claim::{Claim, Component, ComponentKind, ExcludedPeriod, Liability, LiabilityMode, Share},
    document::{Document, DocumentKind},
    id::{
        AssetId, ClaimId, DocumentId, HoldId, LiabilityId, MatterId, OfficerId, PersonId, PlanId,
        ReceiptId, RegistrationId, SweepId, UnitId,
    },
    matter::event::{
        Allocated, Allocation, AssetsFound, CaseKind, CaseNumberClosed, CaseRegistered,
        ClaimAdjusted, ClaimStated, ClosingKind, DocumentIssued, EnforcementAsked,
        EnforcementNotAsked, Event, IdentityCorrected, LateAssetsFound, LiabilityStated,
        MatterOpened, PartyAdded, PreservedAfterJudgment, PreservedBeforeSuit, ReceiptBooked,
        ReceiptMatched, RequeryDue, RequeryEnded, SuitDeadlineSet, SuitFiled, SuitMissed,
        SweepClosed, SweepOrdered, VoluntaryPaymentRecorded,
    },
    money::Currency,
    party::PartyRole,
};

fn component(fill: Fill) -> Component {
    let excluded = ExcludedPeriod {
        from: date(3),
        to: date(4),
        ground: "suspended".into(),
    };
    Component {
        kind: ComponentKind::DoubledInterest,
        amount: cny(123_456_789),
        as_of: date(5),
        method: "doubled".into(),
        rate_series: fill.some("late-2014".into()),
        excluded: fill.list([excluded]),
    }
}

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let registration = RegistrationId(uuid(21));
    let (claim, document) = (ClaimId(uuid(22)), DocumentId(uuid(25)));
    vec![
        MatterOpened {
            matter: MatterId(uuid(20)),
            court: "川3322".into(),
            currency: Currency::CNY,
        }
        .into(),
        CaseRegistered {
            registration,
            number: "（2024）川3322执12号".into(),
            type_code: "执".into(),
            kind: CaseKind::First,
            court: "川3322".into(),
            filed_on: date(1),
            carried_in: fill == Fill::Full,
        }
        .into(),
        CaseNumberClosed {
            registration,
            kind: ClosingKind::RoundEnded,
            ground: "no-more-assets".into(),
            on: date(28),
            document: fill.some(document),
            holds_left: fill.list([HoldId(uuid(52))]),
            owner: fill.some(OfficerId(uuid(1))),
            requery: fill.some(deadline()),
        }
        .into(),
        PreservedBeforeSuit {
            registration,
            document,
        }
        .into(),
        SuitDeadlineSet {
            registration,
            hold: HoldId(uuid(52)),
            from: date(1),
            deadline: deadline(),
        }
        .into(),
        SuitFiled {
            registration,
            filed_on: date(20),
            evidence: digest(97),
            rule: fill.some(basis()),
            spared: fill.list([HoldId(uuid(52))]),
        }
        .into(),
        SuitMissed {
            registration,
            deadline: deadline(),
            holds: fill.list([HoldId(uuid(52))]),
        }
        .into(),
        PreservedAfterJudgment {
            registration,
            document,
            performance_ends: date(20),
            deadline: deadline(),
        }
        .into(),
        EnforcementAsked {
            registration,
            asked_on: date(21),
            evidence: digest(98),
            rule: fill.some(basis()),
            spared: fill.list([HoldId(uuid(52))]),
        }
        .into(),
        EnforcementNotAsked {
            registration,
            deadline: deadline(),
            holds: fill.list([HoldId(uuid(52))]),
        }
        .into(),
        RequeryDue {
            registration,
            round: 1,
            due: deadline(),
            next: fill.some(deadline()),
        }
        .into(),
        RequeryEnded {
            registration,
            ground: "resumed".into(),
        }
        .into(),
        ClaimStated {
            claim: Claim {
                claim,
                currency: Currency::CNY,
                components: fill.list([component(fill), component(Fill::Minimal)]),
                allocation_order: fill.list([ComponentKind::Costs, ComponentKind::Principal]),
                title: fill.some(document),
            },
            home: MatterId(uuid(20)),
        }
        .into(),
        ClaimAdjusted {
            claim,
            component: component(fill),
            ground: "interest-to-date".into(),
            document: fill.some(document),
        }
        .into(),
        PartyAdded {
            person: person(fill),
            role: PartyRole::Debtor,
        }
        .into(),
        LiabilityStated {
            liability: Liability {
                liability: LiabilityId(uuid(51)),
                claim,
                person: PersonId(uuid(40)),
                mode: LiabilityMode::Capped,
                share: fill.some(Share {
                    numerator: 1,
                    denominator: 3,
                }),
                cap: fill.some(cny(1_000)),
            },
        }
        .into(),
        IdentityCorrected {
            person: person(fill),
            document: fill.some(document),
            orders: fill.list([order(1)]),
            holds: fill.list([HoldId(uuid(52))]),
            renumbered: true,
            assets: fill.list([AssetId(uuid(53))]),
            sweeps: fill.list([SweepId(uuid(80))]),
        }
        .into(),
        DocumentIssued {
            document: Document {
                document,
                kind: DocumentKind::Ruling,
                number: "（2024）川3322执12号之一".into(),
                registration,
                signers: fill.list([OfficerId(uuid(1)), OfficerId(uuid(2))]),
                hash: digest(25),
                plan: fill.some(PlanId(uuid(90))),
                supersedes: fill.some(DocumentId(uuid(26))),
            },
        }
        .into(),
        SweepOrdered {
            sweep: SweepId(uuid(80)),
            subjects: fill.list([PersonId(uuid(40))]),
            purpose: "enforcement".into(),
            basis: basis(),
            documents: fill.list([document]),
            units: fill.list([UnitId(uuid(30))]),
            not_askable: fill.list(["equity: no route".into()]),
        }
        .into(),
        AssetsFound {
            sweep: SweepId(uuid(80)),
            batch: 0,
            assets: fill.list([asset(fill), asset(Fill::Minimal)]),
        }
        .into(),
        LateAssetsFound {
            sweep: SweepId(uuid(80)),
            order: order(2),
            raw_hash: digest(82),
            batch: 0,
            assets: fill.list([asset(fill)]),
        }
        .into(),
        SweepClosed {
            sweep: SweepId(uuid(80)),
            asked: 2,
            answered: 1,
            silent: fill.list([UnitId(uuid(31))]),
        }
        .into(),
        ReceiptBooked {
            receipt: ReceiptId(uuid(95)),
            amount: cny(300),
            booked_on: date(10),
            unit: fill.some(UnitId(uuid(30))),
            reference: "A-1".into(),
            evidence: fill.some(digest(95)),
        }
        .into(),
        ReceiptMatched {
            receipt: ReceiptId(uuid(95)),
            order: order(3),
            line: 1,
            amount: cny(300),
            on: date(9),
        }
        .into(),
        VoluntaryPaymentRecorded {
            receipt: ReceiptId(uuid(96)),
            person: PersonId(uuid(40)),
            amount: cny(1),
            paid_on: date(11),
            evidence: fill.some(digest(96)),
        }
        .into(),
        Allocated {
            receipt: ReceiptId(uuid(95)),
            claim,
            parts: fill.list([Allocation {
                component: ComponentKind::Costs,
                amount: cny(300),
            }]),
            surplus: cny(0),
            as_of: date(12),
        }
        .into(),
    ]
}
