//! Seals on land and buildings (不动产查封): what registries call them, what a
//! pre-seal turns into, that land and building are sealed together, and that a
//! seal is split where they are divided.
//!
//! Where two registries keep them, each is served with an order of its own
//! (CKD 21). A plan that seals one and leaves the other says so among its
//! warnings. Their value is stated for one of them, so that it counts once.

mod splitting;

use super::{command, decide::Decision, event::*, state::State};
use crate::{
    asset::AssetClass,
    bytes::Digest,
    id::{AssetId, DocumentId, HoldId},
    money::Money,
    order::{Line, Measure, OrderDraft},
    refusal::Refusal,
    rules::Rules,
    sealed::Sealed,
    stamp::Stamp,
    time::Date,
};

/// Class of what the debtor has no registered title to yet (预查封).
const PRE_SEAL: &str = "pre-seal";
/// A pre-seal turns into a seal.
const TURNS: &str = "T-15";
/// Land and building go together.
const REACH: &str = "E-05";

/// What a registry calls a seal (查封类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealKind {
    /// 查封.
    Seal,
    /// 轮候查封.
    Waiting,
    /// 预查封.
    PreSeal,
    /// 轮候预查封.
    WaitingPreSeal,
    /// 续封.
    Renewal,
}

impl SealKind {
    /// What `measure` on an asset of `class` is called there; `None` for what
    /// is no seal on land or buildings.
    pub fn of(measure: &Measure, class: &AssetClass) -> Option<Self> {
        if !is_land(class) {
            return None;
        }
        let pre = is_pre_seal(class);
        match (measure, pre) {
            (Measure::Freeze, false) => Some(SealKind::Seal),
            (Measure::WaitingFreeze, false) => Some(SealKind::Waiting),
            (Measure::Freeze, true) => Some(SealKind::PreSeal),
            (Measure::WaitingFreeze, true) => Some(SealKind::WaitingPreSeal),
            (Measure::Renew, _) => Some(SealKind::Renewal),
            _ => None,
        }
    }

    /// The number that registries write for it.
    pub fn number(self) -> u8 {
        match self {
            SealKind::Seal => 1,
            SealKind::Waiting => 2,
            SealKind::PreSeal => 3,
            SealKind::WaitingPreSeal => 4,
            SealKind::Renewal => 5,
        }
    }
}

/// Land registries keep it.
fn is_land(class: &AssetClass) -> bool {
    *class == AssetClass::RealEstate || is_pre_seal(class)
}

fn is_pre_seal(class: &AssetClass) -> bool {
    class.as_str() == PRE_SEAL
}

/// What may be asked about seals.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Note that the debtor's title was registered.
    NoteTitled {
        /// The pre-seal.
        hold: HoldId,
        /// When.
        titled_on: Date,
        /// What shows it.
        evidence: Digest,
    },
    /// Note that a piece of land and a building are one property.
    Join {
        /// The right to the land.
        land: AssetId,
        /// The building.
        building: AssetId,
    },
    /// Split a seal on what was divided.
    Split {
        /// Which hold.
        hold: HoldId,
        /// Into what: all of it, and nothing more.
        parts: Vec<Piece>,
        /// The ruling, where the court splits it to let a part go; none where
        /// the registry divided it.
        ruling: Option<DocumentId>,
        /// What shows it.
        evidence: Digest,
    },
}

/// One part of what a seal stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its id: a new one, or that of the whole for what keeps its number.
    pub asset: AssetId,
    /// Its number at the registry.
    pub number: Sealed,
    /// Its part of the sum of the seal.
    pub amount: Money,
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Seal(command)
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let on = stamp.at.date_in(rules.profile().zone());
    let basis = |rule: &str| rules.profile().basis(rule, on).cloned();
    match command {
        Command::NoteTitled {
            hold,
            titled_on,
            evidence,
        } => {
            let known = state.holds.get(hold).filter(|known| known.is_open());
            let known = known.ok_or(Refusal::Unknown { what: "hold" })?;
            if state.turned.contains(hold) {
                return Ok(vec![]);
            }
            if !is_pre_seal(&known.class) {
                let (what, why) = ("hold", "is no pre-seal");
                return Err(Refusal::Malformed { what, why });
            }
            let turned = PreSealTurned {
                hold: *hold,
                titled_on: *titled_on,
                rule: basis(TURNS)?,
                evidence: *evidence,
            };
            Ok(vec![turned.into()])
        }
        Command::Join { land, building } => {
            if state.joined.get(land) == Some(building) {
                return Ok(vec![]);
            }
            check_property(state, land, building)?;
            let joined = PropertyJoined {
                land: *land,
                building: *building,
                rule: basis(REACH)?,
            };
            Ok(vec![joined.into()])
        }
        Command::Split { .. } => splitting::split(state, command, rules, stamp),
    }
}

/// Two known things of one person, on which land registries keep seals.
fn check_property(state: &State, land: &AssetId, building: &AssetId) -> Result<(), Refusal> {
    let find = |asset| {
        let known = state.assets.get(asset);
        known.ok_or(Refusal::Unknown { what: "asset" })
    };
    let pair = [find(land)?, find(building)?];
    let kept = pair.iter().all(|known| is_land(&known.class));
    if land == building || !kept || pair[0].person != pair[1].person {
        let (what, why) = ("building", "is no land and building of one person");
        return Err(Refusal::Malformed { what, why });
    }
    if [land, building]
        .iter()
        .any(|one| state.joined.contains_key(one))
    {
        let what = "a property that it belongs to";
        return Err(Refusal::OnlyOnce { what });
    }
    Ok(())
}

/// Seals on land without its building, or the other way about.
pub(super) fn apart(state: &State, orders: &[OrderDraft], rules: &Rules, on: Date) -> Vec<Warned> {
    let Ok(rule) = rules.profile().basis(REACH, on) else {
        return vec![];
    };
    let lines = || {
        let binding = orders.iter().filter(|order| order.measure.binds());
        binding.flat_map(|order| &order.lines)
    };
    let there = |asset: &AssetId| {
        state.held.contains_key(asset)
            || state.targets.contains_key(asset)
            || lines().any(|line| line.asset == *asset)
    };
    let alone = |line: &&Line| {
        let other = state.joined.get(&line.asset);
        other.is_some_and(|other| !there(other))
    };
    let warned = |line: &Line| Warned {
        asset: line.asset,
        rule: Some(rule.clone()),
    };
    lines().filter(alone).map(warned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_number_five_kinds_of_seals() {
        let (home, ahead) = (AssetClass::RealEstate, AssetClass::from(PRE_SEAL));
        for (measure, class, number) in [
            (Measure::Freeze, &home, Some(1)),
            (Measure::WaitingFreeze, &home, Some(2)),
            (Measure::Freeze, &ahead, Some(3)),
            (Measure::WaitingFreeze, &ahead, Some(4)),
            (Measure::Renew, &home, Some(5)),
            (Measure::Renew, &ahead, Some(5)),
            (Measure::Release, &home, None),
            (Measure::Freeze, &AssetClass::Vehicle, None),
        ] {
            let kind = SealKind::of(&measure, class);
            assert_eq!(kind.map(SealKind::number), number, "{measure} {class}");
        }
    }
}
