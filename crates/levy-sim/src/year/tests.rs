//! The plan as a whole: totals, numbers, people, order of what follows.

use super::{court::Staff, draft::MIX, *};
use levy_domain::{
    calendar::DayKind,
    identifier::{CaseNumber, CreditCode, ResidentId},
    matter::event::ClosingKind,
    party::IdentityKind,
};
use proptest::prelude::*;

fn table() -> Table1 {
    Table1::printed().unwrap()
}

fn plan(seed: u64, year: i32, registrations: u32) -> YearPlan {
    YearPlan::make(seed, year, registrations, &table()).unwrap()
}

fn whole(seed: u64, year: i32) -> YearPlan {
    plan(seed, year, table().year(year).unwrap().total)
}

/// Everything that must hold for any plan.
fn check(plan: &YearPlan) {
    assert_eq!(plan.counted(), plan.totals);
    let numbers: BTreeSet<_> = plan.registrations.iter().map(|case| &case.number).collect();
    assert_eq!(numbers.len(), plan.registrations.len());
    assert!(plan.registrations.is_sorted_by_key(|case| case.filed_at));
    let calendar = Calendar::china().unwrap();
    for (at, case) in plan.registrations.iter().enumerate() {
        check_people(case);
        check_number(plan, case);
        check_days(plan, case, &calendar);
        check_sequel(plan, at, case);
    }
    let network = plan.big_case.and_then(|at| plan.registrations.get(at));
    assert_eq!(
        network.is_some(),
        plan.registrations.iter().any(CaseSeed::asks_units)
    );
    assert!(network.is_none_or(CaseSeed::asks_units));
}

fn check_people(case: &CaseSeed) {
    assert!((1..=2).contains(&case.debtors.len()));
    let people: Vec<_> = case.debtors.iter().chain([&case.creditor]).collect();
    let numbers: BTreeSet<_> = people.iter().map(|person| &person.number).collect();
    assert_eq!(numbers.len(), people.len(), "nobody owes himself");
    for person in people {
        assert!(person.invented && person.name.starts_with("虚构"));
        let region = match person.identity_kind {
            IdentityKind::ResidentId => ResidentId::parse(&person.number)
                .unwrap()
                .region()
                .to_owned(),
            _ => CreditCode::parse(&person.number)
                .unwrap()
                .as_str()
                .get(2..8)
                .unwrap()
                .to_owned(),
        };
        assert_eq!(region, ResidentId::INVENTED_REGION);
    }
    assert!(
        (100_000..=3_500_000_000).contains(&case.claim.total_minor()),
        "{:?}",
        case.claim
    );
}

fn check_number(plan: &YearPlan, case: &CaseSeed) {
    let text = case.number.to_string();
    let read = CaseNumber::parse(&text).unwrap();
    assert_eq!(read.to_string(), text);
    let modern = read.modern().unwrap();
    assert_eq!(modern.class(), case.class);
    let year = plan.totals.year - i32::from(case.carried_in);
    assert_eq!((case.number.year, i32::from(modern.year())), (year, year));
    let reconsidered = case.class == CaseClass::EnforcementReconsideration;
    assert_eq!(
        case.number.court_code,
        if reconsidered {
            "川33"
        } else {
            case.home_court
        }
    );
    let staff = Staff::all()
        .into_iter()
        .find(|staff| staff.court_code == case.number.court_code)
        .unwrap();
    let officers: BTreeSet<_> = staff.officers().map(|officer| officer.id).collect();
    assert!(
        [
            case.officers.judge,
            case.officers.clerk,
            case.officers.bureau_head
        ]
        .iter()
        .all(|id| officers.contains(id))
    );
}

fn check_days(plan: &YearPlan, case: &CaseSeed, calendar: &Calendar) {
    let filed = case.filed_on();
    let year = |day: Date| chrono::Datelike::year(&day);
    assert_eq!(year(filed), case.number.year);
    assert_eq!(calendar.day(filed), DayKind::Working);
    let Some(closes) = &case.closes else {
        assert!(case.voluntary_payment.is_none());
        return;
    };
    assert_eq!(
        (year(closes.earliest), calendar.day(closes.earliest)),
        (plan.totals.year, DayKind::Working)
    );
    assert!(
        filed < closes.earliest && (closes.earliest - filed).num_days() <= 185,
        "{case:?}"
    );
    if closes.kind == ClosingKind::RoundEnded {
        assert!(
            closes.earliest > levy_domain::calendar::add_months(filed, 3),
            "C-06: {case:?}"
        );
    }
    if let Some(payment) = &case.voluntary_payment {
        assert!(
            payment.on < closes.earliest && payment.on > filed,
            "{case:?}"
        );
        assert_eq!(
            (year(payment.on), calendar.day(payment.on)),
            (plan.totals.year, DayKind::Working),
            "{case:?}"
        );
        assert!((1..=1_000).contains(&payment.permille_of_rest));
    }
    let full = case
        .voluntary_payment
        .as_ref()
        .is_some_and(|payment| payment.permille_of_rest == 1_000);
    assert_eq!(closes.kind == ClosingKind::Performed, full);
}

fn check_sequel(plan: &YearPlan, at: usize, case: &CaseSeed) {
    let Some(before) = case.sequel_of else { return };
    let earlier = &plan.registrations[before];
    assert!(before < at && !case.carried_in);
    assert_eq!(
        (earlier.matter_key, earlier.home_court),
        (case.matter_key, case.home_court)
    );
    assert_eq!(
        (&earlier.creditor, &earlier.debtors, earlier.claim),
        (&case.creditor, &case.debtors, case.claim)
    );
    if case.class.carries_measures() {
        let closed = earlier.closes.as_ref().map(|plan| plan.earliest);
        assert!(closed.is_none_or(|day| day < case.filed_on()));
    }
}

