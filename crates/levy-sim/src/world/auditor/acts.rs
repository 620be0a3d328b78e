//! Orders: approved, documented, fenced, sent as often as is right, and
//! followed by a word when their clocks pass.

use super::{
    Violation,
    model::{Matter, Order, Plan, Stage},
};
use crate::world::sometimes::Sometimes;
use levy::journal::Entry;
use levy_domain::{
    id::{OrderId, PlanId},
    matter::{
        Event,
        event::{OrderAnswered, OrdersIssued},
    },
    money::Money,
    order::Measure,
    reply::Outcome,
    rules::Rules,
    stamp::Role,
    time::{DAY, Date, Timestamp},
};
use std::collections::{BTreeMap, BTreeSet};

impl Matter {
    fn order(&mut self, id: &OrderId) -> Result<&mut Order, Violation> {
        let missing = format!("{id} was never drafted");
        self.orders
            .get_mut(id)
            .ok_or_else(|| Violation::new("an order is drafted before anything else", &missing))
    }

    /// Notes what an event says of orders, and judges it.
    pub(super) fn act(
        &mut self,
        event: &Event,
        entry: &Entry,
        rules: &Rules,
        sometimes: &mut Sometimes,
    ) -> Result<(), Violation> {
        match event {
            Event::DocumentIssued(issued) => {
                let document = &issued.document;
                let kept = (document.kind.clone(), document.plan);
                self.documents.insert(document.document, kept);
            }
            Event::PlanDrafted(drafted) => {
                sometimes.saw_if(drafted.by_rule.is_some(), "plan-by-rule");
                for draft in &drafted.orders {
                    sometimes.saw_if(draft.replaces.is_some(), "order-replaced");
                    self.orders.insert(draft.order, drafted_order(draft));
                }
                let plan = Plan {
                    drafted: drafted.clone(),
                    approvals: Vec::new(),
                };
                self.plans.insert(drafted.plan, plan);
            }
            Event::PlanApproved(approved) => {
                if let Some(plan) = self.plans.get_mut(&approved.plan) {
                    plan.approvals
                        .push((approved.officer, approved.role.clone()));
                }
            }
            Event::OrdersIssued(issued) => self.issued(issued, entry, rules)?,
            Event::DispatchBegun(begun) => {
                let order = self.order(&begun.order)?;
                let honours = rules.units().get(&order.draft.unit);
                let honours = honours.is_some_and(|unit| unit.honours_ids);
                let again = begun.attempt > 1 || order.begun;
                order.begun = true;
                sometimes.saw_if(again, "same-bytes-sent-again");
                if again && order.draft.measure == Measure::Transfer {
                    let what = format!("{} went out again", begun.order);
                    return Err(Violation::new("no transfer is sent twice", &what));
                }
                if again && !honours {
                    let what = format!("{} went out again", begun.order);
                    let rule = "nothing is sent again to a unit that forgets ids";
                    return Err(Violation::new(rule, &what));
                }
                if entry.header.decided_at >= order.expires_at {
                    let what = format!("{} was", begun.order);
                    return Err(Violation::new("nothing is sent after its expiry", &what));
                }
                order.stage = Some(Stage::Under);
            }
            Event::OrderDelivered(delivered) => {
                let order = self.order(&delivered.order)?;
                sometimes.saw_if(order.stage == Some(Stage::Unknown), "unknown-then-found");
                if order.in_world() {
                    order.stage = Some(Stage::Under);
                }
            }
            Event::OutcomeUnknown(unknown) => {
                let order = self.order(&unknown.order)?;
                order.stage = Some(Stage::Unknown);
                order.unknown_once = true;
                sometimes.saw("outcome-unknown");
                sometimes.saw_if(unknown.reason.as_str() == "restarted", "unknown-by-restart");
            }
            Event::OrderAnswered(answered) => self.answered(answered, sometimes)?,
            Event::OrderOverdue(overdue) => {
                sometimes.saw("overdue");
                let order = self.order(&overdue.order)?;
                order.overdue.insert(overdue.deadline.at);
            }
            Event::OrderNotTaken(ended) => {
                let order = self.order(&ended.order)?;
                sometimes.saw_if(order.unknown_once, "unknown-then-not-taken");
                let by_unit = ended.ground.as_str() == "inquiry-after-window";
                sometimes.saw_if(!by_unit, "settled-by-a-person");
                if entry.header.decided_at < order.expires_at {
                    let what = format!("{} could still be carried out", ended.order);
                    let rule = "nothing is called not taken before its expiry";
                    return Err(Violation::new(rule, &what));
                }
                order.stage = Some(Stage::NotTaken);
            }
            Event::OrderDisputed(disputed) => {
                sometimes.saw("dispute");
                self.order(&disputed.order)?.disputed = true;
            }
            Event::RecallRequested(asked) => {
                sometimes.saw("recall");
                self.order(&asked.order)?;
            }
            Event::OrderRecalled(recalled) => {
                sometimes.saw("recalled");
                self.order(&recalled.order)?.stage = Some(Stage::Recalled);
            }
            Event::RecallTooLate(_) => sometimes.saw("recall-too-late"),
            Event::IdentityCorrected(_) => sometimes.saw("identity-corrected"),
            Event::LateAssetsFound(_) => sometimes.saw("assets-found-late"),
            Event::CaseNumberClosed(closed) => {
                sometimes.saw("case-closed");
                sometimes.saw_if(!closed.holds_left.is_empty(), "holds-live-on-after-close");
            }
            _ => {}
        }
        Ok(())
    }

