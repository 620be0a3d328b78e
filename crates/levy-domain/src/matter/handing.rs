//! Handing over (交接): every hold has an officer who looks after its end. He
//! hands it on by an offer that the other must accept himself; until then it
//! stays where it was, so that no hold is ever between two people.

use super::{
    decide::Decision,
    event::{HoldsAccepted, HoldsOffered},
    state::State,
};
use crate::{
    code::Code,
    id::{HoldId, OfferId, OfficerId},
    refusal::Refusal,
    stamp::{Role, Stamp},
};
use std::collections::BTreeMap;

/// What may be asked about who looks after holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Offer holds to another officer: by whoever looks after them, or over
    /// his head by the head of the bureau or the president.
    Offer {
        /// Its id.
        offer: OfferId,
        /// Which holds.
        holds: Vec<HoldId>,
        /// To whom.
        to: OfficerId,
        /// Why.
        ground: Code,
    },
    /// Accept an offer; only the officer himself can.
    Accept {
        /// Which offer.
        offer: OfferId,
    },
}

impl From<Command> for super::Command {
    fn from(command: Command) -> Self {
        super::Command::Handing(command)
    }
}

impl Command {
    /// The codes that people wrote.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::Offer { ground, .. } => ground.said("ground"),
            Command::Accept { .. } => Ok(()),
        }
    }
}

/// Offers of a matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    all: BTreeMap<OfferId, (HoldsOffered, bool)>,
    newest: BTreeMap<HoldId, OfferId>,
}

impl Offers {
    /// An offer, and whether it was accepted.
    pub fn get(&self, offer: &OfferId) -> Option<&(HoldsOffered, bool)> {
        self.all.get(offer)
    }

    /// A newer offer of a hold takes the place of an older one.
    pub(super) fn insert(&mut self, offered: &HoldsOffered) {
        let holds = offered.holds.iter();
        self.newest.extend(holds.map(|hold| (*hold, offered.offer)));
        self.all.insert(offered.offer, (offered.clone(), false));
    }

    /// False when there is no such offer to accept.
    pub(super) fn accept(&mut self, accepted: &HoldsAccepted) -> bool {
        let known = self.all.get_mut(&accepted.offer);
        let Some((_, done)) = known.filter(|(_, done)| !done) else {
            return false;
        };
        *done = true;
        self.newest.retain(|_, offer| *offer != accepted.offer);
        true
    }
}

pub(super) fn decide(state: &State, command: &Command, stamp: &Stamp) -> Decision {
    match command {
        Command::Offer {
            offer,
            holds,
            to,
            ground,
        } => {
            let offered = HoldsOffered {
                offer: *offer,
                holds: holds.clone(),
                to: *to,
                ground: ground.clone(),
            };
            if let Some((known, _)) = state.offers.get(offer) {
                return if *known == offered {
                    Ok(vec![])
                } else {
                    Err(Refusal::IdInUse)
                };
            }
            check_offer(state, holds, to, stamp)?;
            Ok(vec![offered.into()])
        }
        Command::Accept { offer } => {
            let known = state.offers.get(offer);
            let (offered, done) = known.ok_or(Refusal::Unknown { what: "offer" })?;
            if stamp.actor.officer != Some(offered.to) || stamp.actor.on_behalf_of.is_some() {
                return Err(Refusal::WrongRole {
                    role: stamp.actor.role.clone(),
                    needed: "the officer to whom it was offered".into(),
                });
            }
            if *done {
                return Ok(vec![]);
            }
            let offers = &state.offers.newest;
            let there = |hold: &&HoldId| {
                let open = state.holds.get(hold).is_some_and(|hold| hold.is_open());
                open && offers.get(hold) == Some(offer)
            };
            let holds: Vec<HoldId> = offered.holds.iter().filter(there).copied().collect();
            if holds.is_empty() {
                return Err(Refusal::Unknown {
                    what: "hold that is still offered",
                });
            }
            let accepted = HoldsAccepted {
                offer: *offer,
                holds,
                officer: offered.to,
            };
            Ok(vec![accepted.into()])
        }
    }
}

fn check_offer(
    state: &State,
    holds: &[HoldId],
    to: &OfficerId,
    stamp: &Stamp,
) -> Result<(), Refusal> {
    let above = matches!(stamp.actor.role, Role::BureauHead | Role::President);
    let officer = stamp.actor.officer.ok_or_else(|| Refusal::WrongRole {
        role: stamp.actor.role.clone(),
        needed: "an officer".into(),
    })?;
    if holds.is_empty() {
        return Err(Refusal::Malformed {
            what: "holds",
            why: "names none",
        });
    }
    for hold in holds {
        let known = state.holds.get(hold).filter(|known| known.is_open());
        let owner = state.owner_of(known.ok_or(Refusal::Unknown { what: "hold" })?);
        if owner == Some(*to) {
            return Err(Refusal::SameOfficer);
        }
        if owner != Some(officer) && !above {
            return Err(Refusal::WrongRole {
                role: stamp.actor.role.clone(),
                needed: "whoever looks after the hold, bureau-head, president".into(),
            });
        }
    }
    Ok(())
}
