//! What an asset is worth (财产价值), as a judge states it on a document: an
//! appraisal, a price of the market, the cash value of a policy, what the
//! parties agreed. From then on a seal on it counts at that sum, and a freeze
//! of some of its shares at their part of it, see
//! `planning/whole.rs`.

use super::{
    command, decide::Decision, event::ValueStated, money::check_amount, papers, state::State,
};
use crate::{
    code::Code,
    id::{AssetId, DocumentId},
    money::Money,
    refusal::Refusal,
    stamp::Stamp,
    time::Date,
};

/// What may be asked about values.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// A judge states what an asset is worth.
    State {
        /// Which asset.
        asset: AssetId,
        /// How much.
        value: Money,
        /// Of how many shares or units; of the whole where none is named.
        units: Option<u64>,
        /// How it was found: `appraisal`, `market-price`, `agreed`.
        method: Code,
        /// The day of which it holds.
        as_of: Date,
        /// What shows it.
        document: DocumentId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Value(command)
    }
}

impl Command {
    /// Codes alone stand in the clear.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        let Command::State { method, .. } = self;
        method.said("method")
    }
}

pub(super) fn decide(state: &State, command: &Command, stamp: &Stamp) -> Decision {
    let Command::State {
        asset,
        value,
        units,
        method,
        as_of,
        document,
    } = command;
    let stated = ValueStated {
        asset: *asset,
        value: *value,
        units: *units,
        method: method.clone(),
        as_of: *as_of,
        document: *document,
    };
    if state.values.get(asset) == Some(&stated) {
        return Ok(vec![]);
    }
    stamp.by_a_judge()?;
    if !state.assets.contains_key(asset) && !state.held.contains_key(asset) {
        return Err(Refusal::Unknown { what: "asset" });
    }
    check_amount(state, *value)?;
    if *units == Some(0) {
        let (what, why) = ("units", "is zero");
        return Err(Refusal::Malformed { what, why });
    }
    papers::usable(state, *document)?;
    Ok(vec![stated.into()])
}
