//! Samples of events of a matter: who is liable, and when.

use super::{
    Fill,
    parts::{cny, uuid},
};
use levy_domain::{
    id::{DocumentId, LiabilityId},
    matter::event::{Event, SupplementaryOpened},
};

pub(crate) fn all(_fill: Fill) -> Vec<Event> {
    vec![
        SupplementaryOpened {
            liability: LiabilityId(uuid(51)),
            document: DocumentId(uuid(70)),
            open: cny(60_000),
        }
        .into(),
    ]
}
