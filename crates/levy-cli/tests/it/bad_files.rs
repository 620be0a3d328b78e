//! Files that cannot be imported, and what each is told.

use crate::{bench::Bench, data::row};

#[track_caller]
fn refused(csv: impl AsRef<[u8]>, codes: &[&str]) -> String {
    let bench = Bench::court();
    let ended = bench.import(csv).with(3);
    for code in codes {
        assert!(ended.err.contains(code), "{code} not in:\n{}", ended.err);
    }
    assert!(ended.out.is_empty());
    assert!(
        !bench.dir().join("log.db").exists(),
        "a refused file makes no log"
    );
    ended.err
}

#[test]
fn missing_unknown_and_doubled_columns_are_named() {
    let text = refused(
        "案号,立案日期,立案日期,随便\nx,y,z,w\n",
        &["LEVY-T20", "“D”", "“本金”", "principal"],
    );
    insta::assert_snapshot!("columns_zh", text);
    refused("", &["LEVY-T20"]);
    refused(format!("{}\n", crate::data::HEADINGS), &["LEVY-T20"]);
}

#[test]
fn numbers_dates_and_amounts_that_break_a_rule_are_named_by_row_and_column() {
    for (column, text, code) in [
        ("案号", "2022川33执99号", "LEVY-D17"),
        ("案号", "（2022）川33执099号", "LEVY-D17"),
        ("案号", "（2022）川33执99号之一", "LEVY-T23"),
        ("案号", "（2014）甘执字第99号", "LEVY-T23"),
        ("案号", "（2022）京执99号", "LEVY-T26"),
        ("法院", "川3322", "LEVY-T26"),
        ("立案日期", "2022-02-30", "LEVY-T27"),
        ("立案日期", "2999-01-01", "LEVY-R05"),
        ("被执行人证件号", "990000198001010013", "LEVY-D10"),
        ("被执行人证件号", "990000198002300012", "LEVY-D10"),
        ("申请执行人证件号", "91990000MA0000001C", "LEVY-D11"),
        ("被执行人", "", "LEVY-T22"),
        ("本金", "-1", "LEVY-D02"),
        ("本金", "", "LEVY-T22"),
        ("本金", "99999999999999999999", "LEVY-D02"),
        ("利息", "92233720368547.75", "LEVY-T28"),
        ("本金", "1.234", "LEVY-D02"),
        ("本金", "\"1,23\"", "LEVY-T33"),
        ("本金", "1.1E+7", "LEVY-T33"),
        ("立案日期", "22.3.1", "LEVY-T27"),
        ("立案日期", "44621", "LEVY-T27"),
        ("立案日期", "1000-01-01", "LEVY-R05"),
        ("被执行人证件号", "9.90E+17", "LEVY-T32"),
        ("被执行人证件号", "99000019800101001", "LEVY-T32"),
    ] {
        let err = refused(row(&[(column, text)]), &[code, "第 2 行"]);
        if code != "LEVY-T28" && code != "LEVY-R05" {
            assert!(
                err.contains(&format!("“{column}”")) || column == "法院" || code == "LEVY-T26",
                "{err}"
            );
        }
        assert!(!err.contains("1980"), "personal data is repeated: {err}");
    }
}

#[test]
fn a_doubled_number_and_contradicting_rows_are_refused() {
    let twice = row(&[]) + row(&[]).lines().nth(1).unwrap() + "\n";
    refused(&twice, &["LEVY-T25", "第 3 行", "第 2 行"]);
    let other = row(&[
        ("被执行人", "李某乙"),
        ("被执行人证件号", "990000198502020024"),
        ("本金", "7"),
    ]);
    let contradicts = row(&[]) + other.lines().nth(1).unwrap() + "\n";
    refused(&contradicts, &["LEVY-T24", "“本金”"]);
}

