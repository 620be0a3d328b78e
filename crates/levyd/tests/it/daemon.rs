//! A daemon of this test's own: its directory, its process, its clients.

use levy::{Audit, proof::KeyRing};
use levyd::api::{
    self, courts_client::CourtsClient, events_client::EventsClient, matters_client::MattersClient,
    units_client::UnitsClient,
};
use std::{
    fs::{self, File},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};
use tonic::transport::Channel;

/// Nothing here takes this long; a test that waits longer has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
pub(crate) const PRESIDENT: &str = "off_00000000000000000000000000000009";
pub(crate) const JUDGE: &str = "off_00000000000000000000000000000002";
pub(crate) const CLERK: &str = "off_00000000000000000000000000000001";

pub(crate) const UNITS: &str = r#"
[[unit]]
code = "bank-1"
name = "虚构银行"
name_en = "Invented bank"
kind = "bank"
honours_ids = true
abilities = [
  { measure = "query", route = "api", intake_window_minutes = 1 },
  { measure = "freeze", route = "api", intake_window_minutes = 1 },
  { measure = "release", route = "api", intake_window_minutes = 1 },
]

[[unit]]
code = "counter-1"
name = "虚构柜台"
kind = "office"
abilities = [{ measure = "query", route = "counter" }]
"#;

/// A directory with keys, a unit directory and a configuration.
pub(crate) struct Place {
    dir: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Place::with_peers("")
    }

    /// `peers` is TOML that follows the configuration.
    pub(crate) fn with_peers(peers: &str) -> Self {
        let place = Place {
            dir: tempfile::tempdir().unwrap(),
        };
        KeyRing::generate()
            .unwrap()
            .save(place.path("court.json"))
            .unwrap();
        fs::write(place.path("units.toml"), UNITS).unwrap();
        place.configure(peers, |text| text);
        place
    }

    /// Writes the configuration anew.
    pub(crate) fn configure(&self, peers: &str, change: impl Fn(String) -> String) {
        let text = levyd_default()
            .replace("keys/court.json", "court.json")
            .replace("127.0.0.1:7411", "127.0.0.1:0")
            .replace("127.0.0.1:7412", "127.0.0.1:0")
            .replace("level = \"info\"", "level = \"debug\"");
        fs::write(self.config(), change(format!("{text}\n{peers}"))).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.path("levyd.toml")
    }

    /// Everything the daemon wrote to standard error, over all its runs.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.path("stderr")).unwrap_or_default()
    }

    pub(crate) fn ring(&self) -> KeyRing {
        KeyRing::load(self.path("court.json")).unwrap()
    }

    /// Events of the log, checked as an auditor would.
    pub(crate) fn verified(&self) -> u64 {
        let report = Audit::verify(&self.data()).unwrap();
        assert!(report.holds(), "{:?}", report.findings);
        report.events
    }

    /// Runs the binary to its end.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Output {
        let run = Command::new(env!("CARGO_BIN_EXE_levyd"))
            .args(arguments)
            .kill_on_drop(true)
            .output();
        timeout(PATIENCE, run).await.expect("it ends").unwrap()
    }

    pub(crate) async fn start(&self) -> Daemon {
        Daemon::start(self).await
    }
}

fn levyd_default() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("default.toml")).unwrap()
}

/// A running daemon; killed when dropped.
pub(crate) struct Daemon {
    child: Child,
    pub(crate) replies: SocketAddr,
    pub(crate) channel: Channel,
}

impl Daemon {
    async fn start(place: &Place) -> Self {
        let log = File::options()
            .create(true)
            .append(true)
            .open(place.path("stderr"))
            .unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_levyd"))
            .arg("--config")
            .arg(place.config())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut next = async |word: &str| -> SocketAddr {
            let line = timeout(PATIENCE, lines.next_line())
                .await
                .expect("it starts")
                .unwrap();
            let line = line.unwrap_or_else(|| panic!("it ended: {}", place.log()));
            line.strip_prefix(word).unwrap().trim().parse().unwrap()
        };
        let replies = next("replies").await;
        let grpc = next("listening").await;
        let channel = Channel::from_shared(format!("http://{grpc}"))
            .unwrap()
            .connect()
            .await
            .unwrap();
        Daemon {
            child,
            replies,
            channel,
        }
    }

    pub(crate) fn matters(&self) -> MattersClient<Channel> {
        MattersClient::new(self.channel.clone())
    }

    pub(crate) fn units(&self) -> UnitsClient<Channel> {
        UnitsClient::new(self.channel.clone())
    }

    pub(crate) fn events(&self) -> EventsClient<Channel> {
        EventsClient::new(self.channel.clone())
    }

    pub(crate) fn courts(&self) -> CourtsClient<Channel> {
        CourtsClient::new(self.channel.clone())
    }

    /// Sends a signal and gives the exit code.
    pub(crate) async fn signal(mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill")
            .args([signal, &id])
            .status()
            .unwrap();
        assert!(sent.success());
        timeout(PATIENCE, self.child.wait())
            .await
            .expect("it stops")
            .unwrap()
            .code()
    }

    /// Files the clerk of these tests, after the president who files him;
    /// twice is harmless.
    pub(crate) async fn file_clerk(&self) {
        self.file(PRESIDENT, "president", "虚构院长").await;
        self.file(CLERK, "clerk", "虚构书记员").await;
    }

    pub(crate) async fn file(&self, officer: &str, role: &str, name: &str) {
        let filing = api::FileOfficerRequest {
            act: Some(act_of(
                caller(PRESIDENT, "president"),
                &format!("file {officer}"),
            )),
            officer: officer.into(),
            name: name.into(),
            role: role.into(),
            from: "2020-01-01".into(),
            ..Default::default()
        };
        self.courts().file_officer(filing).await.unwrap();
    }

    /// All events after a position, as far as they are durable now.
    pub(crate) async fn log_after(&self, after: Option<u64>) -> Vec<api::Frame> {
        let follow = api::FollowRequest {
            caller: Some(clerk()),
            after,
            until_caught_up: true,
            ..Default::default()
        };
        let mut stream = self.events().follow(follow).await.unwrap().into_inner();
        let mut frames = Vec::new();
        while let Some(response) = stream.message().await.unwrap() {
            if let Some(api::follow_response::Tail::Event(frame)) = response.tail {
                frames.push(frame);
            }
        }
        frames
    }
}

pub(crate) fn clerk() -> api::Caller {
    caller(CLERK, "clerk")
}

pub(crate) fn caller(officer: &str, role: &str) -> api::Caller {
    api::Caller {
        officer: officer.into(),
        role: role.into(),
        purpose: "enforcement".into(),
    }
}

/// The clerk's command; the same `tag` gives the same command id.
pub(crate) fn act(tag: &str) -> api::Act {
    act_of(clerk(), tag)
}

pub(crate) fn act_of(caller: api::Caller, tag: &str) -> api::Act {
    let hash = levy::proof::sha256(tag.as_bytes());
    api::Act {
        caller: Some(caller),
        command: format!("cmd_{}", hex::encode(&hash[..16])),
    }
}
