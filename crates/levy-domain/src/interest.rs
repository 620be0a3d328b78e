//! Interest, exactly: a base that payments lower, rates with their days, days
//! that bear nothing. The answer is a worksheet that a person can check.
//!
//! The same arithmetic serves general interest by the judgment's own method
//! (一般债务利息) and doubled late interest (加倍部分债务利息, C-09, M-01: the
//! 2014 interpretation on late performance, articles 1-5). What bears, since
//! when and at which rate is said by the caller; no number of law stands here.
//!
//! How days count: the first bearing day counts and so does the last. A
//! payment stops the interest of its part at its own day, which still counts:
//! the lower base bears from the next day on. Nothing is rounded but the
//! total, half up (D-10).

use crate::{
    claim::{ComponentKind, ExcludedPeriod},
    code::Code,
    fraction::Fraction,
    money::Money,
    order::Basis,
    refusal::Refusal,
    time::Date,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

const MILLION: u128 = 1_000_000;

/// Rows that one worksheet may have: a payment a week over twenty years. It
/// bounds the event that carries it.
pub const MAX_ROWS: usize = 1_100;

/// Interest per so many days, on one unit of the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rate {
    /// Parts per million: 0.0175 % is 175, 3.45 % is 34,500.
    pub parts_per_million: u32,
    /// For how many days: 1 for a daily rate, 30 for a monthly one, 360 or
    /// 365 for a yearly one, as its source counts them.
    pub per_days: u16,
}

impl Rate {
    /// Ways of counting that a rate may be stated by.
    pub const DAY_COUNTS: [u16; 4] = [1, 30, 360, 365];

    /// True when its days are one of [`Rate::DAY_COUNTS`].
    pub fn is_counted(&self) -> bool {
        Rate::DAY_COUNTS.contains(&self.per_days)
    }

    /// Interest on `base` over `days`, minor units: base x parts x days /
    /// (1,000,000 x per_days). `None` when it does not fit.
    pub fn on(&self, base: u64, days: u32) -> Option<Fraction> {
        let parts = u128::from(base)
            .checked_mul(u128::from(self.parts_per_million))?
            .checked_mul(u128::from(days))?;
        Fraction::new(parts, MILLION * u128::from(self.per_days))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} parts per million per ", self.parts_per_million)?;
        match self.per_days {
            1 => f.write_str("day"),
            days => write!(f, "{days} days"),
        }
    }
}

/// A rate and its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedRate {
    /// First day.
    pub from: Date,
    /// Last day; open when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The rate.
    pub rate: Rate,
    /// The rule of the profile it comes from; absent when the title says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

impl DatedRate {
    fn holds_on(&self, on: Date) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }
}

/// Where the rates come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rates {
    /// A series of the profile, with its dated values.
    Series(Code),
    /// The title's own, in the order of days.
    Stated(Vec<DatedRate>),
}

/// How one component of a claim grows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Which component.
    pub component: ComponentKind,
    /// Components whose unpaid part bears.
    pub bears: Vec<ComponentKind>,
    /// Accrued before `from`, as the title states it.
    pub opening: Money,
    /// The first bearing day; for the doubled part the day after the last one
    /// of the performance period (article 2).
    pub from: Date,
    /// The last bearing day, where the title ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// At which rates.
    pub rates: Rates,
    /// Days that bear nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<ExcludedPeriod>,
}

/// One run of days with one base and one rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How many days, both counted.
    pub days: u32,
    /// What bore.
    pub base: Money,
    /// At which rate.
    pub rate: Rate,
    /// The rule that the rate comes from, if it is not the title's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// The interest, minor units, exactly.
    pub sum: Fraction,
}

/// How a sum of interest was worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worksheet {
    /// What the title itself states as accrued before the first row.
    pub opening: Money,
    /// Run by run, in the order of days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// Opening and rows, minor units, exactly.
    pub exact: Fraction,
    /// The same, rounded once, half up.
    pub total: Money,
}

/// What bears interest, and how.
#[derive(Debug, Clone)]
pub struct Bearing<'a> {
    /// Accrued before `from`, as the title states it.
    pub opening: Money,
    /// What bore on `from`, before any payment.
    pub base: Money,
    /// Minor units that were paid off the base, by day.
    pub paid: &'a BTreeMap<Date, u64>,
    /// The first bearing day.
    pub from: Date,
    /// Rates; a day without one bears nothing, and of two the first counts.
    pub rates: &'a [DatedRate],
    /// Days that bear nothing whatever the rate.
    pub excluded: &'a [ExcludedPeriod],
}

