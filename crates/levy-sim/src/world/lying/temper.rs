//! How often a unit fails in which way.

use crate::draw::Draw;

/// Permille of the orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Temper {
    /// Cannot be reached.
    pub no_connection: u64,
    /// Its machine takes no more now.
    pub too_many: u64,
    /// Its machine will not take this one item.
    pub poisoned: u64,
    /// The request is lost.
    pub lost_request: u64,
    /// The request arrives days later.
    pub late_request: u64,
    /// It acts, and its answer is lost.
    pub lost_answer: u64,
    /// The request arrives a second time, up to two months later.
    pub twice: u64,
    /// It answers by callback rather than at once.
    pub by_call: u32,
    /// It answers in parts.
    pub parts: u32,
    /// The second part comes first.
    pub out_of_order: u32,
    /// A word is corrected later.
    pub corrected: u32,
    /// The sum is wrong, for ever.
    pub wrong_sum: u32,
    /// The same sequence again with another sum.
    pub contradicts: u32,
    /// It answers other bytes than were sent.
    pub other_body: u32,
    /// One line has an outcome that nobody knows, and a right one later.
    pub odd_line: u32,
    /// The answer comes long after every deadline.
    pub late_answer: u32,
}

/// What becomes of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Through,
    NoConnection,
    TooMany,
    Poisoned,
    LostRequest,
    LateRequest,
    LostAnswer,
    Twice,
}

impl Temper {
    /// One unit is worse than another.
    #[must_use]
    pub fn draw(draw: &mut Draw) -> Self {
        let mut worse = |base: u64| base * draw.between(5, 15) / 10;
        let narrow = |permille: u64| u32::try_from(permille).unwrap_or(0);
        Temper {
            no_connection: worse(20),
            too_many: worse(8),
            poisoned: worse(3),
            lost_request: worse(15),
            late_request: worse(12),
            lost_answer: worse(20),
            twice: worse(20),
            by_call: narrow(worse(450)),
            parts: narrow(worse(120)),
            out_of_order: narrow(worse(200)),
            corrected: narrow(worse(40)),
            wrong_sum: narrow(worse(12)),
            contradicts: narrow(worse(8)),
            other_body: narrow(worse(5)),
            odd_line: narrow(worse(10)),
            late_answer: narrow(worse(25)),
        }
    }

    /// Answers everything, mostly at once, and never lies.
    #[must_use]
    pub fn honest() -> Self {
        Temper {
            no_connection: 0,
            too_many: 0,
            poisoned: 0,
            lost_request: 0,
            late_request: 0,
            lost_answer: 0,
            twice: 0,
            by_call: 0,
            parts: 0,
            out_of_order: 0,
            corrected: 0,
            wrong_sum: 0,
            contradicts: 0,
            other_body: 0,
            odd_line: 0,
            late_answer: 0,
        }
    }

    pub(super) fn way(&self, draw: &mut Draw) -> Way {
        let mut at = draw.below(1_000);
        let ways = [
            (self.no_connection, Way::NoConnection),
            (self.too_many, Way::TooMany),
            (self.poisoned, Way::Poisoned),
            (self.lost_request, Way::LostRequest),
            (self.late_request, Way::LateRequest),
            (self.lost_answer, Way::LostAnswer),
            (self.twice, Way::Twice),
        ];
        for (permille, way) in ways {
            match at.checked_sub(permille) {
                Some(rest) => at = rest,
                None => return way,
            }
        }
        Way::Through
    }
}