#[test]
fn the_whole_years_are_the_papers_and_carry_over() {
    let mut open_before = 54;
    for row in table().years() {
        let plan = whole(7, row.year);
        check(&plan);
        assert_eq!(plan.counted(), *row);
        assert!(Comparison::new(row, &plan.totals, &plan.counted()).agrees());
        assert_eq!(plan.counted().carried_in, open_before);
        open_before = plan.counted().open();
    }
    assert_eq!(open_before, 27);
}

#[test]
fn the_demo_of_three_hundred_has_one_of_everything() {
    for year in 2019..=2022 {
        let plan = plan(1, year, 300);
        check(&plan);
        let has = |what: fn(&CaseSeed) -> bool| plan.registrations.iter().any(what);
        assert!(has(|case| case.carried_in));
        assert!(has(|case| case.closes.is_none()));
        assert!(has(|case| case.class == CaseClass::PreservationEnforcement));
        assert!(has(
            |case| case.class == CaseClass::FirstEnforcement && case.sequel_of.is_some()
        ));
        assert!(has(
            |case| case.class == CaseClass::EnforcementReconsideration
        ));
        assert!(has(|case| case.debtors.len() == 2));
        let big = &plan.registrations[plan.big_case.unwrap()];
        assert_eq!(
            (big.debtors.len(), big.class),
            (1, CaseClass::FirstEnforcement)
        );
        assert!(big.closes.is_some() && big.sequel_of.is_none());
    }
}

#[test]
fn a_case_means_at_least_twelve_orders() {
    let units = region::directory().unwrap().askable().count();
    for plan in [plan(1, 2022, 300), whole(1, 2022)] {
        let asked = plan.registrations.iter().filter(|case| case.asks_units());
        let queries: usize = asked.map(|case| case.debtors.len() * units).sum();
        assert!(queries / plan.registrations.len() >= 12, "{queries}");
    }
}

#[test]
fn about_four_thousand_cases_ask_units_in_2022() {
    let plan = whole(1, 2022);
    let asking = plan
        .registrations
        .iter()
        .filter(|case| case.asks_units())
        .count();
    assert!((3_950..=4_050).contains(&asking), "{asking}");
}

#[test]
fn types_keep_their_mix() {
    let plan = whole(3, 2021);
    let mut counts: BTreeMap<CaseClass, u32> = BTreeMap::new();
    plan.registrations
        .iter()
        .filter(|case| !case.carried_in)
        .for_each(|case| {
            *counts.entry(case.class).or_default() += 1;
        });
    let wanted = scale::shares(4_039, &MIX.map(|(_, permille)| permille));
    for ((class, _), wanted) in MIX.iter().zip(wanted) {
        assert_eq!(counts.get(class), Some(&wanted), "{class:?}");
    }
}

#[test]
fn serials_of_new_cases_count_from_one_without_gaps() {
    let plan = whole(3, 2022);
    let mut serials: BTreeMap<_, u32> = BTreeMap::new();
    for case in plan.registrations.iter().filter(|case| !case.carried_in) {
        let last = serials
            .entry((case.number.court_code, case.number.type_code))
            .or_default();
        *last += 1;
        assert_eq!(case.number.serial, *last);
    }
    assert!(
        serials
            .keys()
            .map(|(court, _)| court)
            .collect::<BTreeSet<_>>()
            .len()
            == 19
    );
}

#[test]
fn one_number_belongs_to_one_person() {
    let plan = whole(4, 2022);
    let mut owners: BTreeMap<&str, &InventedPerson> = BTreeMap::new();
    for person in plan
        .registrations
        .iter()
        .flat_map(|case| case.debtors.iter().chain([&case.creditor]))
    {
        assert_eq!(*owners.entry(&person.number).or_insert(person), person);
    }
    assert_eq!(
        owners
            .values()
            .map(|person| person.key)
            .collect::<BTreeSet<_>>()
            .len(),
        owners.len()
    );
}

#[test]
fn a_year_outside_the_table_is_refused() {
    assert_eq!(
        YearPlan::make(1, 2023, 300, &table()),
        Err(BadPlan::NoSuchYear { year: 2023 })
    );
}

#[test]
fn nothing_is_a_plan_too() {
    let plan = plan(1, 2022, 0);
    check(&plan);
    assert_eq!((plan.registrations.len(), plan.big_case), (0, None));
}

#[test]
fn the_first_cases_of_seed_one_are_pinned() {
    let plan = plan(1, 2022, 10);
    let lines: Vec<String> = plan
        .registrations
        .iter()
        .take(3)
        .map(|case| {
            format!(
                "{} {} {}",
                case.number,
                case.filed_at,
                case.claim.total_minor()
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "（2021）川3334执9号 2021-10-15T09:00:38.000Z 17423960",
            "（2022）川3334执1号 2022-02-07T03:52:07.000Z 41454484",
            "（2022）川3301执1号 2022-03-08T06:08:58.000Z 1920200",
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_seed_and_size_makes_a_sound_plan(seed in any::<u64>(), year in 2019i32..=2022, registrations in 0u32..700) {
        let one = plan(seed, year, registrations);
        check(&one);
        prop_assert_eq!(&one, &plan(seed, year, registrations));
    }
}
