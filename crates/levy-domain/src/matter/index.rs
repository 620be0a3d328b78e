//! Keeping a matter's sums, duties and indexes in step: the only doors by
//! which an order or a hold changes.

use super::{
    duty::Duty,
    hold_state::HoldState,
    order_state::OrderState,
    state::State,
    sums::{Ground, Sums},
};
use crate::{
    id::{AssetId, HoldId, LiabilityId, OrderId},
    time::Timestamp,
};

impl State {
    /// The part of `order` in the sums of its liabilities.
    pub(crate) fn parts<'a>(
        &'a self,
        order: &'a OrderState,
    ) -> impl Iterator<Item = (LiabilityId, Sums)> + 'a {
        let ground = Ground {
            holds: &self.holds,
            liabilities: &self.liabilities,
        };
        let lines = order.draft.lines.iter().enumerate();
        lines.map(move |(at, line)| (line.liability, ground.part(order, at, line)))
    }

    fn book(&mut self, order: &OrderState, into: bool) {
        let ground = Ground {
            holds: &self.holds,
            liabilities: &self.liabilities,
        };
        ground.book(&mut self.books, order, into);
        for (from, duty) in order.duties() {
            if into {
                self.duties.insert(from, duty);
            } else {
                self.duties.remove(from, duty);
            }
        }
    }

    /// Changes an order and keeps sums, duties and indexes in step.
    pub(crate) fn with_order(
        &mut self,
        id: &OrderId,
        change: impl FnOnce(&mut OrderState),
    ) -> Option<()> {
        let mut order = self.orders.remove(id)?;
        self.book(&order, false);
        let before = (order.phase.is_open(), order.blocks());
        change(&mut order);
        self.put(order, before);
        Some(())
    }

    /// Puts a new order in, with its sums, duties and indexes.
    pub(crate) fn admit(&mut self, order: OrderState) {
        self.put(order, (false, false));
    }

    /// `before` says whether the order was open and whether it stood in the
    /// way of others.
    fn put(&mut self, order: OrderState, before: (bool, bool)) {
        let id = order.draft.order;
        self.book(&order, true);
        match (before.0, order.phase.is_open()) {
            (false, true) => {
                self.open_orders.insert(id);
            }
            (true, false) => {
                self.open_orders.remove(&id);
            }
            (true, true) | (false, false) => {}
        }
        match (before.1, order.blocks()) {
            (false, true) => {
                for line in &order.draft.lines {
                    self.targets.entry(line.asset).or_default().insert(id);
                }
            }
            (true, false) => {
                for line in &order.draft.lines {
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
        self.orders.insert(id, order);
    }

    /// Changes a hold and keeps the sums in step, those of open orders on its
    /// asset among them.
    pub(crate) fn with_hold(
        &mut self,
        id: &HoldId,
        change: impl FnOnce(&mut HoldState),
    ) -> Option<()> {
        let asset = self.holds.get(id)?.asset;
        self.book_orders_on(&asset, false);
        let mut open = false;
        if let Some(hold) = self.holds.get_mut(id) {
            let before = hold.sums();
            change(hold);
            open = hold.is_open();
            if let Some(liability) = self.liabilities.get(&hold.liability) {
                self.books.change(liability, before, hold.sums());
            }
        }
        self.list_hold(*id, asset, open);
        self.book_orders_on(&asset, true);
        Some(())
    }

    pub(crate) fn admit_hold(&mut self, id: HoldId, hold: HoldState) {
        let asset = hold.asset;
        self.book_orders_on(&asset, false);
        if let Some(liability) = self.liabilities.get(&hold.liability) {
            self.books.change(liability, Sums::default(), hold.sums());
        }
        self.list_hold(id, asset, hold.is_open());
        self.holds.insert(id, hold);
        self.book_orders_on(&asset, true);
    }

    /// Which holds are open, and on which assets.
    fn list_hold(&mut self, id: HoldId, asset: AssetId, open: bool) {
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

    fn book_orders_on(&mut self, asset: &AssetId, into: bool) {
        let ground = Ground {
            holds: &self.holds,
            liabilities: &self.liabilities,
        };
        for id in self.targets.get(asset).into_iter().flatten() {
            if let Some(order) = self.orders.get(id) {
                ground.book(&mut self.books, order, into);
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
        }
    }
}
