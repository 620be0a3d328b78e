//! Whether an issued order may still leave: the world has gone on since it
//! was approved, and what is sent cannot be called back by us.

use super::{
    order_state::{OrderState, Phase},
    planning::{Under, check_leave},
    state::State,
    urgent,
};
use crate::{id::OrderId, refusal::Refusal, rules::Rules, time::Timestamp};

impl State {
    /// Asked right before the first byte of every attempt, whether or not the
    /// attempt is announced: the order has not expired, is not asked back and
    /// not disputed, whom it is about is known well enough, and its sums still
    /// stand inside the envelope when its own part is left out.
    ///
    /// # Errors
    /// The refusal that says why not one byte may leave:
    /// [`Refusal::Unknown`], [`Refusal::WrongState`] (its state, `expired`,
    /// `asked back` or `disputed`), or what an issue would be refused for now.
    pub fn may_be_sent(
        &self,
        order: &OrderId,
        now: Timestamp,
        rules: &Rules,
    ) -> Result<(), Refusal> {
        let known = self
            .orders
            .get(order)
            .ok_or(Refusal::Unknown { what: "order" })?;
        let not = |state| {
            Err(Refusal::WrongState {
                order: *order,
                state,
            })
        };
        match (&known.issuance, known.phase) {
            (
                Some(issuance),
                Phase::Issued { .. } | Phase::Begun { .. } | Phase::Unknown { .. },
            ) => {
                if issuance.expires_at <= now {
                    return not("expired");
                }
            }
            _ => return not(known.phase.name()),
        }
        if known.recall {
            return not("asked back");
        }
        if known.disputed {
            return not("disputed");
        }
        urgent::check(self, &known.plan)?;
        let on = now.date_in(rules.profile().zone());
        let plan = self.plans.get(&known.plan);
        let under = Under {
            rules,
            on,
            overrides: plan.map_or(&[], |plan| &plan.drafted.overrides),
        };
        check_leave(self, &known.draft, &under)
    }
}

/// Why an order is taken back that may not leave, as a code.
pub fn ground(order: &OrderState, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::WrongState { .. } if order.disputed => "disputed",
        Refusal::WrongState { .. } => "expired",
        Refusal::ExceedsEnvelope { .. } | Refusal::BeyondHold { .. } => "above-the-room",
        Refusal::NothingOwed => "paid",
        Refusal::NameOnly { .. }
        | Refusal::NotLiable { .. }
        | Refusal::WrongPerson { .. }
        | Refusal::OtherHolder { .. } => "identity",
        Refusal::Closed => "closed",
        Refusal::NotCountersigned { .. } => "not-countersigned",
        Refusal::Barred { .. } => "barred",
        Refusal::Protected { .. } => "protected",
        _ => "not-allowed-now",
    }
}