    fn issued(
        &mut self,
        issued: &OrdersIssued,
        entry: &Entry,
        rules: &Rules,
    ) -> Result<(), Violation> {
        let on = entry.header.decided_at.date_in(rules.profile().zone());
        self.approved(&issued.plan, rules, on)?;
        for one in &issued.issued {
            self.documented(&issued.plan, &one.order, rules, on)?;
            if one.fence.revision != entry.revision.0 {
                let what = format!("{} has fence {}", one.order, one.fence.revision);
                return Err(Violation::new(
                    "a fence is the revision of the issue",
                    &what,
                ));
            }
            let order = self.order(&one.order)?;
            if order.stage.is_some() {
                let what = format!("{} was", one.order);
                return Err(Violation::new("no order is issued twice", &what));
            }
            order.stage = Some(Stage::Issued);
            order.expires_at = one.expires_at;
            order.body = Some(one.body_hash);
        }
        let fence = issued.issued.iter().map(|one| one.fence).max();
        if fence.is_some() && fence <= self.fence {
            let what = "one did not".to_owned();
            return Err(Violation::new_in("fences of a matter only rise", what));
        }
        self.fence = fence.or(self.fence);
        let own: Vec<OrderId> = issued.issued.iter().map(|one| one.order).collect();
        self.within_the_room(&own)
    }

    /// Each approval that the matrix asks for the whole list was given by
    /// another officer, and none by who drafted it.
    fn approved(&self, plan: &PlanId, rules: &Rules, on: Date) -> Result<(), Violation> {
        let rule = "no order is issued without its approvals";
        let missing = |what: &str| Err(Violation::new(rule, &format!("{plan} {what}")));
        let Some(plan) = self.plans.get(plan) else {
            return missing("was never drafted");
        };
        let officers: BTreeSet<_> = plan.approvals.iter().map(|(officer, _)| *officer).collect();
        if officers.len() != plan.approvals.len() {
            return missing("has one officer's approval twice");
        }
        if plan
            .drafted
            .drafted_by
            .is_some_and(|by| officers.contains(&by))
        {
            return missing("is approved by who drafted it");
        }
        let mut sums: BTreeMap<&Measure, (Option<u64>, bool)> = BTreeMap::new();
        for order in &plan.drafted.orders {
            let (sum, bare) = sums.entry(&order.measure).or_default();
            for line in &order.lines {
                match line.amount {
                    Some(amount) => *sum = Some(sum.unwrap_or(0).saturating_add(amount.minor)),
                    None => *bare = true,
                }
            }
        }
        let given: Vec<&Role> = plan.approvals.iter().map(|(_, role)| role).collect();
        for (measure, (sum, bare)) in sums {
            let asks = [sum.map(|sum| Some(Money::cny(sum))), bare.then_some(None)];
            for amount in asks.into_iter().flatten() {
                let Ok((needs, _)) = rules.profile().approvals(measure, amount, on) else {
                    return missing("has no rule of approval");
                };
                if !covered(needs, &given) {
                    return missing("lacks a role that the matrix asks for");
                }
            }
        }
        Ok(())
    }

