//! A connector of one's own: a bank whose system is called inside the process,
//! as a library or an old client would be. It opens a matter, asks the bank
//! about a debtor and shows what the matter then knows.
//! `cargo run -p levy --example connector`

use async_trait::async_trait;
use levy::{
    Levy,
    connect::{
        Connector, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError, Submitted,
        wire,
    },
    domain::{
        asset::{AccountClass, AccountStatus, AssetClass},
        claim::{Claim, Component, ComponentKind, Liability, LiabilityMode},
        court::{self, event::OfficerFiled},
        document::{Document, DocumentKind},
        id::*,
        identifier::ResidentId,
        matter::{Command, event::CaseKind},
        money::{Currency, Money},
        order::Measure,
        party::{IdentityKind, IdentityStrength, PartyRole, Person, PersonKind},
        rules::{UnitDirectory, directory::unit_id},
        stamp::{Actor, Role},
        time::{Date, Timestamp},
    },
    engine::{Caller, CourtAccount, CourtSeat},
    journal::{Clock, MachineClock},
};
use std::{
    collections::BTreeMap,
    error::Error,
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};
use wire::{FoundBody, OrderBody, Private, ReplyBody, StandingBody, StandingKind, V1};

/// What the bank's own system knows, by identity number.
type Ledger = BTreeMap<String, (String, u32)>;

/// The bank. It keeps every answer by order id, so that a repeated id acts
/// once and an inquiry is answered truly.
struct OldBank {
    ledger: Ledger,
    answers: Mutex<BTreeMap<OrderId, ReplyBody>>,
}

impl OldBank {
    fn answer(&self, order: &OrderBody, parcel: &Parcel) -> ReplyBody {
        let now = MachineClock.now();
        let identity = order.subject.identity.as_ref().map(Private::expose);
        let found = identity.and_then(|identity| self.ledger.get(identity));
        // A "no" is a reply as well: this bank answers queries only.
        let refused = (order.measure != Measure::Query).then(|| Private::new("not-here"));
        ReplyBody {
            v: V1,
            order: order.order,
            order_hash: parcel.hash,
            unit: order.unit.clone(),
            sequence: 1,
            last: true,
            corrects: None,
            delivered_at: now,
            served_at: None,
            answered_at: now,
            receipt_number: None,
            lines: vec![],
            found: found
                .map(|account| account_found(account, now))
                .into_iter()
                .collect(),
            refused,
            fault: None,
        }
    }
}

fn account_found((number, balance): &(String, u32), now: Timestamp) -> FoundBody {
    FoundBody {
        holder: None,
        class: AssetClass::Deposit,
        number: Private::new(number.clone()),
        account_class: AccountClass::Ordinary,
        status: AccountStatus::Normal,
        currency: Currency::CNY,
        balance_minor: Some((*balance).into()),
        available_minor: Some((*balance).into()),
        available_at: Some(now),
        sub_accounts: vec![],
        not_redeemable_before: None,
        prior_measures: vec![],
        rights: vec![],
    }
}

#[async_trait]
impl Connector for OldBank {
    async fn submit(&self, parcel: &Parcel) -> Result<Submitted, SubmitError> {
        // Nothing has left yet, so this much is certain: it was not sent.
        let order = wire::decode::<OrderBody>(&parcel.body).map_err(|_| SubmitError::NotSent {
            reason: NotSentReason::ChangedBytes,
        })?;
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let reply = answers
            .entry(parcel.order)
            .or_insert_with(|| self.answer(&order, parcel));
        Submitted::answered(reply.clone(), None)
    }

    async fn inquire(&self, inquiry: &Inquiry) -> Result<Standing, InquireError> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let known = answers.get(&inquiry.order()).cloned();
        let standing = StandingBody {
            v: V1,
            order: inquiry.order(),
            inquiry_hash: inquiry.hash(),
            unit: "old-bank".into(),
            standing: known
                .as_ref()
                .map_or(StandingKind::NotFound, |_| StandingKind::Answered),
            order_hash: known.as_ref().map(|reply| reply.order_hash),
            replies: known.into_iter().collect(),
            as_of: MachineClock.now(),
        };
        Standing::given(inquiry, standing, None)
    }
}

const UNITS: &str = r#"
[[unit]]
code = "old-bank"
name = "虚构银行"
kind = "bank"
honours_ids = true
abilities = [{ measure = "query", route = "api", intake_window_minutes = 1 }]
"#;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let account = CourtAccount {
        holder: "执行款专户".into(),
        number: "0".into(),
        bank: "开户行".into(),
    };
    let seat = CourtSeat {
        code: "川3322".into(),
        slug: "sc3322".into(),
        account,
    };
    let born = Date::from_ymd_opt(1980, 1, 1).ok_or("no such day")?;
    let debtor = ResidentId::compose(ResidentId::INVENTED_REGION, born, 1)?;
    let ledger = Ledger::from([(
        debtor.reveal().to_owned(),
        ("6200001".to_owned(), 1_200_000),
    )]);
    let bank = OldBank {
        ledger,
        answers: Mutex::default(),
    };
    let units = UnitDirectory::from_toml(UNITS)?;
    let levy = Levy::builder(dir.path(), seat)
        .units(units)
        .open(Arc::new(bank))
        .await?;

    let matter = MatterId::derive(uuid::Uuid::nil(), &[b"example"]);
    let judge = file_officers(&levy).await?;
    let notice = query_notice(&levy, matter, judge).await?;
    for (number, command) in steps(&levy, matter, &debtor, notice)?
        .into_iter()
        .enumerate()
    {
        let id = CommandId::derive(matter.0, &[&number.to_be_bytes()]);
        let caller = Caller {
            actor: Actor::system(),
            court: "川3322".into(),
            purpose: "example".into(),
        };
        levy.matter(matter, command, id, caller).await?;
    }
    // The query goes out, the answer is folded, the round is closed.
    levy.engine().idle().await;
    let known = levy.engine().look_at_matter(matter, |state| {
        let assets = state
            .assets
            .values()
            .map(|asset| (asset.class.to_string(), asset.available));
        assets.collect::<Vec<_>>()
    });
    let known = known.await.ok_or("the matter is open")?;
    writeln!(std::io::stdout(), "found: {known:?}")?;
    levy.stop().await;
    if known.is_empty() {
        Err("the bank was not asked".into())
    } else {
        Ok(())
    }
}

