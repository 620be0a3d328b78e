//! Cases out of tables: once, whole, and without a name in the clear.

use crate::{
    bench::{Bench, assert_aligned, path_text},
    data,
};
use encoding_rs::GB18030;

#[test]
fn a_dry_run_shows_what_would_be_made_and_writes_nothing() {
    let bench = Bench::court();
    let file = bench.file("cases.csv", data::CASES);
    let ended = bench
        .levy(&["case", "import", "--dry-run", path_text(&file)])
        .with(0);
    insta::assert_snapshot!("dry_run_zh", ended.out);
    assert_aligned(&ended.out);
    let english = bench
        .english(&["case", "import", "--dry-run", path_text(&file)])
        .with(0);
    insta::assert_snapshot!("dry_run_en", english.out);
    assert_aligned(&english.out);
    assert!(!bench.dir().join("log.db").exists() && !bench.dir().join("keys").exists());
}

#[test]
fn importing_twice_is_importing_once() {
    let bench = Bench::court();
    let first = bench.import(data::CASES).with(0);
    assert!(first.out.contains("新录入 2 件"), "{}", first.out);
    let events = bench.events();
    let again = bench.import(data::CASES).with(0);
    assert!(
        again.out.contains("已在日志中 2 件；写入事件 0 条"),
        "{}",
        again.out
    );
    assert_eq!(bench.events(), events);
    bench.levy(&["verify"]).with(0);
    bench.levy(&["replay"]).with(0);
}

#[test]
fn an_import_that_was_cut_off_is_completed() {
    let bench = Bench::court();
    let one: String = data::CASES
        .lines()
        .take(2)
        .map(|line| format!("{line}\n"))
        .collect();
    bench.import(&one).with(0);
    // The second debtor's row was missing then.
    let ended = bench.import(data::CASES).with(0);
    assert!(
        ended.out.contains("新录入 1 件，补全 1 件"),
        "{}",
        ended.out
    );
    let shown = bench
        .levy(&["case", "show", "--json", "(2022)川33执12号"])
        .with(0)
        .json();
    assert_eq!(shown["liabilities"].as_array().map(Vec::len), Some(2));
}

/// An import adds and never changes; what differs is told by its column.
#[test]
fn a_case_that_differs_from_the_log_is_refused_and_its_columns_are_named() {
    let bench = Bench::with_cases();
    let before = bench.events();
    for (from, to, columns) in [
        ("2022-03-01", "2022-03-02", &["立案日期"][..]),
        ("100000,", "100001,", &["本金"]),
        ("2500.50", "", &["利息"]),
        (",300", ",300.01", &["费用"]),
        ("张某甲", "张某丁", &["被执行人"]),
        (
            "990000198502020024",
            "990000199003030038",
            &["被执行人证件号"],
        ),
        ("虚构贸易有限公司", "虚构商贸有限公司", &["申请执行人"]),
        ("2022/4/5", "2022/4/6", &["立案日期"]),
    ] {
        let text = data::CASES.replacen(from, to, 1);
        assert_ne!(text, data::CASES);
        let ended = bench.import(&text).with(3);
        for column in columns {
            let told = format!("“{column}”列：LEVY-T35");
            assert!(ended.err.contains(&told), "{told}: {}", ended.err);
        }
        assert_eq!(ended.err.matches("LEVY-T35").count(), columns.len());
        assert!(!ended.out.contains("已有"), "{}", ended.out);
        for secret in ["张某", "9900001985", "9900001990", "虚构"] {
            assert!(!ended.err.contains(secret), "{secret}: {}", ended.err);
        }
    }
    // A list that names one of two debtors says nothing else.
    let one: String = data::CASES
        .lines()
        .take(2)
        .map(|line| format!("{line}\n"))
        .collect();
    bench.import(one).with(0);
    assert_eq!(bench.events(), before);
}

#[test]
fn a_hold_that_differs_from_the_log_is_refused_and_its_columns_are_named() {
    let bench = Bench::with_cases();
    let before = bench.events();
    for (from, to, column) in [
        ("50000,", "50001,", "限额"),
        ("42000.10", "42000.11", "实际控制金额"),
        ("2022-03-05", "2022-03-06", "起始日期"),
        ("2023-03-04", "2023-03-06", "裁定到期日"),
    ] {
        let file = bench.file("other.csv", data::HOLDS.replacen(from, to, 1));
        let ended = bench.levy(&["hold", "import", path_text(&file)]).with(3);
        let told = format!("“{column}”列：LEVY-T35");
        assert!(ended.err.contains(&told), "{told}: {}", ended.err);
    }
    assert_eq!(bench.events(), before);
}

