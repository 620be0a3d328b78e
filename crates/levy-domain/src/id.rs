//! Ids that are global and never derived from a case number or an identity.
//!
//! An id is a UUID with a kind. Text form: `<prefix>_<32 hex digits>`;
//! stored as 16 bytes.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{cmp::Ordering, fmt, str::FromStr};
use thiserror::Error;
use uuid::Uuid;

/// `LEVY-D01`: not an id of the expected kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("LEVY-D01 not an id of the form {0}_<32 hex digits>")]
pub struct BadId(pub &'static str);

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident $prefix:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name(pub Uuid);

        /// The order of the bytes, as one number: every map of a matter is keyed
        /// by ids, and comparing them byte by byte was a seventh of all deciding.
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.0.as_u128().cmp(&other.0.as_u128())
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl $name {
            /// What stands before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// A deterministic id: the same parts give the same id.
            pub fn derive(space: Uuid, parts: &[&[u8]]) -> Self {
                Self(derive($prefix, space, parts))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .filter(|hex| hex.len() == 32)
                    .and_then(|hex| Uuid::try_parse(hex).ok())
                    .map(Self)
                    .ok_or(BadId($prefix))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                if s.is_human_readable() { s.collect_str(self) } else { s.serialize_bytes(self.0.as_bytes()) }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                if d.is_human_readable() {
                    let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                    text.parse().map_err(de::Error::custom)
                } else {
                    let bytes = crate::bytes::Bytes::deserialize(d)?;
                    Uuid::from_slice(&bytes.0).map(Self).map_err(de::Error::custom)
                }
            }
        }
    )+};
}

fn derive(prefix: &str, space: Uuid, parts: &[&[u8]]) -> Uuid {
    let mut name =
        Vec::with_capacity(prefix.len() + parts.iter().map(|p| p.len() + 8).sum::<usize>());
    name.extend_from_slice(prefix.as_bytes());
    for part in parts {
        name.extend_from_slice(&(part.len() as u64).to_be_bytes());
        name.extend_from_slice(part);
    }
    Uuid::new_v5(&space, &name)
}

ids! {
    /// The enforcement of one entitlement through all its case numbers (事项).
    MatterId "mat";
    /// One case number of a matter (案号登记).
    RegistrationId "reg";
    /// A case number by its keyed hash: names the stream that says whose it is.
    NumberId "num";
    /// A claim (债权); it may stand in two matters.
    ClaimId "clm";
    /// A debtor's liability for a claim (责任).
    LiabilityId "lia";
    /// A person, natural or legal.
    PersonId "per";
    /// An asset, whatever it is renamed to.
    AssetId "ast";
    /// A hold (控制); it outlives case numbers and courts.
    HoldId "hld";
    /// One request to one addressee (查控请求).
    OrderId "ord";
    /// One round of queries (一轮查询).
    SweepId "swp";
    /// A document (文书).
    DocumentId "doc";
    /// A cooperating unit (协助单位).
    UnitId "unt";
    /// Money that arrived in the court's account.
    ReceiptId "rcp";
    /// Money that leaves the court's account; one payment leaves once.
    PaymentId "pay";
    /// A reversal of enforcement (执行回转).
    ReversalId "rvs";
    /// A distribution plan (分配方案).
    DistributionId "dst";
    /// A set of orders approved together by its list hash.
    PlanId "pln";
    /// What a unit did against an order it had been served.
    BreachId "brc";
    /// A fine (罚款) on a unit or on a person in it.
    FineId "fin";
    /// What a unit says against an order (异议).
    UnitObjectionId "obj";
    /// What a judge has freed and nobody takes again.
    ExemptionId "exm";
    /// A case that is given to another court (委托执行).
    DelegationId "dlg";
    /// A standing freeze: drafted again and again against the rest of a debt.
    StandingId "std";
    /// A continuing order on wages, rent or dividends.
    IncomeId "inc";
    /// What a third party owes the debtor (到期债权).
    DebtId "dbt";
    /// Room on a claim that its home matter grants to another.
    ReservationId "rsv";
    /// An officer of the court; the token names him in headers.
    OfficerId "off";
    /// An offer to take over the care of holds (交接).
    OfferId "ofr";
    /// A report that the wrong person was meant.
    WrongPersonId "wrp";
    /// What is filed with a unit of officers' cards (证件备案).
    FilingId "fil";
    /// A notice to somebody (告知、送达).
    NoticeId "ntc";
    /// What stops named measures (中止事由).
    BarId "bar";
    /// A command; repeating one is harmless.
    CommandId "cmd";
}
