//! The service of the log: read as it is stored, from any position on.

use crate::{
    api::{self, follow_response::Tail as Said},
    office::Office,
    refused::Refused,
};
use api::events_server::Events;
use futures::{StreamExt, stream, stream::BoxStream};
use levy::{
    domain::time::Timestamp,
    engine::CommandError,
    journal::{Codec, Decoded, Header},
    store::{EventStore, Position, Recorded, StreamName, Tail},
};
use std::sync::Arc;
use tonic::{Request, Response, Status};

/// Answers the calls.
pub(crate) struct EventDesk(pub(crate) Arc<Office>);

type Frames = BoxStream<'static, Result<api::FollowResponse, Status>>;

#[tonic::async_trait]
impl Events for EventDesk {
    type FollowStream = Frames;

    async fn follow(
        &self,
        request: Request<api::FollowRequest>,
    ) -> Result<Response<Frames>, Status> {
        let frames = follow(&self.0, request.into_inner()).await?;
        Ok(Response::new(frames))
    }
}

async fn follow(office: &Office, asked: api::FollowRequest) -> Result<Frames, Refused> {
    office.caller(asked.caller.as_ref())?;
    let after = asked.after.map(Position);
    office.within_log(after).await?;
    let only = asked.stream.as_deref().map(StreamName::new).transpose();
    let only = only.map_err(|error| Refused::field("stream", error.to_string()))?;
    let json = asked.form() == api::PayloadForm::Json;
    let until_caught_up = asked.until_caught_up;
    let mut last = after;
    let seen = office.levy().store().follow(after);
    let said = seen.filter_map(move |tail| {
        let said = match tail {
            Ok(Tail::Event(recorded)) => {
                last = Some(recorded.position);
                let wanted = only.as_ref().is_none_or(|only| *only == recorded.stream);
                wanted.then(|| Ok(Said::Event(frame(recorded, json))))
            }
            Ok(Tail::CaughtUp) => {
                let position = last.map(|position| position.0);
                Some(Ok(Said::CaughtUp(api::CaughtUp { position })))
            }
            Err(error) => Some(Err(Refused::from(error).into())),
        };
        std::future::ready(said)
    });
    // Whoever follows is told that the daemon stops: that is no end of the log.
    let mut stopping = office.stopping();
    let told = async move {
        let _ = stopping.wait_for(|told| *told).await;
        Err(Refused::from(CommandError::Stopping).into())
    };
    let all = stream::select(said.boxed(), stream::once(told).boxed());
    let last = move |said: &Result<Said, Status>| match said {
        Err(_) => true,
        Ok(Said::CaughtUp(_)) => until_caught_up,
        Ok(Said::Event(_)) => false,
    };
    let bounded = stream::unfold(Some(all), move |all| async move {
        let mut all = all?;
        let said = all.next().await?;
        let rest = (!last(&said)).then_some(all);
        let response = said.map(|tail| api::FollowResponse { tail: Some(tail) });
        Some((response, rest))
    });
    Ok(bounded.boxed())
}

fn frame(recorded: Recorded, json: bool) -> api::Frame {
    let Recorded {
        position,
        stream,
        revision,
        id,
        kind,
        recorded_at,
        header,
        payload,
        hash,
    } = recorded;
    let payload = if json {
        rendered(stream.kind(), &kind, &header, payload)
    } else {
        payload
    };
    api::Frame {
        position: position.0,
        stream: stream.as_str().to_owned(),
        revision: revision.0,
        id: id.to_string(),
        r#type: kind,
        recorded_at: Timestamp(recorded_at).to_rfc3339(),
        header,
        payload,
        hash: hash.to_vec(),
    }
}

/// The payload as JSON; what is not known is shown as far as it can be read.
fn rendered(stream: &str, kind: &str, header: &str, payload: Vec<u8>) -> Vec<u8> {
    let schema = Header::from_json(header).map_or(1, |header| header.schema);
    let decoded = Codec::default().decode(stream, kind, schema, payload);
    let json = match &decoded {
        Decoded::Known(event) => serde_json::to_vec(event),
        Decoded::Unknown { .. } => serde_json::to_vec(&decoded.shown()),
    };
    json.unwrap_or_else(|_| b"null".to_vec())
}
