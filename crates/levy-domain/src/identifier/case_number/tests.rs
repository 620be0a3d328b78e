//! Case numbers in every bracket form.

use super::*;
use proptest::prelude::*;

fn modern(text: &str) -> Modern {
    CaseNumber::parse(text).unwrap().modern().unwrap().clone()
}

#[test]
fn the_parts_are_read() {
    let number = modern("（2022）川3322执12号");
    assert_eq!((number.year(), number.court().as_str()), (2022, "川3322"));
    assert_eq!(
        (number.type_code(), number.serial(), number.suffix()),
        ("执", 12, None)
    );
    assert_eq!(number.class(), CaseClass::FirstEnforcement);
}

#[test]
fn every_spelling_is_the_same_number() {
    let one = CaseNumber::parse("（2022）川3322执保12号之一").unwrap();
    for other in [
        "(2022)川3322执保12号之一",
        "〔2022〕川3322执保12号之一",
        "（２０２２）川３３２２执保１２号之一",
        "（2022） 川3322 执保 12 号之1",
        "(2022〕川3322执保12号之一",
    ] {
        assert_eq!(CaseNumber::parse(other).unwrap(), one, "{other}");
    }
    assert_eq!(one.to_string(), "（2022）川3322执保12号之一");
    assert_eq!(
        one.modern().unwrap().class(),
        CaseClass::PreservationEnforcement
    );
    assert_eq!(
        one.modern().unwrap().without_suffix().to_string(),
        "（2022）川3322执保12号"
    );
}

#[test]
fn published_numbers_are_read() {
    for (text, court, type_code) in [
        ("(2022)沪0115民初13290号之一", "沪0115", "民初"),
        ("（2020）最高法执复71号", "最高法", "执复"),
        ("（2021）最高法执监35号", "最高法", "执监"),
        ("（2019）最高法知民终1号", "最高法", "知民终"),
        ("（2018）京04执恢7号", "京04", "执恢"),
        ("（2017）川执异2号", "川", "执异"),
        ("（2022）贵01执5号", "黔01", "执"),
        ("（2016）兵01行保复3号", "兵01", "行保复"),
    ] {
        let number = modern(text);
        assert_eq!(
            (number.court().as_str(), number.type_code()),
            (court, type_code),
            "{text}"
        );
    }
}

#[test]
fn a_historic_number_is_kept_and_equals_no_modern_one() {
    let old = CaseNumber::parse("〔2012〕康法执字第 12 号").unwrap();
    assert_eq!(old.to_string(), "（2012）康法执字第12号");
    assert_eq!(old, CaseNumber::parse("(2012)康法执字第１２号").unwrap());
    assert_eq!(CaseNumber::parse(&old.to_string()).unwrap(), old);
    assert_eq!(old.modern(), None);
    let twin = CaseNumber::parse("（2014）川执字第12号").unwrap();
    assert_ne!(twin, CaseNumber::parse("（2014）川执12号").unwrap());
    assert!(CaseNumber::parse("（2014）川执字第12-1号").is_ok());
    assert!(CaseNumber::parse("（2014）川执字第0012号之二").is_ok());
    assert!(CaseNumber::parse("（2010）川甘中执（复）字第3号").is_ok());
    assert_eq!(
        CaseNumber::parse("（2010）川，执字第3号"),
        Err(BadCaseNumber::TypeCode)
    );
}

#[test]
fn each_rule_refuses_by_its_name() {
    for (bad, why) in [
        ("", BadCaseNumber::Year),
        ("2022川3322执12号", BadCaseNumber::Year),
        ("（1822）川3322执12号", BadCaseNumber::Year),
        ("（二二）川3322执12号", BadCaseNumber::Year),
        ("（2022川3322执12号", BadCaseNumber::Year),
        (
            "（2022）乙3322执12号",
            BadCaseNumber::Court(BadCourtCode::Province),
        ),
        (
            "（2022）川33220执12号",
            BadCaseNumber::Court(BadCourtCode::Digits),
        ),
        (
            "（2022）川332212号",
            BadCaseNumber::Court(BadCourtCode::Digits),
        ),
        ("（2022）川3322号", BadCaseNumber::TypeCode),
        ("（2022）川3322执保异复12号", BadCaseNumber::TypeCode),
        ("（2022）川3322执012号", BadCaseNumber::Serial),
        ("（2022）川3322执号", BadCaseNumber::Serial),
        ("（2022）川3322执1234567890号", BadCaseNumber::Serial),
        ("（2022）川3322执12", BadCaseNumber::Ending),
        ("（2022）川3322执12号之", BadCaseNumber::Ending),
        ("（2022）川3322执12号之一二", BadCaseNumber::Ending),
        ("（2022）川3322执12号之0", BadCaseNumber::Ending),
        ("（2022）川3322执12号之100", BadCaseNumber::Ending),
        ("（2022）川3322执12号及其他", BadCaseNumber::Ending),
        ("（2014）字第12号", BadCaseNumber::TypeCode),
        ("（2014）川执字第号", BadCaseNumber::Serial),
        ("（2014）川执字第12", BadCaseNumber::Ending),
    ] {
        assert_eq!(CaseNumber::parse(bad), Err(why), "{bad}");
    }
    assert_eq!(
        CaseNumber::parse(&"（".repeat(41)),
        Err(BadCaseNumber::Length)
    );
}

#[test]
fn brackets_of_every_kind_are_one_number() {
    let plain = CaseNumber::parse("（2022）川33执12号之一").unwrap();
    for text in [
        "(2022)川33执12号之一",
        "〔2022〕川33执12号之一",
        "[2022]川33执12号之一",
        "［2022］川33执12号之一",
        "【2022】川33执12号之一",
        "﹙2022﹚川33执12号之一",
        "﹝２０２２﹞川３３执１２号之1",
        "（ 2022 ）川 33 执 12 号之一",
    ] {
        assert_eq!(CaseNumber::parse(text), Ok(plain.clone()), "{text}");
    }
}

#[test]
fn numerals_count_to_ninety_nine() {
    for (number, text) in [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
    ] {
        assert_eq!(numeral_text(number), text);
        assert_eq!(numeral(text), Some(number));
    }
}

proptest! {
    #[test]
    fn what_is_shown_is_read_again(
        year in 1900u16..2100, court in "(最高法|川|云|京04|川3322|兵0101)", type_code in "(执|执保|执恢|民初|行保复|知民终)",
        serial in 1u32..1_000_000_000, suffix in proptest::option::of(1u8..100),
    ) {
        let number = CaseNumber::Modern(Modern {
            year, court: CourtCode::parse(&court).unwrap(), type_code, serial, suffix,
        });
        prop_assert!(number.to_string().chars().count() <= CaseNumber::MAX_LENGTH);
        prop_assert_eq!(CaseNumber::parse(&number.to_string()).unwrap(), number);
    }

    #[test]
    fn no_input_panics(input in "[(（〔]?[0-9]{0,4}[)）〕]?.{0,20}") {
        let _ = CaseNumber::parse(&input);
    }

    #[test]
    fn whatever_is_read_is_shown_in_a_stable_form(
        input in "[(（〔](19|20)[0-9]{2}[)）〕](川|沪0115|康法)(执|执保|民)(字第)?[0-9]{1,3}号(之[一二十3])?",
    ) {
        if let Ok(number) = CaseNumber::parse(&input) {
            prop_assert_eq!(CaseNumber::parse(&number.to_string()).unwrap(), number);
        }
    }
}
