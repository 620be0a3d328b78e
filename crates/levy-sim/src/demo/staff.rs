//! The invented officers of the region's courts.

use crate::year::{CaseSeed, court::Staff};
use levy::engine::Personal;
use levy::proof::SealError;
use levy_domain::{
    court::{Command, event::OfficerFiled},
    id::OfficerId,
    stamp::{Actor, Role},
    time::Date,
};
use std::{collections::BTreeMap, sync::LazyLock};

static PRESIDENTS: LazyLock<BTreeMap<&'static str, OfficerId>> = LazyLock::new(|| {
    Staff::all()
        .into_iter()
        .map(|staff| (staff.court_code, staff.president.id))
        .collect()
});

/// The president of a court of the region; the prefecture's for another.
pub(super) fn president_of(court: &str) -> OfficerId {
    let known = PRESIDENTS.get(court).or_else(|| PRESIDENTS.values().next());
    known.copied().unwrap_or(OfficerId(uuid::Uuid::nil()))
}

/// Who may stand by the judge as the second officer: the president where the
/// sum is above the bureau head's.
pub(super) fn seconds(case: &CaseSeed) -> [(OfficerId, Role); 2] {
    [
        (case.officers.bureau_head, Role::BureauHead),
        (president_of(case.home_court), Role::President),
    ]
}

/// The commands that file all of them from `from` on, each by whom: the first
/// president by the set-up of the court, everybody else by him (O-60).
///
/// # Errors
/// [`SealError`] when a name cannot be sealed.
pub(super) fn commands(
    desk: &Personal,
    from: Date,
) -> Result<Vec<(OfficerId, Actor, Command)>, SealError> {
    let all = Staff::all();
    let first = all.first().map(|staff| staff.president.id);
    let mut commands = Vec::new();
    for staff in &all {
        for officer in [&staff.president].into_iter().chain(staff.others()) {
            let card = officer.id.0.simple().to_string();
            let filed = OfficerFiled {
                officer: officer.id,
                name: desk.seal_officer(officer.id, "officer.name", &officer.name)?,
                role: officer.role.clone(),
                work_card: Some(desk.seal_officer(officer.id, "officer.card", &card)?),
                enforcement_card: None,
                from,
            };
            let by = match first {
                Some(president) if president != officer.id => {
                    Actor::officer(president, Role::President)
                }
                _ => Actor::system(),
            };
            commands.push((officer.id, by, Command::FileOfficer(filed)));
        }
    }
    Ok(commands)
}
