//! The invented officers of the region's courts.

use crate::year::{CaseSeed, court::Staff};
use levy::engine::Personal;
use levy::proof::SealError;
use levy_domain::{
    court::{Command, event::OfficerFiled},
    id::OfficerId,
    stamp::Role,
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

/// The commands that file all of them from `from` on.
///
/// # Errors
/// [`SealError`] when a name cannot be sealed.
pub(super) fn commands(
    desk: &Personal,
    from: Date,
) -> Result<Vec<(OfficerId, Command)>, SealError> {
    let mut commands = Vec::new();
    for staff in Staff::all() {
        for officer in staff.officers() {
            let card = officer.id.0.simple().to_string();
            let filed = OfficerFiled {
                officer: officer.id,
                name: desk.seal_officer(officer.id, "officer.name", &officer.name)?,
                role: officer.role.clone(),
                work_card: Some(desk.seal_officer(officer.id, "officer.card", &card)?),
                enforcement_card: None,
                from,
            };
            commands.push((officer.id, Command::FileOfficer(filed)));
        }
    }
    Ok(commands)
}
