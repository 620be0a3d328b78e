//! Random histories of a small world. Whatever is asked and whatever units
//! say: no panic, every accepted event folds, sums and duties are those of
//! the naive recompute, and no act of ours goes above what is owed.

mod acts;

use crate::{story::*, world::*};
use acts::{in_account, some_bar, wrong};
use levy_domain::{
    asset::AssetClass,
    bytes::Digest,
    claim::ComponentKind,
    decider::Decider,
    id::{AssetId, HoldId, OrderId, PlanId, ReceiptId},
    matter::{
        Command, Matter, State,
        event::{ClosingKind, Ends},
        release,
        state::Sums,
    },
    money::Money,
    order::{Measure, OrderDraft},
    party::{IdentityStrength, PartyRole},
    reply::{Outcome, Reply},
    stamp::{Actor, Role},
    time::HOUR,
};
use proptest::prelude::*;

/// Kinds of moves.
const KINDS: u8 = 28;

const ASSETS: [AssetId; 4] = [ACCOUNT, SECOND, THIRD, CAR];

/// What happens next, as bare numbers: which kind, which one, how much.
type Move = (u8, u8, u64, u8);

fn pick<T: Copy>(all: impl Iterator<Item = T>, which: u8) -> Option<T> {
    let all: Vec<T> = all.collect();
    (!all.is_empty()).then(|| all[usize::from(which) % all.len()])
}

fn some_order(state: &State, which: u8) -> OrderId {
    pick(state.orders.keys().copied(), which).unwrap_or(order(0))
}

fn some_plan(state: &State, which: u8) -> PlanId {
    pick(state.plans.keys().copied(), which).unwrap_or(PLAN)
}

/// One more order than there are, so that its id is new.
fn next(state: &State) -> u128 {
    state.orders.len() as u128 + 1
}

fn by_hand(state: &State, which: u8, amount: Money, choice: u8) -> Command {
    let n = next(state);
    let guarantor = choice & 1 == 1;
    let mut draft = draft(
        order(n),
        Measure::Freeze,
        line(ASSETS[usize::from(which) % 4], amount),
    );
    if guarantor {
        draft.subject = GUARANTOR;
        draft.lines[0].liability = GUARANTEE;
    }
    if choice & 2 == 2 {
        draft.unit = slow_bank();
    }
    if choice & 4 == 4 {
        draft.measure = Measure::WaitingFreeze;
    }
    if choice & 8 == 8 {
        draft.lines.push(levy_domain::order::Line {
            line: 2,
            ..line(ASSETS[(usize::from(which) + 1) % 4], amount)
        });
        draft.lines[1].liability = draft.lines[0].liability;
    }
    if let (true, Some(replaced)) = (choice & 48 == 48, pick(state.orders.keys().copied(), which)) {
        draft.replaces = Some(replaced);
        draft.original = state.orders[&replaced].draft.original;
    }
    plan_of(n, draft)
}

fn plan_of(n: u128, draft: OrderDraft) -> Command {
    Command::DraftPlan {
        plan: PlanId(order(n).0),
        orders: vec![draft],
        overrides: vec![],
    }
}

fn on_some_hold(state: &State, which: u8, amount: Money, choice: u8) -> Option<Command> {
    let (id, hold) = pick(state.open_holds(), which)?;
    let measures = [
        Measure::Release,
        Measure::PartialRelease,
        Measure::Transfer,
        Measure::Transfer,
        Measure::ReleaseWaiting,
    ];
    let n = next(state);
    let mut line = line(hold.asset, amount);
    line.hold = Some(*id);
    line.liability = hold.liability;
    line.number = hold.number.clone()?;
    let measure = measures[usize::from(choice) % measures.len()].clone();
    let subject = state.liabilities[&hold.liability].person;
    Some(plan_of(
        n,
        OrderDraft {
            subject,
            unit: hold.unit,
            ..draft(order(n), measure, line)
        },
    ))
}

fn some_reply(state: &State, which: u8, amount: Money, choice: u8) -> Command {
    let id = some_order(state, which);
    let outcomes = [
        Outcome::Done,
        Outcome::Done,
        Outcome::Done,
        Outcome::Partial,
        Outcome::Partial,
        Outcome::Waiting,
        Outcome::Nothing,
        Outcome::Refused,
        Outcome::Returned,
        Outcome::Other("new".into()),
    ];
    let outcome = outcomes[usize::from(choice) % outcomes.len()].clone();
    let sum = (choice & 64 == 0).then_some(amount);
    let mut said = said(1 + u32::from(choice & 32 == 32), outcome, sum);
    said.rank = (choice & 128 == 128).then_some(u32::from(choice & 3));
    let sequence = 1 + u32::from(choice >> 2 & 3);
    let mut reply = reply(&id, sequence, vec![said]);
    reply.last = choice & 16 == 0;
    if choice == 255 {
        reply = Reply {
            order_hash: Digest::of(b"other"),
            ..reply
        };
    }
    fold(id, reply)
}

