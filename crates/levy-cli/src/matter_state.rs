//! A matter's state as it was, for people and for scripts.

use levy::domain::{
    id::{AssetId, HoldId, MatterId, OrderId, PersonId, UnitId},
    matter,
    rules::UnitDirectory,
    time::{Date, Timestamp},
};
use serde::Serialize;
use std::collections::BTreeSet;

/// The state of a matter after its event `revision`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct MatterState {
    /// The moment asked for.
    pub(crate) at: Timestamp,
    /// Position of the log that the moment resolves to.
    pub(crate) position: Option<u64>,
    /// Last event of the stream up to there.
    pub(crate) revision: Option<u64>,
    /// Events that this program does not know.
    pub(crate) unknown_events: u64,
    pub(crate) matter: MatterId,
    pub(crate) numbers: Vec<NumberState>,
    #[serde(flatten)]
    pub(crate) sums: SumsState,
    pub(crate) parties: Vec<PartyState>,
    pub(crate) holds: Vec<HoldThen>,
    pub(crate) orders: Vec<OrderThen>,
    pub(crate) not_askable: Vec<String>,
}

/// A case number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct NumberState {
    pub(crate) number: String,
    pub(crate) filed_on: Date,
    pub(crate) closed_on: Option<Date>,
    pub(crate) closed_kind: Option<String>,
}

/// Sums over all claims, minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct SumsState {
    pub(crate) owed_minor: u64,
    pub(crate) collected_minor: u64,
    pub(crate) held_minor: u64,
    pub(crate) covering_minor: u64,
    pub(crate) in_flight_minor: u64,
    pub(crate) in_transit_minor: u64,
    pub(crate) releasing_minor: u64,
    pub(crate) excess_minor: u64,
}

/// Somebody who takes part. Name and number stay sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PartyState {
    pub(crate) person: PersonId,
    pub(crate) roles: Vec<String>,
    pub(crate) kind: String,
    pub(crate) identity_kind: String,
    pub(crate) strength: String,
}

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct HoldThen {
    pub(crate) hold: HoldId,
    pub(crate) asset: AssetId,
    pub(crate) unit: UnitId,
    pub(crate) unit_code: Option<String>,
    pub(crate) class: String,
    pub(crate) measure: String,
    pub(crate) limit_minor: Option<u64>,
    pub(crate) held_minor: u64,
    pub(crate) rank: u32,
    pub(crate) end_as_ordered: Option<Date>,
    pub(crate) end_as_unit_states: Option<Date>,
    pub(crate) end_as_law_computes: Option<Date>,
    pub(crate) truth: String,
    pub(crate) released: bool,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct OrderThen {
    pub(crate) order: OrderId,
    pub(crate) unit: UnitId,
    pub(crate) unit_code: Option<String>,
    pub(crate) measure: String,
    pub(crate) phase: String,
    pub(crate) requested_minor: u64,
}

impl MatterState {
    /// What a folded state says.
    pub(crate) fn of(
        matter: MatterId,
        state: &matter::State,
        units: &UnitDirectory,
        (at, position): (Timestamp, Option<u64>),
        unknown_events: u64,
    ) -> Self {
        let code = |unit: &UnitId| units.get(unit).map(|unit| unit.code.clone());
        let not_askable: BTreeSet<String> = state
            .sweeps
            .values()
            .flat_map(|sweep| sweep.not_askable.iter().map(ToString::to_string))
            .collect();
        MatterState {
            at,
            position,
            revision: state.revision.checked_sub(1),
            unknown_events,
            matter,
            numbers: numbers(state),
            sums: sums(state),
            parties: parties(state),
            holds: state
                .holds
                .iter()
                .map(|(id, hold)| HoldThen {
                    hold: *id,
                    asset: hold.asset,
                    unit: hold.unit,
                    unit_code: code(&hold.unit),
                    class: hold.class.to_string(),
                    measure: hold.measure.to_string(),
                    limit_minor: hold.limit.map(|limit| limit.minor),
                    held_minor: hold.held,
                    rank: hold.rank,
                    end_as_ordered: hold.ends.as_ordered,
                    end_as_unit_states: hold.ends.as_unit_states,
                    end_as_law_computes: hold.ends.as_law_computes,
                    truth: hold.truth.to_string(),
                    released: hold.released,
                })
                .collect(),
            orders: state
                .orders
                .iter()
                .map(|(id, order)| OrderThen {
                    order: *id,
                    unit: order.draft.unit,
                    unit_code: code(&order.draft.unit),
                    measure: order.draft.measure.to_string(),
                    phase: order.phase.name().to_owned(),
                    requested_minor: order
                        .draft
                        .lines
                        .iter()
                        .filter_map(|line| line.amount)
                        .fold(0, |sum, amount| sum.saturating_add(amount.minor)),
                })
                .collect(),
            not_askable: not_askable.into_iter().collect(),
        }
    }
}

fn numbers(state: &matter::State) -> Vec<NumberState> {
    let mut numbers: Vec<NumberState> = state
        .registrations
        .values()
        .map(|known| NumberState {
            number: known.number.clone(),
            filed_on: known.filed_on,
            closed_on: known.closed.as_ref().map(|(_, on)| *on),
            closed_kind: known.closed.as_ref().map(|(kind, _)| kind.to_string()),
        })
        .collect();
    numbers.sort_by(|a, b| (a.filed_on, &a.number).cmp(&(b.filed_on, &b.number)));
    numbers
}

fn sums(state: &matter::State) -> SumsState {
    let mut all = SumsState::default();
    for (id, claim) in &state.claims {
        let sums = state.claim_sums(id);
        all.owed_minor = all.owed_minor.saturating_add(claim.owed);
        all.collected_minor = all.collected_minor.saturating_add(claim.collected);
        all.held_minor = all.held_minor.saturating_add(sums.bound);
        all.covering_minor = all.covering_minor.saturating_add(sums.covers);
        all.in_flight_minor = all.in_flight_minor.saturating_add(sums.in_flight);
        all.in_transit_minor = all.in_transit_minor.saturating_add(sums.in_transit);
        all.releasing_minor = all.releasing_minor.saturating_add(sums.releasing);
        all.excess_minor = all.excess_minor.saturating_add(state.excess(id));
    }
    all
}

/// The parties of a matter, creditors first.
pub(crate) fn parties(state: &matter::State) -> Vec<PartyState> {
    let mut parties: Vec<PartyState> = state
        .persons
        .values()
        .map(|(person, roles)| PartyState {
            person: person.person,
            roles: roles.iter().map(ToString::to_string).collect(),
            kind: person.kind.to_string(),
            identity_kind: person.identity_kind.to_string(),
            strength: person.strength.to_string(),
        })
        .collect();
    parties.sort_by(|a, b| (&a.roles, a.person).cmp(&(&b.roles, b.person)));
    parties
}
