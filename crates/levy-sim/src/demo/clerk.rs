//! The invented court staff: a pure policy from a matter's state to the next
//! acts. It remembers nothing, so a killed demo goes on where it stood, and
//! it orders its acts by what is settled, not by when an answer came.

mod asking;
mod collecting;
mod controlling;
mod ending;
mod preparing;
mod settling;
mod telling;

pub use asking::units_to_ask;
pub use collecting::payment_id;
pub use settling::stated_window;

use super::docket::{Case, Docket};
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::{
        AssetId, DocumentId, HoldId, LiabilityId, NoticeId, OfficerId, OrderId, PersonId, PlanId,
        RegistrationId, SweepId, UnitId,
    },
    matter::{
        event::{ClosingKind, ServiceWay},
        state::{HoldState, State},
    },
    money::Money,
    order::{Line, Measure, OrderDraft, Reason},
    rules::Rules,
    stamp::Role,
    time::{Date, Timestamp, Zone},
};
use std::collections::BTreeSet;

/// One act of the staff.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Issue a document: its kind, its number, and the plan it is made for.
    Document {
        /// Id.
        document: DocumentId,
        /// Kind.
        kind: DocumentKind,
        /// Number as printed.
        number: String,
        /// For this plan.
        plan: Option<PlanId>,
    },
    /// Order a round of queries.
    Sweep {
        /// Id.
        sweep: SweepId,
        /// About whom.
        subjects: Vec<PersonId>,
        /// Notice that goes along.
        document: DocumentId,
        /// Ask the national network too.
        big: bool,
    },
    /// Plan freezes for a liability.
    Freeze {
        /// Id of the plan.
        plan: PlanId,
        /// For whom.
        liability: LiabilityId,
        /// Assets that were tried.
        except: Vec<AssetId>,
    },
    /// Draft orders by hand.
    Draft {
        /// Id of the plan.
        plan: PlanId,
        /// The orders.
        orders: Vec<OrderDraft>,
    },
    /// Approve a plan.
    Approve {
        /// Which.
        plan: PlanId,
        /// What was seen.
        list_hash: Digest,
        /// By whom.
        officer: OfficerId,
        /// As what.
        role: Role,
    },
    /// Go to the unit's counter and settle an unknown outcome.
    Settle {
        /// Which order.
        order: OrderId,
        /// At which unit.
        unit: UnitId,
    },
    /// Two officers take an order to the counter and enter what came of it.
    Counter {
        /// Which order.
        order: OrderId,
    },
    /// Tell somebody of what is under control.
    Tell {
        /// Which notice.
        notice: NoticeId,
        /// Whose file shows it.
        subject: PersonId,
        /// How.
        mode: ServiceWay,
        /// Nobody was there: tried again on this day.
        vain: Option<Date>,
    },
    /// The debtor pays of himself.
    Payment {
        /// Which registration it was planned for.
        registration: RegistrationId,
        /// Who.
        person: PersonId,
        /// How much.
        minor: u64,
    },
    /// Close a case number.
    Close {
        /// Which.
        registration: RegistrationId,
        /// How.
        kind: ClosingKind,
    },
}

/// What to do now, and when to look again if nothing happens before.
#[derive(Debug, Default)]
pub struct Decision {
    /// Acts, to be done in order; a refused one is left.
    pub steps: Vec<Step>,
    /// Whose turn the acts belong to.
    pub turn: Option<Turn>,
    /// Next look.
    pub again: Option<Timestamp>,
}

/// Everything that the policy looks at.
pub struct Desk<'a> {
    /// The matter's plan.
    pub docket: &'a Docket,
    /// Rules in force.
    pub rules: &'a Rules,
    /// Ids of persons follow from the seed.
    pub seed: u64,
    /// The court's time.
    pub now: Timestamp,
    /// What a rule refused just now; the next thing is tried.
    pub refused: &'a BTreeSet<Turn>,
}

