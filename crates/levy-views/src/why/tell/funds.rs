//! Interest, money in the court's account, distribution plans: the name of the
//! event says it all, with the rule that it rests on.

use super::super::{Part::Money, Teller};
use levy_domain::order::Basis;
use uuid::Uuid;

pub(super) fn happened<const N: usize>(things: [Uuid; N], tell: &mut Teller<'_, '_>) {
    tell.plain(Money, things);
}

pub(super) fn by_rule<const N: usize>(things: [Uuid; N], rule: &Basis, tell: &mut Teller<'_, '_>) {
    tell.plain(Money, things).by(rule);
}
