//! Values that samples are made of.

use super::Fill;
use levy_domain::{
    asset::{
        AccountClass, AccountStatus, AssetClass, AssetFound, HolderMatch, HolderOnRecord,
        OtherRight, PriorMeasure,
    },
    bytes::{Bytes, Digest},
    calendar::UnknownYear,
    claim::Share,
    id::{AssetId, CommandId, HoldId, LiabilityId, OfficerId, OrderId, PersonId, UnitId},
    identifier::CourtCode,
    money::{Currency, Money},
    order::{Basis, Deadline, Line, Reason, Term},
    party::{IdentityKind, IdentityStrength, NameVariant, Person, PersonKind},
    reply::{Fault, LineReply, Outcome, RawSignature, Reply, Truth, Way},
    sealed::{Sealed, Token},
    stamp::{Actor, Happened, Origin, Precision, Role, SecretUntil, Source, Stamp},
    time::{Date, Timestamp},
};
use uuid::Uuid;

pub(crate) fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_5fb0_c0de_7000_8000_0000_0000_0000 + n)
}

pub(crate) fn digest(n: u8) -> Digest {
    Digest::of(&[n])
}

pub(crate) fn sealed(n: u8) -> Sealed {
    let token = Token(Bytes(vec![n; 16]));
    Sealed {
        token,
        sealed: Bytes((n..n.saturating_add(60)).collect()),
    }
}

pub(crate) fn date(day: u32) -> Date {
    Date::from_ymd_opt(2024, 2, day).unwrap()
}

pub(crate) fn at(minute: i64) -> Timestamp {
    Timestamp(1_709_208_000_123 + minute * 60_000)
}

pub(crate) fn cny(minor: u64) -> Money {
    Money::cny(minor)
}

pub(crate) fn basis() -> Basis {
    Basis {
        rule: "T-01".into(),
        version: "2024.1".into(),
        article: "《最高人民法院关于适用〈民事诉讼法〉的解释》第四百八十五条".into(),
    }
}

pub(crate) fn reason(fill: Fill) -> Reason {
    Reason {
        key: "covers-the-rest".into(),
        rule: fill.some("F-07".into()),
    }
}

pub(crate) fn term() -> Term {
    Term {
        from: date(1),
        to: date(29),
    }
}

pub(crate) fn deadline() -> Deadline {
    Deadline::new("answer", at(1_440), &basis())
}

/// One that was counted through a year without a calendar file.
pub(crate) fn unsure() -> Deadline {
    Deadline {
        unknown_years: vec![UnknownYear { year: 2027 }],
        ..deadline()
    }
}

pub(crate) fn person(fill: Fill) -> Person {
    let variant = NameVariant {
        name: sealed(41),
        source: "judgment".into(),
    };
    Person {
        person: PersonId(uuid(40)),
        kind: PersonKind::Natural,
        name: sealed(40),
        name_variants: fill.list([variant]),
        identity_kind: IdentityKind::ResidentId,
        identity: fill.some(sealed(42)),
        strength: IdentityStrength::Valid,
    }
}

pub(crate) fn line(fill: Fill) -> Line {
    Line {
        line: 1,
        asset: AssetId(uuid(50)),
        class: AssetClass::Deposit,
        number: sealed(50),
        liability: LiabilityId(uuid(51)),
        amount: fill.some(cny(5_000_000_000_000)),
        units: fill.some(300),
        share: fill.some(Share {
            numerator: 1,
            denominator: 2,
        }),
        term: fill.some(term()),
        hold: fill.some(HoldId(uuid(52))),
        known_available: fill.some(cny(1)),
        reason: reason(fill),
    }
}

fn prior(fill: Fill) -> PriorMeasure {
    PriorMeasure {
        court: fill.some(CourtCode::parse("川3322").unwrap()),
        authority: fill.some(sealed(63)),
        document: sealed(64),
        amount: fill.some(cny(70_000)),
        from: fill.some(date(2)),
        to: fill.some(date(28)),
    }
}

fn right(fill: Fill) -> OtherRight {
    OtherRight {
        kind: "joint-holder".into(),
        holder: fill.some(sealed(60)),
        share: fill.some(Share {
            numerator: 1,
            denominator: 2,
        }),
        amount: fill.some(cny(12)),
    }
}

