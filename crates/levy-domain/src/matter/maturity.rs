//! Term products (定期存款、理财产品): frozen at once, drawn on from the day on
//! which they pay. Before it only on a decision of its own, since early
//! redemption costs the debtor his interest, and the creditor what that would
//! have paid. The day itself is told.

use super::{
    assent::{Wanted, let_go},
    command,
    decide::Decision,
    duty::Duty,
    event::*,
    hold_state::HoldState,
    papers,
    register::{Owing, Register},
    state::State,
};
use crate::{
    id::{DocumentId, HoldId},
    money::Money,
    order::{Deadline, Measure, OrderDraft},
    refusal::{Outside, Refusal},
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// Who must agree to early redemption, in the profile.
const MEASURE: &str = "redeem-early";

/// What may be asked about term products.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Decide that it is redeemed before its day.
    AllowEarly {
        /// Which hold.
        hold: HoldId,
        /// The decision.
        document: DocumentId,
    },
    /// The day has come.
    NoteMatured {
        /// Which hold.
        hold: HoldId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Maturity(command)
    }
}

/// When what a hold holds pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturityState {
    /// The first day on which it pays.
    pub from: Date,
    /// Its beginning, until it was told.
    pub matures: Option<Deadline>,
    /// The decision not to wait for it.
    pub early: Option<DocumentId>,
    /// The hold is there.
    pub open: bool,
}

impl Owing for MaturityState {
    type Id = HoldId;

    fn duty(&self, id: HoldId) -> Option<(Timestamp, Duty)> {
        let matures = self.matures.as_ref().filter(|_| self.open)?;
        Some((matures.at, Duty::Matured(id)))
    }
}

/// Term products under control, by hold.
pub type Maturities = Register<MaturityState>;

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::AllowEarly { hold, document } => {
            allow_early(state, *hold, *document, rules, stamp)
        }
        Command::NoteMatured { hold } => {
            let known = state.maturities.get(hold);
            let known = known.ok_or(Refusal::Unknown { what: "hold" })?;
            let come = known.is_due(*hold, stamp.at);
            let matures = known.matures.clone().filter(|_| come);
            let hold = *hold;
            let matured = matures.map(|matures| HoldMatured { hold, matures });
            Ok(matured.into_iter().map(Event::from).collect())
        }
    }
}

fn allow_early(
    state: &State,
    hold: HoldId,
    document: DocumentId,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let held = state.holds.get(&hold).filter(|held| held.is_open());
    let held = held.ok_or(Refusal::Unknown { what: "hold" })?;
    if let Some(before) = state.maturities.get(&hold).and_then(|known| known.early) {
        return if before == document {
            Ok(vec![])
        } else {
            let what = "a decision to redeem it early";
            Err(Refusal::OnlyOnce { what })
        };
    }
    stamp.by_a_judge()?;
    let on = stamp.at.date_in(rules.profile().zone());
    let Some(from) = pays_from(state, &hold, held).filter(|from| *from > on) else {
        return Err(Refusal::Malformed {
            what: "hold",
            why: "pays now; nothing is redeemed early",
        });
    };
    papers::for_act(state, MEASURE, &[document], rules, on)?;
    let sum = Money::new(held.held, state.currency.ok_or(Refusal::NotOpen)?);
    let act = Act::RedeemEarly { hold, document };
    let (officers, approval_rule) = match let_go(state, act, (MEASURE, sum), rules, stamp)? {
        Wanted::ByAll(officers, rule) => (officers, rule),
        Wanted::BySome(said) => return Ok(said),
    };
    let allowed = EarlyRedemptionAllowed {
        hold,
        from,
        document,
        officers,
        approval_rule,
    };
    Ok(vec![allowed.into()])
}

/// From which day on it pays, as far as a unit told.
fn pays_from(state: &State, id: &HoldId, hold: &HoldState) -> Option<Date> {
    match state.maturities.get(id) {
        Some(known) => Some(known.from),
        None => {
            let asset = state.assets.get(&hold.asset);
            asset.and_then(|asset| asset.not_redeemable_before)
        }
    }
}

/// A transfer waits for the day, or carries the decision not to.
pub(super) fn check(
    state: &State,
    order: &OrderDraft,
    (id, hold): (&HoldId, &HoldState),
    on: Date,
) -> Result<(), Refusal> {
    if order.measure != Measure::Transfer {
        return Ok(());
    }
    let Some(from) = pays_from(state, id, hold).filter(|from| *from > on) else {
        return Ok(());
    };
    let early = state.maturities.get(id).and_then(|known| known.early);
    if early.is_some_and(|decision| order.documents.contains(&decision)) {
        return Ok(());
    }
    Err(Outside::NotMatured { hold: *id, from }.into())
}

/// What a unit says of the day on which a hold pays, where it is news.
pub(super) fn told(
    state: &State,
    hold: HoldId,
    from: Option<Date>,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<Event> {
    let zone = rules.profile().zone();
    let on = stamp.at.date_in(zone);
    let from = from.filter(|from| *from > on)?;
    let known = state.maturities.get(&hold);
    if known.is_some_and(|known| known.from == from) {
        return None;
    }
    let rule = rules.profile().approvals(&MEASURE.into(), None, on);
    let (_, rule) = rule.ok()?;
    let set = MaturitySet {
        hold,
        from,
        matures: Deadline::new("maturity", Timestamp::start_of(from, zone), rule),
    };
    Some(set.into())
}
