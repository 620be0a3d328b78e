//! What others have on an account: earlier measures, shares, pledges.

use super::wealth::part;
use crate::draw::Draw;
use levy_connect::wire::{Exact, PriorBody, Private, RightBody};
use levy_domain::{claim::Share, money::Currency, time::Date};

const SURNAMES: [&str; 8] = ["何", "罗", "高", "林", "郭", "马", "梁", "宋"];
const GIVEN: [&str; 8] = [
    "一鸣", "晓岚", "文博", "若溪", "天佑", "思远", "雨桐", "景行",
];
const COURTS: [&str; 5] = ["川01", "川0107", "渝01", "甘0102", "云34"];

/// Measures of other courts on something worth `worth` fen; mostly none.
pub(super) fn prior_measures(
    draw: &mut Draw,
    permille: u32,
    worth: Option<(u64, Currency)>,
    year: i32,
) -> Vec<PriorBody> {
    if !draw.chance(permille) {
        return Vec::new();
    }
    let count = 1 + usize::from(draw.chance(250));
    (0..count).map(|_| prior(draw, worth, year)).collect()
}

fn prior(draw: &mut Draw, worth: Option<(u64, Currency)>, year: i32) -> PriorBody {
    let court = draw.pick(&COURTS).copied().unwrap_or_default();
    let number = draw.between(1, 4_999);
    let first = Date::from_ymd_opt(year - 1, 1, 1).unwrap_or_default();
    let from = first
        .checked_add_days(chrono::Days::new(draw.below(360)))
        .unwrap_or(first);
    let to = from
        .checked_add_days(chrono::Days::new(364))
        .unwrap_or(from);
    let share = draw.between(100, 1_500);
    let amount = worth.and_then(|(minor, currency)| {
        Some((
            Exact::try_from(part(minor, share).max(10_000)).ok()?,
            currency,
        ))
    });
    PriorBody {
        court: court.to_owned(),
        document: Private::new(format!("（{}）{court}执{number}号", year - 1)),
        amount_minor: amount.map(|(minor, _)| minor),
        currency: amount.map(|(_, currency)| currency),
        from: Some(from),
        to: Some(to),
    }
}

/// A second holder or owner with half of it.
pub(super) fn half_of(draw: &mut Draw, kind: &str) -> RightBody {
    let name = |draw: &mut Draw| {
        let surname = draw.pick(&SURNAMES).copied().unwrap_or_default();
        format!(
            "虚构{surname}{}",
            draw.pick(&GIVEN).copied().unwrap_or_default()
        )
    };
    RightBody {
        kind: kind.to_owned(),
        holder: Some(Private::new(name(draw))),
        share: Some(Share {
            numerator: 1,
            denominator: 2,
        }),
        amount_minor: None,
        currency: None,
    }
}

/// A bank's mortgage.
pub(super) fn mortgage(draw: &mut Draw) -> RightBody {
    RightBody {
        kind: "mortgagee".to_owned(),
        holder: Some(Private::new("虚构住房贷款银行")),
        share: None,
        amount_minor: u32::try_from(draw.between(10_000_000, 80_000_000))
            .ok()
            .map(Exact::from),
        currency: Some(Currency::CNY),
    }
}