/// Tables as court offices keep them.
#[test]
fn a_table_as_offices_keep_it_gives_the_same_cases() {
    let shown = |bytes: &[u8]| {
        let bench = Bench::court();
        bench.import(bytes).with(0);
        ["（2022）川33执12号", "（2022）川3322执保7号"].map(|number| {
            let mut shown = bench
                .levy(&["case", "show", "--json", number])
                .with(0)
                .json();
            // Persons are drawn from keys, which each directory has its own of.
            (
                shown["owed_minor"].take(),
                shown["registrations"][0]["filed_on"].take(),
            )
        })
    };
    let plain = shown(data::CASES.as_bytes());
    let office = "\
甘孜州某法院2022年收案统计表,,,,,,,,,,\r\n\
,,,,,,,,,,\r\n\
案　号,立案日期,申请执行人,申请执行人证件号,被执行人,被执行人证件号,标的额（元）,利息(万元),费用【元】,,\r\n\
【2022】川33执12号,2022年3月1日,虚构贸易有限公司,'91990000MA0000001B,张某甲,'990000198001010012,\"￥100,000.00\",0.25005,300元,,\r\n\
［２０２２］川33执12号,,,,李某乙,990000198502020024,,,,,\r\n\
﹝2022﹞川3322执保7号,20220405,王某丙,990000199003030038,虚构运输有限公司,91990000MA0000002E,\"５，０００．００元\",,,,\r\n\
合计,,,,,,\"105,000.00\",0.25005,300,,\r\n\
,,,,,,,,,,\r\n";
    assert_eq!(shown(office.as_bytes()), plain);
    let (gb, _, lost) = GB18030.encode(office);
    assert!(!lost);
    assert_eq!(shown(&gb), plain);
}

#[test]
fn gb18030_marked_and_english_files_give_the_same_case() {
    let (gb, _, lost) = GB18030.encode(data::CASES);
    assert!(!lost);
    let marked = [b"\xEF\xBB\xBF".as_slice(), data::CASES.as_bytes()].concat();
    for bytes in [gb.as_ref(), &marked, data::ENGLISH.as_bytes()] {
        let bench = Bench::court();
        bench.import(bytes).with(0);
        let shown = bench
            .levy(&["case", "show", "--json", "（2022）川33执12号"])
            .with(0)
            .json();
        assert_eq!(shown["owed_minor"], 10_280_050);
        assert_eq!(shown["registrations"][0]["kind"], "first");
    }
}

#[test]
fn nothing_of_a_person_stands_in_the_log_or_the_views_in_plain() {
    let bench = Bench::with_cases();
    for name in ["log.db", "log.db-wal", "views.db", "views.db-wal"] {
        let Ok(bytes) = std::fs::read(bench.dir().join(name)) else {
            continue;
        };
        for secret in ["张某甲", "990000198001010012", "6200000000000001"] {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} stands in {name}");
        }
    }
}

#[test]
fn holds_are_adopted_once_with_the_end_that_the_law_computes() {
    let bench = Bench::with_cases();
    let file = bench.file("again.csv", data::HOLDS);
    let again = bench
        .levy(&["hold", "import", "--json", path_text(&file)])
        .with(0)
        .json();
    assert_eq!(
        (again["new"].as_u64(), again["known"].as_u64()),
        (Some(0), Some(1))
    );
    let shown = bench
        .levy(&["case", "show", "--json", "（2022）川33执12号"])
        .with(0)
        .json();
    let hold = &shown["holds"][0];
    assert_eq!(hold["held_minor"], 4_200_010);
    assert_eq!(hold["end_as_ordered"], "2023-03-04");
    assert_eq!(hold["end_as_unit_states"], "2023-03-05");
    assert_eq!(hold["end_as_law_computes"], "2023-03-04");
    assert_eq!(hold["truth"], "claimed");
}

/// A unit can really hold more than it was asked.
#[test]
fn a_hold_above_its_limit_is_kept_as_the_unit_said_it_and_shown_as_excess() {
    let bench = Bench::court();
    bench.import(data::CASES).with(0);
    let above = data::HOLDS.replacen("50000,", "40000,", 1);
    let file = bench.file("above.csv", &above);
    let args = ["hold", "import", path_text(&file)];
    let would = bench.levy(&[&args[..], &["--dry-run"]].concat()).with(0);
    assert!(would.out.contains("有 1 项（第 2 行）"), "{}", would.out);
    let done = bench.levy(&[&args[..], &["--json"]].concat()).with(0);
    assert_eq!(done.json()["above_limit"], serde_json::json!([2]));
    let case = "（2022）川33执12号";
    let shown = bench.levy(&["case", "show", "--json", case]).with(0).json();
    let hold = &shown["holds"][0];
    assert_eq!(hold["held_minor"], 4_200_010);
    assert_eq!(hold["over_order_minor"], 200_010);
}
