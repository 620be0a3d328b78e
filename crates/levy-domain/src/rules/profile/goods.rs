//! Goods that nobody seizes (豁免执行的财产), X-05.

use super::{Condition, Effect, Profile};
use crate::{order::Basis, time::Date};

impl Profile {
    /// Kinds of goods that are left to the debtor, and the rule; `None` where
    /// no rule names any.
    pub fn exempt_goods(&self, on: Date) -> Option<(&[Condition], &Basis)> {
        let rule = self.rule(self.index.exempt_goods.as_deref()?)?;
        let value = rule.on(on)?;
        match &value.says {
            Effect::ExemptGoods(kinds) => Some((kinds, &value.cited)),
            _ => None,
        }
    }
}
