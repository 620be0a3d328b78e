//! A matter whose events do not fit together is named as such by every
//! command that speaks of it.

use crate::{
    bench::{Bench, path_text},
    data,
    opening::Nowhere,
};
use levy::{
    Levy,
    domain::{
        bytes::Digest,
        id::{CommandId, MatterId, SweepId},
        matter::{Event, event::SweepClosed},
        stamp::{Actor, Stamp},
    },
    engine::{CourtAccount, CourtSeat, StreamKey},
    journal::{Clock, Draft, MachineClock, Write},
    store::Expect,
};
use std::sync::Arc;
use uuid::Uuid;

const CASE: &str = "（2022）川33执12号";

pub fn seat() -> CourtSeat {
    let blank = String::new();
    CourtSeat {
        code: "川33".into(),
        slug: "sc33".into(),
        account: CourtAccount {
            holder: blank.clone(),
            number: blank.clone(),
            bank: blank,
        },
    }
}

/// Writes past the engine that a round ended which was never ordered.
async fn write_a_misfit(levy: &Levy, matter: MatterId) {
    let stream = StreamKey::Matter(matter).name("sc33").expect("a name");
    let journal = levy.engine().journal();
    let entries = journal.load(&stream, None).await.expect("read");
    let last = entries.last();
    let closed: Event = SweepClosed {
        sweep: SweepId::derive(matter.0, &[b"never ordered"]),
        asked: 1,
        answered: 1,
        silent: vec![],
    }
    .into();
    let command = CommandId::derive(matter.0, &[b"misfit"]);
    let now = MachineClock.now();
    let stamp = Arc::new(Stamp::new(now, Actor::system(), command, Digest::of(b"r")));
    let frames = journal.frame(&stream, &Draft::list(vec![closed], &stamp));
    let write = Write {
        stream,
        expect: last.map_or(Expect::Absent, |last| Expect::At(last.revision)),
        previous: last.map_or([0; 32], |last| last.hash),
        events: frames.expect("framed"),
        evidence: vec![],
    };
    journal.write(write).await.expect("written");
}

fn broken(label: Option<&'static str>) -> Bench {
    let bench = Bench::with_cases();
    let shown = bench.levy(&["case", "show", "--json", CASE]).with(0).json();
    let id = shown["matter"].as_str().expect("an id").to_owned();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let levy = Levy::builder(&bench.dir(), seat())
            .open(Arc::new(Nowhere))
            .await
            .expect("opened");
        let matter = match label {
            None => id.parse().expect("an id"),
            Some(label) => MatterId::derive(Uuid::nil(), &[label.as_bytes()]),
        };
        write_a_misfit(&levy, matter).await;
        levy.stop().await;
    });
    bench
}

#[test]
fn a_case_in_quarantine_says_so_wherever_it_is_shown() {
    let bench = broken(None);
    let shown = bench.levy(&["case", "show", CASE]).with(0).out;
    assert!(shown.contains("已隔离（LEVY-E01）"), "{shown}");
    let shown = bench.english(&["case", "show", CASE]).with(0).out;
    assert!(shown.contains("in quarantine (LEVY-E01)"), "{shown}");
    let shown = bench.levy(&["case", "show", "--json", CASE]).with(0).json();
    assert_eq!(shown["quarantine"]["code"], "LEVY-E01");
    assert_eq!(shown["unfit_events"], 1);

    let listed = bench.levy(&["case", "list"]).with(0).out;
    assert!(
        listed.contains("12号〔隔离〕") && listed.contains("LEVY-E01"),
        "{listed}"
    );
    assert!(!listed.contains("7号〔隔离〕"), "{listed}");
    let listed = bench.levy(&["case", "list", "--json"]).with(0).json();
    let unfit = |place: usize| listed["cases"][place]["unfit_events"].as_u64();
    assert_eq!((unfit(0), unfit(1)), (Some(1), Some(0)));

    for told in [
        &["case", "why", CASE][..],
        &["case", "as-of", CASE, "--at", "2099-01-01"],
    ] {
        let ended = bench.levy(told).with(1);
        assert!(ended.err.contains("已隔离"), "{}", ended.err);
    }
    let file = bench.file("holds.csv", data::HOLDS);
    let ended = bench.levy(&["hold", "import", path_text(&file)]).with(1);
    assert!(ended.err.contains("已隔离"), "{}", ended.err);
}

#[test]
fn a_case_that_is_not_found_beside_a_broken_stream_may_be_that_stream() {
    let bench = broken(Some("without a number"));
    let ended = bench.levy(&["case", "show", "（2022）川33执77号"]).with(3);
    assert!(
        ended.err.contains("LEVY-E01") && ended.err.contains("matter-sc33."),
        "{}",
        ended.err
    );
    let whole = Bench::with_cases();
    let ended = whole.levy(&["case", "show", "张某甲"]).with(3);
    assert!(ended.err.contains("LEVY-T07"), "{}", ended.err);
    assert!(!ended.err.contains("张某甲"), "{}", ended.err);
}
