//! Notices to people. Some are forgotten until their clock has passed.

use super::{Decision, Desk, Step};
use crate::{draw::Draw, telling};
use levy_domain::{
    matter::{
        event::{NoticeTo, ServiceWay},
        state::State,
    },
    time::{DAY, HOUR, Zone},
};

impl Desk<'_> {
    /// Everybody who must be told, at his time.
    pub(super) fn tell(&self, state: &State, out: &mut Decision) {
        for (id, notice) in state.notices.open() {
            let mut draw = Draw::keyed(0, "notice", &[id.0.as_bytes()]);
            let late = draw.chance(30);
            let at = match &notice.tried {
                _ if late && !notice.overdue => {
                    continue;
                }
                Some(tried) => tried.next.at.plus(-HOUR),
                None => notice.since.plus(2 * HOUR),
            };
            if at > self.now {
                self.look(out, at);
                continue;
            }
            let Some(subject) = telling::subject(state, notice) else {
                continue;
            };
            let first = notice.tried.is_none();
            let vain = first && notice.owed.to == NoticeTo::Debtor && draw.chance(100);
            let next = self.now.plus(DAY).date_in(Zone::CHINA);
            let mode = if first {
                ServiceWay::Direct
            } else {
                ServiceWay::LeftBehind
            };
            let next = vain.then_some(next);
            out.steps.push(Step::Tell(*id, subject, mode, next));
        }
    }
}