fn close(kind: ClosingKind, choice: u8) -> Command {
    Command::CloseCase {
        registration: CASE,
        kind,
        ground: "ground".into(),
        document: None,
        owner: (choice & 1 == 1).then_some(HEAD),
    }
}

fn adopt(which: u8, amount: Money, choice: u8) -> Command {
    let none = Ends::default();
    Command::AdoptHold {
        hold: HoldId(OLD_HOLD.0),
        asset: ASSETS[usize::from(which) % 4],
        class: AssetClass::Deposit,
        number: sealed(ASSETS[usize::from(which) % 4].0.as_bytes()[15]),
        unit: bank(),
        liability: LIABILITY,
        measure: if choice & 1 == 1 {
            Measure::WaitingFreeze
        } else {
            Measure::Freeze
        },
        limit: None,
        held: Some(amount),
        rank: u32::from(choice & 1),
        from: None,
        ends: none,
        source: None,
    }
}

fn correct(which: u8, choice: u8) -> Command {
    let mut person = person(if which & 1 == 1 { DEBTOR } else { GUARANTOR });
    person.identity = Some(sealed(choice & 1));
    person.strength = IdentityStrength::Confirmed;
    Command::CorrectIdentity {
        person,
        document: None,
    }
}

fn receipt(state: &State, which: u8, amount: Money, choice: u8) -> Command {
    Command::BookReceipt {
        receipt: ReceiptId(order(100 + u128::from(choice & 7)).0),
        amount,
        booked_on: day(2024, 3, 1),
        unit: None,
        reference: "ref".into(),
        evidence: None,
        order: (choice & 8 == 8).then(|| (some_order(state, which), 1)),
    }
}

pub(crate) fn command(story: &Story, (kind, which, sum, choice): Move) -> Option<Command> {
    let state = &story.state;
    let (amount, id) = (cny(sum), some_order(state, which));
    Some(match kind % KINDS {
        0 | 1 => by_hand(state, which, amount, choice),
        2 => Command::PlanFreeze {
            plan: PlanId(order(next(state)).0),
            liability: if choice & 1 == 1 {
                GUARANTEE
            } else {
                LIABILITY
            },
            months: None,
            documents: vec![RULING, NOTICE],
            except: vec![],
        },
        3 => plan_reduction(PlanId(order(next(state)).0)),
        4 | 5 => on_some_hold(state, which, amount, choice)?,
        6 => {
            let plan = some_plan(state, which);
            let list_hash = state.plans.get(&plan)?.drafted.list_hash;
            let (officer, role) = if choice & 1 == 1 {
                (JUDGE, Role::Judge)
            } else {
                (HEAD, Role::BureauHead)
            };
            Command::ApprovePlan {
                plan,
                list_hash,
                officer,
                role,
            }
        }
        7 => Command::WithdrawPlan {
            plan: some_plan(state, which),
            ground: "mistake".into(),
        },
        8 => {
            let plan = some_plan(state, which);
            state.plans.get(&plan)?;
            story.issue(plan)
        }
        9 => Command::BeginDispatch { order: id },
        10 => Command::NoteDelivered {
            order: id,
            sent_at: NOW,
            delivered_at: NOW,
            served_at: None,
            receipt_number: None,
            evidence: None,
        },
        11 => Command::NoteUnknown {
            order: id,
            reason: "cut-off".into(),
        },
        12 => Command::NoteNotFound {
            order: id,
            as_of: story.now,
            window: (choice & 1 == 1).then_some(WINDOW),
            evidence: None,
        },
        13 => Command::SettleNotTaken {
            order: id,
            ground: "statement".into(),
            evidence: Digest::of(b"statement"),
            window: Some(WINDOW),
        },
        14 => Command::NoteOverdue { order: id },
        15 => Command::RequestRecall {
            order: id,
            ground: "paid".into(),
        },
        16 => {
            let (hold, _) = pick(state.holds.iter(), which)?;
            Command::ObserveHold {
                hold: *hold,
                held: amount,
                cause: "inflow".into(),
                rank: (choice & 6 == 6).then_some(u32::from(choice & 1)),
                evidence: None,
            }
        }
        17 => adopt(which, amount, choice),
        18 => receipt(state, which, amount, choice),
        19 => Command::RecordPayment {
            receipt: ReceiptId(order(200 + u128::from(choice)).0),
            person: if which & 1 == 1 { DEBTOR } else { GUARANTOR },
            amount,
            paid_on: day(2024, 3, 1),
            evidence: None,
        },
        20 if choice < 64 => correct(which, choice),
        20 => Command::AdjustClaim {
            claim: CLAIM,
            component: component(
                if which & 1 == 1 {
                    ComponentKind::Principal
                } else {
                    ComponentKind::Costs
                },
                amount,
            ),
            ground: "judgment".into(),
            document: None,
        },
        21 if choice < 32 => close(ClosingKind::RoundEnded, choice),
        21 if choice < 64 => close(ClosingKind::Performed, choice),
        21 if choice < 96 => some_bar(which, choice),
        21 if choice < 112 => Command::Release(release::Command::Plan {
            plan: PlanId(order(next(state)).0),
            hold: pick(state.holds.keys().copied(), which)?,
            documents: vec![RULING, NOTICE],
        }),
        21 if choice < 136 => wrong(which, choice),
        24..=27 => in_account(state, kind % KINDS, which, amount, choice),
        _ => some_reply(state, which, amount, choice),
    })
}

