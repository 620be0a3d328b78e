//! Bodies as they travel: canonical JSON (RFC 8785), version 1, whole
//! numbers only, personal data opened and therefore masked in `Debug`.
//!
//! What the court sends to be acted on is read strictly: an unknown field is an
//! error, since a unit must not act on what it does not understand. What units send is read
//! leniently: unknown fields and literals are kept in the raw bytes, because
//! an authenticated reply is never refused.
//!
//! The fields of a body are declared in the order of their names, which is the
//! canonical one: it is then written in one pass.

mod error;
pub use error::WireError;
mod private;
pub use private::Private;
mod exact;
pub use exact::{Exact, V1};
mod canonical;
mod ordered;
pub use canonical::{body_hash, to_canonical};
mod decode;
pub use decode::{WireBody, decode};

mod order;
pub use order::{
    CourtAccount, FenceBody, OrderBasis, OrderBody, OrderDocument, OrderLine, OrderOfficer,
    OrderSubject,
};
mod reply;
pub use reply::{FoundBody, HolderBody, PriorBody, ReplyBody, ReplyLine, RightBody};
mod receipt;
pub use receipt::{AckBody, ReceiptBody};
mod inquiry;
pub use inquiry::{InquiryBody, Nonce};
mod standing;
pub use standing::{StandingBody, StandingKind};
mod notice;
pub use notice::{NoticeBody, NoticeKind};

mod sealing;
pub use sealing::{PersonalField, SaidOfAll, SealField};
