//! The units' wire: orders and inquiries, as levy-connect's contract has them.
//! Both come as signed bodies.

use super::{books::Reception, listener::Cut, roster::Unit, server::Hall};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use levy_connect::{
    DetachedSignature, SignedBody, Verified,
    http::signature_of,
    limits::{INQUIRY_MAX_BYTES, ORDER_MAX_BYTES},
    unit_side::{CallRefusal, UnitSide},
    wire::WireError,
};
use levy_domain::bytes::Digest;
use std::{sync::Arc, time::Duration};

/// Machine time for the bytes of a body to come.
const BODY_PATIENCE: Duration = Duration::from_secs(30);

/// `/u/{code}/v1/orders` and `/u/{code}/v1/inquiries`.
pub(super) fn routes(hall: Arc<Hall>) -> Router {
    Router::new()
        .route("/u/{code}/v1/orders", post(order))
        .route("/u/{code}/v1/inquiries", post(inquiry))
        .with_state(hall)
}

async fn order(
    State(hall): State<Arc<Hall>>,
    Path(code): Path<String>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let Some(unit) = hall.roster.get(&code).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match take(&hall, &unit, request).await {
        Ok(Reception::Cut) => {
            cut.cut();
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        Ok(Reception::OutOfService) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Ok(Reception::OtherBytes) => StatusCode::CONFLICT.into_response(),
        Ok(Reception::Answer {
            status,
            signed,
            late,
        }) => {
            if late {
                tokio::time::sleep(hall.late).await;
            }
            signed_response(status, &signed)
        }
        Err(turned) => turned,
    }
}

async fn take(hall: &Hall, unit: &Arc<Unit>, request: Request) -> Result<Reception, Response> {
    let order = read(hall, unit, request, ORDER_MAX_BYTES, UnitSide::order).await?;
    let at = Arc::clone(unit);
    let received = hall
        .writer
        .run(move |books| books.receive(&at, &order))
        .await;
    received.map_err(|error| {
        tracing::error!(%error, unit = unit.code(), "an order was not taken");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    })
}

async fn inquiry(
    State(hall): State<Arc<Hall>>,
    Path(code): Path<String>,
    request: Request,
) -> Response {
    let Some(unit) = hall.roster.get(&code).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let read = read(&hall, &unit, request, INQUIRY_MAX_BYTES, UnitSide::inquiry);
    let inquiry = match read.await {
        Ok(inquiry) => inquiry,
        Err(turned) => return turned,
    };
    match hall
        .writer
        .run(move |books| books.standing(&unit, &inquiry))
        .await
    {
        Ok(standing) => signed_response(200, &standing),
        Err(error) => {
            tracing::error!(%error, "an inquiry was not answered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// How a unit's side checks what it was sent.
type Check<T> = fn(&UnitSide, DetachedSignature, Vec<u8>) -> Result<Verified<T>, CallRefusal>;

/// A signed body of at most `limit` bytes, checked; or what to say instead.
async fn read<T>(
    hall: &Hall,
    unit: &Arc<Unit>,
    request: Request,
    limit: usize,
    check: Check<T>,
) -> Result<Verified<T>, Response> {
    let signature = match signature_of(request.headers()) {
        Ok(signature) => signature,
        Err(error) => return Err(turn_away(hall, unit, &error.into(), None).await),
    };
    let body = Limited::new(request.into_body(), limit).collect();
    let bytes = match tokio::time::timeout(BODY_PATIENCE, body).await {
        Err(_) => return Err(StatusCode::REQUEST_TIMEOUT.into_response()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            let large = WireError::TooLarge { limit };
            return Err(turn_away(hall, unit, &large.into(), None).await);
        }
        Ok(Err(_)) => return Err(StatusCode::BAD_REQUEST.into_response()),
        Ok(Ok(whole)) => whole.to_bytes(),
    };
    match check(&unit.side, signature, bytes.to_vec()) {
        Ok(body) => Ok(body),
        Err(refusal) => Err(turn_away(hall, unit, &refusal, Some(Digest::of(&bytes))).await),
    }
}

/// Notes what was turned away, then says so.
async fn turn_away(
    hall: &Hall,
    unit: &Arc<Unit>,
    refusal: &CallRefusal,
    hash: Option<Digest>,
) -> Response {
    let status = refusal.status();
    let kind = match status {
        401 => "unsigned",
        403 | 421 => "misdirected",
        413 => "oversize",
        _ => "unreadable",
    };
    let at = Arc::clone(unit);
    let noted = hall
        .writer
        .run(move |books| books.note(at.code(), kind, None, hash, "turned-away"));
    if let Err(error) = noted.await {
        tracing::error!(%error, "a message was not noted");
    }
    StatusCode::from_u16(status)
        .unwrap_or(StatusCode::BAD_REQUEST)
        .into_response()
}

fn signed_response(status: u16, signed: &SignedBody) -> Response {
    let mut response = Response::new(Body::from(signed.bytes.to_vec()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    for (name, value) in signed.signature.headers() {
        match HeaderValue::try_from(value) {
            Ok(value) => headers.insert(name, value),
            Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
    }
    response
}
