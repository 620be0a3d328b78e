//! A small world with short names: one debtor, a guarantor, two banks, a
//! vehicle office, another court, a few accounts. Time stands still.

// Benches read this file by its path.
#[path = "world/replies.rs"]
mod replies;

pub(crate) use replies::*;

use levy_domain::{
    asset::{AccountClass, AccountStatus, AssetClass, AssetFound, OtherRight},
    bytes::{Bytes, Digest},
    calendar::Calendar,
    claim::{Claim, Component, ComponentKind, Liability, LiabilityMode, Share},
    court::{self, event::OfficerFiled},
    document::{Document, DocumentKind},
    id::{
        AssetId, ClaimId, CommandId, DocumentId, HoldId, LiabilityId, MatterId, OfficerId, OrderId,
        PersonId, PlanId, ReceiptId, RegistrationId, SweepId, UnitId,
    },
    matter::Event,
    money::{Currency, Money},
    order::{Basis, Issuance, Line, Measure, OrderDraft, Reason, Route},
    party::{IdentityKind, IdentityStrength, Person, PersonKind},
    rules::{Profile, Rules, UnitDirectory, directory::unit_id},
    sealed::{Sealed, Token},
    stamp::{Actor, Role, Stamp},
    time::{Date, HOUR, Timestamp},
    unit::{Ability, UnitProfile, ability::UnitKind},
};
use std::sync::{Arc, OnceLock};
use uuid::Uuid;

const fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(crate) const MATTER: MatterId = MatterId(uuid(0x1));
pub(crate) const CASE: RegistrationId = RegistrationId(uuid(0x2));
pub(crate) const CLAIM: ClaimId = ClaimId(uuid(0x3));
pub(crate) const DEBTOR: PersonId = PersonId(uuid(0x10));
pub(crate) const GUARANTOR: PersonId = PersonId(uuid(0x11));
pub(crate) const STRANGER: PersonId = PersonId(uuid(0x12));
pub(crate) const LIABILITY: LiabilityId = LiabilityId(uuid(0x20));
pub(crate) const GUARANTEE: LiabilityId = LiabilityId(uuid(0x21));
pub(crate) const ACCOUNT: AssetId = AssetId(uuid(0x30));
pub(crate) const SECOND: AssetId = AssetId(uuid(0x31));
pub(crate) const THIRD: AssetId = AssetId(uuid(0x32));
pub(crate) const CAR: AssetId = AssetId(uuid(0x33));
pub(crate) const SWEEP: SweepId = SweepId(uuid(0x40));
pub(crate) const PLAN: PlanId = PlanId(uuid(0x50));
pub(crate) const PLAN_2: PlanId = PlanId(uuid(0x51));
pub(crate) const PLAN_3: PlanId = PlanId(uuid(0x52));
pub(crate) const JUDGE: OfficerId = OfficerId(uuid(0x60));
pub(crate) const HEAD: OfficerId = OfficerId(uuid(0x61));
pub(crate) const CLERK: OfficerId = OfficerId(uuid(0x62));
pub(crate) const PRESIDENT: OfficerId = OfficerId(uuid(0x64));
pub(crate) const JUDGE_2: OfficerId = OfficerId(uuid(0x63));
pub(crate) const RULING: DocumentId = DocumentId(uuid(0x70));
pub(crate) const NOTICE: DocumentId = DocumentId(uuid(0x71));
pub(crate) const QUERY_NOTICE: DocumentId = DocumentId(uuid(0x72));
pub(crate) const JUDGMENT: DocumentId = DocumentId(uuid(0x73));
pub(crate) const RECEIPT: ReceiptId = ReceiptId(uuid(0x80));
pub(crate) const RECEIPT_2: ReceiptId = ReceiptId(uuid(0x81));
pub(crate) const OLD_HOLD: HoldId = HoldId(uuid(0x90));

/// 2024-03-01, ten o'clock in China.
pub(crate) const NOW: Timestamp = Timestamp(1_709_258_400_000);
pub(crate) const TEN_DAYS: i64 = 240 * HOUR;

pub(crate) fn order(n: u128) -> OrderId {
    OrderId(uuid(0xb00 + n))
}

pub(crate) const fn cny(fen: u64) -> Money {
    Money::cny(fen)
}

