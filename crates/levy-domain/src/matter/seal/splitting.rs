//! A seal is split where what it stands on is divided.

use super::{Command, Piece, is_land};
use crate::{
    document::DocumentKind,
    id::{AssetId, HoldId},
    matter::{
        decide::Decision, event::*, hold_state::HoldState, money::check_money, papers, state::State,
    },
    money::{Currency, Money},
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
};
use std::collections::BTreeSet;

/// A seal on the whole stays on its parts.
const RULE: &str = "E-06";

pub(super) fn split(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::Split {
        hold,
        parts,
        ruling,
        evidence,
    } = command
    else {
        return Ok(vec![]);
    };
    let known = state.hold(hold).ok_or(Refusal::Unknown { what: "hold" })?;
    let currency = state.currency.ok_or(Refusal::NotOpen)?;
    if let Some(before) = state.split.get(hold) {
        let same = before.parts == divided(hold, known, parts, currency)
            && (before.ruling, before.evidence) == (*ruling, *evidence);
        return if same {
            Ok(vec![])
        } else {
            let what = "a split of this seal";
            Err(Refusal::OnlyOnce { what })
        };
    }
    check_hold(state, hold, known)?;
    if let Some(ruling) = ruling {
        stamp.by_a_judge()?;
        papers::of_kind(state, *ruling, &DocumentKind::Ruling)?;
    }
    check_parts(state, known.asset, parts)?;
    let sum = parts.iter().try_fold(0_u64, |sum, part| {
        check_money(state, part.amount)?;
        sum.checked_add(part.amount.minor).ok_or(Refusal::TooLarge)
    })?;
    if sum != sum_of(known) {
        return malformed("parts", "do not come to the sum of the seal");
    }
    let on = stamp.at.date_in(rules.profile().zone());
    let split = SealSplit {
        hold: *hold,
        parts: divided(hold, known, parts, currency),
        ruling: *ruling,
        rule: rules.profile().basis(RULE, on)?.clone(),
        evidence: *evidence,
    };
    Ok(vec![split.into()])
}

/// It stands on land or a building, and nothing is under way that means the
/// whole.
fn check_hold(state: &State, id: &HoldId, hold: &HoldState) -> Result<(), Refusal> {
    if !hold.is_open() {
        return Err(Refusal::Unknown { what: "hold" });
    }
    if !is_land(&hold.class) {
        return malformed("hold", "is no seal on land or buildings");
    }
    if let Some(order) = state.orders_on(&hold.asset).next() {
        let order = order.draft.order;
        return Err(Refusal::Unsettled { order });
    }
    let owed = state.releases.owed().get(id);
    if owed.is_some_and(|causes| !causes.is_empty()) {
        return malformed("hold", "must be let go, and whole");
    }
    Ok(())
}

/// Two or more, each new or the whole itself, and none twice.
fn check_parts(state: &State, whole: AssetId, parts: &[Piece]) -> Result<(), Refusal> {
    let distinct: BTreeSet<AssetId> = parts.iter().map(|part| part.asset).collect();
    if parts.len() < 2 || distinct.len() < parts.len() {
        return malformed("parts", "are two or more, and none stands there twice");
    }
    let known = |asset: &AssetId| {
        state.assets.contains_key(asset)
            || state.targets.contains_key(asset)
            || state.holds.values().any(|hold| hold.asset == *asset)
    };
    if distinct.iter().any(|part| *part != whole && known(part)) {
        return Err(Refusal::IdInUse);
    }
    Ok(())
}

/// What the parts must come to: the limit of the seal, or what is held where
/// it has none.
fn sum_of(hold: &HoldState) -> u64 {
    hold.limit.map_or(hold.held, |limit| limit.minor)
}

/// The parts share every sum of the seal as they share its own: each takes
/// what falls on all up to it, rounded down, less what those before it took,
/// and the last takes the rest. Nothing is lost and nothing doubled.
fn divided(id: &HoldId, hold: &HoldState, parts: &[Piece], currency: Currency) -> Vec<SealPart> {
    let sum = u128::from(sum_of(hold));
    let upto = |total: u64, parts: &[Piece]| {
        let amounts = parts.iter().map(|part| u128::from(part.amount.minor));
        let share = (u128::from(total) * amounts.sum::<u128>()).checked_div(sum);
        u64::try_from(share.unwrap_or(0)).unwrap_or(total)
    };
    let one = |(at, part): (usize, &Piece)| {
        let (before, with) = (&parts[..at], &parts[..=at]);
        let share = |total: u64| {
            let last = with.len() == parts.len();
            let to = if last { total } else { upto(total, with) };
            Money::new(to.saturating_sub(upto(total, before)), currency)
        };
        SealPart {
            asset: part.asset,
            number: part.number.clone(),
            hold: HoldId::derive(id.0, &[part.asset.0.as_bytes()]),
            limit: hold.limit.map(|_| part.amount),
            held: share(hold.held),
            covers: share(hold.covers),
            beyond_balance: share(hold.beyond_balance),
            waiting: share(hold.waiting),
        }
    };
    parts.iter().enumerate().map(one).collect()
}
