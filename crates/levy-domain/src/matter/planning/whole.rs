//! Seals on what has a stated value and no sum of its own: a house, a car. It
//! is sealed whole, and counts at its value. Where that is above the room it
//! may be sealed as indivisible only, where no account suffices, and then
//! counts as all that is left.

use super::{
    super::{
        envelope,
        event::{Warned, Worksheet},
        state::State,
    },
    freeze,
};
use crate::{
    money::Money,
    order::{Line, Measure, OrderDraft},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
};

/// The reason of a line that takes more than is needed since it cannot be
/// divided.
const INDIVISIBLE: &str = "indivisible";

/// What each seal counts at; what is taken as indivisible stands among the
/// warnings, so that whoever approves looks at it.
pub(super) fn check(
    state: &State,
    orders: &[OrderDraft],
    rules: &Rules,
    stamp: &Stamp,
) -> Result<Vec<Warned>, Refusal> {
    let on = stamp.at.date_in(rules.profile().zone());
    let parallel = rules.profile().parallel_freeze(on);
    let mut warned = Vec::new();
    for order in orders
        .iter()
        .filter(|order| order.measure == Measure::Freeze)
    {
        for line in order.lines.iter().filter(|line| !line.class.is_money()) {
            // Whole, like a joint account; others' shares lower what it covers.
            let Some(worth) = state.values.get(&line.asset).map(|stated| stated.value) else {
                continue;
            };
            let sheet = envelope::worksheet(state, &line.liability, parallel, stamp.at)?;
            if worth.minor <= sheet.room.minor {
                counts(line, worth, "is not what the asset is worth")?;
                continue;
            }
            let reach = freeze::within_reach(state, &line.liability, &sheet, rules, on);
            if line.reason.key.as_str() != INDIVISIBLE || reach >= sheet.room.minor {
                return Err(above(line, worth, &sheet));
            }
            counts(line, sheet.room, "is not the room that is left")?;
            warned.push(Warned {
                asset: line.asset,
                rule: Some(rules.profile().basis("X-01", on)?.clone()),
            });
        }
    }
    Ok(warned)
}

fn counts(line: &Line, sum: Money, why: &'static str) -> Result<(), Refusal> {
    if line.amount == Some(sum) {
        Ok(())
    } else {
        Err(Refusal::Malformed {
            what: "amount",
            why,
        })
    }
}

fn above(line: &Line, worth: Money, sheet: &Worksheet) -> Refusal {
    Refusal::AboveRoom {
        asset: line.asset,
        worth,
        room: sheet.room,
    }
}
