//! What the units really did. They write it down as they do it, apart from
//! what they say, and the auditor reads it.

use super::{
    Violation,
    model::{Matter, Stage},
    numbers,
};
use levy_domain::{
    id::{MatterId, OrderId, UnitId},
    order::Measure,
};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that a unit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Which unit.
    pub unit: UnitId,
    /// By which order.
    pub order: OrderId,
    /// What.
    pub measure: Measure,
    /// How much, minor units.
    pub minor: u64,
    /// The unit honours order ids and fences.
    pub conforms: bool,
    /// The fence of the order: epoch and revision.
    pub fence: (u64, u64),
}

/// A hold as it really is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrueHold {
    /// Held, minor units.
    pub held: u64,
    /// Place in the queue.
    pub rank: u32,
    /// Still there.
    pub open: bool,
    /// The unit never told the truth about it in its last word.
    pub lied: bool,
    /// The unit honours order ids.
    pub honours_ids: bool,
}

/// The truth.
#[derive(Debug, Default)]
pub struct Books {
    /// What was done, by the first order of a chain of replacements and its
    /// line, in the order in which it was done.
    pub effects: BTreeMap<(OrderId, u32), Vec<Effect>>,
    /// Effects on one thing, in one scope of fences, in the order in which
    /// they were done.
    targets: BTreeMap<(String, String), Vec<Effect>>,
    /// Holds by the order and line that made them.
    pub holds: BTreeMap<(OrderId, u32), TrueHold>,
    /// How often the bytes of a transfer left the court.
    pub transfers_sent: BTreeMap<OrderId, u32>,
    /// Orders that conforming units carried out, at least one line of each.
    pub carried_out: BTreeSet<OrderId>,
}

impl Books {
    /// A unit did something to the thing of this number, in a scope of fences.
    pub fn did(&mut self, scope: &str, number: &str, effect: Effect) {
        let target = (scope.to_owned(), numbers::account(number));
        self.targets.entry(target).or_default().push(effect);
    }

    /// Rules that need no log.
    pub(super) fn check(&self) -> Result<(), Violation> {
        for (order, sent) in &self.transfers_sent {
            if *sent > 1 {
                let what = format!("{order} left {sent} times");
                let violation = Violation::new("no transfer is sent twice", &what);
                return Err(violation.of("the units' books"));
            }
        }
        for ((order, line), effects) in &self.effects {
            let binding = effects
                .iter()
                .filter(|effect| effect.conforms && binds(&effect.measure));
            let times = binding.count();
            if times > 1 {
                let what = format!("line {line} of {order} took effect {times} times");
                let rule = "no order takes effect twice at a conforming unit";
                return Err(Violation::new(rule, &what).of("the units' books"));
            }
        }
        for ((scope, number), effects) in &self.targets {
            let mut released = (0, 0);
            for effect in effects.iter().filter(|effect| effect.conforms) {
                if effect.measure == Measure::Freeze && effect.fence < released {
                    let what = format!("{} bound {number} of {scope} again", effect.order);
                    let rule = "no freeze is carried out after a newer release";
                    return Err(Violation::new(rule, &what).of("the units' books"));
                }
                if effect.measure == Measure::Release {
                    released = released.max(effect.fence);
                }
            }
        }
        Ok(())
    }
}

fn binds(measure: &Measure) -> bool {
    matches!(measure, Measure::Freeze | Measure::Transfer)
}

/// One matter's log against the books. `unsaid` tells of which orders a unit
/// still has something to say.
pub(super) fn compare(
    id: MatterId,
    matter: &Matter,
    books: &Books,
    unsaid: &dyn Fn(&OrderId) -> bool,
) -> Result<(), Violation> {
    let place = format!("matter {id}");
    for (order, known) in &matter.orders {
        let done = books.carried_out.contains(order);
        let settled = matches!(known.stage, Some(Stage::NotTaken | Stage::Recalled));
        if done && settled && !known.disputed && known.said.is_empty() {
            let what = format!("{order} was carried out and is called not taken");
            let rule = "what a conforming unit did is never called undone";
            return Err(Violation::new(rule, &what).of(&place));
        }
    }
    for (hold, known) in &matter.holds {
        let truth = known.order.and_then(|made| books.holds.get(&made));
        let Some(truth) = truth else { continue };
        let open = matter.orders.values().any(|order| {
            let about = order
                .draft
                .lines
                .iter()
                .any(|line| line.hold == Some(*hold));
            let made = known
                .order
                .is_some_and(|(made, _)| made == order.draft.order);
            (about || made) && (order.in_world() || order.disputed || unsaid(&order.draft.order))
        });
        let doubt = known.order.is_some_and(|(made, _)| unsaid(&made));
        if truth.lied || open || doubt || !truth.honours_ids {
            continue;
        }
        let held = if known.gone { 0 } else { known.held };
        let really = if truth.open { truth.held } else { 0 };
        if held != really {
            let what = format!(
                "{hold} at {} holds {held} in the log and {really} in the books",
                known.unit
            );
            let rule = "where nothing is unknown, log and books hold the same";
            return Err(Violation::new(rule, &what).of(&place));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_freeze_after_a_newer_release_of_the_same_account_is_found_in_any_spelling() {
        let effect = |measure: Measure, revision| Effect {
            unit: UnitId(Uuid::from_u128(1)),
            order: OrderId(Uuid::from_u128(2)),
            measure,
            minor: 1,
            conforms: true,
            fence: (1, revision),
        };
        let mut books = Books::default();
        books.did("scope", "6200 0000 0001", effect(Measure::Release, 5));
        books.did("scope", "620000000002", effect(Measure::Freeze, 4));
        assert!(books.check().is_ok());
        books.did("scope", "6200-0000-0001", effect(Measure::Freeze, 4));
        assert!(books.check().is_err());
    }
}
