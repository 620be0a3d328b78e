//! Duties of which one command says that their time has come.

use super::Next;
use levy_domain::{
    id::{PlanId, StandingId},
    matter::{State, standing},
};

/// The next round of a standing freeze. Its plan has one id, however often
/// the duty is tried.
pub(super) fn standing(state: &State, standing: StandingId) -> Next {
    let rounds = state.standings.get(&standing).map_or(0, |one| one.rounds);
    let plan = PlanId::derive(standing.0, &[b"round", &rounds.to_be_bytes()]);
    let repeat = standing::Command::Repeat { standing, plan };
    Next::note("standing", standing.0, repeat)
}
