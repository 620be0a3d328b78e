//! A court's program opens matters, asks, follows the log and goes on after
//! the daemon was stopped.

use crate::daemon::{Daemon, PATIENCE, Place, act, clerk};
use levyd::api::{self, follow_response::Tail};
use tokio::time::timeout;
use tonic::{Code, Streaming};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_reflection::pb::v1::{
    ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
    server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
};
use tonic_reflection::pb::v1alpha;

async fn open(daemon: &Daemon, tag: &str) -> api::Made {
    let asked = api::OpenMatterRequest {
        act: Some(act(tag)),
        ..Default::default()
    };
    daemon
        .matters()
        .open_matter(asked)
        .await
        .unwrap()
        .into_inner()
}

async fn next(stream: &mut Streaming<api::FollowResponse>) -> Option<Tail> {
    let next = timeout(PATIENCE, stream.message())
        .await
        .expect("something comes");
    next.unwrap().and_then(|response| response.tail)
}

async fn event(stream: &mut Streaming<api::FollowResponse>) -> api::Frame {
    loop {
        match next(stream).await.expect("the stream goes on") {
            Tail::Event(frame) => return frame,
            Tail::CaughtUp(_) => {}
        }
    }
}

#[tokio::test]
async fn a_follower_resumes_after_a_restart_without_gap_or_repeat() {
    let place = Place::new();
    let daemon = place.start().await;
    daemon.file_clerk().await;
    open(&daemon, "first").await;
    let before = daemon.log_after(None).await;
    let last = before.last().unwrap().position;
    let follow = || api::FollowRequest {
        caller: Some(clerk()),
        after: Some(last),
        ..Default::default()
    };
    let mut stream = daemon.events().follow(follow()).await.unwrap().into_inner();
    assert!(matches!(next(&mut stream).await, Some(Tail::CaughtUp(_))));
    let made = open(&daemon, "second").await;
    let live = event(&mut stream).await;
    assert_eq!(
        (live.r#type.as_str(), Some(live.position)),
        ("matter-opened", made.done.unwrap().position)
    );
    assert!(live.stream.starts_with("matter-sc3322.") && live.hash.len() == 32);
    assert_eq!(daemon.signal("-TERM").await, Some(0));
    let told = timeout(PATIENCE, stream.message())
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(
        told.code(),
        Code::Unavailable,
        "a follower is not told that the log ended: {told}"
    );
    let events = place.verified();

    let daemon = place.start().await;
    let mut stream = daemon.events().follow(follow()).await.unwrap().into_inner();
    assert_eq!(event(&mut stream).await, live);
    assert_eq!(daemon.log_after(None).await.len() as u64, events);
    assert_eq!(daemon.log_after(None).await[..before.len()], before[..]);
    assert_eq!(daemon.signal("-INT").await, Some(0));
    assert_eq!(place.verified(), events);
}

#[tokio::test]
async fn the_same_command_again_is_harmless() {
    let place = Place::new();
    let daemon = place.start().await;
    daemon.file_clerk().await;
    let first = open(&daemon, "once").await;
    let again = open(&daemon, "once").await;
    assert_eq!(first.id, again.id);
    assert_eq!(first.done.unwrap().events, ["matter-opened"]);
    assert!(again.done.unwrap().events.is_empty());
    daemon.file_clerk().await;
    let opened = daemon.log_after(None).await;
    assert_eq!(
        opened
            .iter()
            .filter(|frame| frame.r#type == "matter-opened")
            .count(),
        1
    );
    assert_eq!(
        opened
            .iter()
            .filter(|frame| frame.r#type == "officer-filed")
            .count(),
        2,
        "the president and the clerk"
    );
}

#[tokio::test]
async fn a_frame_can_be_checked_by_its_reader_and_read_as_json() {
    let place = Place::new();
    let daemon = place.start().await;
    daemon.file_clerk().await;
    let made = open(&daemon, "one").await;
    let frames = daemon.log_after(None).await;
    let frame = frames
        .iter()
        .find(|frame| frame.r#type == "matter-opened")
        .unwrap();
    let recorded = levy::store::Recorded {
        position: levy::store::Position(frame.position),
        stream: levy::store::StreamName::new(&frame.stream).unwrap(),
        revision: levy::store::Revision(frame.revision),
        id: frame.id.parse().unwrap(),
        kind: frame.r#type.clone(),
        recorded_at: levy::journal::Header::from_json(&frame.header)
            .unwrap()
            .recorded_at
            .0,
        header: frame.header.clone(),
        payload: frame.payload.clone(),
        hash: frame.hash.clone().try_into().unwrap(),
    };
    assert_eq!(
        levy::journal::frame::hash_of(&levy::proof::GENESIS, &recorded),
        recorded.hash
    );
    let asked = api::FollowRequest {
        caller: Some(clerk()),
        stream: Some(frame.stream.clone()),
        form: api::PayloadForm::Json.into(),
        until_caught_up: true,
        ..Default::default()
    };
    let mut stream = daemon.events().follow(asked).await.unwrap().into_inner();
    let json = event(&mut stream).await;
    let payload: serde_json::Value = serde_json::from_slice(&json.payload).unwrap();
    assert_eq!(payload["matter"], made.id);
    assert!(matches!(next(&mut stream).await, Some(Tail::CaughtUp(_))));
    assert_eq!(next(&mut stream).await, None);
}

/// Many clients ask for reflection in its older version only.
#[tokio::test]
async fn the_older_reflection_lists_the_services_too() {
    let place = Place::new();
    let daemon = place.start().await;
    let asked = v1alpha::ServerReflectionRequest {
        host: String::new(),
        message_request: Some(
            v1alpha::server_reflection_request::MessageRequest::ListServices(String::new()),
        ),
    };
    let mut client =
        v1alpha::server_reflection_client::ServerReflectionClient::new(daemon.channel.clone());
    let answers = client
        .server_reflection_info(tokio_stream::once(asked))
        .await
        .unwrap();
    let answer = answers.into_inner().message().await.unwrap().unwrap();
    let Some(v1alpha::server_reflection_response::MessageResponse::ListServicesResponse(list)) =
        answer.message_response
    else {
        panic!("no list");
    };
    assert!(
        list.service
            .iter()
            .any(|known| known.name == "levy.v1.Matters")
    );
}

#[tokio::test]
async fn health_and_reflection_answer() {
    let place = Place::new();
    let daemon = place.start().await;
    for service in ["", "levy.v1.Matters", "levy.v1.Events"] {
        let asked = HealthCheckRequest {
            service: service.into(),
        };
        let health = HealthClient::new(daemon.channel.clone())
            .check(asked)
            .await
            .unwrap();
        assert_eq!(health.into_inner().status, 1, "serving");
    }
    let asked = ServerReflectionRequest {
        host: String::new(),
        message_request: Some(MessageRequest::ListServices(String::new())),
    };
    let mut client = ServerReflectionClient::new(daemon.channel.clone());
    let answers = client
        .server_reflection_info(tokio_stream::once(asked))
        .await
        .unwrap();
    let answer = answers.into_inner().message().await.unwrap().unwrap();
    let Some(MessageResponse::ListServicesResponse(list)) = answer.message_response else {
        panic!("no list");
    };
    let names: Vec<String> = list
        .service
        .into_iter()
        .map(|service| service.name)
        .collect();
    for name in [
        "levy.v1.Matters",
        "levy.v1.Units",
        "levy.v1.Events",
        "levy.v1.Courts",
        "grpc.health.v1.Health",
    ] {
        assert!(
            names.iter().any(|known| known == name),
            "{name} in {names:?}"
        );
    }
}

#[tokio::test]
async fn units_are_listed_page_by_page() {
    let place = Place::new();
    let daemon = place.start().await;
    daemon.file_clerk().await;
    let ask = |after: &str| api::ListUnitsRequest {
        caller: Some(clerk()),
        after: after.into(),
        limit: 1,
    };
    let first = daemon.units().list(ask("")).await.unwrap().into_inner();
    assert_eq!((first.units[0].code.as_str(), first.more), ("bank-1", true));
    let second = daemon
        .units()
        .list(ask("bank-1"))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (second.units[0].code.as_str(), second.more),
        ("counter-1", false)
    );
    for unit in ["bank-1", &first.units[0].unit] {
        let asked = api::GetUnitRequest {
            caller: Some(clerk()),
            unit: unit.into(),
        };
        let unit = daemon.units().get(asked).await.unwrap().into_inner();
        assert_eq!(
            (unit.unit.unwrap().name_en.as_str(), unit.set_aside),
            ("Invented bank", 0)
        );
    }
    let court = api::GetCourtRequest {
        caller: Some(clerk()),
    };
    let court = daemon.courts().get_court(court).await.unwrap().into_inner();
    assert_eq!(
        (court.code.as_str(), court.units, court.officers.len()),
        ("川3322", 2, 2)
    );
}
