//! The identity gate (F3, F4): nothing is bound or taken where a unit has
//! somebody else on record, and what rests on a weak match needs a second
//! officer, who finds it named in the plan.

use super::{
    super::{event::WeakMatch, state::State},
    Under,
};
use crate::{asset::AssetFound, order::OrderDraft, refusal::Refusal, rules::Rules, time::Date};

/// A unit has somebody else on record as the holder.
pub(super) fn is_others(asset: &AssetFound, rules: &Rules, on: Date) -> bool {
    let gate = rules.profile().identity(on);
    let holder = asset.holder.as_ref();
    gate.zip(holder)
        .is_some_and(|((gate, _), holder)| gate.is_other(holder))
}

/// A unit has on record what may be somebody else.
pub(super) fn is_weak(asset: &AssetFound, rules: &Rules, on: Date) -> bool {
    let gate = rules.profile().identity(on);
    let holder = asset.holder.as_ref();
    gate.zip(holder)
        .is_some_and(|((gate, _), holder)| gate.is_weak(holder))
}

/// No line of `order` is on what a unit has on record as somebody else's.
pub(super) fn check(state: &State, order: &OrderDraft, under: &Under<'_>) -> Result<(), Refusal> {
    if order.measure.frees() {
        return Ok(());
    }
    let mut known = order
        .lines
        .iter()
        .filter_map(|line| state.assets.get(&line.asset));
    match known.find(|asset| is_others(asset, under.rules, under.on)) {
        Some(asset) => Err(Refusal::OtherHolder { asset: asset.asset }),
        None => Ok(()),
    }
}

/// The weak matches that `orders` rest on: of the party, of the holder that a
/// unit has on record.
pub(in crate::matter) fn weak(
    state: &State,
    orders: &[OrderDraft],
    under: &Under<'_>,
) -> Vec<WeakMatch> {
    let mut weak = Vec::new();
    let Some((gate, rule)) = under.rules.profile().identity(under.on) else {
        return weak;
    };
    let mut add = |found: WeakMatch| {
        if !weak.contains(&found) {
            weak.push(found);
        }
    };
    for order in orders.iter().filter(|order| !order.measure.frees()) {
        if gate.weak.contains(&order.identity) {
            add(WeakMatch {
                person: order.subject,
                asset: None,
                strength: order.identity.as_str().into(),
                rule: rule.clone(),
            });
        }
        for line in &order.lines {
            let holder = state
                .assets
                .get(&line.asset)
                .and_then(|asset| asset.holder.as_ref());
            if let Some(holder) = holder.filter(|holder| gate.is_weak(holder)) {
                add(WeakMatch {
                    person: order.subject,
                    asset: Some(line.asset),
                    strength: holder.as_str().into(),
                    rule: rule.clone(),
                });
            }
        }
    }
    weak
}
