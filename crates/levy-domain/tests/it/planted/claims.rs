//! Who is liable, and when.

use super::{Bug, Plant};
use crate::world::RULING;
use levy_domain::{decider::Decider, matter::Matter};

pub(super) const BUGS: &[Bug] = &[Bug {
    name: "supplementary-debtor-first",
    failure: "-",
    says: "a debtor who is liable after others is frozen before them",
    caught_by: "spec::sharing::nothing_is_planned_against_a_supplementary_debtor_before_his_turn",
    plant: Plant::Decide(|state, command, rules, stamp| {
        let mut opened = state.clone();
        let all = state.liabilities.keys().map(|id| (*id, RULING));
        opened.opened.extend(all);
        Matter::decide(&opened, command, rules, stamp)
    }),
}];
