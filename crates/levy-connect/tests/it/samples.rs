//! Bodies with every field and bodies with none that may be left out. Every
//! personal value holds the word `canary`.

use levy_connect::{Inquiry, wire::*};
use levy_domain::{
    asset::{AccountClass, AccountStatus, AssetClass},
    bytes::Digest,
    claim::Share,
    document::DocumentKind,
    id::OrderId,
    money::Currency,
    order::Measure,
    party::{IdentityKind, PersonKind},
    reply::{Fault, Outcome},
    stamp::Role,
    time::{DAY, Date, HOUR, Timestamp},
};
use levy_proof::{ED25519_SHA256, Signer};
use uuid::Uuid;

pub(crate) const COURT: &str = "川3322";
pub(crate) const UNIT: &str = "abc-kangding";
/// 2025-06-03T02:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp(1_748_916_000_000);

pub(crate) fn court_signer() -> Signer {
    Signer::new(&ED25519_SHA256, &[7; 32])
}

pub(crate) fn unit_signer() -> Signer {
    Signer::new(&ED25519_SHA256, &[9; 32])
}

/// A second unit that the court knows.
pub(crate) fn neighbour_signer() -> Signer {
    Signer::new(&ED25519_SHA256, &[11; 32])
}

pub(crate) const NEIGHBOUR: &str = "neighbour-bank";

pub(crate) fn order_id(number: u128) -> OrderId {
    OrderId(Uuid::from_u128(
        0x0197_3000_0000_7000_8000_0000_0000_0000 + number,
    ))
}

pub(crate) fn exact(number: u32) -> Option<Exact> {
    Some(Exact::from(number))
}

