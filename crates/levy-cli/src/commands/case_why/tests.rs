//! The explanation of a small history, decided by commands, in both
//! languages: two accounts, one of them protected, a freeze that finds less
//! than it asks for, a second order whose outcome stays unknown.

use super::*;
use levy::{
    domain::{
        asset::{AccountClass, AccountStatus, AssetClass, AssetFound},
        bytes::{Bytes, Digest},
        calendar::Calendar,
        claim::{Claim, Component, ComponentKind, Liability, LiabilityMode},
        court::{self, event::OfficerFiled},
        decider::Decider,
        document::{Document, DocumentKind},
        id::{
            AssetId, ClaimId, CommandId, DocumentId, LiabilityId, MatterId, OfficerId, PersonId,
            PlanId, RegistrationId, SweepId,
        },
        matter::{Command, Matter, event::CaseKind},
        money::{Currency, Money},
        order::{Fence, Issuance},
        party::{IdentityKind, IdentityStrength, PartyRole, Person, PersonKind},
        reply::{LineReply, Outcome, Reply, Truth, Way},
        rules::{Rules, UnitDirectory, directory::unit_id},
        sealed::{Sealed, Token},
        stamp::{Actor, Role, Stamp},
        time::{Date, HOUR, Timestamp, Zone},
    },
    journal::{Decoded, Entry, Header},
    store::{Position, Revision, StreamName},
};
use std::sync::Arc;
use uuid::Uuid;

/// 2024-03-01, ten o'clock in China.
const START: Timestamp = Timestamp(1_709_258_400_000);

fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n << 96)
}

fn sealed(n: u8) -> Sealed {
    Sealed {
        token: Token(Bytes(vec![n; 4])),
        sealed: Bytes(vec![n]),
    }
}

fn officer(n: u128, role: Role) -> (OfficerId, Role) {
    (OfficerId(uuid(0x600 + n)), role)
}

/// The judge and the head who approve are filed.
fn filed() -> Arc<court::State> {
    let mut court = court::State::default();
    for (officer, role) in [officer(1, Role::Judge), officer(2, Role::BureauHead)] {
        let filed = OfficerFiled {
            officer,
            name: sealed(1),
            role,
            work_card: None,
            enforcement_card: None,
            from: Date::MIN,
        };
        court.officers.insert(officer, (filed, None));
    }
    Arc::new(court)
}

struct Court {
    rules: Rules,
    state: State,
    entries: Vec<Entry>,
    now: Timestamp,
}

impl Court {
    fn new() -> Self {
        let units = UnitDirectory::from_toml(include_str!("units.toml")).unwrap();
        Court {
            rules: Rules::new(
                Arc::new(Profile::china().unwrap()),
                Arc::new(Calendar::china().unwrap()),
                Arc::new(units),
            ),
            state: State::default(),
            entries: Vec::new(),
            now: START,
        }
    }

    fn does(&mut self, (officer, role): &(OfficerId, Role), command: &Command) {
        let place = self.entries.len() as u128;
        let actor = Actor::officer(*officer, role.clone());
        let digest = self.rules.digest();
        let mut stamp = Stamp::new(self.now, actor, CommandId(uuid(place)), digest);
        stamp.court = filed();
        let events = Matter::decide(&self.state, command, &self.rules, &stamp).unwrap();
        for event in events {
            Matter::evolve(&mut self.state, &event, self.now).unwrap();
            let revision = self.entries.len() as u64;
            self.entries.push(Entry {
                position: Position(revision + 1),
                stream: StreamName::new("matter-c33.1").unwrap(),
                revision: Revision(revision),
                id: uuid(revision.into()),
                recorded_at: self.now,
                header: Header::new(&stamp, "川33", self.now, "test"),
                event: Decoded::Known(event.into()),
                hash: [0; 32],
            });
        }
    }

    /// The same a minute later.
    fn then(&mut self, who: &(OfficerId, Role), command: &Command) {
        self.now = self.now.plus(HOUR / 60);
        self.does(who, command);
    }
}

