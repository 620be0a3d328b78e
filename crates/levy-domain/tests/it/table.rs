//! Every phase of an order against everything that can be asked of it and
//! everything that a unit can answer, as a page to read. A change of the
//! rules shows as a difference of that page; `LEVY_GOLDEN=write` writes it.

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    id::PlanId,
    matter::{Command, Event, order_state::Phase},
    order::{Measure, OrderDraft},
    reply::{Outcome, Reply},
    stamp::{Actor, Role},
    time::Timestamp,
};
use std::{collections::BTreeSet, env, fmt::Write, fs, path::Path};

const DEAD: Timestamp = Timestamp(NOW.0 + TEN_DAYS + WINDOW);
/// The order that is looked at; order 1 made the hold that it acts on.
const N: u128 = 2;

fn drafted(measure: &Measure) -> Story {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    let draft = match measure {
        Measure::Freeze => draft(order(N), Measure::Freeze, line(SECOND, cny(300))),
        _ => story.on_hold(N, measure.clone(), 1, Some(cny(300))),
    };
    story.drafts(PLAN, draft)
}

fn not_found(as_of: Timestamp) -> Command {
    Command::NoteNotFound {
        order: order(N),
        as_of,
        window: Some(WINDOW),
        evidence: None,
    }
}

fn delivered() -> Command {
    Command::NoteDelivered {
        order: order(N),
        sent_at: NOW,
        delivered_at: NOW,
        served_at: None,
        receipt_number: None,
        evidence: None,
    }
}

fn recall() -> Command {
    Command::RequestRecall {
        order: order(N),
        ground: "paid".into(),
    }
}

fn unknown() -> Command {
    Command::NoteUnknown {
        order: order(N),
        reason: "cut-off".into(),
    }
}

fn withdraw() -> Command {
    Command::WithdrawPlan {
        plan: PLAN,
        ground: "mistake".into(),
    }
}

fn answers(sequence: u32, outcome: Outcome) -> Reply {
    reply(&order(N), sequence, vec![said(1, outcome, Some(cny(200)))])
}

/// An order of `measure` in the phase of that name.
fn in_phase(measure: &Measure, phase: &str) -> Story {
    let drafted = drafted(measure);
    let issued = || drafted.clone().issued(PLAN);
    let story = match phase {
        "drafted" => drafted,
        "approved" => drafted.approved(PLAN),
        "issued" => issued(),
        "dispatch-begun" => issued().does(Command::BeginDispatch { order: order(N) }),
        "delivered" => issued().does(delivered()),
        "unknown" => issued().does(unknown()),
        "answered" => issued().does(fold(order(N), answers(1, Outcome::Done))),
        "not-taken" => issued().does(unknown()).at(DEAD).does(not_found(DEAD)),
        "recalled" if *measure == Measure::Transfer => issued().does(recall()),
        "recalled" => issued().does(recall()).at(DEAD).does(not_found(DEAD)),
        "withdrawn" => drafted.does(withdraw()),
        other => panic!("no way into {other}"),
    };
    assert_eq!(story.phase(N), phase);
    story.at(NOW)
}

