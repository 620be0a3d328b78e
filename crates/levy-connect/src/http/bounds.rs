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
    /// Of them under the keys of one unit, which alone never fills the door.
    pub bodies_of_one: usize,
    /// For the bytes of a body; who is slower is cut off and sends again.
    pub body: Duration,
    /// Of one connection; then it ends with the request that is under way. A
    /// peer that reads no answer holds its place no longer than that.
    pub life: Duration,
    /// For what is under way when a connection ends.
    pub farewell: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds {
            connections: 1_024,
            head: Duration::from_secs(10),
            bodies: 128,
            bodies_of_one: 16,
            body: Duration::from_secs(30),
            life: Duration::from_secs(600),
            farewell: Duration::from_secs(60),
        }
    }
}
