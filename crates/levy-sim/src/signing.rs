//! How the invented officers sign: what a plan still lacks is given by whoever
//! of the staff may, each once, and never by who drafted it.

use levy_domain::{id::OfficerId, matter::state::PlanState, stamp::Role};

/// Who approves `plan` next, and as what. `staff` stands in the order in which
/// they are asked.
pub(crate) fn next_approvals(
    plan: &PlanState,
    staff: &[(OfficerId, Role)],
) -> Vec<(OfficerId, Role)> {
    let mut open: Vec<&Vec<Role>> = plan.drafted.approvals_needed.iter().collect();
    for (_, given) in &plan.signatures.given {
        if let Some(at) = open.iter().position(|roles| roles.contains(given)) {
            open.remove(at);
        }
    }
    let mut used: Vec<OfficerId> = plan
        .signatures
        .given
        .iter()
        .map(|(officer, _)| *officer)
        .collect();
    used.extend(plan.drafted.drafted_by);
    let mut next = Vec::new();
    for roles in open {
        let fits =
            |(officer, role): &&(OfficerId, Role)| roles.contains(role) && !used.contains(officer);
        if let Some((officer, role)) = staff.iter().find(fits) {
            used.push(*officer);
            next.push((*officer, role.clone()));
        }
    }
    next
}
