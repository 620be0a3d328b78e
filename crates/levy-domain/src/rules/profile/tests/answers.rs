//! Answers: what the deciders are told.

use super::*;
use crate::{
    asset::{AccountClass, AssetClass},
    calendar::{Calendar, Overlay},
    claim::ComponentKind,
    document::DocumentKind,
    matter::event::{CaseKind, ClosingKind},
    money::{Currency, Money},
    order::{Measure, Route},
    rules::{Rules, UnitDirectory},
    stamp::Role,
    time::{HOUR, Timestamp},
};
use std::sync::Arc;

#[test]
fn the_chosen_option_decides() {
    let months = |profile: &Profile| {
        profile
            .max_term_months(&AssetClass::HousingFund, today())
            .unwrap()
            .0
    };
    assert_eq!(months(&china()), 12);
    let text = CHINA.replacen("chosen = \"deposit\"", "chosen = \"other-right\"", 1);
    assert_eq!(months(&Profile::from_toml(&text).unwrap()), 36);
}

#[test]
fn values_switch_at_the_day_in_force() {
    let article = |on| china().basis("T-01", day(on)).unwrap().article.clone();
    assert_eq!(article("2022-04-09"), "民诉法解释 (2015) 487(1)");
    assert_eq!(article("2022-04-10"), "民诉法解释 (2022) 485(1)");
    let early = china().basis("T-01", day("2015-02-03")).unwrap_err();
    assert_eq!(
        early,
        Refusal::NoRule {
            rule: "T-01".to_owned(),
            on: day("2015-02-03")
        }
    );
    assert!(china().basis("T-99", today()).is_err());
}

#[test]
fn every_asset_class_has_a_term() {
    let profile = china();
    for literal in AssetClass::LITERALS {
        let (months, basis) = profile
            .max_term_months(&AssetClass::from(*literal), today())
            .unwrap();
        assert!(
            [12, 24, 36].contains(&months) && basis.rule.starts_with("T-"),
            "{literal}"
        );
    }
    assert_eq!(
        profile
            .max_term_months(&AssetClass::RealEstate, today())
            .unwrap()
            .0,
        36
    );
    let insurance = AssetClass::from("insurance-value");
    assert_eq!(
        profile.max_term_months(&insurance, today()).unwrap().1.rule,
        "T-17"
    );
    assert!(!profile.severity("T-17").refuses());
    assert!(
        profile
            .max_term_months(&AssetClass::from("ship"), today())
            .is_err()
    );
}

#[test]
fn every_account_class_has_a_policy() {
    let profile = china();
    for literal in AccountClass::LITERALS {
        assert!(
            profile
                .account_policy(&AccountClass::from(*literal), today())
                .basis
                .is_some(),
            "{literal}"
        );
    }
    let policy = |class| {
        let policy = profile.account_policy(&class, today());
        (policy.freeze, policy.deduct)
    };
    assert_eq!(
        policy(AccountClass::Ordinary),
        (Verdict::Allowed, Verdict::Allowed)
    );
    assert_eq!(
        policy(AccountClass::MigrantWage),
        (Verdict::Refused, Verdict::Refused)
    );
    assert_eq!(
        policy(AccountClass::CreditMargin),
        (Verdict::Allowed, Verdict::Refused)
    );
    assert_eq!(
        policy(AccountClass::PresaleEscrow),
        (Verdict::Allowed, Verdict::Refused)
    );
    assert_eq!(
        policy(AccountClass::ClientReserve),
        (Verdict::Warned, Verdict::Warned)
    );
    assert_eq!(
        policy(AccountClass::from("something-new")),
        (Verdict::Warned, Verdict::Warned)
    );
    assert_eq!(profile.severity("A-05"), Severity::Override);
    assert_eq!(profile.severity("A-06"), Severity::Refuse);
    let before = profile.account_policy(&AccountClass::MigrantWage, day("2020-04-30"));
    assert_eq!((before.freeze, before.basis), (Verdict::Warned, None));
}

#[test]
fn documents_follow_measure_and_route() {
    let profile = china();
    for measure in Measure::LITERALS {
        for route in Route::LITERALS {
            let (measure, route) = (Measure::from(*measure), Route::from(*route));
            assert!(
                profile
                    .documents_required(&measure, &route, today())
                    .is_ok(),
                "{measure} {route}"
            );
        }
    }
    let kinds = |measure, route| {
        profile
            .documents_required(&measure, &route, today())
            .unwrap()
    };
    assert_eq!(
        kinds(Measure::Query, Route::Api).0,
        [DocumentKind::QueryNotice]
    );
    let (set, basis) = kinds(Measure::Freeze, Route::Gateway);
    assert_eq!((set.len(), basis.rule.as_str()), (2, "N-07"));
    let (set, basis) = kinds(Measure::Transfer, Route::Counter);
    assert!(set.contains(&DocumentKind::JudgmentCopy) && basis.rule == "N-03");
    assert!(
        profile
            .documents_required(&Measure::from("pass-title"), &Route::Api, today())
            .is_err()
    );
}