impl Bearing<'_> {
    /// Interest up to and including `day`.
    ///
    /// # Errors
    /// [`Refusal::OtherCurrency`]; [`Refusal::TooLarge`] when a sum does not
    /// fit or there are more than [`MAX_ROWS`] rows.
    pub fn as_of(&self, day: Date) -> Result<Worksheet, Refusal> {
        if self.opening.currency != self.base.currency {
            return Err(Refusal::OtherCurrency);
        }
        let rows = self.rows(day)?;
        let opening = Fraction::whole(self.opening.minor);
        let exact = rows
            .iter()
            .try_fold(opening, |sum, row| sum.checked_add(row.sum))
            .ok_or(Refusal::TooLarge)?;
        let minor = exact.half_up().ok_or(Refusal::TooLarge)?;
        Ok(Worksheet {
            opening: self.opening,
            rows,
            exact,
            total: Money {
                minor,
                ..self.opening
            },
        })
    }

    fn rows(&self, day: Date) -> Result<Vec<Row>, Refusal> {
        let firsts: Vec<Date> = self.firsts(day).into_iter().collect();
        let nexts = firsts.iter().skip(1).map(|next| next.pred_opt());
        let lasts = nexts.chain([Some(day)]);
        let mut rows: Vec<Row> = Vec::new();
        for (from, to) in firsts.iter().copied().zip(lasts) {
            let Some((to, dated)) = to.zip(self.rate_on(from)) else {
                continue;
            };
            let base = self.base_on(from);
            if base == 0 {
                continue;
            }
            let from = match rows.last() {
                Some(last) if last.goes_on(from, base, dated) => {
                    let from = last.from;
                    rows.pop();
                    from
                }
                _ => from,
            };
            rows.push(self.row(from, to, base, dated)?);
        }
        if rows.len() > MAX_ROWS {
            return Err(Refusal::TooLarge);
        }
        Ok(rows)
    }

    fn row(&self, from: Date, to: Date, base: u64, dated: &DatedRate) -> Result<Row, Refusal> {
        let days = (to - from).num_days().saturating_add(1);
        let days = u32::try_from(days).map_err(|_| Refusal::TooLarge)?;
        let sum = dated.rate.on(base, days).ok_or(Refusal::TooLarge)?;
        Ok(Row {
            from,
            to,
            days,
            base: Money {
                minor: base,
                ..self.base
            },
            rate: dated.rate,
            basis: dated.basis.clone(),
            sum,
        })
    }

    /// First days of runs within which nothing changes.
    fn firsts(&self, day: Date) -> BTreeSet<Date> {
        let after = |last: Option<Date>| last.and_then(|last| last.succ_opt());
        let paid = self.paid.keys().map(|on| after(Some(*on)));
        let rates = self
            .rates
            .iter()
            .flat_map(|dated| [Some(dated.from), after(dated.to)]);
        let excluded = self
            .excluded
            .iter()
            .flat_map(|period| [Some(period.from), after(Some(period.to))]);
        paid.chain(rates)
            .chain(excluded)
            .chain([Some(self.from)])
            .flatten()
            .filter(|first| (self.from..=day).contains(first))
            .collect()
    }

    fn rate_on(&self, day: Date) -> Option<&DatedRate> {
        let excluded = |period: &ExcludedPeriod| period.from <= day && day <= period.to;
        if self.excluded.iter().any(excluded) {
            return None;
        }
        self.rates.iter().find(|dated| dated.holds_on(day))
    }

    /// The base on a day: what was paid before it bears no more.
    fn base_on(&self, day: Date) -> u64 {
        let paid = self.paid.range(..day).map(|(_, minor)| *minor);
        self.base
            .minor
            .saturating_sub(paid.fold(0, u64::saturating_add))
    }
}

impl Row {
    fn goes_on(&self, from: Date, base: u64, dated: &DatedRate) -> bool {
        self.to.succ_opt() == Some(from)
            && self.base.minor == base
            && self.rate == dated.rate
            && self.basis == dated.basis
    }
}
