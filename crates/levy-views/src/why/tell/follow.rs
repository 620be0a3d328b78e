//! What follows an order or a case: breaches, steps, objections, exemptions,
//! days to sue, asking again. Each name says it all.

use super::super::{Part, Teller};
use levy_domain::{
    id::{AssetId, BreachId, ExemptionId, FineId, OrderId, UnitObjectionId},
    order::Basis,
};
use uuid::Uuid;

fn plain(
    part: Part,
    thing: impl IntoIterator<Item = Uuid>,
    rule: Option<&Basis>,
    tell: &mut Teller<'_, '_>,
) {
    let said = tell.plain(part, thing);
    if let Some(rule) = rule {
        said.by(rule);
    }
}

pub(super) fn of_order(order: OrderId, rule: Option<&Basis>, tell: &mut Teller<'_, '_>) {
    plain(Part::Order, [order.0], rule, tell);
}

pub(super) fn of_breach(breach: &BreachId, rule: Option<&Basis>, tell: &mut Teller<'_, '_>) {
    let known = tell.state().breaches.get(breach).map(|known| known.order.0);
    plain(Part::Order, known, rule, tell);
}

pub(super) fn of_fine(fine: &FineId, rule: Option<&Basis>, tell: &mut Teller<'_, '_>) {
    let breaches = &tell.state().breaches;
    let breach = breaches
        .fine(fine)
        .and_then(|fine| breaches.get(&fine.breach));
    let known = breach.map(|known| known.order.0);
    plain(Part::Order, known, rule, tell);
}

pub(super) fn of_objection(
    objection: &UnitObjectionId,
    rule: Option<&Basis>,
    tell: &mut Teller<'_, '_>,
) {
    let known = tell.state().objections.get(objection);
    let known = known.map(|known| known.order.0);
    plain(Part::Order, known, rule, tell);
}

pub(super) fn of_asset(asset: &AssetId, tell: &mut Teller<'_, '_>) {
    plain(Part::Search, [asset.0], None, tell);
}

pub(super) fn lifted(exemption: &ExemptionId, tell: &mut Teller<'_, '_>) {
    let known = tell.state().exemptions.get(exemption);
    let known = known.map(|known| known.asset.0);
    plain(Part::Search, known, None, tell);
}

pub(super) fn of_file(rule: Option<&Basis>, tell: &mut Teller<'_, '_>) {
    plain(Part::File, [], rule, tell);
}
