//! What can be looked at: cases, units, the log.

use crate::bench::{Bench, assert_aligned};

/// Ids follow from keys that each directory makes for itself.
fn without_ids(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = ["mat_", "per_", "ord_", "unt_"]
        .iter()
        .filter_map(|id| rest.find(id))
        .min()
    {
        let (before, after) = rest.split_at(at + 4);
        plain.push_str(before);
        let id = after.len().min(32);
        let whole = after
            .get(..id)
            .is_some_and(|id| id.bytes().all(|b| b.is_ascii_hexdigit()));
        plain.push_str(if whole {
            "00000000000000000000000000000000"
        } else {
            ""
        });
        rest = if whole { &after[id..] } else { after };
    }
    plain + rest
}

#[test]
fn cases_are_listed_aligned_in_both_languages() {
    let bench = Bench::with_cases();
    let zh = bench.levy(&["case", "list"]).with(0).out;
    assert_aligned(&zh);
    insta::assert_snapshot!("list_zh", zh);
    let en = bench.english(&["case", "list"]).with(0).out;
    assert_aligned(&en);
    insta::assert_snapshot!("list_en", en);
    let one = bench
        .levy(&["case", "list", "--json", "--number", "执保", "--open"])
        .with(0)
        .json();
    assert_eq!(one["cases"].as_array().map(Vec::len), Some(1));
    assert_eq!(one["cases"][0]["number"], "（2022）川3322执保7号");
    let none = bench
        .levy(&["case", "list", "--json", "--closed"])
        .with(0)
        .json();
    assert_eq!(none["cases"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_case_is_shown_with_masked_people_under_any_spelling_of_its_number() {
    let bench = Bench::with_cases();
    let zh = bench
        .levy(&["case", "show", "（2022）川33执12号"])
        .with(0)
        .out;
    assert_aligned(&zh);
    insta::assert_snapshot!("show_zh", without_ids(&zh));
    for number in [
        "(2022)川33执12号",
        "〔2022〕川33执12号",
        "（２０２２）川33执12号",
    ] {
        assert_eq!(bench.levy(&["case", "show", number]).with(0).out, zh);
    }
    let en = bench
        .english(&["case", "show", "(2022)川33执12号"])
        .with(0)
        .out;
    insta::assert_snapshot!("show_en", without_ids(&en));
    assert!(!zh.contains("张某甲") && !zh.contains("9900001980"));
    let ended = bench.levy(&["case", "show", "（2022）川33执13号"]).with(3);
    assert!(ended.err.contains("LEVY-T07"), "{}", ended.err);
}

#[test]
fn a_case_as_of_a_moment_is_what_the_log_had_then() {
    let bench = Bench::with_cases();
    let number = "（2022）川33执12号";
    let ended = bench
        .levy(&["case", "as-of", "--at", "2020-01-01", number])
        .with(3);
    assert!(ended.err.contains("LEVY-T13"), "{}", ended.err);
    let now = bench
        .levy(&["case", "as-of", "--at", "2999-01-01", "--json", number])
        .with(0)
        .json();
    assert_eq!(now["owed_minor"], 10_280_050);
    assert_eq!(now["held_minor"], 4_200_010);
    assert_eq!(now["position"].as_i64(), Some(bench.events()));
    // One millisecond before the hold came in, and at that moment.
    let log = bench
        .levy(&["log", "tail", "-n", "1000", "--json"])
        .with(0)
        .out;
    let adopted = log
        .lines()
        .find(|line| line.contains("hold-adopted"))
        .expect("the hold");
    let adopted: serde_json::Value = serde_json::from_str(adopted).unwrap();
    let at = adopted["recorded_at"].as_str().unwrap();
    let then = bench
        .levy(&["case", "as-of", "--at", at, "--json", number])
        .with(0)
        .json();
    assert_eq!(then["held_minor"], 4_200_010);
    let earlier = log
        .lines()
        .take_while(|line| !line.contains("hold-adopted"))
        .last()
        .unwrap();
    let earlier: serde_json::Value = serde_json::from_str(earlier).unwrap();
    if earlier["recorded_at"] != adopted["recorded_at"] {
        let at = earlier["recorded_at"].as_str().unwrap();
        let then = bench
            .levy(&["case", "as-of", "--at", at, "--json", number])
            .with(0)
            .json();
        assert_eq!(
            (then["held_minor"].as_u64(), then["owed_minor"].as_u64()),
            (Some(0), Some(10_280_050))
        );
        assert_eq!(then["position"], earlier["position"]);
    }
    let shown = bench
        .levy(&["case", "as-of", "--at", "2999-01-01", number])
        .with(0)
        .out;
    assert_aligned(&shown);
    assert!(shown.contains("42,000.10"), "{shown}");
}

#[test]
fn units_are_listed_with_their_names_even_when_nobody_asked_them() {
    let bench = Bench::with_cases();
    let zh = bench.levy(&["unit", "list"]).with(0).out;
    assert_aligned(&zh);
    assert!(
        zh.contains("农业银行(G州)") && zh.contains("不动产登记机构"),
        "{zh}"
    );
    let en = bench.english(&["unit", "list"]).with(0).out;
    assert_aligned(&en);
    assert!(en.contains("Land registry, G"), "{en}");
    let one = bench.levy(&["unit", "show", "abc-g"]).with(0).out;
    assert!(one.contains("识别请求编号：是"), "{one}");
    let json = bench
        .levy(&["unit", "show", "abc-g", "--json"])
        .with(0)
        .json();
    assert_eq!(json["unit"]["code"], "abc-g");
    assert!(
        bench
            .levy(&["unit", "show", "nobody"])
            .with(3)
            .err
            .contains("LEVY-T11")
    );
}

#[test]
fn the_log_is_tailed_with_positions_and_without_plain_people() {
    let bench = Bench::with_cases();
    let all = bench.levy(&["log", "tail", "-n", "1000"]).with(0).out;
    assert_eq!(i64::try_from(all.lines().count()).unwrap(), bench.events());
    let last = bench.levy(&["log", "tail", "-n", "1"]).with(0).out;
    assert_eq!(all.lines().last(), last.lines().last());
    assert!(last.contains("hold-ended-unsettled"), "{last}");
    let json = bench
        .levy(&["log", "tail", "-n", "1", "--json"])
        .with(0)
        .json();
    assert_eq!(json["kind"], "hold-ended-unsettled");
    assert_eq!(json["hash"].as_str().map(str::len), Some(64));
}

#[test]
fn opening_personal_data_is_recorded_and_shows_it() {
    let bench = Bench::with_cases();
    let before = bench.events();
    let args = [
        "case",
        "show",
        "（2022）川33执12号",
        "--open",
        "--purpose",
        "address-check",
    ];
    let shown = bench.levy(&args).with(0).out;
    assert!(
        shown.contains("张某甲") && shown.contains("990000198001010012"),
        "{shown}"
    );
    assert_aligned(&shown);
    assert_eq!(bench.events(), before + 1);
    let last = bench
        .levy(&["log", "tail", "-n", "1", "--json"])
        .with(0)
        .json();
    assert_eq!(last["kind"], "personal-data-opened");
    assert_eq!(last["event"]["count"], 6);
    assert_eq!(last["event"]["about"], "address-check");
}

#[test]
fn a_purpose_with_names_and_numbers_is_refused_and_stands_nowhere() {
    let bench = Bench::with_cases();
    let before = bench.events();
    let purpose = "为虚构李四990000199001011234查看";
    let case = "（2022）川33执12号";
    let args = ["case", "show", case, "--open", "--purpose", purpose];
    let refused = bench.levy(&args).with(3);
    assert!(refused.err.contains("LEVY-D21"), "{}", refused.err);
    assert!(!refused.err.contains("李四"), "{}", refused.err);
    assert_eq!(bench.events(), before);
}

#[test]
fn one_case_is_told_in_the_singular_in_english() {
    let bench = Bench::with_cases();
    let one = bench
        .english(&["case", "list", "--number", "执保"])
        .with(0)
        .out;
    assert!(one.contains("\n1 case (position "), "{one}");
    let two = bench.english(&["case", "list"]).with(0).out;
    assert!(two.contains("\n2 cases (position "), "{two}");
    let checked = bench.english(&["verify"]).with(0).out;
    assert!(checked.contains(" streams, 22 events, "), "{checked}");
}

#[test]
fn a_page_of_cases_says_how_many_match_and_which_are_shown() {
    let bench = Bench::with_cases();
    for (args, zh, en, total, shown) in [
        (&[][..], "共 2 件（日志", "2 cases (", 2, 2),
        (&["-n", "2"], "共 2 件（日志", "2 cases (", 2, 2),
        (
            &["-n", "1"],
            "共 2 件，以上为第 1 件（",
            "Case 1 of 2 (",
            2,
            1,
        ),
        (
            &["-n", "1", "--offset", "1"],
            "共 2 件，以上为第 2 件（",
            "Case 2 of 2 (",
            2,
            1,
        ),
        (
            &["-n", "5", "--offset", "1"],
            "共 2 件，以上为第 2 件（",
            "Case 2 of 2 (",
            2,
            1,
        ),
        (
            &["--offset", "18446744073709551615"],
            "未显示；共 2 件（",
            "None shown; 2 cases match (",
            2,
            0,
        ),
        (
            &["-n", "0", "--number", "执保"],
            "未显示；共 1 件（",
            "None shown; 1 case matches (",
            1,
            0,
        ),
        (
            &["--closed", "--offset", "1"],
            "共 0 件（日志",
            "0 cases (",
            0,
            0,
        ),
    ] {
        let args = [&["case", "list"], args].concat();
        for (text, end) in [
            (bench.levy(&args).with(0).out, zh),
            (bench.english(&args).with(0).out, en),
        ] {
            let last = text.lines().last().expect("a line");
            assert!(last.starts_with(end), "{args:?}: {last}");
        }
        let json = bench
            .levy(&[&args[..], &["--json"]].concat())
            .with(0)
            .json();
        assert_eq!(json["total"], total, "{args:?}");
        assert_eq!(json["cases"].as_array().map(Vec::len), Some(shown));
        assert_eq!(json["position"].as_i64(), Some(bench.events()));
    }
    let third = crate::data::row(&[]);
    bench.import(third).with(0);
    let page = ["case", "list", "--offset", "1", "-n", "2"];
    let zh = bench.levy(&page).with(0).out;
    assert!(
        zh.contains("共 3 件，以上为第 2 至 3 件（日志位置 "),
        "{zh}"
    );
    let en = bench.english(&page).with(0).out;
    assert!(en.contains("\nCases 2 to 3 of 3 (position "), "{en}");
}