/// What is asked: its name, by whom, when, the command.
type Ask = (&'static str, Actor, Timestamp, fn(&Story) -> Command);

fn replacement(story: &Story) -> Command {
    let known = &story.state.orders[&order(N)].draft;
    let draft = OrderDraft {
        order: order(9),
        replaces: Some(order(N)),
        original: order(N),
        ..known.as_ref().clone()
    };
    Command::DraftPlan {
        plan: PlanId(order(9).0),
        orders: vec![draft],
        overrides: vec![],
    }
}

fn settle(_: &Story) -> Command {
    Command::SettleNotTaken {
        order: order(N),
        ground: "statement".into(),
        evidence: Digest::of(b"statement"),
        window: Some(WINDOW),
    }
}

fn approve(story: &Story) -> Command {
    let list_hash = story.state.plans[&PLAN].drafted.list_hash;
    Command::ApprovePlan {
        plan: PLAN,
        list_hash,
        officer: JUDGE_2,
        role: Role::Judge,
    }
}

fn receipt(_: &Story) -> Command {
    Command::BookReceipt {
        receipt: RECEIPT,
        amount: cny(200),
        booked_on: day(2024, 3, 1),
        unit: None,
        reference: "ref".into(),
        evidence: None,
        order: Some((order(N), 1)),
    }
}

fn asks() -> Vec<Ask> {
    let judge = Actor::officer(JUDGE_2, Role::Judge);
    vec![
        ("approve", judge.clone(), NOW, approve),
        ("withdraw", clerk(), NOW, |_| withdraw()),
        ("issue", clerk(), NOW, |story| story.issue(PLAN)),
        ("replace", clerk(), NOW, replacement),
        ("begin dispatch", clerk(), NOW, |_| Command::BeginDispatch {
            order: order(N),
        }),
        ("delivered", clerk(), NOW, |_| delivered()),
        ("outcome unknown", clerk(), NOW, |_| unknown()),
        ("not found, before the expiry", clerk(), DEAD, |_| {
            not_found(NOW)
        }),
        ("not found, after expiry and window", clerk(), DEAD, |_| {
            not_found(DEAD)
        }),
        ("settle, before the expiry", judge.clone(), NOW, settle),
        ("settle, after expiry and window", judge, DEAD, settle),
        ("settle, by a clerk", clerk(), DEAD, settle),
        ("overdue", clerk(), DEAD, |_| Command::NoteOverdue {
            order: order(N),
        }),
        ("recall", clerk(), NOW, |_| recall()),
        ("receipt", clerk(), NOW, receipt),
    ]
}

/// What the unit says: its name and the reply.
fn replies() -> Vec<(String, Reply)> {
    let known = Outcome::LITERALS
        .iter()
        .map(|literal| Outcome::from(*literal));
    let outcomes = known.chain([Outcome::Other("new-word".into())]);
    let mut replies: Vec<_> = outcomes
        .map(|outcome| (format!("reply: {outcome}"), answers(7, outcome)))
        .collect();
    let more = Reply {
        last: false,
        ..answers(7, Outcome::Partial)
    };
    replies.push(("reply: partial, more to follow".into(), more));
    replies.push((
        "reply: same sequence, other words".into(),
        answers(1, Outcome::Refused),
    ));
    replies.push(("reply: no lines".into(), reply(&order(N), 7, vec![])));
    replies.push((
        "reply: to other bytes".into(),
        Reply {
            order_hash: Digest::of(b"other"),
            ..answers(7, Outcome::Done)
        },
    ));
    replies
}

/// What becomes of it. Whatever is accepted must fold and fit the naive sums.
fn cell(mut story: Story, command: &Command, used: &mut BTreeSet<&'static str>) -> String {
    let before = story.phase(N);
    let events = match story.decide(command) {
        Err(refusal) => return refusal.code(),
        Ok(events) => events,
    };
    let kinds: Vec<&str> = events.iter().map(Event::kind).collect();
    used.extend(&kinds);
    story.fold(events);
    let after = story.phase(N);
    match (kinds.is_empty(), before == after) {
        (true, _) => "already so".into(),
        (false, true) => kinds.join(", "),
        (false, false) => format!("{} **→ {after}**", kinds.join(", ")),
    }
}

fn section(page: &mut String, measure: &Measure, used: &mut BTreeSet<&'static str>) {
    writeln!(
        page,
        "\n## {measure}\n\n| asked or said | {} |",
        Phase::NAMES.join(" | ")
    )
    .unwrap();
    writeln!(page, "|{}", " --- |".repeat(Phase::NAMES.len() + 1)).unwrap();
    for (name, actor, at, command) in asks() {
        let row = Phase::NAMES.iter().map(|phase| {
            let story = in_phase(measure, phase).by(actor.clone()).at(at);
            let command = command(&story);
            cell(story, &command, used)
        });
        writeln!(page, "| {name} | {} |", row.collect::<Vec<_>>().join(" | ")).unwrap();
    }
    let row = Phase::NAMES.iter().map(|phase| {
        let judge = Actor::officer(JUDGE_2, Role::Judge);
        let mut story = in_phase(measure, phase).by(judge).at(DEAD);
        let command = settle(&story);
        if let Ok(said) = story.decide(&command) {
            story.fold(said);
        }
        cell(story.by(head()), &command, used)
    });
    let row = row.collect::<Vec<_>>().join(" | ");
    writeln!(
        page,
        "| settle, the head of the bureau after the judge | {row} |"
    )
    .unwrap();
    for (name, reply) in replies() {
        let row = Phase::NAMES.iter().map(|phase| {
            cell(
                in_phase(measure, phase),
                &fold(order(N), reply.clone()),
                used,
            )
        });
        writeln!(page, "| {name} | {} |", row.collect::<Vec<_>>().join(" | ")).unwrap();
    }
}

const HEAD_OF_PAGE: &str = "# Orders: every phase against everything that can happen

Written by `tests/it/table.rs` of `levy-domain`; `LEVY_GOLDEN=write cargo nextest run -p levy-domain` writes it
anew. A cell names the events, with the phase that they lead to, or the code of the refusal (docs/errors/).
The order is over 3.00 CNY at a bank that honours ids and states a window of one hour; replies speak of 2.00 CNY.
";

#[test]
fn every_phase_meets_every_command_and_every_reply() {
    let mut page = HEAD_OF_PAGE.to_owned();
    let mut used = BTreeSet::new();
    let measures = [
        Measure::Freeze,
        Measure::PartialRelease,
        Measure::Release,
        Measure::Transfer,
    ];
    for measure in &measures {
        section(&mut page, measure, &mut used);
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/order-transitions.md");
    if env::var("LEVY_GOLDEN").is_ok_and(|how| how == "write") {
        fs::write(&file, &page).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == page,
        "docs/order-transitions.md differs; read the difference, then run with LEVY_GOLDEN=write"
    );
    assert!(used.len() >= 18, "events seen: {used:?}");
}