pub(crate) fn usd(minor: u64) -> Money {
    Money::new(minor, Currency::parse("USD").unwrap())
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

/// Honours ids and fences, states a window of one hour.
pub(crate) fn bank() -> UnitId {
    unit_id("bank")
}

/// Honours nothing and states no window.
pub(crate) fn slow_bank() -> UnitId {
    unit_id("slow-bank")
}

/// Takes orders over the counter.
pub(crate) fn vehicle_office() -> UnitId {
    unit_id("vehicle-office")
}

/// Carries orders for us, and takes cases over.
pub(crate) fn upper_court() -> UnitId {
    unit_id("upper-court")
}

/// Keeps wallets, for which no express term was found.
pub(crate) fn wallets() -> UnitId {
    unit_id("wallets")
}

pub(crate) const WINDOW: i64 = HOUR;

fn profile(code: &str, kind: UnitKind, honours: bool, abilities: Vec<Ability>) -> UnitProfile {
    UnitProfile {
        unit: unit_id(code),
        code: code.into(),
        name: code.into(),
        name_en: String::new(),
        kind,
        head: None,
        valid_from: None,
        honours_ids: honours,
        honours_fences: honours,
        abilities,
        key_id: String::new(),
    }
}

pub(crate) fn abilities(class: AssetClass, route: Route, window: Option<u32>) -> Vec<Ability> {
    [
        Measure::Freeze,
        Measure::WaitingFreeze,
        Measure::Renew,
        Measure::Release,
        Measure::ReleaseWaiting,
        Measure::PartialRelease,
        Measure::Transfer,
    ]
    .into_iter()
    .map(|measure| Ability {
        measure,
        class: Some(class.clone()),
        route: route.clone(),
        per_minute: 0,
        hours: vec![],
        working_days_only: false,
        intake_window_minutes: window,
        p95_days: None,
    })
    .collect()
}

pub(crate) fn bank_profile() -> UnitProfile {
    let able = abilities(AssetClass::Deposit, Route::Api, Some(60));
    profile("bank", UnitKind::Bank, true, able)
}

pub(crate) fn rules_of(profile_text: &str) -> Rules {
    rules_from(profile_text, units())
}

/// The usual profile over other units.
pub(crate) fn rules_with(units: Vec<UnitProfile>) -> Rules {
    rules_from(Profile::china().unwrap().text(), units)
}

pub(crate) fn units() -> Vec<UnitProfile> {
    let slow = abilities(AssetClass::Deposit, Route::Api, None);
    let cars = abilities(AssetClass::Vehicle, Route::Counter, None);
    let wallets = abilities(AssetClass::Wallet, Route::Api, Some(60));
    vec![
        bank_profile(),
        profile("slow-bank", UnitKind::Bank, false, slow),
        profile("vehicle-office", UnitKind::VehicleOffice, false, cars),
        profile("wallets", UnitKind::Payment, true, wallets),
        profile("upper-court", UnitKind::Court, false, vec![]),
    ]
}

/// The usual rules, and no year whose working days are known.
pub(crate) fn no_calendar() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        Rules::new(
            Arc::new(Profile::china().unwrap()),
            Arc::new(Calendar::from_toml_years(&[]).unwrap()),
            Arc::new(UnitDirectory::new(units())),
        )
    })
}

/// The years that events say they were counted through by Monday to Friday.
pub(crate) fn unknown_years(events: &[Event]) -> Vec<i32> {
    let text = format!("{events:?}");
    let after = text.split("UnknownYear { year: ").skip(1);
    after
        .filter_map(|rest| rest.split(' ').next()?.parse().ok())
        .collect()
}

fn rules_from(profile_text: &str, units: Vec<UnitProfile>) -> Rules {
    Rules::new(
        Arc::new(Profile::from_toml(profile_text).unwrap()),
        Arc::new(Calendar::china().unwrap()),
        Arc::new(UnitDirectory::new(units)),
    )
}

pub(crate) fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| rules_of(Profile::china().unwrap().text()))
}

/// Freezing everywhere at once is allowed.
pub(crate) fn parallel_rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let text = Profile::china().unwrap().text().to_owned();
        rules_of(&text.replace("parallel_freeze = false", "parallel_freeze = true"))
    })
}

pub(crate) fn stamp(at: Timestamp, actor: Actor) -> Stamp {
    let court = Arc::new(court_with(&actor));
    Stamp {
        court,
        ..Stamp::new(at, actor, CommandId(uuid(0xc)), rules().digest())
    }
}

/// Everybody who has a name here is filed, and whoever acts is in his role.
pub(crate) fn court_with(actor: &Actor) -> court::State {
    let mut court = court::State::default();
    let principal = actor.on_behalf_of.or(actor.officer);
    let named = [
        (JUDGE, Role::Judge),
        (JUDGE_2, Role::Judge),
        (HEAD, Role::BureauHead),
        (CLERK, Role::Clerk),
        (PRESIDENT, Role::President),
    ];
    let acts = principal.map(|officer| (officer, actor.role.clone()));
    for (officer, role) in named.into_iter().chain(acts) {
        let filed = OfficerFiled {
            officer,
            name: sealed(1),
            role,
            work_card: None,
            enforcement_card: None,
            from: day(2000, 1, 1),
        };
        court.officers.insert(officer, (filed, None));
    }
    if let (Some(deputy), Some(principal)) = (actor.officer, actor.on_behalf_of) {
        let days = vec![(day(2000, 1, 1), day(2100, 1, 1))];
        court.deputies.insert((deputy, principal), days);
    }
    court
}

pub(crate) fn sealed(n: u8) -> Sealed {
    Sealed {
        token: Token(Bytes(vec![n; 4])),
        sealed: Bytes(vec![n]),
    }
}

pub(crate) fn person(id: PersonId) -> Person {
    Person {
        person: id,
        kind: PersonKind::Natural,
        name: sealed(1),
        name_variants: vec![],
        identity_kind: IdentityKind::ResidentId,
        identity: Some(sealed(2)),
        strength: IdentityStrength::Valid,
    }
}