/// What the staff does in turn once nothing is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Issue lost orders anew.
    Replace,
    /// Freeze what is known.
    Freeze,
    /// Draw what is held.
    Transfer,
    /// Take in what the debtor pays.
    Pay,
    /// Lift what holds nothing any more and still binds, once all is paid.
    Lift,
    /// Close what is done.
    Close,
}

impl Turn {
    const ALL: [Turn; 6] = [
        Turn::Replace,
        Turn::Freeze,
        Turn::Transfer,
        Turn::Pay,
        Turn::Lift,
        Turn::Close,
    ];
}

fn doc(docket: &Docket, parts: &[&[u8]]) -> DocumentId {
    DocumentId::derive(docket.matter.0, parts)
}

impl Desk<'_> {
    fn today(&self) -> Date {
        self.now.date_in(Zone::CHINA)
    }

    /// Decides the next acts of a matter.
    pub fn decide(&self, state: &State) -> Decision {
        let mut out = Decision::default();
        self.settle(state, &mut out);
        self.tell(state, &mut out);
        self.plans(state, &mut out);
        if !out.steps.is_empty() {
            return out;
        }
        let entered: Vec<&Case> = self
            .docket
            .cases
            .iter()
            .filter(|case| state.registrations.contains_key(&case.registration))
            .collect();
        for case in &entered {
            self.sweep(state, case, &mut out);
        }
        let asking = state.sweeps.values().any(|sweep| !sweep.closed);
        let busy = state.open_orders().next().is_some() || asking;
        if !out.steps.is_empty() || busy {
            return out;
        }
        for turn in Turn::ALL
            .into_iter()
            .filter(|turn| !self.refused.contains(turn))
        {
            match turn {
                Turn::Replace => self.replace(state, &mut out),
                Turn::Freeze => self.freeze(state, &entered, &mut out),
                Turn::Transfer => self.transfer(state, &entered, &mut out),
                Turn::Pay => self.pay(state, &entered, &mut out),
                Turn::Lift => self.lift(state, &mut out),
                Turn::Close => self.close(state, &entered, &mut out),
            }
            if !out.steps.is_empty() {
                out.turn = Some(turn);
                return out;
            }
        }
        out
    }

    fn look(&self, out: &mut Decision, at: Timestamp) {
        if at > self.now {
            out.again = Some(out.again.map_or(at, |known| known.min(at)));
        }
    }

    /// An order on the whole or a part of a hold of ours.
    fn on_hold(
        &self,
        state: &State,
        plan: PlanId,
        (id, hold): (HoldId, &HoldState),
        minor: u64,
        measure: Measure,
        reason: Reason,
    ) -> Option<OrderDraft> {
        let asset = state.assets.get(&hold.asset)?;
        let liability = state.liabilities.get(&hold.liability)?;
        let unit = self.rules.units().get(&hold.unit)?;
        let route = unit.ability(&measure, Some(&hold.class))?;
        let order = OrderId::derive(plan.0, &[b"on-hold", id.0.as_bytes()]);
        let purpose = match measure {
            Measure::Transfer => "transfer",
            _ => "release",
        };
        Some(OrderDraft {
            order,
            measure,
            unit: hold.unit,
            subject: liability.person,
            route: route.route.clone(),
            basis: self
                .rules
                .profile()
                .basis(reason.rule.as_deref()?, self.today())
                .ok()?
                .clone(),
            lines: vec![Line {
                line: 1,
                asset: hold.asset,
                class: hold.class.clone(),
                number: asset.number.clone(),
                liability: hold.liability,
                amount: Some(Money::cny(minor)),
                units: None,
                share: None,
                term: None,
                hold: Some(id),
                known_available: None,
                reason,
            }],
            purpose: purpose.into(),
            documents: Vec::new(),
            identity: state.persons.get(&liability.person)?.0.strength.clone(),
            not_before: None,
            replaces: None,
            original: order,
        })
    }
}
