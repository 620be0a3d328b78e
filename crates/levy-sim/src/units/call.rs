//! One HTTP exchange over loopback, bounded in machine time and size.

use super::error::UnitsError;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{HeaderMap, Method, Request, header::CONTENT_TYPE};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;

/// A whole answer.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// A client that keeps its connections.
#[derive(Clone)]
pub(super) struct Caller {
    client: Client<HttpConnector, Full<Bytes>>,
}

impl Caller {
    pub(super) fn new() -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(Duration::from_secs(2)));
        Caller {
            client: Client::builder(TokioExecutor::new()).build(connector),
        }
    }

    /// Sends `body` and reads at most `limit` bytes.
    pub(super) async fn send(
        &self,
        method: Method,
        url: &str,
        headers: impl IntoIterator<Item = (&'static str, String)>,
        body: Bytes,
        limit: usize,
        patience: Duration,
    ) -> Result<Answer, UnitsError> {
        let failed = |why: &dyn std::fmt::Display| UnitsError::Call(why.to_string());
        let mut request = Request::builder().method(method).uri(url);
        request = request.header(CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request
            .body(Full::new(body))
            .map_err(|error| failed(&error))?;
        let exchange = async {
            let response = self
                .client
                .request(request)
                .await
                .map_err(|error| failed(&error))?;
            let (head, body) = response.into_parts();
            let body = Limited::new(body, limit)
                .collect()
                .await
                .map_err(|error| failed(&error))?;
            Ok(Answer {
                status: head.status.as_u16(),
                headers: head.headers,
                body: body.to_bytes(),
            })
        };
        tokio::time::timeout(patience, exchange)
            .await
            .unwrap_or_else(|_| Err(UnitsError::Call("no answer in time".into())))
    }

    /// Sends a JSON value and reads one.
    pub(super) async fn json<T: DeserializeOwned>(
        &self,
        method: Method,
        url: &str,
        body: Option<&(impl Serialize + Sync)>,
        patience: Duration,
    ) -> Result<T, UnitsError> {
        let bytes = body.map_or(Ok(Vec::new()), serde_json::to_vec);
        let bytes = bytes.map_err(|error| UnitsError::Call(error.to_string()))?;
        let answer = self
            .send(method, url, [], bytes.into(), CONTROL_MAX_BYTES, patience)
            .await?;
        if answer.status != 200 {
            let why = String::from_utf8_lossy(&answer.body).into_owned();
            return Err(UnitsError::Status {
                status: answer.status,
                why,
            });
        }
        serde_json::from_slice(&answer.body).map_err(|error| UnitsError::Call(error.to_string()))
    }
}

/// A page of rows of the control plane.
const CONTROL_MAX_BYTES: usize = 64 * 1024 * 1024;
