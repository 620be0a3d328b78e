//! The control plane of a simulation: court time, the counter, the books.

use super::{
    callback::deliver,
    control::{Acked, Advance, Advanced, BookOrder, BooksReport, CourtUrl, Credit, Statement},
    error::UnitsError,
    server::Hall,
};
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use levy_domain::id::OrderId;
use std::sync::{Arc, PoisonError};

type At = State<Arc<Hall>>;

/// `/sim/...`.
pub(super) fn routes(hall: Arc<Hall>) -> Router {
    Router::new()
        .route("/sim/advance", post(advance))
        .route("/sim/time", post(time))
        .route("/sim/court", post(court))
        .route("/sim/statement/{code}/{order}", get(statement))
        .route("/sim/credits", get(credits))
        .route("/sim/books", get(books))
        .route("/sim/books/orders", get(orders))
        .route("/sim/books/acks", get(acks))
        .with_state(hall)
}

/// Which page: `after=N&limit=N`.
struct Page {
    after: u64,
    limit: u32,
}

impl Page {
    fn of(RawQuery(query): RawQuery) -> Self {
        let query = query.unwrap_or_default();
        let value = |name: &str| {
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find(|pair| pair.0 == name)
        };
        Page {
            after: value("after")
                .and_then(|(_, text)| text.parse().ok())
                .unwrap_or_default(),
            limit: value("limit")
                .and_then(|(_, text)| text.parse().ok())
                .unwrap_or(1_000),
        }
    }
}

async fn advance(
    State(hall): At,
    Json(Advance { to }): Json<Advance>,
) -> Result<Json<Advanced>, UnitsError> {
    let _one = hall.advancing.lock().await;
    let roster = Arc::clone(&hall.roster);
    let moved = hall.writer.run(move |books| {
        books.advance(to)?;
        books.ripen(&roster)
    });
    moved.await?;
    let (delivered, undelivered) = deliver(&hall).await?;
    let next_due = hall.writer.run(|books| books.next_due()).await?;
    Ok(Json(Advanced {
        now: to,
        next_due,
        delivered,
        undelivered,
    }))
}

async fn time(
    State(hall): At,
    Json(Advance { to }): Json<Advance>,
) -> Result<Json<Advance>, UnitsError> {
    let _one = hall.advancing.lock().await;
    hall.writer.run(move |books| books.advance(to)).await?;
    Ok(Json(Advance { to }))
}

async fn court(
    State(hall): At,
    Json(CourtUrl { url }): Json<CourtUrl>,
) -> Result<Json<CourtUrl>, UnitsError> {
    let url = url.trim_end_matches('/').to_owned();
    let kept = url.clone();
    hall.writer
        .run(move |books| books.set_fact("court", &kept))
        .await?;
    *hall.court.write().unwrap_or_else(PoisonError::into_inner) = Some(url.clone());
    Ok(Json(CourtUrl { url }))
}

async fn statement(
    State(hall): At,
    Path((code, order)): Path<(String, OrderId)>,
) -> Result<Json<Statement>, UnitsError> {
    if !hall.roster.contains_key(&code) {
        return Err(UnitsError::Status {
            status: 404,
            why: "no such unit".into(),
        });
    }
    hall.writer
        .run(move |books| books.statement(&code, order))
        .await
        .map(Json)
}

async fn credits(State(hall): At, query: RawQuery) -> Result<Json<Vec<Credit>>, UnitsError> {
    let page = Page::of(query);
    hall.writer
        .run(move |books| books.credits(page.after))
        .await
        .map(Json)
}

async fn books(State(hall): At) -> Result<Json<BooksReport>, UnitsError> {
    hall.writer.run(|books| books.report()).await.map(Json)
}

async fn orders(State(hall): At, query: RawQuery) -> Result<Json<Vec<BookOrder>>, UnitsError> {
    let page = Page::of(query);
    hall.writer
        .run(move |books| books.orders(page.after, page.limit))
        .await
        .map(Json)
}

async fn acks(State(hall): At, query: RawQuery) -> Result<Json<Vec<Acked>>, UnitsError> {
    let page = Page::of(query);
    hall.writer
        .run(move |books| books.acks(page.after, page.limit))
        .await
        .map(Json)
}

impl IntoResponse for UnitsError {
    fn into_response(self) -> Response {
        let status = match &self {
            UnitsError::Backwards { .. } => StatusCode::CONFLICT,
            UnitsError::Status { status, .. } => {
                StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, self.to_string()).into_response()
    }
}