pub(crate) fn asset(fill: Fill) -> AssetFound {
    AssetFound {
        record: fill.some(HolderOnRecord {
            name: sealed(57),
            number: fill.some(sealed(58)),
        }),
        holder: fill.some(HolderMatch::NameOnly),
        asset: AssetId(uuid(50)),
        person: PersonId(uuid(40)),
        unit: UnitId(uuid(30)),
        class: AssetClass::TermDeposit,
        number: sealed(50),
        account_class: AccountClass::Ordinary,
        status: AccountStatus::Other("under-review".into()),
        currency: Currency::CNY,
        balance: fill.some(cny(900_000)),
        available: fill.some(cny(800_000)),
        available_at: fill.some(at(3)),
        sub_accounts: fill.list([sealed(61)]),
        not_redeemable_before: fill.some(date(20)),
        prior_measures: fill.list([prior(fill), prior(Fill::Minimal)]),
        rights: fill.list([right(fill), right(Fill::Minimal)]),
    }
}

fn line_reply(fill: Fill) -> LineReply {
    LineReply {
        line: 1,
        outcome: Outcome::Partial,
        requested: fill.some(cny(500)),
        held: fill.some(cny(300)),
        beyond_balance: fill.some(cny(150)),
        waiting: fill.some(cny(50)),
        rank: fill.some(2),
        available: fill.some(cny(0)),
        available_at: fill.some(at(4)),
        account_class: fill.some(AccountClass::Subsistence),
        status: fill.some(AccountStatus::Normal),
        currency: fill.some(Currency::CNY),
        sub_accounts: fill.list([sealed(62)]),
        not_redeemable_before: fill.some(date(21)),
        prior_measures: fill.list([prior(fill)]),
        rights: fill.list([right(fill)]),
        term: fill.some(term()),
        ends_at: fill.some(at(43_000)),
        receipt_number: fill.some(sealed(65)),
        reason: fill.some("e17".into()),
        reason_text: fill.some(sealed(66)),
        fault: fill.some(Fault::Channel),
    }
}

pub(crate) fn reply(fill: Fill) -> Reply {
    Reply {
        sequence: 2,
        last: true,
        corrects: fill.some(1),
        way: Way {
            sent_at: fill.some(at(5)),
            delivered_at: fill.some(at(6)),
            served_at: fill.some(at(7)),
            answered_at: fill.some(at(8)),
        },
        received_at: at(9),
        truth: Truth::Claimed,
        raw_hash: digest(70),
        raw_evidence: fill.some(digest(70)),
        raw_signature: fill.some(RawSignature {
            suite: "ed25519-sha256".into(),
            key: "01".repeat(32),
            signature: Bytes(vec![7; 64]),
        }),
        order_hash: digest(71),
        lines: fill.list([line_reply(fill), line_reply(Fill::Minimal)]),
        found: fill.list([asset(fill), asset(Fill::Minimal)]),
        receipt_number: fill.some(sealed(67)),
        refused: fill.some("e99".into()),
        refused_text: fill.some(sealed(68)),
        fault: fill.some(Fault::Court),
    }
}

pub(crate) fn order(n: u128) -> OrderId {
    OrderId(uuid(100 + n))
}

pub(crate) fn stamp(command: u128) -> Stamp {
    let actor = Actor::officer(OfficerId(uuid(1)), Role::Judge);
    Stamp::new(at(0), actor, CommandId(uuid(10_000 + command)), digest(9))
}

/// A stamp with every optional field.
pub(crate) fn stamp_full(command: u128) -> Stamp {
    let mut stamp = stamp(command);
    stamp.actor = Actor {
        officer: Some(OfficerId(uuid(1))),
        role: Role::Clerk,
        on_behalf_of: Some(OfficerId(uuid(2))),
        entered_by: Some(OfficerId(uuid(3))),
        via: Some("window-7".into()),
    };
    stamp.asked = Some(Digest([7; 32]));
    stamp.causation = Some(uuid(4));
    stamp.correlation = Some(uuid(5));
    stamp.happened = Some(Happened {
        at: at(-60),
        source: Source::Officer,
        precision: Precision::Day,
    });
    stamp.origin = Origin::RecordedElsewhere;
    stamp.corrects = Some(uuid(6));
    stamp.secret_until = Some(SecretUntil::Event("hold-established".into()));
    stamp
}