pub(crate) fn day(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

/// A freeze with every field.
pub(crate) fn full_order() -> OrderBody {
    OrderBody {
        v: V1,
        order: order_id(1),
        original: order_id(2),
        replaces: Some(order_id(3)),
        court: COURT.into(),
        case_number: "（2025）川3322执canary12号".into(),
        unit: UNIT.into(),
        measure: Measure::Freeze,
        fence: FenceBody {
            scope: "matter-c3322.0197300000007000800000000000000a".into(),
            epoch: Exact::from(1),
            revision: Exact::from(41),
        },
        purpose: "enforcement".into(),
        basis: OrderBasis {
            rule: "T-01".into(),
            version: "2025-01".into(),
            article: "法释〔2015〕5号 第487条".into(),
        },
        subject: OrderSubject {
            kind: PersonKind::Natural,
            name: "扎西canary".into(),
            identity_kind: IdentityKind::ResidentId,
            identity: Some("canary51332219800101001X".into()),
        },
        lines: vec![OrderLine {
            line: 1,
            class: AssetClass::Deposit,
            number: "canary6228480402564890018".into(),
            amount_minor: exact(12_345_678),
            currency: Some(Currency::CNY),
            units: exact(100),
            from: day("2025-06-03"),
            to: day("2026-06-02"),
            hold_order: Some(order_id(4)),
            hold_line: Some(2),
        }],
        documents: vec![OrderDocument {
            kind: DocumentKind::Ruling,
            number: "（2025）川3322执canary12号之一".into(),
            hash: Digest::of(b"ruling"),
        }],
        officers: vec![OrderOfficer {
            name: "卓玛canary".into(),
            role: Role::Judge,
            card: Some("canary-card-51001".into()),
        }],
        account: Some(CourtAccount {
            holder: "canary泸定县人民法院".into(),
            number: "canary22001".into(),
            bank: "中国农业银行泸定县支行".into(),
            bank_code: Some("103684022001".into()),
        }),
        issued_at: NOW.plus(-HOUR),
        not_before: Some(NOW.plus(-HOUR / 2)),
        expires_at: NOW.plus(DAY),
    }
}

/// A query with nothing that may be left out.
pub(crate) fn bare_order() -> OrderBody {
    let full = full_order();
    OrderBody {
        replaces: None,
        measure: Measure::Query,
        subject: OrderSubject {
            identity: None,
            ..full.subject.clone()
        },
        lines: vec![OrderLine {
            amount_minor: None,
            currency: None,
            units: None,
            from: None,
            to: None,
            hold_order: None,
            hold_line: None,
            ..full.lines[0].clone()
        }],
        officers: vec![OrderOfficer {
            card: None,
            ..full.officers[0].clone()
        }],
        account: None,
        not_before: None,
        ..full
    }
}

pub(crate) fn full_prior() -> PriorBody {
    PriorBody {
        court: "川33".into(),
        document: "（2024）川33执canary1号".into(),
        amount_minor: exact(500_000),
        currency: Some(Currency::CNY),
        from: day("2024-01-01"),
        to: day("2025-12-31"),
    }
}

pub(crate) fn full_right() -> RightBody {
    RightBody {
        kind: "joint-holder".into(),
        holder: Some("央金canary".into()),
        share: Some(Share {
            numerator: 1,
            denominator: 2,
        }),
        amount_minor: exact(1),
        currency: Some(Currency::CNY),
    }
}

pub(crate) fn full_line() -> ReplyLine {
    ReplyLine {
        line: 1,
        outcome: Outcome::Partial,
        currency: Some(Currency::CNY),
        requested_minor: exact(12_345_678),
        held_minor: exact(2_345_678),
        beyond_balance_minor: exact(9_500_000),
        waiting_minor: exact(500_000),
        rank: Some(0),
        available_minor: exact(2_345_678),
        available_at: Some(NOW),
        account_class: Some(AccountClass::Ordinary),
        status: Some(AccountStatus::Normal),
        sub_accounts: vec!["canary-sub-1".into()],
        not_redeemable_before: day("2025-09-01"),
        prior_measures: vec![full_prior()],
        rights: vec![full_right()],
        from: day("2025-06-03"),
        to: day("2026-06-02"),
        ends_at: Some(NOW.plus(365 * DAY)),
        receipt_number: Some("R-1".into()),
        reason: Some("canary余额不足".into()),
        fault: Some(Fault::Unit),
    }
}

pub(crate) fn full_holder() -> HolderBody {
    HolderBody {
        name: " canary王五 ".into(),
        number: Some("11010519491231002x".into()),
    }
}

pub(crate) fn full_found() -> FoundBody {
    FoundBody {
        number: "canary6228480402564890018".into(),
        class: AssetClass::Deposit,
        account_class: AccountClass::Ordinary,
        status: AccountStatus::Normal,
        currency: Currency::CNY,
        balance_minor: exact(2_845_678),
        available_minor: exact(2_345_678),
        available_at: Some(NOW),
        sub_accounts: vec!["canary-sub-1".into()],
        holder: Some(full_holder()),
        not_redeemable_before: day("2025-09-01"),
        prior_measures: vec![full_prior()],
        rights: vec![full_right()],
    }
}

pub(crate) fn full_reply() -> ReplyBody {
    ReplyBody {
        v: V1,
        order: order_id(1),
        order_hash: Digest::of(b"order"),
        unit: UNIT.into(),
        sequence: 2,
        last: true,
        corrects: Some(1),
        delivered_at: NOW.plus(-HOUR),
        served_at: Some(NOW.plus(-HOUR / 2)),
        answered_at: NOW,
        receipt_number: Some("R-2025-001".into()),
        lines: vec![full_line()],
        found: vec![full_found()],
        refused: Some("canary-refusal".into()),
        fault: Some(Fault::Court),
    }
}

pub(crate) fn bare_reply() -> ReplyBody {
    let prior = PriorBody {
        amount_minor: None,
        currency: None,
        from: None,
        to: None,
        ..full_prior()
    };
    let right = RightBody {
        kind: "pledgee".into(),
        holder: None,
        share: None,
        amount_minor: None,
        currency: None,
    };
    let line = ReplyLine {
        prior_measures: Vec::new(),
        ..ReplyLine::new(1, Outcome::Done)
    };
    let found = FoundBody {
        balance_minor: None,
        available_minor: None,
        available_at: None,
        sub_accounts: Vec::new(),
        holder: None,
        not_redeemable_before: None,
        prior_measures: vec![prior],
        rights: vec![right],
        ..full_found()
    };
    ReplyBody {
        corrects: None,
        served_at: None,
        receipt_number: None,
        lines: vec![line],
        found: vec![
            FoundBody {
                prior_measures: Vec::new(),
                rights: Vec::new(),
                ..found.clone()
            },
            found,
        ],
        refused: None,
        fault: None,
        ..full_reply()
    }
}

pub(crate) fn full_receipt() -> ReceiptBody {
    ReceiptBody {
        v: V1,
        order: order_id(1),
        order_hash: Digest::of(b"order"),
        unit: UNIT.into(),
        delivered_at: NOW,
        served_at: Some(NOW),
        receipt_number: Some("R-2025-001".into()),
    }
}

pub(crate) fn full_inquiry() -> InquiryBody {
    InquiryBody {
        asked_at: NOW.plus(-1),
        court: COURT.into(),
        nonce: Nonce(0x0123_4567_89ab_cdef_0011_2233_4455_6677),
        order: order_id(1),
        unit: UNIT.into(),
        v: V1,
    }
}

pub(crate) fn inquiry() -> Inquiry {
    Inquiry::new(crate::test_unit::unit_id(), full_inquiry()).unwrap()
}

pub(crate) fn full_standing() -> StandingBody {
    StandingBody {
        v: V1,
        order: order_id(1),
        inquiry_hash: inquiry().hash(),
        unit: UNIT.into(),
        standing: StandingKind::Answered,
        order_hash: Some(Digest::of(b"order")),
        replies: vec![full_reply()],
        as_of: NOW,
    }
}

pub(crate) fn not_found() -> StandingBody {
    StandingBody {
        standing: StandingKind::NotFound,
        order_hash: None,
        replies: Vec::new(),
        ..full_standing()
    }
}

pub(crate) fn full_ack() -> AckBody {
    AckBody {
        v: V1,
        order: Some(order_id(1)),
        sequence: Some(2),
        reply_hash: Digest::of(b"reply"),
        received_at: NOW,
    }
}

pub(crate) fn full_notice() -> NoticeBody {
    NoticeBody {
        v: V1,
        unit: UNIT.into(),
        notice: "N-1".into(),
        what: NoticeKind::Inflow,
        hold_order: Some(order_id(1)),
        hold_line: Some(1),
        class: Some(AssetClass::Deposit),
        number: Some("canary6228480402564890018".into()),
        new_number: Some("canary6228480402564890026".into()),
        happened_at: NOW,
        currency: Some(Currency::CNY),
        amount_minor: exact(100),
        held_minor: exact(200),
        available_minor: exact(300),
        rank: Some(0),
        to: day("2026-06-02"),
        prior_measures: vec![full_prior()],
    }
}

pub(crate) fn bare_notice() -> NoticeBody {
    NoticeBody {
        hold_order: None,
        hold_line: None,
        class: None,
        number: None,
        new_number: None,
        currency: None,
        amount_minor: None,
        held_minor: None,
        available_minor: None,
        rank: None,
        to: None,
        prior_measures: Vec::new(),
        ..full_notice()
    }
}