fn account(n: u128, unit: &str, class: AccountClass, yuan: u64) -> AssetFound {
    AssetFound {
        record: None,
        holder: None,
        asset: AssetId(uuid(0x300 + n)),
        person: PersonId(uuid(0x100)),
        unit: unit_id(unit),
        class: AssetClass::Deposit,
        number: sealed(u8::try_from(n).unwrap()),
        account_class: class,
        status: AccountStatus::Normal,
        currency: Currency::CNY,
        balance: Some(Money::cny(yuan * 100)),
        available: Some(Money::cny(yuan * 100)),
        available_at: Some(START),
        sub_accounts: vec![],
        not_redeemable_before: None,
        prior_measures: vec![],
        rights: vec![],
    }
}

fn part(kind: ComponentKind, yuan: u64) -> Component {
    Component {
        kind,
        amount: Money::cny(yuan * 100),
        as_of: Date::from_ymd_opt(2024, 3, 1).unwrap(),
        method: "fixed".into(),
        rate_series: None,
        excluded: vec![],
    }
}

fn document(n: u128, kind: DocumentKind) -> Command {
    Command::IssueDocument {
        document: Document {
            document: DocumentId(uuid(0x700 + n)),
            kind,
            number: format!("（2024）川33执12号之{n}"),
            registration: RegistrationId(uuid(2)),
            signers: vec![officer(1, Role::Judge).0],
            hash: Digest::of(&[0]),
            plan: None,
            supersedes: None,
        },
    }
}

/// A case with 1,000 yuan and costs owed, three accounts found.
fn opened(court: &mut Court) {
    let clerk = officer(0, Role::Clerk);
    let (debtor, claim) = (PersonId(uuid(0x100)), ClaimId(uuid(3)));
    let filed_on = Date::from_ymd_opt(2024, 2, 20).unwrap();
    let commands = [
        Command::Open {
            matter: MatterId(uuid(1)),
            court: "川33".into(),
            currency: Currency::CNY,
        },
        Command::RegisterCase {
            registration: RegistrationId(uuid(2)),
            number: "（2024）川33执12号".into(),
            type_code: "执".into(),
            kind: CaseKind::First,
            court: "川33".into(),
            filed_on,
            carried_in: false,
        },
        Command::AddParty {
            person: Person {
                person: debtor,
                kind: PersonKind::Natural,
                name: sealed(90),
                name_variants: vec![],
                identity_kind: IdentityKind::ResidentId,
                identity: Some(sealed(91)),
                strength: IdentityStrength::Valid,
            },
            role: PartyRole::Debtor,
        },
        Command::StateClaim {
            claim: Claim {
                claim,
                currency: Currency::CNY,
                components: vec![
                    part(ComponentKind::Principal, 1_000),
                    part(ComponentKind::Costs, 50),
                ],
                allocation_order: vec![ComponentKind::Costs, ComponentKind::Principal],
                title: None,
            },
            home: MatterId(uuid(1)),
        },
        Command::StateLiability {
            liability: Liability {
                liability: LiabilityId(uuid(4)),
                claim,
                person: debtor,
                mode: LiabilityMode::Joint,
                share: None,
                cap: None,
            },
        },
        document(1, DocumentKind::Ruling),
        document(2, DocumentKind::AssistanceNotice),
        document(3, DocumentKind::QueryNotice),
        Command::OrderSweep {
            sweep: SweepId(uuid(5)),
            subjects: vec![debtor],
            purpose: "enforcement".into(),
            rule: "N-06".into(),
            documents: vec![DocumentId(uuid(0x703))],
            units: vec![unit_id("abc-g"), unit_id("rcb-g")],
            not_askable: vec!["housing-fund".into()],
        },
        Command::RecordAssets {
            sweep: SweepId(uuid(5)),
            batch: 0,
            assets: vec![
                account(1, "abc-g", AccountClass::Ordinary, 800),
                account(2, "rcb-g", AccountClass::Ordinary, 300),
                account(3, "rcb-g", AccountClass::SocialInsurance, 9_000),
                account(4, "abc-g", AccountClass::Ordinary, 20),
            ],
        },
    ];
    for command in &commands {
        court.then(&clerk, command);
    }
}