#[test]
fn every_problem_is_told_at_once_and_none_of_the_rows_is_kept() {
    let bad = row(&[
        ("本金", "-1"),
        ("立案日期", "2022-13-01"),
        ("被执行人证件号", "1"),
    ]);
    let more = row(&[("案号", "（2022）川33执1号"), ("利息", "x")]);
    let file =
        bad + more.lines().nth(1).unwrap() + "\n" + crate::data::CASES.lines().nth(1).unwrap();
    let bench = Bench::court();
    let ended = bench.import(&file).with(3);
    insta::assert_snapshot!("rows_zh", ended.err);
    let english = bench.english(&[
        "case",
        "import",
        bench.tmp.path().join("cases.csv").to_str().unwrap(),
    ]);
    insta::assert_snapshot!("rows_en", english.with(3).err);
    let mut json = bench.command(&["case", "import", "--json"]);
    let output = json
        .arg(bench.tmp.path().join("cases.csv"))
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (
            report["refused"].as_u64(),
            report["problems"][0]["row"].as_u64()
        ),
        (Some(4), Some(2))
    );
    assert_eq!(bench.events(), 0);
}

#[test]
fn bytes_that_are_no_text_and_torn_rows_are_refused() {
    refused(b"\xFF\xFF\xFF\xFF", &["LEVY-T06"]);
    refused(
        format!("{}\n1,2\n", crate::data::HEADINGS),
        &["LEVY-T21", "第 2 行"],
    );
    let bench = Bench::court();
    let ended = bench.levy(&["case", "import", "no-such-file.csv"]).with(3);
    assert!(ended.err.contains("LEVY-T04"), "{}", ended.err);
}

#[test]
fn bad_holds_are_refused_and_leave_no_event() {
    let bench = Bench::with_cases();
    let before = bench.events();
    let good = crate::data::HOLDS.lines().nth(1).unwrap();
    let headings = crate::data::HOLDS.lines().next().unwrap();
    for (from, to, code) in [
        ("执12号,", "执77号,", "LEVY-T07"),
        ("abc-g", "nobody", "LEVY-T11"),
        ("银行存款", "游艇", "LEVY-T29"),
        ("990000198001010012", "990000199003030038", "LEVY-T30"),
        ("990000198001010012", "", "LEVY-T30"),
        ("42000.10", "-1", "LEVY-D02"),
        ("2023-03-04", "2023-02-29", "LEVY-T27"),
        ("6200000000000001", "6.2E+15", "LEVY-T32"),
        ("6200000000000001", "6200000000000001.00", "LEVY-T32"),
        ("6200000000000001", "620000000000000000", "LEVY-T32"),
        ("42000.10", "4.2E+04", "LEVY-T33"),
        ("42000.10", "\"4,2000.10\"", "LEVY-T33"),
        ("2023-03-04", "23-3-4", "LEVY-T27"),
        ("2023-03-04", "44989", "LEVY-T27"),
    ] {
        let text = format!("{headings}\n{good}\n{}\n", good.replacen(from, to, 1));
        let file = bench.file("bad.csv", text);
        let ended = bench
            .levy(&["hold", "import", file.to_str().unwrap()])
            .with(3);
        assert!(
            ended.err.contains(code) && ended.err.contains("第 3 行"),
            "{code}: {}",
            ended.err
        );
    }
    assert_eq!(bench.events(), before);
}

