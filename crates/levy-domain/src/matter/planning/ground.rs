//! Control that people lift is lifted on a ground of the law (P-13, P-14). What
//! a rule proposes has that rule for its reason, and a limit that is lowered
//! lifts nothing.

use super::{
    super::{event::BarKind, papers, state::State},
    refuses, swap,
};
use crate::{
    document::DocumentKind,
    id::LiabilityId,
    order::{Line, OrderDraft},
    refusal::{Refusal, malformed},
    rules::{Rules, profile::ReleaseGround},
    stamp::Stamp,
};

/// Kind of the document by which somebody answers instead (担保书、保函), as the
/// profile declares it.
const GUARANTEE: &str = "guarantee";

/// The same of the document by which the applicant consents (申请人同意书).
const CONSENT: &str = "applicant-consent";

/// Each line of a release that is drafted by hand names its ground.
pub(super) fn check(
    state: &State,
    orders: &[OrderDraft],
    rules: &Rules,
    stamp: &Stamp,
) -> Result<(), Refusal> {
    for order in orders.iter().filter(|order| order.measure.lifts()) {
        for line in &order.lines {
            let (liability, ground) = (&line.liability, line.reason.key.as_str());
            let named = check_ground(state, liability, ground, rules, stamp)?;
            let Some(named) = named else { continue };
            if named.security && !goes_along(state, order, GUARANTEE) {
                swap::covered(state, orders, liability)?;
            }
            if named.consent && is_disputed(state, line) && !goes_along(state, order, CONSENT) {
                return Err(Refusal::DocumentsMissing {
                    missing: CONSENT.into(),
                });
            }
        }
    }
    Ok(())
}

/// The law knows the ground on which what is held for `liability` is let go;
/// none where no rule lists them.
pub(in crate::matter) fn check_ground<'r>(
    state: &State,
    liability: &LiabilityId,
    ground: &str,
    rules: &'r Rules,
    stamp: &Stamp,
) -> Result<Option<&'r ReleaseGround>, Refusal> {
    let on = stamp.at.date_in(rules.profile().zone());
    let kind = state.current_case().map(|(_, case)| &case.kind);
    let known = kind.and_then(|kind| rules.profile().release_grounds(kind, on));
    let Some((grounds, rule)) = known.filter(|(_, rule)| refuses(rules, rule)) else {
        return Ok(None);
    };
    let Some(named) = grounds.iter().find(|known| known.code == ground) else {
        return Err(Refusal::NoGround {
            rule: rule.rule.clone(),
            grounds: listed(grounds),
        });
    };
    if named.paid && !is_paid(state, liability) {
        return malformed("reason", "says that the debt is paid, and it is not");
    }
    Ok(Some(named))
}

fn listed(grounds: &[ReleaseGround]) -> String {
    let codes: Vec<&str> = grounds.iter().map(|ground| ground.code.as_str()).collect();
    codes.join(", ")
}

/// A usable document of that kind goes with the order.
fn goes_along(state: &State, order: &OrderDraft, kind: &str) -> bool {
    let kind = DocumentKind::from(kind);
    let mut documents = order.documents.iter();
    documents.any(|document| papers::of_kind(state, *document, &kind).is_ok())
}

/// The parties dispute the asset itself (争议标的), as a bar on it says.
fn is_disputed(state: &State, line: &Line) -> bool {
    let mut bars = state.bars.open();
    bars.any(|bar| {
        let raised = &bar.raised;
        raised.kind == BarKind::AssetInDispute && raised.scope.assets.contains(&line.asset)
    })
}

fn is_paid(state: &State, liability: &LiabilityId) -> bool {
    let claim = state.claim_of(liability);
    let known = claim.and_then(|claim| state.claims.get(&claim));
    known.is_some_and(|known| known.collected >= known.owed)
}
