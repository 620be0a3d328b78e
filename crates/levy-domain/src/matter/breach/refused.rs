//! A unit that refused to assist (S-01): nothing left it, so nothing is
//! recovered and it answers for no sum; it is ordered to perform, and a fine
//! may follow.

use super::{
    super::{decide::Decision, event::*, issuing::find, state::State},
    BreachState,
};
use crate::{
    bytes::Digest,
    id::{BreachId, UnitObjectionId},
    money::{Currency, Money},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
};

pub(super) fn report(
    state: &State,
    breach: BreachId,
    objection: UnitObjectionId,
    evidence: Digest,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let refusal = state.objections.get(&objection);
    let refusal = refusal.and_then(|known| Some((known, known.refused.as_ref()?)));
    let (refusal, (_, refused_at)) = refusal.ok_or(Refusal::Unknown { what: "refusal" })?;
    let of_it = |known: &BreachState| {
        known.order == Some(refusal.order)
            && known.kind == BreachKind::RefusedAssistance
            && known.moved_at == *refused_at
    };
    if let Some(known) = state.breaches.get(&breach) {
        return if of_it(known) {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    if state.breaches.iter().any(|(_, known)| of_it(known)) {
        return Err(Refusal::OnlyOnce {
            what: "a breach by one refusal",
        });
    }
    // The answer that it is wrong is the order to perform.
    if !matches!(&refusal.answer, Some((ObjectionOutcome::Rejected, _))) {
        return Err(Refusal::StillOpen {
            what: "an order to perform after the refusal is",
            todo: "answer the refusal first",
        });
    }
    let order = find(state, &refusal.order)?;
    if order.took_effect() {
        return Err(Refusal::NotBound {
            order: refusal.order,
        });
    }
    let on = stamp.at.date_in(rules.profile().zone());
    let (_, rule) = rules.profile().breach(&BreachKind::RefusedAssistance, on)?;
    let way = &order.way;
    let reported = BreachReported {
        breach,
        order: Some(refusal.order),
        line: None,
        unit: Some(refusal.unit),
        debt: None,
        hold: None,
        kind: BreachKind::RefusedAssistance,
        moved: Money::zero(state.currency.unwrap_or(Currency::CNY)),
        moved_at: *refused_at,
        served_at: way.served_at.or(way.delivered_at).unwrap_or(*refused_at),
        rule: rule.clone(),
        evidence,
    };
    Ok(vec![reported.into()])
}
