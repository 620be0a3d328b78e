//! The listener of the court's door.

use super::bounds::Bounds;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
};

/// The head of a request: three headers of ours, and what gateways add.
const HEAD_MAX_BYTES: usize = 32 * 1024;
/// When a connection cannot be accepted: out of descriptors, mostly.
const PAUSE: Duration = Duration::from_millis(50);

/// Serves `router` until `until` is over, then ends what is under way. A
/// connection that is slow with the head of a request, or quiet between two,
/// is closed, and none outlives its bound; above the bound connections wait to
/// be accepted.
pub async fn serve_replies(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    until: impl Future<Output = ()> + Send,
) {
    let room = Arc::new(Semaphore::new(bounds.connections));
    let (stop, stopping) = watch::channel(());
    let mut lines = JoinSet::new();
    let mut until = pin!(until);
    loop {
        let (stream, place) = tokio::select! {
            () = &mut until => break,
            accepted = accept(&listener, &room) => accepted,
        };
        while lines.try_join_next().is_some() {}
        let line = serve(stream, router.clone(), bounds, stopping.clone());
        lines.spawn(async move {
            line.await;
            drop(place);
        });
    }
    drop(listener);
    stop.send_replace(());
    while lines.join_next().await.is_some() {}
}

async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    // Nobody closes the semaphore.
    let place = Arc::clone(room).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            Err(error) => {
                tracing::warn!(kind = ?error.kind(), "a connection was not accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn serve(
    stream: TcpStream,
    router: Router,
    bounds: Bounds,
    mut stopping: watch::Receiver<()>,
) {
    // Without it a small answer waits for the next packet.
    drop(stream.set_nodelay(true));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head)
        .max_buf_size(HEAD_MAX_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        _ = stopping.changed() => None,
        () = tokio::time::sleep(bounds.life) => None,
    };
    let ended = match ended {
        Some(ended) => Ok(ended),
        None => {
            connection.as_mut().graceful_shutdown();
            tokio::time::timeout(bounds.farewell, connection).await
        }
    };
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a connection of a unit ended"),
        Err(_) => tracing::debug!("a connection of a unit was cut off"),
    }
}
