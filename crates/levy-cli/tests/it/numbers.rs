//! Rows whose case number already belongs to another matter.

use crate::{
    bench::{Bench, path_text},
    data,
    opening::Nowhere,
    quarantine::seat,
};
use levy::{
    Levy,
    domain::{
        id::{CommandId, MatterId, RegistrationId},
        matter::{self, event::CaseKind},
        money::Currency,
        number,
        time::Date,
    },
    engine::{Caller, Command, Engine, StreamKey},
};
use std::sync::Arc;
use uuid::Uuid;

/// As [`data::row`] has it, in another spelling.
const NUMBER: &str = "(2022)川33执99号";
const ELSEWHERE: MatterId = MatterId(Uuid::from_u128(0x99));

/// A log in which another door than an import did something.
fn after(acts: impl AsyncFnOnce(&Engine)) -> Bench {
    let bench = Bench::with_cases();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let levy = Levy::builder(&bench.dir(), seat())
            .open(Arc::new(Nowhere))
            .await
            .expect("opened");
        acts(levy.engine()).await;
        levy.stop().await;
    });
    bench
}

async fn does(engine: &Engine, key: StreamKey, tag: &[u8], command: Command) {
    let id = CommandId::derive(ELSEWHERE.0, &[tag]);
    let done = engine.command(key, command, id, Caller::system("川33"));
    done.await.expect("done");
}

#[test]
fn a_number_that_another_matter_has_claimed_is_refused_and_no_half_case_is_written() {
    let bench = after(async |engine| {
        let key = StreamKey::Number(engine.personal().number_id(NUMBER));
        let claim = number::Command::Claim { matter: ELSEWHERE };
        does(engine, key, b"claim", Command::Number(claim)).await;
    });
    let before = bench.events();
    let file = bench.file("taken.csv", data::row(&[]));
    for args in [
        &["case", "import", path_text(&file)][..],
        &["case", "import", "--dry-run", path_text(&file)],
    ] {
        let ended = bench.levy(args).with(3);
        assert!(
            ended.err.contains("第 2 行“案号”列：LEVY-R83"),
            "{}",
            ended.err
        );
    }
    assert_eq!(bench.events(), before, "nothing of it is opened");
}

#[test]
fn a_case_that_another_door_entered_in_another_spelling_is_known() {
    let bench = after(async |engine| {
        let key = StreamKey::Matter(ELSEWHERE);
        let open = matter::Command::Open {
            matter: ELSEWHERE,
            court: "川33".into(),
            currency: Currency::CNY,
        };
        does(engine, key, b"open", Command::Matter(open)).await;
        let register = matter::Command::RegisterCase {
            registration: RegistrationId::derive(ELSEWHERE.0, &[b"99"]),
            number: NUMBER.into(),
            type_code: "执".into(),
            kind: CaseKind::First,
            court: "川33".into(),
            filed_on: Date::from_ymd_opt(2022, 3, 1).expect("a day"),
            carried_in: false,
        };
        does(engine, key, b"register", Command::Matter(register)).await;
    });
    let known = bench.import(data::row(&[])).with(0);
    assert!(
        known.out.contains("已在日志中 1 件；写入事件 0 条"),
        "{}",
        known.out
    );
    let other = bench.import(data::row(&[("立案日期", "2022-03-02")]));
    let other = other.with(3);
    assert!(
        other.err.contains("“立案日期”列：LEVY-T35"),
        "{}",
        other.err
    );
}
