//! What units send of themselves comes in here. An authenticated reply is
//! never refused once read: it is folded, or it is kept on the unit's desk.

use crate::{
    DirectoryError, Engine, StreamKey,
    cause::{Cause, Incoming, SetAside, What},
};
use async_trait::async_trait;
use levy_connect::{
    ReplySink, Stray, TakeError, Verified,
    wire::{NoticeBody, ReplyBody},
};
use levy_domain::{
    bytes::Digest,
    id::{OrderId, UnitId},
    time::Timestamp,
};
use tokio::sync::oneshot;

const LATER: TakeError = TakeError { after_seconds: 1 };

/// What cannot be routed now is not set aside: the unit sends it again.
fn later(error: DirectoryError) -> TakeError {
    tracing::warn!(%error, "a unit is asked to send again");
    LATER
}

impl Engine {
    async fn keep(
        &self,
        unit: UnitId,
        order: Option<OrderId>,
        reason: &str,
        kept: (&[u8], Digest),
    ) -> Result<Timestamp, TakeError> {
        let (reply, answered) = oneshot::channel();
        let ask = self
            .shared()
            .set_aside(unit, order, reason, kept, Some(reply))
            .ok_or(LATER)?;
        let key = StreamKey::Unit(unit);
        let hold = self.hold();
        if !self
            .deliver(Cause {
                key,
                what: What::Ask(Box::new(ask)),
                hold,
            })
            .await
        {
            return Err(LATER);
        }
        match answered.await {
            Ok(Ok(_)) => Ok(self.clock().now()),
            Ok(Err(_)) | Err(_) => Err(LATER),
        }
    }
}

#[async_trait]
impl ReplySink for Engine {
    async fn take(&self, unit: UnitId, reply: Verified<ReplyBody>) -> Result<Timestamp, TakeError> {
        let order = reply.body.order;
        let bytes = reply.kept();
        let hash = reply.hash;
        let found = self.shared().routes.find(order).await;
        let Some(key) = found.map_err(later)? else {
            return self
                .keep(unit, Some(order), "unknown-order", (&bytes, hash))
                .await;
        };
        let (taken, answered) = oneshot::channel();
        let incoming = Incoming {
            unit,
            order,
            reply,
            sent_at: None,
            word: None,
            taken: Some(taken),
        };
        let hold = self.hold();
        if !self
            .deliver(Cause {
                key,
                what: What::Incoming(Box::new(incoming)),
                hold,
            })
            .await
        {
            return Err(LATER);
        }
        match answered.await {
            Ok(Ok(at)) => Ok(at),
            Ok(Err(SetAside(reason))) => self.keep(unit, Some(order), reason, (&bytes, hash)).await,
            Err(_) => Err(LATER),
        }
    }

    async fn notice(
        &self,
        unit: UnitId,
        notice: Verified<NoticeBody>,
    ) -> Result<Timestamp, TakeError> {
        let bytes = notice.kept();
        let hash = notice.hash;
        let order = notice.body.hold_order;
        let key = match order {
            Some(order) => self.shared().routes.find(order).await.map_err(later)?,
            None => None,
        };
        let Some(key) = key else {
            return self.keep(unit, order, "unasked", (&bytes, hash)).await;
        };
        let (taken, answered) = oneshot::channel();
        let hold = self.hold();
        let what = What::Notice {
            unit,
            notice: Box::new(notice),
            taken,
        };
        if !self.deliver(Cause { key, what, hold }).await {
            return Err(LATER);
        }
        match answered.await {
            Ok(Ok(at)) => Ok(at),
            Ok(Err(SetAside(reason))) => self.keep(unit, order, reason, (&bytes, hash)).await,
            Err(_) => Err(LATER),
        }
    }

    async fn set_aside(&self, unit: UnitId, stray: Stray) -> Result<Timestamp, TakeError> {
        let order = stray.reply.as_ref().map(|reply| reply.body.order);
        self.keep(
            unit,
            order,
            "not-ours",
            (&stray.signed.to_evidence(), stray.hash()),
        )
        .await
    }
}
