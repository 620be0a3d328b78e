//! Orders that a rule drafts on holds that are there, one line each.

use super::{
    super::{decide::Decision, hold_state::HoldState, state::State},
    Extra, draft,
};
use crate::{
    code::Code,
    id::{DocumentId, HoldId, OrderId, PlanId},
    money::Money,
    order::{Basis, Deadline, Line, Measure, OrderDraft, Reason, Route, Term},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    unit::UnitProfile,
};

/// A plan that a rule drafts.
pub(super) struct ByRule<'a> {
    pub(super) state: &'a State,
    pub(super) plan: PlanId,
    pub(super) basis: &'a Basis,
    pub(super) documents: &'a [DocumentId],
    pub(super) rules: &'a Rules,
}

/// What is done about one hold.
pub(super) struct Act<'a> {
    /// Makes the order's id, with the plan and the hold.
    pub(super) tag: &'static [u8],
    pub(super) measure: Measure,
    pub(super) route: Route,
    /// Minor units.
    pub(super) amount: Option<u64>,
    pub(super) term: Option<Term>,
    pub(super) purpose: &'static str,
    /// Why, beside the rule.
    pub(super) cause: &'a str,
}

impl ByRule<'_> {
    /// The unit that has the hold, as far as the directory knows it.
    pub(super) fn unit(&self, hold: &HoldState) -> Option<&UnitProfile> {
        self.rules.units().get(&hold.unit)
    }

    /// The order that carries an act out; none where the file does not say
    /// whose hold it is or under which number.
    pub(super) fn order(&self, id: &HoldId, hold: &HoldState, act: Act<'_>) -> Option<OrderDraft> {
        let subject = self.state.person_of(&hold.liability)?;
        let (person, _) = self.state.persons.get(&subject)?;
        let currency = self.state.currency?;
        let order = OrderId::derive(self.plan.0, &[act.tag, id.0.as_bytes()]);
        Some(OrderDraft {
            order,
            measure: act.measure,
            unit: hold.unit,
            subject,
            route: act.route,
            lines: vec![Line {
                line: 1,
                asset: hold.asset,
                class: hold.class.clone(),
                number: hold.number.clone()?,
                liability: hold.liability,
                amount: act.amount.map(|minor| Money::new(minor, currency)),
                units: None,
                share: None,
                term: act.term,
                hold: Some(*id),
                known_available: None,
                reason: Reason::by_rule(act.cause, &self.basis.rule),
            }],
            purpose: Code::from(act.purpose),
            basis: self.basis.clone(),
            documents: self.documents.to_vec(),
            identity: person.strength.clone(),
            not_before: None,
            replaces: None,
            original: order,
        })
    }

    /// Drafts the plan; `busy` says why there may be nothing in it.
    pub(super) fn draft(
        self,
        orders: Vec<OrderDraft>,
        busy: &'static str,
        stamp: &Stamp,
    ) -> Decision {
        self.draft_by(orders, None, busy, stamp)
    }

    /// The same for the cure of an excess, which has its day.
    pub(super) fn draft_by(
        self,
        orders: Vec<OrderDraft>,
        cure_by: Option<Deadline>,
        busy: &'static str,
        stamp: &Stamp,
    ) -> Decision {
        if orders.is_empty() {
            return Err(Refusal::NothingToPlan { why: busy });
        }
        let extra = Extra {
            by_rule: Some(self.basis.clone()),
            cure_by,
            ..Extra::default()
        };
        draft(self.state, self.plan, orders, extra, self.rules, stamp)
    }
}
