//! Who is asked what there is: rounds of queries.

use super::{Decision, Desk, Step, doc};
use crate::demo::docket::{Case, person_id};
use levy::engine::Engine;
use levy_domain::{
    document::DocumentKind,
    id::{SweepId, UnitId},
    matter::state::State,
};

impl Desk<'_> {
    pub(super) fn sweep(&self, state: &State, case: &Case, out: &mut Decision) {
        let open = state
            .registrations
            .get(&case.registration)
            .is_some_and(|r| r.closed.is_none());
        if !case.seed.asks_units() || !open {
            return;
        }
        let sweep = SweepId::derive(
            self.docket.matter.0,
            &[b"sweep", case.registration.0.as_bytes()],
        );
        if state.sweeps.contains_key(&sweep) {
            return;
        }
        let document = doc(
            self.docket,
            &[b"query-notice", case.registration.0.as_bytes()],
        );
        out.steps.push(Step::Document {
            document,
            kind: DocumentKind::QueryNotice,
            number: format!("{} query-notice", case.seed.number),
            plan: None,
        });
        let subjects = case
            .seed
            .debtors
            .iter()
            .map(|d| person_id(self.seed, d))
            .collect();
        out.steps.push(Step::Sweep {
            sweep,
            subjects,
            document,
            big: case.big,
        });
    }
}

/// Units that a sweep asks: those with a carried query ability, of the region
/// or with the network.
pub fn units_to_ask(engine: &Engine, big: bool) -> Vec<UnitId> {
    engine
        .rules()
        .units()
        .askable()
        .filter(|unit| big || !unit.code.starts_with("bank-"))
        .map(|unit| unit.unit)
        .collect()
}
