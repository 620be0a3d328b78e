//! An independent look at the log: it shares no rule with the deciders. It
//! counts what was acknowledged and is not there, and the acts of ours for
//! which held plus in flight exceeded what was owed.

use levy::{
    engine::StreamKey,
    journal::{AnyEvent, Journal},
    store::Position,
};
use levy_domain::{
    bytes::Digest,
    id::{HoldId, MatterId, OrderId},
    matter::event::{Allocation, Event},
    order::Measure,
    sweep,
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// One matter as a clerk with a pencil would keep it.
#[derive(Default)]
struct Ledger {
    owed: BTreeMap<String, u64>,
    collected: u64,
    held: BTreeMap<HoldId, (u64, u32)>,
    /// Freeze lines that have no answer yet: what they may bind.
    open: BTreeMap<(OrderId, u32), u64>,
    moved: u64,
    matched: u64,
}

impl Ledger {
    fn bound(&self) -> u64 {
        let held: u64 = self
            .held
            .values()
            .filter(|(_, rank)| *rank == 0)
            .map(|(held, _)| held)
            .sum();
        let open: u64 = self.open.values().sum();
        held + open + self.moved.saturating_sub(self.matched)
    }

    fn left(&self) -> u64 {
        self.owed
            .values()
            .sum::<u64>()
            .saturating_sub(self.collected)
    }

    fn close(&mut self, order: OrderId) {
        self.open.retain(|(known, _), _| *known != order);
    }

    fn take(&mut self, event: &Event) -> bool {
        match event {
            Event::ClaimStated(e) => {
                for part in &e.claim.components {
                    self.owed.insert(part.kind.to_string(), part.amount.minor);
                }
            }
            Event::ClaimAdjusted(e) => {
                self.owed
                    .insert(e.component.kind.to_string(), e.component.amount.minor);
            }
            Event::PlanDrafted(e) => {
                let mut freezes = false;
                for order in e
                    .orders
                    .iter()
                    .filter(|order| order.measure == Measure::Freeze)
                {
                    for line in &order.lines {
                        let limit = line.amount.map_or(0, |amount| amount.minor);
                        let may = line
                            .known_available
                            .map_or(limit, |known| known.minor.min(limit));
                        self.open.insert((order.order, line.line), may);
                        freezes = true;
                    }
                }
                return freezes && self.bound() > self.left();
            }
            Event::PlanWithdrawn(_) => {}
            Event::OrderAnswered(e) => {
                for line in &e.reply.lines {
                    self.open.remove(&(e.order, line.line));
                }
                if e.reply.last {
                    self.close(e.order);
                }
            }
            Event::OrderNotTaken(e) => self.close(e.order),
            Event::OrderRecalled(e) => self.close(e.order),
            Event::HoldEstablished(e) => {
                let held = e.held.map_or(0, |held| held.minor);
                self.held.insert(e.hold, (held, e.rank));
            }
            Event::HoldChanged(e) => {
                let held = e.held.map_or(0, |held| held.minor);
                self.held.insert(e.hold, (held, e.rank));
            }
            Event::HoldReduced(e) => {
                let rank = self.held.get(&e.hold).map_or(0, |(_, rank)| *rank);
                self.held.insert(e.hold, (e.held.minor, rank));
            }
            Event::HoldReleased(e) => {
                self.held.remove(&e.hold);
            }
            Event::HoldLapsed(e) => {
                self.held.remove(&e.hold);
            }
            Event::TransferSettled(e) => {
                self.moved += e.amount.minor;
                if let Some((held, _)) = self.held.get_mut(&e.hold) {
                    *held = held.saturating_sub(e.amount.minor);
                }
            }
            Event::ReceiptMatched(e) => self.matched += e.amount.minor,
            Event::Allocated(e) => {
                self.collected += sum(&e.parts);
            }
            Event::AllocationReversed(e) => {
                self.collected = self.collected.saturating_sub(sum(&e.parts));
            }
            Event::ReversalReturned(e) => {
                self.collected = self.collected.saturating_sub(sum(&e.parts));
            }
            _ => {}
        }
        false
    }
}

fn sum(parts: &[Allocation]) -> u64 {
    parts.iter().map(|part| part.amount.minor).sum()
}

/// What the log says, read once from its first event to its last.
#[derive(Debug, Default)]
pub struct Findings {
    /// Events read.
    pub events: u64,
    /// Acts of ours above the room.
    pub ordered_over: u64,
    /// The matters in which they stand.
    pub over_in: BTreeSet<MatterId>,
    /// Raw hashes of every reply that is folded or kept on a desk.
    pub replies: HashSet<Digest>,
    /// Last revision of every stream.
    pub heads: BTreeMap<StreamKey, u64>,
    /// Sums moved as the log has them, by order.
    pub moved: HashMap<OrderId, u64>,
    /// Orders issued and queries planned: the hash of their bytes, and since
    /// when the log has it.
    pub orders: HashMap<OrderId, (Digest, Timestamp)>,
    /// Orders taken to a counter; units' machines know nothing of them.
    pub by_hand: HashSet<OrderId>,
    /// Replies kept on units' desks.
    pub set_aside: u64,
    /// Notices of units folded into a hold.
    pub notices: u64,
}

/// Reads the whole log.
///
/// # Errors
/// The journal's, as text: the log cannot be read.
pub async fn audit(journal: &Journal, slug: &str) -> Result<Findings, String> {
    const PAGE: usize = 2_000;
    let mut found = Findings::default();
    let mut ledgers: HashMap<MatterId, Ledger> = HashMap::new();
    let mut after: Option<Position> = None;
    loop {
        let page = journal
            .page(after, PAGE)
            .await
            .map_err(|error| error.to_string())?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        after = Some(last.position);
        for entry in &page {
            found.events += 1;
            let Some(key) = StreamKey::parse(&entry.stream, slug) else {
                continue;
            };
            found.heads.insert(key, entry.revision.0);
            match entry.event.known() {
                Some(AnyEvent::Matter(event)) => {
                    if let Event::OrderAnswered(answered) = event {
                        found.replies.insert(answered.reply.raw_hash);
                    }
                    if let Event::OrdersIssued(issued) = event {
                        let at = entry.recorded_at;
                        found.orders.extend(
                            issued
                                .issued
                                .iter()
                                .map(|issued| (issued.order, (issued.body_hash, at))),
                        );
                    }
                    if let Event::PlanDrafted(plan) = event {
                        let counter = plan.orders.iter().filter(|order| !order.route.is_carried());
                        found.by_hand.extend(counter.map(|order| order.order));
                    }
                    if let Event::TransferSettled(settled) = event {
                        *found.moved.entry(settled.order).or_default() += settled.amount.minor;
                    }
                    if let Event::HoldChanged(changed) = event {
                        found.notices += u64::from(changed.counted_to.is_some());
                    }
                    if let StreamKey::Matter(matter) = key
                        && ledgers.entry(matter).or_default().take(event)
                    {
                        found.ordered_over += 1;
                        found.over_in.insert(matter);
                    }
                }
                Some(AnyEvent::Sweep(sweep::Event::QueryAnswered(answered))) => {
                    found.replies.insert(answered.reply.raw_hash);
                }
                Some(AnyEvent::Sweep(sweep::Event::QueryPlanned(query))) => {
                    let known = (query.body_hash, entry.recorded_at);
                    found.orders.insert(query.order, known);
                }
                Some(AnyEvent::Unit(levy_domain::unit::Event::ReplySetAside(kept))) => {
                    found.set_aside += 1;
                    found.replies.extend(kept.raw_hash);
                }
                Some(_) | None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use levy_domain::{
        claim::ComponentKind,
        id::{ClaimId, ReceiptId, ReversalId},
        matter::event::{Allocated, AllocationReversed, ReversalReturned},
        money::Money,
        time::Date,
    };
    use uuid::Uuid;

    fn parts(minor: u64) -> Vec<Allocation> {
        vec![Allocation {
            component: ComponentKind::Principal,
            amount: Money::cny(minor),
        }]
    }

    #[test]
    fn what_is_taken_back_or_returned_is_collected_no_longer() {
        let (claim, receipt) = (ClaimId(Uuid::nil()), ReceiptId(Uuid::nil()));
        let mut ledger = Ledger::default();
        let allocated = Allocated {
            receipt,
            claim,
            parts: parts(100),
            surplus: Money::cny(0),
            as_of: Date::from_ymd_opt(2024, 3, 1).unwrap(),
        };
        let reversed = AllocationReversed {
            receipt,
            claim,
            parts: parts(30),
            ground: "mistaken-deposit".into(),
            document: None,
        };
        let returned = ReversalReturned {
            reversal: ReversalId(Uuid::nil()),
            receipt,
            amount: Money::cny(50),
            fruits: Money::cny(0),
            parts: parts(50),
        };
        ledger.take(&allocated.into());
        ledger.take(&reversed.into());
        ledger.take(&returned.into());
        assert_eq!(ledger.collected, 20);
    }
}
