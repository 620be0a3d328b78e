//! What one event of a matter costs, decided and folded, in a matter that
//! already has 1 000, 10 000, 50 000 of them. It must be flat: nothing is
//! scanned per event. Goal: under two microseconds per event. Beside it stands
//! what a copy of the same events costs, in the same run: less than that no
//! decider can spend that owns what it returns.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench prints, and a broken story ends it"
)]

#[path = "../tests/it/world.rs"]
#[expect(dead_code, reason = "the world of the tests has more in it")]
mod world;

use levy_domain::{
    claim::ComponentKind,
    decider::Decider,
    document::DocumentKind,
    id::{AssetId, DocumentId, OfficerId, PlanId, ReceiptId},
    matter::{Command, Event, Matter, State, event::CaseKind},
    money::Currency,
    order::{Measure, OrderDraft},
    party::PartyRole,
    reply::Outcome,
    stamp::{Actor, Role},
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};
use uuid::Uuid;
use world::*;

/// That of the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measured at the end of each size.
const SAMPLE: u64 = 1_000;
const SIZES: [u64; 3] = [1_000, 10_000, 50_000];
const ROUNDS: usize = 7;

struct Bench {
    state: State,
    events: u64,
    spent: Duration,
    /// Those of the sample that runs.
    sample: Option<Vec<Event>>,
}

impl Bench {
    fn does(&mut self, actor: Actor, command: &Command) {
        let stamp = stamp(NOW, actor);
        let start = Instant::now();
        let events = Matter::decide(&self.state, command, rules(), &stamp);
        let events = events.unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        for event in &events {
            Matter::evolve(&mut self.state, event, NOW).unwrap();
        }
        self.spent += start.elapsed();
        self.events += events.len() as u64;
        if let Some(sample) = &mut self.sample {
            sample.extend(events);
        }
    }

    fn opened() -> Self {
        let mut bench = Bench {
            state: State::default(),
            events: 0,
            spent: Duration::ZERO,
            sample: None,
        };
        let document = |id, kind| Command::IssueDocument {
            document: document(id, kind),
        };
        let mut claim = claim(cny(1));
        claim.components = vec![component(ComponentKind::Principal, cny(1_000_000_000_000))];
        let commands = [
            Command::Open {
                matter: MATTER,
                court: "川3322".into(),
                currency: Currency::CNY,
            },
            Command::RegisterCase {
                registration: CASE,
                number: "（2024）川3322执12号".into(),
                type_code: "执".into(),
                kind: CaseKind::First,
                court: "川3322".into(),
                filed_on: day(2024, 1, 8),
                carried_in: false,
            },
            Command::AddParty {
                person: person(DEBTOR),
                role: PartyRole::Debtor,
            },
            Command::StateClaim {
                claim,
                home: MATTER,
            },
            Command::StateLiability {
                liability: joint(LIABILITY, DEBTOR),
            },
            document(RULING, DocumentKind::Ruling),
            document(JUDGMENT, DocumentKind::JudgmentCopy),
        ];
        for command in &commands {
            bench.does(clerk(), command);
        }
        bench
    }

    /// A plan of one order, with a document made for it, approved and issued.
    fn issue(&mut self, n: u128, mut draft: OrderDraft) {
        let (plan, id) = (PlanId(order(n).0), draft.order);
        let made = DocumentId(Uuid::from_u128((2 << 64) + n));
        let document = document(made, DocumentKind::AssistanceNotice);
        self.does(clerk(), &Command::IssueDocument { document });
        draft.documents = vec![RULING, made, JUDGMENT];
        let orders = vec![draft];
        let overrides = vec![];
        let drafted = Command::DraftPlan {
            plan,
            orders,
            overrides,
        };
        self.does(clerk(), &drafted);
        self.approve(plan, JUDGE, Role::Judge);
        self.approve(plan, HEAD, Role::BureauHead);
        let issued = vec![issuance(&id, self.state.revision, NOW)];
        self.does(clerk(), &Command::IssuePlan { plan, issued });
    }

