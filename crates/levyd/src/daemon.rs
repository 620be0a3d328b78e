//! The life of the process: open, serve, stop.

use crate::{
    api::{
        FILE_DESCRIPTOR_SET, courts_server::CourtsServer, events_server::EventsServer,
        matters_server::MattersServer, units_server::UnitsServer,
    },
    arguments::say,
    config::Config,
    court_key::CourtKey,
    courts::CourtDesk,
    events::EventDesk,
    fault::Fault,
    matters::MatterDesk,
    office::Office,
    opening::{Opened, open},
    signals::Signals,
    units::UnitDesk,
};
use levy::{
    connect::http::{Bounds, Counters, reply_router, serve_replies},
    engine::Engine,
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::transport::Server;
use tonic_health::{ServingStatus, server::HealthReporter};

/// How often a failed store is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Runs until told to stop.
pub(crate) async fn run(config: Config) -> Result<(), Fault> {
    let mut signals = Signals::catch()?;
    let (grpc, grpc_at) = listen(config.grpc).await?;
    let (replies, replies_at) = listen(config.replies).await?;
    let opened = tokio::select! {
        opened = open(&config) => opened?,
        signal = signals.next() => {
            tracing::info!(signal, "told to stop while opening");
            return Ok(());
        }
    };
    let Opened {
        levy,
        peers,
        signer,
    } = opened;
    let engine = levy.engine().clone();
    let follower = levy.views().run(engine.journal().clone());
    let (stop, stopping) = watch::channel(false);
    let key = CourtKey::of(&signer);
    let office = Arc::new(Office::new(levy, key, stopping.clone()));
    let counters = Arc::new(Counters::default());
    let router = reply_router(
        Arc::new(engine.clone()),
        peers,
        signer,
        Arc::clone(&counters),
        Bounds::default(),
    );
    let (health, health_server) = tonic_health::server::health_reporter();
    serving(&health, ServingStatus::Serving).await;

    let mut servers: JoinSet<Result<(), Fault>> = JoinSet::new();
    let until = told(stopping.clone());
    let routes = routes(&office, config.request_bytes)?.add_service(health_server);
    servers.spawn(async move {
        let served = routes
            .serve_with_incoming_shutdown(TcpListenerStream::new(grpc), until)
            .await;
        served.map_err(|error| Fault::Server(error.to_string()))
    });
    let until = told(stopping);
    servers.spawn(async move {
        serve_replies(replies, router, Bounds::default(), until).await;
        Ok(())
    });
    say(&format!("replies {replies_at}\nlistening {grpc_at}\n"))?;
    tracing::info!(grpc = %grpc_at, replies = %replies_at, "serving");

    let ended = tokio::select! {
        signal = signals.next() => {
            tracing::info!(signal, "stopping");
            Ok(())
        }
        () = failure(&engine) => Err(Fault::StoreFailed),
        Some(ended) = servers.join_next() => Err(early(ended)),
    };
    serving(&health, ServingStatus::NotServing).await;
    stop.send_replace(true);
    drain(&mut servers, config.drain).await;
    follower.stop().await;
    engine.stop().await;
    drop(office);
    tracing::info!(replies = ?counters.tally(), "stopped");
    ended
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Fault> {
    let fault = |error: std::io::Error| Fault::Listen {
        address,
        why: error.to_string(),
    };
    let listener = TcpListener::bind(address).await.map_err(fault)?;
    let local = listener.local_addr().map_err(fault)?;
    Ok((listener, local))
}

fn routes(
    office: &Arc<Office>,
    request_bytes: usize,
) -> Result<tonic::transport::server::Router, Fault> {
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let fault = |error| Fault::system("no reflection", &error);
    let newer = reflection().build_v1().map_err(fault)?;
    // Many clients still ask the older version only.
    let older = reflection().build_v1alpha().map_err(fault)?;
    let matters = MattersServer::new(MatterDesk(Arc::clone(office)));
    Ok(Server::builder()
        .add_service(newer)
        .add_service(older)
        .add_service(matters.max_decoding_message_size(request_bytes))
        .add_service(UnitsServer::new(UnitDesk(Arc::clone(office))))
        .add_service(EventsServer::new(EventDesk(Arc::clone(office))))
        .add_service(CourtsServer::new(CourtDesk(Arc::clone(office)))))
}

/// The whole process and each service say the same.
async fn serving(health: &HealthReporter, status: ServingStatus) {
    for service in [
        "",
        "levy.v1.Matters",
        "levy.v1.Units",
        "levy.v1.Events",
        "levy.v1.Courts",
    ] {
        health.set_service_status(service, status).await;
    }
}

async fn told(mut stopping: watch::Receiver<bool>) {
    // An error means that nobody is left who could tell: stop as well.
    let _ = stopping.wait_for(|told| *told).await;
}

/// Ready once the store failed.
async fn failure(engine: &Engine) {
    while !engine.has_failed() {
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn early(ended: Result<Result<(), Fault>, tokio::task::JoinError>) -> Fault {
    match ended {
        Ok(Err(fault)) => fault,
        Ok(Ok(())) => Fault::Server("it was not told to".into()),
        Err(error) => Fault::Server(error.to_string()),
    }
}

/// Lets calls under way end, but not for ever.
async fn drain(servers: &mut JoinSet<Result<(), Fault>>, patience: Duration) {
    let all = async { while servers.join_next().await.is_some() {} };
    if tokio::time::timeout(patience, all).await.is_err() {
        tracing::warn!("calls under way were cut off; their clients repeat them");
        servers.shutdown().await;
    }
}
