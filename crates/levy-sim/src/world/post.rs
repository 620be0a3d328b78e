//! What will happen, in order: a queue by time, and by the order of posting
//! within one instant.

use levy_connect::{
    Verified,
    wire::{NoticeBody, ReplyBody},
};
use levy_domain::{id::UnitId, time::Timestamp};
use std::collections::BTreeMap;

/// One thing that will happen.
#[derive(Debug, Clone)]
pub enum Mail {
    /// A unit calls the court with a reply.
    Reply {
        /// Who calls.
        unit: UnitId,
        /// What it says.
        reply: Box<Verified<ReplyBody>>,
    },
    /// A unit reports unasked.
    Notice {
        /// Who calls.
        unit: UnitId,
        /// What it says.
        notice: Box<Verified<NoticeBody>>,
    },
    /// Something happens at the units; the number is theirs.
    Unit(u64),
    /// It is the driver's turn; the number is his.
    Call(u64),
}

/// The queue.
#[derive(Debug, Default)]
pub struct Post {
    queue: BTreeMap<(Timestamp, u64), Mail>,
    posted: u64,
}

impl Post {
    /// `mail` happens at `at`, after what was posted for that instant before.
    pub fn put(&mut self, at: Timestamp, mail: Mail) {
        self.posted += 1;
        self.queue.insert((at, self.posted), mail);
    }

    /// When the next thing happens.
    #[must_use]
    pub fn next(&self) -> Option<Timestamp> {
        self.queue.keys().next().map(|(at, _)| *at)
    }

    /// The next thing, taken out.
    pub fn take(&mut self) -> Option<(Timestamp, Mail)> {
        let ((at, _), mail) = self.queue.pop_first()?;
        Some((at, mail))
    }

    /// True while a unit still has something to say.
    #[must_use]
    pub fn is_expected(&self, is: impl FnMut(&Mail) -> bool) -> bool {
        self.queue.values().any(is)
    }
}
