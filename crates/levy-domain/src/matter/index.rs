//! Keeping a matter's sums, duties and indexes in step: the only doors by
//! which an order or a hold changes.

use super::{
    duty::Duty,
    hold_state::HoldState,
    maturity::MaturityState,
    order_state::OrderState,
    state::State,
    sums::{Ground, Sums},
};
use crate::{
    id::{AssetId, HoldId, LiabilityId, OrderId},
    order::OrderDraft,
    time::Timestamp,
};
use std::sync::Arc;

/// A duty with the instant from which it is owed.
type Owed = Option<(Timestamp, Duty)>;

/// Where an order stands in the indexes.
#[derive(Clone, Copy, Default, PartialEq)]
struct Standing {
    open: bool,
    /// It stands in the way of others.
    blocks: bool,
    /// It may still make a hold, so that nobody is told of its plan.
    secret: bool,
    duties: [Owed; 4],
}

impl Standing {
    fn of(order: &OrderState) -> Self {
        Standing {
            open: order.phase.is_open(),
            blocks: order.blocks(),
            secret: order.draft.measure.binds() && order.is_before_control(),
            duties: order.duties(),
        }
    }
}

impl State {
    /// Changes an order and keeps sums, duties and indexes in step.
    pub(crate) fn with_order(
        &mut self,
        id: &OrderId,
        change: impl FnOnce(&mut OrderState),
    ) -> Option<()> {
        let order = self.orders.get_mut(id)?;
        let before = Standing::of(order);
        change(order);
        let after = Standing::of(order);
        let ground = Ground {
            holds: &self.holds,
            liabilities: &self.liabilities,
        };
        ground.book(&mut self.books, order);
        if before != after {
            let (plan, draft) = (order.plan, Arc::clone(&order.draft));
            self.notices.keep_secret(plan, before.secret, after.secret);
            self.list_order(&draft, before, after);
        }
        Some(())
    }

    /// Puts a new order in, with its sums, duties and indexes.
    pub(crate) fn admit(&mut self, mut order: OrderState) {
        let ground = Ground {
            holds: &self.holds,
            liabilities: &self.liabilities,
        };
        ground.book(&mut self.books, &mut order);
        let standing = Standing::of(&order);
        self.notices.keep_secret(order.plan, false, standing.secret);
        self.list_order(&order.draft, Standing::default(), standing);
        self.orders.insert(order.draft.order, Box::new(order));
    }

    /// Which orders are open, which stand in the way of others, and what is
    /// owed for them.
    fn list_order(&mut self, draft: &OrderDraft, before: Standing, after: Standing) {
        let id = draft.order;
        if before.duties != after.duties {
            for (from, duty) in before.duties.into_iter().flatten() {
                self.duties.remove(from, duty);
            }
            for (from, duty) in after.duties.into_iter().flatten() {
                self.duties.insert(from, duty);
            }
        }
        match (before.open, after.open) {
            (false, true) => {
                self.open_orders.insert(id);
            }
            (true, false) => {
                self.open_orders.remove(&id);
            }
            (true, true) | (false, false) => {}
        }
        if before.blocks != after.blocks {
            for line in &draft.lines {
                self.releases.touch(line.asset);
            }
        }
        match (before.blocks, after.blocks) {
            (false, true) => {
                for line in &draft.lines {
                    self.targets.entry(line.asset).or_default().insert(id);
                }
            }
            (true, false) => {
                for line in &draft.lines {
                    if let Some(orders) = self.targets.get_mut(&line.asset) {
                        orders.remove(&id);
                        if orders.is_empty() {
                            self.targets.remove(&line.asset);
                        }
                    }
                }
            }
            (true, true) | (false, false) => {}
        }
    }

    /// Changes a hold and keeps the sums in step, those of open orders on its
    /// asset among them.
    pub(crate) fn with_hold(
        &mut self,
        id: &HoldId,
        change: impl FnOnce(&mut HoldState),
    ) -> Option<()> {
        let hold = self.holds.get_mut(id)?;
        let before = hold.sums();
        let owed = hold.duties(*id);
        change(hold);
        if let Some(liability) = self.liabilities.get(&hold.liability) {
            self.books.change(liability, before, hold.sums());
        }
        let (asset, open) = (hold.asset, hold.is_open());
        let owes = hold.duties(*id);
        self.list_duties(owed, owes);
        let stays = |known: &mut MaturityState| known.open = open;
        self.maturities.change(&mut self.duties, id, stays);
        self.list_hold(*id, asset, open);
        self.book_orders_on(&asset);
        Some(())
    }

    pub(crate) fn admit_hold(&mut self, id: HoldId, hold: HoldState) {
        let asset = hold.asset;
        if let Some(liability) = self.liabilities.get(&hold.liability) {
            self.books.change(liability, Sums::default(), hold.sums());
        }
        self.list_hold(id, asset, hold.is_open());
        self.list_duties([None; 4], hold.duties(id));
        self.holds.insert(id, Box::new(hold));
        self.book_orders_on(&asset);
    }

    /// What is owed for a hold.
    fn list_duties(&mut self, before: [Owed; 4], after: [Owed; 4]) {
        if before == after {
            return;
        }
        for (from, duty) in before.into_iter().flatten() {
            self.duties.remove(from, duty);
        }
        for (from, duty) in after.into_iter().flatten() {
            self.duties.insert(from, duty);
        }
    }

    /// Which holds are open, and on which assets.
    fn list_hold(&mut self, id: HoldId, asset: AssetId, open: bool) {
        self.releases.touch(asset);
        if open {
            if self.open_holds.insert(id) {
                self.held.entry(asset).or_default().insert(id);
            }
        } else if self.open_holds.remove(&id)
            && let Some(holds) = self.held.get_mut(&asset)
        {
            holds.remove(&id);
            if holds.is_empty() {
                self.held.remove(&asset);
            }
        }
    }

    fn book_orders_on(&mut self, asset: &AssetId) {
        let ground = Ground {
            holds: &self.holds,
            liabilities: &self.liabilities,
        };
        for id in self.targets.get(asset).into_iter().flatten() {
            if let Some(order) = self.orders.get_mut(id) {
                ground.book(&mut self.books, order);
            }
        }
    }

    /// Counts `sum` as collected from a liability.
    pub(crate) fn credit(&mut self, liability: LiabilityId, sum: u64) {
        if let Some(known) = self.liabilities.get(&liability) {
            let collected = Sums {
                collected: sum,
                ..Sums::default()
            };
            self.books.change(known, Sums::default(), collected);
        }
    }

    /// Counts `sum` as collected from a liability no more.
    pub(crate) fn discredit(&mut self, liability: LiabilityId, sum: u64) {
        if let Some(known) = self.liabilities.get(&liability) {
            let collected = Sums {
                collected: sum,
                ..Sums::default()
            };
            self.books.change(known, collected, Sums::default());
        }
    }

    /// Keeps the reduction duties in step with the sums of the claims that
    /// the last event touched.
    pub(crate) fn restate_reductions(&mut self, at: Timestamp) {
        for claim in self.books.take_touched() {
            let duty = Duty::Reduce(claim);
            match (self.excess(&claim) > 0, self.reducing.get(&claim).copied()) {
                (true, None) => {
                    self.duties.insert(at, duty);
                    self.reducing.insert(claim, at);
                }
                (false, Some(from)) => {
                    self.duties.remove(from, duty);
                    self.reducing.remove(&claim);
                }
                (true, Some(_)) | (false, None) => {}
            }
            if self.excess_held(&claim) == 0 {
                self.excesses.remove(&mut self.duties, &claim);
            }
        }
    }
}
