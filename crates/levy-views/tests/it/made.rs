//! Payloads for tests, with as little in them as their types allow.

use levy_domain::{
    asset::AssetClass,
    bytes::{Bytes, Digest},
    claim::{Claim, Component, ComponentKind, Liability, LiabilityMode},
    id::*,
    matter::event::*,
    money::{Currency, Money},
    order::{Basis, Deadline, Fence, Issuance, Line, Measure, OrderDraft, Reason, Route, Term},
    party::{IdentityKind, IdentityStrength, PartyRole, Person, PersonKind},
    reply::{LineReply, Outcome, Reply, Truth},
    sealed::{Sealed, Token},
    sweep::event::{QueryAnswered, QueryPlanned, SweepOpened, SweepSealed},
    time::{Date, Timestamp},
    unit::{UnitProfile, ability::UnitKind},
};
use uuid::Uuid;

/// Stands in every sealed box of the tests.
pub(crate) const SECRET: &str = "6222020000000000001";

pub(crate) fn uuid(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128((kind << 96) | number)
}

pub(crate) fn cny(minor: u64) -> Money {
    Money::cny(minor)
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn sealed() -> Sealed {
    Sealed {
        token: Token(Bytes(SECRET.as_bytes().to_vec())),
        sealed: Bytes(SECRET.as_bytes().to_vec()),
    }
}

pub(crate) fn basis() -> Basis {
    Basis {
        rule: "T-01".into(),
        version: "1".into(),
        article: "1".into(),
    }
}

pub(crate) fn matter(number: u128) -> MatterId {
    MatterId(uuid(1, number))
}
pub(crate) fn registration(number: u128) -> RegistrationId {
    RegistrationId(uuid(2, number))
}
pub(crate) fn claim(number: u128) -> ClaimId {
    ClaimId(uuid(3, number))
}
pub(crate) fn liability(number: u128) -> LiabilityId {
    LiabilityId(uuid(4, number))
}
pub(crate) fn person(number: u128) -> PersonId {
    PersonId(uuid(5, number))
}
pub(crate) fn order(number: u128) -> OrderId {
    OrderId(uuid(6, number))
}
pub(crate) fn plan(number: u128) -> PlanId {
    PlanId(uuid(7, number))
}
pub(crate) fn hold(number: u128) -> HoldId {
    HoldId(uuid(8, number))
}
pub(crate) fn unit(number: u128) -> UnitId {
    UnitId(uuid(9, number))
}
pub(crate) fn sweep(number: u128) -> SweepId {
    SweepId(uuid(10, number))
}
pub(crate) fn receipt(number: u128) -> ReceiptId {
    ReceiptId(uuid(11, number))
}
pub(crate) fn asset(number: u128) -> AssetId {
    AssetId(uuid(12, number))
}
pub(crate) fn officer(number: u128) -> OfficerId {
    OfficerId(uuid(13, number))
}

pub(crate) fn matter_opened(id: MatterId) -> Event {
    MatterOpened {
        matter: id,
        court: "川3322".into(),
        currency: Currency::CNY,
    }
    .into()
}

pub(crate) fn registered(
    id: RegistrationId,
    number: &str,
    filed_on: &str,
    carried_in: bool,
) -> Event {
    CaseRegistered {
        registration: id,
        number: number.into(),
        type_code: "执".into(),
        kind: CaseKind::First,
        court: "川3322".into(),
        filed_on: day(filed_on),
        carried_in,
    }
    .into()
}

pub(crate) fn closed(id: RegistrationId, on: &str) -> CaseNumberClosed {
    CaseNumberClosed {
        registration: id,
        kind: ClosingKind::Performed,
        ground: "paid".into(),
        on: day(on),
        document: None,
        holds_left: vec![],
        owner: None,
        requery: None,
    }
}

pub(crate) fn component(kind: ComponentKind, minor: u64) -> Component {
    Component {
        kind,
        amount: cny(minor),
        as_of: day("2024-01-01"),
        method: "fixed".into(),
        rate_series: None,
        excluded: vec![],
    }
}

pub(crate) fn claim_stated(id: ClaimId, home: MatterId, principal: u64) -> Event {
    let claim = Claim {
        claim: id,
        currency: Currency::CNY,
        components: vec![
            component(ComponentKind::Principal, principal),
            component(ComponentKind::Costs, 1_000),
        ],
        allocation_order: vec![ComponentKind::Costs, ComponentKind::Principal],
        title: None,
    };
    ClaimStated { claim, home }.into()
}

pub(crate) fn party(id: PersonId) -> Person {
    Person {
        person: id,
        kind: PersonKind::Natural,
        name: sealed(),
        name_variants: vec![],
        identity_kind: IdentityKind::ResidentId,
        identity: Some(sealed()),
        strength: IdentityStrength::Confirmed,
    }
}

pub(crate) fn party_added(id: PersonId) -> Event {
    PartyAdded {
        person: party(id),
        role: PartyRole::Debtor,
    }
    .into()
}

pub(crate) fn liable(id: LiabilityId, claim: ClaimId, person: PersonId) -> Event {
    let mode = LiabilityMode::Joint;
    let liability = Liability {
        liability: id,
        claim,
        person,
        mode,
        share: None,
        cap: None,
    };
    LiabilityStated { liability }.into()
}

/// One line of a draft.
pub(crate) fn line(number: u32, asset: AssetId, liability: LiabilityId, minor: u64) -> Line {
    Line {
        line: number,
        asset,
        class: AssetClass::Deposit,
        number: sealed(),
        liability,
        amount: Some(cny(minor)),
        units: None,
        share: None,
        term: Some(Term {
            from: day("2024-01-01"),
            to: day("2024-12-31"),
        }),
        hold: None,
        known_available: None,
        reason: Reason::new("covers-the-rest"),
    }
}

pub(crate) fn draft(id: OrderId, measure: Measure, unit: UnitId, lines: Vec<Line>) -> OrderDraft {
    OrderDraft {
        order: id,
        measure,
        unit,
        subject: person(1),
        route: Route::Api,
        lines,
        purpose: "control".into(),
        basis: basis(),
        documents: vec![],
        identity: IdentityStrength::Confirmed,
        not_before: None,
        replaces: None,
        original: id,
    }
}

pub(crate) fn plan_drafted(id: PlanId, orders: Vec<OrderDraft>) -> Event {
    PlanDrafted {
        weak: vec![],
        plan: id,
        list_hash: Digest::default(),
        orders,
        passed_over: vec![],
        warnings: vec![],
        overrides: vec![],
        worksheet: None,
        approvals_needed: vec![],
        approval_rule: basis(),
        drafted_by: Some(officer(1)),
        by_rule: None,
        cure_by: None,
    }
    .into()
}

pub(crate) fn deadline(at: i64) -> Deadline {
    Deadline::new("answer", Timestamp(at), &basis())
}

pub(crate) fn issued(id: PlanId, orders: &[OrderId], deadline_at: i64) -> Event {
    let fix = |order: &OrderId| Issuance {
        order: *order,
        fence: Fence {
            epoch: 0,
            revision: 0,
        },
        body_hash: Digest::default(),
        body_evidence: None,
        expires_at: Timestamp(deadline_at),
        announced: false,
        deadlines: vec![deadline(deadline_at)],
    };
    let issued = orders.iter().map(fix).collect();
    OrdersIssued { plan: id, issued }.into()
}

pub(crate) fn said(line: u32, outcome: Outcome, held: u64) -> LineReply {
    LineReply {
        held: Some(cny(held)),
        ..LineReply::new(line, outcome)
    }
}

/// A reply answered at `at`; whether it is the last, with these lines.
pub(crate) fn reply(sequence: u32, last: bool, at: i64, lines: Vec<LineReply>) -> Reply {
    // Through its stored form, so that a new optional field breaks nothing.
    let bare = serde_json::json!({
        "sequence": sequence, "final": last, "way": {"answered_at": Timestamp(at)},
        "received_at": Timestamp(at + 1_000), "truth": "claimed",
        "raw_hash": Digest::of(&sequence.to_be_bytes()), "order_hash": Digest::default(),
    });
    Reply {
        lines,
        ..serde_json::from_value(bare).unwrap()
    }
}

pub(crate) fn answered(order: OrderId, reply: Reply) -> Event {
    OrderAnswered { order, reply }.into()
}

pub(crate) fn ends(as_ordered: Option<&str>, stated: Option<&str>, law: Option<&str>) -> Ends {
    Ends {
        as_ordered: as_ordered.map(day),
        as_unit_states: stated.map(day),
        as_law_computes: law.map(day),
        ..Ends::default()
    }
}

pub(crate) fn held(
    id: HoldId,
    by: (OrderId, u32),
    on: (AssetId, UnitId),
    minor: u64,
) -> HoldEstablished {
    HoldEstablished {
        hold: id,
        order: by.0,
        line: by.1,
        asset: on.0,
        class: AssetClass::Deposit,
        unit: on.1,
        liability: liability(1),
        measure: Measure::Freeze,
        limit: Some(cny(minor)),
        held: Some(cny(minor)),
        covers: Some(cny(minor)),
        beyond_balance: None,
        waiting: None,
        rank: 0,
        from: Some(day("2024-01-01")),
        ends: ends(Some("2024-12-31"), None, None),
        truth: Truth::Claimed,
        not_redeemable_before: None,
        void: false,
    }
}

pub(crate) fn hold_changed(
    id: HoldId,
    order: Option<OrderId>,
    minor: u64,
    cause: &str,
) -> HoldChanged {
    HoldChanged {
        hold: id,
        order,
        held: Some(cny(minor)),
        covers: Some(cny(minor)),
        beyond_balance: None,
        waiting: None,
        rank: 0,
        from: None,
        ends: ends(Some("2024-12-31"), None, None),
        truth: Truth::Claimed,
        cause: cause.into(),
        as_of: None,
        counted_to: None,
        evidence: None,
    }
}

pub(crate) fn unit_profile(id: UnitId, code: &str) -> UnitProfile {
    UnitProfile {
        unit: id,
        code: code.into(),
        name: "农行".into(),
        name_en: String::new(),
        kind: UnitKind::Bank,
        head: None,
        valid_from: None,
        honours_ids: true,
        honours_fences: false,
        abilities: vec![],
        key_id: String::new(),
    }
}

pub(crate) fn sweep_opened(id: SweepId, matter: MatterId, planned: u32) -> SweepOpened {
    SweepOpened {
        sweep: id,
        matter,
        purpose: "enforcement".into(),
        basis: basis(),
        documents: vec![],
        planned,
        expires_at: Timestamp(i64::MAX),
    }
}

pub(crate) fn query_planned(order: OrderId, unit: UnitId) -> QueryPlanned {
    QueryPlanned {
        order,
        unit,
        route: Route::Api,
        person: person(1),
        identity: IdentityStrength::Confirmed,
        fence: Fence {
            epoch: 0,
            revision: 0,
        },
        body_hash: Digest::default(),
    }
}

pub(crate) fn sweep_sealed(count: u32, deadline_at: i64) -> SweepSealed {
    SweepSealed {
        count,
        list_hash: Digest::default(),
        deadlines: vec![deadline(deadline_at)],
    }
}

pub(crate) fn query_answered(order: OrderId, reply: Reply) -> QueryAnswered {
    QueryAnswered { order, reply }
}
