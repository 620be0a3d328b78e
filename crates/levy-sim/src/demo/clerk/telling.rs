//! Notices to people: handed over, posted, and tried again where nobody was in.

use super::{Decision, Desk, Step};
use crate::{draw::Draw, telling};
use levy_domain::{
    matter::{
        event::{NoticeMode, NoticeTo},
        notice::NoticeState,
        state::State,
    },
    time::{DAY, HOUR, Zone},
};

/// A notice is on its way so long after it is owed: on the same day.
const AFTER: i64 = 2 * HOUR;
/// Whoever was out is tried again so much later.
const AGAIN: i64 = DAY;

impl Desk<'_> {
    /// Everybody who must be told, at his time.
    pub(super) fn tell(&self, state: &State, out: &mut Decision) {
        for (id, notice) in state.notices.open() {
            let at = match &notice.tried {
                Some(tried) => tried.next.at.plus(-HOUR),
                None => notice.since.plus(AFTER),
            };
            if at > self.now {
                self.look(out, at);
                continue;
            }
            let Some(subject) = telling::subject(state, notice) else {
                continue;
            };
            let (mode, out_today) = self.tries(notice);
            let next = self.now.plus(AGAIN).date_in(Zone::CHINA);
            out.steps.push(Step::Tell {
                notice: *id,
                subject,
                mode,
                vain: out_today.then_some(next),
            });
        }
    }

    /// How it is tried, and whether in vain: now and then a debtor is out.
    fn tries(&self, notice: &NoticeState) -> (NoticeMode, bool) {
        match (&notice.owed.to, &notice.tried) {
            (NoticeTo::Debtor, None) => {
                let about = notice.owed.notice.0;
                let mut draw = Draw::keyed(self.seed, "at-home", &[about.as_bytes()]);
                (NoticeMode::Direct, draw.chance(80))
            }
            (NoticeTo::Debtor, Some(_)) => (NoticeMode::Left, false),
            (NoticeTo::Applicant, _) => (NoticeMode::Network, false),
            _ => (NoticeMode::Post, false),
        }
    }
}
