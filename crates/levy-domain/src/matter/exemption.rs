//! What a judge has freed is not taken again: neither by the planner, nor by
//! hand, nor by an order that was approved before and leaves now (X-04, F15
//! of the catalogue of failures). To take it the exemption is lifted first.
//!
//! A freeze of an account binds whatever is in it up to its limit. So beside a
//! sum that is freed only what is available above it may be frozen; where
//! nobody knows what is available, nothing.

use super::{
    command, decide::Decision, event::*, issuing::find, money::check_amount, papers, state::State,
};
use crate::{
    code::Code,
    id::{AssetId, DocumentId, ExemptionId, HoldId, OrderId},
    money::Money,
    order::{Line, Measure, OrderDraft},
    refusal::Refusal,
    stamp::Stamp,
    time::Date,
};
use std::collections::{BTreeMap, BTreeSet};

/// What may be asked about exemptions.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Free an asset, or a sum in it.
    Exempt {
        /// Its id.
        exemption: ExemptionId,
        /// Which asset.
        asset: AssetId,
        /// How much; the whole asset where none is named.
        amount: Option<Money>,
        /// Why, as a code.
        ground: Code,
        /// The decision.
        document: DocumentId,
        /// The order that releases it, where a hold has it.
        release: Option<OrderId>,
        /// Last day; none for good.
        until: Option<Date>,
    },
    /// Let it be taken again.
    Lift {
        /// Which exemption.
        exemption: ExemptionId,
        /// Why, as a code.
        ground: Code,
        /// The decision.
        document: DocumentId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Exemption(command)
    }
}

impl Command {
    /// People give a reason as a code.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::Exempt { ground, .. } | Command::Lift { ground, .. } => ground.said("ground"),
        }
    }
}

/// One exemption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExemptionState {
    /// Which asset.
    pub asset: AssetId,
    /// How much of it; the whole where none is named.
    pub amount: Option<Money>,
    /// The decision.
    pub document: DocumentId,
    /// The order that releases it.
    pub release: Option<OrderId>,
    /// Holds that were on the asset then.
    pub holds: BTreeSet<HoldId>,
    /// Last day.
    pub until: Option<Date>,
    /// The decision that lifts it.
    pub lifted: Option<DocumentId>,
}

/// Exemptions of a matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exemptions {
    all: BTreeMap<ExemptionId, ExemptionState>,
    /// Those that are not lifted.
    by_asset: BTreeMap<AssetId, BTreeSet<ExemptionId>>,
}

/// What is freed of an asset on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freed {
    /// All of it.
    Whole,
    /// So much, minor units; zero where nothing is.
    Sum(u64),
}

impl Exemptions {
    /// One exemption.
    pub fn get(&self, exemption: &ExemptionId) -> Option<&ExemptionState> {
        self.all.get(exemption)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&ExemptionId, &ExemptionState)> {
        self.all.iter()
    }

    /// Those on an asset that stand on a day.
    pub fn standing(&self, asset: &AssetId, on: Date) -> impl Iterator<Item = &ExemptionState> {
        let ids = self.by_asset.get(asset).into_iter().flatten();
        ids.filter_map(|id| self.all.get(id))
            .filter(move |known| known.until.is_none_or(|until| on <= until))
    }

    /// What is freed of an asset on a day, all exemptions together.
    pub fn freed(&self, asset: &AssetId, on: Date) -> Freed {
        self.standing(asset, on)
            .fold(Freed::Sum(0), |freed, known| match (freed, known.amount) {
                (Freed::Sum(sum), Some(amount)) => Freed::Sum(sum.saturating_add(amount.minor)),
                (Freed::Whole, _) | (_, None) => Freed::Whole,
            })
    }

    pub(crate) fn admit(&mut self, id: ExemptionId, exemption: ExemptionState) {
        let on_asset = self.by_asset.entry(exemption.asset).or_default();
        on_asset.insert(id);
        self.all.insert(id, exemption);
    }

    pub(crate) fn lift(&mut self, id: &ExemptionId, document: DocumentId) -> Option<()> {
        let known = self.all.get_mut(id)?;
        known.lifted = Some(document);
        let asset = known.asset;
        if let Some(on_asset) = self.by_asset.get_mut(&asset) {
            on_asset.remove(id);
            if on_asset.is_empty() {
                self.by_asset.remove(&asset);
            }
        }
        Some(())
    }
}

pub(super) fn decide(state: &State, command: &Command, stamp: &Stamp) -> Decision {
    match command {
        Command::Exempt { .. } => exempt(state, command, stamp),
        Command::Lift {
            exemption,
            ground,
            document,
        } => {
            let known = state.exemptions.get(exemption);
            let known = known.ok_or(Refusal::Unknown { what: "exemption" })?;
            if known.lifted.is_some() {
                return Ok(vec![]);
            }
            stamp.by_a_judge()?;
            papers::usable(state, *document)?;
            let lifted = ExemptionLifted {
                exemption: *exemption,
                ground: ground.clone(),
                document: *document,
            };
            Ok(vec![lifted.into()])
        }
    }
}

