//! Interest against examples that were worked out by another program, day by
//! day (`tools/interest_examples.py`), and against what must hold of any.

use levy_domain::{
    claim::ExcludedPeriod,
    fraction::Fraction,
    interest::{Bearing, DatedRate, MAX_ROWS, Rate, Worksheet},
    money::{Currency, Money},
    refusal::Refusal,
    time::Date,
};
use proptest::prelude::*;
use std::{collections::BTreeMap, ops::RangeInclusive};

const EXAMPLES: &str = include_str!("../data/interest.tsv");

/// What bears, owned.
#[derive(Debug, Clone)]
struct Debt {
    opening: u64,
    base: u64,
    from: Date,
    rates: Vec<DatedRate>,
    excluded: Vec<ExcludedPeriod>,
    paid: Vec<(Date, u64)>,
}

impl Debt {
    fn as_of(&self, last: Date) -> Worksheet {
        let mut paid = BTreeMap::new();
        for (on, minor) in &self.paid {
            *paid.entry(*on).or_insert(0) += minor;
        }
        let bearing = Bearing {
            opening: Money::cny(self.opening),
            base: Money::cny(self.base),
            paid: &paid,
            from: self.from,
            rates: &self.rates,
            excluded: &self.excluded,
        };
        bearing.as_of(last).unwrap()
    }
}

fn list<T>(text: &str, read: impl Fn(&str) -> T) -> Vec<T> {
    let parts = text.split(';').filter(|part| *part != "-");
    parts.map(read).collect()
}

fn span(text: &str) -> (Date, Date) {
    let (from, to) = text.split_once("..").unwrap();
    (from.parse().unwrap(), to.parse().unwrap())
}

fn rate(text: &str) -> DatedRate {
    let (days, rate) = text.split_once('=').unwrap();
    let (parts, per) = rate.split_once('/').unwrap();
    let (from, to) = span(days);
    DatedRate {
        from,
        to: Some(to),
        rate: Rate {
            parts_per_million: parts.parse().unwrap(),
            per_days: per.parse().unwrap(),
        },
        basis: None,
    }
}

fn excluded(from: Date, to: Date) -> ExcludedPeriod {
    let ground = "review".into();
    ExcludedPeriod { from, to, ground }
}

fn example(line: &str) -> (Debt, Date, &str, u64) {
    let columns: Vec<&str> = line.split('\t').collect();
    let number = |at: usize| columns[at].parse().unwrap();
    let debt = Debt {
        opening: number(1),
        base: number(2),
        from: columns[3].parse().unwrap(),
        rates: list(columns[5], rate),
        excluded: list(columns[6], |days| {
            let (from, to) = span(days);
            excluded(from, to)
        }),
        paid: list(columns[7], |payment| {
            let (on, minor) = payment.split_once('=').unwrap();
            (on.parse().unwrap(), minor.parse().unwrap())
        }),
    };
    (debt, columns[4].parse().unwrap(), columns[8], number(9))
}

#[test]
fn interest_is_what_another_program_worked_out_day_by_day() {
    assert!(EXAMPLES.lines().count() >= 30);
    for line in EXAMPLES.lines() {
        let (debt, last, exact, total) = example(line);
        let sheet = debt.as_of(last);
        assert_eq!(sheet.exact.to_string(), exact, "{line}");
        assert_eq!(sheet.total, Money::cny(total), "{line}");
    }
}

#[test]
fn the_rows_of_a_worksheet_show_every_change_of_base_rate_and_bearing() {
    let line = EXAMPLES
        .lines()
        .find(|line| line.starts_with("a-payment-while-it-is-stopped"));
    let (debt, last, ..) = example(line.unwrap());
    let rows = debt.as_of(last).rows;
    let seen: Vec<_> = rows
        .iter()
        .map(|row| (row.from.to_string(), row.days, row.base.minor))
        .collect();
    assert_eq!(
        seen,
        [
            ("2024-01-01".to_owned(), 60, 1_000_000),
            ("2024-06-01".to_owned(), 214, 700_000)
        ]
    );
}

#[test]
fn interest_in_two_currencies_is_not_worked_out() {
    let bearing = Bearing {
        opening: Money::zero(Currency::parse("USD").unwrap()),
        base: Money::cny(1),
        paid: &BTreeMap::new(),
        from: Date::MIN,
        rates: &[],
        excluded: &[],
    };
    assert_eq!(bearing.as_of(Date::MAX), Err(Refusal::OtherCurrency));
}

#[test]
fn a_worksheet_is_bounded() {
    let first: Date = "2000-01-01".parse().unwrap();
    let days = |n: usize| first + chrono::Days::new(n as u64);
    let paid: BTreeMap<Date, u64> = (0..=MAX_ROWS).map(|n| (days(n), 1)).collect();
    let bearing = Bearing {
        opening: Money::cny(0),
        base: Money::cny(1_000_000),
        paid: &paid,
        from: first,
        rates: &[rate("1999-01-01..2030-01-01=175/1")],
        excluded: &[],
    };
    assert_eq!(bearing.as_of(days(MAX_ROWS)), Err(Refusal::TooLarge));
    assert_eq!(
        bearing.as_of(days(MAX_ROWS - 1)).unwrap().rows.len(),
        MAX_ROWS
    );
}