    fn documented(
        &self,
        plan: &PlanId,
        order: &OrderId,
        rules: &Rules,
        on: Date,
    ) -> Result<(), Violation> {
        let Some(order) = self.orders.get(order) else {
            return Ok(());
        };
        let draft = &order.draft;
        let profile = rules.profile();
        let Ok((kinds, basis)) = profile.documents_required(&draft.measure, &draft.route, on)
        else {
            return Ok(());
        };
        if !profile.severity(&basis.rule).refuses() {
            return Ok(());
        }
        for kind in kinds {
            let there = self.documents.iter().any(|(id, (known, made_for))| {
                known == kind && (draft.documents.contains(id) || *made_for == Some(*plan))
            });
            if !there {
                let what = format!("{} went without {kind}", draft.order);
                return Err(Violation::new(
                    "no order is issued without its documents",
                    &what,
                ));
            }
        }
        Ok(())
    }

    fn answered(
        &mut self,
        answered: &OrderAnswered,
        sometimes: &mut Sometimes,
    ) -> Result<(), Violation> {
        let reply = &answered.reply;
        let order = self.order(&answered.order)?;
        if order.stage.is_none() {
            let what = format!("{} is only drafted", answered.order);
            return Err(Violation::new("what is answered was issued", &what));
        }
        sometimes.saw_if(order.stage == Some(Stage::Unknown), "unknown-then-answered");
        sometimes.saw_if(reply.corrects.is_some(), "reply-corrected");
        sometimes.saw_if(!reply.last, "answered-in-parts");
        if order.body != Some(reply.order_hash) {
            // Nothing it says counts, but the unit has something of ours.
            if order.in_world() {
                order.stage = Some(Stage::Under);
            }
            return Ok(());
        }
        let last = order.said.values().copied().max().unwrap_or(0);
        sometimes.saw_if(reply.sequence < last, "replies-out-of-order");
        let mut readable = true;
        for line in &reply.lines {
            readable &= !matches!(line.outcome, Outcome::Other(_));
            let sequence = order.said.entry(line.line).or_default();
            *sequence = (*sequence).max(reply.sequence);
        }
        let all = order
            .draft
            .lines
            .iter()
            .all(|line| order.said.contains_key(&line.line));
        let over = readable && reply.last && (all || reply.refused.is_some());
        if order.in_world() {
            order.stage = Some(if over { Stage::Over } else { Stage::Under });
        }
        Ok(())
    }

    /// A clock of an order passed: somebody was told, or it needs no telling.
    pub(super) fn clock_passed(&self, at: Timestamp, order: &OrderId) -> Result<(), Violation> {
        let Some(known) = self.orders.get(order) else {
            return Ok(());
        };
        let rule = "no wake is missed";
        if known.expires_at.plus(PUT_OFF) == at {
            let waits = known.stage == Some(Stage::Issued) && known.is_carried();
            if waits {
                let what = format!("{order} expired and nothing was done about it");
                return Err(Violation::new(rule, &what));
            }
            return Ok(());
        }
        let told = known.overdue.contains(&at);
        // The clocks of the issue end with the delivery.
        if known.stage == Some(Stage::Issued) && known.is_carried() && !told {
            let what = format!("{order} is overdue and nobody was told");
            return Err(Violation::new(rule, &what));
        }
        Ok(())
    }
}

/// An order that waits for a unit's door to open is looked at when it opens:
/// the longest holiday has nine days.
pub(super) const PUT_OFF: i64 = 10 * DAY;

fn drafted_order(draft: &levy_domain::order::OrderDraft) -> Order {
    Order {
        draft: draft.clone(),
        stage: None,
        expires_at: Timestamp(i64::MAX),
        body: None,
        begun: false,
        overdue: BTreeSet::new(),
        disputed: false,
        unknown_once: false,
        said: BTreeMap::new(),
        moved: BTreeMap::new(),
        reserved: BTreeMap::new(),
    }
}

/// Each of `needs` is met by another of `given`; tried in every order, since
/// the lists are short.
fn covered(needs: &[Vec<Role>], given: &[&Role]) -> bool {
    let Some((first, rest)) = needs.split_first() else {
        return true;
    };
    given.iter().enumerate().any(|(at, role)| {
        first.contains(role) && {
            let mut left = given.to_vec();
            left.remove(at);
            covered(rest, &left)
        }
    })
}