fn exempt(state: &State, command: &Command, stamp: &Stamp) -> Decision {
    let Command::Exempt {
        exemption,
        asset,
        amount,
        ground,
        document,
        release,
        until,
    } = command
    else {
        return Ok(vec![]);
    };
    if let Some(known) = state.exemptions.get(exemption) {
        let same = (known.asset, known.amount, known.document) == (*asset, *amount, *document)
            && (known.release, known.until) == (*release, *until);
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    stamp.by_a_judge()?;
    papers::usable(state, *document)?;
    let held = state.held.get(asset);
    if !state.assets.contains_key(asset) && held.is_none() {
        return Err(Refusal::Unknown { what: "asset" });
    }
    if let Some(amount) = amount {
        check_amount(state, *amount)?;
    }
    if let Some(release) = release {
        let order = &find(state, release)?.draft;
        let frees = order.measure.frees() && order.lines.iter().any(|line| line.asset == *asset);
        if !frees {
            return Err(Refusal::Malformed {
                what: "release",
                why: "releases nothing of this asset",
            });
        }
    }
    let exempted = Exempted {
        exemption: *exemption,
        asset: *asset,
        amount: *amount,
        ground: ground.clone(),
        document: *document,
        release: *release,
        holds: held.into_iter().flatten().copied().collect(),
        until: *until,
    };
    Ok(vec![exempted.into()])
}

/// Nothing that a judge has freed is taken by this line.
pub(super) fn check(
    state: &State,
    order: &OrderDraft,
    line: &Line,
    on: Date,
) -> Result<(), Refusal> {
    let room = match order.measure {
        Measure::Transfer => drawable(state, order, line, on),
        Measure::Renew => renewable(state, line, on),
        _ if order.measure.binds() => bindable(state, line, on),
        _ => None,
    };
    let asked = line.amount.map_or(0, |amount| amount.minor);
    match room {
        Some(room) if room == 0 || asked > room => Err(Refusal::Freed {
            asset: line.asset,
            left: Money::new(room, state.currency.ok_or(Refusal::NotOpen)?),
        }),
        _ => Ok(()),
    }
}

/// What may be frozen beside what is freed; `None` where nothing is.
fn bindable(state: &State, line: &Line, on: Date) -> Option<u64> {
    match state.exemptions.freed(&line.asset, on) {
        Freed::Sum(0) => None,
        Freed::Whole => Some(0),
        Freed::Sum(freed) => {
            let available = state
                .assets
                .get(&line.asset)
                .and_then(|known| known.available);
            Some(available.map_or(0, |available| available.minor.saturating_sub(freed)))
        }
    }
}

/// A hold on what is freed as a whole is let go, not renewed.
fn renewable(state: &State, line: &Line, on: Date) -> Option<u64> {
    let hold = line.hold?;
    let freed = state
        .exemptions
        .standing(&line.asset, on)
        .any(|known| known.amount.is_none() && known.holds.contains(&hold));
    freed.then_some(0)
}

/// What a transfer may take from a hold that still has freed money in it,
/// besides what other transfers have set aside; `None` where it has none.
fn drawable(state: &State, order: &OrderDraft, line: &Line, on: Date) -> Option<u64> {
    let id = line.hold?;
    let hold = state.holds.get(&id)?;
    let mut inside: u64 = 0;
    for known in state.exemptions.standing(&line.asset, on) {
        if known.holds.contains(&id) {
            let out = known
                .release
                .map_or(0, |release| taken_off(state, &release, &id));
            let amount = known.amount.map_or(u64::MAX, |amount| amount.minor);
            inside = inside.saturating_add(amount.saturating_sub(out));
        }
    }
    let own = state
        .orders
        .get(&order.order)
        .and_then(|known| known.line(line.line));
    let own = own.and_then(|(_, known)| known.reserved);
    let others = hold.reserved.saturating_sub(own.map_or(0, |own| own.minor));
    let left = hold.at_hand().saturating_sub(inside).saturating_sub(others);
    (inside > 0).then_some(left)
}

/// What a release has taken off a hold so far, minor units.
fn taken_off(state: &State, release: &OrderId, hold: &HoldId) -> u64 {
    let Some(order) = state.orders.get(release) else {
        return 0;
    };
    let lines = order.draft.lines.iter().zip(&order.lines);
    lines
        .filter(|(line, _)| line.hold == Some(*hold))
        .fold(0, |sum, (_, known)| sum.saturating_add(known.freed))
}
