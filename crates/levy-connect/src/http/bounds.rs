//! What the court's door bears at once, so that its memory has an end whatever
//! comes in.

use std::time::Duration;

/// Bounds of the door for what units send by themselves. Bodies that are read
/// or wait for the engine take at most `bodies` times
/// [`REPLY_MAX_BYTES`](crate::limits::REPLY_MAX_BYTES), and a little more while
/// they are copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Connections at once; more wait to be accepted.
    pub connections: usize,
    /// For the head of a request, in machine time, and between two requests.
    pub head: Duration,
    /// Bodies that are being read or wait until they are durable; one more is
    /// asked to come again (503).
    pub bodies: usize,
    /// For the bytes of a body; who is slower is cut off and sends again.
    pub body: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds {
            connections: 1_024,
            head: Duration::from_secs(10),
            bodies: 128,
            body: Duration::from_secs(30),
        }
    }
}