#[test]
fn a_fraction_is_kept_as_a_person_writes_it() {
    let fraction = Fraction::new(6, 4).unwrap();
    assert_eq!(fraction.to_string(), "3/2");
    assert_eq!(fraction.half_up(), Some(2));
    assert_eq!(Fraction::new(1, 0), None);
    assert_eq!(Fraction::new(u128::MAX, 1).unwrap().half_up(), None);
    let nearly = Fraction::new(u128::MAX / 2 - 1, u128::MAX).unwrap();
    assert_eq!(nearly.half_up(), Some(0));
    let huge = Fraction::new(u128::MAX, 1).unwrap();
    assert_eq!(huge.checked_add(huge), None);
}

fn days() -> RangeInclusive<u64> {
    0..=900
}

fn on(day: u64) -> Date {
    Date::from_ymd_opt(2023, 1, 1).unwrap() + chrono::Days::new(day)
}

prop_compose! {
    fn debts()(
        opening in 0u64..10_000,
        base in 0u64..100_000_000,
        rates in prop::collection::vec((days(), 0u64..400, 1u32..240_000, 0usize..4), 0..4),
        free in prop::collection::vec((days(), 0u64..90), 0..3),
        paid in prop::collection::vec((days(), 0u64..40_000_000), 0..6),
    ) -> Debt {
        let rates = rates.into_iter().map(|(from, length, parts_per_million, per)| DatedRate {
            from: on(from),
            to: (length > 0).then(|| on(from + length)),
            rate: Rate { parts_per_million, per_days: Rate::DAY_COUNTS[per] },
            basis: None,
        });
        Debt {
            opening,
            base,
            from: on(0),
            rates: rates.collect(),
            excluded: free.into_iter().map(|(from, length)| excluded(on(from), on(from + length))).collect(),
            paid: paid.into_iter().map(|(day, minor)| (on(day), minor)).collect(),
        }
    }
}

/// Compared exactly; the sums of these tests are small enough to multiply.
fn at_most(a: Fraction, b: Fraction) -> bool {
    let read = |fraction: Fraction| -> (u128, u128) {
        let text = fraction.to_string();
        let (above, below) = text.split_once('/').unwrap();
        (above.parse().unwrap(), below.parse().unwrap())
    };
    let ((a, under_a), (b, under_b)) = (read(a), read(b));
    a.checked_mul(under_b).unwrap() <= b.checked_mul(under_a).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn splitting_a_period_never_changes_the_exact_sum(debt in debts(), middle in days(), rest in 0u64..500) {
        let last = on(middle + rest);
        let whole = debt.as_of(last);
        let second = Debt { opening: 0, from: on(middle + 1), ..debt.clone() };
        let parts = debt.as_of(on(middle)).exact.checked_add(second.as_of(last).exact);
        prop_assert_eq!(Some(whole.exact), parts);
        // The rows do not overlap, stand in the order of days, and add up.
        prop_assert!(whole.rows.windows(2).all(|pair| pair[0].to < pair[1].from));
        let sum = whole.rows.iter().try_fold(Fraction::whole(debt.opening), |sum, row| sum.checked_add(row.sum));
        prop_assert_eq!(sum, Some(whole.exact));
        for row in &whole.rows {
            prop_assert_eq!(i64::from(row.days), (row.to - row.from).num_days() + 1);
            prop_assert_eq!(row.rate.on(row.base.minor, row.days), Some(row.sum));
        }
    }

    #[test]
    fn a_payment_never_raises_interest(debt in debts(), day in days(), minor in 0u64..40_000_000, last in days()) {
        let before = debt.as_of(on(last)).exact;
        let mut paid = debt;
        paid.paid.push((on(day), minor));
        prop_assert!(at_most(paid.as_of(on(last)).exact, before));
    }

    #[test]
    fn interest_never_falls_from_one_day_to_the_next(debt in debts(), day in days()) {
        prop_assert!(at_most(debt.as_of(on(day)).exact, debt.as_of(on(day + 1)).exact));
    }

    #[test]
    fn the_order_of_payments_does_not_matter(debt in debts(), day in days(), a in 0u64..40_000_000, b in 0u64..40_000_000, last in days()) {
        let of = |payments: [u64; 2]| {
            let mut debt = debt.clone();
            debt.paid.extend(payments.map(|minor| (on(day), minor)));
            debt.as_of(on(last))
        };
        prop_assert_eq!(of([a, b]), of([b, a]));
        let mut turned = debt.clone();
        turned.paid.reverse();
        prop_assert_eq!(turned.as_of(on(last)), debt.as_of(on(last)));
    }
}
