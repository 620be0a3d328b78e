//! Every bound of the engine, with its reason.

/// Bounds that a site may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EngineLimits {
    /// Tasks that own streams; one per core is enough, since they never wait.
    pub shards: usize,
    /// Orders at one unit at a time.
    pub per_unit: usize,
    /// Orders at all units at a time.
    pub in_flight: usize,
    /// Streams kept in memory per shard; quiet ones leave first.
    pub residents: usize,
}

impl Default for EngineLimits {
    fn default() -> Self {
        EngineLimits {
            shards: 2,
            per_unit: 4,
            in_flight: 64,
            residents: 4_096,
        }
    }
}

/// Causes that wait for one shard. A full queue makes callers wait.
pub(crate) const QUEUE: usize = 4_096;
/// Causes that a shard takes at once before it writes.
pub(crate) const TAKE: usize = 256;
/// Events of one write; below the store's limit, so that one decision always
/// fits on top.
pub(crate) const WRITE_EVENTS: usize = 480;
/// Bytes of bodies and events of one write are bounded by this many queries.
pub(crate) const PLAN_CHUNK: usize = 400;
/// Orders of one stream on the desk at a time; the rest stays a duty.
pub(crate) const OFFERED: usize = 256;
/// Overdue or silent duties settled in one pass.
pub(crate) const PASS: usize = 256;
/// Assets in one batch of findings.
pub(crate) const FINDINGS: usize = 200;
/// Bytes of one batch, counted as JSON: far below what one event may be, since
/// an asset may come with long lists.
pub(crate) const FINDINGS_BYTES: usize = 128 * 1024;
/// Attempts in a row within machine time before the duty is put off.
pub(crate) const ATTEMPTS: u32 = 7;
/// First pause between attempts, machine time in milliseconds; doubles.
pub(crate) const PAUSE_MS: u64 = 15;
/// Hands kept free of queries, so that a release never waits for a round of
/// thousands of them; at most half of all.
pub(crate) const RESERVED: usize = 8;
/// First time that an order is put off after an attempt that brought nothing,
/// in the court's time; doubles [`BACK_OFF_DOUBLINGS`] times.
pub(crate) const BACK_OFF: i64 = levy_domain::time::MINUTE;
/// Up to about four hours.
pub(crate) const BACK_OFF_DOUBLINGS: u32 = 8;
/// How long a duty is put off (in the court's time) when a unit cannot be
/// reached.
pub(crate) const PUT_OFF: i64 = 15 * levy_domain::time::MINUTE;

const _: () = assert!(PLAN_CHUNK < WRITE_EVENTS && OFFERED <= QUEUE && TAKE <= QUEUE);
