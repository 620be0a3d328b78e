//! Whole numbers in given proportions (largest remainder), and a year of the
//! table scaled to fewer registrations.

use super::paper::TableYear;

/// From this many registrations on, a part that the table has is never scaled
/// to nothing: a small demo still shows what is carried in and left open.
pub const PRESENT_FROM: u32 = 10;

/// Splits `total` in proportion to `weights`. What rounding down leaves goes
/// to the largest remainders, ties to the earlier part. No weight, no share;
/// weights without a sum give nothing to anyone.
pub fn shares(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().copied().map(u64::from).sum();
    let exact = |weight: &u32| u64::from(total) * u64::from(*weight);
    let mut parts: Vec<u32> = weights
        .iter()
        .map(|weight| {
            exact(weight)
                .checked_div(sum)
                .and_then(|part| u32::try_from(part).ok())
                .unwrap_or(0)
        })
        .collect();
    if sum == 0 {
        return parts;
    }
    let mut order: Vec<(u64, usize)> = weights
        .iter()
        .enumerate()
        .map(|(at, weight)| (exact(weight) % sum, at))
        .collect();
    order.sort_by_key(|(remainder, at)| (std::cmp::Reverse(*remainder), *at));
    let left = total - parts.iter().sum::<u32>();
    for (_, at) in order.into_iter().take(left as usize) {
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
        }
    }
    parts
}

/// `large` and `small` parts of `total`, in the proportion of the table.
fn split(total: u32, large: u32, small: u32) -> (u32, u32) {
    let parts = shares(total, &[large, small]);
    let few = parts.get(1).copied().unwrap_or(0);
    let few = if small > 0 && total >= PRESENT_FROM {
        few.max(1)
    } else {
        few
    };
    (total - few.min(total), few.min(total))
}

/// `row` with `registrations` as its total. At the row's own total nothing
/// changes.
pub fn scaled(row: &TableYear, registrations: u32) -> TableYear {
    let (new, carried_in) = split(registrations, row.new, row.carried_in);
    let (closed, _) = split(registrations, row.closed, row.open());
    TableYear {
        year: row.year,
        total: registrations,
        closed,
        new,
        carried_in,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::year::paper::Table1;
    use proptest::prelude::*;

    #[test]
    fn the_demo_of_three_hundred_shows_every_part() {
        let table = Table1::printed().unwrap();
        let at = |year| {
            let row = scaled(table.year(year).unwrap(), 300);
            (row.new, row.carried_in, row.closed, row.open())
        };
        assert_eq!(at(2022), (298, 2, 298, 2));
        assert_eq!(at(2021), (299, 1, 298, 2));
        assert_eq!(at(2020), (294, 6, 299, 1));
        assert_eq!(at(2019), (293, 7, 292, 8));
    }

    #[test]
    fn the_whole_year_is_the_table() {
        for row in Table1::printed().unwrap().years() {
            assert_eq!(scaled(row, row.total), *row);
        }
    }

    #[test]
    fn nothing_is_shared_by_no_weights() {
        assert_eq!(shares(7, &[]), Vec::<u32>::new());
        assert_eq!(shares(7, &[0, 0]), [0, 0]);
        assert_eq!(shares(7, &[1, 0, 1]), [4, 0, 3]);
    }

    proptest! {
        #[test]
        fn parts_add_up_and_stay_near_their_share(
            total in 0u32..100_000, weights in prop::collection::vec(0u32..5_000, 1..12),
        ) {
            let sum: u32 = weights.iter().sum();
            prop_assume!(sum > 0);
            let parts = shares(total, &weights);
            prop_assert_eq!(parts.iter().sum::<u32>(), total);
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = u64::from(total) * u64::from(*weight) / u64::from(sum);
                prop_assert!(u64::from(*part) == exact || u64::from(*part) == exact + 1);
            }
        }

        #[test]
        fn a_scaled_year_keeps_both_identities(total in 0u32..20_000, at in 0usize..4) {
            let table = Table1::printed().unwrap();
            let row = scaled(&table.years()[at], total);
            prop_assert_eq!(row.new + row.carried_in, row.total);
            prop_assert_eq!(row.closed + row.open(), row.total);
            if total >= PRESENT_FROM {
                prop_assert!(row.carried_in > 0 && row.open() > 0);
            }
        }
    }
}