    fn approve(&mut self, plan: PlanId, officer: OfficerId, role: Role) {
        let list_hash = self.state.plans[&plan].drafted.list_hash;
        let command = Command::ApprovePlan {
            plan,
            list_hash,
            officer,
            role: role.clone(),
        };
        self.does(Actor::officer(officer, role), &command);
    }

    fn reply(&mut self, n: u128) {
        let reply = reply(&order(n), 1, vec![said(1, Outcome::Done, None)]);
        self.does(
            clerk(),
            &Command::FoldReply {
                order: order(n),
                reply,
            },
        );
    }

    /// The life of one account: frozen, held; every fourth is drawn out, its
    /// money arrives.
    fn account(&mut self, n: u128) {
        let asset = AssetId(Uuid::from_u128((1 << 64) + n));
        let freeze = draft(order(2 * n), Measure::Freeze, line(asset, cny(1_000)));
        self.issue(2 * n, freeze);
        self.does(
            clerk(),
            &Command::NoteDelivered {
                order: order(2 * n),
                sent_at: NOW,
                delivered_at: NOW,
                served_at: None,
                receipt_number: None,
                evidence: None,
            },
        );
        self.reply(2 * n);
        if n.is_multiple_of(4) {
            self.draw(n, asset);
        }
    }

    fn draw(&mut self, n: u128, asset: AssetId) {
        let id = 2 * n + 1;
        let mut transfer = draft(order(id), Measure::Transfer, line(asset, cny(1_000)));
        transfer.lines[0].hold = self.state.orders[&order(2 * n)].lines[0].hold;
        self.issue(id, transfer);
        self.does(clerk(), &Command::BeginDispatch { order: order(id) });
        self.reply(id);
        let receipt = Command::BookReceipt {
            receipt: ReceiptId(Uuid::from_u128((3 << 64) + n)),
            amount: cny(1_000),
            booked_on: day(2024, 3, 1),
            unit: None,
            reference: "ref".into(),
            evidence: None,
            order: Some((order(id), 1)),
        };
        self.does(clerk(), &receipt);
    }
}

/// Nanoseconds per event.
#[derive(Clone, Copy)]
struct Cost {
    decided: u64,
    copied: u64,
}

/// Over the last events before each size.
fn round() -> [Cost; 3] {
    let (mut bench, mut accounts) = (Bench::opened(), 0);
    SIZES.map(|size| {
        let mut grow = |bench: &mut Bench, to: u64| {
            while bench.events < to {
                accounts += 1;
                bench.account(accounts);
            }
        };
        grow(&mut bench, size.saturating_sub(SAMPLE));
        bench.sample = Some(Vec::new());
        let spent = bench.spent;
        grow(&mut bench, size);
        let spent = bench.spent - spent;
        let sample = bench.sample.take().unwrap_or_default();
        let start = Instant::now();
        drop(black_box(sample.clone()));
        let copied = start.elapsed();
        let each = |whole: Duration| {
            let nanos = u64::try_from(whole.as_nanos()).unwrap_or(u64::MAX);
            nanos / (sample.len() as u64).max(1)
        };
        Cost {
            decided: each(spent),
            copied: each(copied),
        }
    })
}

fn main() {
    let rounds: Vec<[Cost; 3]> = (0..ROUNDS).map(|_| round()).collect();
    let best = |at: usize, of: fn(&Cost) -> u64| {
        let all = rounds.iter().map(|round| of(&round[at]));
        all.min().unwrap_or(0)
    };
    println!(
        "{:>8}  {:>14}  {:>16}",
        "events", "ns per event", "ns to copy one"
    );
    let mut json = Vec::new();
    for (at, (size, name)) in SIZES.iter().zip(["1k", "10k", "50k"]).enumerate() {
        let (decided, copied) = (best(at, |cost| cost.decided), best(at, |cost| cost.copied));
        println!("{size:>8}  {decided:>14}  {copied:>16}");
        json.push(format!(
            "\"at_{name}\":{decided},\"copy_at_{name}\":{copied}"
        ));
    }
    println!(
        "{{\"bench\":\"decide\",\"unit\":\"ns/event\",{}}}",
        json.join(",")
    );
}
