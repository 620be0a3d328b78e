//! Whose log it is, and what stands beside it: facts that were changed, keys
//! that are gone, files that others could read.

use crate::rig::{COURT, within};
use levy::{
    Error, Keys, Levy,
    connect::{
        Connector, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError, Submitted,
    },
    domain::id::OfficerId,
    engine::{CourtAccount, CourtSeat},
    proof::KeyRing,
};
use rusqlite::Connection;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;
use uuid::Uuid;

struct Nobody;

#[async_trait::async_trait]
impl Connector for Nobody {
    async fn submit(&self, _: &Parcel) -> Result<Submitted, SubmitError> {
        Err(SubmitError::NotSent {
            reason: NotSentReason::Closed,
        })
    }

    async fn inquire(&self, _: &Inquiry) -> Result<Standing, InquireError> {
        Err(InquireError::NotSent {
            reason: NotSentReason::Closed,
        })
    }
}

/// Under the machine's clock, with a key file and a table of data keys.
async fn open(dir: &Path) -> Result<Levy, Error> {
    open_as(dir, "chuan33").await
}

async fn open_as(dir: &Path, slug: &str) -> Result<Levy, Error> {
    let seat = CourtSeat {
        code: COURT.into(),
        slug: slug.into(),
        account: CourtAccount {
            holder: "虚构执行款专户".into(),
            number: "9900000000000033".into(),
            bank: "bank-0001".into(),
        },
    };
    let keys = Keys::File {
        path: key_file(dir),
        create: true,
    };
    let builder = Levy::builder(dir, seat).keys(keys);
    builder.open(Arc::new(Nobody)).await
}

fn key_file(dir: &Path) -> PathBuf {
    dir.join("keys").join("court.json")
}

/// An instance that sealed two values and was stopped.
async fn made() -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let levy = open(&dir.path().join("data")).await.expect("an instance");
    for officer in 1..=2 {
        let officer = OfficerId(Uuid::from_u128(officer));
        let desk = levy.engine().personal();
        desk.seal_officer(officer, "officer.name", "虚构某法官")
            .expect("a sealed name");
    }
    levy.stop().await;
    dir
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("readable") {
        let path = entry.expect("readable").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
        }
    }
}

fn sql(dir: &Path, file: &str, statement: &str) {
    let conn = Connection::open(dir.join(file)).expect("a database");
    conn.execute_batch(statement).expect("changed");
}

fn other_ring(dir: &Path) {
    fs::remove_file(key_file(dir)).expect("removed");
    let ring = KeyRing::generate().expect("a ring");
    ring.save(key_file(dir)).expect("saved");
    fs::remove_file(dir.join("data-keys")).expect("removed");
}

type Damage = (&'static str, &'static str, fn(&Path));

const DAMAGES: [Damage; 9] = [
    ("no keys in meta", "LEVY-L03", |dir| {
        sql(dir, "log.db", "DELETE FROM meta WHERE key = 'keys'");
    }),
    ("another store id", "LEVY-L03", |dir| {
        sql(
            dir,
            "log.db",
            "UPDATE meta SET value = 'x' WHERE key = 'store_id'",
        );
    }),
    ("no court", "LEVY-L03", |dir| {
        sql(dir, "log.db", "DELETE FROM meta WHERE key = 'court'");
    }),
    ("nothing known of the data keys", "LEVY-L03", |dir| {
        sql(dir, "log.db", "DELETE FROM meta WHERE key = 'data_keys'");
    }),
    ("no data keys", "LEVY-P36", |dir| {
        fs::remove_file(dir.join("data-keys")).expect("removed");
    }),
    ("one data key less", "LEVY-P36", |dir| {
        let text = fs::read_to_string(dir.join("data-keys")).expect("read");
        let kept: String = text.split_inclusive('\n').take(2).collect();
        assert_ne!(text, kept);
        fs::write(dir.join("data-keys"), kept).expect("written");
    }),
    ("no key file", "LEVY-P02", |dir| {
        fs::remove_file(key_file(dir)).expect("removed");
    }),
    ("another key file", "LEVY-L01", other_ring),
    ("another key file, and meta says so", "LEVY-L03", |dir| {
        other_ring(dir);
        let ring = KeyRing::load(key_file(dir)).expect("a ring");
        let check = ring.check_value();
        let change = format!("UPDATE meta SET value = '{check}' WHERE key = 'keys'");
        sql(dir, "log.db", &change);
    }),
];

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            all.extend(files(&path));
        }
        all.push(path);
    }
    all.sort();
    all
}

#[tokio::test]
async fn a_log_with_other_facts_or_fewer_keys_is_not_opened_and_nothing_is_made() {
    within(async {
        let whole = made().await;
        for (n, (damage, code, change)) in DAMAGES.into_iter().enumerate() {
            let dir = whole.path().join(n.to_string());
            copy(&whole.path().join("data"), &dir);
            change(&dir);
            let made = |dir: &Path| {
                let kept = [key_file(dir), dir.join("data-keys")];
                kept.map(|path| fs::read(path).ok())
            };
            let before = made(&dir);
            let Err(error) = open(&dir).await else {
                panic!("{damage}: it opens")
            };
            assert!(error.to_string().starts_with(code), "{damage}: {error}");
            assert!(made(&dir) == before, "{damage}: keys were made");
        }
        let again = open(&whole.path().join("data")).await.expect("whole");
        again.stop().await;
    })
    .await;
}

#[tokio::test]
async fn the_wake_index_is_of_the_log_and_its_epoch() {
    within(async {
        let whole = made().await;
        let dir = whole.path().join("data");
        let of = |dir: &Path| -> String {
            let conn = Connection::open(dir.join("wake.db")).expect("an index");
            let fact = "SELECT value FROM facts WHERE key = 'store'";
            conn.query_row(fact, [], |row| row.get(0)).expect("a fact")
        };
        let first = of(&dir);
        sql(
            &dir,
            "log.db",
            "UPDATE meta SET value = '2' WHERE key = 'epoch'",
        );
        open(&dir).await.expect("an instance").stop().await;
        assert_ne!(of(&dir), first);
    })
    .await;
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_made_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    within(async {
        let whole = tempfile::tempdir().expect("a temporary directory");
        let dir = whole.path().join("data");
        let levy = open(&dir).await.expect("an instance");
        let body = levy::journal::EvidenceBody::of(vec![7; 300_000]).expect("a body");
        let journal = levy.engine().journal();
        journal.put_evidence(vec![body]).await.expect("kept");
        levy.refresh_views().await.expect("views");
        let mut all = files(&dir);
        all.push(dir.clone());
        for name in [
            "log.db",
            "log.db-wal",
            "wake.db",
            "views.db",
            "data-keys",
            "evidence",
        ] {
            assert!(all.contains(&dir.join(name)), "{name} of {all:?}");
        }
        for path in all {
            let mode = fs::metadata(&path).expect("there").permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}", path.display());
        }
        levy.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_log_with_another_slug_is_another_courts_and_not_damaged() {
    within(async {
        let dir = TempDir::new().expect("a directory");
        open(dir.path()).await.expect("made").stop().await;
        let Err(refused) = open_as(dir.path(), "sc33").await else {
            panic!("its streams have other names");
        };
        let told = refused.to_string();
        assert!(
            told.starts_with("LEVY-L02") && told.contains("chuan33"),
            "{told}"
        );
    })
    .await;
}
