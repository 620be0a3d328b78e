//! The HTTP route: orders and inquiries go out through [`HttpConnector`],
//! replies and notices come in through [`reply_router`].

mod answer;
mod call;
mod client;
pub use client::{HttpConnector, Patience};
mod counters;
pub use counters::{Counters, Tally};
mod bounds;
pub use bounds::Bounds;
mod room;

mod replies;
pub use replies::reply_router;
mod serving;
pub use serving::serve_replies;

use crate::signed::{DetachedSignature, HeaderError};
use hyper::HeaderMap;

/// Where a unit takes orders.
pub const ORDERS_PATH: &str = "/v1/orders";
/// Where a unit is asked about one.
pub const INQUIRIES_PATH: &str = "/v1/inquiries";
/// Where the court takes replies.
pub const REPLIES_PATH: &str = "/v1/replies";
/// Where the court takes notices.
pub const NOTICES_PATH: &str = "/v1/notices";

/// The detached signature of a message; a header given twice counts as
/// malformed.
///
/// # Errors
/// [`HeaderError`].
pub fn signature_of(headers: &HeaderMap) -> Result<DetachedSignature, HeaderError> {
    for name in [
        crate::SUITE_HEADER,
        crate::KEY_HEADER,
        crate::SIGNATURE_HEADER,
    ] {
        if headers.get_all(name).iter().nth(1).is_some() {
            return Err(HeaderError::Malformed(name));
        }
    }
    DetachedSignature::from_headers(|name| headers.get(name).and_then(|value| value.to_str().ok()))
}