/// The set-up of the court files the president, and he files a judge.
async fn file_officers(levy: &Levy) -> Result<OfficerId, Box<dyn Error>> {
    let desk = levy.engine().personal();
    let from = MachineClock
        .now()
        .date_in(levy.engine().rules().profile().zone());
    let set_up = Caller::system("川3322");
    let mut by = set_up.clone();
    let mut last = OfficerId(uuid::Uuid::nil());
    for role in [Role::President, Role::Judge] {
        let officer = OfficerId::derive(uuid::Uuid::nil(), &[role.as_str().as_bytes()]);
        let filed = OfficerFiled {
            officer,
            name: desk.seal_officer(officer, "officer.name", "虚构某官")?,
            role: role.clone(),
            work_card: None,
            enforcement_card: None,
            from,
        };
        let id = CommandId::derive(officer.0, &[b"file"]);
        let command = court::Command::FileOfficer(filed);
        levy.court(command, id, by).await?;
        by = Caller {
            actor: Actor::officer(officer, role),
            ..set_up.clone()
        };
        last = officer;
    }
    Ok(last)
}

/// The notice that goes with a query (N-06), signed by the judge; its sealed
/// text is kept before anything names it.
async fn query_notice(
    levy: &Levy,
    matter: MatterId,
    judge: OfficerId,
) -> Result<Document, Box<dyn Error>> {
    let person = PersonId::derive(matter.0, &[b"debtor"]);
    let text = "协助查询通知书".as_bytes();
    let desk = levy.engine().personal();
    let body = desk.seal_evidence(matter, person, "document.text", text)?;
    let notice = Document {
        document: DocumentId::derive(matter.0, &[b"query-notice"]),
        kind: DocumentKind::QueryNotice,
        number: "（2026）川3322执1号之一".into(),
        registration: RegistrationId::derive(matter.0, &[b"case"]),
        signers: vec![judge],
        hash: body.digest(),
        plan: None,
        supersedes: None,
    };
    levy.engine().journal().put_evidence(vec![body]).await?;
    Ok(notice)
}

/// What a clerk does, in order; names are sealed before anything is decided.
fn steps(
    levy: &Levy,
    matter: MatterId,
    debtor: &ResidentId,
    notice: Document,
) -> Result<Vec<Command>, Box<dyn Error>> {
    let person = PersonId::derive(matter.0, &[b"debtor"]);
    let claim = ClaimId::derive(matter.0, &[b"claim"]);
    let desk = levy.engine().personal();
    let today = MachineClock
        .now()
        .date_in(levy.engine().rules().profile().zone());
    let person_known = Person {
        person,
        kind: PersonKind::Natural,
        name: desk.seal_person(matter, person, "person.name", "虚构某甲")?,
        name_variants: vec![],
        identity_kind: IdentityKind::ResidentId,
        identity: Some(desk.seal_person(matter, person, "person.identity", debtor.reveal())?),
        strength: IdentityStrength::Valid,
    };
    let component = Component {
        kind: ComponentKind::Principal,
        amount: Money::cny(1_000_000),
        as_of: today,
        method: "fixed".into(),
        rate_series: None,
        excluded: vec![],
    };
    let documents = vec![notice.document];
    Ok(vec![
        Command::Open {
            matter,
            court: "川3322".into(),
            currency: Currency::CNY,
        },
        Command::RegisterCase {
            registration: RegistrationId::derive(matter.0, &[b"case"]),
            number: "（2026）川3322执1号".into(),
            type_code: "执".into(),
            kind: CaseKind::First,
            court: "川3322".into(),
            filed_on: today,
            carried_in: false,
        },
        Command::StateClaim {
            claim: Claim {
                claim,
                currency: Currency::CNY,
                components: vec![component],
                allocation_order: vec![ComponentKind::Principal],
                title: None,
            },
            home: matter,
        },
        Command::AddParty {
            person: person_known,
            role: PartyRole::Debtor,
        },
        Command::StateLiability {
            liability: Liability {
                liability: LiabilityId::derive(matter.0, &[b"liability"]),
                claim,
                person,
                mode: LiabilityMode::Joint,
                share: None,
                cap: None,
            },
        },
        Command::IssueDocument { document: notice },
        Command::OrderSweep {
            sweep: SweepId::derive(matter.0, &[b"sweep"]),
            subjects: vec![person],
            purpose: "enforcement".into(),
            rule: "N-06".into(),
            documents,
            units: vec![unit_id("old-bank")],
            not_askable: vec![],
        },
    ])
}