/// A plan, approved by two officers and issued; one order is answered with
/// less than it asks for, the other cut off.
fn frozen() -> Court {
    let mut court = Court::new();
    opened(&mut court);
    let plan = PlanId(uuid(6));
    let documents = [1, 2].map(|n| DocumentId(uuid(0x700 + n)));
    let planned = Command::PlanFreeze {
        plan,
        liability: LiabilityId(uuid(4)),
        months: None,
        documents: documents.to_vec(),
        except: vec![],
    };
    court.then(&officer(0, Role::Clerk), &planned);
    let list_hash = court.state.plans[&plan].drafted.list_hash;
    for (officer, role) in [officer(1, Role::Judge), officer(2, Role::BureauHead)] {
        let approved = Command::ApprovePlan {
            plan,
            list_hash,
            officer,
            role: role.clone(),
        };
        court.then(&(officer, role), &approved);
    }
    let issued = court.state.plans[&plan].drafted.orders.iter();
    let issued = issued.map(|order| Issuance {
        order: order.order,
        fence: Fence {
            epoch: 0,
            revision: court.state.revision,
        },
        body_hash: Digest::of(order.order.0.as_bytes()),
        body_evidence: None,
        expires_at: court.now.plus(240 * HOUR),
        announced: false,
        deadlines: vec![],
    });
    let issued = Command::IssuePlan {
        plan,
        issued: issued.collect(),
    };
    let engine = officer(9, Role::System);
    court.then(&engine, &issued);
    let [first, second] = orders(&court);
    let unknown = Command::NoteUnknown {
        order: second,
        reason: "cut-off".into(),
    };
    court.then(&engine, &unknown);
    let reply = Reply {
        sequence: 1,
        last: true,
        corrects: None,
        way: Way::default(),
        received_at: court.now.plus(2 * HOUR),
        truth: Truth::Claimed,
        raw_hash: Digest::of(&[1]),
        raw_evidence: None,
        raw_signature: None,
        order_hash: Digest::of(first.0.as_bytes()),
        lines: vec![LineReply {
            held: Some(Money::cny(79_500)),
            beyond_balance: Some(Money::cny(500)),
            ..LineReply::new(1, Outcome::Done)
        }],
        found: vec![],
        receipt_number: None,
        refused: None,
        refused_text: None,
        fault: None,
    };
    court.now = court.now.plus(2 * HOUR);
    let folded = Command::FoldReply {
        order: first,
        reply,
    };
    court.then(&engine, &folded);
    court
}

/// The order to the agricultural bank, then the other.
fn orders(court: &Court) -> [OrderId; 2] {
    let to = |unit: &str| {
        let mut orders = court.state.orders.values();
        let order = orders.find(|order| order.unit() == unit_id(unit)).unwrap();
        order.draft.order
    };
    [to("abc-g"), to("rcb-g")]
}

fn said(court: &Court, lang: Lang, about: About) -> String {
    let profile = court.rules.profile();
    let lines = explain(&court.entries, about, profile).unwrap();
    let words = Sentences::new(lang, court.rules.units(), &lines, Zone::CHINA);
    let mut told: Vec<String> = lines.iter().map(|line| words.tell(line)).collect();
    let rules = cited_rules(&lines, &[profile]);
    assert!(rules.iter().all(|rule| rule.text.is_some()), "{rules:#?}");
    told.push(String::new());
    told.join("\n")
}

#[test]
fn a_history_is_explained_in_chinese_and_in_english() {
    let court = frozen();
    let [first, second] = orders(&court);
    let hold = *court.state.holds.keys().next().unwrap();
    for (name, about) in [
        ("matter", About::Matter),
        ("order_answered", About::Order(first)),
        ("order_unknown", About::Order(second)),
        ("hold", About::Hold(hold)),
    ] {
        insta::assert_snapshot!(format!("{name}_zh"), said(&court, Lang::Zh, about));
        insta::assert_snapshot!(format!("{name}_en"), said(&court, Lang::En, about));
    }
}

#[test]
fn every_sentence_names_its_events_and_shows_nothing_sealed() {
    let court = frozen();
    for lang in [Lang::Zh, Lang::En] {
        let told = said(&court, lang, About::Matter);
        assert!(told.lines().count() > 30, "{told}");
        for line in told.lines() {
            assert!(line.ends_with(']') && line.contains('@'), "{line}");
            assert!(!line.contains("{ $") && !line.contains("why-"), "{line}");
        }
    }
}

#[test]
fn a_thing_is_found_by_the_beginning_of_its_id_alone() {
    let court = frozen();
    let [first, _] = orders(&court);
    let id = first.to_string();
    assert_eq!(find(&court.state, &id), Some(About::Order(first)));
    assert_eq!(find(&court.state, &id[..16]), Some(About::Order(first)));
    assert_eq!(find(&court.state, "ord_"), None);
    assert_eq!(find(&court.state, "per_"), None);
}