pub(crate) fn named_only(id: PersonId) -> Person {
    Person {
        identity_kind: IdentityKind::NameOnly,
        identity: None,
        strength: IdentityStrength::NameOnly,
        ..person(id)
    }
}

pub(crate) fn component(kind: ComponentKind, amount: Money) -> Component {
    Component {
        kind,
        amount,
        as_of: day(2024, 3, 1),
        method: "fixed".into(),
        rate_series: None,
        excluded: vec![],
    }
}

/// Principal alone.
pub(crate) fn claim(amount: Money) -> Claim {
    Claim {
        claim: CLAIM,
        currency: amount.currency,
        components: vec![component(ComponentKind::Principal, amount)],
        allocation_order: vec![
            ComponentKind::Costs,
            ComponentKind::GeneralInterest,
            ComponentKind::Principal,
        ],
        title: None,
    }
}

pub(crate) fn joint(id: LiabilityId, person: PersonId) -> Liability {
    Liability {
        liability: id,
        claim: CLAIM,
        person,
        mode: LiabilityMode::Joint,
        share: None,
        cap: None,
    }
}

pub(crate) fn capped(id: LiabilityId, person: PersonId, cap: Money) -> Liability {
    Liability {
        mode: LiabilityMode::Capped,
        cap: Some(cap),
        ..joint(id, person)
    }
}

pub(crate) fn by_share(id: LiabilityId, person: PersonId, parts: u32, of: u32) -> Liability {
    Liability {
        mode: LiabilityMode::Share,
        share: Some(Share {
            numerator: parts,
            denominator: of,
        }),
        ..joint(id, person)
    }
}

/// A deposit of the debtor at the bank.
pub(crate) fn account(asset: AssetId, available: Money) -> AssetFound {
    AssetFound {
        record: None,
        holder: None,
        asset,
        person: DEBTOR,
        unit: bank(),
        class: AssetClass::Deposit,
        number: sealed(asset.0.as_bytes()[15]),
        account_class: AccountClass::Ordinary,
        status: AccountStatus::Normal,
        currency: available.currency,
        balance: Some(available),
        available: Some(available),
        available_at: Some(NOW),
        sub_accounts: vec![],
        not_redeemable_before: None,
        prior_measures: vec![],
        rights: vec![],
    }
}

pub(crate) fn half_of_another(mut asset: AssetFound) -> AssetFound {
    asset.rights.push(OtherRight {
        kind: "joint-holder".into(),
        holder: None,
        share: Some(Share {
            numerator: 1,
            denominator: 2,
        }),
        amount: None,
    });
    asset
}

pub(crate) fn document(id: DocumentId, kind: DocumentKind) -> Document {
    Document {
        document: id,
        kind,
        number: format!("（2024）川3322执12号之{}", id.0.as_u128() % 99 + 1),
        registration: CASE,
        signers: vec![JUDGE],
        hash: Digest::of(id.0.as_bytes()),
        plan: None,
        supersedes: None,
    }
}

pub(crate) fn basis() -> Basis {
    let basis = rules().profile().basis("N-07", day(2024, 3, 1));
    basis.unwrap().clone()
}

pub(crate) fn line(asset: AssetId, amount: Money) -> Line {
    Line {
        line: 1,
        asset,
        class: AssetClass::Deposit,
        number: sealed(asset.0.as_bytes()[15]),
        liability: LIABILITY,
        amount: Some(amount),
        units: None,
        share: None,
        term: None,
        hold: None,
        known_available: None,
        reason: Reason::new("by-hand"),
    }
}

/// An order drafted by hand, with every document that a measure may need.
pub(crate) fn draft(id: OrderId, measure: Measure, mut line: Line) -> OrderDraft {
    if matches!(measure, Measure::Release | Measure::ReleaseWaiting) {
        line.reason = Reason::new("other-ground");
    }
    OrderDraft {
        order: id,
        measure,
        unit: bank(),
        subject: DEBTOR,
        route: Route::Api,
        lines: vec![line],
        purpose: "control".into(),
        basis: basis(),
        documents: vec![RULING, NOTICE, JUDGMENT],
        identity: IdentityStrength::Valid,
        not_before: None,
        replaces: None,
        original: id,
    }
}

pub(crate) fn body_hash(order: &OrderId) -> Digest {
    Digest::of(order.0.as_bytes())
}

pub(crate) fn issuance(order: &OrderId, revision: u64, at: Timestamp) -> Issuance {
    Issuance {
        order: *order,
        fence: levy_domain::order::Fence { epoch: 0, revision },
        body_hash: body_hash(order),
        body_evidence: None,
        expires_at: at.plus(TEN_DAYS),
        announced: false,
        deadlines: vec![],
    }
}

pub(crate) fn judge() -> Actor {
    Actor::officer(JUDGE, Role::Judge)
}

pub(crate) fn clerk() -> Actor {
    Actor::officer(CLERK, Role::Clerk)
}

pub(crate) fn share(numerator: u32, denominator: u32) -> Share {
    Share {
        numerator,
        denominator,
    }
}
