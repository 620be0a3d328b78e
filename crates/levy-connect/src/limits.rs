//! Every bound of the wire, with its reason.

/// An order: a thousand lines with room to spare.
pub const ORDER_MAX_BYTES: usize = 512 * 1024;
/// A reply: sealed and stored as one event (at most 512 KiB), where every
/// personal value grows by about a hundred bytes. A unit with more to say
/// answers in parts, the last one `final`.
pub const REPLY_MAX_BYTES: usize = 256 * 1024;
/// A notice says one thing.
pub const NOTICE_MAX_BYTES: usize = 64 * 1024;
/// A receipt or an acknowledgement: ids, a hash, times.
pub const RECEIPT_MAX_BYTES: usize = 16 * 1024;
/// An inquiry: ids, codes, a time.
pub const INQUIRY_MAX_BYTES: usize = 16 * 1024;
/// A standing repeats every reply given so far.
pub const STANDING_MAX_BYTES: usize = 4 * 1024 * 1024;
/// Lines of one order or one reply.
pub const LINES_MAX: usize = 1_000;
/// Replies in one standing.
pub const STANDING_REPLIES_MAX: usize = 64;
/// The largest whole number that every JSON reader keeps exactly.
pub const EXACT_MAX: u64 = (1 << 53) - 1;
/// A signature header; the suites in sight need 88 characters.
pub const SIGNATURE_MAX_CHARS: usize = 8 * 1024;

const _: () = assert!(REPLY_MAX_BYTES < STANDING_MAX_BYTES);
const _: () = assert!(RECEIPT_MAX_BYTES < REPLY_MAX_BYTES);
const _: () = assert!(STANDING_MAX_BYTES >= 16 * REPLY_MAX_BYTES);
