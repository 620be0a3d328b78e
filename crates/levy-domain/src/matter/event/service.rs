//! How the court serves people (送达方式).

use crate::refusal::{Refusal, malformed};

open_enum! {
    /// How a notice or a ruling reached somebody.
    ServiceWay {
        /// Into his own hands (直接送达).
        Direct = "direct",
        /// Left with him who would not take it (留置送达).
        LeftBehind = "left-behind",
        /// By post (邮寄送达).
        Post = "post",
        /// By electronic means to which he agreed (电子送达).
        Network = "network",
        /// By another court or whoever he is with (委托、转交送达).
        Relayed = "relayed",
        /// By publication (公告送达): the day is that on which it counts as
        /// served.
        Publication = "publication",
    }
}

impl ServiceWay {
    /// Nobody was served in a way that nobody knows.
    pub(crate) fn check_known(&self) -> Result<(), Refusal> {
        match self {
            ServiceWay::Other(_) => malformed("way", "is no way of service that is known"),
            _ => Ok(()),
        }
    }
}
