//! Kaplan-Meier: how long until an answer, when some have not answered yet.
//!
//! Every order is watched from its service. It ends with an answer, or the
//! watch is cut off (still open now, recalled). Leaving the open ones out
//! would make a unit look fast by never answering; here they count as long
//! as they were watched.

/// One order: how long it was watched, and whether an answer ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watched {
    /// From the start to the answer or the cut, in any unit of time.
    pub span: i64,
    /// It ended with an answer; else the watch was cut off.
    pub answered: bool,
}

/// The estimated share of orders still without an answer, over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Instants with answers, rising, and the share left after each.
    steps: Vec<(i64, f64)>,
}

/// Products of fractions miss their exact value by less than this.
const SLACK: f64 = 1e-9;

impl Curve {
    /// Works the curve out. At a tie answers come before cuts: what is cut
    /// off at the instant of an answer was still watched there.
    pub fn of(mut watched: Vec<Watched>) -> Self {
        watched.sort_unstable_by_key(|one| one.span);
        let mut at_risk = watched.len();
        let mut left = 1.0;
        let mut steps = Vec::new();
        for tied in watched.chunk_by(|a, b| a.span == b.span) {
            let answers = tied.iter().filter(|one| one.answered).count();
            if answers > 0 {
                left *= (at_risk - answers) as f64 / at_risk as f64;
                steps.extend(tied.first().map(|one| (one.span, left)));
            }
            at_risk -= tied.len();
        }
        Curve { steps }
    }

    /// Share without an answer after `span`.
    pub fn left_after(&self, span: i64) -> f64 {
        let reached = self.steps.partition_point(|(at, _)| *at <= span);
        let last = reached.checked_sub(1).and_then(|last| self.steps.get(last));
        last.map_or(1.0, |(_, left)| *left)
    }

    /// The first instant at which at least `percent` of a hundred have
    /// answered; `None` where the curve does not reach it: nobody can say
    /// yet.
    pub fn reached(&self, percent: u32) -> Option<i64> {
        let allowed = 1.0 - f64::from(percent) / 100.0 + SLACK;
        self.steps
            .iter()
            .find(|(_, left)| *left <= allowed)
            .map(|(at, _)| *at)
    }
}
