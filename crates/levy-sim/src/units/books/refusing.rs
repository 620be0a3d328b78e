//! Why a unit does not carry an order out at all: its times, what the unit
//! can do, a fence.

use super::{Books, read, stored};
use crate::units::{error::UnitsError, roster::Unit};
use levy_connect::{
    Verified,
    unit_side::{OrderCheck, UnitSide},
    wire::OrderBody,
};
use levy_domain::{bytes::Digest, order::Measure, time::Timestamp};
use rusqlite::{OptionalExtension, params};

impl Books {
    /// Why the unit will not carry it out, before anything else.
    pub(super) fn refusal(
        &self,
        unit: &Unit,
        order: &Verified<OrderBody>,
        at: Timestamp,
    ) -> Result<Option<&'static str>, UnitsError> {
        match UnitSide::check_times(&order.body, at) {
            OrderCheck::Expired => return Ok(Some("expired")),
            OrderCheck::TooEarly => return Ok(Some("too-early")),
            OrderCheck::Current => {}
        }
        let measure = &order.body.measure;
        let mut classes = order.body.lines.iter().map(|line| Some(&line.class));
        let able = match measure {
            Measure::Query => unit.can(measure, None),
            _ => classes.all(|class| unit.can(measure, class)),
        };
        if !able {
            return Ok(Some("no-such-measure-here"));
        }
        let old = unit.profile.honours_fences && self.fenced_off(unit, &order.body)?;
        Ok(old.then_some("older-fence"))
    }

    /// Compares fences per scope and target, and remembers the newer.
    fn fenced_off(&self, unit: &Unit, order: &OrderBody) -> Result<bool, UnitsError> {
        let fence = &order.fence;
        let now = (fence.epoch.get(), fence.revision.get());
        let targets = || {
            let target = |text: &str| Digest::of(text.as_bytes()).to_hex();
            order
                .lines
                .iter()
                .map(move |line| target(line.number.expose()))
        };
        let select =
            "SELECT epoch, revision FROM fence WHERE unit = ?1 AND scope = ?2 AND target = ?3";
        let mut select = self.conn.prepare_cached(select)?;
        for target in targets() {
            let row = params![unit.code(), fence.scope, target];
            let seen = select.query_row(row, |row| Ok((read(row.get(0)?), read(row.get(1)?))));
            if seen.optional()?.is_some_and(|seen| now < seen) {
                return Ok(true);
            }
        }
        let put = "INSERT OR REPLACE INTO fence(unit, scope, target, epoch, revision)
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut put = self.conn.prepare_cached(put)?;
        for target in targets() {
            let (epoch, revision) = (stored(now.0), stored(now.1));
            put.execute(params![unit.code(), fence.scope, target, epoch, revision])?;
        }
        Ok(false)
    }
}
