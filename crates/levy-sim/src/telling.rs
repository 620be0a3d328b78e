//! How the invented officers tell people of holds: whose file the slip of
//! service goes into, and what is entered of a try.

use levy_domain::{
    bytes::Digest,
    id::{NoticeId, PersonId},
    matter::{
        event::ServiceWay,
        notice::{Command, NoticeState},
        state::State,
    },
    time::Date,
};

/// Only a party has a file of his own; else the owner of the asset.
pub(crate) fn subject(state: &State, notice: &NoticeState) -> Option<PersonId> {
    notice.owed.person.or_else(|| {
        let asset = state.assets.get(&notice.owed.asset?)?;
        Some(asset.person)
    })
}

/// What is entered of a try on `today`; `vain` is the day on which whoever was
/// out is tried again.
pub(crate) fn entered(
    notice: NoticeId,
    mode: ServiceWay,
    today: Date,
    vain: Option<Date>,
    slip: Digest,
) -> Command {
    match vain {
        None => Command::Serve {
            notice,
            mode,
            served_on: today,
            evidence: slip,
        },
        Some(next_on) => Command::Fail {
            notice,
            mode,
            tried_on: today,
            reason: "not-at-home".into(),
            evidence: Some(slip),
            next_on,
        },
    }
}