#[test]
fn approvals_follow_measure_and_amount() {
    let profile = china();
    let needs = |measure: Measure, amount| profile.approvals(&measure, amount, today()).unwrap().0;
    for literal in Measure::LITERALS {
        assert!(
            profile
                .approvals(&Measure::from(*literal), None, today())
                .is_ok(),
            "{literal}"
        );
    }
    let limit = Money::cny(500_000_000);
    let above = Money::cny(500_000_001);
    assert!(needs(Measure::Query, None).is_empty());
    assert_eq!(
        needs(Measure::Freeze, Some(limit))[1],
        [Role::Judge, Role::BureauHead, Role::President]
    );
    assert_eq!(
        needs(Measure::Freeze, Some(above))[1],
        [Role::BureauHead, Role::President]
    );
    assert_eq!(
        needs(Measure::Transfer, Some(limit))[1],
        [Role::BureauHead, Role::President]
    );
    assert_eq!(
        needs(Measure::Transfer, Some(above)),
        [vec![Role::Judge], vec![Role::President]]
    );
    let foreign = Money::new(1, Currency::parse("USD").unwrap());
    assert_eq!(
        needs(Measure::Transfer, Some(foreign))[1],
        [Role::President]
    );
    for measure in [
        Measure::Freeze,
        Measure::Renew,
        Measure::Release,
        Measure::PartialRelease,
        Measure::Transfer,
    ] {
        for amount in [None, Some(limit), Some(above)] {
            assert_eq!(needs(measure.clone(), amount).len(), 2, "{measure}");
        }
    }
}

#[test]
fn a_tier_of_another_level_is_passed_over() {
    let from =
        "  { up_to_yuan = 5_000_000, needs = [[\"judge\"], [\"bureau-head\", \"president\"]] },";
    let to = format!("  {{ level = \"high\", needs = [[\"judge\"], [\"judge\"]] }},\n{from}");
    assert!(CHINA.contains(from));
    let text = CHINA.replacen(from, &to, 1);
    let second = |text: &str| {
        let profile = Profile::from_toml(text).unwrap();
        profile
            .approvals(&Measure::Transfer, Some(Money::cny(1)), today())
            .unwrap()
            .0[1]
            .clone()
    };
    assert_eq!(second(&text), [Role::BureauHead, Role::President]);
    assert_eq!(
        second(&text.replacen("level = \"basic\"", "level = \"high\"", 1)),
        [Role::Judge]
    );
}

fn rules() -> Rules {
    Rules::new(
        Arc::new(china()),
        Arc::new(Calendar::china().unwrap()),
        Arc::new(UnitDirectory::new(vec![])),
    )
}

#[test]
fn an_order_that_people_carry_has_working_days_and_closures_are_none() {
    let due = |rules: &Rules, route: &Route| {
        let eve = Timestamp::start_of(day("2025-09-30"), rules.profile().zone());
        let deadline = rules.delivery_deadline(&Measure::Freeze, route, eve);
        let deadline = deadline.unwrap();
        (
            deadline.at.date_in(rules.profile().zone()),
            deadline.basis.rule,
        )
    };
    // 1 to 8 October 2025 are off, Saturday 11 is worked.
    assert_eq!(
        due(&rules(), &Route::Counter),
        (day("2025-10-11"), "O-16".into())
    );
    assert_eq!(
        due(&rules(), &Route::Api),
        (day("2025-09-30"), "O-14".into())
    );
    let mudslide = Overlay::new("road closed", "county notice", [day("2025-10-10")]);
    let calendar = Calendar::china().unwrap().with_overlay(&mudslide);
    let units = Arc::new(UnitDirectory::new(vec![]));
    let closed = Rules::new(Arc::new(china()), Arc::new(calendar), units);
    assert_eq!(due(&closed, &Route::Relay).0, day("2025-10-13"));
}

#[test]
fn clocks_run_over_holidays() {
    let profile = china();
    let eve = Timestamp::end_of(day("2025-09-30"), profile.zone());
    let rules = rules();
    let by = &Route::Api;
    let answer = rules.answer_deadline(&Measure::Query, by, eve).unwrap();
    assert_eq!(
        (answer.at.since(eve), answer.basis.rule.as_str()),
        (24 * HOUR, "N-13")
    );
    assert_eq!(answer.kind, "answer");
    let early = Timestamp::start_of(day("2017-05-01"), profile.zone());
    assert_eq!(rules.answer_deadline(&Measure::Query, by, early), None);
    let delivery = rules.delivery_deadline(&Measure::Freeze, by, eve).unwrap();
    assert!(delivery.at < answer.at);
    assert_eq!(
        profile
            .procedural_days("objection-answer", today())
            .unwrap()
            .0,
        15
    );
    for literal in Measure::LITERALS {
        assert!(profile.expires_at(&Measure::from(*literal), eve).since(eve) >= 72 * HOUR);
    }
    assert_eq!(
        profile
            .expires_at(&Measure::from("pass-title"), eve)
            .since(eve),
        72 * HOUR
    );
    assert_eq!(
        profile.expires_at(&Measure::Transfer, Timestamp(0)),
        Timestamp(72 * HOUR)
    );
}

