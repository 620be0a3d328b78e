//! Notices to people go out with the day's post, and again where nobody was in.

use super::{Decision, Desk, Step};
use crate::{
    demo::{EVENING, evening_after},
    draw::Draw,
    telling,
};
use levy_domain::{
    matter::{
        event::{NoticeTo, ServiceWay},
        notice::NoticeState,
        state::State,
    },
    time::{DAY, Timestamp, Zone},
};

/// Whoever was out is tried again so much later.
const AGAIN: i64 = DAY;

impl Desk<'_> {
    /// Everybody who must be told, at his time.
    pub(super) fn tell(&self, state: &State, out: &mut Decision) {
        for (id, notice) in state.notices.open() {
            let at = match &notice.tried {
                Some(tried) => {
                    let day = tried.next.at.date_in(Zone::CHINA);
                    Timestamp::start_of(day, Zone::CHINA).plus(EVENING)
                }
                None => evening_after(notice.since),
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
    fn tries(&self, notice: &NoticeState) -> (ServiceWay, bool) {
        match (&notice.owed.to, &notice.tried) {
            (NoticeTo::Debtor, None) => {
                let about = notice.owed.notice.0;
                let mut draw = Draw::keyed(self.seed, "at-home", &[about.as_bytes()]);
                (ServiceWay::Direct, draw.chance(80))
            }
            (NoticeTo::Debtor, Some(_)) => (ServiceWay::LeftBehind, false),
            (NoticeTo::Applicant, _) => (ServiceWay::Network, false),
            _ => (ServiceWay::Post, false),
        }
    }
}
