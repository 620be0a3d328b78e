//! Random histories beside a bank that really holds and pays. It acts on an
//! order at most once, says of it what it likes as long as no sum is a lie,
//! or says nothing; money arrives before or after its word. Whatever it says,
//! no transfer is ordered out of money that is not there any more, and what
//! is really held and under way is never more than the log counts.

use crate::{story::*, world::*};
use levy_domain::{
    asset::OtherRight,
    id::{AssetId, OrderId, PlanId, ReceiptId},
    matter::{Command, State, order_state::OrderState},
    money::Money,
    order::{Line, Measure, OrderDraft},
    reply::{LineReply, Outcome, Reply},
    time::HOUR,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const ASSETS: [AssetId; 3] = [ACCOUNT, SECOND, THIRD];

type Target = (OrderId, u32);

/// What is really so.
#[derive(Default)]
struct Bank {
    /// Held, by the order and line that made the hold.
    held: BTreeMap<Target, u64>,
    /// What it did on each line of an order, once it acted.
    did: BTreeMap<OrderId, Vec<u64>>,
    /// It said no, and does not act any more.
    refused: BTreeSet<OrderId>,
    /// Accounts of which it said that others own a part it does not know.
    shared: BTreeSet<AssetId>,
    /// Replies so far.
    said: BTreeMap<OrderId, u32>,
    /// Moved and not yet in the court's account.
    under_way: BTreeMap<Target, u64>,
    receipts: u128,
}

fn minor(amount: Option<Money>) -> u64 {
    amount.map_or(0, |amount| amount.minor)
}

/// The order and line that made the hold of `line`.
fn target(state: &State, line: &Line) -> Target {
    state.holds[&line.hold.unwrap()].order.unwrap()
}

impl Bank {
    /// Carries an order out, line by line, in whole or in part.
    fn acts(&mut self, state: &State, order: &OrderState, choice: u8) -> Result<(), TestCaseError> {
        let id = order.draft.order;
        let mut did = Vec::new();
        for line in &order.draft.lines {
            let asked = minor(line.amount);
            let may = match (choice >> (2 * (line.line - 1))) & 3 {
                0 => 0,
                1 => asked / 2,
                _ => asked,
            };
            if order.draft.measure.binds() {
                self.held.insert((id, line.line), may);
                did.push(may);
                continue;
            }
            let hold = target(state, line);
            let held = self.held.entry(hold).or_default();
            let done = match order.draft.measure {
                Measure::Release => *held,
                Measure::Transfer => {
                    prop_assert!(*held >= asked, "{asked} are drawn out of {held}");
                    self.under_way.insert((id, line.line), may);
                    may
                }
                _ => may.min(*held),
            };
            *held -= done;
            did.push(done);
        }
        self.did.insert(id, did);
        Ok(())
    }

    fn line(&self, order: &OrderState, line: &Line, done: u64) -> LineReply {
        let outcome = match done {
            0 => Outcome::Nothing,
            _ if done == minor(line.amount) || order.draft.measure == Measure::Release => {
                Outcome::Done
            }
            _ => Outcome::Partial,
        };
        said(line.line, outcome, Some(cny(done)))
    }

    /// What it says of an order: the truth, a part of it, or nothing.
    fn says(&mut self, order: &OrderState, choice: u8) -> Reply {
        let id = order.draft.order;
        let count = self.said.entry(id).or_default();
        *count += 1;
        let sequence = *count;
        let silent = reply(&id, sequence, vec![]);
        let Some(did) = self.did.get(&id) else {
            if choice & 1 == 1 {
                self.refused.insert(id);
                return Reply {
                    refused: Some("E99".into()),
                    ..silent
                };
            }
            return silent;
        };
        let mut lines: Vec<LineReply> = order
            .draft
            .lines
            .iter()
            .zip(did)
            .map(|(line, done)| self.line(order, line, *done))
            .collect();
        match choice % 8 {
            0 => return silent,
            1 => lines.truncate(1),
            2 | 3 => {
                for line in &mut lines {
                    line.outcome = Outcome::Partial;
                    line.held = (choice % 8 == 3).then(|| usd(7));
                }
            }
            4 if order.draft.measure.binds() => {
                for line in &mut lines {
                    line.rights = vec![OtherRight {
                        kind: "co-owner".into(),
                        holder: None,
                        share: None,
                        amount: None,
                    }];
                }
                let assets = order.draft.lines.iter().map(|line| line.asset);
                self.shared.extend(assets);
            }
            _ => {}
        }
        Reply {
            last: choice & 8 == 0,
            ..reply(&id, sequence, lines)
        }
    }

    /// Money that was moved arrives.
    fn pays(&mut self, choice: u8) -> Option<Command> {
        let open: Vec<Target> = self.under_way.keys().copied().collect();
        let which = open.get(usize::from(choice) % open.len().max(1))?;
        let amount = self.under_way.remove(which).filter(|amount| *amount > 0)?;
        self.receipts += 1;
        Some(Command::BookReceipt {
            receipt: ReceiptId(order(1_000 + self.receipts).0),
            amount: cny(amount),
            booked_on: day(2024, 3, 1),
            unit: Some(bank()),
            reference: "ref".into(),
            evidence: None,
            order: Some(*which),
        })
    }

    /// Held by it and under way to the court.
    fn bound(&self) -> u64 {
        self.held.values().sum::<u64>() + self.under_way.values().sum::<u64>()
    }
}

fn pick<T: Clone>(all: Vec<T>, which: u8) -> Option<T> {
    all.get(usize::from(which) % all.len().max(1)).cloned()
}

/// Drafts by hand, of one or two lines.
fn drafted(story: &Story, which: u8, sum: u64, choice: u8) -> Option<OrderDraft> {
    let n = story.state.orders.len() as u128 + 1;
    let two = choice & 128 == 128;
    if choice.is_multiple_of(4) {
        let asset = |at: u8| ASSETS[usize::from(which.wrapping_add(at)) % 3];
        let mut freeze = draft(order(n), Measure::Freeze, line(asset(0), cny(sum)));
        if two {
            freeze.lines.push(Line {
                line: 2,
                ..line(asset(1), cny(sum / 2 + 1))
            });
        }
        return Some(freeze);
    }
    let measure = match choice % 16 {
        1 => Measure::Release,
        2 | 3 => Measure::PartialRelease,
        _ => Measure::Transfer,
    };
    let open: Vec<_> = story.state.open_holds().map(|(id, _)| *id).collect();
    let lines = |at: u8, number: u32| {
        let hold = pick(open.clone(), which.wrapping_add(at))?;
        let known = &story.state.holds[&hold];
        Some(Line {
            line: number,
            hold: Some(hold),
            ..line(known.asset, cny(sum))
        })
    };
    let mut act = draft(order(n), measure, lines(0, 1)?);
    act.lines.extend(lines(1, 2).filter(|_| two));
    Some(act)
}

/// Drafted, approved and issued, if it is not refused.
fn ordered(story: Story, draft: OrderDraft) -> Story {
    let plan = PlanId(draft.order.0);
    let command = Command::DraftPlan {
        plan,
        orders: vec![draft],
        overrides: vec![],
    };
    match story.decide(&command) {
        Ok(_) => story.does(command).issued(plan),
        Err(_) => story,
    }
}

fn told(mut story: Story, command: &Command) -> Story {
    if let Ok(events) = story.decide(command) {
        story.fold(events);
    }
    story
}

/// A transfer out of any hold on `asset` would be drafted now.
fn is_drawn_on(story: &Story, asset: &AssetId) -> bool {
    let holds = story.state.open_holds();
    holds
        .filter(|(_, hold)| hold.asset == *asset)
        .any(|(id, _)| {
            let one = Line {
                hold: Some(*id),
                ..line(*asset, cny(1))
            };
            let n = story.state.orders.len() as u128 + 1;
            let command = Command::DraftPlan {
                plan: PlanId(order(n).0),
                orders: vec![draft(order(n), Measure::Transfer, one)],
                overrides: vec![],
            };
            story.decide(&command).is_ok()
        })
}

fn expires(order: &OrderState) -> levy_domain::time::Timestamp {
    order.issuance.as_ref().unwrap().expires_at
}

fn step(
    story: Story,
    bank: &mut Bank,
    (kind, which, sum, choice): (u8, u8, u64, u8),
) -> Result<Story, TestCaseError> {
    let issued: Vec<OrderState> = story
        .state
        .orders
        .values()
        .filter(|order| order.issuance.is_some())
        .map(|order| (**order).clone())
        .collect();
    let some = pick(issued, which);
    Ok(match (kind % 12, some) {
        (0..=3, _) => match drafted(&story, which, sum, choice) {
            Some(draft) => ordered(story, draft),
            None => story,
        },
        (4 | 5, Some(order)) => {
            let id = order.draft.order;
            let may = !bank.did.contains_key(&id)
                && !bank.refused.contains(&id)
                && story.now < expires(&order);
            if may {
                bank.acts(&story.state, &order, choice)?;
            }
            story
        }
        (6..=8, Some(order)) => {
            let reply = bank.says(&order, choice);
            told(story, &fold(order.draft.order, reply))
        }
        (9, _) => match bank.pays(choice) {
            Some(command) => story.does(command),
            None => story,
        },
        (10, Some(order)) => {
            let id = order.draft.order;
            let dead = story.now >= expires(&order).plus(WINDOW);
            if bank.did.contains_key(&id) || !dead {
                return Ok(told(
                    story,
                    &Command::NoteUnknown {
                        order: id,
                        reason: "cut-off".into(),
                    },
                ));
            }
            let not_found = Command::NoteNotFound {
                evidence: None,
                order: id,
                as_of: story.now,
                window: Some(WINDOW),
            };
            told(story, &not_found)
        }
        (11, _) => {
            let later = story.now.plus(HOUR * i64::from(choice));
            story.at(later)
        }
        _ => story,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bank_makes_us_draw_twice_or_lose_sight_of_what_is_held(
        moves in prop::collection::vec((any::<u8>(), 0u8..6, 1u64..1_200, any::<u8>()), 1..80)
    ) {
        let mut story = Story::owed(cny(1_000));
        let mut bank = Bank::default();
        for next in moves {
            story = step(story, &mut bank, next)?;
            let sums = story.state.claim_sums(&CLAIM);
            let counted = sums.bound + sums.in_transit + sums.in_flight;
            prop_assert!(bank.bound() <= counted, "{} really, {sums:?}: {next:?}", bank.bound());
            for asset in &bank.shared {
                prop_assert!(!is_drawn_on(&story, asset), "a share that nobody knows is drawn on");
            }
        }
    }
}