#[test]
fn case_types_say_whether_orders_may_be_sent() {
    let profile = china();
    for (code, kind, orders) in [
        ("执", CaseKind::First, true),
        ("执恢", CaseKind::Resumed, true),
        ("执保", CaseKind::Preservation, true),
        ("执异", CaseKind::Objection, false),
        ("执复", CaseKind::Reconsideration, false),
        ("执监", CaseKind::OtherKind, false),
        ("执天", CaseKind::OtherKind, false),
    ] {
        assert_eq!(profile.case_kind(code), kind, "{code}");
        assert_eq!(profile.orders_allowed(&kind), orders, "{code}");
    }
    for case in profile.case_types() {
        let class = crate::identifier::CaseClass::of(&case.code);
        assert_eq!(class.carries_measures(), case.orders, "{}", case.code);
    }
    assert!(!profile.orders_allowed(&CaseKind::from("unheard-of")));
}

#[test]
fn money_and_closing_follow_the_catalogue() {
    let profile = china();
    assert!(!profile.parallel_freeze(today()));
    let on =
        Profile::from_toml(&CHINA.replacen("parallel_freeze = false", "parallel_freeze = true", 1))
            .unwrap();
    assert!(on.parallel_freeze(today()));
    assert_eq!(profile.renewal_start(today()), RenewalStart::OldEnd);
    let order = profile.allocation_order(today());
    assert_eq!(
        (order.len(), order.last()),
        (4, Some(&ComponentKind::DoubledInterest))
    );
    assert!(
        profile
            .purposes()
            .iter()
            .any(|purpose| purpose == "enforcement")
    );
    for literal in ClosingKind::LITERALS {
        assert!(
            profile
                .closing(&ClosingKind::from(*literal), today())
                .is_ok(),
            "{literal}"
        );
    }
    let (zh, basis) = profile
        .closing(&ClosingKind::RoundEnded, day("2019-12-31"))
        .unwrap();
    assert_eq!(
        (zh, basis.article.as_str()),
        ("终结本次执行程序", "法发〔2014〕26号 (2014) 14")
    );
}

#[test]
fn every_day_of_a_series_has_its_own_rate() {
    let series = "doubled-late-interest";
    let rates = china().rates(series, day("2024-01-01"), day("2024-03-31"));
    let rates = rates.unwrap();
    assert_eq!(rates.len(), 1);
    assert_eq!(
        (rates[0].rate.parts_per_million, rates[0].rate.per_days),
        (175, 1)
    );
    assert_eq!(rates[0].to, Some(day("2024-03-31")));
    let basis = rates[0].basis.as_ref().unwrap();
    assert_eq!(basis.rule, "C-09");
    let none = china().rates(series, day("2024-03-31"), day("2024-01-01"));
    assert_eq!(none, Ok(vec![]));
}

#[test]
fn a_changed_rate_counts_from_its_own_day() {
    let text = CHINA.replacen(
        "says.rate = { series = \"doubled-late-interest\", parts_per_million = 175, per_days = 1 }",
        "to = 2024-01-31\nsays.rate = { series = \"doubled-late-interest\", parts_per_million = 175, per_days = 1 }\n\
         [[rule.value]]\nfrom = 2024-02-01\n\
         basis = { rule = \"new\", version = \"2024\", article = \"1\" }\n\
         says.rate = { series = \"doubled-late-interest\", parts_per_million = 34500, per_days = 360 }",
        1,
    );
    let changed = Profile::from_toml(&text).unwrap();
    let rates = changed.rates(
        "doubled-late-interest",
        day("2024-01-15"),
        day("2024-02-15"),
    );
    let rates = rates.unwrap();
    let days: Vec<_> = rates.iter().map(|rate| (rate.from, rate.to)).collect();
    assert_eq!(
        days,
        [
            (day("2024-01-15"), Some(day("2024-01-31"))),
            (day("2024-02-01"), Some(day("2024-02-15")))
        ]
    );
    assert_eq!(rates[1].rate.per_days, 360);
}

#[test]
fn a_day_without_a_rate_is_no_day_with_a_rate_of_zero() {
    let code = |series: &str, from: &str| {
        let rates = china().rates(series, day(from), day("2024-01-01"));
        rates.unwrap_err().to_string()
    };
    let early = code("doubled-late-interest", "2014-07-31");
    assert!(
        early.starts_with("LEVY-R32") && early.contains("C-09") && early.contains("2014-07-31"),
        "{early}"
    );
    assert!(code("no-such-series", "2023-01-01").contains("no-such-series"));
}

#[test]
fn a_rate_is_due_per_a_way_of_counting_that_is_known() {
    let bad = Profile::from_toml(&CHINA.replacen("per_days = 1 }", "per_days = 7 }", 1));
    let bad = bad.unwrap_err().to_string();
    assert!(
        bad.contains("C-09") && bad.contains("1, 30, 360 or 365"),
        "{bad}"
    );
}