/// Rows that contradict themselves or their unit, by the columns at fault.
#[test]
fn contradictory_holds_are_refused_by_row_and_column() {
    let bench = Bench::with_cases();
    let before = bench.events();
    let good = crate::data::HOLDS
        .lines()
        .nth(1)
        .unwrap()
        .replace("6200000000000001", "6200000000000002");
    let headings = crate::data::HOLDS.lines().next().unwrap();
    let english = "case_number,unit,class,number,debtor_id,measure,limit,held,from,end_as_ordered,end_as_unit_states,source,rank";
    for (from, to, rank, column, says) in [
        (
            "2023-03-04",
            "2022-03-04",
            "0",
            "裁定到期日",
            "早于起始日期",
        ),
        (
            "2023-03-05",
            "2021-03-05",
            "0",
            "单位反馈到期日",
            "早于起始日期",
        ),
        (
            "2023-03-04",
            "2999-03-04",
            "0",
            "裁定到期日",
            "年份不合情理",
        ),
        ("2022-03-05", "2998-03-05", "0", "起始日期", "今天之后"),
        ("2022-03-05", "1000-03-05", "0", "起始日期", "没有这一天"),
        ("冻结,", "冻结,", "2", "轮候顺位", "不是轮候冻结"),
        (",冻结", ",轮候冻结", "", "轮候顺位", "没有顺位"),
        ("银行存款", "不动产", "0", "财产类别", "不管理这类财产"),
        ("银行存款", "住房公积金", "0", "财产类别", "不管理这类财产"),
    ] {
        let bad = good.replacen(from, to, 1);
        let text = format!("{headings},轮候顺位\n{good},0\n{bad},{rank}\n");
        let file = bench.file("bad.csv", &text);
        let file = file.to_str().unwrap();
        let ended = bench.levy(&["hold", "import", file]).with(3);
        let row = format!("第 3 行“{column}”列：LEVY-T34");
        assert!(ended.err.contains(&row), "{row}: {}", ended.err);
        assert!(ended.err.contains(says), "{says}: {}", ended.err);
        let text = format!("{english}\n{good},0\n{bad},{rank}\n");
        let file = bench.file("bad.csv", text);
        let ended = bench
            .english(&["hold", "import", "--dry-run", file.to_str().unwrap()])
            .with(3);
        assert!(ended.err.contains("row 3, column") && ended.err.contains("LEVY-T34"));
    }
    let twice = format!("{headings}\n{good}\n{}\n", good.replace("42000.10", "1.00"));
    let file = bench.file("twice.csv", twice);
    let ended = bench
        .levy(&["hold", "import", file.to_str().unwrap()])
        .with(3);
    assert!(
        ended.err.contains("LEVY-T25") && ended.err.contains("第 2 行"),
        "{}",
        ended.err
    );
    assert_eq!(bench.events(), before);
}

#[test]
fn a_refused_import_tells_scripts_its_code_where_every_failure_does() {
    let bench = Bench::with_cases();
    let wrong = row(&[("本金", "-1"), ("立案日期", "2022-13-01")]);
    let holds = crate::data::HOLDS.replacen("42000.10", "-1", 1);
    bench.file("rows.csv", wrong);
    bench.file("empty.csv", "");
    bench.file("holds.csv", holds);
    for (kind, file, code, problems) in [
        ("case", "rows.csv", "LEVY-T14", Some(2)),
        ("case", "empty.csv", "LEVY-T14", Some(1)),
        ("hold", "holds.csv", "LEVY-T14", Some(1)),
        ("case", "missing.csv", "LEVY-T04", None),
        ("hold", "missing.csv", "LEVY-T04", None),
    ] {
        let file = bench.tmp.path().join(file);
        let import = [kind, "import", file.to_str().expect("a path"), "--json"];
        for extra in [&["--dry-run"][..], &[]] {
            let ended = bench.levy(&[&import, extra].concat()).with(3);
            assert_eq!(ended.out.lines().count(), 1, "{}", ended.out);
            let told = ended.json();
            assert_eq!(told["error"]["code"], code);
            assert!(told["error"]["what"].is_string(), "{told}");
            assert!(told["error"]["to_do"].is_string(), "{told}");
            let listed = told["problems"]
                .as_array()
                .map(|all| u64::try_from(all.len()).unwrap());
            assert_eq!((listed, told["refused"].as_u64()), (problems, problems));
            assert!(ended.err.contains(code), "{}", ended.err);
        }
    }
}