/// Only what the court itself decides is bound by the room.
fn is_our_act(command: &Command) -> bool {
    !matches!(
        command,
        Command::FoldReply { .. }
            | Command::ObserveHold { .. }
            | Command::AdoptHold { .. }
            | Command::BookReceipt { .. }
            | Command::RecordPayment { .. }
            | Command::AdjustClaim { .. }
            | Command::Funds(_)
    )
}

/// Used and drawn, each with what it must not exceed.
fn loads(state: &State) -> Vec<[(u64, u64); 2]> {
    let both = |sums: Sums, left: u64| {
        [
            (sums.used(false), left),
            (sums.in_transit + sums.drawing, left),
        ]
    };
    let claim = &state.claims[&CLAIM];
    let mut loads = vec![both(
        state.claim_sums(&CLAIM),
        claim.owed.saturating_sub(claim.collected),
    )];
    for liability in state.liabilities.keys() {
        let limit = levy_domain::matter::envelope::liability_limit(state, liability).unwrap();
        let sums = state.liability_sums(liability);
        loads.push(both(sums, limit.saturating_sub(sums.collected)));
    }
    loads
}

fn in_world() -> Story {
    let mut foreign = account(CAR, cny(900));
    foreign.person = GUARANTOR;
    Story::owed(cny(1_000))
        .liable(capped(GUARANTEE, GUARANTOR, cny(600)))
        .does(add(person(STRANGER), PartyRole::Creditor))
        .finds(vec![
            account(ACCOUNT, cny(700)),
            half_of_another(account(SECOND, cny(500))),
            foreign,
        ])
}

fn live(mut story: Story, moves: Vec<Move>) -> Result<Story, TestCaseError> {
    for next in moves {
        let (kind, _, sum, choice) = next;
        if kind % KINDS == 23 {
            story.now = story.now.plus(HOUR * i64::from(choice));
        }
        let Some(command) = command(&story, next) else {
            continue;
        };
        story.actor = match &command {
            Command::ApprovePlan { officer, role, .. } => Actor::officer(*officer, role.clone()),
            Command::SettleNotTaken { .. } | Command::Funds(_) if sum & 3 == 3 => head(),
            Command::SettleNotTaken { .. } if sum & 1 == 1 => judge(),
            Command::Funds(_) | Command::CloseCase { .. } => judge(),
            _ => clerk(),
        };
        let before = loads(&story.state);
        let Ok(events) = story.decide(&command) else {
            continue;
        };
        story.fold(events);
        if is_our_act(&command) {
            for (before, after) in before
                .iter()
                .flatten()
                .zip(loads(&story.state).iter().flatten())
            {
                prop_assert!(
                    after.0 <= before.0.max(after.1),
                    "{:?} after {:?} by {:?}",
                    after,
                    before,
                    command
                );
            }
        }
        if !matches!(command, Command::BeginDispatch { .. }) {
            prop_assert_eq!(story.decide(&command), Ok(vec![]), "again: {:?}", command);
        }
    }
    Ok(story)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_history_breaks_the_books(moves in prop::collection::vec((any::<u8>(), any::<u8>(), 0u64..1_500, any::<u8>()), 1..120)) {
        let story = live(in_world(), moves)?;
        let mut fresh = State::default();
        for (event, at) in &story.events {
            Matter::evolve(&mut fresh, event, *at).unwrap();
        }
        prop_assert_eq!(fresh, story.state);
    }

    #[test]
    fn no_history_of_one_order_breaks_the_books(
        measure in 0u8..4,
        replies in prop::collection::vec((Just(22u8), Just(0u8), 0u64..1_500, any::<u8>()), 1..12),
        others in prop::collection::vec((9u8..17, Just(0u8), 0u64..1_500, any::<u8>()), 0..6),
    ) {
        let mut draft_of = draft(order(0), Measure::Freeze, line(ACCOUNT, cny(600)));
        if measure == 1 {
            draft_of.unit = slow_bank();
        }
        let story = Story::owed(cny(1_000)).drafts(PLAN, draft_of).issued(PLAN);
        let story = if measure < 2 {
            story
        } else {
            let story = story.replies(0, 1, vec![said(1, Outcome::Done, Some(cny(600)))]);
            let act = if measure == 2 { Measure::Release } else { Measure::Transfer };
            story.releasing(1, act, 0, cny(600))
        };
        let mut moves = others;
        for (at, reply) in replies.into_iter().enumerate() {
            moves.insert((at * 2).min(moves.len()), (reply.0, u8::from(measure >= 2), reply.2, reply.3));
        }
        live(story, moves)?;
    }
}
